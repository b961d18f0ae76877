use super::{
    Browser, Site, pages,
    session::{Look, NARROW},
};
use crate::support::shared::committed;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Where something was found, and what.
type Finding = (String, String);

/// axe-core 4.14.1, as published.
const AXE: &str = include_str!("../../browser/axe.min.js");

/// Every rule, also those of good practice and of the size of targets.
const FINDINGS: &str = "
    const done = arguments[0];
    const where = finding => finding.nodes.slice(0, 3).map(node => node.target.join(' ') + ' (' + node.failureSummary + ')').join('; ');
    axe.run(document, { preload: false, resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
        .then(result => done(result.violations.map(finding => finding.id + ': ' + where(finding))),
              error => done(['axe did not run: ' + error]));";

/// What sticks out of a page that should not scroll sideways, and what scrolls without saying so to the keyboard.
const TOO_WIDE: &str = "
    const page = document.documentElement;
    const scrolls = element => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX);
    const held = element => { for (let up = element.parentElement; up; up = up.parentElement) { if (scrolls(up)) return true } };
    const name = element => element.tagName + '.' + (element.getAttribute('class') ?? '');
    const found = [];
    if (page.scrollWidth > page.clientWidth) {
        found.push('the page: ' + page.scrollWidth + ' px');
        for (const element of document.body.querySelectorAll('*')) {
            if (element.getBoundingClientRect().right > page.clientWidth + 1 && !held(element)) found.push(name(element));
        }
    }
    for (const region of document.querySelectorAll('main *')) {
        const wide = region.scrollWidth > region.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(region).overflowX);
        const labelled = region.tabIndex === 0 && region.getAttribute('aria-label') && (region.getAttribute('role') || region.tagName === 'PRE');
        if (wide && !labelled) found.push('the keyboard cannot scroll ' + name(region));
    }
    return found";

/// What moves: running animations, and elements that would move when something about them changes.
const MOVING: &str = "
    const lasts = times => times.split(',').some(time => parseFloat(time) > 0.001);
    const moves = element => ['', '::before', '::after'].some(part => {
        const style = getComputedStyle(element, part);
        return lasts(style.transitionDuration) || style.animationName !== 'none' && lasts(style.animationDuration);
    });
    const found = [...document.querySelectorAll('*')].filter(moves).map(element => element.tagName + '.' + element.className);
    const smooth = getComputedStyle(document.documentElement).scrollBehavior === 'smooth' ? ['html scrolls smoothly'] : [];
    return [...document.getAnimations().map(animation => 'animation ' + animation.id), ...smooth, ...new Set(found)]";

#[tokio::test]
async fn axe_finds_nothing_on_pages_with_figures() {
    let site = Site::council();
    let browser = Browser::open().await;
    let mut findings = Vec::new();
    for (page, address) in pages(&site) {
        browser.visit(&site.at(&address)).await;
        findings.extend(check_looks(&browser, &format!("{page:?}"), &Look::ALL).await);
        open_all(&browser).await;
        findings.extend(check_looks(&browser, &format!("{page:?} opened"), &Look::ALL).await);
    }
    browser.visit(&site.at("/team")).await;
    findings.extend(check_looks(&browser, "choice of a team", &Look::ALL).await);
    assert_nothing(&findings);
}

#[tokio::test]
async fn axe_finds_nothing_where_there_is_nothing_to_show() {
    let mut site = Site::empty();
    let browser = Browser::open().await;
    let mut findings = Vec::new();
    for path in ["/", "/teams", "/team", "/data", "/?colour=red"] {
        browser.visit(&site.at(path)).await;
        findings.extend(check_looks(&browser, &format!("empty {path}"), &Look::EXTREMES).await);
    }
    site = Site::council();
    for path in ["/?team=Nobody", "/teams?as_at=1999-01-01"] {
        browser.visit(&site.at(path)).await;
        findings.extend(check_looks(&browser, path, &Look::EXTREMES).await);
    }
    browser.visit(&site.at("/")).await;
    site.stop();
    browser.choose("#filter-measure", "verified").await;
    findings.extend(check_looks(&browser, "without a server", &Look::ALL).await);
    assert_nothing(&findings);
}

