//! A chart's document in pixels and in print.

mod pdf;
mod png;

use super::Error;
use crate::pdf::in_font;
use charts::Figure;
use domain::InvalidParameter;
use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{Options, Tree, fontdb},
};
use std::sync::{Arc, LazyLock};

/// How large a picture is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Picture {
    /// So many times its size on screen, 808 px wide: 1, 2 or 4. In print always the size on screen.
    Scale(u8),
    /// In the middle of a white sheet of exactly this size.
    Fit(Size),
}

/// Sheets that a chart is put on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    /// A whole slide of 16:9: 1920 × 1080 px, or 13.33 × 7.5 inches.
    Slide,
    /// Half an A4 page, 210 × 148.5 mm: 2480 × 1754 px at 300 dots an inch.
    HalfA4,
}

impl Default for Picture {
    /// Twice the size on screen: sharp in a slide and in print.
    fn default() -> Self {
        Self::Scale(2)
    }
}

impl Size {
    const ALL: [Self; 2] = [Self::Slide, Self::HalfA4];

    /// The name in addresses and flags.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Slide => "slide",
            Self::HalfA4 => "half_a4",
        }
    }

    /// Width and height in pixels.
    #[must_use]
    pub fn pixels(self) -> (u32, u32) {
        match self {
            Self::Slide => (1_920, 1_080),
            Self::HalfA4 => (2_480, 1_754),
        }
    }

    /// Width and height in points of 1/72 inch.
    fn points(self) -> (f32, f32) {
        match self {
            Self::Slide => (960.0, 540.0),
            Self::HalfA4 => (595.28, 420.94),
        }
    }
}

impl Picture {
    /// Reads the parameters `scale` and `size`, of which one may be given.
    ///
    /// # Errors
    /// Names the parameter and what it may be.
    pub fn from_parameters(scale: Option<&str>, size: Option<&str>) -> Result<Self, InvalidParameter> {
        let invalid = |parameter: &str, reason: String| InvalidParameter {
            parameter: parameter.to_owned(),
            reason,
        };
        match (scale.filter(|text| !text.is_empty()), size.filter(|text| !text.is_empty())) {
            (None, None) => Ok(Self::default()),
            (Some(scale), None) => match scale {
                "1" => Ok(Self::Scale(1)),
                "2" => Ok(Self::Scale(2)),
                "4" => Ok(Self::Scale(4)),
                other => Err(invalid("scale", format!("“{other}” is not one of 1, 2, 4"))),
            },
            (None, Some(size)) => match Size::ALL.into_iter().find(|known| known.name() == size) {
                Some(size) => Ok(Self::Fit(size)),
                None => Err(invalid(
                    "size",
                    format!("“{size}” is not one of {}", Size::ALL.map(Size::name).join(", ")),
                )),
            },
            (Some(_), Some(_)) => Err(invalid("scale", "is given together with size; give one of them".to_owned())),
        }
    }

    /// At which it is as large in a document as it is meant to be; a CSS px is 1/96 inch.
    fn dots_an_inch(self) -> u32 {
        match self {
            Self::Scale(scale) => 96 * u32::from(scale),
            Self::Fit(Size::Slide) => 144,
            Self::Fit(Size::HalfA4) => 300,
        }
    }

    /// The name in a file's address, so that each size is kept apart.
    pub(crate) fn parameter(self) -> String {
        match self {
            Self::Scale(scale) => format!("scale={scale}"),
            Self::Fit(size) => format!("size={}", size.name()),
        }
    }
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(charts::font().to_vec());
    fonts.load_font_data(charts::bold_font().to_vec());
    Arc::new(fonts)
});

/// Reads an SVG with the bundled font, whatever fonts the machine has.
pub(crate) fn tree(svg: &str) -> Result<Tree, Error> {
    let family = FONTS
        .faces()
        .next()
        .and_then(|face| face.families.first())
        .map(|(name, _)| name.clone())
        .unwrap_or_default();
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: family,
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(Error::failed)
}

/// Renders an SVG.
pub(crate) fn png(svg: &str, picture: Picture) -> Result<Vec<u8>, Error> {
    let tree = tree(svg)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let (pixels, transform) = match picture {
        Picture::Scale(scale) => {
            let size = tree.size().to_int_size().scale_by(f32::from(scale));
            let size = size.ok_or_else(|| Error::failed("a chart has no size"))?;
            ((size.width(), size.height()), Transform::from_scale(scale.into(), scale.into()))
        }
        Picture::Fit(size) => {
            let (across, down) = size.pixels();
            #[expect(clippy::cast_precision_loss, reason = "some thousand pixels")]
            let fitted = fit((width, height), (across as f32, down as f32));
            ((across, down), fitted)
        }
    };
    let mut pixmap = Pixmap::new(pixels.0, pixels.1).ok_or_else(|| Error::failed("a chart has no size"))?;
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    png::encode(&pixmap, picture.dots_an_inch()).map_err(Error::failed)
}

/// Draws a chart as one page.
pub(super) fn pdf(figure: &Figure, picture: Picture) -> Result<Vec<u8>, Error> {
    // A px of CSS is 3/4 of a point.
    const POINTS: f32 = 0.75;
    let tree = tree(&in_font(&figure.document()))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let (page, transform) = match picture {
        Picture::Scale(_) => ((width * POINTS, height * POINTS), Transform::from_scale(POINTS, POINTS)),
        Picture::Fit(size) => (size.points(), fit((width, height), size.points())),
    };
    pdf::write(&tree, page, transform, figure)
}

/// As large as the sheet allows, in its middle.
fn fit((width, height): (f32, f32), (across, down): (f32, f32)) -> Transform {
    let scale = (across / width).min(down / height);
    Transform::from_row(
        scale,
        0.0,
        0.0,
        scale,
        (across - width * scale) / 2.0,
        (down - height * scale) / 2.0,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_or_named() {
        assert_eq!(Picture::from_parameters(None, None), Ok(Picture::Scale(2)));
        assert_eq!(Picture::from_parameters(Some("4"), Some("")), Ok(Picture::Scale(4)));
        assert_eq!(Picture::from_parameters(None, Some("slide")), Ok(Picture::Fit(Size::Slide)));
        for (scale, size, parameter) in [
            (Some("3"), None, "scale"),
            (None, Some("a4"), "size"),
            (Some("2"), Some("slide"), "scale"),
        ] {
            assert_eq!(Picture::from_parameters(scale, size).unwrap_err().parameter, parameter);
        }
    }
}
