//! What is on the page now: one set of answers, changed as a whole, so that no figure stands beside another's date.

use crate::{
    address,
    location::Location,
    shown::{Loaded, Shown},
    wanted::{self, Address},
    words::choices::{self, Field},
};
use chrono::NaiveDate;
use domain::{
    Filter, Problem,
    options::Assumption,
    page::{Drawing, Frame, Page, Part, Summary, Table},
};
use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

/// The answers on the page, and the way to get others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Current {
    location: Location,
    address: Address,
    shown: RwSignal<Option<Shown>>,
    frame: Memo<Loaded<Frame>>,
    busy: RwSignal<bool>,
    attempt: RwSignal<u32>,
}

impl Current {
    /// Shows what the page brought along, and from then on follows the address: what stands stays until the next is complete.
    pub(crate) fn follow(location: Location, address: Address) -> Self {
        let brought = address.get_untracked().ok().and_then(Shown::brought_along);
        let shown = RwSignal::new(brought);
        let current = Self {
            location,
            address,
            shown,
            frame: read(shown, Part::Frame, ""),
            busy: RwSignal::new(false),
            attempt: RwSignal::new(0),
        };
        let turn = StoredValue::new(0_u32);
        Effect::new(move |before: Option<()>| {
            current.attempt.track();
            let Ok(wanted) = address.get() else { return };
            let is_there = shown.with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.wanted == wanted));
            if before.is_none() && is_there {
                return;
            }
            turn.update_value(|turn| *turn += 1);
            let mine = turn.get_value();
            current.busy.set(true);
            spawn_local(async move {
                let next = Shown::fetched(wanted).await;
                // The reader may have moved on meanwhile.
                if turn.get_value() == mine {
                    shown.set(Some(next));
                    current.busy.set(false);
                }
            });
        });
        current
    }

    /// Whether other answers are on their way.
    pub(crate) fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// Asks everything again.
    pub(crate) fn retry(self) {
        self.attempt.update(|attempt| *attempt += 1);
    }

    /// The page that is shown.
    pub(crate) fn page(self) -> Option<Page> {
        self.shown.with(|shown| shown.as_ref().map(|shown| shown.wanted.page))
    }

    /// The filter of what is shown.
    pub(crate) fn filter(self) -> Filter {
        self.shown
            .with(|shown| shown.as_ref().map(|shown| shown.wanted.filter.clone()).unwrap_or_default())
    }

    /// The filter under which the page asks for a table.
    pub(crate) fn filter_of(self, question: &str) -> Filter {
        self.shown.with(|shown| {
            let ask = shown.as_ref().and_then(|shown| shown.ask(Part::Table, question));
            ask.map(|ask| ask.filter.clone()).unwrap_or_default()
        })
    }

    /// The chart that answers a question.
    pub(crate) fn drawing(self, question: &'static str) -> Memo<Loaded<Drawing>> {
        read(self.shown, Part::Drawing, question)
    }

    /// The table that answers a question.
    pub(crate) fn table(self, question: &'static str) -> Memo<Loaded<Table>> {
        read(self.shown, Part::Table, question)
    }

    /// Whether a question's answer has no rows: nothing of what it tells is loaded.
    pub(crate) fn has_nothing_of(self, question: &'static str) -> Memo<bool> {
        let table = self.table(question);
        Memo::new(move |_| table.with(|table| matches!(table, Some(Ok(table)) if table.rows.is_empty())))
    }

    /// What several answers come to.
    pub(crate) fn summary(self, name: &'static str) -> Memo<Loaded<Summary>> {
        read(self.shown, Part::Summary, name)
    }

    /// What stands around the page; none while there is nothing to show.
    pub(crate) fn frame(self) -> Option<Frame> {
        self.frame.get()?.ok()
    }

    /// The date of the figures on the page; none where the page is about everything.
    pub(crate) fn as_at(self) -> Option<NaiveDate> {
        self.page().filter(|page| page.is_filtered())?;
        self.frame.with(|frame| frame.as_ref()?.as_ref().ok()?.as_at)
    }

    /// Why there is no page to show at all, if so.
    pub(crate) fn problem(self) -> Option<Problem> {
        match self.frame.get()? {
            Ok(frame) => frame.refused.filter(|_| self.page().is_some_and(Page::is_filtered)),
            Err(problem) => Some(problem),
        }
    }

    /// Whether the server has said that nothing is loaded.
    pub(crate) fn is_empty(self) -> bool {
        self.problem().is_some_and(|problem| problem.title == NOTHING_LOADED)
    }

    /// The filter in the address, which may be ahead of what is shown.
    pub(crate) fn wanted(self) -> Filter {
        wanted::filter(self.address)
    }

    /// Puts the choice of one control into the address of its page.
    pub(crate) fn choose(self, field: Field, value: &str) {
        let Ok(wanted) = self.address.get_untracked() else { return };
        let next = choices::changed(&wanted.filter, field, value, untrack(|| self.as_at()));
        self.location.go(&address::page(wanted.page, &next));
    }

    /// Puts the reader's own figure into the address, or takes it out: see [`choices::assumed`].
    ///
    /// # Errors
    /// Says what a figure that can't be understood should be.
    pub(crate) fn assume(self, assumption: Assumption, text: &str, measured: &str) -> Result<(), String> {
        if let Ok(wanted) = self.address.get_untracked() {
            let next = choices::assumed(&wanted.filter, assumption, text, measured)?;
            if next != wanted.filter {
                self.location.go(&address::page(wanted.page, &next));
            }
        }
        Ok(())
    }
}

/// The title under which the server says that nothing is loaded.
const NOTHING_LOADED: &str = "No figures yet";

fn read<T>(shown: RwSignal<Option<Shown>>, part: Part, name: &'static str) -> Memo<Loaded<T>>
where
    T: DeserializeOwned + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| shown.with(|shown| shown.as_ref()?.read(part, name)))
}
