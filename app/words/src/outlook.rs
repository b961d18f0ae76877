//! Where it is going: what the process does, and when the target is forecast, each in its own honest words.

use domain::{
    calendar,
    questions::{ENOUGH_POINTS, ForecastRow, ForecastStatus, LimitsBasis, PointType, SpcRow},
};

/// Whether the latest snapshots are more than what coverage always does; `points` are those of its chart. None without any.
#[must_use]
pub fn process(points: &[SpcRow]) -> Option<String> {
    let last = points.last()?;
    if let Some((points, after_rebase)) = SpcRow::too_few(points) {
        let since = if after_rebase { " since the rebase" } else { "" };
        return Some(format!(
            "{points} snapshots{since} are too few to tell common from special cause: it takes {ENOUGH_POINTS}."
        ));
    }
    let said = match last.process() {
        Some(PointType::SpecialCauseImprovement) => "The latest snapshots are special cause improvement.",
        Some(PointType::SpecialCauseConcern) => "The latest snapshots are special cause concern.",
        Some(PointType::CommonCause) => "The latest snapshots show common cause only: nothing has changed by more than it always does.",
        None => match last.basis {
            LimitsBasis::NoVariationYet => "There is no variation yet from which to tell a change.",
            LimitsBasis::SinglePoint => "One snapshot cannot show whether anything changes.",
            _ => "The figures change in a way for which process limits mean nothing.",
        },
    };
    Some(said.to_owned())
}

/// When the target is forecast, or why no date can be given; `process` is what may be told of it.
#[must_use]
pub fn forecast(row: &ForecastRow, process: Option<PointType>) -> String {
    let target = row.target.label();
    let not_before = row
        .earliest
        .map(|earliest| format!(" It will not be before {}.", calendar::long(earliest)))
        .unwrap_or_default();
    let said = match row.status {
        ForecastStatus::Achieved => return format!("{target} is reached."),
        ForecastStatus::InsufficientData => {
            let snapshots = if row.snapshots == 1 {
                "is 1".to_owned()
            } else {
                format!("are {}", row.snapshots)
            };
            return format!("No date for {target} can be given yet: a forecast takes 12 snapshots, and there {snapshots}.");
        }
        ForecastStatus::NoClearTrend => return format!("No date for {target} can be given: coverage does not clearly rise."),
        ForecastStatus::Slowing => {
            format!("No date for {target} can be given: progress slows down and may level off below it.{not_before}")
        }
        ForecastStatus::BeyondHorizon => {
            format!("No date for {target} can be given: it is further ahead than these snapshots can tell.{not_before}")
        }
        ForecastStatus::Forecast => range(row, &target),
    };
    let provisional = if row.provisional {
        format!(" This is provisional: it rests on {} snapshots.", row.snapshots)
    } else {
        String::new()
    };
    let chance = if process == Some(PointType::CommonCause) {
        " The chart shows no special cause; a trend this small can be chance."
    } else {
        ""
    };
    format!("{said}{provisional}{chance}")
}

