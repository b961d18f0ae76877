//! Answers as a council of the sample's size gets them.

pub(super) mod annotations;
pub(super) mod forecast;
pub(super) mod governance;
pub(super) mod matching;
pub(super) mod options;
pub(super) mod process;
pub(super) mod resources;

use chrono::{Days, Months, NaiveDate};
use domain::{
    Answer, Dimension, Filter, Lineage, Measure, NumberSource, RecordState, Target,
    questions::{
        AmongTeams, BreakdownRow, CoverageRow, MovementRow, MovementStep, Provenance, StateRow, TeamMovementRow, TeamRow, TrendRow,
    },
};

pub(super) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The last day of a month, counted from November 2024.
fn month_end(month: u32) -> NaiveDate {
    date(2024, 12, 1)
        .checked_add_months(Months::new(month))
        .unwrap()
        .pred_opt()
        .unwrap()
}

pub(super) fn answer<R>(question: &str, rows: Vec<R>) -> Answer<R> {
    Answer {
        question: question.to_owned(),
        generation: 24,
        as_at: Some(date(2026, 10, 31)),
        previous: Some(date(2026, 9, 30)),
        filter: Filter::default(),
        rows,
        restricted: None,
        lineage: vec![lineage(45), lineage(46)],
        version: "0.1.0".to_owned(),
    }
}

fn lineage(load: u32) -> Lineage {
    Lineage {
        load,
        file: format!("extract_{load}.csv"),
        sha256: "0".repeat(64),
    }
}

pub(super) fn coverage() -> Answer<CoverageRow> {
    let row = CoverageRow {
        as_at: date(2026, 10, 31),
        provenance: Provenance::Snapshot,
        in_scope: 9_004,
        recorded: Some(8_570),
        covered: 8_212,
        verified: Some(7_343),
        exempt: Some(24),
        target: Target::DEFAULT,
        records_to_go: Target::DEFAULT.records_to_go(8_212, 9_004),
        previous_as_at: Some(date(2026, 9, 30)),
        previous_in_scope: Some(8_971),
        previous_covered: Some(8_127),
    };
    answer("coverage", vec![row])
}

pub(super) fn trend_row(as_at: NaiveDate, in_scope: i64, covered: i64) -> TrendRow {
    TrendRow {
        as_at,
        provenance: Provenance::Snapshot,
        in_scope,
        recorded: Some((covered * 26 / 25).min(in_scope)),
        covered,
        verified: Some(covered * 4 / 5),
        target: Target::DEFAULT,
        records_to_go: Target::DEFAULT.records_to_go(covered, in_scope),
    }
}

/// Two years: manual entry hovers, batch tracing lifts in waves, cleansing slows.
pub(super) fn trend() -> Answer<TrendRow> {
    let shares = [
        578, 581, 579, 583, 580, 584, 582, 640, 655, 662, 731, 745, 752, 801, 815, 822, 848, 861, 866, 884, 893, 899, 906, 912,
    ];
    let rows = shares.iter().enumerate().map(|(month, share)| {
        let as_at = month_end(month as u32);
        let in_scope = 8_820 + 8 * month as i64;
        let covered = in_scope * share / 1_000;
        let verified = if month < 7 { 0 } else { covered * (40 + 2 * month as i64) / 100 };
        TrendRow {
            recorded: Some(covered + 380),
            verified: Some(verified),
            ..trend_row(as_at, in_scope, covered)
        }
    });
    answer("coverage_trend", rows.collect())
}

/// The same judged on verified coverage.
pub(super) fn trend_by_verified() -> Answer<TrendRow> {
    let mut answer = trend();
    answer.filter.measure = Measure::Verified;
    for row in &mut answer.rows {
        row.records_to_go = row.target.records_to_go(row.verified.unwrap(), row.in_scope);
    }
    answer
}

/// A year of counts kept by hand, then snapshots; the target rises half-way.
pub(super) fn trend_after_history() -> Answer<TrendRow> {
    let rows = (0..20).map(|month| {
        let as_at = month_end(month + 4);
        let covered = 7_100 + 60 * i64::from(month) - 90 * i64::from(month % 3);
        let target = Target::from_basis_points(if month < 9 { 9_000 } else { 9_500 }).unwrap();
        let row = TrendRow {
            target,
            records_to_go: target.records_to_go(covered, 9_000),
            ..trend_row(as_at, 9_000, covered)
        };
        if month < 12 { history(row) } else { row }
    });
    answer("coverage_trend", rows.collect())
}

pub(super) fn history(row: TrendRow) -> TrendRow {
    TrendRow {
        provenance: Provenance::History,
        recorded: None,
        verified: None,
        ..row
    }
}

pub(super) fn weekly_trend(weeks: u64) -> Answer<TrendRow> {
    let rows = (0..weeks).map(|week| {
        let wave = (week % 37).abs_diff(18) as i64 * 28 + (week * 31 % 17) as i64 * 6;
        trend_row(
            date(2021, 11, 13).checked_add_days(Days::new(7 * week)).unwrap(),
            40_000,
            24_000 + 49 * week as i64 + wave,
        )
    });
    answer("coverage_trend", rows.collect())
}

