use crate::{Answerable, AskError, Defaults, Generation, Store};
use chrono::NaiveDate;
use domain::{Answer, Filter, Issue, Kind, Manifest, NumberSource, RecordState, Severity, schema};
use duckdb::Connection;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A data folder that goes with the test.
pub(super) struct Folder {
    pub(super) dir: TempDir,
}

/// One load to make: what it holds, and its Parquet files by the query that gives their rows.
#[derive(Debug, Clone)]
pub(super) struct Load {
    pub(super) kind: Kind,
    pub(super) as_at: Option<NaiveDate>,
    pub(super) mended: bool,
    pub(super) files: Vec<(&'static str, String)>,
}

/// One person of a snapshot.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) state: RecordState,
    /// Stands for the number's hash.
    pub(super) number: Option<u32>,
    pub(super) source: NumberSource,
    pub(super) exclusion: Option<&'static str>,
    pub(super) open: Option<bool>,
    pub(super) restricted: bool,
    pub(super) age_band: Option<&'static str>,
    pub(super) time_open: Option<&'static str>,
    pub(super) support_reason: Option<&'static str>,
    /// Teams with whether the allocation is open.
    pub(super) teams: Vec<(String, bool)>,
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A person in scope in a state, with a number of its own if the state has one.
pub(super) fn person(id: u32, state: RecordState, teams: &[&str]) -> Person {
    Person {
        id: format!("P{id}"),
        state,
        number: state.is_covered().then_some(id),
        source: NumberSource::Manual,
        exclusion: None,
        open: None,
        restricted: false,
        age_band: None,
        time_open: None,
        support_reason: None,
        teams: teams.iter().map(|team| ((*team).to_owned(), true)).collect(),
    }
}

impl Person {
    pub(super) fn but(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// The only allocation, where it stands in the person's own row. For every other person it stands among the allocations, as in
    /// loads made before people's rows had it: both must count alike.
    fn only_team(&self) -> Option<&(String, bool)> {
        match &self.teams[..] {
            [only] if self.id.ends_with(['0', '2', '4', '6', '8']) => Some(only),
            _ => None,
        }
    }
}

/// A snapshot whose rows name teams; without teams at all it has no allocations file.
pub(super) fn snapshot(as_at: &str, people: &[Person]) -> Load {
    let mut files = vec![(schema::persons::FILE, persons(people))];
    if people.iter().any(|person| !person.teams.is_empty()) {
        let rest = people.iter().filter(|person| person.only_team().is_none());
        files.push((schema::allocations::FILE, allocations(rest)));
    }
    Load {
        kind: Kind::Snapshot,
        as_at: Some(day(as_at)),
        mended: false,
        files,
    }
}

/// The allocations of a date as a load of their own.
pub(super) fn allocations_load(as_at: &str, people: &[Person]) -> Load {
    Load {
        kind: Kind::Allocations,
        as_at: Some(day(as_at)),
        mended: false,
        files: vec![(schema::allocations::FILE, allocations(people.iter()))],
    }
}

/// Rows of (date, team or none, in scope, covered).
pub(super) fn history(rows: &[(&str, Option<&str>, i64, i64)]) -> Load {
    let rows = rows
        .iter()
        .map(|(date, team, in_scope, covered)| format!("(DATE '{date}', {}, {in_scope}, {covered})", quoted(*team)));
    let query = values(
        rows,
        "CAST(column0 AS DATE) AS as_at, CAST(column1 AS VARCHAR) AS team, CAST(column2 AS BIGINT) AS in_scope, CAST(column3 AS BIGINT) AS covered",
        4,
    );
    Load {
        kind: Kind::History,
        as_at: None,
        mended: false,
        files: vec![(schema::history::FILE, query)],
    }
}

/// Team, service, renamed from, valid from.
pub(super) type TeamsRow<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>);

/// Rows of (team, service, former name, valid from).
pub(super) fn teams(rows: &[TeamsRow<'_>]) -> Load {
    let rows = rows.iter().map(|(team, service, renamed, from)| {
        format!(
            "({}, {}, {}, {})",
            quoted(Some(team)),
            quoted(*service),
            quoted(*renamed),
            quoted(*from)
        )
    });
    let query = values(
        rows,
        "CAST(column0 AS VARCHAR) AS team, CAST(column1 AS VARCHAR) AS service, CAST(column2 AS VARCHAR) AS renamed_from, CAST(column3 AS DATE) AS valid_from",
        4,
    );
    Load {
        kind: Kind::Teams,
        as_at: None,
        mended: false,
        files: vec![(schema::teams::FILE, query)],
    }
}

/// Rows of (person, agreed, until).
pub(super) fn exemptions(rows: &[(&str, Option<&str>, Option<&str>)]) -> Load {
    let rows = rows
        .iter()
        .map(|(person, agreed, until)| format!("({}, {}, {})", quoted(Some(person)), quoted(*agreed), quoted(*until)));
    let query = values(
        rows,
        "CAST(column0 AS VARCHAR) AS person_id, 'objects' AS reason, CAST(column1 AS DATE) AS agreed, CAST(column2 AS DATE) AS until",
        3,
    );
    Load {
        kind: Kind::Exemptions,
        as_at: None,
        mended: false,
        files: vec![(schema::exemptions::FILE, query)],
    }
}

/// Rows of (valid from, basis points).
pub(super) fn targets(rows: &[(Option<&str>, u32)]) -> Load {
    let rows = rows.iter().map(|(from, points)| format!("({}, {points})", quoted(*from)));
    let query = values(
        rows,
        "CAST(column0 AS DATE) AS valid_from, CAST(column1 AS INTEGER) AS basis_points",
        2,
    );
    Load {
        kind: Kind::Targets,
        as_at: None,
        mended: false,
        files: vec![(schema::targets::FILE, query)],
    }
}

/// Rows of (date, scope or none, text, rebase), on lines from 2.
pub(super) fn annotations(rows: &[(&str, Option<&str>, &str, bool)]) -> Load {
    let rows = rows.iter().zip(2..).map(|((date, scope, text, rebase), line)| {
        format!(
            "({}, {}, {}, {rebase}, {line})",
            quoted(Some(date)),
            quoted(*scope),
            quoted(Some(text))
        )
    });
    let query = values(
        rows,
        "CAST(column0 AS DATE) AS date, CAST(column1 AS VARCHAR) AS scope, column2 AS text, CAST(column3 AS BOOLEAN) AS rebase, \
         CAST(column4 AS BIGINT) AS line",
        5,
    );
    Load {
        kind: Kind::Annotations,
        as_at: None,
        mended: false,
        files: vec![(schema::annotations::FILE, query)],
    }
}

fn persons(people: &[Person]) -> String {
    let rows = people.iter().map(|person| {
        let number = person.number.map_or("NULL".to_owned(), |number| format!("unhex(md5('{number}'))"));
        let open = person.open.map_or("NULL".to_owned(), |open| open.to_string());
        format!(
            "('{}', '{}', {number}, '{}', {}, {open}, {}, {}, {}, {}, {}, {})",
            person.id,
            person.state,
            person.source,
            quoted(person.exclusion),
            person.restricted,
            quoted(person.age_band),
            quoted(person.time_open),
            quoted(person.support_reason),
            quoted(person.only_team().filter(|(_, open)| *open).map(|(team, _)| team.as_str())),
            person.only_team().map_or("NULL".to_owned(), |(_, open)| open.to_string())
        )
    });
    values(
        rows,
        "CAST(column0 AS VARCHAR) AS person_id, CAST(column1 AS VARCHAR) AS state, CAST(column2 AS BLOB) AS number, CAST(column3 AS VARCHAR) AS source, \
         CAST(column4 AS VARCHAR) AS exclusion, CAST(column5 AS BOOLEAN) AS open, CAST(column6 AS BOOLEAN) AS restricted, \
         CAST(column7 AS VARCHAR) AS age_band, CAST(column8 AS VARCHAR) AS time_open, CAST(column9 AS VARCHAR) AS support_reason, \
         CAST(column10 AS VARCHAR) AS team, CAST(column11 AS BOOLEAN) AS allocation_open",
        12,
    )
}

fn allocations<'a>(people: impl Iterator<Item = &'a Person>) -> String {
    let rows = people.flat_map(|person| {
        person
            .teams
            .iter()
            .map(|(team, open)| format!("('{}', {}, {open})", person.id, quoted(Some(team))))
    });
    values(
        rows,
        "CAST(column0 AS VARCHAR) AS person_id, CAST(column1 AS VARCHAR) AS team, CAST(column2 AS BOOLEAN) AS open",
        3,
    )
}

/// A query of the rows, also where there are none.
pub(super) fn values(rows: impl Iterator<Item = String>, columns: &str, width: usize) -> String {
    let rows: Vec<_> = rows.collect();
    let names: Vec<_> = (0..width).map(|at| format!("column{at}")).collect();
    if rows.is_empty() {
        let nulls = vec!["NULL"; width].join(", ");
        return format!("SELECT {columns} FROM (VALUES ({nulls})) AS rows({}) WHERE false", names.join(", "));
    }
    format!("SELECT {columns} FROM (VALUES {}) AS rows({})", rows.join(", "), names.join(", "))
}

pub(super) fn quoted(text: Option<&str>) -> String {
    text.map_or("NULL".to_owned(), |text| format!("'{}'", text.replace('\'', "''")))
}

impl Folder {
    pub(super) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder in which all of the loads were published together.
    pub(super) fn with(loads: &[Load]) -> Self {
        let folder = Self::new();
        folder.load(loads);
        folder
    }

