use super::{Outcome, Rules, trace_words};
use crate::Refusal;
use crate::cells::{Row, plain};
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::read::Request;
use crate::reason::Reason;
use crate::table::{self, ShortText, Table};
use crate::trace::details::ByReference;
use crate::trace::{Sent, response};
use chrono::NaiveDate;
use domain::nhs_number::{self, NhsNumber, Reading};
use domain::schema::trace_responses as columns;
use domain::trace::{self, Dialect, Returned};
use polars::prelude::PlHashMap;

/// The rules of what came back for a trace.
pub(super) struct TraceResponses<'a> {
    request: &'a Request<'a>,
    reference: Option<usize>,
    code: Option<usize>,
    sent: Option<usize>,
    matched: Option<usize>,
    sensitivity: Option<usize>,
    confidence: Option<usize>,
    operation: Option<usize>,
    answered: Option<usize>,
    dialect: Dialect,
    rows: Vec<Response>,
    first_lines: FirstLines<'a>,
}

/// Where each reference stood first.
#[derive(Default)]
struct FirstLines<'a> {
    asked: Option<&'a ByReference>,
    /// By the places of [`Self::asked`]; 0 where it has not come yet. Most come in that order, and are not looked for far away.
    of_asked: Vec<u64>,
    next: usize,
    of_others: PlHashMap<ShortText, u64>,
}

impl FirstLines<'_> {
    /// The line on which a reference stood before; none if this is the first.
    fn before(&mut self, reference: &str, line: u64) -> Option<u64> {
        let place = self.asked.and_then(|asked| asked.place(reference, &mut self.next));
        let first = match place {
            Some(place) => &mut self.of_asked[place],
            None => self.of_others.entry(reference.into()).or_default(),
        };
        let before = *first;
        if before == 0 {
            *first = line;
        }
        (before > 0).then_some(before)
    }
}

struct Response {
    reference: ShortText,
    code: ShortText,
    outcome: trace::Outcome,
    sensitive: bool,
    number: Option<[u8; 16]>,
    line: u64,
    answered: Option<NaiveDate>,
    confidence: Option<i64>,
    sent_number: Option<bool>,
}

/// In characters: as `DEMOG-0001`; what is longer may be anything.
const LONGEST_CODE: usize = 10;

/// What a Spine Mini Service answers where it found the person.
const SUCCESS: &str = "SMSP-0000";

impl<'a> TraceResponses<'a> {
    pub(super) fn new(request: &'a Request<'_>, layout: &Layout, announced: Option<Dialect>) -> Result<Self, Refusal> {
        let code = layout.get(Field::ResponseCode).or(layout.get(Field::SmspCode));
        let dialect = response::dialect(request, layout, announced);
        let asked = Sent::compared(request, dialect)?;
        Ok(Self {
            request,
            reference: response::reference(layout),
            code,
            sent: layout.get(Field::SentNumber),
            matched: layout.get(Field::MatchedNumber),
            sensitivity: layout.get(Field::Sensitivity),
            confidence: layout.get(Field::Confidence),
            operation: layout.get(Field::Operation),
            answered: layout.get(Field::Answered),
            dialect,
            rows: Vec::new(),
            first_lines: FirstLines {
                asked,
                of_asked: vec![0; asked.map_or(0, ByReference::len)],
                ..FirstLines::default()
            },
        })
    }

    /// The code in its one spelling.
    fn code(&self, row: &Row<'_>) -> Result<ShortText, Fault> {
        let code = row.cell(self.code);
        if code.is_empty() || code.len() > LONGEST_CODE {
            return Err(Fault::new(self.code, Reason::CodeUnreadable));
        }
        Ok(match self.dialect {
            Dialect::Smsp => code.to_ascii_uppercase().replace(['_', ' '], "-").into(),
            // A spreadsheet takes the zero away from 00.
            _ if code.len() == 1 => ["0", code].into_iter().collect(),
            _ => code.into(),
        })
    }

    /// What a code means, by the number that came with it.
    fn outcome(&self, code: &str, returned: Returned) -> trace::Outcome {
        match self.dialect {
            Dialect::Dbs => trace::Outcome::of_dbs(code),
            Dialect::Mpt | Dialect::PdsMesh => trace::Outcome::of_mesh(code, returned),
            // A search that succeeded has found somebody, though the log may not say whose number.
            Dialect::Smsp if code == SUCCESS && returned == Returned::Nothing => trace::Outcome::Found,
            Dialect::Smsp => trace::Outcome::of_smsp(code, returned),
        }
    }

    /// Whether a call asks for a number, whatever the record held; the other operations of a log start from the one that is sent.
    fn asks_for_number(&self, row: &Row<'_>) -> bool {
        let operation = plain(row.cell(self.operation));
        operation.starts_with("getnhsnumber") || operation == "get"
    }

