//! Figures at dates, as a row for each or as one list, from which processes are judged.

use crate::Columns;
use crate::database::read_date;
use chrono::NaiveDate;
use domain::{Filter, Target};
use duckdb::{
    arrow::{
        array::{Array as _, AsArray as _, StructArray},
        datatypes::{ArrowPrimitiveType, Date32Type, Int32Type, Int64Type},
    },
    types::{FromSql, FromSqlError, ListType, ValueRef},
};

/// The figures at one date.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    pub(crate) as_at: NaiveDate,
    pub(crate) numerator: i64,
    pub(crate) denominator: Option<i64>,
    pub(crate) target: Option<Target>,
    pub(crate) rebase: bool,
}

impl Dated {
    pub(crate) const COLUMNS: &'static [&'static str] = &["as_at", "numerator", "denominator", "target", "rebase"];

    pub(crate) fn read(columns: &Columns<'_>) -> duckdb::Result<Self> {
        Ok(Self {
            as_at: columns.date("as_at")?,
            numerator: columns.count("numerator")?,
            denominator: columns.maybe_count("denominator")?,
            target: columns.maybe_target("target")?,
            rebase: columns.flag("rebase")?,
        })
    }

    /// The share of 1, or the count where there is nothing to be a share of.
    pub(crate) fn value(&self) -> f64 {
        match self.denominator {
            Some(denominator) => self.numerator as f64 / denominator as f64,
            None => self.numerator as f64,
        }
    }
}

/// The dates at which there is something to be a share of. A rebase on another date starts at the next of them.
pub(crate) fn usable(read: Vec<Dated>) -> Vec<Dated> {
    let mut is_due = false;
    let mut usable = Vec::with_capacity(read.len());
    for row in read {
        is_due |= row.rebase;
        if row.denominator != Some(0) {
            usable.push(Dated { rebase: is_due, ..row });
            is_due = false;
        }
    }
    usable
}

/// The dates of the filter's period, up to the one asked about.
pub(crate) fn within(filter: &Filter, points: Vec<Dated>) -> Vec<Dated> {
    let is_within = |date: NaiveDate| {
        let ends = [filter.as_at, filter.to];
        filter.from.is_none_or(|from| from <= date) && ends.into_iter().flatten().all(|end| date <= end)
    };
    points.into_iter().filter(|point| is_within(point.as_at)).collect()
}

/// A list of `{as_at, numerator, denominator, target, rebase}`, taken column by column: a value at a time would cost ten times as much.
pub(crate) struct Points(pub(crate) Vec<Dated>);

impl FromSql for Points {
    fn column_result(value: ValueRef<'_>) -> Result<Self, FromSqlError> {
        let ValueRef::List(ListType::Regular(lists), at) = value else {
            return Err(FromSqlError::InvalidType);
        };
        let list = lists.value(at);
        let points = list.as_struct_opt().ok_or(FromSqlError::InvalidType)?;
        let (dates, targets) = (values::<Date32Type>(points, "as_at")?, values::<Int32Type>(points, "target")?);
        let (numerators, denominators) = (
            values::<Int64Type>(points, "numerator")?,
            values::<Int64Type>(points, "denominator")?,
        );
        let rebases = points.column_by_name("rebase").and_then(|column| column.as_boolean_opt());
        let rebases = rebases.ok_or(FromSqlError::InvalidType)?;
        let point = |at: usize| {
            Some(Dated {
                as_at: read_date(dates[at])?,
                numerator: numerators[at],
                denominator: Some(denominators[at]),
                target: Some(Target::from_basis_points(u32::try_from(targets[at]).ok()?)?),
                rebase: rebases.value(at),
            })
        };
        let read: Option<Vec<Dated>> = (0..points.len()).map(point).collect();
        read.map(Self).ok_or(FromSqlError::InvalidType)
    }
}

/// A column without nulls.
fn values<'a, T: ArrowPrimitiveType>(points: &'a StructArray, name: &str) -> Result<&'a [T::Native], FromSqlError> {
    let column = points.column_by_name(name).and_then(|column| column.as_primitive_opt::<T>());
    column
        .filter(|column| column.null_count() == 0)
        .map(|column| &**column.values())
        .ok_or(FromSqlError::InvalidType)
}
