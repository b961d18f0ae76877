use crate::{Question, Target, hours, money, percent, record::vocabulary};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What it takes still to reach the target, and to the plan's end. One row; none before there is any effort.
#[derive(Debug, Clone, Copy)]
pub struct BurnForecast;

impl Question for BurnForecast {
    const NAME: &'static str = "burn_forecast";
    const TITLE: &'static str = "What the target costs still";
    type Row = BurnForecastRow;
}

/// What can be said. What does not apply is none; money is in pence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BurnForecastRow {
    /// What can be said of the target.
    pub status: BurnForecastStatus,
    /// The last day of effort.
    pub effort_until: NaiveDate,
    /// The date of the figures about records; none before there are any.
    pub counted_at: Option<NaiveDate>,
    /// The target in force, in percent.
    pub target: Option<Target>,
    /// The fewest records that must gain a number, by the filter's measure.
    pub records_to_go: Option<i64>,
    /// Records in the cleansing queue.
    pub queue: i64,
    /// The complete months that are judged, six at most.
    pub months: i64,
    /// Minutes of extract, transfer and load for each number gained in those months.
    pub minutes_per_number: Option<i64>,
    /// Their cost.
    pub pence_per_number: Option<i64>,
    /// Minutes of cleansing and decisions for each record that left the queue in those months.
    pub minutes_per_queue_record: Option<i64>,
    /// Their cost.
    pub pence_per_queue_record: Option<i64>,
    /// Of the minutes judged, those without cost or rate: the costs here leave them out.
    pub uncosted_minutes: i64,
    /// Minutes still to the target at the rate of the cheapest three months running.
    pub low_minutes: Option<i64>,
    /// At the rate of all the months judged.
    pub central_minutes: Option<i64>,
    /// At the rate of the dearest three months running.
    pub high_minutes: Option<i64>,
    /// The cost still to the target at the rate of the cheapest three months running.
    pub low_pence: Option<i64>,
    /// At the rate of all the months judged.
    pub central_pence: Option<i64>,
    /// At the rate of the dearest three months running.
    pub high_pence: Option<i64>,
    /// Minutes worked so far.
    pub actual_minutes: i64,
    /// What they cost.
    pub actual_pence: i64,
    /// The first plan's cost.
    pub first_plan_pence: Option<i64>,
    /// Minutes of the plan in force.
    pub plan_minutes: Option<i64>,
    /// Its cost.
    pub plan_pence: Option<i64>,
    /// Its last day.
    pub plan_ends: Option<NaiveDate>,
    /// Minutes in all at the plan's end, if the work goes on as in the least of three months running.
    pub plan_end_low_minutes: Option<i64>,
    /// As in all the months judged.
    pub plan_end_central_minutes: Option<i64>,
    /// As in the most of three months running.
    pub plan_end_high_minutes: Option<i64>,
    /// The cost in all at the plan's end, likewise.
    pub plan_end_low_pence: Option<i64>,
    /// As in all the months judged.
    pub plan_end_central_pence: Option<i64>,
    /// As in the most of three months running.
    pub plan_end_high_pence: Option<i64>,
}

/// What can be said of the effort to the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BurnForecastStatus {
    /// Coverage has reached the target.
    Achieved,
    /// The effort still needed is told as a range.
    Forecast,
    /// Fewer than four complete months have both effort and counts of numbers.
    TooLittle,
    /// Numbers don't rise: no effort seen leads to the target.
    NoGain,
    /// No figures about records are loaded.
    NoFigures,
}

vocabulary!(BurnForecastStatus {
    Achieved = "achieved", "Target reached";
    Forecast = "forecast", "Forecast";
    TooLittle = "too_little", "Too early to say";
    NoGain = "no_gain", "No numbers gained";
    NoFigures = "no_figures", "No figures about records";
});

impl BurnForecastRow {
    /// What the target costs still, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let target = self.target.unwrap_or_default().label();
        match (self.status, self.low_pence, self.high_pence, self.low_minutes, self.high_minutes) {
            (BurnForecastStatus::Achieved, ..) => format!("{target} is reached; what goes on is the effort to stay there."),
            (BurnForecastStatus::Forecast, Some(low), Some(high), Some(least), Some(most)) => format!(
                "At this rate {target} costs {} more: {} hours of work.",
                between(&money::pounds(low), &money::pounds(high)),
                between(&hours::whole(least), &hours::whole(most))
            ),
            (BurnForecastStatus::NoGain, ..) => {
                format!(
                    "What {target} costs still can't be said: over the last {} months no numbers were gained.",
                    self.months
                )
            }
            (BurnForecastStatus::NoFigures, ..) => {
                "What the target costs still can't be said: no snapshot or history is loaded.".to_owned()
            }
            _ => format!(
                "It is too early to say what {target} costs still: that takes four complete months with both timesheets and counts of numbers."
            ),
        }
    }

    /// By how much the work costs more than was planned, in a sentence; none where no plan is loaded.
    #[must_use]
    pub fn overrun(&self) -> Option<String> {
        let plan = self.plan_pence?;
        let end = self.plan_end_central_pence.map(|end| (end, "by the plan's end"));
        let (total, when) = match (self.status, self.central_pence) {
            (BurnForecastStatus::Forecast, Some(more)) => (self.actual_pence + more, "when the target is reached"),
            _ => end.unwrap_or((self.actual_pence, "so far")),
        };
        let against = |plan: i64, name: &str| match (total - plan, plan) {
            (over, plan) if over > 0 && plan > 0 => {
                format!(
                    "{} ({}%) more than {name} of {}",
                    money::pounds(over),
                    percent::count(over * 100 / plan),
                    money::pounds(plan)
                )
            }
            (over, _) if over > 0 => format!("{} more than {name}, which has no cost", money::pounds(over)),
            (0, _) => format!("as much as {name}"),
            (over, plan) => format!("{} less than {name} of {}", money::pounds(-over), money::pounds(plan)),
        };
        let first = match self.first_plan_pence {
            Some(first) if first != plan => format!(", and {}", against(first, "the first plan")),
            _ => String::new(),
        };
        Some(format!(
            "{} has been spent; {when} it will be about {}: {}{first}.",
            money::pounds(self.actual_pence),
            money::pounds(total),
            against(plan, "the plan in force")
        ))
    }
}

/// Both ends of a range, or the one that they share.
fn between(low: &str, high: &str) -> String {
    if low == high {
        format!("about {low}")
    } else {
        format!("between {low} and {high}")
    }
}
