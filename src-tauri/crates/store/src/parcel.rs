//! Parcels: anything that is tracked, ours or not, with its many numbers, its timeline and who was asked for it.
//!
//! A parcel may belong to a box of a purchase, or to nothing. Two parcels may share a number; only an equal purchase
//! and box make them one.

mod delivery;
mod event;
pub mod list;
pub mod pod;
pub mod registration;
mod source;
mod standing;
mod timeline;

pub use delivery::{Days, delivery_days};
pub(crate) use event::is_identity;
pub use event::{add_answers, add_events, events};
pub use source::{
    Source, Statement, forget_stranger, note_refusal, note_source, note_sources, sources, sources_of,
};
pub use standing::{Standing, standing};
pub use timeline::{StoredEvent, Told, merge, told_once};

use crate::order::{json_text, parsed, parsed_or_none};
use crate::{Db, Result, StoreError};
use jiff::Timestamp;
use serde_json::json;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::{AccountId, ParcelId, PurchaseId};
use shipdesk_core::status::DeliveryStatus;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// A parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Its id.
    pub id: ParcelId,
    /// The purchase that it was shipped by.
    pub purchase_id: Option<PurchaseId>,
    /// Which box of the purchase.
    pub box_no: Option<String>,
    /// The account that ships it, or where it is registered.
    pub account_id: Option<AccountId>,
    /// The carrier, as the account's provider calls it.
    pub carrier: Option<String>,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// Whether no more will come.
    pub is_final: bool,
    /// The country it comes from.
    pub origin: Option<String>,
    /// The country it goes to.
    pub destination: Option<String>,
    /// Its numbers as they were given, each with its kind: `tracking`, `order`, `sub_order`, `last_mile`,
    /// `provider_order`. Tracking numbers first.
    pub numbers: Vec<(String, String)>,
    /// When it came here.
    pub created_at: Timestamp,
    /// When something of it changed.
    pub updated_at: Timestamp,
}

impl Parcel {
    /// A parcel of an account's, of which nothing is known yet.
    pub fn new(account: AccountId, at: Timestamp) -> Self {
        Self {
            id: ParcelId::new(),
            purchase_id: None,
            box_no: None,
            account_id: Some(account),
            carrier: None,
            status: DeliveryStatus::Pending,
            is_final: false,
            origin: None,
            destination: None,
            numbers: Vec::new(),
            created_at: at,
            updated_at: at,
        }
    }

    /// The number that it is called by: its first one, empty where it has none.
    pub fn number(&self) -> &str {
        self.numbers.first().map(|(number, _)| number.as_str()).unwrap_or_default()
    }
}

// the kinds of numbers happen to sort backwards in the order they are shown: tracking numbers first
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select parcel.*, (select json_group_array(json_array(number, kind) order by kind desc, number)
                 from parcel_number where parcel_id = parcel.id) as numbers from parcel ",
            $rest
        )
    };
}
use select;

/// Puts a new parcel in.
///
/// # Errors
/// [`StoreError::Conflict`] where the purchase's box has a parcel.
pub async fn insert(db: &mut Db, parcel: &Parcel) -> Result<()> {
    sqlx::query(
        "insert into parcel (id, purchase_id, box_no, account_id, carrier, status, final, origin, destination, created_at,
         updated_at, activity_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?10)",
    )
    .bind(parcel.id.to_string())
    .bind(parcel.purchase_id.map(|id| id.to_string()))
    .bind(&parcel.box_no)
    .bind(parcel.account_id.map(|id| id.to_string()))
    .bind(&parcel.carrier)
    .bind(parcel.status.as_str())
    .bind(parcel.is_final)
    .bind(&parcel.origin)
    .bind(&parcel.destination)
    .bind(stamp(parcel.created_at))
    .bind(stamp(parcel.updated_at))
    .execute(&mut *db)
    .await?;
    add_numbers(db, parcel.id, &parcel.numbers).await
}

