//! What a briefing says, whatever file it becomes: a title, and blocks in reading order.

use charts::Figure;

/// The whole paper.
#[derive(Debug, Clone, Default)]
pub(crate) struct Document {
    pub(crate) title: String,
    /// Whose paper it is and of which date, a line each, under the title.
    pub(crate) about: Vec<String>,
    /// Of which date and generation the figures are, on every page.
    pub(crate) running: String,
    pub(crate) blocks: Vec<Block>,
}

/// One part of it.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    /// Starts a section.
    Heading(String),
    /// What must be remembered of a section.
    Lead(String),
    Paragraph(String),
    List(Vec<String>),
    /// Terms with what they mean.
    Definitions(Vec<(String, String)>),
    Table(Table),
    Picture(Box<Picture>),
    /// Where figures come from, and what limits them.
    Note(String),
}

impl Block {
    pub(crate) fn picture(&self) -> Option<&Picture> {
        match self {
            Self::Picture(picture) => Some(picture),
            _ => None,
        }
    }
}

/// Rows under headings; the first cell of a row is its heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// The heading of a column and how its cells are set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// Whether it holds figures, which stand to the right.
    pub(crate) figures: bool,
}

/// A chart with its words.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    /// The message, from the figures.
    pub(crate) headline: String,
    /// What is measured, of whom, in which unit.
    pub(crate) subtitle: String,
    /// What a person who can't see it is told, key values included.
    pub(crate) description: String,
    /// What its numbered marks stand for.
    pub(crate) marks: Vec<String>,
    /// The drawing for a page, with a `viewBox` and no size of its own.
    pub(crate) svg: String,
    /// The drawing for a telephone.
    pub(crate) narrow_svg: String,
}

impl Document {
    /// Starts the next section.
    pub(crate) fn section(&mut self, heading: &str) {
        let numbered = self.blocks.iter().filter(|block| matches!(block, Block::Heading(_))).count() + 1;
        self.blocks.push(Block::Heading(format!("{numbered}. {heading}")));
    }

    pub(crate) fn lead(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Lead(text.into()));
    }

    pub(crate) fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Note(text.into()));
    }

    /// Adds the points, if there are any.
    pub(crate) fn list(&mut self, points: Vec<String>) {
        if !points.is_empty() {
            self.blocks.push(Block::List(points));
        }
    }

    /// Adds the table, if it has any row.
    pub(crate) fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }
}

impl Table {
    /// A table without rows; columns whose name ends in `#` hold figures.
    pub(crate) fn new(caption: impl Into<String>, columns: &[&str]) -> Self {
        let column = |name: &&str| Column {
            name: name.trim_end_matches('#').to_owned(),
            figures: name.ends_with('#'),
        };
        Self {
            caption: caption.into(),
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; what is missing at its end is empty.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        let mut cells = Vec::from(cells);
        cells.resize(self.columns.len(), String::new());
        self.rows.push(cells);
    }
}

impl Picture {
    /// The chart in both widths, its words from the first.
    pub(crate) fn of([wide, narrow]: [Figure; 2]) -> Self {
        let mark = |annotation: charts::Annotation| format!("{}: {}", annotation.number, annotation.text);
        Self {
            headline: wide.headline,
            subtitle: wide.subtitle,
            description: wide.description,
            marks: wide.annotations.into_iter().map(mark).collect(),
            svg: wide.svg,
            narrow_svg: narrow.svg,
        }
    }
}

/// Every text a reader meets, in reading order; of pictures what stands around them, and the alternative text in their place.
#[cfg(test)]
pub(crate) fn texts(document: &Document) -> Vec<String> {
    let mut texts = vec![document.title.clone()];
    texts.extend(document.about.clone());
    for block in &document.blocks {
        match block {
            Block::Heading(text) | Block::Lead(text) | Block::Paragraph(text) | Block::Note(text) => texts.push(text.clone()),
            Block::List(points) => texts.extend(points.clone()),
            Block::Definitions(terms) => texts.extend(terms.iter().flat_map(|(term, meaning)| [term.clone(), meaning.clone()])),
            Block::Table(table) => {
                texts.push(table.caption.clone());
                texts.extend(table.columns.iter().map(|column| column.name.clone()));
                texts.extend(table.rows.iter().flatten().filter(|cell| !cell.is_empty()).cloned());
            }
            Block::Picture(picture) => {
                texts.extend([picture.headline.clone(), picture.subtitle.clone(), picture.description.clone()]);
                texts.extend(picture.marks.clone());
            }
        }
    }
    texts
}
