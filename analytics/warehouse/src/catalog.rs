//! What a generation holds, read once when it is opened: dates, names and the loads behind each date.

use crate::{
    Columns,
    database::{self, Named},
    sql,
};
use chrono::NaiveDate;
use domain::{Lineage, questions::Provenance};
use duckdb::Connection;
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Default)]
pub(crate) struct Catalog {
    /// Every date with figures, oldest first.
    pub(crate) dates: Vec<(NaiveDate, Provenance)>,
    services: Vec<String>,
    /// Teams by every name they go or went by.
    teams: HashMap<String, String>,
    lineage: BTreeMap<NaiveDate, Vec<Lineage>>,
    /// The loads behind effort and plan.
    pub(crate) effort: Vec<Lineage>,
    /// The last day of effort.
    pub(crate) effort_until: Option<NaiveDate>,
    /// The latest day with figures or of a register.
    pub(crate) latest_day: Option<NaiveDate>,
    /// The files of the register by their days and loads, and the loads of each.
    registers: BTreeMap<(NaiveDate, u32), Vec<Lineage>>,
}

impl Catalog {
    pub(crate) fn read(connection: &Connection) -> duckdb::Result<Self> {
        let mut catalog = Self::default();
        each_row(connection, sql::LOOKUP_DATES, &[], |row| {
            catalog
                .dates
                .push((row.date("as_at")?, row.named("provenance", Provenance::from_name)?));
            Ok(())
        })?;
        each_row(connection, sql::LOOKUP_SERVICES, &[], |row| {
            catalog.services.push(row.text("service")?);
            Ok(())
        })?;
        each_row(connection, sql::LOOKUP_TEAM_NAMES, &[], |row| {
            catalog.teams.insert(row.text("key")?, row.text("team")?);
            Ok(())
        })?;
        each_row(connection, sql::LOOKUP_LINEAGE, &[], |row| {
            let load = Lineage {
                load: row.load("load")?,
                file: row.text("file")?,
                sha256: row.text("sha256")?,
            };
            match row.maybe_date("as_at")? {
                Some(date) => catalog.lineage.entry(date).or_default().push(load),
                None => catalog.effort.push(load),
            }
            Ok(())
        })?;
        each_row(connection, sql::LOOKUP_EFFORT_UNTIL, &[], |row| {
            catalog.effort_until = row.maybe_date("day")?;
            Ok(())
        })?;
        each_row(connection, sql::LOOKUP_LATEST_DAY, &[], |row| {
            catalog.latest_day = row.maybe_date("day")?;
            Ok(())
        })?;
        each_row(connection, sql::LOOKUP_REGISTER_LINEAGE, &[], |row| {
            let load = Lineage {
                load: row.load("load")?,
                file: row.text("file")?,
                sha256: row.text("sha256")?,
            };
            let version = (row.date("kept_on")?, row.load("version")?);
            catalog.registers.entry(version).or_default().push(load);
            Ok(())
        })?;
        Ok(catalog)
    }

    /// The team that goes or went by that name, as it is spelt.
    pub(crate) fn team(&self, name: &str) -> Option<&str> {
        self.teams.get(&key(name)).map(String::as_str)
    }

    /// The service of that name, as it is spelt.
    pub(crate) fn service(&self, name: &str) -> Option<&str> {
        let exact = self.services.iter().find(|service| *service == name);
        exact
            .or_else(|| self.services.iter().find(|service| key(service) == key(name)))
            .map(String::as_str)
    }

    /// The latest date on or before `limit`, or of all.
    pub(crate) fn date(&self, limit: Option<NaiveDate>) -> Option<(NaiveDate, Provenance)> {
        self.dates
            .iter()
            .rev()
            .find(|(date, _)| limit.is_none_or(|limit| *date <= limit))
            .copied()
    }

    /// The latest date before `date`.
    pub(crate) fn before(&self, date: NaiveDate) -> Option<(NaiveDate, Provenance)> {
        self.dates.iter().rev().find(|(earlier, _)| *earlier < date).copied()
    }

    /// The latest snapshot on or before `limit`.
    pub(crate) fn snapshot(&self, limit: NaiveDate) -> Option<NaiveDate> {
        let is_snapshot = |(date, provenance): &&(NaiveDate, Provenance)| *provenance == Provenance::Snapshot && *date <= limit;
        self.dates.iter().rev().find(is_snapshot).map(|(date, _)| *date)
    }

    /// The loads behind the figures of a date.
    pub(crate) fn lineage(&self, date: NaiveDate) -> Vec<Lineage> {
        self.lineage.get(&date).cloned().unwrap_or_default()
    }

    /// The loads behind what the register says on a day, and behind the latest figures then.
    pub(crate) fn register_lineage(&self, day: NaiveDate) -> Vec<Lineage> {
        let register = self.registers.iter().rfind(|((kept_on, _), _)| *kept_on <= day);
        let figures = self.date(Some(day)).map(|(date, _)| self.lineage(date)).unwrap_or_default();
        let mut loads: Vec<Lineage> = register.into_iter().flat_map(|(_, loads)| loads.clone()).chain(figures).collect();
        loads.sort_by_key(|load| load.load);
        loads
    }
}

/// Runs a query and hands every row to `take`.
pub(crate) fn each_row(
    connection: &Connection,
    sql: &str,
    named: &[Named<'_>],
    mut take: impl FnMut(&Columns<'_>) -> duckdb::Result<()>,
) -> duckdb::Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    database::bind(&mut statement, named)?;
    statement.raw_execute()?;
    let names = statement.column_names();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        take(&Columns::of(row, &names))?;
    }
    Ok(())
}

/// As the rule `name_key` has it.
pub(crate) fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
