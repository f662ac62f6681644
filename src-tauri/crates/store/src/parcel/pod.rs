//! The vault of proofs of delivery: what is kept of each parcel, and what is still looked for.

use crate::order::{json_text, parsed, parsed_or_none, problem};
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::{AccountId, ParcelId};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use std::collections::HashSet;

/// A proof that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pod {
    /// Whose it is.
    pub parcel_id: ParcelId,
    /// The hash of its bytes.
    pub sha256: String,
    /// What it is, by its bytes.
    pub media_type: String,
    /// How many bytes.
    pub bytes: i64,
    /// When it came here.
    pub fetched_at: Timestamp,
}

/// How looking for proofs stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchState {
    /// None were offered yet.
    Expected,
    /// Some were offered and could not be got.
    Missed,
    /// Some were offered and never got, and are no longer offered.
    Gone,
}

impl WatchState {
    const ALL: [Self; 3] = [Self::Expected, Self::Missed, Self::Gone];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Missed => "missed",
            Self::Gone => "gone",
        }
    }
}

impl std::str::FromStr for WatchState {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| format!("{text:?} is no state of proofs"))
    }
}

/// Proofs that are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Whose they are.
    pub parcel_id: ParcelId,
    /// Who offers them.
    pub account_id: AccountId,
    /// How it stands.
    pub state: WatchState,
    /// How often they were looked for.
    pub tries: u32,
    /// When they are looked for again; never where they are gone.
    pub next_at: Option<Timestamp>,
    /// Until when it is worth it.
    pub until: Timestamp,
    /// What went wrong last.
    pub error: Option<Problem>,
}

/// Keeps a proof whose file is recorded. One that is here stays as it is.
pub async fn put(db: &mut Db, parcel: ParcelId, sha256: &str, at: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into pod_file (parcel_id, sha256, fetched_at) values (?, ?, ?) on conflict do nothing",
    )
    .bind(parcel.to_string())
    .bind(sha256)
    .bind(stamp(at))
    .execute(db)
    .await?;
    Ok(())
}

/// The proofs of a parcel, in the order they came.
pub async fn of_parcel(db: &mut Db, parcel: ParcelId) -> Result<Vec<Pod>> {
    let rows = sqlx::query(
        "select * from pod_file join file using (sha256) where parcel_id = ? order by fetched_at, sha256",
    )
    .bind(parcel.to_string())
    .fetch_all(db)
    .await?;
    rows.iter().map(pod_row).collect()
}

/// The newest proofs of all parcels.
pub async fn newest(db: &mut Db, limit: i64) -> Result<Vec<Pod>> {
    let rows = sqlx::query(
        "select * from pod_file join file using (sha256) order by fetched_at desc, parcel_id, sha256 limit ?",
    )
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.iter().map(pod_row).collect()
}

