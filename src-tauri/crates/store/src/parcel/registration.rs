//! Where parcels are registered: a provider follows them there by itself.

use super::{Parcel, list};
use crate::order::{from_json, json_text, parsed, parsed_or_none};
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::{AccountId, ParcelId};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use std::collections::{BTreeMap, HashMap};

/// A registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The account.
    pub account_id: AccountId,
    /// The number that it goes under: one of the parcel's.
    pub number: String,
    /// The provider's code of the carrier.
    pub carrier: String,
    /// Fields by the provider's names, as they were given.
    pub fields: BTreeMap<String, String>,
    /// Since when.
    pub registered_at: Timestamp,
    /// When the carrier was asked live about the number, last.
    pub live_at: Option<Timestamp>,
    /// When updates were stopped.
    pub stopped_at: Option<Timestamp>,
    /// How often in a row updates could not be stopped by themselves.
    pub stop_failures: u32,
}

// a live question outlives the registration: it is kept by the number
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select registration.*, (select at from live_call where live_call.account_id = registration.account_id
                 and live_call.number = upper(registration.number)) as live_at ",
            $rest
        )
    };
}

/// Keeps that a parcel is registered. One that is keeps its date; its number, its carrier and the fields that are given
/// are taken over, and it is followed again.
pub async fn put(
    db: &mut Db,
    parcel: ParcelId,
    account: AccountId,
    (number, carrier, fields): (&str, &str, &BTreeMap<String, String>),
    at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into registration (parcel_id, account_id, number, carrier, fields, registered_at)
         values (?, ?, ?, ?, ?, ?)
         on conflict (parcel_id, account_id) do update set number = excluded.number, carrier = excluded.carrier,
             fields = json_patch(fields, excluded.fields), stopped_at = null, stop_failures = 0, stop_at = null",
    )
    .bind(parcel.to_string())
    .bind(account.to_string())
    .bind(number)
    .bind(carrier)
    .bind(json_text(fields))
    .bind(stamp(at))
    .execute(db)
    .await?;
    Ok(())
}

/// Changes the fields that are given of a registration that is there.
pub async fn edit(
    db: &mut Db,
    parcel: ParcelId,
    account: AccountId,
    fields: &BTreeMap<String, String>,
) -> Result<()> {
    sqlx::query(
        "update registration set fields = json_patch(fields, ?) where parcel_id = ? and account_id = ?",
    )
    .bind(json_text(fields))
    .bind(parcel.to_string())
    .bind(account.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Changes the carrier of a registration that is there.
pub async fn set_carrier(db: &mut Db, parcel: ParcelId, account: AccountId, carrier: &str) -> Result<()> {
    sqlx::query("update registration set carrier = ? where parcel_id = ? and account_id = ?")
        .bind(carrier)
        .bind(parcel.to_string())
        .bind(account.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Takes a registration away; the parcel's history stays.
pub async fn remove(db: &mut Db, parcel: ParcelId, account: AccountId) -> Result<()> {
    sqlx::query("delete from registration where parcel_id = ? and account_id = ?")
        .bind(parcel.to_string())
        .bind(account.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Notes that no more updates are wanted.
pub async fn note_stopped(db: &mut Db, parcel: ParcelId, account: AccountId, at: Timestamp) -> Result<()> {
    sqlx::query("update registration set stopped_at = ? where parcel_id = ? and account_id = ?")
        .bind(stamp(at))
        .bind(parcel.to_string())
        .bind(account.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Notes that updates could not be stopped, how often in a row, and when that is tried again.
pub async fn note_not_stopped(
    db: &mut Db,
    parcel: ParcelId,
    account: AccountId,
    (failures, again): (u32, Timestamp),
) -> Result<()> {
    sqlx::query(
        "update registration set stop_failures = ?, stop_at = ? where parcel_id = ? and account_id = ?",
    )
    .bind(failures)
    .bind(stamp(again))
    .bind(parcel.to_string())
    .bind(account.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Where a parcel is registered.
pub async fn of_parcel(db: &mut Db, parcel: ParcelId) -> Result<Vec<Registration>> {
    let rows = sqlx::query(select!("from registration where parcel_id = ? order by account_id"))
        .bind(parcel.to_string())
        .fetch_all(db)
        .await?;
    rows.iter().map(registration_row).collect()
}

/// The registrations of these parcels.
pub async fn of_parcels(db: &mut Db, parcels: &[ParcelId]) -> Result<Vec<(ParcelId, Registration)>> {
    let rows = sqlx::query(select!(
        "from json_each(?) cross join registration on parcel_id = value order by parcel_id, account_id"
    ))
    .bind(json_text(&parcels))
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((parsed(row, "parcel_id")?, registration_row(row)?))).collect()
}

/// How many parcels are registered at an account.
pub async fn count(db: &mut Db, account: AccountId) -> Result<u32> {
    let row = sqlx::query("select count(*) as n from registration where account_id = ?");
    Ok(row.bind(account.to_string()).fetch_one(db).await?.try_get("n")?)
}

/// Registrations that still ask for updates of parcels of which no more will come, each with its parcel, those that
/// ended first before the others; none of these accounts, and none that is tried again only later.
pub async fn to_stop(
    db: &mut Db,
    now: Timestamp,
    but: &[AccountId],
    limit: i64,
) -> Result<Vec<(Parcel, Registration)>> {
    let rows = sqlx::query(select!(
        "from registration join parcel on parcel.id = parcel_id
         where final = 1 and stopped_at is null and coalesce(stop_at, '') <= ?
         and registration.account_id in (select id from account where enabled = 1 and removed_at is null)
         and registration.account_id not in (select value from json_each(?))
         order by updated_at, parcel_id, registration.account_id limit ?"
    ))
    .bind(stamp(now))
    .bind(json_text(&but))
    .bind(limit)
    .fetch_all(&mut *db)
    .await?;
    let found: Vec<(ParcelId, Registration)> = rows
        .iter()
        .map(|row| Ok((parsed(row, "parcel_id")?, registration_row(row)?)))
        .collect::<Result<_>>()?;
    let ids: Vec<ParcelId> = found.iter().map(|(id, _)| *id).collect();
    let parcels = list::by_ids(db, &ids).await?.into_iter().map(|(parcel, _)| (parcel.id, parcel));
    let parcels: HashMap<ParcelId, Parcel> = parcels.collect();
    Ok(found.into_iter().filter_map(|(id, one)| Some((parcels.get(&id)?.clone(), one))).collect())
}

fn registration_row(row: &SqliteRow) -> Result<Registration> {
    Ok(Registration {
        account_id: parsed(row, "account_id")?,
        number: row.try_get("number")?,
        carrier: row.try_get("carrier")?,
        fields: from_json(row, "fields")?.unwrap_or_default(),
        registered_at: parsed(row, "registered_at")?,
        live_at: parsed_or_none(row, "live_at")?,
        stopped_at: parsed_or_none(row, "stopped_at")?,
        stop_failures: row.try_get("stop_failures")?,
    })
}
