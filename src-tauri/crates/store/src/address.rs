//! The address book: sender profiles, one of them the default, and the recipients that orders taught.

use crate::journal::sha256;
use crate::order::{json_text, parsed_or_none};
use crate::search::folded;
use crate::{Db, Result, StoreError};
use jiff::Timestamp;
use serde_json::Value;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::OrderId;
use shipdesk_core::order::Party;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// Whose address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A sender profile.
    Sender,
    /// Somebody who got something.
    Recipient,
}

/// An address of the book.
#[derive(Debug, Clone, PartialEq)]
pub struct Address {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// The address: an order document's sender or recipient.
    pub party: Value,
    /// When an order had it last.
    pub used_at: Option<Timestamp>,
    /// Whether new orders begin with it.
    pub is_default: bool,
}

/// The sender profiles: the default one first, then by name.
pub async fn senders(db: &mut Db) -> Result<Vec<Address>> {
    let rows = sqlx::query(
        "select * from address where kind = 'sender' and erased_at is null order by is_default desc, label, id",
    )
    .fetch_all(db)
    .await?;
    rows.iter().map(address).collect()
}

/// The default sender profile.
pub async fn default_sender(db: &mut Db) -> Result<Option<Address>> {
    let row =
        sqlx::query("select * from address where kind = 'sender' and is_default = 1").fetch_optional(db);
    row.await?.map(|row| address(&row)).transpose()
}

/// Keeps a sender profile: a new one without an id. The first one is the default; choosing another takes it from the one
/// before.
///
/// # Errors
/// [`StoreError::Conflict`] where no profile has the id.
pub async fn put_sender(
    db: &mut Db,
    id: Option<&str>,
    label: &str,
    party: &Value,
    is_default: bool,
) -> Result<Address> {
    let only = senders(db).await?.iter().all(|known| id == Some(known.id.as_str()));
    if is_default {
        sqlx::query("update address set is_default = 0 where kind = 'sender' and is_default = 1")
            .execute(&mut *db)
            .await?;
    }
    let own = id.map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned);
    let statement = match id {
        Some(_) => {
            "update address set label = ?2, document = ?3, is_default = ?4 where id = ?1 and kind = 'sender'
             and erased_at is null"
        }
        None => {
            "insert into address (id, kind, label, document, is_default) values (?1, 'sender', ?2, ?3, ?4)"
        }
    };
    let query = sqlx::query(statement).bind(&own).bind(label).bind(party.to_string());
    if query.bind(is_default || only).execute(&mut *db).await?.rows_affected() == 0 {
        return Err(StoreError::Conflict);
    }
    let row = sqlx::query("select * from address where id = ?").bind(&own).fetch_one(db).await?;
    address(&row)
}

/// Removes a sender profile. Whichever is first then is the default, where it was.
pub async fn remove_sender(db: &mut Db, id: &str) -> Result<()> {
    sqlx::query("delete from address where id = ? and kind = 'sender'").bind(id).execute(&mut *db).await?;
    sqlx::query(
        "update address set is_default = 1 where id = (select id from address where kind = 'sender' order by label, id limit 1)
         and not exists (select 1 from address where kind = 'sender' and is_default = 1)",
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that an order has this sender, if it is a profile.
pub async fn use_sender(db: &mut Db, party: &Value, at: Timestamp) -> Result<()> {
    sqlx::query("update address set used_at = ? where kind = 'sender' and document = ?")
        .bind(stamp(at))
        .bind(party.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Learns a recipient from an order. What the same order taught before and no other has is forgotten: it was a stage of
/// typing.
pub async fn learn(
    db: &mut Db,
    order: OrderId,
    party: &Party,
    document: &Value,
    at: Timestamp,
) -> Result<()> {
    let identity = identity(party);
    sqlx::query("delete from address where learned_from = ? and identity <> ?")
        .bind(order.to_string())
        .bind(&identity)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "insert into address (id, kind, label, document, used_at, identity, learned_from)
         values (?1, 'recipient', ?2, ?3, ?4, ?5, ?6)
         on conflict (kind, identity) where identity is not null do update set label = excluded.label,
             document = excluded.document, used_at = excluded.used_at, erased_at = null,
             learned_from = iif(address.learned_from = excluded.learned_from, address.learned_from, null)",
    )
    .bind(uuid::Uuid::now_v7().to_string())
    .bind(&party.name)
    .bind(document.to_string())
    .bind(stamp(at))
    .bind(&identity)
    .bind(order.to_string())
    .execute(&mut *db)
    .await?;
    put_terms(db, &identity, party).await
}

/// Recipients by the beginnings of words of their names, companies and cities, or by the tail of their phones; each word
/// of the text must be found. Those used last come first.
pub async fn find(db: &mut Db, text: &str, limit: i64) -> Result<Vec<Address>> {
    let words: Vec<String> = text.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        let recent = "select * from address where kind = 'recipient' and erased_at is null order by used_at desc limit ?";
        return sqlx::query(recent).bind(limit).fetch_all(db).await?.iter().map(address).collect();
    }
    let ranges: Vec<[String; 4]> = words
        .iter()
        .map(|word| {
            // three figures are a beginning of nothing and the tail of a phone
            let is_tail = word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
            let phone =
                if is_tail { format!("#{}", word.chars().rev().collect::<String>()) } else { word.clone() };
            [word.clone(), beyond(word), phone.clone(), beyond(&phone)]
        })
        .collect();
    let rows = sqlx::query(
        "select * from address where kind = 'recipient' and erased_at is null and id in (
             select address_id from json_each(?1) as word join address_term
             where term >= word.value ->> 0 and term < word.value ->> 1 or term >= word.value ->> 2 and term < word.value ->> 3
             group by address_id having count(distinct word.key) = ?2
         ) order by used_at desc limit ?3",
    )
    .bind(json_text(&ranges))
    .bind(i64::try_from(words.len()).unwrap_or(i64::MAX))
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.iter().map(address).collect()
}

/// The first text that no longer begins so.
fn beyond(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

/// Who is the same person at the same place, however it is written.
fn identity(party: &Party) -> String {
    let parts = [
        &party.name,
        &party.company,
        &party.phone,
        &party.address1,
        &party.house_no,
        &party.postcode,
        &party.country,
    ];
    sha256(parts.map(|part| folded(part)).join("\n").as_bytes())
}

async fn put_terms(db: &mut Db, identity: &str, party: &Party) -> Result<()> {
    let mut terms: Vec<String> = Vec::new();
    for field in [&party.name, &party.company, &party.city] {
        terms.push(folded(field));
        terms.extend(field.split(|c: char| !c.is_alphanumeric()).map(folded));
    }
    let phone: String = party.phone.chars().filter(char::is_ascii_digit).rev().collect();
    if !phone.is_empty() {
        terms.push(format!("#{phone}"));
    }
    terms.retain(|term| !term.is_empty());
    sqlx::query("delete from address_term where address_id = (select id from address where kind = 'recipient' and identity = ?)")
        .bind(identity)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "insert into address_term (term, address_id) select distinct value, address.id
         from json_each(?) cross join address where kind = 'recipient' and identity = ?",
    )
    .bind(json_text(&terms))
    .bind(identity)
    .execute(db)
    .await?;
    Ok(())
}

fn address(row: &SqliteRow) -> Result<Address> {
    let document: String = row.try_get("document")?;
    Ok(Address {
        id: row.try_get("id")?,
        label: row.try_get("label")?,
        party: serde_json::from_str(&document).map_err(|error| StoreError::damaged("address", error))?,
        used_at: parsed_or_none(row, "used_at")?,
        is_default: row.try_get("is_default")?,
    })
}
