//! The surface a chart is drawn on: plotters' SVG backend, measured in px.

use crate::{
    Error, font,
    place::Area,
    theme::{self, Colour},
};
use plotters::coord::ranged1d::Ranged as _;
use plotters::coord::types::RangedCoordf64;
use plotters::{
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea as _},
    element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text},
    prelude::SVGBackend,
    style::{
        Color as _, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};
use std::ops::Range;

/// A value that can be read off a chart: where it stands, in px of the drawing, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// The value with what it is the value of.
    pub text: String,
}

/// A finished drawing: its elements without the outer `svg`, and its size in px.
#[derive(Debug, Clone)]
pub(crate) struct Drawing {
    pub(crate) elements: String,
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// What can be read off it, in reading order.
    pub(crate) marks: Vec<Mark>,
    /// Where words stand.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests hold that words don't overlap"))]
    pub(crate) words: Vec<Area>,
}

/// Draws onto a new sheet of that size.
pub(crate) fn draw(width: f64, height: f64, paint: impl FnOnce(&mut Sheet<'_>) -> Result<(), Error>) -> Result<Drawing, Error> {
    font::register()?;
    let mut svg = String::new();
    let size = (fine(width).unsigned_abs(), fine(height).unsigned_abs());
    let mut sheet = Sheet {
        area: SVGBackend::with_string(&mut svg, size).into_drawing_area(),
        words: Vec::new(),
        marks: Vec::new(),
    };
    paint(&mut sheet)?;
    sheet.area.present().map_err(Error::drawing)?;
    let words = std::mem::take(&mut sheet.words);
    let marks = std::mem::take(&mut sheet.marks);
    drop(sheet);
    Ok(Drawing {
        elements: tidy(&svg),
        width,
        height,
        marks,
        words,
    })
}

/// The surface.
pub(crate) struct Sheet<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    words: Vec<Area>,
    marks: Vec<Mark>,
}

/// One line of words.
#[derive(Clone)]
pub(crate) struct Words {
    text: String,
    size: f64,
    bold: bool,
    colour: Colour,
    from: HPos,
}

impl Words {
    /// Words of normal size, in the main text colour.
    pub(crate) fn body(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            size: theme::BODY,
            bold: false,
            colour: theme::TEXT,
            from: HPos::Left,
        }
    }

    /// Words of an axis or a note.
    pub(crate) fn small(text: impl Into<String>) -> Self {
        Self {
            size: theme::SMALL,
            colour: theme::MUTED,
            ..Self::body(text)
        }
    }

    pub(crate) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(crate) fn colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// Places them so that they end at x.
    pub(crate) fn ending(self) -> Self {
        Self { from: HPos::Right, ..self }
    }

    /// Places them with their middle at x.
    pub(crate) fn centred(self) -> Self {
        Self {
            from: HPos::Center,
            ..self
        }
    }

    pub(crate) fn width(&self) -> f64 {
        font::width(&self.text, self.size, self.bold)
    }

    /// The space they take with the middle of their capitals at y.
    pub(crate) fn area(&self, x: f64, y: f64) -> Area {
        let width = self.width();
        let left = match self.from {
            HPos::Left => x,
            HPos::Right => x - width,
            HPos::Center => x - width / 2.0,
        };
        Area {
            left,
            top: y - self.size * 0.42,
            right: left + width,
            bottom: y + self.size * 0.5,
        }
    }
}

