//! Laws that hold for whatever is given.

use crate::{
    forecast::{Goal, History, Status, forecast, records_each_week},
    funnel::{Limits, Significance, Teams},
    spc::{Basis, ImprovementDirection, PointType, Series, guarded, reference},
    wilson::{Confidence, Proportion},
};
use chrono::{Days, NaiveDate};
use proptest::{
    collection::vec,
    option::weighted,
    prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_assume, prop_oneof, proptest},
};

fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 6).unwrap()
}

/// Series of quarters between 0 and 100, so that shifts and scales by powers of two lose nothing; some short, some with gaps and rebases.
fn series() -> impl Strategy<Value = Series> {
    let value = weighted(0.97, (0..400).prop_map(|quarters| f64::from(quarters) / 4.0));
    let levels = vec(prop_oneof![4 => Just(0.0), 1 => Just(16.0), 1 => Just(-8.0)], 1..80);
    let rows = (levels, vec(value, 80)).prop_map(|(levels, values)| {
        let mut level = 0.0;
        let stepped = levels.iter().zip(values).map(|(step, value)| {
            level += step;
            value.map(|value| value + level)
        });
        stepped.collect::<Vec<_>>()
    });
    let direction = prop_oneof![
        Just(ImprovementDirection::Increase),
        Just(ImprovementDirection::Decrease),
        Just(ImprovementDirection::Neutral)
    ];
    let fixed = weighted(0.3, 12_usize..30);
    (rows, direction, vec(0_u64..80, 0..3), fixed, any::<bool>()).prop_map(|(values, direction, rebases, fixed, screen_outliers)| {
        let mut series = Series::new(first().iter_weeks().take(values.len()).collect(), values);
        series.improvement_direction = direction;
        series.target = Some(50.0);
        series.rebase_dates = rebases.iter().map(|week| first() + Days::new(7 * week)).collect();
        series.fix_after_n_points = fixed;
        series.screen_outliers = screen_outliers;
        series
    })
}

/// The series with every value changed.
fn mapped(series: &Series, change: impl Fn(f64) -> f64) -> Series {
    let mut mapped = series.clone();
    mapped.values = series.values.iter().map(|value| value.map(&change)).collect();
    mapped.target = series.target.map(&change);
    mapped
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1.0)
}

/// Counts of one team: so many of so many.
fn counts() -> impl Strategy<Value = (u32, u32)> {
    (1_u32..5_000).prop_flat_map(|of| (0..=of, Just(of)))
}

fn share((part, of): (u32, u32)) -> Proportion {
    Proportion::new(f64::from(part), f64::from(of)).unwrap()
}

fn history() -> impl Strategy<Value = History> {
    let walk = vec((1_u64..35, -5_i64..12, 90_i64..110), 0..40);
    (walk, 1_i64..90, 0.5_f64..=1.0, 1_i64..40).prop_map(|(walk, start, target, size)| {
        let (mut date, mut covered) = (first(), start);
        let mut history = History {
            dates: Vec::new(),
            numerators: Vec::new(),
            denominators: Vec::new(),
            target,
        };
        for (days, gained, records) in walk {
            date = date + Days::new(days);
            covered = (covered + gained).clamp(0, records);
            history.dates.push(date);
            history.numerators.push(Some(covered * size));
            history.denominators.push(Some(records * size));
        }
        history
    })
}

