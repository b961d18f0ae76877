use super::{Outcome, Rows, Rules};
use crate::cells::Row;
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::schema::history;
use std::collections::{BTreeMap, HashMap};

/// The rules of counts kept before: rows of one date and team are added up over their breakdown, or not at all.
pub(super) struct History {
    date: Option<usize>,
    team: Option<usize>,
    in_scope: Option<usize>,
    covered: Option<usize>,
    not_covered: Option<usize>,
    breakdown: Option<usize>,
    sums: BTreeMap<Key, Sum>,
    first_lines: HashMap<(Key, String), u64>,
}

type Key = (NaiveDate, Option<String>);

#[derive(Debug, Default)]
struct Sum {
    in_scope: i64,
    covered: i64,
    /// Whether a row of the sum was refused, so that it would be wrong.
    broken: bool,
    /// The rows that were taken: their places and lines.
    rows: Vec<(u64, u64)>,
}

impl History {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            date: layout.get(Field::Date),
            team: layout.get(Field::Team),
            in_scope: layout.get(Field::InScope),
            covered: layout.get(Field::Covered),
            not_covered: layout.get(Field::NotCovered),
            breakdown: layout.get(Field::Breakdown),
            sums: BTreeMap::new(),
            first_lines: HashMap::new(),
        }
    }

    fn counts(&self, row: &Row<'_>) -> Result<(i64, i64), Fault> {
        let in_scope = row.count(self.in_scope)?;
        let column = self.covered.or(self.not_covered);
        let part = row.count(column)?;
        if part > in_scope {
            return Err(Fault::new(column, Reason::CountAboveScope));
        }
        Ok((in_scope, if self.covered.is_some() { part } else { in_scope - part }))
    }
}

impl Rules for History {
    fn row(&mut self, row: &Row<'_>, _: &mut Findings) -> Result<(), Fault> {
        let date = row.date(self.date)?.ok_or_else(|| Fault::new(self.date, Reason::DateMissing))?;
        let key = (date, row.name(self.team)?);
        let breakdown = row.cell(self.breakdown).to_owned();
        if let Some(earlier) = self.first_lines.get(&(key.clone(), breakdown.clone())) {
            return Err(Fault::against(self.team, Reason::DateAndTeamTwice, *earlier));
        }
        let counts = self.counts(row);
        let sum = self.sums.entry(key.clone()).or_default();
        match counts {
            Ok((in_scope, covered)) => {
                sum.in_scope += in_scope;
                sum.covered += covered;
                sum.rows.push((row.number, row.line));
                self.first_lines.insert((key, breakdown), row.line);
                Ok(())
            }
            Err(fault) => {
                sum.broken = true;
                Err(fault)
            }
        }
    }

    fn finish(self: Box<Self>, findings: &mut Findings) -> Outcome {
        let (broken, whole): (Vec<_>, Vec<_>) = self.sums.into_iter().partition(|(_, sum)| sum.broken);
        for (number, line) in broken.into_iter().flat_map(|(_, sum)| sum.rows) {
            findings.refuse(number, line, Fault::new(self.breakdown, Reason::PartOfRefusedSum));
        }
        let columns = vec![
            table::dates(history::AS_AT, whole.iter().map(|((date, _), _)| Some(*date))),
            table::text(history::TEAM, whole.iter().map(|((_, team), _)| team.as_deref())),
            table::counts(history::IN_SCOPE, whole.iter().map(|(_, sum)| sum.in_scope)),
            table::counts(history::COVERED, whole.iter().map(|(_, sum)| sum.covered)),
        ];
        let date = |sum: Option<&(Key, Sum)>| sum.map(|((date, _), _)| *date);
        Outcome {
            rows: Rows::Tables(vec![Table::new(history::FILE, whole.len(), columns)]),
            period: date(whole.first()).zip(date(whole.last())),
        }
    }
}
