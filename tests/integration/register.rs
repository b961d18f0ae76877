use super::support::{Council, extract::snapshot, served::Site, shared::documented, tree};
use serde_json::Value;

const HEADER: &str = "id,kind,title,owner,status,due,done,expiry,evidence,depends on,item,likelihood,impact,note\n";

const REGISTER: &str = "A1,agreement,Information sharing agreement with the partner,IG Lead,signed,,2025-05-22,2026-11-30,ISA-1,,,,,agreed in person\n\
    A2,assurance,DSPT 2025-26,IG Lead,complete,,2026-06-29,2027-06-30,,,,,,\n\
    M1,milestone,HSCN connection live,Infrastructure Manager,late,2026-09-30,,,,A1,network,,,\n\
    M2,milestone,PDS access granted,Programme Manager,not started,2026-12-31,,,,M1,,,,\n\
    R1,risk,The network is late,Infrastructure Manager,realised,,2026-03-01,,,,,5,4,\n\
    D1,decision,Partner first,SMT,decided,,2025-04-15,,SMT-4,,,,,\n";

fn council() -> Council {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", snapshot(20, 19));
    council.write("register_2026-10-31.csv", format!("{HEADER}{REGISTER}"));
    council
}

fn state(rows: &[Value], item: &str) -> String {
    let row = rows.iter().find(|row| row["item"] == item).unwrap();
    row["state"].as_str().unwrap().to_owned()
}

#[test]
fn a_register_says_what_stands_in_the_way() {
    let council = council();
    council.done("load persons_2026-10-31.csv register_2026-10-31.csv");
    let rows = council.rows("readiness");
    assert_eq!(rows.len(), 13);
    let gate = &rows[0];
    assert_eq!(
        (&gate["state"], &gate["met_in_a_row"], &gate["margin"]),
        (&"met".into(), &1.into(), &0.into())
    );
    for (item, expected) in [
        ("partner_agreement", "met"),
        ("dspt", "met"),
        ("network", "in_progress"),
        ("legal_basis", "not_recorded"),
    ] {
        assert_eq!(state(&rows, item), expected, "{item}");
    }
    assert_eq!(council.rows("agreements")[0]["term"], "within_30_days");
    assert_eq!(council.rows("risks")[0]["score"], 20);
    assert_eq!(council.rows("register_decisions")[0]["evidence"], "SMT-4");
    let milestones = council.rows("milestones");
    let last = milestones.last().unwrap();
    assert_eq!(
        (&last["id"], &last["critical"], &last["reached"]),
        (&"M2".into(), &true.into(), &"2026-12-31".into())
    );
    // A month later the agreement has ended, by the same register.
    let later = council.rows("readiness --as-at 2026-12-01");
    assert_eq!(state(&later, "partner_agreement"), "lapsed");
}

#[test]
fn a_later_register_takes_the_place_and_keeps_the_first_dates() {
    let council = council();
    council.done("load persons_2026-10-31.csv register_2026-10-31.csv");
    let moved = REGISTER.replace("2026-12-31", "2027-03-31");
    council.write("register_2026-11-15.csv", format!("{HEADER}{moved}"));
    council.done("load register_2026-11-15.csv");
    let row = |question: &str| council.rows(question).pop().unwrap();
    let now = row("milestones");
    assert_eq!(
        (&now["first_due"], &now["due"], &now["slipped_days"]),
        (&"2026-12-31".into(), &"2027-03-31".into(), &90.into())
    );
    assert_eq!(row("milestones --as-at 2026-11-01")["due"], "2026-12-31");
    assert_eq!(council.answer("milestones")["as_at"], "2026-11-15");
    // The figures are of the day of the snapshot as before.
    assert_eq!(council.answer("coverage")["as_at"], "2026-10-31");
}

#[test]
fn a_circle_changes_nothing() {
    let council = council();
    council.done("load persons_2026-10-31.csv");
    let circle = REGISTER.replace(",A1,network", ",M2,network");
    council.write("register_2026-10-31.csv", format!("{HEADER}{circle}"));
    council
        .refused("load register_2026-10-31.csv")
        .says("register_2026-10-31.csv, line 4: ")
        .says("M1 → M2 → M1");
}

#[test]
fn a_note_is_never_stored() {
    let council = council();
    council.done("load persons_2026-10-31.csv register_2026-10-31.csv");
    for (path, bytes) in tree::of(&council.data()) {
        let held = bytes.windows(16).any(|part| part == b"agreed in person");
        assert!(!held, "{path} holds a note");
    }
}

#[test]
fn the_milestones_are_drawn_and_every_table_is_taken_away() {
    let council = council();
    council.done("load persons_2026-10-31.csv register_2026-10-31.csv");
    let site = Site::open(&council.data());
    let figure = site.get("/figure/milestones").json();
    assert_eq!(
        figure["headline"],
        "The last milestone can be reached on 31 December 2026; 1 is overdue"
    );
    let svg = site.get("/export/milestones.svg").text();
    assert!(svg.contains("Critical. ") && svg.contains("HSCN connection live"), "{svg}");
    for question in [
        "readiness",
        "agreements",
        "transfers",
        "register_decisions",
        "risks",
        "milestones",
        "exemption_reasons",
    ] {
        for format in ["csv", "xlsx", "json", "parquet"] {
            assert_eq!(site.get(&format!("/export/{question}.{format}")).status, 200, "{question}.{format}");
        }
    }
}

#[test]
fn the_sample_tells_of_a_project_that_is_late() {
    let loaded = documented();
    let council = &loaded.council;
    assert_eq!(council.answer("readiness")["as_at"], "2026-10-31");
    let rows = council.rows("readiness");
    for (item, expected) in [
        ("coverage_gate", "missing"),
        ("partner_agreement", "met"),
        ("network", "in_progress"),
        ("assurance", "missing"),
        ("smartcards", "not_recorded"),
    ] {
        assert_eq!(state(&rows, item), expected, "{item}");
    }
    let agreements = council.rows("agreements");
    let term = |wanted: &str| agreements.iter().filter(|row| row["term"] == wanted).count();
    assert!(term("lapsed") == 1 && term("within_30_days") >= 1, "{agreements:?}");
    assert_eq!(council.rows("risks").iter().filter(|row| row["status"] == "realised").count(), 2);
    let milestones = council.rows("milestones");
    let ordered = milestones.iter().find(|row| row["id"] == "MS-04").unwrap();
    assert!(ordered["slipped_days"].as_i64().unwrap() > 180, "{ordered}");
    assert!(milestones.iter().any(|row| row["overdue"] == true));
    let transfers = council.rows("transfers");
    assert!(transfers.iter().any(|row| row["state"] == "no_batch"));
    let issues: Vec<_> = council
        .rows("data_issues")
        .into_iter()
        .filter(|row| row["kind"] == "register")
        .collect();
    assert!(issues.is_empty(), "{issues:?}");
}
