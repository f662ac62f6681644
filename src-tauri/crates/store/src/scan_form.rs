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

/// A number that stands on a scan form which is done or may have been made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The number.
    pub tracking_no: String,
    /// The form.
    pub form_id: ScanFormId,
    /// The form's state: `done` or `unknown`.
    pub state: String,
    /// When the form was asked for.
    pub made_at: Timestamp,
    /// Whether it is known what became of that: the asking may go on this moment, in any process.
    pub answered: bool,
}

/// A scan form as it is told of: without the numbers on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The form; its `members` are empty.
    pub form: ScanForm,
    /// How many boxes stand on it.
    pub boxes: i64,
    /// An order of which boxes stand on it; one that is not cancelled, where there is one.
    pub order_no: String,
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

/// Which of the numbers stand on a scan form that is done or may have been made, oldest form first.
pub async fn holding(db: &mut Db, numbers: &[String]) -> Result<Vec<Held>> {
    let rows = sqlx::query(
        "select member.tracking_no, form.id, form.state, form.made_at, form.state = 'done' or form.error is not null as answered
         from json_each(?) as wanted
         join scan_form_member as member on member.tracking_no = wanted.value
         join scan_form as form on form.id = member.scan_form_id
         where form.state in ('done', 'unknown') order by member.tracking_no, form.made_at",
    )
    .bind(json_text(&numbers))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Held {
                tracking_no: row.try_get("tracking_no")?,
                form_id: parsed(row, "id")?,
                state: row.try_get("state")?,
                made_at: parsed(row, "made_at")?,
                answered: row.try_get("answered")?,
            })
        })
        .collect()
}

/// The scan forms that were asked for in a span of time, and these others, newest first. One that was lost is passed over
/// once all of its boxes stand on others.
pub async fn told(db: &mut Db, span: (Timestamp, Timestamp), others: &[ScanFormId]) -> Result<Vec<Told>> {
    let rows = sqlx::query(
        "select form.*, '[]' as members, count(*) as boxes,
             coalesce(min(case when purchase.id = orders.purchase_id and purchase.state in ('created', 'labelled')
                 then orders.order_no end), min(coalesce(orders.order_no, purchase.order_no))) as order_no
         from scan_form as form join scan_form_member as member on member.scan_form_id = form.id
         join purchase on purchase.id = member.purchase_id join orders on orders.id = purchase.order_id
         where form.id in (select id from scan_form where made_at >= ? and made_at < ?
             union select value from json_each(?))
         and (form.state <> 'unknown' or exists (
             select 1 from scan_form_member as lost where lost.scan_form_id = form.id and not exists (
                 select 1 from scan_form_member as found join scan_form as made on made.id = found.scan_form_id
                 where found.tracking_no = lost.tracking_no and made.state = 'done')))
         group by form.id order by form.made_at desc, form.id desc",
    )
    .bind(stamp(span.0))
    .bind(stamp(span.1))
    .bind(json_text(&others))
    .fetch_all(db)
    .await?;
    rows.iter().map(told_row).collect()
}

/// The scan forms, done or maybe, that boxes of these orders stand on, by what was bought for them last; oldest first.
pub async fn of_orders(db: &mut Db, order_nos: &[String]) -> Result<Vec<Told>> {
    let rows = sqlx::query(
        "select form.*, '[]' as members, min(orders.order_no) as order_no,
             (select count(*) from scan_form_member where scan_form_id = form.id) as boxes
         from json_each(?) as wanted join orders on orders.order_no = wanted.value
         join scan_form_member as member on member.purchase_id = orders.purchase_id
         join scan_form as form on form.id = member.scan_form_id
         where form.state in ('done', 'unknown') group by form.id order by form.made_at, form.id",
    )
    .bind(json_text(&order_nos))
    .fetch_all(db)
    .await?;
    rows.iter().map(told_row).collect()
}

/// A scan form with its boxes.
pub async fn by_id(db: &mut Db, id: ScanFormId) -> Result<Option<ScanForm>> {
    let row = sqlx::query(
        "select scan_form.*, (select json_group_array(json_array(tracking_no, purchase_id, box_no) order by tracking_no)
             from scan_form_member where scan_form_id = scan_form.id) as members
         from scan_form where id = ?",
    )
    .bind(id.to_string())
    .fetch_optional(db)
    .await?;
    row.as_ref().map(form_row).transpose()
}

/// The address of the newest form of each account and channel, newest first; one that was made outweighs others.
pub async fn addresses(db: &mut Db) -> Result<Vec<(AccountId, String, String)>> {
    let rows = sqlx::query(
        "select account_id, channel_id, address_id, max((state = 'done') || made_at) as newest
         from scan_form group by account_id, channel_id order by newest desc",
    )
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| Ok((parsed(row, "account_id")?, row.try_get("channel_id")?, row.try_get("address_id")?)))
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

fn told_row(row: &SqliteRow) -> Result<Told> {
    Ok(Told { form: form_row(row)?, boxes: row.try_get("boxes")?, order_no: row.try_get("order_no")? })
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