/// Notes that everything is here which so many links of an account's answer lead to.
pub async fn note_taken(db: &mut Db, parcel: ParcelId, account: AccountId, links: usize) -> Result<()> {
    sqlx::query("update parcel_source set pods_taken = ? where parcel_id = ? and account_id = ?")
        .bind(i64::try_from(links).unwrap_or(i64::MAX))
        .bind(parcel.to_string())
        .bind(account.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// How many links an account's answer had when everything they lead to was here last.
pub async fn taken(db: &mut Db, parcel: ParcelId, account: AccountId) -> Result<usize> {
    let row = sqlx::query("select pods_taken from parcel_source where parcel_id = ? and account_id = ?")
        .bind(parcel.to_string())
        .bind(account.to_string())
        .fetch_optional(db)
        .await?;
    let taken: i64 = row.map(|row| row.try_get("pods_taken")).transpose()?.unwrap_or_default();
    Ok(usize::try_from(taken).unwrap_or_default())
}

/// Whether a file is a proof of some parcel.
pub async fn is_kept(db: &mut Db, sha256: &str) -> Result<bool> {
    let found = sqlx::query("select 1 from pod_file where sha256 = ? limit 1").bind(sha256);
    Ok(found.fetch_optional(db).await?.is_some())
}

/// What is looked for of a parcel.
pub async fn watch(db: &mut Db, parcel: ParcelId) -> Result<Option<Watch>> {
    let found = sqlx::query("select * from pod_watch where parcel_id = ?").bind(parcel.to_string());
    found.fetch_optional(db).await?.map(|row| watch_row(&row)).transpose()
}

/// Those of these parcels of which something is looked for.
pub async fn watched(db: &mut Db, ids: &[ParcelId]) -> Result<HashSet<ParcelId>> {
    let rows = sqlx::query("select parcel_id from json_each(?) cross join pod_watch on parcel_id = value");
    let rows = rows.bind(json_text(&ids)).fetch_all(db).await?;
    rows.iter().map(|row| parsed(row, "parcel_id")).collect()
}

/// Notes that proofs of these parcels are offered, where nothing is looked for yet: they are looked for again then, if
/// whoever gets them now does not come to it.
pub async fn note_offered(
    db: &mut Db,
    account: AccountId,
    parcels: &[ParcelId],
    (again, until): (Timestamp, Timestamp),
) -> Result<()> {
    if parcels.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "insert into pod_watch (parcel_id, account_id, state, tries, next_at, until)
         select value, ?, ?, 0, ?, ? from json_each(?) where true on conflict do nothing",
    )
    .bind(account.to_string())
    .bind(WatchState::Expected.as_str())
    .bind(stamp(again))
    .bind(stamp(until))
    .bind(json_text(&parcels))
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps how looking for proofs stands.
pub async fn put_watch(db: &mut Db, watch: &Watch) -> Result<()> {
    sqlx::query(
        "insert into pod_watch (parcel_id, account_id, state, tries, next_at, until, error)
         values (?, ?, ?, ?, ?, ?, ?)
         on conflict (parcel_id) do update set account_id = excluded.account_id, state = excluded.state,
             tries = excluded.tries, next_at = excluded.next_at, until = excluded.until, error = excluded.error",
    )
    .bind(watch.parcel_id.to_string())
    .bind(watch.account_id.to_string())
    .bind(watch.state.as_str())
    .bind(watch.tries)
    .bind(watch.next_at.map(stamp))
    .bind(stamp(watch.until))
    .bind(watch.error.as_ref().map(json_text))
    .execute(db)
    .await?;
    Ok(())
}

/// Nothing is looked for any more.
pub async fn end_watch(db: &mut Db, parcel: ParcelId) -> Result<()> {
    sqlx::query("delete from pod_watch where parcel_id = ?").bind(parcel.to_string()).execute(db).await?;
    Ok(())
}

/// Those of these that are due all the same are looked for again then, and not before.
pub async fn put_off(db: &mut Db, parcels: &[ParcelId], now: Timestamp, then: Timestamp) -> Result<()> {
    sqlx::query(
        "update pod_watch set next_at = ? where parcel_id in (select value from json_each(?)) and next_at <= ?",
    )
    .bind(stamp(then))
    .bind(json_text(&parcels))
    .bind(stamp(now))
    .execute(db)
    .await?;
    Ok(())
}

/// What is to be looked for now, that which waits longest first.
pub async fn due(db: &mut Db, now: Timestamp, limit: i64) -> Result<Vec<Watch>> {
    let rows = sqlx::query(
        "select * from pod_watch where next_at is not null and next_at <= ?1 and account_id in
             (select id from account where enabled = 1 and removed_at is null and coalesce(silent_until, '') <= ?1)
         order by next_at limit ?2",
    )
    .bind(stamp(now))
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.iter().map(watch_row).collect()
}

fn pod_row(row: &SqliteRow) -> Result<Pod> {
    Ok(Pod {
        parcel_id: parsed(row, "parcel_id")?,
        sha256: row.try_get("sha256")?,
        media_type: row.try_get("media_type")?,
        bytes: row.try_get("bytes")?,
        fetched_at: parsed(row, "fetched_at")?,
    })
}

fn watch_row(row: &SqliteRow) -> Result<Watch> {
    Ok(Watch {
        parcel_id: parsed(row, "parcel_id")?,
        account_id: parsed(row, "account_id")?,
        state: parsed(row, "state")?,
        tries: row.try_get("tries")?,
        next_at: parsed_or_none(row, "next_at")?,
        until: parsed(row, "until")?,
        error: problem(row, "error")?,
    })
}
