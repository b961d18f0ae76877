use super::{Cell, Column, Sort, Table, count, not_known_note, share};
use crate::change::Change;
use domain::{
    Answer, Measure, TeamSort, calendar, percent,
    questions::{AgainstTarget, AmongTeams, Ladder as _, OfTeam, TeamRow},
};

/// The teams in the answer's order; each leads to its page, each header to its order.
#[must_use]
pub fn teams(answer: &Answer<TeamRow>) -> Table {
    let measure = answer.filter.measure;
    let lines = answer.rows.iter().map(|row| line(row, measure, Vec::new()));
    Table {
        caption: caption(answer),
        note: not_known_note(is_unknown(answer)),
        columns: columns(answer, Vec::new()),
        rows: lines.collect(),
        when_empty: NO_TEAM.to_owned(),
    }
}

/// The same beside each other.
#[must_use]
pub fn team_funnel(answer: &Answer<TeamRow>) -> Table {
    let teams = teams(answer);
    Table {
        caption: format!("{}, beside the other teams", teams.caption),
        ..teams
    }
}

/// What is said when there are no teams.
pub(super) const NO_TEAM: &str = "No team has records in scope.";

pub(super) fn caption<R>(answer: &Answer<R>) -> String {
    let date = answer.as_at.map(|date| format!(" on {}", calendar::long(date))).unwrap_or_default();
    let order = answer.filter.sort.label().to_lowercase();
    format!("{} of each team{date}, by {order}", answer.filter.measure.label())
}

/// Whether some rows come from counts that say nothing of the measure.
pub(super) fn is_unknown<R: OfTeam>(answer: &Answer<R>) -> bool {
    answer.rows.iter().any(|row| row.team().counted(answer.filter.measure).is_none())
}

/// The columns of every table of teams, with others after the change.
pub(super) fn columns<R>(answer: &Answer<R>, more: Vec<(Column, TeamSort)>) -> Vec<Column> {
    let measure = answer.filter.measure;
    let sorted = |column: Column, by: TeamSort| Column {
        sort: Some(Sort {
            by,
            active: (answer.filter.sort == by).then(|| order(by).to_owned()),
        }),
        ..column
    };
    let mut columns = vec![
        sorted(Column::text("Team"), TeamSort::Team),
        sorted(Column::number(share_name(measure)), TeamSort::Coverage),
        sorted(Column::number("Records to go"), TeamSort::RecordsToGo),
        Column::number(counted_name(measure)),
        sorted(Column::number("In scope"), TeamSort::InScope),
        sorted(Column::number("Change, points"), TeamSort::Change),
    ];
    columns.extend(more.into_iter().map(|(column, sort)| sorted(column, sort)));
    columns.extend([
        sorted(Column::text("95% interval"), TeamSort::Interval),
        sorted(Column::text("Against target"), TeamSort::AgainstTarget),
        sorted(Column::text("Beside other teams"), TeamSort::AmongTeams),
        Column::text("Target"),
        sorted(Column::text("Service"), TeamSort::Service),
    ]);
    columns
}

/// The cells of those columns.
pub(super) fn line(row: &TeamRow, measure: Measure, more: Vec<Cell>) -> Vec<Cell> {
    let counted = row.counted(measure);
    let mut cells = vec![
        Cell::team(&row.team),
        share(counted, row.in_scope, row.target),
        percent::count(row.records_to_go).into(),
        count(counted),
        percent::count(row.in_scope).into(),
        change(row.previous_covered.zip(row.previous_in_scope), row, measure).into(),
    ];
    cells.extend(more);
    cells.extend([
        interval(row).into(),
        row.against_target.map_or("–", AgainstTarget::label).into(),
        row.among_teams.map_or("–", AmongTeams::label).into(),
        target(row, counted),
        row.service.as_str().into(),
    ]);
    cells
}

/// How the share moved since it was `(part, of)`.
pub(super) fn change(before: Option<(i64, i64)>, row: &TeamRow, measure: Measure) -> String {
    let change = || Change::between(before?, (row.counted(measure)?, row.in_scope));
    change().map_or_else(|| "–".to_owned(), Change::short)
}

