//! Timesheets, long and wide, plans and rates.

use super::{Fixture, date, issues, options, read_with, rows, text};
use crate::Checked;
use domain::Kind;
use domain::schema::{effort, plan, rates};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const LONG: &str = "Date,Name,Workstream,Role,Organisation,Hours,Rate,Cost,Note";

fn effort_rows(checked: &Checked) -> Vec<String> {
    rows(checked, effort::FILE)
}

#[test]
fn a_timesheet_is_read_row_by_row() {
    let checked = text(&format!(
        "{LONG}\n\
         06/10/2025,A Person,Data cleansing,BI  Analyst,council,7.5,,,spoke to Mrs Smith\n\
         2025-10-06,,Set-up,,Partner,7:30,£1 234.50,,\n\
         06/10/2025,,IG,Manager,,0,,\"£1,000\",\n\
         06/10/2025,,Load,Manager,council,-,,12.5,invoice\n"
    ));
    assert_eq!(checked.kind, Kind::Effort);
    assert_eq!(
        effort_rows(&checked),
        [
            "2025-10-06|1|cleansing|BI Analyst|council|450|-|-|2",
            "2025-10-06|1|set_up|-|partner|450|123450|-|3",
            "2025-10-06|1|governance|Manager|council|0|-|100000|4",
            "2025-10-06|1|load|Manager|council|0|-|1250|5",
        ]
    );
    assert_eq!(issues(&checked), ["warning Organisation organisation_assumed 1 from 4"]);
    let read: Vec<_> = checked
        .columns
        .iter()
        .map(|column| column.field.as_deref().unwrap_or("-"))
        .collect();
    assert_eq!(
        read,
        [
            "date",
            "name",
            "workstream",
            "role",
            "organisation",
            "hours",
            "rate",
            "cost",
            "note"
        ]
    );
}

#[test]
fn a_week_may_stand_in_the_place_of_a_date() {
    let checked = text("Week commencing,Workstream,Organisation,Hours\n06/10/2025,extract,council,168\n");
    assert_eq!(effort_rows(&checked), ["2025-10-06|7|extract|-|council|10080|-|-|2"]);
}

#[test]
fn rows_that_cannot_be_used() {
    for (row, finding) in [
        ("06/10/2025,,,Analyst,council,1,,,", "Workstream workstream_missing"),
        ("06/10/2025,,Lunch,Analyst,council,1,,,", "Workstream workstream_unknown"),
        (",,Load,Analyst,council,1,,,", "Date date_missing"),
        ("soon,,Load,Analyst,council,1,,,", "Date date_unreadable"),
        ("06/10/2025,,Load,Analyst,Acme,1,,,", "Organisation organisation_unknown"),
        ("06/10/2025,,Load,Analyst,council,,,,", "Hours hours_missing"),
        ("06/10/2025,,Load,Analyst,council,-2,,,", "Hours hours_negative"),
        ("06/10/2025,,Load,Analyst,council,(2),,,", "Hours hours_negative"),
        ("06/10/2025,,Load,Analyst,council,some,,,", "Hours hours_unreadable"),
        ("06/10/2025,,Load,Analyst,council,0.33,,,", "Hours hours_unreadable"),
        ("06/10/2025,,Load,Analyst,council,24.25,,,", "Hours hours_above_day"),
        ("06/10/2025,,Load,Analyst,council,1,1.234,,", "Rate money_unreadable"),
        ("06/10/2025,,Load,Analyst,council,1,-5,,", "Rate money_negative"),
        ("06/10/2025,,Load,Analyst,council,1,,lots,", "Cost money_unreadable"),
        ("06/10/2025,,Load,Analyst,council,1,,£-5,", "Cost money_negative"),
        ("06/10/2025,,Load,999 000 0018,council,1,,,", "Role words_hold_nhs_number"),
    ] {
        let checked = text(&format!("{LONG}\n06/10/2025,,Load,Analyst,council,1,,,\n{row}\n"));
        assert_eq!(issues(&checked), [format!("refused {finding} 1 from 3")], "{row}");
        assert_eq!(effort_rows(&checked).len(), 1, "{row}");
    }
}

