//! What the page about resources says in words.

use domain::{
    Phase, calendar, hours, money,
    page::Stat,
    percent,
    questions::{BurnByWorkstreamRow, BurnForecastRow, CostPerNumberRow, PlanRevisionRow},
};
use std::cmp::Ordering;

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

/// What the work has taken against what the plan in force had for it up to the same day, in a sentence; none where no plan is loaded.
#[must_use]
pub fn burn(plans: &[PlanRevisionRow]) -> Option<String> {
    let plan = plans.last()?;
    let took = |minutes: i64, pence: i64| format!("{} hours and {}", hours::whole(minutes), money::pounds(pence));
    let whole = took(plan.minutes, plan.pence);
    let Some(until) = plan.actual_until else {
        return Some(format!("The plan in force has {whole}; no effort is recorded against it."));
    };
    let over = [
        plan.actual_minutes.cmp(&plan.to_date_minutes),
        plan.actual_pence.cmp(&plan.to_date_pence),
    ];
    let against = match over {
        [Ordering::Greater, Ordering::Greater] => "more than",
        [Ordering::Less, Ordering::Less] => "less than",
        _ => "against",
    };
    let uncosted = match plan.actual_uncosted_minutes {
        0 => String::new(),
        minutes => format!("; {} hours without a cost or rate are not in the cost", hours::shown(minutes)),
    };
    Some(format!(
        "Up to {} the work has taken {}, {against} the {} that the plan in force had up to then; to its end that plan has {whole}{uncosted}.",
        calendar::long(until),
        took(plan.actual_minutes, plan.actual_pence),
        took(plan.to_date_minutes, plan.to_date_pence),
    ))
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
    fn effort_is_held_against_the_plan_in_force_up_to_the_same_day() {
        let plan = |revision: i64, to_date: (i64, i64), uncosted: i64, until: Option<chrono::NaiveDate>| PlanRevisionRow {
            revision,
            revised: chrono::NaiveDate::default(),
            reason: None,
            starts: chrono::NaiveDate::default(),
            ends: chrono::NaiveDate::default(),
            minutes: 6_000,
            pence: 500_000,
            uncosted_minutes: 0,
            change_minutes: None,
            change_pence: None,
            spent_minutes: 0,
            spent_pence: 0,
            to_date_minutes: to_date.0,
            to_date_pence: to_date.1,
            actual_minutes: 3_000,
            actual_pence: 200_000,
            actual_uncosted_minutes: uncosted,
            actual_until: until,
        };
        let until = chrono::NaiveDate::from_ymd_opt(2026, 11, 1);
        let first = plan(1, (60, 100), 0, until);
        assert_eq!(
            burn(&[first.clone(), plan(2, (2_400, 150_000), 0, until)]).unwrap(),
            "Up to 1 November 2026 the work has taken 50 hours and £2,000, more than the 40 hours and £1,500 that the plan in force had \
             up to then; to its end that plan has 100 hours and £5,000."
        );
        for (to_date, uncosted, said) in [
            ((3_600, 250_000), 0, ", less than the 60 hours"),
            ((2_400, 250_000), 0, ", against the 40 hours"),
            (
                (3_000, 200_000),
                90,
                "£5,000; 1.5 hours without a cost or rate are not in the cost.",
            ),
        ] {
            let sentence = burn(&[plan(1, to_date, uncosted, until)]).unwrap();
            assert!(sentence.contains(said), "{sentence}");
        }
        assert_eq!(
            burn(&[plan(1, (0, 0), 0, None)]).unwrap(),
            "The plan in force has 100 hours and £5,000; no effort is recorded against it."
        );
        assert_eq!(burn(&[]), None);
    }

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
