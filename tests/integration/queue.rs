//! The cleansing queue as its workers get it: the list on the command line and as files, its owners, its decisions.

use super::support::{Council, extract::number, served::Site, tree};
use calamine::{Data, Reader as _, Xlsx};
use std::{fs, io::Cursor};

const PERSONS: &str = "\
PERSON_ID,NHS_ID,LAST_NAME,FIRST_NAME,GENDER,DATE_OF_BIRTH,POST_CODE,ALLOCATED_TEAM,CASE_STATUS,RESTRICTED
1,,Marker,Zoe,F,12/03/1950,M1 1AE,North,Open,N
2,,Markham,,M,01/02/1940,M1 1AE,North,Open,N
3,,Marlowe,Jack,M,02/02/1941,M1 1AE,North,Open,Y
4,,Marsden,Kim,F,03/03/1942,M1 1AE,South,Open,N
5,,Marston,Ann,F,05/05/1955,B33 8TH,South,Open,N
6,,Martin,Sam,M,06/06/1956,B33 8TH,South,Open,N
";

/// Asked about on 1 November, answered on the 10th: nobody fits the first two, several the next two, the fifth is found, the last is not
/// answered for.
fn council() -> Council {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", PERSONS);
    council.done("load persons_2026-10-31.csv");
    let asked = council
        .done("trace request --from persons_2026-10-31.csv --dialect pds-mesh --to request.csv")
        .out;
    let batch = asked.split("batch ").nth(1).unwrap().split_once(".\n").unwrap().0;
    let answers: String = fs::read_to_string(council.path("request.csv"))
        .unwrap()
        .lines()
        .filter_map(|line| {
            let reference = line.split(',').next()?;
            let (code, found) = match line {
                line if line.contains("Marker") || line.contains("Markham") => ("98", String::new()),
                line if line.contains("Marlowe") || line.contains("Marsden") => ("97", String::new()),
                line if line.contains("Marston") => ("00", number(41)),
                _ => return None,
            };
            Some(format!("{reference},{code},{found}\r\n"))
        })
        .collect();
    council.write(
        "answer.csv",
        format!("UNIQUE REFERENCE,ERROR/SUCCESS_CODE,MATCHED_NHS_NO\r\n{answers}"),
    );
    council.write(
        "register.csv",
        format!("batch,service,route,date sent,date returned\n{batch},PDS MESH,partner,2026-11-01,2026-11-10\n"),
    );
    council.done("load register.csv answer.csv");
    council.write("persons_2026-11-30.csv", PERSONS);
    council.done("load persons_2026-11-30.csv");
    council
}

/// Person, reason, state and owner of every line of the list.
fn listed(council: &Council, flags: &str) -> Vec<String> {
    let out = council.done(&format!("trace queue {flags} --format csv")).out;
    let rows = out
        .lines()
        .skip(1)
        .map(|line| line.split(',').take(4).collect::<Vec<_>>().join(" "));
    rows.collect()
}

#[test]
fn the_list_has_ids_reasons_and_next_steps_and_no_names() {
    let council = council();
    let done = council.done("trace queue --format csv");
    assert_eq!(
        done.out,
        "person_id,reason,state,owner,entered,days,passes,history,next_step,status\n\
         1,no_match,open,social_work,2026-11-10,20,1,10 Nov 2026 no match,\"Check the spelling of the names, former names, the date of birth and \
         the address with the person: nobody fits what was sent.\",04\n\
         2,no_match,open,bit,2026-11-10,20,1,10 Nov 2026 no match,Add the forename; the next batch asks again.,04\n\
         4,several,open,bit,2026-11-10,20,1,10 Nov 2026 several matches,Check the date of birth and the address with the person: several people \
         fit what was sent.,04\n\
         5,to_load,open,systems_team,2026-11-10,20,1,10 Nov 2026 number found,Load the number that came back.,05\n"
    );
    assert_eq!(
        done.err,
        "4 people in the cleansing queue as at 30 November 2026; 1 more with a restricted record, not listed.\n"
    );
    council.done("trace queue").says("no_match");
    for text in ["Mar", &number(41)] {
        let printed = council.done("trace queue").out;
        assert!(!printed.contains(text), "{text} in {printed}");
    }
}

#[test]
fn it_is_narrowed_to_an_owner_and_a_team() {
    let council = council();
    for (flags, people, said) in [
        (
            "--owner bit",
            &["2 no_match open bit", "4 several open bit"][..],
            "2 people in the cleansing queue of the Business Intelligence Team",
        ),
        (
            "--owner social-work",
            &["1 no_match open social_work"],
            "1 person in the cleansing queue of social work",
        ),
        (
            "--owner systems-team --team north",
            &[],
            "0 people in the cleansing queue of the Systems Team",
        ),
        ("--team South", &["4 several open bit", "5 to_load open systems_team"], "; 0 more"),
    ] {
        assert_eq!(listed(&council, flags), people, "{flags}");
        council.done(&format!("trace queue {flags}")).says(said);
    }
    council.done("trace queue --owner bit").says("; 1 more with a restricted record");
    council
        .done("trace queue --owner social-work")
        .says("; 0 more with a restricted record");
    // The restricted person's record is not in any format of the answer.
    for (flags, code) in [
        ("--owner nobody", 2),
        ("--format xlsx", 2),
        ("--format json", 2),
        ("--team Nowhere", 1),
    ] {
        assert_eq!(council.run(&format!("trace queue {flags}")).code, code, "{flags}");
    }
    council.refused("trace queue --team Nowhere").says("--team: there is no team");
    let nothing = Council::new();
    nothing.refused("trace queue").says("no figures yet");
}

