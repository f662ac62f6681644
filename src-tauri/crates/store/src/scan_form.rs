//! Scan forms: the sheets that hand boxes over to a carrier, and which boxes' numbers each holds.

use crate::order::{json_text, parsed, problem};
use crate::{Db, Result, StoreError};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::{AccountId, PurchaseId, ScanFormId};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// A scan form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanForm {
    /// Its id.
    pub id: ScanFormId,
    /// Who was asked for it.
    pub account_id: AccountId,
    /// The channel of its boxes.
    pub channel_id: String,
    /// The provider's id of the address where they are collected.
    pub address_id: String,
    /// `done`, `unknown` (asked for, answer lost) or `failed`.
    pub state: String,
    /// The hash of its bytes.
    pub sha256: Option<String>,
    /// What went wrong.
    pub error: Option<Problem>,
    /// When it was asked for.
    pub made_at: Timestamp,
    /// Its boxes, by number.
    pub members: Vec<Member>,
}

/// A box on a scan form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its number.
    pub tracking_no: String,
    /// The purchase it belongs to.
    pub purchase_id: PurchaseId,
    /// Which box of it.
    pub box_no: String,
}

/// Keeps a scan form with its boxes.
pub async fn insert(db: &mut Db, form: &ScanForm) -> Result<()> {
    sqlx::query(
        "insert into scan_form (id, account_id, channel_id, address_id, state, sha256, error, made_at)
         values (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(form.id.to_string())
    .bind(form.account_id.to_string())
    .bind(&form.channel_id)
    .bind(&form.address_id)
    .bind(&form.state)
    .bind(&form.sha256)
    .bind(form.error.as_ref().map(json_text))
    .bind(stamp(form.made_at))
    .execute(&mut *db)
    .await?;
    let members: Vec<_> =
        form.members.iter().map(|member| (&member.tracking_no, member.purchase_id, &member.box_no)).collect();
    sqlx::query(
        "insert into scan_form_member (scan_form_id, tracking_no, purchase_id, box_no)
         select ?, value ->> 0, value ->> 1, value ->> 2 from json_each(?)",
    )
    .bind(form.id.to_string())
    .bind(json_text(&members))
    .execute(db)
    .await?;
    Ok(())
}

/// Says what became of a scan form: its state, its file, what went wrong.
pub async fn settle(
    db: &mut Db,
    id: ScanFormId,
    state: &str,
    sha256: Option<&str>,
    error: Option<&Problem>,
) -> Result<()> {
    sqlx::query("update scan_form set state = ?, sha256 = ?, error = ? where id = ?")
        .bind(state)
        .bind(sha256)
        .bind(error.map(json_text))
        .bind(id.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Which of the numbers stand on a scan form that is done or may have been made, with that form and its state.
pub async fn holding(db: &mut Db, numbers: &[String]) -> Result<Vec<(String, ScanFormId, String)>> {
    let rows = sqlx::query(
        "select member.tracking_no, form.id, form.state from json_each(?) as wanted
         join scan_form_member as member on member.tracking_no = wanted.value
         join scan_form as form on form.id = member.scan_form_id
         where form.state in ('done', 'unknown') order by member.tracking_no, form.made_at",
    )
    .bind(json_text(&numbers))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("tracking_no")?, parsed(row, "id")?, row.try_get("state")?)))
        .collect()
}

/// The scan forms that hold boxes of a purchase, oldest first, each with all of its boxes.
pub async fn of_purchase(db: &mut Db, purchase: PurchaseId) -> Result<Vec<ScanForm>> {
    let rows = sqlx::query(
        "select scan_form.*, (select json_group_array(json_array(tracking_no, purchase_id, box_no) order by tracking_no)
             from scan_form_member where scan_form_id = scan_form.id) as members
         from scan_form where id in (select scan_form_id from scan_form_member where purchase_id = ?)
         order by made_at, id",
    )
    .bind(purchase.to_string())
    .fetch_all(db)
    .await?;
    rows.iter().map(form_row).collect()
}

fn form_row(row: &SqliteRow) -> Result<ScanForm> {
    let members: String = row.try_get("members")?;
    let members: Vec<(String, PurchaseId, String)> =
        serde_json::from_str(&members).map_err(|error| StoreError::damaged("scan_form_member", error))?;
    Ok(ScanForm {
        id: parsed(row, "id")?,
        account_id: parsed(row, "account_id")?,
        channel_id: row.try_get("channel_id")?,
        address_id: row.try_get("address_id")?,
        state: row.try_get("state")?,
        sha256: row.try_get("sha256")?,
        error: problem(row, "error")?,
        made_at: parsed(row, "made_at")?,
        members: members
            .into_iter()
            .map(|(tracking_no, purchase_id, box_no)| Member { tracking_no, purchase_id, box_no })
            .collect(),
    })
}
