//! Work and bills: whole ten-thousandths of an hour, whole pence.

use super::{
    Assumption as A, Figures, Value,
    course::{By, MONTH, RECORD, Tally},
    value::ONE,
};

/// Work, in ten-thousandths of an hour, and bills in pence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Spend {
    /// Worked by the council.
    pub(super) council: i64,
    /// Worked by the partner.
    pub(super) partner: i64,
    /// Bills beside the partner's hours.
    pub(super) bills: i64,
}

impl Spend {
    /// Minutes, rounded up.
    pub(super) fn minutes(self) -> i64 {
        up((self.council + self.partner) * 60, ONE)
    }

    /// Minutes of the partner, rounded up.
    pub(super) fn partner_minutes(self) -> i64 {
        up(self.partner * 60, ONE)
    }

    /// Pence, rounded up; none where an hour's cost is missing.
    pub(super) fn pence(self, figures: Figures<'_>) -> Option<i64> {
        let council = cost(self.council, figures.get(A::HourCost)?);
        let partner = match self.partner {
            0 => 0,
            hours => cost(hours, figures.get(A::PartnerHourCost)?),
        };
        Some(council + partner + self.bills)
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            council: self.council + other.council,
            partner: self.partner + other.partner,
            bills: self.bills + other.bills,
        }
    }
}

/// Numbers entered by hand, in millionths, with the wrong ones put right.
pub(super) fn by_hand(figures: Figures<'_>, numbers: i64) -> Option<Spend> {
    let numbers = up(numbers, RECORD);
    let wrong = up(numbers * figures.get(A::ManualErrorRate)?, ONE);
    Some(Spend {
        council: numbers * figures.get(A::MinutesPerNumber)? / 60 + wrong * figures.get(A::HoursPerItem)?,
        ..Spend::default()
    })
}

/// Batches through the partner and over the own connection, and the queue they fill.
pub(super) fn batches(figures: Figures<'_>, tally: &Tally) -> Option<Spend> {
    let mut spend = Spend {
        council: up(tally.items.iter().sum(), RECORD) * figures.get(A::HoursPerItem)?,
        ..Spend::default()
    };
    let [by_partner, by_us] = tally.batches;
    if by_partner > 0 {
        spend.partner = of_partner(figures, by_partner)?;
        spend.council += by_partner * figures.get(A::PartnerBatchHours)? - spend.partner;
    }
    if by_us > 0 {
        spend.council += by_us * figures.get(A::OwnBatchHours)?;
    }
    Some(spend)
}

/// The partner's part of the work for so many batches that it submits.
pub(super) fn of_partner(figures: Figures<'_>, batches: i64) -> Option<i64> {
    Some(batches * figures.get(A::PartnerBatchHours)? * figures.get(A::PartnerShare)? / ONE)
}

/// What is still to be worked and paid before a route can be taken; bills that are missing are left out.
pub(super) fn set_up(figures: Figures<'_>, hours: A, cost: A) -> Option<Spend> {
    Some(Spend {
        council: figures.get(hours)?,
        ..bills(figures, cost)
    })
}

/// A month's bills, without those that are missing.
pub(super) fn bills(figures: Figures<'_>, cost: A) -> Spend {
    Spend {
        bills: pence(figures.get(cost).unwrap_or(0)),
        ..Spend::default()
    }
}

/// A month's bills over some days, likewise.
pub(super) fn running(figures: Figures<'_>, cost: A, days: i64) -> Spend {
    Spend {
        bills: up(bills(figures, cost).bills * days * ONE, MONTH),
        ..Spend::default()
    }
}

/// What a month of batches takes that ask about so many newcomers, in ten-thousandths of a record, and again about those of them who
/// were not found: as many as go on waiting in the long run, when those who wait get a number by hand at this share.
pub(super) fn month_of_batches(figures: Figures<'_>, by: By, newcomers: i64, by_hand: i64) -> Option<Spend> {
    let (every, answer, hours) = match by {
        By::Partner => (A::PartnerBatchDays, A::PartnerAnswerDays, A::PartnerBatchHours),
        By::Own => (A::OwnBatchDays, A::OwnAnswerDays, A::OwnBatchHours),
    };
    // No batch is sent before the numbers of the last are on the records.
    let days = figures.get(every)?.max(figures.get(answer)?).max(ONE);
    let work = figures.get(hours)? * MONTH / days;
    let partner = match by {
        By::Partner => work * figures.get(A::PartnerShare)? / ONE,
        By::Own => 0,
    };
    let agrees = ONE - figures.get(A::ConflictRate)?;
    let (first, residue) = (figures.get(A::MatchRateFirst)?, figures.get(A::MatchRateResidue)?);
    let second = newcomers - newcomers * first / ONE;
    let later = second - second * residue / ONE;
    // Who waits is found, leaves or gets a number by hand; as many come as go.
    let again = figures.get(A::AskedAgain).unwrap_or(0);
    let position = &figures.inputs().position;
    let leaves = Value::ratio(figures.get(A::LeftEachMonth)?, position.in_scope * ONE)?.ten_thousandths();
    let goes = again * residue / ONE + leaves + by_hand;
    // No more wait than the target allows to be without a number.
    let most = position.in_scope * (ONE - position.target.basis_points());
    let waiting = match (later, goes) {
        (0, _) => 0,
        (_, 0) => most,
        _ => (later * ONE / goes).min(most),
    };
    let later = waiting * again / ONE;
    let left = |asked: i64, rate: i64| asked - asked * rate / ONE * agrees / ONE;
    let items = left(newcomers, first) + left(second + later, residue);
    Some(Spend {
        council: work - partner + items * figures.get(A::HoursPerItem)? / ONE,
        partner,
        bills: 0,
    })
}

/// A figure in pounds as pence.
fn pence(pounds: i64) -> i64 {
    pounds / 100
}

/// What hours cost at so much an hour, both in ten-thousandths, in pence.
fn cost(hours: i64, an_hour: i64) -> i64 {
    let pence = (i128::from(hours) * i128::from(an_hour) + 999_999) / 1_000_000;
    i64::try_from(pence).unwrap_or(i64::MAX)
}

fn up(part: i64, of: i64) -> i64 {
    part.div_euclid(of) + i64::from(part.rem_euclid(of) > 0)
}
