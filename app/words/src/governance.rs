//! What stands between the council and PDS access, in sentences and numbers.

use chrono::NaiveDate;
use domain::{
    calendar,
    page::Stat,
    percent::records,
    questions::{AgreementRow, MilestoneRow, ReadinessRow, RiskRow, TransferRow},
    register::{EntryStatus, ReadinessState, Term, TransferState},
};

/// A short date; a dash for none.
#[must_use]
pub fn day(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "–".to_owned(), calendar::short)
}

/// What the figures say of the target, in a sentence.
#[must_use]
pub fn gate(row: &ReadinessRow) -> String {
    let target = row.target.map_or_else(|| "coverage".to_owned(), |target| target.label());
    match (row.met_in_a_row, row.margin) {
        (Some(0), Some(margin)) => format!("The {target} target is missed by {}.", records(-margin)),
        (Some(snapshots), Some(margin)) => {
            let snapshots = match snapshots {
                1 => "the latest snapshot".to_owned(),
                more => format!("{more} snapshots in a row"),
            };
            format!("The {target} target is met for {snapshots}, with {} to spare.", records(margin))
        }
        _ => "There are no snapshots to judge the target by.".to_owned(),
    }
}

/// Whether the council is ready for PDS access, and what is missing by name.
#[must_use]
pub fn readiness(rows: &[ReadinessRow]) -> Option<String> {
    let gate = gate(rows.iter().find(|row| row.item.is_computed())?);
    let entered: Vec<&ReadinessRow> = rows.iter().filter(|row| !row.item.is_computed()).collect();
    if rows.iter().all(|row| row.state.is_settled()) {
        return Some(format!(
            "Ready. {gate} All of the other {} are in place or not needed.",
            entered.len()
        ));
    }
    let of = |state: ReadinessState, is: &str, are: &str| {
        let named = labels(&entered, state);
        let verb = if named.len() == 1 { is } else { are };
        (!named.is_empty()).then(|| format!("{} {verb}: {}", named.len(), named.join(", ")))
    };
    let parts = [
        of(ReadinessState::Lapsed, "has lapsed", "have lapsed"),
        of(ReadinessState::NotRecorded, "is not recorded", "are not recorded"),
        of(ReadinessState::Missing, "is not in place", "are not in place"),
        of(ReadinessState::InProgress, "is in progress", "are in progress"),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let settled = entered.iter().filter(|row| row.state.is_settled()).count();
    let rest = match parts.is_empty() {
        true => format!("All of the other {} are in place or not needed.", entered.len()),
        false => format!("Of the other {}, {settled} are in place. {}.", entered.len(), parts.join(". ")),
    };
    Some(format!("Not ready. {gate} {rest}"))
}

/// What is blocked, by count and first names: items of the checklist, agreements that have lapsed or end next, milestones that are late.
#[must_use]
pub fn blocked(readiness: &[ReadinessRow], agreements: &[AgreementRow], milestones: &[MilestoneRow]) -> Option<String> {
    let entered: Vec<&ReadinessRow> = readiness.iter().filter(|row| !row.item.is_computed()).collect();
    let needed = format!("the {} things that PDS access needs beside coverage", entered.len());
    let of = |state: ReadinessState, is: &str, are: &str| some(&labels(&entered, state), is, are);
    let items = [
        of(ReadinessState::Lapsed, "has lapsed", "have lapsed"),
        of(ReadinessState::NotRecorded, "is not recorded", "are not recorded"),
        of(ReadinessState::Missing, "is not in place", "are not in place"),
        of(ReadinessState::InProgress, "is in progress", "are in progress"),
    ];
    let items: Vec<String> = items.into_iter().flatten().collect();
    let checklist = match items.is_empty() {
        true => format!("All of {needed} are in place or not needed"),
        false => format!("Of {needed}, {}", items.join(", ")),
    };
    let lapsed = agreements.iter().filter(|row| row.term == Term::Lapsed);
    let lapsed: Vec<&str> = lapsed.map(|row| row.title.as_str()).collect();
    let late: Vec<&str> = milestones.iter().filter(|row| row.overdue).map(|row| row.title.as_str()).collect();
    let parts = [
        Some(checklist),
        some(&lapsed, "agreement has lapsed", "agreements have lapsed"),
        next_to_end(agreements),
        some(&late, "milestone is late", "milestones are late"),
    ];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    (!entered.is_empty()).then(|| format!("{}.", said.join("; ")))
}

/// The agreement in force that ends first, if that is within 90 days.
fn next_to_end(agreements: &[AgreementRow]) -> Option<String> {
    let ending = |row: &&AgreementRow| matches!(row.term, Term::Within30Days | Term::Within90Days);
    let first = agreements.iter().filter(ending).min_by_key(|row| row.expires)?;
    Some(format!(
        "the next agreement ends on {} ({})",
        calendar::long(first.expires?),
        first.title
    ))
}

/// How many, and the names of the first.
fn some(names: &[&str], is: &str, are: &str) -> Option<String> {
    /// More would hide the others of the sentence.
    const NAMED: usize = 2;
    let verb = if names.len() == 1 { is } else { are };
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let first = &names[..names.len().min(NAMED)];
    (!names.is_empty()).then(|| format!("{} {verb} ({}{more})", names.len(), first.join(", ")))
}

fn labels(rows: &[&ReadinessRow], state: ReadinessState) -> Vec<&'static str> {
    let of = rows.iter().filter(|row| row.state == state);
    of.map(|row| row.item.label()).collect()
}

