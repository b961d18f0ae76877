//! The project's register: its words, what a row and what the whole file cannot say.

use super::{Fixture, date, issues, options, read_with, refusal, rows, text};
use domain::Kind;
use domain::schema::{exemptions, register};
use rust_xlsxwriter::Workbook;

const HEADER: &str = "ID,KIND,TITLE,OWNER,STATUS,DUE,FIRST_DUE,DONE,EXPIRY,EVIDENCE,DEPENDS_ON,ITEM,LIKELIHOOD,IMPACT,BATCH,ROUTE,NOTE";

fn file(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

#[test]
fn one_sheet_as_a_project_office_keeps_it() {
    let csv = "Ref,Type,Description,Owner role,Status,Target date,Original date,Completed,Review or expiry,Document,Depends on,Checklist item,Likelihood,Impact,Batch,Route,Notes\n\
        1,Agreement,Information sharing  agreement with Eastshire,IG Lead,Signed,,,22/05/2025,2026-11-30,ISA-0117,,,,,,,agreed over the phone\n\
        2.0,Milestone,HSCN connection live,Infrastructure Manager,Late,31/03/2026,31 Oct 2025,,,,1; 3,HSCN,,,,,\n\
        3,approval,PDS access request,,submitted,,,,,,,,,,,,\n\
        R1,Risk,The supplier is late,,Open,,,,,,1,,4,5.0,,,\n\
        T1,Transfer,First batch,,Sent,,,2025-06-20,,ST-17,,,,,dbs_2025-06-20,via a partner,\n\
        D1,Decision,Which route,SMT,,,,2025-04-15,,,,,,,,,\n";
    let expected = [
        "1|agreement|Information sharing agreement with Eastshire|IG Lead|done|-|-|2025-05-22|2026-11-30|-|ISA-0117|-|partner_agreement|-|-|-|-",
        "2|milestone|HSCN connection live|Infrastructure Manager|in_progress|2026-03-31|2025-10-31|-|-|-|-|1\n3|network|-|-|-|-",
        "3|approval|PDS access request|-|in_progress|-|-|-|-|-|-|-|pds_access_request|-|-|-|-",
        "R1|risk|The supplier is late|-|in_progress|-|-|-|-|-|-|1|-|4|5|-|-",
        "T1|transfer|First batch|-|done|-|-|2025-06-20|-|-|ST-17|-|-|-|-|dbs_2025-06-20|partner",
        "D1|decision|Which route|SMT|done|-|-|2025-04-15|-|-|-|-|-|-|-|-|-",
    ];
    let checked = text(csv);
    assert_eq!((checked.kind, checked.as_at), (Kind::Register, Some(date(2026, 10, 31))));
    assert_eq!(rows(&checked, register::FILE), expected);
    assert_eq!(issues(&checked), [""; 0]);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(csv.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let checked = Fixture::new("register.xlsx", workbook.save_to_buffer().unwrap()).read().unwrap();
    assert_eq!(rows(&checked, register::FILE), expected);
}

#[test]
fn the_day_of_a_register_is_the_flags_or_the_files() {
    let csv = file(&["A,decision,Which route,,decided,,,2026-10-31,,,,,,,,,"]);
    let named = Fixture::new("register_2026-10-31.csv", &csv);
    let kept_on = |as_at| read_with(&named.path, None, as_at, &options()).unwrap().as_at;
    assert_eq!(kept_on(None), Some(date(2026, 10, 31)));
    assert_eq!(kept_on(Some(date(2026, 11, 5))), Some(date(2026, 11, 5)));
    // Without either it is the day on which the file is read, and nothing is of the future that was done before.
    let unnamed = Fixture::new("register.csv", csv.replace("2026-10-31", "2020-01-01"));
    assert!(read_with(&unnamed.path, None, None, &options()).unwrap().as_at > Some(date(2024, 1, 1)));
}

#[test]
fn what_a_row_cannot_say() {
    let good = "A,approval,Legal basis,,approved,,,2026-05-01,,,,,,,,,";
    for (row, mended, finding) in [
        (",risk,x,,open,,,,,,,,,,,,", "B,risk,x,,open,,,,,,,,,,,,", "ID id_missing"),
        ("a,risk,x,,open,,,,,,,,,,,,", "B,risk,x,,open,,,,,,,,,,,,", "ID id_twice"),
        ("B,,x,,open,,,,,,,,,,,,", "B,risk,x,,open,,,,,,,,,,,,", "KIND kind_missing"),
        ("B,issue,x,,open,,,,,,,,,,,,", "B,risk,x,,open,,,,,,,,,,,,", "KIND kind_unknown"),
        ("B,risk,,,open,,,,,,,,,,,,", "B,risk,x,,open,,,,,,,,,,,,", "TITLE title_missing"),
        ("B,risk,x,,,,,,,,,,,,,,", "B,risk,x,,open,,,,,,,,,,,,", "STATUS status_missing"),
        (
            "B,risk,x,,green,,,,,,,,,,,,",
            "B,risk,x,,open,,,,,,,,,,,,",
            "STATUS entry_status_unknown",
        ),
        (
            "B,milestone,x,,realised,,,,,,,,,,,,",
            "B,risk,x,,realised,,,,,,,,,,,,",
            "STATUS status_not_of_kind",
        ),
        (
            "B,milestone,x,,open,31/02/2027,,,,,,,,,,,",
            "B,milestone,x,,open,28/02/2027,,,,,,,,,,,",
            "DUE date_unreadable",
        ),
        (
            "B,milestone,x,,done,,,2026-11-01,,,,,,,,,",
            "B,milestone,x,,done,,,2026-10-31,,,,,,,,,",
            "DONE done_in_future",
        ),
        (
            "B,milestone,x,,late,,,2026-10-01,,,,,,,,,",
            "B,milestone,x,,late,,,,,,,,,,,,",
            "DONE done_and_open",
        ),
        (
            "B,agreement,x,,signed,,,2026-10-01,2026-09-30,,,,,,,,",
            "B,agreement,x,,signed,,,2026-10-01,2026-10-01,,,,,,,,",
            "EXPIRY expires_before_done",
        ),
        (
            "B,milestone,x,,open,,,,,,A; Z,,,,,,",
            "B,milestone,x,,open,,,,,,A,,,,,,",
            "DEPENDS_ON dependency_unknown",
        ),
        (
            "B,milestone,x,,done,,,2026-04-30,,,A,,,,,,",
            "B,milestone,x,,done,,,2026-05-01,,,A,,,,,,",
            "DONE done_before_dependency",
        ),
        (
            "B,approval,x,,open,,,,,,,a good feeling,,,,,",
            "B,approval,x,,open,,,,,,,DSPT,,,,,",
            "ITEM item_unknown",
        ),
        (
            "B,approval,x,,open,,,,,,,coverage gate,,,,,",
            "B,approval,x,,open,,,,,,,,,,,,",
            "ITEM item_computed",
        ),
        (
            "B,risk,x,,open,,,,,,,,6,1,,,",
            "B,risk,x,,open,,,,,,,,5,1,,,",
            "LIKELIHOOD scale_unreadable",
        ),
        (
            "B,risk,x,,open,,,,,,,,5,high,,,",
            "B,risk,x,,open,,,,,,,,5,4,,,",
            "IMPACT scale_unreadable",
        ),
        (
            "B,transfer,x,,sent,,,2026-10-01,,,,,,,b,pigeon,",
            "B,transfer,x,,sent,,,2026-10-01,,,,,,,b,partner,",
            "ROUTE route_unknown",
        ),
        (
            "B,risk,999 000 0018 is lost,,open,,,,,,,,,,,,",
            "B,risk,A number is lost,,open,,,,,,,,,,,,",
            "TITLE words_hold_nhs_number",
        ),
    ] {
        let source = Fixture::new("file.csv", file(&[good, row]));
        let checked = source.read().unwrap();
        assert_eq!(issues(&checked), [format!("refused {finding} 1 from 3")], "{row}");
        let to = source.folder.path().join(checked.rejects_file_name());
        checked.write_rejects(&source.path, &to).unwrap();
        let rejects = std::fs::read_to_string(&to).unwrap();
        std::fs::write(&to, rejects.replace(row, mended)).unwrap();
        // What it depends on stands in the file that was loaded before.
        let again = read_with(&to, None, Some(date(2026, 10, 31)), &options()).unwrap();
        let taken = (again.kind, again.is_mended(), again.rows_accepted, again.rows_refused);
        assert_eq!(taken, (Kind::Register, true, 1, 0), "{mended}");
    }
    let long = format!("B,risk,{},,open,,,,,,,,,,,,", "x".repeat(301));
    assert_eq!(
        issues(&Fixture::new("file.csv", file(&[good, &long])).read().unwrap()),
        ["refused TITLE title_too_long 1 from 3"]
    );
}

#[test]
fn done_while_something_before_it_is_open() {
    let checked = text(&file(&[
        "A,milestone,First,,in progress,,,,,,,,,,,,",
        "B,milestone,Second,,done,,,,,,A,,,,,,",
        "C,milestone,Third,,done,,,2026-10-01,,,a,,,,,,",
    ]));
    assert_eq!(
        issues(&checked),
        [
            "refused DONE done_before_dependency 2 from 3",
            "warning DONE done_without_date 1 from 3"
        ]
    );
    assert_eq!(checked.rows_accepted, 1);
}

#[test]
fn what_is_taken_with_a_warning() {
    let checked = text(&file(&[
        "A,agreement,Data sharing agreement with the partner,,signed,,,,,,,,2,,,,",
        "B,milestone,DSPT published,,open,,,,,,,,,,,,",
    ]));
    let mut found = issues(&checked);
    found.sort();
    assert_eq!(
        found,
        [
            "warning DONE done_without_date 1 from 2",
            "warning LIKELIHOOD scale_unused 1 from 2",
            "warning TITLE item_ambiguous 1 from 2"
        ]
    );
    let items: Vec<_> = rows(&checked, register::FILE)
        .iter()
        .map(|row| row.split('|').nth(12).unwrap().to_owned())
        .collect();
    // Which item a milestone stands for is never guessed.
    assert_eq!(items, ["-", "-"]);
}

#[test]
fn a_review_is_no_end_unless_one_column_holds_both() {
    for (header, dates, expires, review) in [
        ("Review date", "2026-12-01", "-", "2026-12-01"),
        ("Next review", "2026-12-01", "-", "2026-12-01"),
        ("Expires", "2026-12-01", "2026-12-01", "-"),
        ("Lapses", "2026-12-01", "2026-12-01", "-"),
        ("End date", "2026-12-01", "2026-12-01", "-"),
        ("Review or expiry", "2026-12-01", "2026-12-01", "-"),
        ("Expiry or review date", "2026-12-01", "2026-12-01", "-"),
        ("Expiry,Review", "2027-06-30,2026-12-01", "2027-06-30", "2026-12-01"),
        // What was agreed may be reviewed before it is signed.
        ("Expiry,Review", "2027-06-30,2026-01-01", "2027-06-30", "2026-01-01"),
    ] {
        let checked = text(&format!(
            "Id,Kind,Title,Status,Done,{header}\nA,agreement,Sharing,signed,2026-05-01,{dates}\n"
        ));
        let rows = rows(&checked, register::FILE);
        let found: Vec<_> = rows[0].split('|').skip(8).take(2).collect();
        assert_eq!(found, [expires, review], "{header}");
    }
}

#[test]
fn a_circle_refuses_the_whole_file() {
    let message = refusal(
        "register.csv",
        file(&[
            "A,approval,Legal basis,,approved,,,2026-05-01,,,,,,,,,",
            "M1,milestone,x,,open,,,,,,m3,,,,,,",
            // Also through a row that would be refused by itself.
            "M2,milestone,x,,green,,,,,,M1,,,,,,",
            "M3,milestone,x,,open,,,,,,M2; A,,,,,,",
        ]),
    );
    assert!(
        message.starts_with("register.csv, line 3: ") && message.contains("M1 → M3 → M2 → M1") && message.contains("nothing was loaded"),
        "{message}"
    );
    let message = refusal("register.csv", file(&["M1,milestone,x,,open,,,,,,M1,,,,,,"]));
    assert!(message.contains("M1 → M1"), "{message}");
}

#[test]
fn an_exemption_says_which_role_agreed() {
    let checked = text("PERSON_ID,REASON,AGREED,REVIEW_DATE,AGREED_BY\n1,objects,2026-01-01,2027-01-01,Team  Manager\n2,other,,,\n");
    assert_eq!(
        rows(&checked, exemptions::FILE),
        ["1|objects|2026-01-01|2027-01-01|Team Manager", "2|other|-|-|-"]
    );
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(24))]

    #[test]
    fn a_circle_of_any_length_is_found(length in 1_usize..200) {
        let rows: Vec<_> = (0..length).map(|at| format!("M{at},milestone,x,,open,,,,,,M{},,,,,,", (at + 1) % length)).collect();
        let rows: Vec<_> = rows.iter().map(String::as_str).collect();
        let message = refusal("register.csv", file(&rows));
        proptest::prop_assert!(message.contains("line 2") && message.contains("M0 →"), "{}", message);
    }

    #[test]
    fn the_order_of_the_rows_changes_no_entry(turn in 0_usize..5) {
        let mut lines = vec![
            "A,approval,Legal basis,,approved,,,2026-05-01,,,,,,,,,",
            "B,milestone,x,,open,,,,,,A;C,,,,,,",
            "C,agreement,DSFC,,signed,,,2026-06-01,,,A,,,,,,",
            "D,milestone,x,,done,,,2026-05-30,,,C,,,,,,",
            "E,risk,x,,realised,,,2026-06-01,,,B,,2,3,,,",
        ];
        let taken = |lines: &[&str]| {
            let checked = text(&file(lines));
            let mut taken = rows(&checked, register::FILE);
            taken.sort();
            (taken, checked.rows_refused)
        };
        let before = taken(&lines);
        proptest::prop_assert_eq!(before.1, 1);
        lines.rotate_left(turn);
        lines.reverse();
        proptest::prop_assert_eq!(taken(&lines), before);
    }
}
