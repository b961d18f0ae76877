//! A batch from extract to verified coverage, person by person, and what published batches come to.

use super::support::{
    Council,
    extract::{numbers, records},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, HashMap},
    fs,
};

const PEOPLE: usize = 10_000;
/// The first so many hold a number of their own.
const HELD: usize = 4_000;

/// An extract in which somebody holds what the case system holds of them.
fn extract(held: &[Option<String>]) -> String {
    let mut text = String::from("PERSON_ID,NHS_ID,LAST_NAME,FIRST_NAME,GENDER,DATE_OF_BIRTH,POST_CODE,ALLOCATED_TEAM,CASE_STATUS\n");
    for (at, number) in held.iter().enumerate() {
        let team = ["North", "South", "East"][at % 3];
        let number = number.as_deref().unwrap_or_default();
        text.push_str(&format!(
            "{},{number},Name{at},Given{at},{},{:02}/{:02}/19{:02},LS{} {}AA,{team},Open\n",
            1_000 + at,
            ["M", "F"][at % 2],
            at % 28 + 1,
            at % 12 + 1,
            30 + at % 60,
            at % 9 + 1,
            at % 8 + 1
        ));
    }
    text
}

/// What comes back for somebody: code, number, and what becomes of them.
fn comes_back(at: usize, held: Option<&str>, mut fresh: impl FnMut() -> String) -> (&'static str, String, &'static str) {
    match (held, at % 10) {
        (Some(number), 0..=6) => ("00", number.to_owned(), "confirmed"),
        (Some(_), 7) => ("90", fresh(), "superseded"),
        (Some(_), 8) => ("00", fresh(), "different"),
        (Some(_), _) => ("91", "0000000000".to_owned(), "invalid"),
        (None, 0..=5) => ("00", fresh(), "found"),
        (None, 6) => ("92", fresh(), "found"),
        (None, 7) => ("97", "9999999999".to_owned(), "several"),
        (None, 8) => ("98", "0000000000".to_owned(), "no match"),
        (None, _) => ("", String::new(), "unanswered"),
    }
}

fn count(row: &Value, name: &str) -> i64 {
    row[name].as_i64().unwrap_or_else(|| panic!("{name} in {row}"))
}

