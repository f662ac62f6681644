//! What is handed over at the end of a day, as documents.

use super::ErrorDocument;
use serde::Serialize;

/// A day's boxes by account and channel: what can be handed in, what was, and what stays out.
#[derive(Debug, Serialize, specta::Type)]
pub struct HandOverDocument {
    /// The day, as 2026-03-02.
    pub date: String,
    /// Today, here.
    pub today: String,
    /// The channels with boxes or forms of the day, in the order of the accounts.
    pub groups: Vec<HandOverGroup>,
    /// Boxes of the week before that stand on no form, and that no carrier has taken yet; newest day first.
    pub waiting: Vec<WaitingDocument>,
}

/// The boxes of a channel.
#[derive(Debug, Serialize, specta::Type)]
pub struct HandOverGroup {
    /// The account.
    pub account: String,
    /// The channel.
    pub channel_id: String,
    /// What it is called here.
    pub channel_name: Option<String>,
    /// The provider's id of the address that was given last: for this channel, else for the account.
    pub address_id: Option<String>,
    /// How many boxes can be handed in.
    pub ready: u32,
    /// How many stand on a form.
    pub in_form: u32,
    /// How many stand on a form of which nobody knows.
    pub form_unknown: u32,
    /// Those that cannot be handed in, by reason.
    pub left_out: Vec<HandOverLeftOut>,
    /// Orders whose label never came out of a printer.
    pub unprinted: Vec<String>,
    /// The forms, newest first.
    pub forms: Vec<HandOverForm>,
}

/// Boxes that cannot be handed in.
#[derive(Debug, Serialize, specta::Type)]
pub struct HandOverLeftOut {
    /// `cancelled` or `no_number`.
    pub reason: &'static str,
    /// The same in words.
    pub message: String,
    /// How many boxes.
    pub boxes: u32,
    /// Of these orders.
    pub order_nos: Vec<String>,
}

/// A scan form.
#[derive(Debug, Serialize, specta::Type)]
pub struct HandOverForm {
    /// Our id of it.
    pub id: String,
    /// `done`, `unknown`, `failed`; `asking` while its answer may still come.
    pub state: String,
    /// When it was asked for.
    pub made_at: String,
    /// The address.
    pub address_id: String,
    /// How many boxes stand on it.
    pub boxes: u32,
    /// An order that stands on it.
    pub order_no: String,
    /// The hash of its file; `null` while that is not here.
    pub sha256: Option<String>,
    /// What went wrong.
    pub error: Option<ErrorDocument>,
}

/// Boxes of an earlier day that still wait.
#[derive(Debug, Serialize, specta::Type)]
pub struct WaitingDocument {
    /// The day.
    pub date: String,
    /// The account.
    pub account: String,
    /// The channel.
    pub channel_id: String,
    /// How many.
    pub boxes: u32,
}

/// A scan form that is broken where an order on it is cancelled.
#[derive(Debug, Serialize, specta::Type)]
pub struct BrokenFormDocument {
    /// Our id of it.
    pub id: String,
    /// When it was asked for.
    pub made_at: String,
    /// How many boxes stand on it.
    pub boxes: u32,
    /// Whether it is known to be made.
    pub certain: bool,
}
