use crate::{address, current::Current};
use domain::page::{Cell, Column, Picture, Table};
use leptos::prelude::*;

/// A table of more columns is set closer, so that a desk's screen shows all of them.
const WIDE: usize = 12;

/// A table in a region of its own, which scrolls sideways by touch or keyboard where the screen is too narrow.
///
/// `place` sets the region's name apart from that of another with the same rows.
pub(super) fn data_table(current: Current, table: Table, place: &str) -> impl IntoView + use<> {
    let Table {
        caption,
        note,
        columns,
        rows,
        ..
    } = table;
    let label = format!("{place}{caption}");
    let is_wide = columns.len() > WIDE;
    let numbers: Vec<_> = columns.iter().map(|column| column.is_number).collect();
    let headers = columns.into_iter().map(|column| header(current, column)).collect_view();
    let lines = rows
        .into_iter()
        .map(|row| view! { <tr>{line(current, row, &numbers)}</tr> })
        .collect_view();
    view! {
        <div class="data-table" class:data-table--wide=is_wide role="region" tabindex="0" aria-label=label>
            <table>
                <caption><span class="data-table__caption">{caption}</span></caption>
                <thead>
                    <tr>{headers}</tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {noted(note)}
    }
}

/// What a reader must know to read a table.
pub(super) fn noted(note: Option<String>) -> impl IntoView {
    note.map(|note| view! { <p class="data-table__note">{note}</p> })
}

fn header(current: Current, column: Column) -> impl IntoView {
    let (by, active) = column.sort.map(|sort| (sort.by, sort.active)).unzip();
    let active = active.flatten();
    let arrow = active.as_ref().map(|order| {
        let arrow = if order == "ascending" { " ▲" } else { " ▼" };
        view! { <span aria-hidden="true">{arrow}</span> }
    });
    let name = match by {
        Some(by) => {
            let href = move || address::sorted(by, &current.filter());
            view! { <a href=href data-noscroll="">{column.name}{arrow}</a> }.into_any()
        }
        None => column.name.into_any(),
    };
    view! { <th scope="col" class:number=column.is_number aria-sort=active>{name}</th> }
}

fn line(current: Current, row: Vec<Cell>, numbers: &[bool]) -> impl IntoView + use<> {
    row.into_iter()
        .zip(numbers.to_vec())
        .enumerate()
        .map(|(at, (cell, is_number))| {
            let class = if is_number { "number" } else { "" };
            let content = content(current, cell);
            if at == 0 {
                view! { <th scope="row" class=class>{content}</th> }.into_any()
            } else {
                view! { <td class=class>{content}</td> }.into_any()
            }
        })
        .collect_view()
}

fn content(current: Current, cell: Cell) -> AnyView {
    let text = if cell.is_team {
        let team = cell.text.clone();
        view! { <a href=move || address::team(&team, &current.filter())>{cell.text}</a> }.into_any()
    } else if cell.is_tag {
        view! { <strong class="tag">{cell.text}</strong> }.into_any()
    } else {
        cell.text.into_any()
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
