//! What the file of each dialect looks like: columns, header, trailer.

use super::people::{Asked, Person};
use chrono::NaiveDateTime;
use domain::trace::Dialect;
use rayon::iter::ParallelIterator as _;
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
}

impl Default for Layouts {
    fn default() -> Self {
        Self {
            // What a submitter to DBS caps its files at.
            max_records: 450_000,
            ascii: true,
            dbs_header: "{batch},{records}".to_owned(),
            dbs_trailer: "{batch},{records}".to_owned(),
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

/// Writes one whole file.
pub(super) fn write(
    out: &mut impl Write,
    dialect: Dialect,
    layouts: &Layouts,
    batch: &str,
    made: NaiveDateTime,
    people: &[Person],
) -> io::Result<()> {
    let records = people.len();
    match dialect {
        Dialect::Dbs => {
            write_line(out, &layouts.dbs_header, batch, records)?;
            for person in people {
                write!(out, "{}\r\n", dbs(&person.asked()).join(","))?;
            }
            write_line(out, &layouts.dbs_trailer, batch, records)
        }
        Dialect::Mpt => {
            let stamp = stamp(made);
            write!(out, "MPTREQ_{stamp},{MPT_WORKFLOW},{stamp},{records}\r\n")?;
            rows(out, &MPT, false, people)
        }
        Dialect::PdsMesh => rows(out, &pds_mesh_request(), true, people),
        Dialect::Smsp => Err(io::Error::other(
            "a Spine Mini Service is asked about one person at a time, not by a file",
        )),
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

fn rows(out: &mut impl Write, columns: &[&str], with_names: bool, people: &[Person]) -> io::Result<()> {
    let cells: Vec<_> = columns.iter().map(|column| cell(column)).collect();
    if with_names {
        out.write_all(&lines(|writer| writer.write_record(columns))?)?;
    }
    for people in people.chunks(TOGETHER) {
        let written: Vec<_> = people
            .par_chunks(TOGETHER / 16)
            .map(|people| {
                lines(|writer| {
                    people.iter().try_for_each(|person| {
                        let asked = person.asked();
                        writer.write_record(cells.iter().map(|cell| cell(&asked)))
                    })
                })
            })
            .collect();
        for lines in written {
            out.write_all(&lines?)?;
        }
    }
    Ok(())
}

/// People whose lines are in memory at once.
const TOGETHER: usize = 1 << 16;

fn lines(write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    write(&mut writer)?;
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
