//! The questions about every team: what their sizes allow to be said, and their order.

use crate::{About, Answerable, Columns, Holds};
use domain::{
    Filter, UNALLOCATED,
    questions::{AgainstTarget, AmongTeams, CoverageByTeam, Ladder as _, TeamFunnel, TeamRow},
};
use statistics::{
    funnel::{Comparison, Limits, Significance},
    wilson::{self, Confidence, Proportion},
};

/// The columns of a [`TeamRow`], and what a question reads and says beside them.
macro_rules! team_columns {
    (read [$($read:ident),*] said [$($said:ident: $holds:ident),* $(,)?]) => {
        team_columns! {
            [
                team: Text, service: Text, in_scope: Count, recorded: Count, covered: Count, verified: Count, records_to_go: Count,
                target: Percent, previous_in_scope: Count, previous_covered: Count,
            ]
            [$($read),*]
            [interval_lower: Decimal, interval_upper: Decimal, against_target: Text, among_teams: Text, $($said: $holds),*]
        }
    };
    ([$($figure:ident: $holds:ident),+ $(,)?] [$($read:ident),*] [$($said:ident: $said_holds:ident),+ $(,)?]) => {
        const COLUMNS: &'static [&'static str] = &[$(stringify!($figure),)+ $(stringify!($said)),+];
        const HOLDS: &'static [Holds] = &[$(Holds::$holds,)+ $(Holds::$said_holds),+];
        const READ: &'static [&'static str] = &[$(stringify!($figure),)+ $(stringify!($read)),*];
    };
}
pub(crate) use team_columns;

macro_rules! teams {
    ($($question:ident noted $note:literal;)+) => {
        $(impl Answerable for $question {
            const SQL: &'static str = include_str!("../sql/questions/coverage_by_team.sql");
            const NOTE: &'static str = include_str!(concat!("../sql/questions/", $note, ".md"));
            team_columns! { read [] said [] }
            const ABOUT: About = About::Date;
            type Read = TeamRow;

            fn read(columns: &Columns<'_>) -> duckdb::Result<TeamRow> {
                read(columns)
            }

            fn finish(read: Vec<TeamRow>, filter: &Filter) -> Vec<TeamRow> {
                let mut rows = judged(read, filter);
                filter.sort.arrange(&mut rows, filter.measure);
                rows
            }
        })+
    };
}
teams! {
    CoverageByTeam noted "coverage_by_team";
    TeamFunnel noted "team_funnel";
}

/// Reads what is known of a team; the rest is for [`judged`].
pub(crate) fn read(columns: &Columns<'_>) -> duckdb::Result<TeamRow> {
    Ok(TeamRow {
        team: columns.text("team")?,
        service: columns.text("service")?,
        in_scope: columns.count("in_scope")?,
        recorded: columns.maybe_count("recorded")?,
        covered: columns.count("covered")?,
        verified: columns.maybe_count("verified")?,
        records_to_go: columns.count("records_to_go")?,
        target: columns.target("target")?,
        previous_in_scope: columns.maybe_count("previous_in_scope")?,
        previous_covered: columns.maybe_count("previous_covered")?,
        interval_lower: None,
        interval_upper: None,
        against_target: None,
        among_teams: None,
    })
}

/// The same teams with what their sizes allow to be said.
pub(crate) fn judged(mut rows: Vec<TeamRow>, filter: &Filter) -> Vec<TeamRow> {
    let proportion = |row: &TeamRow| {
        let counted = row.counted(filter.measure)?;
        Proportion::new(counted as f64, row.in_scope as f64).ok()
    };
    // One team alone has nobody to be compared with.
    let teams = rows.iter().filter(|row| row.team != UNALLOCATED).filter_map(proportion);
    let average = Proportion::pooled(teams).filter(|_| rows.len() > 1).map(Proportion::value);
    for row in &mut rows {
        let Some(share) = proportion(row) else { continue };
        let interval = share.interval(Confidence::P95);
        row.interval_lower = Some(interval.lower);
        row.interval_upper = Some(interval.upper);
        row.against_target = Some(match share.against(row.target.basis_points() as f64 / 10_000.0) {
            wilson::AgainstTarget::Below => AgainstTarget::Below,
            wilson::AgainstTarget::NotDistinguishable => AgainstTarget::NotDistinguishable,
            wilson::AgainstTarget::Above => AgainstTarget::Above,
        });
        row.among_teams = average.filter(|_| row.team != UNALLOCATED).map(|average| among(average, share));
    }
    rows
}

fn among(average: f64, share: Proportion) -> AmongTeams {
    let found = Limits::at(average, share.of()).judge(share.value());
    match (found.shown(share.of()), found) {
        (Comparison::TooFewRecords, _) => AmongTeams::TooFewRecords,
        (_, Significance::Low998) => AmongTeams::Low998,
        (_, Significance::Low95) => AmongTeams::Low95,
        (_, Significance::NotSignificant) => AmongTeams::AsExpected,
        (_, Significance::High95) => AmongTeams::High95,
        (_, Significance::High998) => AmongTeams::High998,
    }
}
