//! The last balance of each account that is known, and how asking for it went since.

use crate::order::{json_text, parsed, parsed_or_none, problem};
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::AccountId;
use shipdesk_core::money::{Currency, Money};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// What is known of an account's balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// Whose it is.
    pub account_id: AccountId,
    /// The last that is known.
    pub amount: Option<Money>,
    /// Calls or numbers that are left, and of how many.
    pub quota: Option<(u32, Option<u32>)>,
    /// When that was said.
    pub known_at: Option<Timestamp>,
    /// When the provider was asked last.
    pub asked_at: Timestamp,
    /// What went wrong then.
    pub error: Option<Problem>,
}

/// Keeps an answer. One without a balance leaves the one before, with its age.
pub async fn put(db: &mut Db, account: AccountId, amount: Option<Money>, at: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into account_balance (account_id, amount_minor, currency, known_at, asked_at) values (?, ?, ?, ?, ?)
         on conflict (account_id) do update set amount_minor = coalesce(excluded.amount_minor, amount_minor),
             currency = coalesce(excluded.currency, currency), known_at = coalesce(excluded.known_at, known_at),
             asked_at = excluded.asked_at, error = null",
    )
    .bind(account.to_string())
    .bind(amount.map(Money::minor))
    .bind(amount.map(|amount| amount.currency().to_string()))
    .bind(amount.map(|_| stamp(at)))
    .bind(stamp(at))
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps an answer about the quota. One without a quota leaves the one before, with its age.
pub async fn put_quota(
    db: &mut Db,
    account: AccountId,
    quota: Option<(u32, Option<u32>)>,
    at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into account_balance (account_id, quota_left, quota_of, known_at, asked_at) values (?, ?, ?, ?, ?)
         on conflict (account_id) do update set quota_left = coalesce(excluded.quota_left, quota_left),
             quota_of = iif(excluded.quota_left is null, quota_of, excluded.quota_of),
             known_at = coalesce(excluded.known_at, known_at), asked_at = excluded.asked_at, error = null",
    )
    .bind(account.to_string())
    .bind(quota.map(|(left, _)| left))
    .bind(quota.and_then(|(_, of)| of))
    .bind(quota.map(|_| stamp(at)))
    .bind(stamp(at))
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that asking failed. What is known stays.
pub async fn put_failure(db: &mut Db, account: AccountId, error: &Problem, at: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into account_balance (account_id, asked_at, error) values (?, ?, ?)
         on conflict (account_id) do update set asked_at = excluded.asked_at, error = excluded.error",
    )
    .bind(account.to_string())
    .bind(stamp(at))
    .bind(json_text(error))
    .execute(db)
    .await?;
    Ok(())
}

/// What is known of all accounts' balances.
pub async fn all(db: &mut Db) -> Result<Vec<Balance>> {
    sqlx::query("select * from account_balance").fetch_all(db).await?.iter().map(balance_row).collect()
}

fn balance_row(row: &SqliteRow) -> Result<Balance> {
    let currency: Option<Currency> = parsed_or_none(row, "currency")?;
    let minor: Option<i64> = row.try_get("amount_minor")?;
    Ok(Balance {
        account_id: parsed(row, "account_id")?,
        amount: minor.zip(currency).map(|(minor, currency)| Money::from_minor(minor, currency)),
        quota: row
            .try_get::<Option<u32>, _>("quota_left")?
            .map(|left| row.try_get("quota_of").map(|of| (left, of)))
            .transpose()?,
        known_at: parsed_or_none(row, "known_at")?,
        asked_at: parsed(row, "asked_at")?,
        error: problem(row, "error")?,
    })
}
