//! A JSON document that is written back as it was read, with results beside its items.
//!
//! What is given is copied as text: reading a number and writing it again may change its last digit.

use super::items;
use crate::cli::Method;
use anyhow::{Context as _, bail};
use serde_json::Value;

/// The document with a result beside each item of the method's lists.
pub(super) fn with_results(text: &str, method: Method) -> anyhow::Result<String> {
    let text = text.trim();
    let document: Value = serde_json::from_str(text).context("standard input is not JSON")?;
    let lists = items::lists(method);
    let Some(document) = document.as_object() else {
        bail!("the input is not a JSON object with {}", items::named(lists));
    };
    if !lists.iter().any(|list| document.contains_key(list.name)) {
        bail!("the input has no {}", items::named(lists));
    }
    let mut written = Vec::new();
    for (key, value) in members(text) {
        let list = lists.iter().find(|list| name(key) == list.name);
        let Some(list) = list else {
            written.push(format!("{key}:{value}"));
            continue;
        };
        let Some(values) = document[list.name].as_array() else {
            bail!("{:?} is not a list", list.name);
        };
        let mut computed = Vec::with_capacity(values.len());
        for (at, (text, value)) in parts(value).into_iter().zip(values).enumerate() {
            let added =
                items::checked(list, value).map_err(|reason| anyhow::anyhow!("{} {}{}: {reason}", list.item, at + 1, id_of(value)))?;
            computed.push(beside(text, &added));
        }
        written.push(format!("{key}:[{}]", computed.join(",\n")));
    }
    Ok(format!("{{{}}}\n", written.join(",\n")))
}

/// The id by which a reader knows an item, to name it; never a long text.
fn id_of(item: &Value) -> String {
    match item.get("id") {
        Some(Value::String(id)) if id.len() <= 40 => format!(" ({id})"),
        Some(Value::Number(id)) => format!(" ({id})"),
        _ => String::new(),
    }
}

/// The text of an object with members added, in the place of any of the same name.
fn beside(object: &str, added: &items::Added) -> String {
    let kept = members(object)
        .into_iter()
        .filter(|(key, _)| !added.iter().any(|(added, _)| name(key) == *added))
        .map(|(key, value)| format!("{key}:{value}"));
    let added = added.iter().map(|(name, value)| format!("\"{name}\":{value}"));
    format!("{{{}}}", kept.chain(added).collect::<Vec<_>>().join(","))
}

fn name(key: &str) -> String {
    serde_json::from_str(key).unwrap_or_default()
}

/// Key and value of each member of a valid object's text.
fn members(object: &str) -> Vec<(&str, &str)> {
    let pairs = parts(object).into_iter();
    pairs
        .filter_map(|pair| {
            let (at, _) = outside(pair).find(|(_, byte)| *byte == b':')?;
            Some((pair[..at].trim(), pair[at + 1..].trim()))
        })
        .collect()
}

/// The texts between the commas of a valid object's or list's text.
fn parts(text: &str) -> Vec<&str> {
    let inner = text.trim();
    let inner = &inner[1..inner.len() - 1];
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, byte) in outside(inner) {
        if byte == b',' {
            parts.push(inner[start..at].trim());
            start = at + 1;
        }
    }
    parts.push(inner[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// The bytes of valid JSON that stand outside any text, list or object within it; all of them are ASCII.
fn outside(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    text.bytes().enumerate().filter(move |(_, byte)| {
        if is_text {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_text = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => is_text = true,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_is_kept_to_the_letter() {
        let given = " {\"what\" : \"a \\\"{,]\\\\\" ,\"n\":0.10000000000000003,\"rows\": [ {\"x\":1.0,\"n\":2, \"id\":\"é,:\", \"result\":[{}]} , {\"x\":null,\"n\":3}],\"z\":[]}";
        let written = with_results(given, Method::Wilson).unwrap();
        assert!(
            written.starts_with(
                "{\"what\":\"a \\\"{,]\\\\\",\n\"n\":0.10000000000000003,\n\"rows\":[{\"x\":1.0,\"n\":2,\"id\":\"é,:\",\"result\":{"
            ),
            "{written}"
        );
        let read: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["rows"][0]["result"]["value"], 0.5);
        assert_eq!(read["rows"][1]["result"]["value"], Value::Null);
    }

    #[test]
    fn an_empty_list_stays_empty() {
        assert_eq!(with_results("{\"series\": [ ]}", Method::Spc).unwrap(), "{\"series\":[]}\n");
    }
}
