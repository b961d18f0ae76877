//! Parquet, read in slices and given as text.

use super::guard::caught;
use super::workbook::number_shown;
use super::{Body, LONGEST_ROW, MOST_COLUMNS, Sink, Source, not_a_table, row_too_long, too_many_columns};
use crate::Refusal;
use polars::io::parquet::read::{ParallelStrategy, ParquetReader};
use polars::prelude::{ArrowDataType, Column, DataFrame, DataType, PolarsResult, SerReader as _};
use std::fs::File;
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub(super) struct Parquet {
    path: PathBuf,
    file: String,
    rows: usize,
}

/// Rows that are in memory at once.
const SLICE: usize = 1 << 15;

/// The most text of those rows, in bytes: many cells may share one long text.
const MOST_TEXT: usize = 1 << 28;

pub(super) fn open(path: &Path, file: &str) -> Result<Source, Refusal> {
    let opened = || {
        File::open(path).map_err(|reason| Refusal::CannotRead {
            file: file.to_owned(),
            reason,
        })
    };
    let mut reader = ParquetReader::new(opened()?);
    let (schema, rows) = guarded(file, || Ok((reader.schema()?, reader.num_rows()?)))?;
    if schema.len() > MOST_COLUMNS {
        return Err(too_many_columns(file));
    }
    let mut header = Vec::new();
    for field in schema.iter_values() {
        if !is_read(&field.dtype) {
            let what = format!(
                "has a column “{}” of the type {:?}, which isn't read; write it as text, as whole numbers or as dates",
                field.name, field.dtype
            );
            return Err(not_a_table(file, what));
        }
        header.push(field.name.trim().to_owned());
    }
    let body = Parquet {
        path: path.to_owned(),
        file: file.to_owned(),
        rows,
    };
    Ok(Source {
        format: "Parquet".to_owned(),
        header,
        header_line: 1,
        body: Body::Parquet(body),
    })
}

/// The columns that are named and that the file has, whole and with their types.
pub(crate) fn read_columns<'a>(path: &Path, names: impl Iterator<Item = &'a str>) -> Result<DataFrame, Refusal> {
    let file = path.display().to_string();
    let opened = File::open(path).map_err(|reason| Refusal::CannotRead {
        file: file.clone(),
        reason,
    })?;
    guarded(&file, || {
        let mut reader = ParquetReader::new(opened);
        let schema = reader.schema()?;
        let there = names.filter(|name| schema.contains(name)).map(str::to_owned).collect();
        reader.with_columns(Some(there)).read_parallel(ParallelStrategy::None).finish()
    })
}

impl Parquet {
    pub(super) fn rows(&self, sink: &mut dyn Sink) -> Result<(), Refusal> {
        for start in (0..self.rows).step_by(SLICE) {
            let length = SLICE.min(self.rows - start);
            let mut left = MOST_TEXT;
            let columns = guarded(&self.file, || {
                self.slice(start, length)?
                    .columns()
                    .iter()
                    .map(|column| as_text(column, &mut left))
                    .collect::<PolarsResult<Option<Vec<_>>>>()
            })?;
            let columns = columns.ok_or_else(|| row_too_long(&self.file, start as u64 + 2))?;
            // The file may say that it has more rows than there are.
            if columns.iter().any(|column| column.len() != length) {
                return Err(damaged(&self.file));
            }
            for at in 0..length {
                let row = sink.slot();
                row.clear();
                for column in &columns {
                    row.push_field(column.get(at).map_or("", String::as_str));
                }
                // Parquet has no lines: its first row counts as line 2, as in a file with a header.
                let line = (start + at) as u64 + 2;
                if row.as_slice().len() > LONGEST_ROW {
                    return Err(row_too_long(&self.file, line));
                }
                if !row.as_slice().is_empty() && !sink.commit(line) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn slice(&self, start: usize, length: usize) -> PolarsResult<DataFrame> {
        ParquetReader::new(File::open(&self.path)?)
            .read_parallel(ParallelStrategy::None)
            .with_slice(Some((start, length)))
            .finish()
    }
}

/// Told from the file's own types: Polars panics on a type that it was built without, such as the decimals of databases.
fn is_read(kind: &ArrowDataType) -> bool {
    use ArrowDataType::{
        Boolean, Date32, Date64, Float32, Float64, Int32, Int64, LargeUtf8, Null, Timestamp, UInt32, UInt64, Utf8, Utf8View,
    };
    matches!(
        kind,
        Boolean
            | Date32
            | Date64
            | Float32
            | Float64
            | Int32
            | Int64
            | LargeUtf8
            | Null
            | Timestamp(..)
            | UInt32
            | UInt64
            | Utf8
            | Utf8View
    )
}

/// A column's cells as text; none if that is more than what is left of it, which it takes its own from.
fn as_text(column: &Column, left: &mut usize) -> PolarsResult<Option<Vec<String>>> {
    let series = column.as_materialized_series();
    if matches!(series.dtype(), DataType::Float32 | DataType::Float64) {
        let numbers = series.cast(&DataType::Float64)?;
        let shown = numbers.f64()?.iter().map(|number| number.map_or_else(String::new, number_shown));
        return Ok(Some(shown.collect()));
    }
    let whole_days = matches!(series.dtype(), DataType::Datetime(..));
    let text = series.cast(&DataType::String)?;
    let shown = |text: Option<&str>| {
        let text = text.unwrap_or("");
        // A time of midnight is how a date is kept where there are only timestamps.
        match text.split_once(' ') {
            Some((date, time)) if whole_days && time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')) => date.to_owned(),
            _ => text.to_owned(),
        }
    };
    let text = text.str()?;
    let length: usize = text.iter().flatten().map(str::len).sum();
    let Some(rest) = left.checked_sub(length) else {
        return Ok(None);
    };
    *left = rest;
    Ok(Some(text.iter().map(shown).collect()))
}

/// The reader of Parquet panics on some damaged files; that is a refusal like another.
fn guarded<T>(file: &str, work: impl FnOnce() -> PolarsResult<T>) -> Result<T, Refusal> {
    caught(work).and_then(Result::ok).ok_or_else(|| damaged(file))
}

fn damaged(file: &str) -> Refusal {
    not_a_table(file, "is a Parquet file that can't be read: it is damaged, incomplete or encrypted")
}