/// The big numbers: what is in place, agreements that end, what has come, what is unexplained.
#[must_use]
pub fn stats(
    readiness: &[ReadinessRow],
    agreements: &[AgreementRow],
    risks: &[RiskRow],
    milestones: &[MilestoneRow],
    transfers: &[TransferRow],
) -> Vec<Stat> {
    let stat = |label: &str, value: usize, detail| Stat {
        label: label.to_owned(),
        value: value.to_string(),
        detail,
    };
    let settled = readiness.iter().filter(|row| row.state.is_settled()).count();
    let ending = |term| agreements.iter().filter(|row| row.term == term).count();
    let come = risks.iter().filter(|row| row.status == EntryStatus::Realised).count();
    let overdue = milestones.iter().filter(|row| row.overdue).count();
    let unexplained = transfers.iter().filter(|row| row.state == TransferState::Unexplained).count();
    vec![
        stat("In place", settled, format!("of {} that PDS access needs", readiness.len())),
        stat(
            "Agreements lapsed",
            ending(Term::Lapsed),
            format!("{} more end within 30 days", ending(Term::Within30Days)),
        ),
        stat("Risks realised", come, format!("of {} that stand", risks.len())),
        stat("Milestones overdue", overdue, format!("of {} in all", milestones.len())),
        stat("Unexplained", unexplained, format!("of {} batches and transfers", transfers.len())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        Target,
        register::{EntryKind, ReadinessItem},
    };

    fn rows(state: impl Fn(ReadinessItem) -> ReadinessState, met: i64, margin: i64) -> Vec<ReadinessRow> {
        let row = |item: &ReadinessItem| ReadinessRow {
            item: *item,
            state: state(*item),
            owner: None,
            expected: String::new(),
            evidence: None,
            outstanding: None,
            due: None,
            expires: None,
            entries: None,
            today: None,
            needed_by: String::new(),
            target: Some(Target::DEFAULT),
            met_in_a_row: Some(met),
            margin: Some(margin),
        };
        ReadinessItem::ALL.iter().map(row).collect()
    }

    #[test]
    fn what_is_missing_is_named() {
        let state = |item| match item {
            ReadinessItem::CoverageGate | ReadinessItem::LegalBasis => ReadinessState::Met,
            ReadinessItem::Dspt => ReadinessState::Lapsed,
            ReadinessItem::Network => ReadinessState::InProgress,
            ReadinessItem::Smartcards => ReadinessState::NotNeeded,
            ReadinessItem::LoadRule | ReadinessItem::PrivacyNotice => ReadinessState::NotRecorded,
            _ => ReadinessState::Met,
        };
        assert_eq!(
            readiness(&rows(state, 3, 17)).as_deref(),
            Some(
                "Not ready. The 95% target is met for 3 snapshots in a row, with 17 records to spare. Of the other 12, 8 are in place. \
                 1 has lapsed: Data security toolkit (DSPT). 2 are not recorded: Privacy notice, Load rule and back-out plan. \
                 1 is in progress: HSCN or another network."
            )
        );
    }

    fn agreement(title: &str, term: Term, expires: (i32, u32, u32)) -> AgreementRow {
        AgreementRow {
            term,
            id: "AG-01".to_owned(),
            kind: EntryKind::Agreement,
            title: title.to_owned(),
            owner: None,
            status: EntryStatus::Done,
            done: None,
            expires: NaiveDate::from_ymd_opt(expires.0, expires.1, expires.2),
            days: None,
            review: None,
            due: None,
            evidence: None,
            item: None,
        }
    }

    fn milestone(title: &str, overdue: bool) -> MilestoneRow {
        MilestoneRow {
            id: "MS-01".to_owned(),
            kind: EntryKind::Milestone,
            title: title.to_owned(),
            owner: None,
            status: EntryStatus::InProgress,
            first_due: None,
            due: None,
            done: None,
            reached: None,
            slipped_days: None,
            overdue,
            critical: false,
            depends_on: None,
            item: None,
        }
    }

    #[test]
    fn what_is_blocked_is_counted_and_the_first_are_named() {
        let state = |item| match item {
            ReadinessItem::Smartcards => ReadinessState::NotRecorded,
            ReadinessItem::Network | ReadinessItem::DataSharingAgreement | ReadinessItem::Assurance => ReadinessState::InProgress,
            _ => ReadinessState::Met,
        };
        let agreements = [
            agreement("Mailbox", Term::Within90Days, (2027, 1, 20)),
            agreement("Sharing", Term::Within30Days, (2026, 11, 30)),
            agreement("Support", Term::Lapsed, (2026, 9, 30)),
            agreement("Network", Term::Later, (2026, 1, 1)),
        ];
        let milestones = [milestone("Connected", true), milestone("In use", false)];
        assert_eq!(
            blocked(&rows(state, 0, -1), &agreements, &milestones).as_deref(),
            Some(
                "Of the 12 things that PDS access needs beside coverage, 1 is not recorded (Smartcards), 3 are in progress (HSCN or \
                 another network, Data sharing agreement with NHS England and 1 more); 1 agreement has lapsed (Support); the next agreement ends on \
                 30 November 2026 (Sharing); 1 milestone is late (Connected)."
            )
        );
    }

    #[test]
    fn what_nobody_recorded_is_not_in_place() {
        let said = blocked(&rows(|_| ReadinessState::NotRecorded, 3, 17), &[], &[]).unwrap();
        assert!(
            said.ends_with("12 are not recorded (Legal basis, PDS access request and 10 more)."),
            "{said}"
        );
        assert_eq!(
            blocked(&rows(|_| ReadinessState::Met, 0, -1), &[], &[]).as_deref(),
            Some("All of the 12 things that PDS access needs beside coverage are in place or not needed.")
        );
        assert_eq!(blocked(&[], &[], &[]), None);
    }

    #[test]
    fn ready_needs_everything() {
        let met = |_| ReadinessState::Met;
        assert!(
            readiness(&rows(met, 1, 0))
                .unwrap()
                .starts_with("Ready. The 95% target is met for the latest snapshot, with 0 records")
        );
        let without_the_target = |item: ReadinessItem| {
            if item.is_computed() {
                ReadinessState::Missing
            } else {
                ReadinessState::Met
            }
        };
        assert_eq!(
            readiness(&rows(without_the_target, 0, -1)).as_deref(),
            Some("Not ready. The 95% target is missed by 1 record. All of the other 12 are in place or not needed.")
        );
        assert_eq!(readiness(&[]), None);
    }
}