/// Rounded outwards, so that it never looks surer than it is.
fn interval(row: &TeamRow) -> String {
    match (row.interval_lower, row.interval_upper) {
        (Some(lower), Some(upper)) => format!("{:.1}% to {:.1}%", (lower * 1000.0).floor() / 10.0, (upper * 1000.0).ceil() / 10.0),
        _ => "–".to_owned(),
    }
}

fn target(row: &TeamRow, counted: Option<i64>) -> Cell {
    let target = row.target.label();
    match counted {
        None => "not known".into(),
        Some(_) if row.in_scope == 0 => "nobody in scope".into(),
        Some(_) if row.records_to_go == 0 => Cell {
            is_tag: true,
            ..Cell::from(format!("{target} reached"))
        },
        Some(_) => format!("below {target}").into(),
    }
}

fn order(sort: TeamSort) -> &'static str {
    match sort {
        TeamSort::RecordsToGo | TeamSort::InScope => "descending",
        _ => "ascending",
    }
}

fn share_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Recorded => "Recorded, %",
        Measure::Coverage => "Coverage, %",
        Measure::Verified => "Verified, %",
    }
}

fn counted_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Recorded => "Recorded",
        Measure::Coverage => "Covered",
        Measure::Verified => "Verified",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::fixture::{answer, cells};
    use super::*;
    use domain::Target;

    /// A team by its counts and those before.
    pub(in super::super) fn row(team: &str, covered: i64, in_scope: i64, previous: Option<(i64, i64)>) -> TeamRow {
        TeamRow {
            team: team.to_owned(),
            service: "Hospital".to_owned(),
            in_scope,
            recorded: None,
            covered,
            verified: None,
            records_to_go: Target::DEFAULT.records_to_go(covered, in_scope),
            target: Target::DEFAULT,
            previous_in_scope: previous.map(|(_, of)| of),
            previous_covered: previous.map(|(part, _)| part),
            interval_lower: None,
            interval_upper: None,
            against_target: None,
            among_teams: None,
        }
    }

    #[test]
    fn each_team_says_how_far_it_is() {
        let north = TeamRow {
            interval_lower: Some(0.711_17),
            interval_upper: Some(0.866_33),
            against_target: Some(AgainstTarget::Below),
            among_teams: Some(AmongTeams::Low998),
            ..row("North", 80, 100, Some((79, 100)))
        };
        let rows = vec![north, row("East & co", 96, 100, None), row("New", 0, 0, None)];
        let table = teams(&answer(rows));
        assert_eq!(
            cells(&table),
            [
                [
                    "North",
                    "80.0%",
                    "15",
                    "80",
                    "100",
                    "+1.0",
                    "71.1% to 86.7%",
                    "Below",
                    "Low (99.8% limit)",
                    "below 95%",
                    "Hospital"
                ],
                [
                    "East & co",
                    "96.0%",
                    "0",
                    "96",
                    "100",
                    "–",
                    "–",
                    "–",
                    "–",
                    "95% reached",
                    "Hospital"
                ],
                ["New", "–", "0", "0", "0", "–", "–", "–", "–", "nobody in scope", "Hospital"],
            ]
        );
        assert!(
            table
                .rows
                .iter()
                .all(|line| line[0].is_team && line[1..].iter().all(|cell| !cell.is_team))
        );
        assert_eq!(table.note, None);
    }

    #[test]
    fn one_header_says_the_order_in_force() {
        let mut rows = answer(vec![row("North", 80, 100, None)]);
        rows.filter.sort = TeamSort::Coverage;
        let table = teams(&rows);
        let active: Vec<_> = table
            .columns
            .iter()
            .filter_map(|column| Some((column.name.as_str(), column.sort.as_ref()?.active.as_deref()?)))
            .collect();
        assert_eq!(active, [("Coverage, %", "ascending")]);
    }

    #[test]
    fn a_measure_that_is_not_known_is_said() {
        let mut rows = answer(vec![row("North", 80, 100, None)]);
        rows.filter.measure = Measure::Verified;
        let table = teams(&rows);
        assert_eq!([cells(&table)[0][1], cells(&table)[0][3]], ["not known", "not known"]);
        assert!(table.note.is_some());
    }
}
