//! Answers and charts as files to take away: each says in its name what it is, and within what it rests on.

mod about;
mod csv;
pub mod month;
mod parquet;
pub(crate) mod picture;
mod publication;
mod table;
mod xlsx;

pub use picture::{Picture, Size};

use crate::{
    answers::{self, Unwritable},
    http::figure,
};
use charts::{Figure, Width};
use chrono::NaiveDate;
use domain::{Answer, Filter, InvalidParameter};
use serde::Serialize;
use std::error::Error as StdError;
use warehouse::{Answerable, AskError, Generation};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A table: RFC 4180, UTF-8 with a byte order mark.
    Csv,
    /// A workbook.
    Xlsx,
    /// The answer as the API gives it, with its title and definition.
    Json,
    /// Typed columns for other tools, with what they mean in the metadata.
    Parquet,
    /// A chart that can be edited.
    Svg,
    /// A chart in pixels.
    Png,
    /// A chart that can be printed at any size.
    Pdf,
}

impl Format {
    /// Every format, tables first.
    pub const ALL: [Self; 7] = [Self::Csv, Self::Xlsx, Self::Json, Self::Parquet, Self::Svg, Self::Png, Self::Pdf];

    /// The file name's extension, which is also its name in addresses and flags.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Parquet => "parquet",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// The format of that name.
    ///
    /// # Errors
    /// Names the parameter `format` and the formats there are.
    pub fn from_name(name: &str) -> Result<Self, InvalidParameter> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| InvalidParameter {
                parameter: "format".to_owned(),
                reason: format!(
                    "“{name}” is not a format; there are {}, as in /export/coverage_trend.png",
                    Self::ALL.map(Self::name).join(", ")
                ),
            })
    }

    /// The media type.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }

    /// Whether it shows the chart rather than the table.
    #[must_use]
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Svg | Self::Png | Self::Pdf)
    }
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The question can't be asked in that way.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// There is nothing to draw, which is nobody's fault.
    #[error("{0}")]
    Nothing(String),
    /// Our own fault.
    #[error("the file could not be made")]
    Failed(#[source] Box<dyn StdError + Send + Sync>),
}

impl Error {
    pub(crate) fn failed(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Unwritable> for Error {
    fn from(error: Unwritable) -> Self {
        Self::failed(error)
    }
}

/// How a file is made.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// What it is.
    pub format: Format,
    /// How large a picture is.
    pub picture: Picture,
    /// Whether disclosure control is applied.
    pub for_publication: bool,
}

/// Makes the file of one question; `note` is the council's sentence under every chart.
///
/// # Errors
/// If the question can't be asked, has no chart, may not be published, or there is nothing to draw.
pub fn file(generation: &Generation, question: &str, filter: &Filter, how: &How, note: &str) -> Result<Vec<u8>, Error> {
    if how.for_publication {
        return publication::file(generation, question, filter, how.format);
    }
    let drawing = || document(generation, question, filter, note);
    match how.format {
        Format::Csv => Ok(answers::ask(generation, question, filter, csv::Csv)??),
        Format::Json => Ok(answers::ask(generation, question, filter, Described)??),
        Format::Xlsx => {
            let (table, about) = answers::ask(generation, question, filter, table::Typed)??;
            xlsx::write(&table.with_shares(), &about).map_err(Error::failed)
        }
        Format::Parquet => {
            let (table, about) = answers::ask(generation, question, filter, table::Typed)??;
            parquet::write(&table, &about).map_err(Error::failed)
        }
        Format::Svg => Ok(drawing()?.document().into_bytes()),
        Format::Png => picture::png(&drawing()?.document(), how.picture),
        Format::Pdf => picture::pdf(&drawing()?, how.picture),
    }
}

/// Makes the table of an answer that is at hand; `more` is said of it beside what every file says.
///
/// # Errors
/// If it can't be written.
pub(crate) fn table_of<Q: Answerable>(answer: Answer<Q::Row>, format: Format, more: &[(&str, String)]) -> Result<Vec<u8>, Error> {
    use answers::Use as _;
    if format == Format::Csv {
        return Ok(csv::Csv.answer::<Q>(answer)?);
    }
    let (table, mut about) = table::Typed.answer::<Q>(answer)?;
    about
        .facts
        .extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    xlsx::write(&table, &about).map_err(Error::failed)
}

fn document(generation: &Generation, question: &str, filter: &Filter, note: &str) -> Result<Figure, Error> {
    let [figure] = figure::drawn(generation, question, filter, [Width::Wide], note)?;
    Ok(figure.with_generation(generation.number()))
}

/// Takes the date of the figures.
pub(crate) struct AsAt;

impl answers::Use for AsAt {
    type Output = Option<NaiveDate>;

    fn answer<Q: Answerable>(self, answer: Answer<Q::Row>) -> Self::Output {
        answer.as_at
    }
}

/// Writes the answer as JSON with its title and definition.
struct Described;

#[derive(Serialize)]
struct WithDefinition<R> {
    title: &'static str,
    definition: &'static str,
    #[serde(flatten)]
    answer: Answer<R>,
}

impl answers::Use for Described {
    type Output = Result<Vec<u8>, Unwritable>;

    fn answer<Q: Answerable>(self, answer: Answer<Q::Row>) -> Self::Output {
        answers::json(&WithDefinition {
            title: Q::TITLE,
            definition: Q::NOTE,
            answer,
        })
    }
}

/// The file's name: `nhs-number-coverage_by-team_2026-11-01.xlsx`, with the team's or the service's name where it is about one.
#[must_use]
pub fn file_name(question: &str, filter: &Filter, as_at: Option<NaiveDate>, format: Format, for_publication: bool) -> String {
    let question = question.replace('_', "-");
    let subject = question.strip_prefix("coverage-").unwrap_or(&question);
    let whom = filter.team.as_ref().or(filter.service.as_ref());
    let whom = whom.map(|name| format!("_{}", slug(name))).unwrap_or_default();
    let date = as_at.map(|date| format!("_{date}")).unwrap_or_default();
    let published = if for_publication { "_for-publication" } else { "" };
    format!("nhs-number-coverage_{subject}{whom}{date}{published}.{}", format.name())
}

/// Only what every file system and every header takes.
fn slug(name: &str) -> String {
    let words = name
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_say_what_they_are() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 1);
        let team = Filter {
            team: Some("Older People: North & East".to_owned()),
            ..Filter::default()
        };
        for (question, filter, format, name) in [
            (
                "coverage_by_team",
                Filter::default(),
                Format::Csv,
                "nhs-number-coverage_by-team_2026-11-01.csv",
            ),
            (
                "coverage",
                Filter::default(),
                Format::Png,
                "nhs-number-coverage_coverage_2026-11-01.png",
            ),
            (
                "coverage_trend",
                team,
                Format::Xlsx,
                "nhs-number-coverage_trend_older-people-north-east_2026-11-01.xlsx",
            ),
        ] {
            assert_eq!(file_name(question, &filter, date, format, false), name);
        }
    }
}
