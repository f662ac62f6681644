//! Advice on a form, and what it adds up to. Advice never stands in the way: carriers know exceptions.

use super::words;
use crate::documents::{FormTotals, IssueDocument, MoneyDocument, count};
use crate::words::Words;
use shipdesk_core::error::FieldIssue;
use shipdesk_core::measure::{Length, Weight};
use shipdesk_core::money::{Currency, Money};
use shipdesk_core::order::{Carton, Item, Order, Party};
use shipdesk_core::postcode;
use std::collections::BTreeMap;

/// Cubic millimetres that count as a gram: carriers divide cubic centimetres by 6000 to get kilograms.
const MM3_PER_GRAM: u64 = 6_000;

/// What a person should look at, in reading order. A field with an issue has no advice besides.
pub(super) fn hints(words: Words, order: &Order, issues: &[FieldIssue]) -> Vec<IssueDocument> {
    let mut found: Vec<(FieldIssue, &str)> = Vec::new();
    found.extend(of_party("sender", &order.sender));
    found.extend(of_party("recipient", &order.recipient));
    for (index, carton) in order.boxes.iter().enumerate() {
        of_box(&format!("boxes[{index}]"), carton, &mut found);
    }
    found.retain(|(hint, _)| !issues.iter().any(|issue| issue.path == hint.path));
    found.iter().map(|(hint, sentence)| words::hint(words, hint, sentence)).collect()
}

fn of_party(path: &str, party: &Party) -> Option<(FieldIssue, &'static str)> {
    let wrong = !party.postcode.is_empty() && postcode::fits(&party.country, &party.postcode) == Some(false);
    let shape = wrong.then(|| postcode::shape(&party.country)).flatten()?;
    let allowed = format!("{} {shape}", party.country);
    Some((FieldIssue::wrong_kind(format!("{path}.postcode"), &allowed, &party.postcode), "hint_postcode"))
}

fn of_box(path: &str, carton: &Carton, found: &mut Vec<(FieldIssue, &str)>) {
    if let (Some(packed), Some(inside)) = (carton.weight, weight_inside(carton))
        && !packed.is_zero()
        && inside > packed
    {
        let (allowed, given) = (format!("≥ {inside}"), packed.to_string());
        found.push((FieldIssue::out_of_range(format!("{path}.weight_kg"), &allowed, &given), "hint_heavy"));
    }
    for (index, item) in carton.items.iter().enumerate() {
        found.extend(of_item(&format!("{path}.items[{index}]"), item));
    }
}

/// What the items weigh together, as far as they say.
fn weight_inside(carton: &Carton) -> Option<Weight> {
    let grams = carton.items.iter().filter_map(|item| {
        let one = item.unit_weight?.grams();
        Some(u64::from(one) * u64::from(item.quantity?))
    });
    u32::try_from(grams.sum::<u64>()).ok().map(Weight::from_grams)
}

fn of_item(path: &str, item: &Item) -> Vec<(FieldIssue, &'static str)> {
    let mut found = Vec::new();
    if item.unit_price.is_some() && item.currency.is_none() {
        found.push((FieldIssue::missing(format!("{path}.currency")), "hint_currency"));
    }
    if item.quantity.is_none() {
        found.push((FieldIssue::missing(format!("{path}.quantity")), "hint_quantity"));
    }
    let code: String = item.hs_code.chars().filter(|c| !c.is_whitespace() && !".-".contains(*c)).collect();
    let good = (6..=10).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    if !code.is_empty() && !good {
        let hint = FieldIssue::wrong_kind(format!("{path}.hs_code"), "6 … 10", &item.hs_code);
        found.push((hint, "hint_hs_code"));
    }
    found
}

/// What an order adds up to.
pub(super) fn totals(order: &Order) -> FormTotals {
    let items = || order.boxes.iter().flat_map(|carton| &carton.items);
    let weights: Vec<Weight> = order.boxes.iter().filter_map(|carton| carton.weight).collect();
    let volumes: Vec<u64> = order.boxes.iter().filter_map(volume_grams).collect();
    let volume = u32::try_from(volumes.iter().sum::<u64>()).ok().filter(|_| !volumes.is_empty());
    FormTotals {
        boxes: count(order.boxes.len()),
        pieces: items().filter_map(|item| item.quantity).fold(0, u32::saturating_add),
        weight_kg: (!weights.is_empty()).then(|| order.weight().to_string()),
        volume_weight_kg: volume.map(|grams| Weight::from_grams(grams).to_string()),
        declared: declared(items()),
        battery: items().any(Item::has_battery),
    }
}

