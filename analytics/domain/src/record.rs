//! What a record is: the state of its NHS number, whether it is in scope, and where its number came from.

use chrono::{Months, NaiveDate};
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

/// An adult's age on the snapshot's date. Only the band is stored, never the date of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the ages from which the bands run")]
pub enum AgeBand {
    From18,
    From25,
    From35,
    From45,
    From55,
    From65,
    From75,
    From85,
}

vocabulary!(AgeBand {
    From18 = "18-24", "18 to 24";
    From25 = "25-34", "25 to 34";
    From35 = "35-44", "35 to 44";
    From45 = "45-54", "45 to 54";
    From55 = "55-64", "55 to 64";
    From65 = "65-74", "65 to 74";
    From75 = "75-84", "75 to 84";
    From85 = "85+", "85 and over";
});

impl AgeBand {
    /// The band of an age in whole years; none below 18.
    #[must_use]
    pub fn of(age: i32) -> Option<Self> {
        Some(match age {
            ..18 => return None,
            18..25 => Self::From18,
            25..35 => Self::From25,
            35..45 => Self::From35,
            45..55 => Self::From45,
            55..65 => Self::From55,
            65..75 => Self::From65,
            75..85 => Self::From75,
            85.. => Self::From85,
        })
    }
}

/// How long a case had been open on the snapshot's date. Only this is stored, never the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeOpen {
    /// Less than three calendar months.
    Under3Months,
    /// Three months or more, less than twelve.
    Under1Year,
    /// A year or more, less than three.
    Under3Years,
    /// Three years or more.
    Longer,
}

vocabulary!(TimeOpen {
    Under3Months = "under_3_months", "Less than 3 months";
    Under1Year = "under_1_year", "3 to 12 months";
    Under3Years = "under_3_years", "1 to 3 years";
    Longer = "longer", "3 years or longer";
});

impl TimeOpen {
    /// The time from the day of opening to the snapshot's date; none if it is opened later.
    #[must_use]
    pub fn between(opened: NaiveDate, as_at: NaiveDate) -> Option<Self> {
        // A day that the month of its end doesn't have ends on that month's last.
        let lasts = |months| opened.checked_add_months(Months::new(months)).is_none_or(|end| end > as_at);
        if opened > as_at {
            None
        } else if lasts(3) {
            Some(Self::Under3Months)
        } else if lasts(12) {
            Some(Self::Under1Year)
        } else if lasts(36) {
            Some(Self::Under3Years)
        } else {
            Some(Self::Longer)
        }
    }
}

/// The NHS number status indicator: whether a record holds the number, and where a trace of it stands. The NHS's own codes; 08, a trace
/// put off for a baby, does not arise for adults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NumberStatus {
    /// Present and verified.
    #[serde(rename = "01")]
    Verified,
    /// Present, not traced.
    #[serde(rename = "02")]
    NotTraced,
    /// A trace is required.
    #[serde(rename = "03")]
    TraceRequired,
    /// A trace found nobody, or several.
    #[serde(rename = "04")]
    NotMatched,
    /// What a trace found has to be resolved.
    #[serde(rename = "05")]
    ToResolve,
    /// A trace is asked for and not answered.
    #[serde(rename = "06")]
    InProgress,
    /// Not present, and no trace required.
    #[serde(rename = "07")]
    NotRequired,
}

vocabulary!(NumberStatus {
    Verified = "01", "01 Present and verified";
    NotTraced = "02", "02 Present, not traced";
    TraceRequired = "03", "03 Trace required";
    NotMatched = "04", "04 Traced: no match or several";
    ToResolve = "05", "05 Trace to be resolved";
    InProgress = "06", "06 Trace in progress";
    NotRequired = "07", "07 Not present, trace not required";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_fall_into_their_bands() {
        for (age, name) in [
            (18, "18-24"),
            (24, "18-24"),
            (25, "25-34"),
            (64, "55-64"),
            (65, "65-74"),
            (84, "75-84"),
            (85, "85+"),
            (120, "85+"),
        ] {
            assert_eq!(AgeBand::of(age).unwrap().name(), name, "{age}");
        }
        assert_eq!([AgeBand::of(17), AgeBand::of(-1)], [None, None]);
    }

    #[test]
    fn cases_are_open_for_whole_months() {
        for (opened, as_at, expected) in [
            ("2026-10-31", "2026-10-31", Some(TimeOpen::Under3Months)),
            ("2026-07-31", "2026-10-30", Some(TimeOpen::Under3Months)),
            ("2026-07-31", "2026-10-31", Some(TimeOpen::Under1Year)),
            ("2025-11-30", "2026-02-28", Some(TimeOpen::Under1Year)),
            ("2025-10-31", "2026-10-30", Some(TimeOpen::Under1Year)),
            ("2025-10-31", "2026-10-31", Some(TimeOpen::Under3Years)),
            ("2023-11-01", "2026-10-31", Some(TimeOpen::Under3Years)),
            ("2023-10-31", "2026-10-31", Some(TimeOpen::Longer)),
            ("2026-11-01", "2026-10-31", None),
        ] {
            assert_eq!(
                TimeOpen::between(opened.parse().unwrap(), as_at.parse().unwrap()),
                expected,
                "{opened} {as_at}"
            );
        }
    }
}
