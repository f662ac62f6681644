//! Purchases: attempts to have an account and channel ship an order. The order's own state follows its newest one.

use crate::order::{parsed, parsed_or_none, set_state};
use crate::{Db, Result, StoreError};
use jiff::Timestamp;
use shipdesk_core::charge::{Charge, ChargeKind};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::{AccountId, OrderId, OwnerId, PurchaseId};
use shipdesk_core::money::{Currency, Money};
use shipdesk_core::status::{OrderState, PurchaseState, RefundState};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// A purchase as it stands.
#[derive(Debug, Clone)]
pub struct Purchase {
    /// Its id.
    pub id: PurchaseId,
    /// What is being shipped.
    pub order_id: OrderId,
    /// Who is asked.
    pub account_id: AccountId,
    /// By which channel.
    pub channel_id: String,
    /// The provider's order number: ours, or `NO-2` after a cancellation.
    pub order_no: String,
    /// Which number of the order it is: 1 is the order's own.
    pub generation: i64,
    /// The hash of the order's document as it was sent.
    pub document_sha256: String,
    /// Where it stands.
    pub state: PurchaseState,
    /// The process that is sending it, or its cancellation.
    pub owner: Option<OwnerId>,
    /// The provider's own number of it.
    pub provider_ref: Option<String>,
    /// The order's tracking number.
    pub tracking_no: Option<String>,
    /// What became of the money.
    pub refund: RefundState,
    /// Whether the answer to a cancellation was lost.
    pub cancel_unknown: bool,
    /// When the first byte may have left.
    pub sent_at: Option<Timestamp>,
    /// When the provider first did not know it.
    pub missed_at: Option<Timestamp>,
    /// When it was meant.
    pub created_at: Timestamp,
    revision: i64,
}

/// What a new purchase is made of.
#[derive(Debug, Clone, Copy)]
pub struct NewPurchase<'a> {
    /// The order.
    pub order_id: OrderId,
    /// The account.
    pub account_id: AccountId,
    /// The channel.
    pub channel_id: &'a str,
    /// The provider's order number.
    pub order_no: &'a str,
    /// Which number of the order it is.
    pub generation: i64,
    /// The hash of the order's document.
    pub document_sha256: &'a str,
    /// The process that will send it.
    pub owner: OwnerId,
}

/// Notes the intent to buy; the order is `submitting`.
///
/// # Errors
/// [`StoreError::Conflict`] where the order has a living purchase: whoever came first buys.
pub async fn begin(db: &mut Db, new: NewPurchase<'_>, at: Timestamp) -> Result<Purchase> {
    let purchase = Purchase {
        id: PurchaseId::new(),
        order_id: new.order_id,
        account_id: new.account_id,
        channel_id: new.channel_id.to_owned(),
        order_no: new.order_no.to_owned(),
        generation: new.generation,
        document_sha256: new.document_sha256.to_owned(),
        state: PurchaseState::Intent,
        owner: Some(new.owner),
        provider_ref: None,
        tracking_no: None,
        refund: RefundState::None,
        cancel_unknown: false,
        sent_at: None,
        missed_at: None,
        created_at: at,
        revision: 0,
    };
    sqlx::query(
        "insert into purchase (id, order_id, account_id, channel_id, order_no, generation, document_sha256, state, owner, created_at, updated_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(purchase.id.to_string())
    .bind(purchase.order_id.to_string())
    .bind(purchase.account_id.to_string())
    .bind(&purchase.channel_id)
    .bind(&purchase.order_no)
    .bind(purchase.generation)
    .bind(&purchase.document_sha256)
    .bind(purchase.state.as_str())
    .bind(new.owner.to_string())
    .bind(stamp(at))
    .bind(stamp(at))
    .execute(&mut *db)
    .await?;
    sqlx::query("update orders set purchase_id = ? where id = ?")
        .bind(purchase.id.to_string())
        .bind(purchase.order_id.to_string())
        .execute(&mut *db)
        .await?;
    set_state(db, (purchase.order_id, purchase.id), purchase.state.of_order(), None, at).await?;
    Ok(purchase)
}

/// Writes a purchase back, and the order's state with it. `error` is what went wrong, if anything did.
///
/// # Errors
/// [`StoreError::Conflict`] where somebody else has changed it since it was read: read it again.
pub async fn save(
    db: &mut Db,
    purchase: &mut Purchase,
    error: Option<&Problem>,
    at: Timestamp,
) -> Result<()> {
    let done = sqlx::query(
        "update purchase set state = ?, owner = ?, provider_ref = ?, tracking_no = ?, refund = ?, cancel_unknown = ?,
         sent_at = ?, missed_at = ?, updated_at = ?, revision = revision + 1 where id = ? and revision = ?",
    )
    .bind(purchase.state.as_str())
    .bind(purchase.owner.map(|owner| owner.to_string()))
    .bind(&purchase.provider_ref)
    .bind(&purchase.tracking_no)
    .bind(purchase.refund.as_str())
    .bind(purchase.cancel_unknown)
    .bind(purchase.sent_at.map(stamp))
    .bind(purchase.missed_at.map(stamp))
    .bind(stamp(at))
    .bind(purchase.id.to_string())
    .bind(purchase.revision)
    .execute(&mut *db)
    .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Conflict);
    }
    purchase.revision += 1;
    // what never reached the provider was not refused by it either: the order is as ready as before
    let never_sent = purchase.state == PurchaseState::Failed && purchase.sent_at.is_none();
    let state = if never_sent { OrderState::Ready } else { purchase.state.of_order() };
    set_state(db, (purchase.order_id, purchase.id), state, error, at).await
}