fn volume_grams(carton: &Carton) -> Option<u64> {
    let [a, b, c] = [carton.length?, carton.width?, carton.height?].map(Length::mm).map(u64::from);
    let volume = a.checked_mul(b)?.checked_mul(c)?;
    Some(volume.checked_add(MM3_PER_GRAM / 2)? / MM3_PER_GRAM)
}

/// Declared values by currency; a sum that no amount can hold is left out.
fn declared<'a>(items: impl Iterator<Item = &'a Item>) -> Vec<MoneyDocument> {
    let mut sums: BTreeMap<Currency, Option<Money>> = BTreeMap::new();
    for amount in items.filter_map(Item::declared) {
        let sum =
            sums.entry(amount.currency()).or_insert_with(|| Some(Money::from_minor(0, amount.currency())));
        *sum = sum.and_then(|sum| sum.checked_add(amount));
    }
    sums.into_values().flatten().map(MoneyDocument::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use serde_json::json;
    use shipdesk_core::order::read;

    fn order() -> Order {
        let item = |price: &str, currency: &str, quantity: u32, weight: &str, code: &str| {
            json!({"unit_price": price, "currency": currency, "quantity": quantity, "unit_weight_kg": weight,
                "hs_code": code, "battery": ""})
        };
        let document = json!({
            "recipient": {"postcode": "9001", "country": "US"},
            "sender": {"postcode": "518109", "country": "CN"},
            "boxes": [
                {"weight_kg": "1.72", "length_cm": 40, "width_cm": 30, "height_cm": 18,
                    "items": [item("18.00", "USD", 2, "0.62", "611011"), item("6.50", "USD", 3, "0.14", "6115.95")]},
                {"weight_kg": "0.93", "length_cm": 25, "width_cm": 20, "height_cm": 15,
                    "items": [item("24.00", "USD", 1, "0.48", "85131"), item("9.90", "EUR", 1, "0.51", "850440")]}
            ]
        });
        read(&document).unwrap().order
    }

    #[test]
    fn the_advice_of_the_drawn_form_is_given() {
        let order = order();
        let hints = hints(Words::new(Language::En), &order, &order.missing());
        let said: Vec<(&str, &str)> =
            hints.iter().map(|hint| (hint.path.as_str(), hint.message.as_str())).collect();
        assert_eq!(
            said,
            [
                (
                    "recipient.postcode",
                    "Recipient › Postcode: “9001” does not look like one of US 99999, 99999-9999"
                ),
                ("boxes[1].weight_kg", "Box 2 › Weight: 0.93 kg, but its items weigh more (≥ 0.99 kg)"),
                ("boxes[1].items[0].hs_code", "Box 2 › Line 1 › HS code: “85131” is not 6 to 10 figures"),
            ]
        );
    }

    #[test]
    fn sums_keep_currencies_apart_and_are_null_before_there_is_anything() {
        let totals = totals(&order());
        let money =
            |amount: &str, currency: &str| MoneyDocument { amount: amount.into(), currency: currency.into() };
        assert_eq!(
            totals,
            FormTotals {
                boxes: 2,
                pieces: 7,
                weight_kg: Some("2.65".into()),
                volume_weight_kg: Some("4.85".into()),
                declared: vec![money("9.90", "EUR"), money("79.50", "USD")],
                battery: false,
            }
        );
        let nothing = super::totals(&Order { boxes: vec![Carton::default()], ..Order::default() });
        assert_eq!((nothing.boxes, nothing.weight_kg, nothing.volume_weight_kg), (1, None, None));
    }

    #[test]
    fn a_price_without_a_currency_and_goods_without_a_number_are_noticed() {
        let item = Item { unit_price: Some(shipdesk_core::decimal::Decimal::ONE), ..Item::default() };
        let paths: Vec<String> = of_item("i", &item).into_iter().map(|(hint, _)| hint.path).collect();
        assert_eq!(paths, ["i.currency", "i.quantity"]);
    }
}
