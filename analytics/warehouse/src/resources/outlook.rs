//! What the target and the plan's end take still, from the last complete months.

use crate::Holds;
use domain::questions::{BurnForecastRow, BurnForecastStatus};

macro_rules! columns {
    ($($name:ident: $holds:ident),+ $(,)?) => {
        pub(super) const COLUMNS: &[&str] = &[$(stringify!($name)),+];
        pub(super) const HOLDS: &[Holds] = &[$(Holds::$holds),+];
    };
}
columns! {
    status: Text, effort_until: Date, counted_at: Date, target: Percent, records_to_go: Count, queue: Count, months: Count,
    minutes_per_number: Minutes, pence_per_number: Pence, minutes_per_queue_record: Minutes, pence_per_queue_record: Pence,
    uncosted_minutes: Minutes, low_minutes: Minutes, central_minutes: Minutes, high_minutes: Minutes, low_pence: Pence,
    central_pence: Pence, high_pence: Pence, actual_minutes: Minutes, actual_pence: Pence, first_plan_pence: Pence,
    plan_minutes: Minutes, plan_pence: Pence, plan_ends: Date, plan_end_low_minutes: Minutes, plan_end_central_minutes: Minutes,
    plan_end_high_minutes: Minutes, plan_end_low_pence: Pence, plan_end_central_pence: Pence, plan_end_high_pence: Pence,
}

pub(super) const READ: &[&str] = &[
    "effort_until",
    "counted_at",
    "target",
    "records_to_go",
    "queue",
    "actual_minutes",
    "actual_pence",
    "first_plan_pence",
    "plan_minutes",
    "plan_pence",
    "plan_ends",
    "month",
    "days",
    "gained",
    "cleared",
    "minutes",
    "pence",
    "uncosted_minutes",
    "tracing_minutes",
    "tracing_pence",
    "clearing_minutes",
    "clearing_pence",
];

/// With fewer months there is no telling how much they differ.
const FEWEST_MONTHS: usize = 4;

/// The months that make the range: so many running.
const RUNNING: usize = 3;

/// What a month took; pairs are minutes and pence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Judged {
    pub(super) days: i64,
    pub(super) gained: i64,
    pub(super) cleared: i64,
    pub(super) all: (i64, i64),
    pub(super) uncosted_minutes: i64,
    /// Extract, transfer and load.
    pub(super) tracing: (i64, i64),
    /// Cleansing and decisions.
    pub(super) clearing: (i64, i64),
}

impl Judged {
    fn sum(months: &[Self]) -> Self {
        let add = |one: (i64, i64), other: (i64, i64)| (one.0 + other.0, one.1 + other.1);
        months.iter().fold(Self::default(), |sum, month| Self {
            days: sum.days + month.days,
            gained: sum.gained + month.gained,
            cleared: sum.cleared + month.cleared,
            all: add(sum.all, month.all),
            uncosted_minutes: sum.uncosted_minutes + month.uncosted_minutes,
            tracing: add(sum.tracing, month.tracing),
            clearing: add(sum.clearing, month.clearing),
        })
    }
}

