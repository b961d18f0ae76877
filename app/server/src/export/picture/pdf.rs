//! A chart as one page of PDF: lines stay lines, and words stay words in the embedded font.

mod font;
mod text;

use crate::export::Error;
use charts::Figure;
use font::Fonts;
use pdf_writer::{
    Content, Finish as _, Name, Pdf, Rect, Ref, TextStr,
    types::{LineCapStyle, LineJoinStyle},
};
use resvg::{
    tiny_skia::{PathSegment, Transform},
    usvg::{FillRule, Group, LineCap, LineJoin, Node, Paint, Path, Stroke, Tree},
};

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const PAGE: Ref = Ref::new(3);
const CONTENT: Ref = Ref::new(4);
const INFO: Ref = Ref::new(5);
/// Where numbers are free for fonts and opacities.
const FIRST_FREE: i32 = 6;

/// Draws the tree under the transform on a page of that size in points.
pub(super) fn write(tree: &Tree, (width, height): (f32, f32), transform: Transform, figure: &Figure) -> Result<Vec<u8>, Error> {
    // A page of PDF begins at its lower left corner.
    let page = Transform::from_row(1.0, 0.0, 0.0, -1.0, 0.0, height).pre_concat(transform);
    let mut painter = Painter {
        content: Content::new(),
        fonts: Fonts::new(tree.fontdb()),
        opacities: Vec::new(),
        page,
    };
    painter.group(tree.root(), 1.0)?;
    let Painter {
        content, fonts, opacities, ..
    } = painter;

    let mut pdf = Pdf::new();
    let mut catalog = pdf.catalog(CATALOG);
    catalog.pages(PAGES).lang(TextStr("en-GB"));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.finish();
    pdf.document_info(INFO)
        .title(TextStr(&figure.headline))
        .subject(TextStr(&figure.description))
        .keywords(TextStr(&figure.footer))
        .creator(TextStr("NHS Number Coverage"));
    pdf.pages(PAGES).kids([PAGE]).count(1);
    let mut page = pdf.page(PAGE);
    page.media_box(Rect::new(0.0, 0.0, width, height)).parent(PAGES).contents(CONTENT);
    let mut next = Ref::new(FIRST_FREE);
    let mut resources = page.resources();
    let mut named = resources.fonts();
    let roots = fonts.number(&mut next);
    for (name, root) in fonts.names().zip(&roots) {
        named.pair(Name(name.as_bytes()), *root);
    }
    named.finish();
    let states: Vec<Ref> = opacities.iter().map(|_| next.bump()).collect();
    let mut named = resources.ext_g_states();
    for (at, state) in states.iter().enumerate() {
        named.pair(Name(opacity_name(at).as_bytes()), *state);
    }
    named.finish();
    resources.finish();
    page.finish();
    for (opacity, state) in opacities.iter().zip(states) {
        pdf.ext_graphics(state).non_stroking_alpha(*opacity).stroking_alpha(*opacity);
    }
    pdf.stream(CONTENT, &content.finish());
    fonts.write(&mut pdf, &roots)?;
    Ok(pdf.finish())
}

struct Painter<'a> {
    content: Content,
    fonts: Fonts<'a>,
    /// Every opacity below 1 that is used; its place gives its name.
    opacities: Vec<f32>,
    /// From the drawing to the page.
    page: Transform,
}

