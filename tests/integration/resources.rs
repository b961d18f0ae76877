//! Timesheets, plans and rates, from the files that people keep to the answers and the page.

use super::support::{Council, served::Site};

const WIDE: &str = "\
Workstream,Role,Organisation,Name,w/c 05/10/2026,w/c 12/10/2026,w/c 19/10/2026,Total
Extract,Analyst,Council,Zebedee Quux,7.5,,1:30,9
Cleansing,Clerk,Partner,,10,12.25,x,22.25
Decisions,Social worker,Council,,1,,2,3
";
const LATER: &str = "\
Date,Workstream,Role,Organisation,Hours,Cost,Note
2026-10-13,Set-up,Manager,Council,2,,Mrs Quux rang
2026-10-19,Extract,analyst,Council,4,,
2026-10-20,Extract,Analyst,Council,,£99.99,
";
const RATES: &str = "role,organisation,from,rate per hour\nAnalyst,Council,,£25.00\nAnalyst,Council,12/10/2026,£30.00\nClerk,Partner,,41.33\nManager,Council,,50\n";
const PLAN: &str = "\
revision date,reason,workstream,organisation,from,to,hours,cost
01/10/2026,First plan,Extract,Council,01/10/2026,31/10/2026,31,£310
15/10/2026,Cleansing was forgotten,Extract,Council,01/10/2026,30/11/2026,61,£610
15/10/2026,Cleansing was forgotten,Cleansing,Partner,01/10/2026,30/11/2026,61,£1 220.61
";

fn council() -> Council {
    let council = Council::new();
    council.write("sheet.csv", WIDE);
    council.write("later.csv", LATER);
    council.write("rates.csv", RATES);
    council.write("plan.csv", PLAN);
    council
}

/// Figures of the only row.
#[track_caller]
fn figures<const N: usize>(council: &Council, question: &str, names: [&str; N]) -> [Option<i64>; N] {
    let rows = council.rows(question);
    assert_eq!(rows.len(), 1, "{question}: {rows:?}");
    names.map(|name| rows[0][name].as_i64())
}

#[test]
fn timesheets_add_up_and_days_told_again_count_once() {
    let council = council();
    let done = council.done("load sheet.csv rates.csv");
    done.says("1 row, first on line 3, column w/c 19/10/2026")
        .says("[hours_unreadable]");
    // 7.5 hours at £25, 1.5 at £30; nobody knows what a social worker costs.
    let told = ["actual_minutes", "actual_pence", "uncosted_minutes"];
    assert_eq!(figures(&council, "burn --grain whole", told), [Some(720), Some(23_250), Some(180)]);
    let mended = std::fs::read_to_string(council.path("sheet.rejects.csv"))
        .unwrap()
        .replace(",x,", ",2,");
    council.write("mended.csv", mended);
    council.done("load mended.csv");
    // 24.25 hours at £41.33 to the penny, cell by cell: £413.30, £506.29 and £82.66.
    assert_eq!(
        figures(&council, "burn --grain whole", told),
        [Some(2_175), Some(123_475), Some(180)]
    );
    // The later file tells the week of the 19th again, by days.
    let done = council.done("load later.csv");
    done.says("[replaces_earlier]");
    assert_eq!(
        figures(&council, "burn --grain whole", told),
        [Some(2_445), Some(150_974), Some(180)]
    );
    assert_eq!(council.rows("burn --grain week").len(), 3);
    let streams = council.rows("burn_by_workstream --grain whole");
    let streams: Vec<_> = streams
        .iter()
        .map(|row| {
            (
                row["workstream"].as_str().unwrap(),
                row["phase"].as_str().unwrap(),
                row["actual_minutes"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        streams,
        [
            ("set_up", "set_up", 120),
            ("extract", "running", 690),
            ("cleansing", "running", 1_455),
            ("decisions", "running", 180)
        ]
    );
    council.done("load sheet.csv").says("already");
    let withdrawn = council.rows("loads").iter().map(|row| row["load"].as_i64().unwrap()).max().unwrap();
    council.done(&format!("withdraw {withdrawn}"));
    assert_eq!(
        figures(&council, "burn --grain whole", told),
        [Some(2_175), Some(123_475), Some(180)]
    );
}

#[test]
fn a_plan_tells_how_it_was_revised() {
    let council = council();
    council.done("load plan.csv rates.csv later.csv");
    let revisions = council.rows("plan_revisions");
    let told: Vec<_> = revisions
        .iter()
        .map(|row| {
            (
                row["pence"].as_i64().unwrap(),
                row["change_pence"].as_i64(),
                row["spent_pence"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(told, [(31_000, None, 0), (183_061, Some(152_061), 10_000)]);
    assert_eq!(revisions[1]["reason"], "Cleansing was forgotten");
    let months = council.rows("burn");
    let planned: Vec<_> = months.iter().map(|row| row["cumulative_planned_pence"].as_i64().unwrap()).collect();
    assert_eq!(planned, [93_031, 183_061]);
    assert!(months[1]["actual_minutes"].is_null());
    let then = council.rows("plan_revisions --as-at 2026-10-14");
    assert_eq!((then.len(), then[0]["actual_pence"].as_i64()), (1, Some(10_000)));
    let forecast = &council.rows("burn_forecast")[0];
    assert_eq!(
        (forecast["status"].as_str(), forecast["plan_pence"].as_i64()),
        (Some("no_figures"), Some(183_061))
    );
}

#[test]
fn the_page_and_its_files_need_no_snapshot() {
    let council = council();
    council.done("load plan.csv rates.csv later.csv");
    let site = Site::open(&council.data());
    let summary = site.get("/summary/resources").json();
    assert!(
        summary["verdict"].as_str().unwrap().contains("no snapshot or history is loaded"),
        "{summary}"
    );
    let drawing = site.get("/figure/burn").json();
    assert!(
        drawing["headline"]
            .as_str()
            .unwrap()
            .starts_with("£320 spent by October 2026, £610 less than the plan in force expected by then"),
        "{drawing}"
    );
    let csv = site.get("/export/burn_by_role.csv?grain=whole").text();
    assert!(csv.contains("Analyst,council,240,21999,0"), "{csv}");
    for name in [
        "burn.xlsx",
        "burn.pdf",
        "burn_by_workstream.png",
        "plan_revisions.parquet",
        "plan_courses.json",
    ] {
        assert_eq!(site.get(&format!("/export/{name}")).status, 200, "{name}");
    }
    let refused = site.get("/api/v1/burn?grain=year");
    assert_eq!((refused.status, refused.json()["parameter"].as_str()), (400, Some("grain")));
}

#[test]
fn nobodys_name_is_kept() {
    let council = council();
    council.done("load sheet.csv later.csv");
    for (path, content) in super::support::tree::of(&council.data()) {
        let found = content.windows(4).any(|window| window == b"Quux");
        assert!(!found, "a name is in {path:?}");
    }
}