/// What can be said from the months, the oldest first.
pub(super) fn outlook(mut row: BurnForecastRow, months: &[Judged]) -> BurnForecastRow {
    let all = Judged::sum(months);
    let running: Vec<Judged> = months.windows(RUNNING).map(Judged::sum).collect();
    row.months = months.len() as i64;
    row.uncosted_minutes = all.uncosted_minutes;
    row.minutes_per_number = each(all.tracing.0, all.gained);
    row.pence_per_number = each(all.tracing.1, all.gained);
    row.minutes_per_queue_record = each(all.clearing.0, all.cleared);
    row.pence_per_queue_record = each(all.clearing.1, all.cleared);
    let is_enough = months.len() >= FEWEST_MONTHS;
    if let Some(days) = row
        .plan_ends
        .map(|ends| (ends - row.effort_until).num_days().max(0))
        .filter(|_| is_enough)
    {
        let at_end = |spent: i64, took: fn(&Judged) -> i64| {
            ends(&running, &all, |months| Some(spent + times(days, took(months), months.days)?)).unwrap_or_default()
        };
        let minutes = at_end(row.actual_minutes, |months| months.all.0);
        let pence = at_end(row.actual_pence, |months| months.all.1);
        (row.plan_end_low_minutes, row.plan_end_central_minutes, row.plan_end_high_minutes) = minutes.told();
        (row.plan_end_low_pence, row.plan_end_central_pence, row.plan_end_high_pence) = pence.told();
    }
    row.status = match row.records_to_go {
        None => BurnForecastStatus::NoFigures,
        Some(0) => BurnForecastStatus::Achieved,
        Some(_) if !is_enough => BurnForecastStatus::TooLittle,
        Some(_) if all.gained <= 0 => BurnForecastStatus::NoGain,
        Some(to_go) => {
            let queue = row.queue;
            // Where three months cleared nothing, their own rate says nothing, and that of all months holds.
            let clearing = move |months: &Judged| if months.cleared > 0 { *months } else { all };
            let left = |tracing: fn(&Judged) -> i64, cleared: fn(&Judged) -> i64| {
                ends(&running, &all, |months| {
                    let to_clear = clearing(months);
                    Some(times(to_go, tracing(months), months.gained)? + times(queue, cleared(&to_clear), to_clear.cleared).unwrap_or(0))
                })
                .unwrap_or_default()
            };
            let minutes = left(|months| months.tracing.0, |months| months.clearing.0);
            let pence = left(|months| months.tracing.1, |months| months.clearing.1);
            (row.low_minutes, row.central_minutes, row.high_minutes) = minutes.told();
            (row.low_pence, row.central_pence, row.high_pence) = pence.told();
            BurnForecastStatus::Forecast
        }
    };
    row
}

/// A range with what lies at its centre.
#[derive(Default)]
struct Ends {
    low: i64,
    central: i64,
    high: i64,
}

impl Ends {
    fn told(&self) -> (Option<i64>, Option<i64>, Option<i64>) {
        (Some(self.low), Some(self.central), Some(self.high))
    }
}

/// What follows from all months, and the least and the most that follows from some running; those from which nothing follows are left out.
fn ends(running: &[Judged], all: &Judged, follows: impl Fn(&Judged) -> Option<i64>) -> Option<Ends> {
    let central = follows(all)?;
    let each = running.iter().filter_map(&follows).chain([central]);
    let (low, high) = each.fold((central, central), |(low, high), one| (low.min(one), high.max(one)));
    Some(Ends { low, central, high })
}

/// How much it takes for so many, if so much was taken for some; rounded up, and none where none were.
fn times(many: i64, took: i64, some: i64) -> Option<i64> {
    if some <= 0 {
        return None;
    }
    let (many, took, some) = (i128::from(many), i128::from(took), i128::from(some));
    i64::try_from((many * took + some - 1) / some).ok()
}

