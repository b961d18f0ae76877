//! What the file of each dialect looks like: columns, header, trailer.

use super::people::{Asked, AskedAbout, Details};
use crate::table::ShortText;
use chrono::NaiveDateTime;
use domain::trace::Dialect;
use rayon::iter::{IndexedParallelIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSlice as _;
use serde::Deserialize;
use std::io::{self, Write};

/// What no published source says of the files, as the configuration sets it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Layouts {
    /// The most people in one file.
    pub max_records: usize,
    /// Whether only ASCII letters are sent, in the dialects whose alphabet is not published: DBS and MPT.
    pub ascii: bool,
    /// The first line of a DBS file; `{batch}` and `{records}` are put in.
    pub dbs_header: String,
    /// The last line of a DBS file.
    pub dbs_trailer: String,
    /// How sure a match must be for its number to be loaded, in percent; decided by hand below that.
    pub least_confidence: u8,
}

impl Default for Layouts {
    fn default() -> Self {
        Self {
            // What a submitter to DBS caps its files at.
            max_records: 450_000,
            ascii: true,
            dbs_header: "{batch},{records}".to_owned(),
            dbs_trailer: "{batch},{records}".to_owned(),
            // From where PDS MESH itself takes an algorithmic match as one.
            least_confidence: 50,
        }
    }
}

/// The columns of MPT, which has no line of names.
const MPT: [&str; 23] = [
    "UNIQUE REFERENCE",
    "NHS_NO",
    "FAMILY_NAME",
    "GIVEN_NAME",
    "OTHER_GIVEN_NAME",
    "GENDER",
    "DATE_OF_BIRTH",
    "POSTCODE",
    "DATE_OF_DEATH",
    "ADDRESS_LINE1",
    "ADDRESS_LINE2",
    "ADDRESS_LINE3",
    "ADDRESS_LINE4",
    "ADDRESS_LINE5",
    "ADDRESS_DATE",
    "GP_PRACTICE_CODE",
    "NHAIS_POSTING_ID",
    "AS_AT_DATE",
    "LOCAL_PATIENT_ID",
    "INTERNAL_ID",
    "TELEPHONE_NUMBER",
    "MOBILE_NUMBER",
    "EMAIL_ADDRESS",
];

/// What stands second in the first line of a request of MPT.
pub(crate) const MPT_WORKFLOW: &str = "SPINE_MPTPHASE4_TRACE";

/// The fields of a record of a DBS request.
pub(crate) const DBS: usize = 27;

/// What such a record begins with.
pub(crate) const DBS_RECORD: &str = "10";

/// The name of that column, by which requests of DBS are told from the others.
pub(crate) const DBS_TYPE: &str = "DBS RECORD TYPE";

/// The columns of a request without a line of names, by their number.
pub(crate) fn of_width(width: usize) -> Option<Vec<&'static str>> {
    [MPT.to_vec(), pds_mesh_request()].into_iter().find(|names| names.len() == width)
}

/// The names of the fields of DBS whose meaning is known.
pub(crate) fn dbs_names() -> Vec<&'static str> {
    let mut names = vec![""; DBS];
    for (place, name) in [
        (0, DBS_TYPE),
        (1, "UNIQUE REFERENCE"),
        (2, "DATE_OF_BIRTH"),
        (5, "NHS_NO"),
        (6, "FAMILY_NAME"),
        (8, "GIVEN_NAME"),
        (10, "GENDER"),
        (16, "POSTCODE"),
    ] {
        names[place] = name;
    }
    names
}

/// The columns of a request of PDS MESH: those of MPT and one more.
#[must_use]
pub fn pds_mesh_request() -> Vec<&'static str> {
    let mut columns = MPT.to_vec();
    columns.insert(16, "GP_REGISTRATION_DATE");
    columns
}

/// Everybody's line as a dialect has it, found by the person's place.
#[derive(Debug)]
pub(super) struct Lines(Vec<Together>);

