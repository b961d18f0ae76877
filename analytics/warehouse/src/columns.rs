use crate::database::read_date;
use chrono::NaiveDate;
use domain::Target;
use duckdb::{
    Row,
    types::{FromSql, FromSqlError, ValueRef},
};

/// One row of a query, read by the names of its columns.
pub struct Columns<'a> {
    row: &'a Row<'a>,
    names: &'a [String],
}

impl<'a> Columns<'a> {
    /// `names` are the columns' names in their order; the driver would make them anew for every value.
    pub(crate) fn of(row: &'a Row<'a>, names: &'a [String]) -> Self {
        Self { row, names }
    }

    fn get<T: FromSql>(&self, name: &str) -> duckdb::Result<T> {
        match self.names.iter().position(|column| column == name) {
            Some(at) => self.row.get(at),
            None => Err(duckdb::Error::InvalidColumnName(name.to_owned())),
        }
    }

    pub(crate) fn text(&self, name: &str) -> duckdb::Result<String> {
        self.get(name)
    }

    /// A text, or what is said where there is none.
    pub(crate) fn text_or(&self, name: &str, none: &str) -> duckdb::Result<String> {
        self.maybe_text(name).map(|text| text.unwrap_or_else(|| none.to_owned()))
    }

    pub(crate) fn maybe_text(&self, name: &str) -> duckdb::Result<Option<String>> {
        self.get(name)
    }

    pub(crate) fn count(&self, name: &str) -> duckdb::Result<i64> {
        self.get(name)
    }

    pub(crate) fn maybe_count(&self, name: &str) -> duckdb::Result<Option<i64>> {
        self.get(name)
    }

    /// Time, in minutes.
    pub(crate) fn minutes(&self, name: &str) -> duckdb::Result<i64> {
        self.get(name)
    }

    pub(crate) fn maybe_minutes(&self, name: &str) -> duckdb::Result<Option<i64>> {
        self.get(name)
    }

    /// Money, in pence.
    pub(crate) fn pence(&self, name: &str) -> duckdb::Result<i64> {
        self.get(name)
    }

    pub(crate) fn maybe_pence(&self, name: &str) -> duckdb::Result<Option<i64>> {
        self.get(name)
    }

    pub(crate) fn flag(&self, name: &str) -> duckdb::Result<bool> {
        self.get(name)
    }

    pub(crate) fn load(&self, name: &str) -> duckdb::Result<u32> {
        self.get(name)
    }

    pub(crate) fn maybe_load(&self, name: &str) -> duckdb::Result<Option<u32>> {
        self.get(name)
    }

    pub(crate) fn date(&self, name: &str) -> duckdb::Result<NaiveDate> {
        self.get(name).map(|Day(date)| date)
    }

    pub(crate) fn maybe_date(&self, name: &str) -> duckdb::Result<Option<NaiveDate>> {
        let day: Option<Day> = self.get(name)?;
        Ok(day.map(|Day(date)| date))
    }

    pub(crate) fn target(&self, name: &str) -> duckdb::Result<Target> {
        let points: u32 = self.get(name)?;
        Target::from_basis_points(points).ok_or_else(|| unknown(name))
    }

    pub(crate) fn maybe_target(&self, name: &str) -> duckdb::Result<Option<Target>> {
        let points: Option<u32> = self.get(name)?;
        points
            .map(|points| Target::from_basis_points(points).ok_or_else(|| unknown(name)))
            .transpose()
    }

    /// A value of a closed vocabulary, by its name.
    pub(crate) fn named<T>(&self, name: &str, from_name: impl FnOnce(&str) -> Option<T>) -> duckdb::Result<T> {
        from_name(&self.text(name)?).ok_or_else(|| unknown(name))
    }

    /// The same where there may be none.
    pub(crate) fn maybe_named<T>(&self, name: &str, from_name: impl FnOnce(&str) -> Option<T>) -> duckdb::Result<Option<T>> {
        let text: Option<String> = self.get(name)?;
        text.map(|text| from_name(&text).ok_or_else(|| unknown(name))).transpose()
    }
}

/// A date; DuckDB's driver reads dates only with a feature that this workspace leaves out.
struct Day(NaiveDate);

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> Result<Self, FromSqlError> {
        match value {
            ValueRef::Date32(days) => read_date(days).map(Day).ok_or(FromSqlError::OutOfRange(i128::from(days))),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

fn unknown(name: &str) -> duckdb::Error {
    duckdb::Error::InvalidColumnName(format!("{name} holds a value that this version doesn't know"))
}
