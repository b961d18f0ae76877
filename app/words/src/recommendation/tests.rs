use super::*;
use domain::{Target, options::Assumption};

/// A route with a date in that month of 2027, what is open before it, and what it costs up to then.
fn route(route: Route, month: u32, open_prerequisites: Option<i64>, pence_to_target: Option<i64>) -> OptionRow {
    let day = |day| NaiveDate::from_ymd_opt(2027, month, day);
    OptionRow {
        route,
        status: OptionStatus::Range,
        earliest: day(1),
        central: day(10),
        latest: day(20),
        date_needs: None,
        starts_on: None,
        without_number: 200,
        reach: Some(160),
        minutes_to_target: Some(5_730),
        partner_minutes_to_target: Some(600),
        minutes_needs: None,
        pence_to_target,
        pence_needs: pence_to_target.is_none().then(|| "needs: Cost of an hour".to_owned()),
        minutes_each_month: Some(60),
        minutes_each_month_needs: None,
        pence_each_month: Some(2_050),
        pence_each_month_needs: None,
        batches: Some(2),
        queue_items: Some(136),
        error_rate: Some(0.1),
        error_rate_lower: Some(0.05),
        error_rate_upper: Some(0.2),
        prerequisites: "In use: 2 batches since 1 September 2026".to_owned(),
        open_prerequisites,
        security: "Nothing leaves the council".to_owned(),
        partner_load: "2 batches, 10 hours".to_owned(),
        target: Target::DEFAULT,
    }
}

fn without_a_date(name: Route, status: OptionStatus) -> OptionRow {
    OptionRow {
        status,
        earliest: None,
        central: None,
        latest: None,
        date_needs: (status == OptionStatus::Needs).then(|| "needs: A date".to_owned()),
        ..route(name, 1, None, None)
    }
}

#[test]
fn readiness_decides_then_cost_then_the_date() {
    use Route::{Combination, Manual, OwnConnection, Partner};
    let cheap = Some(10_000);
    let dear = Some(90_000);
    for (case, rows, chosen, why) in [
        (
            "what is open decides between routes within a month of each other",
            vec![route(Manual, 3, Some(2), cheap), route(Partner, 4, Some(0), dear)],
            Partner,
            "of the routes that meet 95% within a month of each other it waits for least to be put in place",
        ),
        (
            "more than a month later is later, whatever is open",
            vec![route(Manual, 3, Some(2), dear), route(Partner, 5, Some(0), cheap)],
            Manual,
            "it meets 95% first",
        ),
        (
            "what nobody recorded is not in place",
            vec![route(Manual, 3, None, cheap), route(Partner, 4, Some(3), dear)],
            Partner,
            "waits for least to be put in place",
        ),
        (
            "the cost decides between those that wait for as much",
            vec![route(Manual, 3, Some(1), dear), route(Partner, 4, Some(1), cheap)],
            Partner,
            "of the routes that meet 95% within a month of each other it costs least",
        ),
        (
            "the cost decides where nothing is recorded of any",
            vec![route(Manual, 3, None, dear), route(Partner, 4, None, cheap)],
            Partner,
            "it costs least",
        ),
        (
            "readiness first, then the cost",
            vec![
                route(Manual, 3, Some(0), dear),
                route(Partner, 4, Some(0), cheap),
                route(OwnConnection, 3, Some(1), Some(1)),
            ],
            Partner,
            "is among those that wait for least, and costs least of them",
        ),
        (
            "a cost that is not known decides nothing",
            vec![route(Manual, 4, Some(1), cheap), route(Partner, 3, Some(1), None)],
            Partner,
            "it meets 95% first",
        ),
        (
            "all together are no single route",
            vec![route(Combination, 1, None, cheap), route(Manual, 3, Some(2), dear)],
            Manual,
            "it meets 95% first",
        ),
    ] {
        let recommendation = recommend(&rows, &[], None).unwrap();
        assert_eq!(recommendation.route, Some(chosen), "{case}");
        let said = &recommendation.said;
        assert!(
            said.starts_with(&format!("The figures speak for {}: ", chosen.within_a_sentence())),
            "{case}: {said}"
        );
        assert!(said.ends_with(&format!("{why}.")), "{case}: {said}");
    }
}

#[test]
fn the_reasons_say_when_what_it_takes_and_what_moves_it() {
    let moved = |route, label: &str| OptionSensitivityRow {
        route,
        assumption: Assumption::MatchRateFirst,
        label: label.to_owned(),
        value: "60%".to_owned(),
        low: "50%".to_owned(),
        high: "70%".to_owned(),
        has_interval: true,
        days_at_low: Some(30),
        days_at_high: Some(0),
        is_reached_at_low: true,
        is_reached_at_high: true,
        pence_at_low: None,
        pence_at_high: None,
    };
    let rows = [
        without_a_date(Route::Manual, OptionStatus::NotOnPresentEvidence),
        route(Route::Partner, 3, Some(0), None),
        without_a_date(Route::OwnConnection, OptionStatus::Needs),
    ];
    let sensitivity = [moved(Route::Combination, "Another’s"), moved(Route::Partner, "Found at first")];
    assert_eq!(
        recommend(&rows, &sensitivity, None).unwrap().reasons,
        [
            "When: around 10 March 2027, between 1 March 2027 and 20 March 2027.",
            "What it takes: 96 hours up to then; its cost needs: Cost of an hour, and £20.50 a month to stay there.",
            "How far it reaches: 160 of 200 records without a usable number.",
            "In place first: In use: 2 batches since 1 September 2026.",
            "The others: manual entry not on present evidence; batch tracing over an own connection needs: A date.",
            "What moves it most: “Found at first”, taken as 60%: at 50%, 30 days later; at 70%, same date.",
        ]
    );
}