/// Puts new parcels of accounts in, all at once: none of them is a purchase's.
pub async fn insert_all(db: &mut Db, parcels: &[Parcel]) -> Result<()> {
    if parcels.is_empty() {
        return Ok(());
    }
    let row = |parcel: &Parcel| {
        json!({
            "id": parcel.id, "account": parcel.account_id, "carrier": parcel.carrier, "status": parcel.status.as_str(),
            "final": parcel.is_final, "origin": parcel.origin, "destination": parcel.destination,
            "created": stamp(parcel.created_at), "updated": stamp(parcel.updated_at), "numbers": parcel.numbers,
        })
    };
    let rows = json_text(&parcels.iter().map(row).collect::<Vec<_>>());
    sqlx::query(
        "insert into parcel (id, account_id, carrier, status, final, origin, destination, created_at, updated_at,
             activity_at)
         select value ->> 'id', value ->> 'account', value ->> 'carrier', value ->> 'status', value ->> 'final',
             value ->> 'origin', value ->> 'destination', value ->> 'created', value ->> 'updated', value ->> 'created'
         from json_each(?)",
    )
    .bind(&rows)
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "insert into parcel_number (parcel_id, number, kind)
         select one.value ->> 'id', trim(number.value ->> 0), number.value ->> 1
         from json_each(?) as one, json_each(one.value -> 'numbers') as number
         where trim(number.value ->> 0) <> '' on conflict do nothing",
    )
    .bind(&rows)
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a parcel more numbers, each with its kind; those that it has stay. Blanks around a number go, an empty one
/// is none.
pub async fn add_numbers(db: &mut Db, id: ParcelId, numbers: &[(String, String)]) -> Result<()> {
    sqlx::query(
        "insert into parcel_number (parcel_id, number, kind)
         select ?, trim(value ->> 0), value ->> 1 from json_each(?) where trim(value ->> 0) <> '' on conflict do nothing",
    )
    .bind(id.to_string())
    .bind(json_text(&numbers))
    .execute(db)
    .await?;
    Ok(())
}

/// The parcel of a purchase's box, made where there is none, with its tracking number. Nothing that the parcel has is
/// replaced.
pub async fn for_box(
    db: &mut Db,
    purchase: PurchaseId,
    box_no: &str,
    tracking_no: &str,
    account: AccountId,
    destination: Option<&str>,
    at: Timestamp,
) -> Result<ParcelId> {
    sqlx::query(
        "insert into parcel (id, purchase_id, box_no, account_id, destination, created_at, updated_at, activity_at)
         values (?, ?, ?, ?, nullif(?, ''), ?, ?, ?6)
         on conflict (purchase_id, box_no) where purchase_id is not null do nothing",
    )
    .bind(ParcelId::new().to_string())
    .bind(purchase.to_string())
    .bind(box_no)
    .bind(account.to_string())
    .bind(destination)
    .bind(stamp(at))
    .bind(stamp(at))
    .execute(&mut *db)
    .await?;
    let row = sqlx::query("select id from parcel where purchase_id = ? and box_no = ?")
        .bind(purchase.to_string())
        .bind(box_no)
        .fetch_one(&mut *db)
        .await?;
    let id = parsed(&row, "id")?;
    add_numbers(db, id, &[(tracking_no.to_owned(), "tracking".to_owned())]).await?;
    Ok(id)
}

/// A parcel by its id.
pub async fn by_id(db: &mut Db, id: ParcelId) -> Result<Option<Parcel>> {
    let found = sqlx::query(select!("where id = ?")).bind(id.to_string()).fetch_optional(db).await?;
    found.map(|row| parcel_row(&row)).transpose()
}

/// The parcels that have a number, oldest first. Blanks around it and the case of its letters do not matter.
pub async fn by_number(db: &mut Db, number: &str) -> Result<Vec<Parcel>> {
    let rows = sqlx::query(select!(
        "where id in (select parcel_id from parcel_number where number = ? collate nocase) order by created_at, id"
    ))
    .bind(number.trim())
    .fetch_all(db)
    .await?;
    rows.iter().map(parcel_row).collect()
}

/// The parcels that have one of these numbers, oldest first.
pub async fn by_numbers(db: &mut Db, numbers: &[&str]) -> Result<Vec<Parcel>> {
    let rows = sqlx::query(select!(
        "where id in (select parcel_id from json_each(?) cross join parcel_number
             on number = trim(value) collate nocase) order by created_at, id"
    ))
    .bind(json_text(&numbers))
    .fetch_all(db)
    .await?;
    rows.iter().map(parcel_row).collect()
}

