//! The small files beside the extracts: teams, exemptions, targets, history, annotations, configuration and the explanation of it all.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chrono::NaiveDate;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::Options;
use super::calendar::{first_of_month, months_before};
use super::council::Council;
use super::formats::Guise;
use super::story;
use super::teams::{self, Part, TEAMS};

/// The first words of the explanation, by which a sample's directory is known.
pub(super) const HEADING: &str = "THIS COUNCIL IS SYNTHETIC";

/// The name of the explanation.
pub(super) const README: &str = "README.txt";

/// Writes `teams.csv`, with the merger as two rows and the renaming as one.
pub(super) fn write_teams(dir: &Path, council: &Council) -> Result<PathBuf> {
    let changes = council.changes;
    let into = TEAMS.iter().find(|team| team.part == Part::Merged);
    let mut rows = Vec::new();
    for team in &TEAMS {
        let (name, former, from) = match team.part {
            Part::Merged => continue,
            Part::Merging => (into.map_or(team.name, |into| into.name), team.name, changes.merger.to_string()),
            Part::Renamed(former) => (team.name, former, changes.renaming.to_string()),
            _ => (team.name, "", String::new()),
        };
        rows.push(vec![name.to_owned(), team.service.to_owned(), former.to_owned(), from]);
    }
    table(&dir.join("teams.csv"), &["TEAM", "SERVICE", "RENAMED_FROM", "VALID_FROM"], &rows)
}

/// Writes `exemptions.csv`.
pub(super) fn write_exemptions(dir: &Path, council: &Council) -> Result<PathBuf> {
    let uk = |day: NaiveDate| day.format("%d/%m/%Y").to_string();
    let rows: Vec<Vec<String>> = council
        .people
        .iter()
        .filter_map(|person| person.exemption.map(|exemption| (person.id, exemption)))
        .map(|(id, exemption)| {
            let until = exemption.until.map(uk).unwrap_or_default();
            let by = match exemption.reason {
                "objects" => "Team Manager",
                "no NHS number issued" => "Social Worker",
                _ => "Business Intelligence Lead",
            };
            vec![
                id.to_string(),
                exemption.reason.to_owned(),
                uk(exemption.agreed),
                until,
                by.to_owned(),
            ]
        })
        .collect();
    table(
        &dir.join("exemptions.csv"),
        &["PERSON_ID", "REASON", "AGREED", "UNTIL", "AGREED_BY"],
        &rows,
    )
}

/// Writes `targets.csv`: 90% from the start of the history, 95% from a year or more before the end.
pub(super) fn write_targets(dir: &Path, council: &Council) -> Result<PathBuf> {
    let calendar = &council.calendar;
    let start = calendar.year_before().next().map_or(calendar.first(), first_of_month);
    let raised = first_of_month(months_before(calendar.last(), 12));
    let rows = [vec![start.to_string(), "90".to_owned()], vec![raised.to_string(), "95".to_owned()]];
    table(&dir.join("targets.csv"), &["VALID_FROM", "PERCENT"], &rows)
}

/// Writes `history.csv`: the counts kept by hand in the year before the first snapshot, under the teams' names of then.
///
/// Coverage creeps up towards that of the council as given, on its first month end.
pub(super) fn write_history(dir: &Path, council: &Council, seed: u64) -> Result<PathBuf> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x4157);
    let (first, counted_twice) = (story::tallies(council), story::counted_twice(council));
    let mut rows = Vec::new();
    for (back, day) in (1..=12).rev().zip(council.calendar.year_before()) {
        for (team, now) in first.iter().enumerate().take(TEAMS.len()).filter(|(_, now)| now.in_scope > 0) {
            let drift = 1.0 - 0.002 * back as f64 + rng.random_range(-0.01..0.01);
            let in_scope = match TEAMS[team].part {
                Part::Tiny => now.in_scope,
                _ => ((now.in_scope as f64 * drift).round() as usize).max(1),
            };
            let percent = story::before(*now, back, &mut rng) - counted_twice;
            let covered = ((in_scope as f64 * percent / 100.0).round() as usize).min(in_scope);
            let name = teams::name_on(team, day, council.changes);
            rows.push(vec![day.to_string(), name.to_owned(), in_scope.to_string(), covered.to_string()]);
        }
    }
    table(&dir.join("history.csv"), &["DATE", "TEAM", "IN_SCOPE", "COVERED"], &rows)
}

/// Writes `annotations.csv`: the story's turns, as somebody of the council would have noted them.
pub(super) fn write_annotations(dir: &Path, council: &Council) -> Result<PathBuf> {
    let (calendar, changes) = (&council.calendar, council.changes);
    let tracing = first_of_month(calendar.as_at(calendar.reaching(story::TRACING)));
    let raised = first_of_month(months_before(calendar.last(), 12));
    let merged = TEAMS[teams::MERGED].name;
    let renamed = TEAMS.iter().find(|team| matches!(team.part, Part::Renamed(_)));
    let mut rows = vec![
        (tracing, "", "Batch tracing through the partner begins", "yes"),
        (raised, "", "The target rises from 90% to 95%", ""),
        (changes.merger, merged, "Two teams become one", "yes"),
        (
            changes.renaming,
            renamed.map_or("", |team| team.name),
            "The team gets a new name",
            "no",
        ),
    ];
    rows.sort_unstable();
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(day, scope, text, rebase)| vec![day.to_string(), scope.to_owned(), text.to_owned(), rebase.to_owned()])
        .collect();
    table(&dir.join("annotations.csv"), &["DATE", "SCOPE", "TEXT", "REBASE"], &rows)
}

