//! The product library: what an item of a SKU is, as orders taught it.

use crate::order::json_text;
use crate::search::folded;
use crate::{Db, Result, StoreError};
use jiff::Timestamp;
use serde_json::Value;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::OrderId;
use sqlx::Row as _;

/// A kind of goods: an item of an order document.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// The seller's own number of it.
    pub sku: String,
    /// What it is.
    pub item: Value,
}

/// Learns products: what is given replaces what was known, what is not stays. Products that the same order taught before
/// and has no more are forgotten: they were a stage of typing.
pub async fn learn(db: &mut Db, order: Option<OrderId>, products: &[Product], at: Timestamp) -> Result<()> {
    let order = order.map(|id| id.to_string());
    let skus: Vec<&str> = products.iter().map(|product| product.sku.as_str()).collect();
    sqlx::query("delete from product where learned_from = ? and sku not in (select value from json_each(?))")
        .bind(&order)
        .bind(json_text(&skus))
        .execute(&mut *db)
        .await?;
    for product in products {
        let known = get(db, &product.sku).await?;
        let item = match &known {
            Some(known) => together(&known.item, &product.item),
            None => product.item.clone(),
        };
        let text = |name: &str| item.get(name).and_then(Value::as_str).map(folded).unwrap_or_default();
        let terms = [folded(&product.sku), text("name_cn"), text("name_en")].join("\n");
        sqlx::query(
            "insert into product (sku, document, updated_at, terms, learned_from) values (?1, ?2, ?3, ?4, ?5)
             on conflict (sku) do update set document = excluded.document, updated_at = excluded.updated_at,
                 terms = excluded.terms,
                 learned_from = iif(product.learned_from = excluded.learned_from, product.learned_from, null)",
        )
        .bind(&product.sku)
        .bind(item.to_string())
        .bind(stamp(at))
        .bind(terms)
        .bind(&order)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// The known values, with those that are given now in their place.
fn together(known: &Value, given: &Value) -> Value {
    let mut item = known.clone();
    if let (Some(item), Some(given)) = (item.as_object_mut(), given.as_object()) {
        for (name, value) in given {
            if !value.is_null() && value.as_str() != Some("") {
                item.insert(name.clone(), value.clone());
            }
        }
    }
    item
}

/// A product by its SKU.
pub async fn get(db: &mut Db, sku: &str) -> Result<Option<Product>> {
    let row = sqlx::query("select * from product where sku = ?").bind(sku).fetch_optional(db).await?;
    row.map(|row| product(&row)).transpose()
}

/// Products by a part of their SKU or name: the very SKU first, then those that begin so, then those learned last.
pub async fn find(db: &mut Db, text: &str, limit: i64) -> Result<Vec<Product>> {
    let rows = sqlx::query(
        "select * from product where instr(terms, ?1) > 0
         order by terms || char(10) like ?1 || char(10) || '%' desc, instr(terms, ?1) = 1 desc, updated_at desc, sku limit ?2",
    )
    .bind(folded(text))
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.iter().map(product).collect()
}

fn product(row: &sqlx::sqlite::SqliteRow) -> Result<Product> {
    let document: String = row.try_get("document")?;
    let item = serde_json::from_str(&document).map_err(|error| StoreError::damaged("product", error))?;
    Ok(Product { sku: row.try_get("sku")?, item })
}