#[tokio::test]
async fn the_briefing_is_for_everybody_too() {
    let loaded = committed();
    loaded.council.done("briefing --to audited.html");
    let browser = Browser::open().await;
    browser.open_file(&loaded.council.path("audited.html")).await;
    let mut findings = check_looks(&browser, "the briefing", &Look::EXTREMES).await;
    for width in [NARROW, 700, 1000] {
        browser.size(width, 640).await;
        let place = format!("the briefing at {width} px");
        findings.extend(browser.texts(TOO_WIDE).await.into_iter().map(|finding| (place.clone(), finding)));
        let shown = "[...document.querySelectorAll('svg')].filter(svg => svg.checkVisibility()).length";
        assert!(
            browser
                .holds(&format!("{shown} === document.querySelectorAll('figure').length"))
                .await
        );
    }
    assert_nothing(&findings);
}

#[tokio::test]
async fn only_tables_are_wider_than_a_telephone() {
    let site = Site::council();
    let empty = Site::empty();
    let browser = Browser::open().await;
    let mut addresses: Vec<_> = pages(&site).into_iter().map(|(_, address)| site.at(&address)).collect();
    addresses.extend([
        site.at("/team"),
        site.at("/?team=Nobody"),
        site.at("/?colour=red"),
        empty.at("/"),
        empty.at("/data"),
    ]);
    let mut findings = Vec::new();
    for address in addresses {
        browser.visit(&address).await;
        for opened in [false, true] {
            if opened {
                open_all(&browser).await;
            }
            for width in [NARROW, 700, 1000] {
                browser.size(width, 640).await;
                let place = format!("{address} at {width} px");
                findings.extend(browser.texts(TOO_WIDE).await.into_iter().map(|finding| (place.clone(), finding)));
            }
        }
    }
    assert_nothing(&findings);
}

#[tokio::test]
async fn nothing_moves_for_those_who_asked_for_that() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser
        .media("screen", json!([{ "name": "prefers-reduced-motion", "value": "reduce" }]))
        .await;
    let mut findings = Vec::new();
    for (page, address) in pages(&site) {
        browser.visit(&site.at(&address)).await;
        open_all(&browser).await;
        findings.extend(
            browser
                .texts(MOVING)
                .await
                .into_iter()
                .map(|finding| (format!("{page:?}"), finding)),
        );
    }
    assert_nothing(&findings);
}

/// Shows every table in place of its chart and every note.
async fn open_all(browser: &Browser) {
    browser
        .run("document.querySelectorAll('.figure__actions button').forEach(button => button.click())")
        .await;
    browser
        .run("document.querySelectorAll('details').forEach(note => { note.open = true })")
        .await;
    browser
        .until("![...document.querySelectorAll('.note__text')].some(note => note.textContent.includes('One moment'))")
        .await;
}

/// What axe-core finds on the page as it is, in each of those looks.
async fn check_looks(browser: &Browser, page: &str, looks: &[Look]) -> Vec<Finding> {
    if !browser.holds("window.axe").await {
        browser.run(AXE).await;
    }
    let mut findings = Vec::new();
    for look in looks {
        browser.look(*look).await;
        let found = browser.texts_later(FINDINGS).await;
        findings.extend(
            found
                .into_iter()
                .map(|finding| (format!("{page} at {} px {}", look.width, look.scheme), finding)),
        );
    }
    browser.look(Look::ALL[0]).await;
    findings
}

/// Fails with every finding, each once with the places where it was found.
#[track_caller]
fn assert_nothing(findings: &[Finding]) {
    let mut places = BTreeMap::<_, BTreeSet<_>>::new();
    for (place, finding) in findings {
        places.entry(finding).or_default().insert(place.as_str());
    }
    let lines: Vec<_> = places
        .into_iter()
        .map(|(finding, places)| format!("{finding}\n    on {}", Vec::from_iter(places).join(", ")))
        .collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}
