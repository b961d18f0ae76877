use super::{Browser, Site, link_to, of_team, pages, shown::check_headline};
use domain::{Filter, page::Page};

/// What was fetched by the program in the page.
const FETCHED: &str = "performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)
    .filter(path => /^\\/(api|frame|summary|figure|table|note|export)\\b/.test(path))";

#[tokio::test]
async fn the_page_brings_its_answers_along() {
    let site = Site::council();
    let browser = Browser::open().await;
    for (page, address) in pages(&site) {
        browser.visit(&site.at(&address)).await;
        assert_eq!(browser.texts(FETCHED).await, [""; 0], "{page:?} asks before it shows anything");
        assert_eq!(browser.console().await, [""; 0], "{page:?}");
        let heading = browser.text("document.querySelector('h1').textContent").await;
        assert!(heading.starts_with(page.title()), "{page:?} is headed {heading:?}");
        let title = browser.text("document.title").await;
        assert!(title.starts_with(&heading) && title.ends_with("NHS Number Coverage"), "{title}");
    }
}

#[tokio::test]
async fn the_figures_are_those_of_the_api() {
    let site = Site::council();
    let browser = Browser::open().await;
    let teams = site.teams();
    for (address, filter) in [
        ("/", Filter::default()),
        ("/team", of_team(&teams[0].team)),
        ("/team", of_team(&teams[1].team)),
    ] {
        browser.visit(&site.at(&format!("{address}{}", filter.query()))).await;
        check_headline(&browser, &site, &filter).await;
    }
}

#[tokio::test]
async fn nothing_but_our_own_server_is_asked() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.requests().await;
    for (_, address) in pages(&site) {
        browser.visit(&site.at(&address)).await;
        browser
            .run("document.querySelectorAll('details').forEach(note => { note.open = true })")
            .await;
        browser
            .until("![...document.querySelectorAll('.note__text')].some(note => note.textContent.includes('One moment'))")
            .await;
    }
    let own = site.at("/");
    let asked = browser.requests().await;
    assert!(asked.iter().any(|address| address.ends_with(".wasm")), "{asked:?}");
    assert!(asked.iter().any(|address| address.contains("/note/")), "{asked:?}");
    let foreign: Vec<_> = asked
        .iter()
        .filter(|address| !address.starts_with(&own) && !address.starts_with("data:"))
        .collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    assert_eq!(browser.console().await, [""; 0]);
}

/// Each face of the charts' font, and how wide its words are against the face that they were measured in, which is served beside it.
const WIDTHS: &str = r#"const done = arguments[arguments.length - 1];
    const words = "Everything a trace matches by, 1,234 records (94.9%)";
    const faces = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule => rule instanceof CSSFontFaceRule);
    Promise.all(faces.map(async ({ style, parentStyleSheet }) => {
        const weight = style.getPropertyValue("font-weight");
        const file = new URL(style.getPropertyValue("src").match(/url\("([^"]+)"\)/)[1], parentStyleSheet.href);
        document.fonts.add(await new FontFace("Measured", `url(${file})`, { weight }).load());
        await document.fonts.load(`${weight} 100px "Coverage Sans"`);
        const context = document.createElement("canvas").getContext("2d");
        const width = family => {
            context.font = `${weight} 100px "${family}", monospace`;
            return context.measureText(words).width;
        };
        return `${weight}: ${Math.round(width("Coverage Sans") / width("Measured") * 100)}%`;
    })).then(done, failure => done([String(failure)]));"#;

#[tokio::test]
async fn charts_are_written_in_the_widths_they_were_measured_in_whatever_fonts_are_installed() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/")).await;
    assert_eq!(browser.texts_later(WIDTHS).await, ["400: 100%", "700: 100%"]);
    assert_eq!(browser.console().await, [""; 0]);
}

#[tokio::test]
async fn the_way_between_pages_keeps_the_app() {
    let site = Site::council();
    let browser = Browser::open().await;
    browser.visit(&site.at("/")).await;
    browser.run("window.kept = true").await;
    for page in [
        Page::Teams,
        Page::Team,
        Page::Matching,
        Page::Governance,
        Page::Data,
        Page::Overview,
    ] {
        browser.click(&link_to(page)).await;
        assert_eq!(browser.text("location.pathname").await, page.path());
        let current = browser
            .texts("[...document.querySelectorAll('nav [aria-current=page]')].map(link => link.textContent)")
            .await;
        assert_eq!(current, [page.title()]);
        assert!(browser.holds("window.kept").await, "{page:?} was loaded as a whole");
    }
    assert_eq!(browser.console().await, [""; 0]);
}
