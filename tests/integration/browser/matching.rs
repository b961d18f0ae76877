use super::{Browser, Site, link_to, of_team};
use domain::{
    Filter, calendar,
    page::Page,
    percent,
    questions::{MatchRateRow, MatchRateTrend},
};

/// The sentence about matching at the head of the Overview without its link; empty where there is none.
const SAID: &str = "[...document.querySelectorAll('.answer__rest')]
    .map(line => line.firstChild.textContent).filter(line => line.includes('latest to come back')).join()";

/// Where the sentences at the head of the Overview lead.
const LINKS: &str = "[...document.querySelectorAll('.answer__rest a')].map(link => link.getAttribute('href'))";

#[tokio::test]
async fn the_overview_says_what_the_last_batch_found_as_the_page_about_it_does() {
    let site = Site::council();
    let browser = Browser::open().await;
    let trend = site.ask::<MatchRateTrend>(&Filter::default()).rows;
    let last = MatchRateRow::last_batch(&trend).unwrap();
    browser.visit(&site.at("/")).await;
    let said = browser.text(SAID).await;
    for part in [last.batches.clone(), calendar::long(last.as_at), percent::count(last.matched)] {
        assert!(said.contains(&part), "{part} is not in {said}");
    }
    browser.click(&link_to(Page::Matching)).await;
    assert_eq!(browser.text("location.pathname").await, Page::Matching.path());
    let shown = browser.text("document.querySelector('.answer').innerText").await;
    assert!(shown.contains(&said), "{said} is not in {shown}");
    // Batches are of the whole council.
    let teams = site.teams();
    browser.visit(&site.at(&format!("/{}", of_team(&teams[0].team).query()))).await;
    assert_eq!(browser.text(SAID).await, "");
    assert_eq!(browser.texts(LINKS).await, [""; 0]);
    assert_eq!(browser.console().await, [""; 0]);
}

#[tokio::test]
async fn the_overview_leads_to_the_pages_that_say_more_under_the_same_filter() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/?measure=verified")).await;
    assert_eq!(
        browser.texts(LINKS).await,
        ["/matching", "/resources", "/governance"].map(|path| format!("{path}?measure=verified"))
    );
    browser.click(".answer__rest a[href^='/governance']").await;
    assert_eq!(
        browser.text("location.pathname + location.search").await,
        "/governance?measure=verified"
    );
    assert_eq!(browser.console().await, [""; 0]);
}
