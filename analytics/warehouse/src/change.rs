use crate::{Current, Error, Generation, Store, build, disk, manifest};
use domain::{Kind, Manifest, Target, queue::Owners};
use std::{
    error::Error as StdError,
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
};

/// How many generations are kept, so that a change can be undone by hand and readers on an older one finish.
const KEPT_GENERATIONS: u64 = 3;

/// One change of what is in force. Holds the data folder's lock until it and what it prepared are dropped.
///
/// Nothing is visible before [`Prepared::publish`]; a change that is dropped removes what it staged.
#[derive(Debug)]
pub struct Change {
    held: Arc<Held>,
    staged: Staged,
    retired: Vec<u32>,
}

/// What the warehouse takes where no file says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Defaults {
    /// The target at dates for which no targets file sets one.
    pub target: Target,
    /// Who acts on what in the cleansing queue.
    pub owners: Owners,
}

/// The next generation, built and not yet published; dropped, it leaves no trace.
#[derive(Debug)]
pub struct Prepared {
    // In this order they are dropped: the file is closed before it is removed, and the lock is released last.
    generation: Generation,
    file: Unpublished,
    staged: Staged,
    next: Current,
    held: Arc<Held>,
}

#[derive(Debug)]
struct Held {
    store: Store,
    current: Option<Current>,
    // Released when it is closed.
    _lock: File,
}

/// Loads written and not yet in force; dropped, their folders go.
#[derive(Debug)]
struct Staged {
    store: Store,
    loads: Vec<u32>,
}

/// A generation's file that no `current.json` names yet; dropped, it goes.
#[derive(Debug)]
struct Unpublished(Option<PathBuf>);

/// Begins a change under the lock.
pub(crate) fn begin(store: Store, lock: File) -> Result<Change, Error> {
    let current = store.current()?;
    remove_leftovers(&store, current.as_ref())?;
    Ok(Change {
        staged: Staged {
            store: store.clone(),
            loads: Vec::new(),
        },
        held: Arc::new(Held {
            store,
            current,
            _lock: lock,
        }),
        retired: Vec::new(),
    })
}

impl Change {
    /// What was in force when the change began.
    #[must_use]
    pub fn current(&self) -> Option<&Current> {
        self.held.current.as_ref()
    }

    /// The manifests of the loads that will be in force, in order.
    ///
    /// # Errors
    /// If one can't be read.
    pub fn manifests(&self) -> Result<Vec<Manifest>, Error> {
        self.loads()
            .into_iter()
            .map(|load| manifest::read(&self.held.store, load))
            .collect()
    }

    /// The Parquet files of a reference kind that are in force: the latest whole load's, and those of mended rows added to it since.
    ///
    /// # Errors
    /// If a manifest can't be read.
    pub fn reference_files(&self, kind: Kind, file: &str) -> Result<Vec<PathBuf>, Error> {
        let manifests = self.manifests()?;
        let loads = build::in_force(&manifests, kind);
        Ok(loads.map(|load| self.held.store.load_folder(load).join(file)).collect())
    }

    /// The number that the next load staged must carry.
    #[must_use]
    pub fn next_load(&self) -> u32 {
        let next = self.held.current.as_ref().map_or(1, |current| current.next_load);
        self.staged.loads.last().map_or(next, |last| last + 1)
    }

