//! What a provider counts, taken before a call leaves: all processes of the folder see it, and one that is killed has
//! taken it.

use crate::order::parsed;
use crate::{Db, Result};
use jiff::{SignedDuration, Timestamp};
use shipdesk_core::clock::stamp;
use shipdesk_core::id::AccountId;
use sqlx::Row as _;

/// A place further away is that of a clock that was set back since.
const FURTHEST: SignedDuration = SignedDuration::from_mins(2);

/// How many calls a provider takes in a while, whenever it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// So many.
    pub calls: u32,
    /// In so long.
    pub window: SignedDuration,
}

/// Places that were taken: when, and for how many calls. Newest first.
type Taken = Vec<(Timestamp, u32)>;

/// Takes the next place of an account that all its limits allow, for as many as `wanted` calls where they may leave at
/// once, else for one. Says when, and for how many; in the error when that is, if it is after `latest`.
pub async fn take(
    db: &mut Db,
    account: AccountId,
    limits: &[Limit],
    wanted: u32,
    (now, latest): (Timestamp, Timestamp),
) -> Result<std::result::Result<(Timestamp, u32), Timestamp>> {
    let furthest = now.checked_add(FURTHEST).unwrap_or(now);
    let mut known = Vec::with_capacity(limits.len());
    for limit in limits {
        known.push((limit, taken(db, account, limit, (now, furthest)).await?));
    }
    let place = |calls| known.iter().map(|(limit, taken)| free_at(limit, taken, calls, now)).max();
    let place = |calls| place(calls).unwrap_or(now);
    let (at, calls) = if place(wanted) <= now { (now, wanted) } else { (place(1), 1) };
    if at > latest.min(furthest) {
        return Ok(Err(at));
    }
    for limit in limits {
        sqlx::query(
            "insert into call_place (account_id, window_ms, at, calls) values (?, ?, ?, ?)
             on conflict do update set calls = calls + excluded.calls",
        )
        .bind(account.to_string())
        .bind(window_ms(limit))
        .bind(stamp(at))
        .bind(calls)
        .execute(&mut *db)
        .await?;
    }
    Ok(Ok((at, calls)))
}

/// The earliest time from now on at which so many calls more stay within a limit.
fn free_at(limit: &Limit, taken: &Taken, calls: u32, now: Timestamp) -> Timestamp {
    let mut used = calls;
    let full = taken.iter().find(|(_, calls)| {
        used = used.saturating_add(*calls);
        used > limit.calls
    });
    let free = full.map(|(at, _)| at.checked_add(limit.window).unwrap_or(*at));
    let newest = taken.first().map(|(at, _)| *at);
    [Some(now), newest, free].into_iter().flatten().max().unwrap_or(now)
}

/// The places of a limit that still count; the others go.
async fn taken(
    db: &mut Db,
    account: AccountId,
    limit: &Limit,
    (now, furthest): (Timestamp, Timestamp),
) -> Result<Taken> {
    let over = now.checked_sub(limit.window).unwrap_or(now);
    sqlx::query("delete from call_place where account_id = ? and window_ms = ? and (at <= ? or at > ?)")
        .bind(account.to_string())
        .bind(window_ms(limit))
        .bind(stamp(over))
        .bind(stamp(furthest))
        .execute(&mut *db)
        .await?;
    let rows = sqlx::query(
        "select at, calls from call_place where account_id = ? and window_ms = ? order by at desc",
    )
    .bind(account.to_string())
    .bind(window_ms(limit))
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((parsed(row, "at")?, row.try_get("calls")?))).collect()
}

fn window_ms(limit: &Limit) -> i64 {
    i64::try_from(limit.window.as_millis()).unwrap_or(i64::MAX)
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
