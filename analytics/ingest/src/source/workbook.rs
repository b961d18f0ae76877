//! Excel workbooks: the first sheet that holds anything, cell by cell, as Excel shows the cells.

use super::archive::{self, ArchiveFault};
use super::guard::caught;
use super::{Body, LONGEST_ROW, MOST_COLUMNS, Sink, Source, not_a_table, row_too_long, too_many_columns};
use crate::Refusal;
use calamine::{Cell, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use csv::StringRecord;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub(super) struct Workbook {
    path: PathBuf,
    file: String,
    sheet: String,
    first_column: u32,
    header_row: u32,
    width: usize,
}

pub(super) fn open(path: &Path, file: &str) -> Result<Source, Refusal> {
    let cannot_read = |reason| Refusal::CannotRead {
        file: file.to_owned(),
        reason,
    };
    archive::look_over(File::open(path).map_err(cannot_read)?).map_err(|fault| match fault {
        ArchiveFault::Damaged => unreadable(file, None),
        fault => not_a_table(file, format!("is a workbook that isn't read: {fault}; save what it holds as CSV")),
    })?;
    let mut workbook = opened(path, file)?;
    let sheets = workbook.sheets_metadata().to_vec();
    let shown = sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    for (at, sheet) in shown.enumerate() {
        let mut cells = Cells::of(&mut workbook, &sheet.name, file)?;
        let Some(mut header) = first_row(&mut cells)? else {
            continue;
        };
        in_order(&mut header.cells);
        let Some((first_column, _)) = header.cells.first() else { continue };
        let last_column = header.cells.last().map_or(*first_column, |(column, _)| *column);
        if last_column >= MOST_COLUMNS as u32 {
            return Err(too_many_columns(file));
        }
        let mut names = vec![String::new(); (last_column - first_column + 1) as usize];
        for (column, name) in &header.cells {
            names[(column - first_column) as usize] = name.trim().to_owned();
        }
        let body = Workbook {
            path: path.to_owned(),
            file: file.to_owned(),
            sheet: sheet.name.clone(),
            first_column: *first_column,
            header_row: header.row,
            width: names.len(),
        };
        return Ok(Source {
            format: format!("XLSX, sheet {}", at + 1),
            header: names,
            header_line: u64::from(header.row) + 1,
            body: Body::Workbook(body),
        });
    }
    Err(not_a_table(file, "is a workbook whose sheets are all empty"))
}

impl Workbook {
    pub(super) fn rows(&self, sink: &mut dyn Sink) -> Result<(), Refusal> {
        let mut workbook = opened(&self.path, &self.file)?;
        let mut cells = Cells::of(&mut workbook, &self.sheet, &self.file)?;
        let mut row = Vec::new();
        let (mut at, mut length) = (self.header_row, 0);
        loop {
            let next = cells.next()?;
            let place = next.as_ref().map(Cell::get_position);
            if place.is_none_or(|(row_number, _)| row_number != at) {
                if at > self.header_row && !self.give(&mut row, at, sink)? {
                    return Ok(());
                }
                row.clear();
                length = 0;
            }
            let (Some(cell), Some((row_number, column))) = (next, place) else {
                return Ok(());
            };
            at = row_number.max(self.header_row);
            let text = shown(cell.get_value());
            if row_number > self.header_row && !text.is_empty() {
                length += text.len();
                // Many cells may share one long text.
                if length > LONGEST_ROW {
                    return Err(row_too_long(&self.file, u64::from(row_number) + 1));
                }
                row.push((column, text));
            }
        }
    }

    /// Gives one row to the sink if it holds anything; false if no more are wanted.
    fn give(&self, cells: &mut Vec<(u32, String)>, row_number: u32, sink: &mut dyn Sink) -> Result<bool, Refusal> {
        in_order(cells);
        let Some((last, _)) = cells.last() else {
            return Ok(true);
        };
        if *last as usize >= MOST_COLUMNS {
            return Err(row_too_long(&self.file, u64::from(row_number) + 1));
        }
        let row: &mut StringRecord = sink.slot();
        row.clear();
        let mut cells = cells.iter().filter(|(column, _)| *column >= self.first_column).peekable();
        for column in self.first_column.. {
            if cells.peek().is_none() && (column - self.first_column) as usize >= self.width {
                break;
            }
            match cells.next_if(|(place, _)| *place == column) {
                Some((_, text)) => row.push_field(text),
                None => row.push_field(""),
            }
        }
        Ok(row.as_slice().is_empty() || sink.commit(u64::from(row_number) + 1))
    }
}

struct FirstRow {
    row: u32,
    cells: Vec<(u32, String)>,
}

/// The cells from left to right, each place once: other programs than Excel may write them otherwise, and then the last counts.
fn in_order(cells: &mut Vec<(u32, String)>) {
    if !cells.is_sorted_by(|one, next| one.0 < next.0) {
        cells.reverse();
        cells.sort_by_key(|(column, _)| *column);
        cells.dedup_by_key(|(column, _)| *column);
    }
}

/// The first row that holds anything.
fn first_row(cells: &mut Cells<'_>) -> Result<Option<FirstRow>, Refusal> {
    let mut first: Option<FirstRow> = None;
    let mut length = 0;
    while let Some(cell) = cells.next()? {
        let (row, column) = cell.get_position();
        let text = shown(cell.get_value());
        length += text.len();
        if length > LONGEST_ROW {
            return Err(row_too_long(cells.file, u64::from(row) + 1));
        }
        if text.trim().is_empty() {
            continue;
        }
        match &mut first {
            Some(first) if first.row != row => break,
            Some(first) => first.cells.push((column, text)),
            None => {
                first = Some(FirstRow {
                    row,
                    cells: vec![(column, text)],
                })
            }
        }
    }
    Ok(first)
}

fn opened(path: &Path, file: &str) -> Result<Xlsx<BufReader<File>>, Refusal> {
    let opened = File::open(path).map_err(|reason| Refusal::CannotRead {
        file: file.to_owned(),
        reason,
    })?;
    guarded(file, || Xlsx::new(BufReader::new(opened)))
}

/// The cells of a sheet in the order in which they are written.
struct Cells<'a> {
    cells: XlsxCellReader<'a, BufReader<File>>,
    file: &'a str,
}