impl Sheet<'_> {
    /// Draws a line through points.
    pub(crate) fn line(&mut self, points: &[(f64, f64)], colour: Colour, width: f64) -> Result<(), Error> {
        self.draw(&PathElement::new(
            points.iter().map(|&at| finely(at)).collect::<Vec<_>>(),
            stroke(colour, width),
        ))
    }

    /// Draws a line of dashes through points: dash and gap in px, which differ from other dashed lines' without a colour.
    pub(crate) fn dashed(&mut self, points: &[(f64, f64)], colour: Colour, width: f64, (dash, gap): (f64, f64)) -> Result<(), Error> {
        let mut run: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
        let (mut is_dash, mut left) = (true, dash);
        for pair in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let length = (x1 - x0).hypot(y1 - y0);
            let mut done = 0.0;
            while length - done > left {
                done += left;
                let at = (x0 + (x1 - x0) * done / length, y0 + (y1 - y0) * done / length);
                if is_dash {
                    run.push(at);
                    self.line(&run, colour, width)?;
                }
                run = vec![at];
                is_dash = !is_dash;
                left = if is_dash { dash } else { gap };
            }
            left -= length - done;
            if is_dash {
                run.push((x1, y1));
            }
        }
        if is_dash && run.len() > 1 {
            self.line(&run, colour, width)?;
        }
        Ok(())
    }

    /// Draws a filled rectangle; one without extent is left out.
    pub(crate) fn bar(&mut self, x: Range<f64>, y: Range<f64>, colour: Colour) -> Result<(), Error> {
        if fine(x.end) <= fine(x.start) || fine(y.end) <= fine(y.start) {
            return Ok(());
        }
        self.draw(&Rectangle::new([finely((x.start, y.start)), finely((x.end, y.end))], fill(colour)))
    }

    /// Draws a filled polygon.
    pub(crate) fn polygon(&mut self, points: &[(f64, f64)], colour: Colour) -> Result<(), Error> {
        self.draw(&Polygon::new(points.iter().map(|&at| finely(at)).collect::<Vec<_>>(), fill(colour)))
    }

    /// Lets a value be read where it is drawn.
    pub(crate) fn tell(&mut self, (x, y): (f64, f64), text: String) {
        self.marks.push(Mark { x, y, text });
    }

    /// Draws a filled point.
    pub(crate) fn dot(&mut self, at: (f64, f64), radius: f64, colour: Colour) -> Result<(), Error> {
        self.draw(&Circle::new(finely(at), fine(radius), fill(colour)))
    }

    /// Draws a filled triangle that points up or down; 1 is its full size.
    pub(crate) fn triangle(&mut self, (x, y): (f64, f64), size: f64, is_upwards: bool, colour: Colour) -> Result<(), Error> {
        let tip = if is_upwards { -5.5 * size } else { 5.5 * size };
        let half = 5.2 * size;
        self.polygon(&[(x, y + tip), (x - half, y - tip * 0.7), (x + half, y - tip * 0.7)], colour)
    }

    /// Draws a hollow point, a small one with a finer line.
    pub(crate) fn ring(&mut self, at: (f64, f64), radius: f64, colour: Colour) -> Result<(), Error> {
        self.dot(at, radius, theme::GROUND)?;
        self.draw(&Circle::new(finely(at), fine(radius), stroke(colour, (radius * 0.6).min(1.5))))
    }

    /// Writes words on a ground of their own, so that lines behind don't strike them through.
    pub(crate) fn write_over(&mut self, words: &Words, x: f64, y: f64) -> Result<(), Error> {
        let area = words.area(x, y);
        self.bar(area.left..area.right, area.top..area.bottom, theme::GROUND)?;
        self.write(words, x, y)
    }

    /// Writes words with the middle of their capitals at y.
    pub(crate) fn write(&mut self, words: &Words, x: f64, y: f64) -> Result<(), Error> {
        // The backend writes the size divided by 1.24, and puts the top of a line 0.76 em above its baseline.
        const BACKEND: f64 = 1.24;
        const TOP: f64 = 0.76;
        const HALF_CAPITAL: f64 = 0.34;
        self.words.push(words.area(x, y));
        let style = if words.bold { FontStyle::Bold } else { FontStyle::Normal };
        let (red, green, blue) = words.colour.rgb();
        let colour = RGBColor(red, green, blue);
        let style = TextStyle::from(FontDesc::new(FontFamily::Name(font::FAMILY), words.size * SCALE * BACKEND, style))
            .color(&colour)
            .pos(Pos::new(words.from, VPos::Top));
        // A control character would make the document unreadable.
        let text = words.text.replace(char::is_control, " ");
        self.draw(&Text::new(text, finely((x, y + (HALF_CAPITAL - TOP) * words.size)), style))
    }

    fn draw<'e, E>(&self, element: &'e E) -> Result<(), Error>
    where
        &'e E: PointCollection<'e, (i32, i32)>,
        E: for<'b> Drawable<SVGBackend<'b>>,
    {
        self.area.draw(element).map_err(Error::drawing)
    }
}

/// Places values of an axis onto px.
pub(crate) struct Scale {
    values: RangedCoordf64,
    px: (i32, i32),
}

impl Scale {
    /// Spreads a range of values over a range of px, which may run downwards.
    pub(crate) fn new(values: Range<f64>, px: Range<f64>) -> Self {
        // A range without extent would put everything at its middle counted from zero.
        let end = if values.end > values.start {
            values.end
        } else {
            values.start + 1.0
        };
        Self {
            values: (values.start..end).into(),
            px: (fine(px.start), fine(px.end)),
        }
    }

    pub(crate) fn at(&self, value: f64) -> f64 {
        f64::from(self.values.map(&value, self.px)) / SCALE
    }
}

/// Plotters counts in whole units: drawing in tenths of a px keeps lines smooth.
pub(crate) const SCALE: f64 = 10.0;

fn fine(px: f64) -> i32 {
    (px * SCALE).round() as i32
}

fn finely((x, y): (f64, f64)) -> (i32, i32) {
    (fine(x), fine(y))
}

fn fill(colour: Colour) -> ShapeStyle {
    let (red, green, blue) = colour.rgb();
    RGBColor(red, green, blue).filled()
}

fn stroke(colour: Colour, width: f64) -> ShapeStyle {
    let (red, green, blue) = colour.rgb();
    RGBColor(red, green, blue).stroke_width(fine(width).unsigned_abs())
}

/// Takes the backend's outer element and its noise away, and dashes the lines that are dashed.
///
/// Content can't be mistaken for markup here: the backend escapes `<`, `>` and `"`.
fn tidy(svg: &str) -> String {
    let body = svg.split_once('\n').map_or("", |(_, rest)| rest);
    let body = body.trim_end().trim_end_matches("</svg>");
    let mut out = String::with_capacity(body.len());
    let mut in_text = false;
    for line in body.lines() {
        out.push_str(line);
        in_text = match line {
            "</text>" => false,
            _ if line.starts_with("<text ") => true,
            _ => in_text,
        };
        if !in_text {
            out.push('\n');
        }
    }
    let out = out
        .replace(" opacity=\"1\"", "")
        .replace(&format!(" font-family=\"{}\"", font::FAMILY), "")
        .replace(" \"/>", "\"/>");
    theme::DASHED.iter().fold(out, |out, (colour, (dash, gap))| {
        let line = format!("<polyline fill=\"none\" stroke=\"{}\"", colour.hex());
        out.replace(&line, &format!("{line} stroke-dasharray=\"{dash}0 {gap}0\""))
    })
}
