use super::super::support::{Council, extract::number};

/// Holds teams by name with their records in scope and covered.
#[track_caller]
fn check(council: &Council, narrowed: &str, expected: &[(&str, i64, i64)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(team, in_scope, covered)| ((*team).to_owned(), *in_scope, *covered))
        .collect();
    assert_eq!(council.teams(narrowed), expected);
}

/// Five people, of whom the first three have a number.
fn persons() -> String {
    format!("PERSON_ID,NHS_ID\n1,{}\n2,{}\n3,{}\n4,\n5,\n", number(0), number(1), number(2))
}

const ALLOCATIONS: &str = "PERSON_ID,WORKER_ID,TEAM_NAME,START_DATE,END_DATE\n\
    1,7,North,01/01/2026,\n\
    1,8,South,01/01/2026,\n\
    2,7,North,01/01/2026,30/10/2026\n\
    2,8,South,01/01/2026,\n\
    3,7,North,01/01/2026,31/12/2026\n\
    4,7,North,01/01/2026,\n\
    4,9,North,01/02/2026,\n\
    8,7,North,01/01/2026,\n";

#[test]
fn persons_and_allocations_are_joined_by_person_id() {
    let expected = [("North", 3, 2), ("South", 2, 2), ("Unallocated", 1, 0)];
    for order in [
        "persons_2026-10-31.csv allocations_2026-10-31.csv",
        "allocations_2026-10-31.csv persons_2026-10-31.csv",
    ] {
        let council = Council::new();
        council.write("persons_2026-10-31.csv", persons());
        council.write("allocations_2026-10-31.csv", ALLOCATIONS);
        council.done(&format!("load {order}"));
        check(&council, "", &expected);
        assert_eq!(council.headline(""), (5, 3), "the council counts each person once");
    }
}

#[test]
fn allocations_may_follow_later() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", persons());
    council.write("allocations_2026-10-31.csv", ALLOCATIONS);
    council.refused("load allocations_2026-10-31.csv").says("no persons file");
    council.done("load persons_2026-10-31.csv");
    check(&council, "", &[("Unallocated", 5, 3)]);
    council.done("load allocations_2026-10-31.csv");
    check(&council, "", &[("North", 3, 2), ("South", 2, 2), ("Unallocated", 1, 0)]);
}

#[test]
fn a_person_whose_allocations_have_all_ended_is_not_open() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", persons());
    council.write(
        "allocations_2026-10-31.csv",
        "PERSON_ID,TEAM_NAME,START_DATE,END_DATE\n1,North,01/01/2026,01/02/2026\n2,North,01/01/2026,\n3,North,01/11/2026,\n",
    );
    council.done("load persons_2026-10-31.csv allocations_2026-10-31.csv");
    assert_eq!(
        council.headline(""),
        (3, 1),
        "1 has ended and 3 has not begun; 4 and 5 were never allocated"
    );
    let load = council.rows("loads").into_iter().find(|row| row["kind"] == "snapshot").unwrap();
    assert_eq!((load["people"].as_i64(), load["not_open"].as_i64()), (Some(5), Some(2)));
}

#[test]
fn one_file_may_have_several_rows_per_person() {
    let council = Council::new();
    let text = format!(
        "MOSAIC_ID;NHS NUMBER;Allocated Team\n1;{first};North\n1;{first};South\n2;;North\n2;;North\n3;{second};South\n3;;West\n",
        first = number(0),
        second = number(1)
    );
    council.write("extract_2026-10-31.csv", text);
    council.done("load extract_2026-10-31.csv").says("people 3");
    assert_eq!(council.headline(""), (3, 2));
    check(&council, "", &[("North", 2, 1), ("South", 2, 2), ("West", 1, 1)]);
}

#[test]
fn a_second_number_for_a_person_is_refused() {
    let council = Council::new();
    let text = format!("PERSON_ID,NHS_ID,TEAM\n1,{},North\n1,{},South\n2,,North\n", number(0), number(1));
    council.write("extract_2026-10-31.csv", text);
    council
        .done("load extract_2026-10-31.csv")
        .says("line 3")
        .says("NHS_ID")
        .says("conflicting_number");
    check(&council, "", &[("North", 2, 1)]);
}

