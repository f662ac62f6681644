//! Paper: what a carrier's label or form looks like, drawn in the dots of a 203 dpi label printer.
//!
//! A [`Sheet`] is a list of filled boxes and of lines of text; the same sheet becomes a PDF page
//! ([`pdf`]), a PNG ([`png_bytes`]) or a JPEG ([`jpeg_bytes`]). Everything snaps to whole dots, so a printer reproduces bars exactly.

mod code128;
mod font;
mod jpeg;
mod pdf;
mod pen;
mod signs;

pub(crate) use jpeg::jpeg_bytes;
pub(crate) use pdf::{Page, document};
pub(crate) use pen::{MARGIN, Pen, row_height, rows};

/// Dots an inch: the usual resolution of a label printer.
pub(crate) const DPI: u32 = 203;

/// A filled black box, in dots from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) x: u32,
    pub(crate) y: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// One line of text; `scale` is the size of a font pixel in dots, `(x, y)` its upper left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) x: u32,
    pub(crate) y: u32,
    pub(crate) scale: u32,
    pub(crate) text: String,
}

/// One side of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bars: Vec<Bar>,
    pub(crate) lines: Vec<Line>,
}

impl Sheet {
    /// An empty sheet of `width` × `height` dots.
    pub(crate) fn new(width: u32, height: u32) -> Self {
        Self { width, height, bars: Vec::new(), lines: Vec::new() }
    }

    pub(crate) fn bar(&mut self, x: u32, y: u32, width: u32, height: u32) {
        self.bars.push(Bar { x, y, width, height });
    }

    /// Adds a line of text; gives its width. Lower case is drawn as upper case, what the pixel font lacks from a font of
    /// this computer, and as `?` where that has it neither.
    pub(crate) fn text(&mut self, x: u32, y: u32, scale: u32, text: &str) -> u32 {
        let mut pen = x;
        for part in text.chars().collect::<Vec<_>>().chunk_by(|&one, &next| is_known(one) && is_known(next)) {
            match part {
                &[one]
                    if !is_known(one)
                        && let Some(sign) = signs::sign(one, scale) =>
                {
                    let top = y.saturating_sub(scale);
                    self.bars.extend(sign.bars.iter().map(|bar| Bar {
                        x: bar.x + pen,
                        y: bar.y + top,
                        ..*bar
                    }));
                    pen += sign.width;
                }
                _ => {
                    let text: String = part.iter().map(|&sign| font::nearest(sign)).collect();
                    let width = font::ADVANCE * scale * u32::try_from(part.len()).unwrap_or(0);
                    self.lines.push(Line { x: pen, y, scale, text });
                    pen += width;
                }
            }
        }
        pen - x
    }

    /// Adds a Code128 of `text`, centred between `left` and `left + width`, with its quiet zones.
    ///
    /// Modules are as wide as fits, at most `4` dots. Text that Code128 cannot hold is left out, as a
    /// printer would do.
    pub(crate) fn barcode(&mut self, left: u32, y: u32, width: u32, height: u32, text: &str) {
        const QUIET: u32 = 10;
        let modules = code128::modules(text);
        let count = u32::try_from(modules.len()).unwrap_or(u32::MAX);
        let module = (width / count.saturating_add(2 * QUIET)).clamp(1, 4);
        let mut x = left + width.saturating_sub(count.saturating_mul(module)) / 2;
        for run in modules.chunk_by(|a, b| a == b) {
            let run_width = u32::try_from(run.len()).unwrap_or(0) * module;
            if run.first() == Some(&true) {
                self.bar(x, y, run_width, height);
            }
            x += run_width;
        }
    }

    /// A frame of `thick` dots.
    pub(crate) fn frame(&mut self, x: u32, y: u32, width: u32, height: u32, thick: u32) {
        self.bar(x, y, width, thick);
        self.bar(x, y + height - thick, width, thick);
        self.bar(x, y, thick, height);
        self.bar(x + width - thick, y, thick, height);
    }

    /// Puts another sheet onto this one.
    pub(crate) fn paste(&mut self, x: u32, y: u32, other: Sheet) {
        self.bars.extend(other.bars.into_iter().map(|bar| Bar { x: bar.x + x, y: bar.y + y, ..bar }));
        self.lines.extend(other.lines.into_iter().map(|line| Line { x: line.x + x, y: line.y + y, ..line }));
    }

    /// One bit a dot, rows padded to whole bytes, white is 1.
    fn raster(&self) -> Vec<u8> {
        let stride = self.width.div_ceil(8) as usize;
        let mut rows = vec![0xFF_u8; stride * self.height as usize];
        let glyphs = self.lines.iter().flat_map(font::bars_of);
        for bar in self.bars.iter().copied().chain(glyphs) {
            for y in bar.y..(bar.y + bar.height).min(self.height) {
                for x in bar.x..(bar.x + bar.width).min(self.width) {
                    if let Some(byte) = rows.get_mut(y as usize * stride + x as usize / 8) {
                        *byte &= !(0x80 >> (x % 8));
                    }
                }
            }
        }
        rows
    }
}

/// The pixel font has it.
fn is_known(sign: char) -> bool {
    sign == '?' || font::nearest(sign) != '?'
}

/// How wide a sign is on a line of this scale.
pub(crate) fn width(sign: char, scale: u32) -> u32 {
    let known = is_known(sign).then_some(font::ADVANCE * scale);
    known.or_else(|| signs::sign(sign, scale).map(|sign| sign.width)).unwrap_or(font::ADVANCE * scale)
}

/// No font of this computer has it: it is drawn as `?`.
pub(crate) fn is_lacking(sign: char) -> bool {
    !is_known(sign) && signs::sign(sign, 2).is_none()
}

/// The sheet as a black-and-white PNG that knows its resolution.
///
/// # Errors
/// Only what the PNG writer says; a sheet of positive size always encodes.
pub(crate) fn png_bytes(sheet: &Sheet) -> Result<Vec<u8>, png::EncodingError> {
    const DOTS_PER_METRE: u32 = 7992; // 203 dpi
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, sheet.width, sheet.height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: DOTS_PER_METRE,
        yppu: DOTS_PER_METRE,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&sheet.raster())?;
    writer.finish()?;
    Ok(bytes)
}
