//! Charts with the words around them: one, or two beside each other.

use super::layout::{BOTTOM, CAPTION, Item, Layout, MARGIN, NOTE, Node, ROOM, Style};
use crate::{
    briefing::document::{Block, Picture},
    export::{Error, picture},
};
use krilla::tagging::{Placement, Tag};
use resvg::usvg::Tree;
use std::collections::BTreeMap;

/// Between two charts that stand beside each other.
const GUTTER: f32 = 14.0;
/// How wide a chart is: the drawing for a narrow screen has words of eight points then.
const COLUMN: f32 = (ROOM - GUTTER) / 2.0;

/// Charts beside each other.
pub(super) struct Charts<'a> {
    charts: Vec<(&'a Picture, Tree)>,
    /// The height of the words over the drawings.
    over: f32,
    pub(super) height: f32,
}

impl<'a> Layout<'a> {
    /// The charts of a document, two of those that follow each other in a row, each row at the place of its first.
    pub(super) fn rows(&self, blocks: &'a [Block]) -> Result<BTreeMap<usize, Charts<'a>>, Error> {
        let (mut rows, mut at) = (BTreeMap::new(), 0);
        while at < blocks.len() {
            let pictures = blocks[at..].iter().map_while(Block::picture).take(2).collect::<Vec<_>>();
            let next = at + pictures.len().max(1);
            if !pictures.is_empty() {
                rows.insert(at, self.measured(&pictures)?);
            }
            at = next;
        }
        Ok(rows)
    }

    /// Charts whose drawings begin at the same height; where there is no room for them they wait for the next page.
    pub(super) fn charts(&mut self, row: Charts<'a>) {
        let at = self.nodes.len();
        if self.y + row.height > BOTTOM && self.y > MARGIN && self.waiting.is_none() {
            self.waiting = Some((row, at));
        } else {
            self.need(row.height);
            self.beside_each_other(row, at);
        }
    }

    fn measured<'p>(&self, pictures: &[&'p Picture]) -> Result<Charts<'p>, Error> {
        let charts = pictures.iter().map(|picture| {
            let tree = picture::tree(&crate::pdf::in_font(&picture.narrow_svg))?;
            Ok::<_, Error>((*picture, tree))
        });
        let charts = charts.collect::<Result<Vec<_>, _>>()?;
        let highest = |heights: &mut dyn Iterator<Item = f32>| heights.fold(0.0, f32::max);
        let over = highest(&mut charts.iter().map(|(picture, _)| self.height_over(picture)));
        let under = highest(&mut charts.iter().map(|(picture, tree)| self.height_under(picture, tree)));
        Ok(Charts {
            charts,
            over,
            height: over + under,
        })
    }

    fn height_of_words(&self, text: &str, style: Style) -> f32 {
        self.lines(text, style, COLUMN).len() as f32 * style.pitch
    }

    /// The height of what stands over a drawing.
    fn height_over(&self, picture: &Picture) -> f32 {
        self.height_of_words(&picture.headline, CAPTION) + self.height_of_words(&picture.subtitle, NOTE) + 4.0
    }

    /// The height of a drawing and of what stands under it.
    fn height_under(&self, picture: &Picture, tree: &Tree) -> f32 {
        let marks: f32 = picture.marks.iter().map(|mark| self.height_of_words(mark, NOTE)).sum();
        tree.size().height() * COLUMN / tree.size().width() + marks
    }

    /// Sets a row that is read at a place among the tags.
    pub(super) fn beside_each_other(&mut self, row: Charts<'_>, at: usize) {
        let (top, mut bottom, mut x, mut nodes) = (self.y, self.y, MARGIN, Vec::new());
        for (picture, tree) in row.charts {
            self.y = top;
            nodes.push(self.beside(&picture.headline, CAPTION, x));
            nodes.push(self.beside(&picture.subtitle, NOTE, x));
            self.y = top + row.over;
            let (part, scale) = (self.part(), COLUMN / tree.size().width());
            let height = tree.size().height() * scale;
            self.put(Item::Drawing {
                part,
                at: (x, self.y),
                scale,
                tree: Box::new(tree),
            });
            self.y += height;
            let tag = Tag::Figure(Some(picture.description.clone())).with_placement(Some(Placement::Block));
            nodes.push(Node::leaf(tag, part));
            for mark in &picture.marks {
                nodes.push(self.beside(mark, NOTE, x));
            }
            bottom = bottom.max(self.y);
            x += COLUMN + GUTTER;
        }
        self.nodes.splice(at..at, nodes);
        self.y = bottom + 6.0;
    }

    /// A paragraph of a chart.
    fn beside(&mut self, text: &str, style: Style, x: f32) -> Node {
        let part = self.words(text, style, x, COLUMN);
        Node::leaf(Tag::P, part)
    }
}
