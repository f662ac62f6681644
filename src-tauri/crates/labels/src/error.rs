//! What can be wrong with a label file. The variants are for branching; the words are for the log.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::MAX_BYTES;
use crate::sniff::MediaType;

/// Why bytes are no label, or why labels do not become pages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// The bytes are something else; `found` names it in English: `nothing`, `web page`, `JSON`, `GIF image`, …
    #[error("not a label but {found}")]
    NotALabel { found: &'static str },
    /// The bytes begin like `media` and then are broken, cut short or not readable.
    #[error("damaged {media}: {why}")]
    Damaged { media: MediaType, why: String },
    /// A PDF with no page.
    #[error("the document is empty")]
    Empty,
    /// A PDF that is encrypted, with or without a password to open it.
    #[error("the document is encrypted")]
    Encrypted,
    /// More than is allowed; `what` is `bytes`, `pixels`, `unpacked bytes` or `dots per inch`.
    #[error("{is} {what}, at most {limit} are allowed")]
    TooLarge { what: &'static str, is: u64, limit: u64 },
    /// More pages than [`MAX_PAGES`](crate::MAX_PAGES).
    #[error("{pages} pages, at most {limit} are allowed")]
    TooManyPages { pages: usize, limit: usize },
    /// A page that the file does not have; both counted from zero.
    #[error("there is no page {page}, the file has {pages}")]
    NoSuchPage { page: usize, pages: usize },
    /// Not one of the layouts' names.
    #[error("unknown layout {given:?}")]
    UnknownLayout { given: String },
    /// No font of this system has the Chinese signs of a text.
    #[error("no font with Chinese signs is installed")]
    NoFont,
    /// Nothing was given to assemble.
    #[error("no label was given")]
    NoLabels,
    /// One of several files is bad; `index` counts from zero in the order given.
    #[error("label {index}: {source}")]
    InLabel { index: usize, source: Box<LabelError> },
}

impl LabelError {
    pub(crate) fn damaged(media: MediaType, why: &impl ToString) -> Self {
        Self::Damaged { media, why: why.to_string() }
    }
}

pub(crate) fn refuse_large_file(bytes: &[u8]) -> Result<(), LabelError> {
    if bytes.len() > MAX_BYTES {
        return Err(LabelError::TooLarge { what: "bytes", is: bytes.len() as u64, limit: MAX_BYTES as u64 });
    }
    Ok(())
}

/// Runs a foreign parser or renderer over foreign bytes.
///
/// These crates promise not to panic, but they index and unwrap inside, and a broken label must cost one
/// order an error and not the desk its window. Nothing of a failed run is looked at again, so what it left
/// half done cannot be seen.
pub(crate) fn guard<T>(
    media: MediaType,
    run: impl FnOnce() -> Result<T, LabelError>,
) -> Result<T, LabelError> {
    catch_unwind(AssertUnwindSafe(run))
        .unwrap_or_else(|_| Err(LabelError::damaged(media, &"the reader gave up on it")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_inside_a_foreign_reader_becomes_an_error() {
        let panicked: Result<(), _> = guard(MediaType::Pdf, || panic!("as an index out of range does"));
        assert_eq!(panicked, Err(LabelError::damaged(MediaType::Pdf, &"the reader gave up on it")));
    }
}
