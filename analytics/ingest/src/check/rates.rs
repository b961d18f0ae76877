use super::effort_words::{Work, pence};
use super::{Outcome, Rules};
use crate::cells::{Row, plain};
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::Party;
use domain::schema::rates as columns;
use std::collections::BTreeMap;

/// The rules of a file of rates: what an hour of a role costs from a date on.
pub(super) struct Rates {
    work: Work,
    rate: Option<usize>,
    valid_from: Option<usize>,
    rows: BTreeMap<Key, Rate>,
}

/// A role as it is compared, its organisation and its date.
type Key = (String, Party, Option<NaiveDate>);

struct Rate {
    role: String,
    pence: i64,
    line: u64,
}

impl Rates {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            work: Work::new(layout),
            rate: layout.get(Field::Rate),
            valid_from: layout.get(Field::ValidFrom),
            rows: BTreeMap::new(),
        }
    }
}

impl Rules for Rates {
    fn row(&mut self, row: &Row<'_>, findings: &mut Findings) -> Result<(), Fault> {
        let role = self.work.role_named(row)?;
        let pence = pence(row, self.rate)?.ok_or_else(|| Fault::new(self.rate, Reason::RateMissing))?;
        let valid_from = row.date(self.valid_from)?;
        let organisation = self.work.organisation(row, findings)?;
        let key = (plain(&role), organisation, valid_from);
        if let Some(earlier) = self.rows.get(&key) {
            return Err(Fault::against(self.rate, Reason::RateTwice, earlier.line));
        }
        let line = row.line;
        self.rows.insert(key, Rate { role, pence, line });
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let written = vec![
            table::text(columns::ROLE, self.rows.values().map(|rate| Some(rate.role.as_str()))),
            table::text(
                columns::ORGANISATION,
                self.rows.keys().map(|(_, organisation, _)| Some(organisation.name())),
            ),
            table::dates(columns::VALID_FROM, self.rows.keys().map(|(_, _, valid_from)| *valid_from)),
            table::counts(columns::RATE_PENCE, self.rows.values().map(|rate| rate.pence)),
        ];
        vec![Table::new(columns::FILE, self.rows.len(), written)].into()
    }
}
