//! What a reader is shown where the reference misleads or stops.

use crate::spc::{Assurance, Basis, Guarded, ImprovementDirection, PointType, ProcessLimits, Series, SpecialCause, guarded, reference};
use chrono::NaiveDate;

fn series(values: &[Option<f64>]) -> Series {
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    Series::new(first.iter_weeks().take(values.len()).collect(), values.to_vec())
}

fn full(values: &[f64]) -> Series {
    series(&values.iter().copied().map(Some).collect::<Vec<_>>())
}

fn against(mut series: Series, target: f64) -> Guarded {
    series.target = Some(target);
    guarded(&series).unwrap()
}

#[test]
fn equal_values_are_no_variation_yet() {
    for screen_outliers in [true, false] {
        let mut flat = full(&[0.1; 14]);
        flat.screen_outliers = screen_outliers;
        let chart = against(flat, 0.75);
        assert_eq!(chart.basis, Basis::NoVariationYet);
        assert_eq!((chart.variation, chart.assurance), (None, None));
        assert_eq!(chart.meets_target, Some(false));
        assert_eq!(chart.segments[0].limits, None);
        assert!(chart.points.iter().all(|point| point.rule == SpecialCause::CommonCause));
    }
    assert_eq!(against(full(&[0.75; 14]), 0.75).meets_target, Some(true));
}

#[test]
fn one_step_in_a_flat_series_is_judged_without_screening() {
    let mut values = vec![1.0; 13];
    values.push(2.0);
    let chart = against(full(&values), 3.0);
    assert_eq!(chart.basis, Basis::UnscreenedLimits);
    let limits = chart.segments[0].limits.unwrap();
    assert!(limits.lower < 1.0 && limits.upper > values.iter().sum::<f64>() / 14.0);
    assert_eq!(chart.points[0].rule, SpecialCause::RunBelow, "no longer outside");
    assert_eq!(chart.points[13].rule, SpecialCause::AboveLimit);
    assert_eq!(chart.assurance, Some(Assurance::ConsistentFail));
}

#[test]
fn limits_fixed_on_a_flat_stretch_mean_nothing() {
    let mut values = vec![0.9; 12];
    values.extend([0.91, 0.92, 0.91, 0.92, 0.91]);
    let mut fixed = full(&values);
    fixed.fix_after_n_points = Some(12);
    let chart = against(fixed.clone(), 0.95);
    assert_eq!(chart.basis, Basis::LimitsNotMeaningful);
    assert_eq!((chart.variation, chart.assurance), (None, None));
    fixed
        .dates
        .extend(fixed.dates.clone().iter().rev().take(3).map(|date| *date + chrono::Days::new(100)));
    fixed.values.extend([Some(0.92), Some(0.92), Some(0.92)]);
    let chart = guarded(&fixed).unwrap();
    assert_eq!(
        chart.variation,
        Some(PointType::SpecialCauseImprovement),
        "a run is one, limits or not"
    );
}

#[test]
fn values_that_never_follow_each_other_have_no_limits() {
    let chart = guarded(&series(&[Some(1.0), None, Some(3.0)])).unwrap();
    assert_eq!(chart.basis, Basis::LimitsNotMeaningful);
    assert_eq!(chart.segments[0].mean, Some(2.0));
}

#[test]
fn one_value_is_shown_alone() {
    for values in [&[Some(5.0)][..], &[None, Some(5.0), None]] {
        let chart = against(series(values), 5.0);
        assert_eq!(chart.basis, Basis::SinglePoint);
        assert_eq!((chart.variation, chart.assurance, chart.meets_target), (None, None, Some(true)));
    }
    let chart = against(series(&[None, None]), 5.0);
    assert_eq!((chart.basis, chart.latest, chart.meets_target), (Basis::NoValues, None, None));
}

#[test]
fn a_missing_value_never_stops_the_chart() {
    let values = [1.0, 2.0, 3.0, 0.0, 5.0, 6.0, 7.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0];
    let mut gap = full(&values);
    gap.values[3] = None;
    assert!(reference(&gap).is_err());
    let chart = guarded(&gap).unwrap();
    assert_eq!(chart.points[3].side, None);
    assert!(
        chart.points.iter().all(|point| point.rule != SpecialCause::TrendIncreasing),
        "six rises with a gap are no trend of seven"
    );
}

#[test]
fn the_variation_is_that_of_the_latest_value() {
    let mut values: Vec<_> = [1.0, 2.0].repeat(8).into_iter().map(Some).collect();
    values.extend([Some(20.0), None, None]);
    let series = series(&values);
    assert_eq!(reference(&series).unwrap().variation_type, PointType::CommonCause);
    let chart = guarded(&series).unwrap();
    let latest = chart.latest.unwrap();
    assert_eq!((latest.index, latest.date, latest.value), (16, series.dates[16], 20.0));
    assert_eq!(chart.variation, Some(PointType::SpecialCauseImprovement));
}

#[test]
fn a_segment_of_missing_values_leaves_the_verdict_to_the_one_before() {
    let mut values: Vec<_> = [1.0, 2.0].repeat(8).into_iter().map(Some).collect();
    values.extend([None, None]);
    let mut series = series(&values);
    series.rebase_dates = vec![series.dates[16]];
    let chart = against(series, 50.0);
    assert_eq!(chart.segments[1].basis, Basis::NoValues);
    assert_eq!((chart.basis, chart.assurance), (Basis::Limits, Some(Assurance::ConsistentFail)));
}

#[test]
fn short_segments_have_trial_limits() {
    for (points, is_trial) in [(2, true), (12, true), (13, false)] {
        let values: Vec<_> = [1.0, 2.0].into_iter().cycle().take(points).collect();
        assert_eq!(guarded(&full(&values)).unwrap().segments[0].is_trial, is_trial, "{points} points");
    }
}

#[test]
fn limits_are_drawn_within_what_is_possible() {
    let limits = ProcessLimits { lower: -0.1, upper: 1.06 };
    assert_eq!(limits.drawn_within(0.0, 1.0), ProcessLimits { lower: 0.0, upper: 1.0 });
}

#[test]
fn neither_way_is_better_where_the_direction_is_neutral() {
    let mut neutral = full(&[1.0, 2.0].repeat(7));
    neutral.improvement_direction = ImprovementDirection::Neutral;
    let chart = against(neutral, 50.0);
    assert_eq!((chart.assurance, chart.meets_target), (None, None));
}
