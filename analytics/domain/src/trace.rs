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
    /// The log of a Spine Mini Service: one person at a time.
    Smsp,
}

vocabulary!(Dialect {
    Dbs = "dbs", "DBS";
    Mpt = "mpt", "MPT";
    PdsMesh = "pds_mesh", "PDS MESH";
    Smsp = "smsp", "Spine Mini Service";
});

/// The kind of a batch: by what it was traced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// The Demographics Batch Service.
    Dbs,
    /// The Migration Analysis Cleansing Service, for a first matching.
    Macs,
    /// PDS MESH, and the Master Patient Tracing before it.
    PdsMesh,
    /// A Spine Mini Service, in real time.
    Smsp,
}

vocabulary!(Service {
    Dbs = "dbs", "DBS";
    Macs = "macs", "MACS";
    PdsMesh = "pds_mesh", "PDS MESH";
    Smsp = "smsp", "Spine Mini Service";
});

/// What a batch is made of, by how often its people had been asked about. Rates of batches of different make-up don't compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MakeUp {
    /// Nine in ten or more are asked about for the first time.
    FirstPass,
    /// Both.
    Mixed,
    /// Nine in ten or more were asked about before and left over.
    Residue,
}

vocabulary!(MakeUp {
    FirstPass = "first_pass", "First pass";
    Mixed = "mixed", "Mixed";
    Residue = "residue", "Residue";
});

/// The group of people of whom everything was sent that a trace matches by.
pub const COMPLETE: &str = "Everything a trace matches by";

/// By what a match rate by completeness is named, and where it stands among the others.
#[must_use]
pub fn completeness(name: &str) -> Option<(usize, &'static str)> {
    match name {
        "with_number" => Some((0, "Sent with a number to confirm")),
        "complete" => Some((1, COMPLETE)),
        "not_known" => Some((2 + Lack::ALL.len(), "What was sent is not known")),
        lack => {
            let lack = Lack::from_name(lack)?;
            let place = Lack::ALL.iter().position(|one| *one == lack)?;
            Some((2 + place, lack.label()))
        }
    }
}

/// How a batch went to whoever answered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// Over the council's own connection.
    OwnConnection,
    /// A partner organisation submitted it.
    Partner,
}

vocabulary!(Route {
    OwnConnection = "own_connection", "Own connection";
    Partner = "partner", "Partner";
});

/// A field of a person's record that is sent and may come back different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// The family name.
    Surname,
    /// The first given name.
    Forename,
    /// The date of birth.
    DateOfBirth,
    /// Male or female.
    Sex,
    /// The postcode.
    Postcode,
}

vocabulary!(Detail {
    Surname = "surname", "Surname";
    Forename = "forename", "Forename";
    DateOfBirth = "date_of_birth", "Date of birth";
    Sex = "sex", "Sex";
    Postcode = "postcode", "Postcode";
});

/// Who has to act on a record in the cleansing queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// Loads numbers and merges records.
    SystemsTeam,
    /// Makes the extracts and finds what they lack.
    Bit,
    /// Knows or asks the person.
    SocialWork,
}

vocabulary!(Owner {
    SystemsTeam = "systems_team", "Systems Team";
    Bit = "bit", "Business Intelligence Team";
    SocialWork = "social_work", "Social work";
});

/// What was decided about a record in the cleansing queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The number that came back is the person's, and is to be loaded. Closes.
    NumberAccepted,
    /// The number on the record is the person's. Closes.
    NumberKept,
    /// Records of one person were merged. Closes.
    DuplicateMerged,
    /// No number can be had. Closes.
    NoNumber,
    /// The person's details were corrected; the next batch asks again.
    DetailsCleansed,
    /// Moves to the Systems Team.
    PassedToSystemsTeam,
    /// Moves to the Business Intelligence Team.
    PassedToBit,
    /// Moves to social work.
    PassedToSocialWork,
}

