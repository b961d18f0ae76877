//! The sample council of the documentation, loaded as a council would load it, tells its story.

use super::support::{
    counts,
    served::Site,
    shared::{Loaded, documented},
};
use domain::Target;
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};

fn council() -> (Arc<Loaded>, Site) {
    let loaded = documented();
    let site = Site::open(&loaded.council.data());
    (loaded, site)
}

/// The dates with a snapshot, oldest first, and the rows of the trend there.
fn snapshots(site: &Site) -> Vec<Value> {
    let rows = site.rows("coverage_trend");
    rows.into_iter().filter(|row| row["provenance"] == "snapshot").collect()
}

fn encoded(name: &str) -> String {
    name.replace(' ', "%20")
}

#[test]
fn the_figures_are_those_that_the_sample_was_made_with() {
    let (loaded, site) = council();
    let written = loaded.written.as_ref().unwrap();
    let last = &site.rows("coverage")[0];
    let expected = (i64::try_from(written.in_scope).unwrap(), i64::try_from(written.covered).unwrap());
    assert_eq!(counts(last), expected);
    assert_eq!(last["as_at"], "2026-10-31");
    assert_eq!(last["in_scope"], 9_000);
}

#[test]
fn manual_entry_hovers_and_tracing_lifts() {
    let (_loaded, site) = council();
    let path: Vec<f64> = snapshots(&site)
        .iter()
        .map(|row| {
            let (in_scope, covered) = counts(row);
            100.0 * covered as f64 / in_scope as f64
        })
        .collect();
    assert_eq!(path.len(), 24);
    assert!(path[..7].iter().all(|percent| (56.0..60.0).contains(percent)), "{path:.1?}");
    assert!(path[7] > path[6] + 5.0, "{path:.1?}");
    assert!((90.0..92.0).contains(&path[23]), "{path:.1?}");
}

#[test]
fn the_history_leads_up_to_the_first_snapshot() {
    let (_loaded, site) = council();
    let rows = site.rows("coverage_trend");
    assert_eq!(rows.len(), 36);
    assert!(
        rows[..12]
            .iter()
            .all(|row| row["provenance"] == "history" && row["verified"].is_null())
    );
    assert!(rows.windows(2).all(|pair| pair[0]["as_at"].as_str() < pair[1]["as_at"].as_str()));
    let (before, after) = (counts(&rows[11]), counts(&rows[12]));
    assert!((before.0 - after.0).abs() * 20 < after.0, "{before:?} then {after:?}");
}

#[test]
fn exactly_two_teams_stand_above_the_target_and_one_has_six_people() {
    let (_loaded, site) = council();
    let rows = site.rows("coverage_by_team?sort=team");
    let real: Vec<_> = rows.iter().filter(|row| row["team"] != "Unallocated").collect();
    assert_eq!(real.len(), 26);
    let above: Vec<_> = real
        .iter()
        .filter(|row| Target::DEFAULT.is_met(counts(row).1, counts(row).0))
        .map(|row| row["team"].as_str().unwrap())
        .collect();
    assert_eq!(above, ["Hospital Discharge Team", "Learning Disability South"]);
    assert!(
        real.iter()
            .all(|row| (row["records_to_go"] == 0) == above.contains(&row["team"].as_str().unwrap()))
    );
    let six: Vec<_> = real
        .iter()
        .filter(|row| row["in_scope"] == 6)
        .map(|row| row["team"].as_str().unwrap())
        .collect();
    assert_eq!(six, ["Deafblind Team"]);
    let services: std::collections::BTreeSet<_> = real.iter().map(|row| row["service"].as_str().unwrap()).collect();
    assert_eq!(services.len(), 6, "{services:?}");
}

