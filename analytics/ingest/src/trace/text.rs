//! Names and postcodes as a request carries them.

use crate::table::ShortText;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Which characters a request's values may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alphabet {
    /// Only ASCII letters: accents are taken off.
    pub(crate) ascii: bool,
    /// No comma and no quotation mark, where fields are not quoted.
    pub(crate) unquoted: bool,
}

impl Alphabet {
    /// The value as it is carried, outer and repeated spaces removed, and whether a character had to be replaced.
    pub(super) fn carried(self, value: &str) -> (Cow<'_, str>, bool) {
        if self.is_carried(value) {
            return (value.into(), false);
        }
        let mut carried = String::with_capacity(value.len());
        let mut replaced = false;
        for letter in value.chars() {
            match self.letter(letter) {
                Some(kept) => carried.push(kept),
                None => {
                    replaced |= !letter.is_whitespace();
                    carried.push_str(&self.instead(letter));
                }
            }
        }
        (crate::cells::tidy(&carried).into(), replaced)
    }

    /// Whether the value is carried as it is, as nearly all are.
    fn is_carried(self, value: &str) -> bool {
        let is_carried = |byte: u8| (byte == b' ' || byte.is_ascii_graphic()) && !(self.unquoted && matches!(byte, b',' | b'"'));
        value.bytes().all(is_carried) && !value.starts_with(' ') && !value.ends_with(' ') && !value.contains("  ")
    }

    fn letter(self, letter: char) -> Option<char> {
        let is_carried = !letter.is_control()
            && (letter.is_ascii() || !self.ascii && letter.is_alphanumeric())
            && !(self.unquoted && matches!(letter, ',' | '"'));
        (is_carried || letter == ' ').then_some(letter)
    }

    fn instead(self, letter: char) -> Cow<'static, str> {
        match letter {
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' | '\u{00b4}' => "'".into(),
            '\u{2010}'..='\u{2015}' => "-".into(),
            _ if letter.is_control() || letter.is_whitespace() || matches!(letter, ',' | '"') => " ".into(),
            _ => deunicode::deunicode_char(letter).unwrap_or(" ").replace([',', '"'], " ").into(),
        }
    }
}

/// A postcode in capitals with its one space; none if it has not the form of one or stands for no fixed abode.
pub(super) fn postcode(cell: &str) -> Option<ShortText> {
    // The longest has four characters before the space and three behind it.
    let (mut plain, mut length) = ([0; 7], 0);
    for letter in cell.bytes().filter(u8::is_ascii_alphanumeric) {
        *plain.get_mut(length)? = letter.to_ascii_uppercase();
        length += 1;
    }
    let (outward, inward) = std::str::from_utf8(&plain[..length])
        .ok()?
        .split_at_checked(length.checked_sub(3)?)?;
    let inward_fits =
        matches!(inward.as_bytes(), [digit, one, two] if digit.is_ascii_digit() && one.is_ascii_uppercase() && two.is_ascii_uppercase());
    let outward_fits = outward.len() >= 2
        && outward.starts_with(|letter: char| letter.is_ascii_uppercase())
        && outward.bytes().any(|byte| byte.is_ascii_digit());
    // The NHS's pseudo-postcodes, of people without a fixed abode or from abroad.
    if !inward_fits || !outward_fits || outward == "ZZ99" {
        return None;
    }
    let mut spaced = ShortText::from_str(outward);
    spaced.write_str(" ").and_then(|()| spaced.write_str(inward)).ok().map(|()| spaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_carried_is_replaced_and_told() {
        let ascii = Alphabet {
            ascii: true,
            unquoted: true,
        };
        let wide = Alphabet {
            ascii: false,
            unquoted: false,
        };
        for (alphabet, value, carried, replaced) in [
            (ascii, "O'Neill", "O'Neill", false),
            (ascii, "O\u{2019}Neill", "O'Neill", true),
            (ascii, " Zoë  Müller ", "Zoe Muller", true),
            (ascii, "Smith, John", "Smith John", true),
            (ascii, "Łukasz", "Lukasz", true),
            (ascii, "A\u{0007}B", "A B", true),
            (wide, "Zoë", "Zoë", false),
            (wide, "Smith, \"Jack\"", "Smith, \"Jack\"", false),
            (wide, "Anne\u{2013}Marie", "Anne-Marie", true),
            (wide, "Anne\tMarie", "Anne Marie", false),
        ] {
            assert_eq!(alphabet.carried(value), (carried.into(), replaced), "{value}");
        }
    }

    #[test]
    fn postcodes_have_one_form() {
        for (cell, read) in [
            ("sw1a 1aa", Some("SW1A 1AA")),
            ("M11AE", Some("M1 1AE")),
            ("B33  8TH", Some("B33 8TH")),
            ("ZZ99 3VZ", None),
            ("ZZ17 2RS", Some("ZZ17 2RS")),
            ("unknown", None),
            ("N/K", None),
            ("12345", None),
            ("", None),
            ("É1 1AA", None),
        ] {
            assert_eq!(postcode(cell).as_deref(), read, "{cell}");
        }
    }
}
