//! The product library: what items were before, by SKU and by name.

use crate::Outcome;
use crate::documents::{Answer, ItemForm, ProductDocument};
use crate::workstation::{Workstation, problem};
use serde_json::{Map, Value};
use shipdesk_core::order::Order;
use shipdesk_store::product::{self, Product};

/// Products that are offered.
const OFFERED: i64 = 20;
/// What of an item belongs to the goods; how many there are belongs to the order.
const OF_GOODS: [&str; 10] = [
    "sku",
    "name_cn",
    "name_en",
    "unit_price",
    "currency",
    "unit_weight_kg",
    "material",
    "use",
    "hs_code",
    "battery",
];

impl Workstation {
    /// Products by a part of their SKU or name: the very SKU first.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn product_find(&self, text: &str) -> Outcome<Vec<ProductDocument>> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let found = product::find(&mut db, text, OFFERED).await.map_err(problem)?;
        let document = |product: Product| ProductDocument { item: item(&product.item), sku: product.sku };
        Ok(Answer::done(found.into_iter().map(document).collect()))
    }
}

/// The products of an order: items with a SKU and a name. Of one SKU the first counts.
pub(crate) fn of_order(order: &Order) -> Vec<Product> {
    let document = order.to_json();
    let boxes = document.get("boxes").and_then(Value::as_array).into_iter().flatten();
    let items = boxes.flat_map(|carton| carton.get("items").and_then(Value::as_array).into_iter().flatten());
    let mut products: Vec<Product> = Vec::new();
    for item in items.filter_map(Value::as_object) {
        let text = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
        let (sku, named) = (text("sku"), !text("name_cn").is_empty() || !text("name_en").is_empty());
        if named && !sku.is_empty() && products.iter().all(|known| known.sku != sku) {
            products.push(Product { sku: sku.to_owned(), item: goods(item) });
        }
    }
    products
}

fn goods(item: &Map<String, Value>) -> Value {
    let kept = OF_GOODS.iter().filter_map(|name| Some(((*name).to_owned(), item.get(*name)?.clone())));
    Value::Object(kept.collect())
}

/// A product as a line of the form.
fn item(document: &Value) -> ItemForm {
    let text = |name: &str| document.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    ItemForm {
        sku: text("sku"),
        name_cn: text("name_cn"),
        name_en: text("name_en"),
        unit_price: text("unit_price"),
        currency: text("currency"),
        quantity: String::new(),
        unit_weight_kg: text("unit_weight_kg"),
        material: text("material"),
        usage: text("use"),
        hs_code: text("hs_code"),
        battery: text("battery"),
    }
}
