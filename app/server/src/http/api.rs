//! What is asked about the service itself, and about how questions are counted.

use super::{
    openapi,
    problem::Failure,
    segment::Segment,
    state::{App, blocking},
};
use crate::answers;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use std::sync::Arc;

/// `GET /note/{question}`: how the question is counted and what it leaves out.
pub(super) async fn note(Segment(question): Segment) -> Result<Response, Failure> {
    let question = answers::known(&question)?;
    Ok((
        [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        warehouse::note(question).unwrap_or_default(),
    )
        .into_response())
}

/// `GET /api/v1/openapi.json`: the description of the API.
pub(super) async fn description() -> Result<Response, Failure> {
    let body = answers::json(&openapi::document())?;
    Ok((
        [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")],
        body,
    )
        .into_response())
}

/// `GET /health`: whether figures can be read.
pub(super) async fn health(State(app): State<Arc<App>>) -> Result<&'static str, Failure> {
    blocking(move || app.generation().map(|_| "ok\n")).await
}
