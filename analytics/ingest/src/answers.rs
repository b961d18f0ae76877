//! Columns of an answer as one Parquet file in memory, for other tools to read.

use crate::{Error, table};
use chrono::NaiveDate;
use polars::{
    io::parquet::write::{KeyValueMetadata, ParquetCompression, ParquetWriter},
    prelude::{Column, DataFrame, Float64Chunked, Int64Chunked, IntoColumn as _, NewChunkedArray as _},
};
use std::path::PathBuf;

/// The values of one column, in the rows' order.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Whole numbers.
    Counts(Vec<Option<i64>>),
    /// Numbers with decimals.
    Numbers(Vec<Option<f64>>),
    /// Days.
    Dates(Vec<Option<NaiveDate>>),
    /// Yes or no.
    Flags(Vec<Option<bool>>),
    /// Words.
    Texts(Vec<Option<String>>),
}

/// Writes columns of the same length, with what is to be said about them as key-value metadata.
///
/// # Errors
/// If lengths or names don't go together.
pub fn parquet(columns: &[(String, Values)], said: Vec<(String, String)>) -> Result<Vec<u8>, Error> {
    let failed = |error: polars::prelude::PolarsError| Error::Parquet {
        path: PathBuf::from("the export"),
        reason: error.to_string(),
    };
    let rows = columns.first().map_or(0, |(_, values)| values.len());
    let columns = columns.iter().map(|(name, values)| values.column(name)).collect();
    let mut frame = DataFrame::new(rows, columns).map_err(failed)?;
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes)
        .with_compression(ParquetCompression::Snappy)
        .with_key_value_metadata(Some(KeyValueMetadata::from_static(said)))
        .finish(&mut frame)
        .map_err(failed)?;
    Ok(bytes)
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Counts(values) => values.len(),
            Self::Numbers(values) => values.len(),
            Self::Dates(values) => values.len(),
            Self::Flags(values) => values.len(),
            Self::Texts(values) => values.len(),
        }
    }

    fn column(&self, name: &str) -> Column {
        match self {
            Self::Counts(values) => Int64Chunked::from_iter_options(name.into(), values.iter().copied()).into_column(),
            Self::Numbers(values) => Float64Chunked::from_iter_options(name.into(), values.iter().copied()).into_column(),
            Self::Dates(values) => table::dates(name, values.iter().copied()),
            Self::Flags(values) => table::flags(name, values.iter().copied()),
            Self::Texts(values) => table::text(name, values.iter().map(Option::as_deref)),
        }
    }
}
