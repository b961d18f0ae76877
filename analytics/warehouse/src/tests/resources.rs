//! Effort, plans and what numbers take.

use super::support::{Folder, Load, filter, history, quoted, targets, values};
use crate::{Answerable, Generation};
use domain::{
    Kind, Workstream,
    questions::{
        Burn, BurnByOrganisation, BurnByRole, BurnByWorkstream, BurnForecast, BurnForecastStatus, CostPerNumber, DataIssues, PlanCourses,
        PlanRevisions,
    },
    schema,
};
use proptest::prelude::*;

/// A row of a timesheet.
#[derive(Debug, Clone)]
struct Worked<'a> {
    date: &'a str,
    days: i64,
    workstream: Workstream,
    role: Option<&'a str>,
    partner: bool,
    minutes: i64,
    rate: Option<i64>,
    cost: Option<i64>,
}

fn worked(date: &str, workstream: Workstream, minutes: i64) -> Worked<'_> {
    Worked {
        date,
        days: 1,
        workstream,
        role: Some("Analyst"),
        partner: false,
        minutes,
        rate: None,
        cost: None,
    }
}

fn number(value: Option<i64>) -> String {
    value.map_or("NULL".to_owned(), |value| value.to_string())
}

fn party(partner: bool) -> &'static str {
    if partner { "partner" } else { "council" }
}

