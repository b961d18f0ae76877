use super::words::Known;
use super::{Outcome, Rules, trace_words};
use crate::cells::Row;
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::schema::trace_register as columns;
use domain::trace::{Route, Service};
use std::collections::HashMap;

/// The rules of the register of batches: who submitted each, when, under which transfer.
pub(super) struct TraceRegister {
    batch: Option<usize>,
    service: Option<usize>,
    route: Option<usize>,
    organisation: Option<usize>,
    sent: Option<usize>,
    returned: Option<usize>,
    transfer_reference: Option<usize>,
    records: Option<usize>,
    service_words: Known<Option<Service>>,
    route_words: Known<Option<Route>>,
    rows: Vec<Batch>,
    first_lines: HashMap<String, u64>,
}

struct Batch {
    batch: String,
    service: Option<Service>,
    route: Option<Route>,
    organisation: Option<String>,
    sent: Option<NaiveDate>,
    returned: Option<NaiveDate>,
    transfer_reference: Option<String>,
    records: Option<i64>,
}

impl TraceRegister {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            batch: layout.get(Field::Batch),
            service: layout.get(Field::Service),
            route: layout.get(Field::Route),
            organisation: layout.get(Field::Organisation),
            sent: layout.get(Field::Sent),
            returned: layout.get(Field::Returned),
            transfer_reference: layout.get(Field::TransferReference),
            records: layout.get(Field::Records),
            service_words: Known::default(),
            route_words: Known::default(),
            rows: Vec::new(),
            first_lines: HashMap::new(),
        }
    }

    fn records(&self, row: &Row<'_>) -> Result<Option<i64>, Fault> {
        match row.cell(self.records) {
            "" => Ok(None),
            cell if cell.starts_with('-') => Err(Fault::new(self.records, Reason::RecordsNegative)),
            _ => row.count(self.records).map(Some),
        }
    }
}

impl Rules for TraceRegister {
    fn row(&mut self, row: &Row<'_>, _: &mut Findings) -> Result<(), Fault> {
        let batch = trace_words::text(row, self.batch)?.ok_or_else(|| Fault::new(self.batch, Reason::BatchMissing))?;
        let service = match row.cell(self.service) {
            "" => None,
            cell => {
                let known = self.service_words.read(cell, trace_words::service);
                Some(known.ok_or_else(|| Fault::new(self.service, Reason::ServiceUnknown))?)
            }
        };
        let route = match row.cell(self.route) {
            "" => None,
            cell => {
                let known = self.route_words.read(cell, trace_words::route);
                Some(known.ok_or_else(|| Fault::new(self.route, Reason::RouteUnknown))?)
            }
        };
        let organisation = trace_words::text(row, self.organisation)?;
        let (sent, returned) = (row.date(self.sent)?, row.date(self.returned)?);
        if let (Some(sent), Some(returned)) = (sent, returned)
            && returned < sent
        {
            return Err(Fault::new(self.returned, Reason::ReturnedBeforeSent));
        }
        let transfer_reference = trace_words::text(row, self.transfer_reference)?;
        let records = self.records(row)?;
        let key = batch.to_lowercase();
        if let Some(earlier) = self.first_lines.get(&key) {
            return Err(Fault::against(self.batch, Reason::BatchTwice, *earlier));
        }
        self.first_lines.insert(key, row.line);
        self.rows.push(Batch {
            batch,
            service,
            route,
            organisation,
            sent,
            returned,
            transfer_reference,
            records,
        });
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let rows = || self.rows.iter();
        let written = vec![
            table::text(columns::BATCH, rows().map(|row| Some(row.batch.as_str()))),
            table::text(columns::SERVICE, rows().map(|row| row.service.map(Service::name))),
            table::text(columns::ROUTE, rows().map(|row| row.route.map(Route::name))),
            table::text(columns::ORGANISATION, rows().map(|row| row.organisation.as_deref())),
            table::dates(columns::SENT, rows().map(|row| row.sent)),
            table::dates(columns::RETURNED, rows().map(|row| row.returned)),
            table::text(columns::TRANSFER_REFERENCE, rows().map(|row| row.transfer_reference.as_deref())),
            table::known_counts(columns::RECORDS, rows().map(|row| row.records)),
        ];
        vec![Table::new(columns::FILE, self.rows.len(), written)].into()
    }
}
