//! What of a form can be read, and what is wrong with the rest, in reading order.

use crate::documents::{BoxForm, ItemForm, OrderForm, PartyForm};
use serde_json::{Value, json};
use shipdesk_core::error::FieldIssue;
use shipdesk_core::order::{self, Carton, Item, Order, Party};

/// A form as far as it can be read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    /// The order, without what cannot be read.
    pub(super) order: Order,
    /// What cannot be read.
    pub(super) unread: Vec<FieldIssue>,
}

impl Read {
    /// What cannot be read and what is missing.
    pub(super) fn issues(&self) -> Vec<FieldIssue> {
        all_issues(&self.unread, &self.order)
    }

    /// With another number than the one that was typed, which cannot be the order's.
    pub(super) fn with_number(mut self, order_no: &str, issue: FieldIssue) -> Self {
        order_no.clone_into(&mut self.order.order_no);
        self.unread.push(issue);
        sort(&mut self.unread);
        self
    }
}

/// Reads a form: what cannot be read is taken as not given, and named.
pub(super) fn read(form: &OrderForm) -> Read {
    let mut document = document(form);
    let mut unread: Vec<FieldIssue> = Vec::new();
    // a field that is blanked cannot be wrong again; two rounds find what the first one hid
    for _ in 0..4 {
        match order::read(&document) {
            Ok(reading) => {
                sort(&mut unread);
                return Read { order: reading.order, unread };
            }
            Err(issues) => {
                for issue in &issues {
                    blank(&mut document, &issue.path);
                }
                unread.extend(issues);
            }
        }
    }
    Read { order: Order::default(), unread }
}

/// What cannot be read and what is missing, each field once, in reading order.
pub(super) fn all_issues(unread: &[FieldIssue], order: &Order) -> Vec<FieldIssue> {
    let mut all = unread.to_vec();
    let missing = order.missing().into_iter();
    all.extend(missing.filter(|issue| !unread.iter().any(|known| known.path == issue.path)));
    sort(&mut all);
    all
}

/// The form as a document. Blank lines after the last item are places to type, not goods.
fn document(form: &OrderForm) -> Value {
    let mut form = form.clone();
    for carton in &mut form.boxes {
        while carton.items.last().is_some_and(|item| *item == ItemForm::default()) {
            carton.items.pop();
        }
    }
    serde_json::to_value(&form).unwrap_or_default()
}

/// Takes a field's value away: a list becomes an empty one, anything else blank text.
fn blank(document: &mut Value, path: &str) {
    let option = path.strip_prefix("options.");
    let field = match option {
        // an option's name may have dots of its own
        Some(name) => document.get_mut("options").and_then(|options| options.get_mut(name)),
        None => document.pointer_mut(&pointer(path)),
    };
    if let Some(field) = field {
        *field = if field.is_array() { json!([]) } else { json!("") };
    }
}

/// `boxes[0].weight_kg` as `/boxes/0/weight_kg`.
fn pointer(path: &str) -> String {
    let parts = path.split(['.', '[', ']']).filter(|part| !part.is_empty());
    parts.fold(String::new(), |pointer, part| pointer + "/" + part)
}

/// The fields of the form in the order in which they are read.
const FIELDS: [&str; 37] = [
    "order_no",
    "reference",
    "note",
    "warehouse_id",
    "sender",
    "recipient",
    "name",
    "company",
    "phone",
    "email",
    "address1",
    "address2",
    "house_no",
    "city",
    "state",
    "postcode",
    "country",
    "options",
    "boxes",
    "box_no",
    "note",
    "weight_kg",
    "length_cm",
    "width_cm",
    "height_cm",
    "items",
    "sku",
    "name_cn",
    "name_en",
    "unit_price",
    "currency",
    "quantity",
    "unit_weight_kg",
    "material",
    "use",
    "hs_code",
    "battery",
];

fn sort(issues: &mut [FieldIssue]) {
    issues.sort_by_key(|issue| place(&issue.path));
}

/// Where a field stands: its parts' places, numbers as they are.
fn place(path: &str) -> Vec<usize> {
    let parts = path.split(['.', '[', ']']).filter(|part| !part.is_empty());
    let place = |(depth, part): (usize, &str)| {
        let named = |field: &&str| **field == *part;
        // an order and its boxes have notes
        let known = if depth == 0 { FIELDS.iter().position(named) } else { FIELDS.iter().rposition(named) };
        part.parse().ok().or(known).unwrap_or(FIELDS.len())
    };
    parts.enumerate().map(place).collect()
}

/// An order's form, where nobody typed one.
pub(super) fn form(order: &Order) -> OrderForm {
    OrderForm {
        order_no: order.order_no.clone(),
        reference: order.reference.clone(),
        note: order.note.clone(),
        sender: party_form(&order.sender),
        recipient: party_form(&order.recipient),
        warehouse_id: order.warehouse_id.clone(),
        options: order.options.clone(),
        boxes: order.boxes.iter().map(box_form).collect(),
    }
}

pub(super) fn party_form(party: &Party) -> PartyForm {
    PartyForm {
        name: party.name.clone(),
        company: party.company.clone(),
        phone: party.phone.clone(),
        email: party.email.clone(),
        address1: party.address1.clone(),
        address2: party.address2.clone(),
        house_no: party.house_no.clone(),
        city: party.city.clone(),
        state: party.state.clone(),
        postcode: party.postcode.clone(),
        country: party.country.clone(),
    }
}

