use super::{downloads, note};
use crate::{current::Current, shown::Loaded};
use domain::{
    Question as _,
    options::Assumption,
    page::{Cell, Table},
    questions::OptionAssumptions,
};
use leptos::prelude::*;

/// Every assumption with a field in which the reader may put another figure; it goes into the address at once.
pub(crate) fn assumptions(current: Current) -> impl IntoView {
    let table = current.table(OptionAssumptions::NAME);
    let fields = Assumption::ALL
        .iter()
        .enumerate()
        .map(|(at, assumption)| field(current, table, at, *assumption));
    view! {
        <section class="card" aria-labelledby=OptionAssumptions::NAME>
            <h2 id=OptionAssumptions::NAME>{OptionAssumptions::TITLE}</h2>
            <p>
                "Put your council's figure where one is missing or better known. It goes into the address, so that a link shows what you
                 see; an empty field takes what is measured. Nothing here is a benchmark."
            </p>
            <div class="assumptions">{fields.collect_view()}</div>
            <div class="figure__actions">
                {downloads(current, OptionAssumptions::NAME, OptionAssumptions::TITLE, &["csv", "xlsx", "json"])}
            </div>
            {note(OptionAssumptions::NAME, "How this is counted")}
        </section>
    }
}

// The field is made once: the focus is in it when its figure changes the page.
fn field(current: Current, table: Memo<Loaded<Table>>, at: usize, assumption: Assumption) -> impl IntoView {
    // What it is, its figure, where that comes from, what is measured.
    let said = move |column: usize| {
        let text = |table: &Table| -> Option<String> { table.rows.get(at)?.get(column).map(|cell: &Cell| cell.text.clone()) };
        table.with(|table| text(table.as_ref()?.as_ref().ok()?)).unwrap_or_default()
    };
    let problem = RwSignal::new(String::new());
    // Also where the address stays as it is, an emptied field shows the figure that counts.
    let again = RwSignal::new(());
    let change = move |ev| {
        let assumed = current.assume(assumption, &event_target_value(&ev), &untrack(|| said(3)));
        if assumed.is_ok() {
            again.notify();
        }
        problem.set(assumed.err().unwrap_or_default());
    };
    let is_wrong = move || problem.with(|problem| !problem.is_empty());
    let (id, hint, error) = (assumption.name(), format!("{assumption}-hint"), format!("{assumption}-error"));
    let described_by = format!("{hint} {error}");
    view! {
        <div class="assumptions__item">
            <label for=id>{move || said(0)}</label>
            <p id=hint class="assumptions__hint">{move || said(2)}</p>
            <p id=error class="assumptions__error" role="alert">{move || problem.get()}</p>
            <input
                id=id
                type="text"
                autocomplete="off"
                aria-describedby=described_by
                aria-invalid=move || is_wrong().then_some("true")
                prop:value=move || {
                    again.track();
                    said(1)
                }
                on:change=change
            />
        </div>
    }
}
