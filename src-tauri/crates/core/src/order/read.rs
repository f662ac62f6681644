//! Reads an order document: tolerant of numbers as text and text as numbers, strict about what a field may hold,
//! and complete: every problem is named with its path, not only the first.

use super::{Carton, Item, Order, Party, limits};
use crate::country;
use crate::decimal::{self, Decimal};
use crate::error::FieldIssue;
use crate::measure::{Length, Weight};
use crate::money::Currency;
use crate::text::clean;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashSet};

/// An order that was read, and the fields of the document that no order has.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The order.
    pub order: Order,
    /// Fields that were passed over.
    pub ignored: Vec<FieldIssue>,
}

/// Reads an order from its document.
///
/// # Errors
/// Every field that cannot be used, by path; all of them where none is an order's. A missing field is not an error: it
/// makes a draft.
pub fn read(document: &Value) -> Result<Reading, Vec<FieldIssue>> {
    let mut reader = Reader::default();
    let Value::Object(map) = document else {
        return Err(vec![FieldIssue::wrong_kind("", "object", &document.to_string())]);
    };
    let order = reader.order(map);
    if order == Order::default() {
        reader.issues.append(&mut reader.ignored);
    }
    if reader.issues.is_empty() { Ok(Reading { order, ignored: reader.ignored }) } else { Err(reader.issues) }
}

#[derive(Default)]
struct Reader {
    issues: Vec<FieldIssue>,
    ignored: Vec<FieldIssue>,
}

/// An object of the document while it is being read: fields that nobody took are reported.
struct Fields<'a> {
    path: String,
    map: &'a Map<String, Value>,
    taken: HashSet<&'static str>,
}

impl<'a> Fields<'a> {
    fn new(path: &str, map: &'a Map<String, Value>) -> Self {
        Self { path: path.to_owned(), map, taken: HashSet::new() }
    }

    fn take(&mut self, name: &'static str) -> Option<&'a Value> {
        self.taken.insert(name);
        self.map.get(name).filter(|value| !value.is_null())
    }

    fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }
}

impl Reader {
    fn order(&mut self, map: &Map<String, Value>) -> Order {
        let mut fields = Fields::new("", map);
        let order = Order {
            order_no: self.order_no(&mut fields),
            reference: self.text(&mut fields, "reference", limits::NAME),
            note: self.text(&mut fields, "note", limits::NOTE),
            sender: self.party(&mut fields, "sender"),
            recipient: self.party(&mut fields, "recipient"),
            warehouse_id: Some(self.text(&mut fields, "warehouse_id", limits::CODE))
                .filter(|id| !id.is_empty()),
            options: self.options(&mut fields),
            boxes: self.list(&mut fields, "boxes", limits::BOXES, Self::carton),
        };
        self.finish(&fields);
        let order = numbered(order);
        self.repeated_boxes(&order);
        order
    }

    /// Order numbers stand in URLs, file names and on labels: no blanks inside, no control characters.
    fn order_no(&mut self, fields: &mut Fields<'_>) -> String {
        let order_no = self.text(fields, "order_no", limits::ORDER_NO);
        if order_no.chars().any(char::is_whitespace) {
            self.issues.push(FieldIssue::wrong_kind(
                fields.path("order_no"),
                "number without blanks",
                &order_no,
            ));
        }
        order_no
    }

    fn party(&mut self, fields: &mut Fields<'_>, name: &'static str) -> Party {
        let path = fields.path(name);
        let Some(map) = self.object(fields, name) else { return Party::default() };
        let mut party = Fields::new(&path, map);
        let read = Party {
            name: self.text(&mut party, "name", limits::NAME),
            company: self.text(&mut party, "company", limits::NAME),
            phone: self.text(&mut party, "phone", limits::PHONE),
            email: self.text(&mut party, "email", limits::EMAIL),
            address1: self.text(&mut party, "address1", limits::ADDRESS),
            address2: self.text(&mut party, "address2", limits::ADDRESS),
            house_no: self.text(&mut party, "house_no", limits::POSTCODE),
            city: self.text(&mut party, "city", limits::NAME),
            state: self.text(&mut party, "state", limits::NAME),
            postcode: self.text(&mut party, "postcode", limits::POSTCODE),
            country: self.country(&mut party),
        };
        self.finish(&party);
        read
    }

    fn country(&mut self, fields: &mut Fields<'_>) -> String {
        let code = self.text(fields, "country", limits::NAME).to_ascii_uppercase();
        if !code.is_empty() && !country::is_code(&code) {
            self.issues.push(FieldIssue::wrong_kind(
                fields.path("country"),
                "country code of two letters",
                &code,
            ));
        }
        code
    }

    fn carton(&mut self, path: &str, map: &Map<String, Value>) -> Carton {
        let mut fields = Fields::new(path, map);
        let carton = Carton {
            box_no: self.text(&mut fields, "box_no", limits::NAME),
            note: self.text(&mut fields, "note", limits::NOTE),
            weight: self.measure(&mut fields, "weight_kg", Weight::from_kg),
            length: self.measure(&mut fields, "length_cm", Length::from_cm),
            width: self.measure(&mut fields, "width_cm", Length::from_cm),
            height: self.measure(&mut fields, "height_cm", Length::from_cm),
            items: self.list(&mut fields, "items", limits::ITEMS, Self::item),
        };
        self.finish(&fields);
        carton
    }

