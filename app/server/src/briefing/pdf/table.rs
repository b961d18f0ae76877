//! Tables: columns as wide as their words need, rows whole, and headings again on every page.

use super::layout::{CELL, HEAD, Item, Layout, MARGIN, Node, ROOM, SHEET, Style, UNDER_TABLE};
use crate::briefing::document::Table;
use charts::theme;
use krilla::tagging::{TableHeaderScope, Tag, TagKind};

/// Between the words of neighbouring columns, half on either side.
const GAP: f32 = 12.0;
/// What sums of widths may lack.
const SLACK: f32 = 0.5;
/// Above and below the words of a row.
const PADDING: f32 = 1.75;

/// Cells of so few letters, such as dates and states, stand on one line.
const UNBROKEN: usize = 12;

/// A row as lines, one list a cell.
type Lines = Vec<Vec<String>>;

impl Layout<'_> {
    /// The height of all of it where that is a seventh of a page at most, or three rows with the `note` below, else of caption, headings and
    /// two rows.
    pub(super) fn least_of_table(&self, table: &Table, caption: Style, note: f32) -> f32 {
        let widths = self.widths(table);
        let above = self.lines(&table.caption, caption, ROOM).len() as f32 * caption.pitch;
        let head = above + height(&self.headings(table, &widths)) + 2.0;
        let rows = table.rows.iter().map(|row| height(&self.cells(row, &widths)));
        let whole = head + rows.clone().sum::<f32>();
        if table.rows.len() <= 3 {
            whole + note
        } else if whole <= SHEET.1 / 7.0 {
            whole
        } else {
            head + rows.take(2).sum::<f32>()
        }
    }

    /// Sets a table whose last row stands where a note of such a height has room below it.
    pub(super) fn table(&mut self, table: &Table, caption: Style, note: f32) {
        let widths = self.widths(table);
        let above = self.words(&table.caption, caption, MARGIN, ROOM);
        self.y += 2.0;
        let headings = self.headings(table, &widths);
        let head = self.row(table, &widths, &headings, Row::Headings);
        let mut body = Vec::new();
        for (at, row) in table.rows.iter().enumerate() {
            let cells = self.cells(row, &widths);
            // The last row never stands alone on the next page.
            let with_it = match &table.rows[at + 1..] {
                [] => note,
                [last] if at > 0 => height(&self.cells(last, &widths)) + note,
                _ => 0.0,
            };
            if self.need(height(&cells) + with_it) {
                self.row(table, &widths, &headings, Row::HeadingsAgain);
            }
            let cells = self.row(table, &widths, &cells, Row::Figures);
            body.push(Node::group(Tag::TR, cells));
        }
        let inside = vec![
            Node::leaf(Tag::Caption, above),
            Node::group(Tag::THead, vec![Node::group(Tag::TR, head)]),
            Node::group(Tag::TBody, body),
        ];
        self.nodes.push(Node::group(Tag::Table, inside));
        self.y += UNDER_TABLE;
    }

    /// Sets one row and returns its cells; headings that are set again are for the eye only.
    fn row(&mut self, table: &Table, widths: &[f32], cells: &Lines, kind: Row) -> Vec<Node> {
        let (top, down) = (self.y, height(cells));
        if kind != Row::Figures {
            self.put(Item::Strip {
                area: [MARGIN, top, ROOM, down],
                colour: theme::TRACK,
            });
        }
        let mut nodes = Vec::new();
        let mut left = MARGIN;
        for ((at, lines), width) in cells.iter().enumerate().zip(widths) {
            let style = if kind == Row::Figures { CELL } else { HEAD };
            let part = (kind != Row::HeadingsAgain).then(|| self.part());
            let mut y = top + PADDING;
            for line in lines {
                let wide = self.fonts.of(style.bold).width(line.trim_end(), style.size);
                let x = if table.columns[at].figures {
                    left + width - GAP / 2.0 - wide
                } else {
                    left + GAP / 2.0
                };
                self.line(part, line.clone(), style, (x, y));
                y += style.pitch;
            }
            left += width;
            if let Some(part) = part {
                nodes.push(Node::leaf(kind.tag(at), part));
            }
        }
        self.y += down;
        self.put(Item::Strip {
            area: [MARGIN, self.y, ROOM, 0.5],
            colour: theme::GRID,
        });
        nodes
    }

    fn headings(&self, table: &Table, widths: &[f32]) -> Lines {
        let columns = table.columns.iter().zip(widths);
        columns.map(|(column, width)| self.lines(&column.name, HEAD, width - GAP)).collect()
    }

    fn cells(&self, row: &[String], widths: &[f32]) -> Lines {
        let cells = row.iter().zip(widths);
        cells.map(|(cell, width)| self.lines(cell, CELL, width - GAP)).collect()
    }

    /// As wide as the longest cell where there is room for all; else each between its longest word and its longest cell.
    fn widths(&self, table: &Table) -> Vec<f32> {
        let measure = |words: &dyn Fn(&str, Style) -> f32| -> Vec<f32> {
            let columns = table.columns.iter().enumerate();
            columns
                .map(|(at, column)| {
                    let cells = table.rows.iter().filter_map(|row| row.get(at)).map(|cell| words(cell, CELL));
                    cells.fold(words(&column.name, HEAD), f32::max) + GAP + SLACK
                })
                .collect()
        };
        let whole = |text: &str, style: Style| self.fonts.of(style.bold).width(&crate::pdf::in_font(text), style.size);
        let longest = measure(&|text, style| match text.len() {
            ..=UNBROKEN => whole(text, style),
            _ => text.split(' ').map(|word| whole(word, style)).fold(0.0, f32::max),
        });
        let natural = measure(&whole);
        let (least, all): (f32, f32) = (longest.iter().sum(), natural.iter().sum());
        if all <= ROOM {
            // What is left goes to the columns of words.
            let words = table.columns.iter().filter(|column| !column.figures).count().max(1) as f32;
            let each = (ROOM - all) / words;
            let columns = natural.iter().zip(&table.columns);
            return columns
                .map(|(width, column)| if column.figures { *width } else { width + each })
                .collect();
        }
        let share = ((ROOM - least) / (all - least)).max(0.0);
        let fitted: Vec<f32> = longest
            .iter()
            .zip(&natural)
            .map(|(least, whole)| least + (whole - least) * share)
            .collect();
        // Words too long for any column are broken.
        let scale = (ROOM / fitted.iter().sum::<f32>()).min(1.0);
        fitted.iter().map(|width| width * scale).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Headings,
    HeadingsAgain,
    Figures,
}

impl Row {
    fn tag(self, column: usize) -> TagKind {
        match (self, column) {
            (Self::Figures, 0) => Tag::TH(TableHeaderScope::Row).into(),
            (Self::Figures, _) => Tag::TD.into(),
            _ => Tag::TH(TableHeaderScope::Column).into(),
        }
    }
}

fn height(cells: &Lines) -> f32 {
    let lines = cells.iter().map(Vec::len).max().unwrap_or(1);
    lines as f32 * CELL.pitch + 2.0 * PADDING
}
