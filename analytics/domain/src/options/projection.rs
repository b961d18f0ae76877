//! The combination as one line into the future.

use super::{
    Assumption as A, Figures, Route,
    course::HORIZON,
    figures::Outlook,
    routes::{course, date, live},
};
use crate::questions::{OptionPhase, OptionProjectionRow};
use chrono::{Months, NaiveDate};

/// Coverage under the combination, month by month from the date of the figures: until a quarter after the latest date, for a year at
/// least and five at most. Nothing where figures for it are missing.
#[must_use]
pub fn projection(figures: Figures<'_>) -> Vec<OptionProjectionRow> {
    let as_at = figures.inputs().as_at;
    let outlooks = [Outlook::Unfavourable, Outlook::Central, Outlook::Favourable];
    let Some(courses) = outlooks
        .iter()
        .map(|outlook| course(figures, Route::Combination, *outlook))
        .collect::<Option<Vec<_>>>()
    else {
        return Vec::new();
    };
    let latest = courses.iter().filter_map(|course| course.until_reached().reached).max();
    let until = date(figures, latest).and_then(|latest| latest.checked_add_months(Months::new(3)));
    let months: Vec<NaiveDate> = (0..=60)
        .map_while(|ahead| as_at.checked_add_months(Months::new(ahead)))
        .enumerate()
        .take_while(|(ahead, month)| *ahead <= 12 || until.is_none_or(|until| *month <= until))
        .map(|(_, month)| month)
        .collect();
    let counted: Vec<Vec<(i64, i64)>> = courses
        .iter()
        .map(|course| {
            let mut counted = Vec::with_capacity(months.len());
            course.shown(HORIZON, |day, pools| {
                if date(figures, Some(day)).is_some_and(|day| months.get(counted.len()) == Some(&day)) {
                    counted.push(pools.counted());
                }
            });
            counted
        })
        .collect();
    let begins = |assumption| date(figures, figures.day(assumption, Outlook::Central));
    let (partner, own, real_time) = (
        begins(A::PartnerFrom).filter(|_| courses[1].partner.is_some()),
        begins(A::OwnFrom).filter(|_| courses[1].own.is_some()),
        live(figures),
    );
    let phase = |month: NaiveDate| {
        let begun = |from: Option<NaiveDate>| from.is_some_and(|from| from <= month);
        if begun(real_time) {
            OptionPhase::RealTime
        } else if begun(own) {
            OptionPhase::OwnConnection
        } else if begun(partner) {
            OptionPhase::Partner
        } else {
            OptionPhase::Before
        }
    };
    let rows = months.iter().enumerate().filter_map(|(at, month)| {
        let [low, central, high] = [0, 1, 2].map(|outlook: usize| counted.get(outlook).and_then(|counted| counted.get(at)).copied());
        let (covered, in_scope) = central?;
        // Of the same number of records, so that the three can be told apart by what they hold alone.
        let of_central = |(covered, of): (i64, i64)| if of > 0 { covered * in_scope / of } else { 0 };
        Some(OptionProjectionRow {
            month: *month,
            phase: phase(*month),
            in_scope,
            low: of_central(low?).min(covered),
            central: covered,
            high: of_central(high?).max(covered),
            target: figures.inputs().position.target,
        })
    });
    rows.collect()
}
