use super::{Column, Table, title};
use domain::{
    Answer, calendar, percent,
    questions::{ENOUGH_POINTS, PointType, SpcRow, SpcRule},
};

/// The points of a chart, latest first, each with what is said of it.
#[must_use]
pub fn spc(answer: &Answer<SpcRow>) -> Table {
    let is_share = answer.rows.first().is_some_and(|row| row.denominator.is_some());
    let written = |value: Option<f64>| match value {
        None => "–".to_owned(),
        Some(value) if is_share => format!("{:.1}%", value * 100.0),
        Some(value) => format!("{value:.1}").replace('-', "−"),
    };
    let line = |row: &SpcRow| {
        let of = row.denominator.map_or_else(String::new, |of| {
            format!("{} of {}", percent::count(row.numerator), percent::count(of))
        });
        let rule = match row.rule {
            SpcRule::None => String::new(),
            _ if row.told().is_none() => String::new(),
            rule => rule.label().to_owned(),
        };
        let mut cells = vec![calendar::long(row.as_at).into()];
        cells.push(match is_share {
            true => written(Some(row.value)).into(),
            false => percent::count(row.numerator).into(),
        });
        cells.extend(is_share.then(|| of.into()));
        let shown = |limit: Option<f64>| limit.map(|limit| row.shown(limit));
        cells.extend([row.mean, shown(row.lower), shown(row.upper)].map(|value| written(value).into()));
        cells.push(row.told().map_or("Not judged", PointType::label).into());
        cells.push(rule.into());
        cells
    };
    let mut columns = vec![Column::text("Date"), Column::number(if is_share { "Share" } else { "Net gain" })];
    columns.extend(is_share.then(|| Column::number("Counts")));
    columns.extend([
        Column::number("Mean"),
        Column::number("Lower limit"),
        Column::number("Upper limit"),
        Column::text("Point"),
        Column::text("Rule"),
    ]);
    let has_rebase = answer.rows.iter().any(|row| row.segment > 1);
    let too_few = answer.rows.iter().any(|row| row.trial && row.lower.is_some());
    let notes: Vec<_> = [
        has_rebase.then(|| "Mean and limits start anew at each rebase.".to_owned()),
        too_few.then(|| {
            format!("Fewer than {ENOUGH_POINTS} points are too few to tell common from special cause; their limits are trial limits.")
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    Table {
        caption: title(answer),
        note: (!notes.is_empty()).then(|| notes.join(" ")),
        columns,
        rows: answer.rows.iter().rev().map(line).collect(),
        when_empty: "There are no snapshots to compare in this period.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells, october};
    use super::*;
    use domain::questions::LimitsBasis;

    fn row(denominator: Option<i64>) -> SpcRow {
        SpcRow {
            as_at: october(),
            numerator: if denominator.is_some() { 9 } else { -9 },
            denominator,
            value: denominator.map_or(-9.0, |of| 9.0 / of as f64),
            mean: Some(0.875),
            lower: Some(0.5),
            upper: Some(1.25),
            segment: 1,
            trial: false,
            rule: SpcRule::RunAbove,
            point_type: PointType::SpecialCauseImprovement,
            target: None,
            variation: None,
            assurance: None,
            basis: LimitsBasis::Limits,
        }
    }

    #[test]
    fn shares_are_percentages_and_counts_are_counts() {
        assert_eq!(
            cells(&spc(&answer(vec![row(Some(10))]))),
            [[
                "31 October 2026",
                "90.0%",
                "9 of 10",
                "87.5%",
                "50.0%",
                "100.0%",
                "Special cause improvement",
                "One of seven above the mean"
            ]]
        );
        assert_eq!(cells(&spc(&answer(vec![row(None)])))[0][1], "−9");
    }

    #[test]
    fn a_point_among_too_few_is_not_judged() {
        let few = |rule, point_type| {
            let row = SpcRow {
                trial: true,
                rule,
                point_type,
                ..row(Some(10))
            };
            let table = spc(&answer(vec![row]));
            assert!(
                table
                    .note
                    .as_deref()
                    .is_some_and(|note| note.starts_with("Fewer than 13 points are too few"))
            );
            cells(&table)[0][6..].join("|")
        };
        assert_eq!(few(SpcRule::None, PointType::CommonCause), "Not judged|");
        assert_eq!(few(SpcRule::AboveLimit, PointType::SpecialCauseImprovement), "Not judged|");
        assert_eq!(
            few(SpcRule::RunAbove, PointType::SpecialCauseImprovement),
            "Special cause improvement|One of seven above the mean"
        );
        assert_eq!(spc(&answer(vec![row(Some(10))])).note, None);
    }
}