fn range(row: &ForecastRow, target: &str) -> String {
    let date = |date: Option<chrono::NaiveDate>| date.map(calendar::long).unwrap_or_default();
    let beyond = if row.latest_is_beyond_horizon == Some(true) {
        ", the latter further ahead than these snapshots can tell"
    } else {
        ""
    };
    format!(
        "If progress continues, {target} is reached between {} and {}{beyond}, most likely around {}.",
        date(row.earliest),
        date(row.latest),
        date(row.central)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::{Target, questions::SpcRule};

    fn row(status: ForecastStatus) -> ForecastRow {
        let day = |day| NaiveDate::from_ymd_opt(2027, 1, day);
        ForecastRow {
            status,
            earliest: day(3),
            central: day(10),
            latest: day(29),
            latest_is_beyond_horizon: Some(false),
            records_to_go: 5,
            provisional: false,
            weekly_change_of_missing: Some(-0.02),
            snapshots: 24,
            first_snapshot: day(1).unwrap(),
            last_snapshot: day(2).unwrap(),
            target: Target::DEFAULT,
            horizon: day(31),
            reach_by: day(31).unwrap(),
            needed_each_week: Some(2),
            fall_each_week: Some(1.5),
        }
    }

    #[test]
    fn every_status_has_its_own_words() {
        for (status, words) in [
            (ForecastStatus::Achieved, "95% is reached."),
            (
                ForecastStatus::InsufficientData,
                "No date for 95% can be given yet: a forecast takes 12 snapshots, and there are 24.",
            ),
            (
                ForecastStatus::NoClearTrend,
                "No date for 95% can be given: coverage does not clearly rise.",
            ),
            (
                ForecastStatus::Slowing,
                "No date for 95% can be given: progress slows down and may level off below it. It will not be before 3 January 2027.",
            ),
            (
                ForecastStatus::BeyondHorizon,
                "No date for 95% can be given: it is further ahead than these snapshots can tell. It will not be before 3 January 2027.",
            ),
            (
                ForecastStatus::Forecast,
                "If progress continues, 95% is reached between 3 January 2027 and 29 January 2027, most likely around 10 January 2027.",
            ),
        ] {
            assert_eq!(forecast(&row(status), None), words);
        }
    }

    fn points(count: usize, segment: i64, rule: SpcRule) -> Vec<SpcRow> {
        let point = SpcRow {
            as_at: NaiveDate::from_ymd_opt(2027, 1, 1).unwrap(),
            numerator: 9,
            denominator: Some(10),
            value: 0.9,
            mean: Some(0.747),
            lower: Some(0.05),
            upper: Some(1.443),
            segment,
            trial: count < ENOUGH_POINTS,
            rule,
            point_type: PointType::CommonCause,
            target: Some(Target::DEFAULT),
            variation: Some(PointType::CommonCause),
            assurance: None,
            basis: LimitsBasis::Limits,
        };
        let special = SpcRow {
            point_type: PointType::SpecialCauseImprovement,
            variation: Some(PointType::SpecialCauseImprovement),
            ..point.clone()
        };
        vec![if rule == SpcRule::None { point } else { special }; count]
    }

    #[test]
    fn two_snapshots_do_not_tell_common_from_special_cause() {
        let said = |points: &[SpcRow]| process(points).unwrap_or_default();
        assert_eq!(
            said(&points(2, 1, SpcRule::None)),
            "2 snapshots are too few to tell common from special cause: it takes 13."
        );
        // Limits of a few points say as little where a point lies beyond them.
        assert_eq!(
            said(&points(12, 1, SpcRule::AboveLimit)),
            "12 snapshots are too few to tell common from special cause: it takes 13."
        );
        assert_eq!(
            said(&points(12, 1, SpcRule::TrendUp)),
            "The latest snapshots are special cause improvement."
        );
        assert_eq!(
            said(&points(13, 1, SpcRule::AboveLimit)),
            "The latest snapshots are special cause improvement."
        );
        assert_eq!(
            said(&points(13, 1, SpcRule::None)),
            "The latest snapshots show common cause only: nothing has changed by more than it always does."
        );
        let mut rebased = points(40, 1, SpcRule::None);
        rebased.extend(points(3, 2, SpcRule::None));
        assert_eq!(
            said(&rebased),
            "3 snapshots since the rebase are too few to tell common from special cause: it takes 13."
        );
        assert_eq!(process(&[]), None);
    }

    #[test]
    fn a_weak_forecast_says_so() {
        let weak = ForecastRow {
            provisional: true,
            latest_is_beyond_horizon: Some(true),
            snapshots: 13,
            ..row(ForecastStatus::Forecast)
        };
        assert_eq!(
            forecast(&weak, Some(PointType::CommonCause)),
            "If progress continues, 95% is reached between 3 January 2027 and 29 January 2027, the latter further ahead than these \
             snapshots can tell, most likely around 10 January 2027. This is provisional: it rests on 13 snapshots. The chart shows \
             no special cause; a trend this small can be chance."
        );
    }
}
