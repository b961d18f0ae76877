use super::*;

/// What is known at the last of those dates.
fn frame(dates: &[(&str, Provenance)], teams: &[(&str, &str)]) -> Frame {
    let dates: Vec<_> = dates
        .iter()
        .map(|(date, provenance)| (calendar::read(date).unwrap(), *provenance))
        .collect();
    Frame {
        version: String::new(),
        generation: 1,
        as_at: dates.last().map(|(date, _)| *date),
        refused: None,
        dates,
        teams: teams
            .iter()
            .map(|(team, service)| ((*team).to_owned(), (*service).to_owned()))
            .collect(),
    }
}

fn labels(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.label.as_str()).collect()
}

fn selected(choices: &[Choice]) -> Vec<&str> {
    choices
        .iter()
        .filter(|choice| choice.selected)
        .map(|choice| choice.value.as_str())
        .collect()
}

#[test]
fn groups_are_one_of_the_list_and_the_default_leaves_no_trace() {
    let filter = Filter::default();
    let by_age = changed(&filter, Field::By, "age_band", None);
    assert_eq!(by_age.query(), "?by=age_band");
    let chosen: Vec<_> = dimensions(&by_age)
        .into_iter()
        .filter(|choice| choice.selected)
        .map(|choice| choice.label)
        .collect();
    assert_eq!(chosen, ["Age"]);
    assert_eq!(changed(&by_age, Field::By, "service", None), filter);
}

#[test]
fn dates_come_latest_first_and_a_date_between_is_kept() {
    let known = frame(&[("2026-09-30", Provenance::Snapshot), ("2026-10-31", Provenance::Snapshot)], &[]);
    let filter = Filter {
        as_at: calendar::read("2026-10-15"),
        ..Filter::default()
    };
    let choices = dates(&known, &filter);
    assert_eq!(
        labels(&choices),
        [
            "Latest: 31 October 2026",
            "Up to 15 October 2026",
            "31 October 2026",
            "30 September 2026"
        ]
    );
    assert_eq!(selected(&choices), ["2026-10-15"]);
    assert_eq!(selected(&dates(&known, &Filter::default())), [""]);
}

#[test]
fn a_period_starts_at_a_snapshot_before_the_date_shown() {
    let dates = [
        ("2026-08-31", Provenance::History),
        ("2026-09-30", Provenance::Snapshot),
        ("2026-10-31", Provenance::Snapshot),
    ];
    let choices = starts(&frame(&dates, &[]), &Filter::default());
    assert_eq!(labels(&choices)[1..], ["30 September 2026"]);
}

#[test]
fn teams_follow_the_service() {
    let known = frame(&[], &[("North", "Hospital"), ("east", "Community"), ("South", "Hospital")]);
    let all = Filter::default();
    assert_eq!(labels(&services(&known, &all)), ["All services", "Community", "Hospital"]);
    assert_eq!(labels(&teams(&known, &all)), ["All teams", "east", "North", "South"]);
    let hospital = changed(&all, Field::Service, "Hospital", None);
    assert_eq!(labels(&teams(&known, &hospital)), ["All teams", "North", "South"]);
    let north = changed(&hospital, Field::Team, "North", None);
    assert_eq!((north.service, north.team.as_deref()), (None, Some("North")));
}

#[test]
fn a_period_ends_with_the_date_it_was_chosen_at() {
    let filter = changed(&Filter::default(), Field::From, "2026-01-31", calendar::read("2026-10-31"));
    assert_eq!(filter.query(), "?from=2026-01-31&to=2026-10-31");
    assert_eq!(changed(&filter, Field::AsAt, "2026-06-30", None).query(), "?as_at=2026-06-30");
    assert_eq!(changed(&filter, Field::From, "", calendar::read("2026-10-31")).query(), "");
}

#[test]
fn the_target_can_be_wanted_by_any_month_s_end() {
    let known = frame(&[("2026-10-31", Provenance::Snapshot)], &[]);
    let choices = ends(&known, &Filter::default());
    assert_eq!(
        labels(&choices)[..3],
        ["End of the financial year: 31 March 2027", "30 November 2026", "31 December 2026"]
    );
    assert_eq!((choices.len(), selected(&choices)), (36, vec![""]));
    let chosen = changed(&Filter::default(), Field::ReachBy, "2027-02-14", None);
    let choices = ends(&known, &chosen);
    assert_eq!(selected(&choices), ["2027-02-14"]);
    assert!(choices.is_sorted_by_key(|choice| choice.value.clone()));
    assert_eq!(ends(&frame(&[], &[]), &Filter::default()), []);
}

#[test]
fn only_a_figure_that_differs_from_the_measured_one_is_in_the_address() {
    let own = |filter: &Filter, text: &str, measured: &str| assumed(filter, Assumption::MatchRateFirst, text, measured);
    let here = Filter::from_pairs([("assume", "hour_cost:30,match_rate_first:0.5")]).unwrap();
    for (text, measured, query) in [
        ("40%", "62.5%", "?assume=match_rate_first%3A0.4%2Chour_cost%3A30"),
        ("40%", "", "?assume=match_rate_first%3A0.4%2Chour_cost%3A30"),
        (" ", "62.5%", "?assume=hour_cost%3A30"),
        ("", "", "?assume=hour_cost%3A30"),
        ("62.5%", "62.5%", "?assume=hour_cost%3A30"),
        ("0.625", "62.5%", "?assume=hour_cost%3A30"),
    ] {
        assert_eq!(own(&here, text, measured).unwrap().query(), query, "{text:?} beside {measured:?}");
    }
    let alone = own(&Filter::default(), "40%", "62.5%").unwrap();
    assert_eq!(own(&alone, "", "62.5%").unwrap().query(), "");
    assert!(own(&alone, "many", "62.5%").is_err());
}
