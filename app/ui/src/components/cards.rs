use crate::current::Current;
use domain::page::Cell;
use leptos::prelude::*;

/// A question's table whose rows stand side by side as cards, one under the other where the screen is narrow.
pub(crate) fn cards(current: Current, question: &'static str) -> impl IntoView {
    let table = current.table(question);
    move || {
        let table = table.get()?.ok()?;
        let card = |row: Vec<Cell>| {
            let mut cells = table.columns.iter().zip(row);
            let heading = cells.next().map(|(_, cell)| cell.text);
            let facts = cells
                .map(|(column, cell)| view! { <div><dt>{column.name.clone()}</dt><dd>{cell.text}</dd></div> })
                .collect_view();
            view! { <li><h3>{heading}</h3><dl>{facts}</dl></li> }
        };
        Some(view! { <ul class="cards" role="list">{table.rows.into_iter().map(card).collect_view()}</ul> })
    }
}
