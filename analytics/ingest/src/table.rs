//! Columns of checked values, and the Parquet files made of them.

use crate::{Error, Refusal, source};
use chrono::NaiveDate;
use polars::io::parquet::write::{ParquetCompression, ParquetWriter, StatisticsOptions};
/// A text that takes no memory of its own up to 24 bytes, as nearly every id, reference and name.
pub(crate) use polars::prelude::PlSmallStr as ShortText;
use polars::prelude::{
    BinaryChunkedBuilder, BooleanChunked, Column, DataFrame, DataType, Int32Chunked, Int64Chunked, IntoColumn as _, IntoSeries as _,
    NewChunkedArray as _, PolarsError, PolarsResult, StringChunkedBuilder,
};
use rayon::iter::{IntoParallelRefIterator as _, ParallelExtend as _, ParallelIterator};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::mpsc::sync_channel;

/// DuckDB reads each group of rows on a thread of its own.
const ROW_GROUP: usize = 1 << 16;

/// What will be one Parquet file.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    file: &'static str,
    rows: usize,
    columns: Vec<Column>,
}

impl Table {
    pub(crate) fn new(file: &'static str, rows: usize, columns: Vec<Column>) -> Self {
        Self { file, rows, columns }
    }

    /// A table whose columns are made at the same time.
    pub(crate) fn in_parallel(file: &'static str, rows: usize, columns: &[&(dyn Fn() -> Column + Sync)]) -> Self {
        Self::new(file, rows, columns.par_iter().map(|column| column()).collect())
    }

    /// The table with more columns, made at the same time.
    pub(crate) fn with(mut self, more: impl ParallelIterator<Item = Column>) -> Self {
        self.columns.par_extend(more);
        self
    }

    /// Writes the table into a folder and waits until it is on disk.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Error> {
        let path = folder.join(self.file);
        let failed = || Error::io("write", &path);
        let mut file = BufWriter::with_capacity(1 << 20, File::create(&path).map_err(failed())?);
        let parquet = |error: PolarsError| Error::Parquet {
            path: path.clone(),
            reason: error.to_string(),
        };
        self.encode(&mut file).map_err(parquet)?;
        file.flush().map_err(failed())?;
        file.get_ref().sync_all().map_err(failed())
    }

    /// While the pages of some groups of rows are compressed and written, the next are encoded.
    fn encode(&self, file: impl Write + Send) -> PolarsResult<()> {
        let frame = DataFrame::new(self.rows, self.columns.clone())?;
        let writer = ParquetWriter::new(file)
            .with_compression(ParquetCompression::Snappy)
            // Every row is read: nothing looks for the rows that a column's least and greatest value rule out.
            .with_statistics(StatisticsOptions::empty())
            .batched(frame.schema())?;
        let encode = |start: &usize| {
            let group = frame.slice(i64::try_from(*start).unwrap_or(i64::MAX), ROW_GROUP);
            writer.encode_and_compress(&group).collect::<PolarsResult<Vec<_>>>()
        };
        let starts: Vec<usize> = (0..self.rows).step_by(ROW_GROUP).collect();
        std::thread::scope(|scope| {
            let (encoded, to_write) = sync_channel(1);
            let written = scope.spawn(|| to_write.into_iter().flatten().try_for_each(|group| writer.write_row_groups(group)));
            for starts in starts.chunks(rayon::current_num_threads()) {
                let groups = starts.par_iter().map(encode).collect::<PolarsResult<Vec<_>>>()?;
                if encoded.send(groups).is_err() {
                    break;
                }
            }
            drop(encoded);
            written.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
        writer.finish()?;
        Ok(())
    }

    /// Reads back a file that this crate wrote: of the columns that are named those that it has.
    pub(crate) fn read<'a>(path: &Path, file: &'static str, columns: impl Iterator<Item = &'a str>) -> Result<Self, Refusal> {
        let frame = source::read_parquet_columns(path, columns)?;
        Ok(Self::new(file, frame.height(), frame.columns().to_vec()))
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The file that it will be.
    pub(crate) fn file(&self) -> &'static str {
        self.file
    }

    /// The values of a text column; nothing if there is no such column.
    pub(crate) fn texts(&self, name: &str) -> impl Iterator<Item = Option<&str>> {
        self.column(name)
            .and_then(|column| column.str().ok())
            .into_iter()
            .flat_map(|values| values.iter())
    }

    /// The values of a column of bytes; nothing if there is no such column.
    pub(crate) fn binaries(&self, name: &str) -> impl Iterator<Item = Option<&[u8]>> {
        self.column(name)
            .and_then(|column| column.binary().ok())
            .into_iter()
            .flat_map(|values| values.iter())
    }

    /// The values of a column of flags; nothing if there is no such column.
    pub(crate) fn flags(&self, name: &str) -> impl Iterator<Item = Option<bool>> {
        self.column(name)
            .and_then(|column| column.bool().ok())
            .into_iter()
            .flat_map(|values| values.iter())
    }

    /// The values of a column of whole numbers of 32 bits; nothing if there is no such column.
    pub(crate) fn integers(&self, name: &str) -> impl Iterator<Item = Option<i32>> {
        self.column(name)
            .and_then(|column| column.i32().ok())
            .into_iter()
            .flat_map(|values| values.iter())
    }

    /// The values of a column of whole numbers; nothing if there is no such column.
    pub(crate) fn whole_numbers(&self, name: &str) -> impl Iterator<Item = Option<i64>> {
        let column = self.column(name).and_then(|column| column.cast(&DataType::Int64).ok());
        column.into_iter().flat_map(|column| {
            let values: Vec<_> = column.i64().map(|values| values.iter().collect()).unwrap_or_default();
            values
        })
    }

    fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name() == name)
    }

    #[cfg(test)]
    pub(crate) fn frame(&self) -> DataFrame {
        DataFrame::new(self.rows, self.columns.clone()).unwrap()
    }
}

