use super::{
    Browser, Site, of_team, pages,
    shown::{self, assert_same, check_headline, check_teams},
};
use domain::{Filter, Measure, page::Page};

#[tokio::test]
async fn without_figures_every_page_says_how_to_load_some() {
    let site = Site::empty();
    let browser = Browser::open().await;
    for page in Page::ALL {
        browser.visit(&site.at(page.path())).await;
        let said = browser.text("document.querySelector('main').innerText").await;
        for expected in [
            "No snapshots yet",
            "nhs-coverage load persons_2026-10-31.csv allocations_2026-10-31.csv --data DIR",
        ] {
            assert!(said.contains(expected), "{page:?} doesn't say {expected:?}: {said}");
        }
        assert_eq!(browser.console().await, [""; 0], "{page:?}");
    }
}

#[tokio::test]
async fn without_a_server_the_page_says_so_and_recovers() {
    let mut site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/")).await;
    site.stop();
    browser.choose("#filter-measure", "recorded").await;
    browser.until("document.querySelector('.problem button')?.checkVisibility()").await;
    let said = browser.text("document.querySelector('.problem').innerText").await;
    assert!(said.contains("The server does not answer") && said.contains("Try again"), "{said}");
    assert_eq!(browser.text("location.search").await, "?measure=recorded");

    browser.click(".problem button").await;
    assert!(
        browser.holds("document.querySelector('.problem')").await,
        "it can't have recovered yet"
    );

    site.start();
    browser.click(".problem button").await;
    browser.until("!document.querySelector('.problem')").await;
    let filter = Filter {
        measure: Measure::Recorded,
        ..Filter::default()
    };
    check_headline(&browser, &site, &filter).await;
    browser.choose("#filter-measure", "coverage").await;
    check_headline(&browser, &site, &Filter::default()).await;
    let log = browser.console().await;
    let unexpected: Vec<_> = log.iter().filter(|line| !line.contains("ERR_CONNECTION_REFUSED")).collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
}

#[tokio::test]
async fn a_wrong_address_is_explained_and_can_be_left() {
    let site = Site::council();
    let browser = Browser::open().await;
    for (address, said) in [
        ("/team?team=Nobody", "Nobody"),
        ("/?service=Nothing", "Nothing"),
        ("/teams?team=Nobody", "Nobody"),
        ("/?as_at=yesterday", "is not a date"),
        ("/?measure=best", "is not one of"),
        ("/data?colour=red", "is not a parameter"),
        ("/teams?sort=size", "is not one of"),
        ("/?team=A&team=B", "is given twice"),
        ("/?team=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "<img src=x onerror=alert(1)>"),
    ] {
        browser.visit(&site.at(address)).await;
        let shown = browser.text("document.querySelector('main').innerText").await;
        assert!(shown.contains(said), "{address} should say {said:?}: {shown}");
        assert!(
            !browser.holds("document.querySelector('.stat-list, table')").await,
            "{address} shows figures"
        );
        assert_eq!(browser.console().await, [""; 0], "{address}");
        browser.click(".problem a").await;
        assert!(
            !browser.holds("document.querySelector('.problem')").await,
            "{address} leads nowhere"
        );
    }
}

#[tokio::test]
async fn earlier_counts_alone_fill_the_pages() {
    let site = Site::history();
    let browser = Browser::open().await;
    let filter = Filter::default();
    for (page, address) in pages(&site) {
        browser.visit(&site.at(&address)).await;
        let shown = browser.text("document.querySelector('main').innerText").await;
        assert!(!shown.contains("NaN") && !shown.contains("null"), "{page:?}: {shown}");
        assert!(!browser.holds("document.querySelector('.problem')").await, "{page:?}: {shown}");
        assert_eq!(browser.console().await, [""; 0], "{page:?}");
    }
    browser.visit(&site.at("/")).await;
    check_headline(&browser, &site, &filter).await;
    let movement = browser
        .text("document.querySelector('[aria-labelledby=figure-movement]').innerText")
        .await;
    assert!(movement.contains("two snapshots"), "{movement}");
    browser.choose("#filter-measure", "verified").await;
    let said = browser.text("document.querySelector('.problem').innerText").await;
    assert!(said.contains("earlier counts"), "{said}");
    browser.choose("#filter-measure", "coverage").await;
    check_headline(&browser, &site, &filter).await;
    browser.visit(&site.at("/teams")).await;
    check_teams(&browser, &site, &filter).await;
    let team = site.teams().swap_remove(0).team;
    browser.follow(&team).await;
    check_headline(&browser, &site, &of_team(&team)).await;
}

#[tokio::test]
async fn what_was_shown_stays_until_the_next_is_there() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/")).await;
    let before = shown::all(&browser).await;
    browser
        .run(
            "window.gaps = 0;
             const count = () => { if (!document.querySelector('.answer__verdict') || document.querySelectorAll('.chart svg').length < 6) window.gaps += 1 };
             new MutationObserver(count).observe(document.querySelector('main'), { childList: true, subtree: true })",
        )
        .await;
    for measure in ["recorded", "verified", "coverage"] {
        browser.choose("#filter-measure", measure).await;
    }
    assert!(browser.holds("window.gaps === 0").await, "the page went blank between two states");
    assert_same(&shown::all(&browser).await, &before, "after three measures");
}
