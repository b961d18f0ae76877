//! The model held against cases worked by hand, and against laws.

use super::{Assumption as A, *};
use crate::{
    Target, calendar,
    questions::{OptionPhase, OptionRow, OptionStatus},
};
use chrono::NaiveDate;
use proptest::prelude::*;

fn as_at() -> NaiveDate {
    calendar::read("2026-10-31").unwrap()
}

fn day(ahead: u64) -> NaiveDate {
    as_at() + chrono::Days::new(ahead)
}

/// Nobody comes or goes: 1,000 records in scope, the others never asked about.
fn still(covered: i64) -> Inputs {
    let mut inputs = Inputs {
        as_at: as_at(),
        position: Position {
            in_scope: 1_000,
            covered,
            asked_once: 0,
            asked_more: 0,
            target: Target::DEFAULT,
        },
        measured: Default::default(),
        used: Vec::new(),
        prerequisites: Vec::new(),
    };
    for (assumption, figure) in [
        (A::JoinedEachMonth, "0"),
        (A::LeftEachMonth, "0"),
        (A::CapturedAtFrontDoor, "0.5"),
        (A::LostEachMonth, "0"),
    ] {
        measure(&mut inputs, assumption, [figure; 3]);
    }
    inputs
}

fn measure(inputs: &mut Inputs, assumption: A, [low, value, high]: [&str; 3]) {
    let read = |text: &str| assumption.read(text).unwrap();
    inputs.measured.insert(
        assumption,
        Measured {
            value: read(value),
            low: read(low),
            high: read(high),
            from: "test".to_owned(),
        },
    );
}

/// What a partner's batches take, and that the first can be sent at once.
const PARTNER: &str = "match_rate_first:0.6,match_rate_residue:0.5,conflict_rate:0.1,hours_per_item:0.5,partner_from:2026-10-31,\
    partner_batch_days:30,partner_answer_days:10,partner_batch_hours:10,partner_share:0.5,partner_hour_cost:40,\
    partner_set_up_hours:7,partner_set_up_cost:100,hour_cost:20";

fn rows(inputs: &Inputs, assume: &str) -> Vec<OptionRow> {
    let assumed = Assumed::read(assume).unwrap();
    options(Figures::new(inputs, &assumed))
}

fn row(inputs: &Inputs, assume: &str, route: Route) -> OptionRow {
    rows(inputs, assume).into_iter().find(|row| row.route == route).unwrap()
}

#[test]
fn two_batches_by_hand() {
    // Day 0: 200 asked, 120 found, on the records on day 10: 920. Day 30: 80 asked again, 40 found, on day 40: 960 of the 950 needed.
    // In the queue: 200 − 120 × 0.9 = 92 and 80 − 40 × 0.9 = 44. Hours: 2 × 10 (half the partner's), 136 × 0.5, 7 to set up: 95.
    // Cost: 85 × £20 + 10 × £40 + £100.
    let row = row(&still(800), PARTNER, Route::Partner);
    assert_eq!((row.status, row.central), (OptionStatus::Range, Some(day(40))));
    assert_eq!(
        (row.earliest, row.latest),
        (Some(day(40)), Some(day(40))),
        "without intervals there is no range"
    );
    assert_eq!((row.batches, row.queue_items), (Some(2), Some(136)));
    assert_eq!(
        (row.minutes_to_target, row.partner_minutes_to_target),
        (Some(95 * 60), Some(10 * 60))
    );
    assert_eq!(row.pence_to_target, Some(220_000));
    assert_eq!((row.reach, row.without_number), (Some(160), 200));
    assert_eq!(row.error_rate, Some(0.1));
    assert_eq!(row.partner_load, "2 batches, 10 hours");
}

#[test]
fn what_staying_there_takes_by_hand() {
    // 10 of 20 joiners come without a number. A batch every 30 days is 30.4375 / 30 of one a month: 10.1458 hours.
    // In the queue: 10 − 6 × 0.9 = 4.6, then 4 − 2 × 0.9 = 2.2: 6.8 × 0.5 = 3.4 hours. Together 13.5458 hours: 813 minutes, rounded up.
    // Cost: (5.0729 + 3.4) × £20 + 5.0729 × £40 = £372.37, rounded up in each of the two.
    let mut inputs = still(960);
    measure(&mut inputs, A::JoinedEachMonth, ["20"; 3]);
    let row = row(&inputs, PARTNER, Route::Partner);
    assert_eq!(row.status, OptionStatus::Reached);
    assert_eq!((row.minutes_to_target, row.pence_to_target), (Some(0), Some(0)));
    assert_eq!((row.minutes_each_month, row.pence_each_month), (Some(813), Some(37_238)));
}

