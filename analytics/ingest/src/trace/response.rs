//! Responses, and requests made elsewhere, whose first line is not one of column names.

use super::{details::ByDetail, layout};
use crate::Refusal;
use crate::columns::{Field, Layout};
use crate::read::{self, Request};
use crate::source::{Sink, Source};
use csv::StringRecord;
use domain::trace::{Detail, Dialect};

/// The name of the column with a code of the Demographics Batch Service, by which its responses are told from the others.
pub(crate) const DBS_CODE: &str = "DBS RESPONSE CODE";

/// What stands in the place of a number where several people fit.
pub(crate) const SEVERAL: &str = "9999999999";

/// The columns of a response of PDS MESH.
pub const PDS_MESH_RESPONSE: [&str; 29] = [
    "UNIQUE REFERENCE",
    "REQ_NHS_NUMBER",
    "FAMILY_NAME",
    "GIVEN_NAME",
    "OTHER_GIVEN_NAME",
    "GENDER",
    "DATE_OF_BIRTH",
    "DATE_OF_DEATH",
    "ADDRESS_LINE1",
    "ADDRESS_LINE2",
    "ADDRESS_LINE3",
    "ADDRESS_LINE4",
    "ADDRESS_LINE5",
    "POSTCODE",
    "GP_PRACTICE_CODE",
    "GP_REGISTRATION_DATE",
    "NHAIS_POSTING_ID",
    "AS_AT_DATE",
    "LOCAL_PATIENT_ID",
    "INTERNAL_ID",
    "TELEPHONE_NUMBER",
    "MOBILE_NUMBER",
    "EMAIL_ADDRESS",
    "SENSITIVITY_FLAG",
    "MPS_ID",
    "ERROR/SUCCESS_CODE",
    "MATCHED_NHS_NO",
    "MATCHED_ALGORITHM_INDICATOR",
    "MATCHED_CONFIDENCE_PERCENTAGE",
];

/// What some responses append: how alike each detail was.
const SCORES: [&str; 5] = [
    "ALGORITHMIC_TRACE_FAMILY_NAME_SCORE_PERC",
    "ALGORITHMIC_TRACE_GIVEN_NAME_SCORE_PERC",
    "ALGORITHMIC_TRACE_DOB_SCORE_PERC",
    "ALGORITHMIC_TRACE_GENDER_SCORE_PERC",
    "ALGORITHMIC_TRACE_POSTCODE_SCORE_PERC",
];

/// The fewest fields of a record of the Demographics Batch Service: up to the postcode, the last whose place is known.
pub(crate) const DBS: usize = 56;

/// Whose file a response is, where its first line does not say it.
pub(crate) fn dialect(request: &Request<'_>, layout: &Layout, announced: Option<Dialect>) -> Dialect {
    let is_named_by_mpt = || read::stem(request.path).starts_with("RESP_MPTREQ_");
    announced.unwrap_or_else(|| match layout.get(Field::ResponseCode) {
        None => Dialect::Smsp,
        code if layout.name(code) == DBS_CODE => Dialect::Dbs,
        Some(_) if is_named_by_mpt() => Dialect::Mpt,
        Some(_) => Dialect::PdsMesh,
    })
}

/// The column that says whose row it is.
pub(crate) fn reference(layout: &Layout) -> Option<usize> {
    layout.get(Field::Reference).or(layout.get(Field::PersonId))
}

/// The columns of the details that come back.
pub(crate) fn details(layout: &Layout) -> ByDetail<usize> {
    let mut columns = ByDetail::default();
    for (column, detail) in columns.iter_mut().zip(Detail::ALL) {
        *column = layout.get(match detail {
            Detail::Surname => Field::Surname,
            Detail::Forename => Field::Forename,
            Detail::DateOfBirth => Field::DateOfBirth,
            Detail::Sex => Field::Sex,
            Detail::Postcode => Field::Postcode,
        });
    }
    columns
}

/// A first line that does not name the columns.
#[derive(Debug)]
pub(crate) struct FirstLine {
    /// The names that the columns have nevertheless.
    pub(crate) names: Vec<String>,
    /// Whose file it is.
    pub(crate) dialect: Dialect,
    /// How many rows it says there are.
    pub(crate) announced: Option<u64>,
}

