//! Every script is prepared, and what it names is what the Rust names.

use super::support::{Folder, person, snapshot};
use crate::{Answerable, database, note, sql};
use domain::{
    AgeBand, Dimension, Exclusion, Exemptions, Grain, Measure, NumberSource, NumberStatus, Party, Phase, RecordState, Severity, Target,
    TimeOpen, Workstream, for_each_question,
    questions::{Movement, MovementStep, NumbersBasis, Provenance},
    queue::{QueueExit, QueueReason, QueueState, Waiting},
    register::{EntryKind, EntryStatus, ExemptionReason, ReadinessItem},
    trace::{Decision, MakeUp, Outcome, Owner, Service},
};
use duckdb::Connection;

fn generation() -> (Folder, Connection) {
    let folder = Folder::with(&[snapshot("2026-01-31", &[person(1, RecordState::Valid, &["North"])])]);
    let file = folder.path().join("warehouse/generation-000001.duckdb");
    let connection = database::open_to_read(&file).unwrap();
    (folder, connection)
}

const PARAMETERS: [&str; 13] = [
    "as_at",
    "from",
    "to",
    "level",
    "name",
    "service",
    "team",
    "measure",
    "exemptions",
    "by",
    "grain",
    "monthly",
    "load",
];

fn check_parameters(connection: &Connection, script: &str) {
    let statement = connection.prepare(script).unwrap();
    for at in 1..=statement.parameter_count() {
        let name = statement.parameter_name(at).unwrap();
        assert!(PARAMETERS.contains(&name.as_str()), "{name} in {script}");
    }
}

fn check_question<Q: Answerable>(folder: &Folder, connection: &Connection) {
    check_parameters(connection, Q::SQL);
    check_parameters(connection, Q::SQL_APART);
    let team = if Q::ABOUT == crate::About::People {
        vec![("team", "North")]
    } else {
        Vec::new()
    };
    folder.rows::<Q>(&team);
    let mut statement = connection.prepare(Q::SQL).unwrap();
    let asked = crate::asked::understand(
        &crate::catalog::Catalog::read(connection).unwrap(),
        Q::ABOUT,
        &super::support::filter(&team),
    )
    .unwrap();
    let named = asked.named();
    let mut statement_columns: Vec<String> = {
        for at in 1..=statement.parameter_count() {
            let name = statement.parameter_name(at).unwrap();
            let value = named.iter().find(|(given, _)| *given == name).unwrap().1.clone();
            statement.raw_bind_parameter(at, value).unwrap();
        }
        statement.raw_execute().unwrap();
        statement.column_names()
    };
    let mut fields: Vec<_> = Q::READ.iter().map(|name| (*name).to_owned()).collect();
    fields.extend((Q::ABOUT == crate::About::People).then(|| "withheld".to_owned()));
    statement_columns.sort();
    fields.sort();
    assert_eq!(statement_columns, fields, "{}", Q::NAME);
    assert_eq!(note(Q::NAME), Some(Q::NOTE));
    assert!(Q::NOTE.starts_with(&format!("# {}\n", Q::TITLE)), "{}", Q::NAME);
}

#[test]
fn every_question_names_what_the_rust_names() {
    let (folder, connection) = generation();
    macro_rules! check {
        ($($question:ty),+ $(,)?) => { $(check_question::<$question>(&folder, &connection);)+ };
    }
    for_each_question!(check);
    assert_eq!(note("none"), None);
}

#[test]
fn every_lookup_is_prepared() {
    let (_folder, connection) = generation();
    for (path, script) in sql::ALL.iter().filter(|(path, _)| path.starts_with("lookups/")) {
        assert!(script.starts_with("-- "), "{path} has no header");
        check_parameters(&connection, script);
    }
}

