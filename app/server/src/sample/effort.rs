//! What the work took: timesheets as a wide workbook, the plan with its revisions, and the rates of roles.
//!
//! The story: set-up takes longer than was planned, nobody planned what cleansing takes, and the plan is revised upwards three times.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::{Datelike as _, Days, NaiveDate};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rust_xlsxwriter::{DocProperties, Format, Workbook};

use super::calendar::{date, first_of_month, months_after, months_before};
use super::council::Council;
use super::formats::excel_date;
use super::reference::table;

/// The months over which timesheets were kept.
const MONTHS: usize = 18;

/// One row of the timesheets: who works on what, from which week to which, and how many quarter hours a week at either end.
struct Work {
    workstream: &'static str,
    role: &'static str,
    organisation: &'static str,
    weeks: (u32, u32),
    quarters: (f64, f64),
}

const fn work(workstream: &'static str, role: &'static str, organisation: &'static str, weeks: (u32, u32), quarters: (f64, f64)) -> Work {
    Work {
        workstream,
        role,
        organisation,
        weeks,
        quarters,
    }
}

const COUNCIL: &str = "Council";
const PARTNER: &str = "Partner";
const LAST: u32 = u32::MAX;

const WORK: [Work; 14] = [
    work("Set-up", "Project manager", COUNCIL, (0, 30), (64.0, 24.0)),
    work("Set-up", "Systems officer", COUNCIL, (2, 28), (40.0, 16.0)),
    work("Set-up", "Implementation consultant", PARTNER, (4, 24), (30.0, 12.0)),
    work("Governance", "Information governance officer", COUNCIL, (0, LAST), (26.0, 5.0)),
    work("Governance", "Project manager", COUNCIL, (30, LAST), (12.0, 8.0)),
    work("Extract", "BI analyst", COUNCIL, (16, LAST), (18.0, 10.0)),
    work("Transfer", "BI analyst", COUNCIL, (20, LAST), (5.0, 4.0)),
    work("Transfer", "Tracing analyst", PARTNER, (20, LAST), (16.0, 14.0)),
    work("Load", "Systems officer", COUNCIL, (24, LAST), (14.0, 12.0)),
    work("Cleansing", "Data quality officer", COUNCIL, (26, LAST), (36.0, 148.0)),
    work("Cleansing", "BI analyst", COUNCIL, (26, LAST), (12.0, 26.0)),
    work("Cleansing", "Tracing analyst", PARTNER, (28, LAST), (8.0, 22.0)),
    work("Decisions", "Social worker", COUNCIL, (30, LAST), (6.0, 40.0)),
    // No rate is known for this role: its hours have no cost.
    work("Decisions", "Team manager", COUNCIL, (34, LAST), (2.0, 6.0)),
];