fn effort(rows: &[Worked<'_>]) -> Load {
    let rows = rows.iter().zip(2..).map(|(row, line)| {
        format!(
            "({}, {}, '{}', {}, '{}', {}, {}, {}, {line})",
            quoted(Some(row.date)),
            row.days,
            row.workstream,
            quoted(row.role),
            party(row.partner),
            row.minutes,
            number(row.rate),
            number(row.cost)
        )
    });
    let columns = "CAST(column0 AS DATE) AS date, CAST(column1 AS BIGINT) AS days, CAST(column2 AS VARCHAR) AS workstream, \
        CAST(column3 AS VARCHAR) AS role, CAST(column4 AS VARCHAR) AS organisation, CAST(column5 AS BIGINT) AS minutes, \
        CAST(column6 AS BIGINT) AS rate_pence, CAST(column7 AS BIGINT) AS cost_pence, CAST(column8 AS BIGINT) AS line";
    load(Kind::Effort, schema::effort::FILE, values(rows, columns, 9))
}

/// Rows of (role, from, pence), all the council's.
fn rates(rows: &[(&str, Option<&str>, i64)]) -> Load {
    let rows = rows
        .iter()
        .map(|(role, from, pence)| format!("('{role}', 'council', {}, {pence})", quoted(*from)));
    let columns = "CAST(column0 AS VARCHAR) AS role, CAST(column1 AS VARCHAR) AS organisation, CAST(column2 AS DATE) AS valid_from, \
        CAST(column3 AS BIGINT) AS rate_pence";
    load(Kind::Rates, schema::rates::FILE, values(rows, columns, 4))
}

/// Revised, workstream, role, from, to, minutes, pence; all the council's.
type Planned<'a> = (&'a str, Workstream, Option<&'a str>, &'a str, &'a str, i64, Option<i64>);

fn plan(rows: &[Planned<'_>]) -> Load {
    let rows = rows.iter().map(|(revised, workstream, role, from, to, minutes, pence)| {
        format!(
            "('{revised}', 'Revised {revised}', '{workstream}', {}, 'council', '{from}', '{to}', {minutes}, {})",
            quoted(*role),
            number(*pence)
        )
    });
    let columns = "CAST(column0 AS DATE) AS revised, CAST(column1 AS VARCHAR) AS reason, CAST(column2 AS VARCHAR) AS workstream, \
        CAST(column3 AS VARCHAR) AS role, CAST(column4 AS VARCHAR) AS organisation, CAST(column5 AS DATE) AS starts, \
        CAST(column6 AS DATE) AS ends, CAST(column7 AS BIGINT) AS minutes, CAST(column8 AS BIGINT) AS cost_pence";
    load(Kind::Plan, schema::plan::FILE, values(rows, columns, 9))
}

fn load(kind: Kind, file: &'static str, query: String) -> Load {
    Load {
        kind,
        as_at: None,
        mended: false,
        files: vec![(file, query)],
    }
}

use Workstream::{Cleansing, Extract, SetUp};

#[test]
fn a_row_costs_what_it_says_or_its_rate_or_the_rate_of_its_role_then() {
    let rates = rates(&[("analyst", None, 2_000), ("Analyst", Some("2026-02-01"), 3_001)]);
    let row = |change: fn(&mut Worked<'_>)| {
        let mut row = worked("2026-01-15", Extract, 90);
        change(&mut row);
        row
    };
    for (row, pence, uncosted) in [
        (row(|_| {}), 3_000, 0),
        (row(|row| row.cost = Some(5)), 5, 0),
        (row(|row| row.rate = Some(1_000)), 1_500, 0),
        // Half a penny goes up: 90 minutes at £30.01 are £45.015.
        (row(|row| row.date = "2026-02-01"), 4_502, 0),
        (row(|row| row.role = Some("ANALYST ")), 3_000, 0),
        (row(|row| row.role = None), 0, 90),
        (row(|row| row.partner = true), 0, 90),
    ] {
        let rows = Folder::with(&[rates.clone(), effort(std::slice::from_ref(&row))]).rows::<Burn>(&[]);
        assert_eq!(
            (rows[0].actual_pence, rows[0].uncosted_minutes),
            (Some(pence), Some(uncosted)),
            "{row:?}"
        );
    }
}

#[test]
fn days_told_again_count_once_as_the_later_file_tells_them() {
    let mut week = worked("2026-01-05", Extract, 600);
    week.days = 7;
    let mut partner = worked("2026-01-07", Extract, 5);
    partner.partner = true;
    let mut mended = effort(&[worked("2026-01-09", Extract, 7)]);
    mended.mended = true;
    let first = effort(&[week, worked("2026-01-05", Cleansing, 11), worked("2026-01-12", Extract, 13)]);
    let second = effort(&[worked("2026-01-07", Extract, 100), worked("2026-01-08", Extract, 200), partner]);
    let minutes = |loads: &[Load]| Folder::with(loads).rows::<Burn>(&[("grain", "whole")])[0].actual_minutes;
    assert_eq!(minutes(std::slice::from_ref(&first)), Some(624));
    // The week of the first file is told again by two days of the second.
    let both = [first.clone(), second.clone(), mended.clone()];
    assert_eq!(minutes(&both), Some(300 + 11 + 13 + 5 + 7));
    assert_eq!(minutes(&[second.clone(), first.clone()]), Some(624 + 5));
    // Mended rows take nothing's place.
    assert_eq!(minutes(&[first.clone(), mended]), Some(631));
    let issues = Folder::with(&both).rows::<DataIssues>(&[]);
    let told: Vec<_> = issues
        .iter()
        .filter(|issue| issue.reason == "replaces_earlier")
        .map(|issue| (issue.load, issue.rows, issue.first_line))
        .collect();
    assert_eq!(told, [(2, 1, 2)]);
}

#[test]
fn periods_run_from_the_first_day_to_the_plans_end() {
    let folder = Folder::with(&[
        effort(&[worked("2026-01-30", Extract, 60), worked("2026-02-02", Extract, 30)]),
        plan(&[("2026-01-01", Extract, None, "2026-01-20", "2026-03-10", 500, Some(999))]),
    ]);
    let told = |grain| {
        let rows = folder.rows::<Burn>(&[("grain", grain)]);
        rows.iter()
            .map(|row| {
                (
                    row.period.to_string(),
                    row.actual_minutes,
                    row.cumulative_actual_minutes,
                    row.planned_minutes,
                )
            })
            .collect::<Vec<_>>()
    };
    let month = |day: &str, actual, all, planned| (format!("2026-{day}"), actual, all, Some(planned));
    assert_eq!(
        told("month"),
        [
            month("01-01", Some(60), Some(60), 120),
            month("02-01", Some(30), Some(90), 280),
            month("03-01", None, None, 100)
        ]
    );
    let weeks = told("week");
    assert_eq!(
        (weeks.len(), weeks[0].0.as_str(), weeks[7].0.as_str()),
        (8, "2026-01-19", "2026-03-09")
    );
    assert_eq!(told("whole"), [month("01-20", Some(90), Some(90), 500)]);
    // Weeks add up to the plan in pence, though fifty days share 999.
    let pence: i64 = folder
        .rows::<Burn>(&[("grain", "week")])
        .iter()
        .filter_map(|row| row.planned_pence)
        .sum();
    assert_eq!(pence, 999);
    let until_then = folder.rows::<Burn>(&[("as_at", "2026-01-31"), ("grain", "whole")]);
    assert_eq!(until_then[0].actual_minutes, Some(60));
    let since = folder.rows::<Burn>(&[("from", "2026-02-15")]);
    assert_eq!((since.len(), since[0].cumulative_actual_minutes), (2, Some(90)));
}

#[test]
fn revisions_tell_the_story() {
    let folder = Folder::with(&[
        effort(&[worked("2026-01-10", SetUp, 600), worked("2026-02-10", Extract, 300)]),
        rates(&[("Analyst", None, 6_000)]),
        plan(&[
            ("2026-01-01", SetUp, Some("Analyst"), "2026-01-01", "2026-01-31", 310, None),
            ("2026-02-01", SetUp, None, "2026-01-01", "2026-02-28", 590, None),
        ]),
        // The second revision once more, with a cost.
        plan(&[("2026-02-01", SetUp, None, "2026-01-01", "2026-02-28", 590, Some(70_000))]),
    ]);
    let rows = folder.rows::<PlanRevisions>(&[]);
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.revision,
                row.minutes,
                row.pence,
                row.change_pence,
                row.spent_pence,
                row.to_date_minutes,
                row.actual_pence,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (1, 310, 31_000, None, 0, 310, 90_000),
            (2, 590, 70_000, Some(39_000), 60_000, 410, 90_000)
        ]
    );
    assert_eq!(rows[1].reason.as_deref(), Some("Revised 2026-02-01"));
    let courses = folder.rows::<PlanCourses>(&[]);
    let told: Vec<_> = courses
        .iter()
        .map(|row| (row.revision, row.period.to_string(), row.cumulative_minutes))
        .collect();
    let at = |revision, day: &str, minutes| (revision, day.to_owned(), minutes);
    assert_eq!(told, [at(1, "2026-01-01", 310), at(2, "2026-01-01", 310), at(2, "2026-02-01", 590)]);
    let then = folder.rows::<PlanRevisions>(&[("as_at", "2026-01-31")]);
    assert_eq!((then.len(), then[0].actual_pence), (1, 60_000));
}

