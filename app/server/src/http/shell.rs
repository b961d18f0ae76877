//! The page itself, with the first answers in it, so that nothing has to be asked before it can be drawn.

use super::{
    answer_cache::Body,
    ask::{self, Parameters},
    assets::INDEX,
    problem::{self, Failure, NO_SUCH_PAGE},
    state::{App, blocking},
};
use crate::answers;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderName, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use domain::{
    Filter, Problem,
    page::{Ask, Page},
};
use std::sync::Arc;

const HTML: [(HeaderName, &str); 2] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CACHE_CONTROL, "no-store"),
];

/// `GET` of every page's path.
pub(super) async fn page(State(app): State<Arc<App>>, uri: Uri, Query(parameters): Query<Parameters>) -> Result<Response, Failure> {
    let page = Page::at(uri.path()).unwrap_or(Page::Overview);
    // A wrong address still opens the page, which then says what is wrong with it.
    let asks = Filter::from_pairs(parameters).map(|filter| page.asks(&filter)).unwrap_or_default();
    let html = blocking(move || Ok(html(&app, page.title(), &first_answers(&app, &asks)?))).await?;
    Ok((HTML, html).into_response())
}

/// Any other address: a browser is shown a page that says so and leads on.
pub(super) async fn no_such_page(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok());
    if !accepted.is_some_and(|accepted| accepted.contains("text/html")) {
        return problem::no_such_page(&uri).into_response();
    }
    (StatusCode::NOT_FOUND, HTML, html(&app, NO_SUCH_PAGE, "")).into_response()
}

/// `GET /icon.svg`: a coverage bar short of its target.
pub(super) async fn icon() -> Response {
    const ICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#12436D"/><rect x="3" y="6" width="7" height="4" fill="#fff"/><rect x="12" y="3" width="1.5" height="10" fill="#fff"/></svg>"##;
    (
        [
            (header::CONTENT_TYPE, "image/svg+xml"),
            (header::CACHE_CONTROL, "public, max-age=86400"),
        ],
        ICON,
    )
        .into_response()
}

/// What each address would answer, all from one generation: an element each.
fn first_answers(app: &App, asks: &[Ask]) -> Result<String, Failure> {
    let generation = app.generation().map_err(Failure::document);
    let mut elements = String::new();
    for wanted in asks {
        let answer = generation
            .as_ref()
            .map_err(Problem::clone)
            .and_then(|generation| ask::body(app, generation, wanted).map_err(Failure::document));
        let (status, body) = match answer {
            Ok(body) => (200, body),
            Err(problem) => (problem.status, Body::from(answers::json(&problem)?)),
        };
        let path = escaped(&wanted.path());
        // Inside a script element only `<` could end it; in JSON it stands only inside texts.
        let body = std::str::from_utf8(&body).map_err(Failure::internal)?.replace('<', "\\u003c");
        elements.push_str(&format!(
            "\n<script type=\"application/json\" data-path=\"{path}\" data-status=\"{status}\">{body}</script>"
        ));
    }
    Ok(elements)
}

fn html(app: &App, title: &str, answers: &str) -> String {
    let council = &app.council;
    let (assets, body) = match &*INDEX {
        Some(index) => (
            format!(
                r#"<link rel="stylesheet" href="/assets/{css}">
<link rel="modulepreload" href="/assets/{glue}">
<link rel="preload" href="/assets/{wasm}" as="fetch" type="application/wasm" crossorigin>
<script type="module" src="/assets/{boot}"></script>"#,
                css = index.css,
                glue = index.glue,
                wasm = index.wasm,
                boot = index.boot,
            ),
            format!(
                r#"<div id="app"></div>
<noscript><p>This page is drawn by a program in your browser, which is switched off. The figures are also at <a href="/api/v1/coverage">/api/v1/coverage</a> and from the command nhs-coverage report.</p></noscript>
<div id="answers" hidden>{answers}
</div>"#
            ),
        ),
        None => (
            String::new(),
            "<main><h1>This binary was built without the dashboard</h1><p>Build it with: cargo xtask run. \
             The figures are at <a href=\"/api/v1/coverage\">/api/v1/coverage</a>.</p></main>"
                .to_owned(),
        ),
    };
    format!(
        r#"<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="council" content="{name}">
<meta name="data-note" content="{note}">
<title>{title} – NHS Number Coverage</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
{assets}
</head>
<body>
{body}
</body>
</html>
"#,
        name = escaped(&council.name),
        note = escaped(&council.note),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
