//! The station's settings, and its folder as a whole, as documents.

use super::{Contrast, Density, DocumentKind, Layout, Theme};
use crate::words::Language;
use serde::Serialize;

/// An exchange rate that somebody set by hand.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct RateSetDocument {
    /// The currency.
    pub currency: String,
    /// Units of the base currency for one of it.
    pub rate: String,
    /// When it was set.
    pub set_at: String,
}

/// How one kind of document is printed unless somebody says otherwise.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PrintSetting {
    /// The kind.
    pub kind: DocumentKind,
    /// The printer; `null` where none was chosen.
    pub printer: Option<String>,
    /// On what.
    pub layout: Layout,
    /// How often.
    pub copies: u32,
}

/// All settings as they are in force.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct SettingsDocument {
    /// The reader's language.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// How far ink and paper are apart.
    pub contrast: Contrast,
    /// How tall rows are.
    pub density: Density,
    /// The name of this workplace; empty where it has none.
    pub station: String,
    /// The currency that decides what is cheapest.
    pub base_currency: String,
    /// What new order numbers begin with.
    pub order_prefix: String,
    /// The exchange rates, by currency.
    pub rates: Vec<RateSetDocument>,
    /// Printing, by kind.
    pub printers: Vec<PrintSetting>,
    /// The folder.
    pub data_dir: String,
}

/// A backup that was written.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct BackupDocument {
    /// The file.
    pub file: String,
    /// How many bytes.
    pub bytes: u32,
    /// How many orders are in it.
    pub orders: u32,
    /// How many labels, scan forms and proofs.
    pub files: u32,
    /// When it was made.
    pub at: String,
}

/// What a check of the folder found.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct VerifyDocument {
    /// Whether all is well.
    pub good: bool,
    /// What is wrong, a line each.
    pub findings: Vec<String>,
    /// How many orders were read.
    pub orders: u32,
    /// How many files.
    pub files: u32,
    /// How many rows of the journal.
    pub journal: u32,
}
