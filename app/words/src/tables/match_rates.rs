use super::{Column, Table, title};
use crate::matching::{interval, share};
use domain::{
    Answer, calendar, percent,
    questions::{MatchDifferenceRow, MatchGroupRow, MatchRateRow, MatchYieldRow, NumberCheckRow, OutcomeRow, SpcRule},
};

/// Every point of every kind of batch, the latest first.
#[must_use]
pub fn match_rate_trend(answer: &Answer<MatchRateRow>) -> Table {
    let line = |row: &MatchRateRow| {
        vec![
            row.batches.as_str().into(),
            calendar::short(row.as_at).into(),
            format!("{}, {}", row.service.label(), row.make_up.label().to_lowercase()).into(),
            share(Some(row.match_rate)).into(),
            interval(Some(row.interval_lower), Some(row.interval_upper)).into(),
            format!("{} of {}", percent::count(row.matched), percent::count(row.traced)).into(),
            row.since_last.map_or("–", domain::questions::SinceLast::label).into(),
            share(row.mean).into(),
            // No share lies beyond 0 and 100%, wherever the limits are computed to be.
            interval(row.lower.map(|lower| lower.max(0.0)), row.upper.map(|upper| upper.min(1.0))).into(),
            match (row.told(), row.rule) {
                (None, _) => "Not judged".into(),
                (Some(told), SpcRule::None) => told.label().into(),
                (Some(told), rule) => format!("{}: {}", told.label(), rule.label().to_lowercase()).into(),
            },
        ]
    };
    let mut rows: Vec<_> = answer.rows.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.as_at));
    Table {
        caption: "People without a number found by every batch, beside others of its kind".to_owned(),
        columns: vec![
            Column::text("Batch"),
            Column::text("Returned"),
            Column::text("Kind"),
            Column::number("Match rate"),
            Column::text("95% interval"),
            Column::number("Counts"),
            Column::text("Since the one before"),
            Column::number("Mean"),
            Column::text("Process limits"),
            Column::text("Point"),
        ],
        rows: rows.into_iter().map(line).collect(),
        when_empty: "No batch has come back.".to_owned(),
        ..Table::default()
    }
}

/// What each pass found.
#[must_use]
pub fn match_yield(answer: &Answer<MatchYieldRow>) -> Table {
    let line = |row: &MatchYieldRow| {
        vec![
            row.pass.to_string().into(),
            percent::count(row.asked).into(),
            percent::count(row.found).into(),
            share(Some(row.share)).into(),
            percent::count(row.found_in_all).into(),
            share(Some(row.share_in_all)).into(),
            percent::count(row.left).into(),
        ]
    };
    Table {
        caption: "People asked about without a number at first, by how often they were asked about".to_owned(),
        columns: vec![
            Column::text("Pass"),
            Column::number("Asked about"),
            Column::number("Found"),
            Column::number("Share of all"),
            Column::number("Found so far"),
            Column::number("Share so far"),
            Column::number("Left"),
        ],
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "Nobody was asked about without a number.".to_owned(),
        ..Table::default()
    }
}

/// Match rates of groups; what would have been gained where that is known.
#[must_use]
pub fn match_groups(answer: &Answer<MatchGroupRow>, group: &str) -> Table {
    let gains = answer.rows.iter().any(|row| row.would_gain.is_some());
    let line = |row: &MatchGroupRow| {
        let mut cells = vec![
            row.group.as_str().into(),
            share(row.match_rate).into(),
            interval(row.interval_lower, row.interval_upper).into(),
            percent::count(row.matched).into(),
            percent::count(row.traced).into(),
            percent::count(row.asked).into(),
        ];
        cells.extend(gains.then(|| row.would_gain.map_or_else(|| "–".to_owned(), percent::count).into()));
        cells
    };
    let mut columns = vec![
        Column::text(group),
        Column::number("Match rate"),
        Column::text("95% interval"),
        Column::number("Matched"),
        Column::number("Traced"),
        Column::number("Asked about"),
    ];
    columns.extend(gains.then(|| Column::number("Would gain")));
    Table {
        caption: title(answer),
        columns,
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "No batch has come back.".to_owned(),
        ..Table::default()
    }
}