#[test]
fn ten_thousand_people_go_from_extract_to_verified() {
    let mut fresh = numbers();
    let mut held: Vec<Option<String>> = (0..PEOPLE).map(|at| (at < HELD).then(|| fresh.next().unwrap())).collect();
    let council = Council::new();
    council.write("persons_2026-10-31.csv", extract(&held));
    council.done("load persons_2026-10-31.csv");
    let out = council
        .done("trace request --from persons_2026-10-31.csv --dialect pds-mesh --only missing,valid --to request.csv")
        .out;
    assert!(out.contains("Asked about: 10,000, of them 4,000 with a number to confirm"), "{out}");
    let batch = council.rows("trace_batches")[0]["batch"].as_str().unwrap().to_owned();

    // Names tell the simulated service who is who; nothing else does.
    let mut response = String::from("UNIQUE REFERENCE,REQ_NHS_NUMBER,ERROR/SUCCESS_CODE,MATCHED_NHS_NO\r\n");
    let mut became: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut told: HashMap<usize, String> = HashMap::new();
    for row in records(&fs::read_to_string(council.path("request.csv")).unwrap()).iter().skip(1) {
        let at: usize = row[2].to_ascii_lowercase().trim_start_matches("name").parse().unwrap();
        let (code, number, what) = comes_back(at, held[at].as_deref(), || fresh.next().unwrap());
        became.entry(what).or_default().push(at);
        if what == "unanswered" {
            continue;
        }
        response.push_str(&format!(
            "{},{},{code},{number}\r\n",
            row[0],
            held[at].as_deref().unwrap_or_default()
        ));
        told.insert(at, number);
    }
    council.write("response.csv", response);
    council.done("load response.csv");
    let answered = &council.rows("trace_batches")[0];
    for (name, what) in [
        ("verified", "confirmed"),
        ("superseded", "superseded"),
        ("different", "different"),
        ("invalid", "invalid"),
        ("found", "found"),
        ("several", "several"),
        ("no_match", "no match"),
        ("not_answered", "unanswered"),
    ] {
        assert_eq!(count(answered, name), became[what].len() as i64, "{what}");
    }

    council.done(&format!("trace load-file {batch} --responses response.csv --to to-load.csv"));
    let loaded: HashMap<usize, String> = records(&fs::read_to_string(council.path("to-load.csv")).unwrap())
        .into_iter()
        .skip(1)
        .map(|row| (row[0].parse::<usize>().unwrap() - 1_000, row[1].clone()))
        .collect();
    // What was found is there with its number, whoever is sensitive; nobody else gains another number.
    for at in &became["found"] {
        assert_eq!(loaded.get(at), told.get(at), "{at}");
    }
    for what in ["superseded", "different", "invalid", "several", "no match", "unanswered"] {
        assert!(became[what].iter().all(|at| !loaded.contains_key(at)), "{what}");
    }
    for at in &became["confirmed"] {
        assert!(loaded.get(at).is_none_or(|number| Some(number) == held[*at].as_ref()), "{at}");
    }

    // The Systems Team loads the file into the case system; the next extract says so.
    for (at, number) in loaded {
        held[at] = Some(number);
    }
    let day = council.rows("trace_batches")[0]["returned_on"].as_str().unwrap().to_owned();
    council.write(&format!("persons_{day}.csv"), extract(&held));
    council.done(&format!("load persons_{day}.csv"));
    let verified = became["confirmed"].len() + became["found"].len();
    let headline = &council.rows("coverage")[0];
    assert_eq!(count(headline, "in_scope"), PEOPLE as i64);
    assert_eq!(count(headline, "verified"), verified as i64);
    assert_eq!(count(headline, "covered"), (HELD + became["found"].len()) as i64);

    // Person by person: whoever is on no list is verified.
    let mut listed: BTreeMap<usize, String> = BTreeMap::new();
    for team in ["North", "South", "East"] {
        for row in council.rows(&format!("worklist --team {team} --measure verified")) {
            let id: usize = row["person_id"].as_str().unwrap().parse().unwrap();
            listed.insert(id - 1_000, row["status"].as_str().unwrap().to_owned());
        }
    }
    for (what, people) in &became {
        let status = match *what {
            "confirmed" | "found" => None,
            "several" | "no match" => Some("04"),
            "unanswered" => Some("06"),
            _ => Some("05"),
        };
        for at in people {
            assert_eq!(listed.get(at).map(String::as_str), status, "{what} {at}");
        }
    }
    let bridge = council.rows("movement");
    let gained: i64 = bridge
        .iter()
        .filter(|row| row["step"] == "gained" && row["source"] == "batch_trace")
        .map(|row| count(row, "people"))
        .sum();
    assert_eq!(gained, became["found"].len() as i64);
}

/// The national bureau's Demographics Batch Service, January 2020, as its register of releases says: 28 files received, 3 rejected, 25
/// run with 476,438 rows, of which 373,526 had a single match (78.4%).
#[test]
fn the_national_bureau_s_month_gives_the_published_rate() {
    const FILES: usize = 25;
    const ROWS: usize = 476_438;
    const MATCHED: usize = 373_526;
    let council = Council::new();
    let (mut files, mut row) = (Vec::new(), 0);
    for file in 0..FILES {
        let last = ROWS * (file + 1) / FILES;
        let mut text = format!("202001{file:02},{}\r\n", last - row);
        while row < last {
            // Matches lie among the others as evenly as they can.
            let code = if (row + 1) * MATCHED / ROWS > row * MATCHED / ROWS {
                "20"
            } else {
                "21"
            };
            text.push_str(&format!("{code},R{row},,{}\r\n", ",".repeat(52)));
            row += 1;
        }
        text.push_str(&format!("202001{file:02},{}\r\n", 0));
        let name = format!("bureau-{file:02}.csv");
        council.write(&name, text);
        files.push(name);
    }
    council.done(&format!("load {}", files.join(" ")));
    for (name, content) in [
        ("empty.csv", ""),
        ("no-codes.csv", "UNIQUE REFERENCE,NHS_NO\r\nR1,\r\n"),
        ("not-a-table.csv", "PK\u{3}\u{4}\u{14}\0\0\0"),
    ] {
        council.write(name, content);
        assert_eq!(council.run(&format!("load {name}")).code, 1, "{name}");
    }
    let batches = council.rows("trace_batches");
    assert_eq!(batches.len(), FILES);
    let total = |name| batches.iter().map(|row| count(row, name)).sum::<i64>();
    assert_eq!((total("answered"), total("matched")), (ROWS as i64, MATCHED as i64));
    assert_eq!(format!("{:.1}", 100.0 * total("matched") as f64 / total("traced") as f64), "78.4");
    let day = &council.rows("match_rate_trend")[0];
    assert_eq!(format!("{:.3}", day["match_rate"].as_f64().unwrap()), "0.784");
}
