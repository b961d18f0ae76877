//! What the fields of an item must be, in words for who wrote it.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// A field of an item.
pub(super) struct Field {
    name: &'static str,
    is_required: bool,
    must_be: &'static str,
    fits: fn(&Value) -> bool,
}

impl Field {
    /// A field that an item must have.
    pub(super) const fn required<T: DeserializeOwned>(name: &'static str, must_be: &'static str) -> Self {
        Self {
            name,
            is_required: true,
            must_be,
            fits: |value| T::deserialize(value).is_ok(),
        }
    }

    /// A field that an item may have.
    pub(super) const fn optional<T: DeserializeOwned>(name: &'static str, must_be: &'static str) -> Self {
        Self {
            is_required: false,
            ..Self::required::<T>(name, must_be)
        }
    }

    /// What is wrong with the field in this item; a message never repeats what the field holds.
    fn problem(&self, item: &Value) -> Option<String> {
        match item.get(self.name) {
            None if self.is_required => Some(format!("\"{}\" is missing; it must be {}", self.name, self.must_be)),
            Some(value) if !(self.fits)(value) => Some(format!("\"{}\" must be {}", self.name, self.must_be)),
            _ => None,
        }
    }
}

/// Reads an item once its fields are what they must be.
pub(super) fn read<T: DeserializeOwned>(item: &Value, fields: &[Field]) -> Result<T, String> {
    if !item.is_object() {
        return Err("it is not a JSON object".to_owned());
    }
    if let Some(problem) = fields.iter().find_map(|field| field.problem(item)) {
        return Err(problem);
    }
    T::deserialize(item).map_err(|_| "its fields do not go together".to_owned())
}

pub(super) const DATES: &str = "a list of dates such as \"2026-10-31\"";
pub(super) const NUMBERS: &str = "a list of numbers, null where one is missing";
pub(super) const WHOLE_NUMBERS: &str = "a list of whole numbers, null where one is missing";
pub(super) const NUMBER: &str = "a number";
pub(super) const NUMBER_OR_NULL: &str = "a number, or null";