#[test]
fn every_script_has_a_header_and_no_comment_that_ends_a_statement() {
    for (path, script) in sql::ALL {
        assert!(script.starts_with("-- ") && script.ends_with(";\n"), "{path}");
        assert!(
            !script
                .lines()
                .any(|line| line.trim_start().starts_with("--") && line.trim_end().ends_with(';')),
            "{path}"
        );
    }
}

fn check_vocabulary(connection: &Connection, kind: &str, names: impl Iterator<Item = &'static str>) {
    let sql = format!("SELECT array_to_string(enum_range(CAST(NULL AS {kind})), ',')");
    let held: String = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
    assert_eq!(held, names.collect::<Vec<_>>().join(","), "{kind}");
}

#[test]
fn vocabularies_are_those_of_the_domain() {
    let (_folder, connection) = generation();
    check_vocabulary(&connection, "record_state", RecordState::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "exclusion", Exclusion::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "number_source", NumberSource::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "exemptions_view", Exemptions::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "measure", Measure::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "provenance", Provenance::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "age_band", AgeBand::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "time_open", TimeOpen::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "dimension", Dimension::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "severity", Severity::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "movement_step", MovementStep::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "trace_outcome", Outcome::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "trace_service", Service::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "trace_decision", Decision::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "make_up", MakeUp::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "number_status", NumberStatus::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "queue_reason", QueueReason::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "queue_state", QueueState::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "queue_owner", Owner::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "queue_exit", QueueExit::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "entry_kind", EntryKind::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "entry_status", EntryStatus::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "readiness_item", ReadinessItem::ALL.iter().map(|value| value.name()));
    check_vocabulary(
        &connection,
        "exemption_reason",
        ExemptionReason::ALL.iter().map(|value| value.name()),
    );
    check_vocabulary(&connection, "waiting", Waiting::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "workstream", Workstream::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "phase", Phase::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "party", Party::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "grain", Grain::ALL.iter().map(|value| value.name()));
    check_vocabulary(&connection, "numbers_basis", NumbersBasis::ALL.iter().map(|value| value.name()));
    assert_eq!(Movement::COLUMNS[0], "step");
}

#[test]
fn the_measures_are_those_of_the_domain() {
    let (_folder, connection) = generation();
    for measure in Measure::ALL {
        for state in RecordState::ALL {
            let sql = format!("SELECT counts(CAST('{state}' AS record_state), '{measure}')");
            let counts: bool = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
            let expected = match measure {
                Measure::Recorded => *state != RecordState::Missing,
                Measure::Coverage => state.is_covered(),
                Measure::Verified => *state == RecordState::Verified,
            };
            assert_eq!(counts, expected, "{state} by {measure}");
        }
    }
}

#[test]
fn phases_are_those_of_the_domain() {
    let (_folder, connection) = generation();
    for workstream in Workstream::ALL {
        let sql = format!("SELECT CAST(phase_of(CAST('{workstream}' AS workstream)) AS VARCHAR)");
        let phase: String = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(phase, workstream.phase().name(), "{workstream}");
    }
}

#[test]
fn records_to_go_are_those_of_the_domain() {
    let (_folder, connection) = generation();
    for (points, in_scope, covered) in [
        (9_500, 10_000, 9_497),
        (9_500, 0, 0),
        (9_500, 6, 5),
        (9_255, 1_001, 3),
        (10_000, 7, 7),
        (1, 1, 0),
        (9_500, 20, 20),
    ] {
        let sql = format!("SELECT records_to_go({points}, {in_scope}, {covered})");
        let to_go: i64 = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(to_go, Target::from_basis_points(points).unwrap().records_to_go(covered, in_scope));
    }
}

#[test]
fn names_are_recognised_alike_in_sql_and_in_rust() {
    let (_folder, connection) = generation();
    for name in ["North", "  north   EAST ", "a\tb", "Ökoteam Ü"] {
        let held: String = connection.query_row("SELECT name_key(?)", [name], |row| row.get(0)).unwrap();
        assert_eq!(held, crate::catalog::key(name));
    }
}
