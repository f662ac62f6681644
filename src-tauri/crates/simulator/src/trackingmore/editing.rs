//! Changes to what is registered, one by one and several at once.
//!
//! The answers of `updatemore`, `delete` and `notupdate` are shown nowhere in full: they follow the batch's, with the
//! count under `updated`, `deleted` and `change`.

use std::io;

use serde_json::{Map, Value, json};

use super::TrackingMore;
use super::books::{self, Key};
use super::carriers::courier;
use super::envelope::{Answer, Code};
use super::registering::{fields, key, several};
use crate::ledger::Event;

/// What may be changed.
const EDITABLE: [&str; 9] = [
    "title",
    "logistics_channel",
    "customer_name",
    "customer_email",
    "customer_phone",
    "order_id",
    "destination_code",
    "archived",
    "status",
];

type Change = Result<books::Event, Code>;

impl TrackingMore {
    /// Changes a number that is registered.
    fn change(
        &self,
        key: &Key,
        what: impl FnOnce(jiff::Timestamp) -> Change,
    ) -> io::Result<Result<(), Code>> {
        self.platform.ledger.transact(|state, now| {
            if state.more.get(key).is_none() {
                return (Vec::new(), Err(Code::Unknown));
            }
            match what(now) {
                Ok(event) => (vec![Event::More(event)], Ok(())),
                Err(code) => (Vec::new(), Err(code)),
            }
        })
    }

    fn edit(&self, key: &Key, item: &Value) -> io::Result<Result<(), Code>> {
        let fields = fields(item, &EDITABLE);
        self.change(key, |at| {
            let status = fields.get("status").is_none_or(|status| ["4", "7", "8"].contains(&status.as_str()));
            let archived =
                fields.get("archived").is_none_or(|flag| ["true", "false"].contains(&flag.as_str()));
            match (status, archived) {
                (false, _) => Err(Code::StatusInvalid),
                (_, false) => Err(Code::ParameterMissing),
                _ => Ok(books::Event::Edited { key: key.clone(), at, fields }),
            }
        })
    }

    /// `PUT /trackings/{carrier}/{number}`: the updated item.
    pub(super) fn put(&self, carrier: &str, number: &str, body: &Value) -> io::Result<Answer> {
        let key = Key { carrier: carrier.to_owned(), number: number.to_owned() };
        match self.edit(&key, body)? {
            Ok(()) => self.one(carrier, number),
            Err(code) => Ok(Answer::refused(code)),
        }
    }

    /// `DELETE /trackings/{carrier}/{number}`.
    pub(super) fn delete(&self, carrier: &str, number: &str) -> io::Result<Answer> {
        let key = Key { carrier: carrier.to_owned(), number: number.to_owned() };
        let outcome = self.change(&key, |_| Ok(books::Event::Removed(key.clone())))?;
        Ok(outcome.map_or_else(Answer::refused, |()| Answer::done(json!([]))))
    }

    /// `POST /trackings/updatemore`.
    pub(super) fn update_more(&self, body: &Value) -> io::Result<Answer> {
        each(body, "updated", |item| self.edit(&key(item), item))
    }

    /// `POST /trackings/delete`.
    pub(super) fn delete_many(&self, body: &Value) -> io::Result<Answer> {
        each(body, "deleted", |item| self.change(&key(item), |_| Ok(books::Event::Removed(key(item)))))
    }

    /// `POST /trackings/notupdate`.
    pub(super) fn not_update(&self, body: &Value) -> io::Result<Answer> {
        each(body, "change", |item| self.change(&key(item), |_| Ok(books::Event::Stopped(key(item)))))
    }

    /// `POST /trackings/update`: another carrier for the same number.
    pub(super) fn change_carrier(&self, body: &Value) -> io::Result<Answer> {
        let key = key(body);
        let Some(carrier) = body.get("update_carrier_code").and_then(Value::as_str) else {
            return Ok(Answer::refused(Code::ParameterMissing));
        };
        if courier(carrier).is_none() {
            return Ok(Answer::refused(Code::CarrierInvalid));
        }
        let outcome = self.platform.ledger.transact(|state, now| {
            let to = Key { carrier: carrier.to_owned(), number: key.number.clone() };
            if state.more.get(&key).is_none() {
                return (Vec::new(), Err(Code::Unknown));
            }
            if to != key && state.more.get(&to).is_some() {
                return (Vec::new(), Err(Code::Exists));
            }
            let event = books::Event::Rerouted { key: key.clone(), carrier: carrier.to_owned(), at: now };
            (vec![Event::More(event)], Ok(()))
        })?;
        Ok(outcome.map_or_else(Answer::refused, |()| Answer::done(json!({ "Usertag": "" }))))
    }
}

/// Does the same to each item and tells what became of it.
fn each(
    body: &Value,
    counted: &str,
    mut change: impl FnMut(&Value) -> io::Result<Result<(), Code>>,
) -> io::Result<Answer> {
    let items = match several(body) {
        Ok(items) => items,
        Err(code) => return Ok(Answer::refused(code)),
    };
    let (mut done, mut errors) = (Vec::new(), Vec::new());
    for item in items {
        let Key { carrier, number } = key(item);
        match change(item)? {
            Ok(()) => done.push(json!({ "tracking_number": number, "carrier_code": carrier })),
            Err(code) => errors.push(code.entry(&number, &carrier)),
        }
    }
    let mut data = Map::new();
    data.insert("submitted".into(), items.len().into());
    data.insert(counted.into(), done.len().into());
    data.insert("trackings".into(), done.into());
    data.insert("errors".into(), errors.into());
    Ok(Answer::done(Value::Object(data)))
}
