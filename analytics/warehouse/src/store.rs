use crate::{Change, Error, change, disk, manifest};
use domain::{Kind, Manifest};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// A data folder: the loads, the generations built from them, and which of both are in force.
///
/// `loads/<number>/` holds a load's Parquet files and its manifest; `warehouse/` the generations; the rename of `current.json`
/// is what makes a change happen.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

/// What is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Current {
    /// The generation's number, one higher with every change.
    pub generation: u64,
    /// The generation's file, from the data folder.
    pub file: String,
    /// The loads in force, in order.
    pub loads: Vec<u32>,
    /// The loads that were withdrawn or replaced; their files are kept.
    pub withdrawn: Vec<u32>,
    /// The number that the next load gets.
    pub next_load: u32,
}

impl Store {
    /// Opens a data folder to change it, and creates what is missing of it.
    ///
    /// # Errors
    /// If a folder can't be created.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let store = Self::at(folder);
        disk::create_folder(&store.loads_folder())?;
        disk::create_folder(&store.warehouse_folder())?;
        Ok(store)
    }

    /// The store of a data folder, which need not exist, to read it.
    #[must_use]
    pub fn at(folder: impl AsRef<Path>) -> Self {
        Self {
            folder: folder.as_ref().to_owned(),
        }
    }

    /// What is in force; none before the first change.
    ///
    /// # Errors
    /// If `current.json` can't be read or isn't what this software writes.
    pub fn current(&self) -> Result<Option<Current>, Error> {
        let path = self.current_file();
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(Error::disk("read", path)(error)),
        };
        serde_json::from_slice(&text).map(Some).map_err(|error| Error::Damaged {
            path,
            reason: error.to_string(),
        })
    }

    /// The manifests of the loads in force, in order, as they are at this moment.
    ///
    /// # Errors
    /// If `current.json` or a manifest can't be read.
    pub fn manifests(&self) -> Result<Vec<Manifest>, Error> {
        let loads = self.current()?.map_or_else(Vec::new, |current| current.loads);
        loads.into_iter().map(|load| manifest::read(self, load)).collect()
    }

    /// The Parquet files of a name among the loads of a kind; a load made before there was such a file has none.
    #[must_use]
    pub fn files(&self, manifests: &[Manifest], kind: Kind, name: &str) -> Vec<PathBuf> {
        let loads = manifests.iter().filter(|manifest| manifest.kind == kind);
        loads
            .map(|manifest| self.load_folder(manifest.load).join(name))
            .filter(|file| file.exists())
            .collect()
    }

    /// Begins a change: takes the lock and removes what a crash may have left.
    ///
    /// # Errors
    /// `Locked` while another process holds the lock; else if the folder can't be read or cleaned.
    pub fn change(&self) -> Result<Change, Error> {
        let path = self.folder.join("lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(Error::disk("open", &path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Locked(self.folder.clone())),
            Err(TryLockError::Error(error)) => return Err(Error::disk("lock", path)(error)),
        }
        change::begin(self.clone(), lock)
    }

    pub(crate) fn current_file(&self) -> PathBuf {
        self.folder.join("current.json")
    }

    pub(crate) fn loads_folder(&self) -> PathBuf {
        self.folder.join("loads")
    }

    pub(crate) fn load_folder(&self, load: u32) -> PathBuf {
        self.loads_folder().join(format!("{load:06}"))
    }

    pub(crate) fn warehouse_folder(&self) -> PathBuf {
        self.folder.join("warehouse")
    }

    pub(crate) fn generation_file(&self, current: &Current) -> PathBuf {
        self.folder.join(&current.file)
    }

    /// A generation's file, from the data folder.
    pub(crate) fn generation_name(generation: u64) -> String {
        format!("warehouse/generation-{generation:06}.duckdb")
    }
}
