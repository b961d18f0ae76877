//! What becomes of loads and generations, whatever happens in between.

use super::support::{Folder, Load, exemptions, filter, history, person, snapshot, stage, teams};
use crate::{Defaults, Error, Reader, Store, database};
use domain::{
    RecordState, Target,
    questions::{Coverage, CoverageByTeam, CoverageTrend, Movement, RecordStates},
};
use std::{collections::BTreeMap, fs, path::Path};

const DATES: [&str; 5] = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"];

/// A snapshot in which something of everything changes from date to date.
fn month(at: usize) -> Load {
    let states = RecordState::ALL
        .iter()
        .copied()
        .filter(|state| *state != RecordState::Shared)
        .collect::<Vec<_>>();
    let people: Vec<_> = (at as u32..at as u32 + 30)
        .map(|id| {
            let state = states[(id as usize + at * (id as usize % 3)) % states.len()];
            let teams: &[&str] = match (id as usize + at) % 5 {
                0 => &["North", "south"],
                1 => &["South"],
                2 => &["Old North"],
                3 => &[],
                _ if at == 3 => &["Newly Formed"],
                _ => &["North", "South", "Hospital"],
            };
            person(id, state, teams).but(|person| {
                person.restricted = id % 11 == 0;
                person.age_band = ["18-24", "85+"].get(id as usize % 3).copied();
                person.time_open = Some("longer");
                if id % 7 == 0 {
                    person.number = person.number.map(|_| 1);
                }
            })
        })
        .collect();
    snapshot(DATES[at], &people)
}

fn references() -> [Load; 3] {
    [
        teams(&[
            ("North", Some("Localities"), Some("Old North"), None),
            ("Hospital", Some("Acute"), None, Some(DATES[2])),
        ]),
        exemptions(&[("P5", Some(DATES[1]), Some(DATES[3]))]),
        history(&[("2025-12-31", Some("NEWLY formed"), 10, 5), ("2025-12-31", Some("Gone"), 10, 5)]),
    ]
}

/// Every table of the generation in force, its rows in order.
fn tables(folder: &Folder) -> BTreeMap<String, Vec<String>> {
    let current = folder.store().current().unwrap().unwrap();
    let connection = database::open_to_read(&folder.path().join(current.file)).unwrap();
    let mut statement = connection.prepare("SELECT table_name FROM duckdb_tables() ORDER BY 1").unwrap();
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let rows = |name: &String| {
        let mut statement = connection
            .prepare(&format!("SELECT CAST(each AS VARCHAR) AS line FROM {name} AS each ORDER BY line"))
            .unwrap();
        statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<Vec<String>, _>>()
            .unwrap()
    };
    names.iter().map(|name| (name.clone(), rows(name))).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn going_on_from_the_last_generation_gives_the_same_as_building_from_the_start() {
    let step_by_step = Folder::with(&references());
    for at in 0..DATES.len() {
        step_by_step.load(&[month(at)]);
    }
    let at_once = Folder::new();
    let all: Vec<_> = references().into_iter().chain((0..DATES.len()).map(month)).collect();
    at_once.load(&all);
    let (one, other) = (tables(&step_by_step), tables(&at_once));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, rows) in &one {
        assert_eq!(rows, &other[name], "{name}");
    }
    assert!(
        one["spans"].len() > 60 && one["team_sets"].iter().any(|row| row.contains("-1")),
        "the council is too plain to prove anything"
    );
}

#[test]
fn dates_may_come_in_any_order() {
    let backwards = Folder::new();
    for at in (0..DATES.len()).rev() {
        backwards.load(&[month(at)]);
    }
    let forwards = Folder::with(&(0..DATES.len()).map(month).collect::<Vec<_>>());
    for pairs in [&[][..], &[("as_at", DATES[2])], &[("team", "South")]] {
        assert_eq!(backwards.rows::<CoverageTrend>(pairs), forwards.rows::<CoverageTrend>(pairs));
        assert_eq!(backwards.rows::<Movement>(pairs), forwards.rows::<Movement>(pairs));
        assert_eq!(backwards.rows::<RecordStates>(pairs), forwards.rows::<RecordStates>(pairs));
        assert_eq!(backwards.rows::<CoverageByTeam>(pairs), forwards.rows::<CoverageByTeam>(pairs));
    }
}

