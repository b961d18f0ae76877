use super::{
    Browser, Site, of_team,
    shown::{self, assert_same, check_headline, check_teams},
};
use domain::{
    Exemptions, Filter, Measure, TeamSort,
    questions::{CoverageTrend, Provenance},
};

#[tokio::test]
async fn a_choice_goes_into_the_address_and_onto_the_page() {
    let site = Site::council();
    let browser = Browser::open().await;
    let team = site.teams().swap_remove(0);
    let dates = site.ask::<CoverageTrend>(&Filter::default()).rows;
    let earlier = dates[dates.len() - 2].as_at;

    let mut filter = Filter::default();
    let mut states = Vec::new();
    browser.visit(&site.at("/")).await;
    states.push(shown::all(&browser).await);
    let choices = [
        ("#filter-measure", "recorded".to_owned()),
        ("#filter-as-at", earlier.to_string()),
        ("#filter-service", team.service.clone()),
        ("#filter-team", team.team.clone()),
        ("#filter-measure", "verified".to_owned()),
    ];
    for (control, value) in choices {
        browser.choose(control, &value).await;
        match control {
            "#filter-as-at" => filter.as_at = Some(earlier),
            "#filter-service" => filter.service = Some(value),
            "#filter-team" => (filter.service, filter.team) = (None, Some(value)),
            _ => filter.measure = Measure::from_name(&value).unwrap(),
        }
        check_address(&browser, "/", &filter).await;
        check_headline(&browser, &site, &filter).await;
        states.push(shown::all(&browser).await);
    }
    browser.click("#filter-exemptions").await;
    filter.exemptions = Exemptions::Excluded;
    check_address(&browser, "/", &filter).await;
    check_headline(&browser, &site, &filter).await;
    states.push(shown::all(&browser).await);

    for (place, state) in states.iter().enumerate().rev().skip(1) {
        browser.back().await;
        assert_same(&shown::all(&browser).await, state, &format!("back to state {place}"));
    }
    for (place, state) in states.iter().enumerate().skip(1) {
        browser.forward().await;
        assert_same(&shown::all(&browser).await, state, &format!("forward to state {place}"));
    }
    assert_eq!(browser.console().await, [""; 0]);
}

#[tokio::test]
async fn an_address_opened_afresh_shows_what_its_sender_saw() {
    let site = Site::council();
    let browser = Browser::open().await;
    let team = site.teams().swap_remove(1);
    let mut dates = site.ask::<CoverageTrend>(&Filter::default()).rows;
    dates.retain(|row| row.provenance == Provenance::Snapshot);
    browser.visit(&site.at("/team")).await;
    for (control, value) in [
        ("#filter-team", team.team.clone()),
        ("#filter-as-at", dates[dates.len() - 1].as_at.to_string()),
        ("#filter-from", dates[0].as_at.to_string()),
        ("#filter-measure", "recorded".to_owned()),
    ] {
        browser.choose(control, &value).await;
    }
    let filter = Filter {
        as_at: Some(dates[dates.len() - 1].as_at),
        from: Some(dates[0].as_at),
        to: Some(dates[dates.len() - 1].as_at),
        measure: Measure::Recorded,
        ..of_team(&team.team)
    };
    check_address(&browser, "/team", &filter).await;
    let sent = shown::all(&browser).await;
    browser.visit(&site.at("/")).await;
    browser.visit(&site.at(&format!("/team{}", filter.query()))).await;
    assert_same(&shown::all(&browser).await, &sent, "opened afresh");
}

#[tokio::test]
async fn headers_put_the_teams_in_order() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/teams")).await;
    check_teams(&browser, &site, &Filter::default()).await;
    for (header, sort, order) in [
        ("Coverage, %", TeamSort::Coverage, "ascending"),
        ("Team", TeamSort::Team, "ascending"),
        ("Service", TeamSort::Service, "ascending"),
        ("Change, points", TeamSort::Change, "ascending"),
        ("Course, points", TeamSort::Course, "ascending"),
        ("Variation", TeamSort::Variation, "ascending"),
        ("Assurance", TeamSort::Assurance, "ascending"),
        ("95% interval", TeamSort::Interval, "ascending"),
        ("Against target", TeamSort::AgainstTarget, "ascending"),
        ("Beside other teams", TeamSort::AmongTeams, "ascending"),
        ("In scope", TeamSort::InScope, "descending"),
        ("Records to go", TeamSort::RecordsToGo, "descending"),
    ] {
        browser.follow(header).await;
        let filter = Filter { sort, ..Filter::default() };
        check_address(&browser, "/teams", &filter).await;
        check_teams(&browser, &site, &filter).await;
        let marked = browser.texts("[...document.querySelector('.data-table').querySelectorAll('[aria-sort]')].map(header => header.getAttribute('aria-sort') + ' ' + header.textContent)").await;
        assert_eq!(marked.len(), 1, "{marked:?}");
        assert!(marked[0].starts_with(&format!("{order} {header}")), "{marked:?}");
    }
    browser.back().await;
    let filter = Filter {
        sort: TeamSort::InScope,
        ..Filter::default()
    };
    check_address(&browser, "/teams", &filter).await;
    check_teams(&browser, &site, &filter).await;
}

#[tokio::test]
async fn a_team_leads_to_its_page_under_the_same_filter() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/teams?measure=recorded&sort=team")).await;
    let team = browser.text("document.querySelector('.data-table tbody th').textContent").await;
    browser.click(".data-table tbody th a").await;
    let filter = Filter {
        measure: Measure::Recorded,
        ..of_team(&team)
    };
    check_address(&browser, "/team", &filter).await;
    check_headline(&browser, &site, &filter).await;
}

async fn check_address(browser: &Browser, path: &str, filter: &Filter) {
    let address = browser.text("location.pathname + location.search").await;
    let (found, query) = address.split_once('?').unwrap_or((&address, ""));
    let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
    assert_eq!((found, Filter::from_pairs(pairs).as_ref()), (path, Ok(filter)), "{address}");
}