#[test]
fn people_who_are_not_in_scope_are_counted_by_reason() {
    let council = Council::new();
    council.write(
        "persons_2026-10-31.csv",
        "PERSON_ID,NHS_ID,DATE_OF_BIRTH,DATE_OF_DEATH,CONTEXT_FLAG,PERSON_TYPE,CASE_STATUS\n\
         1,,01/01/1950,,A,Service user,Open\n\
         2,,01/12/2026,,C,Service user,Open\n\
         3,,31/10/2008,,A,Service user,Open\n\
         4,,01/11/2008,,A,Service user,Open\n\
         5,,01/01/1950,31/10/2026,A,Service user,Open\n\
         6,,01/01/1950,,A,Relative,Open\n\
         7,,01/01/1950,,A,Service user,Closed\n\
         8,,,,C,Service user,Open\n\
         9,,01/01/1950,01/01/2020,A,Relative,Closed\n",
    );
    council.done("load persons_2026-10-31.csv");
    let load = &council.rows("loads")[0];
    let of = |name: &str| load[name].as_i64().unwrap();
    assert_eq!(
        ["people", "in_scope", "unborn", "child", "deceased", "relative", "not_open"].map(of),
        [9, 2, 1, 2, 2, 1, 1]
    );
    assert_eq!(council.headline(""), (2, 0));
}

#[test]
fn every_state_is_counted_by_its_name() {
    let council = Council::new();
    let mut text = String::from("PERSON_ID,NHS_ID,NHS_NUMBER_STATUS\n");
    let cells = [
        (String::new(), ""),
        ("9.99E+09".to_owned(), ""),
        ("999000001".to_owned(), ""),
        ("1111111111".to_owned(), ""),
        ("9990000019".to_owned(), ""),
        ("9876543210".to_owned(), ""),
        (number(5), "02"),
        (number(5), "01"),
        (number(6), "02"),
        (number(7), "01"),
    ];
    for (at, (cell, status)) in cells.iter().enumerate() {
        text.push_str(&format!("{at},{cell},{status}\n"));
    }
    council.write("persons_2026-10-31.csv", text);
    council.done("load persons_2026-10-31.csv");
    let expected = [
        ("missing", 1),
        ("damaged", 1),
        ("malformed", 1),
        ("placeholder", 1),
        ("check_digit_fails", 1),
        ("other_range", 1),
        ("shared", 2),
        ("valid", 1),
        ("verified", 1),
    ];
    assert_eq!(council.states(""), expected.map(|(state, records)| (state.to_owned(), records)));
    let row = &council.rows("coverage")[0];
    assert_eq!(
        ["in_scope", "recorded", "covered", "verified"].map(|name| row[name].as_i64().unwrap()),
        [10, 9, 2, 1]
    );
}

#[test]
fn teams_exemptions_and_targets_explain_the_figures() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", persons());
    council.write("allocations_2026-10-31.csv", ALLOCATIONS);
    council.write(
        "teams.csv",
        "TEAM,SERVICE,RENAMED_FROM\nNorth,Older People,\nSouth and West,Mental Health,South\n",
    );
    council.write(
        "exemptions.csv",
        "PERSON_ID,REASON,AGREED,UNTIL\n4,objects,01/01/2026,\n5,not knowable,01/01/2026,30/10/2026\n",
    );
    council.write("targets.csv", "VALID_FROM,PERCENT\n01/01/2026,60\n01/11/2026,95\n");
    council.done("load persons_2026-10-31.csv allocations_2026-10-31.csv teams.csv exemptions.csv targets.csv");
    check(&council, "", &[("North", 3, 2), ("South and West", 2, 2), ("Unallocated", 1, 0)]);
    check(&council, "--service 'Older People'", &[("North", 3, 2)]);
    check(
        &council,
        "--exemptions excluded",
        &[("North", 2, 2), ("South and West", 2, 2), ("Unallocated", 1, 0)],
    );
    let row = &council.rows("coverage")[0];
    assert_eq!(
        (row["target"].as_f64(), row["records_to_go"].as_i64(), row["exempt"].as_i64()),
        (Some(60.0), Some(0), Some(1))
    );
    assert_eq!(council.headline("--exemptions excluded"), (4, 3));
}

#[test]
fn restricted_people_are_counted_and_never_listed() {
    let council = Council::new();
    council.write(
        "persons_2026-10-31.csv",
        "PERSON_ID,NHS_ID,TEAM,RESTRICTED\n1,,North,N\n2,,North,Y\n3,,North,\n",
    );
    council.done("load persons_2026-10-31.csv");
    let answer = council.answer("worklist --team North");
    let listed: Vec<_> = answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["person_id"].as_str().unwrap())
        .collect();
    assert_eq!(listed, ["1", "3"]);
    assert_eq!(answer["restricted"], 1);
    assert_eq!(council.headline(""), (3, 0));
}

#[test]
fn reference_files_may_come_before_the_first_snapshot() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", persons());
    council.write("exemptions.csv", "person_id,reason\n4,objects\n");
    council.write("targets.csv", "percent\n90\n");
    council.done("load exemptions.csv targets.csv");
    assert!(council.run("report coverage").err.contains("there are no figures yet"));
    council.done("load persons_2026-10-31.csv");
    assert_eq!(council.headline("--exemptions excluded"), (4, 3));
    assert_eq!(council.rows("coverage")[0]["target"], 90.0);
}
