//! The questions about the routes to the target: what is measured, from which the model of [`domain::options`] works out the rest.

mod register;

use crate::{About, Answerable, Columns, Holds, match_rates::Rate};
use chrono::{Days, NaiveDate};
use domain::{
    Filter, calendar,
    options::{self, Assumption as A, Figures, Inputs, Measured, Position, Prerequisite, Route, Usage, Value},
    percent,
    questions::{
        OptionAssumptionRow, OptionAssumptions, OptionProjection, OptionProjectionRow, OptionRow, OptionSensitivity, OptionSensitivityRow,
        Options,
    },
};
use statistics::mean::mean;
use std::collections::BTreeMap;

/// The columns of the one row of inputs.
const READ: &[&str] = &[
    "as_at",
    "in_scope",
    "covered",
    "target",
    "asked_once",
    "asked_more",
    "flows",
    "flows_from",
    "first_traced",
    "first_matched",
    "residue_traced",
    "residue_matched",
    "real_time_traced",
    "real_time_matched",
    "answers",
    "conflicts",
    "batches_from",
    "batches_until",
    "tracing_minutes",
    "partner_tracing_minutes",
    "clearing_minutes",
    "council_minutes",
    "council_pence",
    "partner_minutes",
    "partner_pence",
    "effort_from",
    "effort_until",
    "worked_batches",
    "worked_items",
    "register",
    "checked",
    "wrong",
    "decided",
    "decided_minutes",
    "partner_batches",
    "partner_with_reference",
    "partner_organisation",
    "partner_first",
    "partner_last",
    "partner_sendings",
    "partner_days",
    "own_batches",
    "own_with_reference",
    "own_organisation",
    "own_first",
    "own_last",
    "own_sendings",
    "own_days",
];

macro_rules! routes {
    ($($question:ident = $row:ident noted $note:literal by $finish:path { $($field:ident: $holds:ident),+ $(,)? })+) => {
        $(impl Answerable for $question {
            const SQL: &'static str = include_str!("../sql/questions/options.sql");
            const NOTE: &'static str = include_str!(concat!("../sql/questions/", $note, ".md"));
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
            const HOLDS: &'static [Holds] = &[$(Holds::$holds),+];
            const READ: &'static [&'static str] = READ;
            const ABOUT: About = About::Date;
            type Read = Inputs;

            fn read(columns: &Columns<'_>) -> duckdb::Result<Inputs> {
                inputs(columns)
            }

            fn finish(read: Vec<Inputs>, filter: &Filter) -> Vec<$row> {
                read.iter().flat_map(|inputs| $finish(inputs, filter)).collect()
            }
        })+
    };
}
routes! {
    Options = OptionRow noted "options" by routes {
        route: Text, status: Text, earliest: Date, central: Date, latest: Date, date_needs: Text, starts_on: Date, without_number: Count,
        reach: Count, minutes_to_target: Minutes, partner_minutes_to_target: Minutes, minutes_needs: Text, pence_to_target: Pence,
        pence_needs: Text, minutes_each_month: Minutes, minutes_each_month_needs: Text, pence_each_month: Pence,
        pence_each_month_needs: Text, batches: Count, queue_items: Count, error_rate: Decimal, error_rate_lower: Decimal,
        error_rate_upper: Decimal, prerequisites: Text, open_prerequisites: Count, security: Text, partner_load: Text, target: Percent,
    }
    OptionAssumptions = OptionAssumptionRow noted "option_assumptions" by assumptions {
        assumption: Text, label: Text, unit: Text, origin: Text, value: Text, low: Text, high: Text, measured: Text, measured_from: Text,
        least: Text, most: Text, routes: Text,
    }
    OptionSensitivity = OptionSensitivityRow noted "option_sensitivity" by sensitivity {
        route: Text, assumption: Text, label: Text, value: Text, low: Text, high: Text, has_interval: Flag, days_at_low: Count,
        days_at_high: Count, is_reached_at_low: Flag, is_reached_at_high: Flag, pence_at_low: Pence, pence_at_high: Pence,
    }
    OptionProjection = OptionProjectionRow noted "option_projection" by projection {
        month: Date, phase: Text, in_scope: Count, low: Count, central: Count, high: Count, target: Percent,
    }
}

fn routes(inputs: &Inputs, filter: &Filter) -> Vec<OptionRow> {
    options::options(Figures::new(inputs, &filter.assume))
}

fn sensitivity(inputs: &Inputs, filter: &Filter) -> Vec<OptionSensitivityRow> {
    options::sensitivity(Figures::new(inputs, &filter.assume), &filter.assume)
}

fn projection(inputs: &Inputs, filter: &Filter) -> Vec<OptionProjectionRow> {
    options::projection(Figures::new(inputs, &filter.assume))
}

