//! Questions over HTTP: an answer's rows, and what pages are made of, from the cache where they are kept.

use super::{
    answer_cache::Body,
    figure,
    problem::Failure,
    segment::Segment,
    state::{App, blocking},
    summary, table,
};
use crate::{
    answers,
    export::{self, Format, How, Picture},
};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use domain::{
    Filter, InvalidParameter,
    page::{Ask, Part},
    question,
};
use std::sync::Arc;
use warehouse::Generation;

/// Decoded parameters in the order given, so that a repeated one is seen.
pub(super) type Parameters = Vec<(String, String)>;

/// `GET /api/v1/{question}`: the answer as JSON, or with `format=csv` its rows as CSV, for Power BI and Excel.
pub(super) async fn rows(
    State(app): State<Arc<App>>,
    Segment(question): Segment,
    Query(mut parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    match take(&mut parameters, "format")?.as_deref() {
        None | Some("" | "json") => respond(app, Part::Rows, answers::known(&question)?, parameters, headers).await,
        Some("csv") => csv(app, &question, parameters, headers).await,
        Some(other) => Err(Failure::invalid(InvalidParameter {
            parameter: "format".to_owned(),
            reason: format!("“{other}” is not one of json, csv; other files are at /export/{question}.xlsx"),
        })),
    }
}

async fn csv(app: Arc<App>, question: &str, parameters: Parameters, headers: HeaderMap) -> Result<Response, Failure> {
    let ask = Ask::rows(answers::known(question)?, &Filter::from_pairs(parameters)?);
    blocking(move || {
        let generation = app.generation()?;
        let address = format!("{}#csv", ask.path());
        let body = app.cached(&generation, &address, || {
            let how = How {
                format: Format::Csv,
                picture: Picture::default(),
                for_publication: false,
            };
            Ok(export::file(&generation, ask.name, &ask.filter, &how, "")?)
        })?;
        Ok(unless_fresh(
            &headers,
            ask.name,
            &etag(&generation, &address),
            Format::Csv.content_type(),
            body,
        ))
    })
    .await
}

/// Takes a parameter that is not part of the filter out of those given.
pub(super) fn take(parameters: &mut Parameters, name: &str) -> Result<Option<String>, InvalidParameter> {
    let mut taken = Vec::new();
    parameters.retain(|(given, value)| {
        let other = given != name;
        if !other {
            taken.push(value.clone());
        }
        other
    });
    match taken.len() {
        0 | 1 => Ok(taken.pop()),
        _ => Err(InvalidParameter {
            parameter: name.to_owned(),
            reason: "is given twice; give it once".to_owned(),
        }),
    }
}

/// `GET /figure/{question}`: the chart of the answer and the words around it, as JSON.
pub(super) async fn figure(
    State(app): State<Arc<App>>,
    Segment(question): Segment,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    respond(app, Part::Drawing, answers::known(&question)?, parameters, headers).await
}

/// `GET /table/{question}`: the answer as the table that a reader sees, as JSON.
pub(super) async fn table(
    State(app): State<Arc<App>>,
    Segment(question): Segment,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    respond(app, Part::Table, answers::known(&question)?, parameters, headers).await
}

/// `GET /summary/{name}`: what several answers come to, as JSON.
pub(super) async fn summary(
    State(app): State<Arc<App>>,
    Segment(name): Segment,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    respond(app, Part::Summary, summary::named(&name)?, parameters, headers).await
}

/// `GET /frame`: what stands around every page, as JSON.
pub(super) async fn frame(
    State(app): State<Arc<App>>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    respond(app, Part::Frame, "", parameters, headers).await
}

async fn respond(app: Arc<App>, part: Part, name: &'static str, parameters: Parameters, headers: HeaderMap) -> Result<Response, Failure> {
    let ask = Ask::new(part, name, &Filter::from_pairs(parameters)?);
    blocking(move || {
        let generation = app.generation()?;
        let body = body(&app, &generation, &ask)?;
        let etag = etag(&generation, &ask.path());
        Ok(unless_fresh(&headers, ask.name, &etag, "application/json", body))
    })
    .await
}

/// What is answered at [`Ask::path`].
pub(super) fn body(app: &App, generation: &Generation, ask: &Ask) -> Result<Body, Failure> {
    let Ask { part, name, filter } = ask;
    app.cached(generation, &ask.path(), || {
        Ok(match part {
            Part::Rows => answers::ask(generation, name, filter, answers::Json)??,
            Part::Frame => answers::json(&summary::frame(generation, filter)?)?,
            Part::Summary => answers::json(&summary::made(generation, name, filter)?)?,
            Part::Drawing => answers::json(&figure::shown(app, generation, name, filter)?)?,
            Part::Table => answers::json(&table::made(generation, name, filter)?)?,
        })
    })
}

/// The version of a representation: this software's, the generation's and the address.
pub(super) fn etag(generation: &Generation, address: &str) -> String {
    format!("\"{}.{}:{address}\"", env!("CARGO_PKG_VERSION"), generation.number())
}

/// The body, or 304 if the reader already has that version.
///
/// A reader's browser asks again each time and is told if nothing changed; what lists people is kept nowhere.
pub(super) fn unless_fresh(headers: &HeaderMap, question: &str, etag: &str, content_type: &'static str, body: Body) -> Response {
    let kept = if question::PERSON_LEVEL.contains(&question) {
        "no-store"
    } else {
        "no-cache"
    };
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
