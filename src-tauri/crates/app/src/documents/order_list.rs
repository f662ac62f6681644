//! Orders as the window lists them.

use super::{ErrorDocument, IssueDocument, MoneyDocument};
use serde::{Deserialize, Serialize};
use shipdesk_core::status::{DeliveryStatus, OrderState, RefundState};

/// What is to be done with the orders of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OrderView {
    /// To ship: everything that is not finished, and what was finished today.
    Today,
    /// Refused: somebody has to put it right.
    Failed,
    /// Sent, and nobody knows the outcome.
    Unknown,
    /// With a label that was never printed.
    Unprinted,
    /// Every order.
    All,
}

/// Which orders come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OrderSort {
    /// The newest.
    Newest,
    /// The oldest.
    Oldest,
    /// The ones that changed last.
    Updated,
}

/// Which page of which orders.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct OrderListRequest {
    /// By what is to be done.
    pub view: OrderView,
    /// Empty: every state of the view.
    pub states: Vec<OrderState>,
    /// The import batch, or `null` for any.
    pub batch: Option<String>,
    /// Only those that match.
    pub query: Option<String>,
    /// Which come first.
    pub sort: OrderSort,
    /// At most so many; 0 means 100.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<String>,
}

/// What the column "progress" says.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OrderProgress {
    /// Nothing to say.
    None,
    /// It lacks something.
    Missing {
        /// The first thing.
        issue: IssueDocument,
        /// How many more.
        more: u32,
    },
    /// Prices are here.
    Quoted {
        /// When the newest was asked for.
        at: String,
        /// Of how many channels.
        channels: u32,
    },
    /// It is being sent.
    Sent {
        /// Since when.
        at: String,
    },
    /// The provider has it, the label is to come.
    WaitingLabel {
        /// Since when.
        since: String,
    },
    /// Something went wrong.
    Error {
        /// What.
        error: ErrorDocument,
    },
    /// The answer was lost.
    Lost {
        /// When the provider was asked again, if it was.
        asked_again_at: Option<String>,
    },
    /// The label was never printed.
    Unprinted,
    /// The label was printed.
    Printed {
        /// When last.
        at: String,
        /// How often.
        times: u32,
    },
    /// The parcel is on its way, or was.
    Delivery {
        /// Where it is.
        status: DeliveryStatus,
    },
    /// It is being cancelled, or was.
    Refund {
        /// What became of the money.
        refund: RefundState,
    },
}

/// An order in the window's list.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct OrderRow {
    /// Our id of it.
    pub id: String,
    /// The order number.
    pub order_no: Option<String>,
    /// The customer's reference.
    pub reference: String,
    /// Where it stands.
    pub state: OrderState,
    /// The recipient, masked: `Hannah K.`, `周**`.
    pub recipient: String,
    /// The recipient's country.
    pub country: String,
    /// The recipient's city.
    pub city: String,
    /// How many boxes.
    pub boxes: u32,
    /// What they weigh together.
    pub weight_kg: String,
    /// Whether a battery is inside.
    pub battery: bool,
    /// How far it is.
    pub progress: OrderProgress,
    /// What was charged, else the lowest stored price in the base currency.
    pub price: Option<MoneyDocument>,
    /// Whether `price` was charged.
    pub charged: bool,
    /// The account of the newest purchase.
    pub account: Option<String>,
    /// Its channel.
    pub channel_id: Option<String>,
    /// What people call the channel.
    pub channel_name: Option<String>,
    /// The tracking number.
    pub tracking_no: Option<String>,
    /// The import batch it came with.
    pub batch: Option<String>,
    /// When it came here.
    pub created_at: String,
    /// When something of it changed.
    pub updated_at: String,
}

/// A page of orders.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct OrderPage {
    /// The orders.
    pub items: Vec<OrderRow>,
    /// What to pass as `after` for the next page.
    pub next: Option<String>,
    /// How many there are on all pages.
    pub total: u32,
}

/// Orders that were written into a file.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct OrderExportDocument {
    /// The file.
    pub file: String,
    /// How many orders are in it.
    pub orders: u32,
    /// How many bytes it has.
    pub bytes: u32,
}

/// A file that orders came from.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct BatchDocument {
    /// The batch's id.
    pub id: String,
    /// The file's name.
    pub source: String,
    /// How many of its orders are here.
    pub orders: u32,
}

/// How many orders each view has.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct OrderCounts {
    /// To ship.
    pub today: u32,
    /// Refused.
    pub failed: u32,
    /// Not known.
    pub unknown: u32,
    /// Never printed.
    pub unprinted: u32,
    /// All.
    pub all: u32,
    /// The newest files, newest first.
    pub batches: Vec<BatchDocument>,
}
