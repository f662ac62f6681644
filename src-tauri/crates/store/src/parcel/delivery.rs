//! How many days parcels take, by channel and country: the station's own history.

use crate::order::parsed;
use crate::{Db, Result};
use shipdesk_core::id::{AccountId, ParcelId};
use sqlx::Row as _;
use std::collections::HashMap;

/// How many parcels of a channel took how many days, fewest days first.
pub type Days = HashMap<(AccountId, String), Vec<(u32, u32)>>;

/// Counts a parcel in where it is delivered, and out where it no longer is. A parcel counts once.
pub(crate) async fn count(db: &mut Db, id: ParcelId) -> Result<()> {
    let id = id.to_string();
    let row = sqlx::query(
        "select delivered_days as before, case when parcel.status = 'delivered' then (
             select max(0, cast(round(julianday(min(coalesce(at_utc, at_wall))) - julianday(sent_at)) as integer))
             from event where parcel_id = parcel.id and event.status = 'delivered') end as now,
             purchase.account_id, channel_id, country
         from parcel join purchase on purchase.id = parcel.purchase_id join orders on orders.id = order_id
         where parcel.id = ? and sent_at is not null and country <> ''",
    )
    .bind(&id)
    .fetch_optional(&mut *db)
    .await?;
    // a parcel of nobody's order says nothing of a channel
    let Some(row) = row else { return Ok(()) };
    let (before, now): (Option<i64>, Option<i64>) = (row.try_get("before")?, row.try_get("now")?);
    if before == now {
        return Ok(());
    }
    for (days, step) in [(before, -1), (now, 1)] {
        let Some(days) = days else { continue };
        sqlx::query(
            "insert into delivery_days (country, account_id, channel_id, days, parcels) values (?, ?, ?, ?, ?)
             on conflict do update set parcels = parcels + excluded.parcels",
        )
        .bind(row.try_get::<String, _>("country")?)
        .bind(row.try_get::<String, _>("account_id")?)
        .bind(row.try_get::<String, _>("channel_id")?)
        .bind(days)
        .bind(step)
        .execute(&mut *db)
        .await?;
    }
    sqlx::query("update parcel set delivered_days = ? where id = ?").bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// How long parcels to a country took, by channel.
pub async fn delivery_days(db: &mut Db, country: &str) -> Result<Days> {
    let rows = sqlx::query(
        "select account_id, channel_id, days, parcels from delivery_days where country = ? and parcels > 0
         order by account_id, channel_id, days",
    )
    .bind(country)
    .fetch_all(db)
    .await?;
    let mut found = Days::new();
    for row in rows {
        let channel = (parsed(&row, "account_id")?, row.try_get("channel_id")?);
        found.entry(channel).or_default().push((row.try_get("days")?, row.try_get("parcels")?));
    }
    Ok(found)
}
