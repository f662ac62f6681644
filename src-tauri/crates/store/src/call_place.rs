//! What a provider counts, taken before a call leaves: all processes of the folder see it, and one that is killed has
//! taken it.

use crate::order::parsed;
use crate::{Db, Result};
use jiff::{SignedDuration, Timestamp};
use shipdesk_core::clock::stamp;
use shipdesk_core::id::AccountId;

/// A place further away is that of a clock that was set back since.
const FURTHEST: SignedDuration = SignedDuration::from_mins(2);

/// Takes the next place for a call of an account, `apart` from the one before it, or says in the error when that is if
/// it is after `latest`.
pub async fn take(
    db: &mut Db,
    account: AccountId,
    name: &str,
    (now, latest): (Timestamp, Timestamp),
    apart: SignedDuration,
) -> Result<std::result::Result<Timestamp, Timestamp>> {
    let row = sqlx::query("select free_at from call_place where account_id = ? and name = ?")
        .bind(account.to_string())
        .bind(name)
        .fetch_optional(&mut *db)
        .await?;
    let free: Option<Timestamp> = row.map(|row| parsed(&row, "free_at")).transpose()?;
    let place = free.filter(|free| *free > now && free.duration_since(now) <= FURTHEST).unwrap_or(now);
    if place > latest {
        return Ok(Err(place));
    }
    sqlx::query(
        "insert into call_place (account_id, name, free_at) values (?, ?, ?)
         on conflict (account_id, name) do update set free_at = excluded.free_at",
    )
    .bind(account.to_string())
    .bind(name)
    .bind(stamp(place.checked_add(apart).unwrap_or(place)))
    .execute(db)
    .await?;
    Ok(Ok(place))
}

/// Takes the live call about a number, unless one was taken after `since`: then it says when.
pub async fn take_live(
    db: &mut Db,
    account: AccountId,
    number: &str,
    (now, since): (Timestamp, Timestamp),
) -> Result<Option<Timestamp>> {
    let row =
        sqlx::query("select at from live_call where account_id = ? and number = ? and at > ? and at <= ?")
            .bind(account.to_string())
            .bind(number.to_uppercase())
            .bind(stamp(since))
            .bind(stamp(now))
            .fetch_optional(&mut *db)
            .await?;
    if let Some(row) = row {
        return parsed(&row, "at").map(Some);
    }
    sqlx::query("insert or replace into live_call (account_id, number, at) values (?, ?, ?)")
        .bind(account.to_string())
        .bind(number.to_uppercase())
        .bind(stamp(now))
        .execute(db)
        .await?;
    Ok(None)
}

/// Gives a live call back that surely did not count.
pub async fn give_live_back(db: &mut Db, account: AccountId, number: &str, taken: Timestamp) -> Result<()> {
    sqlx::query("delete from live_call where account_id = ? and number = ? and at = ?")
        .bind(account.to_string())
        .bind(number.to_uppercase())
        .bind(stamp(taken))
        .execute(db)
        .await?;
    Ok(())
}
