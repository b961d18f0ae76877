//! The NHS number: how text is read as one, and what is wrong with it.
//!
//! Rules and test vectors: the NHS Data Dictionary's Modulus 11 check and the published number ranges.

use crate::RecordState;

/// What one cell of text turned out to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// An NHS number that can be issued in England, Wales or the Isle of Man (or a test number where those count).
    Valid(NhsNumber),
    /// Anything else; never `Shared` or `Verified`, which need more than the text.
    Unusable(RecordState),
}

impl Reading {
    /// The record state that the text alone gives.
    #[must_use]
    pub fn state(self) -> RecordState {
        match self {
            Self::Valid(_) => RecordState::Valid,
            Self::Unusable(state) => state,
        }
    }
}

/// Ten digits that pass the check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NhsNumber([u8; 10]);

impl NhsNumber {
    /// The ten digits as ASCII text.
    #[must_use]
    pub fn ascii(self) -> [u8; 10] {
        self.0.map(|digit| b'0' + digit)
    }
}

/// Which ranges count as valid beside the issued ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ranges {
    /// Whether numbers of the 999 test range count as valid, as the sample council's do.
    pub test_range_valid: bool,
}

/// Reads one cell of text.
///
/// Accepts ten digits, `nnn nnn nnnn` and `nnn-nnn-nnnn` with outer spaces, and repairs the `.0` (and the leading zeros)
/// that a numeric column loses. Scientific notation is damaged even where all digits survived: what wrote it rounds others.
#[must_use]
pub fn read(text: &str, ranges: Ranges) -> Reading {
    match digits(text) {
        Err(state) => Reading::Unusable(state),
        Ok(digits) => judge(digits, ranges),
    }
}

/// The tenth digit for nine others by Modulus 11, or none: such a stem is never issued.
#[must_use]
pub fn check_digit(first_nine: [u8; 9]) -> Option<u8> {
    let sum: u32 = (2..=10)
        .rev()
        .zip(first_nine)
        .map(|(weight, digit)| weight * u32::from(digit))
        .sum();
    match 11 - sum % 11 {
        11 => Some(0),
        10 => None,
        digit => u8::try_from(digit).ok(),
    }
}

fn judge(digits: [u8; 10], ranges: Ranges) -> Reading {
    let [stem @ .., last] = digits;
    if stem.iter().all(|digit| *digit == last) {
        return Reading::Unusable(RecordState::Placeholder);
    }
    if check_digit(stem) != Some(last) {
        return Reading::Unusable(RecordState::CheckDigitFails);
    }
    let prefix = u16::from(digits[0]) * 100 + u16::from(digits[1]) * 10 + u16::from(digits[2]);
    match prefix {
        400..=499 | 600..=799 => Reading::Valid(NhsNumber(digits)),
        999 if ranges.test_range_valid => Reading::Valid(NhsNumber(digits)),
        _ => Reading::Unusable(RecordState::OtherRange),
    }
}

fn digits(text: &str) -> Result<[u8; 10], RecordState> {
    // As nearly every number is written.
    if let (10, Ok(digits)) = (text.len(), plain(text.as_bytes())) {
        return Ok(digits);
    }
    let text = text.trim();
    if text.is_empty() || NULLS.iter().any(|null| text.eq_ignore_ascii_case(null)) {
        return Err(RecordState::Missing);
    }
    if is_scientific(text) || text.bytes().all(|byte| byte == b'#') {
        return Err(RecordState::Damaged);
    }
    if let Some(whole) = whole_part_of_float(text) {
        return padded(whole);
    }
    if text == "0" {
        return Ok([0; 10]);
    }
    let bytes = text.as_bytes();
    match bytes.len() {
        10 => plain(bytes),
        12 if bytes[3] == bytes[7] && matches!(bytes[3], b' ' | b'-') => {
            let mut joined = [0; 10];
            joined[..3].copy_from_slice(&bytes[..3]);
            joined[3..6].copy_from_slice(&bytes[4..7]);
            joined[6..].copy_from_slice(&bytes[8..]);
            plain(&joined)
        }
        _ => Err(RecordState::Malformed),
    }
}

/// What databases and spreadsheets write for nothing.
const NULLS: [&str; 5] = ["NULL", "NONE", "NAN", "N/A", "<NA>"];