/// A text of ASCII letters and digits.
pub(crate) fn short_text(ascii: &[u8]) -> ShortText {
    std::str::from_utf8(ascii).map(ShortText::from_str).unwrap_or_default()
}

pub(crate) fn text<'a>(name: &str, values: impl ExactSizeIterator<Item = Option<&'a str>>) -> Column {
    let mut builder = StringChunkedBuilder::new(name.into(), values.len());
    values.for_each(|value| builder.append_option(value));
    builder.finish().into_column()
}

pub(crate) fn bytes(name: &str, values: impl ExactSizeIterator<Item = Option<[u8; 16]>>) -> Column {
    let mut builder = BinaryChunkedBuilder::new(name.into(), values.len());
    values.for_each(|value| builder.append_option(value));
    builder.finish().into_column()
}

pub(crate) fn flags(name: &str, values: impl Iterator<Item = Option<bool>>) -> Column {
    BooleanChunked::from_iter_options(name.into(), values).into_column()
}

pub(crate) fn dates(name: &str, values: impl Iterator<Item = Option<NaiveDate>>) -> Column {
    let days = values.map(|date| {
        date.map(|date| (date - NaiveDate::default()).num_days())
            .and_then(|days| i32::try_from(days).ok())
    });
    Int32Chunked::from_iter_options(name.into(), days)
        .into_date()
        .into_series()
        .into_column()
}

pub(crate) fn counts(name: &str, values: impl Iterator<Item = i64>) -> Column {
    Int64Chunked::from_iter_values(name.into(), values).into_column()
}

pub(crate) fn known_counts(name: &str, values: impl Iterator<Item = Option<i64>>) -> Column {
    Int64Chunked::from_iter_options(name.into(), values).into_column()
}

pub(crate) fn integers(name: &str, values: impl Iterator<Item = i64>) -> Column {
    maybe_integers(name, values.map(Some))
}

pub(crate) fn maybe_integers(name: &str, values: impl Iterator<Item = Option<i64>>) -> Column {
    let values = values.map(|value| value.and_then(|value| i32::try_from(value).ok()));
    Int32Chunked::from_iter_options(name.into(), values).into_column()
}

/// Waits until a folder's list of files is on disk, without which a new file can vanish in a crash.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(Error::io("write", folder))?;
    }
    Ok(())
}