proptest! {
    #[test]
    fn labels_stay_when_all_values_shift_or_scale_and_limits_follow(series in series(), shift in -64_i32..64, doublings in -3_i32..4) {
        let factor = 2_f64.powi(doublings);
        let change = |value: f64| (value + f64::from(shift)) * factor;
        let (before, after) = (guarded(&series).unwrap(), guarded(&mapped(&series, change)).unwrap());
        // A value on a limit to the last bit may fall on either side of it once everything is rounded anew.
        prop_assume!(!is_knife_edge(&series));
        for (before, after) in before.points.iter().zip(&after.points) {
            prop_assert_eq!((before.rule, before.side), (after.rule, after.side));
        }
        for (before, after) in before.segments.iter().zip(&after.segments) {
            prop_assert_eq!(before.basis, after.basis);
            if let (Some(before), Some(after)) = (before.limits, after.limits) {
                prop_assert!(near(change(before.lower), after.lower) && near(change(before.upper), after.upper));
            }
        }
        prop_assert_eq!(before.assurance, after.assurance);
    }

    #[test]
    fn the_other_direction_turns_improvement_into_concern(series in series()) {
        let with = |direction| guarded(&Series { improvement_direction: direction, ..series.clone() }).unwrap();
        let (more, less) = (with(ImprovementDirection::Increase), with(ImprovementDirection::Decrease));
        for (more, less) in more.points.iter().zip(&less.points) {
            let turned = match more.point_type {
                PointType::SpecialCauseImprovement => PointType::SpecialCauseConcern,
                PointType::SpecialCauseConcern => PointType::SpecialCauseImprovement,
                other => other,
            };
            prop_assert_eq!(turned, less.point_type);
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(series in series(), turn in 0_usize..80) {
        let mut turned = series.clone();
        let by = turn % turned.dates.len();
        turned.dates.rotate_left(by);
        turned.values.rotate_left(by);
        turned.rebase_dates.reverse();
        prop_assert_eq!(reference(&turned), reference(&series));
        prop_assert_eq!(guarded(&turned), guarded(&series));
    }

    #[test]
    fn a_reader_sees_the_references_labels_where_it_has_limits(series in series()) {
        let shown = guarded(&series).unwrap();
        if let Ok(reference) = reference(&series) {
            for (at, point) in shown.points.iter().enumerate() {
                if shown.segments[point.segment].basis == Basis::Limits {
                    prop_assert_eq!(point.rule, reference.special_cause_type[at]);
                }
            }
        }
    }

    #[test]
    fn a_chart_of_any_numbers_is_drawn_or_refused(values in vec(weighted(0.9, any::<f64>()), 0..40), target in weighted(0.5, any::<f64>())) {
        let mut series = Series::new(first().iter_weeks().take(values.len()).collect(), values);
        series.target = target;
        let _ = reference(&series);
        let is_drawn = guarded(&series).is_ok();
        let is_finite = series.values.iter().flatten().chain(&target).all(|number| number.is_finite());
        prop_assert_eq!(is_drawn, is_finite && !series.values.is_empty());
    }

    #[test]
    fn an_interval_holds_its_share_and_narrows_with_more_records(counts in counts(), times in 2_u32..50) {
        let interval = share(counts).interval(Confidence::P95);
        let value = share(counts).value();
        prop_assert!(0.0 <= interval.lower && interval.lower <= value && value <= interval.upper && interval.upper <= 1.0);
        let wide = share(counts).interval(Confidence::P998);
        prop_assert!(wide.lower <= interval.lower && interval.upper <= wide.upper);
        let more = share((counts.0 * times, counts.1 * times)).interval(Confidence::P95);
        prop_assert!(more.upper - more.lower < interval.upper - interval.lower);
    }

    #[test]
    fn a_funnel_of_the_opposite_is_the_funnel_turned_over(teams in vec(counts(), 1..30)) {
        let of = |part: fn(&(u32, u32)) -> u32| Teams {
            numerators: teams.iter().map(|team| Some(f64::from(part(team)))).collect(),
            denominators: teams.iter().map(|team| Some(f64::from(team.1))).collect(),
        };
        let (funnel, turned) = (of(|team| team.0).funnel().unwrap(), of(|team| team.1 - team.0).funnel().unwrap());
        for (label, opposite) in funnel.significance.iter().zip(turned.significance) {
            let expected = match label {
                Significance::Low998 => Significance::High998,
                Significance::Low95 => Significance::High95,
                Significance::NotSignificant => Significance::NotSignificant,
                Significance::High95 => Significance::Low95,
                Significance::High998 => Significance::Low998,
            };
            prop_assert_eq!(expected, opposite);
        }
        let curve = funnel.curve_percent;
        prop_assert_eq!(curve.population.len(), 100);
        prop_assert!(curve.population.is_sorted_by(|before, after| before < after));
        prop_assert!(curve.lower_3s_limit.iter().zip(&curve.upper_3s_limit).all(|(lower, upper)| 0.0 <= *lower && lower <= upper && *upper <= 100.0));
    }

    #[test]
    fn funnel_limits_lie_in_order(average in 0.0_f64..=1.0, population in 1.0_f64..1e9) {
        let limits = Limits::at(average, population);
        prop_assert!([limits.lower_998, limits.lower_95, average, limits.upper_95, limits.upper_998].is_sorted());
    }

    #[test]
    fn forecast_dates_lie_in_order_after_the_latest_snapshot(history in history()) {
        let answer = forecast(&history).unwrap();
        let dates: Vec<_> = [answer.earliest_date, answer.central_date, answer.latest_date].into_iter().flatten().collect();
        prop_assert!(dates.is_sorted());
        prop_assert!(dates.iter().all(|date| Some(*date) > answer.last_used));
        prop_assert_eq!(answer.status == Status::Achieved, answer.records_needed == Some(0));
        prop_assert_eq!(answer.status == Status::Forecast, answer.central_date.is_some());
        if answer.status == Status::Forecast {
            prop_assert!(answer.earliest_date.is_some());
            prop_assert!(answer.weekly_change_of_missing.unwrap() < 0.0);
        }
    }

    #[test]
    fn only_the_latest_snapshots_count_in_any_order(history in history(), turn in 0_usize..40) {
        let answer = forecast(&history).unwrap();
        let mut turned = history.clone();
        if !turned.dates.is_empty() {
            let by = turn % turned.dates.len();
            turned.dates.rotate_left(by);
            turned.numerators.rotate_left(by);
            turned.denominators.rotate_left(by);
        }
        prop_assert_eq!(&forecast(&turned).unwrap(), &answer);
        prop_assert!(answer.used <= 26);
    }

    #[test]
    fn a_forecast_of_any_counts_is_made_or_refused(rows in vec((0_u64..80_000_000, any::<Option<i64>>(), any::<Option<i64>>()), 0..40), target in any::<f64>()) {
        let _ = forecast(&History {
            dates: rows.iter().map(|row| first() + Days::new(row.0)).collect(),
            numerators: rows.iter().map(|row| row.1).collect(),
            denominators: rows.iter().map(|row| row.2).collect(),
            target,
        });
    }

    #[test]
    fn a_forecast_of_great_counts_is_made(rows in vec((0_u64..80_000_000, 0_i64..i64::MAX, 0_i64..i64::MAX), 12..40), target in 0.01_f64..=1.0) {
        let _ = forecast(&History {
            dates: rows.iter().map(|row| first() + Days::new(row.0)).collect(),
            numerators: rows.iter().map(|row| Some(row.1.min(row.2))).collect(),
            denominators: rows.iter().map(|row| Some(row.1.max(row.2))).collect(),
            target,
        });
    }

    #[test]
    fn that_many_more_records_reach_the_goal_and_one_fewer_does_not(parts in 1_u32..=10_000, records in 1_i64..2_000_000, covered in 0_i64..2_000_000) {
        let goal = Goal::new(f64::from(parts) / 10_000.0).unwrap();
        let covered = covered.min(records);
        let needed = goal.records_needed(covered, records);
        let reaches = |more: i64| (covered + more) * 10_000 >= i64::from(parts) * records;
        prop_assert!(reaches(needed) && (needed == 0 || !reaches(needed - 1)));
    }

    #[test]
    fn that_many_records_each_week_meet_the_date(needed in 0_i64..1_000_000, days in 1_u64..5_000) {
        let each_week = records_each_week(needed, first(), first() + Days::new(days)).unwrap();
        let days = i64::try_from(days).unwrap();
        prop_assert!(each_week * days >= needed * 7);
        prop_assert!(each_week == 0 || (each_week - 1) * days < needed * 7);
    }
}

/// Whether some decision hangs on the last bits.
fn is_knife_edge(series: &Series) -> bool {
    let chart = guarded(series).unwrap();
    let shared = |left: f64, right: f64| (left - right).abs() < 1e-7;
    chart.segments.iter().any(|segment| {
        let Some((mean, limits)) = segment.mean.zip(segment.limits) else {
            return false;
        };
        let third = (limits.upper - mean) / 3.0;
        let edges = [limits.lower, limits.upper, mean - 2.0 * third, mean + 2.0 * third];
        let points = &chart.points[segment.first_index..segment.first_index + segment.n];
        let mut values = points.iter().filter_map(|point| point.value).chain(chart.target);
        values.any(|value| edges.iter().any(|edge| shared(value, *edge)))
            || has_range_at_cut_off(points.iter().map(|point| point.value), series)
    })
}

/// Whether a moving range equals the screening's cut-off to the last bits.
fn has_range_at_cut_off(values: impl Iterator<Item = Option<f64>>, series: &Series) -> bool {
    let values: Vec<_> = values.take(series.fix_after_n_points.unwrap_or(usize::MAX)).collect();
    let ranges: Vec<f64> = values.windows(2).filter_map(|pair| Some((pair[1]? - pair[0]?).abs())).collect();
    let cut_off = 3.267 * ranges.iter().sum::<f64>() / ranges.len() as f64;
    ranges.iter().any(|range| (range - cut_off).abs() < 1e-7)
}