/// Reads the first line; none where it names the columns, or where the file is neither a response nor a request.
///
/// # Errors
/// The file can't be read, or says that the whole request was rejected.
pub(crate) fn first_line(file: &str, source: &Source) -> Result<Option<FirstLine>, Refusal> {
    // Such a file begins with a short line of its own: a reference, a workflow, a count.
    const SHORT: usize = 10;
    if !source.format.starts_with("CSV") || source.header.len() >= SHORT {
        return Ok(None);
    }
    let mut first = First::default();
    source.rows(&mut first)?;
    let header = &source.header;
    let says = |place: usize| header.get(place).map_or("", |cell| cell.trim());
    let is_mpt = says(0).starts_with("MPTREQ_");
    let width = first.row.len();
    if is_mpt && says(1) != layout::MPT_WORKFLOW && !first.is_there {
        return Err(Refusal::NotATable {
            file: file.to_owned(),
            what: without_rows(says(0), says(3)),
        });
    }
    let dialect = match is_mpt {
        // The answers of PDS MESH can have such a line too, with a workflow of its own.
        true if says(1).contains("PDS_MESH") => Dialect::PdsMesh,
        true => Dialect::Mpt,
        false => Dialect::Dbs,
    };
    let names = match width {
        _ if is_mpt && says(1) == layout::MPT_WORKFLOW => layout::of_width(width),
        _ if is_mpt => mesh(width),
        layout::DBS if first.row.get(0) == Some(layout::DBS_RECORD) => Some(layout::dbs_names()),
        width if width >= DBS && is_code(first.row.get(0)) => Some(dbs(width)),
        _ => None,
    };
    // The count stands last in a request of MPT, third in its answer, and second where DBS has a batch and a count and nothing else.
    let count = match (is_mpt, says(1) == layout::MPT_WORKFLOW, header.len()) {
        (true, true, _) => says(3),
        (true, false, _) => says(2),
        (false, _, 2) => says(1),
        _ => "",
    };
    Ok(names.map(|names| FirstLine {
        names: names.into_iter().map(str::to_owned).collect(),
        dialect,
        announced: count.parse().ok(),
    }))
}

/// What an answer without rows says, by the code of the whole file as far as the NHS publishes it.
fn without_rows(request: &str, code: &str) -> String {
    let why = match code {
        "01" => "the file could not be parsed",
        "02" => "the request's reference is wrong",
        "03" => "the workflow is wrong",
        "04" => "it holds another number of records than it says",
        "05" => "of something unexpected",
        "06" => "it holds too many records",
        "07" => "its name and its reference differ",
        "08" => "a unique reference is wrong",
        "09" => "its time is wrong",
        _ => return format!("answers {request} without a row: it was cut off, or nobody was traced. Ask for the answer again"),
    };
    format!("answers {request} without a row, with code {code}, because {why}: nobody was traced. Put the request right and send it again")
}

/// 29 columns, 28 without the date of the registration with a practice, either with the scores.
fn mesh(width: usize) -> Option<Vec<&'static str>> {
    let mut names = PDS_MESH_RESPONSE.to_vec();
    if matches!(width, 28 | 33) {
        names.retain(|name| *name != "GP_REGISTRATION_DATE");
    }
    if matches!(width, 33 | 34) {
        names.extend(SCORES);
    }
    (names.len() == width).then_some(names)
}

fn dbs(width: usize) -> Vec<&'static str> {
    let mut names = vec![""; width];
    for (place, name) in [
        (0, DBS_CODE),
        (1, "UNIQUE REFERENCE"),
        (3, "MATCHED_NHS_NO"),
        (29, "DATE_OF_BIRTH"),
        (33, "DATE_OF_DEATH"),
        (35, "FAMILY_NAME"),
        (37, "GIVEN_NAME"),
        (43, "GENDER"),
        (45, "ADDRESS_LINE1"),
        (47, "ADDRESS_LINE2"),
        (49, "ADDRESS_LINE3"),
        (51, "ADDRESS_LINE4"),
        (53, "ADDRESS_LINE5"),
        (55, "POSTCODE"),
    ] {
        names[place] = name;
    }
    names
}

fn is_code(cell: Option<&str>) -> bool {
    cell.is_some_and(|cell| cell.len() == 2 && cell.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Takes the first row and wants no more.
#[derive(Default)]
struct First {
    row: StringRecord,
    is_there: bool,
}

impl Sink for First {
    fn slot(&mut self) -> &mut StringRecord {
        &mut self.row
    }

    fn commit(&mut self, _: u64) -> bool {
        self.is_there = true;
        false
    }
}
