use super::{Browser, Site, of_team, pages};
use domain::{Filter, calendar, questions::Coverage};
use serde_json::json;

/// Of these, what is to be seen.
const SEEN: &str = "['.skip-link', 'nav', '.filter-bar', 'button', '.downloads', '.busy']
    .filter(part => [...document.querySelectorAll(part)].some(element => element.checkVisibility({ visibilityProperty: true })))";

#[tokio::test]
async fn on_paper_stands_what_can_be_read_there() {
    let site = Site::council();
    let browser = Browser::open().await;
    let date = calendar::long(site.ask::<Coverage>(&Filter::default()).rows[0].as_at);
    for (page, address) in pages(&site) {
        browser.visit(&site.at(&address)).await;
        assert!(!browser.texts(SEEN).await.is_empty(), "{page:?} on screen");
        browser.media("print", json!([])).await;
        assert_eq!(browser.texts(SEEN).await, [""; 0], "{page:?} on paper");
        if page.is_filtered() {
            let scope = "[...document.querySelectorAll('.page__scope')].filter(line => line.checkVisibility()).map(line => line.innerText)";
            let lines = browser.texts(scope).await;
            assert!(
                lines.iter().any(|line| line.contains(&format!("As at {date}"))),
                "{page:?}: {lines:?}"
            );
        }
        let dark = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
        browser.media("print", dark).await;
        let paper = browser.text("getComputedStyle(document.body).backgroundColor").await;
        assert!(
            ["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].contains(&paper.as_str()),
            "{page:?} is printed on {paper}"
        );
        browser.media("screen", json!([])).await;
    }
}

#[tokio::test]
async fn a_narrowed_page_says_so_on_paper() {
    let site = Site::council();
    let browser = Browser::open().await;
    let team = site.teams().swap_remove(0).team;
    browser
        .visit(&site.at(&format!("/team{}&measure=verified&exemptions=excluded", of_team(&team).query())))
        .await;
    browser.media("print", json!([])).await;
    let paper = browser.text("document.body.innerText").await;
    for said in [team.as_str(), "verified coverage", "less agreed exemptions"] {
        assert!(paper.contains(said), "{said} is missing on paper: {paper}");
    }
}