vocabulary!(Decision {
    NumberAccepted = "number_accepted", "Number accepted";
    NumberKept = "number_kept", "Number kept";
    DuplicateMerged = "duplicate_merged", "Duplicate merged";
    NoNumber = "no_number", "No number to be had";
    DetailsCleansed = "details_cleansed", "Details cleansed";
    PassedToSystemsTeam = "passed_to_systems_team", "Passed to the Systems Team";
    PassedToBit = "passed_to_bit", "Passed to BIT";
    PassedToSocialWork = "passed_to_social_work", "Passed to social work";
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

/// What a trace came to for one person, in the same words whoever answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The number that was sent is the person's.
    Verified,
    /// No number was sent, and one was found.
    Found,
    /// Another number than the one that was sent was found.
    Different,
    /// The number was merged into another record, whose number is the person's.
    Superseded,
    /// The person's record is marked as invalid.
    Invalid,
    /// The number that was sent is not the person's, and no other was found.
    Conflict,
    /// Several people fit.
    Several,
    /// Nobody fits.
    NoMatch,
    /// No trace was made.
    NotTraced,
    /// The record could not be read by whoever was asked.
    Rejected,
    /// A code that is not known here.
    Other,
}

vocabulary!(Outcome {
    Verified = "verified", "Number confirmed";
    Found = "found", "Number found";
    Different = "different", "Different number";
    Superseded = "superseded", "Superseded";
    Invalid = "invalid", "Invalid on PDS";
    Conflict = "conflict", "Number not confirmed";
    Several = "several", "Several matches";
    NoMatch = "no_match", "No match";
    NotTraced = "not_traced", "Not traced";
    Rejected = "rejected", "Rejected";
    Other = "other", "Other";
});

/// The number that came back, beside the one that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returned {
    /// None.
    Nothing,
    /// The code `9999999999`, which stands for several people.
    Several,
    /// One, where none was sent.
    New,
    /// The one that was sent.
    Same,
    /// Another than was sent.
    Another,
}

impl Outcome {
    /// Whether one person was found.
    #[must_use]
    pub fn is_match(self) -> bool {
        matches!(self, Self::Verified | Self::Found | Self::Different | Self::Superseded)
    }

    /// What a response code of the Demographics Batch Service means.
    #[must_use]
    pub fn of_dbs(code: &str) -> Self {
        match code {
            "20" => Self::Found,
            "21" => Self::NoMatch,
            "22" => Self::Several,
            "30" => Self::Verified,
            "31" | "32" => Self::Conflict,
            "33" => Self::Different,
            "40" => Self::Superseded,
            _ => Self::Other,
        }
    }

    /// What an error or success code of MPT and PDS MESH means.
    #[must_use]
    pub fn of_mesh(code: &str, returned: Returned) -> Self {
        match (code, returned) {
            ("00" | "92", Returned::Same) => Self::Verified,
            ("00" | "92", Returned::New) => Self::Found,
            ("00" | "92", Returned::Another) => Self::Different,
            ("00" | "92", Returned::Several) | ("96" | "97", _) => Self::Several,
            ("00" | "92", Returned::Nothing) | ("98", _) => Self::NoMatch,
            ("90", _) => Self::Superseded,
            ("91", _) => Self::Invalid,
            ("15", _) => Self::NotTraced,
            ("01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" | "10" | "11" | "12" | "13" | "14" | "16" | "17", _) => {
                Self::Rejected
            }
            _ => Self::Other,
        }
    }