fn plain(bytes: &[u8]) -> Result<[u8; 10], RecordState> {
    let mut digits = [0; 10];
    for (digit, byte) in digits.iter_mut().zip(bytes) {
        if !byte.is_ascii_digit() {
            return Err(RecordState::Malformed);
        }
        *digit = byte - b'0';
    }
    Ok(digits)
}

fn padded(whole: &str) -> Result<[u8; 10], RecordState> {
    if whole.bytes().all(|byte| byte == b'0') {
        return Ok([0; 10]);
    }
    match whole.len() {
        // A number column drops the one leading zero that a Scottish CHI number can have.
        9 => plain(format!("0{whole}").as_bytes()),
        10 => plain(whole.as_bytes()),
        _ => Err(RecordState::Malformed),
    }
}

fn whole_part_of_float(text: &str) -> Option<&str> {
    let (whole, fraction) = text.split_once('.')?;
    let zeros = !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    (zeros && digits).then_some(whole)
}

fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    // Spreadsheets of other locales write the decimal sign as a comma.
    let mantissa_ok = match mantissa.split_once(['.', ',']) {
        Some((whole, fraction)) => all_digits(whole) && (fraction.is_empty() || all_digits(fraction)),
        None => all_digits(mantissa),
    };
    mantissa_ok && all_digits(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use RecordState::*;

    fn check(state: RecordState, texts: &[&str]) {
        for text in texts {
            assert_eq!(read(text, Ranges::default()).state(), state, "{text:?}");
        }
    }

    #[test]
    fn reads_every_published_vector() {
        check(
            Valid,
            &[
                "4000000632",
                "401 023 2137",
                "401-023-2137",
                " 4010232137 ",
                "4010232137.0",
                "4010232137.00",
                "\u{a0}4010232137\t",
            ],
        );
        check(
            OtherRange,
            &[
                "9876543210",
                "0123456789",
                "012 345 6789",
                "012-345-6789",
                "9990000018",
                "9990000093",
                "0607230002",
                "607230002.0",
                "943 476 5919",
                "9449304424",
                "9473480032",
            ],
        );
        check(CheckDigitFails, &["1234567890", "4010232138", "401-023-2138", "0123456780"]);
        check(
            Malformed,
            &[
                "123 456 789",
                "01 2345 6789",
                "01-2345-6789",
                "012 345-6789",
                "012345678",
                "607230002",
                "01234567890",
                "401023213X",
                "4010232137.5",
                "12345678901.0",
                "four",
                "401 0232 137",
            ],
        );
        check(
            Placeholder,
            &["0000000000", "9999999999", "444 444 4444", "0", "0.0", "7777777777.0"],
        );
        check(Damaged, &["4.01E+09", "4.010232137E+09", "4,01E+09", "4E9", "4.E+09", "##########"]);
        check(Missing, &["", "  ", "NULL", "n/a", "NaN"]);
    }

    #[test]
    fn test_numbers_count_where_the_configuration_says_so() {
        let ranges = Ranges { test_range_valid: true };
        assert_eq!(read("9990000018", ranges).state(), Valid);
        assert_eq!(read("9876543210", ranges).state(), OtherRange);
    }

    #[test]
    fn some_stems_have_no_check_digit() {
        assert_eq!(check_digit([4, 0, 0, 0, 0, 0, 0, 0, 8]), None);
        assert_eq!(check_digit([9, 4, 3, 4, 7, 6, 5, 9, 1]), Some(9));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".*") {
            let _ = read(&text, Ranges::default());
        }

        #[test]
        fn a_single_wrong_digit_never_passes(stem in 0_u64..1_000_000_000, place in 0_usize..10, add in 1_u8..10) {
            let mut digits = [0_u8; 10];
            for (at, digit) in digits[..9].iter_mut().enumerate() {
                *digit = u8::try_from(stem / 10_u64.pow(8 - at as u32) % 10).unwrap();
            }
            let stem: [u8; 9] = digits[..9].try_into().unwrap();
            if let Some(last) = check_digit(stem) {
                digits[9] = last;
                digits[place] = (digits[place] + add) % 10;
                let wrong: [u8; 9] = digits[..9].try_into().unwrap();
                proptest::prop_assert_ne!(check_digit(wrong), Some(digits[9]));
            }
        }
    }
}
