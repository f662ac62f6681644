//! The rows of a page: everything that they show, gathered in a handful of statements for all of them.

use crate::order::{OrderRow, Shortly, document, json_text, order_row, parsed, parsed_or_none};
use crate::{Db, Result, StoreError};
use jiff::Timestamp;
use shipdesk_core::id::PurchaseId;
use shipdesk_core::money::{Currency, Money};
use shipdesk_core::status::{DeliveryStatus, OrderState, RefundState};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use std::collections::HashMap;

/// An order as a row shows it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The order.
    pub row: OrderRow,
    /// The people, the goods and what is missing.
    pub shortly: Shortly,
    /// The file it came from.
    pub batch: Option<String>,
    /// Its newest purchase.
    pub bought: Option<Bought>,
    /// The prices of its present document.
    pub quoted: Option<Quoted>,
}

/// A purchase as a row shows it.
#[derive(Debug, Clone)]
pub struct Bought {
    /// The account's name.
    pub account: String,
    /// The channel.
    pub channel_id: String,
    /// What people call the channel.
    pub channel_name: Option<String>,
    /// The order's tracking number.
    pub tracking_no: Option<String>,
    /// What became of the money.
    pub refund: RefundState,
    /// When it was sent, or meant.
    pub at: Timestamp,
    /// When the provider was last asked about it.
    pub asked_at: Option<Timestamp>,
    /// What was charged, in one currency.
    pub charged: Option<Money>,
    /// When a label of it was printed last, and how often.
    pub printed: Option<(Timestamp, u32)>,
    /// Where its parcel is; of several, the one that has come least far.
    pub status: Option<DeliveryStatus>,
}

/// Stored prices.
#[derive(Debug, Clone)]
pub struct Quoted {
    /// When the newest was asked for.
    pub at: Timestamp,
    /// How many channels gave one.
    pub channels: u32,
    /// The lowest in the base currency.
    pub cheapest: Option<Money>,
}

/// The rows at these places, in that order. One that is gone meanwhile is left out.
pub async fn listed(db: &mut Db, seqs: &[i64], base: Currency) -> Result<Vec<Listed>> {
    let rows = sqlx::query(
        "select orders.*, order_short.*, purchase.id as bought, purchase.channel_id, purchase.tracking_no, purchase.refund,
             coalesce(purchase.sent_at, purchase.created_at) as bought_at, account.name as account,
             coalesce(nullif(channel.alias, ''), channel.name) as channel_name
         from json_each(?) as wanted cross join orders on orders.seq = wanted.value
         left join order_short on order_seq = orders.seq
         left join purchase on purchase.id = orders.purchase_id
         left join account on account.id = purchase.account_id
         left join channel on channel.account_id = purchase.account_id and channel.channel_id = purchase.channel_id
         order by wanted.key",
    )
    .bind(json_text(&seqs))
    .fetch_all(&mut *db)
    .await?;
    let mut list = Vec::with_capacity(rows.len());
    for row in &rows {
        let order = order_row(row)?;
        let shortly = match Shortly::read(row)? {
            Some(shortly) => shortly,
            None => from_document(db, &order).await?,
        };
        let batch = row.try_get("import_batch_id")?;
        list.push(Listed { bought: bought(row)?, row: order, shortly, batch, quoted: None });
    }
    add_quotes(db, &mut list, base).await?;
    let purchases: Vec<PurchaseId> = list.iter().filter_map(|listed| listed.row.purchase_id).collect();
    if !purchases.is_empty() {
        let purchases = json_text(&purchases);
        add_charges(db, &mut list, &purchases).await?;
        add_prints(db, &mut list, &purchases).await?;
        add_statuses(db, &mut list, &purchases).await?;
        add_looks(db, &mut list).await?;
    }
    Ok(list)
}

/// An order from before rows were kept in short.
async fn from_document(db: &mut Db, row: &OrderRow) -> Result<Shortly> {
    match document(db, row.id).await {
        Ok((order, _)) => Ok(Shortly::of(&order, &order.missing())),
        // damaged or erased: the row is shown without it
        Err(StoreError::Damaged { .. }) => Ok(Shortly::default()),
        Err(other) => Err(other),
    }
}

fn bought(row: &SqliteRow) -> Result<Option<Bought>> {
    if row.try_get::<Option<String>, _>("bought")?.is_none() {
        return Ok(None);
    }
    Ok(Some(Bought {
        account: row.try_get::<Option<String>, _>("account")?.unwrap_or_default(),
        channel_id: row.try_get("channel_id")?,
        channel_name: row.try_get("channel_name")?,
        tracking_no: row.try_get("tracking_no")?,
        refund: parsed(row, "refund")?,
        at: parsed(row, "bought_at")?,
        asked_at: None,
        charged: None,
        printed: None,
        status: None,
    }))
}

/// The purchases of a page by their ids.
fn by_purchase(list: &mut [Listed]) -> HashMap<String, &mut Bought> {
    let known = list.iter_mut().filter_map(|listed| Some((listed.row.purchase_id?, listed.bought.as_mut()?)));
    known.map(|(id, bought)| (id.to_string(), bought)).collect()
}

