use crate::{
    shown::Loaded,
    tables::{Cell, Column, Picture, Table},
};
use leptos::prelude::*;

/// A table of more columns is set closer, so that a desk's screen shows all of them.
const WIDE: usize = 12;

/// A table in a region of its own, which scrolls sideways by touch or keyboard where the screen is too narrow.
pub(crate) fn data_table(table: Signal<Loaded<Table>>) -> impl IntoView {
    region(table, "")
}

/// The table behind a chart: a page may list the same rows elsewhere, so its region has a name of its own.
pub(crate) fn chart_table(table: Signal<Loaded<Table>>) -> impl IntoView {
    region(table, "Behind the chart: ")
}

fn region(table: Signal<Loaded<Table>>, place: &'static str) -> impl IntoView {
    let caption = move || table.with(|table| shown(table).map(|table| table.caption.clone()));
    let label = move || caption().map(|caption| format!("{place}{caption}"));
    move || {
        let Some(Ok(Table { note, columns, rows, .. })) = table.get() else {
            return None;
        };
        let is_wide = columns.len() > WIDE;
        let numbers: Vec<_> = columns.iter().map(|column| column.is_number).collect();
        Some(view! {
            <div class="data-table" class:data-table--wide=is_wide role="region" tabindex="0" aria-label=label>
                <table>
                    <caption><span class="data-table__caption">{caption}</span></caption>
                    <thead>
                        <tr>{columns.into_iter().map(header).collect_view()}</tr>
                    </thead>
                    <tbody>
                        {rows.into_iter().map(|row| view! { <tr>{line(row, &numbers)}</tr> }).collect_view()}
                    </tbody>
                </table>
            </div>
            {note.map(|note| view! { <p class="data-table__note">{note}</p> })}
        })
    }
}

fn shown(table: &Loaded<Table>) -> Option<&Table> {
    table.as_ref()?.as_ref().ok()
}

fn header(column: Column) -> impl IntoView {
    let active = column.sort.as_ref().and_then(|sort| sort.active);
    let arrow = active.map(|order| {
        let arrow = if order == "ascending" { " ▲" } else { " ▼" };
        view! { <span aria-hidden="true">{arrow}</span> }
    });
    let name = match column.sort {
        Some(sort) => view! { <a href=sort.href data-noscroll="">{column.name}{arrow}</a> }.into_any(),
        None => column.name.into_any(),
    };
    view! { <th scope="col" class:number=column.is_number aria-sort=active>{name}</th> }
}

fn line(row: Vec<Cell>, numbers: &[bool]) -> impl IntoView + use<> {
    row.into_iter()
        .zip(numbers.to_vec())
        .enumerate()
        .map(|(at, (cell, is_number))| {
            let class = if is_number { "number" } else { "" };
            let content = content(cell);
            if at == 0 {
                view! { <th scope="row" class=class>{content}</th> }.into_any()
            } else {
                view! { <td class=class>{content}</td> }.into_any()
            }
        })
        .collect_view()
}

fn content(cell: Cell) -> AnyView {
    let text = match (cell.href, cell.is_tag) {
        (Some(href), _) => view! { <a href=href>{cell.text}</a> }.into_any(),
        (None, true) => view! { <strong class="tag">{cell.text}</strong> }.into_any(),
        (None, false) => cell.text.into_any(),
    };
    match cell.picture {
        Some(picture) => view! { <span class="pictured">{drawn(picture)}<span>{text}</span></span> }.into_any(),
        None => text,
    }
}

/// A drawing with its name, or hidden from those who hear the words beside it.
fn drawn(Picture { svg, name }: Picture) -> impl IntoView {
    let (role, hidden) = if name.is_some() {
        (Some("img"), None)
    } else {
        (None, Some("true"))
    };
    view! { <span class="picture" role=role aria-label=name aria-hidden=hidden inner_html=svg></span> }
}
