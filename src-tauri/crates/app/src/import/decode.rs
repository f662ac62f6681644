//! Bytes to text: a byte order mark, else strict UTF-8, else a guess among the encodings that people still save.

use super::unusable;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};
use shipdesk_core::error::Problem;
use std::borrow::Cow;

/// How many bytes are enough to know a file by.
pub(super) const SAMPLE: usize = 64 * 1024;

/// A text that begins like this many characters of UTF-8 is UTF-8, whatever comes after.
const ENOUGH_UTF8: usize = 8;

/// The encodings that the bytes may be in, the likeliest first; more than one is a guess.
///
/// # Errors
/// `file.unusable`: UTF-8 that is damaged further on. Read as anything else, it would come out as other words.
pub(super) fn candidates(bytes: &[u8]) -> Result<Vec<&'static Encoding>, Problem> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(vec![encoding]);
    }
    let Err(broken) = str::from_utf8(bytes) else { return Ok(vec![UTF_8]) };
    let valid = &bytes[..broken.valid_up_to()];
    if str::from_utf8(valid).is_ok_and(|text| text.chars().filter(|c| !c.is_ascii()).count() >= ENOUGH_UTF8) {
        return Err(damaged(valid));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample(bytes), true);
    let guess = match detector.guess(None, Utf8Detection::Deny) {
        // the same characters and more
        encoding if encoding == GBK => GB18030,
        encoding => encoding,
    };
    let mut candidates = vec![guess];
    candidates.extend([GB18030, BIG5].into_iter().filter(|other| *other != guess));
    Ok(candidates)
}

/// The text, without its byte order mark; `None` where the bytes are not in this encoding.
pub(super) fn text<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Option<Cow<'a, str>> {
    let (text, _, broken) = encoding.decode(bytes);
    (!broken).then_some(text)
}

/// The first whole lines, as far as they say what the file is.
pub(super) fn sample(bytes: &[u8]) -> &[u8] {
    let Some(start) = bytes.get(..SAMPLE) else { return bytes };
    start.iter().rposition(|byte| *byte == b'\n').map_or(start, |end| &start[..end])
}

fn damaged(before: &[u8]) -> Problem {
    let line = before.split(|byte| *byte == b'\n').count();
    unusable("encoding_damaged").with("encoding", UTF_8.name()).with("line", line)
}
