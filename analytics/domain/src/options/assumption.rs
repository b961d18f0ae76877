use super::{Route, Value};
use crate::record::vocabulary;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Everything that the choice between the routes rests on beside the counts of records: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the vocabulary below says in plain words what each is")]
pub enum Assumption {
    JoinedEachMonth,
    LeftEachMonth,
    CapturedAtFrontDoor,
    LostEachMonth,
    ManualShare,
    ManualErrorRate,
    MinutesPerNumber,
    MatchRateFirst,
    MatchRateResidue,
    AskedAgain,
    ConflictRate,
    HoursPerItem,
    PartnerFrom,
    PartnerBatchDays,
    PartnerAnswerDays,
    PartnerBatchHours,
    PartnerShare,
    PartnerHourCost,
    PartnerSetUpHours,
    PartnerSetUpCost,
    OwnFrom,
    OwnBatchDays,
    OwnAnswerDays,
    OwnBatchHours,
    OwnSetUpHours,
    OwnSetUpCost,
    OwnRunningCost,
    RealTimeFrom,
    MatchRateRealTime,
    RealTimeSetUpHours,
    RealTimeSetUpCost,
    RealTimeRunningCost,
    HourCost,
}

vocabulary!(Assumption {
    JoinedEachMonth = "joined_each_month", "People who join in a month";
    LeftEachMonth = "left_each_month", "People who leave in a month";
    CapturedAtFrontDoor = "captured_at_front_door", "Joiners who come with a usable number";
    LostEachMonth = "lost_each_month", "Numbers lost in a month";
    ManualShare = "manual_share", "Records without a number that get one by hand in a month";
    ManualErrorRate = "manual_error_rate", "Numbers entered by hand that a trace finds wrong";
    MinutesPerNumber = "minutes_per_number", "Work for a number by hand";
    MatchRateFirst = "match_rate_first", "Found when asked about for the first time";
    MatchRateResidue = "match_rate_residue", "Found when asked about again";
    AskedAgain = "asked_again", "Records that two batches or more asked about, asked about again in a month";
    ConflictRate = "conflict_rate", "Answers that contradict the record or name several people";
    HoursPerItem = "hours_per_item", "Work for a record in the cleansing queue";
    PartnerFrom = "partner_from", "Partner: first batch can be sent";
    PartnerBatchDays = "partner_batch_days", "Partner: days from one batch to the next";
    PartnerAnswerDays = "partner_answer_days", "Partner: days until the numbers are on the records";
    PartnerBatchHours = "partner_batch_hours", "Partner: work for a batch";
    PartnerShare = "partner_share", "Partner: its share of that work";
    PartnerHourCost = "partner_hour_cost", "Partner: cost of an hour of its work";
    PartnerSetUpHours = "partner_set_up_hours", "Partner: hours still to be worked to set it up";
    PartnerSetUpCost = "partner_set_up_cost", "Partner: bills still to be paid to set it up";
    OwnFrom = "own_from", "Own connection: first batch can be sent";
    OwnBatchDays = "own_batch_days", "Own connection: days from one batch to the next";
    OwnAnswerDays = "own_answer_days", "Own connection: days until the numbers are on the records";
    OwnBatchHours = "own_batch_hours", "Own connection: work for a batch";
    OwnSetUpHours = "own_set_up_hours", "Own connection: hours still to be worked to set it up";
    OwnSetUpCost = "own_set_up_cost", "Own connection: bills still to be paid to set it up";
    OwnRunningCost = "own_running_cost", "Own connection: bills in a month";
    RealTimeFrom = "real_time_from", "Real time: everything but the target is in place";
    MatchRateRealTime = "match_rate_real_time", "Real time: found of those who come without a number";
    RealTimeSetUpHours = "real_time_set_up_hours", "Real time: hours still to be worked to set it up";
    RealTimeSetUpCost = "real_time_set_up_cost", "Real time: bills still to be paid to set it up";
    RealTimeRunningCost = "real_time_running_cost", "Real time: bills in a month";
    HourCost = "hour_cost", "Cost of an hour of the council's work";
});

/// What an assumption is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// People, records or numbers.
    Records,
    /// A share from 0 to 1, shown in percent.
    Share,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Pounds.
    Pounds,
    /// A day of the calendar.
    Date,
}

vocabulary!(Unit {
    Records = "records", "records";
    Share = "share", "percent";
    Minutes = "minutes", "minutes";
    Hours = "hours", "hours";
    Days = "days", "days";
    Pounds = "pounds", "pounds";
    Date = "date", "date";
});

