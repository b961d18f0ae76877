use super::{answer::answer, breakdown, forecast, movement, processes::processes, states, table, trend};
use crate::{
    address,
    components::{data_table, downloads, figure, note, problem_line},
    current::{Current, teams_of},
    tables,
};
use domain::{
    Filter, Question as _,
    questions::{Coverage, CoverageByTeam, Provenance, Worklist},
};
use leptos::prelude::*;

/// One team: where it stands, why, and whose records are to be mended; or which team, if none is chosen.
pub(crate) fn team(current: Current) -> impl IntoView {
    let is_chosen = Memo::new(move |_| current.filter().team.is_some());
    move || {
        if is_chosen.get() {
            chosen(current).into_any()
        } else {
            choice(current).into_any()
        }
    }
}

fn chosen(current: Current) -> impl IntoView {
    view! {
        {answer(current)}
        <div class="figures">
            {figure(current, trend(current))}
            {forecast(current)}
            {figure(current, states(current, Filter::clone))}
            {breakdown(current)}
            {figure(current, movement(current))}
        </div>
        {processes(current)}
        {worklist(current)}
    }
}

fn worklist(current: Current) -> impl IntoView {
    let rows = current.rows::<Worklist>();
    let listed = table::<Worklist>(current, tables::worklist);
    let problem = move || rows.get().and_then(Result::err).map(|problem| problem_line(&problem, current));
    let restricted = move || rows.with(|rows| rows.as_ref()?.as_ref().ok()?.restricted.filter(|people| *people > 0));
    let restricted = move || {
        restricted().map(|people| match people {
            1 => "1 record is restricted: it is counted and not listed.".to_owned(),
            people => format!(
                "{} records are restricted: they are counted and not listed.",
                domain::percent::count(people)
            ),
        })
    };
    let is_done = move || rows.with(|rows| matches!(rows, Some(Ok(answer)) if answer.rows.is_empty()));
    let coverage = current.rows::<Coverage>();
    let is_history = move || {
        let first = coverage
            .get()
            .and_then(Result::ok)
            .and_then(|answer| answer.rows.into_iter().next());
        first.is_some_and(|row| row.provenance == Provenance::History)
    };
    let nothing = move || {
        if is_history() {
            "Earlier counts name nobody, so there is no worklist for this date."
        } else if restricted().is_some() {
            "No other record of this team is waiting to be mended."
        } else {
            "No record of this team is waiting to be mended."
        }
    };
    view! {
        <section class="card" aria-labelledby="worklist">
            <h2 id="worklist">"Worklist"</h2>
            <p>"Whose record does not count, and why. Look the person up in the case-management system by the id."</p>
            <p>{restricted}</p>
            {problem}
            {move || if is_done() {
                view! { <p>{nothing}</p> }.into_any()
            } else {
                data_table(listed).into_any()
            }}
            <div class="figure__actions">{downloads(current, Worklist::NAME, Filter::clone, Worklist::TITLE, &["csv", "xlsx"])}</div>
            {note(Worklist::NAME, "How this is counted")}
        </section>
    }
}

fn choice(current: Current) -> impl IntoView {
    let teams = current.rows_under::<CoverageByTeam>(teams_of);
    let links = move || {
        let mut names: Vec<_> = teams
            .get()
            .and_then(Result::ok)
            .into_iter()
            .flat_map(|answer| answer.rows)
            .map(|row| row.team)
            .collect();
        names.sort_by_key(|name| name.to_lowercase());
        let filter = current.filter();
        names
            .into_iter()
            .map(|name| view! { <li><a href=address::team(&name, &filter)>{name.clone()}</a></li> })
            .collect_view()
    };
    view! {
        <section class="card" aria-labelledby="choice">
            <h2 id="choice">"Teams"</h2>
            <ul class="team-list">{links}</ul>
        </section>
    }
}
