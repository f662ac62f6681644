//! Orders: what is known of one at a glance (`orders`), and what the customer wants sent (`order_document`).

mod discard;
mod list;
mod many;
mod number;
mod searched;
mod short;

pub use discard::discard;
pub use list::{
    After, Bought, Filter, Listed, Quoted, Sort, View, batches, beginning, count, listed, matching,
    matching_beyond, page, places_of,
};
pub use many::insert_many;
pub use number::highest_number;
pub use short::Shortly;

use crate::journal::sha256;
use crate::{Db, Result, StoreError, order_form, search};
use jiff::Timestamp;
use serde_json::Value;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{FieldIssue, Problem};
use shipdesk_core::id::{OrderId, PurchaseId, StationId};
use shipdesk_core::order::{Order, read};
use shipdesk_core::status::OrderState;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// An order as lists show it.
#[derive(Debug, Clone)]
pub struct OrderRow {
    /// Its place among all orders here; newer ones are higher.
    pub seq: i64,
    /// Its id.
    pub id: OrderId,
    /// Its number; a draft may not have one yet.
    pub order_no: Option<String>,
    /// The customer's reference.
    pub reference: String,
    /// Where it stands.
    pub state: OrderState,
    /// The recipient's country.
    pub country: String,
    /// How many boxes.
    pub boxes: i64,
    /// What they weigh together, in grams.
    pub weight_g: i64,
    /// The newest purchase.
    pub purchase_id: Option<PurchaseId>,
    /// What went wrong last.
    pub last_error: Option<Problem>,
    /// When it came here.
    pub created_at: Timestamp,
    /// When something of it changed.
    pub updated_at: Timestamp,
}

