use crate::{Columns, Error, Generation};
use domain::{Filter, Question};

/// A question that the warehouse can answer: its SQL, its note and how its rows are read.
pub trait Answerable: Question {
    /// The query: `sql/questions/<name>.sql`, or that of a question which reads the same rows.
    const SQL: &'static str;
    /// The query between two snapshots that don't follow each other, `sql/apart/<name>.sql`, where no mart holds the answer.
    const SQL_APART: &'static str = Self::SQL;
    /// How it is counted and what it leaves out, for the reader of the figures.
    const NOTE: &'static str;
    /// The fields of a row, in their order.
    const COLUMNS: &'static [&'static str];
    /// What each of the columns holds.
    const HOLDS: &'static [Holds];
    /// The columns of the query: those of the row, unless the row is worked out from what is read.
    const READ: &'static [&'static str] = Self::COLUMNS;
    /// Which dates and which part of the council it can be asked about.
    const ABOUT: About;

    /// What is read of one row of the query.
    type Read: Clone + Send + Sync + 'static;

    /// Reads one row of the query.
    ///
    /// # Errors
    /// If a column is missing or holds what the field can't.
    fn read(columns: &Columns<'_>) -> duckdb::Result<Self::Read>;

    /// Adds what the generation keeps in memory to what was read: nothing for most questions.
    ///
    /// # Errors
    /// If the generation can't be read.
    fn complete(_read: &mut [Self::Read], _generation: &Generation, _filter: &Filter) -> Result<(), Error> {
        Ok(())
    }

    /// The answer from what was read: its order, and what statistics make of it.
    fn finish(read: Vec<Self::Read>, filter: &Filter) -> Vec<Self::Row>;
}

/// What a question is about, which decides how its filter is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The ladder at one date.
    Date,
    /// The ladder over a period.
    Period,
    /// The ladder at the last date of a period, and the way there.
    Course,
    /// States at one snapshot, or over a period if one is given.
    States,
    /// Two snapshots.
    Pair,
    /// The cleansing queue at one date, whatever is measured.
    Queue,
    /// The people of one team at one date; its query says in `withheld` which of them are only counted.
    People,
    /// What happened on any day, also between the dates that have figures.
    Events,
    /// Effort up to a date, whatever part of the council: timesheets and plans know none. Its date is the one asked about, or the last day
    /// of effort.
    Effort,
    /// The same beside the records at that date, which is the latest with either unless one is asked about.
    Yield,
    /// What the register says on a day, whether or not there are figures; its date is the one asked about, or the latest with figures or
    /// of a register.
    Register,
    /// What was loaded, whatever the filter.
    Loads,
}

/// What a column of an answer holds, for files that type their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A whole number that is counted.
    Count,
    /// Time, in minutes.
    Minutes,
    /// Money, in pence.
    Pence,
    /// A whole number that names something.
    Number,
    /// A number with decimals, such as a share of 1.
    Decimal,
    /// A percentage from 0 to 100.
    Percent,
    /// A day.
    Date,
    /// Yes or no.
    Flag,
    /// Words or names.
    Text,
}

impl Holds {
    /// What the function of [`Columns`] of that name reads.
    pub(crate) const fn read_by(function: &str) -> Self {
        match function.as_bytes() {
            b"count" | b"maybe_count" => Self::Count,
            b"minutes" | b"maybe_minutes" => Self::Minutes,
            b"pence" | b"maybe_pence" => Self::Pence,
            b"load" => Self::Number,
            b"target" => Self::Percent,
            b"date" | b"maybe_date" => Self::Date,
            b"flag" => Self::Flag,
            _ => Self::Text,
        }
    }
}
