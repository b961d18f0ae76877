//! Each rule of the marts on the smallest council that shows it.

use super::support::{Folder, Load, Person, allocations_load, day, exemptions, filter, history, person, snapshot, targets, teams};
use domain::{
    NO_SERVICE, NumberSource, RecordState, UNALLOCATED,
    questions::{Coverage, CoverageByTeam, CoverageRow, CoverageTrend, DataIssues, Loads, Movement, Provenance, RecordStates, Worklist},
};

const JAN: &str = "2026-01-31";
const FEB: &str = "2026-02-28";
const MAR: &str = "2026-03-31";

fn valid(id: u32, teams: &[&str]) -> Person {
    person(id, RecordState::Valid, teams)
}

fn missing(id: u32, teams: &[&str]) -> Person {
    person(id, RecordState::Missing, teams)
}

fn headline(folder: &Folder, pairs: &[(&str, &str)]) -> CoverageRow {
    let rows = folder.rows::<Coverage>(pairs);
    assert_eq!(rows.len(), 1, "{pairs:?}");
    rows[0].clone()
}

/// (in scope, covered) of every team, by name.
fn by_team(folder: &Folder, pairs: &[(&str, &str)]) -> Vec<(String, String, i64, i64)> {
    let mut rows: Vec<_> = folder
        .rows::<CoverageByTeam>(pairs)
        .into_iter()
        .map(|row| (row.team, row.service, row.in_scope, row.covered))
        .collect();
    rows.sort();
    rows
}

fn in_scope_with(loads: &[Load]) -> i64 {
    headline(&Folder::with(loads), &[]).in_scope
}

#[test]
fn who_is_in_scope() {
    let check = |person: Person, expected: i64| {
        let other = valid(99, &["North"]);
        assert_eq!(
            in_scope_with(&[snapshot(JAN, &[person.clone(), other])]) - 1,
            expected,
            "{person:?}"
        );
    };
    let closed = |person: Person| person.but(|person| person.teams.iter_mut().for_each(|team| team.1 = false));
    check(valid(1, &["North"]), 1);
    check(valid(1, &[]), 1);
    check(valid(1, &["North"]).but(|person| person.exclusion = Some("child")), 0);
    check(closed(valid(1, &["North"])), 0);
    check(closed(valid(1, &["North", "South"])).but(|person| person.teams[1].1 = true), 1);
    check(closed(valid(1, &["North"])).but(|person| person.open = Some(true)), 1);
    check(valid(1, &["North"]).but(|person| person.open = Some(false)), 0);
}

#[test]
fn every_exclusion_is_counted_by_the_rows_own_reason_first() {
    let people = [
        valid(1, &["North"]),
        valid(2, &["North"]).but(|person| person.exclusion = Some("child")),
        valid(3, &["North"]).but(|person| person.exclusion = Some("deceased")),
        valid(4, &["North"]).but(|person| person.exclusion = Some("unborn")),
        valid(5, &["North"]).but(|person| person.exclusion = Some("relative")),
        valid(6, &["North"]).but(|person| person.teams[0].1 = false),
        valid(7, &["North"]).but(|person| {
            person.teams[0].1 = false;
            person.exclusion = Some("child");
        }),
    ];
    let loads = Folder::with(&[snapshot(JAN, &people)]).rows::<Loads>(&[]);
    let row = &loads[0];
    let counts = [
        row.people,
        row.in_scope,
        row.unborn,
        row.child,
        row.deceased,
        row.relative,
        row.not_open,
    ];
    assert_eq!(counts, [7, 1, 1, 2, 1, 1, 1].map(Some));
}

