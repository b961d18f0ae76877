//! The cleansing queue: records whose trace, or whose shared number, needs a person.

use crate::{
    calendar,
    record::vocabulary,
    trace::{Decision, Lack, Outcome, Owner},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a record needs a person: what the latest answer about it says, or that others hold its number too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueReason {
    /// Several people fit.
    Several,
    /// Nobody fits.
    NoMatch,
    /// The number that was sent is not the person's, and no other was found.
    Conflict,
    /// Another number than the record's came back.
    Different,
    /// The record's number was merged into another one's.
    Superseded,
    /// The NHS has marked the number's record as invalid.
    Invalid,
    /// A number came back for somebody whose address is withheld.
    Sensitive,
    /// Other people hold the same number, or it came back for several.
    Shared,
    /// A number came back that the record doesn't hold yet.
    ToLoad,
}

vocabulary!(QueueReason {
    Several = "several", "Several matches";
    NoMatch = "no_match", "No match";
    Conflict = "conflict", "Number not confirmed";
    Different = "different", "Different number";
    Superseded = "superseded", "Superseded";
    Invalid = "invalid", "Invalid on PDS";
    Sensitive = "sensitive", "Sensitive record";
    Shared = "shared", "Shared number";
    ToLoad = "to_load", "Number to be loaded";
});

/// How far the work on a record in the queue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueState {
    /// Somebody has to act.
    Open,
    /// Its details were cleansed, and no answer has come since.
    WaitingForBatch,
}

vocabulary!(QueueState {
    Open = "open", "Open";
    WaitingForBatch = "waiting_for_batch", "Waiting for the next batch";
});

/// Why a record left the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueExit {
    /// The record holds the number that the trace told.
    Verified,
    /// A decision closed it.
    Closed,
    /// A later answer needs nobody.
    Answered,
    /// The record changed so that the reason is gone, or an exemption was agreed.
    Settled,
    /// The person is no longer in scope.
    OutOfScope,
}

vocabulary!(QueueExit {
    Verified = "verified", "Verified";
    Closed = "closed", "Closed by a decision";
    Answered = "answered", "Answered by a later trace";
    Settled = "settled", "Settled on the record";
    OutOfScope = "out_of_scope", "No longer in scope";
});

/// How long a record has been in the queue, in calendar months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Waiting {
    /// Less than a month.
    #[serde(rename = "under_1_month")]
    Under1Month,
    /// A month or more, less than three.
    #[serde(rename = "under_3_months")]
    Under3Months,
    /// Three months or more, less than six.
    #[serde(rename = "under_6_months")]
    Under6Months,
    /// Six months or more.
    #[serde(rename = "longer")]
    Longer,
}

vocabulary!(Waiting {
    Under1Month = "under_1_month", "Less than a month";
    Under3Months = "under_3_months", "1 to 3 months";
    Under6Months = "under_6_months", "3 to 6 months";
    Longer = "longer", "6 months or longer";
});

/// Who acts on records in the queue, where a council has it otherwise than [`QueueReason::owner`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the names of QueueReason")]
pub struct Owners {
    pub several: Option<Owner>,
    pub no_match: Option<Owner>,
    pub conflict: Option<Owner>,
    pub different: Option<Owner>,
    pub superseded: Option<Owner>,
    pub invalid: Option<Owner>,
    pub sensitive: Option<Owner>,
    pub shared: Option<Owner>,
    pub to_load: Option<Owner>,
}

impl Owners {
    /// Who acts on a record; `lacking`: the request lacked something that a trace matches by.
    #[must_use]
    pub fn of(&self, reason: QueueReason, lacking: bool) -> Owner {
        let said = match reason {
            QueueReason::Several => self.several,
            QueueReason::NoMatch => self.no_match,
            QueueReason::Conflict => self.conflict,
            QueueReason::Different => self.different,
            QueueReason::Superseded => self.superseded,
            QueueReason::Invalid => self.invalid,
            QueueReason::Sensitive => self.sensitive,
            QueueReason::Shared => self.shared,
            QueueReason::ToLoad => self.to_load,
        };
        said.unwrap_or_else(|| reason.owner(lacking))
    }
}

impl QueueReason {
    /// Who acts where nothing else is said: whoever can put right what most often is behind it.
    #[must_use]
    pub fn owner(self, lacking: bool) -> Owner {
        match self {
            Self::Several => Owner::Bit,
            Self::NoMatch if lacking => Owner::Bit,
            Self::NoMatch | Self::Conflict | Self::Different | Self::Sensitive => Owner::SocialWork,
            Self::Superseded | Self::Invalid | Self::Shared | Self::ToLoad => Owner::SystemsTeam,
        }
    }

    /// What to try next, by the usual reasons for such an answer and by what the request lacked.
    #[must_use]
    pub fn next_step(self, lacks: &[Lack]) -> String {
        let missing = (!lacks.is_empty()).then(|| missing(lacks));
        match (self, missing) {
            (Self::Several | Self::NoMatch, Some(missing)) => format!("Add {missing}; the next batch asks again."),
            (Self::Several, None) => "Check the date of birth and the address with the person: several people fit what was sent.".to_owned(),
            (Self::NoMatch, None) => {
                "Check the spelling of the names, former names, the date of birth and the address with the person: nobody fits what was sent."
                    .to_owned()
            }
            (Self::Conflict, Some(missing)) => {
                format!("Add {missing}, and compare the number with a letter from the NHS: it was not confirmed.")
            }
            (Self::Conflict, None) => {
                "Compare the number and the date of birth with a letter from the NHS: the number may be mistyped or somebody else's.".to_owned()
            }
            (Self::Different, _) => {
                "Compare the number that came back and the record's with a letter from the NHS; accept the one or keep the other.".to_owned()
            }
            (Self::Superseded, _) => "Accept the number that came back by a decision, and load it: the NHS merged the record's number into it.".to_owned(),
            (Self::Invalid, _) => {
                "Take the number off the record if it holds one, and ask again: the NHS has marked the record it found as invalid.".to_owned()
            }
            (Self::Sensitive, _) => {
                "Load the number alone: the NHS withholds the address, which must not be looked for or shown.".to_owned()
            }
            (Self::Shared, _) => {
                "Find out whose number it is: merge the records if they are one person's, else take it off the other.".to_owned()
            }
            (Self::ToLoad, _) => "Load the number that came back.".to_owned(),
        }
    }
}

