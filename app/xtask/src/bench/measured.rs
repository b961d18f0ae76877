//! Time and memory of a program, and what a list of times amounts to.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// What running a program took.
pub(crate) struct Run {
    pub(crate) time: Duration,
    /// The most memory that was resident at one time, in bytes; none where the system doesn't tell.
    pub(crate) peak_bytes: Option<u64>,
}

/// Runs a program to its end, quietly, and fails when it fails.
pub(crate) fn run(command: &mut Command) -> Result<Run> {
    let started = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let mut peak_bytes = None;
    let status = loop {
        // The kernel keeps the highest mark itself, so that a slow poll only misses the last moments.
        peak_bytes = peak(child.id()).or(peak_bytes);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(Duration::from_millis(5));
    };
    let time = started.elapsed();
    if !status.success() {
        bail!("{command:?} failed ({status})");
    }
    Ok(Run { time, peak_bytes })
}

/// A percentile of some times, by nearest rank; zero of none.
pub(crate) fn percentile(times: &[Duration], percent: usize) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// A time in milliseconds, for people.
pub(crate) fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// How many times as long the first took as the second.
pub(crate) fn ratio(time: Duration, baseline: Duration) -> f64 {
    time.as_secs_f64() / baseline.as_secs_f64().max(f64::EPSILON)
}

/// How long a program has been running on a processor, in hundredths of a second as Linux counts them; none where the system doesn't tell.
pub(crate) fn processor_ticks(process: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Behind the name, which may hold spaces, these are the 12th and the 13th field.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<u64>().ok();
    Some(next()? + next()?)
}

/// The `VmHWM` line of Linux.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::percentile;

    #[track_caller]
    fn check(millis: &[u64], percent: usize, expected: u64) {
        let times: Vec<Duration> = millis.iter().copied().map(Duration::from_millis).collect();
        assert_eq!(
            percentile(&times, percent),
            Duration::from_millis(expected),
            "{percent} of {millis:?}"
        );
    }

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        check(&[], 50, 0);
        check(&[7], 99, 7);
        check(&[4, 1, 3, 2], 50, 2);
        check(&[4, 1, 3, 2], 99, 4);
        check(&(1..=200).collect::<Vec<_>>(), 99, 198);
    }
}