async fn add_quotes(db: &mut Db, list: &mut [Listed], base: Currency) -> Result<()> {
    let rests = |listed: &&mut Listed| {
        matches!(listed.row.state, OrderState::Draft | OrderState::Ready | OrderState::Failed)
    };
    let mut resting: HashMap<String, &mut Listed> =
        list.iter_mut().filter(rests).map(|listed| (listed.row.id.to_string(), listed)).collect();
    let ids: Vec<&String> = resting.keys().collect();
    let rows = sqlx::query(
        "select quote.order_id, max(asked_at) as at, count(total_minor) as channels,
             min(total_minor) filter (where currency = ?2 and total_minor > 0) as cheapest
         from json_each(?1) as wanted cross join quote on quote.order_id = wanted.value
         join order_document on order_document.order_id = quote.order_id and sha256 = document_sha256
         group by quote.order_id",
    )
    .bind(json_text(&ids))
    .bind(base.as_str())
    .fetch_all(db)
    .await?;
    for row in &rows {
        let id: String = row.try_get("order_id")?;
        let cheapest: Option<i64> = row.try_get("cheapest")?;
        if let Some(listed) = resting.get_mut(&id) {
            listed.quoted = Some(Quoted {
                at: parsed(row, "at")?,
                channels: row.try_get("channels")?,
                cheapest: cheapest.map(|minor| Money::from_minor(minor, base)),
            });
        }
    }
    Ok(())
}

/// A bill over two currencies has no sum: it is left out.
async fn add_charges(db: &mut Db, list: &mut [Listed], purchases: &str) -> Result<()> {
    let rows = sqlx::query(
        "select purchase_id, min(currency) as currency, sum(amount_minor) as minor
         from json_each(?) as wanted cross join charge on purchase_id = wanted.value
         group by purchase_id having min(currency) = max(currency)",
    )
    .bind(purchases)
    .fetch_all(db)
    .await?;
    let mut known = by_purchase(list);
    for row in &rows {
        let id: String = row.try_get("purchase_id")?;
        if let Some(bought) = known.get_mut(&id) {
            bought.charged = Some(Money::from_minor(row.try_get("minor")?, parsed(row, "currency")?));
        }
    }
    Ok(())
}

/// How often the label that was printed most often was printed, and when one was printed last.
async fn add_prints(db: &mut Db, list: &mut [Listed], purchases: &str) -> Result<()> {
    let rows = sqlx::query(
        "select purchase_id, max(at) as at, max(times) as times from (
             select purchase_id, max(coalesce(ended_at, print_job.updated_at)) as at, count(*) as times
             from json_each(?) as wanted cross join label on purchase_id = wanted.value and label.kind = 'label'
             cross join print_job on label_id = label.id where state = 'printed' group by label.id
         ) group by purchase_id",
    )
    .bind(purchases)
    .fetch_all(db)
    .await?;
    let mut known = by_purchase(list);
    for row in &rows {
        let id: String = row.try_get("purchase_id")?;
        if let Some(bought) = known.get_mut(&id) {
            bought.printed = Some((parsed(row, "at")?, row.try_get("times")?));
        }
    }
    Ok(())
}

async fn add_statuses(db: &mut Db, list: &mut [Listed], purchases: &str) -> Result<()> {
    let rows = sqlx::query(
        "select purchase_id, status, final from json_each(?) as wanted cross join parcel on purchase_id = wanted.value
         order by purchase_id, box_no",
    )
    .bind(purchases)
    .fetch_all(db)
    .await?;
    let mut known = by_purchase(list);
    for row in &rows {
        let id: String = row.try_get("purchase_id")?;
        let is_final: bool = row.try_get("final")?;
        if let Some(bought) = known.get_mut(&id)
            && (bought.status.is_none() || !is_final)
        {
            bought.status = Some(parsed(row, "status")?);
        }
    }
    Ok(())
}

/// When providers were asked about purchases of which nobody knows.
async fn add_looks(db: &mut Db, list: &mut [Listed]) -> Result<()> {
    let unknown = list.iter_mut().filter(|listed| listed.row.state == OrderState::Unknown);
    let mut unknown: HashMap<String, &mut Listed> =
        unknown.map(|listed| (listed.row.id.to_string(), listed)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let ids: Vec<&String> = unknown.keys().collect();
    let rows = sqlx::query(
        "select orders.id, max(at) as at from json_each(?) as wanted cross join orders on orders.id = wanted.value
         join attempt on order_id = orders.id and attempt.purchase_id = orders.purchase_id
         where action not in ('create', 'create_many') group by orders.id",
    )
    .bind(json_text(&ids))
    .fetch_all(db)
    .await?;
    for row in &rows {
        let id: String = row.try_get("id")?;
        if let Some(bought) = unknown.get_mut(&id).and_then(|listed| listed.bought.as_mut()) {
            bought.asked_at = parsed_or_none(row, "at")?;
        }
    }
    Ok(())
}
