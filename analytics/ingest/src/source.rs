//! A file as a table of text: its header, and its rows one after another with the line on which each begins.

use crate::Refusal;
use csv::StringRecord;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _};
use std::path::Path;

mod archive;
mod delimited;
mod guard;
mod parquet;
mod text;
mod workbook;

pub(crate) use parquet::read_columns as read_parquet_columns;

/// The most columns that are read, as many as a sheet of Excel has.
const MOST_COLUMNS: usize = 16_384;

/// The longest row that is read, in bytes.
const LONGEST_ROW: usize = 1 << 20;

/// A file whose form is known and whose header was read; its rows are still on disk.
#[derive(Debug)]
pub(crate) struct Source {
    /// What the file turned out to be: `CSV, semicolon, Windows-1252`.
    pub(crate) format: String,
    pub(crate) header: Vec<String>,
    pub(crate) header_line: u64,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Delimited(delimited::Delimited),
    Workbook(workbook::Workbook),
    Parquet(parquet::Parquet),
}

/// Takes rows one after another, without a new allocation for each.
pub(crate) trait Sink {
    /// The row to fill next.
    fn slot(&mut self) -> &mut StringRecord;

    /// The row that [`Sink::slot`] gave is filled; false if no more are wanted.
    fn commit(&mut self, line: u64) -> bool;
}

impl Source {
    /// Finds out what a file is by its content, and reads its header.
    pub(crate) fn open(path: &Path) -> Result<Self, Refusal> {
        let file = file_name(path);
        let cannot_read = |reason| Refusal::CannotRead {
            file: file.clone(),
            reason,
        };
        // Before it is opened, which can wait for ever for something to come through a pipe.
        let kind = fs::metadata(path).map_err(cannot_read)?.file_type();
        if kind.is_dir() {
            return Err(not_a_table(&file, "is a folder; name the files in it"));
        }
        if !kind.is_file() {
            return Err(not_a_table(
                &file,
                "is a pipe or a device, which can't be read twice; write what comes out of it to a file",
            ));
        }
        let mut opened = File::open(path).map_err(cannot_read)?;
        let mut start = Vec::new();
        opened.by_ref().take(8).read_to_end(&mut start).map_err(cannot_read)?;
        let claims_text = has_extension(path, &["csv", "txt", "tsv", "psv"]);
        match &start[..] {
            [] => Err(not_a_table(&file, "is empty")),
            [b'P', b'K', 3 | 5, ..] if claims_text => Err(not_a_table(
                &file,
                "is named as text, but is a ZIP archive or an Excel workbook; unpack it, or name it .xlsx if it is a workbook",
            )),
            [b'P', b'K', 3 | 5, ..] => workbook::open(path, &file),
            [b'P', b'A', b'R', b'1', ..] if claims_text => {
                Err(not_a_table(&file, "is named as text, but is a Parquet file; name it .parquet"))
            }
            [b'P', b'A', b'R', b'1', ..] => parquet::open(path, &file),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(not_a_table(&file, old_or_encrypted(opened).map_err(cannot_read)?)),
            [0x1F, 0x8B, ..] => Err(not_a_table(&file, "is compressed (gzip); unpack it first")),
            [b'%', b'P', b'D', b'F', ..] => Err(not_a_table(
                &file,
                "is a PDF document, which holds no table that can be read; export it as CSV or XLSX",
            )),
            _ => delimited::open(path, &file),
        }
    }

    /// Gives every row that holds anything to the sink, in the file's order.
    pub(crate) fn rows(&self, sink: &mut dyn Sink) -> Result<(), Refusal> {
        match &self.body {
            Body::Delimited(body) => body.rows(sink),
            Body::Workbook(body) => body.rows(sink),
            Body::Parquet(body) => body.rows(sink),
        }
    }
}

/// The file's name without its folder.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn not_a_table(file: &str, what: impl Into<String>) -> Refusal {
    Refusal::NotATable {
        file: file.to_owned(),
        what: what.into(),
    }
}

fn too_many_columns(file: &str) -> Refusal {
    not_a_table(
        file,
        "has more than 16,384 columns, which no extract has; export only the columns that are needed",
    )
}

fn row_too_long(file: &str, line: u64) -> Refusal {
    Refusal::BrokenAtLine {
        file: file.to_owned(),
        line,
        what: "the row is longer than 1 MiB or than 16,384 cells, which no record is; look at what stands there".to_owned(),
    }
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension()
        .is_some_and(|extension| extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Both the old Excel format and an encrypted workbook are compound files; only the latter has a stream of this name.
fn old_or_encrypted(mut file: File) -> io::Result<&'static str> {
    file.rewind()?;
    let mut content = Vec::new();
    file.take(64 << 20).read_to_end(&mut content)?;
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = content.windows(name.len()).any(|window| window == name);
    Ok(if encrypted {
        "is protected by a password; save it without one first"
    } else {
        "is in the old Excel format (.xls); open it in Excel and save it as .xlsx or CSV"
    })
}
