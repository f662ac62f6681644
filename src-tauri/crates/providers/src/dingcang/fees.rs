//! The five parts of a price: texts in label answers, numbers in prices, in the currency that the account says.

use super::envelope::{self, Item};
use super::phrases::Call;
use crate::spi::error::ProviderError;
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use serde_json::Value;
use shipdesk_core::charge::{Charge, ChargeKind};
use shipdesk_core::decimal;
use shipdesk_core::money::{Currency, Money, Rounding};

const FEES: [(&str, ChargeKind); 5] = [
    ("post_fee", ChargeKind::Postage),
    ("gh_fee", ChargeKind::Registration),
    ("cl_fee", ChargeKind::Handling),
    ("other_fee", ChargeKind::Other),
    ("ranyou_fee", ChargeKind::Fuel),
];

/// Reads `getprice.php`: all five parts, nothing for surcharges that are not given.
///
/// # Errors
/// A bad answer where the postage is not given, or a part cannot be read or is negative: a wrong total is worse than
/// none.
pub(super) fn price(
    answer: &HttpAnswer,
    order_no: &str,
    currency: Currency,
) -> Result<Vec<Charge>, ProviderError> {
    let item = envelope::single(answer, order_no)?.done(Call::Other, order_no)?;
    let given = |name: &'static str| item.get(name).filter(|value| !is_blank(value));
    if given("post_fee").is_none() {
        return Err(ProviderError::bad_answer("a price without postage"));
    }
    let charge = |&(name, kind): &(&'static str, ChargeKind)| {
        let amount = given(name).map_or(Some(Money::zero(currency)), |value| money(value, currency));
        let amount = amount.filter(|amount| amount.minor() >= 0);
        let amount = amount.ok_or_else(|| ProviderError::bad_answer(format!("`{name}` is no price")))?;
        Ok(Charge { kind, amount })
    };
    FEES.iter().map(charge).collect()
}

/// What a label answer says was charged. A part that is not given or cannot be read is left out: the label matters more,
/// and the answer is kept as it came.
pub(super) fn charged(item: &Item, currency: Currency) -> Vec<Charge> {
    let charge = |(name, kind)| {
        let amount = money(item.get(name)?, currency)?;
        Some(Charge { kind, amount })
    };
    FEES.into_iter().filter_map(charge).collect()
}

/// More digits than the currency has are rounded half up, as a bill does. Commas are passed over where PHP puts them.
pub(super) fn money(value: &Value, currency: Currency) -> Option<Money> {
    let amount = decimal::from_json(value).or_else(|| decimal::parse(&ungrouped(value.as_str()?)?))?;
    Money::from_decimal(amount, currency, Rounding::HalfUp)
}

/// `1,234.50` as `1234.50`. Without a decimal point, or with a group that is not of three, a comma may mean anything.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, cents) = text.trim().split_once('.')?;
    let (first, groups) = whole.split_once(',')?;
    let is_grouped = groups.split(',').all(|group| group.len() == 3)
        && (1..=3).contains(&first.trim_start_matches('-').len());
    is_grouped.then(|| format!("{}.{cents}", whole.replace(',', "")))
}

fn is_blank(value: &Value) -> bool {
    value.is_string() && json::text(value).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn groups_are_passed_over_only_where_they_cannot_be_anything_else() {
        for (text, amount) in [
            ("1,234.50", Some("1234.50")),
            ("12,345,678.9", Some("12345678.90")),
            ("-1,234.50", Some("-1234.50")),
            ("1,23.50", None),
            ("1,2345.00", None),
            ("1234,567.00", None),
            (",234.00", None),
            ("1,234", None),
            ("1.234,50", None),
        ] {
            let read = money(&json!(text), Currency::CNY).map(|amount| amount.to_string());
            assert_eq!(read.as_deref(), amount, "{text}");
        }
    }
}
