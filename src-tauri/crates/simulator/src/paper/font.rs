//! A pixel font of five by seven, drawn for this crate: no font file, no licence, the same look anywhere.

use super::{Bar, Line};

/// Font pixels from one sign to the next.
pub(crate) const ADVANCE: u32 = 6;
/// Rows of a sign.
pub(crate) const ROWS: u32 = 7;
const COLUMNS: u32 = 5;

/// One sign. `rows` go from top to bottom, the leftmost pixel is bit 4.
#[derive(Debug)]
pub(crate) struct Glyph {
    pub(crate) sign: char,
    /// The sign's name in PDF encodings.
    pub(crate) name: &'static str,
    rows: [u8; ROWS as usize],
}

impl Glyph {
    /// The sign as boxes in font pixels, from its upper left corner.
    pub(crate) fn bars(&self) -> impl Iterator<Item = Bar> {
        self.rows.iter().zip(0..).flat_map(|(&row, y)| {
            let set = move |x: &u32| row >> (COLUMNS - 1 - x) & 1 == 1;
            // a run starts where the pixel before it is white
            (0..COLUMNS).filter(move |x| set(x) && (*x == 0 || !set(&(x - 1)))).map(move |x| {
                let end = (x..COLUMNS).find(|x| !set(x)).unwrap_or(COLUMNS);
                Bar { x, y, width: end - x, height: 1 }
            })
        })
    }
}

/// The sign that stands for `sign`: itself, its capital, or `?`.
pub(crate) fn nearest(sign: char) -> char {
    let capital = sign.to_ascii_uppercase();
    if GLYPHS.iter().any(|glyph| glyph.sign == capital) { capital } else { '?' }
}

/// A line of text as boxes in dots.
pub(crate) fn bars_of(line: &Line) -> impl Iterator<Item = Bar> {
    let scale = line.scale;
    line.text.chars().zip(0..).flat_map(move |(sign, place)| {
        let left = line.x + place * ADVANCE * scale;
        let glyph = GLYPHS.iter().find(|glyph| glyph.sign == sign);
        glyph.into_iter().flat_map(Glyph::bars).map(move |bar| Bar {
            x: left + bar.x * scale,
            y: line.y + bar.y * scale,
            width: bar.width * scale,
            height: scale,
        })
    })
}

