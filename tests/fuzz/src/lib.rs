//! What the targets share: a folder in memory, and files that are read as a load reads them.

use chrono::NaiveDate;
use domain::{Kind, nhs_number::Ranges};
use ingest::{Checked, Key, Options, Request, trace::Sent};
use std::{fs, path::Path, sync::OnceLock};
use tempfile::TempDir;

/// The date at which every file is taken.
pub const AS_AT: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 10, 31);

/// An empty folder, in memory where the system has such a place.
#[must_use]
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
    made.unwrap()
}

/// The same key in every run, so that a finding can be found again.
#[must_use]
pub fn key() -> &'static Key {
    static KEY: OnceLock<Key> = OnceLock::new();
    KEY.get_or_init(|| {
        let folder = folder();
        let file = folder.path().join("key");
        fs::write(&file, "07".repeat(32)).unwrap();
        #[cfg(unix)]
        fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        Key::load_or_create(folder.path()).unwrap()
    })
}

/// The options under which numbers of the test range count.
#[must_use]
pub fn options() -> Options {
    Options {
        ranges: Ranges { test_range_valid: true },
        ..Options::default()
    }
}

/// A file to be read.
#[must_use]
pub fn request<'a>(path: &'a Path, kind: Option<Kind>, options: &'a Options, sent: Option<&'a Sent>) -> Request<'a> {
    Request {
        path,
        kind,
        as_at: AS_AT,
        options,
        key: key(),
        sent,
        progress: &|_| {},
    }
}

/// Reads a file and writes what a load would write of it. It is read or refused, and every row is counted once.
pub fn load(name: &str, content: &[u8], kind: Option<Kind>, options: &Options) -> Option<Checked> {
    let folder = folder();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    let checked = match ingest::read(&request(&path, kind, options, None)) {
        Ok(checked) => checked,
        Err(refusal) => {
            assert!(refusal.to_string().starts_with(name), "{refusal}");
            return None;
        }
    };
    let manifest = checked.manifest(1, String::new());
    assert_eq!(manifest.rows_read, manifest.rows_accepted + manifest.rows_refused);
    checked.write_parquet(folder.path()).unwrap();
    if checked.rows_refused() > 0 {
        let rejects = folder.path().join(checked.rejects_file_name());
        checked.write_rejects(&path, &rejects).unwrap();
        // Nobody has mended it, but it can be read or is refused.
        drop(ingest::read(&request(&rejects, Some(manifest.kind), options, None)));
    }
    Some(checked)
}

/// One of several, by the first byte, and the other bytes.
pub fn choose<'a, T>(of: &'a [T], data: &'a [u8]) -> Option<(&'a T, &'a [u8])> {
    let (first, rest) = data.split_first()?;
    Some((&of[usize::from(*first) % of.len()], rest))
}
