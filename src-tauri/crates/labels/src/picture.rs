//! PNG and JPEG labels: their size on paper, and their pixels on white.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::MAX_PIXELS;
use crate::error::{LabelError, guard, refuse_large_file};
use crate::impose::{Page, Size};
use crate::sniff::MediaType;

/// A decoded image, row by row from the top: one byte a pixel when grey, otherwise red, green, blue.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) is_grey: bool,
    pub(crate) samples: Vec<u8>,
    /// Dots per inch across and down, where the file states them.
    density: Option<(f32, f32)>,
}

/// The resolutions of label printers.
const PRINTER_DPI: [f32; 2] = [203.0, 300.0];
/// What image libraries write when they know nothing about paper.
const SCREEN_DPI: [f32; 2] = [72.0, 96.0];

impl Picture {
    /// Decodes a whole PNG or JPEG; transparency becomes white paper.
    ///
    /// # Errors
    /// `TooLarge` from the header alone, `Damaged` when the pixels do not decode to the end.
    pub(crate) fn open(bytes: &[u8], media: MediaType) -> Result<Self, LabelError> {
        refuse_large_file(bytes)?;
        let picture = guard(media, || if media == MediaType::Png { png(bytes) } else { jpeg(bytes) })?;
        Ok(picture.without_needless_colour())
    }

    /// Its size on paper. A label's own pixel size at a printer's resolution says more than a screen's
    /// density; with neither, the picture is as large as a label and may fill whatever it is put on.
    pub(crate) fn page(&self) -> Page {
        let stated = self.density.filter(|density| !is_screen(*density));
        let label = PRINTER_DPI.iter().map(|dpi| self.at((*dpi, *dpi))).find(|size| is_label(*size));
        match stated.map(|density| self.at(density)).or(label).or(self.density.map(|d| self.at(d))) {
            Some(size) => Page { size, elastic: false },
            None => Page { size: self.as_large_as_a_label(), elastic: true },
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "at most 40 million, and paper is not that exact")]
    fn at(&self, (across, down): (f32, f32)) -> Size {
        Size { width: self.width as f32 * 72.0 / across, height: self.height as f32 * 72.0 / down }
    }

    fn as_large_as_a_label(&self) -> Size {
        let size = self.at((72.0, 72.0));
        let label = Size::FOUR_BY_SIX;
        size.scaled(size.fit(label).max(size.fit(label.turned())))
    }

    fn without_needless_colour(mut self) -> Self {
        if !self.is_grey && self.samples.chunks_exact(3).all(|rgb| rgb[0] == rgb[1] && rgb[1] == rgb[2]) {
            self.samples = self.samples.chunks_exact(3).map(|rgb| rgb[0]).collect();
            self.is_grey = true;
        }
        self
    }
}

fn is_screen((across, down): (f32, f32)) -> bool {
    SCREEN_DPI.iter().any(|dpi| (across - dpi).abs() < 1.0 && (down - dpi).abs() < 1.0)
}

fn is_label(size: Size) -> bool {
    let upright = if size.width > size.height { size.turned() } else { size };
    upright.is_near(Size::FOUR_BY_SIX) || upright.is_near(Size::mm(100.0, 150.0))
}

fn refuse_large(width: u32, height: u32) -> Result<(), LabelError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        return Err(LabelError::TooLarge { what: "pixels", is: pixels, limit: MAX_PIXELS });
    }
    Ok(())
}

fn png(bytes: &[u8]) -> Result<Picture, LabelError> {
    let damaged = |error| LabelError::damaged(MediaType::Png, &error);
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    let header = decoder.read_header_info().map_err(damaged)?;
    refuse_large(header.width, header.height)?;
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(damaged)?;
    let density = reader.info().pixel_dims.and_then(dots_per_inch);
    let length =
        reader.output_buffer_size().ok_or_else(|| LabelError::damaged(MediaType::Png, &"too large"))?;
    let mut samples = vec![0; length];
    let frame = reader.next_frame(&mut samples).map_err(damaged)?;
    let (is_grey, samples) = on_white(frame.color_type, samples);
    Ok(Picture { width: frame.width, height: frame.height, is_grey, samples, density })
}

#[expect(clippy::cast_precision_loss, reason = "dots per metre of real printers are five digits")]
fn dots_per_inch(density: png::PixelDimensions) -> Option<(f32, f32)> {
    let per_inch = |per_metre: u32| per_metre as f32 * 0.0254;
    let is_known = density.unit == png::Unit::Meter && density.xppu > 0 && density.yppu > 0;
    is_known.then(|| (per_inch(density.xppu), per_inch(density.yppu)))
}