#[test]
fn a_merged_or_renamed_team_s_trend_is_unbroken() {
    let (_loaded, site) = council();
    for team in ["Older People Central and West", "Older Adults Mental Health Team"] {
        let rows = site.rows(&format!("coverage_trend?team={}", encoded(team)));
        assert_eq!(rows.len(), 36, "{team}");
        let in_scope: Vec<_> = rows.iter().map(|row| counts(row).0).collect();
        assert!(
            in_scope.windows(2).all(|pair| (pair[0] - pair[1]).abs() * 5 < pair[0]),
            "{team}: {in_scope:?}"
        );
    }
    for (former, now) in [
        ("Older People Central", "Older People Central and West"),
        ("Memory Service Team", "Older Adults Mental Health Team"),
    ] {
        let rows = |team: &str| site.rows(&format!("coverage_trend?team={}", encoded(team)));
        assert_eq!(rows(former), rows(now), "an address with the former name still leads to the team");
    }
}

/// Holds that the bridge leads from its opening to its closing, which are those of the trend.
#[track_caller]
fn check_bridge(rows: &[Value], opening: (i64, i64), closing: (i64, i64), what: &str) {
    let (first, last) = (rows.first().unwrap(), rows.last().unwrap());
    assert_eq!(
        (first["step"].as_str(), last["step"].as_str()),
        (Some("opening"), Some("closing")),
        "{what}"
    );
    assert_eq!((counts(first), counts(last)), (opening, closing), "{what}");
    let sum = rows[..rows.len() - 1]
        .iter()
        .map(counts)
        .fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    assert_eq!(sum, closing, "{what}");
}

/// In scope and covered at every date of a trend.
fn trend(site: &Site, narrowed: &str) -> BTreeMap<String, (i64, i64)> {
    let rows = site.rows(&format!("coverage_trend?{narrowed}"));
    rows.iter()
        .map(|row| (row["as_at"].as_str().unwrap().to_owned(), counts(row)))
        .collect()
}

#[test]
fn movement_adds_up_for_the_council_every_service_and_every_team() {
    let (_loaded, site) = council();
    let dates: Vec<String> = snapshots(&site)
        .iter()
        .map(|row| row["as_at"].as_str().unwrap().to_owned())
        .collect();
    let teams = site.rows("coverage_by_team");
    let mut narrowed = vec![String::new(), "exemptions=excluded".to_owned()];
    narrowed.extend(teams.iter().map(|row| format!("team={}", encoded(row["team"].as_str().unwrap()))));
    let services: std::collections::BTreeSet<_> = teams.iter().map(|row| row["service"].as_str().unwrap()).collect();
    narrowed.extend(services.iter().map(|service| format!("service={}", encoded(service))));
    assert_eq!(narrowed.len(), 2 + 27 + 7);
    for narrowed in narrowed {
        let trend = trend(&site, &narrowed);
        let at = |date: &String| trend.get(date).copied().unwrap_or_default();
        for pair in dates.windows(2) {
            let rows = site.rows(&format!("movement?from={}&to={}&{narrowed}", pair[0], pair[1]));
            check_bridge(
                &rows,
                at(&pair[0]),
                at(&pair[1]),
                &format!("{narrowed}, {} to {}", pair[0], pair[1]),
            );
        }
        let (first, last) = (&dates[0], &dates[dates.len() - 1]);
        let rows = site.rows(&format!("movement?from={first}&to={last}&{narrowed}"));
        check_bridge(&rows, at(first), at(last), &format!("{narrowed}, first to last"));
    }
}

#[test]
fn states_and_teams_add_up_at_every_date() {
    let (_loaded, site) = council();
    for row in snapshots(&site) {
        let date = row["as_at"].as_str().unwrap();
        let (in_scope, covered) = counts(&row);
        let states = site.rows(&format!("record_states?as_at={date}"));
        let of = |state: &str| {
            states.iter().find(|row| row["state"] == state).unwrap()["records"]
                .as_i64()
                .unwrap()
        };
        let all: i64 = states.iter().map(|row| row["records"].as_i64().unwrap()).sum();
        assert_eq!((all, of("valid") + of("verified")), (in_scope, covered), "{date}");
        assert_eq!(states.len(), 9);
        let teams = site.rows(&format!("coverage_by_team?as_at={date}"));
        let in_teams: i64 = teams.iter().map(|row| counts(row).0).sum();
        assert!(
            in_teams >= in_scope,
            "a person with two teams counts in both: {in_teams} of {in_scope} at {date}"
        );
    }
}

