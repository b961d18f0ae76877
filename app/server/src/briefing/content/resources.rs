//! What the work has cost, against what was said, and what it costs still.

use super::source;
use crate::briefing::{
    asked::Answers,
    document::{Document, Table},
};
use domain::{
    Question as _, calendar, hours, money, percent,
    questions::{Burn, BurnByWorkstream, BurnForecast, CostPerNumber, PlanRevisionRow, PlanRevisions},
};
use words::{matching, resources};

pub(super) fn write(document: &mut Document, answers: &Answers) {
    let Some(forecast) = &answers.burn_forecast else { return };
    document.section("Resources");
    let said = [Some(forecast.sentence()), forecast.overrun(), per_number(answers)];
    document.paragraph(said.into_iter().flatten().collect::<Vec<_>>().join(" "));
    let parts = [
        resources::phases(&answers.workstreams),
        partner(answers),
        resources::uncosted(&answers.workstreams),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if !parts.is_empty() {
        document.paragraph(parts.join(" "));
    }
    document.table(plans(&answers.plans));
    source(
        document,
        &[
            BurnForecast::NAME,
            Burn::NAME,
            BurnByWorkstream::NAME,
            PlanRevisions::NAME,
            CostPerNumber::NAME,
        ],
    );
}

/// The latest month that gained numbers at a known cost.
fn per_number(answers: &Answers) -> Option<String> {
    let last = answers
        .costs
        .iter()
        .filter(|row| row.source.is_none() && row.gained > 0 && row.marginal_pence.is_some())
        .max_by_key(|row| row.month)?;
    let average = last
        .average_pence
        .map(|pence| format!("; with set-up, each so far has cost {}", money::shown(pence)))
        .unwrap_or_default();
    Some(format!(
        "In {} each of {} numbers gained took {} of running work{average}.",
        calendar::month(last.month),
        percent::count(last.gained),
        money::shown(last.marginal_pence?)
    ))
}

fn partner(answers: &Answers) -> Option<String> {
    let all: i64 = answers.workstreams.iter().map(|row| row.actual_minutes).sum();
    let partner: i64 = answers.workstreams.iter().map(|row| row.partner_minutes).sum();
    (all > 0).then(|| {
        format!(
            "Of {} hours of work, {} ({}) were the partner’s.",
            hours::whole(all),
            hours::whole(partner),
            matching::share(Some(percent::drawn(partner, all) / 100.0))
        )
    })
}

/// Every plan, and under them what the work has taken.
fn plans(plans: &[PlanRevisionRow]) -> Table {
    let mut table = Table::new(
        "What was planned, and what it has taken",
        &["Plan", "Of", "Hours#", "Cost#", "Why it was revised"],
    );
    for row in plans {
        table.row([
            match row.revision {
                1 => "First plan".to_owned(),
                revision => format!("Revision {}", revision - 1),
            },
            calendar::short(row.revised),
            hours::whole(row.minutes),
            money::pounds(row.pence),
            row.reason.clone().unwrap_or_default(),
        ]);
    }
    if let Some(last) = plans.last()
        && let Some(until) = last.actual_until
    {
        table.row([
            "Taken so far".to_owned(),
            calendar::short(until),
            hours::whole(last.actual_minutes),
            money::pounds(last.actual_pence),
            String::new(),
        ]);
    }
    table
}
