//! What is written about the code, held against the code.

use std::fs;

use super::root;

fn architecture() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap()
}

/// The texts between single backticks, outside fenced blocks.
fn quoted(markdown: &str) -> Vec<&str> {
    let outside = markdown.split("```").step_by(2);
    outside
        .flat_map(|text| text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)))
        .collect()
}

/// Whether a quoted text names a file or folder of the repository, rather than a command, an address or a placeholder.
fn is_path(text: &str) -> bool {
    let top = [
        "Cargo.toml",
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "rust-toolchain.toml",
        ".ci/run",
        ".cargo",
    ];
    let below = ["app/", "analytics/", "data/", "style/", "tests/"];
    let plain = !text.contains(|c: char| c.is_whitespace() || "<>*{}".contains(c));
    plain && (top.contains(&text) || below.iter().any(|folder| text.starts_with(folder)))
}

#[test]
fn every_path_in_architecture_exists() {
    let text = architecture();
    let paths: Vec<&str> = quoted(&text).into_iter().filter(|text| is_path(text)).collect();
    assert!(paths.len() >= 10, "ARCHITECTURE.md names only {} paths", paths.len());
    for path in paths {
        assert!(root().join(path).exists(), "ARCHITECTURE.md names {path}, which does not exist");
    }
}

#[test]
fn architecture_can_be_read_in_one_sitting() {
    assert!(architecture().lines().count() <= 150);
}

#[test]
fn paths_are_told_from_other_quotations() {
    let markdown = "See `app/server` and `cargo xtask run`, `sql/questions/<name>.sql`.\n```\n`app/not/here`\n```\n`tests/build.rs`";
    let paths: Vec<&str> = quoted(markdown).into_iter().filter(|text| is_path(text)).collect();
    assert_eq!(paths, ["app/server", "tests/build.rs"]);
}
