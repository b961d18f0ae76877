//! The server: every route on one page, grouped by who calls it.

mod answer_cache;
mod api;
mod ask;
mod assets;
mod export;
pub(crate) mod figure;
mod headers;
mod openapi;
mod problem;
mod segment;
mod shell;
mod state;
mod summary;
mod table;
mod warm;

pub use state::App;

use crate::briefing::Format;
use axum::{Router, middleware, routing::get};
use domain::page::Page;
use std::sync::Arc;

/// All routes over one data folder.
pub fn router(app: Arc<App>) -> Router {
    let pages = Page::ALL
        .into_iter()
        .fold(Router::new(), |router, page| router.route(page.path(), get(shell::page)));
    let pages_and_briefing = Format::ALL.into_iter().fold(pages, |router, format| {
        let address = format!("/export/briefing.{}", format.name());
        router.route(
            &address,
            get(move |app, query, headers| export::briefing(format, app, query, headers)),
        )
    });
    pages_and_briefing
        // What the pages are made of.
        .route("/assets/{file}", get(assets::file))
        .route("/icon.svg", get(shell::icon))
        .route("/frame", get(ask::frame))
        .route("/summary/{name}", get(ask::summary))
        .route("/figure/{question}", get(ask::figure))
        .route("/table/{question}", get(ask::table))
        .route("/note/{question}", get(api::note))
        // Analysts' tools: the same rows as in the pages.
        .route("/api/v1/openapi.json", get(api::description))
        .route("/api/v1/{question}", get(ask::rows))
        .route("/export/month.zip", get(export::month))
        .route("/export/{file}", get(export::export))
        // Whoever watches over the service.
        .route("/health", get(api::health))
        .fallback(shell::no_such_page)
        .method_not_allowed_fallback(problem::wrong_method)
        .layer(middleware::from_fn(headers::secure))
        .with_state(app)
}
