//! Text down the pages: lines that are broken where they may be, rows that stay together, headings that stay with what
//! they head. Lengths are PDF points, the origin is the lower left corner.

use hayro_write::pdf_writer::{Content, Name, Str};

use super::{Table, face::Face};
use crate::assemble::FONT;
use crate::impose::{Room, Size};

/// A4.
pub(super) const PAGE: Size = Size { width: 595.28, height: 841.89 };
const MARGIN: f32 = 42.0;
/// Nothing but the foot stands lower.
const LOWEST: f32 = 56.0;
const WIDE: f32 = PAGE.width - 2.0 * MARGIN;
const TEXT: f32 = 9.0;
const SMALL: f32 = 7.5;
/// From one line to the next, for a size of 1.
const LEADING: f32 = 1.45;
/// Between two columns.
const GAP: f32 = 8.0;
/// The part of the width that names of facts have.
const NAMES: f32 = 0.26;

/// Something that stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    Text {
        x: f32,
        y: f32,
        size: f32,
        faint: bool,
        text: String,
    },
    /// Across the page.
    Rule {
        y: f32,
    },
}

/// Pages on their way.
pub(super) struct Flow<'a> {
    face: &'a Face,
    pages: Vec<Vec<Mark>>,
    /// How far down the page is full.
    y: f32,
}

impl<'a> Flow<'a> {
    pub(super) fn new(face: &'a Face) -> Self {
        Self { face, pages: vec![Vec::new()], y: PAGE.height - MARGIN }
    }

    pub(super) fn finish(self) -> Vec<Vec<Mark>> {
        self.pages
    }

    pub(super) fn title(&mut self, text: &str) {
        self.lines(text, 17.0, false);
        self.y -= 4.0;
    }

    pub(super) fn heading(&mut self, text: &str) {
        // a heading is never the last thing on its page
        self.keep(72.0);
        self.y -= 12.0;
        self.lines(text, 11.5, false);
        self.rule();
    }

    pub(super) fn text(&mut self, text: &str) {
        self.lines(text, TEXT, false);
        self.y -= 5.0;
    }

    pub(super) fn facts(&mut self, facts: &[(String, String)]) {
        let names = WIDE * NAMES;
        for (name, value) in facts {
            let cells = [(0.0, names, name.as_str(), true), (names, WIDE - names, value, false)];
            self.row(&cells, TEXT, |_| {});
        }
    }

    pub(super) fn table(&mut self, table: &Table) {
        let whole: f32 = table.columns.iter().map(|(_, share)| share).sum();
        let mut places = Vec::with_capacity(table.columns.len());
        let mut x = 0.0;
        for (_, share) in &table.columns {
            let width = WIDE * share / whole;
            places.push((x, width));
            x += width;
        }
        let head: Vec<_> = places
            .iter()
            .zip(&table.columns)
            .map(|(&(x, width), (heading, _))| (x, width, heading.as_str(), true))
            .collect();
        let heads = |flow: &mut Self| {
            flow.row(&head, SMALL, |_| {});
            flow.rule();
        };
        self.keep(48.0);
        heads(self);
        for row in &table.rows {
            let cells: Vec<_> =
                places.iter().zip(row).map(|(&(x, width), text)| (x, width, text.as_str(), false)).collect();
            self.row(&cells, SMALL + 0.5, heads);
        }
    }

    /// Cells beside each other. They stay together where a page can hold them; `again` heads each page that they reach.
    fn row(&mut self, cells: &[(f32, f32, &str, bool)], size: f32, again: impl Fn(&mut Self)) {
        let broken: Vec<Vec<String>> =
            cells.iter().map(|(_, width, text, _)| self.broken(text, size, width - GAP)).collect();
        let count = broken.iter().map(Vec::len).max().unwrap_or(0);
        let line = size * LEADING;
        let lines = |count: usize| line * f32::from(u16::try_from(count).unwrap_or(u16::MAX));
        if lines(count) < PAGE.height - MARGIN - LOWEST - 60.0 && self.keep(lines(count)) {
            again(self);
        }
        for index in 0..count {
            if self.keep(line) {
                again(self);
            }
            self.y -= line;
            for ((x, _, _, faint), texts) in cells.iter().zip(&broken) {
                if let Some(text) = texts.get(index) {
                    self.put(MARGIN + x, size, *faint, text.clone());
                }
            }
        }
        self.y -= 2.5;
    }

