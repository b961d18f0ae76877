//! What each route comes to: when, how much work, and what must be there first.

use super::{
    Assumption as A, Figures, Route,
    course::{self, Batching, By, Course, Flows, HORIZON, RECORD, Run, Yield, captured_live},
    figures::Outlook,
    spend::{self, Spend},
    value::ONE,
    words,
};
use crate::questions::{OptionRow, OptionStatus};
use chrono::{Days, NaiveDate};

pub(super) const PARTNER: [A; 3] = [A::PartnerFrom, A::PartnerBatchDays, A::PartnerAnswerDays];
pub(super) const OWN: [A; 3] = [A::OwnFrom, A::OwnBatchDays, A::OwnAnswerDays];

/// The routes beside each other, a row for each, from the figures.
#[must_use]
pub fn options(figures: Figures<'_>) -> Vec<OptionRow> {
    Route::ALL.iter().map(|route| row(figures, *route)).collect()
}

/// What is asked of a route: when it gets there and what that takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    /// The day on which the target is met by the figures themselves.
    pub(super) central: Option<NaiveDate>,
    /// What it takes to get there, in pence.
    pub(super) pence: Option<i64>,
}

/// The central date and the cost of a route; nothing where figures for them are missing.
pub(super) fn outcome(figures: Figures<'_>, route: Route) -> Outcome {
    let run = course(figures, route, Outlook::Central).map(|course| course.until_reached());
    let spent = run.and_then(|run| to_target(figures, route, &run, run.reached?));
    Outcome {
        central: run.and_then(|run| date(figures, run.reached)),
        pence: spent
            .filter(|_| Needs::of(figures, route).cost.is_empty())
            .and_then(|spend| spend.pence(figures)),
    }
}

/// The plan of a route under an outlook; none where a figure for its date is missing.
pub(super) fn course(figures: Figures<'_>, route: Route, outlook: Outlook) -> Option<Course> {
    let batch = |wanted| Batching::of(figures, outlook, wanted);
    let partner = batch(PARTNER).filter(|_| matches!(route, Route::Partner | Route::Combination));
    let own = batch(OWN).filter(|_| matches!(route, Route::OwnConnection | Route::Combination));
    let is_batch = partner.is_some() || own.is_some();
    let none = Yield {
        first: 0,
        residue: 0,
        again: 0,
        conflicts: 0,
    };
    let (by_hand, yields) = match route {
        Route::Manual => (figures.under(A::ManualShare, outlook)?, none),
        Route::RealTime => (0, none),
        // Staff go on typing numbers whatever else is done.
        Route::Combination if is_batch => (figures.under(A::ManualShare, outlook).unwrap_or(0), Yield::of(figures, outlook)?),
        _ if is_batch => (0, Yield::of(figures, outlook)?),
        _ => return None,
    };
    // The gate is only there to be passed once searching in real time is known to be of use.
    let is_searched = figures.get(A::MatchRateRealTime).is_some() && matches!(route, Route::RealTime | Route::Combination);
    Some(Course {
        position: figures.inputs().position,
        flows: Flows::of(figures, outlook)?,
        by_hand,
        yields,
        since_batch: since_batch(figures),
        partner,
        own,
        real_time_from: figures.day(A::RealTimeFrom, outlook).filter(|_| is_searched),
    })
}

/// How many days ago the last batch was sent; none where there was none.
fn since_batch(figures: Figures<'_>) -> i64 {
    let inputs = figures.inputs();
    inputs.last_asked.map_or(0, |last| (inputs.as_at - last).num_days().max(0))
}

/// The day of a course.
pub(super) fn date(figures: Figures<'_>, day: Option<i64>) -> Option<NaiveDate> {
    figures.inputs().as_at.checked_add_days(Days::new(u64::try_from(day?).ok()?))
}

/// The first day of real time in the combination, by the figures themselves: the gate is passed by what the others find.
pub(super) fn live(figures: Figures<'_>) -> Option<NaiveDate> {
    let plan = course(figures, Route::Combination, Outlook::Central).or_else(|| course(figures, Route::RealTime, Outlook::Central))?;
    date(figures, plan.shown(HORIZON, |_, _| ()).live)
}