fn on_white(colour: png::ColorType, samples: Vec<u8>) -> (bool, Vec<u8>) {
    match colour {
        png::ColorType::GrayscaleAlpha => (true, blend::<2>(&samples)),
        png::ColorType::Rgba => (false, blend::<4>(&samples)),
        png::ColorType::Rgb => (false, samples),
        // a palette has become colour by now
        png::ColorType::Grayscale | png::ColorType::Indexed => (true, samples),
    }
}

/// Drops the last of `N` channels, the opacity, over white.
fn blend<const N: usize>(samples: &[u8]) -> Vec<u8> {
    let mut blended = Vec::with_capacity(samples.len() / N * (N - 1));
    for pixel in samples.chunks_exact(N) {
        let opacity = u16::from(pixel[N - 1]);
        blended.extend(pixel[..N - 1].iter().map(|sample| {
            let mixed = (u16::from(*sample) * opacity + 255 * (255 - opacity) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        }));
    }
    blended
}

fn jpeg(bytes: &[u8]) -> Result<Picture, LabelError> {
    let damaged = |error| LabelError::damaged(MediaType::Jpeg, &error);
    refuse_cut_jpeg(bytes)?;
    let mut decoder = JpegDecoder::new(ZCursor::new(bytes));
    decoder.decode_headers().map_err(damaged)?;
    let info = decoder.info().ok_or_else(|| LabelError::damaged(MediaType::Jpeg, &"it has no header"))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    refuse_large(width, height)?;
    let is_grey = info.components == 1;
    let colour = if is_grey { ColorSpace::Luma } else { ColorSpace::RGB };
    let options = DecoderOptions::default().jpeg_set_out_colorspace(colour);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let samples = decoder.decode().map_err(damaged)?;
    Ok(Picture { width, height, is_grey, samples, density: jfif_density(bytes) })
}

/// The decoder fills what is missing with grey, so a cut file is found by its missing end mark.
fn refuse_cut_jpeg(bytes: &[u8]) -> Result<(), LabelError> {
    let tail = &bytes[bytes.len().saturating_sub(1024)..];
    if tail.windows(2).any(|two| two == [0xff, 0xd9]) {
        Ok(())
    } else {
        Err(LabelError::damaged(MediaType::Jpeg, &"it is cut short"))
    }
}

/// The density in the JFIF header, which is the first segment of a file that has one.
fn jfif_density(bytes: &[u8]) -> Option<(f32, f32)> {
    let jfif = bytes.get(6..)?.strip_prefix(b"JFIF\0")?;
    let &[_, _, unit, x1, x0, y1, y0, ..] = jfif else { return None };
    let (across, down) = (f32::from(u16::from_be_bytes([x1, x0])), f32::from(u16::from_be_bytes([y1, y0])));
    let per_inch = match unit {
        1 => 1.0,
        2 => 2.54,
        _ => return None,
    };
    (across > 0.0 && down > 0.0).then_some((across * per_inch, down * per_inch))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, density: Option<(f32, f32)>) -> Picture {
        Picture { width, height, is_grey: true, samples: Vec::new(), density }
    }

    fn assert_size(picture: &Picture, width: f32, height: f32, elastic: bool) {
        let page = picture.page();
        let near = (page.size.width - width).abs() < 0.5 && (page.size.height - height).abs() < 0.5;
        assert!(near && page.elastic == elastic, "{page:?}");
    }

    #[test]
    fn a_stated_density_gives_the_size() {
        assert_size(&picture(600, 300, Some((150.0, 150.0))), 288.0, 144.0, false);
        assert_size(&picture(384, 576, Some((96.0, 96.0))), 288.0, 432.0, false);
    }

    #[test]
    fn a_labels_pixels_give_the_size_where_no_printer_density_is_stated() {
        assert_size(&picture(812, 1218, None), 288.0, 432.0, false);
        assert_size(&picture(1200, 1800, None), 288.0, 432.0, false);
        assert_size(&picture(1218, 812, None), 432.0, 288.0, false);
        assert_size(&picture(1200, 1800, Some((72.0, 72.0))), 288.0, 432.0, false);
        assert_size(&picture(799, 1199, None), 283.4, 425.3, false);
    }

    #[test]
    fn other_pixels_fill_a_label() {
        assert_size(&picture(500, 500, None), 288.0, 288.0, true);
        assert_size(&picture(900, 300, None), 432.0, 144.0, true);
    }

    #[test]
    fn transparency_is_paper() {
        assert_eq!(blend::<4>(&[0, 0, 0, 0, 10, 20, 30, 255]), [255, 255, 255, 10, 20, 30]);
        assert_eq!(blend::<2>(&[0, 128]), [127]);
    }
}
