//! Charts as the page takes them in, and as pictures.

use super::{problem::Failure, state::App};
use crate::{answers, export};
use charts::{Figure, Width};
use domain::{
    Answer, Filter, InvalidParameter, Question as _,
    page::{Drawing, Reading},
    questions,
};
use warehouse::{AskError, Generation};

/// The chart of a question for the page: the picture in two widths and the words around it.
pub(super) fn shown(app: &App, generation: &Generation, question: &str, filter: &Filter) -> Result<Drawing, Failure> {
    let [wide, narrow] = drawn(generation, question, filter, [Width::Wide, Width::Narrow], &app.council.note)?;
    let (reading, narrow_reading) = (reading(&wide), reading(&narrow));
    let Figure {
        headline,
        subtitle,
        description,
        annotations,
        suggestion,
        footer,
        svg,
        ..
    } = wide;
    Ok(Drawing {
        headline,
        subtitle,
        description,
        annotations: annotations
            .into_iter()
            .map(|annotation| (annotation.number, annotation.text))
            .collect(),
        suggestion,
        footer,
        svg,
        narrow_svg: narrow.svg,
        reading,
        narrow_reading,
    })
}

/// What can be read off a picture, to a tenth of a pixel.
fn reading(figure: &Figure) -> Reading {
    let (width, height) = figure.size();
    let round = |px: f64| (px * 10.0).round() / 10.0;
    let marks = figure.marks().iter();
    Reading {
        width,
        height,
        marks: marks.map(|mark| (round(mark.x), round(mark.y), mark.text.clone())).collect(),
    }
}

/// Draws the chart of a question in each of the widths, from one answer, with the council's note under it.
pub(crate) fn drawn<const N: usize>(
    generation: &Generation,
    question: &str,
    filter: &Filter,
    widths: [Width; N],
    note: &str,
) -> Result<[Figure; N], export::Error> {
    let points = || generation.ask::<questions::CoverageSpc>(filter).map(|answer| answer.rows);
    let courses = || generation.ask::<questions::PlanCourses>(filter).map(|answer| answer.rows);
    let happened = || generation.ask::<questions::Annotations>(filter).map(|answer| answer.rows);
    macro_rules! draw {
        ($($question:ident => $draw:expr),+ $(,)?) => {
            match question {
                $(questions::$question::NAME => {
                    let answer = generation.ask::<questions::$question>(filter)?;
                    each(&answer, widths, note, $draw)
                })+
                _ => Err(no_chart(question).into()),
            }
        };
    }
    draw! {
        Coverage => charts::coverage,
        CoverageTrend => with(happened()?, charts::coverage_trend),
        CoverageByTeam => charts::coverage_by_team,
        Forecast => with(points()?, charts::forecast),
        Breakdown => charts::breakdown,
        Movement => charts::movement,
        MovementByTeam => charts::movement_by_team,
        RecordStates => charts::record_states,
        TeamFunnel => charts::team_funnel,
        CoverageSpc => with(happened()?, charts::coverage_spc),
        CaptureSpc => with(happened()?, charts::capture_spc),
        NetGainSpc => with(happened()?, charts::net_gain_spc),
        QueueFlow => charts::queue_flow,
        Burn => with(courses()?, charts::burn),
        BurnByWorkstream => charts::burn_by_workstream,
        CostPerNumber => charts::cost_per_number,
        Milestones => charts::milestones,
        MatchRateTrend => charts::match_rate_trend,
        OutcomeMix => charts::outcome_mix,
        MatchByCompleteness => charts::match_by_completeness,
        MatchByTeam => charts::match_by_team,
        MatchByAgeBand => charts::match_by_age_band,
        Options => charts::options,
        OptionProjection => charts::option_projection,
    }
}

/// A chart that takes the rows of another question as well, as the same generation tells them.
fn with<R, M>(
    more: Vec<M>,
    draw: impl Fn(&Answer<R>, &[M], Width) -> Result<Figure, charts::Error>,
) -> impl Fn(&Answer<R>, Width) -> Result<Figure, charts::Error> {
    move |answer, width| draw(answer, &more, width)
}

fn each<R, const N: usize>(
    answer: &Answer<R>,
    widths: [Width; N],
    note: &str,
    draw: impl Fn(&Answer<R>, Width) -> Result<Figure, charts::Error>,
) -> Result<[Figure; N], export::Error> {
    let mut figures = Vec::with_capacity(N);
    for width in widths {
        let figure = draw(answer, width).map_err(|error| match error {
            charts::Error::Nothing(reason) => export::Error::Nothing(reason.to_owned()),
            other => export::Error::failed(other),
        })?;
        figures.push(if note.is_empty() { figure } else { figure.with_note(note) });
    }
    figures.try_into().map_err(|_| export::Error::failed("a figure is missing"))
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