fn row(figures: Figures<'_>, route: Route) -> OptionRow {
    let position = &figures.inputs().position;
    let needs = Needs::of(figures, route);
    let run = |outlook| {
        course(figures, route, outlook)
            .filter(|_| needs.date.is_empty())
            .map(|course| course.until_reached())
    };
    let (early, central, late) = (run(Outlook::Favourable), run(Outlook::Central), run(Outlook::Unfavourable));
    let days = [early, central, late].map(|run| run.and_then(|run: Run| run.reached));
    let status = match (needs.date.is_empty(), days[1]) {
        _ if position.is_reached() => OptionStatus::Reached,
        (false, _) => OptionStatus::Needs,
        (true, Some(_)) => OptionStatus::Range,
        (true, None) => OptionStatus::NotOnPresentEvidence,
    };
    let is_date = status == OptionStatus::Range;
    let to_target = match (route, status, central.zip(days[1])) {
        // It is no way to the target; to get there is to set it up.
        (Route::RealTime, ..) => spend::set_up(figures, A::RealTimeSetUpHours, A::RealTimeSetUpCost),
        (_, OptionStatus::Range, Some((run, day))) => to_target(figures, route, &run, day).filter(|_| needs.hours.is_empty()),
        (_, status, _) => (status == OptionStatus::Reached).then(Spend::default),
    };
    let is_worked = is_date || route == Route::RealTime;
    let each_month = each_month(figures, route).filter(|_| needs.monthly_hours.is_empty());
    let (rate, rate_lower, rate_upper) = error_rate(figures, route);
    let asked = |missing: &[A]| is_worked.then(|| words::needs(missing)).flatten();
    let tally = central.map(|run| run.tally).filter(|_| is_date);
    OptionRow {
        route,
        status,
        // Which end of a figure favours an early date can turn with the others.
        earliest: date(figures, days.into_iter().flatten().min()).filter(|_| status != OptionStatus::Reached),
        central: date(figures, days[1]).filter(|_| is_date),
        latest: date(figures, days[2].map(|latest| latest.max(days[1].unwrap_or(latest)))).filter(|_| is_date),
        date_needs: (status == OptionStatus::Needs).then(|| words::needs(&needs.date)).flatten(),
        starts_on: starts_on(figures, route),
        without_number: position.without_number(),
        reach: reach(figures, route),
        minutes_to_target: to_target.map(Spend::minutes),
        partner_minutes_to_target: to_target.map(Spend::partner_minutes),
        minutes_needs: asked(&needs.hours),
        pence_to_target: to_target
            .and_then(|spend| spend.pence(figures))
            .filter(|_| needs.cost.is_empty() || !is_worked),
        pence_needs: asked(&needs.cost),
        minutes_each_month: each_month.map(Spend::minutes),
        minutes_each_month_needs: words::needs(&needs.monthly_hours),
        pence_each_month: each_month
            .and_then(|spend| spend.pence(figures))
            .filter(|_| needs.monthly_cost.is_empty()),
        pence_each_month_needs: words::needs(&needs.monthly_cost),
        batches: tally.map(|tally| tally.batches.iter().sum()),
        queue_items: tally.map(|tally| (tally.items.iter().sum::<i64>() + RECORD - 1).div_euclid(RECORD)),
        error_rate: rate,
        error_rate_lower: rate_lower,
        error_rate_upper: rate_upper,
        prerequisites: words::prerequisites(figures, route),
        open_prerequisites: words::open_prerequisites(figures, route),
        security: words::security(figures, route),
        partner_load: words::partner_load(figures, route, tally.map(|tally| tally.batches[By::Partner as usize])),
        target: position.target,
    }
}

/// What of a combination is planned: it goes on with what is known, and says what is not.
struct Phases {
    manual: bool,
    partner: bool,
    own: bool,
    real_time: bool,
}

impl Phases {
    fn of(figures: Figures<'_>, route: Route) -> Self {
        let known = |wanted: &[A]| figures.missing(wanted).is_empty();
        match route {
            Route::Combination => Self {
                manual: known(&[A::ManualShare]),
                partner: known(&PARTNER),
                own: known(&OWN),
                real_time: known(&[A::RealTimeFrom, A::MatchRateRealTime]) && live(figures).is_some(),
            },
            _ => Self {
                manual: route == Route::Manual,
                partner: route == Route::Partner,
                own: route == Route::OwnConnection,
                real_time: route == Route::RealTime,
            },
        }
    }

