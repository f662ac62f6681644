//! Bytes to text: a byte order mark, else strict UTF-8, else a guess among the encodings that people still save.

use super::unusable;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};
use shipdesk_core::error::Problem;
use std::borrow::Cow;
use std::ops::RangeInclusive;

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
    let chinese = few_chinese(sample(bytes)).filter(|_| guess.is_single_byte());
    let mut candidates: Vec<_> = chinese.into_iter().collect();
    for other in [guess, GB18030, BIG5] {
        if !candidates.contains(&other) {
            candidates.push(other);
        }
    }
    Ok(candidates)
}

/// A Chinese encoding whose characters are bytes by two.
struct Script {
    encoding: &'static Encoding,
    /// How the second bytes begin.
    trail: u8,
    /// The first bytes of its characters, and of those that are common. Before them stand signs.
    characters: RangeInclusive<u8>,
    common: RangeInclusive<u8>,
}

const SCRIPTS: [Script; 2] = [
    Script { encoding: GB18030, trail: 0xa1, characters: 0xb0..=0xf7, common: 0xb0..=0xd7 },
    Script { encoding: BIG5, trail: 0x40, characters: 0xa4..=0xf9, common: 0xa4..=0xc6 },
];

/// A word or two are too little to guess by how often their characters are used: they pass for letters of some alphabet.
/// But letters come single and among plain ones, characters by two and by themselves, most of them common ones.
fn few_chinese(bytes: &[u8]) -> Option<&'static Encoding> {
    SCRIPTS.iter().find(|script| script.is_in(bytes)).map(|script| script.encoding)
}

impl Script {
    fn is_in(&self, bytes: &[u8]) -> bool {
        let (mut all, mut common) = (0_usize, 0_usize);
        let mut rest = bytes;
        let mut before = b' ';
        while let [first, after @ ..] = rest {
            rest = after;
            if first.is_ascii() {
                before = *first;
                continue;
            }
            let [second, after @ ..] = after else { return false };
            rest = after;
            let among_letters =
                before.is_ascii_alphabetic() || rest.first().is_some_and(u8::is_ascii_alphabetic);
            if among_letters || *second < self.trail || text(&[*first, *second], self.encoding).is_none() {
                return false;
            }
            before = b' ';
            all += usize::from(self.characters.contains(first));
            common += usize::from(self.common.contains(first));
        }
        common * 2 > all
    }
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
