//! Getting answers: from the page itself at first, then from the server.

use domain::{Problem, page::Ask};
use leptos::prelude::document;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// What came back for one address.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

/// Replies by address.
pub(crate) type Replies = HashMap<String, Reply>;

/// The replies that the server put into the page, which spare the first round trip.
pub(crate) fn sent_along() -> Replies {
    let element = document().get_element_by_id("answers");
    let text = element.and_then(|element| element.text_content()).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
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
            Ok((status, text)) => Reply {
                status,
                body: serde_json::from_str(&text).unwrap_or_default(),
            },
            Err(_) => unreachable_server(),
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

fn unreachable_server() -> Reply {
    let problem = Problem {
        kind: "about:blank".to_owned(),
        title: "The server does not answer".to_owned(),
        status: 0,
        detail: "Check that nhs-coverage is running and that your computer reaches it, then try again.".to_owned(),
        parameter: None,
    };
    Reply {
        status: 0,
        body: serde_json::to_value(problem).unwrap_or_default(),
    }
}