/// What to try next with a record.
#[must_use]
pub fn next_step(reason: QueueReason, state: QueueState, lacks: &[Lack]) -> String {
    match state {
        QueueState::Open => reason.next_step(lacks),
        QueueState::WaitingForBatch => "Wait for the next batch: the details were cleansed.".to_owned(),
    }
}

/// What was missing, as it is to be added: `the forename and the postcode`.
fn missing(lacks: &[Lack]) -> String {
    let names: Vec<_> = lacks
        .iter()
        .map(|lack| match lack {
            Lack::Surname => "the surname",
            Lack::Forename => "the forename",
            Lack::DateOfBirth => "the date of birth",
            Lack::PlaceholderDateOfBirth => "the true date of birth",
            Lack::Sex => "the sex",
            Lack::Postcode => "the postcode",
        })
        .collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// What happened to a record in words, `12 Mar 2025 no match; 4 Jun 2025 several matches`, from dates with names of outcomes and decisions:
/// `2025-03-12 no_match,2025-06-04 several`. None if one is not known.
#[must_use]
pub fn history(told: &str) -> Option<String> {
    let words = told.split(',').filter(|event| !event.is_empty()).map(|event| {
        let (date, name) = event.split_once(' ')?;
        let label = Outcome::from_name(name)
            .map(Outcome::label)
            .or_else(|| Decision::from_name(name).map(Decision::label))?;
        Some(format!("{} {}", calendar::short(date.parse().ok()?), continued(label)))
    });
    Some(words.collect::<Option<Vec<_>>>()?.join("; "))
}

/// A label within a sentence.
fn continued(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_those_of_the_field_unless_a_council_says_otherwise() {
        let council = Owners {
            no_match: Some(Owner::SystemsTeam),
            shared: Some(Owner::SocialWork),
            ..Owners::default()
        };
        for (reason, lacking, usual, configured) in [
            (QueueReason::Several, false, Owner::Bit, Owner::Bit),
            (QueueReason::NoMatch, true, Owner::Bit, Owner::SystemsTeam),
            (QueueReason::NoMatch, false, Owner::SocialWork, Owner::SystemsTeam),
            (QueueReason::Conflict, false, Owner::SocialWork, Owner::SocialWork),
            (QueueReason::Different, true, Owner::SocialWork, Owner::SocialWork),
            (QueueReason::Superseded, false, Owner::SystemsTeam, Owner::SystemsTeam),
            (QueueReason::Invalid, false, Owner::SystemsTeam, Owner::SystemsTeam),
            (QueueReason::Sensitive, false, Owner::SocialWork, Owner::SocialWork),
            (QueueReason::Shared, false, Owner::SystemsTeam, Owner::SocialWork),
            (QueueReason::ToLoad, false, Owner::SystemsTeam, Owner::SystemsTeam),
        ] {
            assert_eq!(
                (Owners::default().of(reason, lacking), council.of(reason, lacking)),
                (usual, configured),
                "{reason}"
            );
        }
    }

    #[test]
    fn the_next_step_names_what_was_missing() {
        for (reason, lacks, words) in [
            (
                QueueReason::NoMatch,
                &[Lack::Forename, Lack::PlaceholderDateOfBirth, Lack::Postcode][..],
                "Add the forename, the true date of birth and the postcode; the next batch asks again.",
            ),
            (
                QueueReason::Several,
                &[Lack::Postcode],
                "Add the postcode; the next batch asks again.",
            ),
            (
                QueueReason::Conflict,
                &[Lack::DateOfBirth],
                "Add the date of birth, and compare the number with a letter from the NHS: it was not confirmed.",
            ),
            (QueueReason::ToLoad, &[Lack::Sex], "Load the number that came back."),
        ] {
            assert_eq!(reason.next_step(lacks), words);
        }
        for reason in QueueReason::ALL {
            for lacks in [&[][..], &[Lack::Sex]] {
                let words = next_step(*reason, QueueState::Open, lacks);
                assert!(words.ends_with('.') && words.len() < 130, "{words}");
                assert!(next_step(*reason, QueueState::WaitingForBatch, lacks).starts_with("Wait"));
            }
        }
    }

    #[test]
    fn history_is_told_in_words() {
        assert_eq!(
            history("2025-03-12 no_match,2025-06-04 several,2025-06-05 passed_to_bit").as_deref(),
            Some("12 Mar 2025 no match; 4 Jun 2025 several matches; 5 Jun 2025 passed to BIT")
        );
        assert_eq!(history("").as_deref(), Some(""));
        for unknown in ["2025-03-12 lost", "yesterday no_match", "no_match"] {
            assert_eq!(history(unknown), None, "{unknown}");
        }
    }
}
