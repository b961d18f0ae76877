//! A server under test.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::Bench;
use super::http::Client;
use super::measured::processor_ticks;

/// A server that answers, stopped when dropped.
pub(crate) struct Serving {
    process: Child,
    pub(crate) address: SocketAddr,
    /// From starting the program to its first answer.
    pub(crate) start: Duration,
}

impl Serving {
    /// Starts one on any free port and waits for its first answer.
    pub(crate) fn start(bench: &Bench, config: &Path, data: &Path) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let started = Instant::now();
        let mut command = bench.server.command();
        command
            .arg("serve")
            .arg("--data")
            .arg(data)
            .arg("--config")
            .arg(config)
            .arg("--listen")
            .arg(address.to_string());
        let process = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start the server")?;
        let mut serving = Self {
            process,
            address,
            start: Duration::ZERO,
        };
        while Client::connect(address)
            .and_then(|mut client| client.get("/api/v1/coverage"))
            .is_err()
        {
            if started.elapsed() > Duration::from_secs(30) {
                bail!("the server on {} did not answer within 30 s", data.display());
            }
            thread::sleep(Duration::from_millis(2));
        }
        serving.start = started.elapsed();
        Ok(serving)
    }

    /// Waits until the server has answered in advance what readers ask first, which it begins a second after its start: until it
    /// hardly works any more.
    pub(crate) fn settle(&self) {
        const QUIET: Duration = Duration::from_millis(500);
        thread::sleep(Duration::from_secs(2));
        let mut before = processor_ticks(self.process.id());
        loop {
            thread::sleep(QUIET);
            let now = processor_ticks(self.process.id());
            if now.zip(before).is_none_or(|(now, before)| now <= before + 1) {
                return;
            }
            before = now;
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // A server that has already ended needs no stopping.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