    fn item(&mut self, path: &str, map: &Map<String, Value>) -> Item {
        let mut fields = Fields::new(path, map);
        let item = Item {
            sku: self.text(&mut fields, "sku", limits::NAME),
            name_cn: self.text(&mut fields, "name_cn", limits::NOTE),
            name_en: self.text(&mut fields, "name_en", limits::NOTE),
            unit_price: self
                .measure(&mut fields, "unit_price", |price| (!price.is_sign_negative()).then_some(price)),
            currency: self.currency(&mut fields),
            quantity: self.measure(&mut fields, "quantity", whole_quantity),
            unit_weight: self.measure(&mut fields, "unit_weight_kg", Weight::from_kg),
            material: self.text(&mut fields, "material", limits::NOTE),
            usage: self.text(&mut fields, "use", limits::NOTE),
            hs_code: self.text(&mut fields, "hs_code", limits::CODE),
            battery: self.text(&mut fields, "battery", limits::CODE),
        };
        self.finish(&fields);
        item
    }

    fn currency(&mut self, fields: &mut Fields<'_>) -> Option<Currency> {
        let text = self.text(fields, "currency", limits::NAME);
        if text.is_empty() {
            return None;
        }
        let currency = text.parse().ok();
        if currency.is_none() {
            self.issues.push(FieldIssue::wrong_kind(
                fields.path("currency"),
                "currency code of three letters",
                &text,
            ));
        }
        currency
    }

    fn options(&mut self, fields: &mut Fields<'_>) -> BTreeMap<String, String> {
        let Some(map) = self.object(fields, "options") else { return BTreeMap::new() };
        let mut options = BTreeMap::new();
        for (name, value) in map {
            if let Some(text) = self.text_of(|| format!("options.{name}"), value, limits::CODE) {
                options.insert(name.clone(), text);
            }
        }
        options
    }

    fn text(&mut self, fields: &mut Fields<'_>, name: &'static str, limit: usize) -> String {
        let value = fields.take(name);
        value.and_then(|value| self.text_of(|| fields.path(name), value, limit)).unwrap_or_default()
    }

    /// The path is only made where something is wrong: files have hundreds of thousands of fields.
    fn text_of(&mut self, path: impl Fn() -> String, value: &Value, limit: usize) -> Option<String> {
        let text = match value {
            Value::Null => String::new(),
            Value::String(text) => clean(text),
            Value::Number(number) => number.to_string(),
            other => {
                self.issues.push(FieldIssue::wrong_kind(path(), "text", &other.to_string()));
                return None;
            }
        };
        let length = text.chars().count();
        if length > limit {
            self.issues.push(FieldIssue::too_long(path(), limit, length));
        }
        Some(text)
    }

    /// A number, as a number or as text; blank text counts as not given.
    fn measure<T>(
        &mut self,
        fields: &mut Fields<'_>,
        name: &'static str,
        convert: impl Fn(Decimal) -> Option<T>,
    ) -> Option<T> {
        let value = fields.take(name)?;
        if value.as_str().is_some_and(|text| text.trim().is_empty()) {
            return None;
        }
        let given = || value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let Some(number) = decimal::from_json(value) else {
            self.issues.push(FieldIssue::wrong_kind(fields.path(name), "number", &given()));
            return None;
        };
        let converted = convert(number);
        if converted.is_none() {
            let allowed = if name == "quantity" { "1 … 1000000" } else { "≥ 0" };
            self.issues.push(FieldIssue::out_of_range(fields.path(name), allowed, &given()));
        }
        converted
    }

    fn object<'a>(&mut self, fields: &mut Fields<'a>, name: &'static str) -> Option<&'a Map<String, Value>> {
        match fields.take(name)? {
            Value::Object(map) => Some(map),
            other => {
                self.issues.push(FieldIssue::wrong_kind(fields.path(name), "object", &other.to_string()));
                None
            }
        }
    }

    fn list<T>(
        &mut self,
        fields: &mut Fields<'_>,
        name: &'static str,
        limit: usize,
        read: impl Fn(&mut Self, &str, &Map<String, Value>) -> T,
    ) -> Vec<T> {
        let path = fields.path(name);
        let Some(value) = fields.take(name) else { return Vec::new() };
        let Value::Array(values) = value else {
            self.issues.push(FieldIssue::wrong_kind(path, "list", &value.to_string()));
            return Vec::new();
        };
        if values.len() > limit {
            self.issues.push(FieldIssue::too_long(path, limit, values.len()));
            return Vec::new();
        }
        let mut read_values = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            let path = format!("{path}[{index}]");
            match value {
                Value::Object(map) => read_values.push(read(self, &path, map)),
                other => self.issues.push(FieldIssue::wrong_kind(path, "object", &other.to_string())),
            }
        }
        read_values
    }

    fn finish(&mut self, fields: &Fields<'_>) {
        for name in fields.map.keys().filter(|name| !fields.taken.contains(name.as_str())) {
            self.ignored.push(FieldIssue::unknown(fields.path(name)));
        }
    }

    fn repeated_boxes(&mut self, order: &Order) {
        let mut seen = HashSet::new();
        for (index, carton) in order.boxes.iter().enumerate() {
            if !carton.box_no.is_empty() && !seen.insert(carton.box_no.as_str()) {
                self.issues.push(FieldIssue::repeated(format!("boxes[{index}].box_no"), &carton.box_no));
            }
        }
    }
}

/// Boxes without a number get theirs by position, as people count: `box1`, `box2`.
fn numbered(mut order: Order) -> Order {
    for (index, carton) in order.boxes.iter_mut().enumerate() {
        if carton.box_no.is_empty() {
            carton.box_no = format!("box{}", index + 1);
        }
    }
    order
}

fn whole_quantity(number: Decimal) -> Option<u32> {
    let whole = number.normalize();
    if whole.scale() != 0 {
        return None;
    }
    u32::try_from(whole).ok().filter(|count| (1..=1_000_000).contains(count))
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
