use crate::{
    About, Answerable, AskError, Current, Error, Store,
    asked::{self, Asked},
    catalog::{Catalog, each_row},
    courses::Courses,
    database,
    error::invalid,
    memo::Memo,
    pool::Pool,
    sql,
};
use chrono::NaiveDate;
use domain::{Answer, Filter, Lineage, page, questions::Provenance};
use duckdb::types::Value;
use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// One state of all figures, read-only: it never changes, so that answers from it never contradict each other.
#[derive(Debug)]
pub struct Generation {
    number: u64,
    path: PathBuf,
    catalog: Catalog,
    pool: Pool,
    /// Read when the first asks for it.
    courses: OnceLock<Courses>,
    memo: Memo,
}

impl Generation {
    /// Opens the generation in force.
    ///
    /// # Errors
    /// If its file can't be read.
    pub fn open(data_folder: impl AsRef<Path>, current: &Current) -> Result<Self, Error> {
        Self::at(&Store::at(data_folder).generation_file(current), current.generation)
    }

    pub(crate) fn at(path: &Path, number: u64) -> Result<Self, Error> {
        let connection = database::open_to_read(path).map_err(Error::read(path))?;
        if !is_of_this_version(&connection) {
            return Err(Error::OtherVersion(path.to_owned()));
        }
        let catalog = Catalog::read(&connection).map_err(Error::read(path))?;
        Ok(Self {
            number,
            path: path.to_owned(),
            catalog,
            pool: Pool::new(connection),
            courses: OnceLock::new(),
            memo: Memo::default(),
        })
    }

    /// The generation's number.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Every date with figures, oldest first.
    #[must_use]
    pub fn dates(&self) -> &[(NaiveDate, Provenance)] {
        &self.catalog.dates
    }

    /// The latest day of an answer or a decision that the cleansing queue knows of; none without any.
    ///
    /// # Errors
    /// If the figures can't be read.
    pub fn queue_known_to(&self) -> Result<Option<NaiveDate>, Error> {
        let mut known_to = None;
        self.read(|connection| {
            each_row(connection, sql::LOOKUP_QUEUE_KNOWN_TO, &[], |columns| {
                known_to = columns.maybe_date("known_to")?;
                Ok(())
            })
        })?;
        Ok(known_to)
    }

    /// Answers a question. Blocks for a few milliseconds.
    ///
    /// # Errors
    /// `Invalid` names the parameter that can't be met; `NoFigures` while neither a snapshot nor history is loaded.
    pub fn ask<Q: Answerable>(&self, filter: &Filter) -> Result<Answer<Q::Row>, AskError> {
        let asked = self.understand::<Q>(filter)?;
        if Q::ABOUT == About::People && asked.filter.team.is_none() {
            return Err(invalid("team", "a worklist is one team's; name the team"));
        }
        self.answer::<Q>(asked)
    }

    /// Answers a question, also one about people that names no team: for whoever may see all of them.
    ///
    /// # Errors
    /// As [`Generation::ask`].
    pub fn ask_of_everybody<Q: Answerable>(&self, filter: &Filter) -> Result<Answer<Q::Row>, AskError> {
        let asked = self.understand::<Q>(filter)?;
        self.answer::<Q>(asked)
    }

    fn understand<Q: Answerable>(&self, filter: &Filter) -> Result<Asked, AskError> {
        asked::understand(&self.catalog, Q::ABOUT, &page::meant_for(Q::NAME, filter))
    }

