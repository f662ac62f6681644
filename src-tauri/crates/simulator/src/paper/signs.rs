//! Signs that the pixel font lacks, Chinese above all: drawn dot by dot from a font of this computer, so that whoever
//! reads or prints the paper needs none.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};
use std::collections::HashMap;
use std::process::Command;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::Bar;

/// How tall a sign is, in pixels of the pixel font: the strokes of the finest still stand apart on a sender's line.
const TALL: u32 = 9;
/// So many of them below the upper edge of a sign is its baseline.
const BASELINE: f32 = 8.0;
/// Heavy enough to come out of a label printer, where a font can be told.
const WEIGHT: f32 = 500.0;
/// How finely a row of dots is looked at, and how much of a dot is ink before it is black.
const SLICES: u8 = 4;
const INK: f32 = 0.45;

/// A sign in dots, from its upper left corner.
#[derive(Debug, Clone)]
pub(crate) struct Sign {
    /// Dots to the next sign.
    pub(crate) width: u32,
    pub(crate) bars: Vec<Bar>,
}

/// Signs by their scale, as far as they were drawn before.
type Drawn = HashMap<(char, u32), Option<Sign>>;

/// The sign as large as a line of this scale; `None` where no font of this computer has it.
pub(crate) fn sign(sign: char, scale: u32) -> Option<Sign> {
    static DRAWN: OnceLock<Mutex<Drawn>> = OnceLock::new();
    let mut drawn = DRAWN.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    drawn.entry((sign, scale)).or_insert_with(|| draw(sign, scale)).clone()
}

/// The font that this computer shows Chinese with: its file, and its place in that.
fn font() -> Option<&'static (String, u32)> {
    static FONT: OnceLock<Option<(String, u32)>> = OnceLock::new();
    let ask = || {
        let found =
            Command::new("fc-match").args(["-f", "%{index} %{file}", "sans:lang=zh-cn"]).output().ok()?;
        let said = String::from_utf8(found.stdout).ok()?;
        let (index, file) = said.split_once(' ')?;
        // the upper half names a variation
        Some((file.to_owned(), index.parse::<u32>().ok()? & 0xFFFF))
    };
    FONT.get_or_init(ask).as_ref()
}