fn box_form(carton: &Carton) -> BoxForm {
    BoxForm {
        box_no: carton.box_no.clone(),
        note: carton.note.clone(),
        weight_kg: text(carton.weight.as_ref()),
        length_cm: text(carton.length.as_ref()),
        width_cm: text(carton.width.as_ref()),
        height_cm: text(carton.height.as_ref()),
        items: carton.items.iter().map(item_form).collect(),
    }
}

/// An item of an order, as it would be typed.
pub(crate) fn item_form(item: &Item) -> ItemForm {
    ItemForm {
        sku: item.sku.clone(),
        name_cn: item.name_cn.clone(),
        name_en: item.name_en.clone(),
        unit_price: text(item.unit_price.as_ref()),
        currency: text(item.currency.as_ref()),
        quantity: text(item.quantity.as_ref()),
        unit_weight_kg: text(item.unit_weight.as_ref()),
        material: item.material.clone(),
        usage: item.usage.clone(),
        hs_code: item.hs_code.clone(),
        battery: item.battery.clone(),
    }
}

fn text<T: ToString>(value: Option<&T>) -> String {
    value.map(T::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shipdesk_core::error::FieldProblem;

    fn filled() -> OrderForm {
        let party = |country: &str| PartyForm {
            name: "Pam Pierson".into(),
            phone: "2075550129".into(),
            address1: "27 Sample Road".into(),
            city: "Berwick".into(),
            state: "ME".into(),
            postcode: "03901".into(),
            country: country.into(),
            ..PartyForm::default()
        };
        let item = ItemForm { sku: "TS-01".into(), quantity: "2".into(), ..ItemForm::default() };
        let carton = BoxForm {
            weight_kg: "1.70".into(),
            length_cm: "10".into(),
            width_cm: "5".into(),
            height_cm: "2".into(),
            items: vec![item, ItemForm::default()],
            ..BoxForm::default()
        };
        OrderForm {
            order_no: "A1".into(),
            sender: party("US"),
            recipient: party("us"),
            options: [("a.b.c".to_owned(), "x".to_owned())].into(),
            boxes: vec![carton.clone(), carton],
            ..OrderForm::default()
        }
    }

    fn paths(read: &Read) -> Vec<(String, FieldProblem)> {
        read.issues().into_iter().map(|issue| (issue.path, issue.problem)).collect()
    }

    #[test]
    fn a_form_that_reads_has_no_issues_and_its_blank_line_is_no_item() {
        let read = read(&filled());
        assert_eq!(paths(&read), []);
        assert_eq!(read.order.boxes[1].box_no, "box2");
        assert_eq!(read.order.boxes[0].items.len(), 1);
        assert_eq!(read.order.weight().grams(), 3_400);
        assert_eq!(form(&read.order).boxes[0].weight_kg, "1.7");
        assert_eq!(super::read(&form(&read.order)).order, read.order, "its own form gives the same order");
    }

    #[test]
    fn what_cannot_be_read_is_left_out_and_named_once_beside_what_is_missing() {
        let mut form = filled();
        form.boxes[1].weight_kg = "1,7x".into();
        form.boxes[0].items[0].quantity = "-1".into();
        form.recipient.country = "Mars".into();
        form.recipient.phone = String::new();
        form.options = [("a.b.c".to_owned(), "x".repeat(61))].into();
        form.order_no = "A 1".into();
        let read = read(&form);
        let wanted = [
            ("order_no", FieldProblem::WrongKind),
            ("recipient.phone", FieldProblem::Missing),
            ("recipient.country", FieldProblem::WrongKind),
            ("options.a.b.c", FieldProblem::TooLong),
            ("boxes[0].items[0].quantity", FieldProblem::OutOfRange),
            ("boxes[1].weight_kg", FieldProblem::WrongKind),
        ];
        assert_eq!(paths(&read), wanted.map(|(path, problem)| (path.to_owned(), problem)));
        assert_eq!((read.order.order_no.as_str(), read.order.recipient.country.as_str()), ("", ""));
        assert_eq!(read.order.boxes[1].weight, None);
        assert_eq!(read.order.recipient.name, "Pam Pierson", "the rest is read");
    }

    #[test]
    fn a_box_number_that_stands_twice_is_taken_from_the_second() {
        let mut form = filled();
        form.boxes[0].box_no = "X".into();
        form.boxes[1].box_no = "X".into();
        let read = read(&form);
        assert_eq!(paths(&read), [("boxes[1].box_no".to_owned(), FieldProblem::Repeated)]);
        assert_eq!(read.order.boxes[1].box_no, "box2");
    }

    #[test]
    fn the_tenth_box_stands_behind_the_ninth() {
        let mut issues = ["boxes[10].note", "boxes[9].note", "boxes[9].box_no", "recipient.name", "note"]
            .map(FieldIssue::missing);
        sort(&mut issues);
        let paths: Vec<&str> = issues.iter().map(|issue| issue.path.as_str()).collect();
        assert_eq!(paths, ["note", "recipient.name", "boxes[9].box_no", "boxes[9].note", "boxes[10].note"]);
    }
}
