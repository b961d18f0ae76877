use super::table;
use crate::{
    components::{Figure, data_table, downloads, figure, note},
    current::Current,
    tables::{self, Table},
};
use domain::{
    Filter, Question as _,
    questions::{CoverageByTeam, TeamFunnel, TeamProcesses},
};
use leptos::prelude::*;

/// Every team in a table that can be put in order, and as a chart.
pub(crate) fn teams(current: Current) -> impl IntoView {
    let rows = table::<TeamProcesses>(current, move |answer| tables::team_processes(answer, &current.filter()));
    view! {
        <section class="card" aria-labelledby="teams">
            <h2 id="teams">"How far each team is"</h2>
            <p>"Put the table in another order by its headers. A person with two teams counts in both."</p>
            <p>
                "Variation and assurance are those of each team's SPC chart, from its latest rebase on. Coverage is a stock: while numbers
                 come in it improves almost always, and limits around its past lie below a target that it may be on its way to. The
                 team's forecast says when it gets there."
            </p>
            {data_table(rows)}
            <div class="figure__actions">{downloads(current, TeamProcesses::NAME, Filter::clone, TeamProcesses::TITLE, &["csv", "xlsx"])}</div>
            {note(TeamProcesses::NAME, "How this is counted")}
        </section>
        <div class="figures">{figure(current, by_team(current))} {figure(current, funnel(current))}</div>
    }
}

/// Teams beside each other, given their sizes.
fn funnel(current: Current) -> Figure {
    Figure {
        question: TeamFunnel::NAME,
        under: Filter::clone,
        title: TeamFunnel::TITLE,
        table: table::<TeamFunnel>(current, move |answer| {
            let teams = tables::teams(answer, &current.filter());
            Table {
                caption: format!("{}, beside the other teams", teams.caption),
                ..teams
            }
        }),
        when_empty: "No team has records in scope.",
    }
}

/// Teams by records to go.
pub(super) fn by_team(current: Current) -> Figure {
    Figure {
        question: CoverageByTeam::NAME,
        under: Filter::clone,
        title: CoverageByTeam::TITLE,
        table: table::<CoverageByTeam>(current, move |answer| tables::teams(answer, &current.filter())),
        when_empty: "No team has records in scope.",
    }
}
