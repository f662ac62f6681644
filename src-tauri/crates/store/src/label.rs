//! Labels of purchases. The bytes are files; replaced labels stay on record.

use crate::order::parsed;
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::{LabelId, PurchaseId};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// A label that is in force.
#[derive(Debug, Clone)]
pub struct Label {
    /// Its id.
    pub id: LabelId,
    /// `label` or `transfer`.
    pub kind: String,
    /// The box; empty for one that serves the whole order.
    pub box_no: String,
    /// The hash of its bytes.
    pub sha256: String,
    /// What the bytes are.
    pub media_type: String,
    /// How many bytes.
    pub bytes: i64,
    /// When it was fetched.
    pub fetched_at: Timestamp,
}

/// Puts a label in force. It replaces the one of the same kind and box; labels a box and the order's single one replace
/// each other.
/// The file must be recorded before.
pub async fn put(
    db: &mut Db,
    purchase: PurchaseId,
    (kind, box_no): (&str, &str),
    hash: &str,
    at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "update label set replaced_at = ? where purchase_id = ? and kind = ? and replaced_at is null
         and ((box_no = ?4 and sha256 <> ?5) or (box_no = '') <> (?4 = ''))",
    )
    .bind(stamp(at))
    .bind(purchase.to_string())
    .bind(kind)
    .bind(box_no)
    .bind(hash)
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "insert into label (id, purchase_id, kind, box_no, sha256, fetched_at) values (?, ?, ?, ?, ?, ?)
         on conflict (purchase_id, kind, box_no) where replaced_at is null do nothing",
    )
    .bind(LabelId::new().to_string())
    .bind(purchase.to_string())
    .bind(kind)
    .bind(box_no)
    .bind(hash)
    .bind(stamp(at))
    .execute(db)
    .await?;
    Ok(())
}

/// The labels in force of a purchase: the label before the transfer label, boxes in order.
pub async fn of_purchase(db: &mut Db, purchase: PurchaseId) -> Result<Vec<Label>> {
    let rows = sqlx::query(
        "select label.*, file.media_type, file.bytes from label join file using (sha256)
         where purchase_id = ? and replaced_at is null order by kind, length(box_no), box_no",
    )
    .bind(purchase.to_string())
    .fetch_all(db)
    .await?;
    rows.iter().map(label_row).collect()
}

fn label_row(row: &SqliteRow) -> Result<Label> {
    Ok(Label {
        id: parsed(row, "id")?,
        kind: row.try_get("kind")?,
        box_no: row.try_get("box_no")?,
        sha256: row.try_get("sha256")?,
        media_type: row.try_get("media_type")?,
        bytes: row.try_get("bytes")?,
        fetched_at: parsed(row, "fetched_at")?,
    })
}