/// Writes `timesheets.xlsx`: a row for each role's work, a column for each week, headed by its Monday.
pub(super) fn write_timesheets(dir: &Path, council: &Council, people: usize, seed: u64) -> Result<PathBuf> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x0e_ff07);
    let path = dir.join("timesheets.xlsx");
    let weeks = weeks(council);
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title("SYNTHETIC timesheets")
            .set_creation_datetime(&excel_date(council.calendar.last())?),
    );
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = workbook.add_worksheet().set_name("Timesheets")?;
    for (column, name) in (0..).zip(["Workstream", "Role", "Organisation", "Name"]) {
        sheet.write_string(0, column, name)?;
    }
    for (column, monday) in (4..).zip(&weeks) {
        sheet.write_datetime_with_format(0, column, excel_date(*monday)?, &day)?;
    }
    for (line, work) in (1_u32..).zip(&WORK) {
        let name = format!("Worker {line} (made up)");
        for (column, text) in (0..).zip([work.workstream, work.role, work.organisation, &name]) {
            sheet.write_string(line, column, text)?;
        }
        for (week, column) in (0..weeks.len() as u32).zip(4..) {
            let quarters = work.in_week(week, weeks.len() as u32, size(people), &mut rng);
            if quarters > 0 {
                sheet.write_number(line, column, f64::from(quarters) / 4.0)?;
            }
        }
    }
    workbook.save(&path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

impl Work {
    /// Quarter hours in a week, with some weeks busier than others.
    fn in_week(&self, week: u32, weeks: u32, size: f64, rng: &mut ChaCha8Rng) -> u32 {
        // Every cell draws its luck, so that one row's change leaves the others as they are.
        let luck = rng.random_range(0.75..1.25);
        let last = self.weeks.1.min(weeks - 1);
        if week < self.weeks.0 || week > last {
            return 0;
        }
        let done = f64::from(week - self.weeks.0) / f64::from((last - self.weeks.0).max(1));
        let quarters = (self.quarters.0 + (self.quarters.1 - self.quarters.0) * done) * size * luck;
        // Nobody works more than 37 hours.
        (quarters.round() as u32).clamp(1, 148)
    }
}

/// How much more work there is than in the council of the documentation, which has 9,000 people.
fn size(people: usize) -> f64 {
    (people as f64 / 9_000.0).clamp(0.12, 4.0)
}

/// The Mondays of the timesheets, up to the week of the last snapshot.
fn weeks(council: &Council) -> Vec<NaiveDate> {
    let first = start(council);
    let monday = first + Days::new((7 - u64::from(first.weekday().num_days_from_monday())) % 7);
    let last = council.calendar.last();
    (0..)
        .map(|week| monday + Days::new(7 * week))
        .take_while(|day| *day <= last)
        .collect()
}

fn start(council: &Council) -> NaiveDate {
    first_of_month(months_before(council.calendar.last(), MONTHS - 1))
}

/// One revision: the months after the beginning at which it was made and at which it ends, why, and its hours and pounds by workstream.
struct Revision {
    made: u32,
    ends: u32,
    reason: &'static str,
    parts: [(&'static str, &'static str, u32, u32); 8],
}

const REVISIONS: [Revision; 4] = [
    Revision {
        made: 0,
        ends: 12,
        reason: "First plan",
        parts: [
            ("Set-up", COUNCIL, 480, 14_400),
            ("Set-up", PARTNER, 80, 6_800),
            ("Governance", COUNCIL, 150, 4_800),
            ("Extract", COUNCIL, 100, 2_800),
            ("Transfer", PARTNER, 70, 3_500),
            ("Load", COUNCIL, 80, 2_200),
            ("Cleansing", COUNCIL, 160, 3_500),
            ("Decisions", COUNCIL, 20, 600),
        ],
    },
    Revision {
        made: 5,
        ends: 14,
        reason: "Secure transfer and the sharing agreements took longer than other councils had said",
        parts: [
            ("Set-up", COUNCIL, 620, 18_800),
            ("Set-up", PARTNER, 110, 9_400),
            ("Governance", COUNCIL, 320, 10_200),
            ("Extract", COUNCIL, 140, 3_900),
            ("Transfer", PARTNER, 110, 5_500),
            ("Load", COUNCIL, 100, 2_700),
            ("Cleansing", COUNCIL, 200, 4_400),
            ("Decisions", COUNCIL, 30, 900),
        ],
    },
    Revision {
        made: 10,
        ends: 18,
        reason: "The first pass left more records to cleanse than was planned",
        parts: [
            ("Set-up", COUNCIL, 700, 21_200),
            ("Set-up", PARTNER, 115, 9_800),
            ("Governance", COUNCIL, 420, 13_400),
            ("Extract", COUNCIL, 210, 5_900),
            ("Transfer", PARTNER, 190, 9_500),
            ("Load", COUNCIL, 170, 4_700),
            ("Cleansing", COUNCIL, 720, 15_900),
            ("Decisions", COUNCIL, 110, 3_300),
        ],
    },
    Revision {
        made: 15,
        ends: 23,
        reason: "What is left is harder: social workers must decide, and cleansing goes on to the end of the year",
        parts: [
            ("Set-up", COUNCIL, 700, 21_200),
            ("Set-up", PARTNER, 115, 9_800),
            ("Governance", COUNCIL, 560, 17_900),
            ("Extract", COUNCIL, 290, 8_100),
            ("Transfer", PARTNER, 270, 13_500),
            ("Load", COUNCIL, 240, 6_600),
            ("Cleansing", COUNCIL, 1_550, 34_200),
            ("Decisions", COUNCIL, 330, 9_900),
        ],
    },
];

/// Writes `plan.csv`: the first plan and three revisions, each larger than the one before.
pub(super) fn write_plan(dir: &Path, council: &Council, people: usize) -> Result<PathBuf> {
    let start = start(council);
    let sized = |count: u32| (f64::from(count) * size(people)).round() as u32;
    let mut rows = Vec::new();
    for revision in &REVISIONS {
        let made = months_after(start, revision.made);
        let ends = months_after(start, revision.ends).pred_opt().unwrap_or(start);
        for (workstream, organisation, hours, pounds) in revision.parts {
            let (hours, pounds) = (sized(hours), sized(pounds));
            rows.push(vec![
                uk(made),
                revision.reason.to_owned(),
                workstream.to_owned(),
                organisation.to_owned(),
                uk(start),
                uk(ends),
                hours.to_string(),
                format!("£{}.00", domain::percent::count(i64::from(pounds))),
            ]);
        }
    }
    let columns = [
        "REVISION_DATE",
        "REASON",
        "WORKSTREAM",
        "ORGANISATION",
        "FROM",
        "TO",
        "HOURS",
        "COST",
    ];
    table(&dir.join("plan.csv"), &columns, &rows)
}

/// Role, organisation, pence an hour at first, and from the April within the timesheets.
const RATES: [(&str, &str, u32, u32); 8] = [
    ("Project manager", COUNCIL, 3_150, 3_245),
    ("Systems officer", COUNCIL, 2_725, 2_805),
    ("Information governance officer", COUNCIL, 3_190, 3_285),
    ("BI analyst", COUNCIL, 2_790, 2_875),
    ("Data quality officer", COUNCIL, 2_210, 2_275),
    ("Social worker", COUNCIL, 2_985, 3_075),
    ("Tracing analyst", PARTNER, 5_000, 5_250),
    ("Implementation consultant", PARTNER, 8_500, 8_500),
];

/// Writes `rates.csv`: what an hour of each role costs, and what it costs from the next April on.
pub(super) fn write_rates(dir: &Path, council: &Council) -> Result<PathBuf> {
    let last = council.calendar.last();
    let year = if last.month() >= 4 { last.year() } else { last.year() - 1 };
    let april = date(year, 4, 1);
    let pounds = |pence: u32| format!("£{}.{:02}", pence / 100, pence % 100);
    let mut rows = Vec::new();
    for (role, organisation, at_first, later) in RATES {
        let row = |from: String, pence| vec![role.to_owned(), organisation.to_owned(), from, pounds(pence)];
        rows.push(row(String::new(), at_first));
        if later != at_first {
            rows.push(row(uk(april), later));
        }
    }
    table(&dir.join("rates.csv"), &["ROLE", "ORGANISATION", "FROM", "RATE_PER_HOUR"], &rows)
}

fn uk(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_revision_asks_for_more_and_ends_later() {
        let size = |revision: &Revision| revision.parts.iter().fold((0, 0), |sum, part| (sum.0 + part.2, sum.1 + part.3));
        for pair in REVISIONS.windows(2) {
            let ((hours, pounds), (more_hours, more_pounds)) = (size(&pair[0]), size(&pair[1]));
            assert!(
                more_hours > hours && more_pounds > pounds && pair[1].ends > pair[0].ends,
                "{}",
                pair[1].reason
            );
        }
    }
}
