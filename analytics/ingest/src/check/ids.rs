use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Person ids in the order of their first appearance, each with its place.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    text: String,
    ends: Vec<usize>,
    // Nearly all ids are numbers, which need no text of their own to be found again.
    numeric: HashMap<u64, u32, BuildHasherDefault<Spread>>,
    other: HashMap<Box<str>, u32>,
}

impl Ids {
    /// The place of an id and whether it is new.
    pub(crate) fn place(&mut self, id: &str) -> (u32, bool) {
        // Four thousand million different ids don't fit the memory that holds them.
        let next = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let place = match number(id) {
            Some(number) => *self.numeric.entry(number).or_insert(next),
            None => match self.other.get(id) {
                Some(place) => *place,
                None => {
                    self.other.insert(id.into(), next);
                    next
                }
            },
        };
        if place == next {
            self.text.push_str(id);
            self.ends.push(self.text.len());
        }
        (place, place == next)
    }

    /// The place of an id that appeared before.
    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        match number(id) {
            Some(number) => self.numeric.get(&number).copied(),
            None => self.other.get(id).copied(),
        }
    }

    /// The id at a place; empty if there is none.
    pub(crate) fn get(&self, place: usize) -> &str {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(place).and_then(|end| self.text.get(start..*end)).unwrap_or("")
    }
}

/// Spreads numeric ids over a table: they are nobody's attack, so the costlier default gains nothing. Neighbours stay neighbours, since a
/// file lists its people in order, and a table of a million people is too large for a processor's cache.
#[derive(Debug, Default)]
struct Spread(u64);

/// Ids that lie in one block are kept side by side.
const BLOCK: u64 = 64;

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        let number = self.0 ^ number;
        // The odd constant nearest to 2^64 divided by the golden ratio; the upper bits, which it mixes best, are folded down.
        let product = (number / BLOCK).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let (block, within) = (product ^ (product >> 32), number % BLOCK);
        // The lowest bits choose the slot, the highest tell those apart that would share one.
        self.0 = (block / BLOCK * BLOCK + within) ^ within.reverse_bits();
    }
}

/// The number that stands for exactly this text.
fn number(id: &str) -> Option<u64> {
    let exact = id.len() <= 18 && !id.starts_with(['0', '+']);
    if exact { id.parse().ok() } else { None }
}

/// Names, each kept once.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<String>,
    by_name: HashMap<String, u32>,
    as_written: HashMap<Box<str>, u32, RandomState>,
}

impl Names {
    /// The place of a cell's name with outer and repeated spaces removed.
    pub(super) fn place(&mut self, cell: &str) -> u32 {
        if let Some(place) = self.as_written.get(cell) {
            return *place;
        }
        let name = crate::cells::tidy(cell);
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let place = *self.by_name.entry(name.clone()).or_insert(next);
        if place == next {
            self.names.push(name);
        }
        self.as_written.insert(cell.into(), place);
        place
    }

    pub(super) fn get(&self, place: u32) -> &str {
        self.names.get(place as usize).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_differ_in_text_differ() {
        let mut ids = Ids::default();
        let all = ["1", "01", "+1", "A1", "a1", "18446744073709551615", "", "1"];
        let places: Vec<_> = all.iter().map(|id| ids.place(id)).collect();
        assert_eq!(
            places,
            [
                (0, true),
                (1, true),
                (2, true),
                (3, true),
                (4, true),
                (5, true),
                (6, true),
                (0, false)
            ]
        );
        assert_eq!((0..all.len() - 1).map(|place| ids.get(place)).collect::<Vec<_>>(), all[..7]);
    }
}
