//! The same table in every form that is read gives the same rows, findings and lines.

use super::{Fixture, cells, issues, rows};
use crate::Checked;
use domain::schema::{allocations, persons};
use encoding_rs::WINDOWS_1252;
use polars::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const HEADER: [&str; 6] = ["PERSON_ID", "NHS_ID", "DATE_OF_BIRTH", "TEAM", "LAST_NAME", "RESTRICTED"];
const ROWS: [[&str; 6]; 7] = [
    ["101", "9990000018", "1950-02-01", "Séance – North", "Müller", "N"],
    ["102", "", "2010-12-24", "South, and east", "O’Neil", "Y"],
    ["103", "4.01E+09", "1940-06-30", "", "Smith; Jones", "N"],
    ["", "9990000026", "1930-01-01", "South, and east", "Tab\tName", "N"],
    ["105", "9990000034", "1951-03-31", "Big | small", "", "Y"],
    ["101", "9990000018", "1950-02-01", "South, and east", "Müller", "N"],
    ["107", "9990000042", "1999-09-09", "North", "Zoë", "N"],
];

/// What must be the same in every form.
fn essence(checked: &Checked) -> String {
    let columns: Vec<_> = checked
        .columns
        .iter()
        .map(|column| format!("{}={:?}", column.column, column.field))
        .collect();
    let [people, teams] = [persons::FILE, allocations::FILE].map(|file| rows(checked, file).join("\n"));
    format!(
        "{:?} {:?} {columns:?} {} {}\n{}\n{people}\n{teams}",
        checked.kind,
        checked.as_at,
        checked.rows_read,
        checked.rows_refused,
        issues(checked).join("\n")
    )
}

fn delimited(delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(HEADER).unwrap();
    ROWS.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    mark.encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Notes").unwrap();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    HEADER.iter().enumerate().for_each(|(column, name)| {
        sheet.write(0, column as u16, *name).unwrap();
    });
    for (row, cells) in ROWS.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (row as u32 + 1, column as u16);
            match (column, cell.parse::<f64>()) {
                (2, _) => {
                    sheet
                        .write_with_format(row, column, ExcelDateTime::parse_from_str(cell).unwrap(), &day)
                        .unwrap();
                }
                (0 | 1, Ok(number)) if !cell.contains('E') => {
                    sheet.write(row, column, number).unwrap();
                }
                _ if cell.is_empty() => {}
                _ => {
                    sheet.write(row, column, *cell).unwrap();
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn parquet() -> Vec<u8> {
    let texts = |column: usize| {
        ROWS.iter()
            .map(|row| Some(row[column]).filter(|cell| !cell.is_empty()))
            .collect::<Vec<_>>()
    };
    let ids: Vec<Option<i64>> = texts(0).iter().map(|id| id.map(|id| id.parse().unwrap())).collect();
    let days: Vec<i32> = texts(2)
        .iter()
        .map(|day| (day.unwrap().parse::<chrono::NaiveDate>().unwrap() - chrono::NaiveDate::default()).num_days() as i32)
        .collect();
    let columns = vec![
        Column::new("PERSON_ID".into(), ids),
        Column::new("NHS_ID".into(), texts(1)),
        Int32Chunked::from_slice("DATE_OF_BIRTH".into(), &days)
            .into_date()
            .into_series()
            .into_column(),
        Column::new("TEAM".into(), texts(3)),
        Column::new("LAST_NAME".into(), texts(4)),
        Column::new("RESTRICTED".into(), texts(5)),
    ];
    let mut out = Vec::new();
    ParquetWriter::new(&mut out)
        .finish(&mut DataFrame::new(ROWS.len(), columns).unwrap())
        .unwrap();
    out
}

#[test]
fn every_form_gives_the_same() {
    let comma = delimited(b',');
    let expected = Fixture::new("file.csv", &comma).read().unwrap();
    assert_eq!(expected.format, "CSV, comma, UTF-8");
    assert_eq!((expected.rows_read, expected.rows_refused), (7, 1));
    assert_eq!(rows(&expected, allocations::FILE)[0], "101|Séance – North|true");
    let with_mark = |text: &str| [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let windows = |text: &str| WINDOWS_1252.encode(text).0.into_owned();
    for (name, content, format) in [
        ("mark.csv", with_mark(&comma), "CSV, comma, UTF-8"),
        ("crlf.csv", comma.replace('\n', "\r\n").into_bytes(), "CSV, comma, UTF-8"),
        ("no-last-end.csv", comma.trim_end().as_bytes().to_vec(), "CSV, comma, UTF-8"),
        ("semicolon.csv", windows(&delimited(b';')), "CSV, semicolon, Windows-1252"),
        (
            "tab.txt",
            utf16(&delimited(b'\t'), u16::to_le_bytes, true),
            "CSV, tab, UTF-16 little-endian",
        ),
        (
            "tab-be.txt",
            utf16(&delimited(b'\t'), u16::to_be_bytes, true),
            "CSV, tab, UTF-16 big-endian",
        ),
        (
            "no-mark.txt",
            utf16(&comma, u16::to_le_bytes, false),
            "CSV, comma, UTF-16 little-endian",
        ),
        (
            "no-mark-be.txt",
            utf16(&comma, u16::to_be_bytes, false),
            "CSV, comma, UTF-16 big-endian",
        ),
        ("bar.csv", delimited(b'|').into_bytes(), "CSV, bar, UTF-8"),
        ("book.xlsx", workbook(), "XLSX, sheet 2"),
        ("table.parquet", parquet(), "Parquet"),
    ] {
        let checked = Fixture::new(name, content).read().unwrap();
        assert_eq!(checked.format, format, "{name}");
        assert_eq!(essence(&checked), essence(&expected), "{name}");
    }
}

#[test]
fn windows_1252_is_found_far_into_the_file() {
    let mut content = b"PERSON_ID,NHS_ID,TEAM\n".to_vec();
    for id in 0..40_000 {
        content.extend_from_slice(format!("{id},,North\n").as_bytes());
    }
    content.extend_from_slice(b"40000,,Caf\xE9\n");
    let checked = Fixture::new("a.csv", content).read().unwrap();
    assert_eq!(checked.format, "CSV, comma, Windows-1252");
    assert_eq!(cells(&checked, &[persons::TEAM]).last().unwrap(), "Café");
}
