//! A file as rows of text: what its cells show, with the line of the file that each row stands on.

use super::columns::Names;
use super::{decode, unusable};
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Encoding;
use serde::Serialize;
use shipdesk_core::error::Problem;
use std::borrow::Cow;
use std::io::Read;

/// The most rows of a file, below its headers.
pub const MAX_ROWS: usize = 200_000;
/// The most columns of a file, as in a spreadsheet.
pub(super) const MAX_COLUMNS: usize = 16_384;
/// The most cells of a file, the blank ones between others counted.
pub(super) const MAX_CELLS: usize = 10_000_000;

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The line of the file, 1 being the first; for a workbook the row's own number.
    pub line: usize,
    /// What the cells show, without blanks at the end.
    pub cells: Vec<Box<str>>,
}

/// How a file was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Form {
    /// The encoding of a text file.
    pub encoding: Option<&'static str>,
    /// Whether the encoding is a guess, which somebody should look at.
    pub guessed: bool,
    /// What stands between the cells of a text file.
    pub delimiter: Option<char>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

/// The problem of a file with more.
pub(super) fn too_many_rows() -> Problem {
    unusable("too_many_rows").with("limit", MAX_ROWS)
}

/// The problem of a file that is too wide, or too wide for its length.
pub(super) fn too_many_cells() -> Problem {
    unusable("too_many_cells").with("limit", MAX_CELLS)
}

/// Rows that are not blank, within the limits.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    cells: usize,
}

impl Rows {
    pub(super) fn push(&mut self, line: usize, mut cells: Vec<Box<str>>) -> Result<(), Problem> {
        let filled = cells.iter().rposition(|cell| !cell.trim().is_empty());
        cells.truncate(filled.map_or(0, |last| last + 1));
        if cells.is_empty() {
            return Ok(());
        }
        self.cells += cells.len();
        if self.rows.len() == MAX_ROWS + HEADERS_WITHIN {
            return Err(too_many_rows());
        }
        if self.cells > MAX_CELLS {
            return Err(too_many_cells());
        }
        self.rows.push(Row { line, cells });
        Ok(())
    }
}

/// Delimiters in the order in which they win where nothing else decides.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// How many rows may stand above the headers.
pub(super) const HEADERS_WITHIN: usize = 10;
/// Stands behind the last line. If it does not come out as a row of its own, a quote was left open before it.
const END: &str = "\n\u{1}end\u{1}";

/// Reads a text file.
///
/// # Errors
/// `file.unusable` with its `reason`: not text, damaged, a quote that is never closed, or too much.
pub(super) fn delimited(bytes: &[u8], names: &Names) -> Result<(Form, Vec<Row>), Problem> {
    let candidates = decode::candidates(bytes)?;
    let guessed = candidates.len() > 1;
    let (encoding, delimiter, text) =
        best(bytes, &candidates, names).ok_or_else(|| unusable("encoding_unknown"))?;
    if text.contains('\0') {
        return Err(unusable("not_text"));
    }
    let form = Form {
        encoding: Some(encoding.name()),
        guessed,
        delimiter: Some(char::from(delimiter)),
        sheet: None,
    };
    Ok((form, rows(&text, delimiter)?))
}

/// The encoding and the delimiter under which most headers are words we know.
fn best<'a>(
    bytes: &'a [u8],
    candidates: &[&'static Encoding],
    names: &Names,
) -> Option<(&'static Encoding, u8, Cow<'a, str>)> {
    let start = decode::sample(bytes);
    let mut scored: Vec<_> = candidates
        .iter()
        .map(|encoding| {
            let (text, _, _) = encoding.decode(start);
            let (score, delimiter) = sniff(&text, names);
            (score, *encoding, delimiter)
        })
        .collect();
    // stable: among equals the likelier one stays in front
    scored.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    scored.into_iter().find_map(|(_, encoding, delimiter)| {
        decode::text(bytes, encoding).map(|text| (encoding, delimiter, text))
    })
}

/// The most known headers in one of the first rows, and the delimiter that gives them; where none is known, the
/// delimiter that cuts the first row into most cells.
fn sniff(text: &str, names: &Names) -> (usize, u8) {
    let mut best = ((0, 0), DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let mut records = reader(text.as_bytes(), delimiter).into_records();
        let first: Vec<StringRecord> = records.by_ref().take(HEADERS_WITHIN).map_while(Result::ok).collect();
        let known = first.iter().map(|record| names.recognised(record.iter())).max().unwrap_or(0);
        let score = (known, first.first().map_or(0, StringRecord::len));
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    (best.0.0, best.1)
}

fn reader<R: Read>(from: R, delimiter: u8) -> csv::Reader<R> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(from)
}

fn rows(text: &str, delimiter: u8) -> Result<Vec<Row>, Problem> {
    let mut reader = reader(text.as_bytes().chain(END.as_bytes()), delimiter);
    let mut record = StringRecord::new();
    let mut rows = Rows::default();
    let mut lines = Lines::new(text);
    let mut line = 1;
    while reader.read_record(&mut record).map_err(|_| unusable("not_text"))? {
        if record.len() == 1 && record.get(0) == Some(END.trim_start()) {
            return Ok(rows.rows);
        }
        if record.len() > MAX_COLUMNS {
            return Err(too_many_cells());
        }
        line = lines.of(record.position().map_or(0, csv::Position::byte));
        rows.push(line, record.iter().map(unprotected).map(Box::from).collect())?;
    }
    Err(unusable("open_quote").with("line", line))
}

/// The line that a record begins on: the blank lines that were passed over before it are counted too.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0, line: 1 }
    }

    fn of(&mut self, byte: u64) -> usize {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(next) = self.text.get(self.at) {
            if self.at >= byte && !matches!(next, b'\r' | b'\n') {
                break;
            }
            // a carriage return alone ends a line as well
            let ends = *next == b'\n' || *next == b'\r' && self.text.get(self.at + 1) != Some(&b'\n');
            self.line += usize::from(ends);
            self.at += 1;
        }
        self.line
    }
}

/// What begins a formula in a spreadsheet.
pub(crate) fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A cell without what keeps spreadsheets from computing it: the quote that our own export puts before a formula
/// (and before quotes that stand before one), or `="03901"`, by which others keep a zero in front.
fn unprotected(cell: &str) -> &str {
    if let Some(inner) = cell.strip_prefix('\'')
        && begins_formula(inner.trim_start_matches('\''))
    {
        return inner;
    }
    let quoted = cell.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"'));
    quoted.filter(|inner| !inner.contains('"')).unwrap_or(cell)
}
