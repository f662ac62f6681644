//! The lines of a parcel's timeline as they are kept: each once, with its place in its source's own sequence.

use super::StoredEvent;
use crate::journal::sha256;
use crate::order::{json_text, parsed, parsed_or_none};
use crate::{Db, Result, StoreError};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shipdesk_core::clock::stamp;
use shipdesk_core::event::{Event, EventTime};
use shipdesk_core::id::{AccountId, ParcelId};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use std::cmp::Ordering;
use std::collections::HashMap;

/// What of a kept line follows its newest reading.
#[derive(Serialize, PartialEq)]
struct Reading {
    position: i64,
    at_utc: Option<String>,
    at_wall: Option<String>,
    basis: String,
    kind: String,
    status: String,
    last: bool,
}

/// A line on its way into the database.
#[derive(Serialize)]
struct Line<'a> {
    identity: &'a str,
    at_text: &'a str,
    code: Option<&'a str>,
    text: &'a str,
    location: Option<&'a str>,
    raw: &'a str,
    #[serde(flatten)]
    reading: Reading,
}

/// Adds the lines of one answer of a source and says how many are new. The answer may run either way.
///
/// A line is known again by its time, code and text as the source wrote them; equal lines of one answer are told apart
/// by counting, so that the same answer twice adds nothing. A known line takes over what the newer reading makes of
/// it, never its words. Lines that the answer leaves out stay.
pub async fn add_events(
    db: &mut Db,
    parcel: ParcelId,
    account: AccountId,
    answer: &[Event],
    at: Timestamp,
) -> Result<usize> {
    let told = oldest_first(answer);
    let mut kept = kept(db, parcel, account).await?;
    let places = places(&kept, &told);
    let mut changed: Vec<(String, Reading)> = Vec::new();
    let mut new = Vec::new();
    for (identity, event) in &told {
        let reading = reading(event, places[identity]);
        match kept.iter().position(|(known, _)| known == identity) {
            Some(index) => {
                let (_, before) = kept.swap_remove(index);
                if before != reading {
                    changed.push((identity.clone(), reading));
                }
            }
            None => new.push(line(identity, event, reading)),
        }
    }
    for (identity, mut before) in kept {
        let moved = std::mem::replace(&mut before.position, places[&identity]);
        if moved != before.position {
            changed.push((identity, before));
        }
    }
    change(db, (parcel, account), &changed).await?;
    put(db, (parcel, account), &new, at).await?;
    Ok(new.len())
}

/// The lines of an answer with their identities, oldest first: most of its times say which way it runs, and newest
/// first is what most do where they say nothing.
fn oldest_first(answer: &[Event]) -> Vec<(String, &Event)> {
    let balance: i64 = answer
        .windows(2)
        .map(|pair| match pair[0].at.compare(&pair[1].at) {
            Ordering::Less => 1,
            Ordering::Equal => 0,
            Ordering::Greater => -1,
        })
        .sum();
    let mut lines: Vec<&Event> = answer.iter().collect();
    if balance <= 0 {
        lines.reverse();
    }
    let mut times = HashMap::new();
    lines
        .into_iter()
        .map(|event| {
            let words = (event.at.text.as_str(), event.code.as_deref(), event.text.as_str());
            let time: &mut u32 = times.entry(words).or_default();
            *time += 1;
            (identity(words, *time), event)
        })
        .collect()
}

/// The hash of a line's time, code and text as the source wrote them, and of how often they stood in its answer up to it.
fn identity(words: (&str, Option<&str>, &str), time: u32) -> String {
    sha256(json_text(&(words, time)).as_bytes())
}

/// Whether an identity is that of these words.
pub(crate) fn is_identity(of: &str, words: (&str, Option<&str>, &str)) -> bool {
    // no answer repeats a line more often
    (1..=1000).any(|time| identity(words, time) == of)
}

/// The place of each line, kept or told, in the source's sequence. Kept lines stay in their order; a new one goes
/// behind the line that it follows in the answer.
fn places(kept: &[(String, Reading)], told: &[(String, &Event)]) -> HashMap<String, i64> {
    let mut order: Vec<&str> = kept.iter().map(|(identity, _)| identity.as_str()).collect();
    let place = |order: &[&str], identity: &str| order.iter().position(|known| *known == identity);
    let mut cursor = told.iter().find_map(|(identity, _)| place(&order, identity)).unwrap_or(order.len());
    for (identity, _) in told {
        cursor = match place(&order, identity) {
            Some(known) => known,
            None => {
                order.insert(cursor, identity);
                cursor
            }
        } + 1;
    }
    order.into_iter().map(str::to_owned).zip(0..).collect()
}

fn reading(event: &Event, position: i64) -> Reading {
    Reading {
        position,
        at_utc: event.at.instant.map(stamp),
        at_wall: event.at.wall.map(|wall| wall.to_string()),
        basis: name_of(&event.at.basis),
        kind: event.kind.as_str().to_owned(),
        status: event.status.as_str().to_owned(),
        last: event.last,
    }
}

