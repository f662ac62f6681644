//! Opening a foreign PDF: everything that is refused about one is refused here, before a page is used.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro::hayro_syntax::object::{Array, Dict, Name, Object};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use memchr::memmem;

use crate::error::{LabelError, guard, refuse_large_file};
use crate::impose::Size;
use crate::sniff::{MediaType, pdf_start};
use crate::{MAX_PAGES, MAX_PIXELS};

/// What all streams of one file may unpack to.
const MAX_UNPACKED: u64 = 256 * 1024 * 1024;
/// The largest page that PDF itself knows: 14,400 points, 200 in.
const MAX_SIDE: f32 = 14_400.0;
/// A file that was cut off lacks its end mark. Readers look for it in the last kilobyte (ISO 32000-1, annex
/// H.3.4.4); servers that append a line of their own are forgiven that much.
const END_WITHIN: usize = 1024;

/// Opens a PDF whose file was looked at before, as far as using its pages needs.
///
/// # Errors
/// `TooLarge` by its bytes, `TooManyPages`, `Encrypted`, `Damaged`, `Empty` without a page.
pub(crate) fn open(bytes: &[u8]) -> Result<Pdf, LabelError> {
    let body = body_of(bytes)?;
    guard(MediaType::Pdf, || {
        let pdf = Pdf::new(body.to_vec()).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => LabelError::Encrypted,
            other => LabelError::damaged(MediaType::Pdf, &format!("{other:?}")),
        })?;
        refuse_odd_pages(pdf.pages())?;
        Ok(pdf)
    })
}

/// Opens a PDF that nobody looked at before.
///
/// # Errors
/// As [`open`], and `TooLarge` for what unpacks to too much.
pub(crate) fn open_stranger(bytes: &[u8]) -> Result<Pdf, LabelError> {
    refuse_bombs(body_of(bytes)?)?;
    let pdf = open(bytes)?;
    guard(MediaType::Pdf, || refuse_large_images(&pdf))?;
    Ok(pdf)
}

/// The PDF inside the bytes, without what stands in front of it.
fn body_of(bytes: &[u8]) -> Result<&[u8], LabelError> {
    refuse_large_file(bytes)?;
    let body = &bytes[pdf_start(bytes).unwrap_or(0)..];
    let tail = &body[body.len().saturating_sub(END_WITHIN)..];
    if memmem::find(tail, b"%%EOF").is_none() {
        return Err(LabelError::damaged(MediaType::Pdf, &"it is cut short"));
    }
    Ok(body)
}

/// The upright size of a page, as a reader shows it.
pub(crate) fn size_of(page: &Page<'_>) -> Size {
    let (width, height) = page.render_dimensions();
    Size { width, height }
}

fn refuse_odd_pages(pages: &[Page<'_>]) -> Result<(), LabelError> {
    if pages.is_empty() {
        return Err(LabelError::Empty);
    }
    if pages.len() > MAX_PAGES {
        return Err(LabelError::TooManyPages { pages: pages.len(), limit: MAX_PAGES });
    }
    match pages.iter().map(size_of).find(|size| !is_sane(*size)) {
        None => Ok(()),
        Some(Size { width, height }) => {
            Err(LabelError::damaged(MediaType::Pdf, &format!("a page of {width} × {height} points")))
        }
    }
}

fn is_sane(size: Size) -> bool {
    (1.0..=MAX_SIDE).contains(&size.width) && (1.0..=MAX_SIDE).contains(&size.height)
}

fn refuse_large_images(pdf: &Pdf) -> Result<(), LabelError> {
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let dict = stream.dict();
        if dict.get::<Name<'_>>(b"Subtype").as_deref() != Some(b"Image") {
            continue;
        }
        let side = |key: &[u8]| dict.get::<u32>(key).map_or(0, u64::from);
        let pixels = side(b"Width") * side(b"Height");
        if pixels > MAX_PIXELS {
            return Err(LabelError::TooLarge { what: "pixels", is: pixels, limit: MAX_PIXELS });
        }
    }
    Ok(())
}

/// Whether something beside the page's content is seen on it: a filled-in form field, a stamp.
pub(crate) fn has_drawn_annotation(page: &Page<'_>) -> bool {
    const HIDDEN: u32 = 1 << 1;
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return false };
    annotations.iter::<Dict<'_>>().any(|annotation| {
        let kind = annotation.get::<Name<'_>>(b"Subtype");
        let is_shown = annotation.get::<u32>(b"F").is_none_or(|flags| flags & HIDDEN == 0);
        is_shown && annotation.contains_key(b"AP") && !matches!(kind.as_deref(), Some(b"Link" | b"Popup"))
    })
}

/// Unpacks every stream into nothing and counts, because readers unpack without a limit.
///
/// Looks at the bytes and not at objects: reading the objects is what has to be made safe.
fn refuse_bombs(body: &[u8]) -> Result<(), LabelError> {
    const KEY: &[u8] = b"stream";
    let mut total = 0;
    for at in memmem::find_iter(body, KEY) {
        total += unpacked_size(body[at + KEY.len()..].trim_ascii_start(), MAX_UNPACKED - total);
        if total >= MAX_UNPACKED {
            return Err(LabelError::TooLarge { what: "unpacked bytes", is: total, limit: MAX_UNPACKED });
        }
    }
    Ok(())
}

/// How many bytes come out, counting up to `limit`; a packed stream inside a packed one counts as well.
fn unpacked_size(data: &[u8], limit: u64) -> u64 {
    let mut head = [0; 2];
    let is_packed_twice = unpack(data).read_exact(&mut head).is_ok() && is_zlib(&head);
    let inner = if is_packed_twice { count(ZlibDecoder::new(unpack(data)), limit) } else { 0 };
    inner.max(count(unpack(data), limit))
}

/// PDF readers try bare deflate where the header is missing.
fn unpack<'a>(data: &'a [u8]) -> Box<dyn Read + 'a> {
    if is_zlib(data) { Box::new(ZlibDecoder::new(data)) } else { Box::new(DeflateDecoder::new(data)) }
}

fn is_zlib(head: &[u8]) -> bool {
    matches!(head, [method, flags, ..] if method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0)
}

fn count(packed: impl Read, limit: u64) -> u64 {
    let mut chunk = [0; 16 * 1024];
    let mut packed = packed.take(limit);
    let mut total = 0;
    while let Ok(read @ 1..) = packed.read(&mut chunk) {
        total += read as u64;
    }
    total
}