fn draw(sign: char, scale: u32) -> Option<Sign> {
    let (file, index) = font()?;
    // read for each new sign and let go: such a file is larger than all else that is kept
    let bytes = std::fs::read(file).ok()?;
    let font = FontRef::from_index(&bytes, *index).ok()?;
    let glyph = font.charmap().map(sign)?;
    let location = font.axes().location([("wght", WEIGHT)]);
    #[expect(clippy::cast_precision_loss, reason = "some dozen dots")]
    let (size, baseline) = (Size::new((TALL * scale) as f32), BASELINE * scale as f32);
    let mut outline = Outline { baseline, ..Outline::default() };
    let settings = DrawSettings::unhinted(size, LocationRef::from(&location));
    font.outline_glyphs().get(glyph)?.draw(settings, &mut outline).ok()?;
    let width = font.glyph_metrics(size, &location).advance_width(glyph)?;
    Some(Sign { width: whole(width.round()), bars: outline.bars(TALL * scale + scale) })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some dozen dots")]
fn whole(dots: f32) -> u32 {
    dots.ceil().max(0.0) as u32
}

/// The edges of a sign as straight lines, in dots counted downwards.
#[derive(Debug, Default)]
struct Outline {
    baseline: f32,
    edges: Vec<[(f32, f32); 2]>,
    start: (f32, f32),
    at: (f32, f32),
}

impl Outline {
    fn go(&mut self, to: (f32, f32)) {
        self.edges.push([self.at, to]);
        self.at = to;
    }

    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        (x, self.baseline - y)
    }

    /// Where ink begins and ends on a level, outside to inside counted by the direction of the edges.
    fn spans(&self, level: f32) -> Vec<(f32, f32)> {
        let crossing = |&[(x0, y0), (x1, y1)]: &[(f32, f32); 2]| {
            let crosses = (y0 <= level) != (y1 <= level);
            crosses.then(|| (x0 + (level - y0) / (y1 - y0) * (x1 - x0), if y1 > y0 { 1 } else { -1 }))
        };
        let mut crossings: Vec<(f32, i32)> = self.edges.iter().filter_map(crossing).collect();
        crossings.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut depth = 0;
        let mut spans = Vec::new();
        for pair in crossings.windows(2) {
            if let [(from, turn), (to, _)] = *pair {
                depth += turn;
                if depth != 0 {
                    spans.push((from, to));
                }
            }
        }
        spans
    }

    /// The dots that are mostly ink, as bars; what would stand left of the line or below it is cut.
    fn bars(&self, rows: u32) -> Vec<Bar> {
        let columns = self.edges.iter().flatten().map(|point| whole(point.0)).max().unwrap_or(0);
        (0..rows).flat_map(|row| self.row(row, columns)).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "some dozen dots")]
    fn row(&self, row: u32, columns: u32) -> Vec<Bar> {
        let step = 1.0 / f32::from(SLICES);
        let spans: Vec<_> =
            (0..SLICES).flat_map(|slice| self.spans(row as f32 + (f32::from(slice) + 0.5) * step)).collect();
        let ink = |column: u32| {
            let (left, right) = (column as f32, column as f32 + 1.0);
            spans.iter().map(|&(from, to)| (to.min(right) - from.max(left)).max(0.0) * step).sum::<f32>()
                > INK
        };
        let black: Vec<u32> = (0..columns).filter(|&column| ink(column)).collect();
        let runs = black.chunk_by(|one, next| one + 1 == *next);
        let bar = |run: &[u32]| {
            Some(Bar { x: *run.first()?, y: row, width: u32::try_from(run.len()).ok()?, height: 1 })
        };
        runs.filter_map(bar).collect()
    }
}

impl OutlinePen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.point(x, y);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.go(self.point(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from, by, to) = (self.at, self.point(cx, cy), self.point(x, y));
        for part in PARTS {
            self.go(between(between(from, by, part), between(by, to, part), part));
        }
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (from, a, b, to) = (self.at, self.point(ax, ay), self.point(bx, by), self.point(x, y));
        for part in PARTS {
            let (one, two, three) = (between(from, a, part), between(a, b, part), between(b, to, part));
            self.go(between(between(one, two, part), between(two, three, part), part));
        }
    }

    fn close(&mut self) {
        self.go(self.start);
    }
}

/// A curve as so many straight lines.
const PARTS: [f32; 4] = [0.25, 0.5, 0.75, 1.0];

fn between(from: (f32, f32), to: (f32, f32), part: f32) -> (f32, f32) {
    (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The runs of ink in a row, each as where it begins and how wide it is.
    fn runs(sign: &Sign, row: u32) -> Vec<(u32, u32)> {
        sign.bars.iter().filter(|bar| bar.y == row).map(|bar| (bar.x, bar.width)).collect()
    }

    #[test]
    fn a_chinese_sign_is_drawn_as_large_as_its_line() {
        let one = sign('一', 4).expect("a Chinese font");
        assert_eq!(one.width, 36);
        let rows: Vec<u32> = one.bars.iter().map(|bar| bar.y).collect();
        assert!(rows.len() <= 5 && rows.iter().all(|row| (12..24).contains(row)), "one stroke: {rows:?}");
        assert!(one.bars.iter().all(|bar| bar.width > 28), "{:?}", one.bars);
        let mouth = sign('口', 4).expect("a Chinese font");
        assert_eq!(runs(&mouth, 18).len(), 2, "it is hollow: {:?}", runs(&mouth, 18));
    }

    #[test]
    fn a_sign_that_no_font_has_is_none() {
        assert!(sign('\u{F8FF}', 2).is_none());
    }
}
