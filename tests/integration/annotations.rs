use super::support::{
    Council,
    extract::{numbers, snapshot},
    served::Site,
};
use serde_json::Value;

const OVER_TIME: [&str; 4] = ["coverage_trend", "coverage_spc", "capture_spc", "net_gain_spc"];

/// Three months in which two people join each.
fn council() -> Council {
    let council = Council::new();
    for (day, in_scope, covered) in [("2026-01-31", 10, 6), ("2026-02-28", 12, 7), ("2026-03-31", 14, 9)] {
        council.write(&format!("persons_{day}.csv"), snapshot(in_scope, covered));
        council.done(&format!("load persons_{day}.csv"));
    }
    council
}

fn annotate(council: &Council, rows: &str) {
    council.write("annotations.csv", format!("date,scope,text,rebase\n{rows}"));
    council.done("load annotations.csv");
}

fn figure(site: &Site, address: &str) -> Value {
    site.get(&format!("/figure/{address}")).json()
}

/// The texts below a chart, each after its number.
fn below(figure: &Value) -> Vec<String> {
    let annotations = figure["annotations"].as_array().unwrap().iter();
    annotations
        .map(|pair| format!("{} {}", pair[0].as_u64().unwrap(), pair[1].as_str().unwrap()))
        .collect()
}

#[test]
fn what_happened_stands_on_every_chart_over_time_and_in_its_files() {
    let council = council();
    let site = Site::open(&council.data());
    let before = site.get("/figure/net_gain_spc");
    assert!(below(&before.json()).is_empty());
    annotate(
        &council,
        "2026-03-10,,A new extract & a new form,yes\n2026-03-20,North,A new desk,no\n2025-12-31,,before any figures,\n",
    );
    // The kept figure is another generation's.
    let after = site.get("/figure/net_gain_spc");
    assert_ne!(before.header("etag"), after.header("etag"));
    let anew = "1 10 March 2026: A new extract & a new form (limits calculated anew)";
    for question in OVER_TIME {
        let shown = figure(&site, question);
        assert_eq!(below(&shown), [anew], "{question}");
        assert!(
            shown["description"].as_str().unwrap().contains("Annotation 1, 10 March 2026"),
            "{question}"
        );
        for reading in ["reading", "narrow_reading"] {
            let marks = shown[reading]["marks"].as_array().unwrap();
            let told = marks.iter().filter(|mark| mark[2].as_str().unwrap().starts_with("Annotation 1, "));
            assert_eq!(told.count(), 1, "{question} {reading}");
        }
        let svg = site.get(&format!("/export/{question}.svg")).text();
        assert!(
            svg.contains(">10 March 2026: A new extract &amp; a new form (limits calculated anew)</text>"),
            "{question}"
        );
        let pdf = site.get(&format!("/export/{question}.pdf"));
        assert!(
            pdf.status == 200 && pdf.text().contains("Annotation 1, 10 March 2026"),
            "{question}"
        );
        assert_eq!(site.get(&format!("/export/{question}.png")).status, 200, "{question}");
        assert_eq!(
            below(&figure(&site, &format!("{question}?team=North"))),
            [
                "1 10 March 2026, whole council: A new extract & a new form (limits calculated anew)",
                "2 20 March 2026: A new desk"
            ],
            "{question}"
        );
    }
    for address in ["coverage_trend?as_at=2026-02-28", "coverage_spc?to=2026-03-09"] {
        assert!(below(&figure(&site, address)).is_empty(), "{address}");
    }
    assert!(below(&figure(&site, "movement")).is_empty());
}

/// Fifteen months, each with ten joiners: at first three or four of them come with a number, in the last eight months eight or nine.
fn with_better_referrals() -> Council {
    let council = Council::new();
    let mut numbers = numbers();
    let mut people = String::from("PERSON_ID,NHS_ID,TEAM_NAME,CASE_STATUS\n");
    let mut files = Vec::new();
    for month in 0..15_usize {
        let with_number = if month <= 6 { 3 } else { 8 } + month % 2;
        for person in 0..10 {
            let number = numbers.next().filter(|_| person < with_number).unwrap_or_default();
            people.push_str(&format!("{},{number},North,Open\n", 1_000 + month * 10 + person));
        }
        let file = format!("persons_{}-{:02}-28.csv", 2025 + month / 12, month % 12 + 1);
        council.write(&file, &people);
        files.push(file);
    }
    council.done(&format!("load {}", files.join(" ")));
    council
}

#[test]
fn a_rebase_is_suggested_in_words_and_never_done() {
    let council = with_better_referrals();
    let site = Site::open(&council.data());
    let segments = |question: &str| site.rows(question).last().unwrap()["segment"].as_i64().unwrap();
    let suggestion = |question: &str| figure(&site, question)["suggestion"].as_str().map(str::to_owned);
    let said = suggestion("capture_spc").unwrap();
    assert!(
        said.starts_with("The last 8 points are all above the mean: ") && said.contains("rebase yes from 28 August 2025 to"),
        "{said}"
    );
    assert!(suggestion("capture_spc?team=North").unwrap().contains("an annotation about North"));
    for question in ["coverage_spc", "coverage_trend"] {
        assert_eq!(suggestion(question), None, "{question}");
    }
    assert_eq!((segments("capture_spc"), segments("coverage_spc")), (1, 1));
    let svg = site.get("/export/capture_spc.svg").text();
    assert!(!svg.contains("rebase"), "a suggestion is for whoever keeps the annotations");

    annotate(&council, "2025-08-28,,Referrals ask for the number,yes\n");
    assert_eq!(segments("capture_spc"), 2);
    assert_eq!(suggestion("capture_spc"), None);
}
