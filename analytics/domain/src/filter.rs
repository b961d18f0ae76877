//! What a question is asked about: one filter, the same in an address, on the command line and in SQL parameters.

use crate::{Grain, calendar, options::Assumed, record::vocabulary};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Narrows a question; the default asks about the whole council at the latest date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filter {
    /// The latest date on or before this one that has figures; none: the latest of all.
    pub as_at: Option<NaiveDate>,
    /// First date of a period, for questions that answer over time.
    pub from: Option<NaiveDate>,
    /// Last date of a period; for `movement`, `from` and `to` are the two snapshots.
    pub to: Option<NaiveDate>,
    /// One service by name.
    pub service: Option<String>,
    /// One team by name, or `Unallocated`.
    pub team: Option<String>,
    /// Which rung of the ladder is judged against the target.
    pub measure: Measure,
    /// Whether people with an agreed exemption are counted.
    pub exemptions: Exemptions,
    /// The order of teams.
    pub sort: TeamSort,
    /// By what `breakdown` divides people into groups.
    pub by: Dimension,
    /// The date by which `forecast` says what it would take to reach the target; none: the end of the financial year.
    pub reach_by: Option<NaiveDate>,
    /// The length of the periods over which effort is told.
    #[serde(default)]
    pub grain: Grain,
    /// The reader's own figures for the choice between the routes, in the place of what is measured or missing.
    #[serde(default, skip_serializing_if = "Assumed::is_empty")]
    pub assume: Assumed,
}

/// The rungs of the ladder: recorded ≥ coverage ≥ verified.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Anything but missing.
    Recorded,
    /// Valid or verified: what the target is judged on.
    #[default]
    Coverage,
    /// Confirmed or supplied by a trace.
    Verified,
}

vocabulary!(Measure {
    Recorded = "recorded", "Recorded";
    Coverage = "coverage", "Coverage";
    Verified = "verified", "Verified coverage";
});

/// Which of the two views of the denominator is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exemptions {
    /// Everybody in scope.
    #[default]
    Included,
    /// Less people with an agreed exemption.
    Excluded,
}

vocabulary!(Exemptions {
    Included = "included", "Everyone in scope";
    Excluded = "excluded", "Less agreed exemptions";
});

/// The order of a list of teams.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamSort {
    /// Most records to go first.
    #[default]
    RecordsToGo,
    /// Lowest coverage first.
    Coverage,
    /// By name.
    Team,
    /// By service, then name.
    Service,
    /// Most records in scope first.
    InScope,
    /// Surely below the target first.
    AgainstTarget,
    /// The lowest lower end of an interval first.
    Interval,
    /// Low among the other teams first.
    AmongTeams,
    /// The greatest fall since the date before first.
    Change,
    /// The greatest fall over the course first; only where the course is known.
    Course,
    /// Getting worse first; only where the process is known.
    Variation,
    /// What will fail the target first; only where the process is known.
    Assurance,
}

vocabulary!(TeamSort {
    RecordsToGo = "records_to_go", "Records to go";
    Coverage = "coverage", "Coverage";
    Team = "team", "Team";
    Service = "service", "Service";
    InScope = "in_scope", "In scope";
    AgainstTarget = "against_target", "Against target";
    Interval = "interval", "Interval";
    AmongTeams = "among_teams", "Beside other teams";
    Change = "change", "Change";
    Course = "course", "Course";
    Variation = "variation", "Variation";
    Assurance = "assurance", "Assurance";
});

/// By what people in scope are divided into groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The services of the person's teams; a person can be in several.
    #[default]
    Service,
    /// Age on the snapshot's date.
    AgeBand,
    /// How long the case had been open on that date.
    TimeOpen,
    /// The primary support reason as the record gives it.
    SupportReason,
    /// The state of the NHS number.
    RecordState,
    /// The NHS number status indicator.
    NumberStatus,
}

vocabulary!(Dimension {
    Service = "service", "Service";
    AgeBand = "age_band", "Age";
    TimeOpen = "time_open", "Time open";
    SupportReason = "support_reason", "Primary support reason";
    RecordState = "record_state", "Record state";
    NumberStatus = "number_status", "NHS number status indicator";
});

/// A parameter that can't be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidParameter {
    /// The parameter's name.
    pub parameter: String,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl fmt::Display for InvalidParameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.parameter, self.reason)
    }
}

impl std::error::Error for InvalidParameter {}

