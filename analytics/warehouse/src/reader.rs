use crate::{Error, Generation, Store};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

/// A running server's view of a data folder: always the generation in force.
#[derive(Debug)]
pub struct Reader {
    folder: PathBuf,
    seen: Mutex<Option<Seen>>,
}

/// The generation in force and the file that said so.
#[derive(Debug)]
struct Seen {
    stamp: Stamp,
    generation: Arc<Generation>,
}

/// By which a new `current.json` is told from the one seen: every change puts a new file there.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    file: u64,
}

/// How often a generation may be pruned away between reading its name and opening it.
const ATTEMPTS: usize = 5;

impl Reader {
    /// Opens a data folder, which may be empty or not there yet.
    ///
    /// # Errors
    /// If there is a generation in force that can't be read.
    pub fn open(data_folder: impl AsRef<Path>) -> Result<Self, Error> {
        let reader = Self {
            folder: data_folder.as_ref().to_owned(),
            seen: Mutex::default(),
        };
        reader.generation()?;
        Ok(reader)
    }

    /// The generation in force; none before the first load. Costs one look at a file's metadata while nothing changes.
    ///
    /// The one before lives on until whoever reads it is done.
    ///
    /// # Errors
    /// If the generation in force can't be read.
    pub fn generation(&self) -> Result<Option<Arc<Generation>>, Error> {
        let store = Store::at(&self.folder);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        for attempt in 1.. {
            // Taken before the content: should the file change in between, the next look notices.
            let Some(stamp) = stamp(&store.current_file())? else {
                *seen = None;
                return Ok(None);
            };
            if let Some(seen) = seen.as_ref().filter(|seen| seen.stamp == stamp) {
                return Ok(Some(Arc::clone(&seen.generation)));
            }
            let Some(current) = store.current()? else { continue };
            match Generation::open(&self.folder, &current).map(Arc::new) {
                Ok(generation) => {
                    *seen = Some(Seen {
                        stamp,
                        generation: Arc::clone(&generation),
                    });
                    return Ok(Some(generation));
                }
                // Pruned by a later change: that one has written a new current.json.
                Err(_) if attempt < ATTEMPTS && !store.generation_file(&current).exists() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }
}

fn stamp(path: &Path) -> Result<Option<Stamp>, Error> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(Some(Stamp {
            modified: metadata.modified().ok(),
            length: metadata.len(),
            file: file_number(&metadata),
        })),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Error::disk("read", path)(error)),
    }
}

#[cfg(unix)]
fn file_number(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn file_number(_: &fs::Metadata) -> u64 {
    0
}
