//! The routes to the target as the command and the API tell them, with figures of the reader's own.

use super::support::{
    Council,
    served::Site,
    shared::{committed, documented},
};
use serde_json::Value;

/// Everything that batches through a partner need: they find everybody, so that only time stands between the council and its target.
const PARTNER: &str = "--assume partner_from=2026-11-02 --assume partner_batch_days=30 --assume partner_answer_days=14 \
    --assume partner_batch_hours=12 --assume partner_share=40% --assume partner_hour_cost=45 --assume hour_cost=£32.50 \
    --assume partner_set_up_hours=0 --assume partner_set_up_cost=0 --assume match_rate_first=1 --assume match_rate_residue=1 \
    --assume captured_at_front_door=1 --assume lost_each_month=0 --assume joined_each_month=30 --assume left_each_month=30 \
    --assume conflict_rate=0.1 --assume hours_per_item=0.5";

fn row(council: &Council, question: &str, field: &str, name: &str) -> Value {
    let rows = council.rows(question);
    rows.into_iter().find(|row| row[field] == name).unwrap()
}

#[test]
fn one_snapshot_tells_nothing_of_the_way() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", "PERSON_ID,NHS_ID,CASE_STATUS\n1,,Open\n2,,Open\n");
    council.done("load persons_2026-10-31.csv");
    let routes = council.rows("options");
    assert_eq!(routes.len(), 5);
    for route in routes {
        assert_eq!(route["status"], "needs", "{route}");
        for field in [
            "earliest",
            "central",
            "latest",
            "minutes_to_target",
            "pence_to_target",
            "pence_each_month",
        ] {
            assert!(route[field].is_null(), "{field}: {route}");
        }
        assert!(route["date_needs"].as_str().unwrap().starts_with("needs: "), "{route}");
    }
    assert!(council.rows("option_projection").is_empty() && council.rows("option_sensitivity").is_empty());
    let assumptions = council.rows("option_assumptions");
    assert!(assumptions.iter().all(|row| row["origin"] == "missing"), "{assumptions:?}");
}

#[test]
fn the_reader_s_figures_take_the_place_of_others() {
    let loaded = committed();
    let council = &loaded.council;
    let after = row(council, &format!("options {PARTNER}"), "route", "partner");
    assert_eq!(after["status"], "range", "{after}");
    for field in [
        "central",
        "minutes_to_target",
        "pence_to_target",
        "minutes_each_month",
        "pence_each_month",
    ] {
        assert!(!after[field].is_null(), "{field}: {after}");
    }
    let assumption = row(council, &format!("option_assumptions {PARTNER}"), "assumption", "hour_cost");
    assert_eq!((&assumption["origin"], &assumption["value"]), (&"council".into(), &"£32.50".into()));
    let projected = council.rows(&format!("option_projection {PARTNER}"));
    assert!(projected.len() >= 13);
    let moved = council.rows(&format!("option_sensitivity {PARTNER}"));
    assert!(
        moved
            .iter()
            .any(|row| row["route"] == "partner" && row["assumption"] == "match_rate_first")
    );
}

#[test]
fn all_routes_together_go_on_as_the_last_months_went() {
    let loaded = documented();
    let council = &loaded.council;
    let (mut observed, mut searched) = (0, 0);
    for month in ["2026-08-31", "2026-09-30", "2026-10-31"] {
        for row in council.rows(&format!("movement --as-at {month}")) {
            let people = row["people"].as_i64().unwrap();
            match row["step"].as_str().unwrap() {
                "opening" => observed -= people_with_number(&row),
                "closing" => observed += people_with_number(&row),
                "gained" if row["source"] == "spine_mini" => searched += people,
                _ => {}
            }
        }
    }
    let projected = council.rows("option_projection");
    let central = |month: usize| projected[month]["central"].as_i64().unwrap();
    assert_eq!(projected[3]["month"], "2027-01-31");
    let net = central(3) - central(0);
    // Numbers that are searched for in real time before the target is met are in no route. The shares are those of a year, in which the
    // months differ: the quarter is wider than one of them has been off the mean of the three.
    let expected = observed - searched;
    assert!(
        searched > 0 && (net - expected).abs() * 4 <= expected,
        "{net} projected, {observed} observed, {searched} of it searched for"
    );
    assert!((0..12).all(|month| central(month) < central(month + 1)), "{projected:?}");
}

fn people_with_number(end: &Value) -> i64 {
    end["covered"].as_i64().unwrap()
}

#[test]
fn an_assumption_that_can_t_be_understood_is_named() {
    let loaded = committed();
    for (given, said) in [
        ("luck=1", "--assume: “luck” is not an assumption"),
        ("hour_cost", "--assume: “hour_cost” has no figure"),
        ("match_rate_first=1.5", "from 0% to 100%"),
    ] {
        let done = loaded.council.refused(&format!("report options --assume {given}"));
        assert!(done.err.contains(said), "{given}: {}", done.err);
    }
    let site = Site::open(&loaded.council.data());
    let reply = site.get("/api/v1/options?assume=luck:1");
    assert_eq!(reply.status, 400);
    assert_eq!(reply.json()["parameter"], "assume");
}

#[test]
fn what_is_assumed_is_in_the_answer_and_in_no_other_question() {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    let options = site
        .get("/api/v1/options?assume=hour_cost:32.5,own_from:2027-06-01&team=Nobody")
        .json();
    assert_eq!(options["filter"]["assume"], "own_from:2027-06-01,hour_cost:32.5");
    assert!(options["filter"]["team"].is_null(), "routes are the whole council's");
    let coverage = site.get("/api/v1/coverage?assume=hour_cost:32.5").json();
    assert!(coverage["filter"]["assume"].is_null());
}

#[test]
fn an_answer_about_all_batches_names_no_filter_that_it_has_no_use_for() {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    let plain = site.get("/api/v1/match_by_team").json();
    assert_eq!(site.get("/api/v1/match_by_team?team=Nobody&as_at=2026-09-30").json(), plain);
    assert!(plain["filter"]["team"].is_null());
}
