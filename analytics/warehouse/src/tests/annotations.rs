//! Whom an annotation is about, and when it is told.

use super::support::{Folder, annotations, person, snapshot, teams};
use domain::{
    RecordState,
    questions::{Annotations, DataIssues},
};

fn council() -> Folder {
    let people = [person(1, RecordState::Valid, &["North"]), person(2, RecordState::Valid, &["South"])];
    Folder::with(&[
        snapshot("2026-01-31", &people),
        snapshot("2026-02-28", &people),
        teams(&[
            ("North", Some("Localities"), Some("Old North"), None),
            ("South", Some("Localities"), None, None),
            ("South", Some("Hospital"), None, Some("2026-02-01")),
        ]),
        annotations(&[
            ("2025-06-01", None, "before all figures", false),
            ("2026-01-15", Some("LOCALITIES"), "to a service", false),
            ("2026-02-10", Some("old  north"), "to a team by its former name", true),
            ("2026-02-20", Some("Localities"), "after South has left it", true),
            ("2026-03-05", None, "after the last snapshot", false),
            ("2026-03-06", Some("Nowhere"), "to nobody", false),
        ]),
    ])
}

#[test]
fn an_annotation_is_told_to_those_it_is_about() {
    let folder = council();
    let check = |pairs: &[(&str, &str)], expected: &[&str]| {
        let texts: Vec<_> = folder.rows::<Annotations>(pairs).into_iter().map(|row| row.text).collect();
        assert_eq!(texts, expected, "{pairs:?}");
    };
    let (before, after) = ("before all figures", "after the last snapshot");
    check(&[], &[before, after]);
    check(
        &[("service", "Localities")],
        &[before, "to a service", "after South has left it", after],
    );
    check(
        &[("team", "North")],
        &[
            before,
            "to a service",
            "to a team by its former name",
            "after South has left it",
            after,
        ],
    );
    check(&[("team", "South")], &[before, "to a service", after]);
    check(
        &[("as_at", "2026-02-15"), ("team", "North")],
        &[before, "to a service", "to a team by its former name"],
    );
    check(
        &[("from", "2026-01-01"), ("to", "2026-01-31"), ("team", "South")],
        &["to a service"],
    );
    check(&[("measure", "verified"), ("exemptions", "excluded")], &[before, after]);
    assert_eq!(
        folder.refused::<Annotations>(&[("team", "South"), ("service", "Localities")]),
        "team"
    );
}

#[test]
fn it_says_whom_it_is_about_under_the_present_name() {
    let rows = council().rows::<Annotations>(&[("team", "North"), ("from", "2026-02-10")]);
    let told: Vec<_> = rows.iter().map(|row| (row.scope.as_deref(), row.rebase, row.load)).collect();
    assert_eq!(told, [(Some("North"), true, 4), (Some("Localities"), true, 4), (None, false, 4)]);
}

#[test]
fn a_name_that_nobody_has_is_an_issue() {
    let issues = council().rows::<DataIssues>(&[]);
    let unknown: Vec<_> = issues.iter().filter(|issue| issue.reason == "scope_unknown").collect();
    assert_eq!(unknown.len(), 1);
    assert_eq!((unknown[0].load, unknown[0].rows, unknown[0].first_line), (4, 1, 7));
}

#[test]
fn the_latest_file_stands() {
    let folder = council();
    folder.load(&[annotations(&[("2026-02-01", None, "all that is left", false)])]);
    let texts: Vec<_> = folder.rows::<Annotations>(&[]).into_iter().map(|row| row.text).collect();
    assert_eq!(texts, ["all that is left"]);
    let mut change = folder.store().change().unwrap();
    change.withdraw(5).unwrap();
    change.prepare(&crate::Defaults::default()).unwrap().publish().unwrap();
    drop(change);
    assert_eq!(folder.rows::<Annotations>(&[]).len(), 2);
}
