//! Carriers as accounts know them: the list as the provider gave it last.

use crate::order::{json_text, parsed};
use crate::{Db, Result};
use jiff::Timestamp;
use serde::Serialize;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::AccountId;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// A carrier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Carrier {
    /// The provider's code of it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its page.
    pub homepage: Option<String>,
    /// Its phone.
    pub phone: Option<String>,
}

/// Takes over an account's list.
pub async fn replace(db: &mut Db, account: AccountId, list: &[Carrier], at: Timestamp) -> Result<()> {
    let account = account.to_string();
    sqlx::query("delete from carrier where account_id = ?").bind(&account).execute(&mut *db).await?;
    sqlx::query(
        "insert into carrier (account_id, code, name, homepage, phone, listed_at)
         select ?, value ->> 'code', value ->> 'name', value ->> 'homepage', value ->> 'phone', ?
         from json_each(?) where true on conflict do nothing",
    )
    .bind(&account)
    .bind(stamp(at))
    .bind(json_text(&list))
    .execute(db)
    .await?;
    Ok(())
}

/// An account's list by name, and when it was given.
pub async fn all(db: &mut Db, account: AccountId) -> Result<(Vec<Carrier>, Option<Timestamp>)> {
    let rows = sqlx::query("select * from carrier where account_id = ? order by name collate nocase, code")
        .bind(account.to_string())
        .fetch_all(db)
        .await?;
    let listed_at = rows.first().map(|row| parsed(row, "listed_at")).transpose()?;
    let carrier = |row: &SqliteRow| -> Result<Carrier> {
        Ok(Carrier {
            code: row.try_get("code")?,
            name: row.try_get("name")?,
            homepage: row.try_get("homepage")?,
            phone: row.try_get("phone")?,
        })
    };
    Ok((rows.iter().map(carrier).collect::<Result<_>>()?, listed_at))
}