impl<'a> Cells<'a> {
    fn of(workbook: &'a mut Xlsx<BufReader<File>>, sheet: &str, file: &'a str) -> Result<Self, Refusal> {
        let cells = guarded(file, || workbook.worksheet_cells_reader(sheet))?;
        Ok(Self { cells, file })
    }

    fn next(&mut self) -> Result<Option<Cell<DataRef<'a>>>, Refusal> {
        guarded(self.file, || self.cells.next_cell())
    }
}

fn guarded<T>(file: &str, work: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, Refusal> {
    match caught(work) {
        Some(done) => done.map_err(|error| unreadable(file, Some(&error))),
        None => Err(unreadable(file, None)),
    }
}

/// The library's own words can quote a cell, so they aren't passed on.
fn unreadable(file: &str, error: Option<&XlsxError>) -> Refusal {
    match error {
        Some(XlsxError::Password) => not_a_table(file, "is protected by a password; save it without one first"),
        _ => not_a_table(
            file,
            "is a ZIP archive but no workbook (.xlsx) that can be read; if it is an archive, unpack it, else save it as .xlsx again",
        ),
    }
}

fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_shown(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_shown(*date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number without a `.0` and never in scientific notation, which would destroy an id.
pub(super) fn number_shown(number: f64) -> String {
    // Rust writes a float in full and gives a whole one no fraction.
    format!("{number}")
}

fn date_shown(date: ExcelDateTime) -> String {
    if date.is_duration() {
        let seconds = (date.as_f64() * 86_400.0).round() as i64;
        return format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    // A time without a day, as people write how long something took.
    if date.as_f64() > 0.0 && date.as_f64() < 1.0 {
        format!("{hour:02}:{minute:02}:{second:02}")
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}
