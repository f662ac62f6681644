//! Who was asked about a parcel, and what each says of where it stands.

use crate::order::{json_text, parsed, parsed_or_none, problem};
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::status::DeliveryStatus;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use std::collections::HashMap;

/// An account that was asked about a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The account.
    pub account_id: AccountId,
    /// When it was asked last.
    pub asked_at: Timestamp,
    /// What went wrong then.
    pub error: Option<Problem>,
    /// Whether it ever knew the parcel.
    pub knows: bool,
    /// What it said when it last answered.
    pub statement: Statement,
}

/// What a source says of a parcel beside its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// Where it stands.
    pub status: Option<DeliveryStatus>,
    /// The same in its own words, as far as it uses words.
    pub said: Option<String>,
    /// Whether no more will come.
    pub is_final: bool,
    /// Who carries it.
    pub carrier: Option<String>,
}

/// Notes what an account answered about a parcel. A carrier that is known stays where none is named.
pub async fn note_source(
    db: &mut Db,
    id: ParcelId,
    account: AccountId,
    statement: &Statement,
    at: Timestamp,
) -> Result<()> {
    note_sources(db, account, &[(id, statement.clone())], at).await
}

/// The same for what an account answered about many parcels.
pub async fn note_sources(
    db: &mut Db,
    account: AccountId,
    statements: &[(ParcelId, Statement)],
    at: Timestamp,
) -> Result<()> {
    let rows = statements.iter().map(|(id, statement)| {
        let Statement { status, is_final, carrier, said } = statement;
        (id, status.map(DeliveryStatus::as_str), is_final, carrier, said)
    });
    sqlx::query(
        "insert into parcel_source (parcel_id, account_id, asked_at, status, final, carrier, said, knows)
         select value ->> 0, ?, ?, value ->> 1, value ->> 2, value ->> 3, value ->> 4, 1 from json_each(?) where true
         on conflict (parcel_id, account_id) do update set asked_at = excluded.asked_at, error = null,
             status = excluded.status, final = excluded.final, carrier = coalesce(excluded.carrier, carrier),
             said = excluded.said, knows = 1",
    )
    .bind(account.to_string())
    .bind(stamp(at))
    .bind(json_text(&rows.collect::<Vec<_>>()))
    .execute(db)
    .await?;
    Ok(())
}

/// The accounts that were asked about these parcels.
pub async fn sources_of(db: &mut Db, ids: &[ParcelId]) -> Result<HashMap<ParcelId, Vec<Source>>> {
    let rows = sqlx::query(
        "select parcel_source.* from json_each(?) cross join parcel_source on parcel_id = value order by account_id",
    )
    .bind(json_text(&ids))
    .fetch_all(db)
    .await?;
    let mut found: HashMap<ParcelId, Vec<Source>> = HashMap::new();
    for row in &rows {
        found.entry(parsed(row, "parcel_id")?).or_default().push(source_row(row)?);
    }
    Ok(found)
}

/// Notes what went wrong when an account was asked about a parcel; what it said before stays.
pub async fn note_refusal(
    db: &mut Db,
    id: ParcelId,
    account: AccountId,
    error: &Problem,
    at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into parcel_source (parcel_id, account_id, asked_at, error) values (?, ?, ?, ?)
         on conflict (parcel_id, account_id) do update set asked_at = excluded.asked_at, error = excluded.error",
    )
    .bind(id.to_string())
    .bind(account.to_string())
    .bind(stamp(at))
    .bind(json_text(error))
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets that an account was asked about a parcel which it never knew.
pub async fn forget_stranger(db: &mut Db, id: ParcelId, account: AccountId) -> Result<()> {
    sqlx::query("delete from parcel_source where parcel_id = ? and account_id = ? and not knows")
        .bind(id.to_string())
        .bind(account.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// The accounts that were asked about a parcel.
pub async fn sources(db: &mut Db, id: ParcelId) -> Result<Vec<Source>> {
    let rows = sqlx::query("select * from parcel_source where parcel_id = ? order by account_id")
        .bind(id.to_string())
        .fetch_all(db)
        .await?;
    rows.iter().map(source_row).collect()
}

fn source_row(row: &SqliteRow) -> Result<Source> {
    Ok(Source {
        account_id: parsed(row, "account_id")?,
        asked_at: parsed(row, "asked_at")?,
        error: problem(row, "error")?,
        knows: row.try_get("knows")?,
        statement: Statement {
            status: parsed_or_none(row, "status")?,
            said: row.try_get("said")?,
            is_final: row.try_get("final")?,
            carrier: row.try_get("carrier")?,
        },
    })
}