#[test]
fn nothing_is_known_without_timesheets() {
    let folder = Folder::with(&[targets(&[(None, 9_500)])]);
    assert!(folder.rows::<Burn>(&[]).is_empty());
    assert!(folder.rows::<BurnByWorkstream>(&[]).is_empty());
    assert!(folder.rows::<BurnForecast>(&[]).is_empty());
    assert!(folder.rows::<CostPerNumber>(&[]).is_empty());
    assert!(folder.rows::<PlanRevisions>(&[]).is_empty());
    let answer = folder.ask::<Burn>(&domain::Filter::default());
    assert_eq!((answer.as_at, answer.lineage.len()), (None, 0));
}

/// Counts of five months, and effort of the last four.
fn counted() -> Vec<Load> {
    let months = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"];
    let counts: Vec<_> = months
        .iter()
        .zip(0..)
        .map(|(date, at)| (*date, None, 1_000, 500 + 40 * at))
        .collect();
    let days = ["2026-02-27", "2026-03-31", "2026-04-30", "2026-05-29"];
    let rows: Vec<_> = days
        .iter()
        .flat_map(|day| [worked(day, Extract, 400), worked(day, SetUp, 100)])
        .collect();
    vec![history(&counts), rates(&[("Analyst", None, 6_000)]), effort(&rows)]
}

#[test]
fn numbers_are_counted_from_counts_where_there_is_no_snapshot() {
    let folder = Folder::with(&counted());
    let rows = folder.rows::<CostPerNumber>(&[]);
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.month.to_string(),
                row.gained,
                row.minutes,
                row.marginal_minutes,
                row.average_pence,
            )
        })
        .collect();
    let month = |day: &str, average| (format!("2026-{day}"), 40, Some(500), Some(10), Some(average));
    assert_eq!(
        told,
        [
            month("02-01", 1_250),
            month("03-01", 1_250),
            month("04-01", 1_250),
            month("05-01", 1_250)
        ]
    );
    assert_eq!(rows[0].verified, None);
    let forecast = &folder.rows::<BurnForecast>(&[])[0];
    assert_eq!(forecast.status, BurnForecastStatus::Forecast);
    // 950 less 660 at ten minutes each.
    assert_eq!(
        (forecast.records_to_go, forecast.central_minutes, forecast.central_pence),
        (Some(290), Some(2_900), Some(290_000))
    );
    let earlier = &folder.rows::<BurnForecast>(&[("as_at", "2026-04-30")])[0];
    assert_eq!((earlier.status, earlier.months), (BurnForecastStatus::TooLittle, 3));
    let lineage = folder.ask::<BurnForecast>(&domain::Filter::default()).lineage;
    assert_eq!(lineage.len(), 3);
}

