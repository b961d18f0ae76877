//! Files to take away: each says in its name what it is and of which date.

use super::{
    ask::{Parameters, etag, take, unless_fresh},
    problem::Failure,
    segment::Segment,
    state::{App, blocking},
};
use crate::{
    answers,
    briefing::{self, Briefing},
    export::{self, Format, How, Picture, month},
};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use domain::{Filter, InvalidParameter, Question as _, questions::Coverage};
use std::sync::Arc;

/// `GET /export/{question}.{csv|xlsx|json|parquet|svg|png|pdf}`, for pictures with `scale` or `size`.
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
    let for_publication = flag(&mut parameters, "for_publication")?;
    let how = How {
        format,
        picture,
        for_publication,
    };
    let filter = Filter::from_pairs(parameters)?;
    let question = answers::known(question)?;
    blocking(move || {
        let generation = app.generation()?;
        let address = format!("/export/{file}{}#{}{for_publication}", filter.query(), picture.parameter());
        let as_at = answers::ask(&generation, question, &filter, export::AsAt)?;
        let body = app.cached(&generation, &address, || {
            Ok(export::file(&generation, question, &filter, &how, &app.council.note)?)
        })?;
        let mut response = unless_fresh(&headers, question, &etag(&generation, &address), format.content_type(), body);
        let name = export::file_name(question, &filter, as_at, format, for_publication);
        name_it(&mut response, &name)?;
        Ok(response)
    })
    .await
}

/// `GET /export/month.zip`: the month's whole set, with `each_team=true` also every team's.
pub(super) async fn month(
    State(app): State<Arc<App>>,
    Query(mut parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let each_team = flag(&mut parameters, "each_team")?;
    let for_publication = flag(&mut parameters, "for_publication")?;
    if each_team && for_publication {
        return Err(Failure::invalid(InvalidParameter {
            parameter: "each_team".to_owned(),
            reason: "only the whole council is published; leave each_team out".to_owned(),
        }));
    }
    let filter = Filter::from_pairs(parameters)?;
    blocking(move || {
        let generation = app.generation()?;
        let address = format!("/export/month.zip{}#{each_team}{for_publication}", filter.query());
        let as_at = answers::ask(&generation, Coverage::NAME, &filter, export::AsAt)?;
        let body = app.cached(&generation, &address, || {
            let wanted = month::Wanted {
                questions: month::all(),
                each_team,
                filter: filter.clone(),
                formats: Format::ALL.to_vec(),
                picture: Picture::default(),
                for_publication,
            };
            Ok(month::zip(&month::make(&generation, &wanted, &app.council.note)?)?)
        })?;
        let mut response = unless_fresh(&headers, Coverage::NAME, &etag(&generation, &address), "application/zip", body);
        let date = as_at.map(|date| format!("_{date}")).unwrap_or_default();
        let published = if for_publication { "_for-publication" } else { "" };
        name_it(&mut response, &format!("nhs-number-coverage_month{date}{published}.zip"))?;
        Ok(response)
    })
    .await
}

/// `GET /export/briefing.{pdf|docx|html}`: the senior management team's paper at one date.
pub(super) async fn briefing(
    format: briefing::Format,
    State(app): State<Arc<App>>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let other = parameters.iter().find(|(name, value)| name != "as_at" && !value.is_empty());
    let other = other.map(|(name, _)| name.clone());
    let filter = Filter::from_pairs(parameters)?;
    if let Some(parameter) = other {
        return Err(Failure::invalid(InvalidParameter {
            parameter,
            reason: "is not for the briefing, which is about the whole council at one date; leave it out".to_owned(),
        }));
    }
    blocking(move || {
        let generation = app.generation()?;
        let as_at = answers::ask(&generation, Coverage::NAME, &filter, export::AsAt)?.unwrap_or_default();
        let address = format!("/export/{}", briefing::file_name(as_at, format));
        let body = app.cached(&generation, &address, || {
            let Briefing { bytes, .. } = briefing::write(&generation, filter.as_at, &app.council, format)?;
            Ok(bytes)
        })?;
        let etag = etag(&generation, &address);
        let mut response = unless_fresh(&headers, Coverage::NAME, &etag, format.content_type(), body);
        name_it(&mut response, &briefing::file_name(as_at, format))?;
        Ok(response)
    })
    .await
}

fn name_it(response: &mut Response, name: &str) -> Result<(), Failure> {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).map_err(Failure::internal)?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok(())
}

/// A parameter that is true or false; false where it isn't given.
fn flag(parameters: &mut Parameters, name: &str) -> Result<bool, InvalidParameter> {
    match take(parameters, name)?.as_deref() {
        None | Some("" | "false") => Ok(false),
        Some("true") => Ok(true),
        Some(other) => Err(InvalidParameter {
            parameter: name.to_owned(),
            reason: format!("“{other}” is not one of true, false"),
        }),
    }
}
