//! The register: what stands between the council and PDS access, and what was agreed, sent and decided on the way.

use crate::record::vocabulary;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

mod checklist;
mod milestones;

pub use checklist::{AccessRoute, ItemEntries, ReadinessItem, ReadinessState};
pub use milestones::{Entry, Outlook, follow, in_order};

/// What an entry of the register is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Somebody outside the project has to allow it.
    Approval,
    /// Two parties sign it.
    Agreement,
    /// Something is shown to be safe, or to work.
    Assurance,
    /// Data went to somebody.
    Transfer,
    /// Something is to be reached by a day.
    Milestone,
    /// Something that may go wrong.
    Risk,
    /// Something was or is to be decided.
    Decision,
}

vocabulary!(EntryKind {
    Approval = "approval", "Approval";
    Agreement = "agreement", "Agreement";
    Assurance = "assurance", "Assurance";
    Transfer = "transfer", "Transfer";
    Milestone = "milestone", "Milestone";
    Risk = "risk", "Risk";
    Decision = "decision", "Decision";
});

/// How far an entry is, as the register says. Whether it is late, and mostly whether it has lapsed, follows from its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryStatus {
    /// Nobody has begun.
    NotStarted,
    /// Somebody works on it; a risk that may still come.
    InProgress,
    /// It can't go on.
    Blocked,
    /// Approved, signed, sent, reached or decided.
    Done,
    /// It held once and holds no longer.
    Lapsed,
    /// The risk has come. Only of risks.
    Realised,
    /// The risk can't come any more. Only of risks.
    Closed,
    /// It is not wanted any more, or another entry took its place.
    Withdrawn,
    /// The route that was chosen does without it.
    NotNeeded,
}

vocabulary!(EntryStatus {
    NotStarted = "not_started", "Not started";
    InProgress = "in_progress", "In progress";
    Blocked = "blocked", "Blocked";
    Done = "done", "Done";
    Lapsed = "lapsed", "Lapsed";
    Realised = "realised", "Realised";
    Closed = "closed", "Closed";
    Withdrawn = "withdrawn", "Withdrawn";
    NotNeeded = "not_needed", "Not needed";
});

impl EntryStatus {
    /// Whether an entry of that kind can be so.
    #[must_use]
    pub fn is_of(self, kind: EntryKind) -> bool {
        match self {
            Self::Realised | Self::Closed => kind == EntryKind::Risk,
            Self::Done | Self::Lapsed | Self::NotNeeded => kind != EntryKind::Risk,
            Self::NotStarted | Self::InProgress | Self::Blocked | Self::Withdrawn => true,
        }
    }

    /// Whether something is still to be done about it.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::NotStarted | Self::InProgress | Self::Blocked)
    }
}

/// When what was agreed ends, seen from a day. Every agreement stands in exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// It has ended.
    Lapsed,
    /// It ends within 30 days.
    #[serde(rename = "within_30_days")]
    Within30Days,
    /// It ends within 90 days, not within 30.
    #[serde(rename = "within_90_days")]
    Within90Days,
    /// It ends later than that.
    Later,
    /// The register says no day on which it ends.
    NoDate,
    /// It is not in force yet.
    NotSigned,
}

vocabulary!(Term {
    Lapsed = "lapsed", "Lapsed";
    Within30Days = "within_30_days", "Within 30 days";
    Within90Days = "within_90_days", "Within 90 days";
    Later = "later", "Later";
    NoDate = "no_date", "No date";
    NotSigned = "not_signed", "Not in force yet";
});

impl Term {
    /// The term of what holds until a day, that day among them.
    #[must_use]
    pub fn of(status: EntryStatus, until: Option<NaiveDate>, as_at: NaiveDate) -> Self {
        match (status, until.map(|until| (until - as_at).num_days())) {
            (EntryStatus::Lapsed, _) => Self::Lapsed,
            (status, _) if status.is_open() => Self::NotSigned,
            (_, None) => Self::NoDate,
            (_, Some(..0)) => Self::Lapsed,
            (_, Some(0..=30)) => Self::Within30Days,
            (_, Some(31..=90)) => Self::Within90Days,
            (_, Some(91..)) => Self::Later,
        }
    }
}

/// What is known of how a batch went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferState {
    /// A batch was asked about, and nothing says how it was sent.
    Unexplained,
    /// The register names a batch of which nothing was loaded.
    NoBatch,
    /// A transfer stands behind the batch.
    Recorded,
}

vocabulary!(TransferState {
    Unexplained = "unexplained", "Unexplained: no transfer is recorded";
    NoBatch = "no_batch", "Nothing of the batch was loaded";
    Recorded = "recorded", "Recorded";
});

/// Why somebody need not hold an NHS number: the exceptions to the duty of section 251A of the Health and Social Care Act 2012.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExemptionReason {
    /// The person objects, or would be likely to.
    Objects,
    /// The council doesn't know the number and can't reasonably learn it.
    NotKnowable,
    /// The person has no NHS number.
    NoNumberIssued,
    /// Another reasonable cause, such as a service used anonymously.
    Other,
}

vocabulary!(ExemptionReason {
    Objects = "objects", "Objects";
    NotKnowable = "not_knowable", "Not knowable";
    NoNumberIssued = "no_number_issued", "No NHS number issued";
    Other = "other", "Other reasonable cause";
});

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn terms_are_counted_in_days() {
        let as_at = day("2026-10-31");
        for (status, until, term) in [
            (EntryStatus::Done, Some("2026-10-30"), Term::Lapsed),
            (EntryStatus::Done, Some("2026-10-31"), Term::Within30Days),
            (EntryStatus::Done, Some("2026-11-30"), Term::Within30Days),
            (EntryStatus::Done, Some("2026-12-01"), Term::Within90Days),
            (EntryStatus::Done, Some("2027-01-29"), Term::Within90Days),
            (EntryStatus::Done, Some("2027-01-30"), Term::Later),
            (EntryStatus::Done, None, Term::NoDate),
            (EntryStatus::Lapsed, None, Term::Lapsed),
            (EntryStatus::InProgress, Some("2026-10-01"), Term::NotSigned),
        ] {
            assert_eq!(Term::of(status, until.map(day), as_at), term, "{status} until {until:?}");
        }
    }

    #[test]
    fn risks_are_realised_or_closed_and_nothing_else_is() {
        for kind in EntryKind::ALL {
            for status in EntryStatus::ALL {
                let only_risks = matches!(status, EntryStatus::Realised | EntryStatus::Closed);
                if only_risks {
                    assert_eq!(status.is_of(*kind), *kind == EntryKind::Risk, "{kind} {status}");
                }
            }
            assert!(EntryStatus::Withdrawn.is_of(*kind), "{kind}");
        }
    }
}
