//! The bundled font as a page is set in it: how wide words are, and where lines break.

use crate::{export::Error, pdf::in_font};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use ttf_parser::Face;

/// Both faces.
pub(super) struct Fonts {
    regular: Set,
    bold: Set,
}

/// One face: for its widths, and to draw with.
pub(super) struct Set {
    face: Face<'static>,
    pub(super) font: Font,
}

impl Fonts {
    pub(super) fn new() -> Result<Self, Error> {
        Ok(Self {
            regular: Set::of(charts::font())?,
            bold: Set::of(charts::bold_font())?,
        })
    }

    pub(super) fn of(&self, bold: bool) -> &Set {
        if bold { &self.bold } else { &self.regular }
    }
}

impl Set {
    fn of(bytes: &'static [u8]) -> Result<Self, Error> {
        Ok(Self {
            face: Face::parse(bytes, 0).map_err(Error::failed)?,
            font: Font::new(bytes.into(), 0).ok_or_else(|| Error::failed("the bundled font can't be read"))?,
        })
    }

    /// The glyphs of a line, none of which is missing from the font after [`in_font`].
    pub(super) fn glyphs(&self, line: &str) -> Vec<KrillaGlyph> {
        let letters = line.char_indices();
        let glyph = |(at, letter): (usize, char)| {
            let (id, advance) = self.glyph(letter);
            KrillaGlyph::new(GlyphId::new(id.into()), advance, 0.0, 0.0, 0.0, at..at + letter.len_utf8(), None)
        };
        letters.map(glyph).collect()
    }

    /// The width of a line at that size.
    pub(super) fn width(&self, line: &str, size: f32) -> f32 {
        line.chars().map(|letter| self.glyph(letter).1).sum::<f32>() * size
    }

    /// The number of a letter's glyph and its advance in ems.
    fn glyph(&self, letter: char) -> (u16, f32) {
        let id = self.face.glyph_index(letter).unwrap_or_default();
        let advance = self.face.glyph_hor_advance(id).unwrap_or_default();
        (id.0, f32::from(advance) / f32::from(self.face.units_per_em()))
    }

    /// Breaks a text into lines no wider than the room. Every line but the last ends in its space, so that words stay apart for whoever
    /// reads them without seeing them.
    pub(super) fn lines(&self, text: &str, size: f32, room: f32) -> Vec<String> {
        let text = in_font(text);
        let mut lines = vec![String::new()];
        let mut used = 0.0;
        let space = self.width(" ", size);
        for word in text.split_ascii_whitespace().flat_map(|word| self.pieces(word, size, room)) {
            let width = self.width(&word.text, size);
            let line = lines.len() - 1;
            if used == 0.0 {
                lines[line].push_str(&word.text);
                used = width;
            } else if word.is_start && used + space + width <= room {
                lines[line].push(' ');
                lines[line].push_str(&word.text);
                used += space + width;
            } else {
                if word.is_start {
                    lines[line].push(' ');
                }
                lines.push(word.text);
                used = width;
            }
        }
        lines
    }

    /// The word, or where it is wider than a line, such as a file's long name, the parts of it that fit.
    fn pieces(&self, word: &str, size: f32, room: f32) -> Vec<Piece> {
        let mut pieces = vec![Piece {
            text: String::new(),
            is_start: true,
        }];
        let mut used = 0.0;
        for letter in word.chars() {
            let width = self.glyph(letter).1 * size;
            if used > 0.0 && used + width > room {
                pieces.push(Piece {
                    text: String::new(),
                    is_start: false,
                });
                used = 0.0;
            }
            if let Some(piece) = pieces.last_mut() {
                piece.text.push(letter);
            }
            used += width;
        }
        pieces
    }
}

/// A word, or a part of one that is too long for a line.
struct Piece {
    text: String,
    is_start: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_their_space_and_say_the_text_again() {
        let fonts = Fonts::new().unwrap();
        for text in [
            "Coverage is 83.1% of 9,000 records in scope.",
            "a",
            "",
            "persons_and_allocations_of_a_council_with_a_very_long_name_2026-10-31.csv was loaded",
        ] {
            for room in [60.0, 200.0, 500.0] {
                let lines = fonts.of(false).lines(text, 10.0, room);
                assert_eq!(lines.concat(), text, "{room}");
                for line in &lines {
                    assert!(fonts.of(false).width(line.trim_end(), 10.0) <= room, "{line} in {room}");
                }
            }
        }
    }
}
