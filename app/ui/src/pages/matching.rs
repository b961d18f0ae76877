use super::{listing, table_under};
use crate::{
    components::{Figure, figure, note, stat_list},
    current::Current,
    tables::{self, Table},
    words::matching as words,
};
use domain::{
    Answer, Question,
    page::everything,
    questions::{
        CleansingQueue, MatchByAgeBand, MatchByCompleteness, MatchByTeam, MatchDifferences, MatchGroupRow, MatchRateTrend, MatchYield,
        NumberChecks, OutcomeMix, QueueFlow, QueueOutlook, TraceBatches,
    },
};
use leptos::prelude::*;

/// What was sent to be traced, what came back, and whether matching gets better.
pub(crate) fn matching(current: Current) -> impl IntoView {
    let batches = current.rows_under::<TraceBatches>(everything);
    let is_empty = Memo::new(move |_| batches.with(|batches| matches!(batches, Some(Ok(answer)) if answer.rows.is_empty())));
    move || {
        if is_empty.get() {
            empty().into_any()
        } else {
            content(current).into_any()
        }
    }
}

fn content(current: Current) -> impl IntoView {
    view! {
        {answer(current)}
        <div class="figures">
            {figure(current, trend(current))}
            {figure(current, mix(current))}
            {figure(current, groups::<MatchByCompleteness>(current, "What was sent"))}
            {figure(current, groups::<MatchByAgeBand>(current, "Age"))}
            {figure(current, groups::<MatchByTeam>(current, "Team"))}
        </div>
        <section aria-labelledby="queue">
            <h2 id="queue">"What waits, and whose it is"</h2>
            <p class="lead">{queue(current)}</p>
            <div class="figures">{figure(current, flow(current))}</div>
            {counted::<CleansingQueue>(current, tables::cleansing_queue, "Nothing is in the queue.")}
        </section>
        {counted::<MatchYield>(current, tables::match_yield, "Nobody was asked about without a number.")}
        {counted::<MatchDifferences>(current, tables::match_differences, "No detail that was sent came back.")}
        {counted::<NumberChecks>(current, tables::number_checks, "No number on record was sent to be confirmed.")}
        {counted::<TraceBatches>(current, tables::trace_batches, "There is no batch.")}
    }
}

/// The answer in sentences and the big numbers.
fn answer(current: Current) -> impl IntoView {
    let (passes, trend, batches) = (
        current.rows_under::<MatchYield>(everything),
        current.rows_under::<MatchRateTrend>(everything),
        current.rows_under::<TraceBatches>(everything),
    );
    let said = move || {
        let (passes, trend, batches) = (rows(passes), rows(trend), rows(batches));
        let rest = [words::last_batch(&trend), words::waiting(&batches)];
        view! {
            <p class="answer__verdict">{words::found(&passes)}</p>
            {rest.into_iter().flatten().map(|sentence| view! { <p class="answer__rest">{sentence}</p> }).collect_view()}
        }
    };
    view! {
        <section class="answer" aria-label="The answer">
            {said}
            {stat_list(move || words::stats(&rows(passes), &rows(trend), &rows(batches)))}
        </section>
    }
}

fn rows<R: Clone + Send + Sync + 'static>(loaded: Memo<crate::shown::Loaded<Answer<R>>>) -> Vec<R> {
    loaded.with(|loaded| match loaded {
        Some(Ok(answer)) => answer.rows.clone(),
        _ => Vec::new(),
    })
}

/// Whose the queue is and where it is going, in a sentence.
fn queue(current: Current) -> impl Fn() -> Option<String> + Send + 'static {
    let (queue, outlook) = (
        current.rows_under::<CleansingQueue>(everything),
        current.rows_under::<QueueOutlook>(everything),
    );
    move || words::queue(&rows(queue), rows(outlook).first())
}

fn flow(current: Current) -> Figure {
    Figure {
        question: QueueFlow::NAME,
        under: everything,
        title: QueueFlow::TITLE,
        table: table_under::<QueueFlow>(current, everything, tables::queue_flow),
        when_empty: "Nothing has come into the queue.",
    }
}

fn trend(current: Current) -> Figure {
    Figure {
        question: MatchRateTrend::NAME,
        under: everything,
        title: MatchRateTrend::TITLE,
        table: table_under::<MatchRateTrend>(current, everything, tables::match_rate_trend),
        when_empty: "No batch has come back.",
    }
}

fn mix(current: Current) -> Figure {
    Figure {
        question: OutcomeMix::NAME,
        under: everything,
        title: OutcomeMix::TITLE,
        table: table_under::<OutcomeMix>(current, everything, tables::outcome_mix),
        when_empty: "No batch has come back.",
    }
}

fn groups<Q: Question<Row = MatchGroupRow>>(current: Current, group: &'static str) -> Figure {
    Figure {
        question: Q::NAME,
        under: everything,
        title: Q::TITLE,
        table: table_under::<Q>(current, everything, move |answer| tables::match_groups(answer, Q::TITLE, group)),
        when_empty: "No batch has come back.",
    }
}

/// A table alone, with how it is counted.
fn counted<Q: Question>(current: Current, make: fn(&Answer<Q::Row>) -> Table, when_empty: &'static str) -> impl IntoView {
    let table = table_under::<Q>(current, everything, make);
    listing::<Q>(current, table, when_empty, note(Q::NAME, "How this is counted"))
}

/// Before the first batch: how one is made and loaded.
fn empty() -> impl IntoView {
    view! {
        <section class="empty" aria-labelledby="no-batch">
            <h2 id="no-batch">"No batch yet"</h2>
            <p>"A batch asks the NHS for numbers: people without a usable number are sent with their name, date of birth, sex and postcode, and each comes back with a number or the reason why not. When the first is noted, this page shows what came back."</p>
            <p>"To make a request from your own extract, where DIR is the folder that this service reads:"</p>
            <pre class="command" tabindex="0" aria-label="Command to make a request"><code>"nhs-coverage trace request --from persons_2026-10-31.csv --dialect pds-mesh --to request.csv --data DIR"</code></pre>
            <p>"To load what came back, or what a partner sent for you:"</p>
            <pre class="command" tabindex="0" aria-label="Command to load an answer"><code>"nhs-coverage load response.csv --data DIR"</code></pre>
            <p>"Names and dates of birth are read for the request and not stored."</p>
        </section>
    }
}
