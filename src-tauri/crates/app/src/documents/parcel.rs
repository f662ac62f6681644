//! Parcels in lists, as documents.

use serde::Serialize;
use shipdesk_core::status::DeliveryStatus;

/// A parcel in a list.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ParcelRow {
    /// Its first number.
    pub number: String,
    /// The order it belongs to.
    pub order_no: Option<String>,
    /// The carrier.
    pub carrier: Option<String>,
    /// The recipient, masked; empty where it is not known.
    pub recipient: String,
    /// The country it goes to.
    pub country: String,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// Whether nothing more is expected.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The time of the newest line: the instant where it can be known, else the time as it was written there.
    pub last_event_at: Option<String>,
    /// Its words, masked.
    pub last_text: String,
    /// When a source was last asked.
    pub fetched_at: Option<String>,
    /// The accounts that were asked.
    pub sources: Vec<String>,
    /// How many proofs of delivery are here.
    pub pods: u32,
}

/// Parcels, those of which something was heard last first.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ParcelPage {
    /// This page.
    pub items: Vec<ParcelRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many there are.
    pub total: u32,
}

/// Parcels that were written into a file.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ParcelExportDocument {
    /// The file.
    pub file: String,
    /// How many parcels are in it.
    pub parcels: u32,
    /// How many bytes it has.
    pub bytes: u32,
}
