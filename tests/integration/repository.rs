//! The shape of the repository: what ARCHITECTURE.md promises about crates, files and questions.

use crate::support::root;
use std::fs;

/// Which crate may depend on what.
mod crates;
/// Which words may stand in which source files.
mod sources;
/// What is written about the code, held against the code.
mod written;

/// Every file with an extension below a folder of the workspace, with its path from the root.
fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "no .{extension} file below {folder}");
    found.sort();
    found
}
