//! `post` and `batch`: what each number became stands in `trackings` and `errors`.

use std::collections::BTreeMap;
use std::io;

use serde_json::{Map, Value, json};

use super::books::{self, Key, Registered};
use super::carriers::courier;
use super::envelope::{Answer, Code};
use super::{MOST_ITEMS, TrackingMore, item};
use crate::ledger::Event;
use crate::winit;

/// The fields of the document beyond number and carrier.
pub(super) const FIELDS: [&str; 15] = [
    "destination_code",
    "title",
    "logistics_channel",
    "customer_name",
    "customer_email",
    "customer_phone",
    "order_id",
    "order_create_time",
    "tracking_ship_date",
    "tracking_postal_code",
    "tracking_account_number",
    "specialNumberDestination",
    "lang",
    "auto_correct",
    "comment",
];

/// A text, or the digits of a number.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// The number and carrier that an item names.
pub(super) fn key(item: &Value) -> Key {
    let text = |name: &str| item.get(name).and_then(plain).unwrap_or_default();
    Key { carrier: text("carrier_code"), number: text("tracking_number") }
}

/// The fields of an item that are known here and not empty.
pub(super) fn fields(item: &Value, known: &[&str]) -> BTreeMap<String, String> {
    let given = known.iter().filter_map(|name| Some(((*name).to_owned(), item.get(*name).and_then(plain)?)));
    given.filter(|(_, value)| !value.is_empty()).collect()
}

/// Whether a number may be registered so.
fn check(key: &Key, fields: &BTreeMap<String, String>) -> Result<(), Code> {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if key.number.is_empty() {
        return Err(Code::NumberRequired);
    }
    if !(4..=50).contains(&key.number.len()) || !key.number.bytes().all(sound) {
        return Err(Code::NumberInvalid);
    }
    let courier = courier(&key.carrier).ok_or(Code::CarrierInvalid)?;
    if courier.needs.is_some_and(|needed| !fields.contains_key(needed)) {
        return Err(Code::ParameterMissing);
    }
    let day = fields.get("tracking_ship_date");
    if day.is_some_and(|day| day.len() != 8 || !day.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(Code::ParameterMissing);
    }
    Ok(())
}

impl TrackingMore {
    /// Registers one item, or says why not; with the one that is registered now.
    fn register(&self, item: &Value) -> io::Result<Result<Registered, Code>> {
        let (key, fields) = (key(item), fields(item, &FIELDS));
        if let Err(code) = check(&key, &fields) {
            return Ok(Err(code));
        }
        self.platform.ledger.transact(|state, now| {
            if state.more.get(&key).is_some() {
                return (Vec::new(), Err(Code::Exists));
            }
            if state.more.quota() < 1 {
                return (Vec::new(), Err(Code::QuotaUsedUp));
            }
            let registered = books::Event::Registered { key: key.clone(), at: now, fields: fields.clone() };
            let mut events = vec![Event::More(registered), Event::More(books::Event::Spent(1))];
            if state.seen(&key.number).is_none() && winit::find(&key.number).next().is_some() {
                events.push(Event::Seen(key.number.clone(), now));
            }
            let entry = Registered {
                key: key.clone(),
                serial: 0,
                created_at: now,
                edited_at: now,
                fields,
                stopped: false,
            };
            (events, Ok(entry))
        })
    }

    /// `POST /trackings/post`.
    pub(super) fn post(&self, item: &Value) -> io::Result<Answer> {
        if !item.is_object() {
            return Ok(Answer::refused(Code::ParameterMissing));
        }
        Ok(match self.register(item)? {
            Ok(entry) => Answer::done(brief(&entry)),
            Err(code) => Answer::refused(code),
        })
    }

    /// `POST /trackings/batch`: code 200 where all were added and 201 otherwise, as the document's two samples are.
    pub(super) fn batch(&self, body: &Value) -> io::Result<Answer> {
        let items = match several(body) {
            Ok(items) => items,
            Err(code) => return Ok(Answer::refused(code)),
        };
        let (mut trackings, mut errors) = (Vec::new(), Vec::new());
        for item in items {
            match self.register(item)? {
                Ok(entry) => trackings.push(brief(&entry)),
                Err(code) => {
                    let Key { carrier, number } = key(item);
                    errors.push(code.entry(&number, &carrier));
                }
            }
        }
        let code = if errors.is_empty() { Code::Success } else { Code::Created };
        let mut data = Map::new();
        data.insert("submitted".into(), items.len().into());
        data.insert("added".into(), trackings.len().into());
        data.insert("trackings".into(), trackings.into());
        if !errors.is_empty() {
            data.insert("errors".into(), errors.into());
        }
        Ok(Answer::new(code, Value::Object(data)))
    }
}

/// The items of a request over several.
pub(super) fn several(body: &Value) -> Result<&[Value], Code> {
    match body.as_array().map(Vec::as_slice) {
        None | Some([]) => Err(Code::ParameterMissing),
        Some(items) if items.len() > MOST_ITEMS => Err(Code::TooManyItems),
        Some(items) => Ok(items),
    }
}

/// An item that was just registered: `destination_code` and `lang` are not told, as in the document.
fn brief(entry: &Registered) -> Value {
    let field = |name: &str| entry.field(name);
    json!({
        "id": item::id(&entry.key),
        "tracking_number": entry.key.number,
        "carrier_code": entry.key.carrier,
        "order_create_time": field("order_create_time"),
        "status": "pending",
        "created_at": item::iso(entry.created_at),
        "customer_email": field("customer_email"),
        "customer_name": field("customer_name"),
        "customer_phone": field("customer_phone"),
        "order_id": field("order_id"),
        "comment": field("comment"),
        "title": field("title"),
        "logistics_channel": field("logistics_channel"),
    })
}
