//! Where everything stands: blocks become pages of words, rules and drawings, and the tree of tags that says what they are.

use super::{drawings::Charts, font::Fonts};
use crate::{
    briefing::document::{Block, Document},
    export::Error,
};
use charts::theme::{self, Colour};
use krilla::tagging::{ListNumbering, Tag, TagKind};
use resvg::usvg::Tree;
use std::num::NonZeroU16;

/// A4, in points.
pub(super) const SHEET: (f32, f32) = (595.28, 841.89);
/// 15 mm on every side; the foot of a page stands in the lower one.
pub(super) const MARGIN: f32 = 42.52;
/// How wide words may be.
pub(super) const ROOM: f32 = SHEET.0 - 2.0 * MARGIN;
pub(super) const BOTTOM: f32 = SHEET.1 - MARGIN - 10.0;

/// How words look.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) colour: Colour,
    /// From one line's baseline to the next.
    pub(super) pitch: f32,
}

impl Style {
    const fn new(size: f32, bold: bool, colour: Colour, pitch: f32) -> Self {
        Self { size, bold, colour, pitch }
    }
}

const TITLE: Style = Style::new(16.0, true, theme::MAIN, 20.0);
const ABOUT: Style = Style::new(9.5, false, theme::MUTED, 12.0);
const HEADING: Style = Style::new(12.0, true, theme::MAIN, 15.0);
const LEAD: Style = Style::new(10.5, true, theme::TEXT, 13.5);
const BODY: Style = Style::new(9.5, false, theme::TEXT, 12.0);
const TERM: Style = Style::new(9.5, true, theme::TEXT, 12.0);
pub(super) const CAPTION: Style = Style::new(9.5, true, theme::TEXT, 12.0);
pub(super) const NOTE: Style = Style::new(8.0, false, theme::MUTED, 10.0);
pub(super) const CELL: Style = Style::new(8.5, false, theme::TEXT, 10.5);
pub(super) const HEAD: Style = Style::new(8.5, true, theme::TEXT, 10.5);
pub(super) const FOOT: Style = Style::new(8.0, false, theme::MUTED, 10.0);

/// What stands on a page, in reading order; `part` is the content that a tag holds, none for what only adorns.
pub(super) enum Item {
    Words {
        part: Option<usize>,
        /// Where the line begins, and its baseline.
        at: (f32, f32),
        line: String,
        style: Style,
    },
    /// A filled strip: left, top, width, height.
    Strip { area: [f32; 4], colour: Colour },
    Drawing {
        part: usize,
        /// Its upper left corner.
        at: (f32, f32),
        scale: f32,
        tree: Box<Tree>,
    },
}

/// A tag with what is in it.
pub(super) struct Node {
    pub(super) tag: TagKind,
    pub(super) inside: Inside,
}

/// What a tag holds.
pub(super) enum Inside {
    Part(usize),
    Nodes(Vec<Node>),
}

impl Node {
    /// A tag around content.
    pub(super) fn leaf(tag: impl Into<TagKind>, part: usize) -> Self {
        Self {
            tag: tag.into(),
            inside: Inside::Part(part),
        }
    }

    /// A tag around others.
    pub(super) fn group(tag: impl Into<TagKind>, nodes: Vec<Self>) -> Self {
        Self {
            tag: tag.into(),
            inside: Inside::Nodes(nodes),
        }
    }
}

/// A heading with its page and where it begins there.
pub(super) struct Entry {
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// Blocks on pages.
pub(super) struct Layout<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) pages: Vec<Vec<Item>>,
    pub(super) nodes: Vec<Node>,
    pub(super) outline: Vec<Entry>,
    /// How many parts there are.
    pub(super) parts: usize,
    /// Where the next block may begin.
    pub(super) y: f32,
    /// Charts for which there was no room, and where they are read: they begin the next page, and what follows them fills this one.
    pub(super) waiting: Option<(Charts<'a>, usize)>,
}

