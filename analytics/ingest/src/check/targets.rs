use super::{Outcome, Rules};
use crate::cells::Row;
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::Target;
use domain::schema::targets;
use std::collections::BTreeMap;

/// The rules of a file of targets.
pub(super) struct Targets {
    percent: Option<usize>,
    valid_from: Option<usize>,
    rows: BTreeMap<Option<NaiveDate>, (Target, u64)>,
}

impl Targets {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            percent: layout.get(Field::Percent),
            valid_from: layout.get(Field::ValidFrom),
            rows: BTreeMap::new(),
        }
    }
}

impl Rules for Targets {
    fn row(&mut self, row: &Row<'_>, _: &mut Findings) -> Result<(), Fault> {
        let target = match row.cell(self.percent) {
            "" => Err(Reason::PercentMissing),
            cell => Target::from_text(cell).ok_or(Reason::PercentUnreadable),
        };
        let target = target.map_err(|fault| Fault::new(self.percent, fault))?;
        let valid_from = row.date(self.valid_from)?;
        if let Some((_, earlier)) = self.rows.get(&valid_from) {
            return Err(Fault::against(self.valid_from, Reason::RowTwice, *earlier));
        }
        self.rows.insert(valid_from, (target, row.line));
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let columns = vec![
            table::dates(targets::VALID_FROM, self.rows.keys().copied()),
            table::integers(targets::BASIS_POINTS, self.rows.values().map(|(target, _)| target.basis_points())),
        ];
        vec![Table::new(targets::FILE, self.rows.len(), columns)].into()
    }
}