    fn lines(&mut self, text: &str, size: f32, faint: bool) {
        for line in self.broken(text, size, WIDE) {
            self.keep(size * LEADING);
            self.y -= size * LEADING;
            self.put(MARGIN, size, faint, line);
        }
    }

    fn rule(&mut self) {
        self.y -= 3.0;
        let y = self.y;
        self.add(Mark::Rule { y });
        self.y -= 1.5;
    }

    fn put(&mut self, x: f32, size: f32, faint: bool, text: String) {
        let y = self.y;
        self.add(Mark::Text { x, y, size, faint, text });
    }

    fn add(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Begins a page where this one has no room for so much. Whether it did.
    fn keep(&mut self, height: f32) -> bool {
        let full = self.y - height < LOWEST;
        if full {
            self.pages.push(Vec::new());
            self.y = PAGE.height - MARGIN;
        }
        full
    }

    fn broken(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        text.lines().flat_map(|line| broken(self.face, line.trim(), size, width)).collect()
    }
}

/// A line in pieces that are no wider: broken at blanks and beside Chinese signs, within a word only where it must be.
fn broken(face: &Face, text: &str, size: f32, width: f32) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for piece in pieces(text) {
        if face.width(&(line.clone() + piece.trim_end()), size) <= width {
            line += piece;
            continue;
        }
        if !line.trim().is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.clear();
        for sign in piece.chars() {
            line.push(sign);
            if face.width(line.trim_end(), size) > width && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, sign.to_string()));
            }
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// A text in pieces that stay together: words with the blanks behind them, each Chinese sign with marks behind it.
fn pieces(text: &str) -> Vec<&str> {
    let wide = |sign: char| sign >= '\u{2E80}';
    let closes = |sign: char| "，。、；：！？）》」』”’％".contains(sign);
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut before: Option<char> = None;
    for (at, sign) in text.char_indices() {
        let parts = before.is_some_and(|before| {
            let blank = before.is_whitespace() && !sign.is_whitespace();
            blank || ((wide(before) || wide(sign)) && !closes(sign) && !sign.is_whitespace())
        });
        if parts {
            pieces.push(&text[from..at]);
            from = at;
        }
        before = Some(sign);
    }
    pieces.push(&text[from..]);
    pieces
}

/// What stands above the page of another file, and the room that is left for it.
pub(super) fn captioned(face: &Face, caption: &str) -> (Vec<Mark>, Room) {
    let mut flow = Flow::new(face);
    flow.lines(caption, SMALL, false);
    flow.rule();
    let size = Size { width: WIDE, height: flow.y - 6.0 - LOWEST };
    (flow.pages.swap_remove(0), Room { left: MARGIN, bottom: LOWEST, size })
}

/// The foot of a page.
pub(super) fn foot(face: &Face, text: &str, number: &str) -> [Mark; 2] {
    let y = 34.0;
    let mark = |x, text: String| Mark::Text { x, y, size: SMALL, faint: true, text };
    let right = PAGE.width - MARGIN - face.width(number, SMALL);
    let fitting = broken(face, text, SMALL, right - MARGIN - GAP).into_iter().next().unwrap_or_default();
    [mark(MARGIN, fitting), mark(right, number.to_owned())]
}

/// The marks of a page as a PDF draws them.
pub(super) fn draw(face: &Face, marks: &[Mark]) -> Content {
    let mut content = Content::new();
    for mark in marks {
        match mark {
            Mark::Text { x, y, size, faint, text } => {
                content.set_fill_gray(if *faint { 0.38 } else { 0.0 });
                content.begin_text().set_font(Name(FONT), *size).next_line(*x, *y);
                content.show(Str(&face.shown(text))).end_text();
            }
            Mark::Rule { y } => {
                content.set_stroke_gray(0.7).set_line_width(0.5);
                content.move_to(MARGIN, *y).line_to(PAGE.width - MARGIN, *y).stroke();
            }
        }
    }
    content.set_fill_gray(0.0);
    content
}
