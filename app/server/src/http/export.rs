//! Files to take away: each says in its name what it is and of which date.

use super::{
    ask::{Parameters, etag, take, unless_fresh},
    problem::Failure,
    segment::Segment,
    state::{App, blocking},
};
use crate::{
    answers,
    export::{self, Format, Picture},
};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use domain::Filter;
use std::sync::Arc;

/// `GET /export/{question}.{csv|xlsx|json|svg|png|pdf}`, for pictures with `scale` or `size`.
pub(super) async fn export(
    State(app): State<Arc<App>>,
    Segment(file): Segment,
    Query(mut parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (question, extension) = file.rsplit_once('.').unwrap_or((&file, ""));
    let format = Format::from_name(extension)?;
    let picture = if format.is_picture() {
        let (scale, size) = (take(&mut parameters, "scale")?, take(&mut parameters, "size")?);
        Picture::from_parameters(scale.as_deref(), size.as_deref())?
    } else {
        Picture::default()
    };
    let filter = Filter::from_pairs(parameters)?;
    let question = answers::known(question)?;
    blocking(move || {
        let generation = app.generation()?;
        let address = format!("/export/{file}{}#{}", filter.query(), picture.parameter());
        let as_at = answers::ask(&generation, question, &filter, export::AsAt)?;
        let body = app.cached(&generation, &address, || {
            Ok(export::file(&generation, question, &filter, format, picture, &app.council.note)?)
        })?;
        let mut response = unless_fresh(&headers, question, &etag(&generation, &address), format.content_type(), body);
        let name = export::file_name(question, &filter, as_at, format);
        let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).map_err(Failure::internal)?;
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
        Ok(response)
    })
    .await
}
