//! How far a file has been read, on a terminal; silent when piped.

use std::{
    io::{IsTerminal as _, Write as _},
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

/// Shows rows and rate of one file at a time on standard error.
pub(super) struct Progress {
    file: String,
    started: Instant,
    shown_millis: AtomicU64,
    terminal: bool,
}

impl Progress {
    pub(super) fn of(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            started: Instant::now(),
            shown_millis: AtomicU64::new(0),
            terminal: std::io::stderr().is_terminal(),
        }
    }

    /// Shows the count, ten times a second at most.
    pub(super) fn rows(&self, rows: u64) {
        let millis = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        if !self.terminal || millis < self.shown_millis.load(Relaxed) + 100 {
            return;
        }
        self.shown_millis.store(millis, Relaxed);
        let rate = rows.saturating_mul(1_000) / millis.max(1);
        let show = |number: u64| domain::percent::count(i64::try_from(number).unwrap_or(i64::MAX));
        // Progress that can't be shown is no reason to stop.
        let _ = write!(
            std::io::stderr(),
            "\r\x1b[K{}: {} rows, {} a second",
            self.file,
            show(rows),
            show(rate)
        );
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.terminal {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