/// A purchase by its id.
pub async fn by_id(db: &mut Db, id: PurchaseId) -> Result<Option<Purchase>> {
    let found = sqlx::query("select * from purchase where id = ?").bind(id.to_string()).fetch_optional(db);
    found.await?.map(|row| purchase_row(&row)).transpose()
}

/// A purchase as it is now.
pub async fn current(db: &mut Db, purchase: &Purchase) -> Result<Purchase> {
    by_id(db, purchase.id).await?.ok_or_else(|| StoreError::damaged("purchase", "it is gone"))
}

/// The purchases of an order, the one that counts last. The order names it; clocks are set back.
pub async fn of_order(db: &mut Db, order: OrderId) -> Result<Vec<Purchase>> {
    let rows = sqlx::query(
        "select * from purchase where order_id = ?1
         order by id = (select purchase_id from orders where id = ?1), generation, created_at, id",
    )
    .bind(order.to_string())
    .fetch_all(db)
    .await?;
    rows.iter().map(purchase_row).collect()
}

/// Whether a provider's order number was ever another order's, at any account.
pub async fn is_anothers(db: &mut Db, order_no: &str, order: OrderId) -> Result<bool> {
    let found = sqlx::query(
        "select 1 from purchase where order_no = ?1 and order_id <> ?2 and sent_at is not null
         union all select 1 from orders where order_no = ?1 and id <> ?2 limit 1",
    )
    .bind(order_no)
    .bind(order.to_string())
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// Which of these numbers, folded, stand for another order at a provider: `NO-2` of an order that was bought again.
pub async fn spoken_for(db: &mut Db, order_nos: &[&str]) -> Result<std::collections::HashSet<String>> {
    let rows = sqlx::query(
        "select distinct order_no from purchase
         where order_no in (select value from json_each(?)) and generation > 1 and sent_at is not null",
    )
    .bind(crate::order::json_text(&order_nos))
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok(crate::order::folded_no(Some(row.try_get("order_no")?)))).collect()
}

/// Everything that waits for a provider's word, oldest first: purchases being sent or unknown, labels that are due,
/// cancellations that are not settled, money that is not back; and purchases that the provider did not know, since
/// `recent`, because it may have made them after all.
pub async fn open(db: &mut Db, recent: Timestamp, limit: i64) -> Result<Vec<Purchase>> {
    let rows = sqlx::query(
        "select * from purchase where state in ('intent', 'sending', 'unknown', 'created', 'cancelling')
         union all
         select * from purchase where state = 'cancelled' and refund in ('in_progress', 'unknown')
         union all
         select * from purchase where state = 'failed' and missed_at is not null and missed_at > ?
         order by created_at limit ?",
    )
    .bind(stamp(recent))
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.iter().map(purchase_row).collect()
}

