use super::problem::Failure;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// A body shared by everybody who asks for it.
pub(super) type Body = axum::body::Bytes;

/// Bodies of one generation by address: an answer can't change before the generation does.
#[derive(Default)]
pub(super) struct AnswerCache(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    generation: u64,
    bytes: usize,
    bodies: HashMap<String, Body>,
}

/// Enough for every page of every team of a large council.
const MOST_BYTES: usize = 64 << 20;

impl AnswerCache {
    pub(super) fn get_or_make(
        &self,
        generation: u64,
        address: &str,
        make: impl FnOnce() -> Result<Vec<u8>, Failure>,
    ) -> Result<Body, Failure> {
        if let Some(body) = self.kept().get(generation, address) {
            return Ok(body);
        }
        // The lock is not held meanwhile: two who ask at once both compute, and nobody waits for another's question.
        let body = Body::from(make()?);
        self.kept().keep(generation, address, &body);
        Ok(body)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn get(&self, generation: u64, address: &str) -> Option<Body> {
        (self.generation == generation).then(|| self.bodies.get(address).cloned()).flatten()
    }

    fn keep(&mut self, generation: u64, address: &str, body: &Body) {
        // Someone who began before a new generation came may finish after it.
        if generation < self.generation {
            return;
        }
        if generation > self.generation || self.bytes + body.len() > MOST_BYTES {
            *self = Self {
                generation,
                ..Self::default()
            };
        }
        self.bytes += body.len();
        self.bodies.insert(address.to_owned(), body.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_lives_as_long_as_its_generation() {
        let cache = AnswerCache::default();
        let ask = |generation, body: &'static [u8]| cache.get_or_make(generation, "/x", || Ok(body.to_vec())).ok().unwrap();
        assert_eq!(ask(1, b"one"), "one");
        assert_eq!(ask(1, b"never made"), "one");
        assert_eq!(ask(2, b"two"), "two");
        assert_eq!(ask(1, b"late"), "late");
        assert_eq!(ask(2, b"never made"), "two");
    }
}