fn line<'a>(identity: &'a str, event: &'a Event, reading: Reading) -> Line<'a> {
    Line {
        identity,
        at_text: &event.at.text,
        code: event.code.as_deref(),
        text: &event.text,
        location: event.location.as_deref(),
        raw: &event.raw,
        reading,
    }
}

async fn kept(db: &mut Db, parcel: ParcelId, account: AccountId) -> Result<Vec<(String, Reading)>> {
    let rows = sqlx::query(
        "select identity, position, at_utc, at_wall, basis, kind, status, last from event
         where parcel_id = ? and account_id = ? order by position",
    )
    .bind(parcel.to_string())
    .bind(account.to_string())
    .fetch_all(db)
    .await?;
    let kept = |row: &SqliteRow| {
        let reading = Reading {
            position: row.try_get("position")?,
            at_utc: row.try_get("at_utc")?,
            at_wall: row.try_get("at_wall")?,
            basis: row.try_get("basis")?,
            kind: row.try_get("kind")?,
            status: row.try_get("status")?,
            last: row.try_get("last")?,
        };
        Ok((row.try_get("identity")?, reading))
    };
    rows.iter().map(kept).collect()
}

async fn change(
    db: &mut Db,
    (parcel, account): (ParcelId, AccountId),
    readings: &[(String, Reading)],
) -> Result<()> {
    if readings.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "update event set position = new.value ->> '$[1].position', at_utc = new.value ->> '$[1].at_utc',
             at_wall = new.value ->> '$[1].at_wall', basis = new.value ->> '$[1].basis',
             kind = new.value ->> '$[1].kind', status = new.value ->> '$[1].status', last = new.value ->> '$[1].last'
         from json_each(?) as new where parcel_id = ? and account_id = ? and identity = new.value ->> '$[0]'",
    )
    .bind(json_text(&readings))
    .bind(parcel.to_string())
    .bind(account.to_string())
    .execute(db)
    .await?;
    Ok(())
}

async fn put(
    db: &mut Db,
    (parcel, account): (ParcelId, AccountId),
    lines: &[Line<'_>],
    at: Timestamp,
) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let (parcel, account, lines) = (parcel.to_string(), account.to_string(), json_text(&lines));
    sqlx::query(
        "insert into event (parcel_id, account_id, identity, position, at_utc, at_wall, at_text, basis, kind, status,
             code, last, seen_at)
         select ?, ?, value ->> 'identity', value ->> 'position', value ->> 'at_utc', value ->> 'at_wall',
             value ->> 'at_text', value ->> 'basis', value ->> 'kind', value ->> 'status', value ->> 'code',
             value ->> 'last', ? from json_each(?)",
    )
    .bind(&parcel)
    .bind(&account)
    .bind(stamp(at))
    .bind(&lines)
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "insert into event_text (event_id, text, location, raw)
         select event.id, value ->> 'text', value ->> 'location', value ->> 'raw' from json_each(?)
         join event on parcel_id = ? and account_id = ? and identity = value ->> 'identity'",
    )
    .bind(&lines)
    .bind(&parcel)
    .bind(&account)
    .execute(db)
    .await?;
    Ok(())
}

/// Every line of a parcel, as [`super::merge`] takes them. An erased line has no words any more.
pub async fn events(db: &mut Db, parcel: ParcelId) -> Result<Vec<StoredEvent>> {
    let rows = sqlx::query(
        "select event.*, event_text.text, event_text.location, event_text.raw
         from event left join event_text on event_id = event.id where parcel_id = ? order by account_id, position",
    )
    .bind(parcel.to_string())
    .fetch_all(db)
    .await?;
    rows.iter().map(event_row).collect()
}

fn event_row(row: &SqliteRow) -> Result<StoredEvent> {
    let words = |column: &str| row.try_get::<Option<String>, _>(column).map(Option::unwrap_or_default);
    let event = Event {
        at: EventTime {
            text: row.try_get("at_text")?,
            wall: parsed_or_none(row, "at_wall")?,
            instant: parsed_or_none(row, "at_utc")?,
            basis: named(row, "basis")?,
        },
        kind: named(row, "kind")?,
        status: parsed(row, "status")?,
        code: row.try_get("code")?,
        text: words("text")?,
        location: row.try_get("location")?,
        last: row.try_get("last")?,
        raw: words("raw")?,
    };
    Ok(StoredEvent { account_id: parsed(row, "account_id")?, position: row.try_get("position")?, event })
}

/// The text of a value that serialises as one.
fn name_of<T: Serialize>(value: &T) -> String {
    json_text(value).trim_matches('"').to_owned()
}

/// A column that holds such a text.
fn named<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T> {
    let text: String = row.try_get(column)?;
    serde_json::from_value(text.into()).map_err(|error| StoreError::damaged(column, error))
}
