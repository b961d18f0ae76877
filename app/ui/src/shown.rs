//! One set of answers, and what can be read from it.

use crate::{
    fetch::{self, Replies},
    wanted::Wanted,
};
use domain::{
    Problem,
    page::{Ask, Part},
};
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// What was asked and what came back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    pub(crate) wanted: Wanted,
    asks: Arc<Vec<Ask>>,
    replies: Arc<Replies>,
}

/// Something that was asked: none while it was never asked here.
pub(crate) type Loaded<T> = Option<Result<T, Problem>>;

impl Shown {
    /// What the page brought along, if that is all it asks.
    pub(crate) fn brought_along(wanted: Wanted) -> Option<Self> {
        let (asks, replies) = (wanted.asks(), fetch::sent_along());
        let is_complete = asks.iter().all(|ask| replies.contains_key(&ask.path()));
        is_complete.then(|| Self::new(wanted, asks, replies))
    }

    /// What the server answers now.
    pub(crate) async fn fetched(wanted: Wanted) -> Self {
        let asks = wanted.asks();
        let replies = fetch::all(&asks).await;
        Self::new(wanted, asks, replies)
    }

    /// What was asked for under that name.
    pub(crate) fn ask(&self, part: Part, name: &str) -> Option<&Ask> {
        self.asks.iter().find(|ask| ask.part == part && ask.name == name)
    }

    /// Reads what came back for it.
    pub(crate) fn read<T: DeserializeOwned>(&self, part: Part, name: &str) -> Loaded<T> {
        let reply = self.replies.get(&self.ask(part, name)?.path())?;
        Some(match reply {
            Ok(json) => serde_json::from_str(json).map_err(|_| fetch::unreadable(200)),
            Err(problem) => Err(problem.clone()),
        })
    }

    fn new(wanted: Wanted, asks: Vec<Ask>, replies: Replies) -> Self {
        Self {
            wanted,
            asks: Arc::new(asks),
            replies: Arc::new(replies),
        }
    }
}
