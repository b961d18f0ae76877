use super::{
    answer_cache::Body,
    problem::Failure,
    segment::Segment,
    state::{App, blocking},
};
use crate::answers;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Filter, Question as _, questions::Worklist};
use std::sync::Arc;
use warehouse::Generation;

/// Decoded parameters in the order given, so that a repeated one is seen.
pub(super) type Parameters = Vec<(String, String)>;

/// `GET /api/v1/{question}`: the answer as JSON.
pub(super) async fn answer(
    State(app): State<Arc<App>>,
    Segment(question): Segment,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let filter = Filter::from_pairs(parameters)?;
    blocking(move || {
        let generation = app.generation()?;
        let body = json(&app, &generation, &question, &filter)?;
        let etag = etag(&generation, &format!("/api/v1/{question}{}", filter.query()));
        Ok(unless_fresh(&headers, &question, &etag, "application/json", body))
    })
    .await
}

/// The answer as JSON, from the cache where it is kept.
pub(super) fn json(app: &App, generation: &Generation, question: &str, filter: &Filter) -> Result<Body, Failure> {
    let make = || Ok(answers::ask(generation, question, filter, answers::Json)??);
    let ask = format!("/api/v1/{question}{}", filter.query());
    app.cached(generation, &ask, make)
}

/// `GET /note/{question}`: how the question is counted and what it leaves out.
pub(super) async fn note(Segment(question): Segment) -> Result<Response, Failure> {
    match warehouse::note(&question) {
        Some(note) => Ok((
            [
                (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
                (header::CACHE_CONTROL, "no-cache"),
            ],
            note,
        )
            .into_response()),
        None => Err(answers::unknown_question(&question).into()),
    }
}

/// `GET /health`: whether figures can be read.
pub(super) async fn health(State(app): State<Arc<App>>) -> Result<&'static str, Failure> {
    blocking(move || app.generation().map(|_| "ok\n")).await
}

/// The version of a representation: this software's, the generation's and the address.
pub(super) fn etag(generation: &Generation, address: &str) -> String {
    format!("\"{}.{}:{address}\"", env!("CARGO_PKG_VERSION"), generation.number())
}

/// The body, or 304 if the reader already has that version.
///
/// A reader's browser asks again each time and is told if nothing changed; what lists people is kept nowhere.
pub(super) fn unless_fresh(headers: &HeaderMap, question: &str, etag: &str, content_type: &'static str, body: Body) -> Response {
    let kept = if question == Worklist::NAME { "no-store" } else { "no-cache" };
    let caching = [(header::CACHE_CONTROL, kept.to_owned()), (header::ETAG, etag.to_owned())];
    if is_fresh(headers, etag) {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    (caching, [(header::CONTENT_TYPE, content_type)], body).into_response()
}

fn is_fresh(headers: &HeaderMap, etag: &str) -> bool {
    let Some(given) = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    given
        .split(',')
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == etag)
}