impl Painter<'_> {
    fn group(&mut self, group: &Group, opacity: f32) -> Result<(), Error> {
        if group.clip_path().is_some() || group.mask().is_some() || !group.filters().is_empty() {
            return Err(Error::failed(
                "a chart is clipped, masked or filtered, which its PDF would not show",
            ));
        }
        let opacity = opacity * group.opacity().get();
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group, opacity)?,
                Node::Path(path) => self.path(path, opacity)?,
                Node::Text(text) => self.text(text, opacity)?,
                Node::Image(_) => return Err(Error::failed("a chart holds an image, which its PDF would not show")),
            }
        }
        Ok(())
    }

    fn path(&mut self, path: &Path, opacity: f32) -> Result<(), Error> {
        if !path.is_visible() {
            return Ok(());
        }
        self.content.save_state();
        self.content.transform(matrix(self.page.pre_concat(path.abs_transform())));
        if let Some(fill) = path.fill() {
            let [red, green, blue] = colour(fill.paint())?;
            self.content.set_fill_rgb(red, green, blue);
            self.opacity(opacity * fill.opacity().get());
            outline(&mut self.content, path);
            match fill.rule() {
                FillRule::NonZero => self.content.fill_nonzero(),
                FillRule::EvenOdd => self.content.fill_even_odd(),
            };
        }
        if let Some(stroke) = path.stroke() {
            let [red, green, blue] = colour(stroke.paint())?;
            self.content.set_stroke_rgb(red, green, blue);
            self.opacity(opacity * stroke.opacity().get());
            pen(&mut self.content, stroke);
            outline(&mut self.content, path);
            self.content.stroke();
        }
        self.content.restore_state();
        Ok(())
    }

    /// Sets the opacity of what follows until the state is restored; never undone, so only called where the state was saved.
    fn opacity(&mut self, opacity: f32) {
        if opacity >= 1.0 && self.opacities.is_empty() {
            return;
        }
        let known = self.opacities.iter().position(|known| (known - opacity).abs() < 0.001);
        let at = known.unwrap_or_else(|| {
            self.opacities.push(opacity);
            self.opacities.len() - 1
        });
        self.content.set_parameters(Name(opacity_name(at).as_bytes()));
    }
}

fn opacity_name(at: usize) -> String {
    format!("O{at}")
}

fn matrix(transform: Transform) -> [f32; 6] {
    let Transform { sx, ky, kx, sy, tx, ty } = transform;
    [sx, ky, kx, sy, tx, ty]
}

/// Charts are drawn in plain colours only.
fn colour(paint: &Paint) -> Result<[f32; 3], Error> {
    match paint {
        Paint::Color(colour) => Ok([colour.red, colour.green, colour.blue].map(|part| f32::from(part) / 255.0)),
        _ => Err(Error::failed(
            "a chart is painted with more than a colour, which its PDF would not show",
        )),
    }
}

fn pen(content: &mut Content, stroke: &Stroke) {
    content.set_line_width(stroke.width().get());
    content.set_line_cap(match stroke.linecap() {
        LineCap::Butt => LineCapStyle::ButtCap,
        LineCap::Round => LineCapStyle::RoundCap,
        LineCap::Square => LineCapStyle::ProjectingSquareCap,
    });
    content.set_line_join(match stroke.linejoin() {
        LineJoin::Miter | LineJoin::MiterClip => LineJoinStyle::MiterJoin,
        LineJoin::Round => LineJoinStyle::RoundJoin,
        LineJoin::Bevel => LineJoinStyle::BevelJoin,
    });
    content.set_miter_limit(stroke.miterlimit().get());
    if let Some(dashes) = stroke.dasharray() {
        content.set_dash_pattern(dashes.iter().copied(), stroke.dashoffset());
    }
}

fn outline(content: &mut Content, path: &Path) {
    let mut last = (0.0, 0.0);
    for segment in path.data().segments() {
        match segment {
            PathSegment::MoveTo(to) => {
                content.move_to(to.x, to.y);
                last = (to.x, to.y);
            }
            PathSegment::LineTo(to) => {
                content.line_to(to.x, to.y);
                last = (to.x, to.y);
            }
            PathSegment::QuadTo(by, to) => {
                // PDF has only cubic curves; this one is the same.
                let toward = |from: f32, by: f32| from + (by - from) * 2.0 / 3.0;
                content.cubic_to(
                    toward(last.0, by.x),
                    toward(last.1, by.y),
                    toward(to.x, by.x),
                    toward(to.y, by.y),
                    to.x,
                    to.y,
                );
                last = (to.x, to.y);
            }
            PathSegment::CubicTo(one, two, to) => {
                content.cubic_to(one.x, one.y, two.x, two.y, to.x, to.y);
                last = (to.x, to.y);
            }
            PathSegment::Close => {
                content.close_path();
            }
        }
    }
}
