//! What people search by, straight from stored documents: looking through hundreds of them is part of one keystroke.

use serde::Deserialize;
use std::borrow::Cow;

/// The searched part of an order's document, as it is written here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Searched<'a> {
    #[serde(borrow)]
    order_no: Cow<'a, str>,
    #[serde(borrow)]
    reference: Cow<'a, str>,
    #[serde(borrow)]
    note: Cow<'a, str>,
    #[serde(borrow)]
    recipient: Recipient<'a>,
    #[serde(borrow)]
    boxes: Vec<Carton<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Recipient<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    company: Cow<'a, str>,
    #[serde(borrow)]
    phone: Cow<'a, str>,
    #[serde(borrow)]
    email: Cow<'a, str>,
    #[serde(borrow)]
    city: Cow<'a, str>,
    #[serde(borrow)]
    postcode: Cow<'a, str>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Carton<'a> {
    #[serde(borrow)]
    items: Vec<Item<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Item<'a> {
    #[serde(borrow)]
    sku: Cow<'a, str>,
    #[serde(borrow)]
    name_cn: Cow<'a, str>,
    #[serde(borrow)]
    name_en: Cow<'a, str>,
}

/// The text of [`super::search_text`], from the order's document; `None` for one that is no document of ours.
pub(super) fn text_of(document: &str) -> Option<String> {
    let found: Searched<'_> = serde_json::from_str(document).ok()?;
    let to = &found.recipient;
    let own = [&found.order_no, &found.reference, &found.note];
    let recipient = [&to.name, &to.company, &to.phone, &to.email, &to.city, &to.postcode];
    let items = found.boxes.iter().flat_map(|carton| &carton.items);
    let items = items.flat_map(|item| [&item.sku, &item.name_cn, &item.name_en]);
    let mut text = String::with_capacity(document.len() / 4);
    for word in own.into_iter().chain(recipient).chain(items).filter(|word| !word.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(word);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shipdesk_core::order::read;

    #[test]
    fn it_is_the_text_that_the_index_was_made_of() {
        let document = serde_json::json!({
            "order_no": "A1", "reference": "shop \"7\"", "note": "门\\口",
            "sender": {"name": "Kim Woods"},
            "recipient": {"name": "周晓雨", "company": "Lake\u{1F4E6}", "phone": "13800138000", "email": "x@example.com",
                "city": "深圳", "postcode": "518000", "address1": "not searched"},
            "boxes": [{"items": [{"sku": "S-1", "name_cn": "灯", "name_en": "lamp", "quantity": 2}, {"sku": "S-2"}]}, {}]
        });
        let order = read(&document).unwrap().order;
        let stored = order.to_json().to_string();
        assert_eq!(text_of(&stored).unwrap(), super::super::search_text(&order));
        assert_eq!(text_of("{\"order_no\":").as_deref(), None);
    }
}
