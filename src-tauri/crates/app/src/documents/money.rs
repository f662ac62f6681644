//! Amounts as documents.

use serde::Serialize;
use shipdesk_core::money::Money;

/// An amount: decimal text with its currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct MoneyDocument {
    /// Decimal text.
    pub amount: String,
    /// Its currency.
    pub currency: String,
}

impl From<Money> for MoneyDocument {
    fn from(money: Money) -> Self {
        Self { amount: money.to_string(), currency: money.currency().to_string() }
    }
}