fn assumptions(inputs: &Inputs, filter: &Filter) -> Vec<OptionAssumptionRow> {
    let figures = Figures::new(inputs, &filter.assume);
    let row = |assumption: &A| {
        let (unit, figure, measured) = (assumption.unit(), figures.of(*assumption), inputs.measured.get(assumption));
        let (least, most) = assumption.range();
        let shown = |value: Option<Value>| value.map(|value| value.shown(unit));
        let routes: Vec<_> = assumption.routes().iter().map(|route| route.name()).collect();
        OptionAssumptionRow {
            assumption: *assumption,
            label: assumption.label().to_owned(),
            unit,
            origin: figure.origin,
            value: shown(figure.value),
            low: shown(figure.low),
            high: shown(figure.high),
            measured: shown(measured.map(|measured| measured.value)),
            measured_from: measured.map(|measured| measured.from.clone()),
            least: least.shown(unit),
            most: most.shown(unit),
            routes: routes.join(", "),
        }
    };
    A::ALL.iter().map(row).collect()
}

fn inputs(columns: &Columns<'_>) -> duckdb::Result<Inputs> {
    let as_at = columns.date("as_at")?;
    let mut measured = Measures::default();
    if let (Some(from), Some(flows)) = (columns.maybe_date("flows_from")?, columns.maybe_named("flows", Bridge::all)?) {
        measured.flows(&flows, from, as_at);
    }
    let batches = between(columns.maybe_date("batches_from")?, columns.maybe_date("batches_until")?);
    for (assumption, of, what) in [
        (A::MatchRateFirst, "first", "people asked about for the first time"),
        (A::MatchRateResidue, "residue", "people asked about again"),
        (A::MatchRateRealTime, "real_time", "people searched for in real time"),
    ] {
        let (matched, traced) = (columns.count(&format!("{of}_matched"))?, columns.count(&format!("{of}_traced"))?);
        measured.share(assumption, matched, traced, &format!("trace_batches: {what}{batches}"));
    }
    measured.share(
        A::ConflictRate,
        columns.count("conflicts")?,
        columns.count("answers")?,
        &format!("trace_batches: answers{batches}"),
    );
    measured.share(
        A::ManualErrorRate,
        columns.count("wrong")?,
        columns.count("checked")?,
        "number_checks: numbers entered by hand that a trace checked",
    );
    measured.item(columns.count("decided_minutes")?, columns.count("decided")?);
    let mut used = Vec::new();
    for (route, of, wanted) in [(Route::Partner, "partner", &PARTNER), (Route::OwnConnection, "own", &OWN)] {
        let Some(usage) = usage(columns, route, of)? else { continue };
        let sendings = columns.count(&format!("{of}_sendings"))?;
        measured.way(wanted, &usage, sendings, columns.maybe_count(&format!("{of}_days"))?, as_at);
        used.push(usage);
    }
    effort(&mut measured, columns, &used)?;
    let prerequisites = register::prerequisites(&columns.maybe_named("register", register::entries)?.unwrap_or_default(), as_at);
    for (route, assumption) in [
        (Route::Partner, A::PartnerFrom),
        (Route::OwnConnection, A::OwnFrom),
        (Route::RealTime, A::RealTimeFrom),
    ] {
        let of_route: Vec<_> = prerequisites.iter().filter(|one| one.route == route).collect();
        measured.in_place(assumption, &of_route, as_at);
    }
    Ok(Inputs {
        as_at,
        position: Position {
            in_scope: columns.count("in_scope")?,
            covered: columns.count("covered")?,
            asked_once: columns.count("asked_once")?,
            asked_more: columns.count("asked_more")?,
            target: columns.target("target")?,
        },
        measured: measured.0,
        used,
        prerequisites,
    })
}

fn usage(columns: &Columns<'_>, route: Route, of: &str) -> duckdb::Result<Option<Usage>> {
    let column = |name: &str| format!("{of}_{name}");
    let (first, last) = (columns.maybe_date(&column("first"))?, columns.maybe_date(&column("last"))?);
    let Some((first_sent, last_sent)) = first.zip(last) else {
        return Ok(None);
    };
    Ok(Some(Usage {
        route,
        batches: columns.count(&column("batches"))?,
        with_reference: columns.count(&column("with_reference"))?,
        organisation: columns.maybe_text(&column("organisation"))?,
        first_sent,
        last_sent,
    }))
}

