//! Timelines as documents.

use super::{ErrorDocument, GoodsDocument, PodDocument, PodState, RegistrationDocument};
use serde::Serialize;
use serde_json::Value;
use shipdesk_core::status::DeliveryStatus;

/// A parcel and its timeline, newest event first.
#[derive(Debug, Serialize, specta::Type)]
pub struct TrackDocument {
    /// Our id of the parcel.
    pub id: String,
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
    /// Which of the events says where the parcel stands; none where only a source's word for the whole parcel does.
    pub decided_by: Option<u32>,
    /// Proofs of delivery that are kept here.
    pub pods: Vec<PodDocument>,
    /// How its proofs of delivery stand.
    pub pod_state: PodState,
    /// What went wrong when a proof was last fetched.
    pub pod_error: Option<ErrorDocument>,
    /// Who was asked, when, and what went wrong.
    pub sources: Vec<SourceDocument>,
    /// Where it is registered.
    pub registrations: Vec<RegistrationDocument>,
    /// The sub-order id of the purchase that it came of, where it did.
    pub purchase: Option<String>,
    /// What is in it, of such a purchase.
    pub goods: Vec<GoodsDocument>,
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
    /// The other accounts that told the same.
    pub also: Vec<String>,
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

/// Who was asked.
#[derive(Debug, Serialize, specta::Type)]
pub struct SourceDocument {
    /// The account.
    pub account: String,
    /// Its provider's id.
    pub provider: String,
    /// When.
    pub asked_at: String,
    /// What went wrong.
    pub error: Option<ErrorDocument>,
    /// Its own words for where the whole parcel stands, where it has some.
    pub said: Option<String>,
}
