//! Attempts: every call to a provider, with the redacted request and the raw answer.

use crate::journal::sha256;
use crate::order::{json_text, parsed, problem};
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::{AccountId, AttemptId, OrderId, PurchaseId};
use sqlx::Row as _;

/// A call that was made.
#[derive(Debug, Clone)]
pub struct NewAttempt {
    /// When its answer came, or did not.
    pub at: Timestamp,
    /// Who was asked.
    pub account_id: AccountId,
    /// About which order.
    pub order_id: Option<OrderId>,
    /// About which purchase.
    pub purchase_id: Option<PurchaseId>,
    /// What was asked: `create`, `price`, `label`, …
    pub action: &'static str,
    /// `done`, or the code of what went wrong.
    pub outcome: String,
    /// The HTTP status.
    pub http_status: Option<u16>,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
    /// What went wrong.
    pub error: Option<Problem>,
    /// Method and address.
    pub address: String,
    /// The request, secrets removed.
    pub request: String,
    /// The raw answer, secrets removed.
    pub answer: Option<String>,
}

/// Keeps a call.
pub async fn insert(db: &mut Db, attempt: &NewAttempt) -> Result<AttemptId> {
    let id = AttemptId::new();
    sqlx::query(
        "insert into attempt (id, at, account_id, order_id, purchase_id, action, outcome, http_status, took_ms, error,
         request_sha256, answer_sha256) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(id.to_string())
    .bind(stamp(attempt.at))
    .bind(attempt.account_id.to_string())
    .bind(attempt.order_id.map(|id| id.to_string()))
    .bind(attempt.purchase_id.map(|id| id.to_string()))
    .bind(attempt.action)
    .bind(&attempt.outcome)
    .bind(attempt.http_status.map(i64::from))
    .bind(attempt.took_ms)
    .bind(attempt.error.as_ref().map(json_text))
    .bind(sha256(attempt.request.as_bytes()))
    .bind(attempt.answer.as_ref().map(|answer| sha256(answer.as_bytes())))
    .execute(&mut *db)
    .await?;
    sqlx::query("insert into attempt_text (attempt_id, address, request, answer) values (?, ?, ?, ?)")
        .bind(id.to_string())
        .bind(&attempt.address)
        .bind(&attempt.request)
        .bind(&attempt.answer)
        .execute(db)
        .await?;
    Ok(id)
}

/// A call as the order's history shows it.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// Who was asked.
    pub account_id: AccountId,
    /// What was asked.
    pub action: String,
    /// `done`, or the code of what went wrong.
    pub outcome: String,
    /// The HTTP status.
    pub http_status: Option<i64>,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
    /// What went wrong.
    pub error: Option<Problem>,
}

/// The calls about an order other than prices, newest first, at most `limit`.
pub async fn of_order(db: &mut Db, order: OrderId, limit: i64) -> Result<Vec<Attempt>> {
    let rows = sqlx::query(
        "select at, account_id, action, outcome, http_status, took_ms, error from attempt
         where order_id = ? and action <> 'price' order by at desc, id desc limit ?",
    )
    .bind(order.to_string())
    .bind(limit)
    .fetch_all(db)
    .await?;
    let mut attempts = Vec::with_capacity(rows.len());
    for row in rows {
        attempts.push(Attempt {
            at: parsed(&row, "at")?,
            account_id: parsed(&row, "account_id")?,
            action: row.try_get("action")?,
            outcome: row.try_get("outcome")?,
            http_status: row.try_get("http_status")?,
            took_ms: row.try_get("took_ms")?,
            error: problem(&row, "error")?,
        });
    }
    Ok(attempts)
}
