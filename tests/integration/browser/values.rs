use super::{Browser, Site};
use fantoccini::key::Key;
use serde_json::json;

/// What the reader with the focus says, and what is shown beside its mark.
const SAID: &str = "
    const reader = document.activeElement;
    const shown = reader.parentElement.querySelector('.chart__value');
    return [reader.getAttribute('role') ?? '', reader.getAttribute('aria-valuetext') ?? '', shown?.textContent ?? '']";

#[tokio::test]
async fn every_chart_is_read_by_arrow_keys() {
    let site = Site::council();
    let browser = Browser::open().await;
    for address in ["/", "/teams"] {
        browser.visit(&site.at(address)).await;
        let charts = browser
            .texts("return [...document.querySelectorAll('.chart--wide')].map(String)")
            .await
            .len();
        assert!(charts >= 2, "{address} has {charts} charts");
        for chart in 0..charts {
            browser
                .run(&format!(
                    "document.querySelectorAll('.chart--wide .chart__reader')[{chart}].focus()"
                ))
                .await;
            assert_eq!(
                browser.texts(SAID).await,
                ["slider", "Use the arrow keys to read the values.", ""],
                "{address} chart {chart}"
            );
            browser.press(Key::Right).await;
            let first = browser.texts(SAID).await;
            assert!(!first[1].is_empty() && first[1] == first[2], "{address} chart {chart}: {first:?}");
            browser.press(Key::End).await;
            let last = browser.texts(SAID).await;
            assert_eq!(last[1], last[2], "{address} chart {chart}");
            browser.press(Key::Escape).await;
            assert_eq!(browser.texts(SAID).await[2], "", "{address} chart {chart}");
        }
    }
}

/// The numbers in a chart's marks, those before the texts below it, and whether the texts are to be seen.
const NUMBERED: &str = "
    const numbers = elements => [...elements].map(element => element.textContent.trim()).join(' ');
    return [...document.querySelectorAll('.figure')].filter(figure => figure.querySelector('.annotations')).flatMap(figure => [
        numbers(figure.querySelectorAll('.chart--wide text[fill=\"#3F4A51\"]')),
        numbers(figure.querySelectorAll('.annotations__number')),
        String([...figure.querySelectorAll('.annotations__text')].every(text => text.checkVisibility() && text.textContent.includes(': ')))])";

#[tokio::test]
async fn numbered_marks_have_their_texts_below_the_chart() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/")).await;
    for medium in ["screen", "print"] {
        browser.media(medium, json!([])).await;
        let numbered = browser.texts(NUMBERED).await;
        // Coverage over time and as a process: the flows of three months begin after what happened.
        assert_eq!(numbered, ["1 2", "1 2", "true"].repeat(2), "in {medium}");
    }
}

#[tokio::test]
async fn a_pointer_reads_the_nearest_value() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/")).await;
    browser
        .run(
            "const reader = document.querySelector('#figure-coverage_trend').closest('section').querySelector('.chart--wide .chart__reader');
             reader.focus();
             reader.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: reader.getBoundingClientRect().right - 5,
                 clientY: reader.getBoundingClientRect().top + 20 }))",
        )
        .await;
    let said = browser.texts(SAID).await;
    assert!(said[1].starts_with("31 October 2026: 88.7% (266 of 300)"), "{said:?}");
}
