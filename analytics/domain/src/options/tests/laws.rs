//! What holds for every council.

use super::{
    super::{course::HORIZON, figures::Outlook, routes::course},
    *,
};
use proptest::prelude::*;

/// Councils of any size and luck, with every figure of the batch routes.
fn councils() -> impl Strategy<Value = (Inputs, Assumed)> {
    let position = (1_i64..20_000, 0.0_f64..1.0, 0.0_f64..0.5, 0.0_f64..0.5);
    let flows = (0_i64..200, 0_i64..200, 0_i64..=10_000, 0_i64..20);
    let batches = (
        0_i64..=10_000,
        0_i64..=10_000,
        0_i64..=10_000,
        0_i64..400,
        1_i64..90,
        0_i64..90,
        0_i64..3_000,
    );
    (position, flows, batches).prop_map(|((in_scope, covered, once, more), flows, batches)| {
        let part = |of: i64, share: f64| (of as f64 * share) as i64;
        let mut inputs = still(800);
        let covered = part(in_scope, covered);
        let without = in_scope - covered;
        inputs.position = Position {
            in_scope,
            covered,
            asked_once: part(without, once),
            asked_more: part(without, more),
            target: Target::DEFAULT,
        };
        let mut assumed = Assumed::read(PARTNER).unwrap();
        for (assumption, value) in [
            (A::JoinedEachMonth, Value::whole(flows.0)),
            (A::LeftEachMonth, Value::whole(flows.1)),
            (A::CapturedAtFrontDoor, Value::of(flows.2)),
            (A::LostEachMonth, Value::whole(flows.3)),
            (A::MatchRateFirst, Value::of(batches.0)),
            (A::MatchRateResidue, Value::of(batches.1)),
            (A::AskedAgain, Value::of(batches.2)),
            (A::PartnerFrom, Value::day(day(batches.3.unsigned_abs()))),
            (A::PartnerBatchDays, Value::whole(batches.4)),
            (A::PartnerAnswerDays, Value::whole(batches.5)),
            (A::ManualShare, Value::of(batches.6)),
        ] {
            assumed = assumed.with(assumption, Some(value));
        }
        (inputs, assumed)
    })
}

fn of(inputs: &Inputs, assumed: &Assumed, route: Route) -> OptionRow {
    options(Figures::new(inputs, assumed))
        .into_iter()
        .find(|row| row.route == route)
        .unwrap()
}

fn partner(inputs: &Inputs, assumed: &Assumed) -> OptionRow {
    of(inputs, assumed, Route::Partner)
}

/// A date, or later than any.
fn never_if_none(date: Option<NaiveDate>, row: &OptionRow) -> NaiveDate {
    match row.status {
        OptionStatus::Reached => as_at(),
        _ => date.unwrap_or(NaiveDate::MAX),
    }
}