fn each(took: i64, numbers: i64) -> Option<i64> {
    (numbers > 0).then(|| (2 * took + numbers) / (2 * numbers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Target;
    use proptest::prelude::*;

    fn known(to_go: Option<i64>, queue: i64) -> BurnForecastRow {
        BurnForecastRow {
            status: BurnForecastStatus::TooLittle,
            effort_until: "2026-10-31".parse().unwrap(),
            counted_at: to_go.map(|_| "2026-10-31".parse().unwrap()),
            target: Some(Target::DEFAULT),
            records_to_go: to_go,
            queue,
            months: 0,
            minutes_per_number: None,
            pence_per_number: None,
            minutes_per_queue_record: None,
            pence_per_queue_record: None,
            uncosted_minutes: 0,
            low_minutes: None,
            central_minutes: None,
            high_minutes: None,
            low_pence: None,
            central_pence: None,
            high_pence: None,
            actual_minutes: 6_000,
            actual_pence: 300_000,
            first_plan_pence: Some(200_000),
            plan_minutes: Some(8_000),
            plan_pence: Some(400_000),
            plan_ends: Some("2026-12-30".parse().unwrap()),
            plan_end_low_minutes: None,
            plan_end_central_minutes: None,
            plan_end_high_minutes: None,
            plan_end_low_pence: None,
            plan_end_central_pence: None,
            plan_end_high_pence: None,
        }
    }

    fn month(gained: i64, cleared: i64, tracing: i64, clearing: i64) -> Judged {
        Judged {
            days: 30,
            gained,
            cleared,
            all: (tracing + clearing, (tracing + clearing) * 50),
            uncosted_minutes: 0,
            tracing: (tracing, tracing * 50),
            clearing: (clearing, clearing * 50),
        }
    }

    #[test]
    fn the_range_is_that_of_three_months_running() {
        let months = [
            month(10, 2, 100, 40),
            month(10, 2, 100, 40),
            month(10, 2, 100, 40),
            month(10, 2, 400, 40),
        ];
        let row = outlook(known(Some(20), 4), &months);
        assert_eq!(row.status, BurnForecastStatus::Forecast);
        // 20 × 10 and 20 × 20 and, over all, 20 × 17.5; the queue takes 4 × 20.
        assert_eq!(
            (row.low_minutes, row.central_minutes, row.high_minutes),
            (Some(280), Some(430), Some(480))
        );
        assert_eq!((row.minutes_per_number, row.minutes_per_queue_record), (Some(18), Some(20)));
        // Sixty days at 140 to 240 minutes a month.
        assert_eq!(
            (row.plan_end_low_minutes, row.plan_end_central_minutes, row.plan_end_high_minutes),
            (Some(6_280), Some(6_430), Some(6_480))
        );
        assert_eq!(
            row.sentence(),
            "At this rate 95% costs between £140 and £240 more: between 5 and 8 hours of work."
        );
        assert_eq!(
            row.overrun().unwrap(),
            "£3,000 has been spent; when the target is reached it will be about £3,215: £785 less than the plan in force of £4,000, and £1,215 (60%) more than the first plan of £2,000."
        );
    }

    #[test]
    fn what_cannot_be_said_is_not_said() {
        let four = [month(10, 2, 100, 40); 4];
        let none = [month(0, 2, 100, 40); 4];
        for (row, status) in [
            (outlook(known(None, 4), &four), BurnForecastStatus::NoFigures),
            (outlook(known(Some(0), 4), &four), BurnForecastStatus::Achieved),
            (outlook(known(Some(9), 4), &four[..3]), BurnForecastStatus::TooLittle),
            (outlook(known(Some(9), 4), &none), BurnForecastStatus::NoGain),
        ] {
            assert_eq!((row.status, row.central_minutes), (status, None));
            assert!(row.sentence().ends_with('.'), "{}", row.sentence());
        }
        // Nothing was ever cleared: the queue is left out.
        assert_eq!(outlook(known(Some(9), 4), &[month(10, 0, 100, 40); 4]).central_minutes, Some(90));
    }

    proptest! {
        #[test]
        fn a_forecast_falls_when_records_to_go_fall(
            months in prop::collection::vec((0_i64..50, 0_i64..20, 0_i64..9_000, 0_i64..9_000), 4..7),
            to_go in 2_i64..5_000, fewer in 1_i64..5_000, queue in 0_i64..200,
        ) {
            let months: Vec<_> = months.into_iter().map(|(gained, cleared, tracing, clearing)| month(gained, cleared, tracing, clearing)).collect();
            let fewer = (to_go - fewer).max(1);
            let (more, less) = (outlook(known(Some(to_go), queue), &months), outlook(known(Some(fewer), queue), &months));
            prop_assert_eq!(more.status, less.status);
            prop_assert!(less.low_minutes <= more.low_minutes && less.central_minutes <= more.central_minutes && less.high_minutes <= more.high_minutes);
            prop_assert!(less.low_pence <= more.low_pence && less.central_pence <= more.central_pence && less.high_pence <= more.high_pence);
            prop_assert!(more.low_minutes <= more.central_minutes && more.central_minutes <= more.high_minutes);
        }
    }
}
