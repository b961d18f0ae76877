//! The tables of the register: agreements, transfers, decisions, risks, milestones, exemptions.

use super::{Cell, Column, Table};
use crate::governance::day;
use domain::{
    Answer, percent,
    questions::{AgreementRow, ExemptionReasonRow, MilestoneRow, RegisterDecisionRow, RiskRow, TransferRow},
    register::{EntryStatus, Term, TransferState},
};

/// What was agreed, what ends first at the top.
#[must_use]
pub fn agreements(answer: &Answer<AgreementRow>) -> Table {
    let line = |row: &AgreementRow| {
        vec![
            named(&row.id, &row.title),
            tag(row.term.label(), matches!(row.term, Term::Lapsed | Term::Within30Days)),
            day(row.expires).into(),
            row.days.map_or_else(|| "–".to_owned(), percent::count).into(),
            day(row.review).into(),
            row.kind.label().into(),
            status(row.status),
            day(row.done).into(),
            or_dash(row.owner.as_ref()),
            or_dash(row.evidence.as_ref()),
        ]
    };
    let mut columns = texts(&[
        "Agreement",
        "Ends",
        "Until",
        "",
        "Review",
        "Kind",
        "Status",
        "Signed",
        "Owner",
        "Evidence",
    ]);
    columns[3] = Column::number("Days left");
    table(
        ("Agreements, what ends first at the top", "The register has no agreements."),
        columns,
        answer.rows.iter().map(line),
    )
}

/// How each batch went out.
#[must_use]
pub fn transfers(answer: &Answer<TransferRow>) -> Table {
    let line = |row: &TransferRow| {
        let what = row.batch.as_deref().or(row.title.as_deref()).or(row.entries.as_deref());
        vec![
            what.unwrap_or("–").into(),
            tag(row.state.label(), row.state != TransferState::Recorded),
            row.route.map_or("–", domain::trace::Route::label).into(),
            or_dash(row.organisation.as_ref()),
            or_dash(row.reference.as_ref()),
            or_dash(row.entries.as_ref()),
            day(row.sent_on).into(),
            day(row.returned_on).into(),
            row.records.map_or_else(|| "not known".to_owned(), percent::count).into(),
        ]
    };
    let mut columns = texts(&[
        "Batch",
        "Transfer",
        "Route",
        "Organisation",
        "Reference",
        "In the register",
        "Sent",
        "Returned",
        "",
    ]);
    columns[8] = Column::number("Records");
    table(
        ("Batches and transfers, unexplained ones first", "No batch was sent."),
        columns,
        answer.rows.iter().map(line),
    )
}

/// What waits for a decision and what was decided.
#[must_use]
pub fn register_decisions(answer: &Answer<RegisterDecisionRow>) -> Table {
    let line = |row: &RegisterDecisionRow| {
        vec![
            named(&row.id, &row.title),
            status(row.status),
            or_dash(row.owner.as_ref()),
            day(row.due).into(),
            day(row.done).into(),
            or_dash(row.depends_on.as_ref()),
            or_dash(row.evidence.as_ref()),
        ]
    };
    let columns = texts(&["Decision", "Status", "Whose", "Due", "Decided", "Depends on", "Evidence"]);
    table(
        ("Decisions, those that wait first", "The register has no decisions."),
        columns,
        answer.rows.iter().map(line),
    )
}

/// What may go wrong and what has.
#[must_use]
pub fn risks(answer: &Answer<RiskRow>) -> Table {
    let number = |number: Option<i64>| Cell::from(number.map_or_else(|| "–".to_owned(), percent::count));
    let line = |row: &RiskRow| {
        vec![
            named(&row.id, &row.title),
            tag(row.status.label(), row.status == EntryStatus::Realised),
            number(row.score),
            number(row.likelihood),
            number(row.impact),
            or_dash(row.owner.as_ref()),
            day(row.realised_on).into(),
            day(row.due).into(),
            day(row.review).into(),
        ]
    };
    let mut columns = texts(&["Risk", "Status", "", "", "", "Owner", "Came on", "Due", "Review"]);
    for (at, name) in [(2, "Score"), (3, "Likelihood"), (4, "Impact")] {
        columns[at] = Column::number(name);
    }
    table(
        (
            "Risks, those that have come first, then by score",
            "No risk stands in the register.",
        ),
        columns,
        answer.rows.iter().map(line),
    )
}

/// The milestones and what they depend on.
#[must_use]
pub fn milestones(answer: &Answer<MilestoneRow>) -> Table {
    let line = |row: &MilestoneRow| {
        vec![
            named(&row.id, &row.title),
            if row.overdue { tag("Overdue", true) } else { status(row.status) },
            tag(if row.critical { "Critical" } else { "–" }, row.critical),
            day(row.first_due).into(),
            day(row.due).into(),
            day(row.done).into(),
            day(row.reached).into(),
            row.slipped_days.map_or_else(|| "–".to_owned(), percent::count).into(),
            or_dash(row.depends_on.as_ref()),
            or_dash(row.owner.as_ref()),
        ]
    };
    let mut columns = texts(&[
        "Milestone",
        "Status",
        "Chain",
        "First due",
        "Due",
        "Done",
        "Can be reached",
        "",
        "Depends on",
        "Owner",
    ]);
    columns[7] = Column::number("Days slipped");
    table(
        ("Milestones in order of date", "The register has no milestones."),
        columns,
        answer.rows.iter().map(line),
    )
}

