use super::{Outcome, Rules, trace_words};
use crate::cells::Row;
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::read::{self, Request};
use crate::reason::Reason;
use crate::table::ShortText;
use crate::trace::details::{self, ByDetail};
use crate::trace::people::{Columns, Details, Reader};
use crate::trace::text::Alphabet;
use crate::trace::{self, Known, layout};
use crate::{Refusal, as_at, source};
use chrono::NaiveDate;
use domain::trace::Dialect;
use domain::{Kind, nhs_number};
use polars::prelude::{InitHashMaps as _, PlHashMap};

/// The rules of a request for a trace that was made elsewhere, by a partner for instance: who was asked about and what was sent of them
/// is kept as it is of a request made here.
pub(super) struct TraceRequests<'a> {
    request: &'a Request<'a>,
    batch: String,
    dialect: Dialect,
    /// The cells of a record of DBS, whose files close with a line of their own.
    least_cells: usize,
    reference: Option<usize>,
    person_id: Option<usize>,
    number: Option<usize>,
    columns: Columns,
    reader: Reader,
    references: Vec<ShortText>,
    known: Vec<Known>,
    /// To be compared with what comes back.
    sent: Vec<ByDetail<u16>>,
    first_lines: PlHashMap<ShortText, u64>,
}

impl<'a> TraceRequests<'a> {
    pub(super) fn new(request: &'a Request<'_>, layout: &Layout, announced: Option<Dialect>) -> Result<Self, Refusal> {
        if !layout.is_whole() {
            return Err(Refusal::NotATable {
                file: source::file_name(request.path),
                what: "is no request for a trace: it lacks the references (UNIQUE REFERENCE), or a surname and a date of birth. To make a request from extracts, use trace request".to_owned(),
            });
        }
        let stem = read::stem(request.path);
        let dialect = announced.unwrap_or_else(|| match stem.starts_with("MPTREQ_") {
            _ if layout.header().iter().any(|name| name == layout::DBS_TYPE) => Dialect::Dbs,
            // Rows of it that were refused have names when they come back mended.
            true => Dialect::Mpt,
            false => Dialect::PdsMesh,
        });
        Ok(Self {
            request,
            // Mended rows belong to the batch from which they were refused.
            batch: stem.trim_end_matches(".rejects").to_owned(),
            dialect,
            least_cells: if dialect == Dialect::Dbs { layout::DBS } else { 0 },
            reference: layout.get(Field::Reference),
            person_id: layout.get(Field::PersonId),
            number: layout.get(Field::NhsNumber),
            columns: Columns::of(layout, Some(Kind::TraceRequest)),
            reader: Reader {
                as_at: as_at::came(&stem, request.as_at).unwrap_or(NaiveDate::MAX),
                ranges: request.options.ranges,
                alphabet: Alphabet {
                    ascii: false,
                    unquoted: false,
                },
            },
            references: Vec::new(),
            known: Vec::new(),
            sent: Vec::new(),
            first_lines: PlHashMap::new(),
        })
    }
}

impl Rules for TraceRequests<'_> {
    fn row(&mut self, row: &Row<'_>, _: &mut Findings) -> Result<(), Fault> {
        let reference = row.cell(self.reference);
        if reference.is_empty() {
            return Err(Fault::new(self.reference, Reason::ReferenceMissing));
        }
        if trace_words::is_number(reference) {
            return Err(Fault::new(self.reference, Reason::ReferenceIsNumber));
        }
        let person_id = match row.cell(self.person_id) {
            "" => row.person_id(self.reference),
            _ => row.person_id(self.person_id),
        }?;
        if trace_words::is_number(person_id) {
            return Err(Fault::new(self.person_id, Reason::PersonIdIsNumber));
        }
        if let Some(first) = self.first_lines.get(reference) {
            return Err(Fault::against(self.reference, Reason::ReferenceTwice, *first));
        }
        self.first_lines.insert(reference.into(), row.line);
        let mut asked = Details::default();
        self.reader.add(row, &self.columns, &mut asked);
        self.references.push(reference.into());
        self.sent
            .push(details::hashes(self.request.key, reference, asked.asked(reference).cells()));
        self.known.push(Known {
            person_id: person_id.into(),
            state: nhs_number::read(row.cell(self.number), self.request.options.ranges).state(),
            number: asked.number().map(|number| self.request.key.number(number)),
            // Without a date there is no day on which somebody has an age.
            age_band: Some(self.reader.as_at)
                .filter(|day| *day < NaiveDate::MAX)
                .and_then(|day| asked.age_band(day)),
            lacks: asked.lacks(),
        });
        Ok(())
    }

    fn is_trailer(&self, row: &Row<'_>) -> bool {
        row.cells.len() < self.least_cells
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let references = || self.references.iter().map(ShortText::as_str);
        vec![
            trace::table_of(&self.batch, self.dialect, references().zip(&self.known)),
            details::table(references().zip(&self.sent)),
        ]
        .into()
    }
}