    fn answer<Q: Answerable>(&self, asked: Asked) -> Result<Answer<Q::Row>, AskError> {
        self.check_service(&asked)?;
        let (mut read, withheld) = match (Q::ABOUT, asked.has_rows) {
            (_, false) => (Vec::new(), None),
            (About::People, true) => {
                let (people, withheld) = self.people::<Q>(&asked)?;
                (people, Some(withheld))
            }
            (_, true) => (self.rows::<Q>(&asked)?, None),
        };
        Q::complete(&mut read, self, &asked.filter)?;
        Ok(Answer {
            question: Q::NAME.to_owned(),
            generation: self.number,
            as_at: asked.as_at,
            previous: asked.previous,
            rows: Q::finish(read, &asked.filter),
            restricted: withheld,
            lineage: self.lineage(Q::ABOUT, &asked),
            filter: asked.filter,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    fn lineage(&self, about: About, asked: &Asked) -> Vec<Lineage> {
        let at = |date: Option<NaiveDate>| date.map_or_else(Vec::new, |date| self.catalog.lineage(date));
        match about {
            About::Effort => self.catalog.effort.clone(),
            About::Yield => {
                let counted = self.catalog.date(asked.as_at).map(|(date, _)| date);
                [self.catalog.effort.clone(), at(counted)].concat()
            }
            About::Register => asked.as_at.map_or_else(Vec::new, |as_at| self.catalog.register_lineage(as_at)),
            _ => at(asked.as_at),
        }
    }

    fn rows<Q: Answerable>(&self, asked: &Asked) -> Result<Vec<Q::Read>, Error> {
        let (sql, named) = (sql_of::<Q>(asked), asked.named());
        self.memo.get_or_read(sql, &named, || {
            self.read(|connection| {
                let mut rows = Vec::new();
                each_row(connection, sql, &named, |columns| {
                    rows.push(Q::read(columns)?);
                    Ok(())
                })?;
                Ok(rows)
            })
        })
    }

    /// A row a person, who are kept nowhere, and how many there are that may only be counted.
    fn people<Q: Answerable>(&self, asked: &Asked) -> Result<(Vec<Q::Read>, i64), Error> {
        self.read(|connection| {
            let (mut people, mut withheld) = (Vec::new(), 0);
            each_row(connection, sql_of::<Q>(asked), &asked.named(), |columns| {
                if columns.flag("withheld")? {
                    withheld += 1;
                } else {
                    people.push(Q::read(columns)?);
                }
                Ok(())
            })?;
            Ok((people, withheld))
        })
    }

    /// The batch that the load of a response answers, and whether its request is known.
    ///
    /// # Errors
    /// The generation can't be read.
    pub fn batch_of_response(&self, load: u32) -> Result<Option<(String, bool)>, Error> {
        self.read(|connection| {
            let mut batch = None;
            each_row(connection, sql::LOOKUP_BATCH_OF_RESPONSE, &[("load", Value::UInt(load))], |row| {
                batch = Some((row.text("batch")?, row.flag("is_known")?));
                Ok(())
            })?;
            Ok(batch)
        })
    }

    /// The teams' courses. The first who asks waits until all are read, some milliseconds.
    pub(crate) fn courses(&self) -> Result<&Courses, Error> {
        if let Some(courses) = self.courses.get() {
            return Ok(courses);
        }
        let read = self.read(Courses::read)?;
        Ok(self.courses.get_or_init(|| read))
    }

    /// A team is asked for within its service or not at all.
    fn check_service(&self, asked: &Asked) -> Result<(), AskError> {
        let (Some(team), Some(service)) = (&asked.filter.team, &asked.filter.service) else {
            return Ok(());
        };
        let mut actual = None;
        self.read(|connection| {
            each_row(connection, sql::LOOKUP_SERVICE_OF_TEAM, &asked.named(), |columns| {
                actual = Some(columns.text("service")?);
                Ok(())
            })
        })?;
        match actual {
            Some(actual) if actual != *service => Err(invalid(
                "team",
                format!("{team} belongs to {actual} on that date, not to {service}; leave the service out"),
            )),
            _ => Ok(()),
        }
    }

    fn read<T>(&self, work: impl FnOnce(&duckdb::Connection) -> duckdb::Result<T>) -> Result<T, Error> {
        self.pool.with(work).map_err(Error::read(&self.path))
    }
}

fn sql_of<Q: Answerable>(asked: &Asked) -> &'static str {
    if asked.apart { Q::SQL_APART } else { Q::SQL }
}

/// Whether the file was built by the scripts that are asked of it; one without that note was not.
fn is_of_this_version(connection: &duckdb::Connection) -> bool {
    let built_by: duckdb::Result<String> = connection.query_row(sql::LOOKUP_VERSION, [], |row| row.get(0));
    built_by.is_ok_and(|fingerprint| fingerprint == sql::fingerprint())
}
