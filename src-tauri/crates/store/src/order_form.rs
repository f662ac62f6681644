//! Order forms as they were typed, also where they cannot be read.

use crate::journal::sha256;
use crate::order::{json_text, parsed};
use crate::{Db, Result, StoreError};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::FieldIssue;
use shipdesk_core::id::OrderId;
use sqlx::Row as _;

/// A form as it was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedForm {
    /// The form: JSON text.
    pub form: String,
    /// What of it cannot be read.
    pub unread: Vec<FieldIssue>,
    /// When it was kept.
    pub saved_at: Timestamp,
}

/// Keeps an order's form; the newest one counts.
pub async fn put(db: &mut Db, id: OrderId, form: &str, unread: &[FieldIssue], at: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into order_form (order_id, form, sha256, unread, saved_at) values (?, ?, ?, ?, ?)
         on conflict (order_id) do update set form = excluded.form, sha256 = excluded.sha256, unread = excluded.unread,
             saved_at = excluded.saved_at, erased_at = null",
    )
    .bind(id.to_string())
    .bind(form)
    .bind(sha256(form.as_bytes()))
    .bind(json_text(&unread))
    .bind(stamp(at))
    .execute(db)
    .await?;
    Ok(())
}

/// An order's form; `None` where it has none of its own, or it was erased.
///
/// # Errors
/// [`StoreError::Damaged`] where it was changed outside of this program.
pub async fn get(db: &mut Db, id: OrderId) -> Result<Option<SavedForm>> {
    let row = sqlx::query(
        "select form, sha256, unread, saved_at from order_form where order_id = ? and form is not null",
    )
    .bind(id.to_string())
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (form, hash, unread): (String, String, String) =
        (row.try_get("form")?, row.try_get("sha256")?, row.try_get("unread")?);
    let damaged = |why: &str| StoreError::damaged(format!("form of order {id}"), why);
    if sha256(form.as_bytes()) != hash {
        return Err(damaged("it has changed"));
    }
    let unread = serde_json::from_str(&unread).map_err(|error| damaged(&error.to_string()))?;
    Ok(Some(SavedForm { form, unread, saved_at: parsed(&row, "saved_at")? }))
}

/// What of an order's form cannot be read: nothing where it has none of its own.
pub async fn unread(db: &mut Db, id: OrderId) -> Result<Vec<FieldIssue>> {
    Ok(get(db, id).await?.map(|saved| saved.unread).unwrap_or_default())
}

/// Forgets an order's form: from now on the document gives it.
pub async fn remove(db: &mut Db, id: OrderId) -> Result<()> {
    sqlx::query("delete from order_form where order_id = ?").bind(id.to_string()).execute(db).await?;
    Ok(())
}
