//! Pixels as a PNG file that says how large it is meant to be.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter, PixelDimensions, Unit};
use resvg::tiny_skia::Pixmap;

/// Writes an opaque picture. A chart is flat colour: unfiltered rows are pressed as small as filtered ones, and in half the time.
pub(super) fn encode(pixmap: &Pixmap, dots_an_inch: u32) -> Result<Vec<u8>, EncodingError> {
    const INCHES_A_METRE: f64 = 39.37;
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::NoFilter);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some thousand dots")]
    let dots_a_metre = (f64::from(dots_an_inch) * INCHES_A_METRE).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: dots_a_metre,
        yppu: dots_a_metre,
        unit: Unit::Meter,
    }));
    let colours: Vec<u8> = pixmap
        .data()
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    encoder.write_header()?.write_image_data(&colours)?;
    Ok(bytes)
}
