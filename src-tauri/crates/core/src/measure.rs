//! Weights in grams and lengths in millimetres; decimal `kg` and `cm` at the edges.

use crate::decimal::Decimal;
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;
use std::fmt;

/// A weight, in whole grams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Weight(u32);

impl Weight {
    /// A weight from grams.
    pub const fn from_grams(grams: u32) -> Self {
        Self(grams)
    }

    /// From kilograms, rounded half up to the gram; `None` when negative or above four thousand tonnes.
    pub fn from_kg(kg: Decimal) -> Option<Self> {
        thousandths(kg).map(Self)
    }

    /// In grams.
    pub fn grams(self) -> u32 {
        self.0
    }

    /// Whether it weighs nothing, that is: nobody has weighed it.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, saturating.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// Decimal kilograms without trailing zeros: `0.25`.
impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&Decimal::new(i64::from(self.0), 3).normalize().to_string())
    }
}

/// A length, in whole millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Length(u32);

impl Length {
    /// A length from millimetres.
    pub const fn from_mm(mm: u32) -> Self {
        Self(mm)
    }

    /// From centimetres, rounded half up to the millimetre; `None` when negative or too large.
    pub fn from_cm(cm: Decimal) -> Option<Self> {
        thousandths(cm.checked_div(Decimal::ONE_HUNDRED)?).map(Self)
    }

    /// In millimetres.
    pub fn mm(self) -> u32 {
        self.0
    }

    /// Whole centimetres, rounded up: a box of 10.1 cm does not fit a space of 10.
    pub fn cm_up(self) -> u32 {
        self.0.div_ceil(10)
    }

    /// Whether it was never measured.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// Decimal centimetres without trailing zeros: `10.5`.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&Decimal::new(i64::from(self.0), 1).normalize().to_string())
    }
}

fn thousandths(value: Decimal) -> Option<u32> {
    value
        .checked_mul(Decimal::ONE_THOUSAND)?
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
        .to_u32()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::parse;

    #[test]
    fn kilograms_are_kept_to_the_gram() {
        let weight = |text| Weight::from_kg(parse(text).unwrap());
        assert_eq!(weight("0.25").unwrap().grams(), 250);
        assert_eq!(weight("0.25").unwrap().to_string(), "0.25");
        assert_eq!(weight("0.3000000000000000444").unwrap().grams(), 300);
        assert_eq!(weight("12").unwrap().to_string(), "12");
        assert_eq!(weight("-1"), None);
    }

    #[test]
    fn centimetres_round_up_only_for_the_provider() {
        let length = Length::from_cm(parse("10.1").unwrap()).unwrap();
        assert_eq!((length.mm(), length.cm_up(), length.to_string().as_str()), (101, 11, "10.1"));
        assert_eq!(Length::from_mm(100).cm_up(), 10);
    }
}