    /// Who sends the batches in the end.
    fn by(&self) -> Option<By> {
        match (self.own, self.partner) {
            (true, _) => Some(By::Own),
            (false, true) => Some(By::Partner),
            (false, false) => None,
        }
    }
}

/// What is missing for each figure of a route.
struct Needs {
    date: Vec<A>,
    hours: Vec<A>,
    cost: Vec<A>,
    monthly_hours: Vec<A>,
    monthly_cost: Vec<A>,
}

impl Needs {
    fn of(figures: Figures<'_>, route: Route) -> Self {
        let phases = Phases::of(figures, route);
        let mut date = Flows::NEEDS.to_vec();
        let (mut hours, mut cost) = (Vec::new(), vec![A::HourCost]);
        let (mut monthly, mut monthly_cost) = (vec![A::JoinedEachMonth, A::CapturedAtFrontDoor], vec![A::HourCost]);
        if phases.manual {
            date.push(A::ManualShare);
            hours.extend([A::MinutesPerNumber, A::ManualErrorRate, A::HoursPerItem]);
            monthly.extend([A::MinutesPerNumber, A::ManualErrorRate, A::HoursPerItem]);
        }
        let asks_partner = phases.partner || route == Route::Combination && !phases.own;
        if asks_partner || phases.own {
            date.extend(Yield::NEEDS);
            hours.extend([A::ConflictRate, A::HoursPerItem]);
        }
        if asks_partner {
            date.extend(PARTNER);
            hours.extend([A::PartnerBatchHours, A::PartnerShare, A::PartnerSetUpHours]);
            cost.extend([A::PartnerHourCost, A::PartnerSetUpCost]);
        }
        if phases.own {
            date.extend(OWN);
            hours.extend([A::OwnBatchHours, A::OwnSetUpHours]);
            cost.extend([A::OwnSetUpCost, A::OwnRunningCost]);
            monthly_cost.push(A::OwnRunningCost);
        }
        match phases.by() {
            Some(By::Partner) => {
                monthly.extend([A::PartnerBatchDays, A::PartnerAnswerDays, A::PartnerBatchHours, A::PartnerShare]);
                monthly_cost.push(A::PartnerHourCost);
            }
            Some(By::Own) => monthly.extend([A::OwnBatchDays, A::OwnAnswerDays, A::OwnBatchHours]),
            None => {}
        }
        if phases.by().is_some() || route == Route::Combination {
            monthly.extend(Yield::NEEDS.into_iter().chain([A::LeftEachMonth, A::ConflictRate, A::HoursPerItem]));
        }
        if phases.real_time {
            monthly.push(A::MatchRateRealTime);
            monthly_cost.push(A::RealTimeRunningCost);
        }
        if route == Route::RealTime {
            hours.push(A::RealTimeSetUpHours);
            cost.push(A::RealTimeSetUpCost);
            monthly.push(A::MinutesPerNumber);
        }
        let with_hours = |cost: Vec<A>, hours: &[A]| [hours.to_vec(), cost].concat();
        let cost = with_hours(cost, &hours);
        let monthly_cost = with_hours(monthly_cost, &monthly);
        Self {
            date: figures.missing(&date),
            hours: figures.missing(&hours),
            cost: figures.missing(&cost),
            monthly_hours: figures.missing(&monthly),
            monthly_cost: figures.missing(&monthly_cost),
        }
    }
}

/// The work up to the day on which the target is met.
fn to_target(figures: Figures<'_>, route: Route, run: &Run, day: i64) -> Option<Spend> {
    if day == 0 {
        return Some(Spend::default());
    }
    let phases = Phases::of(figures, route);
    let mut spend = match route {
        Route::Manual => Spend::default(),
        _ => spend::batches(figures, &run.tally)?,
    };
    if phases.manual {
        spend = spend.and(spend::by_hand(figures, run.tally.by_hand)?);
    }
    if phases.partner {
        spend = spend.and(spend::set_up(figures, A::PartnerSetUpHours, A::PartnerSetUpCost)?);
    }
    if phases.own {
        // What is set up after the target is met is not spent on the way there.
        let from = figures.day(A::OwnFrom, Outlook::Central)?;
        if from <= day {
            spend = spend.and(spend::set_up(figures, A::OwnSetUpHours, A::OwnSetUpCost)?);
            spend = spend.and(spend::running(figures, A::OwnRunningCost, day - from));
        }
    }
    Some(spend)
}

