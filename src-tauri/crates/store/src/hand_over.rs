//! What can be handed to a carrier: boxes that were bought, by when.

use crate::order::{json_text, parsed};
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::{AccountId, PurchaseId};
use shipdesk_core::status::PurchaseState;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// A box that may be handed over, or a whole purchase whose boxes have no numbers of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What was bought.
    pub purchase_id: PurchaseId,
    /// Where.
    pub account_id: AccountId,
    /// By which channel.
    pub channel_id: String,
    /// The order.
    pub order_no: String,
    /// Where the purchase stands.
    pub state: PurchaseState,
    /// Which box of it; empty for the whole of it.
    pub box_no: String,
    /// Its number.
    pub tracking_no: Option<String>,
    /// Whether a label of the purchase came out of a printer, or is on its way there.
    pub printed: bool,
}

/// Boxes of days before that stand on no scan form, and that no carrier has taken yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The day, as it was named.
    pub day: String,
    /// Where they were bought.
    pub account_id: AccountId,
    /// By which channel.
    pub channel_id: String,
    /// How many.
    pub boxes: i64,
}

/// A day by its name, with the instants it begins and ends.
pub type Day = (String, Timestamp, Timestamp);

macro_rules! candidates {
    ($wanted:literal) => {
        concat!(
            "select purchase.id, purchase.account_id, purchase.channel_id, purchase.state,
                 coalesce(orders.order_no, purchase.order_no) as order_no, coalesce(box.box_no, '') as box_no,
                 coalesce(box.tracking_no, purchase.tracking_no) as tracking_no,
                 exists (select 1 from label join print_job as job on job.sha256 = label.sha256
                     where label.purchase_id = purchase.id and label.kind = 'label' and label.replaced_at is null
                     and job.state in ('queued', 'sent', 'printed', 'unsure')) as printed
             from purchase join orders on orders.id = purchase.order_id
             left join purchase_box as box on box.purchase_id = purchase.id
             where ",
            $wanted,
            " order by purchase.sent_at, purchase.id, box.box_no"
        )
    };
}

/// What was bought in a span of time, at all accounts.
pub async fn sent_between(db: &mut Db, span: (Timestamp, Timestamp)) -> Result<Vec<Candidate>> {
    let rows = sqlx::query(candidates!(
        "purchase.sent_at >= ? and purchase.sent_at < ?
         and purchase.state in ('created', 'labelled', 'cancelling', 'cancelled')"
    ))
    .bind(stamp(span.0))
    .bind(stamp(span.1))
    .fetch_all(db)
    .await?;
    rows.iter().map(candidate_row).collect()
}

/// The boxes of these purchases.
pub async fn of_purchases(db: &mut Db, purchases: &[PurchaseId]) -> Result<Vec<Candidate>> {
    let rows = sqlx::query(candidates!("purchase.id in (select value from json_each(?))"))
        .bind(json_text(&purchases))
        .fetch_all(db)
        .await?;
    rows.iter().map(candidate_row).collect()
}

/// How many boxes of these days still wait, by day, account and channel.
pub async fn waiting(db: &mut Db, days: &[Day]) -> Result<Vec<Waiting>> {
    let days: Vec<_> = days.iter().map(|(day, from, to)| (day, stamp(*from), stamp(*to))).collect();
    let rows = sqlx::query(
        "select day.value ->> 0 as day, purchase.account_id, purchase.channel_id, count(*) as boxes
         from json_each(?) as day
         cross join purchase on purchase.sent_at >= day.value ->> 1 and purchase.sent_at < day.value ->> 2
         left join purchase_box as box on box.purchase_id = purchase.id
         where purchase.state in ('created', 'labelled') and coalesce(box.tracking_no, purchase.tracking_no) is not null
         and not exists (select 1 from scan_form_member as member join scan_form as form on form.id = member.scan_form_id
             where member.tracking_no = coalesce(box.tracking_no, purchase.tracking_no)
             and form.state in ('done', 'unknown'))
         and not exists (select 1 from parcel where parcel.purchase_id = purchase.id
             and parcel.status not in ('pending', 'not_found', 'info_received', 'unknown'))
         group by 1, 2, 3 order by 1 desc, 2, 3",
    )
    .bind(json_text(&days))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Waiting {
                day: row.try_get("day")?,
                account_id: parsed(row, "account_id")?,
                channel_id: row.try_get("channel_id")?,
                boxes: row.try_get("boxes")?,
            })
        })
        .collect()
}

fn candidate_row(row: &SqliteRow) -> Result<Candidate> {
    Ok(Candidate {
        purchase_id: parsed(row, "id")?,
        account_id: parsed(row, "account_id")?,
        channel_id: row.try_get("channel_id")?,
        order_no: row.try_get("order_no")?,
        state: parsed(row, "state")?,
        box_no: row.try_get("box_no")?,
        tracking_no: row.try_get("tracking_no")?,
        printed: row.try_get("printed")?,
    })
}
