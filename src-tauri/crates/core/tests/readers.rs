//! The readers of numbers, amounts, measures and orders, with whatever may be typed, pasted or sent: they never panic,
//! and what they read stands in the text.
#![cfg(test)]

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use shipdesk_core::decimal::{self, Decimal};
use shipdesk_core::measure::{Length, Weight};
use shipdesk_core::money::{Currency, Money, Rounding};
use shipdesk_core::order::read;
use shipdesk_core::recognise::recognise;
use shipdesk_core::{country, postcode};

fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

proptest! {
    #[test]
    fn a_decimal_has_the_digits_of_its_text(whole in "[1-9][0-9]{0,17}", part in "[0-9]{0,8}", sign in "-?") {
        let text = if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") };
        for read in [decimal::parse(&format!(" {text}\n")), decimal::from_json(&number(&text)), decimal::from_json(&json!(text))] {
            prop_assert_eq!(read.map(|read| read.to_string()), Some(text.clone()));
        }
    }

    #[test]
    fn one_strange_character_makes_it_no_decimal(text in "[0-9]{1,9}\\.[0-9]{1,5}", at in 0_usize..16, odd in "[^0-9.\\s]") {
        let at = at.min(text.len());
        let text = format!("{}{odd}{}", &text[..at], &text[at..]);
        let signed = at == 0 && (odd == "-" || odd == "+");
        prop_assert_eq!(decimal::parse(&text).is_some(), signed, "{}", text);
    }

    #[test]
    fn an_exponent_moves_the_point_or_makes_it_no_number(mantissa in -99_999_i64..99_999, exponent in -12_i32..12) {
        let read = decimal::from_json(&number(&format!("{mantissa}e{exponent}"))).unwrap();
        let ten = Decimal::from(10_i64.pow(exponent.unsigned_abs()));
        let (left, right) = if exponent < 0 { (read * ten, mantissa.into()) } else { (read, ten * Decimal::from(mantissa)) };
        prop_assert_eq!(left, right);
    }

    /// A number of JSON is read with all of its digits or not at all.
    #[test]
    fn no_digit_of_a_number_is_lost(whole in "0|[1-9][0-9]{0,34}", part in "[0-9]{1,34}", exponent in select(vec!["", "e0", "E+2", "e-3", "e30", "e-30", "e999999999999", "e-999999999999"])) {
        let text = format!("{whole}.{part}{exponent}");
        if let Some(read) = decimal::from_json(&number(&text)) {
            let digits = |text: &str| {
                let digits: String = text.split(['e', 'E']).next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
                digits.trim_matches('0').to_owned()
            };
            prop_assert_eq!(digits(&read.to_string()), digits(&text), "{} as {}", text, read);
        }
    }

    #[test]
    fn an_amount_is_the_nearest_one_of_its_currency(minor in -9_999_999_i64..9_999_999, tail in 0_u32..100, currency in select(vec!["CNY", "JPY", "KWD", "USD"])) {
        let currency: Currency = currency.parse().unwrap();
        let (sign, digits) = (if minor < 0 { "-" } else { "" }, usize::try_from(currency.digits()).unwrap());
        let figures = format!("{:0>width$}", minor.unsigned_abs(), width = digits + 1);
        let (whole, part) = figures.split_at(figures.len() - digits);
        let text = format!("{sign}{whole}.{part}{tail:02}");
        let up = if tail < 50 { 0 } else if minor < 0 { -1 } else { 1 };
        let read = Money::parse(&text, currency, Rounding::HalfUp).unwrap().minor();
        // "-0.00" and "-0.50" have lost their sign in `minor`
        prop_assert_eq!(read, minor + up, "{}", text);
        prop_assert_eq!(Money::parse(&text, currency, Rounding::Exact).is_some(), tail == 0, "{}", text);
    }

    #[test]
    fn a_measure_is_the_nearest_gram_and_millimetre(thousandths in 0_u32..=u32::MAX, tail in 0_u32..10) {
        let read = decimal::parse(&format!("{}.{:03}{tail}", thousandths / 1000, thousandths % 1000)).unwrap();
        let nearest = thousandths.checked_add(u32::from(tail >= 5));
        prop_assert_eq!(Weight::from_kg(read).map(Weight::grams), nearest);
        let read = decimal::parse(&format!("{}.{}{tail}", thousandths / 10, thousandths % 10)).unwrap();
        prop_assert_eq!(Length::from_cm(read).map(Length::mm), nearest);
        prop_assert_eq!(Weight::from_kg(-read - Decimal::ONE), None);
    }

    #[test]
    fn any_text_is_read_as_something_or_nothing(text in "\\PC{0,40}|[0-9.+eE-]{0,40}|[A-Z0-9 -]{0,40}", land in "[A-Z]{2}|\\PC{0,3}") {
        let _ = (decimal::parse(&text), decimal::from_json(&json!(text)), text.parse::<Currency>());
        let _ = (country::code(&text), country::is_code(&text), postcode::fits(&land, &text), postcode::shape(&land));
        if let Some(money) = Money::parse(&text, Currency::CNY, Rounding::HalfUp) {
            prop_assert!(text.bytes().any(|byte| byte.is_ascii_digit()), "{} out of {}", money, text);
        }
    }

    /// What is recognised is a piece of what was scanned.
    #[test]
    fn a_recognised_number_stands_in_the_text(text in "\\PC{0,60}|[A-Z0-9 -]{8,50}|1Z[A-Z0-9]{16}|[A-Z]{2} ?[0-9]{9} ?[A-Z]{2}|420[0-9]{25,31}|[0-9]{3}-[0-9]{8}") {
        let flat: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        let bare = flat.replace('-', "");
        for candidate in recognise(&text) {
            prop_assert!(flat.contains(&candidate.number) || bare.contains(&candidate.number), "{:?}", candidate);
        }
    }
}

