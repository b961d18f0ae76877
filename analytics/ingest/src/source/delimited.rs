//! CSV in any delimiter.

use super::text::{CHUNK, CLOSED, Form, Text, TextFault};
use super::{Body, LONGEST_ROW, MOST_COLUMNS, Sink, Source, not_a_table, too_many_columns};
use crate::Refusal;
use csv::{ErrorKind, ReaderBuilder, StringRecord};
use std::cell::Cell;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

#[derive(Debug)]
pub(super) struct Delimited {
    path: PathBuf,
    file: String,
    form: Form,
    delimiter: u8,
    /// Whether the first line is Excel's `sep=;`.
    says_delimiter: bool,
    width: usize,
}

const DELIMITERS: [(u8, &str); 4] = [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "bar")];

pub(super) fn open(path: &Path, file: &str) -> Result<Source, Refusal> {
    let form = Form::find_out(path, file)?;
    let cannot_read = |reason| Refusal::CannotRead {
        file: file.to_owned(),
        reason,
    };
    let (text, _) = Text::open(path, form).map_err(cannot_read)?;
    let mut start = Vec::new();
    text.unclosed()
        .take(64 << 10)
        .read_to_end(&mut start)
        .map_err(|error| failed(file, 1, error))?;
    let first = start.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(b'<') {
        return Err(not_a_table(
            file,
            "is a web page or XML, as some systems export it under another name; open it in Excel and save it as .xlsx or CSV",
        ));
    }
    if start
        .iter()
        .any(|byte| *byte < 0x20 && !b"\t\n\r\x0b\x0c\x1a\x1b\x1c\x1d\x1e\x1f".contains(byte))
        || first.is_none()
    {
        return Err(not_a_table(
            file,
            "is no text with columns: it needs a line of column names and a line for each record",
        ));
    }
    let said = said_delimiter(&start);
    let says_delimiter = said.is_some();
    let delimiter = said.unwrap_or_else(|| likely_delimiter(&start));
    let mut delimited = Delimited {
        path: path.to_owned(),
        file: file.to_owned(),
        form,
        delimiter,
        says_delimiter,
        width: 0,
    };
    let mut rows = delimited.reader()?;
    let mut header = StringRecord::new();
    let header_line = rows.next(&mut header)?.unwrap_or(1);
    if header.len() > MOST_COLUMNS {
        return Err(too_many_columns(file));
    }
    let header: Vec<_> = header.iter().map(|name| name.trim().to_owned()).collect();
    delimited.width = header.len();
    let name = DELIMITERS
        .iter()
        .find(|(known, _)| *known == delimiter)
        .map_or("other delimiter", |(_, name)| name);
    Ok(Source {
        format: format!("CSV, {name}, {}", form.name()),
        header,
        header_line,
        body: Body::Delimited(delimited),
    })
}

impl Delimited {
    pub(super) fn rows(&self, sink: &mut dyn Sink) -> Result<(), Refusal> {
        let mut rows = self.reader()?;
        rows.next(&mut StringRecord::new())?;
        while let Some(line) = rows.next(sink.slot())? {
            if rows.lines_in_row > 1 {
                self.refuse_unclosed_quote(sink.slot(), line)?;
            }
            if !sink.commit(line) {
                break;
            }
        }
        Ok(())
    }

    fn reader(&self) -> Result<Rows<'_>, Refusal> {
        let cannot_read = |reason| Refusal::CannotRead {
            file: self.file.clone(),
            reason,
        };
        let (mut text, since_row) = Text::open(&self.path, self.form).map_err(cannot_read)?;
        if self.says_delimiter {
            let mut byte = [0];
            while text.read(&mut byte).map_err(|error| failed(&self.file, 1, error))? == 1 && byte != *b"\n" {}
        }
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity(CHUNK)
            .from_reader(text);
        Ok(Rows {
            file: &self.file,
            reader,
            since_row,
            skipped: u64::from(self.says_delimiter),
            lines_in_row: 1,
        })
    }

    /// A cell may hold several lines, but not lines that look like rows: then rows would vanish into a cell.
    fn refuse_unclosed_quote(&self, row: &StringRecord, line: u64) -> Result<(), Refusal> {
        let like_row = |text: &&str| text.bytes().filter(|byte| *byte == self.delimiter).count() + 1 >= self.width;
        let swallows = row.iter().any(|cell| {
            let lines: Vec<_> = cell.split('\n').skip(1).filter(|text| !text.is_empty()).collect();
            // The last may be cut by the quotation mark that ended the cell after all.
            let whole = &lines[..lines.len().saturating_sub(1).max(lines.len().min(1))];
            // A line of an address can have as many commas as a narrow table has columns; two in a row hardly do.
            !whole.is_empty() && whole.iter().all(like_row) && (whole.len() > 1 || self.width > 4)
        });
        if row.len() == self.width && !swallows {
            return Ok(());
        }
        let what = "a quotation mark opens in this row and isn't closed before the next begins, so rows would be lost; close or remove it";
        Err(Refusal::BrokenAtLine {
            file: self.file.clone(),
            line,
            what: what.to_owned(),
        })
    }
}

