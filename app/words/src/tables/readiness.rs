use super::{Cell, Column, Picture, Table};
use crate::{
    governance::{day, gate},
    pictures::state_icon,
};
use domain::{Answer, questions::ReadinessRow};

/// The checklist, each state with its icon and its word.
#[must_use]
pub fn readiness(answer: &Answer<ReadinessRow>) -> Table {
    Table {
        caption: "What has to be in place for PDS access".to_owned(),
        columns: vec![
            Column::text("Item"),
            Column::text("State"),
            Column::text("What is known"),
            Column::text("Owner"),
            Column::text("Due"),
            Column::text("Until"),
            Column::text("Called today"),
            Column::text("Needed for"),
        ],
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "Nothing is known of readiness yet.".to_owned(),
        ..Table::default()
    }
}

fn line(row: &ReadinessRow) -> Vec<Cell> {
    let state = Cell {
        text: row.state.label().to_owned(),
        picture: Some(Picture {
            svg: state_icon(row.state),
            name: None,
        }),
        ..Cell::default()
    };
    let known = match (&row.outstanding, &row.evidence) {
        _ if row.item.is_computed() => gate(row),
        (Some(outstanding), _) => format!("Outstanding: {outstanding}"),
        (None, Some(evidence)) => format!("Evidence: {evidence}"),
        (None, None) => format!("Expected: {}", row.expected),
    };
    vec![
        row.item.label().into(),
        state,
        known.into(),
        row.owner.as_deref().unwrap_or("–").into(),
        day(row.due).into(),
        day(row.expires).into(),
        row.today.as_deref().unwrap_or("–").into(),
        row.needed_by.as_str().into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::fixture::{answer, cells};
    use domain::{
        Target,
        register::{ReadinessItem, ReadinessState},
    };

    pub(super) fn row(item: ReadinessItem, state: ReadinessState) -> ReadinessRow {
        ReadinessRow {
            item,
            state,
            owner: None,
            expected: item.expected().to_owned(),
            evidence: None,
            outstanding: None,
            due: None,
            expires: None,
            entries: None,
            today: item.today().map(str::to_owned),
            needed_by: "Real time".to_owned(),
            target: item.is_computed().then_some(Target::DEFAULT),
            met_in_a_row: item.is_computed().then_some(0),
            margin: item.is_computed().then_some(-12),
        }
    }

    #[test]
    fn an_item_without_an_entry_says_what_would_show_it() {
        let table = readiness(&answer(vec![
            row(ReadinessItem::CoverageGate, ReadinessState::Missing),
            row(ReadinessItem::Network, ReadinessState::NotRecorded),
        ]));
        let cells = cells(&table);
        assert_eq!(cells[0][1..3], ["Not in place", "The 95% target is missed by 12 records."]);
        assert!(cells[1][1] == "Not recorded" && cells[1][2].starts_with("Expected: "), "{cells:?}");
        assert_eq!(cells[1][6], "N3 → HSCN");
    }
}