    pub(super) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The file of the generation in force.
    pub(super) fn file(&self) -> PathBuf {
        let store = self.store();
        store.generation_file(&store.current().unwrap().unwrap())
    }

    pub(super) fn store(&self) -> Store {
        Store::open(self.path()).unwrap()
    }

    /// Publishes all of the loads with one change and returns their numbers.
    pub(super) fn load(&self, loads: &[Load]) -> Vec<u32> {
        let mut change = self.store().change().unwrap();
        let numbers = loads.iter().map(|load| stage(&mut change, load)).collect();
        change.prepare(&Defaults::default()).unwrap().publish().unwrap();
        numbers
    }

    pub(super) fn generation(&self) -> Generation {
        let current = Store::at(self.path()).current().unwrap().unwrap();
        Generation::open(self.path(), &current).unwrap()
    }

    pub(super) fn ask<Q: Answerable>(&self, filter: &Filter) -> Answer<Q::Row> {
        self.generation().ask::<Q>(filter).unwrap()
    }

    pub(super) fn rows<Q: Answerable>(&self, pairs: &[(&str, &str)]) -> Vec<Q::Row> {
        self.ask::<Q>(&filter(pairs)).rows
    }

    /// The parameter that a question is refused for.
    pub(super) fn refused<Q: Answerable>(&self, pairs: &[(&str, &str)]) -> String {
        match self.generation().ask::<Q>(&filter(pairs)) {
            Err(AskError::Invalid(invalid)) => invalid.parameter,
            other => panic!("not refused: {other:?}"),
        }
    }
}

pub(super) fn filter(pairs: &[(&str, &str)]) -> Filter {
    Filter::from_pairs(pairs.iter().copied()).unwrap()
}

/// Stages one load and returns its number.
pub(super) fn stage(change: &mut crate::Change, load: &Load) -> u32 {
    let number = change.next_load();
    let manifest = manifest(number, load);
    change
        .stage(|folder| {
            let connection = Connection::open_in_memory()?;
            for (file, query) in &load.files {
                let to = folder.join(file);
                connection.execute_batch(&format!("COPY ({query}) TO '{}' (FORMAT parquet)", to.display()))?;
            }
            Ok::<_, duckdb::Error>(manifest)
        })
        .unwrap();
    number
}

fn manifest(load: u32, from: &Load) -> Manifest {
    Manifest {
        load,
        kind: from.kind,
        as_at: from.as_at,
        period: None,
        mended: from.mended,
        file: format!("{}-{load}.csv", from.kind),
        sha256: format!("{load:064x}"),
        bytes: 1,
        format: "CSV".to_owned(),
        loaded_at: "2026-11-22T16:00:00Z".to_owned(),
        rules: 1,
        columns: Vec::new(),
        rows_read: 12,
        rows_accepted: 10,
        rows_refused: 2,
        issues: vec![issue(Severity::Warning, "NHS_ID", 5, 3), issue(Severity::Refused, "", 2, 7)],
    }
}

fn issue(severity: Severity, column: &str, rows: u64, first_line: u64) -> Issue {
    Issue {
        severity,
        column: column.to_owned(),
        reason: "person_id_missing".to_owned(),
        text: "there is no person id".to_owned(),
        rows,
        first_line,
    }
}
