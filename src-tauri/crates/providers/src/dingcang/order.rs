//! Our order in the platform's fields, as create and price take it; and what the platform needs beyond a ready order.
//!
//! Types and spelling are those of the document's sample: measures and numbers of goods as text, the total weight as a
//! number. Where the sample leaves a required field out, it is sent empty.

use super::platform::Body;
use crate::spi::descriptor::Descriptor;
use crate::spi::provider::Shipment;
use serde_json::{Map, Value, json};
use shipdesk_core::error::FieldIssue;
use shipdesk_core::measure::{Length, Weight};
use shipdesk_core::order::{Carton, Item, Order};

/// The members of create, multi-create and price besides the keys: the channel, `ptid` where it is given, the orders.
///
/// `ptid` stands beside the channel, once for all orders: that of the first order that has one.
pub(super) fn body(descriptor: &Descriptor, shipments: &[Shipment<'_>]) -> Body {
    let mut body = Body::new();
    body.insert("Channel_id".into(), shipments.first().map_or("", |shipment| shipment.channel_id).into());
    if let Some(ptid) = shipments.iter().find_map(|shipment| shipment.order.option(descriptor.id, "ptid")) {
        body.insert("ptid".into(), number_or_text(ptid));
    }
    let orders = shipments.iter().map(|shipment| order(descriptor, shipment.order, shipment.order_no));
    body.insert("orders".into(), orders.collect());
    body
}

/// Digits as a JSON number, anything else as text: the document types ids as Int.
pub(super) fn number_or_text(text: &str) -> Value {
    let is_number = text == "0" || !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    if is_number { digits(text) } else { text.into() }
}

/// Decimal text as a JSON number with the same digits.
fn digits(text: &str) -> Value {
    text.parse().map_or_else(|_| text.into(), Value::Number)
}

fn order(descriptor: &Descriptor, order: &Order, order_no: &str) -> Value {
    let (sender, recipient) = (&order.sender, &order.recipient);
    let mut fields = Fields::default();
    fields.put("cargo_type", 2);
    fields.put("OrderID", order_no);
    fields.option(descriptor, order, &["ydh1", "ydh2"]);
    fields.put("Fname", &*sender.name);
    fields.given("Fcompany", &sender.company);
    fields.put("Ftel", &*sender.phone);
    fields.put("Fadd1", joined(&[&sender.address1, &sender.house_no, &sender.address2]));
    fields.put("Fstate", &*sender.state);
    fields.put("Fcity", &*sender.city);
    fields.put("Fpostcode", &*sender.postcode);
    fields.put("Fcountry", &*sender.country);
    fields.option(descriptor, order, &["Fphone", "Femail", "Otheraddid"]);
    fields.put("Sname", &*recipient.name);
    fields.put("Scompany", &*recipient.company);
    fields.put("Sadd1", joined(&[&recipient.address1, &recipient.house_no]));
    fields.put("Sadd2", &*recipient.address2);
    fields.put("Scity", &*recipient.city);
    fields.put("Sstate", &*recipient.state);
    fields.put("Spostcode", &*recipient.postcode);
    fields.put("Stel", &*recipient.phone);
    fields.put("Scountry", &*recipient.country);
    fields.given("ckid", order.warehouse_id.as_deref().unwrap_or_default());
    fields.put("Parcel_num", order.boxes.len());
    fields.put("Weight", digits(&order.weight().to_string()));
    fields.given("Note", &order.note);
    fields.put("parcels", order.boxes.iter().flat_map(rows).collect::<Vec<_>>());
    Value::Object(fields.0)
}

/// Every item is a row, with its box's number, weight and size; a box of goods in stock is a row without goods.
fn rows(carton: &Carton) -> Vec<Value> {
    let mut row = Fields::default();
    row.put("box", &*carton.box_no);
    row.given("boxnote", &carton.note);
    row.put("weight", carton.weight.unwrap_or_default().to_string());
    for (name, side) in [("length", carton.length), ("width", carton.width), ("height", carton.height)] {
        row.put(name, side.map_or(0, Length::cm_up).to_string());
    }
    if carton.items.is_empty() {
        return vec![Value::Object(row.0)];
    }
    carton.items.iter().map(|item| goods(row.clone(), item)).collect()
}

fn goods(mut row: Fields, item: &Item) -> Value {
    let text = |value: Option<String>| value.unwrap_or_default();
    row.given("sku", &item.sku);
    row.given("cnname", &item.name_cn);
    row.given("enname", &item.name_en);
    row.given("price", &text(item.unit_price.map(|price| price.to_string())));
    row.given("num", &text(item.quantity.map(|quantity| quantity.to_string())));
    row.given("material", &item.material);
    row.given("use", &item.usage);
    row.given("cweight", &text(item.unit_weight.as_ref().map(Weight::to_string)));
    row.given("hscode", &item.hs_code);
    row.given("battery", &item.battery);
    Value::Object(row.0)
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

#[derive(Default, Clone)]
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// An optional field: left out while it is empty.
    fn given(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.put(name, value);
        }
    }

    fn option(&mut self, descriptor: &Descriptor, order: &Order, names: &[&str]) {
        for name in names {
            let whole = descriptor.options.iter().any(|option| option.name == *name && option.whole_number);
            if let Some(value) = order.option(descriptor.id, name) {
                self.put(name, if whole { number_or_text(value) } else { json!(value) });
            }
        }
    }
}

/// What is missing, and which of the options that are meant for this provider it cannot take.
pub(super) fn check(descriptor: &Descriptor, order: &Order) -> Vec<FieldIssue> {
    let mut issues = order.missing();
    if let Some(warehouse) = order.warehouse_id.as_deref().filter(|id| !is_whole(id)) {
        issues.push(FieldIssue::wrong_kind("warehouse_id", "whole number", warehouse));
    }
    for (name, value) in &order.options {
        let Some((_, field)) = name.split_once('.').filter(|(provider, _)| *provider == descriptor.id) else {
            continue;
        };
        let path = format!("options.{name}");
        match descriptor.options.iter().find(|option| option.name == field) {
            None => issues.push(FieldIssue::unknown(path)),
            Some(_) if value.is_empty() => {}
            Some(option) if option.whole_number && !is_whole(value) => {
                issues.push(FieldIssue::wrong_kind(path, "whole number", value));
            }
            Some(option) if option.name == "Femail" && !value.contains('@') => {
                issues.push(FieldIssue::wrong_kind(path, "e-mail address", value));
            }
            Some(_) => {}
        }
    }
    issues
}

fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
