//! What effort is drawn in: money where any cost is known, else hours.

use domain::{hours, money, percent};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Amount {
    /// Pounds.
    Money,
    /// Hours.
    Hours,
}

impl Amount {
    /// Money if some of these pence are any.
    pub(crate) fn of(pence: impl IntoIterator<Item = i64>) -> Self {
        if pence.into_iter().any(|pence| pence > 0) {
            Self::Money
        } else {
            Self::Hours
        }
    }

    /// The height of a time that cost so much.
    pub(crate) fn drawn(self, minutes: i64, pence: i64) -> f64 {
        match self {
            Self::Money => pence as f64 / 100.0,
            Self::Hours => minutes as f64 / 60.0,
        }
    }

    /// The same in whole units, for a sentence.
    pub(crate) fn told(self, minutes: i64, pence: i64) -> String {
        match self {
            Self::Money => money::pounds(pence),
            Self::Hours => format!("{} hours", hours::whole(minutes)),
        }
    }

    /// The same to the penny where it is little: what one thing costs.
    pub(crate) fn told_finely(self, minutes: i64, pence: i64) -> String {
        match self {
            Self::Money if pence.abs() < 10_000 => money::shown(pence),
            Self::Hours => format!("{} hours", hours::shown(minutes)),
            Self::Money => money::pounds(pence),
        }
    }

    /// A value on an axis.
    pub(crate) fn ticked(self, value: i64) -> String {
        let (sign, unit) = match self {
            Self::Money => ("£", ""),
            Self::Hours => ("", " h"),
        };
        if value >= 10_000 && value % 1_000 == 0 {
            format!("{sign}{}k{unit}", percent::count(value / 1_000))
        } else {
            format!("{sign}{}{unit}", percent::count(value))
        }
    }

    /// What the axis measures.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Money => "cost",
            Self::Hours => "hours of work",
        }
    }

    /// Says how many hours the cost leaves out; nothing if none, or if hours are drawn.
    pub(crate) fn left_out(self, uncosted_minutes: i64) -> String {
        if self == Self::Hours || uncosted_minutes == 0 {
            return String::new();
        }
        format!(
            ". {} hours have neither a cost nor a rate and are left out of the cost",
            hours::shown(uncosted_minutes)
        )
    }
}