struct Rows<'a> {
    file: &'a str,
    reader: csv::Reader<Text>,
    since_row: Rc<Cell<usize>>,
    skipped: u64,
    lines_in_row: u64,
}

impl Rows<'_> {
    /// Reads the next row that holds anything, and gives the line on which it begins.
    fn next(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Refusal> {
        loop {
            let before = self.reader.position().line();
            let more = self.reader.read_record(row).map_err(|error| self.failed(error, before))?;
            if !more {
                return Ok(None);
            }
            self.since_row.set(0);
            // Every line ends in one `\n`, so the row's own lines are the last before the reader's place.
            let after = self.reader.position().line();
            let inner = if after - before > 1 {
                row.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64
            } else {
                0
            };
            // A row that the file's end cuts off in a cell has counted the last line's end as its own.
            let line = after.saturating_sub(1 + inner).max(before) + self.skipped;
            if self.reader.get_ref().is_closed() {
                if row.len() == 1 && row.as_slice() == CLOSED {
                    return Ok(None);
                }
                return Err(self.broken(line, TextFault::CutOff.to_string()));
            }
            if row.as_slice().len() > LONGEST_ROW {
                return Err(self.broken(line, TextFault::RowTooLong.to_string()));
            }
            if !row.as_slice().is_empty() {
                self.lines_in_row = inner + 1;
                return Ok(Some(line));
            }
        }
    }

    fn failed(&self, error: csv::Error, line: u64) -> Refusal {
        let line = line + self.skipped;
        match error.into_kind() {
            ErrorKind::Io(error) => failed(self.file, line, error),
            _ => self.broken(line, TextFault::Undecodable.to_string()),
        }
    }

    fn broken(&self, line: u64, what: String) -> Refusal {
        Refusal::BrokenAtLine {
            file: self.file.to_owned(),
            line,
            what,
        }
    }
}

fn failed(file: &str, line: u64, error: std::io::Error) -> Refusal {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<TextFault>()) {
        Some(fault) => Refusal::BrokenAtLine {
            file: file.to_owned(),
            line,
            what: fault.to_string(),
        },
        None => Refusal::CannotRead {
            file: file.to_owned(),
            reason: error,
        },
    }
}

/// Excel's own way to name the delimiter, in a first line `sep=;`.
fn said_delimiter(start: &[u8]) -> Option<u8> {
    let line = start.split(|byte| *byte == b'\n').next()?;
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") && !b"\"\r\n".contains(delimiter) => Some(*delimiter),
        _ => None,
    }
}

/// The delimiter under which the first rows have the header's number of cells most often, and then the most cells.
fn likely_delimiter(start: &[u8]) -> u8 {
    let whole_lines = start.iter().rposition(|byte| *byte == b'\n').map_or(start, |end| &start[..end]);
    let score = |delimiter: u8| {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(whole_lines);
        let mut widths = reader.byte_records().take(50).map_while(Result::ok).map(|row| row.len());
        let header = widths.next().unwrap_or(0);
        let (mut alike, mut all) = (0, 0);
        for width in widths {
            alike += usize::from(width == header);
            all += 1;
        }
        let share = (alike * 100).checked_div(all).unwrap_or(100);
        (header > 1, share, header)
    };
    // On a tie the first stands, so the list is searched from its end.
    DELIMITERS
        .iter()
        .rev()
        .map(|(delimiter, _)| *delimiter)
        .max_by_key(|delimiter| score(*delimiter))
        .unwrap_or(b',')
}