    /// Takes one load in: the caller writes its Parquet files into the folder it is given, and says what they are.
    ///
    /// # Errors
    /// If the manifest doesn't carry the next number, if the caller fails, or if the folder can't be written.
    pub fn stage<E>(&mut self, write: impl FnOnce(&Path) -> Result<Manifest, E>) -> Result<Manifest, Error>
    where
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        let load = self.next_load();
        let manifest = self.write(load, write)?;
        self.staged.loads.push(load);
        disk::rename(&self.aside(load), &self.held.store.load_folder(load))?;
        Ok(manifest)
    }

    /// Puts something else in the place of a load that was staged.
    ///
    /// # Errors
    /// If no load of that number was staged, and as [`Change::stage`].
    pub fn stage_again<E>(&mut self, load: u32, write: impl FnOnce(&Path) -> Result<Manifest, E>) -> Result<Manifest, Error>
    where
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        if !self.staged.loads.contains(&load) {
            return Err(Error::OutOfTurn {
                given: load,
                next: self.next_load(),
            });
        }
        let manifest = self.write(load, write)?;
        let folder = self.held.store.load_folder(load);
        disk::remove(&folder)?;
        disk::rename(&self.aside(load), &folder)?;
        Ok(manifest)
    }

    /// Where a load is written before it has its place.
    fn aside(&self, load: u32) -> PathBuf {
        self.held.store.loads_folder().join(format!(".staging-{load:06}"))
    }

    fn write<E>(&self, load: u32, write: impl FnOnce(&Path) -> Result<Manifest, E>) -> Result<Manifest, Error>
    where
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        let aside = self.aside(load);
        disk::remove(&aside)?;
        disk::create_folder(&aside)?;
        let written = write(&aside)
            .map_err(|error| Error::Write {
                load,
                source: error.into(),
            })
            .and_then(|manifest| match manifest.load == load {
                true => Ok(manifest),
                false => Err(Error::OutOfTurn {
                    given: manifest.load,
                    next: load,
                }),
            })
            .and_then(|manifest| {
                manifest::write(&manifest, &aside)?;
                disk::entries(&aside)?.iter().try_for_each(|file| disk::sync(file))?;
                disk::sync(&aside)?;
                Ok(manifest)
            });
        if written.is_err() {
            // The first failure is the one to tell; what stays is removed by the next change.
            let _ = disk::remove(&aside);
        }
        written
    }

    /// Puts a load out of force because another takes its place.
    pub fn replace(&mut self, load: u32) {
        if !self.retired.contains(&load) {
            self.retired.push(load);
        }
    }

    /// Puts a load out of force.
    ///
    /// # Errors
    /// `NoSuchLoad` if it isn't in force.
    pub fn withdraw(&mut self, load: u32) -> Result<(), Error> {
        if !self.loads().contains(&load) {
            return Err(Error::NoSuchLoad(load));
        }
        self.replace(load);
        Ok(())
    }

    /// Builds the next generation from the loads that will be in force; nothing changes yet for readers.
    ///
    /// Takes over what was staged: dropping what is returned removes it.
    ///
    /// # Errors
    /// If a load can't be read or the file can't be written.
    pub fn prepare(&mut self, defaults: &Defaults) -> Result<Prepared, Error> {
        let (store, current) = (&self.held.store, self.held.current.as_ref());
        let number = current.map_or(1, |current| current.generation + 1);
        let mut withdrawn = current.map_or_else(Vec::new, |current| current.withdrawn.clone());
        withdrawn.extend(self.retired.iter().copied());
        withdrawn.sort_unstable();
        withdrawn.dedup();
        let next = Current {
            generation: number,
            file: Store::generation_name(number),
            loads: self.loads(),
            withdrawn,
            next_load: self.next_load(),
        };
        let manifests = self.manifests()?;
        // Dropped on failure, both remove what they stand for.
        let staged = self.staged.take();
        let path = store.generation_file(&next);
        let file = Unpublished(Some(path.clone()));
        build::build(store, &next, current, &manifests, defaults)?;
        let generation = Generation::at(&path, number)?;
        Ok(Prepared {
            generation,
            file,
            staged,
            next,
            held: Arc::clone(&self.held),
        })
    }

    fn loads(&self) -> Vec<u32> {
        let mut loads = self.held.current.as_ref().map_or_else(Vec::new, |current| current.loads.clone());
        loads.extend(&self.staged.loads);
        loads.retain(|load| !self.retired.contains(load));
        loads
    }
}

impl Prepared {
    /// The next generation, to ask before it is published.
    #[must_use]
    pub fn warehouse(&self) -> &Generation {
        &self.generation
    }

    /// Puts it in force with one rename and returns the generation's number.
    ///
    /// # Errors
    /// If `current.json` can't be written; then nothing changes.
    pub fn publish(mut self) -> Result<u64, Error> {
        let store = &self.held.store;
        let text = serde_json::to_vec_pretty(&self.next).map_err(|error| Error::Damaged {
            path: store.current_file(),
            reason: error.to_string(),
        })?;
        disk::sync(&store.loads_folder())?;
        disk::sync(&store.warehouse_folder())?;
        disk::replace(&store.current_file(), &text)?;
        self.file.0 = None;
        self.staged.loads.clear();
        // Published is published: what can't be pruned now goes with the next change.
        let _ = remove_leftovers(store, Some(&self.next));
        Ok(self.next.generation)
    }
}

impl Drop for Unpublished {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // Nobody is left to tell; the next change cleans up again.
            let _ = disk::remove(path);
        }
    }
}

impl Staged {
    fn take(&mut self) -> Self {
        Self {
            store: self.store.clone(),
            loads: std::mem::take(&mut self.loads),
        }
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for &load in &self.loads {
            // As above.
            let _ = disk::remove(&self.store.load_folder(load));
        }
    }
}

/// Removes loads that nothing names, generations that are not in force, except the last few, and half-written files.
fn remove_leftovers(store: &Store, current: Option<&Current>) -> Result<(), Error> {
    for folder in disk::entries(&store.loads_folder())? {
        let load = file_name(&folder).parse::<u32>().ok();
        let is_named =
            load.is_some_and(|load| current.is_some_and(|current| current.loads.contains(&load) || current.withdrawn.contains(&load)));
        if !is_named {
            disk::remove(&folder)?;
        }
    }
    let newest = current.map_or(0, |current| current.generation);
    for file in disk::entries(&store.warehouse_folder())? {
        let number = file_name(&file)
            .strip_prefix("generation-")
            .and_then(|name| name.strip_suffix(".duckdb"))
            .and_then(|number| number.parse::<u64>().ok());
        let is_kept = number.is_some_and(|number| number <= newest && number + KEPT_GENERATIONS > newest);
        if !is_kept {
            disk::remove(&file)?;
        }
    }
    disk::remove(&store.current_file().with_extension("new"))
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
