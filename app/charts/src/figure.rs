//! A chart with its words.

use crate::{
    Annotation, Error, font,
    sheet::{self, Drawing, Mark},
    theme,
    theme::Colour,
};
use std::fmt::Write as _;

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Width {
    /// 760 px: a page, a board paper.
    Wide,
    /// 360 px: a telephone. Words have the same size as in the wide one.
    Narrow,
}

impl Width {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Wide, Self::Narrow];

    /// The drawing's width.
    #[must_use]
    pub fn px(self) -> f64 {
        match self {
            Self::Wide => 760.0,
            Self::Narrow => 360.0,
        }
    }

    /// The name in file names and ids.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }

    pub(crate) fn is_wide(self) -> bool {
        self == Self::Wide
    }
}

/// A chart and the words that belong to it.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The message, from the figures.
    pub headline: String,
    /// What is measured, of whom, in which unit.
    pub subtitle: String,
    /// What a person who can't see the chart is told, key values included.
    pub description: String,
    /// What the numbered marks in the chart stand for, in order of date.
    pub annotations: Vec<Annotation>,
    /// What whoever keeps the annotations may want to do about the chart; for the page, not for an exported document.
    pub suggestion: Option<String>,
    /// The date, the definition in short and the loads behind the figures.
    pub footer: String,
    /// The chart for the page: it has a `viewBox` and no size of its own, and leaves every word around it to the page.
    pub svg: String,
    question: &'static str,
    drawing: Drawing,
}

/// The words of a figure.
pub(crate) struct Caption {
    pub(crate) headline: String,
    pub(crate) subtitle: String,
    pub(crate) description: String,
    pub(crate) footer: String,
}

impl Figure {
    pub(crate) fn new(question: &'static str, width: Width, caption: Caption, drawing: Drawing) -> Self {
        let mut figure = Self {
            headline: caption.headline,
            subtitle: caption.subtitle,
            description: caption.description,
            annotations: Vec::new(),
            suggestion: None,
            footer: caption.footer,
            svg: String::new(),
            question,
            drawing,
        };
        let mut svg = figure.opening(width.name(), figure.drawing.width, figure.drawing.height, "");
        figure.put_drawing(&mut svg, 0.0, 0.0);
        svg.push_str("</svg>\n");
        figure.svg = svg;
        figure
    }

    /// Says below the chart what its numbered marks stand for.
    #[must_use]
    pub(crate) fn with_annotations(self, annotations: Vec<Annotation>) -> Self {
        Self { annotations, ..self }
    }

    /// Says on the page what may be worth annotating.
    #[must_use]
    pub(crate) fn with_suggestion(self, suggestion: Option<String>) -> Self {
        Self { suggestion, ..self }
    }

    /// Adds a sentence to the footer, such as “Synthetic sample data.”
    #[must_use]
    pub fn with_note(mut self, note: &str) -> Self {
        let note = note.trim();
        let stop = if note.ends_with(['.', '!', '?']) { "" } else { "." };
        self.footer = format!("{note}{stop} {}", self.footer);
        self
    }

    /// Says at the end of the footer of which generation the figures are.
    #[must_use]
    pub fn with_generation(mut self, number: u64) -> Self {
        let _ = write!(self.footer, " Generation {number}.");
        self
    }