#[test]
fn allocations_of_a_date_replace_the_snapshots_own() {
    let people = [valid(1, &["North"]), valid(2, &["North"]), valid(3, &[])];
    let elsewhere = [
        valid(1, &["South"]),
        valid(2, &["South"]).but(|person| person.teams[0].1 = false),
        valid(77, &["South"]),
    ];
    let folder = Folder::with(&[snapshot(JAN, &people), allocations_load(JAN, &elsewhere)]);
    let none = NO_SERVICE.to_owned();
    assert_eq!(
        by_team(&folder, &[]),
        [("South".to_owned(), none.clone(), 1, 1), (UNALLOCATED.to_owned(), none, 1, 1)]
    );
    // They arrive later, or for a date without a snapshot, just as well.
    let later = Folder::with(&[allocations_load(FEB, &elsewhere), snapshot(JAN, &people)]);
    assert_eq!(headline(&later, &[]).in_scope, 3);
    later.load(&[allocations_load(JAN, &elsewhere)]);
    assert_eq!(by_team(&later, &[]), by_team(&folder, &[]));
}

#[test]
fn a_number_on_two_people_is_shared_also_with_somebody_out_of_scope() {
    let same = |person: &mut Person| person.number = Some(1);
    let people = [
        person(1, RecordState::Verified, &["North"]),
        valid(2, &["North"]).but(same).but(|person| person.exclusion = Some("deceased")),
        valid(3, &["North"]),
    ];
    let folder = Folder::with(&[snapshot(JAN, &people)]);
    let row = headline(&folder, &[]);
    assert_eq!((row.in_scope, row.recorded, row.covered, row.verified), (2, Some(2), 1, Some(0)));
    let shared = folder
        .rows::<RecordStates>(&[])
        .into_iter()
        .find(|row| row.state == RecordState::Shared);
    assert_eq!(shared.map(|row| row.records), Some(1));
}

#[test]
fn a_person_counts_once_for_the_council_and_for_each_service_and_team() {
    let people = [valid(1, &["North", "South", "Hospital"]), missing(2, &["North"])];
    let services = teams(&[
        ("North", Some("Localities"), None, None),
        ("South", Some("Localities"), None, None),
        ("Hospital", Some("Acute"), None, None),
    ]);
    let folder = Folder::with(&[snapshot(JAN, &people), services]);
    assert_eq!(headline(&folder, &[]).in_scope, 2);
    assert_eq!(headline(&folder, &[("service", "Localities")]).in_scope, 2);
    assert_eq!(headline(&folder, &[("service", "acute")]).covered, 1);
    let teams: Vec<_> = by_team(&folder, &[]).into_iter().map(|row| (row.0, row.2)).collect();
    assert_eq!(
        teams,
        [("Hospital".to_owned(), 1), ("North".to_owned(), 2), ("South".to_owned(), 1)]
    );
    assert_eq!(by_team(&folder, &[("service", "Localities")]).len(), 2);
}

#[test]
fn renames_are_followed_along_their_chain_and_a_merged_person_counts_once() {
    let check = |renames: &[(&str, Option<&str>)], expected: &[(&str, i64)]| {
        let rows: Vec<_> = renames.iter().map(|(team, former)| (*team, None, *former, None)).collect();
        let people = [
            valid(1, &["Old  north", "New North"]),
            valid(2, &["OLD NORTH"]),
            valid(3, &["Middle"]),
        ];
        let folder = Folder::with(&[snapshot(JAN, &people), teams(&rows)]);
        let found: Vec<_> = by_team(&folder, &[]).into_iter().map(|row| (row.0, row.2)).collect();
        let expected: Vec<_> = expected.iter().map(|(team, people)| ((*team).to_owned(), *people)).collect();
        assert_eq!(found, expected, "{renames:?}");
    };
    check(&[("New North", Some("Old North"))], &[("Middle", 1), ("New North", 2)]);
    check(&[("Middle", Some("Old North")), ("New North", Some("Middle"))], &[("New North", 3)]);
    // A circle renames nobody.
    check(
        &[("Middle", Some("Old North")), ("Old North", Some("Middle"))],
        &[("Middle", 1), ("New North", 1), ("Old North", 2)],
    );
    check(
        &[("New North", Some("new north"))],
        &[("Middle", 1), ("New North", 1), ("OLD NORTH", 2)],
    );
}

