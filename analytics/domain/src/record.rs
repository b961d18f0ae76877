//! What a record is: the state of its NHS number, whether it is in scope, and where its number came from.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Implements the one spelling of a closed vocabulary: in Parquet, SQL, JSON, URLs and on the page.
macro_rules! vocabulary {
    ($type:ident { $($variant:ident = $name:literal, $label:literal;)+ }) => {
        impl $type {
            /// Every value, in the order in which it is listed and drawn.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in files, SQL, JSON and addresses.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The words a reader sees.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The value of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use vocabulary;

/// The state of the NHS number on one record in scope: exactly one, the first that applies in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// Nothing is recorded.
    Missing,
    /// A spreadsheet destroyed it: scientific notation, a column too narrow.
    Damaged,
    /// Not ten digits.
    Malformed,
    /// One digit repeated, which includes the sentinels of trace responses.
    Placeholder,
    /// Modulus 11 fails: a typing error.
    CheckDigitFails,
    /// A number of another UK nation, of Ireland, never issued, or a test number.
    OtherRange,
    /// The same number is on two or more people.
    Shared,
    /// Usable, and no trace has confirmed it.
    Valid,
    /// A trace confirmed or supplied it.
    Verified,
}

vocabulary!(RecordState {
    Missing = "missing", "Missing";
    Damaged = "damaged", "Damaged by a spreadsheet";
    Malformed = "malformed", "Malformed";
    Placeholder = "placeholder", "Placeholder";
    CheckDigitFails = "check_digit_fails", "Check digit fails";
    OtherRange = "other_range", "Number of another range";
    Shared = "shared", "Shared by two or more people";
    Valid = "valid", "Valid, not traced";
    Verified = "verified", "Verified";
});

impl RecordState {
    /// Whether the record counts towards coverage.
    #[must_use]
    pub fn is_covered(self) -> bool {
        matches!(self, Self::Valid | Self::Verified)
    }
}

/// Why a person in the extract is not in scope: the first that applies in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// Date of birth after the snapshot's date.
    Unborn,
    /// Under 18 on the snapshot's date, or flagged as a child where no date of birth is held.
    Child,
    /// Died on or before the snapshot's date.
    Deceased,
    /// A carer or relative recorded only as such.
    Relative,
    /// No open involvement on the snapshot's date.
    NotOpen,
}

vocabulary!(Exclusion {
    Unborn = "unborn", "Unborn";
    Child = "child", "Child";
    Deceased = "deceased", "Deceased";
    Relative = "relative", "Recorded only as a relative or carer";
    NotOpen = "not_open", "No open involvement";
});

/// How a record came by its NHS number, where the extract says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberSource {
    /// Typed by staff.
    Manual,
    /// Loaded from a batch trace (DBS, MPT, PDS MESH).
    BatchTrace,
    /// Loaded from the Migration Analysis Cleansing Service.
    Macs,
    /// Found in real time through a Spine Mini Service or the PDS.
    SpineMini,
    /// Not said.
    Unknown,
}

vocabulary!(NumberSource {
    Manual = "manual", "Manual entry";
    BatchTrace = "batch_trace", "Batch trace";
    Macs = "macs", "MACS";
    SpineMini = "spine_mini", "Spine Mini Service or PDS";
    Unknown = "unknown", "Source not recorded";
});