/// What came back, code by code, the latest batch first.
#[must_use]
pub fn outcome_mix(answer: &Answer<OutcomeRow>) -> Table {
    let batches: Vec<_> = answer.rows.chunk_by(|one, other| one.batch == other.batch).collect();
    let lines = batches.iter().rev().flat_map(|batch| {
        let people: i64 = batch.iter().map(|row| row.people).sum();
        batch.iter().map(move |row| {
            vec![
                row.batch.as_str().into(),
                calendar::short(row.returned_on).into(),
                row.outcome.label().into(),
                row.code.as_str().into(),
                percent::count(row.people).into(),
                share(Some(row.people as f64 / people as f64)).into(),
            ]
        })
    });
    Table {
        caption: "Outcomes by batch and code, the latest batch first".to_owned(),
        columns: vec![
            Column::text("Batch"),
            Column::text("Returned"),
            Column::text("Outcome"),
            Column::text("Code"),
            Column::number("People"),
            Column::number("Share of the batch"),
        ],
        rows: lines.collect(),
        when_empty: "No batch has come back.".to_owned(),
        ..Table::default()
    }
}

/// Numbers that a trace checked.
#[must_use]
pub fn number_checks(answer: &Answer<NumberCheckRow>) -> Table {
    let line = |row: &NumberCheckRow| {
        vec![
            row.source.label().into(),
            percent::count(row.checked).into(),
            percent::count(row.confirmed).into(),
            percent::count(row.superseded).into(),
            percent::count(row.different).into(),
            percent::count(row.not_confirmed).into(),
            percent::count(row.invalid).into(),
            share(row.error_rate).into(),
            interval(row.interval_lower, row.interval_upper).into(),
        ]
    };
    Table {
        caption: "Numbers on record that a trace checked, by where they had come from".to_owned(),
        columns: vec![
            Column::text("Came from"),
            Column::number("Checked"),
            Column::number("Confirmed"),
            Column::number("Superseded"),
            Column::number("Another number"),
            Column::number("Not confirmed"),
            Column::number("Invalid"),
            Column::number("Wrong"),
            Column::text("95% interval"),
        ],
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "No number on record was sent to be confirmed.".to_owned(),
        ..Table::default()
    }
}

/// Whose details differ from the NHS's.
#[must_use]
pub fn match_differences(answer: &Answer<MatchDifferenceRow>) -> Table {
    let line = |row: &MatchDifferenceRow| {
        vec![
            row.detail.label().into(),
            percent::count(row.compared).into(),
            percent::count(row.differed).into(),
            share(Some(row.share)).into(),
            interval(Some(row.interval_lower), Some(row.interval_upper)).into(),
        ]
    };
    Table {
        caption: "People found whose details came back other than they were sent".to_owned(),
        columns: vec![
            Column::text("Detail"),
            Column::number("Compared"),
            Column::number("Different"),
            Column::number("Share"),
            Column::text("95% interval"),
        ],
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "No answer to a request made here has come back with details.".to_owned(),
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells, october};
    use super::*;
    use domain::trace::{Detail, Outcome};

    #[test]
    fn a_detail_that_differs_has_its_share() {
        let table = match_differences(&answer(vec![MatchDifferenceRow {
            detail: Detail::Postcode,
            compared: 1_200,
            differed: 300,
            share: 0.25,
            interval_lower: 0.226,
            interval_upper: 0.275,
        }]));
        assert_eq!(cells(&table), [["Postcode", "1,200", "300", "25.0%", "22.6% to 27.5%"]]);
    }

    #[test]
    fn a_group_that_lacks_something_says_what_that_cost() {
        let row = |group: &str, would_gain| MatchGroupRow {
            group: group.to_owned(),
            asked: 1_200,
            traced: 1_000,
            matched: 500,
            match_rate: Some(0.5),
            interval_lower: Some(0.469),
            interval_upper: Some(0.531),
            would_gain,
        };
        let with = match_groups(&answer(vec![row("Complete", None), row("No postcode", Some(120))]), "Sent");
        assert_eq!(
            cells(&with)[1],
            ["No postcode", "50.0%", "46.9% to 53.1%", "500", "1,000", "1,200", "120"]
        );
        let without = match_groups(&answer(vec![row("North", None)]), "Team");
        assert_eq!(without.columns.len(), 6);
    }

    #[test]
    fn shares_are_of_their_own_batch() {
        let row = |batch: &str, outcome, people| OutcomeRow {
            batch: batch.to_owned(),
            returned_on: october(),
            outcome,
            code: "00".to_owned(),
            people,
        };
        let rows = vec![
            row("A", Outcome::Found, 1),
            row("B", Outcome::Found, 3),
            row("B", Outcome::NoMatch, 1),
        ];
        let table = outcome_mix(&answer(rows));
        let shares: Vec<_> = cells(&table)
            .into_iter()
            .map(|line| (line[0].to_owned(), line[5].to_owned()))
            .collect();
        assert_eq!(
            shares,
            [("B", "75.0%"), ("B", "25.0%"), ("A", "100.0%")].map(|(batch, share)| (batch.to_owned(), share.to_owned()))
        );
    }
}