#[test]
fn a_team_can_be_asked_for_by_its_former_name() {
    let folder = Folder::with(&[snapshot(JAN, &[valid(1, &["Old"])]), teams(&[("New", None, Some("Old"), None)])]);
    let answer = folder.ask::<Coverage>(&filter(&[("team", " old ")]));
    assert_eq!(answer.filter.team.as_deref(), Some("New"));
    assert_eq!(answer.rows[0].in_scope, 1);
}

#[test]
fn a_team_that_took_over_others_was_of_its_service_with_them() {
    let people = [valid(1, &["East"]), valid(2, &["West"]), missing(3, &["Elsewhere"])];
    let merged = [valid(1, &["Both"]), valid(2, &["Both"]), missing(3, &["Elsewhere"])];
    let take_over = |former| ("Both", Some("Localities"), Some(former), Some(FEB));
    let service = |rows: &[_], name: &str, as_at| {
        let folder = Folder::with(&[snapshot(JAN, &people), snapshot(FEB, &merged), teams(rows)]);
        headline(&folder, &[("service", name), ("as_at", as_at)]).in_scope
    };
    let rows = [take_over("East"), take_over("West")];
    assert_eq!((service(&rows, "Localities", JAN), service(&rows, "Localities", FEB)), (2, 2));
    // Where the former teams' own rows say another service, that holds up to the day.
    let rows = [take_over("East"), take_over("West"), ("East", Some("Adults"), None, None)];
    assert_eq!((service(&rows, "Adults", JAN), service(&rows, "Localities", FEB)), (2, 2));
    // Somebody who joined a service on a day was not of it before.
    let joined = [
        ("Elsewhere", Some("Adults"), None, None),
        ("Elsewhere", Some("Localities"), None, Some(FEB)),
    ];
    assert_eq!((service(&joined, "Adults", JAN), service(&joined, "Localities", FEB)), (1, 1));
}

#[test]
fn the_service_is_the_one_of_the_date() {
    let rows = [
        ("North", Some("Adults"), None, None),
        ("North", Some("Localities"), None, Some(FEB)),
    ];
    let people = [valid(1, &["North"]), missing(2, &["South"])];
    let folder = Folder::with(&[snapshot(JAN, &people), snapshot(FEB, &people), teams(&rows)]);
    let service = |as_at| by_team(&folder, &[("as_at", as_at)])[0].1.clone();
    assert_eq!((service(JAN).as_str(), service(FEB).as_str()), ("Adults", "Localities"));
    assert_eq!(by_team(&folder, &[])[1].1, NO_SERVICE);
    assert_eq!(folder.refused::<Coverage>(&[("team", "North"), ("service", "Adults")]), "team");
    assert_eq!(
        headline(&folder, &[("team", "North"), ("service", "Adults"), ("as_at", JAN)]).in_scope,
        1
    );
    // The whole team moved, so the bridge of each service says so.
    let transfers: Vec<_> = folder
        .rows::<Movement>(&[("service", "Localities")])
        .into_iter()
        .filter(|row| row.people > 0)
        .collect();
    assert_eq!(transfers[0].step.name(), "transferred_in_with_number");
}

#[test]
fn exemptions_hold_from_their_first_to_their_last_day() {
    let check = |agreed, until, expected: i64| {
        let loads = [
            snapshot(JAN, &[missing(1, &["North"]), valid(2, &["North"])]),
            exemptions(&[("P1", agreed, until)]),
        ];
        let folder = Folder::with(&loads);
        let (with, less) = (headline(&folder, &[]), headline(&folder, &[("exemptions", "excluded")]));
        assert_eq!(
            (with.in_scope, with.exempt, less.exempt),
            (2, Some(expected), Some(expected)),
            "{agreed:?} {until:?}"
        );
        assert_eq!(less.in_scope, 2 - expected);
        assert_eq!(folder.rows::<Worklist>(&[("team", "North")]).len() as i64, 1 - expected);
    };
    check(None, None, 1);
    check(Some(JAN), Some(JAN), 1);
    check(Some("2026-02-01"), None, 0);
    check(None, Some("2026-01-30"), 0);
}