    /// Draws the document to export: the same chart with headline, subtitle, annotations and footer in it, on a white ground, with a size
    /// in px.
    #[must_use]
    pub fn document(&self) -> String {
        const MARGIN: f64 = 24.0;
        let room = self.drawing.width;
        let mut words = String::new();
        let mut y = MARGIN;
        for (text, size, bold, colour, after) in [
            (&self.headline, 19.0, true, theme::TEXT, 4.0),
            (&self.subtitle, 14.0, false, theme::MUTED, 14.0),
        ] {
            y = lines(&mut words, text, Face { size, bold, colour }, (MARGIN, y), room) + after;
        }
        let top = y;
        y = self.put_annotations(&mut words, (MARGIN, top + self.drawing.height + 12.0), room);
        y = lines(
            &mut words,
            &self.footer,
            Face {
                size: 12.0,
                bold: false,
                colour: theme::MUTED,
            },
            (MARGIN, y),
            room,
        );
        let (width, height) = (room + 2.0 * MARGIN, y + MARGIN * 0.7);
        let size = format!(" width=\"{width}\" height=\"{height:.1}\"");
        let mut svg = self.opening("document", width, height, &size);
        let _ = writeln!(
            svg,
            "<rect width=\"{width}\" height=\"{height:.1}\" fill=\"{}\"/>",
            theme::GROUND.hex()
        );
        svg.push_str(&words);
        self.put_drawing(&mut svg, MARGIN, top);
        svg.push_str("</svg>\n");
        svg
    }

    /// Writes what the numbered marks stand for from the top at `y`, each after its number, and returns where the next words begin.
    fn put_annotations(&self, out: &mut String, (x, y): (f64, f64), room: f64) -> f64 {
        const INDENT: f64 = 28.0;
        let face = |bold| Face {
            size: 13.0,
            bold,
            colour: theme::TEXT,
        };
        let mut y = y;
        for Annotation { number, text } in &self.annotations {
            lines(out, &number.to_string(), face(true), (x, y), INDENT);
            y = lines(out, text, face(false), (x + INDENT, y), room - INDENT) + 3.0;
        }
        if self.annotations.is_empty() { y } else { y + 9.0 }
    }

    /// What can be read off the chart, in reading order, in px of [`Figure::size`].
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.drawing.marks
    }

    /// The drawing's width and height in px.
    #[must_use]
    pub fn size(&self) -> (f64, f64) {
        (self.drawing.width, self.drawing.height)
    }

    /// Where words stand in the chart.
    #[cfg(test)]
    pub(crate) fn words(&self) -> &[crate::place::Area] {
        &self.drawing.words
    }

    fn opening(&self, variant: &str, width: f64, height: f64, size: &str) -> String {
        // A page shows both widths of several charts: ids must differ.
        let id = format!("{}-{variant}", self.question);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"{size} viewBox=\"0 0 {width} {height:.1}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-description\" font-family=\"{}\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-description\">{}</desc>\n",
            theme::FAMILIES,
            escape(&self.headline),
            escape(&self.description),
        )
    }

    fn put_drawing(&self, svg: &mut String, x: f64, y: f64) {
        let _ = writeln!(
            svg,
            "<g transform=\"translate({x} {y:.1}) scale({})\" stroke-linejoin=\"round\">\n{}</g>",
            1.0 / sheet::SCALE,
            self.drawing.elements
        );
    }
}

/// Draws a figure of that height in px.
pub(crate) fn figure(
    question: &'static str,
    width: Width,
    caption: Caption,
    height: f64,
    paint: impl FnOnce(&mut sheet::Sheet<'_>) -> Result<(), Error>,
) -> Result<Figure, Error> {
    Ok(Figure::new(question, width, caption, sheet::draw(width.px(), height, paint)?))
}

struct Face {
    size: f64,
    bold: bool,
    colour: Colour,
}

/// Writes a paragraph from the top at `y` and returns where it ends.
fn lines(out: &mut String, text: &str, face: Face, (x, y): (f64, f64), room: f64) -> f64 {
    let pitch = face.size * 1.35;
    let weight = if face.bold { " font-weight=\"bold\"" } else { "" };
    let all = if face.bold {
        font::balance(text, face.size, true, room, usize::MAX)
    } else {
        font::wrap(text, face.size, false, room, usize::MAX)
    };
    for (at, line) in all.iter().enumerate() {
        let baseline = y + pitch * at as f64 + face.size;
        let _ = writeln!(
            out,
            "<text x=\"{x}\" y=\"{baseline:.1}\" font-size=\"{}\"{weight} fill=\"{}\">{}</text>",
            face.size,
            face.colour.hex(),
            escape(line)
        );
    }
    y + pitch * all.len() as f64
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