pub(super) fn team(name: &str, in_scope: i64, covered: i64) -> TeamRow {
    TeamRow {
        team: name.to_owned(),
        service: "Adult Social Care".to_owned(),
        in_scope,
        recorded: Some(in_scope),
        covered,
        verified: Some(covered / 2),
        records_to_go: Target::DEFAULT.records_to_go(covered, in_scope),
        target: Target::DEFAULT,
        previous_in_scope: Some(in_scope),
        previous_covered: Some(covered),
        interval_lower: None,
        interval_upper: None,
        against_target: None,
        among_teams: None,
    }
}

/// One group of people.
pub(super) fn group(name: &str, in_scope: i64, covered: i64) -> BreakdownRow {
    BreakdownRow {
        group: name.to_owned(),
        in_scope,
        recorded: in_scope,
        covered,
        verified: covered / 2,
        target: Target::DEFAULT,
        records_to_go: Target::DEFAULT.records_to_go(covered, in_scope),
    }
}

/// The council's people by age.
pub(super) fn by_age() -> Answer<BreakdownRow> {
    let rows = vec![
        group("85 and over", 2_900, 2_510),
        group("75 to 84", 1_950, 1_760),
        group("35 to 44", 900, 802),
        group("Not recorded", 60, 30),
        group("65 to 74", 1_800, 1_690),
        group("18 to 24", 400, 396),
    ];
    let mut answer = answer("breakdown", rows);
    answer.filter.by = Dimension::AgeBand;
    answer
}

/// One team's people by a reason that nobody has standardised.
pub(super) fn by_support_reason() -> Answer<BreakdownRow> {
    let long = "Sensory Support - Support for dual impairment & everything <else> that goes with it in the long run";
    let mut rows = vec![group(long, 40, 20), group(&"Unbreakable".repeat(9), 30, 18)];
    rows.extend((1..=30).map(|at| group(&format!("Reason {at}"), 20, 19)));
    let mut answer = answer("breakdown", rows);
    answer.filter.by = Dimension::SupportReason;
    answer.filter.team = Some("Community North".to_owned());
    answer
}

/// The sample's shape: 26 teams, two at target, one of six people.
pub(super) fn teams() -> Answer<TeamRow> {
    let names = [
        "Access and Advice",
        "Hospital Discharge East",
        "Hospital Discharge West",
        "Reablement North",
        "Reablement South",
        "Occupational Therapy",
        "Sensory Impairment",
        "Community North",
        "Community South",
        "Community Central",
        "Community Rural",
        "Review Team",
        "Safeguarding Adults",
        "Learning Disability North",
        "Learning Disability South",
        "Transitions",
        "Autism and Neurodiversity",
        "Mental Health Recovery",
        "Mental Health Older People",
        "Approved Mental Health Professionals",
        "Substance Misuse",
        "Direct Payments",
        "Financial Assessment",
        "Continuing Healthcare",
        "Court of Protection",
        "Unallocated",
    ];
    let rows = names.iter().enumerate().map(|(at, name)| {
        let in_scope = if at == 24 { 6 } else { 160 + 31 * (at as i64 * 7 % 13) };
        let share = if at == 5 || at == 21 { 968 } else { 820 + 9 * (at as i64 * 5 % 14) };
        team(name, in_scope, in_scope * share / 1_000)
    });
    answer("coverage_by_team", rows.collect())
}

pub(super) fn many_teams(count: usize) -> Answer<TeamRow> {
    let rows = (0..count as i64).map(|at| {
        let in_scope = 2_000 + at * 1_733 % 9_000;
        let name = if at % 9 == 0 {
            "Shrewsbury and Telford Hospital"
        } else {
            "Acute Hospitals"
        };
        team(
            &format!("{name} NHS Trust {:03}", at + 1),
            in_scope,
            in_scope * (780 + at * 37 % 190) / 1_000,
        )
    });
    answer("coverage_by_team", rows.collect())
}

fn step(step: MovementStep, source: Option<NumberSource>, people: i64, in_scope: i64, covered: i64) -> MovementRow {
    MovementRow {
        step,
        source,
        people,
        in_scope,
        covered,
    }
}

pub(super) fn movement() -> Answer<MovementRow> {
    use MovementStep as S;
    let rows = vec![
        step(S::Opening, None, 8_971, 8_971, 8_127),
        step(S::JoinedWithNumber, None, 132, 132, 132),
        step(S::JoinedWithoutNumber, None, 51, 51, 0),
        step(S::LeftWithNumber, None, 121, -121, -121),
        step(S::LeftWithoutNumber, None, 29, -29, 0),
        step(S::Gained, Some(NumberSource::Manual), 14, 0, 14),
        step(S::Gained, Some(NumberSource::BatchTrace), 61, 0, 61),
        step(S::Gained, Some(NumberSource::Macs), 9, 0, 9),
        step(S::Gained, Some(NumberSource::SpineMini), 0, 0, 0),
        step(S::Gained, Some(NumberSource::Unknown), 2, 0, 2),
        step(S::LostRemoved, None, 5, 0, -5),
        step(S::LostInvalidated, None, 1, 0, -1),
        step(S::LostNewlyShared, None, 6, 0, -6),
        step(S::Closing, None, 9_004, 9_004, 8_212),
    ];
    answer("movement", rows)
}