#[test]
fn the_target_is_the_one_of_the_date() {
    let people = [valid(1, &["North"]), missing(2, &["North"])];
    let loads = [
        snapshot(JAN, &people),
        snapshot(FEB, &people),
        snapshot(MAR, &people),
        targets(&[(Some(FEB), 5_000), (Some("2026-03-15"), 10_000)]),
    ];
    let trend = Folder::with(&loads).rows::<CoverageTrend>(&[]);
    let found: Vec<_> = trend.iter().map(|row| (row.target.basis_points(), row.records_to_go)).collect();
    assert_eq!(found, [(9_500, 1), (5_000, 0), (10_000, 1)]);
}

#[test]
fn history_continues_the_trend_backwards() {
    let counts = [
        ("2025-11-30", Some("North"), 10, 4),
        ("2025-11-30", Some("Old South"), 20, 6),
        ("2025-12-31", Some("North"), 10, 5),
        ("2025-12-31", None, 28, 13),
        // The first snapshot stands for its date.
        (JAN, Some("North"), 900, 900),
    ];
    let corrected = [("2025-12-31", Some("north"), 11, 6)];
    let services = teams(&[
        ("North", Some("Localities"), None, None),
        ("South", Some("Localities"), Some("Old South"), None),
    ]);
    let folder = Folder::with(&[
        history(&counts),
        history(&corrected),
        snapshot(JAN, &[valid(1, &["North"])]),
        services,
    ]);
    let trend = |pairs: &[(&str, &str)]| -> Vec<_> {
        folder
            .rows::<CoverageTrend>(pairs)
            .into_iter()
            .map(|row| (row.provenance, row.in_scope, row.covered))
            .collect()
    };
    let (history, snapshot) = (Provenance::History, Provenance::Snapshot);
    assert_eq!(trend(&[]), [(history, 30, 10), (history, 28, 13), (snapshot, 1, 1)]);
    assert_eq!(trend(&[("team", "North")]), [(history, 10, 4), (history, 11, 6), (snapshot, 1, 1)]);
    assert_eq!(trend(&[("team", "South")]), [(history, 20, 6)]);
    assert_eq!(
        trend(&[("service", "Localities")]),
        [(history, 30, 10), (history, 11, 6), (snapshot, 1, 1)]
    );
    assert_eq!(trend(&[("measure", "verified")]), [(snapshot, 1, 1)]);
    let row = headline(&folder, &[("as_at", "2025-12-31")]);
    assert_eq!(
        (row.recorded, row.verified, row.exempt, row.previous_covered),
        (None, None, None, Some(10))
    );
    assert_eq!(
        folder.refused::<Coverage>(&[("as_at", "2025-12-31"), ("measure", "recorded")]),
        "measure"
    );
    assert_eq!(headline(&folder, &[("measure", "recorded")]).previous_covered, None);
    // No people stand behind history.
    assert!(folder.rows::<Movement>(&[]).is_empty());
    assert!(folder.rows::<RecordStates>(&[("as_at", "2025-12-31")]).is_empty());
    assert!(folder.rows::<Worklist>(&[("as_at", "2025-12-31"), ("team", "North")]).is_empty());
    let lineage: Vec<_> = folder
        .ask::<Coverage>(&filter(&[("as_at", "2025-12-31")]))
        .lineage
        .into_iter()
        .map(|load| load.load)
        .collect();
    assert_eq!(lineage, [1, 2, 4]);
}

