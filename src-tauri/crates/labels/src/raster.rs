//! A page in the dots of a printer: for checking a label before it is printed, and for previews.

use std::thread;

use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

use crate::assemble::assemble;
use crate::error::LabelError;
use crate::layout::Layout;
use crate::sniff::{MediaType, sniff};
use crate::{MAX_PIXELS, document, fonts};

/// A page as black dots on white paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    pub width: u32,
    pub height: u32,
    /// Rows from the top, each padded to whole bytes; the first dot is the highest bit, 1 is black.
    pub rows: Vec<u8>,
}

impl Raster {
    /// Whether no dot is black.
    pub fn is_blank(&self) -> bool {
        self.rows.iter().all(|byte| *byte == 0)
    }

    /// The same dots as a PNG of one bit a pixel.
    ///
    /// # Errors
    /// `Damaged` when the encoder refuses, which needs a raster that was made by hand.
    pub fn to_png(&self) -> Result<Vec<u8>, LabelError> {
        let damaged = |error| LabelError::damaged(MediaType::Png, &error);
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header().map_err(damaged)?;
        let light: Vec<u8> = self.rows.iter().map(|byte| !byte).collect();
        writer.write_image_data(&light).map_err(damaged)?;
        writer.finish().map_err(damaged)?;
        Ok(bytes)
    }
}

/// Draws one page, counted from zero, at a printer's resolution. Edges are hard: a dot is black or it is not.
///
/// Takes as long as the page is complicated, which a hostile page makes very long: call it off the async
/// threads and with a time-out.
///
/// # Errors
/// As [`check`](crate::check), and `NoSuchPage`; `TooLarge` for a resolution of 0 or one that makes more
/// dots than [`MAX_PIXELS`].
pub fn raster(bytes: &[u8], page: usize, dpi: u16) -> Result<Raster, LabelError> {
    let pdf = if sniff(bytes)? == MediaType::Pdf {
        document::open_stranger(bytes)?
    } else {
        document::open(&assemble(&[bytes], Layout::AsIs)?)?
    };
    page_of(&pdf, page, dpi)
}

pub(crate) fn page_of(pdf: &Pdf, index: usize, dpi: u16) -> Result<Raster, LabelError> {
    let pages = pdf.pages();
    let page = pages.get(index).ok_or(LabelError::NoSuchPage { page: index, pages: pages.len() })?;
    let (width, height) = dots(page, dpi)?;
    on_a_deep_stack(|| draw(page, width, height))
}

/// Draws on a thread of its own. The renderer follows colour spaces and functions that refer to each other
/// by recursion, as deep as the file has objects, and running out of stack ends the whole process. The
/// memory is reserved and not used by ordinary pages.
fn on_a_deep_stack<T: Send>(run: impl FnOnce() -> T + Send) -> Result<T, LabelError> {
    const STACK: usize = 512 * 1024 * 1024;
    thread::scope(|scope| {
        let drawing = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        let drawing = drawing.map_err(|error| LabelError::damaged(MediaType::Pdf, &error))?;
        drawing.join().map_err(|_| LabelError::damaged(MediaType::Pdf, &"the renderer gave up on it"))
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pages are at most 200 in")]
fn dots(page: &Page<'_>, dpi: u16) -> Result<(u16, u16), LabelError> {
    let size = document::size_of(page).scaled(f32::from(dpi) / 72.0);
    let (width, height) = (size.width.round() as u64, size.height.round() as u64);
    let pixels = width * height;
    match (u16::try_from(width), u16::try_from(height)) {
        (Ok(width @ 1..), Ok(height @ 1..)) if pixels <= MAX_PIXELS => Ok((width, height)),
        _ => Err(LabelError::TooLarge { what: "pixels", is: pixels, limit: MAX_PIXELS }),
    }
}

fn draw(page: &Page<'_>, width: u16, height: u16) -> Raster {
    let size = document::size_of(page);
    // the last row and column are filled too: the page is stretched by the fraction that rounding gave it
    let scale = Affine::scale_non_uniform(
        f64::from(width) / f64::from(size.width),
        f64::from(height) / f64::from(size.height),
    );
    let mut context = RenderContext::new(width, height);
    let hard_edges = RenderSettings { aliasing_threshold: Some(127), ..RenderSettings::default() };
    let transform = scale * page.initial_transform(true).to_kurbo();
    render_into(page, &RenderCache::new(), &fonts::settings(), &hard_edges, &mut context, transform);
    context.flush();
    let mut pixmap = Pixmap::new(width, height);
    let on_white = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() };
    context.render_with(&mut pixmap, &mut Resources::default(), on_white);
    pack(&pixmap)
}

fn pack(pixmap: &Pixmap) -> Raster {
    let (width, height) = (pixmap.width(), pixmap.height());
    let row_bytes = usize::from(width).div_ceil(8);
    let mut rows = vec![0; row_bytes * usize::from(height)];
    let dots = pixmap.data().chunks_exact(usize::from(width));
    for (row, dots) in rows.chunks_exact_mut(row_bytes).zip(dots) {
        for (x, dot) in dots.iter().enumerate() {
            if is_dark(dot.r, dot.g, dot.b) {
                row[x / 8] |= 0x80 >> (x % 8);
            }
        }
    }
    Raster { width: width.into(), height: height.into(), rows }
}

/// Half of full brightness, weighed as the eye does (ITU-R BT.601).
fn is_dark(red: u8, green: u8, blue: u8) -> bool {
    299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue) < 128_000
}
