//! Tables for spreadsheets, as bytes.
//!
//! A cell never computes: in CSV a quote stands before what would begin a formula (import takes it off again), in a
//! workbook text is typed as text. Ids are text.

use crate::import::begins_formula;
use csv::{Terminator, WriterBuilder};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use std::borrow::Cow;
use std::path::Path;

/// The kind of file that a table is written into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableFile {
    Csv,
    Xlsx,
}

impl TableFile {
    /// The kind that a file's name says.
    pub(crate) fn of(path: &Path) -> Result<Self, Problem> {
        let end = path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase());
        match end.as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("xlsx") => Ok(Self::Xlsx),
            _ => {
                let given = path.display().to_string();
                let issue = FieldIssue::wrong_kind("file", "name that ends in .csv or .xlsx", &given);
                Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]))
            }
        }
    }
}

/// UTF-8 with a byte order mark, by which spreadsheets know it.
pub(super) fn csv<'a>(headers: &[String], lines: impl Iterator<Item = Vec<Cell<'a>>>) -> Vec<u8> {
    let mut bytes = "\u{FEFF}".as_bytes().to_vec();
    let mut writer = WriterBuilder::new().flexible(true).terminator(Terminator::CRLF).from_writer(&mut bytes);
    // cannot fail: memory takes what it is given, and rows may be of any length
    let _ = writer.write_record(headers.iter().map(|header| protected(header).into_owned()));
    for cells in lines {
        let _ = writer.write_record(cells.iter().map(|cell| protected(cell.text()).into_owned()));
    }
    drop(writer);
    bytes
}

/// A workbook of one sheet.
pub(super) fn xlsx<'a>(
    headers: &[String],
    lines: impl Iterator<Item = Vec<Cell<'a>>>,
) -> Result<Vec<u8>, Problem> {
    let refused = |_: XlsxError| Problem::new(ErrorCode::FileUnusable).with("reason", "beyond_a_workbook");
    workbook(headers, lines).map_err(refused)
}

fn workbook<'a>(
    headers: &[String],
    lines: impl Iterator<Item = Vec<Cell<'a>>>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let bold = Format::new().set_bold();
    for (column, header) in (0_u16..).zip(headers) {
        sheet.write_string_with_format(0, column, header, &bold)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    for (row, cells) in (1_u32..).zip(lines) {
        for (column, cell) in (0_u16..).zip(&cells) {
            match cell.number() {
                Some(number) => sheet.write_number(row, column, number)?,
                None if cell.text().is_empty() => continue,
                None => sheet.write_string(row, column, cell.text())?,
            };
        }
    }
    workbook.save_to_buffer()
}

/// A quote before what a spreadsheet would compute, and before quotes that stand before such.
fn protected(text: &str) -> Cow<'_, str> {
    if begins_formula(text.trim_start_matches('\'')) { format!("'{text}").into() } else { text.into() }
}

pub(super) enum Cell<'a> {
    Text(Cow<'a, str>),
    /// Decimal text.
    Number(String),
}

impl<'a> Cell<'a> {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Number(text) => text,
        }
    }

    /// The number, where a spreadsheet keeps all its digits.
    fn number(&self) -> Option<f64> {
        let Self::Number(text) = self else { return None };
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        text.parse().ok().filter(|_| digits <= 15)
    }

    pub(super) fn text_of(text: &'a str) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn maybe(text: Option<&'a String>) -> Self {
        Self::text_of(text.map_or("", String::as_str))
    }

    pub(super) fn measured(value: Option<impl ToString>) -> Self {
        value.map_or(Self::Text("".into()), |value| Self::Number(value.to_string()))
    }
}