const WIDE: &str = "Workstream,Role,Organisation,Rate,w/c 06/10/2025,13-Oct-25,w/c 20/10/2025,Total,Cost";

#[test]
fn a_wide_sheet_has_a_column_for_each_week() {
    let checked = text(&format!(
        "{WIDE}\n\
         Extract,Analyst,council,,7.5,,1:15,8.75,\n\
         Cleansing,Analyst,partner,£40,0,2,-,2,£10.01\n"
    ));
    assert_eq!((checked.kind, checked.rows_read), (Kind::Effort, 2));
    assert_eq!(
        effort_rows(&checked),
        [
            "2025-10-06|7|extract|Analyst|council|450|-|-|2",
            "2025-10-20|7|extract|Analyst|council|75|-|-|2",
            "2025-10-06|7|cleansing|Analyst|partner|0|4000|0|3",
            "2025-10-13|7|cleansing|Analyst|partner|120|4000|1001|3",
        ]
    );
    let read: Vec<_> = checked
        .columns
        .iter()
        .filter(|column| column.field.as_deref() == Some("hours"))
        .collect();
    assert_eq!(read.len(), 3);
}

#[test]
fn a_wide_row_is_refused_whole_by_its_line_and_column() {
    for (row, finding) in [
        ("Load,Analyst,council,,1,x,2,,", "13-Oct-25 hours_unreadable"),
        ("Load,Analyst,council,,1,2,-1,,", "w/c 20/10/2025 hours_negative"),
        ("Load,Analyst,council,,168.25,2,1,,", "w/c 06/10/2025 hours_above_week"),
        ("Load,Analyst,council,,,,,,£5", "Cost cost_without_hours"),
        ("Total,,,,1,2,3,6,", "Workstream workstream_unknown"),
    ] {
        let file = Fixture::new("sheet.csv", format!("{WIDE}\nLoad,Analyst,council,,1,,,,\n{row}\n"));
        let checked = file.read().unwrap();
        assert_eq!(issues(&checked), [format!("refused {finding} 1 from 3")], "{row}");
        assert_eq!(effort_rows(&checked).len(), 1, "{row}");
        let to = file.folder.path().join(checked.rejects_file_name());
        checked.write_rejects(&file.path, &to).unwrap();
        assert!(std::fs::read_to_string(&to).unwrap().contains(row), "{row}");
    }
    let days = text("Workstream,Organisation,Mon 06/10/2025,Tue 07/10/2025\nLoad,council,24.5,\nLoad,council,24,1\n");
    assert_eq!(issues(&days), ["refused Mon 06/10/2025 hours_above_day 1 from 2"]);
}

