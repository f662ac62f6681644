//! What the desk says of the folder at a glance.

use crate::order::json_text;
use crate::{Db, Result};
use shipdesk_core::status::OrderState;
use sqlx::Row as _;

/// How many orders stand in any of these states.
pub async fn orders_in(db: &mut Db, states: &[OrderState]) -> Result<u32> {
    let row = sqlx::query("select count(*) as n from orders where state in (select value from json_each(?))")
        .bind(json_text(&states))
        .fetch_one(db)
        .await?;
    Ok(row.try_get("n")?)
}

/// Whether there is any order.
pub async fn has_orders(db: &mut Db) -> Result<bool> {
    Ok(sqlx::query("select 1 from orders limit 1").fetch_optional(db).await?.is_some())
}

/// The version of the database engine.
pub async fn sqlite_version(db: &mut Db) -> Result<String> {
    Ok(sqlx::query("select sqlite_version() as version").fetch_one(db).await?.try_get("version")?)
}