/// A month's work once the target is met: newcomers without a number are all there is to do.
fn each_month(figures: Figures<'_>, route: Route) -> Option<Spend> {
    let phases = Phases::of(figures, route);
    let mut captured = figures.get(A::CapturedAtFrontDoor)?;
    if phases.real_time {
        captured = captured_live(captured, figures.get(A::MatchRateRealTime)?);
    }
    let newcomers = figures.get(A::JoinedEachMonth)? * (ONE - captured) / ONE;
    let mut spend = match (route, phases.by()) {
        (Route::Manual, _) => spend::by_hand(figures, newcomers * (RECORD / ONE))?,
        (Route::RealTime, _) => Spend {
            council: newcomers * figures.get(A::MinutesPerNumber)? / 60 / ONE,
            ..Spend::default()
        },
        (_, Some(by)) => {
            // What is typed no batch is asked for.
            let share = figures.get(A::ManualShare).filter(|_| phases.manual).unwrap_or(0);
            let typed = newcomers * share / ONE;
            let batches = spend::month_of_batches(figures, by, newcomers - typed, share)?;
            match phases.manual {
                true => batches.and(spend::by_hand(figures, typed * (RECORD / ONE))?),
                false => batches,
            }
        }
        (_, None) => return None,
    };
    if phases.own {
        spend = spend.and(spend::bills(figures, A::OwnRunningCost));
    }
    if phases.real_time {
        spend = spend.and(spend::bills(figures, A::RealTimeRunningCost));
    }
    Some(spend)
}

/// How many of today's records without a number a route can give one within the horizon, whole records rounded down.
fn reach(figures: Figures<'_>, route: Route) -> Option<i64> {
    let position = &figures.inputs().position;
    let without = position.without_number();
    match route {
        Route::RealTime => Some(0),
        Route::Manual => Some((without * RECORD - left_after_months(without * RECORD, figures.get(A::ManualShare)?)) / RECORD),
        _ => {
            let (first, residue) = (figures.get(A::MatchRateFirst)?, figures.get(A::MatchRateResidue)?);
            let never = (without - position.asked_once - position.asked_more).max(0) * RECORD;
            let found = never * first / ONE;
            let found = found + (never - found + position.asked_once * RECORD) / ONE * residue;
            let again = figures.get(A::AskedAgain).unwrap_or(0) * residue / ONE;
            let by_hand = figures.get(A::ManualShare).filter(|_| route == Route::Combination).unwrap_or(0);
            let left = left_after_months(without * RECORD - found, again + (ONE - again) * by_hand / ONE);
            Some((without * RECORD - left) / RECORD)
        }
    }
}

/// What the months of the horizon leave of records of which a share is found in each.
fn left_after_months(records: i64, share: i64) -> i64 {
    (0..HORIZON * ONE / course::MONTH).fold(records, |left, _| left - left * share / ONE)
}

/// The share of numbers that are wrong by hand, or of answers that contradict the record, with its interval; shares of 1.
fn error_rate(figures: Figures<'_>, route: Route) -> (Option<f64>, Option<f64>, Option<f64>) {
    let assumption = match route {
        Route::Manual => A::ManualErrorRate,
        Route::RealTime => return (None, None, None),
        _ => A::ConflictRate,
    };
    let figure = figures.of(assumption);
    #[expect(clippy::cast_precision_loss, reason = "a share of ten thousandths")]
    let share = |value: Option<super::Value>| value.map(|value| value.ten_thousandths() as f64 / ONE as f64);
    (share(figure.value), share(figure.low), share(figure.high))
}

/// The first day on which a route can do anything.
fn starts_on(figures: Figures<'_>, route: Route) -> Option<NaiveDate> {
    let from = |assumption| date(figures, figures.day(assumption, Outlook::Central));
    match route {
        Route::Manual => Some(figures.inputs().as_at),
        Route::Partner => from(A::PartnerFrom),
        Route::OwnConnection => from(A::OwnFrom),
        Route::RealTime => live(figures),
        Route::Combination if figures.get(A::ManualShare).is_some() => Some(figures.inputs().as_at),
        Route::Combination => from(A::PartnerFrom).into_iter().chain(from(A::OwnFrom)).min(),
    }
}
