use super::{answer::answer, breakdown, forecast, ladder, movement, movement_by_team, processes::processes, states, teams::by_team, trend};
use crate::{components::figure, current::Current};
use domain::page::over_time;
use leptos::prelude::*;

/// The council or a service at a glance: the answer first, then what stands behind it.
pub(crate) fn overview(current: Current) -> impl IntoView {
    let is_one_team = Memo::new(move |_| current.filter().team.is_some());
    view! {
        {answer(current)}
        <div class="figures">
            {figure(current, ladder(current))}
            {figure(current, trend(current))}
            {forecast(current)}
            {move || (!is_one_team.get()).then(|| figure(current, by_team(current)))}
            {breakdown(current)}
            {figure(current, movement(current))}
            {move || (!is_one_team.get()).then(|| figure(current, movement_by_team(current)))}
            {figure(current, states(current, over_time))}
        </div>
        {processes(current)}
    }
}
