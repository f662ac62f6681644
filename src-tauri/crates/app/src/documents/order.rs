//! Orders as documents.

use super::{ErrorDocument, IssueDocument, PrintedBefore};
use serde::Serialize;
use serde_json::Value;
use shipdesk_core::status::{DeliveryStatus, OrderState, PurchaseState, RefundState};

/// An order with everything that happened to it. For a number that is not here, only `order_no` and `last_error`
/// are set.
#[derive(Debug, Default, Serialize, specta::Type)]
pub struct OrderDocument {
    /// The order number.
    pub order_no: Option<String>,
    /// Our id of it.
    pub id: Option<String>,
    /// The customer's reference.
    pub reference: Option<String>,
    /// Where it stands.
    pub state: Option<OrderState>,
    /// What went wrong last.
    pub last_error: Option<ErrorDocument>,
    /// What it lacks before it can be bought.
    pub missing: Vec<IssueDocument>,
    /// Fields of the given document that no order has.
    pub ignored: Vec<IssueDocument>,
    /// What a person should know before it goes on, in words.
    pub warnings: Vec<String>,
    /// The account of the newest purchase.
    pub account: Option<String>,
    /// Its channel.
    pub channel_id: Option<String>,
    /// What people call the channel.
    pub channel_name: Option<String>,
    /// The number under which the provider knows it.
    pub provider_order_no: Option<String>,
    /// The order's tracking number.
    pub tracking_no: Option<String>,
    /// Its boxes, each with its number where it has one.
    pub boxes: Vec<BoxDocument>,
    /// What was charged.
    pub charges: Vec<ChargeDocument>,
    /// The labels in force.
    pub labels: Vec<LabelDocument>,
    /// When a late label is looked for next, where this process does so by itself.
    pub label_look_at: Option<String>,
    /// What became of the money of a cancellation.
    pub refund: Option<RefundState>,
    /// Where the parcel is.
    pub status: Option<DeliveryStatus>,
    /// How many lines its timeline has.
    pub events: u32,
    /// Every purchase, oldest first.
    pub purchases: Vec<PurchaseDocument>,
    /// Calls to providers, newest first.
    pub attempts: Vec<AttemptDocument>,
    /// To whom, in short.
    pub recipient: Option<RecipientDocument>,
    /// How its labels came out, newest first; read for one order alone.
    pub prints: Vec<PrintedBefore>,
    /// When it came here.
    pub created_at: Option<String>,
    /// When something of it changed.
    pub updated_at: Option<String>,
    /// The order itself.
    #[specta(type = Option<specta_typescript::Unknown>)]
    pub order: Option<Value>,
}

/// Who gets an order, as much of it as a heading needs.
#[derive(Debug, Serialize, specta::Type)]
pub struct RecipientDocument {
    /// Shortened: a list is read over shoulders.
    pub name: String,
    /// The postcode.
    pub postcode: String,
    /// The city.
    pub city: String,
    /// The country's two letters.
    pub country: String,
}

/// A box and its number.
#[derive(Debug, Serialize, specta::Type)]
pub struct BoxDocument {
    /// As the order names it.
    pub box_no: String,
    /// Its tracking number.
    pub tracking_no: Option<String>,
    /// What it weighs.
    pub weight_kg: Option<String>,
}

/// A part of a bill.
#[derive(Debug, Serialize, specta::Type)]
pub struct ChargeDocument {
    /// `postage` `registration` `handling` `other` `fuel`.
    pub kind: &'static str,
    /// Decimal text.
    pub amount: String,
    /// Its currency.
    pub currency: String,
}

/// A label in force.
#[derive(Debug, Serialize, specta::Type)]
pub struct LabelDocument {
    /// `label` or `transfer`.
    pub kind: String,
    /// The box; `null` for one that serves the whole order.
    pub box_no: Option<String>,
    /// `application/pdf`, `image/png`, …
    pub media_type: String,
    /// The hash of its bytes.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u32,
    /// When it was fetched.
    pub fetched_at: String,
}

/// A purchase.
#[derive(Debug, Serialize, specta::Type)]
pub struct PurchaseDocument {
    /// Our id of it.
    pub id: String,
    /// The account.
    pub account: String,
    /// The channel.
    pub channel_id: String,
    /// The provider's order number.
    pub order_no: String,
    /// 1 is the order's own number.
    pub generation: u32,
    /// Where it stands.
    pub state: PurchaseState,
    /// What became of the money.
    pub refund: RefundState,
    /// The provider's own number of it.
    pub provider_ref: Option<String>,
    /// Its tracking number.
    pub tracking_no: Option<String>,
    /// When it was meant.
    pub created_at: String,
    /// When it was sent.
    pub sent_at: Option<String>,
}

/// A call to a provider.
#[derive(Debug, Serialize, specta::Type)]
pub struct AttemptDocument {
    /// When.
    pub at: String,
    /// `create`, `label`, `cancel`, …
    pub action: String,
    /// `done`, or the code of what went wrong.
    pub outcome: String,
    /// The account.
    pub account: String,
    /// The HTTP status.
    pub http_status: Option<u16>,
    /// How long it took.
    pub took_ms: u32,
    /// The provider's own words.
    pub provider_message: Option<String>,
}

/// An order in a list.
#[derive(Debug, Serialize, specta::Type)]
pub struct OrderSummary {
    /// The order number.
    pub order_no: Option<String>,
    /// Our id of it.
    pub id: String,
    /// The customer's reference.
    pub reference: String,
    /// Where it stands.
    pub state: OrderState,
    /// The recipient's country.
    pub country: String,
    /// How many boxes.
    pub boxes: u32,
    /// What they weigh together.
    pub weight_kg: String,
    /// What went wrong last.
    pub last_error: Option<ErrorDocument>,
    /// When it came here.
    pub created_at: String,
    /// When something of it changed.
    pub updated_at: String,
}

/// What became of a command over orders.
#[derive(Debug, Serialize, specta::Type)]
pub struct Results {
    /// Each order as it is now.
    pub results: Vec<OrderDocument>,
    /// How many went as they should.
    pub done: u32,
    /// How many did not.
    pub failed: u32,
    /// Of how many nobody knows.
    pub unknown: u32,
}
