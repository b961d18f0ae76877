//! Charts as the page takes them in, and as pictures.

use super::{problem::Failure, state::App};
use crate::answers;
use charts::{Figure, Width};
use domain::{Answer, Filter, InvalidParameter, Question as _, questions};
use serde::Serialize;
use warehouse::{AskError, Generation};

/// A chart for the page: the picture in two widths and the words around it.
#[derive(Serialize)]
struct Shown {
    headline: String,
    subtitle: String,
    description: String,
    footer: String,
    svg: String,
    narrow_svg: String,
}

/// The chart of a question as JSON.
pub(super) fn json(app: &App, generation: &Generation, question: &str, filter: &Filter) -> Result<Vec<u8>, Failure> {
    let [wide, narrow] = drawn(app, generation, question, filter, [Width::Wide, Width::Narrow])?;
    let Figure {
        headline,
        subtitle,
        description,
        footer,
        svg,
        ..
    } = wide;
    Ok(answers::json(&Shown {
        headline,
        subtitle,
        description,
        footer,
        svg,
        narrow_svg: narrow.svg,
    })?)
}

/// Draws the chart of a question in each of the widths, from one answer.
pub(super) fn drawn<const N: usize>(
    app: &App,
    generation: &Generation,
    question: &str,
    filter: &Filter,
    widths: [Width; N],
) -> Result<[Figure; N], Failure> {
    macro_rules! draw {
        ($($question:ident => $draw:path),+ $(,)?) => {
            match question {
                $(questions::$question::NAME => {
                    let answer = generation.ask::<questions::$question>(filter)?;
                    each(&answer, widths, &app.council.note, $draw)
                })+
                _ => Err(no_chart(question).into()),
            }
        };
    }
    draw! {
        Coverage => charts::coverage,
        CoverageTrend => charts::coverage_trend,
        CoverageByTeam => charts::coverage_by_team,
        Breakdown => charts::breakdown,
        Movement => charts::movement,
        RecordStates => charts::record_states,
    }
}

fn each<R, const N: usize>(
    answer: &Answer<R>,
    widths: [Width; N],
    note: &str,
    draw: impl Fn(&Answer<R>, Width) -> Result<Figure, charts::Error>,
) -> Result<[Figure; N], Failure> {
    let mut figures = Vec::with_capacity(N);
    for width in widths {
        let figure = draw(answer, width).map_err(|error| match error {
            charts::Error::Nothing(reason) => Failure::nothing(reason.to_owned()),
            other => Failure::internal(other),
        })?;
        figures.push(if note.is_empty() { figure } else { figure.with_note(note) });
    }
    figures.try_into().map_err(|_| Failure::internal("a figure is missing"))
}

fn no_chart(question: &str) -> AskError {
    match answers::known(question) {
        Ok(question) => AskError::Invalid(InvalidParameter {
            parameter: "question".to_owned(),
            reason: format!("{question} has a table and no chart"),
        }),
        Err(unknown) => unknown,
    }
}