proptest! {
    #[test]
    fn a_better_rate_never_gives_a_later_date((inputs, assumed) in councils(), more in 0_i64..5_000, rate in 0_usize..4) {
        let rate = [A::MatchRateFirst, A::MatchRateResidue, A::AskedAgain, A::ManualShare][rate];
        let better = Value::of((assumed.get(rate).map_or(0, Value::ten_thousandths) + more).min(10_000));
        let better = assumed.with(rate, Some(better));
        for route in [Route::Partner, Route::Combination] {
            let (row, better) = (of(&inputs, &assumed, route), of(&inputs, &better, route));
            prop_assert!(never_if_none(better.central, &better) <= never_if_none(row.central, &row));
        }
    }

    #[test]
    fn everybody_in_scope_is_somewhere((inputs, assumed) in councils(), by_hand in 0_i64..=10_000) {
        let assumed = assumed.with(A::ManualShare, Some(Value::of(by_hand)));
        for route in [Route::Manual, Route::Partner, Route::Combination] {
            let course = course(Figures::new(&inputs, &assumed), route, Outlook::Central).unwrap();
            let (mut allowed, mut beyond) = (0, None);
            course.shown(HORIZON, |day, pools| {
                // A day's leavers are rounded in each pool, to a millionth of a record, and their share to a 2^32nd part.
                allowed += 7 + (pools.in_scope >> 32);
                let apart = (pools.everybody() - pools.in_scope).abs();
                beyond = beyond.or((apart > allowed).then_some((day, apart)));
            });
            prop_assert_eq!(beyond, None);
        }
    }

    #[test]
    fn fewer_records_to_go_never_cost_more((inputs, assumed) in councils(), more in 0_i64..2_000) {
        let mut nearer = inputs.clone();
        let never = inputs.position.without_number() - inputs.position.asked_once - inputs.position.asked_more;
        nearer.position.covered += more.min(never);
        let (row, nearer) = (partner(&inputs, &assumed), partner(&nearer, &assumed));
        prop_assert!(never_if_none(nearer.central, &nearer) <= never_if_none(row.central, &row));
        if let (Some(cost), Some(less)) = (row.pence_to_target, nearer.pence_to_target) {
            prop_assert!(less <= cost, "{less} instead of {cost}");
        }
    }

    #[test]
    fn moving_nothing_changes_nothing((inputs, assumed) in councils()) {
        let figures = Figures::new(&inputs, &assumed);
        let same = A::ALL.iter().fold(assumed.clone(), |same, one| same.with(*one, figures.of(*one).value));
        prop_assert_eq!(options(figures), options(Figures::new(&inputs, &same)));
        for row in sensitivity(figures, &assumed) {
            if row.low == row.high {
                prop_assert_eq!((row.days_at_low, row.days_at_high), (Some(0), Some(0)));
            }
        }
    }

    #[test]
    fn real_time_is_never_before_its_gate((inputs, assumed) in councils(), from in 0_u64..800) {
        let assumed = assumed
            .with(A::RealTimeFrom, Some(Value::day(day(from))))
            .with(A::MatchRateRealTime, Some(Value::of(9_000)));
        let figures = Figures::new(&inputs, &assumed);
        let rows = options(figures);
        let combination = rows.iter().find(|row| row.route == Route::Combination).unwrap();
        if let Some(live) = rows.iter().find(|row| row.route == Route::RealTime).unwrap().starts_on {
            prop_assert!(live >= day(from));
            prop_assert!(live >= never_if_none(combination.central, combination));
        }
        for row in projection(figures).iter().filter(|row| row.phase == OptionPhase::RealTime) {
            prop_assert!(row.month >= day(from));
        }
    }

    #[test]
    fn a_range_is_in_order_and_nobody_is_made_up((inputs, assumed) in councils()) {
        for row in options(Figures::new(&inputs, &assumed)) {
            if let (Some(earliest), Some(central)) = (row.earliest, row.central) {
                prop_assert!(earliest <= central && row.latest.is_none_or(|latest| central <= latest));
            }
            prop_assert!(row.reach.is_none_or(|reach| (0..=row.without_number).contains(&reach)));
        }
        for row in projection(Figures::new(&inputs, &assumed)) {
            prop_assert!(0 <= row.low && row.low <= row.central && row.central <= row.high && row.high <= row.in_scope, "{row:?}");
        }
    }

    #[test]
    fn missing_inputs_never_give_a_number((inputs, assumed) in councils(), gone in 0..A::ALL.len()) {
        let gone = A::ALL[gone];
        let mut inputs = inputs;
        inputs.measured.remove(&gone);
        let row = partner(&inputs, &assumed.with(gone, None));
        let for_date = [A::JoinedEachMonth, A::LeftEachMonth, A::LostEachMonth, A::CapturedAtFrontDoor, A::MatchRateFirst, A::MatchRateResidue,
            A::PartnerFrom, A::PartnerBatchDays, A::PartnerAnswerDays];
        if row.status != OptionStatus::Reached && for_date.contains(&gone) {
            prop_assert!(row.central.is_none() && row.minutes_to_target.is_none() && row.pence_to_target.is_none());
            prop_assert!(row.date_needs.is_some());
        }
        if row.status == OptionStatus::Range && gone == A::HourCost {
            prop_assert!(row.pence_to_target.is_none() && row.pence_needs.is_some());
        }
    }

    #[test]
    fn assumptions_round_trip((_, assumed) in councils()) {
        prop_assert_eq!(Assumed::read(&assumed.to_string()), Ok(assumed));
    }
}
