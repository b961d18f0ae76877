//! A chart as one page of PDF.

use crate::{
    export::Error,
    pdf::{self, About},
};
use charts::Figure;
use krilla::{
    destination::XyzDestination,
    geom::{Point, Transform},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    tagging::{ContentTag, Placement, Tag, TagGroup, TagTree},
};
use resvg::{tiny_skia, usvg::Tree};

/// Draws the tree under the transform on a page of that size in points.
pub(super) fn write(tree: &Tree, (width, height): (f32, f32), at: tiny_skia::Transform, figure: &Figure) -> Result<Vec<u8>, Error> {
    let mut document = pdf::begin()?;
    let size = PageSettings::from_wh(width, height).ok_or_else(|| Error::failed("a page has no size"))?;
    let mut page = document.start_page_with(size);
    let mut surface = page.surface();
    let shown = surface.start_tagged(ContentTag::Other);
    pdf::draw(&mut surface, tree, &Transform::from_row(at.sx, at.ky, at.kx, at.sy, at.tx, at.ty))?;
    surface.end_tagged();
    surface.finish();
    page.finish();

    let told = format!("{} {} {} {}", figure.headline, figure.subtitle, figure.description, figure.footer);
    let tag = Tag::Figure(Some(told)).with_placement(Some(Placement::Block));
    let mut tags = TagTree::new();
    tags.push(TagGroup::with_children(tag, vec![shown.into()]));
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(figure.headline.clone(), top));
    let about = About {
        title: &figure.headline,
        subject: &figure.description,
        keywords: &figure.footer,
    };
    pdf::finish(document, &about, tags, outline)
}
