//! The same table in every format that councils send gives the same figures.

use super::support::{
    Council,
    extract::{csv, number, table},
};
use duckdb::Connection;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::Value;
use std::sync::OnceLock;

/// Twelve people with letters outside ASCII, every delimiter inside a cell, and numbers in every state that text can give.
fn people() -> Vec<Vec<String>> {
    let number = |place| number(place);
    let grouped = |place, mark: &str| {
        let digits = number(place);
        format!("{}{mark}{}{mark}{}", &digits[..3], &digits[3..6], &digits[6..])
    };
    let mut rows = table(
        "PERSON_ID | NHS_ID | TEAM_NAME  | DATE_OF_BIRTH | CASE_STATUS | LAST_NAME
         101       | a      | Café Team  | 01/02/1950    | Open        | Zoë
         102       | b      | Café Team  | 03/04/1961    | Open        | O’Neill
         103       | c      | Café Team  | 05/06/1972    | Open        | Sample
         104       | d      | Café Team  | 07/08/1983    | Open        | Sample
         105       |        | Café Team  | 09/10/1994    | Open        | Sample
         106       | 9.99E+09   | North; East, and | 01/02/1950 | Open   | Sample
         107       | 999000001  | North; East, and | 01/02/1950 | Open   | Sample
         108       | 1111111111 | North; East, and | 01/02/1950 | Open   | Sample
         109       | 9990000019 | North; East, and | 01/02/1950 | Open   | Sample
         110       | 9876543210 | North; East, and | 01/02/1950 | Open   | Sample
         111       | e          | North; East, and | 01/02/1950 | Closed | Sample
         112       | f          | North; East, and | 01/02/2015 | Open   | Sample",
    );
    let held = [number(0), grouped(1, " "), grouped(2, "-"), format!("{}.0", number(3))];
    for (row, text) in rows[1..5].iter_mut().zip(held) {
        row[1] = text;
    }
    rows[11][1] = number(4);
    rows[12][1] = number(5);
    rows
}

/// The rows of every question that the figures show in.
type Figures = Vec<Vec<Value>>;

fn figures(council: &Council) -> Figures {
    let questions = [
        "coverage",
        "coverage_by_team",
        "record_states",
        "worklist --team 'Café Team'",
        "worklist --team 'North; East, and'",
    ];
    questions.map(|question| council.rows(question)).to_vec()
}

fn loaded(file: &str, bytes: &[u8], format: &str) -> Figures {
    let council = Council::new();
    council.write(file, bytes);
    council
        .done(&format!("load {file}"))
        .says(format)
        .says("12 read, 12 accepted, 0 refused");
    figures(&council)
}

/// Holds that the file gives what the plain CSV gives, and is recognised as what it is.
#[track_caller]
fn check(file: &str, bytes: &[u8], format: &str) {
    static PLAIN: OnceLock<Figures> = OnceLock::new();
    let plain = PLAIN.get_or_init(|| loaded("plain_2026-10-31.csv", csv(&people(), b',').as_bytes(), "CSV, comma, UTF-8"));
    assert_eq!(&loaded(file, bytes, format), plain, "{file}, {format}");
}

