//! A load that is killed at any moment leaves the old figures standing, and the next one succeeds.

use super::support::{Council, extract, tree};
use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

const KILLS: u32 = 50;
const BEFORE: (i64, i64) = (3_000, 1_000);
const AFTER: (i64, i64) = (6_000, 5_000);
const LOAD: &str = "load persons_2026-11-30.csv allocations_2026-11-30.csv";

/// A council with one snapshot loaded and the next two files ready.
fn council() -> Council {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", extract::snapshot(3_000, 1_000));
    council.write("persons_2026-11-30.csv", extract::snapshot(6_000, 5_000));
    let mut allocations = String::from("PERSON_ID,TEAM_NAME\n");
    for id in 1_000..7_000 {
        allocations.push_str(&format!("{id},Team {}\n", id % 20));
    }
    council.write("allocations_2026-11-30.csv", allocations);
    council.done("load persons_2026-10-31.csv");
    council
}

/// Puts the data folder back to what it was.
fn restore(data: &Path, kept: &tree::Tree) {
    fs::remove_dir_all(data).unwrap();
    fs::create_dir(data).unwrap();
    for (name, bytes) in kept {
        let path = data.join(name);
        if name.ends_with('/') {
            fs::create_dir_all(path).unwrap();
        } else {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
        }
    }
    owner_only(&data.join("key"));
}

#[cfg(unix)]
fn owner_only(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn owner_only(_: &Path) {}

/// What the command in force says: its generation, and that its files are there.
fn in_force(data: &Path) -> u64 {
    let text = fs::read_to_string(data.join("current.json")).unwrap();
    let current: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("current.json is broken: {error}: {text}"));
    assert!(data.join(current["file"].as_str().unwrap()).is_file(), "{current}");
    current["generation"].as_u64().unwrap()
}

/// Holds that nothing of a killed load is left: no folder, file or table that nothing in force names.
fn check_no_leftovers(council: &Council, loads: usize, generations: usize) {
    let stored = tree::of(&council.data());
    let mut top: Vec<_> = stored.keys().map(|name| name.split('/').next().unwrap()).collect();
    top.dedup();
    assert_eq!(top, ["current.json", "key", "loads", "lock", "warehouse"]);
    let below = |folder: &str| -> Vec<_> {
        let names = stored.keys().filter_map(|name| name.strip_prefix(folder));
        let mut names: Vec<_> = names
            .filter(|name| !name.is_empty())
            .map(|name| name.split('/').next().unwrap())
            .collect();
        names.dedup();
        names
    };
    assert_eq!(below("loads/").len(), loads, "{:?}", below("loads/"));
    assert_eq!(below("warehouse/").len(), generations, "{:?}", below("warehouse/"));
    assert!(
        below("warehouse/").iter().all(|name| name.ends_with(".duckdb")),
        "{:?}",
        below("warehouse/")
    );
}

#[test]
fn fifty_loads_killed_at_random_moments() {
    let council = council();
    let kept = tree::of(&council.data());
    let load = || {
        let started = Instant::now();
        council.done(LOAD);
        started.elapsed()
    };
    // The shortest so far: a machine may be busier at first than it is later.
    let mut whole = load();
    assert_eq!(council.headline(""), AFTER);
    let figures = council.rows("coverage_by_team");
    check_no_leftovers(&council, 3, 2);

    let mut random: u64 = 2;
    let mut stopped = 0;
    for kill in 0..KILLS {
        restore(&council.data(), &kept);
        // A linear congruential generator: the same moments in every run, spread over the whole load.
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let share = (random >> 40) as f64 / (1_u64 << 24) as f64;
        let mut killed = council.command(LOAD).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(whole.mul_f64(share));
        killed.kill().unwrap();
        killed.wait().unwrap();

        let expected = if in_force(&council.data()) == 1 { BEFORE } else { AFTER };
        stopped += u32::from(expected == BEFORE);
        assert_eq!(council.headline(""), expected, "kill {kill}, {share:.3} of the way");
        whole = whole.min(load());
        assert_eq!(council.headline(""), AFTER, "kill {kill}");
        assert_eq!(council.rows("coverage_by_team"), figures, "kill {kill}");
        check_no_leftovers(&council, 3, 2);
    }
    assert!(stopped > KILLS / 2, "only {stopped} of {KILLS} kills came before the load was done");
}

#[test]
fn a_first_load_that_is_killed_leaves_nothing_to_mend() {
    let council = council();
    fs::remove_dir_all(council.data()).unwrap();
    let mut load = council
        .command("load persons_2026-10-31.csv")
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    // As soon as it has begun to write.
    while !council.data().join("lock").exists() && Instant::now() < deadline {
        thread::yield_now();
    }
    load.kill().unwrap();
    load.wait().unwrap();
    council.done("load persons_2026-10-31.csv");
    assert_eq!(council.headline(""), BEFORE);
}

#[test]
fn a_half_written_file_beside_the_figures_is_never_read() {
    let council = council();
    let data = council.data();
    fs::create_dir_all(data.join("loads/000002")).unwrap();
    fs::write(data.join("loads/000002/persons.parquet"), "PAR1 half").unwrap();
    fs::create_dir_all(data.join("loads/.staging-000003")).unwrap();
    fs::write(data.join("warehouse/generation-000002.duckdb"), "half").unwrap();
    fs::write(data.join("current.json.new"), "{\"generation\":").unwrap();
    assert_eq!(council.headline(""), BEFORE);
    council.done(LOAD);
    assert_eq!(council.headline(""), AFTER);
}
