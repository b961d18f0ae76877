use super::{
    answer_cache::{AnswerCache, Body},
    problem::Failure,
};
use crate::config::Council;
use std::{
    path::Path,
    sync::{Arc, atomic::AtomicU64},
};
use warehouse::{AskError, Generation, Reader};

/// What every request shares.
pub struct App {
    reader: Reader,
    cache: AnswerCache,
    /// The generation whose first questions were answered in advance.
    pub(super) warmed: AtomicU64,
    pub(super) council: Council,
}

impl App {
    /// Opens a data folder for reading; it may still be empty.
    ///
    /// # Errors
    /// If the folder can't be read.
    pub fn open(data: &Path, council: Council) -> Result<Self, warehouse::Error> {
        Ok(Self {
            reader: Reader::open(data)?,
            cache: AnswerCache::default(),
            warmed: AtomicU64::new(0),
            council,
        })
    }

    /// The generation in force; all of one answer comes from one.
    pub(super) fn generation(&self) -> Result<Arc<Generation>, Failure> {
        self.reader
            .generation()
            .map_err(AskError::Failed)?
            .ok_or_else(|| AskError::NoFigures.into())
    }

    /// The body kept for that address and generation, or the one that is made now.
    pub(super) fn cached(
        &self,
        generation: &Generation,
        address: &str,
        make: impl FnOnce() -> Result<Vec<u8>, Failure>,
    ) -> Result<Body, Failure> {
        self.cache.get_or_make(generation.number(), address, make)
    }
}

/// Runs what waits for the database off the threads that serve connections.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(Failure::internal(error)),
    }
}
