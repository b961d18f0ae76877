//! The style sheets as one.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

/// What the other style sheets stand on, in this order.
const FIRST: [&str; 2] = ["tokens.css", "base.css"];

/// Every style sheet of a folder in one text: tokens, base, then the components by name.
pub(crate) fn concatenated(dir: &Path) -> Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("could not read {}", dir.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".css") {
            names.push(name);
        }
    }
    names.sort_by_key(|name| (FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len()), name.clone()));
    let mut css = String::new();
    for name in names {
        let text = fs::read_to_string(dir.join(&name))?;
        css.push_str(&without_comments(&text).with_context(|| format!("style/{name}"))?);
    }
    Ok(css)
}

/// Takes out comments and the space around lines; what is within a line stays as it was written.
fn without_comments(text: &str) -> Result<String> {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        let Some((_, following)) = after.split_once("*/") else {
            bail!("a comment is not closed")
        };
        rest = following;
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    fn check(css: &str, expected: Option<&str>) {
        assert_eq!(without_comments(css).ok().as_deref(), expected, "{css:?}");
    }

    #[test]
    fn comments_go_and_values_stay() {
        check("a {\n  color: red; /* why */\n}\n", Some("a {\ncolor: red;\n}\n"));
        check(
            "/* one */ a { content: \"b  c\" } /* two\nlines */",
            Some("a { content: \"b  c\" }\n"),
        );
        check("a {} /* never closed", None);
    }
}
