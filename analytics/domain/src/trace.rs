//! Traces: who answers them, and what a record lacks that a trace needs.

use crate::record::vocabulary;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The service that answers a trace, by the layout of its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// The Demographics Batch Service's own records.
    Dbs,
    /// The Master Patient Tracing files, withdrawn in favour of PDS MESH and still used by partners.
    Mpt,
    /// PDS MESH, the batch service of today.
    PdsMesh,
}

vocabulary!(Dialect {
    Dbs = "dbs", "DBS";
    Mpt = "mpt", "MPT";
    PdsMesh = "pds_mesh", "PDS MESH";
});

/// Something that a trace matches by and a record lacks. A record may lack several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// No family name.
    Surname,
    /// No given name.
    Forename,
    /// No date of birth.
    DateOfBirth,
    /// A date of birth that is typed where none is known, such as 1 January 1900.
    PlaceholderDateOfBirth,
    /// Neither male nor female is recorded.
    Sex,
    /// No postcode, or one that stands for no fixed abode.
    Postcode,
}

vocabulary!(Lack {
    Surname = "no_surname", "No surname";
    Forename = "no_forename", "No forename";
    DateOfBirth = "no_date_of_birth", "No date of birth";
    PlaceholderDateOfBirth = "placeholder_date_of_birth", "Date of birth a placeholder";
    Sex = "no_sex", "No sex";
    Postcode = "no_postcode", "No postcode";
});
