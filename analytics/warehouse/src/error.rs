use domain::InvalidParameter;
use std::{error::Error as StdError, io, path::PathBuf};

/// What can go wrong with the stored figures. No message holds a value from a person's row.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process changes the same data folder.
    #[error("another load is running on {}; wait until it ends and try again", .0.display())]
    Locked(PathBuf),
    /// The data folder can't be read or written.
    #[error("can't {doing} {}", path.display())]
    Disk {
        /// What was tried.
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// A file of the data folder isn't what this software writes.
    #[error("{} is damaged: {reason}; restore it from a backup", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The caller could not write what is kept of a load, or what goes with it.
    #[error("load {load} could not be made")]
    Write {
        /// The load's number.
        load: u32,
        /// Why.
        #[source]
        source: Box<dyn StdError + Send + Sync>,
    },
    /// A load was staged under another number than the next.
    #[error("load {given} can't be staged: the next number is {next}")]
    OutOfTurn {
        /// The number in the manifest.
        given: u32,
        /// The number it must have.
        next: u32,
    },
    /// There is no such load to withdraw.
    #[error("there is no load {0} in force; `nhs-coverage loads` lists them")]
    NoSuchLoad(u32),
    /// A generation could not be built from the loads.
    #[error("the figures could not be built while {step}: {reason}")]
    Build {
        /// Which of the steps.
        step: String,
        /// What the database says.
        reason: String,
    },
    /// A generation was built by other scripts than this software's.
    #[error("the figures in {} were built by another version of this software; build them again with: nhs-coverage rebuild --data DIR", .0.display())]
    OtherVersion(PathBuf),
    /// A generation could not be opened or asked.
    #[error("the figures in {} could not be read: {reason}", path.display())]
    Read {
        /// The generation's file.
        path: PathBuf,
        /// What the database says.
        reason: String,
    },
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The question can't be asked in that way.
    #[error(transparent)]
    Invalid(#[from] InvalidParameter),
    /// No snapshot and no history is loaded yet.
    #[error("there are no figures yet; load a snapshot first")]
    NoFigures,
    /// Our own fault.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl Error {
    pub(crate) fn disk(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Disk { doing, path, source }
    }

    pub(crate) fn build(step: impl Into<String>) -> impl FnOnce(duckdb::Error) -> Self {
        let step = step.into();
        move |error| Self::Build {
            step,
            reason: without_values(&error.to_string()),
        }
    }

    pub(crate) fn read(path: impl Into<PathBuf>) -> impl FnOnce(duckdb::Error) -> Self {
        let path = path.into();
        move |error| Self::Read {
            path,
            reason: without_values(&error.to_string()),
        }
    }
}

pub(crate) fn invalid(parameter: &str, reason: impl Into<String>) -> AskError {
    AskError::Invalid(InvalidParameter {
        parameter: parameter.to_owned(),
        reason: reason.into(),
    })
}

/// The first line of what the database says, without anything in quotes: a failed conversion quotes the value.
fn without_values(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let mut out = String::new();
    for (at, part) in line.split(['\'', '"']).enumerate() {
        out.push_str(if at % 2 == 0 { part } else { "…" });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_of_a_row_is_repeated() {
        let message = "Conversion Error: Could not convert string 'Ann Smith' to DATE\nLINE 1: SELECT 'x'";
        assert_eq!(without_values(message), "Conversion Error: Could not convert string … to DATE");
    }
}
