//! The words of the register, as project offices write them.

use domain::register::{EntryKind, EntryStatus, ReadinessItem};

/// What an entry is; none if the word is unknown.
pub(super) fn kind(word: &str) -> Option<EntryKind> {
    match word {
        "approval" | "approvals" | "authorisation" | "permission" | "accessrequest" => Some(EntryKind::Approval),
        "agreement" | "agreements" | "contract" | "isa" | "dsa" | "mou" | "informationsharingagreement" | "datasharingagreement" => {
            Some(EntryKind::Agreement)
        }
        "assurance" | "assurances" | "technicalassurance" | "compliance" => Some(EntryKind::Assurance),
        "transfer" | "transfers" | "datatransfer" | "securetransfer" => Some(EntryKind::Transfer),
        "milestone" | "milestones" | "deliverable" | "task" => Some(EntryKind::Milestone),
        "risk" | "risks" => Some(EntryKind::Risk),
        "decision" | "decisions" => Some(EntryKind::Decision),
        _ => None,
    }
}

/// How far an entry of that kind is; none if the word is unknown.
///
/// A traffic light says how somebody feels about an entry, and not how far it is.
pub(super) fn status(word: &str, kind: EntryKind) -> Option<EntryStatus> {
    let status = match word {
        "notstarted" | "notyetstarted" | "notbegun" | "tostart" | "todo" | "planned" | "proposed" | "new" | "future" => {
            EntryStatus::NotStarted
        }
        "inprogress" | "started" | "underway" | "ongoing" | "open" | "pending" | "draft" | "drafted" | "inreview" | "submitted"
        | "requested" | "applied" | "ordered" | "awaitingapproval" | "awaitingsignature" | "awaitingdecision" | "ontrack" | "atrisk"
        | "late" | "delayed" | "overdue" => EntryStatus::InProgress,
        "blocked" | "onhold" | "stuck" | "stalled" | "paused" | "suspended" | "rejected" | "refused" | "declined" | "notapproved" => {
            EntryStatus::Blocked
        }
        "done" | "complete" | "completed" | "finished" | "approved" | "signed" | "agreed" | "granted" | "accepted" | "achieved" | "met"
        | "passed" | "sent" | "transferred" | "received" | "delivered" | "published" | "issued" | "confirmed" | "decided" | "made"
        | "inplace" | "inforce" => EntryStatus::Done,
        // Of what was agreed it means that it is in force, of a risk that it is still there.
        "active" | "current" | "live" | "valid" => match kind {
            EntryKind::Risk => EntryStatus::InProgress,
            EntryKind::Approval | EntryKind::Agreement | EntryKind::Assurance => EntryStatus::Done,
            EntryKind::Transfer | EntryKind::Milestone | EntryKind::Decision => return None,
        },
        "lapsed" | "expired" | "outofdate" => EntryStatus::Lapsed,
        "realised" | "realized" | "materialised" | "occurred" | "happened" | "issue" => EntryStatus::Realised,
        "closed" | "mitigated" | "resolved" | "avoided" => EntryStatus::Closed,
        "withdrawn" | "cancelled" | "canceled" | "superseded" | "replaced" | "renewed" | "abandoned" | "dropped" => EntryStatus::Withdrawn,
        "notneeded" | "notrequired" | "notapplicable" => EntryStatus::NotNeeded,
        _ => return None,
    };
    Some(match (status, kind) {
        (EntryStatus::Done, EntryKind::Risk) => EntryStatus::Closed,
        (status, _) => status,
    })
}

/// The item of the checklist that the words name: its own name, or the one item whose words stand in the text.
///
/// # Errors
/// Where the words of several items stand there.
pub(super) fn item(text: &str) -> Result<Option<ReadinessItem>, Several> {
    let plain = crate::cells::plain(text);
    let is_named = |item: &&ReadinessItem| [item.name(), item.label()].map(crate::cells::plain).contains(&plain);
    if let Some(item) = ReadinessItem::ALL.iter().find(is_named) {
        return Ok(Some(*item));
    }
    let spaced: String = text
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { ' ' })
        .collect();
    let text = format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut found = WORDS
        .iter()
        .filter(|(_, words)| words.iter().any(|words| text.contains(&format!(" {words} "))))
        .map(|(item, _)| *item);
    match (found.next(), found.next()) {
        (_, Some(_)) => Err(Several),
        (item, None) => Ok(item),
    }
}