/// All signs, in the order of their codes.
pub(crate) const GLYPHS: &[Glyph] = &[
    Glyph { sign: ' ', name: "space", rows: [0, 0, 0, 0, 0, 0, 0] },
    Glyph { sign: '#', name: "numbersign", rows: [10, 10, 31, 10, 31, 10, 10] },
    Glyph { sign: '&', name: "ampersand", rows: [8, 20, 20, 8, 21, 18, 13] },
    Glyph { sign: '\'', name: "quotesingle", rows: [4, 4, 0, 0, 0, 0, 0] },
    Glyph { sign: '(', name: "parenleft", rows: [2, 4, 8, 8, 8, 4, 2] },
    Glyph { sign: ')', name: "parenright", rows: [8, 4, 2, 2, 2, 4, 8] },
    Glyph { sign: '+', name: "plus", rows: [0, 4, 4, 31, 4, 4, 0] },
    Glyph { sign: ',', name: "comma", rows: [0, 0, 0, 0, 0, 4, 8] },
    Glyph { sign: '-', name: "hyphen", rows: [0, 0, 0, 31, 0, 0, 0] },
    Glyph { sign: '.', name: "period", rows: [0, 0, 0, 0, 0, 12, 12] },
    Glyph { sign: '/', name: "slash", rows: [1, 1, 2, 4, 8, 16, 16] },
    Glyph { sign: '0', name: "zero", rows: [14, 17, 19, 21, 25, 17, 14] },
    Glyph { sign: '1', name: "one", rows: [4, 12, 4, 4, 4, 4, 14] },
    Glyph { sign: '2', name: "two", rows: [14, 17, 1, 2, 4, 8, 31] },
    Glyph { sign: '3', name: "three", rows: [31, 2, 4, 2, 1, 17, 14] },
    Glyph { sign: '4', name: "four", rows: [2, 6, 10, 18, 31, 2, 2] },
    Glyph { sign: '5', name: "five", rows: [31, 16, 30, 1, 1, 17, 14] },
    Glyph { sign: '6', name: "six", rows: [6, 8, 16, 30, 17, 17, 14] },
    Glyph { sign: '7', name: "seven", rows: [31, 1, 2, 4, 4, 4, 4] },
    Glyph { sign: '8', name: "eight", rows: [14, 17, 17, 14, 17, 17, 14] },
    Glyph { sign: '9', name: "nine", rows: [14, 17, 17, 15, 1, 2, 12] },
    Glyph { sign: ':', name: "colon", rows: [0, 12, 12, 0, 12, 12, 0] },
    Glyph { sign: '?', name: "question", rows: [14, 17, 1, 2, 4, 0, 4] },
    Glyph { sign: 'A', name: "A", rows: [4, 10, 17, 17, 31, 17, 17] },
    Glyph { sign: 'B', name: "B", rows: [30, 17, 17, 30, 17, 17, 30] },
    Glyph { sign: 'C', name: "C", rows: [14, 17, 16, 16, 16, 17, 14] },
    Glyph { sign: 'D', name: "D", rows: [28, 18, 17, 17, 17, 18, 28] },
    Glyph { sign: 'E', name: "E", rows: [31, 16, 16, 30, 16, 16, 31] },
    Glyph { sign: 'F', name: "F", rows: [31, 16, 16, 30, 16, 16, 16] },
    Glyph { sign: 'G', name: "G", rows: [14, 17, 16, 23, 17, 17, 15] },
    Glyph { sign: 'H', name: "H", rows: [17, 17, 17, 31, 17, 17, 17] },
    Glyph { sign: 'I', name: "I", rows: [14, 4, 4, 4, 4, 4, 14] },
    Glyph { sign: 'J', name: "J", rows: [7, 2, 2, 2, 2, 18, 12] },
    Glyph { sign: 'K', name: "K", rows: [17, 18, 20, 24, 20, 18, 17] },
    Glyph { sign: 'L', name: "L", rows: [16, 16, 16, 16, 16, 16, 31] },
    Glyph { sign: 'M', name: "M", rows: [17, 27, 21, 21, 17, 17, 17] },
    Glyph { sign: 'N', name: "N", rows: [17, 25, 25, 21, 19, 19, 17] },
    Glyph { sign: 'O', name: "O", rows: [14, 17, 17, 17, 17, 17, 14] },
    Glyph { sign: 'P', name: "P", rows: [30, 17, 17, 30, 16, 16, 16] },
    Glyph { sign: 'Q', name: "Q", rows: [14, 17, 17, 17, 21, 18, 13] },
    Glyph { sign: 'R', name: "R", rows: [30, 17, 17, 30, 20, 18, 17] },
    Glyph { sign: 'S', name: "S", rows: [15, 16, 16, 14, 1, 1, 30] },
    Glyph { sign: 'T', name: "T", rows: [31, 4, 4, 4, 4, 4, 4] },
    Glyph { sign: 'U', name: "U", rows: [17, 17, 17, 17, 17, 17, 14] },
    Glyph { sign: 'V', name: "V", rows: [17, 17, 17, 17, 17, 10, 4] },
    Glyph { sign: 'W', name: "W", rows: [17, 17, 17, 21, 21, 27, 17] },
    Glyph { sign: 'X', name: "X", rows: [17, 17, 10, 4, 10, 17, 17] },
    Glyph { sign: 'Y', name: "Y", rows: [17, 17, 10, 4, 4, 4, 4] },
    Glyph { sign: 'Z', name: "Z", rows: [31, 1, 2, 4, 8, 16, 31] },
    Glyph { sign: '_', name: "underscore", rows: [0, 0, 0, 0, 0, 0, 31] },
];
