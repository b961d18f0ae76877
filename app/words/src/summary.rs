//! What several answers come to: the sentences and big numbers at the head of a page.

use crate::{matching as traces, options as routes, outlook, sentence, stats};
use domain::{
    Answer,
    page::Summary,
    questions::{
        CleansingQueueRow, CoverageRow, ForecastRow, MatchRateRow, MatchYieldRow, OptionRow, OptionSensitivityRow, QueueOutlookRow, SpcRow,
        TeamRow, TraceBatchRow,
    },
};

/// How far the council, a service or a team is, whether it is getting better, and when it will be there.
///
/// `points` are those of the coverage chart. Whatever but the coverage can't be had is left out.
#[must_use]
pub fn overview(coverage: &Answer<CoverageRow>, teams: &[TeamRow], points: &[SpcRow], forecast: Option<&ForecastRow>) -> Summary {
    let Some(row) = coverage.rows.first() else {
        return Summary::default();
    };
    let filter = &coverage.filter;
    let latest = points.last();
    let said = sentence::compose(row, teams, latest.and_then(|latest| latest.variation), filter);
    let direction = match said.furthest {
        Some(furthest) => format!("{furthest} {}", said.direction),
        None => said.direction,
    };
    let outlook = latest.zip(forecast).map(|(latest, forecast)| {
        let (process, forecast) = (outlook::process(latest), outlook::forecast(forecast, latest.variation));
        format!("{process} {forecast}")
    });
    Summary {
        verdict: Some(said.verdict),
        rest: [Some(direction), outlook].into_iter().flatten().collect(),
        stats: stats::stats(row, filter).to_vec(),
    }
}

/// What was found in all and by the last batch, and what has not been answered for.
#[must_use]
pub fn matching(passes: &[MatchYieldRow], trend: &[MatchRateRow], batches: &[TraceBatchRow]) -> Summary {
    Summary {
        verdict: traces::found(passes),
        rest: [traces::last_batch(trend), traces::waiting(batches)]
            .into_iter()
            .flatten()
            .collect(),
        stats: traces::stats(passes, trend, batches),
    }
}

/// Whose the cleansing queue is and where it is going.
#[must_use]
pub fn queue(queue: &[CleansingQueueRow], outlook: Option<&QueueOutlookRow>) -> Summary {
    Summary {
        verdict: traces::queue(queue, outlook),
        ..Summary::default()
    }
}

/// Which route reaches the target when, at what cost, and what that hangs on.
#[must_use]
pub fn options(rows: &[OptionRow], sensitivity: &[OptionSensitivityRow]) -> Summary {
    let mut said = routes::answer(rows).into_iter().chain(routes::most(sensitivity));
    Summary {
        verdict: said.next(),
        rest: said.collect(),
        stats: Vec::new(),
    }
}