/// The parcels of a purchase, by box.
pub async fn of_purchase(db: &mut Db, purchase: PurchaseId) -> Result<Vec<Parcel>> {
    let rows = sqlx::query(select!("where purchase_id = ? order by length(box_no), box_no"))
        .bind(purchase.to_string())
        .fetch_all(db)
        .await?;
    rows.iter().map(parcel_row).collect()
}

/// Sets where a parcel stands, and whether no more will come.
pub async fn set_status(
    db: &mut Db,
    id: ParcelId,
    status: DeliveryStatus,
    is_final: bool,
    at: Timestamp,
) -> Result<()> {
    sqlx::query("update parcel set status = ?, final = ?, updated_at = ? where id = ?")
        .bind(status.as_str())
        .bind(is_final)
        .bind(stamp(at))
        .bind(id.to_string())
        .execute(&mut *db)
        .await?;
    delivery::count(db, id).await
}

/// Sets where parcels stand, all at once.
pub async fn set_statuses(
    db: &mut Db,
    standings: &[(ParcelId, DeliveryStatus, bool)],
    at: Timestamp,
) -> Result<()> {
    if standings.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = standings.iter().map(|(id, status, ended)| (id, status.as_str(), ended)).collect();
    sqlx::query(
        "update parcel set status = value ->> 1, final = value ->> 2, updated_at = ?
         from json_each(?) where parcel.id = value ->> 0",
    )
    .bind(stamp(at))
    .bind(json_text(&rows))
    .execute(&mut *db)
    .await?;
    // of most of them there is nothing to count
    let counted = sqlx::query(
        "select parcel.id from json_each(?) cross join parcel on parcel.id = value ->> 0
         where status = 'delivered' or delivered_days is not null",
    );
    for row in counted.bind(json_text(&rows)).fetch_all(&mut *db).await? {
        delivery::count(db, parsed(&row, "id")?).await?;
    }
    Ok(())
}

/// Sets the carrier and the countries that are given; the others stay.
pub async fn set_route(
    db: &mut Db,
    id: ParcelId,
    carrier: Option<&str>,
    (origin, destination): (Option<&str>, Option<&str>),
    at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "update parcel set carrier = coalesce(?, carrier), origin = coalesce(?, origin),
         destination = coalesce(?, destination), updated_at = ? where id = ?",
    )
    .bind(carrier)
    .bind(origin)
    .bind(destination)
    .bind(stamp(at))
    .bind(id.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Sets when a parcel is due to be asked about again.
pub async fn ask_at(db: &mut Db, id: ParcelId, at: Timestamp) -> Result<()> {
    sqlx::query("update parcel set next_ask_at = ? where id = ?")
        .bind(stamp(at))
        .bind(id.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// The parcels that are due to be asked about, those never planned before the longest waiting, at most `limit`: not
/// those of which no more will come, nor those of accounts that are not used or whose provider wants silence.
pub async fn due(db: &mut Db, now: Timestamp, limit: i64) -> Result<Vec<Parcel>> {
    // the expressions are those of the index, to the letter
    let rows = sqlx::query(select!(
        "where id in (select id from parcel where final = 0 and coalesce(next_ask_at, '') <= ?1
             and (account_id is null or account_id in (select id from account
                 where enabled = 1 and removed_at is null and coalesce(silent_until, '') <= ?1))
             order by coalesce(next_ask_at, ''), id limit ?2)
         order by coalesce(next_ask_at, ''), id"
    ))
    .bind(stamp(now))
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.iter().map(parcel_row).collect()
}

fn parcel_row(row: &SqliteRow) -> Result<Parcel> {
    let numbers: String = row.try_get("numbers")?;
    Ok(Parcel {
        id: parsed(row, "id")?,
        purchase_id: parsed_or_none(row, "purchase_id")?,
        box_no: row.try_get("box_no")?,
        account_id: parsed_or_none(row, "account_id")?,
        carrier: row.try_get("carrier")?,
        status: parsed(row, "status")?,
        is_final: row.try_get("final")?,
        origin: row.try_get("origin")?,
        destination: row.try_get("destination")?,
        numbers: serde_json::from_str(&numbers)
            .map_err(|error| StoreError::damaged("parcel_number", error))?,
        created_at: parsed(row, "created_at")?,
        updated_at: parsed(row, "updated_at")?,
    })
}
