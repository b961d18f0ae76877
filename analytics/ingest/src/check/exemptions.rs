use super::{Outcome, Rules, trace_words};
use crate::cells::{Row, plain};
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::schema::exemptions;
use std::collections::HashMap;

/// The rules of a file of agreed exemptions.
pub(super) struct Exemptions {
    person_id: Option<usize>,
    reason: Option<usize>,
    agreed: Option<usize>,
    until: Option<usize>,
    agreed_by: Option<usize>,
    rows: Vec<Exemption>,
    first_lines: HashMap<(String, Option<NaiveDate>), u64>,
}

struct Exemption {
    person_id: String,
    reason: &'static str,
    agreed: Option<NaiveDate>,
    until: Option<NaiveDate>,
    agreed_by: Option<String>,
}

impl Exemptions {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            person_id: layout.get(Field::PersonId),
            reason: layout.get(Field::Reason),
            agreed: layout.get(Field::Agreed),
            until: layout.get(Field::Until),
            agreed_by: layout.get(Field::AgreedBy),
            rows: Vec::new(),
            first_lines: HashMap::new(),
        }
    }
}

impl Rules for Exemptions {
    fn row(&mut self, row: &Row<'_>, _: &mut Findings) -> Result<(), Fault> {
        let person_id = row.person_id(self.person_id)?.to_owned();
        let reason = match row.cell(self.reason) {
            "" => Err(Reason::ReasonMissing),
            cell => known(&plain(cell)).ok_or(Reason::ReasonUnknown),
        };
        let reason = reason.map_err(|fault| Fault::new(self.reason, fault))?;
        let (agreed, until) = (row.date(self.agreed)?, row.date(self.until)?);
        if let (Some(agreed), Some(until)) = (agreed, until)
            && until < agreed
        {
            return Err(Fault::new(self.until, Reason::DatesReversed));
        }
        let agreed_by = trace_words::text(row, self.agreed_by)?;
        let key = (person_id.clone(), agreed);
        if let Some(earlier) = self.first_lines.get(&key) {
            return Err(Fault::against(self.person_id, Reason::RowTwice, *earlier));
        }
        self.first_lines.insert(key, row.line);
        self.rows.push(Exemption {
            person_id,
            reason,
            agreed,
            until,
            agreed_by,
        });
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let columns = vec![
            table::text(exemptions::PERSON_ID, self.rows.iter().map(|row| Some(row.person_id.as_str()))),
            table::text(exemptions::REASON, self.rows.iter().map(|row| Some(row.reason))),
            table::dates(exemptions::AGREED, self.rows.iter().map(|row| row.agreed)),
            table::dates(exemptions::UNTIL, self.rows.iter().map(|row| row.until)),
            table::text(exemptions::AGREED_BY, self.rows.iter().map(|row| row.agreed_by.as_deref())),
        ];
        vec![Table::new(exemptions::FILE, self.rows.len(), columns)].into()
    }
}

fn known(word: &str) -> Option<&'static str> {
    match word {
        "objects" | "object" | "objected" | "objection" => Some("objects"),
        "notknowable" | "notknown" | "cannotbeknown" => Some("not_knowable"),
        "nonumberissued" | "nonhsnumberissued" | "nonhsnumber" => Some("no_number_issued"),
        "other" => Some("other"),
        _ => None,
    }
}
