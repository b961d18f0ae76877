use crate::{components::command, current::Current};
use leptos::prelude::*;

/// How other tools read the figures, and where the whole set is.
pub(super) fn connect(current: Current) -> impl IntoView {
    let month = move |more: &'static str| {
        move || {
            let query = current.filter().query();
            let separator = match (more.is_empty(), query.is_empty()) {
                (true, _) => "",
                (false, true) => "?",
                (false, false) => "&",
            };
            format!("/export/month.zip{query}{separator}{more}")
        }
    };
    view! {
        <p>"Every table and chart of this date in one file:"</p>
        <ul class="downloads" aria-label="Download the whole set">
            <li><a href=month("") download="">"ZIP"<span class="visually-hidden">" of every table and chart"</span></a></li>
            <li><a href=month("each_team=true") download="">"ZIP with each team"</a></li>
            <li><a href=month("for_publication=true") download="">"ZIP for publication"</a></li>
        </ul>
        <p>
            "In the set for publication small counts are hidden, all others rounded and small teams folded; it holds tables only, and only of the whole council."
        </p>
        <p>"Excel: choose Data, From Web, and give this address with the host that you see above. Power BI: choose Get data, Web."</p>
        {command("Address for Excel and Power BI", "/api/v1/coverage_by_team?format=csv")}
        <p>
            "Add the parameters that this page has in its own address, such as as_at, service or measure. Refreshing the table asks again, so it shows the newest figures unless as_at is given."
        </p>
        <p>"The whole API is described at " <a href="/api/v1/openapi.json">"/api/v1/openapi.json"</a>" (OpenAPI 3.1). From the command line:"</p>
        {command("Command to write the whole set", "nhs-coverage export --all --to FOLDER --data DIR")}
    }
}
