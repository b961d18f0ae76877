//! What the work on NHS numbers is divided into, and who does it.

use crate::record::vocabulary;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A part of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Workstream {
    /// What is done once before the first number can come: procurement, connection, design, testing, training.
    SetUp,
    /// Extracts of records to be traced.
    Extract,
    /// Secure transfer there and back.
    Transfer,
    /// Loading what came back.
    Load,
    /// Cleansing records that a trace left open.
    Cleansing,
    /// Decisions about records, a social worker's above all.
    Decisions,
    /// Agreements, approvals, assurance and reporting.
    Governance,
}

vocabulary!(Workstream {
    SetUp = "set_up", "Set-up";
    Extract = "extract", "Extract";
    Transfer = "transfer", "Transfer";
    Load = "load", "Load";
    Cleansing = "cleansing", "Cleansing";
    Decisions = "decisions", "Decisions";
    Governance = "governance", "Governance";
});

impl Workstream {
    /// Whether it is needed once or goes on as long as numbers are looked for.
    #[must_use]
    pub fn phase(self) -> Phase {
        match self {
            Self::SetUp | Self::Governance => Phase::SetUp,
            Self::Extract | Self::Transfer | Self::Load | Self::Cleansing | Self::Decisions => Phase::Running,
        }
    }

    /// The workstream that a council's own word stands for, letters and digits in lower case; none if the word is unknown.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "setup" | "set" | "settingup" | "project" | "projectsetup" | "implementation" | "installation" | "procurement" | "training"
            | "testing" | "design" => Self::SetUp,
            "extract" | "extracts" | "extraction" | "extracting" | "dataextract" | "dataextraction" | "dataextracts" => Self::Extract,
            "transfer" | "transfers" | "securetransfer" | "securetransfers" | "filetransfer" | "submission" | "submissions" | "tracing"
            | "trace" | "batchtracing" => Self::Transfer,
            "load" | "loads" | "loading" | "dataload" | "dataloading" | "upload" | "uploads" | "import" => Self::Load,
            "cleansing" | "cleanse" | "datacleansing" | "cleaning" | "datacleaning" | "cleanup" | "dataquality" | "matching" => {
                Self::Cleansing
            }
            "decisions" | "decision" | "decisionmaking" | "socialworkdecisions" | "casedecisions" | "casereview" => Self::Decisions,
            "governance"
            | "informationgovernance"
            | "ig"
            | "agreements"
            | "informationsharing"
            | "informationsharingagreements"
            | "assurance"
            | "projectmanagement"
            | "pm"
            | "reporting" => Self::Governance,
            _ => return None,
        })
    }
}

/// Whether effort is needed once or goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Set-up and governance: needed once for all the numbers that follow.
    SetUp,
    /// Everything that each batch needs again.
    Running,
}

vocabulary!(Phase {
    SetUp = "set_up", "Set-up";
    Running = "running", "Running";
});

/// Whose people do the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The council's own.
    Council,
    /// The partner organisation that traces for it, or whoever else is paid.
    Partner,
}

vocabulary!(Party {
    Council = "council", "Council";
    Partner = "partner", "Partner";
});

impl Party {
    /// The organisation that a word stands for, letters and digits in lower case; none if the word is unknown.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "council" | "thecouncil" | "localauthority" | "la" | "internal" | "inhouse" | "own" | "us" => Self::Council,
            "partner"
            | "thepartner"
            | "partnerorganisation"
            | "external"
            | "supplier"
            | "contractor"
            | "thirdparty"
            | "agency"
            | "nhs"
            | "nhspartner" => Self::Partner,
            _ => return None,
        })
    }
}

/// The length of the periods over which effort is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Calendar months.
    #[default]
    Month,
    /// Weeks from Monday to Sunday.
    Week,
    /// All of it in one.
    Whole,
}

vocabulary!(Grain {
    Month = "month", "Month";
    Week = "week", "Week";
    Whole = "whole", "All in one";
});

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
    }

    #[test]
    fn every_word_of_ours_is_read_back() {
        for stream in Workstream::ALL {
            for word in [stream.name(), stream.label()] {
                assert_eq!(Workstream::from_word(&plain(word)), Some(*stream), "{word}");
            }
        }
        for party in Party::ALL {
            assert_eq!(Party::from_word(party.name()), Some(*party));
        }
        assert_eq!((Workstream::from_word("lunch"), Party::from_word("acme")), (None, None));
    }
}