#[test]
fn a_council_that_is_there_is_told_what_keeps_it_there() {
    let kept = |name, pence_each_month: Option<i64>| OptionRow {
        pence_each_month,
        pence_each_month_needs: pence_each_month.is_none().then(|| "needs: Cost of a batch".to_owned()),
        ..without_a_date(name, OptionStatus::Reached)
    };
    let said = recommend(
        &[
            kept(Route::Manual, Some(5_000)),
            kept(Route::Partner, Some(2_050)),
            kept(Route::OwnConnection, None),
            kept(Route::Combination, Some(1)),
        ],
        &[],
        None,
    )
    .unwrap();
    assert_eq!(said.route, Some(Route::Partner));
    assert_eq!(
        said.said,
        "95% is met; of the routes that keep it, batch tracing through a partner costs least: £20.50 a month."
    );
    assert_eq!(said.reasons, ["Batch over an own connection: needs: Cost of a batch."]);
    let unknown = recommend(&[kept(Route::Manual, None)], &[], None).unwrap();
    assert_eq!(unknown.route, None);
    assert_eq!(unknown.said, "95% is met; what it costs to keep it can’t be given yet.");
}

#[test]
fn where_no_route_alone_has_a_date_all_together_are_spoken_for() {
    let rows = [
        without_a_date(Route::Manual, OptionStatus::NotOnPresentEvidence),
        without_a_date(Route::Partner, OptionStatus::NotOnPresentEvidence),
        route(Route::Combination, 3, None, None),
    ];
    let recommendation = recommend(&rows, &[], None).unwrap();
    assert_eq!(recommendation.route, Some(Route::Combination));
    assert_eq!(
        recommendation.said,
        "The figures speak for all routes together: no route alone has a date for 95% on present evidence."
    );
    assert_eq!(
        recommendation.reasons[0],
        "When: around 10 March 2027, between 1 March 2027 and 20 March 2027."
    );
}

#[test]
fn figures_without_a_date_speak_for_no_route() {
    let rows = [
        without_a_date(Route::Manual, OptionStatus::NotOnPresentEvidence),
        without_a_date(Route::Partner, OptionStatus::Needs),
    ];
    let recommendation = recommend(&rows, &[], None).unwrap();
    assert_eq!(recommendation.route, None);
    assert_eq!(
        recommendation.said,
        "The figures speak for no route: none has a date for 95% on present evidence."
    );
    assert_eq!(
        recommendation.reasons,
        ["Manual entry: not on present evidence.", "Batch through a partner: needs: A date."]
    );
    assert_eq!(recommend(&[], &[], None), None);
}

#[test]
fn another_date_than_the_forecast_is_explained() {
    let day = |month| NaiveDate::from_ymd_opt(2027, month, 8).unwrap();
    let said = |row: OptionRow, forecast| apart_from_forecast(std::slice::from_ref(&row), Some(&row), forecast);
    assert_eq!(said(route(Route::Partner, 3, None, None), day(4)), None);
    assert_eq!(
        said(route(Route::Partner, 9, None, None), day(4)).unwrap(),
        "Why later than the forecast (around 8 April 2027): that goes on as coverage rose over its snapshots, first batches among them; \
         this goes on as people joined and left in the last year, and slows down as fewer numbers are left to find."
    );
    assert_eq!(
        said(route(Route::Manual, 9, None, None), day(4)).unwrap(),
        "Why later than the forecast (around 8 April 2027): that goes on as coverage rose over its snapshots; this goes on as people \
         joined and left in the last year, and slows down as fewer numbers are left to find."
    );
    assert_eq!(
        said(route(Route::Partner, 3, None, None), day(9)).unwrap(),
        "Why sooner than the forecast (around 8 September 2027): that goes on as coverage rose over its snapshots, with what was in use \
         then; the route is taken as in use from the day on which it can begin."
    );
    let without = |status| [without_a_date(Route::Partner, status)];
    assert_eq!(
        apart_from_forecast(&without(OptionStatus::NotOnPresentEvidence), None, day(4)).unwrap(),
        "The forecast has a date all the same (around 8 April 2027): it goes on as coverage rose over its snapshots; the routes slow down \
         as fewer numbers are left to find."
    );
    assert_eq!(apart_from_forecast(&without(OptionStatus::Needs), None, day(4)), None);
}

#[test]
fn all_together_say_what_each_step_waits_for() {
    let together = route(Route::Combination, 3, None, None);
    let rows = [
        route(Route::Partner, 3, Some(0), None),
        route(Route::OwnConnection, 3, Some(1), None),
        route(Route::RealTime, 3, Some(5), None),
        together.clone(),
    ];
    assert_eq!(
        in_place_first(&together, &rows),
        "In place first: 1 thing for batch tracing over an own connection, 5 things for real time (Spine Mini or PDS), 95% before real time."
    );
}