#[test]
fn a_load_withdrawn_and_loaded_again_gives_the_same_figures() {
    let folder = Folder::with(&[month(0), month(1)]);
    let before = (folder.rows::<CoverageTrend>(&[]), folder.rows::<Movement>(&[]));
    let mut change = folder.store().change().unwrap();
    assert!(matches!(change.withdraw(9), Err(Error::NoSuchLoad(9))));
    change.withdraw(2).unwrap();
    assert!(matches!(change.withdraw(2), Err(Error::NoSuchLoad(2))));
    change.prepare(&Defaults::default()).unwrap().publish().unwrap();
    drop(change);
    assert_eq!(folder.rows::<CoverageTrend>(&[]).len(), 1);
    let current = folder.store().current().unwrap().unwrap();
    assert_eq!(
        (current.generation, current.loads, current.withdrawn, current.next_load),
        (2, vec![1], vec![2], 3)
    );
    assert_eq!(folder.load(&[month(1)]), [3]);
    assert_eq!((folder.rows::<CoverageTrend>(&[]), folder.rows::<Movement>(&[])), before);
}

#[test]
fn a_load_can_take_the_place_of_another() {
    let folder = Folder::with(&[month(0)]);
    let mut change = folder.store().change().unwrap();
    change.replace(1);
    let load = Load {
        as_at: month(0).as_at,
        ..month(1)
    };
    stage(&mut change, &load);
    assert_eq!(
        change.manifests().unwrap().iter().map(|manifest| manifest.load).collect::<Vec<_>>(),
        [2]
    );
    change.prepare(&Defaults::default()).unwrap().publish().unwrap();
    let fresh = Folder::with(&[load]);
    assert_eq!(folder.rows::<RecordStates>(&[]), fresh.rows::<RecordStates>(&[]));
}

#[test]
fn what_is_prepared_can_be_asked_and_leaves_no_trace_if_dropped() {
    let folder = Folder::with(&[month(0)]);
    let before = (
        folder.store().current().unwrap(),
        names(&folder.path().join("loads")),
        names(&folder.path().join("warehouse")),
    );
    let mut change = folder.store().change().unwrap();
    stage(&mut change, &month(1));
    let prepared = change.prepare(&Defaults::default()).unwrap();
    assert_eq!(prepared.warehouse().ask::<CoverageTrend>(&filter(&[])).unwrap().rows.len(), 2);
    assert_eq!(folder.rows::<CoverageTrend>(&[]).len(), 1);
    drop((prepared, change));
    let after = (
        folder.store().current().unwrap(),
        names(&folder.path().join("loads")),
        names(&folder.path().join("warehouse")),
    );
    assert_eq!(before, after);
    // Staged only: the same.
    let mut change = folder.store().change().unwrap();
    stage(&mut change, &month(1));
    drop(change);
    assert_eq!(names(&folder.path().join("loads")), ["000001"]);
}

#[test]
fn a_caller_that_fails_leaves_nothing_behind() {
    let folder = Folder::with(&[month(0)]);
    let mut change = folder.store().change().unwrap();
    let manifest = domain::Manifest {
        load: 2,
        ..change.manifests().unwrap().remove(0)
    };
    let failed = change.stage(|_| Err("the disk is full"));
    assert!(matches!(failed, Err(Error::Write { load: 2, .. })));
    assert!(matches!(
        change.stage(|_| Ok::<_, Error>(domain::Manifest { load: 7, ..manifest })),
        Err(Error::OutOfTurn { given: 7, next: 2 })
    ));
    drop(change);
    assert_eq!(names(&folder.path().join("loads")), ["000001"]);
}

