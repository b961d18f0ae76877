//! Groups hold everybody once, under what the record says of them.

use super::support::{Folder, Load, Person, day, exemptions, person, snapshot, teams};
use domain::{
    Dimension, Kind, RecordState,
    questions::{Breakdown, BreakdownRow, Coverage, RecordStates},
    schema,
};

fn people() -> Vec<Person> {
    let (valid, missing) = (RecordState::Valid, RecordState::Missing);
    let of = |id, state, teams: &[&str], age, reason| {
        person(id, state, teams).but(|person| {
            person.age_band = age;
            person.time_open = age.map(|_| "longer");
            person.support_reason = reason;
        })
    };
    vec![
        of(1, valid, &["North"], Some("18-24"), Some("Memory")),
        of(2, missing, &["North"], Some("85+"), Some("Memory")),
        of(3, missing, &["North", "Ward"], Some("85+"), Some("Physical")),
        of(4, RecordState::Malformed, &["Ward"], None, None),
        of(5, RecordState::Verified, &["South"], Some("85+"), Some("Physical")),
        of(6, missing, &["South"], Some("18-24"), Some("Memory")).but(|person| person.exclusion = Some("deceased")),
    ]
}

fn council() -> Folder {
    Folder::with(&[
        snapshot("2026-01-31", &people()),
        teams(&[
            ("North", Some("Localities"), None, None),
            ("South", Some("Localities"), None, None),
            ("Ward", Some("Hospital"), None, None),
        ]),
        exemptions(&[("P4", None, None)]),
    ])
}

fn told(rows: &[BreakdownRow]) -> Vec<(&str, i64, i64, i64, i64, i64)> {
    rows.iter()
        .map(|row| {
            (
                row.group.as_str(),
                row.in_scope,
                row.recorded,
                row.covered,
                row.verified,
                row.records_to_go,
            )
        })
        .collect()
}

#[test]
fn groups_are_ranked_and_the_unknown_are_one_of_them() {
    let folder = council();
    let check = |pairs: &[(&str, &str)], expected: &[(&str, i64, i64, i64, i64, i64)]| {
        assert_eq!(told(&folder.rows::<Breakdown>(pairs)), expected, "{pairs:?}");
    };
    check(&[], &[("Hospital", 2, 1, 0, 0, 2), ("Localities", 4, 2, 2, 1, 2)]);
    check(
        &[("by", "age_band")],
        &[
            ("85 and over", 3, 1, 1, 1, 2),
            ("Not recorded", 1, 1, 0, 0, 1),
            ("18 to 24", 1, 1, 1, 0, 0),
        ],
    );
    check(
        &[("by", "age_band"), ("exemptions", "excluded")],
        &[("85 and over", 3, 1, 1, 1, 2), ("18 to 24", 1, 1, 1, 0, 0)],
    );
    check(
        &[("by", "support_reason"), ("measure", "verified")],
        &[
            ("Memory", 2, 1, 1, 0, 2),
            ("Not recorded", 1, 1, 0, 0, 1),
            ("Physical", 2, 1, 1, 1, 1),
        ],
    );
    check(&[("by", "time_open"), ("team", "South")], &[("3 years or longer", 1, 1, 1, 1, 0)]);
    check(
        &[("by", "record_state"), ("service", "Hospital")],
        &[("Malformed", 1, 1, 0, 0, 1), ("Missing", 1, 0, 0, 0, 1)],
    );
    check(&[("team", "Ward")], &[("Hospital", 2, 1, 0, 0, 2), ("Localities", 1, 0, 0, 0, 1)]);
}

#[test]
fn groups_sum_to_everybody() {
    let folder = council();
    for unit in [
        &[][..],
        &[("team", "North")],
        &[("service", "Localities")],
        &[("exemptions", "excluded")],
    ] {
        let whole = folder.rows::<Coverage>(unit).remove(0);
        for by in Dimension::ALL.iter().filter(|by| **by != Dimension::Service) {
            let asked: Vec<_> = unit.iter().copied().chain([("by", by.name())]).collect();
            let rows = folder.rows::<Breakdown>(&asked);
            let sum = |of: fn(&BreakdownRow) -> i64| -> i64 { rows.iter().map(of).sum() };
            assert_eq!(
                (
                    sum(|row| row.in_scope),
                    Some(sum(|row| row.recorded)),
                    sum(|row| row.covered),
                    Some(sum(|row| row.verified))
                ),
                (whole.in_scope, whole.recorded, whole.covered, whole.verified),
                "{asked:?}"
            );
        }
        let states = folder.rows::<RecordStates>(unit);
        let by_state: Vec<_> = unit.iter().copied().chain([("by", "record_state")]).collect();
        for row in folder.rows::<Breakdown>(&by_state) {
            assert!(
                states
                    .iter()
                    .any(|state| state.state.label() == row.group && state.records == row.in_scope),
                "{row:?}"
            );
        }
    }
}

#[test]
fn a_load_made_before_groups_were_read_has_none() {
    let query = "SELECT 'P1' AS person_id, 'missing' AS state, CAST(NULL AS BLOB) AS number, 'unknown' AS source, \
                 CAST(NULL AS VARCHAR) AS exclusion, CAST(NULL AS BOOLEAN) AS open, false AS restricted";
    let old = Load {
        kind: Kind::Snapshot,
        as_at: Some(day("2026-01-31")),
        mended: false,
        files: vec![(schema::persons::FILE, query.to_owned())],
    };
    let folder = Folder::with(&[old]);
    for by in ["age_band", "time_open", "support_reason"] {
        assert_eq!(told(&folder.rows::<Breakdown>(&[("by", by)])), [("Not recorded", 1, 0, 0, 0, 1)]);
    }
    // What is loaded later goes on beside it.
    folder.load(&[snapshot("2026-02-28", &people())]);
    assert_eq!(
        told(&folder.rows::<Breakdown>(&[("as_at", "2026-01-31"), ("by", "age_band")]))[0].0,
        "Not recorded"
    );
    assert_eq!(folder.rows::<Breakdown>(&[("by", "age_band")]).len(), 3);
}
