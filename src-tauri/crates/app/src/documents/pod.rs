//! Proofs of delivery as documents.

use serde::Serialize;

/// A proof of delivery of a parcel.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PodDocument {
    /// The hash of its bytes.
    pub sha256: String,
    /// What it is.
    pub media_type: String,
    /// How many bytes.
    pub bytes: u32,
    /// When it was fetched.
    pub fetched_at: String,
}

/// How the proofs of delivery of a parcel stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PodState {
    /// None are expected.
    None,
    /// It is delivered, and its source may offer some yet.
    Expected,
    /// They are kept here.
    Stored,
    /// Some are offered and could not be got; it is tried again.
    Missed,
    /// Some were offered and never got, and are no longer offered.
    Gone,
}

/// A proof of delivery in a list.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PodRow {
    /// The parcel's first number.
    pub number: String,
    /// The order it belongs to.
    pub order_no: Option<String>,
    /// The hash of its bytes.
    pub sha256: String,
    /// What it is.
    pub media_type: String,
    /// How many bytes.
    pub bytes: u32,
    /// When it was fetched.
    pub fetched_at: String,
}

/// Proofs of delivery that were written.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PodExportDocument {
    /// The files, with their whole paths.
    pub files: Vec<String>,
}