#[test]
fn manual_entry_slows_down_as_the_hard_ones_are_left() {
    // A fifth of what is left each month: 100 × (1 − 0.2 / 30.4375)^104 is the first below 50.5, which rounds to 950 covered.
    let inputs = still(900);
    let assume = "manual_share:0.2,manual_error_rate:0.04,minutes_per_number:12,hours_per_item:0.5,hour_cost:20";
    let row = row(&inputs, assume, Route::Manual);
    assert_eq!(row.central, Some(day(104)));
    // 50 numbers of 12 minutes, 2 wrong ones of half an hour.
    assert_eq!((row.minutes_to_target, row.pence_to_target), (Some(660), Some(22_000)));
    assert_eq!(row.security, "Nothing leaves the council");
}

#[test]
fn what_comes_in_faster_than_it_is_found_is_not_reached_on_present_evidence() {
    let mut inputs = still(900);
    measure(&mut inputs, A::JoinedEachMonth, ["40"; 3]);
    measure(&mut inputs, A::LeftEachMonth, ["40"; 3]);
    let row = row(&inputs, "manual_share:0.05", Route::Manual);
    assert_eq!((row.status, row.central), (OptionStatus::NotOnPresentEvidence, None));
    assert_eq!((row.minutes_to_target, row.minutes_needs, row.pence_needs), (None, None, None));
}

#[test]
fn a_residue_that_batches_do_not_find_is_out_of_their_reach() {
    let mut inputs = still(900);
    (inputs.position.asked_once, inputs.position.asked_more) = (20, 60);
    let row = row(&inputs, PARTNER, Route::Partner);
    // 20 never asked: 12 and 4; 20 asked once: 10; 60 wait for decisions.
    assert_eq!((row.status, row.reach), (OptionStatus::NotOnPresentEvidence, Some(26)));
}

#[test]
fn real_time_waits_for_the_gate_and_for_its_own_date() {
    let real_time = "real_time_from:2026-11-15,match_rate_real_time:0.9,real_time_running_cost:100";
    for (covered, from, starts_on) in [
        (800, "2026-11-15", Some(day(40))),
        (800, "2027-06-01", calendar::read("2027-06-01")),
        (960, "2026-11-15", calendar::read("2026-11-15")),
        (960, "2026-01-01", Some(as_at())),
    ] {
        let assume = format!("{PARTNER},{}", real_time.replace("2026-11-15", from));
        let row = row(&still(covered), &assume, Route::RealTime);
        assert_eq!(row.starts_on, starts_on, "{covered} covered, in place from {from}");
    }
    // Without the others the gate stays shut.
    let alone = row(&still(800), real_time, Route::RealTime);
    assert_eq!((alone.status, alone.starts_on), (OptionStatus::NotOnPresentEvidence, None));
    assert_eq!(alone.reach, Some(0));
}

#[test]
fn the_combination_goes_on_with_what_is_known() {
    let own = "own_from:2026-11-20,own_batch_days:10,own_answer_days:5";
    let real_time = "real_time_from:2027-02-01,match_rate_real_time:0.9";
    for (assume, phases) in [
        (PARTNER.to_owned(), vec![OptionPhase::Partner]),
        (format!("{PARTNER},{own}"), vec![OptionPhase::Partner, OptionPhase::OwnConnection]),
        (
            format!("{PARTNER},{own},{real_time}"),
            vec![OptionPhase::Partner, OptionPhase::OwnConnection, OptionPhase::RealTime],
        ),
        (real_time.to_owned(), Vec::new()),
    ] {
        let assumed = Assumed::read(&assume).unwrap();
        let inputs = still(800);
        let projected = projection(Figures::new(&inputs, &assumed));
        let mut found: Vec<_> = projected.iter().map(|row| row.phase).collect();
        found.dedup();
        assert_eq!(found, phases, "{assume}");
        if let Some(first) = projected.first() {
            assert_eq!((first.month, first.central, first.in_scope), (as_at(), 800, 1_000));
            assert!(projected.len() >= 13 && projected.iter().all(|row| row.low <= row.central && row.central <= row.high));
        }
    }
    // The own connection sends on its first day, 20 November, what the partner's next batch would have asked on day 30.
    let sooner = row(&still(800), &format!("{PARTNER},{own}"), Route::Combination);
    assert_eq!(sooner.central, Some(day(25)));
}

#[test]
fn what_is_missing_is_asked_for_and_never_made_up() {
    let none = Inputs {
        measured: Default::default(),
        ..still(800)
    };
    for row in rows(&none, "") {
        assert!(row.central.is_none() && row.earliest.is_none() && row.minutes_to_target.is_none() && row.pence_to_target.is_none());
        assert!(row.minutes_each_month.is_none() && row.pence_each_month.is_none(), "{row:?}");
        assert_eq!(row.status, OptionStatus::Needs, "{row:?}");
        assert!(
            row.date_needs
                .is_some_and(|needs| needs.starts_with("needs: People who join in a month"))
        );
    }
    let row = row(&still(800), &PARTNER.replace(",hour_cost:20", ""), Route::Partner);
    assert_eq!((row.minutes_to_target, row.minutes_needs), (Some(95 * 60), None));
    assert_eq!(
        (row.pence_to_target, row.pence_needs.as_deref()),
        (None, Some("needs: Cost of an hour of the council's work"))
    );
}

