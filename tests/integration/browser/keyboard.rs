use super::{Browser, Site, link_to, pages, shown};
use domain::{Filter, Measure, page::Page};
use fantoccini::key::Key;

/// Everything that takes the focus, in the order in which it stands on the page.
const FOCUSABLE: &str = "
    const all = document.querySelectorAll('a[href], button, select, input, summary, [tabindex=\"0\"]');
    return [...all].filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.disabled).map(element => {
        element.dataset.place ??= String([...all].indexOf(element));
        return element.dataset.place + ' ' + element.tagName + ' ' + element.textContent.trim().slice(0, 40);
    })";

/// The element that has the focus, and how that is seen.
const FOCUSED: &str = "
    const element = document.activeElement, style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const seen = outlined || style.boxShadow !== 'none';
    const box = element.getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 1;
    return [(element.dataset.place ?? 'none') + ' ' + element.tagName + ' ' + element.textContent.trim().slice(0, 40),
            seen ? '' : 'the focus is not seen', inside ? '' : 'the focus is off the screen']";

#[tokio::test]
async fn tab_reaches_everything_in_order_and_is_seen() {
    let site = Site::council();
    let browser = Browser::open().await;
    for (page, address) in pages(&site) {
        browser.visit(&site.at(&address)).await;
        let expected = browser.texts(FOCUSABLE).await;
        assert!(expected[0].contains("Skip to main content"), "{page:?}: {expected:?}");
        let mut reached = Vec::new();
        let mut unseen = Vec::new();
        for _ in &expected {
            browser.press(Key::Tab).await;
            let mut focused = browser.texts(FOCUSED).await;
            let element = focused.remove(0);
            unseen.extend(
                focused
                    .into_iter()
                    .filter(|wrong| !wrong.is_empty())
                    .map(|wrong| format!("{element}: {wrong}")),
            );
            reached.push(element);
        }
        assert_eq!(reached, expected, "{page:?}");
        assert!(unseen.is_empty(), "{page:?}: {unseen:?}");
    }
}

#[tokio::test]
async fn the_skip_link_leads_past_the_head() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/")).await;
    browser.press(Key::Tab).await;
    browser.press(Key::Enter).await;
    browser.until("document.activeElement.id === 'main'").await;
    browser.press(Key::Tab).await;
    assert!(
        browser
            .holds("document.querySelector('main').contains(document.activeElement)")
            .await
    );
    assert_eq!(browser.text("location.pathname").await, "/");
    assert_eq!(browser.console().await, [""; 0]);
}

#[tokio::test]
async fn the_focus_goes_to_the_heading_of_another_page_and_stays_on_a_filter() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/")).await;
    for page in [Page::Teams, Page::Matching, Page::Governance, Page::Data, Page::Overview] {
        browser.run(&format!("document.querySelector(\"{}\").focus()", link_to(page))).await;
        browser.press(Key::Enter).await;
        browser.settled().await;
        assert_eq!(browser.text("location.pathname").await, page.path());
        browser.until("document.activeElement.tagName === 'H1'").await;
    }
    browser.run("document.querySelector('#filter-measure').focus()").await;
    browser.press(Key::Down).await;
    browser.settled().await;
    assert_eq!(browser.text("location.search").await, "?measure=verified");
    assert_eq!(browser.text("document.activeElement.id").await, "filter-measure");
    let filter = Filter {
        measure: Measure::Verified,
        ..Filter::default()
    };
    shown::check_headline(&browser, &site, &filter).await;
    let told = browser.text("document.querySelector('main > [role=status]').textContent").await;
    assert!(told.contains("verified coverage"), "nobody who can't see is told: {told:?}");
}

#[tokio::test]
async fn a_chart_becomes_its_table_and_back() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/")).await;
    for question in ["coverage", "coverage_trend", "coverage_by_team", "movement"] {
        let figure = format!("section[aria-labelledby=figure-{question}]");
        let shows = |part: &str| format!("document.querySelector('{figure} {part}')?.checkVisibility() ?? false");
        assert!(
            browser.holds(&shows("svg")).await && !browser.holds(&shows("table")).await,
            "{question}"
        );
        browser.run(&format!("document.querySelector('{figure} button').focus()")).await;
        for (key, table) in [(Key::Space, true), (Key::Enter, false)] {
            browser.press(key).await;
            assert_eq!(browser.holds(&shows("table")).await, table, "{question}");
            assert_eq!(browser.holds(&shows("svg")).await, !table, "{question}");
            assert!(
                browser
                    .holds(&format!("document.activeElement === document.querySelector('{figure} button')"))
                    .await
            );
        }
        let files = browser
            .texts(&format!(
                "[...document.querySelectorAll('{figure} .downloads a')].map(link => link.getAttribute('href'))"
            ))
            .await;
        let expected = ["svg", "png", "pdf", "csv", "xlsx"].map(|extension| format!("/export/{question}.{extension}"));
        assert_eq!(files, expected);
    }
}

#[tokio::test]
async fn the_focus_stays_on_the_header_that_puts_the_teams_in_order() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/teams")).await;
    browser
        .run("document.querySelector('.data-table thead a[href$=\"sort=team\"]').focus()")
        .await;
    browser.press(Key::Enter).await;
    browser.settled().await;
    assert_eq!(browser.text("location.search").await, "?sort=team");
    assert_eq!(
        browser
            .text("document.activeElement.closest('th')?.getAttribute('aria-sort')")
            .await,
        "ascending"
    );
}