#[test]
fn the_loads_account_for_every_row() {
    let (loaded, site) = council();
    let loads = site.rows("loads");
    assert_eq!(loads.len(), loaded.written.as_ref().unwrap().files.len());
    assert!(loads.len() > 5 + 2 * 24);
    for load in &loads {
        let of = |name: &str| load[name].as_i64().unwrap();
        assert_eq!(of("rows_read"), of("rows_accepted") + of("rows_refused"), "{load}");
        if load["kind"] == "snapshot" {
            let parts: i64 = ["in_scope", "unborn", "child", "deceased", "relative", "not_open"]
                .map(of)
                .iter()
                .sum();
            assert_eq!(parts, of("people"), "{load}");
            assert!((2..=4).contains(&of("rows_refused")), "{load}");
        } else {
            assert_eq!(of("rows_refused"), 0, "{load}");
        }
    }
    let formats: std::collections::BTreeSet<_> = loads.iter().map(|load| load["format"].as_str().unwrap()).collect();
    assert!(formats.iter().any(|format| format.starts_with("XLSX")), "{formats:?}");
    assert!(formats.contains("CSV, semicolon, Windows-1252"), "{formats:?}");
}

#[test]
fn every_worklist_is_whom_the_figures_miss() {
    let (_loaded, site) = council();
    for row in site.rows("coverage_by_team?exemptions=excluded") {
        let (in_scope, covered) = counts(&row);
        let list = site.answer(&format!("worklist?team={}", encoded(row["team"].as_str().unwrap())));
        let listed = i64::try_from(list["rows"].as_array().unwrap().len()).unwrap();
        assert_eq!(listed + list["restricted"].as_i64().unwrap(), in_scope - covered, "{}", row["team"]);
    }
}

#[test]
fn every_request_is_answered_but_for_a_few_of_the_residue() {
    let (_loaded, site) = council();
    let loads = site.rows("loads");
    let rows = |kind: &str, named: fn(&str) -> bool| {
        let of_kind = loads
            .iter()
            .filter(|load| load["kind"] == kind && named(load["file"].as_str().unwrap()));
        of_kind.map(|load| load["rows_accepted"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let is_residue = |file: &str| file.contains("MPTREQ_");
    let is_batch = |file: &str| !file.contains("MPTREQ_") && !file.contains("log");
    let (mut asked, mut answered) = (rows("trace_request", is_batch), rows("trace_response", is_batch));
    asked.sort_unstable();
    answered.sort_unstable();
    assert_eq!((asked.len(), &asked), (8, &answered));
    let (asked, answered) = (rows("trace_request", is_residue)[0], rows("trace_response", is_residue)[0]);
    assert!((1..20).contains(&(asked - answered)), "{answered} of {asked}");
    assert_eq!(rows("trace_register", |_| true), [10]);
    assert!(
        (100..1_000).contains(&rows("decisions", |_| true)[0]),
        "{:?}",
        rows("decisions", |_| true)
    );
    let formats: Vec<_> = loads
        .iter()
        .filter(|load| load["kind"] == "trace_response")
        .map(|load| load["as_at"].is_null())
        .collect();
    // The log is of many days, and says so line by line.
    assert_eq!(formats.iter().filter(|is_null| **is_null).count(), 1);
}

#[test]
fn the_response_that_was_edited_by_hand_is_refused_with_line_and_reason() {
    let (loaded, _site) = council();
    let refused = loaded
        .council
        .path("extracts/refused/trace_response_with_an_open_quotation_mark.csv");
    let done = loaded.council.refused(&format!("check '{}'", refused.display()));
    assert!(done.err.contains("line 5: a quotation mark opens"), "{done}");
}