#[test]
fn the_worklist_knows_since_when_and_lists_no_restricted_person() {
    let at = |state, restricted| person(1, state, &["North"]).but(|person| person.restricted = restricted);
    let folder = Folder::with(&[
        snapshot("2025-12-31", &[at(RecordState::Missing, false)]),
        // Out of scope for a month: the run starts again.
        snapshot(JAN, &[valid(9, &["North"])]),
        snapshot(FEB, &[at(RecordState::Missing, false), missing(2, &["South"])]),
        // Another team and another source change nothing about the state.
        snapshot(
            MAR,
            &[
                at(RecordState::Missing, false).but(|person| person.source = NumberSource::Macs),
                missing(2, &["North"]),
            ],
        ),
        snapshot(
            "2026-04-30",
            &[
                at(RecordState::Malformed, false),
                missing(2, &["North"]),
                missing(3, &["North"]).but(|person| person.restricted = true),
            ],
        ),
    ]);
    let list = |as_at| -> Vec<_> {
        let rows = folder.rows::<Worklist>(&[("team", "North"), ("as_at", as_at)]);
        rows.into_iter().map(|row| (row.person_id, row.state, row.since)).collect()
    };
    let (one, two) = (
        |state, since| ("P1".to_owned(), state, day(since)),
        ("P2".to_owned(), RecordState::Missing, day(FEB)),
    );
    assert_eq!(list(MAR), [one(RecordState::Missing, FEB), two.clone()]);
    assert_eq!(list("2026-04-30"), [two, one(RecordState::Malformed, "2026-04-30")]);
    assert_eq!(folder.ask::<Worklist>(&filter(&[("team", "North")])).restricted, Some(1));
    assert_eq!(folder.rows::<Worklist>(&[("team", "North"), ("measure", "recorded")]).len(), 1);
    assert_eq!(folder.refused::<Worklist>(&[]), "team");
}

#[test]
fn teams_are_put_in_the_order_asked_for() {
    let mut people: Vec<_> = (0..10)
        .map(|id| person(id, if id < 3 { RecordState::Missing } else { RecordState::Valid }, &["B"]))
        .collect();
    people.extend([missing(20, &["A"]), valid(30, &["C"])]);
    let services = teams(&[
        ("A", Some("Y"), None, None),
        ("B", Some("Z"), None, None),
        ("C", Some("X"), None, None),
    ]);
    let folder = Folder::with(&[snapshot(JAN, &people), services]);
    for (sort, order) in [
        ("records_to_go", "BAC"),
        ("coverage", "ABC"),
        ("team", "ABC"),
        ("service", "CAB"),
        ("in_scope", "BAC"),
    ] {
        let found: String = folder
            .rows::<CoverageByTeam>(&[("sort", sort)])
            .into_iter()
            .map(|row| row.team)
            .collect();
        assert_eq!(found, order, "{sort}");
    }
}

#[test]
fn previous_figures_follow_the_measure() {
    let before = [valid(1, &["North"]), person(2, RecordState::Verified, &["North"])];
    let now = [
        valid(1, &["North"]),
        person(2, RecordState::Verified, &["North"]),
        missing(3, &["South"]),
    ];
    let folder = Folder::with(&[snapshot(JAN, &before), snapshot(FEB, &now)]);
    for (measure, covered, to_go) in [("recorded", 2, 1), ("coverage", 2, 1), ("verified", 1, 2)] {
        let row = headline(&folder, &[("measure", measure)]);
        assert_eq!(
            (row.previous_as_at, row.previous_in_scope, row.previous_covered),
            (Some(day(JAN)), Some(2), Some(covered))
        );
        assert_eq!((row.covered, row.verified, row.records_to_go), (2, Some(1), to_go), "{measure}");
    }
    let south = folder.rows::<CoverageByTeam>(&[("team", "South")]);
    assert_eq!((south[0].previous_in_scope, south[0].previous_covered), (None, None));
}

