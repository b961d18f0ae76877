//! Where the entries of a legend stand.

use crate::{Width, font, theme};

/// From one line's middle to the next.
pub(crate) const PITCH: f64 = 20.0;

/// From the left edge and the middle of the line from the top, with the entry's place, in the order of their names; `mark` is the room
/// before each name.
pub(crate) struct Legend {
    pub(crate) entries: Vec<(f64, f64, usize)>,
    pub(crate) height: f64,
}

impl Legend {
    /// Puts the names one after the other on as few lines as the width allows.
    pub(crate) fn of<'a>(names: impl IntoIterator<Item = &'a str>, mark: f64, width: Width) -> Self {
        const BETWEEN: f64 = 20.0;
        let (mut entries, mut x, mut y) = (Vec::new(), 0.0, 8.0);
        for (place, name) in names.into_iter().enumerate() {
            let wide = mark + font::width(name, theme::SMALL, false);
            if x > 0.0 && x + wide > width.px() {
                (x, y) = (0.0, y + PITCH);
            }
            entries.push((x, y, place));
            x += wide + BETWEEN;
        }
        Self {
            entries,
            height: y + PITCH - 8.0,
        }
    }
}
