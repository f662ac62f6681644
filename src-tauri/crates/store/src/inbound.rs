//! Purchases on their way to our door, and the check-lists of their goods.

use crate::order::{json_text, parsed, parsed_or_none};
use crate::{Db, Result};
use jiff::Timestamp;
use serde::Serialize;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::{AccountId, ParcelId};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// A purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// The account.
    pub account_id: AccountId,
    /// Its sub-order id.
    pub sub_order: String,
    /// The shop's own number of it.
    pub outer_id: Option<String>,
    /// When the provider was asked last.
    pub fetched_at: Timestamp,
}

/// A line of a check-list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Goods {
    /// Its place, from 0.
    pub place: u32,
    /// What it is.
    pub title: String,
    /// Which of its kind.
    pub property: Option<String>,
    /// How many, as the provider writes it.
    pub quantity: String,
    /// Where a picture of it is.
    pub image_url: Option<String>,
    /// When it was ticked.
    #[serde(skip)]
    pub received_at: Option<Timestamp>,
}

/// Keeps that a purchase was asked about. A number of the shop that is known stays.
pub async fn put(db: &mut Db, purchase: &Inbound) -> Result<()> {
    sqlx::query(
        "insert into inbound (account_id, sub_order, outer_id, fetched_at) values (?, ?, ?, ?)
         on conflict (account_id, sub_order) do update set outer_id = coalesce(excluded.outer_id, outer_id),
             fetched_at = excluded.fetched_at",
    )
    .bind(purchase.account_id.to_string())
    .bind(&purchase.sub_order)
    .bind(&purchase.outer_id)
    .bind(stamp(purchase.fetched_at))
    .execute(db)
    .await?;
    Ok(())
}

/// A purchase by its sub-order id.
pub async fn by_sub_order(db: &mut Db, account: AccountId, sub_order: &str) -> Result<Option<Inbound>> {
    let found = sqlx::query("select * from inbound where account_id = ? and sub_order = ?")
        .bind(account.to_string())
        .bind(sub_order)
        .fetch_optional(db)
        .await?;
    found.map(|row| inbound_row(&row)).transpose()
}

/// The purchases that were asked about, newest first.
pub async fn all(db: &mut Db, limit: i64) -> Result<Vec<Inbound>> {
    let rows = sqlx::query("select * from inbound order by fetched_at desc, sub_order limit ?");
    rows.bind(limit).fetch_all(db).await?.iter().map(inbound_row).collect()
}

/// Takes over what is in a parcel. A line that is the same as before keeps its tick.
pub async fn put_goods(db: &mut Db, parcel: ParcelId, goods: &[Goods]) -> Result<()> {
    let list = json_text(&goods);
    sqlx::query("delete from parcel_goods where parcel_id = ? and place >= ?")
        .bind(parcel.to_string())
        .bind(i64::try_from(goods.len()).unwrap_or(i64::MAX))
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "insert into parcel_goods (parcel_id, place, title, property, quantity, image_url)
         select ?, value ->> 'place', value ->> 'title', value ->> 'property', value ->> 'quantity',
             value ->> 'image_url' from json_each(?) where true
         on conflict (parcel_id, place) do update set
             received_at = iif(title = excluded.title and property is excluded.property
                 and quantity = excluded.quantity, received_at, null),
             title = excluded.title, property = excluded.property, quantity = excluded.quantity,
             image_url = excluded.image_url",
    )
    .bind(parcel.to_string())
    .bind(list)
    .execute(db)
    .await?;
    Ok(())
}

/// What is in a parcel.
pub async fn goods(db: &mut Db, parcel: ParcelId) -> Result<Vec<Goods>> {
    let rows = sqlx::query("select * from parcel_goods where parcel_id = ? order by place");
    let goods = |row: &SqliteRow| {
        Ok(Goods {
            place: row.try_get("place")?,
            title: row.try_get("title")?,
            property: row.try_get("property")?,
            quantity: row.try_get("quantity")?,
            image_url: row.try_get("image_url")?,
            received_at: parsed_or_none(row, "received_at")?,
        })
    };
    rows.bind(parcel.to_string()).fetch_all(db).await?.iter().map(goods).collect()
}

/// Ticks a line, or takes the tick back (`at` is `None`). A tick that is there keeps its time. Gives whether there is
/// such a line.
pub async fn receive(db: &mut Db, parcel: ParcelId, place: u32, at: Option<Timestamp>) -> Result<bool> {
    let done = sqlx::query(
        "update parcel_goods set received_at = iif(?1 is null, null, coalesce(received_at, ?1))
         where parcel_id = ?2 and place = ?3",
    )
    .bind(at.map(stamp))
    .bind(parcel.to_string())
    .bind(place)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

fn inbound_row(row: &SqliteRow) -> Result<Inbound> {
    Ok(Inbound {
        account_id: parsed(row, "account_id")?,
        sub_order: row.try_get("sub_order")?,
        outer_id: row.try_get("outer_id")?,
        fetched_at: parsed(row, "fetched_at")?,
    })
}
