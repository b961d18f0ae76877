//! A briefing as a text to go on writing: OOXML with named styles, so that a council's own template fits over it.

use super::{
    document::{Block, Document, Picture, Table},
    escape,
};
use crate::export::{Error, Picture as Size, picture};
use chrono::NaiveDate;
use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Twentieths of a point: A4 less 20 mm on either side.
const ROOM: usize = 9_638;
/// English metric units to a twentieth of a point.
const EMU: u64 = 635;

/// What never changes: names in the archive and their content.
const FIXED: [(&str, &str); 4] = [
    ("_rels/.rels", include_str!("docx/rels.xml")),
    ("word/styles.xml", include_str!("docx/styles.xml")),
    ("word/numbering.xml", include_str!("docx/numbering.xml")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
];

/// Writes it, dated with the day of its figures.
pub(super) fn write(document: &Document, as_at: NaiveDate) -> Result<Vec<u8>, Error> {
    let mut body = Body::default();
    body.paragraph("Title", &document.title);
    for line in &document.about {
        body.paragraph("Subtitle", line);
    }
    for block in &document.blocks {
        body.put(block)?;
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &[u8]| -> Result<(), Error> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        archive.start_file(name, options).map_err(Error::failed)?;
        archive.write_all(content).map_err(Error::failed)
    };
    // Readers expect to find this one first.
    add("[Content_Types].xml", include_bytes!("docx/content_types.xml"))?;
    for (name, content) in FIXED {
        add(name, content.as_bytes())?;
    }
    add("docProps/core.xml", properties(document, as_at).as_bytes())?;
    add("word/footer1.xml", foot(&document.running).as_bytes())?;
    add("word/_rels/document.xml.rels", relations(body.images.len()).as_bytes())?;
    add("word/document.xml", body.xml().as_bytes())?;
    for (number, image) in (1..).zip(&body.images) {
        add(&format!("word/media/image{number}.png"), image)?;
    }
    Ok(archive.finish().map_err(Error::failed)?.into_inner())
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The text as XML and the pictures that it shows.
#[derive(Default)]
struct Body {
    blocks: String,
    images: Vec<Vec<u8>>,
}

impl Body {
    fn put(&mut self, block: &Block) -> Result<(), Error> {
        match block {
            Block::Heading(text) => self.paragraph("Heading1", text),
            Block::Lead(text) => self.paragraph("Lead", text),
            Block::Paragraph(text) => self.paragraph("BodyText", text),
            Block::Note(text) => self.paragraph("Note", text),
            Block::List(points) => {
                for point in points {
                    self.paragraph("ListBullet", point);
                }
            }
            Block::Definitions(terms) => {
                for (term, meaning) in terms {
                    let runs = format!("{}{}", run("<w:b/>", &format!("{term}: ")), run("", meaning));
                    self.runs("BodyText", &runs);
                }
            }
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => self.picture(picture)?,
        }
        Ok(())
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.runs(style, &run("", text));
    }

    fn runs(&mut self, style: &str, runs: &str) {
        let _ = writeln!(self.blocks, "{}", styled(style, "", runs));
    }

    fn table(&mut self, table: &Table) {
        self.paragraph("Caption", &table.caption);
        let widths = widths(table);
        let _ = write!(
            self.blocks,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Figures\"/><w:tblW w:w=\"{ROOM}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
             <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
            escape(&table.caption)
        );
        for width in &widths {
            let _ = write!(self.blocks, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.blocks.push_str("</w:tblGrid>\n");
        let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
        self.row(table, &widths, &names, true);
        for row in &table.rows {
            self.row(table, &widths, row, false);
        }
        self.blocks.push_str("</w:tbl>\n");
        // Two tables side by side would be one; and Word wants a paragraph after the last.
        self.paragraph("Gap", "");
    }

    fn row(&mut self, table: &Table, widths: &[usize], cells: &[String], is_head: bool) {
        let head = if is_head { "<w:tblHeader/>" } else { "" };
        let _ = write!(self.blocks, "<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>");
        for ((cell, column), width) in cells.iter().zip(&table.columns).zip(widths) {
            let right = if column.figures { "<w:jc w:val=\"right\"/>" } else { "" };
            let words = styled("Cell", right, &run(if is_head { "<w:b/>" } else { "" }, cell));
            let _ = write!(
                self.blocks,
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{words}</w:tc>"
            );
        }
        self.blocks.push_str("</w:tr>\n");
    }

    fn picture(&mut self, picture: &Picture) -> Result<(), Error> {
        self.paragraph("Caption", &picture.headline);
        self.paragraph("Note", &picture.subtitle);
        let size = picture::tree(&picture.svg)?.size();
        self.images.push(picture::png(&picture.svg, Size::Scale(2))?);
        let number = self.images.len();
        let across = ROOM as u64 * EMU;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some million units, and no picture has a size below zero"
        )]
        let down = (across as f64 * f64::from(size.height()) / f64::from(size.width())) as u64;
        let drawing = include_str!("docx/drawing.xml")
            .replace("{number}", &number.to_string())
            .replace("{across}", &across.to_string())
            .replace("{down}", &down.to_string())
            .replace("{description}", &escape(&picture.description));
        self.runs("Picture", &format!("<w:r>{}</w:r>", drawing.trim()));
        for mark in &picture.marks {
            self.paragraph("Note", mark);
        }
        Ok(())
    }

    fn xml(&self) -> String {
        format!(
            "{HEAD}{}",
            include_str!("docx/document.xml").replace("{blocks}", self.blocks.trim_end())
        )
    }
}

fn styled(style: &str, more: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{runs}</w:p>")
}

fn run(properties: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let properties = if properties.is_empty() {
        String::new()
    } else {
        format!("<w:rPr>{properties}</w:rPr>")
    };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// By the longest cell of each column, none less than a word's; their sum is the room.
fn widths(table: &Table) -> Vec<usize> {
    let letters = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count());
        let name = table.columns[at].name.chars().count();
        cells.max().unwrap_or(0).max(name.min(14)).clamp(7, 40)
    };
    let letters: Vec<usize> = (0..table.columns.len()).map(letters).collect();
    let all: usize = letters.iter().sum();
    let mut widths: Vec<usize> = letters.iter().map(|letters| ROOM * letters / all.max(1)).collect();
    let used: usize = widths.iter().sum();
    if let Some(first) = widths.first_mut() {
        *first += ROOM - used;
    }
    widths
}

fn properties(document: &Document, as_at: NaiveDate) -> String {
    format!(
        "{HEAD}{}",
        include_str!("docx/core.xml")
            .replace("{title}", &escape(&document.title))
            .replace("{subject}", &escape(&document.about.join(" ")))
            .replace("{date}", &as_at.to_string())
    )
}

fn foot(running: &str) -> String {
    format!("{HEAD}{}", include_str!("docx/footer.xml").replace("{running}", &escape(running)))
}

fn relations(images: usize) -> String {
    let mut pictures = String::new();
    for number in 1..=images {
        let _ = write!(
            pictures,
            "<Relationship Id=\"image{number}\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"media/image{number}.png\"/>"
        );
    }
    format!("{HEAD}{}", include_str!("docx/document_rels.xml").replace("{pictures}", &pictures))
}
