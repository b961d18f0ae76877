//! What the case system loads of a batch's answers.

use super::{MESH, ask, council, lines};
use crate::support::{Council, extract::number, tree};
use std::fs;

/// A row of a response of PDS MESH about the person whose line in the request holds a name.
fn answer(council: &Council, name: &str, sent: &str, code: &str, matched: &str, details: &[(usize, &str)]) -> String {
    let request = lines(council, "request.csv");
    let line = request.iter().find(|line| line.contains(name)).unwrap();
    let mut cells = vec![""; 29];
    (cells[0], cells[1], cells[25], cells[26]) = (line.split(',').next().unwrap(), sent, code, matched);
    for (place, cell) in details {
        cells[*place] = cell;
    }
    cells.join(",")
}

/// Whose detail each column of the response is.
const SURNAME: usize = 2;
const FORENAME: usize = 3;
const BORN: usize = 6;
const ADDRESS: usize = 8;
const POSTCODE: usize = 13;

fn respond(council: &Council, file: &str, rows: &[String]) {
    council.write(file, format!("{}\r\n{}\r\n", MESH.replace(' ', ""), rows.join("\r\n")));
}

/// A batch of five: a number found and details changed, two confirmed with changes, one that is several people's, one without an answer;
/// and a row about nobody. Gives the batch's name.
pub(super) fn answered(council: &Council) -> String {
    // Two people with the same number can't both be loaded, so one of them has another here.
    let persons = super::PERSONS
        .replace("3,9990000018", &format!("3,{}", number(60)))
        .replace("02/02/1941,,", "02/02/1941,B33 8TH,");
    council.write("persons_2026-10-31.csv", persons);
    let out = ask(council, "--dialect pds-mesh --only missing,valid,damaged");
    let renamed = [(SURNAME, "ONEILL"), (FORENAME, "MARKED"), (BORN, "19500313"), (POSTCODE, "M1 1AE")];
    let older = [(BORN, "19400202"), (ADDRESS, "3 Marked Street"), (POSTCODE, "SW1A1AA")];
    let moved = [
        (SURNAME, "SMITH JR"),
        (BORN, "1941"),
        (ADDRESS, "2 Marked Street"),
        (POSTCODE, "LS1 4DY"),
    ];
    let several = answer(council, "Khan", "", "97", "9999999999", &[]);
    let stray = format!("NOBODYSREFERENCE{}", &several[16..]);
    let rows = [
        answer(council, "Neill", "", "00", &number(41), &renamed),
        answer(council, "John", "9990000018", "00", "9990000018", &older),
        answer(council, "Jack", &number(60), "00", &number(60), &moved),
        several,
        stray,
    ];
    respond(council, "response.csv", &rows);
    batch(&out)
}

/// The batch's name, from what the request said.
fn batch(out: &str) -> String {
    out.rsplit("batch ").next().unwrap().split('.').next().unwrap().to_owned()
}

#[test]
fn what_is_safe_is_written_and_the_rest_is_listed() {
    let council = council();
    let batch = answered(&council);
    let before = tree::of(&council.data());
    let done = council.done(&format!("trace load-file {batch} --responses response.csv --to load.csv"));
    tree::assert_same(&before, &tree::of(&council.data()));
    let mut rows: Vec<_> = fs::read_to_string(council.path("load.csv"))
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    rows[1..].sort();
    let expected = [
        "PERSON_ID,NHS_NUMBER,OUTCOME,SURNAME,FORENAME,DATE_OF_BIRTH,SEX,POSTCODE,ADDRESS_LINE1,ADDRESS_LINE2,ADDRESS_LINE3,ADDRESS_LINE4,ADDRESS_LINE5,DATE_OF_DEATH",
        &format!("1,{},found,,MARKED,1950-03-13,,,,,,,,", number(41)),
        "2,9990000018,verified,,,1940-02-02,,,,,,,,",
        &format!("3,{},verified,,,,,LS1 4DY,2 Marked Street,,,,,", number(60)),
    ];
    assert_eq!(rows, expected);
    let listed = fs::read_to_string(council.path("load.not-loaded.csv")).unwrap();
    let mut rows: Vec<_> = listed.lines().collect();
    rows[1..].sort_unstable();
    assert_eq!(
        rows,
        [
            "PERSON_ID,OUTCOME,WHY_NOT",
            "4,several,several people fit",
            "5,,no answer in these files"
        ]
    );
    for said in [
        "5 people asked about, 4 of them answered",
        "To load: 3, of them 1 with a number that the record lacks and 3 with details that changed or were missing.",
        "Not loaded: 2",
        "several people fit: 1",
        "Rows about nobody of this batch: 1",
        "Written: load.csv",
    ] {
        done.says(said);
    }
    let printed = format!("{done}");
    for detail in ["Marked", "MARKED", "9990000018", &number(41), "1950", "LS1 4DY"] {
        assert!(!printed.contains(detail), "{detail}: {printed}");
    }
    assert!(!tree::of(&council.path("")).keys().any(|name| name.contains("unfinished")));
}

