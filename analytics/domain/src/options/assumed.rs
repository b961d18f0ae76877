use super::{Assumption, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{collections::BTreeMap, fmt};

/// The figures that a reader puts in the place of what is measured or missing, as an address holds them: `hour_cost:32.5,own_from:2027-06-01`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Assumed(BTreeMap<Assumption, Value>);

impl Assumed {
    /// Reads the text of an address.
    ///
    /// # Errors
    /// Names the assumption that can't be understood, and what would be right.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut assumed = BTreeMap::new();
        for pair in text.split(',').filter(|pair| !pair.trim().is_empty()) {
            let Some((name, value)) = pair.split_once(':') else {
                return Err(format!("“{pair}” has no figure; write it as name:figure, such as hour_cost:32.50"));
            };
            let assumption = Assumption::from_name(name.trim())
                .ok_or_else(|| format!("“{}” is not an assumption; option_assumptions lists them", name.trim()))?;
            if assumed.insert(assumption, assumption.read(value)?).is_some() {
                return Err(format!("{assumption} is given twice; give it once"));
            }
        }
        Ok(Self(assumed))
    }

    /// What is given for an assumption.
    #[must_use]
    pub fn get(&self, assumption: Assumption) -> Option<Value> {
        self.0.get(&assumption).copied()
    }

    /// The same with another figure for one assumption; none leaves it to what is measured.
    #[must_use]
    pub fn with(&self, assumption: Assumption, value: Option<Value>) -> Self {
        let mut changed = self.clone();
        match value {
            Some(value) => changed.0.insert(assumption, value),
            None => changed.0.remove(&assumption),
        };
        changed
    }

    /// Whether nothing is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Assumed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (assumption, value)) in self.0.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            write!(f, "{comma}{assumption}:{}", value.plain(assumption.unit()))?;
        }
        Ok(())
    }
}

impl Serialize for Assumed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Assumed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
