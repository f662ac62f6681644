//! What happened here: append-only, each row's hash chained to the one before.

use crate::{Db, Result};
use sha2::{Digest, Sha256};
use shipdesk_core::clock::stamp;
use shipdesk_core::id::StationId;
use sqlx::Row;

/// The hash before the first row.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A row to be written. `data` holds references, codes and hashes: never personal data, because rows stay for ever.
#[derive(Debug)]
pub struct Entry<'a> {
    /// What kind of thing happened: `purchase.sent`, …
    pub kind: &'a str,
    /// The id of what it happened to.
    pub subject: &'a str,
    /// The particulars.
    pub data: serde_json::Value,
}

/// Appends a row inside the caller's transaction.
pub async fn append(db: &mut Db, station: StationId, at: jiff::Timestamp, entry: Entry<'_>) -> Result<()> {
    let last =
        sqlx::query("select hash from journal order by seq desc limit 1").fetch_optional(&mut *db).await?;
    let previous = match last {
        Some(row) => row.try_get("hash")?,
        None => GENESIS.to_owned(),
    };
    let (at, station, data) = (stamp(at), station.to_string(), entry.data.to_string());
    let hash = row_hash(&previous, &at, &station, entry.kind, entry.subject, &data);
    sqlx::query(
        "insert into journal (at, station_id, kind, subject, data, previous, hash) values (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(at)
    .bind(station)
    .bind(entry.kind)
    .bind(entry.subject)
    .bind(data)
    .bind(previous)
    .bind(hash)
    .execute(db)
    .await?;
    Ok(())
}

/// The first row whose hash or link does not hold, and the number of rows that were read.
pub async fn first_broken(db: &mut Db) -> Result<(Option<i64>, u64)> {
    let mut previous = GENESIS.to_owned();
    let (mut after, mut read) = (0_i64, 0_u64);
    loop {
        let rows = sqlx::query("select * from journal where seq > ? order by seq limit 5000")
            .bind(after)
            .fetch_all(&mut *db)
            .await?;
        if rows.is_empty() {
            return Ok((None, read));
        }
        for row in rows {
            let text = |name: &str| row.try_get::<String, _>(name);
            let (seq, hash): (i64, String) = (row.try_get("seq")?, text("hash")?);
            let expected = row_hash(
                &previous,
                &text("at")?,
                &text("station_id")?,
                &text("kind")?,
                &text("subject")?,
                &text("data")?,
            );
            // a gap means that rows are gone
            if seq != after + 1 || text("previous")? != previous || hash != expected {
                return Ok((Some(seq), read));
            }
            (previous, after, read) = (hash, seq, read + 1);
        }
    }
}

fn row_hash(previous: &str, at: &str, station: &str, kind: &str, subject: &str, data: &str) -> String {
    // lengths keep neighbouring fields apart
    let mut hasher = Sha256::new();
    for part in [previous, at, station, kind, subject, data] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hex(&hasher.finalize())
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 0xf)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// The SHA-256 of a text or file, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