#[test]
fn the_plain_one_gives_the_expected_figures() {
    let council = Council::new();
    council.write("plain_2026-10-31.csv", csv(&people(), b','));
    council.done("load plain_2026-10-31.csv");
    assert_eq!(council.headline(""), (10, 4));
    assert_eq!(
        council.teams(""),
        [("Café Team".to_owned(), 5, 4), ("North; East, and".to_owned(), 5, 0)]
    );
    let listed: Vec<_> = council
        .rows("worklist --team 'North; East, and'")
        .iter()
        .map(|row| {
            (
                row["person_id"].as_str().unwrap().to_owned(),
                row["state"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let expected = [
        ("106", "damaged"),
        ("107", "malformed"),
        ("108", "placeholder"),
        ("109", "check_digit_fails"),
        ("110", "other_range"),
    ];
    let mut listed = listed;
    listed.sort();
    assert_eq!(listed, expected.map(|(person, state)| (person.to_owned(), state.to_owned())));
}

#[test]
fn any_delimiter() {
    check("semicolon_2026-10-31.csv", csv(&people(), b';').as_bytes(), "CSV, semicolon, UTF-8");
    check("tab_2026-10-31.txt", csv(&people(), b'\t').as_bytes(), "CSV, tab, UTF-8");
    check("bar_2026-10-31.csv", csv(&people(), b'|').as_bytes(), "UTF-8");
}

#[test]
fn any_line_end() {
    let text = csv(&people(), b',');
    check("windows_2026-10-31.csv", text.replace('\n', "\r\n").as_bytes(), "UTF-8");
    check("old_2026-10-31.csv", text.replace('\n', "\r").as_bytes(), "UTF-8");
    check("no_last_2026-10-31.csv", text.trim_end().as_bytes(), "UTF-8");
    check("empty_lines_2026-10-31.csv", format!("{text}\n\n").as_bytes(), "UTF-8");
}

#[test]
fn any_encoding() {
    let text = csv(&people(), b',');
    let utf_16 = |mark: bool, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    check("mark_2026-10-31.csv", format!("\u{feff}{text}").as_bytes(), "UTF-8");
    check("little_2026-10-31.csv", &utf_16(true, u16::to_le_bytes), "UTF-16 little-endian");
    check("big_2026-10-31.csv", &utf_16(true, u16::to_be_bytes), "UTF-16 big-endian");
    check(
        "little_plain_2026-10-31.csv",
        &utf_16(false, u16::to_le_bytes),
        "UTF-16 little-endian",
    );
    check("western_2026-10-31.csv", &windows_1252(&text), "Windows-1252");
    check(
        "western_excel_2026-10-31.csv",
        &windows_1252(&csv(&people(), b';')),
        "CSV, semicolon, Windows-1252",
    );
}

#[test]
fn a_line_for_excel_before_the_header() {
    check(
        "excel_2026-10-31.csv",
        format!("sep=;\r\n{}", csv(&people(), b';')).as_bytes(),
        "semicolon",
    );
}

#[test]
fn a_workbook_of_texts() {
    check("texts_2026-10-31.xlsx", &workbook(false), "XLSX");
}

#[test]
fn a_workbook_of_real_numbers_and_dates() {
    check("typed_2026-10-31.xlsx", &workbook(true), "XLSX");
}

#[test]
fn parquet_of_texts() {
    let columns = people()[0]
        .iter()
        .map(|name| format!("{name} VARCHAR"))
        .collect::<Vec<_>>()
        .join(", ");
    check("texts_2026-10-31.parquet", &parquet(&columns, "*"), "Parquet");
}

#[test]
fn parquet_of_real_numbers_and_dates() {
    let columns = people()[0]
        .iter()
        .map(|name| format!("{name} VARCHAR"))
        .collect::<Vec<_>>()
        .join(", ");
    let typed =
        "PERSON_ID::BIGINT AS PERSON_ID, NHS_ID, TEAM_NAME, strptime(DATE_OF_BIRTH, '%d/%m/%Y') AS DATE_OF_BIRTH, CASE_STATUS, LAST_NAME";
    check("typed_2026-10-31.parquet", &parquet(&columns, typed), "Parquet");
}

#[test]
fn a_numeric_column_of_numbers_is_read_without_loss() {
    let sheet = |value: f64| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "PERSON_ID").unwrap();
        sheet.write_string(0, 1, "NHS_ID").unwrap();
        sheet.write_number(1, 0, 1.0).unwrap();
        sheet.write_number(1, 1, value).unwrap();
        workbook.save_to_buffer().unwrap()
    };
    let check = |file: &str, bytes: &[u8], state: &str| {
        let council = Council::new();
        council.write(file, bytes);
        council.done(&format!("load {file}"));
        assert_eq!(council.states(""), [(state.to_owned(), 1)], "{file}");
    };
    check("number_2026-10-31.xlsx", &sheet(9_990_000_018.0), "valid");
    check("nine_digits_2026-10-31.xlsx", &sheet(607_230_002.0), "malformed");
    check("nothing_2026-10-31.xlsx", &sheet(0.0), "placeholder");
    for (type_name, value, state) in [
        ("BIGINT", "9990000018", "valid"),
        ("DOUBLE", "9990000018", "valid"),
        ("BIGINT", "NULL", "missing"),
    ] {
        let bytes = written(&format!("SELECT 1::BIGINT AS PERSON_ID, {value}::{type_name} AS NHS_ID"));
        check("number_2026-10-31.parquet", &bytes, state);
    }
}

/// Databases write `numeric(10)` so.
#[test]
fn a_parquet_column_of_a_type_that_is_not_read_is_refused_by_name() {
    let council = Council::new();
    council.write(
        "decimals_2026-10-31.parquet",
        written("SELECT 1 AS PERSON_ID, 9990000018::DECIMAL(10, 0) AS NHS_ID"),
    );
    let done = council.refused("load decimals_2026-10-31.parquet");
    done.says("NHS_ID").says("write it as text");
    assert!(!done.err.contains("panicked"), "{done}");
}

fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |letter: char| {
        if letter == '’' {
            0x92
        } else {
            u8::try_from(u32::from(letter)).unwrap()
        }
    };
    text.chars().map(byte).collect()
}

/// The people as a workbook: all cells as text, or ids as numbers and dates as dates, below an empty sheet.
fn workbook(typed: bool) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Notes").unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = workbook.add_worksheet();
    for (line, row) in (0..).zip(people()) {
        for (column, cell) in (0..).zip(&row) {
            let parts: Vec<u16> = cell.split('/').filter_map(|part| part.parse().ok()).collect();
            match parts[..] {
                [id] if typed && column == 0 => drop(sheet.write_number(line, column, f64::from(id)).unwrap()),
                [day_of_month, month, year] if typed => {
                    let date = ExcelDateTime::from_ymd(year, month as u8, day_of_month as u8).unwrap();
                    sheet.write_datetime_with_format(line, column, date, &day).unwrap();
                }
                _ if cell.is_empty() => {}
                _ => drop(sheet.write_string(line, column, cell).unwrap()),
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn parquet(columns: &str, selected: &str) -> Vec<u8> {
    let values: Vec<_> = people()[1..]
        .iter()
        .map(|row| format!("({})", row.iter().map(|cell| format!("'{cell}'")).collect::<Vec<_>>().join(", ")))
        .collect();
    let names: Vec<_> = columns.split(", ").map(|column| column.split(' ').next().unwrap()).collect();
    written(&format!(
        "SELECT {selected} FROM (VALUES {}) AS people({})",
        values.join(", "),
        names.join(", ")
    ))
}

/// The rows of a query as a Parquet file.
fn written(query: &str) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("written.parquet");
    let connection = Connection::open_in_memory().unwrap();
    connection
        .execute_batch(&format!("COPY ({query}) TO '{}' (FORMAT parquet)", path.display()))
        .unwrap();
    std::fs::read(path).unwrap()
}
