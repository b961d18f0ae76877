use super::{Browser, Site};
use domain::{
    Filter, Measure, calendar, percent,
    questions::{Coverage, TeamProcesses},
};

/// Holds that the answer at the head of a page is what the API says under a filter.
pub(super) async fn check_headline(browser: &Browser, site: &Site, filter: &Filter) {
    let row = site.ask::<Coverage>(filter).rows.swap_remove(0);
    let counted = match filter.measure {
        Measure::Recorded => row.recorded.unwrap(),
        Measure::Coverage => row.covered,
        Measure::Verified => row.verified.unwrap(),
    };
    let share = percent::shown(counted, row.in_scope, row.target);
    let value = browser.text("document.querySelector('.stat-list__value').textContent").await;
    assert_eq!(value, share, "under {}", filter.query());

    let answer = browser.text("document.querySelector('.answer').innerText").await;
    let counts = [counted, row.in_scope, row.records_to_go].map(percent::count);
    for expected in counts.into_iter().chain([calendar::long(row.as_at)]) {
        assert!(
            answer.contains(&expected),
            "{expected} is missing under {}: {answer}",
            filter.query()
        );
    }
    let said = browser.text("document.querySelector('.answer__verdict').textContent").await;
    let verdict = if row.records_to_go == 0 { "Yes: " } else { "Not yet: " };
    assert!(said.starts_with(verdict) && said.contains(&share), "{said}");

    let scope = browser.text("document.querySelector('.page__scope').innerText").await;
    assert!(scope.contains(&format!("As at {}", calendar::long(row.as_at))), "{scope}");
}

/// Holds that the first table of the page lists the teams as the API does under a filter, in the same order.
pub(super) async fn check_teams(browser: &Browser, site: &Site, filter: &Filter) {
    let rows = site.ask::<TeamProcesses>(filter).rows;
    let expected: Vec<_> = rows
        .iter()
        .map(|row| format!("{}: {}", row.team.team, percent::count(row.team.records_to_go)))
        .collect();
    let listed = "
        const table = document.querySelector('.data-table table');
        const column = [...table.tHead.rows[0].cells].findIndex(header => header.textContent.startsWith('Records to go'));
        return [...table.tBodies[0].rows].map(row => row.cells[0].textContent + ': ' + row.cells[column].textContent)";
    assert_eq!(browser.texts(listed).await, expected, "under {}", filter.query());
}

/// Everything that the reader sees of the figures and of the controls, to compare two states of the page.
pub(super) async fn all(browser: &Browser) -> Vec<String> {
    browser
        .texts(
            "const lines = [...document.querySelectorAll('h1, h2, p:not([role=status]), dt, dd, caption, th, td, option')]
                 .map(element => element.textContent);
             const charts = [...document.querySelectorAll('.chart')].map(chart => chart.querySelector('svg')?.outerHTML ?? '');
             const lists = [...document.querySelectorAll('select')].map(list => list.id + '=' + list.value);
             const switches = [...document.querySelectorAll('input')].map(input => input.id + '=' + input.checked);
             return [document.title, location.pathname + location.search, ...lines, ...lists, ...switches, ...charts]",
        )
        .await
}

/// Holds that two states of the page are the same, naming what differs.
#[track_caller]
pub(super) fn assert_same(now: &[String], then: &[String], when: &str) {
    let differ: Vec<_> = now
        .iter()
        .zip(then)
        .filter(|(now, then)| now != then)
        .map(where_they_part)
        .take(5)
        .collect();
    assert!(differ.is_empty() && now.len() == then.len(), "{when}, now and then: {differ:#?}");
}

/// The parts of two texts from where they part.
fn where_they_part((now, then): (&String, &String)) -> [String; 2] {
    let same = now.chars().zip(then.chars()).take_while(|(now, then)| now == then).count();
    [now, then].map(|text| text.chars().skip(same.saturating_sub(20)).take(120).collect())
}
