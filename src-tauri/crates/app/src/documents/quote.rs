//! Prices as documents.

use super::ErrorDocument;
use serde::Serialize;

/// The price of one channel.
#[derive(Debug, Serialize)]
pub struct QuoteDocument {
    /// The account.
    pub account: String,
    /// The provider.
    pub provider: String,
    /// The channel.
    pub channel_id: String,
    /// Its name.
    pub channel_name: String,
    /// The sum of the fees, decimal text.
    pub total: Option<String>,
    /// Their currency.
    pub currency: Option<String>,
    /// The parts.
    pub fees: Option<FeesDocument>,
    /// The total in the station's base currency, where that is another and a rate was set by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub converted: Option<RateDocument>,
    /// When it was asked.
    pub asked_at: String,
    /// Why there is no price.
    pub error: Option<ErrorDocument>,
}

/// The five parts, decimal text.
#[derive(Debug, Serialize)]
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
#[derive(Debug, Serialize)]
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
#[derive(Debug, Default, Serialize)]
pub struct QuotesDocument {
    /// The order.
    pub order_no: String,
    /// The prices.
    pub quotes: Vec<QuoteDocument>,
    /// The currency that decides what is cheapest.
    pub base_currency: Option<String>,
    /// How many prices are in another currency without a rate, and so cannot be compared.
    pub not_compared: usize,
    /// What a person should know before buying, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Why nothing was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorDocument>,
}
