//! What bytes are, by their first bytes alone. Names and content types of providers are never believed.

use std::fmt;
use std::str::FromStr;

use crate::error::LabelError;

/// The kinds of file that a label or a proof of delivery may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    Pdf,
    Png,
    Jpeg,
}

impl MediaType {
    /// The media type as it is stored: `application/pdf`, `image/png`, `image/jpeg`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The file name extension, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for MediaType {
    type Err = LabelError;

    /// Reads what [`MediaType::as_str`] writes.
    fn from_str(text: &str) -> Result<Self, LabelError> {
        [Self::Pdf, Self::Png, Self::Jpeg]
            .into_iter()
            .find(|media| media.as_str() == text)
            .ok_or(LabelError::NotALabel { found: "another media type" })
    }
}

/// How far into a file the PDF header may begin; PDF readers agree on this (ISO 32000-1, annex H.3.4.1),
/// and servers do put a warning in front of it.
const PDF_HEADER_WITHIN: usize = 1024;

/// Says what the bytes are.
///
/// # Errors
/// [`LabelError::NotALabel`] with a name for what was found instead.
pub fn sniff(bytes: &[u8]) -> Result<MediaType, LabelError> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(MediaType::Png)
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Ok(MediaType::Jpeg)
    } else if pdf_start(bytes).is_some() {
        Ok(MediaType::Pdf)
    } else {
        Err(LabelError::NotALabel { found: name_of_other(bytes) })
    }
}

/// Where the PDF begins inside the bytes. Offsets inside a PDF count from there.
pub(crate) fn pdf_start(bytes: &[u8]) -> Option<usize> {
    let head = &bytes[..bytes.len().min(PDF_HEADER_WITHIN)];
    head.windows(5).position(|five| five == b"%PDF-")
}

/// Binary files that providers are known to hand out, or that proxies turn an answer into.
const BINARY: [(&[u8], &str); 9] = [
    (b"GIF8", "GIF image"),
    (b"RIFF", "WebP image"),
    (b"II*\0", "TIFF image"),
    (b"MM\0*", "TIFF image"),
    (b"BM", "BMP image"),
    (b"\x1f\x8b", "gzip data"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"%!PS", "PostScript"),
    (b"^XA", "ZPL"),
];

fn name_of_other(bytes: &[u8]) -> &'static str {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    if text.is_empty() {
        return "nothing";
    }
    if let Some((_, name)) = BINARY.iter().find(|(magic, _)| text.starts_with(magic)) {
        return name;
    }
    if [&b"JVBERi0"[..], b"iVBORw0KGgo", b"/9j/"].iter().any(|magic| text.starts_with(magic)) {
        return "Base64 text";
    }
    match text[0] {
        b'<' => name_of_markup(text),
        b'{' | b'[' => "JSON",
        _ if looks_like_text(text) => "text",
        _ => "unknown data",
    }
}

fn name_of_markup(text: &[u8]) -> &'static str {
    let head = text[..text.len().min(512)].to_ascii_lowercase();
    let is_xml = head.starts_with(b"<?xml") && !head.windows(5).any(|five| five == b"<html");
    if is_xml { "XML" } else { "web page" }
}

/// Text in any encoding has no zero and hardly another control byte.
fn looks_like_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    head.iter().all(|byte| !byte.is_ascii_control() || byte.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        assert_eq!(sniff(b"%PDF-1.4\n"), Ok(MediaType::Pdf));
        assert_eq!(sniff(b"Warning: mysql in a.php on line 3\n%PDF-1.4\n"), Ok(MediaType::Pdf));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n..."), Ok(MediaType::Png));
        assert_eq!(sniff(b"\xff\xd8\xff\xe0..."), Ok(MediaType::Jpeg));
    }

    #[test]
    fn everything_else_is_named() {
        let cases: [(&[u8], &str); 16] = [
            (b"", "nothing"),
            (b" \r\n ", "nothing"),
            (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "web page"),
            (b"<?xml version='1.0'?><html xmlns=''>", "web page"),
            (b"<?xml version='1.0'?><error/>", "XML"),
            (b"<br />\n<b>Fatal error</b>", "web page"),
            (b"{\"code\":400,\"msg\":\"not ready\"}", "JSON"),
            (b"\xef\xbb\xbf[]", "JSON"),
            (b"GIF89a\x01\0", "GIF image"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP image"),
            (b"\x1f\x8b\x08\0", "gzip data"),
            (b"JVBERi0xLjQKJ", "Base64 text"),
            (b"^XA^FO50,50^FS^XZ", "ZPL"),
            ("订单不存在".as_bytes(), "text"),
            (b"Not Found\n", "text"),
            (b"\0\x01\x02\x03", "unknown data"),
        ];
        for (bytes, found) in cases {
            assert_eq!(sniff(bytes), Err(LabelError::NotALabel { found }), "{bytes:?}");
        }
    }

    #[test]
    fn media_types_read_what_they_write() {
        for media in [MediaType::Pdf, MediaType::Png, MediaType::Jpeg] {
            assert_eq!(media.as_str().parse(), Ok(media));
        }
        assert!("image/gif".parse::<MediaType>().is_err());
    }
}