/// The purchases that name an owner: somebody is sending them, or died while doing it.
pub async fn owned(db: &mut Db) -> Result<Vec<Purchase>> {
    // the list is that of the partial index, to the letter
    let rows = sqlx::query(
        "select * from purchase where state in ('intent', 'sending', 'unknown', 'created', 'cancelling') and owner is not null",
    )
    .fetch_all(db)
    .await?;
    rows.iter().map(purchase_row).collect()
}

/// Sets the numbers of a purchase's boxes that are given; others stay.
pub async fn put_boxes(db: &mut Db, purchase: PurchaseId, boxes: &[(String, String)]) -> Result<()> {
    for (box_no, tracking_no) in boxes {
        sqlx::query(
            "insert into purchase_box (purchase_id, box_no, tracking_no) values (?, ?, ?)
             on conflict (purchase_id, box_no) do update set tracking_no = excluded.tracking_no",
        )
        .bind(purchase.to_string())
        .bind(box_no)
        .bind(tracking_no)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// The numbers of a purchase's boxes.
pub async fn boxes(db: &mut Db, purchase: PurchaseId) -> Result<Vec<(String, String)>> {
    let rows =
        sqlx::query("select box_no, tracking_no from purchase_box where purchase_id = ? order by box_no")
            .bind(purchase.to_string())
            .fetch_all(db)
            .await?;
    rows.iter().map(|row| Ok((row.try_get("box_no")?, row.try_get("tracking_no")?))).collect()
}

/// Replaces what was charged for a purchase; nothing is taken away where the provider says nothing.
pub async fn put_charges(db: &mut Db, purchase: PurchaseId, charges: &[Charge]) -> Result<()> {
    for charge in charges {
        sqlx::query(
            "insert into charge (purchase_id, kind, amount_minor, currency) values (?, ?, ?, ?) on conflict (purchase_id, kind)
             do update set amount_minor = excluded.amount_minor, currency = excluded.currency",
        )
        .bind(purchase.to_string())
        .bind(charge.kind.as_str())
        .bind(charge.amount.minor())
        .bind(charge.amount.currency().as_str())
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// What was charged for a purchase, in the order of the bill.
pub async fn charges(db: &mut Db, purchase: PurchaseId) -> Result<Vec<Charge>> {
    let rows = sqlx::query("select kind, amount_minor, currency from charge where purchase_id = ?")
        .bind(purchase.to_string())
        .fetch_all(db)
        .await?;
    let mut charges = Vec::with_capacity(rows.len());
    for row in rows {
        let kind: String = row.try_get("kind")?;
        let kind = ChargeKind::ALL.into_iter().find(|known| known.as_str() == kind);
        let kind = kind.ok_or_else(|| StoreError::damaged("charge", "kind"))?;
        let currency: Currency = parsed(&row, "currency")?;
        charges.push(Charge { kind, amount: Money::from_minor(row.try_get("amount_minor")?, currency) });
    }
    charges.sort_by_key(|charge| charge.kind);
    Ok(charges)
}

fn purchase_row(row: &SqliteRow) -> Result<Purchase> {
    Ok(Purchase {
        id: parsed(row, "id")?,
        order_id: parsed(row, "order_id")?,
        account_id: parsed(row, "account_id")?,
        channel_id: row.try_get("channel_id")?,
        order_no: row.try_get("order_no")?,
        generation: row.try_get("generation")?,
        document_sha256: row.try_get("document_sha256")?,
        state: parsed(row, "state")?,
        owner: parsed_or_none(row, "owner")?,
        provider_ref: row.try_get("provider_ref")?,
        tracking_no: row.try_get("tracking_no")?,
        refund: parsed(row, "refund")?,
        cancel_unknown: row.try_get("cancel_unknown")?,
        sent_at: parsed_or_none(row, "sent_at")?,
        missed_at: parsed_or_none(row, "missed_at")?,
        created_at: parsed(row, "created_at")?,
        revision: row.try_get("revision")?,
    })
}
