//! What the calls to providers tell of the network, whichever process made them.

use crate::order::{json_text, parsed, parsed_or_none};
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::ErrorCode;
use shipdesk_core::id::AccountId;
use sqlx::Row as _;
use std::collections::HashMap;

/// A call, as far as it tells of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Who was asked.
    pub account_id: AccountId,
    /// When it was over.
    pub at: Timestamp,
    /// Whether no connection came about.
    pub unreachable: bool,
}

/// The newest calls, newest first. One without an answer in time says nothing either way and is passed over.
pub async fn newest(db: &mut Db, limit: i64) -> Result<Vec<Call>> {
    let rows = sqlx::query(
        "select account_id, at, outcome from attempt where outcome <> ? order by at desc, id desc limit ?",
    )
    .bind(ErrorCode::TimedOut.as_str())
    .bind(limit)
    .fetch_all(db)
    .await?;
    let mut calls = Vec::with_capacity(rows.len());
    for row in rows {
        let outcome: String = row.try_get("outcome")?;
        calls.push(Call {
            account_id: parsed(&row, "account_id")?,
            at: parsed(&row, "at")?,
            unreachable: outcome == ErrorCode::Unreachable.as_str(),
        });
    }
    Ok(calls)
}

/// Whether an account other than these has answered since.
pub async fn others_answered(db: &mut Db, accounts: &[AccountId], since: Timestamp) -> Result<bool> {
    let found = sqlx::query(
        "select 1 from attempt where at >= ? and http_status is not null
         and account_id not in (select value from json_each(?)) limit 1",
    )
    .bind(stamp(since))
    .bind(json_text(&accounts))
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// When any provider last answered.
pub async fn answered_at(db: &mut Db) -> Result<Option<Timestamp>> {
    let found = sqlx::query(
        "select at from attempt indexed by attempt_by_time where http_status is not null order by at desc limit 1",
    )
    .fetch_optional(db)
    .await?;
    found.map(|row| parsed(&row, "at")).transpose()
}

/// When each account's provider last answered it, whatever was asked and said.
pub async fn answered(db: &mut Db) -> Result<HashMap<AccountId, Timestamp>> {
    let rows = sqlx::query(
        "select id, (select max(at) from attempt where account_id = account.id and http_status is not null) as at
         from account where removed_at is null",
    )
    .fetch_all(db)
    .await?;
    let mut found = HashMap::new();
    for row in rows {
        if let Some(at) = parsed_or_none(&row, "at")? {
            found.insert(parsed(&row, "id")?, at);
        }
    }
    Ok(found)
}

/// The accounts to which a call was made since that may have moved money, with the newest of them.
pub async fn money_moved(db: &mut Db, since: Timestamp) -> Result<Vec<(AccountId, Timestamp)>> {
    let rows = sqlx::query(
        "select account_id, max(at) as at from attempt
         where at > ? and action in ('create', 'create_many', 'cancel', 'refund') group by account_id",
    )
    .bind(stamp(since))
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((parsed(row, "account_id")?, parsed(row, "at")?))).collect()
}
