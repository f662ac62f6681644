//! Hides people in what providers say: phones, e-mail addresses, and the names of couriers and of those who signed, after
//! the words that announce them. Numbers of parcels and orders, weights and times stay.

mod people;
mod phones;

use serde_json::Value;
use std::ops::Range;

const HIDDEN: &str = "***";

/// Members of a raw answer that hold a person, without case and marks between words.
const PERSONAL: [&str; 22] = [
    "address",
    "consignee",
    "contact",
    "contactname",
    "courier",
    "couriername",
    "customername",
    "detailaddress",
    "driver",
    "drivername",
    "ftel",
    "fullname",
    "operator",
    "operatorname",
    "postman",
    "receiver",
    "receivername",
    "signedby",
    "signer",
    "singedby", // so spelt in a document
    "stel",
    "tel",
];

/// How the names of members end that hold a phone or an e-mail address, whoever's.
const CONTACTS: [&str; 9] =
    ["phone", "phoneno", "phonenumber", "mobile", "mobileno", "telephone", "contactno", "fax", "email"];

/// A text without phones, e-mail addresses and names.
pub(crate) fn mask(text: &str) -> String {
    let names = people::found(text);
    let mut hidden: Vec<Range<usize>> = [phones::found(text, &names), emails(text), names].concat();
    hidden.sort_by_key(|range| range.start);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for range in hidden {
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(HIDDEN);
        }
        at = at.max(range.end);
    }
    out.push_str(&text[at..]);
    out
}

/// The same for every text inside a JSON value; what stands under the name of a person is hidden whole.
pub(crate) fn mask_json(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(mask(&text)),
        Value::Array(values) => values.into_iter().map(mask_json).collect(),
        Value::Object(members) => {
            let masked = |(name, value): (String, Value)| {
                let value = if is_personal(&name) { hide(value) } else { mask_json(value) };
                (name, value)
            };
            Value::Object(members.into_iter().map(masked).collect())
        }
        other => other,
    }
}

fn is_personal(name: &str) -> bool {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    PERSONAL.binary_search(&plain.as_str()).is_ok() || CONTACTS.iter().any(|end| plain.ends_with(end))
}

/// Nothing of a value but its shape: that a field was empty may be told.
fn hide(value: Value) -> Value {
    match value {
        Value::String(text) if text.trim().is_empty() => Value::String(text),
        Value::String(_) | Value::Number(_) => Value::String(HIDDEN.to_owned()),
        Value::Array(values) => values.into_iter().map(hide).collect(),
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, hide(value))).collect(),
        other => other,
    }
}

/// Where e-mail addresses stand: `name@host.end`, also with a full-width `＠`.
fn emails(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let signs = text.char_indices().filter(|(_, c)| matches!(c, '@' | '＠'));
    let address = |(at, sign): (usize, char)| {
        let (before, after) = (&text[..at], &text[at + sign.len_utf8()..]);
        let name = before.len() - before.trim_end_matches(is_part).len();
        let host = after.len()
            - after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-.".contains(c)).len();
        let host = after[..host].trim_end_matches(['.', '-']);
        let (_, end) = host.rsplit_once('.')?;
        let is_host = end.len() > 1 && end.bytes().all(|byte| byte.is_ascii_alphabetic());
        (name > 0 && is_host).then(|| at - name..at + sign.len_utf8() + host.len())
    };
    signs.filter_map(address).collect()
}

#[cfg(test)]
mod tests;
