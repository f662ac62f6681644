//! Prices as documents.

use super::{ErrorDocument, MoneyDocument};
use serde::{Deserialize, Serialize};

/// The price of one channel.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct QuoteDocument {
    /// The account.
    pub account: String,
    /// The provider.
    pub provider: String,
    /// The channel.
    pub channel_id: String,
    /// What it is called here: the team's own name, or the provider's.
    pub channel_name: String,
    /// Whether the team prefers it.
    pub favourite: bool,
    /// The sum of the fees, decimal text.
    pub total: Option<String>,
    /// Their currency.
    pub currency: Option<String>,
    /// The parts.
    pub fees: Option<FeesDocument>,
    /// The total in the station's base currency, where that is another and a rate was set by hand.
    pub converted: Option<RateDocument>,
    /// When it was asked.
    pub asked_at: String,
    /// Too old to buy at, or the order has changed since.
    pub stale: bool,
    /// Why there is no price.
    pub error: Option<ErrorDocument>,
    /// How long its parcels to this country took.
    pub days: Option<DaysDocument>,
}

/// Days from purchase to delivery in the station's own history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct DaysDocument {
    /// Half of the parcels arrived within.
    pub p50: u32,
    /// Nine of ten arrived within.
    pub p90: u32,
}

/// Why a channel or an account has no price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// It is for testing only.
    Test,
    /// The team hides it.
    Hidden,
    /// The provider no longer lists it.
    Gone,
    /// The account is not used.
    AccountOff,
    /// The provider cannot price.
    CannotPrice,
    /// The provider wants to hear nothing for now.
    AccountSilent,
}

/// A channel, or a whole account, that is not in the table.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct LeftOutChannel {
    /// The account.
    pub account: String,
    /// The channel; `null` for all of the account's.
    pub channel_id: Option<String>,
    /// What it is called here.
    pub name: String,
    /// Why.
    pub reason: LeftOutReason,
}

/// An account beside the prices.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct QuoteAccount {
    /// The account.
    pub account: String,
    /// Its provider.
    pub provider: String,
    /// The currency it is kept in.
    pub currency: Option<String>,
    /// What it last had left.
    pub balance: Option<MoneyDocument>,
    /// When the provider said so.
    pub balance_at: Option<String>,
}

/// Which prices are asked for.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct QuoteAsk {
    /// The order.
    pub order_no: String,
    /// Only these accounts; empty for all.
    pub accounts: Vec<String>,
    /// Only these channels; empty for all.
    pub channels: Vec<String>,
    /// Test channels and hidden ones too.
    pub all: bool,
}

/// What is bought, and by which channel.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct BuyAsk {
    /// The orders.
    pub order_nos: Vec<String>,
    /// The account.
    pub account: String,
    /// Its channel.
    pub channel_id: String,
    /// Cancelled orders too, under their next number.
    pub again: bool,
    /// Wait for a label that is late; otherwise it is looked for once, and comes by itself.
    pub wait: bool,
}

/// What happens while prices are asked for.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QuoteEvent {
    /// This channel is asked now.
    Asking {
        /// The account.
        account: String,
        /// The channel.
        channel_id: String,
        /// What it is called here.
        channel_name: String,
    },
    /// It has answered.
    Answered {
        /// Its price, or why there is none.
        quote: Box<QuoteDocument>,
    },
    /// All have.
    Done {
        /// The whole table.
        quotes: Box<QuotesDocument>,
    },
}

/// The five parts, decimal text.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct FeesDocument {
    /// Postage.
    pub postage: String,
    /// Registration.
    pub registration: String,
    /// Handling.
    pub handling: String,
    /// Other.
    pub other: String,
    /// Fuel.
    pub fuel: String,
}

/// An amount at a rate that somebody set by hand.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct RateDocument {
    /// The amount, decimal text.
    pub total: String,
    /// The base currency.
    pub currency: String,
    /// Units of it for one unit of the quote's currency.
    pub rate: String,
    /// When that was set.
    pub rate_set_at: String,
}

/// Prices of an order, cheapest first, failed channels last.
#[derive(Debug, Clone, Default, Serialize, specta::Type)]
pub struct QuotesDocument {
    /// The order.
    pub order_no: String,
    /// The prices.
    pub quotes: Vec<QuoteDocument>,
    /// The currency that decides what is cheapest.
    pub base_currency: String,
    /// How many prices are in another currency without a rate, and so cannot be compared.
    pub not_compared: u32,
    /// What a person should know before buying, in words.
    pub warnings: Vec<String>,
    /// Why nothing was asked.
    pub error: Option<ErrorDocument>,
    /// Who is not in the table.
    pub left_out: Vec<LeftOutChannel>,
    /// The accounts in the station's own order.
    pub accounts: Vec<QuoteAccount>,
}