/// Writes the configuration under which numbers of the 999 range count.
pub(super) fn write_configuration(dir: &Path) -> Result<PathBuf> {
    let text = "# THIS COUNCIL IS SYNTHETIC: nobody in it exists.\n\
        # Its NHS numbers come from the 999 test range, which is never issued, so that none can be a real person's.\n\
        # Only a sample may count that range as valid: leave this setting out of a real council's configuration.\n\
        [numbers]\ntest_range_valid = true\n\n\
        [council]\nname = \"Sample council\"\nnote = \"Synthetic sample data: nobody in it exists.\"\n";
    save(dir.join("nhs-coverage.toml"), text)
}

/// Writes the explanation: what each file is, and which trap lies in which month.
pub(super) fn write_readme(dir: &Path, options: &Options, council: &Council, guises: &[Guise]) -> Result<PathBuf> {
    let mut text = format!("{HEADING}. NOBODY IN IT EXISTS. EVERY NAME, NUMBER, DATE AND POSTCODE WAS MADE UP BY A PROGRAM.\n");
    let (seed, people, months) = (options.seed, options.people, options.months);
    let (merger, renaming) = (council.changes.merger, council.changes.renaming);
    write!(
        text,
        "\nMade with: nhs-coverage sample DIR --seed {seed} --people {people} --months {months}\n\
        The same seed and sizes give the same bytes. NHS numbers come from the 999 test range.\n{FILES}\n\
        Traps by month\n"
    )?;
    for (day, guise) in council.calendar.month_ends().zip(guises) {
        let trap = match guise {
            Guise::Plain => continue,
            Guise::Workbook => "persons as an Excel workbook: real dates, NHS_ID as text",
            Guise::Semicolons => "separated by semicolons, in Windows-1252 (accents and curly apostrophes in names)",
            Guise::Floats => "NHS_ID written from a number column: 9990000018.0, leading zeros lost",
            Guise::Timestamps => "dates as timestamps: 1950-01-31 00:00:00",
        };
        writeln!(text, "  {day}  {trap}")?;
    }
    let tracing = council.calendar.as_at(council.calendar.reaching(story::TRACING));
    write!(
        text,
        "  {merger}  Older People Central and Older People West merge into Older People Central and West\n  \
        {renaming}  Memory Service Team becomes Older Adults Mental Health Team\n  \
        {tracing}  the first trace through the partner is in this month's snapshot\n{EVERY_MONTH}"
    )?;
    save(dir.join(README), &text)
}

const FILES: &str = "
Files
  persons_DATE      one row per person as at DATE, with the case-management system's column names
  allocations_DATE  one row per allocation of a worker and team to a person, ended ones included
  teams.csv         teams, their services, a merger (two rows) and a renaming (one row)
  exemptions.csv    people with an agreed reason not to hold a number
  targets.csv       90%, later 95%
  history.csv       counts kept by hand in the year before the first snapshot
  annotations.csv   what happened in this made-up council: tracing begins, a merger, a renaming, the target rises
  trace_*, MPTREQ_* requests for a trace as the partner submitted them, a batch each: DBS, MPT and PDS MESH; references are person ids
  *_response_*, RESP_MPTREQ_*
                    what came back for each, with every response code at least once; the residue's lacks a few of the people asked about
  trace_spine-mini-log.csv
                    the log of a Spine Mini Service, a call a line
  trace_register.csv
                    which batch went by which route, when, under which secure transfer
  timesheets.xlsx   what the work took over eighteen months: a row for each role's work, a column for each week
  plan.csv          what was planned for it, and three revisions, each larger than the one before
  rates.csv         what an hour of each role costs; of one role that is not known
  decisions.csv     what people decided about records that a trace left open, by role, with the hours it took
  register_DATE     the project's register at the end and half a year before, when the network's order was not late yet: an agreement
                    that ends next month, one that has lapsed, two risks that have come, an item of the checklist nobody entered
  refused/          a response that somebody edited by hand: its fifth line opens a quotation mark and never closes it. It is not
                    loaded with the others; load it to see how a file is refused whole, with line and reason
  nhs-coverage.toml the configuration under which 999 numbers count as valid
";

const EVERY_MONTH: &str = "
In every month
  - numbers typed in groups (999 000 0018), which are sound
  - numbers whose check digit fails, with a digit too few or too many, damaged by a spreadsheet (9.99E+09),
    placeholders (0000000000, 1111111111, 9999999999), numbers of other ranges, and numbers that two people share
  - children, unborn children (date of birth still to come), the dead (some still open), people recorded only as relatives
    and cases closed within the last two months: none of them is in scope
  - people without a team, with two teams, with ended allocations, and restricted people
  - joiners, of whom many come without a number; leavers; moves between teams; a few numbers lost
  - two to four rows that must be refused: no person id, or a date that does not exist (31/02/1950)
  - one team of six people; at the end exactly two teams stand above 95%
";

/// Writes a small table.
pub(super) fn table(path: &Path, columns: &[&str], rows: &[Vec<String>]) -> Result<PathBuf> {
    let context = || format!("cannot write {}", path.display());
    let mut writer = csv::Writer::from_path(path).with_context(context)?;
    writer.write_record(columns).with_context(context)?;
    for row in rows {
        writer.write_record(row).with_context(context)?;
    }
    writer.flush().with_context(context)?;
    Ok(path.to_owned())
}

fn save(path: PathBuf, text: &str) -> Result<PathBuf> {
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}
