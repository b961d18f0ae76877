//! `nhs-coverage.toml`: how a council's files are understood and what it is judged on.

use anyhow::{Context as _, bail};
use domain::{Target, nhs_number::Ranges, queue::Owners};
use serde::Deserialize;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The whole configuration; every part has a default.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Who it is about.
    pub council: Council,
    /// Which numbers count.
    pub numbers: Numbers,
    /// What is aimed at where no `targets` file says it.
    pub target: TargetSection,
    /// When a file is refused.
    pub load: Load,
    /// What no published source says of the files that ask for a trace.
    pub trace: ingest::trace::Layouts,
    /// Who acts on what in the cleansing queue, by reason.
    pub queue: Owners,
    /// Columns by kind of file and field, for extracts whose names are not recognised.
    pub columns: ingest::Mapping,
}

/// Who the figures are about.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Council {
    /// The council's name, shown in the header.
    pub name: String,
    /// A sentence shown on every page, such as that the data are synthetic.
    pub note: String,
}

/// Which numbers count as valid.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Numbers {
    /// Whether numbers of the 999 test range do.
    pub test_range_valid: bool,
}

/// The target where no `targets` file says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TargetSection {
    /// In percent; 95 by default.
    pub percent: Target,
}

/// When a snapshot is refused.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Load {
    /// The fall of people in scope since the snapshot before, in percent, from which a load needs `--accept-drop`.
    pub max_drop_percent: u32,
    /// Further values of the person type that mean somebody recorded only as a relative or carer.
    pub relative_values: Vec<String>,
}

impl Default for Load {
    fn default() -> Self {
        Self {
            max_drop_percent: 20,
            relative_values: Vec::new(),
        }
    }
}

impl Config {
    /// Reads the file given, or `nhs-coverage.toml` in this folder or in the data folder, or takes the defaults.
    ///
    /// # Errors
    /// If a file is there and can't be understood; the message names the line.
    pub fn find(given: Option<&Path>, data: Option<&Path>) -> anyhow::Result<Self> {
        let path = match given {
            Some(path) => Some(path.to_path_buf()),
            None => [Some(Path::new("")), data]
                .into_iter()
                .flatten()
                .map(|dir| dir.join("nhs-coverage.toml"))
                .find(|path| path.is_file()),
        };
        path.map_or_else(|| Ok(Self::default()), |path| Self::read(&path))
    }

    fn read(path: &PathBuf) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("can't read the configuration {}", path.display()))?;
        let config: Self = toml::from_str(&text).with_context(|| format!("can't understand the configuration {}", path.display()))?;
        if config.load.max_drop_percent > 100 {
            bail!("{}: load.max_drop_percent is a percentage, 0 to 100", path.display());
        }
        if config.trace.max_records == 0 {
            bail!("{}: trace.max_records is at least 1", path.display());
        }
        Ok(config)
    }

    /// How ingest reads files under this configuration.
    #[must_use]
    pub fn ingest_options(&self) -> ingest::Options {
        ingest::Options {
            ranges: self.ranges(),
            mapping: self.columns.clone(),
            relative_values: self.load.relative_values.clone(),
        }
    }

    /// What the warehouse takes where no file says otherwise.
    #[must_use]
    pub fn defaults(&self) -> warehouse::Defaults {
        warehouse::Defaults {
            target: self.target.percent,
            owners: self.queue,
        }
    }

    /// Which ranges of numbers count.
    #[must_use]
    pub fn ranges(&self) -> Ranges {
        Ranges {
            test_range_valid: self.numbers.test_range_valid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{queue::QueueReason, trace::Owner};

    #[test]
    fn a_wrong_key_is_named_with_its_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("nhs-coverage.toml");
        fs::write(&path, "[target]\npercent = 95.0\n[load]\nmax_drop = 5\n").unwrap();
        let message = format!("{:#}", Config::find(Some(&path), None).unwrap_err());
        assert!(message.contains("line 4") && message.contains("max_drop"), "{message}");
    }

    #[test]
    fn the_queue_s_owners_are_named_by_reason() {
        let config: Config = toml::from_str("[queue]\nno_match = \"systems_team\"").unwrap();
        assert_eq!(config.defaults().owners.of(QueueReason::NoMatch, true), Owner::SystemsTeam);
        for (wrong, named) in [("lost = \"bit\"", "lost"), ("shared = \"nobody\"", "nobody")] {
            let message = toml::from_str::<Config>(&format!("[queue]\n{wrong}")).unwrap_err().to_string();
            assert!(
                message.contains(named) && message.contains("social_work") | message.contains("to_load"),
                "{message}"
            );
        }
    }

    #[test]
    fn a_target_is_a_percentage() {
        let config: Config = toml::from_str("[target]\npercent = 92.5").unwrap();
        assert_eq!(config.target.percent.basis_points(), 9_250);
        assert!(toml::from_str::<Config>("[target]\npercent = 120.0").is_err());
    }
}