/// The rows that one generation answers with, opened once for many questions.
fn rows_of<Q: Answerable>(generation: &Generation, pairs: &[(&str, &str)]) -> Vec<Q::Row> {
    generation.ask::<Q>(&filter(pairs)).unwrap().rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn parts_add_up_to_the_whole_in_any_order_of_rows(
        rows in prop::collection::vec((0_u32..70, 0_usize..7, 0_usize..3, any::<bool>(), 0_i64..40, prop::option::of(0_i64..9_999)), 1..30),
        turn in 0_usize..30,
        plans in prop::collection::vec((0_u32..70, 0_u32..90, 0_usize..7, 0_i64..4_000, prop::option::of(0_i64..99_999)), 1..6),
    ) {
        let day = |after: u32| (chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(after))).to_string();
        let dates: Vec<_> = rows.iter().map(|row| day(row.0)).collect();
        let roles = [None, Some("Analyst"), Some("Manager")];
        let mut all: Vec<_> = rows.iter().zip(&dates).map(|((_, stream, role, partner, quarters, rate), date)| Worked {
            role: roles[*role],
            partner: *partner,
            rate: *rate,
            ..worked(date, Workstream::ALL[*stream], quarters * 15)
        }).collect();
        let planned: Vec<_> = plans.iter().map(|(from, more, stream, minutes, pence)| {
            (day(*from), day(from + more), Workstream::ALL[*stream], *minutes, *pence)
        }).collect();
        let planned: Vec<Planned<'_>> = planned.iter()
            .map(|(from, to, stream, minutes, pence)| ("2026-01-01", *stream, None, from.as_str(), to.as_str(), *minutes, *pence))
            .collect();
        let folder = Folder::with(&[effort(&all), plan(&planned)]);
        let turn = turn % all.len();
        all.rotate_left(turn);
        let turned = Folder::with(&[effort(&all), plan(&planned)]);
        let (one, other) = (folder.generation(), turned.generation());
        let total = &rows_of::<PlanRevisions>(&one, &[])[0];
        let cost = |row: &Worked<'_>| row.rate.map_or(0, |rate| (2 * rate * row.minutes + 60) / 120);
        prop_assert_eq!(total.actual_pence, all.iter().map(cost).sum::<i64>());
        prop_assert_eq!(total.actual_minutes, all.iter().map(|row| row.minutes).sum::<i64>());
        for grain in ["week", "month", "whole"] {
            let asked = [("grain", grain)];
            let burn = rows_of::<Burn>(&one, &asked);
            prop_assert_eq!(&burn, &rows_of::<Burn>(&other, &asked));
            prop_assert_eq!(burn.iter().filter_map(|row| row.actual_pence).sum::<i64>(), total.actual_pence);
            prop_assert_eq!(burn.iter().filter_map(|row| row.actual_minutes).sum::<i64>(), total.actual_minutes);
            prop_assert_eq!(burn.iter().filter_map(|row| row.planned_minutes).sum::<i64>(), total.minutes);
            prop_assert_eq!(burn.iter().filter_map(|row| row.planned_pence).sum::<i64>(), total.pence);
            prop_assert_eq!(burn.last().unwrap().cumulative_planned_pence, Some(total.pence));
            let streams = rows_of::<BurnByWorkstream>(&one, &asked);
            prop_assert_eq!(&streams, &rows_of::<BurnByWorkstream>(&other, &asked));
            let (roles, parties) = (rows_of::<BurnByRole>(&one, &asked), rows_of::<BurnByOrganisation>(&one, &asked));
            for pence in [
                streams.iter().map(|row| row.actual_pence).sum::<i64>(),
                roles.iter().map(|row| row.actual_pence).sum(),
                parties.iter().map(|row| row.actual_pence).sum(),
            ] {
                prop_assert_eq!(pence, total.actual_pence);
            }
            for planned in [
                streams.iter().filter_map(|row| row.planned_minutes).sum::<i64>(),
                roles.iter().filter_map(|row| row.planned_minutes).sum(),
                parties.iter().filter_map(|row| row.planned_minutes).sum(),
            ] {
                prop_assert_eq!(planned, total.to_date_minutes);
            }
            let courses = rows_of::<PlanCourses>(&one, &asked);
            prop_assert_eq!(courses.last().unwrap().cumulative_minutes, total.minutes);
        }
    }
}
