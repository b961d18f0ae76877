//! NHS numbers of the 999 test range, each issued once, and the ways in which numbers go wrong.

use anyhow::{Result, bail};
use domain::nhs_number::check_digit;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// What a record's number is in truth, known because the sample made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Genuine,
    CheckDigitFails,
    Malformed,
    Damaged,
    Placeholder,
    OtherRange,
}

/// The kinds that are no usable number.
pub(super) const WRONG: [Kind; 5] = [
    Kind::CheckDigitFails,
    Kind::Malformed,
    Kind::Damaged,
    Kind::Placeholder,
    Kind::OtherRange,
];

/// Issues numbers of the 999 range, none twice.
#[derive(Debug)]
pub(super) struct Numbers {
    issued: u64,
    offset: u64,
}

/// Steps through the range so that neighbours in a file are no neighbours in number; coprime with its size.
const STEP: u64 = 618_033;
const STEMS: u64 = 1_000_000;

impl Numbers {
    pub(super) fn new(rng: &mut ChaCha8Rng) -> Self {
        Self {
            issued: 0,
            offset: rng.random_range(0..STEMS),
        }
    }

    /// A number with a correct check digit that was never issued before.
    pub(super) fn issue(&mut self) -> Result<String> {
        while self.issued < STEMS {
            let stem = (self.issued * STEP + self.offset) % STEMS;
            self.issued += 1;
            match with_check_digit(&format!("999{stem:06}")) {
                Some(number) if number != "9999999999" => return Ok(number),
                _ => {}
            }
        }
        bail!("the 999 test range holds too few numbers for so many people and months: ask for fewer")
    }

    /// Text that a record holds instead of a usable number.
    ///
    /// Numbers outside the 999 range are ones that no person can have: Scottish numbers with a month of 00, ranges never issued.
    pub(super) fn wrong(&mut self, kind: Kind, rng: &mut ChaCha8Rng) -> Result<String> {
        let number = self.issue()?;
        let text = match kind {
            Kind::Genuine => number,
            Kind::CheckDigitFails => {
                let (stem, last) = number.split_at(9);
                let last: u32 = last.parse().unwrap_or_default();
                format!("{stem}{}", (last + rng.random_range(1..10)) % 10)
            }
            Kind::Malformed if rng.random_bool(0.7) => number[..9].to_owned(),
            Kind::Malformed => format!("{number}{}", rng.random_range(0..10)),
            Kind::Damaged => "9.99E+09".to_owned(),
            Kind::Placeholder => ["0000000000", "9999999999", "1111111111"][rng.random_range(0..3)].to_owned(),
            Kind::OtherRange => other_range(rng),
        };
        Ok(text)
    }
}

/// A number of the test range that belongs to somebody whom the council doesn't know; by chance it may know them after all.
pub(super) fn stray(rng: &mut ChaCha8Rng) -> String {
    loop {
        let number = with_check_digit(&format!("999{:06}", rng.random_range(0..STEMS)));
        if let Some(number) = number.filter(|number| number != "9999999999") {
            return number;
        }
    }
}

fn other_range(rng: &mut ChaCha8Rng) -> String {
    loop {
        let stem = if rng.random_bool(0.5) {
            format!("{:02}00{:05}", rng.random_range(1..29), rng.random_range(0..100_000))
        } else {
            format!("9{:08}", rng.random_range(0..99_000_000))
        };
        if let Some(number) = with_check_digit(&stem) {
            return number;
        }
    }
}

fn with_check_digit(stem: &str) -> Option<String> {
    let mut digits = [0; 9];
    for (digit, byte) in digits.iter_mut().zip(stem.bytes()) {
        *digit = byte - b'0';
    }
    check_digit(digits).map(|last| format!("{stem}{last}"))
}
