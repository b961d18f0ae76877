//! What a folder holds, byte for byte.

use std::{collections::BTreeMap, fs, path::Path};

/// Every file below a folder by its path from there; a folder is an entry without bytes. Empty where there is no folder.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Reads a folder and all below it.
pub(crate) fn of(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(current) = waiting.pop() {
        let Ok(entries) = fs::read_dir(&current) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                tree.insert(format!("{name}/"), Vec::new());
                waiting.push(path);
            } else {
                tree.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    tree
}

/// Holds that two readings of a folder are the same, naming what differs.
#[track_caller]
pub(crate) fn assert_same(before: &Tree, after: &Tree) {
    let names: Vec<_> = before.keys().chain(after.keys()).collect();
    let differ: Vec<_> = names.iter().filter(|name| before.get(**name) != after.get(**name)).collect();
    assert!(differ.is_empty(), "these changed: {differ:?}");
}