/// Puts a new order in.
///
/// # Errors
/// [`StoreError::Conflict`] where the order number is in use.
pub async fn insert(db: &mut Db, order: &Order, station: StationId, at: Timestamp) -> Result<OrderId> {
    let id = OrderId::new();
    let lacking = order.missing();
    let seq = sqlx::query(
        "insert into orders (id, order_no, reference, state, country, boxes, weight_g, station_id, created_at, updated_at)
         values (?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(id.to_string())
    .bind(&order.order_no)
    .bind(&order.reference)
    .bind(resting_state(&lacking).as_str())
    .bind(&order.recipient.country)
    .bind(i64::try_from(order.boxes.len()).unwrap_or(i64::MAX))
    .bind(i64::from(order.weight().grams()))
    .bind(station.to_string())
    .bind(stamp(at))
    .bind(stamp(at))
    .execute(&mut *db)
    .await?
    .last_insert_rowid();
    put_document(db, id, order).await?;
    short::put(db, &[(seq, Shortly::of(order, &lacking))]).await?;
    search::index(db, seq, &search_text(order)).await?;
    Ok(id)
}

/// An order number as it is compared: a provider may not tell `A1` from `a1`.
pub fn folded_no(order_no: Option<&str>) -> String {
    order_no.unwrap_or_default().to_ascii_lowercase()
}

/// Which of these order numbers are in use, by their folded form.
pub async fn in_use(db: &mut Db, order_nos: &[&str]) -> Result<std::collections::HashMap<String, OrderRow>> {
    let rows = sqlx::query("select * from orders where order_no in (select value from json_each(?))")
        .bind(json_text(&order_nos))
        .fetch_all(db)
        .await?;
    let row = |row: &SqliteRow| order_row(row).map(|row| (folded_no(row.order_no.as_deref()), row));
    rows.iter().map(row).collect()
}

/// Replaces an order that was never sent, by a document that did not come from its form.
pub async fn replace(db: &mut Db, row: &OrderRow, order: &Order, at: Timestamp) -> Result<()> {
    order_form::remove(db, row.id).await?;
    update(db, row, order, &order.missing(), at).await
}

/// Changes an order that was never sent. As long as it is `lacking` something it is a draft.
///
/// # Errors
/// [`StoreError::Conflict`] where the order number is another's.
pub async fn update(
    db: &mut Db,
    row: &OrderRow,
    order: &Order,
    lacking: &[FieldIssue],
    at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "update orders set order_no = nullif(?, ''), reference = ?, state = ?, country = ?, boxes = ?, weight_g = ?,
         last_error = null, updated_at = ? where id = ?",
    )
    .bind(&order.order_no)
    .bind(&order.reference)
    .bind(resting_state(lacking).as_str())
    .bind(&order.recipient.country)
    .bind(i64::try_from(order.boxes.len()).unwrap_or(i64::MAX))
    .bind(i64::from(order.weight().grams()))
    .bind(stamp(at))
    .bind(row.id.to_string())
    .execute(&mut *db)
    .await?;
    put_document(db, row.id, order).await?;
    short::put(db, &[(row.seq, Shortly::of(order, lacking))]).await?;
    search::index(db, row.seq, &search_text(order)).await
}

/// What an order that lacks these things is before anybody buys it.
fn resting_state(lacking: &[FieldIssue]) -> OrderState {
    if lacking.is_empty() { OrderState::Ready } else { OrderState::Draft }
}

async fn put_document(db: &mut Db, id: OrderId, order: &Order) -> Result<()> {
    let document = order.to_json().to_string();
    sqlx::query(
        "insert into order_document (order_id, document, sha256) values (?, ?, ?)
         on conflict (order_id) do update set document = excluded.document, sha256 = excluded.sha256, erased_at = null",
    )
    .bind(id.to_string())
    .bind(&document)
    .bind(sha256(document.as_bytes()))
    .execute(db)
    .await?;
    Ok(())
}

/// An order by its number, or by its id.
pub async fn by_no(db: &mut Db, number: &str) -> Result<Option<OrderRow>> {
    let found =
        sqlx::query("select * from orders where order_no = ?1 or id = ?1").bind(number).fetch_optional(db);
    found.await?.map(|row| order_row(&row)).transpose()
}

/// An order by its id.
pub async fn by_id(db: &mut Db, id: OrderId) -> Result<Option<OrderRow>> {
    let found = sqlx::query("select * from orders where id = ?").bind(id.to_string()).fetch_optional(db);
    found.await?.map(|row| order_row(&row)).transpose()
}

/// What the customer wants sent, and its hash; checked against it.
///
/// # Errors
/// [`StoreError::Damaged`] where it was changed outside of this program, or erased.
pub async fn document(db: &mut Db, id: OrderId) -> Result<(Order, String)> {
    let row = sqlx::query("select document, sha256 from order_document where order_id = ?")
        .bind(id.to_string())
        .fetch_one(db)
        .await?;
    let (document, hash): (Option<String>, String) = (row.try_get("document")?, row.try_get("sha256")?);
    let damaged = |why: &str| StoreError::damaged(format!("order {id}"), why);
    let document = document.ok_or_else(|| damaged("erased"))?;
    if sha256(document.as_bytes()) != hash {
        return Err(damaged("its document has changed"));
    }
    let value: Value = serde_json::from_str(&document).map_err(|error| damaged(&error.to_string()))?;
    let reading = read(&value).map_err(|issues| damaged(&format!("{} fields", issues.len())))?;
    Ok((reading.order, hash))
}

/// Sets where the order stands by its newest purchase, with what went wrong, if anything did. News of an older purchase
/// say nothing of the order.
pub async fn set_state(
    db: &mut Db,
    (id, purchase): (OrderId, PurchaseId),
    state: OrderState,
    error: Option<&Problem>,
    at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "update orders set state = ?, last_error = ?, updated_at = ? where id = ? and purchase_id = ?",
    )
    .bind(state.as_str())
    .bind(error.map(json_text))
    .bind(stamp(at))
    .bind(id.to_string())
    .bind(purchase.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// One page of a list.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Rows older than this place; `None` begins with the newest.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: i64,
}

/// Orders, newest first, in a state or in any.
pub async fn list(db: &mut Db, state: Option<OrderState>, page: Page) -> Result<Vec<OrderRow>> {
    let before = page.before.unwrap_or(i64::MAX);
    let query = match state {
        Some(state) => {
            sqlx::query("select * from orders where state = ? and seq < ? order by seq desc limit ?")
                .bind(state.as_str())
        }
        None => sqlx::query("select * from orders where seq < ? order by seq desc limit ?"),
    };
    let rows = query.bind(before).bind(page.limit).fetch_all(db).await?;
    rows.iter().map(order_row).collect()
}

/// Orders by their places, newest first.
pub async fn by_seqs(db: &mut Db, seqs: &[i64]) -> Result<Vec<OrderRow>> {
    let list = serde_json::to_string(seqs).unwrap_or_default();
    let rows =
        sqlx::query("select * from orders where seq in (select value from json_each(?)) order by seq desc")
            .bind(list)
            .fetch_all(db)
            .await?;
    rows.iter().map(order_row).collect()
}

/// Everything of an order that people search by.
pub fn search_text(order: &Order) -> String {
    let mut words = vec![order.order_no.as_str(), &order.reference, &order.note];
    // the sender is the same in most orders and would only find them all
    let party = &order.recipient;
    words.extend(
        [&party.name, &party.company, &party.phone, &party.email, &party.city, &party.postcode]
            .map(String::as_str),
    );
    for item in order.boxes.iter().flat_map(|carton| &carton.items) {
        words.extend([item.sku.as_str(), &item.name_cn, &item.name_en]);
    }
    words.retain(|word| !word.is_empty());
    words.join("\n")
}

pub(crate) fn order_row(row: &SqliteRow) -> Result<OrderRow> {
    let purchase: Option<String> = row.try_get("purchase_id")?;
    Ok(OrderRow {
        seq: row.try_get("seq")?,
        id: parsed(row, "id")?,
        order_no: row.try_get("order_no")?,
        reference: row.try_get("reference")?,
        state: parsed(row, "state")?,
        country: row.try_get("country")?,
        boxes: row.try_get("boxes")?,
        weight_g: row.try_get("weight_g")?,
        purchase_id: purchase
            .map(|id| id.parse())
            .transpose()
            .map_err(|error| StoreError::damaged("orders", error))?,
        last_error: problem(row, "last_error")?,
        created_at: parsed(row, "created_at")?,
        updated_at: parsed(row, "updated_at")?,
    })
}

/// A column that must parse as what it stands for.
pub(crate) fn parsed<T>(row: &SqliteRow, column: &str) -> Result<T>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    let text: String = row.try_get(column)?;
    text.parse().map_err(|error| StoreError::damaged(column, error))
}

/// The same, where it may be null.
pub(crate) fn parsed_or_none<T>(row: &SqliteRow, column: &str) -> Result<Option<T>>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    let text: Option<String> = row.try_get(column)?;
    text.map(|text| text.parse().map_err(|error| StoreError::damaged(column, error))).transpose()
}

/// A stored error.
pub(crate) fn problem(row: &SqliteRow, column: &str) -> Result<Option<Problem>> {
    from_json(row, column)
}

/// What a column holds as JSON text.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<Option<T>> {
    let text: Option<String> = row.try_get(column)?;
    text.map(|text| serde_json::from_str(&text).map_err(|error| StoreError::damaged(column, error)))
        .transpose()
}

/// JSON of what cannot fail to become it.
pub(crate) fn json_text<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
