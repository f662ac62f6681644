//! The dispute pack as a document.

use super::{ErrorDocument, PodDocument};
use serde::Serialize;

/// What is known of a parcel, in one file.
#[derive(Debug, Serialize, specta::Type)]
pub struct DisputePackDocument {
    /// The file.
    pub file: String,
    /// The parcel's first number.
    pub number: String,
    /// How many pages it has.
    pub pages: u32,
    /// How many bytes it has.
    pub bytes: u32,
    /// The proofs of delivery that are in it.
    pub pods: Vec<PodDocument>,
    /// Those that could not be put into it.
    pub left_out: Vec<ProofLeftOut>,
}

/// A proof of delivery that is not in the file.
#[derive(Debug, Serialize, specta::Type)]
pub struct ProofLeftOut {
    /// The hash of its bytes.
    pub sha256: String,
    /// Why.
    pub error: ErrorDocument,
}