/// The words of more than one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Several;

/// What approvals, agreements and assurances are called, today and when the briefing was written.
const WORDS: [(ReadinessItem, &[&str]); 12] = [
    (ReadinessItem::LegalBasis, &["legal basis", "lawful basis"]),
    (
        ReadinessItem::PdsAccessRequest,
        &["pds access request", "pds access", "pds application", "access to pds"],
    ),
    (
        ReadinessItem::Dspt,
        &[
            "dspt",
            "data security and protection toolkit",
            "data security toolkit",
            "ig toolkit",
            "information governance toolkit",
            "igsoc",
        ],
    ),
    (ReadinessItem::Network, &["hscn", "n3"]),
    (
        ReadinessItem::DataSharingAgreement,
        &["dsfc", "data sharing framework contract", "data sharing agreement"],
    ),
    (
        ReadinessItem::PartnerAgreement,
        &[
            "partner",
            "information sharing agreement",
            "isa",
            "dpia",
            "data protection impact assessment",
        ],
    ),
    (
        ReadinessItem::BatchRoute,
        &[
            "batch route",
            "mesh mailbox",
            "mailbox",
            "dbs client",
            "dbs endpoint",
            "endpoint registration",
            "dbs test file",
        ],
    ),
    (
        ReadinessItem::Assurance,
        &[
            "smsp",
            "spine mini service",
            "spine mini",
            "clinical safety",
            "first of type",
            "target operating model",
            "pds fhir",
            "digital onboarding",
        ],
    ),
    (
        ReadinessItem::Smartcards,
        &["smartcard", "smartcards", "smart card", "smart cards", "rbac"],
    ),
    (ReadinessItem::PrivacyNotice, &["privacy notice", "fair processing notice"]),
    (
        ReadinessItem::MismatchProcess,
        &["mismatch", "mismatches", "mismatched", "unmatched"],
    ),
    (ReadinessItem::LoadRule, &["load rule", "back out plan", "backout plan"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::plain;

    #[test]
    fn every_word_of_ours_is_read_back() {
        for value in EntryKind::ALL {
            assert_eq!(
                [kind(&plain(value.name())), kind(&plain(value.label()))],
                [Some(*value); 2],
                "{value}"
            );
        }
        for value in EntryStatus::ALL {
            let of = if *value == EntryStatus::Closed || *value == EntryStatus::Realised {
                EntryKind::Risk
            } else {
                EntryKind::Approval
            };
            let read = [value.name(), value.label()].map(|word| status(&plain(word), of));
            assert_eq!(read, [Some(*value); 2], "{value}");
        }
        for value in ReadinessItem::ALL {
            assert_eq!([item(value.name()), item(value.label())], [Ok(Some(*value)); 2], "{value}");
        }
    }

    #[test]
    fn a_status_depends_on_what_the_entry_is() {
        for (word, of, expected) in [
            ("active", EntryKind::Agreement, Some(EntryStatus::Done)),
            ("active", EntryKind::Risk, Some(EntryStatus::InProgress)),
            ("active", EntryKind::Milestone, None),
            ("done", EntryKind::Risk, Some(EntryStatus::Closed)),
            ("rejected", EntryKind::Approval, Some(EntryStatus::Blocked)),
            ("expired", EntryKind::Agreement, Some(EntryStatus::Lapsed)),
            ("green", EntryKind::Milestone, None),
        ] {
            assert_eq!(status(word, of), expected, "{word} {of}");
        }
    }

    #[test]
    fn titles_name_one_item_or_none() {
        for (title, expected) in [
            ("Data Security & Protection Toolkit 2026-27 (DSPT)", Ok(Some(ReadinessItem::Dspt))),
            ("IG Toolkit return", Ok(Some(ReadinessItem::Dspt))),
            ("N3/HSCN connection", Ok(Some(ReadinessItem::Network))),
            (
                "Information sharing agreement with Eastshire NHS",
                Ok(Some(ReadinessItem::PartnerAgreement)),
            ),
            ("Spine Mini Service: clinical safety case", Ok(Some(ReadinessItem::Assurance))),
            ("Data sharing agreement with the partner", Err(Several)),
            ("Committee paper", Ok(None)),
            ("Subject access request", Ok(None)),
            ("", Ok(None)),
        ] {
            assert_eq!(item(title), expected, "{title}");
        }
    }
}
