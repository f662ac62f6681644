//! Orders that were made at a provider, as documents. They are shown and kept, never changed.

use super::ErrorDocument;
use serde::Serialize;
use serde_json::Value;

/// Such an order.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ForeignOrderDocument {
    /// The account.
    pub account: String,
    /// The provider's order number.
    pub order_no: String,
    /// The seller's reference.
    pub reference: Option<String>,
    /// The tracking number.
    pub tracking_no: Option<String>,
    /// Where it stands.
    pub state: Option<ForeignState>,
    /// Facts in the provider's order.
    pub facts: Vec<ForeignFact>,
    /// Its parcels: declared, and measured where that was done.
    pub parcels: Vec<ForeignParcelDocument>,
    /// When the provider said so.
    pub fetched_at: String,
    /// What went wrong when it was asked just now; all else is of before.
    pub error: Option<ErrorDocument>,
    /// The answer, phones and e-mail addresses masked.
    #[specta(type = specta_typescript::Unknown)]
    pub raw: Value,
}

/// Where such an order stands.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ForeignState {
    /// The provider's code.
    pub code: String,
    /// What it means, in the reader's language; `null`: nobody knows this code.
    pub text: Option<String>,
}

/// A fact of such an order.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ForeignFact {
    /// Our stable name of it.
    pub name: String,
    /// Our name of it in the reader's language.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// A parcel of such an order.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ForeignParcelDocument {
    /// Its tracking number.
    pub tracking_no: Option<String>,
    /// As declared.
    pub declared: ForeignMeasure,
    /// As measured at the warehouse; `null` where it was not.
    pub measured: ForeignMeasure,
    /// Customs lines.
    pub items: Vec<Vec<ForeignFact>>,
}

/// Weight and size, kg and cm, decimal text.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ForeignMeasure {
    /// Weight.
    pub weight_kg: Option<String>,
    /// Length.
    pub length_cm: Option<String>,
    /// Width.
    pub width_cm: Option<String>,
    /// Height.
    pub height_cm: Option<String>,
}

/// Such an order in a list.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ForeignOrderRow {
    /// The account.
    pub account: String,
    /// The provider's order number.
    pub order_no: String,
    /// The seller's reference.
    pub reference: Option<String>,
    /// The tracking number.
    pub tracking_no: Option<String>,
    /// Where it stands.
    pub state: Option<ForeignState>,
    /// When the provider said so.
    pub fetched_at: String,
}
