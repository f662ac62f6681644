//! The lines of a parcel's timeline as they are kept: each once, with its place in its source's own sequence.

use super::StoredEvent;
use crate::journal::sha256;
use crate::order::{json_text, parsed, parsed_or_none};
use crate::{Db, Result, StoreError};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shipdesk_core::clock::stamp;
use shipdesk_core::event::{Event, EventKind, EventTime, ZoneBasis};
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::status::DeliveryStatus;
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

/// A kept line on its way to another reading.
#[derive(Serialize)]
struct Change {
    parcel: String,
    identity: String,
    reading: Reading,
}

/// A line on its way into the database.
#[derive(Serialize)]
struct Line<'a> {
    parcel: String,
    identity: String,
    at_text: &'a str,
    code: Option<&'a str>,
    reading: Reading,
    #[serde(skip)]
    words: Words<'a>,
}

/// A line's words: its text, its place, and the line as it was sent.
type Words<'a> = (&'a str, Option<&'a str>, &'a str);

/// Kept lines in their order.
type Kept = Vec<(String, Reading)>;

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
    let new = add_answers(db, account, &[(parcel, answer)], at).await?;
    Ok(new.into_iter().sum())
}

/// The same for the answers about many parcels at once, each parcel at most one time.
pub async fn add_answers(
    db: &mut Db,
    account: AccountId,
    answers: &[(ParcelId, &[Event])],
    at: Timestamp,
) -> Result<Vec<usize>> {
    let mut kept = kept(db, account, answers).await?;
    let (mut changes, mut lines, mut new) = (Vec::new(), Vec::new(), Vec::new());
    for (parcel, answer) in answers {
        let before = lines.len();
        let kept = kept.remove(&parcel.to_string()).unwrap_or_default();
        compare(*parcel, kept, answer, (&mut changes, &mut lines));
        new.push(lines.len() - before);
    }
    change(db, account, &changes).await?;
    put(db, account, &lines, at).await?;
    heard(db, &lines, at).await?;
    Ok(new)
}

/// Notes of which parcels something new was heard.
async fn heard(db: &mut Db, lines: &[Line<'_>], at: Timestamp) -> Result<()> {
    let mut parcels: Vec<&str> = lines.iter().map(|line| line.parcel.as_str()).collect();
    parcels.dedup();
    if parcels.is_empty() {
        return Ok(());
    }
    sqlx::query("update parcel set activity_at = ? where id in (select value from json_each(?))")
        .bind(stamp(at))
        .bind(json_text(&parcels))
        .execute(db)
        .await?;
    Ok(())
}

/// Finds what is new in an answer, and what is read in another way than it was kept.
fn compare<'a>(
    parcel: ParcelId,
    mut kept: Kept,
    answer: &'a [Event],
    (changes, lines): (&mut Vec<Change>, &mut Vec<Line<'a>>),
) {
    let parcel = parcel.to_string();
    let told = oldest_first(answer);
    let places = places(&kept, &told);
    for (identity, event) in told {
        let reading = reading(event, places[&identity]);
        if let Some(index) = kept.iter().position(|(known, _)| *known == identity) {
            let (identity, before) = kept.remove(index);
            if before != reading {
                changes.push(Change { parcel: parcel.clone(), identity, reading });
            }
        } else {
            lines.push(line(parcel.clone(), identity, event, reading));
        }
    }
    for (identity, mut reading) in kept {
        let moved = std::mem::replace(&mut reading.position, places[&identity]);
        if moved != reading.position {
            changes.push(Change { parcel: parcel.clone(), identity, reading });
        }
    }
}

/// The lines of an answer with their identities, oldest first: most of the times that can be read say which way it runs,
/// and newest first is what most do where they say nothing.
fn oldest_first(answer: &[Event]) -> Vec<(String, &Event)> {
    let readable: Vec<&EventTime> =
        answer.iter().map(|line| &line.at).filter(|at| at.wall.is_some() || at.instant.is_some()).collect();
    let balance: i64 = readable
        .windows(2)
        .map(|pair| match pair[0].compare(pair[1]) {
            Ordering::Less => 1,
            Ordering::Equal => 0,
            Ordering::Greater => -1,
        })
        .sum();
    let mut lines: Vec<&Event> = answer.iter().collect();
    if balance <= 0 {
        lines.reverse();
    }
    let mut times: HashMap<_, u32> = HashMap::new();
    lines
        .into_iter()
        .map(|event| {
            let words = (event.at.text.as_str(), event.code.as_deref(), event.text.as_str());
            let time = times.entry(words).or_default();
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
        if let Some(known) = place(&order, identity) {
            cursor = known;
        } else {
            order.insert(cursor, identity);
        }
        cursor += 1;
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

fn line(parcel: String, identity: String, event: &Event, reading: Reading) -> Line<'_> {
    Line {
        parcel,
        identity,
        at_text: &event.at.text,
        code: event.code.as_deref(),
        reading,
        words: (&event.text, event.location.as_deref(), &event.raw),
    }
}

async fn kept(
    db: &mut Db,
    account: AccountId,
    answers: &[(ParcelId, &[Event])],
) -> Result<HashMap<String, Kept>> {
    let parcels: Vec<ParcelId> = answers.iter().map(|(parcel, _)| *parcel).collect();
    // a row a parcel: many small rows cost more than what is in them
    let rows = sqlx::query(
        "select parcel_id, json_group_array(json_array(identity, position, at_utc, at_wall, basis, kind, status, last)
             order by position) as lines
         from event where parcel_id in (select value from json_each(?)) and account_id = ? group by parcel_id",
    )
    .bind(json_text(&parcels))
    .bind(account.to_string())
    .fetch_all(db)
    .await?;
    let kept = |row: &SqliteRow| {
        let lines: Vec<KeptLine> = rows_of(row, "lines")?;
        Ok((row.try_get("parcel_id")?, lines.into_iter().map(kept_line).collect()))
    };
    rows.iter().map(kept).collect()
}

/// A kept line as the database puts it together.
type KeptLine = (String, i64, Option<String>, Option<String>, String, String, String, i64);

fn kept_line(
    (identity, position, at_utc, at_wall, basis, kind, status, last): KeptLine,
) -> (String, Reading) {
    (identity, Reading { position, at_utc, at_wall, basis, kind, status, last: last != 0 })
}

/// The lines that stand as JSON in one column.
pub(super) fn rows_of<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<Vec<T>> {
    serde_json::from_str(row.try_get(column)?).map_err(|error| StoreError::damaged("event", error))
}

async fn change(db: &mut Db, account: AccountId, changes: &[Change]) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "update event set position = value ->> '$.reading.position', at_utc = value ->> '$.reading.at_utc',
             at_wall = value ->> '$.reading.at_wall', basis = value ->> '$.reading.basis',
             kind = value ->> '$.reading.kind', status = value ->> '$.reading.status',
             last = value ->> '$.reading.last'
         from jsonb_each(?)
         where parcel_id = value ->> 'parcel' and account_id = ? and identity = value ->> 'identity'",
    )
    .bind(json_text(&changes))
    .bind(account.to_string())
    .execute(db)
    .await?;
    Ok(())
}

