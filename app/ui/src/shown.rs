//! One set of answers, and what can be read from it.

use crate::{
    fetch::{self, Replies},
    wanted::Wanted,
};
use domain::{Problem, page::Ask};
use serde::{Deserialize, de::DeserializeOwned};
use std::sync::Arc;

/// What was asked and what came back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    pub(crate) wanted: Wanted,
    pub(crate) replies: Arc<Replies>,
}

/// Something that was asked: none while it was never asked here.
pub(crate) type Loaded<T> = Option<Result<T, Problem>>;

/// A chart with its words, as the server draws it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Drawing {
    pub(crate) headline: String,
    pub(crate) subtitle: String,
    /// What its numbered marks stand for.
    pub(crate) annotations: Vec<(usize, String)>,
    /// What may be worth doing about it.
    pub(crate) suggestion: Option<String>,
    pub(crate) footer: String,
    pub(crate) svg: String,
    pub(crate) narrow_svg: String,
    pub(crate) reading: Reading,
    pub(crate) narrow_reading: Reading,
}

/// What can be read off a picture: its size in px, and each value with where it stands.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub(crate) struct Reading {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) marks: Vec<(f64, f64, String)>,
}

/// The marks that every answer carries.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Stamp {
    pub(crate) generation: u64,
    pub(crate) version: String,
}

impl Shown {
    /// Reads what came back for something that the page asked.
    pub(crate) fn read<T: DeserializeOwned>(&self, ask: &Ask) -> Loaded<T> {
        let reply = self.replies.get(&ask.path())?;
        let read = if reply.status == 200 {
            T::deserialize(&reply.body).map_err(|_| unreadable(reply.status))
        } else {
            Err(Problem::deserialize(&reply.body).unwrap_or_else(|_| unreadable(reply.status)))
        };
        Some(read)
    }
}

/// What the page brought along, if that is all it asks.
pub(crate) fn brought_along(wanted: Option<Wanted>) -> Option<Shown> {
    let wanted = wanted?;
    let replies = fetch::sent_along();
    let complete = wanted.page.asks(&wanted.filter).iter().all(|ask| replies.contains_key(&ask.path()));
    complete.then(|| Shown {
        wanted,
        replies: Arc::new(replies),
    })
}

fn unreadable(status: u16) -> Problem {
    Problem {
        kind: "about:blank".to_owned(),
        title: "The answer could not be read".to_owned(),
        status,
        detail: "The server may have been updated since this page was opened: load the page again.".to_owned(),
        parameter: None,
    }
}