impl<'a> Layout<'a> {
    /// Sets a document.
    pub(super) fn of(document: &'a Document, fonts: &'a Fonts) -> Result<Self, Error> {
        let mut layout = Self {
            fonts,
            pages: vec![Vec::new()],
            nodes: Vec::new(),
            outline: Vec::new(),
            parts: 0,
            y: MARGIN,
            waiting: None,
        };
        layout.heading(&document.title, 1, TITLE);
        for line in &document.about {
            layout.paragraph(line, ABOUT, 0.0);
        }
        layout.y += 6.0;
        let mut rows = layout.rows(&document.blocks)?;
        for (at, block) in document.blocks.iter().enumerate() {
            match block {
                Block::Heading(text) => {
                    let next = rows.get(&(at + 1)).map(|row| row.height);
                    let next = next.unwrap_or_else(|| layout.least(&document.blocks[at + 1..]));
                    layout.space(7.0);
                    layout.need(HEADING.pitch + 6.0 + next);
                    layout.heading(text, 2, HEADING);
                    layout.y += 4.0;
                }
                Block::Picture(_) => rows.remove(&at).into_iter().for_each(|row| layout.charts(row)),
                _ => layout.block(block, &document.blocks[at + 1..]),
            }
        }
        if layout.waiting.is_some() {
            layout.turn();
        }
        Ok(layout)
    }

    fn block(&mut self, block: &Block, following: &[Block]) {
        match block {
            Block::Heading(_) | Block::Picture(_) => {}
            Block::Lead(text) => self.lead(text),
            Block::Paragraph(text) => {
                self.paragraph(text, BODY, 0.0);
                self.y += 5.0;
            }
            Block::List(points) => self.list(points),
            Block::Definitions(terms) => self.definitions(terms),
            Block::Table(table) => {
                let note = self.note_of_table(following);
                self.need(self.least_of_table(table, CAPTION, note));
                self.table(table, CAPTION, note);
            }
            Block::Note(text) => {
                self.paragraph(text, NOTE, 0.0);
                self.y += 5.0;
            }
        }
    }

    /// The least height of which the beginning of the first of these blocks makes sense: a heading never stands alone at the foot of a page.
    fn least(&self, blocks: &[Block]) -> f32 {
        let lines = |text: &str, style: Style, room: f32| self.lines(text, style, room).len().min(2) as f32 * style.pitch;
        let Some((block, following)) = blocks.split_first() else {
            return 0.0;
        };
        match block {
            Block::Heading(_) => HEADING.pitch,
            Block::Lead(text) => self.lines(text, LEAD, ROOM - 12.0).len() as f32 * LEAD.pitch,
            Block::Paragraph(text) => lines(text, BODY, ROOM),
            Block::Note(text) => lines(text, NOTE, ROOM),
            Block::List(points) => points.first().map_or(0.0, |point| lines(point, BODY, ROOM - INDENT)),
            Block::Definitions(terms) => terms.first().map_or(0.0, |(_, meaning)| lines(meaning, BODY, ROOM - TERMS)),
            Block::Table(table) => self.least_of_table(table, CAPTION, self.note_of_table(following)),
            // Their rows are measured whole.
            Block::Picture(_) => 0.0,
        }
    }

    /// The least height of the note that follows a table, if one does: it begins on the page where the table ends.
    fn note_of_table(&self, following: &[Block]) -> f32 {
        match following.first() {
            Some(Block::Note(_)) => UNDER_TABLE + self.least(following),
            _ => 0.0,
        }
    }

    pub(super) fn lines(&self, text: &str, style: Style, room: f32) -> Vec<String> {
        self.fonts.of(style.bold).lines(text, style.size, room)
    }

    /// Keeps a distance, except at the top of a page.
    fn space(&mut self, height: f32) {
        if self.y > MARGIN {
            self.y += height;
        }
    }

    /// Begins the next page where less than that is left of this one; whoever needs more than a page gets one.
    pub(super) fn need(&mut self, height: f32) -> bool {
        let turns = self.y + height > BOTTOM && self.y > MARGIN;
        if turns {
            self.turn();
        }
        turns
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
        if let Some((row, at)) = self.waiting.take() {
            self.beside_each_other(row, at);
        }
    }