async fn put(db: &mut Db, account: AccountId, lines: &[Line<'_>], at: Timestamp) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let words: Vec<Words<'_>> = lines.iter().map(|line| line.words).collect();
    let next = sqlx::query("select coalesce(max(id), 0) + 1 as id from event").fetch_one(&mut *db).await?;
    let first: i64 = next.try_get("id")?;
    sqlx::query(
        "insert into event (id, parcel_id, account_id, identity, position, at_utc, at_wall, at_text, basis, kind,
             status, code, last, seen_at)
         select ? + key, value ->> 'parcel', ?, value ->> 'identity', value ->> '$.reading.position',
             value ->> '$.reading.at_utc', value ->> '$.reading.at_wall', value ->> 'at_text',
             value ->> '$.reading.basis', value ->> '$.reading.kind', value ->> '$.reading.status', value ->> 'code',
             value ->> '$.reading.last', ? from jsonb_each(?)",
    )
    .bind(first)
    .bind(account.to_string())
    .bind(stamp(at))
    .bind(json_text(&lines))
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "insert into event_text (event_id, text, location, raw)
         select ? + key, value ->> 0, value ->> 1, value ->> 2 from jsonb_each(?)",
    )
    .bind(first)
    .bind(json_text(&words))
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

pub(super) fn event_row(row: &SqliteRow) -> Result<StoredEvent> {
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

/// Lines of which only what says where the parcel stands was read.
pub(super) fn bare_lines(row: &SqliteRow, column: &str) -> Result<Vec<StoredEvent>> {
    let lines: Vec<BareLine> = rows_of(row, column)?;
    let line = |(account_id, position, instant, wall, status, last): BareLine| StoredEvent {
        account_id,
        position,
        event: Event {
            at: EventTime { text: String::new(), wall, instant, basis: ZoneBasis::Unknown },
            kind: EventKind::Carrier,
            status,
            code: None,
            text: String::new(),
            location: None,
            last: last != 0,
            raw: String::new(),
        },
    };
    Ok(lines.into_iter().map(line).collect())
}

type BareLine = (AccountId, i64, Option<Timestamp>, Option<DateTime>, DeliveryStatus, i64);

/// The text of a value that serialises as one.
fn name_of<T: Serialize>(value: &T) -> String {
    json_text(value).trim_matches('"').to_owned()
}

/// A column that holds such a text.
fn named<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T> {
    let text: String = row.try_get(column)?;
    serde_json::from_value(text.into()).map_err(|error| StoreError::damaged(column, error))
}
