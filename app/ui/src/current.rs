//! What is on the page now: one set of answers, changed as a whole, so that no figure stands beside another's date.

use crate::{
    fetch,
    shown::{Drawing, Loaded, Shown, Stamp, brought_along},
    wanted::{Address, Wanted},
};
use chrono::NaiveDate;
use domain::{
    Answer, Filter, Problem, Question,
    page::{Ask, Page, everything},
    questions::{Coverage, CoverageByTeam, Loads, TraceBatches},
};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, de::DeserializeOwned};
use std::sync::Arc;

/// The answers on the page, and the way to get others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Current {
    shown: RwSignal<Option<Shown>>,
    busy: RwSignal<bool>,
    attempt: RwSignal<u32>,
}

impl Current {
    /// Shows what the page brought along, and from then on follows the address: what stands stays until the next is complete.
    pub(crate) fn follow(address: Address) -> Self {
        let brought = brought_along(address.get_untracked().ok());
        let current = Self {
            shown: RwSignal::new(brought),
            busy: RwSignal::new(false),
            attempt: RwSignal::new(0),
        };
        let turn = StoredValue::new(0_u32);
        Effect::new(move |before: Option<()>| {
            current.attempt.track();
            let Ok(wanted) = address.get() else { return };
            let is_there = current
                .shown
                .with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.wanted == wanted));
            if before.is_none() && is_there {
                return;
            }
            turn.update_value(|turn| *turn += 1);
            let mine = turn.get_value();
            current.busy.set(true);
            spawn_local(async move {
                let replies = Arc::new(fetch::all(&wanted.page.asks(&wanted.filter)).await);
                // The reader may have moved on meanwhile.
                if turn.get_value() == mine {
                    current.shown.set(Some(Shown { wanted, replies }));
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

    /// The rows that answer a question under the page's filter.
    pub(crate) fn rows<Q: Question>(self) -> Memo<Loaded<Answer<Q::Row>>> {
        self.rows_under::<Q>(Filter::clone)
    }

    /// The rows that answer a question under a filter made from the page's.
    pub(crate) fn rows_under<Q: Question>(self, narrow: fn(&Filter) -> Filter) -> Memo<Loaded<Answer<Q::Row>>> {
        Memo::new(move |_| {
            self.shown
                .with(|shown| shown.as_ref()?.read(&Ask::rows(Q::NAME, &narrow(&shown.as_ref()?.wanted.filter))))
        })
    }

    /// The chart that answers a question under a filter made from the page's.
    pub(crate) fn drawing(self, question: &'static str, narrow: fn(&Filter) -> Filter) -> Memo<Loaded<Drawing>> {
        Memo::new(move |_| {
            self.shown.with(|shown| {
                shown
                    .as_ref()?
                    .read(&Ask::figure(question, &narrow(&shown.as_ref()?.wanted.filter)))
            })
        })
    }

    /// The date of the figures on the page.
    pub(crate) fn as_at(self) -> Option<NaiveDate> {
        #[derive(Deserialize)]
        struct Dated {
            as_at: Option<NaiveDate>,
        }
        self.lead::<Dated>()?.ok()?.as_at
    }

    /// The software's version and the generation that answered.
    pub(crate) fn stamp(self) -> Option<Stamp> {
        self.lead()?.ok()
    }

    /// Why there is no page to show at all, if so.
    pub(crate) fn problem(self) -> Option<Problem> {
        #[derive(Deserialize)]
        struct Any {}
        self.lead::<Any>()?.err()
    }

    /// Whether the server has said that nothing is loaded.
    pub(crate) fn is_empty(self) -> bool {
        self.problem().is_some_and(|problem| problem.title == NOTHING_LOADED)
    }

    /// The answer without which the page says nothing.
    fn lead<T: DeserializeOwned>(self) -> Loaded<T> {
        self.shown.with(|shown| {
            let shown = shown.as_ref()?;
            let Wanted { page, filter } = &shown.wanted;
            match page {
                Page::Overview => shown.read(&Ask::rows(Coverage::NAME, filter)),
                Page::Team if filter.team.is_some() => shown.read(&Ask::rows(Coverage::NAME, filter)),
                Page::Team => shown.read(&Ask::rows(CoverageByTeam::NAME, &teams_of(filter))),
                Page::Teams => shown.read(&Ask::rows(CoverageByTeam::NAME, filter)),
                Page::Matching => shown.read(&Ask::rows(TraceBatches::NAME, &everything(filter))),
                Page::Data => shown.read(&Ask::rows(Loads::NAME, filter)),
            }
        })
    }
}

/// The title under which the server says that nothing is loaded.
const NOTHING_LOADED: &str = "No figures yet";

/// The filter under which the choice of teams is asked for.
pub(crate) fn teams_of(filter: &Filter) -> Filter {
    Filter {
        as_at: filter.as_at,
        ..Filter::default()
    }
}