#[test]
fn a_workbook_may_have_dates_above_its_columns_and_times_in_its_cells() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let (day, time, span) = (
        Format::new().set_num_format("dd/mm/yyyy"),
        Format::new().set_num_format("hh:mm"),
        Format::new().set_num_format("[h]:mm"),
    );
    for (column, name) in (0..).zip(["Workstream", "Organisation"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    for (column, date) in (2..).zip([6, 13, 20, 27]) {
        let date = ExcelDateTime::from_ymd(2025, 10, date).unwrap();
        sheet.write_datetime_with_format(0, column, &date, &day).unwrap();
    }
    sheet.write_string(1, 0, "Cleansing").unwrap();
    sheet.write_string(1, 1, "council").unwrap();
    sheet.write_number(1, 2, 7.4).unwrap();
    sheet.write_number_with_format(1, 3, 0.3125, &time).unwrap();
    sheet.write_number_with_format(1, 4, 1.5, &span).unwrap();
    sheet.write_number_with_format(1, 5, 0.0, &time).unwrap();
    let checked = Fixture::new("sheet.xlsx", workbook.save_to_buffer().unwrap()).read().unwrap();
    assert_eq!(issues(&checked), [""; 0]);
    assert_eq!(
        effort_rows(&checked),
        [
            "2025-10-06|7|cleansing|-|council|444|-|-|2",
            "2025-10-13|7|cleansing|-|council|450|-|-|2",
            "2025-10-20|7|cleansing|-|council|2160|-|-|2",
            "2025-10-27|7|cleansing|-|council|0|-|-|2",
        ]
    );
}

#[test]
fn names_and_notes_are_read_past() {
    let checked = text(&format!("{LONG}\n06/10/2025,Zebedee Quux,Load,Analyst,council,1,,,Quux was ill\n"));
    let frames: Vec<_> = checked.tables.iter().map(|table| format!("{:?}", table.frame())).collect();
    assert!(!frames.concat().contains("Quux"), "{frames:?}");
}

const PLAN: &str = "Workstream,Role,Organisation,From,To,Hours,Cost,Revision date,Reason";

#[test]
fn a_plan_holds_its_revisions() {
    let checked = text(&format!(
        "{PLAN}\n\
         Set-up,Manager,council,01/04/2025,30/06/2025,300,\"£12,000\",01/03/2025,First plan\n\
         Cleansing,,partner,01/07/2025,31/03/2026,,£500.05,01/08/2025,\n"
    ));
    assert_eq!(checked.kind, Kind::Plan);
    assert_eq!(
        rows(&checked, plan::FILE),
        [
            "2025-03-01|First plan|set_up|Manager|council|2025-04-01|2025-06-30|18000|1200000",
            "2025-08-01|-|cleansing|-|partner|2025-07-01|2026-03-31|0|50005",
        ]
    );
    let good = "Load,,council,01/04/2025,02/04/2025,1,,01/03/2025,";
    for (row, finding) in [
        ("Load,,council,,02/04/2025,1,,01/03/2025,", "From date_missing"),
        ("Load,,council,03/04/2025,02/04/2025,1,,01/03/2025,", "To dates_reversed"),
        ("Load,,council,01/04/2025,02/04/2025,,,01/03/2025,", "Hours hours_missing"),
        ("Load,,council,01/04/2025,02/04/2025,1,x,01/03/2025,", "Cost money_unreadable"),
        (
            "Load,,council,01/04/2025,02/04/2025,1,,01/03/2025,about 9990000018",
            "Reason words_hold_nhs_number",
        ),
    ] {
        let checked = text(&format!("{PLAN}\n{good}\n{row}\n"));
        assert_eq!(issues(&checked), [format!("refused {finding} 1 from 3")], "{row}");
    }
}

#[test]
fn a_plan_may_be_dated_by_its_file() {
    let content = "workstream,organisation,from,to,hours\nLoad,council,01/04/2025,02/04/2025,1\n";
    let read = |name: &str, flag| read_with(&Fixture::new(name, content).path, None, flag, &options());
    let revised = |checked: &Checked| rows(checked, plan::FILE)[0].split('|').next().map(str::to_owned);
    assert_eq!(revised(&read("plan_2025-03-01.csv", None).unwrap()).as_deref(), Some("2025-03-01"));
    assert_eq!(
        revised(&read("plan.csv", Some(date(2025, 3, 2))).unwrap()).as_deref(),
        Some("2025-03-02")
    );
    let message = read("plan.csv", None).unwrap_err().to_string();
    assert!(message.contains("Nothing says when the plan was revised"), "{message}");
}

#[test]
fn rates_hold_from_their_day() {
    let checked = text(
        "Role,Organisation,From,Rate per hour\nAnalyst,council,,£25\nAnalyst,council,01/04/2026,£26.40\nanalyst ,council,,30\nManager,partner,,\n,partner,,5\n",
    );
    assert_eq!(checked.kind, Kind::Rates);
    assert_eq!(
        rows(&checked, rates::FILE),
        ["Analyst|council|-|2500", "Analyst|council|2026-04-01|2640"]
    );
    assert_eq!(
        issues(&checked),
        [
            "refused Rate per hour rate_twice 1 from 4",
            "refused Rate per hour rate_missing 1 from 5",
            "refused Role role_missing 1 from 6",
        ]
    );
}
