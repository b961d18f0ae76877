//! The closed vocabularies of case systems' columns.

use crate::cells::plain;
use domain::NumberSource;

/// Readings of a column's few different cells, so that each is read once.
#[derive(Debug)]
pub(super) struct Known<T> {
    known: Vec<(Box<str>, T)>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { known: Vec::new() }
    }
}

impl<T: Copy> Known<T> {
    pub(super) fn read(&mut self, cell: &str, read: impl FnOnce(&str) -> T) -> T {
        const FEW: usize = 24;
        if let Some((_, value)) = self.known.iter().find(|(known, _)| **known == *cell) {
            return *value;
        }
        let value = read(&plain(cell.trim_end_matches(".0")));
        if self.known.len() < FEW {
            self.known.push((cell.into(), value));
        }
        value
    }
}

/// Whether a case's status says that it is open; none if the word is unknown.
pub(super) fn is_open(word: &str) -> Option<bool> {
    match word {
        "open" | "active" | "current" | "y" | "yes" | "1" | "true" => Some(true),
        "closed" | "inactive" | "ended" | "n" | "no" | "0" | "false" => Some(false),
        _ => None,
    }
}

/// Whether a record is restricted; none if the word is unknown.
pub(super) fn is_restricted(word: &str) -> Option<bool> {
    match word {
        "y" | "yes" | "1" | "true" | "t" | "restricted" => Some(true),
        "n" | "no" | "0" | "false" | "f" | "unrestricted" | "notrestricted" => Some(false),
        _ => None,
    }
}

/// Yes or no; none if the word is neither.
pub(super) fn is_yes(word: &str) -> Option<bool> {
    match word {
        "y" | "yes" | "1" | "true" | "t" => Some(true),
        "n" | "no" | "0" | "false" | "f" => Some(false),
        _ => None,
    }
}

/// Whether a context flag means a child; none if it is neither of the two.
pub(super) fn is_child(word: &str) -> Option<bool> {
    match word {
        "c" | "child" | "children" => Some(true),
        "a" | "adult" => Some(false),
        _ => None,
    }
}

/// What an NHS number's status indicator code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Traced {
    Verified,
    No,
    Unknown,
}

pub(super) fn traced(word: &str) -> Traced {
    match word.strip_prefix('0').unwrap_or(word) {
        "1" => Traced::Verified,
        "2" | "3" | "4" | "5" | "6" | "7" | "8" => Traced::No,
        _ => Traced::Unknown,
    }
}

/// How a number came; none if the word is unknown.
pub(super) fn number_source(word: &str) -> Option<NumberSource> {
    match word {
        "manual" | "manualentry" | "typed" | "staff" => Some(NumberSource::Manual),
        "batchtrace" | "batch" | "dbs" | "mpt" | "pdsmesh" | "mesh" | "trace" => Some(NumberSource::BatchTrace),
        "macs" => Some(NumberSource::Macs),
        "spinemini" | "spineminipds" | "spineminiservice" | "spineminiserviceorpds" | "smsp" | "pds" | "spine" => {
            Some(NumberSource::SpineMini)
        }
        "" | "unknown" | "notrecorded" | "sourcenotrecorded" => Some(NumberSource::Unknown),
        _ => None,
    }
}

/// Whether a person's type means that they are recorded only as somebody's relative or carer.
///
/// A carer in their own right and a service user are in scope: CLD's plain "Carer" is a carer who is assessed or supported.
pub(super) fn is_relative(word: &str, also_relative: &[String]) -> bool {
    const RELATIVES: [&str; 12] = [
        "relative",
        "relativeonly",
        "recordedonlyasrelative",
        "carerknownbyassociation",
        "carerrecordedonlyasrelative",
        "carersrecordedonlyasrelatives",
        "relativeorcarer",
        "recordedonlyasarelativeorcarer",
        "familymember",
        "nextofkin",
        "relatedperson",
        "association",
    ];
    RELATIVES.contains(&word) || also_relative.iter().any(|value| plain(value) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        let mut open = Known::default();
        for (cell, expected) in [
            ("Open", Some(true)),
            ("OPEN ", Some(true)),
            ("1.0", Some(true)),
            ("Closed", Some(false)),
            ("N", Some(false)),
            ("pending", None),
        ] {
            assert_eq!(open.read(cell, is_open), expected, "{cell}");
        }
        let mut source = Known::default();
        for (cell, expected) in [
            ("PDS MESH", Some(NumberSource::BatchTrace)),
            ("Spine Mini/PDS", Some(NumberSource::SpineMini)),
            ("phone", None),
        ] {
            assert_eq!(source.read(cell, number_source), expected, "{cell}");
        }
        let mut relative = Known::default();
        let also = ["Friend".to_owned()];
        for (cell, expected) in [
            ("Carer", false),
            ("Service user", false),
            ("Carer known by association", true),
            ("friend", true),
            ("", false),
        ] {
            assert_eq!(relative.read(cell, |word| is_relative(word, &also)), expected, "{cell}");
        }
        assert_eq!(
            [traced("01"), traced("1"), traced("02"), traced("x")],
            [Traced::Verified, Traced::Verified, Traced::No, Traced::Unknown]
        );
    }
}
