//! What a provider asks for shipping, in its parts.

use crate::money::Money;
use serde::{Deserialize, Serialize};

/// A part of the price. The five parts and their order are those of the platform's bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ChargeKind {
    /// The postage itself.
    Postage,
    /// Registration (挂号费).
    Registration,
    /// Handling (处理费).
    Handling,
    /// Anything else the provider bills.
    Other,
    /// The fuel surcharge.
    Fuel,
}

impl ChargeKind {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 5] = [Self::Postage, Self::Registration, Self::Handling, Self::Other, Self::Fuel];

    /// Its text in the database and in documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Postage => "postage",
            Self::Registration => "registration",
            Self::Handling => "handling",
            Self::Other => "other",
            Self::Fuel => "fuel",
        }
    }
}

/// One part of a price or a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    /// Which part.
    pub kind: ChargeKind,
    /// How much.
    pub amount: Money,
}

/// The sum of the parts; `None` without any, over two currencies, or beyond 64 bits.
pub fn total(charges: &[Charge]) -> Option<Money> {
    let (first, rest) = charges.split_first()?;
    rest.iter().try_fold(first.amount, |sum, charge| sum.checked_add(charge.amount))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn charge(minor: i64, currency: Currency) -> Charge {
        Charge { kind: ChargeKind::Postage, amount: Money::from_minor(minor, currency) }
    }

    #[test]
    fn parts_of_one_currency_add_up() {
        let parts = [charge(520, Currency::CNY), charge(31, Currency::CNY)];
        assert_eq!(total(&parts).unwrap().to_string(), "5.51");
        assert_eq!(total(&[charge(1, Currency::CNY), charge(1, Currency::USD)]), None);
        assert_eq!(total(&[]), None);
    }
}