    /// What a response code of a Spine Mini Service means; where a call confirms the number that it sent, that one returned.
    #[must_use]
    pub fn of_smsp(code: &str, returned: Returned) -> Self {
        match (code, returned) {
            ("SMSP-0000", Returned::Same) => Self::Verified,
            ("SMSP-0000", Returned::New) => Self::Found,
            ("SMSP-0000", Returned::Another) => Self::Different,
            ("SMSP-0000", Returned::Several) | ("DEMOG-0007", _) => Self::Several,
            ("SMSP-0000", Returned::Nothing) | ("DEMOG-0001", _) => Self::NoMatch,
            ("DEMOG-0017", _) => Self::Superseded,
            ("DEMOG-0022", _) => Self::Invalid,
            ("DEMOG-0040", _) => Self::Conflict,
            // What the service could not read, or could not ask of the Spine: none of these says anything of the person.
            ("SMSP-0001" | "SMSP-0002" | "SMSP-0003" | "SMSP-0004" | "SMSP-0005" | "SMSP-9999" | "DEMOG-0042" | "DEMOG-9999", _) => {
                Self::Rejected
            }
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_one_outcome() {
        for (code, returned, outcome) in [
            ("00", Returned::Same, Outcome::Verified),
            ("00", Returned::New, Outcome::Found),
            ("00", Returned::Another, Outcome::Different),
            ("00", Returned::Nothing, Outcome::NoMatch),
            ("00", Returned::Several, Outcome::Several),
            ("92", Returned::Same, Outcome::Verified),
            ("90", Returned::Another, Outcome::Superseded),
            ("91", Returned::Nothing, Outcome::Invalid),
            ("96", Returned::Nothing, Outcome::Several),
            ("97", Returned::Several, Outcome::Several),
            ("98", Returned::Nothing, Outcome::NoMatch),
            ("15", Returned::Nothing, Outcome::NotTraced),
            ("10", Returned::Nothing, Outcome::Rejected),
            ("95", Returned::Nothing, Outcome::Other),
            ("", Returned::Nothing, Outcome::Other),
        ] {
            assert_eq!(Outcome::of_mesh(code, returned), outcome, "{code} {returned:?}");
        }
        for (code, outcome) in [
            ("20", Outcome::Found),
            ("21", Outcome::NoMatch),
            ("22", Outcome::Several),
            ("30", Outcome::Verified),
            ("31", Outcome::Conflict),
            ("32", Outcome::Conflict),
            ("33", Outcome::Different),
            ("40", Outcome::Superseded),
            ("99", Outcome::Other),
        ] {
            assert_eq!(Outcome::of_dbs(code), outcome, "{code}");
        }
        for (code, returned, outcome) in [
            ("SMSP-0000", Returned::Same, Outcome::Verified),
            ("SMSP-0000", Returned::New, Outcome::Found),
            ("SMSP-0000", Returned::Another, Outcome::Different),
            ("SMSP-0000", Returned::Several, Outcome::Several),
            ("SMSP-0000", Returned::Nothing, Outcome::NoMatch),
            ("SMSP-0001", Returned::Nothing, Outcome::Rejected),
            ("SMSP-0002", Returned::Nothing, Outcome::Rejected),
            ("SMSP-0003", Returned::Same, Outcome::Rejected),
            ("SMSP-0004", Returned::Nothing, Outcome::Rejected),
            ("SMSP-0005", Returned::Nothing, Outcome::Rejected),
            ("SMSP-9999", Returned::Nothing, Outcome::Rejected),
            ("DEMOG-0001", Returned::Nothing, Outcome::NoMatch),
            ("DEMOG-0007", Returned::Nothing, Outcome::Several),
            ("DEMOG-0017", Returned::Another, Outcome::Superseded),
            ("DEMOG-0022", Returned::Nothing, Outcome::Invalid),
            ("DEMOG-0040", Returned::Same, Outcome::Conflict),
            ("DEMOG-0042", Returned::Nothing, Outcome::Rejected),
            ("DEMOG-9999", Returned::Nothing, Outcome::Rejected),
            ("SMSP-0042", Returned::Nothing, Outcome::Other),
        ] {
            assert_eq!(Outcome::of_smsp(code, returned), outcome, "{code} {returned:?}");
        }
    }
}
