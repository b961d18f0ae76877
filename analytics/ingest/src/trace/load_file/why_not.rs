use domain::trace::Outcome;

/// Why the answer about somebody who was asked about is not loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyNot {
    /// The record holds what came back.
    NothingChanged,
    /// A part of a date of birth is no date to load.
    PartOfBirthDate,
    /// Another number than was sent came back.
    NotDecided,
    /// The number came back for another person too, or stands on the record of one.
    SameNumber,
    /// The match is less sure than the configuration asks for.
    Unsure,
    /// The code says that somebody was found, and there is no number.
    NoNumber,
    /// Nobody, or not surely one person, was found.
    Outcome(Outcome),
    /// The responses don't hold the reference.
    NotAnswered,
}

impl WhyNot {
    /// The reason for whoever deals with the person next.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::NothingChanged => "the number is on the record already, and no detail that came back differs",
            Self::PartOfBirthDate => "the number is on the record already, and of the date of birth that differs only a part came back",
            Self::NotDecided => "another number than the record's came back, and no decision number_accepted was made since the extract",
            Self::SameNumber => "the same number came back for two people, or is on another person's record: are they one person?",
            Self::Unsure => {
                "the match is less sure than [trace] least_confidence asks for, and no decision number_accepted was made since the extract"
            }
            Self::NoNumber => "no NHS number that can be used came back",
            Self::NotAnswered => "no answer in these files",
            Self::Outcome(outcome) => match outcome {
                Outcome::Invalid => "the person's record on PDS is marked as invalid",
                Outcome::Conflict => "the number that was sent is not the person's, and no other was found",
                Outcome::Several => "several people fit",
                Outcome::NoMatch => "nobody fits",
                Outcome::NotTraced => "no trace was made",
                Outcome::Rejected => "the row of the request could not be read by whoever was asked",
                _ => "the response code is not known",
            },
        }
    }
}
