//! Parcels in lists: those of which something was heard last come first.

use super::{Parcel, StoredEvent, parcel_row, select};
use crate::order::{json_text, parsed};
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::{AccountId, OrderId, ParcelId};
use shipdesk_core::status::DeliveryStatus;
use sqlx::Row as _;
use std::collections::HashMap;

/// Where a parcel stands in the list: when something was heard of it, and its id.
pub type Place = (String, ParcelId);

/// What a list shows of a parcel beyond itself.
#[derive(Debug, Default, Clone)]
pub struct Extras {
    /// The order it was bought for.
    pub order_no: Option<String>,
    /// The country that order goes to.
    pub country: String,
    /// The recipient's name as the order has it; empty where it was erased.
    pub recipient: String,
    /// The accounts that were asked, and when.
    pub sources: Vec<(AccountId, Timestamp)>,
    /// How many proofs of delivery are here.
    pub pods: u32,
}

/// Where a parcel stands that needs a person: the list of the partial index `parcel_needs_person`, and of the queries
/// below, to the letter.
pub const NEED_A_PERSON: [DeliveryStatus; 8] = [
    DeliveryStatus::ReadyForPickup,
    DeliveryStatus::AttemptFailed,
    DeliveryStatus::Delayed,
    DeliveryStatus::Exception,
    DeliveryStatus::Returning,
    DeliveryStatus::Lost,
    DeliveryStatus::Damaged,
    DeliveryStatus::Destroyed,
];

/// A page of all parcels, or of those that need a person, each with its place.
pub async fn page(
    db: &mut Db,
    needs_person: bool,
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<(Parcel, Place)>> {
    // one that sorts behind every other
    let (at, id) =
        after.map_or_else(|| ("~".to_owned(), "~".to_owned()), |(at, id)| (at.clone(), id.to_string()));
    let query = if needs_person {
        sqlx::query(select!(
            "where status in ('ready_for_pickup', 'attempt_failed', 'delayed', 'exception', 'returning', 'lost', 'damaged',
                 'destroyed') and (activity_at, id) < (?, ?) order by activity_at desc, id desc limit ?"
        ))
    } else {
        sqlx::query(select!("where (activity_at, id) < (?, ?) order by activity_at desc, id desc limit ?"))
    };
    placed(&query.bind(at).bind(id).bind(limit).fetch_all(db).await?)
}

/// These parcels in the list's order, each with its place.
pub async fn by_ids(db: &mut Db, ids: &[ParcelId]) -> Result<Vec<(Parcel, Place)>> {
    let rows = sqlx::query(select!(
        "where id in (select value from json_each(?)) order by activity_at desc, id desc"
    ))
    .bind(json_text(&ids))
    .fetch_all(db)
    .await?;
    placed(&rows)
}

fn placed(rows: &[sqlx::sqlite::SqliteRow]) -> Result<Vec<(Parcel, Place)>> {
    let placed = |row| -> Result<_> {
        let parcel = parcel_row(row)?;
        let place = (row.try_get("activity_at")?, parcel.id);
        Ok((parcel, place))
    };
    rows.iter().map(placed).collect()
}

/// How many parcels there are.
pub async fn count(db: &mut Db) -> Result<u32> {
    Ok(sqlx::query("select count(*) as n from parcel").fetch_one(db).await?.try_get("n")?)
}

/// How many parcels need a person.
pub async fn count_needing_a_person(db: &mut Db) -> Result<u32> {
    // the list is that of the partial index, to the letter
    let row = sqlx::query(
        "select count(*) as n from parcel where status in
         ('ready_for_pickup', 'attempt_failed', 'delayed', 'exception', 'returning', 'lost', 'damaged', 'destroyed')",
    );
    Ok(row.fetch_one(db).await?.try_get("n")?)
}

/// Parcels with a number that begins so, whatever the case of its letters.
pub async fn with_number(db: &mut Db, beginning: &str, limit: i64) -> Result<Vec<ParcelId>> {
    let beginning = beginning.trim();
    let rows = sqlx::query(
        "select distinct parcel_id from parcel_number
         where number >= ?1 collate nocase and number < ?1 || char(1114111) collate nocase limit ?2",
    )
    .bind(beginning)
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| parsed(row, "parcel_id")).collect()
}

/// The parcels of these orders.
pub async fn of_orders(db: &mut Db, orders: &[OrderId], limit: i64) -> Result<Vec<ParcelId>> {
    let rows = sqlx::query(
        "select parcel.id from purchase cross join parcel on purchase_id = purchase.id
         where order_id in (select value from json_each(?)) limit ?",
    )
    .bind(json_text(&orders))
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| parsed(row, "id")).collect()
}

