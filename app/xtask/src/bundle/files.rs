//! Files named after their content, each with its compressed twin.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// The files of a bundle while it is made.
pub(crate) struct Files {
    dir: PathBuf,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    file: String,
    bytes: usize,
    brotli: usize,
}

impl Files {
    /// Starts a bundle in a new folder.
    pub(crate) fn new(dir: PathBuf) -> Result<Self> {
        fs::create_dir_all(&dir).with_context(|| format!("could not make {}", dir.display()))?;
        Ok(Self { dir, entries: Vec::new() })
    }

    /// Adds a file and its twin under an entry of the index, and gives the name it got: `ui.js` becomes `ui.0123456789.js`.
    pub(crate) fn add(&mut self, entry: &str, name: &str, bytes: &[u8]) -> Result<String> {
        let flat = name.replace('/', "-");
        let (stem, extension) = flat.rsplit_once('.').unwrap_or((&flat, "bin"));
        let file = format!("{stem}.{}.{extension}", &hash(bytes)[..10]);
        let twin = compressed(bytes)?;
        fs::write(self.dir.join(&file), bytes)?;
        fs::write(self.dir.join(format!("{file}.br")), &twin)?;
        self.entries.push(Entry {
            name: entry.to_owned(),
            file: file.clone(),
            bytes: bytes.len(),
            brotli: twin.len(),
        });
        Ok(file)
    }

    /// The compressed weight, in bytes, of the entries that are counted.
    pub(crate) fn weight(&self, counted: impl Fn(&str) -> bool) -> usize {
        self.entries
            .iter()
            .filter(|entry| counted(&entry.name))
            .map(|entry| entry.brotli)
            .sum()
    }

    /// One line per file, for people.
    pub(crate) fn table(&self) -> String {
        let mut table = String::new();
        for Entry { file, bytes, brotli, .. } in &self.entries {
            // Writing to a string cannot fail.
            let _ = writeln!(table, "  {bytes:>9} {brotli:>9}  {file}");
        }
        table
    }

    /// Writes `index.json`: which file each entry is, and what each file weighs, plain and compressed.
    pub(crate) fn write_index(&self) -> Result<()> {
        let mut index = Map::new();
        let mut weights = Map::new();
        for Entry { name, file, bytes, brotli } in &self.entries {
            index.insert(name.clone(), json!(file));
            weights.insert(file.clone(), json!({ "bytes": bytes, "brotli": brotli }));
        }
        index.insert("weights".to_owned(), Value::Object(weights));
        fs::write(self.dir.join("index.json"), serde_json::to_string_pretty(&index)?)?;
        Ok(())
    }
}

/// Every file below a folder with its path from there, in order of name; nothing when there is no such folder.
pub(crate) fn tree(dir: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    let mut waiting = vec![dir.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("could not read {}", folder.display())),
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(dir)?.to_string_lossy().replace('\\', "/");
                found.push((name, fs::read(&path)?));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn compressed(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut twin = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut twin, &parameters).context("could not compress a file of the bundle")?;
    Ok(twin)
}
