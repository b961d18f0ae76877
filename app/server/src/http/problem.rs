//! The one place where an error becomes a response.

use crate::{
    answers::{self, Unwritable},
    export,
};
use axum::{
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use domain::{InvalidParameter, Problem};
use std::error::Error as StdError;
use warehouse::AskError;

/// Why a request gets no answer.
#[derive(Debug)]
pub(super) struct Failure {
    status: StatusCode,
    title: &'static str,
    detail: String,
    parameter: Option<String>,
}

impl Failure {
    /// The request is wrong in one parameter.
    pub(super) fn invalid(invalid: InvalidParameter) -> Self {
        let status = if invalid.parameter == "question" {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::BAD_REQUEST
        };
        Self {
            status,
            title: "That can't be asked",
            detail: sentence(&invalid),
            parameter: Some(invalid.parameter),
        }
    }

    /// There is nothing to show, which is nobody's fault.
    fn nothing(detail: String) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            title: "Nothing to show",
            detail,
            parameter: None,
        }
    }

    /// Our own fault: told to whoever runs the server, and to the reader without its inside.
    pub(super) fn internal(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let error = error.into();
        let mut causes = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            causes = format!("{causes}: {cause}");
            source = cause.source();
        }
        eprintln!("nhs-coverage: a request failed: {causes}");
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            title: "The figures could not be read",
            detail: "Try again in a moment; if it stays so, whoever runs this service finds the cause in its log.".to_owned(),
            parameter: None,
        }
    }

    fn no_figures() -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            title: "No figures yet",
            detail: "No snapshot is loaded. Load one with: nhs-coverage load FILE… --data DIR".to_owned(),
            parameter: None,
        }
    }

    /// The problem document (RFC 9457) and its status.
    pub(super) fn document(self) -> Problem {
        Problem {
            kind: "about:blank".to_owned(),
            title: self.title.to_owned(),
            status: self.status.as_u16(),
            detail: self.detail,
            parameter: self.parameter,
        }
    }
}

impl From<AskError> for Failure {
    fn from(error: AskError) -> Self {
        match error {
            AskError::Invalid(invalid) => Self::invalid(invalid),
            AskError::NoFigures => Self::no_figures(),
            AskError::Failed(error) => Self::internal(error),
        }
    }
}

impl From<InvalidParameter> for Failure {
    fn from(invalid: InvalidParameter) -> Self {
        Self::invalid(invalid)
    }
}

impl From<Unwritable> for Failure {
    fn from(error: Unwritable) -> Self {
        Self::internal(error)
    }
}

impl From<export::Error> for Failure {
    fn from(error: export::Error) -> Self {
        match error {
            export::Error::Ask(error) => error.into(),
            export::Error::Nothing(reason) => Self::nothing(reason),
            export::Error::Failed(error) => Self::internal(error),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = self.status;
        let body = answers::json(&self.document()).unwrap_or_default();
        (
            status,
            [
                (header::CONTENT_TYPE, "application/problem+json"),
                (header::CACHE_CONTROL, "no-store"),
            ],
            body,
        )
            .into_response()
    }
}

/// The reason as the reader of a page expects it: a sentence that begins with its subject.
fn sentence(invalid: &InvalidParameter) -> String {
    let reason = if invalid.reason.starts_with("is ") {
        format!("“{}” {}", invalid.parameter, invalid.reason)
    } else {
        invalid.reason.clone()
    };
    let mut letters = reason.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

/// The heading where no route knows the address.
pub(super) const NO_SUCH_PAGE: &str = "There is no such page";

/// Answers what no route knows.
pub(super) fn no_such_page(uri: &Uri) -> Failure {
    Failure {
        status: StatusCode::NOT_FOUND,
        title: NO_SUCH_PAGE,
        detail: format!("{} is not an address of this service; it begins at /", uri.path()),
        parameter: None,
    }
}

/// Answers what only reads are for.
pub(super) async fn wrong_method() -> Failure {
    Failure {
        status: StatusCode::METHOD_NOT_ALLOWED,
        title: "Only GET is answered",
        detail: "Figures are only read over HTTP; load them with nhs-coverage load.".to_owned(),
        parameter: None,
    }
}
