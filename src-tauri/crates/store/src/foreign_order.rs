//! Orders that were made at a provider, as it told them last. They are shown and kept, never changed.

use crate::order::{from_json, json_text, parsed};
use crate::{Db, Result};
use jiff::Timestamp;
use serde_json::Value;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::AccountId;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// Such an order.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignOrder {
    /// The account.
    pub account_id: AccountId,
    /// The provider's order number.
    pub order_no: String,
    /// The seller's reference.
    pub reference: Option<String>,
    /// The tracking number.
    pub tracking_no: Option<String>,
    /// The provider's code of where it stands.
    pub state_code: Option<String>,
    /// All of it; `None` where it was erased.
    pub document: Option<Value>,
    /// When the provider told it.
    pub fetched_at: Timestamp,
}

/// Keeps such an order as it was told now.
pub async fn put(db: &mut Db, order: &ForeignOrder) -> Result<()> {
    let row = sqlx::query(
        "insert into foreign_order (account_id, order_no, reference, tracking_no, state_code, fetched_at)
         values (?, ?, ?, ?, ?, ?)
         on conflict (account_id, order_no) do update set reference = excluded.reference,
             tracking_no = excluded.tracking_no, state_code = excluded.state_code, fetched_at = excluded.fetched_at
         returning id",
    )
    .bind(order.account_id.to_string())
    .bind(&order.order_no)
    .bind(&order.reference)
    .bind(&order.tracking_no)
    .bind(&order.state_code)
    .bind(stamp(order.fetched_at))
    .fetch_one(&mut *db)
    .await?;
    sqlx::query("insert or replace into foreign_order_document (order_id, document) values (?, ?)")
        .bind(row.try_get::<i64, _>("id")?)
        .bind(order.document.as_ref().map(json_text))
        .execute(db)
        .await?;
    Ok(())
}

/// An account's order by the provider's number, or the newest with the seller's reference.
pub async fn by_key(
    db: &mut Db,
    account: AccountId,
    order_no: Option<&str>,
    reference: Option<&str>,
) -> Result<Option<ForeignOrder>> {
    let found = sqlx::query(
        "select foreign_order.*, document from foreign_order left join foreign_order_document on order_id = id
         where account_id = ?1 and (order_no = ?2 or (?2 is null and reference = ?3)) order by id desc limit 1",
    )
    .bind(account.to_string())
    .bind(order_no)
    .bind(reference)
    .fetch_optional(db)
    .await?;
    found.map(|row| order_row(&row)).transpose()
}

/// Those that are kept, newest first.
pub async fn all(db: &mut Db, limit: i64) -> Result<Vec<ForeignOrder>> {
    let rows = sqlx::query(
        "select foreign_order.*, null as document from foreign_order order by fetched_at desc, id desc limit ?",
    );
    rows.bind(limit).fetch_all(db).await?.iter().map(order_row).collect()
}

/// The query of [`with_number`]: each number has an index of its own. One sign begins most of them, so each gives at most a
/// thousand.
pub const WITH_NUMBER: &str = "select foreign_order.*, null as document from foreign_order where id in (
         select id from (select id from foreign_order
             where order_no collate nocase >= ?1 and order_no collate nocase < ?1 || char(1114111) limit 1000)
         union all select id from (select id from foreign_order
             where reference collate nocase >= ?1 and reference collate nocase < ?1 || char(1114111) limit 1000)
         union all select id from (select id from foreign_order
             where tracking_no collate nocase >= ?1 and tracking_no collate nocase < ?1 || char(1114111) limit 1000))
     order by fetched_at desc, id desc limit ?2";

/// Those whose number, reference or tracking number begins so, whatever the case of its letters; newest first, of
/// thousands the newest of those that stand first.
pub async fn with_number(db: &mut Db, beginning: &str, limit: i64) -> Result<Vec<ForeignOrder>> {
    let rows = sqlx::query(WITH_NUMBER);
    rows.bind(beginning.trim()).bind(limit).fetch_all(db).await?.iter().map(order_row).collect()
}

fn order_row(row: &SqliteRow) -> Result<ForeignOrder> {
    Ok(ForeignOrder {
        account_id: parsed(row, "account_id")?,
        order_no: row.try_get("order_no")?,
        reference: row.try_get("reference")?,
        tracking_no: row.try_get("tracking_no")?,
        state_code: row.try_get("state_code")?,
        document: from_json(row, "document")?,
        fetched_at: parsed(row, "fetched_at")?,
    })
}
