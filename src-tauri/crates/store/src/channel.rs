//! Channels: the shipping services of an account, as the provider listed them last. A channel that vanished from the
//! list is marked, never deleted: purchases name it.

use crate::order::{json_text, parsed};
use crate::{Db, Result};
use jiff::Timestamp;
use shipdesk_core::clock::stamp;
use shipdesk_core::id::AccountId;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// A channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Whose it is.
    pub account_id: AccountId,
    /// The provider's id of it.
    pub channel_id: String,
    /// The provider's name of it.
    pub name: String,
    /// Whether it is for tests.
    pub test: bool,
    /// What people here call it.
    pub alias: Option<String>,
    /// Whether it is shown first.
    pub favourite: bool,
    /// Whether it is not offered.
    pub hidden: bool,
    /// Whether the provider lists it no more.
    pub gone: bool,
}

impl Channel {
    /// What it is called here: the team's own name, or the provider's.
    pub fn shown_name(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.name)
    }
}

/// Takes over the provider's list of (id, name, for tests). What people chose for a channel stays, also when it was
/// gone and comes back.
pub async fn replace(
    db: &mut Db,
    account: AccountId,
    list: &[(String, String, bool)],
    at: Timestamp,
) -> Result<()> {
    let list = json_text(&list);
    sqlx::query(
        "insert into channel (account_id, channel_id, name, test)
         select ?, value ->> 0, value ->> 1, value ->> 2 from json_each(?) where true
         on conflict (account_id, channel_id)
         do update set name = excluded.name, test = excluded.test, gone_at = null",
    )
    .bind(account.to_string())
    .bind(&list)
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "update channel set gone_at = ? where account_id = ? and gone_at is null
         and channel_id not in (select value ->> 0 from json_each(?))",
    )
    .bind(stamp(at))
    .bind(account.to_string())
    .bind(&list)
    .execute(db)
    .await?;
    Ok(())
}

/// All channels of an account: those that are offered first, favourites before others, then by id.
pub async fn of_account(db: &mut Db, account: AccountId) -> Result<Vec<Channel>> {
    let rows = sqlx::query(
        "select * from channel where account_id = ?
         order by gone_at is not null, favourite desc, length(channel_id), channel_id",
    )
    .bind(account.to_string())
    .fetch_all(db)
    .await?;
    rows.iter().map(channel_row).collect()
}

/// A channel by the provider's id of it, also one that is gone.
pub async fn find(db: &mut Db, account: AccountId, channel_id: &str) -> Result<Option<Channel>> {
    let found = sqlx::query("select * from channel where account_id = ? and channel_id = ?")
        .bind(account.to_string())
        .bind(channel_id)
        .fetch_optional(db)
        .await?;
    found.map(|row| channel_row(&row)).transpose()
}

/// Keeps what people chose for a channel: its alias, and whether it is a favourite or hidden.
pub async fn set_choices(db: &mut Db, channel: &Channel) -> Result<()> {
    sqlx::query(
        "update channel set alias = ?, favourite = ?, hidden = ? where account_id = ? and channel_id = ?",
    )
    .bind(&channel.alias)
    .bind(channel.favourite)
    .bind(channel.hidden)
    .bind(channel.account_id.to_string())
    .bind(&channel.channel_id)
    .execute(db)
    .await?;
    Ok(())
}

fn channel_row(row: &SqliteRow) -> Result<Channel> {
    let gone_at: Option<String> = row.try_get("gone_at")?;
    Ok(Channel {
        account_id: parsed(row, "account_id")?,
        channel_id: row.try_get("channel_id")?,
        name: row.try_get("name")?,
        test: row.try_get("test")?,
        alias: row.try_get("alias")?,
        favourite: row.try_get("favourite")?,
        hidden: row.try_get("hidden")?,
        gone: gone_at.is_some(),
    })
}
