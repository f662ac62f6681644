//! Settings of the workstation, text under dotted keys, each with the date it was set.

use crate::order::parsed;
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// A setting.
pub async fn get(db: &mut Db, key: &str) -> Result<Option<String>> {
    Ok(get_with_date(db, key).await?.map(|(value, _)| value))
}

/// A setting and when it was set.
pub async fn get_with_date(db: &mut Db, key: &str) -> Result<Option<(String, Timestamp)>> {
    let found =
        sqlx::query("select value, set_at from setting where key = ?").bind(key).fetch_optional(db).await?;
    found.map(|row| Ok((row.try_get("value")?, parsed(&row, "set_at")?))).transpose()
}

/// Sets a setting.
pub async fn set(db: &mut Db, key: &str, value: &str, at: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into setting (key, value, set_at) values (?, ?, ?)
         on conflict (key) do update set value = excluded.value, set_at = excluded.set_at",
    )
    .bind(key)
    .bind(value)
    .bind(stamp(at))
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets a setting.
pub async fn remove(db: &mut Db, key: &str) -> Result<()> {
    sqlx::query("delete from setting where key = ?").bind(key).execute(db).await?;
    Ok(())
}

/// Every setting with its value and date, by key.
pub async fn all(db: &mut Db) -> Result<Vec<(String, String, Timestamp)>> {
    starting_with(db, "").await
}

/// The settings whose keys start so, by key: `rate.` gives all exchange rates.
pub async fn starting_with(db: &mut Db, prefix: &str) -> Result<Vec<(String, String, Timestamp)>> {
    let rows =
        sqlx::query("select * from setting where substr(key, 1, length(?1)) = ?1 order by key").bind(prefix);
    rows.fetch_all(db).await?.iter().map(setting_row).collect()
}

fn setting_row(row: &SqliteRow) -> Result<(String, String, Timestamp)> {
    Ok((row.try_get("key")?, row.try_get("value")?, parsed(row, "set_at")?))
}
