//! The order as its document.

use super::{Carton, Item, Order, Party};
use serde_json::{Map, Value, json};

impl Order {
    /// The document of the order: decimal text for `kg` and money, numbers for `cm` and quantities, `null` for what is
    /// not given. Reading it gives the same order.
    pub fn to_json(&self) -> Value {
        json!({
            "order_no": self.order_no,
            "reference": self.reference,
            "note": self.note,
            "sender": party(&self.sender),
            "recipient": party(&self.recipient),
            "warehouse_id": self.warehouse_id,
            "options": self.options,
            "boxes": self.boxes.iter().map(carton).collect::<Vec<_>>(),
        })
    }
}

fn party(party: &Party) -> Value {
    json!({
        "name": party.name, "company": party.company, "phone": party.phone, "email": party.email,
        "address1": party.address1, "address2": party.address2, "house_no": party.house_no,
        "city": party.city, "state": party.state, "postcode": party.postcode, "country": party.country,
    })
}

fn carton(carton: &Carton) -> Value {
    let cm = |side: Option<crate::measure::Length>| side.map(|side| number(&side.to_string()));
    json!({
        "box_no": carton.box_no, "note": carton.note,
        "weight_kg": carton.weight.map(|weight| weight.to_string()),
        "length_cm": cm(carton.length), "width_cm": cm(carton.width), "height_cm": cm(carton.height),
        "items": carton.items.iter().map(item).collect::<Vec<_>>(),
    })
}

fn item(item: &Item) -> Value {
    json!({
        "sku": item.sku, "name_cn": item.name_cn, "name_en": item.name_en,
        "unit_price": item.unit_price.map(|price| price.to_string()),
        "currency": item.currency, "quantity": item.quantity,
        "unit_weight_kg": item.unit_weight.map(|weight| weight.to_string()),
        "material": item.material, "use": item.usage, "hs_code": item.hs_code, "battery": item.battery,
    })
}

/// Decimal text as a JSON number with the same digits.
fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::Object(Map::new()))
}