const NAMES: [&str; 28] = [
    "order_no",
    "reference",
    "note",
    "sender",
    "recipient",
    "warehouse_id",
    "options",
    "boxes",
    "name",
    "phone",
    "email",
    "address1",
    "postcode",
    "country",
    "state",
    "box_no",
    "weight_kg",
    "length_cm",
    "items",
    "sku",
    "name_en",
    "unit_price",
    "currency",
    "quantity",
    "unit_weight_kg",
    "hs_code",
    "Boxes",
    "",
];

/// Any JSON, mostly made of what orders are made of.
fn values() -> impl Strategy<Value = Value> {
    let numbers = select(vec![
        "0",
        "-1",
        "1",
        "0.25",
        "1e3",
        "1e-9",
        "1e400",
        "99999999999999999999999999999999",
        "1.5",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        numbers.prop_map(number),
        select(vec![
            "",
            " ",
            "US",
            "us",
            "A1001",
            "box1",
            "1.00",
            "-3",
            "1,200",
            "CNY",
            "2",
            "\u{202e}\u{0}"
        ])
        .prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        (90_usize..600).prop_map(|length| Value::from("长".repeat(length))),
    ];
    leaf.prop_recursive(5, 48, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((select(NAMES.to_vec()), inner), 0..8).prop_map(|members| {
                Value::from(
                    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>(),
                )
            }),
        ]
    })
}

fn order() -> Value {
    let party = json!({"name": "Pam Example", "phone": "5550100", "address1": "27 Sample Rd", "city": "Berwick",
        "state": "ME", "postcode": "03901", "country": "US"});
    json!({
        "order_no": "A1001", "reference": "shop 77", "note": "", "sender": party, "recipient": party, "warehouse_id": 3,
        "options": {"alpha.ptid": 7},
        "boxes": [{"box_no": "box1", "weight_kg": "0.25", "length_cm": 10, "width_cm": "5", "height_cm": 2.5,
            "items": [{"sku": 1, "name_en": "clothes", "unit_price": "1.00", "currency": "usd", "quantity": "2"}]}],
    })
}

/// The place of a value inside another, by a number.
fn place(value: &mut Value, at: usize) -> &mut Value {
    let inner = match value {
        Value::Object(members) => members.len(),
        Value::Array(items) => items.len(),
        _ => 0,
    };
    if inner == 0 || at % (inner + 1) == inner {
        return value;
    }
    let (one, rest) = (at % (inner + 1), at / (inner + 1));
    match value {
        Value::Object(members) => place(members.values_mut().nth(one).unwrap(), rest),
        Value::Array(items) => place(&mut items[one], rest),
        leaf => leaf,
    }
}

/// What is read comes out of its own document the same; what is not is refused with a place.
fn hold(document: &Value) {
    match read(document) {
        Ok(reading) => {
            let again = read(&reading.order.to_json()).unwrap();
            assert_eq!((again.order, again.ignored), (reading.order.clone(), vec![]), "{document}");
            let numbers = reading.order.boxes.iter().map(|carton| carton.box_no.clone());
            let once: std::collections::BTreeSet<String> = numbers.collect();
            assert_eq!(once.len(), reading.order.boxes.len(), "{document}");
        }
        Err(issues) => assert!(!issues.is_empty(), "{document}"),
    }
}

proptest! {
    #[test]
    fn any_document_is_an_order_or_is_refused(document in values()) {
        hold(&document);
    }

    #[test]
    fn an_order_with_anything_in_any_place_is_read_or_refused(at in any::<usize>(), value in values(), other in any::<usize>(), more in values()) {
        let mut document = order();
        *place(&mut document, at) = value;
        *place(&mut document, other) = more;
        hold(&document);
    }

    /// Boxes keep the numbers they were given, and no two of an order have the same.
    #[test]
    fn boxes_are_told_apart(given in prop::collection::vec(select(vec!["", "box1", "box2", "box3", "A"]), 1..5)) {
        let mut document = order();
        document["boxes"] = given.iter().map(|box_no| json!({"box_no": box_no})).collect();
        hold(&document);
        let named: Vec<&str> = given.iter().copied().filter(|box_no| !box_no.is_empty()).collect();
        if let Ok(reading) = read(&document) {
            let kept: Vec<&str> = reading.order.boxes.iter().map(|carton| carton.box_no.as_str()).collect();
            prop_assert!(named.iter().all(|box_no| kept.contains(box_no)), "{:?} of {:?}", kept, given);
        }
    }
}
