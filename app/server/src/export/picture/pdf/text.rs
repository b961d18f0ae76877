use super::{Painter, colour, matrix};
use crate::export::Error;
use pdf_writer::{Name, Str};
use resvg::{
    tiny_skia::Transform,
    usvg::{Text, layout::PositionedGlyph},
};

impl Painter<'_> {
    /// Writes words as words: they can be searched, copied and read aloud.
    pub(super) fn text(&mut self, text: &Text, opacity: f32) -> Result<(), Error> {
        let to_page = self.page.pre_concat(text.abs_transform());
        for span in text.layouted().iter().filter(|span| span.visible) {
            let Some(fill) = &span.fill else { continue };
            let [red, green, blue] = colour(fill.paint())?;
            self.content.save_state();
            self.content.set_fill_rgb(red, green, blue);
            self.opacity(opacity * fill.opacity().get());
            self.content.begin_text();
            for run in span.positioned_glyphs.chunk_by(|one, next| one.font == next.font) {
                self.run(run, to_page)?;
            }
            self.content.end_text();
            self.content.restore_state();
        }
        Ok(())
    }

    /// Glyphs of one font, each where the layout put it.
    fn run(&mut self, glyphs: &[PositionedGlyph], to_page: Transform) -> Result<(), Error> {
        let Some(first) = glyphs.first() else { return Ok(()) };
        let font = self.fonts.face(first.font)?;
        let em = font.units_per_em();
        let place = |glyph: &PositionedGlyph| {
            to_page
                .pre_concat(glyph.outline_transform())
                .pre_concat(Transform::from_scale(em, em))
        };
        let start = place(first);
        self.content.set_font(Name(font.name().as_bytes()), 1.0);
        self.content.set_text_matrix(matrix(start));
        let mut positioned = self.content.show_positioned();
        let mut items = positioned.items();
        // Both in ems from where the run starts, along its line.
        let (mut reached, length) = (0.0, start.sx.hypot(start.ky));
        for glyph in glyphs {
            let at = place(glyph);
            let wanted = ((at.tx - start.tx) * start.sx + (at.ty - start.ty) * start.ky) / (length * length);
            let step = (reached - wanted) * 1_000.0;
            if step.abs() > 0.5 {
                items.adjust(step);
                reached = wanted;
            }
            let id = font.use_glyph(glyph)?;
            items.show(Str(&id.to_be_bytes()));
            reached += font.advance(id) / 1_000.0;
        }
        Ok(())
    }
}
