//! Money: integer minor units with a currency, from decimal text, never through a float.

use crate::decimal::{self, Decimal};
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An ISO 4217 code in upper case (`CNY`).
///
/// Any three letters are taken: a currency that this table does not know has two digits, which is right for
/// nearly all of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// Currencies whose minor unit is not a hundredth (ISO 4217).
const NO_MINOR: [&str; 15] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF"];
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Currency {
    /// Chinese yuan, what a platform account is kept in unless it says otherwise.
    pub const CNY: Self = Self(*b"CNY");
    /// US dollar.
    pub const USD: Self = Self(*b"USD");

    /// The code, three upper-case letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits after the decimal point: 0, 2 or 3.
    pub fn digits(self) -> u32 {
        if NO_MINOR.contains(&self.as_str()) {
            0
        } else if THOUSANDTHS.contains(&self.as_str()) {
            3
        } else {
            2
        }
    }
}

/// A text that is not three letters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a currency code of three letters")]
pub struct NotACurrency(pub String);

impl FromStr for Currency {
    type Err = NotACurrency;

    fn from_str(text: &str) -> Result<Self, NotACurrency> {
        let letters = text.trim().to_ascii_uppercase();
        match letters.as_bytes() {
            [a, b, c] if letters.bytes().all(|b| b.is_ascii_uppercase()) => Ok(Self([*a, *b, *c])),
            _ => Err(NotACurrency(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = NotACurrency;
    fn try_from(text: String) -> Result<Self, NotACurrency> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.as_str().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What to do with more digits than the currency has. There is no default: each provider says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Half away from zero, as bills do.
    HalfUp,
    /// More digits are an error.
    Exact,
}

/// An amount of one currency, in its minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// An amount from minor units (`1230` of USD is 12.30).
    pub const fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, of a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// An amount from a decimal. `None` where it does not fit 64 bits, or is inexact under [`Rounding::Exact`].
    pub fn from_decimal(amount: Decimal, currency: Currency, rounding: Rounding) -> Option<Self> {
        let rounded =
            amount.round_dp_with_strategy(currency.digits(), RoundingStrategy::MidpointAwayFromZero);
        if rounding == Rounding::Exact && rounded != amount {
            return None;
        }
        let factor = Decimal::from(10_u32.pow(currency.digits()));
        Some(Self { minor: rounded.checked_mul(factor)?.to_i64()?, currency })
    }

    /// An amount from decimal text (`"5.70"`).
    pub fn parse(text: &str, currency: Currency, rounding: Rounding) -> Option<Self> {
        Self::from_decimal(decimal::parse(text)?, currency, rounding)
    }

    /// The amount in minor units.
    pub fn minor(self) -> i64 {
        self.minor
    }

    /// Its currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The sum, only within one currency and 64 bits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        Some(Self { minor: self.minor.checked_add(other.minor)?, ..self })
    }

    /// The amount as a decimal with the currency's digits.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.digits())
    }

    /// The amount in another currency at `rate` (units of `to` for one unit of this), half up.
    pub fn convert(self, rate: Decimal, to: Currency) -> Option<Self> {
        Self::from_decimal(self.to_decimal().checked_mul(rate)?, to, Rounding::HalfUp)
    }
}

/// Decimal text with the currency's digits: `5.70`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.to_decimal().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(text: &str, currency: &str) -> Option<Money> {
        Money::parse(text, currency.parse().unwrap(), Rounding::Exact)
    }

    #[test]
    fn each_currency_has_its_digits() {
        assert_eq!(money("5.7", "CNY").unwrap().minor(), 570);
        assert_eq!(money("5.7", "CNY").unwrap().to_string(), "5.70");
        assert_eq!(money("120", "JPY").unwrap().minor(), 120);
        assert_eq!(money("1.234", "KWD").unwrap().to_string(), "1.234");
    }

    #[test]
    fn more_digits_than_the_currency_has_need_a_word_for_it() {
        assert_eq!(money("5.705", "CNY"), None);
        assert_eq!(money("5.7000", "CNY").unwrap().minor(), 570);
        assert_eq!(Money::parse("5.705", Currency::CNY, Rounding::HalfUp).unwrap().minor(), 571);
        assert_eq!(Money::parse("-0.005", Currency::CNY, Rounding::HalfUp).unwrap().minor(), -1);
    }

    #[test]
    fn currencies_never_meet() {
        assert_eq!(money("1", "CNY").unwrap().checked_add(money("1", "USD").unwrap()), None);
        assert_eq!(Money::from_minor(i64::MAX, Currency::CNY).checked_add(money("1", "CNY").unwrap()), None);
    }

    #[test]
    fn converts_at_a_rate_set_by_hand() {
        let dollars = money("10.01", "USD").unwrap();
        assert_eq!(
            dollars.convert(decimal::parse("7.1234").unwrap(), Currency::CNY).unwrap().to_string(),
            "71.31"
        );
    }

    #[test]
    fn a_currency_is_three_letters() {
        assert_eq!("cny".parse::<Currency>().unwrap(), Currency::CNY);
        for wrong in ["", "CN", "CNYY", "C1Y", "人民币"] {
            assert!(wrong.parse::<Currency>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn text_survives_the_round_trip(minor in any::<i64>()) {
            let money = Money::from_minor(minor, Currency::USD);
            prop_assert_eq!(Money::parse(&money.to_string(), Currency::USD, Rounding::Exact), Some(money));
        }
    }
}