/// A council that has only the counts it kept itself.
pub(super) fn trend_of_history() -> Answer<TrendRow> {
    let mut answer = trend_after_history();
    answer.rows = answer.rows.into_iter().map(history).collect();
    answer
}

/// One team at a date that a history file covers, with a low target.
pub(super) fn coverage_of_a_team() -> Answer<CoverageRow> {
    let mut answer = coverage();
    let target = Target::from_basis_points(6_000).unwrap();
    let row = CoverageRow {
        in_scope: 212,
        recorded: None,
        covered: 118,
        verified: None,
        exempt: None,
        ..answer.rows[0].clone()
    };
    answer.rows = vec![CoverageRow {
        provenance: Provenance::History,
        target,
        records_to_go: target.records_to_go(118, 212),
        ..row
    }];
    answer.filter.team = Some("Reablement North".to_owned());
    answer
}

/// Names that are too long, unbreakable, or full of markup.
pub(super) fn teams_with_long_names() -> Answer<TeamRow> {
    let name = "Réablement & “Home First” <North> 'Annexe' team for people who have just left hospital and live a long way from anywhere";
    let mut rows = vec![
        team(name, 400, 320),
        team(&"Unbreakable".repeat(12), 300, 260),
        team("A\u{1}B\nC", 200, 170),
    ];
    rows.extend(teams().rows.into_iter().take(6));
    let mut answer = answer("coverage_by_team", rows);
    answer.filter.service = Some("<Adults & 'Carers'>".to_owned());
    answer
}

/// A team to which the filter narrows: everything happens, nothing is far from zero.
pub(super) fn movement_of_a_team() -> Answer<MovementRow> {
    use MovementStep as S;
    let rows = vec![
        step(S::Opening, None, 6, 6, 3),
        step(S::TransferredInWithNumber, None, 2, 2, 2),
        step(S::TransferredOutWithNumber, None, 3, -3, -3),
        step(S::Gained, Some(NumberSource::BatchTrace), 1, 0, 1),
        step(S::Closing, None, 5, 5, 3),
    ];
    let mut answer = answer("movement", rows);
    answer.filter.team = Some("Court of Protection".to_owned());
    answer
}

const STATES_NOW: [i64; 9] = [434, 11, 38, 64, 121, 17, 107, 869, 7_343];

pub(super) fn states() -> Answer<StateRow> {
    answer("record_states", states_at(date(2026, 10, 31), STATES_NOW))
}

pub(super) fn states_at(as_at: NaiveDate, records: [i64; 9]) -> Vec<StateRow> {
    let in_scope = records.iter().sum();
    RecordState::ALL
        .iter()
        .zip(records)
        .map(|(&state, records)| StateRow {
            as_at,
            state,
            records,
            in_scope,
        })
        .collect()
}

pub(super) fn states_over_time() -> Answer<StateRow> {
    let rows = (0..24_i64).flat_map(|month| {
        let as_at = month_end(month as u32);
        let mut records = STATES_NOW;
        records[0] += (23 - month) * 130;
        records[4] += (23 - month) * 5;
        records[8] = if month < 7 { 0 } else { STATES_NOW[8] * (month - 5) / 18 };
        records[7] = 8_800 - records[..7].iter().sum::<i64>() - records[8];
        states_at(as_at, records)
    });
    answer("record_states", rows.collect())
}

/// As the warehouse would judge them; one team has too few records.
pub(super) fn funnel(mut answer: Answer<TeamRow>) -> Answer<TeamRow> {
    answer.question = "team_funnel".to_owned();
    for (at, row) in answer.rows.iter_mut().enumerate() {
        row.among_teams = Some(match at % 7 {
            _ if row.in_scope < 20 => AmongTeams::TooFewRecords,
            0 => AmongTeams::Low998,
            3 => AmongTeams::High95,
            _ => AmongTeams::AsExpected,
        });
    }
    answer
}

/// Some teams gain, some lose, some do neither.
pub(super) fn movement_by_team(count: i64) -> Answer<TeamMovementRow> {
    let rows = (0..count).map(|at| {
        let (gained, lost, people) = ((at * 37) % 41, -((at * 11) % 5), (at * 13) % 9 - 4);
        let (gained, lost, people) = if at % 6 == 5 { (0, 0, 0) } else { (gained, lost, people) };
        let (opening, change) = (200 + at, gained + lost + people);
        TeamMovementRow {
            team: format!("Community team {}", at + 1),
            opening,
            gained,
            lost,
            people,
            exemptions: 0,
            closing: opening + change,
            change,
        }
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|row| -row.change);
    answer("movement_by_team", rows)
}
