//! The questions about every team: what their sizes allow to be said, and their order.

use crate::{
    About, Answerable, Columns,
    Holds::{self, Count, Decimal, Percent, Text},
};
use domain::{
    Filter, UNALLOCATED,
    questions::{AgainstTarget, AmongTeams, CoverageByTeam, Ladder as _, TeamFunnel, TeamRow},
};
use statistics::{
    funnel::{Comparison, Limits, Significance},
    wilson::{self, Confidence, Proportion},
};

macro_rules! teams {
    ($($question:ident from $name:literal;)+) => {
        $(impl Answerable for $question {
            const SQL: &'static str = include_str!(concat!("../sql/questions/", $name, ".sql"));
            const NOTE: &'static str = include_str!(concat!("../sql/questions/", $name, ".md"));
            const COLUMNS: &'static [&'static str] = &[
                "team", "service", "in_scope", "recorded", "covered", "verified", "records_to_go", "target", "previous_in_scope",
                "previous_covered", "interval_lower", "interval_upper", "against_target", "among_teams",
            ];
            const HOLDS: &'static [Holds] = &[
                Text, Text, Count, Count, Count, Count, Count, Percent, Count, Count, Decimal, Decimal, Text, Text,
            ];
            const READ: &'static [&'static str] = &[
                "team", "service", "in_scope", "recorded", "covered", "verified", "records_to_go", "target", "previous_in_scope",
                "previous_covered",
            ];
            const ABOUT: About = About::Date;
            type Read = TeamRow;

            fn read(columns: &Columns<'_>) -> duckdb::Result<TeamRow> {
                read(columns)
            }

            fn finish(read: Vec<TeamRow>, filter: &Filter) -> Vec<TeamRow> {
                finish(read, filter)
            }
        })+
    };
}
teams! {
    CoverageByTeam from "coverage_by_team";
    TeamFunnel from "team_funnel";
}

fn read(columns: &Columns<'_>) -> duckdb::Result<TeamRow> {
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

fn finish(mut rows: Vec<TeamRow>, filter: &Filter) -> Vec<TeamRow> {
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
    filter.sort.arrange(&mut rows, filter.measure);
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