/// The lines of some people, one behind the other.
#[derive(Debug)]
struct Together {
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// How many people's lines are written by one thread.
const TOGETHER: usize = 1 << 12;

impl Lines {
    pub(super) fn of(dialect: Dialect, people: &AskedAbout) -> io::Result<Self> {
        let together = |(references, details): (&[ShortText], &[Details])| {
            let asked = references.iter().zip(details).map(|(reference, details)| details.asked(reference));
            let text = match dialect {
                Dialect::Dbs => asked
                    .flat_map(|asked| [&dbs(&asked).join(","), "\r\n"].concat().into_bytes())
                    .collect(),
                Dialect::Mpt => rows(&MPT, asked)?,
                Dialect::PdsMesh => rows(&pds_mesh_request(), asked)?,
                Dialect::Smsp => {
                    let why = "a Spine Mini Service is asked about one person at a time, not by a file";
                    return Err(io::Error::other(why));
                }
            };
            let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
            let ends: Vec<_> = ends.map(|(at, _)| at + 1).collect();
            // Else lines would be taken for other people's.
            if ends.len() != references.len() {
                return Err(io::Error::other("a value holds the end of a line"));
            }
            Ok(Together { text, ends })
        };
        let references = people.references.par_chunks(TOGETHER);
        let chunks = references.zip(people.details.par_chunks(TOGETHER));
        chunks.map(together).collect::<io::Result<_>>().map(Self)
    }

    fn get(&self, place: u32) -> &[u8] {
        let (of, at) = (place as usize / TOGETHER, place as usize % TOGETHER);
        let Together { text, ends } = &self.0[of];
        let start = at.checked_sub(1).map_or(0, |before| ends[before]);
        &text[start..ends[at]]
    }

    /// Writes one whole file, which names the people at these places.
    pub(super) fn write(
        &self,
        out: &mut impl Write,
        dialect: Dialect,
        layouts: &Layouts,
        batch: &str,
        made: NaiveDateTime,
        places: &[u32],
    ) -> io::Result<()> {
        let count = places.len();
        match dialect {
            Dialect::Dbs => write_line(out, &layouts.dbs_header, batch, count)?,
            Dialect::Mpt => {
                let stamp = stamp(made);
                write!(out, "MPTREQ_{stamp},{MPT_WORKFLOW},{stamp},{count}\r\n")?;
            }
            Dialect::PdsMesh => write!(out, "{}\r\n", pds_mesh_request().join(","))?,
            Dialect::Smsp => {}
        }
        for place in places {
            out.write_all(self.get(*place))?;
        }
        match dialect {
            Dialect::Dbs => write_line(out, &layouts.dbs_trailer, batch, count),
            _ => Ok(()),
        }
    }
}

/// The name that the dialect asks for; none where any will do.
pub(super) fn file_name(dialect: Dialect, made: NaiveDateTime) -> Option<String> {
    (dialect == Dialect::Mpt).then(|| format!("MPTREQ_{}.csv", stamp(made)))
}

fn stamp(made: NaiveDateTime) -> String {
    made.format("%Y%m%d%H%M%S").to_string()
}

/// A header or a trailer; none if its template is empty.
fn write_line(out: &mut impl Write, template: &str, batch: &str, records: usize) -> io::Result<()> {
    if template.is_empty() {
        return Ok(());
    }
    let line = template.replace("{batch}", batch).replace("{records}", &records.to_string());
    write!(out, "{line}\r\n")
}

fn rows<'a>(columns: &[&str], mut people: impl Iterator<Item = Asked<'a>>) -> io::Result<Vec<u8>> {
    let cells: Vec<_> = columns.iter().map(|column| cell(column)).collect();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    people.try_for_each(|asked| writer.write_record(cells.iter().map(|cell| cell(&asked))))?;
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// What stands in a column of a person.
fn cell(column: &str) -> for<'a> fn(&'a Asked<'_>) -> &'a str {
    match column {
        "UNIQUE REFERENCE" => |person| person.reference,
        "NHS_NO" => |person| &person.number,
        "FAMILY_NAME" => |person| person.surname,
        "GIVEN_NAME" => |person| person.forename,
        "OTHER_GIVEN_NAME" => |person| person.other_forenames,
        "GENDER" => |person| person.sex,
        "DATE_OF_BIRTH" => |person| &person.born,
        "POSTCODE" => |person| person.postcode,
        _ => |_| "",
    }
}

/// A record of type 10: 27 fields without quotation marks, all of them empty that have no published meaning.
fn dbs<'a>(person: &'a Asked<'_>) -> [&'a str; DBS] {
    let mut fields = [""; DBS];
    fields[0] = DBS_RECORD;
    fields[1] = person.reference;
    fields[2] = &person.born;
    fields[5] = &person.number;
    fields[6] = person.surname;
    fields[8] = person.forename;
    fields[10] = person.sex;
    fields[16] = person.postcode;
    fields
}