/// What lists show of these parcels beyond themselves.
pub async fn extras(db: &mut Db, ids: &[ParcelId]) -> Result<HashMap<ParcelId, Extras>> {
    let list = json_text(&ids);
    let mut found: HashMap<ParcelId, Extras> = HashMap::new();
    let orders = sqlx::query(
        "select parcel.id, order_no, country, document ->> '$.recipient.name' as recipient
         from json_each(?) cross join parcel on parcel.id = value
         join (select id as bought, order_id from purchase) on bought = parcel.purchase_id
         join (select id as ordered, order_no, country from orders) on ordered = order_id
         left join order_document using (order_id)",
    );
    for row in orders.bind(&list).fetch_all(&mut *db).await? {
        let extras = found.entry(parsed(&row, "id")?).or_default();
        (extras.order_no, extras.country) = (row.try_get("order_no")?, row.try_get("country")?);
        extras.recipient = row.try_get::<Option<String>, _>("recipient")?.unwrap_or_default();
    }
    let sources = sqlx::query(
        "select parcel_id, account_id, asked_at from json_each(?) cross join parcel_source on parcel_id = value",
    );
    for row in sources.bind(&list).fetch_all(&mut *db).await? {
        let source = (parsed(&row, "account_id")?, parsed(&row, "asked_at")?);
        found.entry(parsed(&row, "parcel_id")?).or_default().sources.push(source);
    }
    let pods = sqlx::query(
        "select parcel_id, count(*) as n from json_each(?) cross join pod_file on parcel_id = value group by parcel_id",
    );
    for row in pods.bind(&list).fetch_all(db).await? {
        found.entry(parsed(&row, "parcel_id")?).or_default().pods = row.try_get("n")?;
    }
    Ok(found)
}

/// The timelines of these parcels, as [`super::merge`] takes them.
pub async fn timelines(db: &mut Db, ids: &[ParcelId]) -> Result<HashMap<ParcelId, Vec<StoredEvent>>> {
    let rows = sqlx::query(
        "select event.*, event_text.text, event_text.location, event_text.raw
         from json_each(?) cross join event on parcel_id = value left join event_text on event_id = event.id",
    );
    let mut found: HashMap<ParcelId, Vec<StoredEvent>> = HashMap::new();
    for row in rows.bind(json_text(&ids)).fetch_all(db).await? {
        found.entry(parsed(&row, "parcel_id")?).or_default().push(super::event::event_row(&row)?);
    }
    Ok(found)
}

/// The same without codes, words and places: what says where the parcels stand.
pub async fn bare_timelines(db: &mut Db, ids: &[ParcelId]) -> Result<HashMap<ParcelId, Vec<StoredEvent>>> {
    let rows = sqlx::query(
        "select parcel_id, json_group_array(json_array(account_id, position, at_utc, at_wall, status, last)) as lines
         from json_each(?) cross join event on parcel_id = value group by parcel_id",
    );
    let rows = rows.bind(json_text(&ids)).fetch_all(db).await?;
    rows.iter().map(|row| Ok((parsed(row, "parcel_id")?, super::event::bare_lines(row, "lines")?))).collect()
}

/// Notes how asking about a parcel went, and when it is due again.
pub async fn note_asked(db: &mut Db, id: ParcelId, failed: bool, due: Option<Timestamp>) -> Result<()> {
    sqlx::query(
        "update parcel set failures = iif(?, failures + 1, 0), next_ask_at = coalesce(?, next_ask_at) where id = ?",
    )
    .bind(failed)
    .bind(due.map(stamp))
    .bind(id.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that asking about these parcels went well, and when each is due again.
pub async fn note_answered(db: &mut Db, due: &[(ParcelId, Option<Timestamp>)]) -> Result<()> {
    let rows: Vec<_> = due.iter().map(|(id, due)| (id, due.map(stamp))).collect();
    sqlx::query(
        "update parcel set failures = 0, next_ask_at = coalesce(value ->> 1, next_ask_at)
         from json_each(?) where parcel.id = value ->> 0",
    )
    .bind(json_text(&rows))
    .execute(db)
    .await?;
    Ok(())
}

/// How often asking about a parcel has failed in a row.
pub async fn failures(db: &mut Db, id: ParcelId) -> Result<u32> {
    let row = sqlx::query("select failures from parcel where id = ?").bind(id.to_string());
    Ok(row.fetch_optional(db).await?.map(|row| row.try_get("failures")).transpose()?.unwrap_or_default())
}

/// Those of these parcels that are due all the same could not be asked about: they count it, and are due again then.
pub async fn put_off(db: &mut Db, parcels: &[ParcelId], now: Timestamp, then: Timestamp) -> Result<()> {
    sqlx::query(
        "update parcel set failures = failures + 1, next_ask_at = ?
         where id in (select value from json_each(?)) and final = 0 and coalesce(next_ask_at, '') <= ?",
    )
    .bind(stamp(then))
    .bind(json_text(&parcels))
    .bind(stamp(now))
    .execute(db)
    .await?;
    Ok(())
}
