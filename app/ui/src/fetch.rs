//! Getting answers: from the page itself at first, then from the server.

use domain::{Problem, page::Ask};
use leptos::prelude::document;
use std::collections::HashMap;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// What came back for one address: JSON, or why there is none.
pub(crate) type Reply = Result<String, Problem>;

/// Replies by address.
pub(crate) type Replies = HashMap<String, Reply>;

/// The replies that the server put into the page, which spare the first round trip.
pub(crate) fn sent_along() -> Replies {
    let mut replies = Replies::new();
    let mut next = document()
        .get_element_by_id("answers")
        .and_then(|answers| answers.first_element_child());
    while let Some(element) = next {
        if let (Some(path), Some(status)) = (element.get_attribute("data-path"), element.get_attribute("data-status")) {
            let text = element.text_content().unwrap_or_default();
            replies.insert(path, reply(status.parse().unwrap_or_default(), text));
        }
        next = element.next_element_sibling();
    }
    replies
}

/// Asks everything at once, each address once, and waits for all.
pub(crate) async fn all(asks: &[Ask]) -> Replies {
    let mut paths: Vec<_> = asks.iter().map(Ask::path).collect();
    paths.sort();
    paths.dedup();
    let under_way: Vec<_> = paths.into_iter().map(|path| (start(&path), path)).collect();
    let mut replies = Replies::new();
    for (response, path) in under_way {
        let reply = match read(response).await {
            Ok((status, text)) => reply(status, text),
            Err(_) => Err(unreachable_server()),
        };
        replies.insert(path, reply);
    }
    replies
}

/// Gets a text, such as a question's note.
pub(crate) async fn text(path: &str) -> Option<String> {
    match read(start(path)).await {
        Ok((200, text)) => Some(text),
        _ => None,
    }
}

/// Sends the request; the future only waits for what comes back.
fn start(path: &str) -> JsFuture {
    JsFuture::from(leptos::prelude::window().fetch_with_str(path))
}

async fn read(response: JsFuture) -> Result<(u16, String), JsValue> {
    let response: Response = response.await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

fn reply(status: u16, text: String) -> Reply {
    match status {
        200 => Ok(text),
        _ => Err(serde_json::from_str(&text).unwrap_or_else(|_| unreadable(status))),
    }
}

/// What is said of an answer that makes no sense here.
pub(crate) fn unreadable(status: u16) -> Problem {
    problem(
        status,
        "The answer could not be read",
        "The server may have been updated since this page was opened: load the page again.",
    )
}

fn unreachable_server() -> Problem {
    problem(
        0,
        "The server does not answer",
        "Check that nhs-coverage is running and that your computer reaches it, then try again.",
    )
}

fn problem(status: u16, title: &str, detail: &str) -> Problem {
    Problem {
        kind: "about:blank".to_owned(),
        title: title.to_owned(),
        status,
        detail: detail.to_owned(),
        parameter: None,
    }
}
