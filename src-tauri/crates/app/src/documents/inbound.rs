//! Purchases on their way to our door, and air waybills, as documents.

use super::{ErrorDocument, TrackDocument};
use serde::Serialize;
use shipdesk_core::status::DeliveryStatus;

/// Goods of a parcel of a purchase: a line of the receiving check-list.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct GoodsDocument {
    /// Its place in the list, from 1.
    pub place: u32,
    /// What it is.
    pub title: String,
    /// Which of its kind: colour, size, …
    pub property: Option<String>,
    /// How many, as the provider writes it: it may be no number.
    pub quantity: String,
    /// When somebody ticked it as received.
    pub received_at: Option<String>,
}

/// A purchase.
#[derive(Debug, Serialize, specta::Type)]
pub struct InboundDocument {
    /// Its sub-order id.
    pub purchase: String,
    /// The account.
    pub account: String,
    /// The shop's own number of it.
    pub outer_id: Option<String>,
    /// When the provider was asked last.
    pub fetched_at: Option<String>,
    /// What went wrong when it was asked just now; the parcels are those of before.
    pub error: Option<ErrorDocument>,
    /// Its parcels with their goods. None while nothing is shipped.
    pub parcels: Vec<TrackDocument>,
}

/// A purchase in a list.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct InboundRow {
    /// Its sub-order id.
    pub purchase: String,
    /// The account.
    pub account: String,
    /// How many parcels.
    pub parcels: u32,
    /// How many lines of goods.
    pub goods: u32,
    /// How many of them are ticked.
    pub received: u32,
    /// Where its parcels stand, once each.
    pub statuses: Vec<DeliveryStatus>,
    /// When the provider was asked last.
    pub fetched_at: String,
}

/// Air waybills.
#[derive(Debug, Serialize, specta::Type)]
pub struct AirWaybillsDocument {
    /// Each number that was asked for.
    pub items: Vec<AirWaybillDocument>,
}

/// One of them.
#[derive(Debug, Serialize, specta::Type)]
pub struct AirWaybillDocument {
    /// The number.
    pub number: String,
    /// Its timeline.
    pub track: Option<TrackDocument>,
    /// What went wrong.
    pub error: Option<ErrorDocument>,
}
