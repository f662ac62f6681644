//! Files of orders as documents of the window.

use super::{ErrorDocument, IssueDocument};
use serde::Serialize;

/// What becomes of an order of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// It comes in.
    Good,
    /// It is passed over: its number is here.
    Skipped,
    /// It replaces the one here.
    Updated,
    /// It is held back.
    Wrong,
}

/// An order of a file.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ImportRow {
    /// The line it begins on.
    pub line: u32,
    /// Its number.
    pub order_no: Option<String>,
    /// What becomes of it.
    pub outcome: RowOutcome,
    /// What of it cannot be used, and what it will still lack as a draft.
    pub issues: Vec<IssueDocument>,
    /// Why it is held back.
    pub error: Option<ErrorDocument>,
}

/// A column of a file.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ImportColumn {
    /// What heads it.
    pub header: String,
    /// The field it holds; `null` where it is passed over.
    pub field: Option<String>,
}

/// A file of orders, before or after it was taken in.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ImportPreview {
    /// The file's name.
    pub source: String,
    /// Its columns.
    pub columns: Vec<ImportColumn>,
    /// How many orders it has.
    pub orders: u32,
    /// How many come in, or replace one.
    pub good: u32,
    /// How many are held back.
    pub wrong: u32,
    /// How many have a number that is here already.
    pub duplicates: u32,
    /// Its orders.
    pub rows: Vec<ImportRow>,
}
