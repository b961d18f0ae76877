//! A question's note as the page sets it: the notes are written as simple Markdown, for the repository's readers.

/// A part of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// Points of a list.
    Points(Vec<String>),
}

/// The paragraphs and lists of a note, without its heading, which the page has already, and without marks of emphasis.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut is_open = false;
    for line in text.lines().map(str::trim) {
        let words = line.replace(['*', '`'], "");
        match (line.strip_prefix("- "), blocks.last_mut()) {
            _ if line.is_empty() || line.starts_with('#') => is_open = false,
            (Some(_), Some(Block::Points(points))) => {
                points.push(words[2..].to_owned());
                is_open = true;
            }
            (Some(_), _) => {
                blocks.push(Block::Points(vec![words[2..].to_owned()]));
                is_open = true;
            }
            (None, Some(block)) if is_open => block.continue_with(&words),
            (None, _) => {
                blocks.push(Block::Paragraph(words));
                is_open = true;
            }
        }
    }
    blocks
}

impl Block {
    fn continue_with(&mut self, words: &str) {
        let text = match self {
            Self::Paragraph(text) => Some(text),
            Self::Points(points) => points.last_mut(),
        };
        if let Some(text) = text {
            text.push(' ');
            text.push_str(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_paragraphs_are_told_apart() {
        let note = "# Coverage\n\nHow many records\nhold a *usable* number.\n\n- **In scope**: an adult,\n  not deceased.\n- `exempt`: agreed.\n\nNothing else.\n";
        assert_eq!(
            blocks(note),
            [
                Block::Paragraph("How many records hold a usable number.".to_owned()),
                Block::Points(vec!["In scope: an adult, not deceased.".to_owned(), "exempt: agreed.".to_owned()]),
                Block::Paragraph("Nothing else.".to_owned()),
            ]
        );
        assert_eq!(blocks(""), []);
        assert_eq!(blocks("- "), [Block::Paragraph("-".to_owned())]);
    }
}
