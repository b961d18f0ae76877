use super::{Outcome, Rules};
use crate::cells::{Row, plain};
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::read::Request;
use crate::reason::Reason;
use crate::table::{self, Table};
use crate::trace::response;
use domain::nhs_number::{self, NhsNumber, Reading};
use domain::schema::trace_responses as columns;
use domain::trace::{self, Returned};
use std::collections::HashMap;

/// The rules of what came back for a trace.
pub(super) struct TraceResponses<'a> {
    request: &'a Request<'a>,
    reference: Option<usize>,
    code: Option<usize>,
    sent: Option<usize>,
    matched: Option<usize>,
    sensitivity: Option<usize>,
    is_dbs: bool,
    rows: Vec<Response>,
    first_lines: HashMap<String, u64>,
}

struct Response {
    reference: String,
    code: String,
    outcome: trace::Outcome,
    sensitive: bool,
    number: Option<[u8; 16]>,
    line: u64,
}

/// In characters; codes have two digits, and what is longer may be anything.
const LONGEST_CODE: usize = 10;

impl<'a> TraceResponses<'a> {
    pub(super) fn new(request: &'a Request<'_>, layout: &Layout) -> Self {
        let code = layout.get(Field::ResponseCode);
        Self {
            request,
            reference: layout.get(Field::Reference),
            code,
            sent: layout.get(Field::SentNumber),
            matched: layout.get(Field::MatchedNumber),
            sensitivity: layout.get(Field::Sensitivity),
            is_dbs: layout.name(code) == response::DBS_CODE,
            rows: Vec::new(),
            first_lines: HashMap::new(),
        }
    }

    /// A number of the NHS, whatever its range: what comes back is not judged, only recognised again.
    fn number(&self, row: &Row<'_>, column: Option<usize>) -> Option<NhsNumber> {
        match nhs_number::read(row.cell(column), self.request.options.ranges) {
            Reading::Valid(number) => Some(number),
            Reading::Unusable(_) => None,
        }
    }
}

impl Rules for TraceResponses<'_> {
    fn row(&mut self, row: &Row<'_>, findings: &mut Findings) -> Result<(), Fault> {
        let reference = row.cell(self.reference);
        if reference.is_empty() {
            return Err(Fault::new(self.reference, Reason::ReferenceMissing));
        }
        let code = row.cell(self.code);
        if code.is_empty() || code.len() > LONGEST_CODE {
            return Err(Fault::new(self.code, Reason::CodeUnreadable));
        }
        // A spreadsheet takes the zero away from 00.
        let code = if code.len() == 1 { format!("0{code}") } else { code.to_owned() };
        let matched = self.number(row, self.matched);
        let sent = self.number(row, self.sent);
        let returned = match (matched, sent) {
            (Some(matched), Some(sent)) if matched == sent => Returned::Same,
            (Some(_), Some(_)) => Returned::Another,
            (Some(_), None) => Returned::New,
            (None, _) if row.cell(self.matched) == response::SEVERAL => Returned::Several,
            (None, _) => Returned::Nothing,
        };
        let outcome = if self.is_dbs {
            trace::Outcome::of_dbs(&code)
        } else {
            trace::Outcome::of_mesh(&code, returned)
        };
        if outcome == trace::Outcome::Other {
            findings.warn(self.code, Reason::CodeUnknown, row.line);
        }
        if let Some(first) = self.first_lines.get(reference) {
            return Err(Fault::against(self.reference, Reason::ReferenceTwice, *first));
        }
        self.first_lines.insert(reference.to_owned(), row.line);
        self.rows.push(Response {
            reference: reference.to_owned(),
            sensitive: code == "92" && !self.is_dbs || matches!(plain(row.cell(self.sensitivity)).as_str(), "s" | "y" | "yes" | "1"),
            code,
            outcome,
            number: matched.map(|number| self.request.key.number(number)),
            line: row.line,
        });
        Ok(())
    }

    fn is_trailer(&self, row: &Row<'_>) -> bool {
        self.is_dbs && row.cells.len() < response::DBS
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let rows = || self.rows.iter();
        let written = vec![
            table::text(columns::REFERENCE, rows().map(|row| Some(row.reference.as_str()))),
            table::text(columns::CODE, rows().map(|row| Some(row.code.as_str()))),
            table::text(columns::OUTCOME, rows().map(|row| Some(row.outcome.name()))),
            table::flags(columns::SENSITIVE, rows().map(|row| Some(row.sensitive))),
            table::bytes(columns::NUMBER, rows().map(|row| row.number)),
            table::counts(columns::LINE, rows().map(|row| i64::try_from(row.line).unwrap_or(i64::MAX))),
        ];
        vec![Table::new(columns::FILE, self.rows.len(), written)].into()
    }
}
