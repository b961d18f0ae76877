//! The bundled font inside a PDF, with what it takes to get words back from its glyphs.

use crate::export::Error;
use pdf_writer::{
    Finish as _, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use resvg::usvg::{
    fontdb::{Database, ID},
    layout::PositionedGlyph,
};
use std::collections::BTreeMap;
use ttf_parser::{Face as Parsed, GlyphId};

/// Objects that one font takes: itself, its glyphs, its measures, its file, its words.
const OBJECTS: i32 = 5;

const SYSTEM: SystemInfo<'_> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The faces that a drawing uses, in the order in which they were met.
pub(super) struct Fonts<'a> {
    database: &'a Database,
    faces: Vec<Face>,
}

pub(super) struct Face {
    id: ID,
    name: String,
    post_script_name: String,
    data: Vec<u8>,
    units_per_em: f32,
    /// By glyph, in thousandths of an em.
    advances: Vec<f32>,
    /// The words that each glyph used stands for.
    words: BTreeMap<u16, String>,
}

impl<'a> Fonts<'a> {
    pub(super) fn new(database: &'a Database) -> Self {
        Self {
            database,
            faces: Vec::new(),
        }
    }

    pub(super) fn face(&mut self, id: ID) -> Result<&mut Face, Error> {
        let at = match self.faces.iter().position(|face| face.id == id) {
            Some(at) => at,
            None => {
                let name = format!("F{}", self.faces.len());
                self.faces.push(Face::read(self.database, id, name)?);
                self.faces.len() - 1
            }
        };
        Ok(&mut self.faces[at])
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.faces.iter().map(Face::name)
    }

    /// Takes numbers for every font and gives the first of each.
    pub(super) fn number(&self, next: &mut Ref) -> Vec<Ref> {
        let take = |_| {
            let root = *next;
            *next = Ref::new(next.get() + OBJECTS);
            root
        };
        self.faces.iter().map(take).collect()
    }

    pub(super) fn write(&self, pdf: &mut Pdf, roots: &[Ref]) -> Result<(), Error> {
        self.faces.iter().zip(roots).try_for_each(|(face, root)| face.write(pdf, *root))
    }
}

impl Face {
    fn read(database: &Database, id: ID, name: String) -> Result<Self, Error> {
        let lost = || Error::failed("the bundled font can't be read");
        let post_script_name = database.face(id).ok_or_else(lost)?.post_script_name.clone();
        let data = database.with_face_data(id, |data, _| data.to_vec()).ok_or_else(lost)?;
        let parsed = Parsed::parse(&data, 0).map_err(Error::failed)?;
        let units_per_em = f32::from(parsed.units_per_em());
        let advance = |glyph| f32::from(parsed.glyph_hor_advance(GlyphId(glyph)).unwrap_or_default()) * 1_000.0 / units_per_em;
        let advances = (0..parsed.number_of_glyphs()).map(advance).collect();
        Ok(Self {
            id,
            name,
            post_script_name,
            units_per_em,
            advances,
            words: BTreeMap::new(),
            data,
        })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn units_per_em(&self) -> f32 {
        self.units_per_em
    }

    pub(super) fn advance(&self, glyph: u16) -> f32 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or_default()
    }

    /// Notes the words behind a glyph and gives its number.
    pub(super) fn use_glyph(&mut self, glyph: &PositionedGlyph) -> Result<u16, Error> {
        let id = u16::try_from(glyph.id.0).map_err(Error::failed)?;
        self.words.entry(id).or_insert_with(|| glyph.text.clone());
        Ok(id)
    }

    fn write(&self, pdf: &mut Pdf, root: Ref) -> Result<(), Error> {
        let object = |at| Ref::new(root.get() + at);
        let (glyphs, measures, file, words) = (object(1), object(2), object(3), object(4));
        let parsed = Parsed::parse(&self.data, 0).map_err(Error::failed)?;
        let scaled = |units: i16| f32::from(units) * 1_000.0 / self.units_per_em;
        let name = Name(self.post_script_name.as_bytes());
        pdf.type0_font(root)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(glyphs)
            .to_unicode(words);
        let mut cid = pdf.cid_font(glyphs);
        cid.subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(SYSTEM)
            .font_descriptor(measures)
            .cid_to_gid_map_predefined(Name(b"Identity"));
        cid.widths().consecutive(0, self.advances.iter().copied());
        cid.finish();
        let bounds = parsed.global_bounding_box();
        pdf.font_descriptor(measures)
            .name(name)
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(
                scaled(bounds.x_min),
                scaled(bounds.y_min),
                scaled(bounds.x_max),
                scaled(bounds.y_max),
            ))
            .italic_angle(0.0)
            .ascent(scaled(parsed.ascender()))
            .descent(scaled(parsed.descender()))
            .cap_height(scaled(parsed.capital_height().unwrap_or_else(|| parsed.ascender())))
            .stem_v(if parsed.is_bold() { 140.0 } else { 80.0 })
            .font_file2(file);
        let length = i32::try_from(self.data.len()).map_err(Error::failed)?;
        pdf.stream(file, &self.data).pair(Name(b"Length1"), length);
        let mut map: UnicodeCmap = UnicodeCmap::new(Name(b"Words"), SYSTEM);
        for (glyph, text) in &self.words {
            map.pair_with_multiple(*glyph, text.chars());
        }
        pdf.cmap(words, &map.finish());
        Ok(())
    }
}
