//! Is a file what a provider says it is: a whole label, of a size that can be named.

use crate::document;
use crate::error::LabelError;
use crate::impose::Size;
use crate::picture::Picture;
use crate::sniff::{MediaType, sniff};

/// A file that can be kept, shown and printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    pub media: MediaType,
    /// One for each page; an image has one.
    pub pages: Vec<PageSize>,
}

/// The size of a page as it is read, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    pub width_mm: f32,
    pub height_mm: f32,
}

impl From<Size> for PageSize {
    fn from(size: Size) -> Self {
        let (width_mm, height_mm) = size.in_mm();
        Self { width_mm, height_mm }
    }
}

/// Reads the whole file and says what it is.
///
/// Takes as long as parsing (PDF) or decoding (images), so call it off the async threads.
///
/// # Errors
/// Any [`LabelError`] but those about layouts and page numbers. Never panics, whatever the bytes.
pub fn check(bytes: &[u8]) -> Result<Checked, LabelError> {
    let media = sniff(bytes)?;
    let pages = if media == MediaType::Pdf {
        let pdf = document::open_stranger(bytes)?;
        pdf.pages().iter().map(|page| document::size_of(page).into()).collect()
    } else {
        vec![Picture::open(bytes, media)?.page().size.into()]
    };
    Ok(Checked { media, pages })
}