#[test]
fn what_came_after_the_latest_snapshot_is_said_to_count() {
    let council = council();
    council.write("decisions.csv", "PERSON_ID,DECISION,DATE\n1,no NHS number,2026-12-02\n");
    council.done("load decisions.csv");
    council
        .done("trace queue")
        .says("3 people in the cleansing queue as at 30 November 2026, with the answers and decisions since; 1 more");
}

#[test]
fn the_ending_of_a_file_says_how_the_list_is_written() {
    let council = council();
    council.done("trace queue --to list.csv");
    let csv = fs::read_to_string(council.path("list.csv")).unwrap();
    assert!(csv.starts_with("\u{feff}person_id,"), "{csv}");
    council.done("trace queue --to list.XLSX");
    assert!(fs::read(council.path("list.XLSX")).unwrap().starts_with(b"PK"));
    for file in ["list.json", "list", "list.txt"] {
        council
            .refused(&format!("trace queue --to {file}"))
            .says("ends in none of .csv, .xlsx");
        assert!(!council.path(file).exists());
    }
    council.done("trace queue --format table --to list.txt");
}

#[test]
fn it_is_written_as_a_file_that_is_not_overwritten() {
    let council = council();
    council
        .done("trace queue --owner bit --format xlsx --to list.xlsx")
        .says("Written: list.xlsx");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(fs::read(council.path("list.xlsx")).unwrap())).unwrap();
    let range = workbook.worksheet_range("Figures").unwrap();
    let rows: Vec<_> = range.rows().collect();
    assert_eq!(
        (rows.len(), &rows[0][0], &rows[1][0]),
        (3, &Data::String("Person id".to_owned()), &Data::String("2".to_owned()))
    );
    let about = workbook.worksheet_range("About").unwrap();
    let words: String = about.cells().map(|(_, _, cell)| format!("{cell}\n")).collect();
    assert!(
        words.contains("Owner\nBusiness Intelligence Team\n") && words.contains("Restricted people counted and not listed\n1\n"),
        "{words}"
    );
    council.done("trace queue --format csv --to list.csv");
    let csv = fs::read_to_string(council.path("list.csv")).unwrap();
    assert!(csv.starts_with("\u{feff}person_id,") && csv.lines().count() == 5, "{csv}");
    let before = tree::of(&council.path(""));
    council.refused("trace queue --format csv --to list.csv").says("is there already");
    council.refused("trace queue --format csv --to nowhere/list.csv").says("nowhere");
    tree::assert_same(&before, &tree::of(&council.path("")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(council.path("list.csv")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn decisions_close_move_and_wait() {
    let council = council();
    council.write(
        "decisions.csv",
        "person id,decision,date,role,hours\n\
         1,no number,2026-11-12,Team manager,0.25\n\
         2,details cleansed,2026-11-12,BIT,0.5\n\
         4,passed to social work,2026-11-13,BIT,0.25\n",
    );
    council.done("load decisions.csv");
    assert_eq!(
        listed(&council, ""),
        [
            "2 no_match waiting_for_batch bit",
            "4 several open social_work",
            "5 to_load open systems_team"
        ]
    );
    let flow = council.rows("queue_flow");
    let month: Vec<_> = ["month", "entered", "left", "left_closed", "open", "median_days"]
        .map(|name| flow[0][name].to_string())
        .into();
    assert_eq!((flow.len(), month.join(" ").as_str()), (1, "\"2026-11-01\" 5 1 1 4 2"));
    let outlook = &council.rows("queue_outlook")[0];
    assert_eq!(
        (outlook["status"].as_str(), outlook["open"].as_i64(), outlook["p90_days"].as_i64()),
        (Some("too_little"), Some(4), Some(2))
    );
    // Loaded at last: the record of the fifth holds the number that was found.
    council.write(
        "persons_2026-12-15.csv",
        PERSONS.replace("5,,Marston", &format!("5,{},Marston", number(41))),
    );
    council.done("load persons_2026-12-15.csv");
    assert_eq!(council.rows("queue_flow")[1]["left_verified"], 1);
    assert_eq!(council.rows("cleansing_queue").len(), 3);
}

#[test]
fn the_configuration_names_owners_and_nothing_else() {
    let council = council();
    council.write(
        "nhs-coverage.toml",
        "[numbers]\ntest_range_valid = true\n[queue]\nno_match = \"systems_team\"\n",
    );
    council.done("rebuild");
    assert_eq!(
        listed(&council, "--owner systems-team"),
        [
            "1 no_match open systems_team",
            "2 no_match open systems_team",
            "5 to_load open systems_team"
        ]
    );
    council.write("nhs-coverage.toml", "[queue]\nlost = \"bit\"\n");
    let refused = council.refused("rebuild");
    assert!(refused.err.contains("lost") && refused.err.contains("to_load"), "{refused}");
}

#[test]
fn over_http_the_list_is_one_team_s_and_kept_nowhere() {
    let council = council();
    let site = Site::open(&council.data());
    assert_eq!(site.get("/api/v1/queue_list").status, 400);
    let north = site.get("/api/v1/queue_list?team=North");
    assert_eq!((north.status, north.header("cache-control")), (200, "no-store"));
    let answer = north.json();
    let people: Vec<_> = answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["person_id"].as_str().unwrap())
        .collect();
    assert_eq!((people, answer["restricted"].as_i64()), (vec!["1", "2"], Some(1)));
    let counted = site.rows("cleansing_queue?team=North");
    assert_eq!(counted.iter().map(|row| row["people"].as_i64().unwrap()).sum::<i64>(), 3);
    assert_eq!(site.get("/export/queue_list.csv?team=North&for_publication=true").status, 400);
}
