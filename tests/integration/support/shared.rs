//! Councils that many tests read and none changes: made once, by the real binary.

use super::{Council, root};
use server::sample::{self, Options, Written};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// A council whose extracts are all loaded.
pub(crate) struct Loaded {
    pub(crate) council: Council,
    /// What the sample says of itself; none for the committed sample.
    pub(crate) written: Option<Written>,
}

/// The committed sample of 300 people and three months.
pub(crate) fn committed() -> Arc<Loaded> {
    static KEPT: Kept<Loaded> = Mutex::new(Weak::new());
    kept(&KEPT, || {
        let council = Council::new();
        let sample = root().join("data/sample");
        let mut files: Vec<_> = std::fs::read_dir(&sample)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "csv" || extension == "xlsx"))
            .map(|path| path.display().to_string())
            .collect();
        files.sort();
        load(&council, &files, &sample.join("nhs-coverage.toml").display().to_string());
        Loaded { council, written: None }
    })
}

/// The council of the documentation: 9,000 people, 24 months, seed 1.
pub(crate) fn documented() -> Arc<Loaded> {
    static KEPT: Kept<Loaded> = Mutex::new(Weak::new());
    kept(&KEPT, || {
        let council = Council::new();
        let written = sample::write(&Options::new(council.path("extracts"))).unwrap();
        let files: Vec<_> = written.files.iter().map(|path| path.display().to_string()).collect();
        load(&council, &files, &written.configuration.display().to_string());
        Loaded {
            council,
            written: Some(written),
        }
    })
}

/// Held weakly, so that its folder goes with the last test that reads it.
pub(crate) type Kept<T> = Mutex<Weak<T>>;

/// What is kept there, or made now.
pub(crate) fn kept<T>(kept: &Kept<T>, make: impl FnOnce() -> T) -> Arc<T> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(made) = kept.upgrade() {
        return made;
    }
    let made = Arc::new(make());
    *kept = Arc::downgrade(&made);
    made
}

fn load(council: &Council, files: &[String], configuration: &str) {
    let quoted: Vec<_> = files.iter().map(|file| format!("'{file}'")).collect();
    let rejects = council.path("rejects");
    std::fs::create_dir(&rejects).unwrap();
    council.done(&format!("load {} --config '{configuration}' --rejects rejects", quoted.join(" ")));
}