    pub(super) fn put(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.push(item);
        }
    }

    pub(super) fn part(&mut self) -> usize {
        self.parts += 1;
        self.parts - 1
    }

    fn heading(&mut self, text: &str, level: u16, style: Style) {
        self.outline.push(Entry {
            text: text.to_owned(),
            page: self.pages.len() - 1,
            y: self.y,
        });
        let part = self.words(text, style, MARGIN, ROOM);
        let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        self.nodes.push(Node::leaf(Tag::Hn(level, Some(text.to_owned())), part));
    }

    fn paragraph(&mut self, text: &str, style: Style, indent: f32) {
        let part = self.words(text, style, MARGIN + indent, ROOM - indent);
        self.nodes.push(Node::leaf(Tag::P, part));
    }

    /// A paragraph with a bar beside it.
    fn lead(&mut self, text: &str) {
        const BAR: f32 = 12.0;
        let height = self.lines(text, LEAD, ROOM - BAR).len() as f32 * LEAD.pitch;
        self.need(height);
        self.put(Item::Strip {
            area: [MARGIN, self.y, 3.0, height],
            colour: theme::MAIN,
        });
        self.paragraph(text, LEAD, BAR);
        self.y += 7.0;
    }

    /// Sets a text line by line, over pages where it must, with two lines at least on either side of a page's end.
    pub(super) fn words(&mut self, text: &str, style: Style, x: f32, room: f32) -> usize {
        let part = self.part();
        let lines = self.lines(text, style, room);
        let last = lines.len() - 1;
        for (at, line) in lines.into_iter().enumerate() {
            let together = if at == 0 || at + 1 == last { 2.min(last + 1 - at) } else { 1 };
            self.need(style.pitch * together as f32);
            self.line(Some(part), line, style, (x, self.y));
            self.y += style.pitch;
        }
        part
    }

    /// Puts one line from its top.
    pub(super) fn line(&mut self, part: Option<usize>, line: String, style: Style, (x, top): (f32, f32)) {
        let baseline = top + style.pitch / 2.0 + style.size * 0.35;
        self.put(Item::Words {
            part,
            at: (x, baseline),
            line,
            style,
        });
    }

    fn list(&mut self, points: &[String]) {
        let mut items = Vec::new();
        for point in points {
            let height = self.lines(point, BODY, ROOM - INDENT).len().min(2) as f32 * BODY.pitch;
            self.need(height);
            let label = self.part();
            self.line(Some(label), "• ".to_owned(), BODY, (MARGIN + 4.0, self.y));
            let body = self.words(point, BODY, MARGIN + INDENT, ROOM - INDENT);
            self.y += 2.5;
            items.push(item(label, body));
        }
        self.nodes.push(Node::group(Tag::L(ListNumbering::Disc), items));
        self.y += 4.0;
    }

    /// Terms on the left, meanings beside them.
    fn definitions(&mut self, terms: &[(String, String)]) {
        let mut items = Vec::new();
        for (term, meaning) in terms {
            let names = self.lines(term, TERM, TERMS - 8.0);
            let height = self.lines(meaning, BODY, ROOM - TERMS).len().max(names.len()) as f32 * BODY.pitch;
            self.need(height);
            let (top, label) = (self.y, self.part());
            for (at, name) in names.into_iter().enumerate() {
                self.line(
                    Some(label),
                    format!("{} ", name.trim_end()),
                    TERM,
                    (MARGIN, top + at as f32 * TERM.pitch),
                );
            }
            let body = self.words(meaning, BODY, MARGIN + TERMS, ROOM - TERMS);
            self.y = (top + height).max(self.y) + 3.0;
            items.push(item(label, body));
        }
        self.nodes.push(Node::group(Tag::L(ListNumbering::None), items));
        self.y += 4.0;
    }
}

/// Between a table and what follows it.
pub(super) const UNDER_TABLE: f32 = 8.0;
/// How far points stand in.
const INDENT: f32 = 16.0;
/// Where meanings begin.
const TERMS: f32 = 112.0;

/// A point of a list, or a term with its meaning.
fn item(label: usize, body: usize) -> Node {
    Node::group(Tag::LI, vec![Node::leaf(Tag::Lbl, label), Node::leaf(Tag::LBody, body)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::document::Table;

    /// The page on which a line of words stands that begins so.
    fn page_of(layout: &Layout<'_>, begins: &str) -> usize {
        let is_it = |item: &Item| matches!(item, Item::Words { line, .. } if line.starts_with(begins));
        layout.pages.iter().position(|page| page.iter().any(is_it)).unwrap()
    }

    #[test]
    fn a_note_begins_where_its_table_ends_and_a_heading_where_its_table_begins() {
        let fonts = Fonts::new().unwrap();
        for rows in 1..=60 {
            let mut document = Document::default();
            document.section("Before");
            document.list((0..22).map(|point| format!("Point {point}")).collect());
            document.section("Tables");
            let mut table = Table::new("What there is", &["Name", "Count#"]);
            (1..=rows).for_each(|row| table.row([format!("Row {row}."), row.to_string()]));
            document.table(table);
            document.note("Below the table.");
            let layout = Layout::of(&document, &fonts).unwrap();
            let last = page_of(&layout, &format!("Row {rows}."));
            assert_eq!(page_of(&layout, "Below"), last, "{rows} rows");
            assert_eq!(page_of(&layout, "2. Tables"), page_of(&layout, "Row 1."), "{rows} rows");
            if rows > 1 {
                assert_eq!(page_of(&layout, &format!("Row {}.", rows - 1)), last, "{rows} rows");
            }
        }
    }
}
