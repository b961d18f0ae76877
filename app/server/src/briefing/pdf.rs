//! A briefing as PDF: A4, tagged, with a heading's bookmark each, and page numbers in the foot.

mod drawings;
mod font;
mod layout;
mod table;

use super::document::Document;
use crate::{
    export::Error,
    pdf::{self, About},
};
use charts::theme::{self, Colour};
use font::Fonts;
use krilla::{
    color::rgb,
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect, Transform},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node as Tagged, TagGroup, TagTree},
};
use layout::{Entry, FOOT, Inside, Item, Layout, MARGIN, Node, ROOM, SHEET};

/// Writes it.
pub(super) fn write(document: &Document) -> Result<Vec<u8>, Error> {
    let fonts = Fonts::new()?;
    let Layout {
        pages,
        nodes,
        outline,
        parts,
        ..
    } = Layout::of(document, &fonts)?;
    let mut file = pdf::begin()?;
    let mut content: Vec<Vec<Identifier>> = vec![Vec::new(); parts];
    let count = pages.len();
    for (number, items) in (1..).zip(&pages) {
        let size = PageSettings::from_wh(SHEET.0, SHEET.1).ok_or_else(|| Error::failed("a page has no size"))?;
        let mut page = file.start_page_with(size);
        let mut surface = page.surface();
        for item in items {
            draw(&mut surface, &fonts, item, &mut content)?;
        }
        foot(&mut surface, &fonts, &document.running, &format!("Page {number} of {count}"));
        surface.finish();
        page.finish();
    }
    let tags = TagTree::from(nodes.into_iter().map(|node| tagged(node, &content)).collect::<Vec<_>>()).with_lang(Some("en-GB".to_owned()));
    let about = About {
        title: &document.title,
        subject: &document.about.join(" "),
        keywords: &document.running,
    };
    pdf::finish(file, &about, tags, bookmarks(outline))
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, item: &Item, content: &mut [Vec<Identifier>]) -> Result<(), Error> {
    match item {
        Item::Words { part, at, line, style } => {
            let tag = part.map_or_else(
                || ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
                |_| ContentTag::Other,
            );
            let shown = surface.start_tagged(tag);
            words(surface, fonts, line, *style, *at);
            surface.end_tagged();
            if let Some(part) = part {
                content[*part].push(shown);
            }
        }
        Item::Strip { area, colour } => {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            strip(surface, *area, *colour);
            surface.end_tagged();
        }
        Item::Drawing { part, at, scale, tree } => {
            let shown = surface.start_tagged(ContentTag::Other);
            pdf::draw(surface, tree, &Transform::from_row(*scale, 0.0, 0.0, *scale, at.0, at.1))?;
            surface.end_tagged();
            content[*part].push(shown);
        }
    }
    Ok(())
}

fn words(surface: &mut Surface<'_>, fonts: &Fonts, line: &str, style: layout::Style, (x, y): (f32, f32)) {
    if line.is_empty() {
        return;
    }
    let set = fonts.of(style.bold);
    surface.set_fill(Some(fill(style.colour)));
    surface.draw_glyphs(Point::from_xy(x, y), &set.glyphs(line), set.font.clone(), line, style.size, false);
}

fn strip(surface: &mut Surface<'_>, [left, top, width, height]: [f32; 4], colour: Colour) {
    let mut path = PathBuilder::new();
    let area = Rect::from_xywh(left, top, width, height);
    if let Some(path) = area.and_then(|area| {
        path.push_rect(area);
        path.finish()
    }) {
        surface.set_fill(Some(fill(colour)));
        surface.draw_path(&path);
    }
}

fn fill(colour: Colour) -> Fill {
    let (red, green, blue) = colour.rgb();
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

/// What stands at the foot of every page, for the eye only: a reader who hears the document is told once.
fn foot(surface: &mut Surface<'_>, fonts: &Fonts, running: &str, number: &str) {
    let top = SHEET.1 - MARGIN + 6.0;
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    strip(surface, [MARGIN, top, ROOM, 0.5], theme::GRID);
    let baseline = top + FOOT.pitch + 2.0;
    words(surface, fonts, &pdf::in_font(running), FOOT, (MARGIN, baseline));
    let width = fonts.of(FOOT.bold).width(number, FOOT.size);
    words(surface, fonts, number, FOOT, (MARGIN + ROOM - width, baseline));
    surface.end_tagged();
}

fn tagged(node: Node, content: &[Vec<Identifier>]) -> Tagged {
    let inside = match node.inside {
        Inside::Part(part) => content[part].iter().map(|shown| (*shown).into()).collect(),
        Inside::Nodes(nodes) => nodes.into_iter().map(|node| tagged(node, content)).collect(),
    };
    TagGroup::with_children(node.tag, inside).into()
}

/// The title, and the sections under it.
fn bookmarks(entries: Vec<Entry>) -> Outline {
    let node = |entry: Entry| OutlineNode::new(entry.text, XyzDestination::new(entry.page, Point::from_xy(MARGIN, entry.y)));
    let mut entries = entries.into_iter();
    let mut outline = Outline::new();
    if let Some(title) = entries.next() {
        let mut title = node(title).with_open(true);
        entries.for_each(|entry| title.push_child(node(entry)));
        outline.push_child(title);
    }
    outline
}