impl Filter {
    /// Reads decoded parameters; an empty value is none, an unknown or repeated name is refused.
    ///
    /// # Errors
    /// Names the first parameter that can't be understood.
    pub fn from_pairs<K: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (K, V)>) -> Result<Self, InvalidParameter> {
        let mut filter = Self::default();
        let mut seen = Vec::new();
        for (name, value) in pairs {
            let (name, value) = (name.as_ref(), value.as_ref().trim());
            if seen.iter().any(|earlier| earlier == name) {
                return Err(invalid(name, "is given twice; give it once".to_owned()));
            }
            seen.push(name.to_owned());
            filter.set(name, value)?;
        }
        if let (Some(from), Some(to)) = (filter.from, filter.to)
            && from > to
        {
            return Err(invalid("from", format!("{from} is after to, {to}; swap them")));
        }
        Ok(filter)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), InvalidParameter> {
        if !PARAMETERS.contains(&name) {
            return Err(invalid(name, format!("is not a parameter; there are {}", PARAMETERS.join(", "))));
        }
        if value.is_empty() {
            return Ok(());
        }
        match name {
            "as_at" => self.as_at = Some(date(name, value)?),
            "from" => self.from = Some(date(name, value)?),
            "to" => self.to = Some(date(name, value)?),
            "reach_by" => self.reach_by = Some(date(name, value)?),
            "service" => self.service = Some(value.to_owned()),
            "team" => self.team = Some(value.to_owned()),
            "measure" => self.measure = Measure::from_name(value).ok_or_else(|| one_of(name, value, Measure::ALL))?,
            "exemptions" => self.exemptions = Exemptions::from_name(value).ok_or_else(|| one_of(name, value, Exemptions::ALL))?,
            "assume" => self.assume = Assumed::read(value).map_err(|reason| invalid(name, reason))?,
            "by" => self.by = Dimension::from_name(value).ok_or_else(|| one_of(name, value, Dimension::ALL))?,
            "grain" => self.grain = Grain::from_name(value).ok_or_else(|| one_of(name, value, Grain::ALL))?,
            _ => self.sort = TeamSort::from_name(value).ok_or_else(|| one_of(name, value, TeamSort::ALL))?,
        }
        Ok(())
    }

    /// The parameters that differ from the default, in a fixed order.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let default = Self::default();
        let mut pairs = Vec::new();
        let dates = [("as_at", self.as_at), ("from", self.from), ("to", self.to)];
        pairs.extend(dates.into_iter().filter_map(|(name, date)| Some((name, date?.to_string()))));
        let names = [("service", &self.service), ("team", &self.team)];
        pairs.extend(names.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))));
        if self.measure != default.measure {
            pairs.push(("measure", self.measure.to_string()));
        }
        if self.exemptions != default.exemptions {
            pairs.push(("exemptions", self.exemptions.to_string()));
        }
        if self.sort != default.sort {
            pairs.push(("sort", self.sort.to_string()));
        }
        if self.by != default.by {
            pairs.push(("by", self.by.to_string()));
        }
        pairs.extend(self.reach_by.map(|date| ("reach_by", date.to_string())));
        if self.grain != default.grain {
            pairs.push(("grain", self.grain.to_string()));
        }
        pairs.extend((!self.assume.is_empty()).then(|| ("assume", self.assume.to_string())));
        pairs
    }

    /// The parameters as the query part of an address, with its `?`; empty for the default.
    #[must_use]
    pub fn query(&self) -> String {
        let mut query = String::new();
        for (name, value) in self.pairs() {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
            query.push('=');
            percent_encode(&value, &mut query);
        }
        query
    }
}

const PARAMETERS: [&str; 12] = [
    "as_at",
    "from",
    "to",
    "service",
    "team",
    "measure",
    "exemptions",
    "sort",
    "by",
    "reach_by",
    "grain",
    "assume",
];

fn date(name: &str, value: &str) -> Result<NaiveDate, InvalidParameter> {
    calendar::read(value).ok_or_else(|| invalid(name, format!("“{value}” is not a date; write it as 2026-10-31 or 31/10/2026")))
}

fn one_of<T: fmt::Display>(name: &str, value: &str, all: &[T]) -> InvalidParameter {
    let all: Vec<_> = all.iter().map(ToString::to_string).collect();
    invalid(name, format!("“{value}” is not one of {}", all.join(", ")))
}

fn invalid(parameter: &str, reason: String) -> InvalidParameter {
    InvalidParameter {
        parameter: parameter.to_owned(),
        reason,
    }
}

fn percent_encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (name, value) in [
            ("as_at", "yesterday"),
            ("measure", "best"),
            ("colour", "red"),
            ("exemptions", "no"),
            ("sort", "size"),
            ("grain", "year"),
            ("assume", "luck:1"),
            ("assume", "match_rate_first:2"),
        ] {
            assert_eq!(Filter::from_pairs([(name, value)]).unwrap_err().parameter, name);
        }
        assert_eq!(Filter::from_pairs([("team", "A"), ("team", "B")]).unwrap_err().parameter, "team");
        assert_eq!(
            Filter::from_pairs([("from", "2026-02-01"), ("to", "2026-01-01")])
                .unwrap_err()
                .parameter,
            "from"
        );
    }

    #[test]
    fn an_empty_value_is_none() {
        assert_eq!(Filter::from_pairs([("team", ""), ("as_at", " ")]).unwrap(), Filter::default());
    }

    #[test]
    fn the_query_is_encoded() {
        let filter = Filter {
            team: Some("Hospital & reablement".to_owned()),
            measure: Measure::Verified,
            ..Filter::default()
        };
        assert_eq!(filter.query(), "?team=Hospital%20%26%20reablement&measure=verified");
    }

    proptest::proptest! {
        #[test]
        fn pairs_round_trip(team in "[^\\s](.*[^\\s])?", days in 0_i32..40_000, measure in 0..3_usize) {
            let as_at = NaiveDate::from_num_days_from_ce_opt(700_000 + days);
            let filter = Filter { as_at, team: Some(team.trim().to_owned()).filter(|t| !t.is_empty()), measure: Measure::ALL[measure], ..Filter::default() };
            proptest::prop_assert_eq!(Filter::from_pairs(filter.pairs()).unwrap(), filter);
        }
    }
}