#[test]
fn what_a_crash_left_is_removed_by_the_next_change() {
    let folder = Folder::with(&[month(0)]);
    let at = |path: &str| folder.path().join(path);
    fs::create_dir_all(at("loads/.staging-000002")).unwrap();
    fs::create_dir_all(at("loads/000002")).unwrap();
    fs::write(at("loads/000002/persons.parquet"), "half").unwrap();
    fs::write(at("warehouse/generation-000002.duckdb"), "half").unwrap();
    fs::write(at("warehouse/generation-000002.duckdb.wal"), "half").unwrap();
    fs::create_dir_all(at("warehouse/generation-000002.spill")).unwrap();
    fs::write(at("current.new"), "{").unwrap();
    assert_eq!(folder.load(&[month(1)]), [2]);
    assert_eq!(names(&at("loads")), ["000001", "000002"]);
    assert_eq!(names(&at("warehouse")), ["generation-000001.duckdb", "generation-000002.duckdb"]);
    assert_eq!(names(folder.path()), ["current.json", "loads", "lock", "warehouse"]);
}

#[test]
fn only_the_last_generations_are_kept() {
    let folder = Folder::new();
    for at in 0..DATES.len() {
        folder.load(&[month(at)]);
    }
    let kept = ["generation-000003.duckdb", "generation-000004.duckdb", "generation-000005.duckdb"];
    assert_eq!(names(&folder.path().join("warehouse")), kept);
}

#[test]
fn a_second_change_is_refused_while_one_runs() {
    let folder = Folder::new();
    let mut change = folder.store().change().unwrap();
    assert!(matches!(folder.store().change(), Err(Error::Locked(_))));
    let prepared = change.prepare(&Defaults::default()).unwrap();
    drop(change);
    assert!(matches!(folder.store().change(), Err(Error::Locked(_))));
    drop(prepared);
    folder.store().change().unwrap();
}

#[test]
fn a_reader_moves_on_and_lets_others_finish() {
    let folder = Folder::new();
    let reader = Reader::open(folder.path().join("not there yet")).unwrap();
    assert!(reader.generation().unwrap().is_none());
    let reader = Reader::open(folder.path()).unwrap();
    assert!(reader.generation().unwrap().is_none());
    folder.load(&[month(0)]);
    let first = reader.generation().unwrap().unwrap();
    for at in 1..DATES.len() {
        folder.load(&[month(at)]);
    }
    let last = reader.generation().unwrap().unwrap();
    assert_eq!((first.number(), last.number()), (1, 5));
    let dates = |generation: &crate::Generation| generation.ask::<CoverageTrend>(&filter(&[])).unwrap().rows.len();
    // Its file is pruned by now.
    assert_eq!((dates(&first), dates(&last)), (1, 5));
}

#[test]
fn many_readers_ask_while_generations_change() {
    let folder = Folder::with(&[month(0)]);
    let reader = Reader::open(folder.path()).unwrap();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    let generation = reader.generation().unwrap().unwrap();
                    let answer = generation.ask::<CoverageTrend>(&filter(&[])).unwrap();
                    assert_eq!(answer.generation, answer.rows.len() as u64);
                }
            });
        }
        for at in 1..DATES.len() {
            folder.load(&[month(at)]);
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn a_damaged_last_generation_is_built_from_the_start() {
    let folder = Folder::with(&[month(0)]);
    fs::write(folder.path().join("warehouse/generation-000001.duckdb"), "not a database").unwrap();
    assert!(Reader::open(folder.path()).is_err());
    folder.load(&[month(1)]);
    assert_eq!(folder.rows::<CoverageTrend>(&[]).len(), 2);
    fs::write(folder.path().join("current.json"), "{").unwrap();
    assert!(matches!(Store::at(folder.path()).current(), Err(Error::Damaged { .. })));
}

#[test]
fn the_default_target_holds_where_no_file_sets_one() {
    let folder = Folder::new();
    let mut change = folder.store().change().unwrap();
    stage(&mut change, &month(0));
    let target = Target::from_basis_points(9_000).unwrap();
    change
        .prepare(&Defaults {
            target,
            ..Defaults::default()
        })
        .unwrap()
        .publish()
        .unwrap();
    assert_eq!(folder.rows::<Coverage>(&[])[0].target, target);
}
