//! The guises in which extracts arrive, and the writing of each.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chrono::{Datelike, NaiveDate};
use csv::WriterBuilder;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use super::calendar::{Calendar, STORY_MONTHS};
use super::council::Council;
use super::rows::{self, ALLOCATIONS, Cell, NHS_ID, PERSONS, Row};

/// How one month's files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guise {
    /// Comma-separated UTF-8, dates as dd/mm/yyyy.
    Plain,
    /// Persons as an Excel workbook with real dates and the NHS number as text.
    Workbook,
    /// Separated by semicolons, in Windows-1252.
    Semicolons,
    /// The NHS number written from a number column: a trailing `.0`, leading zeros lost.
    Floats,
    /// Dates as timestamps.
    Timestamps,
}

/// The months of the story in which a guise other than the plain one is used, the most telling first.
const SPECIAL: [(Guise, usize); 4] = [
    (Guise::Workbook, 4),
    (Guise::Semicolons, 11),
    (Guise::Floats, 17),
    (Guise::Timestamps, 8),
];

/// The guise of every month: each special one once where the months suffice, the last month plain if it can be.
pub(super) fn guises(calendar: &Calendar) -> Vec<Guise> {
    let months = calendar.months();
    let mut guises = vec![Guise::Plain; months];
    for (guise, story_month) in SPECIAL {
        let wanted = story_month * months / STORY_MONTHS;
        let free = (wanted..months).chain(0..wanted).find(|month| guises[*month] == Guise::Plain);
        if let Some(month) = free {
            guises[month] = guise;
        }
    }
    guises
}

/// Writes a month's persons and allocations and returns the two paths.
pub(super) fn write_month(dir: &Path, council: &Council, guise: Guise) -> Result<[PathBuf; 2]> {
    let as_at = council.as_at();
    let ending = if guise == Guise::Workbook { "xlsx" } else { "csv" };
    let persons = dir.join(format!("persons_{as_at}.{ending}"));
    let allocations = dir.join(format!("allocations_{as_at}.csv"));
    let rows = rows::persons(council);
    if guise == Guise::Workbook {
        write_workbook(&persons, as_at, &rows)?;
    } else {
        write_delimited(&persons, &PERSONS, &rows, guise)?;
    }
    write_delimited(&allocations, &ALLOCATIONS, &rows::allocations(council), guise)?;
    Ok([persons, allocations])
}

fn write_delimited(path: &Path, columns: &[&str], rows: &[Row<'_>], guise: Guise) -> Result<()> {
    let context = || format!("cannot write {}", path.display());
    let delimiter = if guise == Guise::Semicolons { b';' } else { b',' };
    let mut writer = WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(columns).with_context(context)?;
    let has_nhs_number = columns.get(NHS_ID) == Some(&PERSONS[NHS_ID]);
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            let text = match cell {
                Cell::Text(text) if guise == Guise::Floats && has_nhs_number && at == NHS_ID => as_float(text),
                Cell::Text(text) => text.to_string(),
                Cell::Date(date) => day(date.day(), date.month(), date.year(), guise),
                Cell::NoSuchDay(d, m, y) => day(*d, *m, *y, guise),
            };
            writer.write_field(text).with_context(context)?;
        }
        writer.write_record(None::<&[u8]>).with_context(context)?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error()).with_context(context)?;
    let bytes = if guise == Guise::Semicolons { windows_1252(&bytes) } else { bytes };
    let mut file = BufWriter::new(fs::File::create(path).with_context(context)?);
    file.write_all(&bytes).and_then(|()| file.flush()).with_context(context)
}

fn write_workbook(path: &Path, as_at: NaiveDate, rows: &[Row<'_>]) -> Result<()> {
    let mut workbook = Workbook::new();
    // A fixed time of creation: the same seed gives the same bytes.
    let properties = DocProperties::new()
        .set_title("SYNTHETIC persons extract")
        .set_creation_datetime(&excel_date(as_at)?);
    workbook.set_properties(&properties);
    let date_format = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = workbook.add_worksheet().set_name("DM_PERSONS")?;
    for (column, name) in (0..).zip(PERSONS) {
        sheet.write_string(0, column, name)?;
    }
    for (line, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => drop(sheet.write_string(line, column, text.as_ref())?),
                Cell::Date(date) => drop(sheet.write_datetime_with_format(line, column, excel_date(*date)?, &date_format)?),
                Cell::NoSuchDay(d, m, y) => drop(sheet.write_string(line, column, day(*d, *m, *y, Guise::Workbook))?),
            }
        }
    }
    workbook.save(path).with_context(|| format!("cannot write {}", path.display()))
}

pub(super) fn excel_date(date: NaiveDate) -> Result<ExcelDateTime> {
    let (year, month, day) = (u16::try_from(date.year())?, u8::try_from(date.month())?, u8::try_from(date.day())?);
    Ok(ExcelDateTime::from_ymd(year, month, day)?)
}

fn day(day: u32, month: u32, year: i32, guise: Guise) -> String {
    match guise {
        Guise::Timestamps => format!("{year:04}-{month:02}-{day:02} 00:00:00"),
        _ => format!("{day:02}/{month:02}/{year:04}"),
    }
}

/// What a number column makes of ten digits; other text stays as it is.
fn as_float(text: &str) -> String {
    match text.parse::<u64>() {
        Ok(number) if text.len() == 10 => format!("{number}.0"),
        _ => text.to_owned(),
    }
}

/// The names of the sample use Latin letters and the curly apostrophe, nothing else.
fn windows_1252(utf8: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(utf8)
        .chars()
        .map(|character| match u8::try_from(u32::from(character)) {
            Ok(byte) => byte,
            Err(_) if character == '’' => 0x92,
            Err(_) => b'?',
        })
        .collect()
}
