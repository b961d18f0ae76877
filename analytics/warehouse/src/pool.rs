//! Connections to one generation, one for each reader at a time.

use duckdb::Connection;
use std::sync::{Mutex, PoisonError};

/// How many idle connections are kept; more are opened where more read at once.
const IDLE: usize = 8;

/// How many prepared statements a connection keeps: those of every question.
const STATEMENTS: usize = 128;

#[derive(Debug)]
pub(crate) struct Pool {
    idle: Mutex<Vec<Connection>>,
    // From which the others are opened; never used to ask.
    first: Mutex<Connection>,
}

impl Pool {
    pub(crate) fn new(first: Connection) -> Self {
        Self {
            idle: Mutex::default(),
            first: Mutex::new(first),
        }
    }

    /// Lends a connection to `work`.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&Connection) -> duckdb::Result<T>) -> duckdb::Result<T> {
        // A reader that panicked left nothing half done: connections only read.
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.open()?,
        };
        let result = work(&connection);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE {
            idle.push(connection);
        }
        result
    }

    fn open(&self) -> duckdb::Result<Connection> {
        let connection = self.first.lock().unwrap_or_else(PoisonError::into_inner).try_clone()?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    }
}