/// What timesheets say of the work: an hour's cost, and the hours of a batch and of a record in the queue.
fn effort(measured: &mut Measures, columns: &Columns<'_>, used: &[Usage]) -> duckdb::Result<()> {
    let period = between(columns.maybe_date("effort_from")?, columns.maybe_date("effort_until")?);
    let hours = |minutes: i64| percent::count((minutes + 30) / 60);
    for (assumption, of) in [(A::HourCost, "council"), (A::PartnerHourCost, "partner")] {
        let (pence, minutes) = (columns.count(&format!("{of}_pence"))?, columns.count(&format!("{of}_minutes"))?);
        if let Some(an_hour) = Value::ratio(pence * 60, minutes * 100) {
            let from = format!("burn: {} hours of the {of} with a cost{period}", hours(minutes));
            measured.put(assumption, Measured::exactly(an_hour, from));
        }
    }
    let (tracing, batches) = (columns.count("tracing_minutes")?, columns.count("worked_batches")?);
    let of_batches = format!(
        "burn: {} hours of extract, transfer and load{period}, for {} batches",
        hours(tracing),
        percent::count(batches)
    );
    let is_used = |route| used.iter().any(|usage| usage.route == route);
    if let Some(a_batch) = Value::ratio(tracing, batches * 60).filter(|_| tracing > 0) {
        for (route, assumption) in [(Route::Partner, A::PartnerBatchHours), (Route::OwnConnection, A::OwnBatchHours)] {
            if is_used(route) {
                measured.put(assumption, Measured::exactly(a_batch, of_batches.clone()));
            }
        }
    }
    if let Some(share) = Value::ratio(columns.count("partner_tracing_minutes")?, tracing).filter(|_| is_used(Route::Partner)) {
        measured.put(A::PartnerShare, Measured::exactly(share, of_batches));
    }
    let (clearing, items) = (columns.count("clearing_minutes")?, columns.count("worked_items")?);
    // Timesheets know all of the work, decisions only what was noted with them.
    if let Some(an_item) = Value::ratio(clearing, items * 60).filter(|_| clearing > 0) {
        let from = format!(
            "burn: {} hours of cleansing and decisions{period}, for {} records that left the queue",
            hours(clearing),
            percent::count(items)
        );
        measured.put(A::HoursPerItem, Measured::exactly(an_item, from));
    }
    Ok(())
}

/// The assumptions of a batch route that its batches tell.
struct Way {
    from: A,
    every: A,
    answer: A,
    set_up: [A; 2],
}

const PARTNER: Way = Way {
    from: A::PartnerFrom,
    every: A::PartnerBatchDays,
    answer: A::PartnerAnswerDays,
    set_up: [A::PartnerSetUpHours, A::PartnerSetUpCost],
};

const OWN: Way = Way {
    from: A::OwnFrom,
    every: A::OwnBatchDays,
    answer: A::OwnAnswerDays,
    set_up: [A::OwnSetUpHours, A::OwnSetUpCost],
};

/// What happened from one snapshot to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bridge {
    days: i64,
    joined: i64,
    captured: i64,
    left: i64,
    lost: i64,
    by_hand: i64,
    without_number: i64,
}

impl Bridge {
    /// Bridges as the query writes them: counts with spaces between, a semicolon between bridges; none if it is not such a text.
    fn all(text: &str) -> Option<Vec<Self>> {
        text.split(';').map(Self::of_text).collect()
    }

    fn of_text(text: &str) -> Option<Self> {
        let counts: Option<Vec<i64>> = text.split(' ').map(|count| count.parse().ok()).collect();
        match counts?.as_slice() {
            &[days, joined, captured, left, lost, by_hand, without_number] if days > 0 => Some(Self {
                days,
                joined,
                captured,
                left,
                lost,
                by_hand,
                without_number,
            }),
            _ => None,
        }
    }
}

/// The days of a month, on average.
const DAYS_OF_MONTH: f64 = 365.25 / 12.0;

/// What is measured so far.
#[derive(Default)]
struct Measures(BTreeMap<A, Measured>);

impl Measures {
    fn put(&mut self, assumption: A, measured: Measured) {
        let (least, most) = assumption.range();
        if (least..=most).contains(&measured.value) {
            self.0.insert(assumption, measured);
        }
    }

    /// A share with its Wilson interval; nothing of nothing.
    fn share(&mut self, assumption: A, part: i64, of: i64, what: &str) {
        let (Some(value), Some(rate)) = (Value::ratio(part, of), Rate::of(part, of)) else {
            return;
        };
        self.put(
            assumption,
            Measured {
                value,
                low: decimal(rate.lower.min(rate.value)),
                high: decimal(rate.upper.max(rate.value)),
                from: format!("{what}, {} of {}", percent::count(part), percent::count(of)),
            },
        );
    }

