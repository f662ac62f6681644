//! Reads files of orders: `.csv`, `.tsv` and `.xlsx`, in the encodings and with the headers that people have.
//!
//! It knows no store and no screen: bytes come in, orders and what is wrong with them come out. Ids are text from the
//! first byte to the last, so `03901` stays a postcode; what a spreadsheet has already spoilt (`9.4055E+21`) is
//! refused, never repaired.
//!
//! [`read`] gives the rows and what their columns hold, [`orders`] the orders that the rows make up.

mod columns;
mod decode;
mod orders;
mod table;
mod workbook;

pub use columns::{Column, ColumnMap};
pub use orders::{ImportedOrder, orders};
pub use table::{Form, MAX_ROWS, Row};

pub(crate) use columns::OPTIONS;
pub(crate) use table::begins_formula;

use columns::Names;
use serde::Serialize;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};

/// The most bytes of a file.
pub const MAX_BYTES: usize = 50 << 20;

/// A file that was read: its columns and the rows below them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// How it was read.
    pub form: Form,
    /// Its columns, in the file's order.
    pub columns: Vec<Column>,
    /// The rows below the headers, blank ones left out.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// The headers of columns that no field was found for, or that lost theirs to a better one.
    pub fn passed_over(&self) -> Vec<&str> {
        let without = self.columns.iter().filter(|column| column.field.is_none());
        without.map(|column| column.header.as_str()).filter(|header| !header.is_empty()).collect()
    }
}

/// Reads a file of orders. What it is, its bytes say; its name is for the message only.
///
/// # Errors
/// `file.unusable` with a `reason` (`too_large`, `empty`, `old_or_locked_workbook`, `not_a_workbook`,
/// `packed_too_tightly`, `too_many_rows`, `too_many_cells`, `not_text`, `encoding_unknown`, `encoding_damaged`,
/// `open_quote`), and `input.invalid` where the map names no field (`map_field`) or no column holds order numbers
/// (`no_order_no`).
pub fn read(file_name: &str, bytes: &[u8], map: Option<&ColumnMap>) -> Result<Sheet, Problem> {
    sheet(bytes, map).map_err(|problem| problem.with("file", file_name))
}

fn sheet(bytes: &[u8], map: Option<&ColumnMap>) -> Result<Sheet, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(unusable("too_large").with("limit_mb", MAX_BYTES >> 20));
    }
    let names = Names::new(map)?;
    let (form, mut rows) = match bytes {
        [b'P', b'K', 3, 4, ..] => workbook::read(bytes)?,
        // the container of .xls and of workbooks with a password
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(unusable("old_or_locked_workbook")),
        _ => table::delimited(bytes, &names)?,
    };
    if rows.is_empty() {
        return Err(unusable("empty"));
    }
    let headers = rows
        .iter()
        .take(table::HEADERS_WITHIN)
        .position(|row| names.heads(row.cells.iter().map(AsRef::as_ref)))
        .ok_or_else(no_order_no)?;
    let columns = names.columns(rows[headers].cells.iter().map(AsRef::as_ref));
    rows.drain(..=headers);
    if rows.len() > MAX_ROWS {
        return Err(table::too_many_rows());
    }
    Ok(Sheet { form, columns, rows })
}

/// Reads a file of anything: its rows, the first one too.
///
/// # Errors
/// As [`read`], as far as the file itself is meant.
pub(crate) fn rows(file_name: &str, bytes: &[u8]) -> Result<Vec<Row>, Problem> {
    let read = || {
        if bytes.len() > MAX_BYTES {
            return Err(unusable("too_large").with("limit_mb", MAX_BYTES >> 20));
        }
        let (_, rows) = match bytes {
            [b'P', b'K', 3, 4, ..] => workbook::read(bytes)?,
            [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(unusable("old_or_locked_workbook")),
            _ => table::delimited(bytes, &Names::new(None)?)?,
        };
        if rows.is_empty() { Err(unusable("empty")) } else { Ok(rows) }
    };
    read().map_err(|problem| problem.with("file", file_name))
}

fn no_order_no() -> Problem {
    Problem::new(ErrorCode::InputInvalid)
        .with("reason", "no_order_no")
        .with_fields(vec![FieldIssue::missing("order_no")])
}

fn unusable(reason: &str) -> Problem {
    Problem::new(ErrorCode::FileUnusable).with("reason", reason)
}
