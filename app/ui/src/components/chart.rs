use crate::shown::Loaded;
use domain::page::{Drawing, Reading};
use leptos::{
    ev::{KeyboardEvent, PointerEvent},
    prelude::*,
};

/// A picture in both widths whose values can be read by pointer, touch and arrow keys.
pub(super) fn chart(drawing: Memo<Loaded<Drawing>>, hidden: RwSignal<bool>, title: &'static str) -> impl IntoView {
    let drawn = move || drawing.get().and_then(Result::ok);
    let svg = move || drawn().map(|drawing| drawing.svg).unwrap_or_default();
    let narrow_svg = move || drawn().map(|drawing| drawing.narrow_svg).unwrap_or_default();
    let reading = Memo::new(move |_| drawn().map(|drawing| drawing.reading).unwrap_or_default());
    let narrow_reading = Memo::new(move |_| drawn().map(|drawing| drawing.narrow_reading).unwrap_or_default());
    view! {
        <div class="chart chart--wide" hidden=move || hidden.get()>
            <div class="chart__picture" inner_html=svg></div>
            {reader(reading, title)}
        </div>
        <div class="chart chart--narrow" hidden=move || hidden.get()>
            <div class="chart__picture" inner_html=narrow_svg></div>
            {reader(narrow_reading, title)}
        </div>
    }
}

/// Lies over a picture and says the value that is pointed at or stepped to.
fn reader(reading: Memo<Reading>, title: &'static str) -> impl IntoView {
    // None while nothing is read; a new picture has other values.
    let at = RwSignal::new(None::<usize>);
    Effect::new(move |_| {
        reading.track();
        at.set(None);
    });
    let count = move || reading.with(|reading| reading.marks.len());
    let point = move |event: PointerEvent| {
        let area = event_target::<leptos::web_sys::Element>(&event);
        let (wide, tall) = (f64::from(area.client_width()), f64::from(area.client_height()));
        let pointed = (f64::from(event.offset_x()) / wide, f64::from(event.offset_y()) / tall);
        at.set(reading.with(|reading| nearest(reading, pointed)));
    };
    let step = move |event: KeyboardEvent| {
        let last = count().saturating_sub(1);
        let next = match (event.key().as_str(), at.get_untracked()) {
            ("ArrowRight" | "ArrowDown", None) | ("Home", _) => Some(0),
            ("ArrowLeft" | "ArrowUp", None) | ("End", _) => Some(last),
            ("ArrowRight" | "ArrowDown", Some(at)) => Some((at + 1).min(last)),
            ("ArrowLeft" | "ArrowUp", Some(at)) => Some(at.saturating_sub(1)),
            ("Escape", _) => None,
            _ => return,
        };
        event.prevent_default();
        at.set(next);
    };
    let value = move || at.get().and_then(|at| reading.with(|reading| reading.marks.get(at).cloned()));
    let text = move || value().map_or_else(|| "Use the arrow keys to read the values.".to_owned(), |(.., text)| text);
    let shown = move || {
        let (x, y, text) = value()?;
        let (left, top) = reading.with(|reading| (100.0 * x / reading.width, 100.0 * y / reading.height));
        // Towards the middle, so that it stays within the picture.
        let side = if left > 50.0 {
            "chart__value chart__value--left"
        } else {
            "chart__value"
        };
        Some(view! {
            <span class="chart__mark" style:left=format!("{left:.2}%") style:top=format!("{top:.2}%")>
                <span class=side>{text}</span>
            </span>
        })
    };
    view! {
        <div
            class="chart__reader"
            role="slider"
            tabindex="0"
            hidden=move || count() == 0
            aria-label=format!("Values of {}", title.to_lowercase())
            aria-valuemin="1"
            aria-valuemax=count
            aria-valuenow=move || at.get().map_or(1, |at| at + 1)
            aria-valuetext=text
            on:pointermove=point
            on:pointerdown=point
            on:pointerleave=move |_| at.set(None)
            on:blur=move |_| at.set(None)
            on:keydown=step
        ></div>
        <div class="chart__values" aria-hidden="true">{shown}</div>
    }
}

/// The mark nearest to a place given in shares of the picture's width and height.
fn nearest(reading: &Reading, (across, down): (f64, f64)) -> Option<usize> {
    let (x, y) = (across * reading.width, down * reading.height);
    let distance = |mark: &(f64, f64, String)| (mark.0 - x).powi(2) + (mark.1 - y).powi(2);
    let marks = reading.marks.iter().enumerate();
    marks.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b))).map(|(at, _)| at)
}
