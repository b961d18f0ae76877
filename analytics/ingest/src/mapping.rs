use crate::columns::{Field, plain_name};
use domain::Kind;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Which columns hold which fields where the names alone don't tell: the sections `[columns.<kind>]` of `nhs-coverage.toml`.
///
/// A field is given one column name or a list, of which the first that the file has is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "BTreeMap<String, BTreeMap<String, OneOrMore>>")]
pub struct Mapping {
    kinds: BTreeMap<Kind, Vec<(Field, Vec<String>)>>,
}

/// A mapping that names something unknown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// A kind of file that doesn't exist.
    #[error("[columns.{kind}]: there is no such kind of file; there are {known}")]
    UnknownKind {
        /// As written.
        kind: String,
        /// Every kind.
        known: String,
    },
    /// A field that the kind doesn't have.
    #[error("[columns.{kind}] {field}: there is no such field; there are {known}")]
    UnknownField {
        /// The kind.
        kind: Kind,
        /// As written.
        field: String,
        /// Every field of the kind.
        known: String,
    },
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl TryFrom<BTreeMap<String, BTreeMap<String, OneOrMore>>> for Mapping {
    type Error = MappingError;

    fn try_from(sections: BTreeMap<String, BTreeMap<String, OneOrMore>>) -> Result<Self, MappingError> {
        let mut kinds = BTreeMap::new();
        for (name, fields) in sections {
            let kind = Kind::from_name(&name).ok_or_else(|| MappingError::UnknownKind {
                known: names(Kind::ALL.iter().map(|kind| kind.name())),
                kind: name,
            })?;
            let known = || Field::of(kind).map(Field::name);
            let mut mapped = Vec::new();
            for (name, columns) in fields {
                let field = Field::of(kind)
                    .find(|field| field.name() == name)
                    .ok_or_else(|| MappingError::UnknownField {
                        kind,
                        known: names(known()),
                        field: name,
                    })?;
                let columns = match columns {
                    OneOrMore::One(column) => vec![column],
                    OneOrMore::More(columns) => columns,
                };
                mapped.push((field, columns));
            }
            kinds.insert(kind, mapped);
        }
        Ok(Self { kinds })
    }
}

impl Mapping {
    /// The column of the header that is mapped to the field, if one is.
    pub(crate) fn column(&self, kind: Kind, field: Field, header: &[String]) -> Option<usize> {
        let (_, columns) = self.of(kind).iter().find(|(mapped, _)| *mapped == field)?;
        columns
            .iter()
            .find_map(|column| header.iter().position(|name| plain_name(name) == plain_name(column)))
    }

    /// How many fields are mapped for the kind, if the header has all of them; none if it lacks one or nothing is mapped.
    pub(crate) fn fits(&self, kind: Kind, header: &[String]) -> Option<usize> {
        let fields = self.of(kind);
        let all = fields.iter().all(|(field, _)| self.column(kind, *field, header).is_some());
        (all && !fields.is_empty()).then_some(fields.len())
    }

    fn of(&self, kind: Kind) -> &[(Field, Vec<String>)] {
        self.kinds.get(&kind).map_or(&[], Vec::as_slice)
    }
}

fn names(names: impl Iterator<Item = &'static str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Mapping, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn one_name_or_a_list() {
        let mapping = read(r#"{"history": {"date": "period", "team": ["org", "org_code"]}}"#).unwrap();
        let header = ["Period", "org_code"].map(str::to_owned);
        assert_eq!(mapping.column(Kind::History, Field::Date, &header), Some(0));
        assert_eq!(mapping.column(Kind::History, Field::Team, &header), Some(1));
        assert_eq!(mapping.fits(Kind::History, &header), Some(2));
        assert_eq!(mapping.fits(Kind::History, &header[..1]), None);
        assert_eq!(mapping.fits(Kind::Snapshot, &header), None);
    }

    #[test]
    fn what_is_unknown_is_named_with_what_is_known() {
        assert!(
            read(r#"{"histroy": {}}"#)
                .unwrap_err()
                .contains("there are snapshot, allocations, history")
        );
        assert!(read(r#"{"history": {"day": "x"}}"#).unwrap_err().contains("[columns.history] day"));
    }
}