    /// What flows in and out, from the bridges of a year at most.
    fn flows(&mut self, bridges: &[Bridge], from: NaiveDate, until: NaiveDate) {
        let period = between(Some(from), Some(until));
        let days: i64 = bridges.iter().map(|bridge| bridge.days).sum();
        for (assumption, counted, what) in [
            (
                A::JoinedEachMonth,
                (|bridge| bridge.joined) as fn(&Bridge) -> i64,
                "people who joined",
            ),
            (A::LeftEachMonth, |bridge| bridge.left, "people who left"),
            (A::LostEachMonth, |bridge| bridge.lost, "numbers lost"),
        ] {
            let each_month: Vec<f64> = bridges
                .iter()
                .map(|bridge| counted(bridge) as f64 * DAYS_OF_MONTH / bridge.days as f64)
                .collect();
            let total: i64 = bridges.iter().map(counted).sum();
            // Bridges of unequal length count by their days; how far the mean may be off follows from how they differ.
            let value = total as f64 * DAYS_OF_MONTH / days as f64;
            let Some(spread) = mean(&each_month) else { continue };
            let half = (spread.upper - spread.lower) / 2.0;
            self.put(
                assumption,
                Measured {
                    value: decimal(value),
                    low: decimal((value - half).max(0.0)),
                    high: decimal(value + half),
                    from: format!("movement: {} {what}{period}", percent::count(total)),
                },
            );
        }
        let sum = |counted: fn(&Bridge) -> i64| bridges.iter().map(counted).sum::<i64>();
        self.share(
            A::CapturedAtFrontDoor,
            sum(|bridge| bridge.captured),
            sum(|bridge| bridge.joined),
            &format!("flow: joiners{period}"),
        );
        // A record without a number for a month is one chance to get it.
        let chances: f64 = bridges
            .iter()
            .map(|bridge| (bridge.without_number * bridge.days) as f64 / DAYS_OF_MONTH)
            .sum();
        let (by_hand, chances) = (sum(|bridge| bridge.by_hand), chances.round() as i64);
        self.share(
            A::ManualShare,
            by_hand.min(chances),
            chances,
            &format!("movement: numbers gained by hand{period}, of records without one for a month"),
        );
    }

    /// The time for a record in the cleansing queue.
    fn item(&mut self, minutes: i64, people: i64) {
        if let Some(hours) = Value::ratio(minutes, people * 60) {
            let from = format!(
                "decisions: {} minutes for {} records",
                percent::count(minutes),
                percent::count(people)
            );
            self.put(A::HoursPerItem, Measured::exactly(hours, from));
        }
    }

    /// When everything that a route needs is in place: by the register, unless the route is in use already.
    fn in_place(&mut self, assumption: A, prerequisites: &[&Prerequisite], as_at: NaiveDate) {
        if prerequisites.is_empty() || self.0.contains_key(&assumption) {
            return;
        }
        let open = prerequisites.iter().filter(|one| !one.is_met);
        let dated: Option<Vec<_>> = open.map(|one| Some((one.on?, &one.name))).collect();
        let Some(dated) = dated else { return };
        let measured = match dated.into_iter().max() {
            None => Measured::exactly(Value::day(as_at), "readiness: everything is in place".to_owned()),
            Some((last, name)) => Measured::exactly(Value::day(last), format!("readiness: {name}, is due last")),
        };
        self.put(assumption, measured);
    }

    /// A batch route that is in use: when its next batch is due, and how its batches went.
    fn way(&mut self, way: &Way, usage: &Usage, sendings: i64, days_on_record: Option<i64>, as_at: NaiveDate) {
        let said = format!(
            "trace_batches: {} since {}",
            match usage.batches {
                1 => "1 batch".to_owned(),
                many => format!("{} batches", percent::count(many)),
            },
            calendar::long(usage.first_sent)
        );
        for assumption in way.set_up {
            self.put(assumption, Measured::exactly(Value::whole(0), format!("{said}: in use")));
        }
        let every = (sendings > 1)
            .then(|| Value::ratio((usage.last_sent - usage.first_sent).num_days(), sendings - 1))
            .flatten();
        let next = every
            .and_then(|every| u64::try_from(every.ten_thousandths() / 10_000).ok())
            .and_then(|days| usage.last_sent.checked_add_days(Days::new(days)));
        let from = next.unwrap_or(as_at).max(as_at);
        self.put(way.from, Measured::exactly(Value::day(from), format!("{said}: in use")));
        if let Some(every) = every {
            self.put(way.every, Measured::exactly(every, format!("{said}, sent on {sendings} days")));
        }
        if let Some(days) = days_on_record {
            let from = format!("{said}: half of the numbers found are in a snapshot by then");
            self.put(way.answer, Measured::exactly(Value::whole(days), from));
        }
    }
}

/// A figure to four decimals.
fn decimal(value: f64) -> Value {
    Value::of((value * 10_000.0).round() as i64)
}

fn between(from: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    match (from, until) {
        (Some(from), Some(until)) => format!(" from {} to {}", calendar::long(from), calendar::long(until)),
        _ => String::new(),
    }
}
