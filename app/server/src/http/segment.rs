use super::problem::{self, Failure};
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};

/// The part of an address that a route leaves open; one that is no text gets a problem document like any other wrong address.
pub(super) struct Segment(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Segment {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(segment)) => Ok(Self(segment)),
            Err(_) => Err(problem::no_such_page(&parts.uri)),
        }
    }
}
