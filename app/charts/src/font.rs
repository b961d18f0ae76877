//! The bundled font, and how wide words are in it.

use crate::Error;
use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use std::sync::OnceLock;

/// The family name inside the bundled files.
pub(crate) const FAMILY: &str = "Coverage Sans";

static REGULAR: &[u8] = include_bytes!("../fonts/CoverageSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/CoverageSans-Bold.ttf");

/// Returns the bundled font, to rasterise an exported drawing with.
#[must_use]
pub fn font() -> &'static [u8] {
    REGULAR
}

/// Returns its bold face.
#[must_use]
pub fn bold_font() -> &'static [u8] {
    BOLD
}

/// Makes the font known to plotters, once per process.
pub(crate) fn register() -> Result<(), Error> {
    static DONE: OnceLock<bool> = OnceLock::new();
    let done = DONE.get_or_init(|| {
        let faces = [(FontStyle::Normal, REGULAR), (FontStyle::Bold, BOLD)];
        faces.into_iter().all(|(style, bytes)| register_font(FAMILY, style, bytes).is_ok())
    });
    if *done { Ok(()) } else { Err(Error::Font) }
}

/// The width of one line in px.
pub(crate) fn width(text: &str, size: f64, bold: bool) -> f64 {
    // Plotters scales a font by the height of its lines, not by its em, and answers in whole units: measured large, it is exact.
    const LINE_HEIGHT: f64 = (1854.0 + 434.0) / 2048.0;
    const FINE: f64 = 64.0;
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let large = FontDesc::new(FontFamily::Name(FAMILY), size * LINE_HEIGHT * FINE, style);
    match large.box_size(text) {
        Ok((width, _)) => f64::from(width) / FINE,
        Err(_) => size * 0.56 * text.chars().count() as f64,
    }
}

/// Breaks words into at most `lines` lines no wider than `room`; what doesn't fit ends in `…`.
pub(crate) fn wrap(text: &str, size: f64, bold: bool, room: f64, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(last) = out.last_mut() {
            let longer = format!("{last} {word}");
            if out.len() == lines || width(&longer, size, bold) <= room {
                if let Some(last) = out.last_mut() {
                    *last = longer;
                }
                continue;
            }
        }
        out.push(word.to_owned());
    }
    out.iter().map(|line| shorten(line, size, bold, room)).collect()
}

/// The same with lines of about the same length, so that no word stands alone; no more lines than [`wrap`] needs.
pub(crate) fn balance(text: &str, size: f64, bold: bool, room: f64, lines: usize) -> Vec<String> {
    let needed = wrap(text, size, bold, room, usize::MAX);
    if needed.len() < 2 || needed.len() > lines {
        return wrap(text, size, bold, room, lines);
    }
    let tighter = (10..20).map(|share| wrap(text, size, bold, room * f64::from(share) / 20.0, usize::MAX));
    // A tighter room may cut a long word where the full one does not.
    let whole = |broken: &Vec<String>| broken.len() == needed.len() && broken.join(" ") == needed.join(" ");
    tighter.into_iter().find(whole).unwrap_or(needed.clone())
}

/// Cuts a line that is too wide and marks the cut with `…`.
pub(crate) fn shorten(text: &str, size: f64, bold: bool, room: f64) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let mut kept: String = text.to_owned();
    while kept.pop().is_some() {
        let cut = format!("{}…", kept.trim_end());
        if width(&cut, size, bold) <= room {
            return cut;
        }
    }
    "…".to_owned()
}