#[test]
fn what_differs_is_kept_of_an_answer_and_nothing_of_what_it_says() {
    let council = council();
    answered(&council);
    council.done("load response.csv");
    let load = council.data().join("loads/000003/trace_responses.parquet");
    let differing = "SELECT reference, differs_surname, differs_forename, differs_date_of_birth, differs_sex, differs_postcode";
    let connection = duckdb::Connection::open_in_memory().unwrap();
    let mut statement = connection
        .prepare(&format!("{differing} FROM read_parquet('{}') ORDER BY line", load.display()))
        .unwrap();
    let flag = |flag: Option<bool>| flag.map_or('-', |flag| if flag { 'y' } else { 'n' });
    let rows: Vec<String> = statement
        .query_map([], |row| (1..6).map(|at| row.get(at).map(flag)).collect::<Result<String, _>>())
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows, ["nyy-n", "--y-n", "n-n-y", "-----", "-----"]);
    let counted: Vec<_> = council
        .rows("match_differences")
        .iter()
        .map(|row| format!("{} {} of {}", row["detail"].as_str().unwrap(), row["differed"], row["compared"]))
        .collect();
    assert_eq!(
        counted,
        ["surname 0 of 2", "forename 1 of 1", "date_of_birth 2 of 3", "postcode 1 of 3"]
    );
}

#[test]
fn a_batch_that_nobody_asked_is_named_with_those_that_were() {
    let council = council();
    let batch = answered(&council);
    let done = council.refused("trace load-file 2020-01-01-9 --responses response.csv --to load.csv");
    done.says("there is no batch “2020-01-01-9”").says(&batch);
    let done = council.run(&format!(
        "trace load-file {batch} --responses response.csv --to load.csv --data elsewhere"
    ));
    assert!(done.code == 1 && done.err.contains("elsewhere holds no trace request"), "{done}");
    assert!(!council.path("elsewhere").exists());
    respond(
        &council,
        "other.csv",
        &[format!("NOBODYSREFERENCE{}", ",".repeat(24)) + ",98,0000000000,,"],
    );
    for (line, said) in [
        ("--responses other.csv --to load.csv", "has no row that answers the batch"),
        ("--responses response.csv request.csv --to load.csv", "request.csv"),
        ("--responses response.csv --to request.csv", "request.csv is there already"),
        ("--responses not_there.csv --to load.csv", "not_there.csv"),
    ] {
        council.refused(&format!("trace load-file {batch} {line}")).says(said);
        assert!(
            !council.path("load.csv").exists() && !council.path("load.not-loaded.csv").exists(),
            "{line}"
        );
    }
    assert!(!tree::of(&council.path("")).keys().any(|name| name.contains("unfinished")));
}

#[cfg(unix)]
#[test]
fn both_files_are_for_their_owners_eyes_only_and_nothing_is_overwritten() {
    use std::os::unix::fs::PermissionsExt as _;
    let council = council();
    let batch = answered(&council);
    fs::create_dir(council.path("out")).unwrap();
    let line = format!("trace load-file {batch} --responses response.csv --to out");
    council.done(&line);
    let files = tree::of(&council.path("out"));
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        [&format!("trace-load_{batch}.csv"), &format!("trace-load_{batch}.not-loaded.csv")]
    );
    for file in files.keys() {
        let mode = fs::metadata(council.path("out").join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    council.refused(&line).says("is there already");
    tree::assert_same(&files, &tree::of(&council.path("out")));
}
