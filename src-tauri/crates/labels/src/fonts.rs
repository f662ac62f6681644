//! Fonts for PDFs that name a font without bringing it. Chinese carriers do that for Chinese text.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FallbackFontQuery, FontData, FontQuery};
use hayro::hayro_interpret::hayro_cmap::CidFamily;

/// A font file of the system and the face inside it.
type Face = (&'static str, u32);

const NOTO: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
const SIMPLIFIED: [Face; 3] =
    [(NOTO, 2), ("C:\\Windows\\Fonts\\msyh.ttc", 0), ("/System/Library/Fonts/Hiragino Sans GB.ttc", 0)];
const TRADITIONAL: [Face; 3] =
    [(NOTO, 3), ("C:\\Windows\\Fonts\\msjh.ttc", 0), ("/System/Library/Fonts/STHeiti Light.ttc", 0)];
const JAPANESE: [Face; 3] = [
    (NOTO, 0),
    ("C:\\Windows\\Fonts\\msgothic.ttc", 0),
    ("/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc", 0),
];
const KOREAN: [Face; 3] =
    [(NOTO, 1), ("C:\\Windows\\Fonts\\malgun.ttf", 0), ("/System/Library/Fonts/AppleSDGothicNeo.ttc", 0)];

/// The same and others where systems put them, for documents of our own.
const FOR_CHINESE: [&str; 4] = [
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
];
/// For text without Chinese where no such font is installed.
const LATIN: [&str; 5] = [
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "C:\\Windows\\Fonts\\arial.ttf",
    "/System/Library/Fonts/Supplemental/Arial.ttf",
];

/// Whose signs Chinese text has where they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Simplified,
    Traditional,
}

/// The fonts of this system for documents of our own, the best first.
pub(crate) fn of(script: Script) -> impl Iterator<Item = (FontData, u32)> {
    let (faces, index) = match script {
        Script::Simplified => (SIMPLIFIED, 2),
        Script::Traditional => (TRADITIONAL, 3),
    };
    let elsewhere = FOR_CHINESE.map(|path| (path, if path.ends_with("microhei.ttc") { 0 } else { index }));
    let all = faces.into_iter().chain(elsewhere).chain(LATIN.map(|path| (path, 0)));
    all.filter_map(|(path, index)| Some((read(path)?, index)))
}

/// Settings that draw missing Latin fonts with the built-in ones and missing East Asian ones with those of
/// the system, if it has any.
pub(crate) fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(font) => {
                east_asian(font).or_else(|| Some(font.pick_standard_font().get_font_data()))
            }
        }),
        ..InterpreterSettings::default()
    }
}

fn east_asian(font: &FallbackFontQuery) -> Option<(FontData, u32)> {
    let faces = match font.character_collection.as_ref()?.family {
        CidFamily::AdobeGB1 => SIMPLIFIED,
        CidFamily::AdobeCNS1 => TRADITIONAL,
        CidFamily::AdobeJapan1 => JAPANESE,
        CidFamily::AdobeKorea1 => KOREAN,
        _ => return None,
    };
    faces.into_iter().find_map(|(path, index)| Some((read(path)?, index)))
}

/// Reads a font file once: they are 20 MB, and a batch asks for the same one on every label.
fn read(path: &'static str) -> Option<FontData> {
    static LAST: Mutex<Option<(&'static str, FontData)>> = Mutex::new(None);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, data)) = last.as_ref().filter(|(kept, _)| *kept == path) {
        return Some(data.clone());
    }
    let data: FontData = Arc::new(std::fs::read(Path::new(path)).ok()?);
    *last = Some((path, data.clone()));
    Some(data)
}