#[test]
fn wrong_questions_name_their_parameter() {
    let folder = Folder::with(&[snapshot(FEB, &[valid(1, &["North"])]), snapshot(MAR, &[valid(1, &["North"])])]);
    for (pairs, parameter) in [
        (&[("team", "Nowhere")][..], "team"),
        (&[("service", "Nowhere")], "service"),
        (&[("as_at", JAN)], "as_at"),
    ] {
        assert_eq!(folder.refused::<Coverage>(pairs), parameter);
        assert_eq!(folder.refused::<CoverageByTeam>(pairs), parameter);
    }
    for (pairs, parameter) in [
        (&[("from", FEB)][..], "to"),
        (&[("to", MAR)], "from"),
        (&[("from", JAN), ("to", MAR)], "from"),
        (&[("from", FEB), ("to", "2026-03-30")], "to"),
    ] {
        assert_eq!(folder.refused::<Movement>(pairs), parameter, "{pairs:?}");
    }
    assert_eq!(folder.refused::<CoverageTrend>(&[("to", JAN)]), "to");
}

#[test]
fn an_empty_council_has_figures_and_no_loads_have_none() {
    let child = valid(1, &["North"]).but(|person| person.exclusion = Some("child"));
    let folder = Folder::with(&[snapshot(JAN, &[child])]);
    let row = headline(&folder, &[]);
    assert_eq!((row.in_scope, row.covered, row.records_to_go), (0, 0, 0));
    assert!(folder.rows::<CoverageByTeam>(&[]).is_empty());
    let only_teams = Folder::with(&[teams(&[("North", None, None, None)])]);
    assert!(matches!(
        only_teams.generation().ask::<Coverage>(&filter(&[])),
        Err(crate::AskError::NoFigures)
    ));
    assert_eq!(only_teams.rows::<Loads>(&[]).len(), 1);
}

#[test]
fn issues_are_listed_refusals_first() {
    let folder = Folder::with(&[snapshot(JAN, &[valid(1, &[])]), snapshot(FEB, &[valid(1, &[])])]);
    let found: Vec<_> = folder
        .rows::<DataIssues>(&[])
        .into_iter()
        .map(|row| (row.severity.name(), row.load, row.rows))
        .collect();
    assert_eq!(found, [("refused", 2, 2), ("refused", 1, 2), ("warning", 2, 5), ("warning", 1, 5)]);
}

#[test]
fn mended_rows_add_to_their_snapshot() {
    let mended = |load: Load| Load { mended: true, ..load };
    let folder = Folder::with(&[
        snapshot(JAN, &[valid(1, &["North"]), person(2, RecordState::Missing, &["North"])]),
        mended(snapshot(JAN, &[valid(2, &["North"]), person(3, RecordState::Missing, &["South"])])),
        mended(snapshot(JAN, &[valid(3, &["South"])])),
    ]);
    let row = headline(&folder, &[]);
    assert_eq!((row.in_scope, row.covered), (3, 3));
    assert_eq!(headline(&folder, &[("team", "South")]).in_scope, 1);
    assert_eq!(
        folder
            .ask::<Coverage>(&filter(&[]))
            .lineage
            .iter()
            .map(|load| load.load)
            .collect::<Vec<_>>(),
        [1, 2, 3]
    );
}

#[test]
fn a_mended_row_keeps_the_teams_of_the_rows_that_stood() {
    let mended = |load: Load| Load { mended: true, ..load };
    let stood = snapshot(JAN, &[valid(2, &["North"]), valid(3, &["North"])]);
    let added = mended(snapshot(JAN, &[valid(2, &["South"]), valid(3, &["South"])]));
    let folder = Folder::with(&[stood, added]);
    for team in ["North", "South"] {
        assert_eq!(headline(&folder, &[("team", team)]).in_scope, 2, "{team}");
    }
}
