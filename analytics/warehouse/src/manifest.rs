//! The manifest beside a load's Parquet files.

use crate::{Error, Store, disk};
use domain::Manifest;
use std::{fs, path::Path};

const FILE: &str = "manifest.json";

/// Reads a load's manifest.
pub(crate) fn read(store: &Store, load: u32) -> Result<Manifest, Error> {
    let path = store.load_folder(load).join(FILE);
    let text = fs::read(&path).map_err(Error::disk("read", &path))?;
    serde_json::from_slice(&text).map_err(|error| Error::Damaged {
        path,
        reason: error.to_string(),
    })
}

/// Writes a load's manifest into its folder.
pub(crate) fn write(manifest: &Manifest, folder: &Path) -> Result<(), Error> {
    let path = folder.join(FILE);
    let text = serde_json::to_vec_pretty(manifest).map_err(|error| Error::Damaged {
        path: path.clone(),
        reason: error.to_string(),
    })?;
    disk::replace(&path, &text)
}
