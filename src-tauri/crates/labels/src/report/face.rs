//! The font of a report, and what of it comes along.

use std::collections::BTreeMap;

use hayro_write::pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use hayro_write::pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _, Tag};
use subsetter::GlyphRemapper;

use crate::assemble::deflate;
use crate::error::LabelError;
use crate::fonts::{self, Script};

/// Widths in PDF fonts count in thousandths of the font's size.
const UNITS: f32 = 1000.0;
const SYSTEM: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
/// The six letters say that it is a part of a font.
const NAME: &[u8] = b"SHIPDK+Report";

/// A sign in the part of the font that comes along.
#[derive(Debug, Clone, Copy)]
struct Sign {
    glyph: u16,
    /// In thousandths of the font's size.
    width: f32,
}

/// A font of the system, as far as a text needs it.
pub(crate) struct Face {
    signs: BTreeMap<char, Sign>,
    /// By the glyph's number here.
    widths: Vec<f32>,
    bounds: [f32; 4],
    ascent: f32,
    descent: f32,
    /// A `CFF` table alone, or a whole font file with TrueType outlines.
    file: Vec<u8>,
    is_cff: bool,
}

impl Face {
    /// The first font of the system that has the Chinese signs of a text. Others that it lacks stand there as boxes.
    pub(super) fn for_text(text: &str, script: Script) -> Result<Self, LabelError> {
        fonts::of(script)
            .find_map(|(data, index)| Self::of(text, data.as_ref().as_ref(), index))
            .ok_or(LabelError::NoFont)
    }

    fn of(text: &str, data: &[u8], index: u32) -> Option<Self> {
        let font = FontRef::from_index(data, index).ok()?;
        let (chars, size) = (font.charmap(), Size::new(UNITS));
        let metrics = font.glyph_metrics(size, LocationRef::default());
        let mut kept = GlyphRemapper::new();
        let mut signs = BTreeMap::new();
        let mut widths = vec![metrics.advance_width(skrifa::GlyphId::NOTDEF).unwrap_or(UNITS)];
        for sign in text.chars().filter(|sign| !sign.is_control()) {
            let old = chars.map(sign).and_then(|glyph| u16::try_from(glyph.to_u32()).ok());
            if old.is_none() && is_chinese(sign) {
                return None;
            }
            let old = old.unwrap_or_default();
            let glyph = kept.remap(old);
            let width = metrics.advance_width(skrifa::GlyphId::from(old)).unwrap_or(UNITS);
            if usize::from(glyph) == widths.len() {
                widths.push(width);
            }
            signs.insert(sign, Sign { glyph, width });
        }
        let whole = subsetter::subset(data, index, &kept).ok()?;
        let cff =
            FontRef::new(&whole).ok()?.table_data(Tag::new(b"CFF ")).map(|table| table.as_bytes().to_vec());
        let all = font.metrics(size, LocationRef::default());
        let bounds = all.bounds.map_or([0.0, -200.0, UNITS, UNITS], |bounds| {
            [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
        });
        let (is_cff, file) = (cff.is_some(), cff.unwrap_or(whole));
        Some(Self { signs, widths, bounds, ascent: all.ascent, descent: all.descent, file, is_cff })
    }

    /// How wide a text is, in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().filter_map(|sign| self.signs.get(&sign)).map(|sign| sign.width).sum::<f32>() * size
            / UNITS
    }

    /// A text as a PDF shows it with this font.
    pub(super) fn shown(&self, text: &str) -> Vec<u8> {
        text.chars()
            .filter_map(|sign| self.signs.get(&sign))
            .flat_map(|sign| sign.glyph.to_be_bytes())
            .collect()
    }

    /// Writes the font under `font`; `next` gives numbers for what belongs to it.
    pub(crate) fn write(&self, pdf: &mut Pdf, font: Ref, mut next: impl FnMut() -> Ref) {
        let [signs, about, file, text] = [next(), next(), next(), next()];
        let name = Name(NAME);
        pdf.type0_font(font)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(signs)
            .to_unicode(text);
        let mut cid = pdf.cid_font(signs);
        cid.subtype(if self.is_cff { CidFontType::Type0 } else { CidFontType::Type2 });
        cid.base_font(name).system_info(SYSTEM).font_descriptor(about);
        if !self.is_cff {
            cid.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        cid.widths().consecutive(0, self.widths.iter().copied());
        cid.finish();
        self.describe(pdf, about, file);
        let mut words = UnicodeCmap::<u16>::new(Name(b"Report-UTF16"), SYSTEM);
        for (&char, sign) in self.signs.iter().filter(|(_, sign)| sign.glyph != 0) {
            words.pair(sign.glyph, char);
        }
        pdf.cmap(text, &words.finish());
    }

    /// How large the signs are, and the signs themselves.
    fn describe(&self, pdf: &mut Pdf, about: Ref, file: Ref) {
        let [left, bottom, right, top] = self.bounds;
        let mut descriptor = pdf.font_descriptor(about);
        descriptor.name(Name(NAME)).flags(FontFlags::SYMBOLIC).bbox(Rect::new(left, bottom, right, top));
        descriptor
            .italic_angle(0.0)
            .ascent(self.ascent)
            .descent(self.descent)
            .cap_height(self.ascent)
            .stem_v(90.0);
        if self.is_cff {
            descriptor.font_file3(file);
        } else {
            descriptor.font_file2(file);
        }
        descriptor.finish();
        let packed = deflate(&self.file);
        let mut stream = pdf.stream(file, &packed);
        stream.filter(Filter::FlateDecode);
        if self.is_cff {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        }
        stream.finish();
    }
}

/// Whether a sign is one that fonts for Chinese exist for.
fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF5E}' | '\u{20000}'..='\u{3FFFF}')
}