impl Assumption {
    /// What it is measured in.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::JoinedEachMonth | Self::LeftEachMonth | Self::LostEachMonth => Unit::Records,
            Self::CapturedAtFrontDoor
            | Self::ManualShare
            | Self::ManualErrorRate
            | Self::MatchRateFirst
            | Self::MatchRateResidue
            | Self::AskedAgain
            | Self::ConflictRate
            | Self::PartnerShare
            | Self::MatchRateRealTime => Unit::Share,
            Self::MinutesPerNumber => Unit::Minutes,
            Self::HoursPerItem
            | Self::PartnerBatchHours
            | Self::PartnerSetUpHours
            | Self::OwnBatchHours
            | Self::OwnSetUpHours
            | Self::RealTimeSetUpHours => Unit::Hours,
            Self::PartnerBatchDays | Self::PartnerAnswerDays | Self::OwnBatchDays | Self::OwnAnswerDays => Unit::Days,
            Self::PartnerHourCost
            | Self::PartnerSetUpCost
            | Self::OwnSetUpCost
            | Self::OwnRunningCost
            | Self::RealTimeSetUpCost
            | Self::RealTimeRunningCost
            | Self::HourCost => Unit::Pounds,
            Self::PartnerFrom | Self::OwnFrom | Self::RealTimeFrom => Unit::Date,
        }
    }

    /// The least and the most that it can be.
    #[must_use]
    pub fn range(self) -> (Value, Value) {
        let (least, most) = match (self, self.unit()) {
            (Self::PartnerBatchDays | Self::OwnBatchDays, _) => (1, 366),
            (Self::HourCost | Self::PartnerHourCost, _) => (0, 1_000),
            (_, Unit::Records) => (0, 100_000),
            (_, Unit::Share) => (0, 1),
            (_, Unit::Minutes) => (0, 480),
            (_, Unit::Hours) => (0, 100_000),
            (_, Unit::Days) => (0, 366),
            (_, Unit::Pounds) => (0, 100_000_000),
            (_, Unit::Date) => return (Value::day(FIRST_DAY), Value::day(LAST_DAY)),
        };
        (Value::whole(least), Value::whole(most))
    }

    /// The routes whose result it can move.
    #[must_use]
    pub fn routes(self) -> &'static [Route] {
        use Route::{Combination, Manual, OwnConnection, Partner, RealTime};
        match self {
            Self::JoinedEachMonth | Self::CapturedAtFrontDoor | Self::HourCost => Route::ALL,
            Self::LeftEachMonth | Self::LostEachMonth | Self::HoursPerItem => &[Manual, Partner, OwnConnection, Combination],
            Self::ManualShare | Self::ManualErrorRate => &[Manual, Combination],
            Self::MinutesPerNumber => &[Manual, RealTime, Combination],
            Self::MatchRateFirst | Self::MatchRateResidue | Self::AskedAgain | Self::ConflictRate => &[Partner, OwnConnection, Combination],
            Self::PartnerFrom
            | Self::PartnerBatchDays
            | Self::PartnerAnswerDays
            | Self::PartnerBatchHours
            | Self::PartnerShare
            | Self::PartnerHourCost
            | Self::PartnerSetUpHours
            | Self::PartnerSetUpCost => &[Partner, Combination],
            Self::OwnFrom
            | Self::OwnBatchDays
            | Self::OwnAnswerDays
            | Self::OwnBatchHours
            | Self::OwnSetUpHours
            | Self::OwnSetUpCost
            | Self::OwnRunningCost => &[OwnConnection, Combination],
            Self::RealTimeFrom | Self::MatchRateRealTime | Self::RealTimeRunningCost => &[RealTime, Combination],
            Self::RealTimeSetUpHours | Self::RealTimeSetUpCost => &[RealTime],
        }
    }

    /// Reads a figure for it.
    ///
    /// # Errors
    /// Says what would be right.
    pub fn read(self, text: &str) -> Result<Value, String> {
        let unit = self.unit();
        let (least, most) = self.range();
        Value::read(text, unit)
            .filter(|value| (least..=most).contains(value))
            .ok_or_else(|| {
                let how = match unit {
                    Unit::Date => "a date such as 2027-06-01,",
                    Unit::Share => "a share such as 25% or 0.25,",
                    Unit::Pounds => "pounds such as 12.50,",
                    _ => "a number such as 12.5,",
                };
                format!(
                    "“{text}” can't be read for {self}; write {how} from {} to {}",
                    least.shown(unit),
                    most.shown(unit)
                )
            })
    }
}

const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2100, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};