    /// What a log says of a call that succeeded and names no number: a number that was sent is confirmed by it, and returned so.
    fn confirmed(&self, row: &Row<'_>, code: &str, sent: Option<NhsNumber>) -> Option<NhsNumber> {
        let is_success = self.dialect == Dialect::Smsp && code == SUCCESS && row.cell(self.matched).is_empty();
        sent.filter(|_| is_success && !self.asks_for_number(row))
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
        let reference = match self.dialect {
            // A log names the person, as the case system's extracts do.
            Dialect::Smsp => row.person_id(self.reference)?,
            _ => row.cell(self.reference),
        };
        if reference.is_empty() {
            return Err(Fault::new(self.reference, Reason::ReferenceMissing));
        }
        if trace_words::is_number(reference) {
            return Err(Fault::new(self.reference, Reason::ReferenceIsNumber));
        }
        let code = self.code(row)?;
        let sent = self.number(row, self.sent);
        let matched = self.number(row, self.matched).or_else(|| self.confirmed(row, &code, sent));
        let answered = row.date(self.answered)?;
        let returned = match (matched, sent) {
            (Some(matched), Some(sent)) if matched == sent => Returned::Same,
            (Some(_), Some(_)) => Returned::Another,
            (Some(_), None) => Returned::New,
            (None, _) if row.cell(self.matched) == response::SEVERAL => Returned::Several,
            (None, _) => Returned::Nothing,
        };
        // Whom the code says it found, what stands in place of a number does not say.
        if returned == Returned::Nothing && !is_none(row.cell(self.matched)) && self.outcome(&code, Returned::New).is_match() {
            return Err(Fault::new(self.matched, Reason::MatchedNumberUnusable));
        }
        let outcome = self.outcome(&code, returned);
        if outcome == trace::Outcome::Other {
            findings.warn(self.code, Reason::CodeUnknown, row.line);
        }
        // Every line of a log is an answer of its own: a call is made again when it failed, or when the person comes back.
        if self.dialect != Dialect::Smsp
            && let Some(first) = self.first_lines.before(reference, row.line)
        {
            return Err(Fault::against(self.reference, Reason::ReferenceTwice, first));
        }
        self.rows.push(Response {
            reference: reference.into(),
            sensitive: code == "92" && self.dialect != Dialect::Dbs
                || matches!(plain(row.cell(self.sensitivity)).as_str(), "s" | "y" | "yes" | "1"),
            code,
            outcome,
            number: matched.map(|number| self.request.key.number(number)),
            line: row.line,
            answered,
            confidence: confidence(row.cell(self.confidence)),
            sent_number: self.sent.map(|_| sent.is_some() && !self.asks_for_number(row)),
        });
        Ok(())
    }

    fn is_trailer(&self, row: &Row<'_>) -> bool {
        self.dialect == Dialect::Dbs && row.cells.len() < response::DBS
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let (rows, dialect) = (self.rows.iter(), self.dialect);
        let table = Table::in_parallel(
            columns::FILE,
            rows.len(),
            &[
                &|| table::text(columns::REFERENCE, rows.clone().map(|row| Some(row.reference.as_str()))),
                &|| table::text(columns::CODE, rows.clone().map(|row| Some(row.code.as_str()))),
                &|| table::text(columns::OUTCOME, rows.clone().map(|row| Some(row.outcome.name()))),
                &|| table::flags(columns::SENSITIVE, rows.clone().map(|row| Some(row.sensitive))),
                &|| table::bytes(columns::NUMBER, rows.clone().map(|row| row.number)),
                &|| {
                    let lines = rows.clone().map(|row| i64::try_from(row.line).unwrap_or(i64::MAX));
                    table::counts(columns::LINE, lines)
                },
                &|| table::text(columns::DIALECT, rows.clone().map(|_| Some(dialect.name()))),
                &|| table::dates(columns::ANSWERED, rows.clone().map(|row| row.answered)),
                &|| table::known_counts(columns::CONFIDENCE, rows.clone().map(|row| row.confidence)),
                &|| table::flags(columns::SENT_NUMBER, rows.clone().map(|row| row.sent_number)),
            ],
        );
        vec![table].into()
    }
}

/// Whether a cell says that there is no number: it is empty, or holds nothing but zeros.
fn is_none(cell: &str) -> bool {
    cell.bytes().all(|byte| matches!(byte, b'0' | b' ' | b'-'))
}

/// Whole percent, whatever stands behind the decimal sign; none where nothing is said that can be one.
fn confidence(cell: &str) -> Option<i64> {
    let cell = cell.trim_end_matches('%').trim_end();
    let whole = cell.split_once('.').map_or(cell, |(whole, _)| whole);
    whole.parse().ok().filter(|percent| (0..=100).contains(percent))
}
