//! The paper for the senior management team: one document, composed from the answers of one generation, as PDF, DOCX or HTML.

mod asked;
mod content;
mod document;
mod docx;
mod html;
mod pdf;

use crate::{config::Council, export::Error};
use asked::Answers;
use chrono::NaiveDate;
use domain::InvalidParameter;
use std::path::Path;
use warehouse::Generation;

/// What file a briefing becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Pages to print, tagged for those who hear them (PDF/UA-1).
    Pdf,
    /// A text to go on writing.
    Docx,
    /// One page for a browser, which needs no other file.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Docx, Self::Html];

    /// The file name's extension.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
        }
    }

    /// The media type.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// The format that a file's name ends in.
    ///
    /// # Errors
    /// Names the endings there are.
    pub fn of_file(path: &Path) -> Result<Self, InvalidParameter> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|format| format.name().eq_ignore_ascii_case(ending))
            .ok_or_else(|| InvalidParameter {
                parameter: "to".to_owned(),
                reason: format!("“{}” ends in none of .pdf, .docx, .html", path.display()),
            })
    }
}

/// A briefing and the date of its figures.
#[derive(Debug)]
pub struct Briefing {
    /// The date of the figures.
    pub as_at: NaiveDate,
    /// The file's content.
    pub bytes: Vec<u8>,
}

/// Writes the briefing at a date, or at the latest. It names no time at all, so that the same generation gives the same bytes.
///
/// # Errors
/// If there are no figures, none on or before that date, or the file can't be made.
pub fn write(generation: &Generation, as_at: Option<NaiveDate>, council: &Council, format: Format) -> Result<Briefing, Error> {
    let answers = Answers::ask(generation, as_at, council)?;
    let document = content::compose(&answers);
    let as_at = answers.coverage.as_at;
    let bytes = match format {
        Format::Pdf => pdf::write(&document)?,
        Format::Docx => docx::write(&document, as_at)?,
        Format::Html => html::write(&document).into_bytes(),
    };
    Ok(Briefing { as_at, bytes })
}

/// The file's name: `nhs-number-coverage_briefing_2026-11-01.pdf`.
#[must_use]
pub fn file_name(as_at: NaiveDate, format: Format) -> String {
    format!("nhs-number-coverage_briefing_{as_at}.{}", format.name())
}

/// The text as it stands between tags and in attributes, in HTML and in XML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML can't hold them in any spelling.
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_s_ending_is_its_format() {
        for (name, format) in [("a.pdf", Format::Pdf), ("b/c.DOCX", Format::Docx), ("d.e.html", Format::Html)] {
            assert_eq!(Format::of_file(Path::new(name)), Ok(format));
        }
        for name in ["a", "a.doc", "pdf"] {
            assert_eq!(Format::of_file(Path::new(name)).unwrap_err().parameter, "to", "{name}");
        }
    }

    #[test]
    fn nothing_of_a_name_is_markup() {
        assert_eq!(escape("Team <A> & \"B\"\u{1}"), "Team &lt;A&gt; &amp; &quot;B&quot; ");
    }
}
