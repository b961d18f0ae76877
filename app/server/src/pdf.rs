//! PDF that everybody can read: tagged, its words as words in the bundled font, and held to PDF/UA-1 by the validator of its writer.

use crate::export::Error;
use krilla::{
    Document, SerializeSettings,
    configure::{Accessibility, ConfigurationBuilder},
    error::KrillaError,
    geom::{Size, Transform},
    metadata::Metadata,
    outline::Outline,
    surface::Surface,
    tagging::TagTree,
};
use krilla_svg::{SurfaceExt as _, SvgSettings};
use resvg::usvg::Tree;
use std::{borrow::Cow, sync::LazyLock};
use ttf_parser::Face;

/// What a document says of itself.
pub(crate) struct About<'a> {
    pub(crate) title: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) keywords: &'a str,
}

/// Begins a document that is only finished if it keeps to PDF/UA-1.
pub(crate) fn begin() -> Result<Document, Error> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| Error::failed(format!("{error:?}")))?;
    Ok(Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    }))
}

/// Ends it. It names no time at all, so the same content gives the same bytes.
pub(crate) fn finish(mut document: Document, about: &About<'_>, tags: TagTree, outline: Outline) -> Result<Vec<u8>, Error> {
    document.set_metadata(
        Metadata::new()
            .title(about.title.to_owned())
            .description(about.subject.to_owned())
            .keywords(vec![about.keywords.to_owned()])
            .creator("NHS Number Coverage".to_owned())
            .language("en-GB".to_owned()),
    );
    document.set_tag_tree(tags);
    document.set_outline(outline);
    document.finish().map_err(|error| match error {
        KrillaError::Validation(broken) => Error::failed(format!("the PDF would not keep to PDF/UA-1: {broken:?}")),
        other => Error::failed(other.to_string()),
    })
}

/// Draws a picture with lines as lines and words as words.
pub(crate) fn draw(surface: &mut Surface<'_>, tree: &Tree, transform: &Transform) -> Result<(), Error> {
    let size = Size::from_wh(tree.size().width(), tree.size().height()).ok_or_else(|| Error::failed("a picture has no size"))?;
    surface.push_transform(transform);
    let drawn = surface.draw_svg(tree, size, SvgSettings::default());
    surface.pop();
    drawn.ok_or_else(|| Error::failed("a picture could not be drawn"))
}

static REGULAR: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(charts::font(), 0).ok());

/// The text with a question mark for what the bundled font has no letter for, such as an emoji in a team's name: a PDF that everybody
/// can read shows no empty boxes. Alternative texts need no font and are left as they are.
pub(crate) fn in_font(text: &str) -> Cow<'_, str> {
    let Some(face) = REGULAR.as_ref() else {
        return Cow::Borrowed(text);
    };
    let known = |letter: char| letter.is_ascii_whitespace() || face.glyph_index(letter).is_some_and(|glyph| glyph.0 != 0);
    if text.chars().all(known) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| if known(letter) { letter } else { '?' }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_font_lacks_is_shown_as_a_question_mark() {
        for (text, shown) in [
            ("Older People – North", "Older People – North"),
            ("Team ⭐ 東", "Team ? ?"),
            ("Tîm Iechyd Ŵyl", "Tîm Iechyd Ŵyl"),
        ] {
            assert_eq!(in_font(text), shown);
        }
    }
}
