//! Timelines as documents.

use super::ErrorDocument;
use serde::Serialize;
use serde_json::Value;
use shipdesk_core::status::DeliveryStatus;

/// A parcel and its timeline, newest event first.
#[derive(Debug, Serialize, specta::Type)]
pub struct TrackDocument {
    /// The number it was asked by.
    pub number: String,
    /// All its numbers.
    pub numbers: Vec<String>,
    /// The order it belongs to.
    pub order_no: Option<String>,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// Whether nothing more is expected.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The carrier.
    pub carrier: Option<String>,
    /// Where it comes from.
    pub origin: Option<String>,
    /// Where it goes.
    pub destination: Option<String>,
    /// When a source was last asked.
    pub fetched_at: Option<String>,
    /// The timeline.
    pub events: Vec<EventDocument>,
    /// Proofs of delivery.
    pub pods: Vec<PodDocument>,
    /// Who was asked, when, and what went wrong.
    pub sources: Vec<SourceDocument>,
}

/// A line of a timeline.
#[derive(Debug, Serialize, specta::Type)]
pub struct EventDocument {
    /// The instant, where it can be known.
    pub at: Option<String>,
    /// As the provider wrote it.
    pub at_text: String,
    /// The account that told it.
    pub source: String,
    /// `warehouse` or `carrier`.
    pub kind: &'static str,
    /// In our words.
    pub status: DeliveryStatus,
    /// The provider's own code.
    pub code: Option<String>,
    /// The provider's own text.
    pub text: String,
    /// Where it happened.
    pub location: Option<String>,
    /// The line as the provider sent it.
    #[specta(type = specta_typescript::Unknown)]
    pub raw: Value,
}

/// A proof of delivery.
#[derive(Debug, Serialize, specta::Type)]
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

/// Who was asked.
#[derive(Debug, Serialize, specta::Type)]
pub struct SourceDocument {
    /// The account.
    pub account: String,
    /// When.
    pub asked_at: String,
    /// What went wrong.
    pub error: Option<ErrorDocument>,
}