/// For how many people an exemption was agreed.
#[must_use]
pub fn exemption_reasons(answer: &Answer<ExemptionReasonRow>) -> Table {
    let line = |row: &ExemptionReasonRow| {
        let counts = [
            row.people,
            row.in_scope,
            row.within_30_days,
            row.within_90_days,
            row.later,
            row.no_date,
            row.lapsed,
        ];
        let mut cells = vec![
            Cell::from(row.reason.label()),
            row.agreed_by.as_deref().unwrap_or("not recorded").into(),
        ];
        cells.extend(counts.map(|count| percent::count(count).into()));
        cells.extend([row.last_agreed, row.next_review].map(|date| day(date).into()));
        cells
    };
    let mut columns = texts(&["Reason", "Agreed by"]);
    columns.extend(
        [
            "People",
            "In scope",
            "Review within 30 days",
            "Within 90 days",
            "Later",
            "No date",
            "Review passed",
        ]
        .map(Column::number),
    );
    columns.extend(texts(&["Latest agreed", "Next review"]));
    table(
        ("People exempt, by reason and by who agreed", "No exemption is agreed."),
        columns,
        answer.rows.iter().map(line),
    )
}

fn table((caption, when_empty): (&str, &str), columns: Vec<Column>, rows: impl Iterator<Item = Vec<Cell>>) -> Table {
    Table {
        caption: caption.to_owned(),
        columns,
        rows: rows.collect(),
        when_empty: when_empty.to_owned(),
        ..Table::default()
    }
}

fn texts(names: &[&'static str]) -> Vec<Column> {
    names.iter().copied().map(Column::text).collect()
}

fn named(id: &str, title: &str) -> Cell {
    format!("{id} {title}").into()
}

fn status(status: EntryStatus) -> Cell {
    status.label().into()
}

fn tag(text: &str, is_tag: bool) -> Cell {
    Cell {
        is_tag,
        ..Cell::from(text)
    }
}

fn or_dash(text: Option<&String>) -> Cell {
    text.map_or("–", String::as_str).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::fixture::{answer, cells, october};
    use domain::register::{EntryKind, ExemptionReason};

    #[test]
    fn what_needs_somebody_is_set_off() {
        let agreement = |term, days: i64| AgreementRow {
            term,
            id: "A1".to_owned(),
            kind: EntryKind::Agreement,
            title: "Information sharing agreement".to_owned(),
            owner: Some("IG lead".to_owned()),
            status: EntryStatus::Done,
            done: None,
            expires: october().checked_add_signed(chrono::TimeDelta::days(days)),
            days: Some(days),
            review: None,
            due: None,
            evidence: None,
            item: None,
        };
        let table = agreements(&answer(vec![agreement(Term::Lapsed, -3), agreement(Term::Later, 200)]));
        assert_eq!(
            cells(&table)[0][..4],
            ["A1 Information sharing agreement", "Lapsed", "28 Oct 2026", "−3"]
        );
        assert_eq!([table.rows[0][1].is_tag, table.rows[1][1].is_tag], [true, false]);
    }

    #[test]
    fn rows_are_as_long_as_their_headers() {
        let row = ExemptionReasonRow {
            reason: ExemptionReason::Objects,
            agreed_by: None,
            people: 3,
            in_scope: 2,
            within_30_days: 1,
            within_90_days: 0,
            later: 1,
            no_date: 1,
            lapsed: 0,
            first_agreed: None,
            last_agreed: None,
            next_review: Some(october()),
        };
        assert_eq!(
            cells(&exemption_reasons(&answer(vec![row])))[0][..3],
            ["Objects", "not recorded", "3"]
        );
        let row = TransferRow {
            state: TransferState::Unexplained,
            batch: Some("B".to_owned()),
            entries: None,
            title: None,
            service: None,
            route: None,
            organisation: None,
            reference: None,
            sent_on: None,
            returned_on: None,
            records: None,
        };
        assert_eq!(cells(&transfers(&answer(vec![row])))[0][8], "not known");
        let row = RiskRow {
            id: "R1".to_owned(),
            title: "The N3 order is late".to_owned(),
            owner: None,
            status: EntryStatus::Realised,
            likelihood: Some(4),
            impact: Some(5),
            score: Some(20),
            realised_on: None,
            due: None,
            review: None,
            evidence: None,
            depends_on: None,
        };
        assert_eq!(cells(&risks(&answer(vec![row])))[0][1..5], ["Realised", "20", "4", "5"]);
        let row = RegisterDecisionRow {
            id: "D1".to_owned(),
            title: "Choose the route".to_owned(),
            owner: None,
            status: EntryStatus::NotStarted,
            due: None,
            done: None,
            expires: None,
            evidence: None,
            depends_on: Some("A1, M2".to_owned()),
            item: None,
        };
        assert_eq!(cells(&register_decisions(&answer(vec![row])))[0][5], "A1, M2");
        let row = MilestoneRow {
            id: "M1".to_owned(),
            kind: EntryKind::Milestone,
            title: "HSCN live".to_owned(),
            owner: None,
            status: EntryStatus::InProgress,
            first_due: None,
            due: Some(october()),
            done: None,
            reached: Some(october()),
            slipped_days: Some(61),
            overdue: true,
            critical: true,
            depends_on: None,
            item: None,
        };
        assert_eq!(cells(&milestones(&answer(vec![row])))[0][1..3], ["Overdue", "Critical"]);
    }
}
