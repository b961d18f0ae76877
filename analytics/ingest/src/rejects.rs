//! The refused rows as a file that can be mended and loaded.

use crate::columns::plain_name;
use crate::findings::{Fault, Reject};
use crate::source::{Sink, Source};
use crate::{Checked, Content, Error, Refusal, as_at, key};
use chrono::NaiveDate;
use csv::{StringRecord, Writer, WriterBuilder};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Columns that are added, and ignored when the file is loaded again.
const ADDED: [&str; 3] = ["reject_line", "reject_column", "reject_reason"];

/// Without it, Excel takes UTF-8 for Windows-1252 and spoils the names of teams while somebody mends a row.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// `persons_2026-10-31.rejects.csv`
pub(crate) fn file_name(file: &str, date: Option<NaiveDate>) -> String {
    let stem = Path::new(file)
        .file_stem()
        .map_or_else(|| file.into(), |stem| stem.to_string_lossy());
    let stem = stem.trim_end_matches(".rejects");
    match date {
        Some(date) if !as_at::names(stem, date) => format!("{stem}_{date}.rejects.csv"),
        _ => format!("{stem}.rejects.csv"),
    }
}

/// Whether a file has the columns that only a file of rejects has.
pub(crate) fn is_mended(header: &[String]) -> bool {
    ADDED
        .iter()
        .all(|added| header.iter().any(|name| plain_name(name) == plain_name(added)))
}

pub(crate) fn write(checked: &Checked, source: &Path, to: &Path) -> Result<(), Error> {
    let changed = || Error::SourceChanged { path: source.to_owned() };
    if Content::of(source)? != checked.content {
        return Err(changed());
    }
    let aside = to.with_extension("csv.part");
    let failed = || Error::io("write", to);
    if let Err(error) = fs::remove_file(&aside)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(failed()(error));
    }
    let mut file = key::owner_only(&aside).map_err(failed())?;
    file.write_all(BYTE_ORDER_MARK).map_err(failed())?;
    let mut picker = Picker::new(checked, file);
    picker.write_header(&checked.header).map_err(|error| failed()(error.into()))?;
    let read = Source::open(source).and_then(|source| source.rows(&mut picker));
    let done = picker.finish(read, changed).and_then(|file| {
        file.sync_all().map_err(failed())?;
        fs::rename(&aside, to).map_err(failed())
    });
    if done.is_err() {
        // What matters is the error that is reported, not the rest that stays aside.
        drop(fs::remove_file(&aside));
    }
    done
}

/// Picks the refused rows out of all rows by their places.
struct Picker<'a> {
    checked: &'a Checked,
    waiting: std::iter::Peekable<std::slice::Iter<'a, Reject>>,
    kept: Vec<usize>,
    row: StringRecord,
    number: u64,
    out: Writer<File>,
    failed: Option<csv::Error>,
}

impl<'a> Picker<'a> {
    fn new(checked: &'a Checked, file: File) -> Self {
        let added = |name: &str| ADDED.iter().any(|added| plain_name(added) == plain_name(name));
        Self {
            checked,
            waiting: checked.rejects.iter().peekable(),
            // A file of rejects that was loaded again brings its own.
            kept: (0..checked.header.len())
                .filter(|column| !added(&checked.header[*column]))
                .collect(),
            row: StringRecord::new(),
            number: 0,
            out: WriterBuilder::new().flexible(true).from_writer(file),
            failed: None,
        }
    }

    fn write_header(&mut self, header: &[String]) -> Result<(), csv::Error> {
        self.out
            .write_record(self.kept.iter().map(|column| header[*column].as_str()).chain(ADDED))
    }

    fn write(&mut self, reject: &Reject) -> Result<(), csv::Error> {
        let Fault { column, reason, earlier } = reject.fault;
        let line = reject.line.to_string();
        let column = column.and_then(|column| self.checked.header.get(column)).map_or("", String::as_str);
        let see = earlier.map_or_else(String::new, |earlier| format!(" (line {earlier})"));
        let reason = format!("{}: {}{see}", reason.name(), reason.text());
        let cells = self.kept.iter().map(|column| self.row.get(*column).unwrap_or(""));
        // Cells beyond the header come last, so that nothing is lost and the row stays one with too many until it is mended.
        let beyond = self.row.iter().skip(self.checked.header.len());
        self.out
            .write_record(cells.chain([line.as_str(), column, reason.as_str()]).chain(beyond))
    }

    fn finish(mut self, read: Result<(), Refusal>, changed: impl FnOnce() -> Error) -> Result<File, Error> {
        let path = Path::new(&self.checked.file);
        if let Some(error) = self.failed.take() {
            return Err(Error::io("write the rejects of", path)(error.into()));
        }
        if read.is_err() || self.waiting.peek().is_some() {
            return Err(changed());
        }
        self.out
            .into_inner()
            .map_err(|error| Error::io("write the rejects of", path)(error.into_error()))
    }
}

impl Sink for Picker<'_> {
    fn slot(&mut self) -> &mut StringRecord {
        &mut self.row
    }

    fn commit(&mut self, _: u64) -> bool {
        if let Some(reject) = self.waiting.next_if(|reject| reject.row == self.number)
            && let Err(error) = self.write(reject)
        {
            self.failed = Some(error);
        }
        self.number += 1;
        self.failed.is_none() && self.waiting.peek().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_keeps_the_date() {
        let date = NaiveDate::from_ymd_opt(2026, 10, 31);
        for (file, date, name) in [
            ("persons_2026-10-31.csv", date, "persons_2026-10-31.rejects.csv"),
            ("persons_20261031.xlsx", date, "persons_20261031.rejects.csv"),
            ("persons.csv", date, "persons_2026-10-31.rejects.csv"),
            ("persons_2026-10-31.rejects.csv", date, "persons_2026-10-31.rejects.csv"),
            ("teams.csv", None, "teams.rejects.csv"),
        ] {
            assert_eq!(file_name(file, date), name);
        }
    }
}
