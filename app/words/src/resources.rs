//! What the page about resources says in words.

use domain::{
    Phase, calendar, hours, money,
    page::Stat,
    percent,
    questions::{BurnByWorkstreamRow, BurnForecastRow, CostPerNumberRow},
};

/// Set-up effort beside running effort, in a sentence; none before there is any.
#[must_use]
pub fn phases(streams: &[BurnByWorkstreamRow]) -> Option<String> {
    let told = |phase: Phase| {
        let of = streams.iter().filter(|row| row.phase == phase);
        let (minutes, pence) = of.fold((0, 0), |sum, row| (sum.0 + row.actual_minutes, sum.1 + row.actual_pence));
        format!("{} hours ({})", hours::whole(minutes), money::pounds(pence))
    };
    (!streams.is_empty()).then(|| {
        format!(
            "Set-up and governance took {}; the running work, which every batch needs again, {}.",
            told(Phase::SetUp),
            told(Phase::Running)
        )
    })
}

/// How many hours the costs leave out; none if they leave out none.
#[must_use]
pub fn uncosted(streams: &[BurnByWorkstreamRow]) -> Option<String> {
    let minutes: i64 = streams.iter().map(|row| row.uncosted_minutes).sum();
    (minutes > 0).then(|| {
        format!(
            "{} hours have neither a cost nor a rate: every cost here leaves them out.",
            hours::shown(minutes)
        )
    })
}

/// The big numbers: spent, planned, still to the target, each number.
#[must_use]
pub fn stats(forecast: Option<&BurnForecastRow>, costs: &[CostPerNumberRow]) -> Vec<Stat> {
    let Some(row) = forecast else { return Vec::new() };
    let mut stats = vec![Stat {
        label: "Spent so far".to_owned(),
        value: money::pounds(row.actual_pence),
        detail: format!(
            "{} hours up to {}",
            hours::whole(row.actual_minutes),
            calendar::long(row.effort_until)
        ),
    }];
    if let (Some(plan), Some(first)) = (row.plan_pence, row.first_plan_pence) {
        stats.push(Stat {
            label: "Planned in all".to_owned(),
            value: money::pounds(plan),
            detail: format!("the first plan was {}", money::pounds(first)),
        });
    }
    if let (Some(central), Some(low), Some(high)) = (row.central_pence, row.low_pence, row.high_pence) {
        stats.push(Stat {
            label: "Still to the target".to_owned(),
            value: money::pounds(central),
            detail: format!("from {} to {}", money::pounds(low), money::pounds(high)),
        });
    }
    let last = costs.iter().rfind(|row| row.source.is_none() && row.marginal_pence.is_some());
    if let Some((last, each)) = last.and_then(|row| Some((row, row.marginal_pence?))) {
        let average = last
            .average_pence
            .map_or_else(String::new, |average| format!(", {} on average so far", money::shown(average)));
        stats.push(Stat {
            label: "Each number".to_owned(),
            value: money::shown(each),
            detail: format!("{} in {}{average}", percent::count(last.gained), calendar::month(last.month)),
        });
    }
    stats
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Workstream;

    #[test]
    fn set_up_and_running_effort_are_told_apart() {
        let row = |workstream: Workstream, minutes: i64, uncosted_minutes: i64| BurnByWorkstreamRow {
            period: chrono::NaiveDate::default(),
            workstream,
            phase: workstream.phase(),
            actual_minutes: minutes,
            actual_pence: minutes * 50,
            uncosted_minutes,
            partner_minutes: 0,
            partner_pence: 0,
            planned_minutes: None,
            planned_pence: None,
        };
        let rows = [
            row(Workstream::SetUp, 600, 0),
            row(Workstream::Governance, 60, 90),
            row(Workstream::Load, 120, 0),
        ];
        assert_eq!(
            phases(&rows).unwrap(),
            "Set-up and governance took 11 hours (£330); the running work, which every batch needs again, 2 hours (£60)."
        );
        assert!(uncosted(&rows).unwrap().starts_with("1.5 hours have neither a cost nor a rate"));
        assert_eq!((phases(&[]), uncosted(&rows[..1])), (None, None));
    }
}
