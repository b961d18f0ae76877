//! The questions about the routes to the target: what is measured, from which the model of [`domain::options`] works out the rest.

mod measures;
mod register;

use crate::{About, Answerable, Columns, Holds};
use domain::{
    Filter,
    options::{self, Assumption as A, Figures, Inputs, Measured, Position, Route, Usage, Value},
    percent,
    questions::{
        OptionAssumptionRow, OptionAssumptions, OptionProjection, OptionProjectionRow, OptionRow, OptionSensitivity, OptionSensitivityRow,
        Options,
    },
};
use measures::{Bridge, Measures, OWN, PARTNER, between};

/// The columns of the one row of inputs.
const READ: &[&str] = &[
    "as_at",
    "in_scope",
    "covered",
    "target",
    "asked_once",
    "asked_more",
    "last_asked",
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
        last_asked: columns.maybe_date("last_asked")?,
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
