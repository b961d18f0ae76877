//! Files to take away: each says in its name what it is and of which date.

use super::{
    ask::{Parameters, etag, unless_fresh},
    figure,
    problem::Failure,
    segment::Segment,
    state::{App, blocking},
};
use crate::answers;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use charts::Width;
use chrono::NaiveDate;
use domain::{Answer, Filter, InvalidParameter};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb},
};
use std::sync::{Arc, LazyLock};
use warehouse::{Answerable, Generation};

/// Makes one file of one question.
type Make = fn(&App, &Generation, &str, &Filter) -> Result<Vec<u8>, Failure>;

/// Twice the size on screen: sharp in a slide and in print.
const PNG_SCALE: f32 = 2.0;

/// `GET /export/{question}.{svg|png|csv}`.
pub(super) async fn export(
    State(app): State<Arc<App>>,
    Segment(file): Segment,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let filter = Filter::from_pairs(parameters)?;
    blocking(move || {
        let (question, extension) = file.rsplit_once('.').unwrap_or((&file, ""));
        let generation = app.generation()?;
        let make: Make = match extension {
            "csv" => |_, generation, question, filter| Ok(answers::ask(generation, question, filter, answers::Csv)??),
            "svg" => |app, generation, question, filter| Ok(document(app, generation, question, filter)?.into_bytes()),
            "png" => |app, generation, question, filter| png(&document(app, generation, question, filter)?),
            _ => return Err(unknown_format(extension).into()),
        };
        let content_type = match extension {
            "csv" => "text/csv; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => "image/png",
        };
        let address = format!("/export/{file}{}", filter.query());
        let as_at = answers::ask(&generation, question, &filter, AsAt)?;
        let body = app.cached(&generation, &address, || make(&app, &generation, question, &filter))?;
        let mut response = unless_fresh(&headers, question, &etag(&generation, &address), content_type, body);
        let name = format!("attachment; filename=\"{}\"", file_name(question, as_at, extension));
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, HeaderValue::try_from(name).map_err(Failure::internal)?);
        Ok(response)
    })
    .await
}

fn document(app: &App, generation: &Generation, question: &str, filter: &Filter) -> Result<String, Failure> {
    let [figure] = figure::drawn(app, generation, question, filter, [Width::Wide])?;
    Ok(figure.document())
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(charts::font().to_vec());
    fonts.load_font_data(charts::bold_font().to_vec());
    Arc::new(fonts)
});

/// Renders an exported SVG with the bundled font, whatever fonts the machine has.
fn png(svg: &str) -> Result<Vec<u8>, Failure> {
    let family = FONTS
        .faces()
        .next()
        .and_then(|face| face.families.first())
        .map(|(name, _)| name.clone())
        .unwrap_or_default();
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: family,
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(Failure::internal)?;
    let size = tree
        .size()
        .to_int_size()
        .scale_by(PNG_SCALE)
        .ok_or_else(|| Failure::internal("a chart has no size"))?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or_else(|| Failure::internal("a chart has no size"))?;
    resvg::render(&tree, Transform::from_scale(PNG_SCALE, PNG_SCALE), &mut pixels.as_mut());
    pixels.encode_png().map_err(Failure::internal)
}

/// Takes the date of the figures.
struct AsAt;

impl answers::Use for AsAt {
    type Output = Option<NaiveDate>;

    fn answer<Q: Answerable>(self, answer: Answer<Q::Row>) -> Self::Output {
        answer.as_at
    }
}

fn file_name(question: &str, as_at: Option<NaiveDate>, extension: &str) -> String {
    let question = question.replace('_', "-");
    let subject = question.strip_prefix("coverage-").unwrap_or(&question);
    let date = as_at.map(|date| format!("_{date}")).unwrap_or_default();
    format!("nhs-number-coverage_{subject}{date}.{extension}")
}

fn unknown_format(extension: &str) -> warehouse::AskError {
    warehouse::AskError::Invalid(InvalidParameter {
        parameter: "format".to_owned(),
        reason: format!("“{extension}” is not a format; there are svg, png and csv, as in /export/coverage_trend.png"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_say_what_they_are() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 1);
        assert_eq!(
            file_name("coverage_by_team", date, "csv"),
            "nhs-number-coverage_by-team_2026-11-01.csv"
        );
        assert_eq!(file_name("coverage", date, "png"), "nhs-number-coverage_coverage_2026-11-01.png");
    }
}
