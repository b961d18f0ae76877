//! The bundle's files, named by content hash and so kept for ever.

use super::{
    problem::{self, Failure},
    segment::Segment,
};
use axum::{
    http::{HeaderMap, Uri, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/bundle.rs"));

/// Which file of the bundle is which.
#[derive(Debug, Deserialize)]
pub(super) struct Index {
    pub(super) boot: String,
    pub(super) glue: String,
    pub(super) wasm: String,
    pub(super) css: String,
}

/// None when the binary was built without the dashboard.
pub(super) static INDEX: LazyLock<Option<Index>> = LazyLock::new(|| serde_json::from_str(BUNDLE_INDEX).ok());

/// `GET /assets/{file}`.
pub(super) async fn file(Segment(name): Segment, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    let Some((_, content_type, plain, brotli)) = BUNDLE.iter().find(|(file, ..)| *file == name) else {
        return Err(problem::no_such_page(&uri));
    };
    let caching = [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_TYPE, content_type),
        (header::VARY, "accept-encoding"),
    ];
    Ok(if takes_brotli(&headers) {
        (caching, [(header::CONTENT_ENCODING, "br")], *brotli).into_response()
    } else {
        (caching, *plain).into_response()
    })
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let given = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    given
        .split(',')
        .any(|coding| coding.trim() == "br" || coding.trim().starts_with("br;") && !coding.ends_with("q=0"))
}
