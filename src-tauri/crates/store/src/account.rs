//! Accounts: our credentials at providers, without the secrets. A removed account stays on record for what it bought.

use crate::order::{json_text, parsed, parsed_or_none};
use crate::{Db, Result, StoreError};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::AccountId;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use std::collections::{BTreeMap, HashMap};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What people call it; one living account has a name.
    pub name: String,
    /// The provider.
    pub provider: String,
    /// Where its calls go.
    pub base_url: String,
    /// When a person agreed to plain `http`.
    pub http_consent_at: Option<Timestamp>,
    /// The provider's own fields, none of them secret.
    pub fields: BTreeMap<String, String>,
    /// Whether it is used.
    pub enabled: bool,
    /// Until when the provider wants to hear nothing from us.
    pub silent_until: Option<Timestamp>,
    /// When its channels were fetched last.
    pub channels_at: Option<Timestamp>,
    /// When it came here.
    pub created_at: Timestamp,
}

/// Puts a new account in, behind the others.
///
/// # Errors
/// [`StoreError::Conflict`] where a living account has the name.
pub async fn insert(db: &mut Db, account: &Account) -> Result<()> {
    sqlx::query(
        "insert into account (id, name, provider, base_url, http_consent_at, fields, enabled, position, silent_until,
         channels_at, created_at)
         values (?, ?, ?, ?, ?, ?, ?, (select coalesce(max(position), 0) + 1 from account), ?, ?, ?)",
    )
    .bind(account.id.to_string())
    .bind(&account.name)
    .bind(&account.provider)
    .bind(&account.base_url)
    .bind(account.http_consent_at.map(stamp))
    .bind(json_text(&account.fields))
    .bind(account.enabled)
    .bind(account.silent_until.map(stamp))
    .bind(account.channels_at.map(stamp))
    .bind(stamp(account.created_at))
    .execute(db)
    .await?;
    Ok(())
}

/// The living accounts, in their order.
pub async fn all(db: &mut Db) -> Result<Vec<Account>> {
    let rows =
        sqlx::query("select * from account where removed_at is null order by position, name").fetch_all(db);
    rows.await?.iter().map(account_row).collect()
}

/// A living account by its name.
pub async fn by_name(db: &mut Db, name: &str) -> Result<Option<Account>> {
    let found = sqlx::query("select * from account where name = ? and removed_at is null").bind(name);
    found.fetch_optional(db).await?.map(|row| account_row(&row)).transpose()
}

/// An account by its id, also a removed one.
pub async fn by_id(db: &mut Db, id: AccountId) -> Result<Option<Account>> {
    let found = sqlx::query("select * from account where id = ?").bind(id.to_string());
    found.fetch_optional(db).await?.map(|row| account_row(&row)).transpose()
}

/// Takes an account away. Its name is free again; what it did stays readable.
pub async fn remove(db: &mut Db, id: AccountId, at: Timestamp) -> Result<()> {
    sqlx::query("update account set removed_at = ? where id = ? and removed_at is null")
        .bind(stamp(at))
        .bind(id.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps all processes silent towards the provider until then. An earlier, longer silence stands.
pub async fn set_silence(db: &mut Db, id: AccountId, until: Timestamp) -> Result<()> {
    sqlx::query("update account set silent_until = max(coalesce(silent_until, ''), ?) where id = ?")
        .bind(stamp(until))
        .bind(id.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Until when the provider asked for silence, whichever process it told.
pub async fn silence(db: &mut Db, id: AccountId) -> Result<Option<Timestamp>> {
    let row = sqlx::query("select silent_until from account where id = ?").bind(id.to_string());
    let row = row.fetch_optional(db).await?;
    row.map_or(Ok(None), |row| parsed_or_none(&row, "silent_until"))
}

/// Notes that the account's channels were fetched.
pub async fn set_channels_at(db: &mut Db, id: AccountId, at: Timestamp) -> Result<()> {
    sqlx::query("update account set channels_at = ? where id = ?")
        .bind(stamp(at))
        .bind(id.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Uses an account, or leaves it alone.
pub async fn set_enabled(db: &mut Db, id: AccountId, enabled: bool) -> Result<()> {
    sqlx::query("update account set enabled = ? where id = ?")
        .bind(enabled)
        .bind(id.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Changes what people may change: name, address, consent, fields.
///
/// # Errors
/// [`StoreError::Conflict`] where another living account has the name.
pub async fn update(db: &mut Db, account: &Account) -> Result<()> {
    sqlx::query("update account set name = ?, base_url = ?, http_consent_at = ?, fields = ? where id = ?")
        .bind(&account.name)
        .bind(&account.base_url)
        .bind(account.http_consent_at.map(stamp))
        .bind(json_text(&account.fields))
        .bind(account.id.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Puts accounts into this order.
pub async fn set_order(db: &mut Db, accounts: &[AccountId]) -> Result<()> {
    sqlx::query("update account set position = key + 1 from json_each(?) where account.id = value")
        .bind(json_text(&accounts))
        .execute(db)
        .await?;
    Ok(())
}

/// Whether there ever was an account.
pub async fn ever(db: &mut Db) -> Result<bool> {
    Ok(sqlx::query("select 1 from account limit 1").fetch_optional(db).await?.is_some())
}

/// How many purchases of each account wait for the provider's word: what was sent, labels that are due, cancellations
/// and money that are not settled.
pub async fn open_purchases(db: &mut Db) -> Result<HashMap<AccountId, u32>> {
    // the lists are those of the partial indexes, to the letter
    let rows = sqlx::query(
        "select account_id, count(*) as n from (
             select account_id from purchase where state in ('intent', 'sending', 'unknown', 'created', 'cancelling')
             union all
             select account_id from purchase where state = 'cancelled' and refund in ('in_progress', 'unknown')
         ) group by account_id",
    )
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((parsed(row, "account_id")?, row.try_get("n")?))).collect()
}

fn account_row(row: &SqliteRow) -> Result<Account> {
    let fields: String = row.try_get("fields")?;
    Ok(Account {
        id: parsed(row, "id")?,
        name: row.try_get("name")?,
        provider: row.try_get("provider")?,
        base_url: row.try_get("base_url")?,
        http_consent_at: parsed_or_none(row, "http_consent_at")?,
        fields: serde_json::from_str(&fields)
            .map_err(|error| StoreError::damaged("account.fields", error))?,
        enabled: row.try_get("enabled")?,
        silent_until: parsed_or_none(row, "silent_until")?,
        channels_at: parsed_or_none(row, "channels_at")?,
        created_at: parsed(row, "created_at")?,
    })
}