#[test]
fn intervals_make_the_range() {
    let mut inputs = still(800);
    let assume = PARTNER.replace("match_rate_first:0.6,match_rate_residue:0.5,", "");
    measure(&mut inputs, A::MatchRateFirst, ["0.5", "0.6", "0.8"]);
    measure(&mut inputs, A::MatchRateResidue, ["0.2", "0.5", "0.6"]);
    let row = row(&inputs, &assume, Route::Partner);
    // At best the first batch finds 160; at worst both find 120 of the 150.
    assert_eq!((row.earliest, row.central, row.latest), (Some(day(10)), Some(day(40)), None));
}

#[test]
fn figures_are_read_as_people_type_them() {
    for (unit, text, plain, shown) in [
        (Unit::Share, "25%", "0.25", "25%"),
        (Unit::Share, " 0.125 ", "0.125", "12.5%"),
        (Unit::Pounds, "£12.50", "12.5", "£12.50"),
        (Unit::Pounds, "0", "0", "£0.00"),
        (Unit::Hours, "0.3333", "0.3333", "0.3333"),
        (Unit::Date, "1 June 2027", "2027-06-01", "1 June 2027"),
    ] {
        let value = Value::read(text, unit).unwrap();
        assert_eq!((value.plain(unit).as_str(), value.shown(unit).as_str()), (plain, shown), "{text}");
        assert_eq!(Value::read(plain, unit), Some(value));
    }
    for (unit, text) in [
        (Unit::Share, ""),
        (Unit::Share, "half"),
        (Unit::Hours, "-1"),
        (Unit::Hours, "1.23456"),
        (Unit::Pounds, "1.234"),
        (Unit::Days, "5%"),
        (Unit::Date, "31/02/2027"),
        (Unit::Records, "99999999999"),
    ] {
        assert_eq!(Value::read(text, unit), None, "{text}");
    }
}

#[test]
fn what_is_wrong_with_an_assumption_is_said() {
    for (text, said) in [
        ("luck:1", "not an assumption"),
        ("hour_cost", "has no figure"),
        ("hour_cost:cheap", "write pounds such as 12.50"),
        ("match_rate_first:1.2", "from 0% to 100%"),
        ("match_rate_first:0.1,match_rate_first:0.2", "twice"),
        ("own_from:soon", "write a date"),
    ] {
        let reason = Assumed::read(text).unwrap_err();
        assert!(reason.contains(said), "{text}: {reason}");
    }
    assert_eq!(Assumed::read(" , "), Ok(Assumed::default()));
}

/// Councils of any size and luck, with every figure of the batch routes.
fn councils() -> impl Strategy<Value = (Inputs, Assumed)> {
    let position = (1_i64..20_000, 0.0_f64..1.0, 0.0_f64..0.5, 0.0_f64..0.5);
    let flows = (0_i64..200, 0_i64..200, 0_i64..=10_000, 0_i64..20);
    let batches = (0_i64..=10_000, 0_i64..=10_000, 0_i64..400, 1_i64..90, 0_i64..90);
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
            (A::PartnerFrom, Value::day(day(batches.2.unsigned_abs()))),
            (A::PartnerBatchDays, Value::whole(batches.3)),
            (A::PartnerAnswerDays, Value::whole(batches.4)),
        ] {
            assumed = assumed.with(assumption, Some(value));
        }
        (inputs, assumed)
    })
}

fn partner(inputs: &Inputs, assumed: &Assumed) -> OptionRow {
    options(Figures::new(inputs, assumed))
        .into_iter()
        .find(|row| row.route == Route::Partner)
        .unwrap()
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
    fn a_better_match_rate_never_gives_a_later_date((inputs, assumed) in councils(), more in 0_i64..5_000, first in any::<bool>()) {
        let rate = if first { A::MatchRateFirst } else { A::MatchRateResidue };
        let better = Value::of((assumed.get(rate).unwrap().ten_thousandths() + more).min(10_000));
        let (row, better) = (partner(&inputs, &assumed), partner(&inputs, &assumed.with(rate, Some(better))));
        prop_assert!(never_if_none(better.central, &better) <= never_if_none(row.central, &row));
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
    fn missing_inputs_never_give_a_number((inputs, assumed) in councils(), gone in 0_usize..32) {
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
