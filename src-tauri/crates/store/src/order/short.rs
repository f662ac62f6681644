//! Orders in short, written whenever their documents are.

use crate::order::{from_json, json_text};
use crate::{Db, Result};
use shipdesk_core::error::FieldIssue;
use shipdesk_core::order::{Order, Short};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// An order in short, with what it lacks first and how much it lacks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shortly {
    /// The people and the goods.
    pub short: Short,
    /// The first thing that it lacks.
    pub issue: Option<FieldIssue>,
    /// How many things it lacks.
    pub issues: u32,
}

impl Shortly {
    /// An order that lacks these things.
    pub fn of(order: &Order, lacking: &[FieldIssue]) -> Self {
        Self {
            short: order.short(),
            issue: lacking.first().cloned(),
            issues: u32::try_from(lacking.len()).unwrap_or(u32::MAX),
        }
    }

    /// From the columns of `order_short`; `None` where the order has no row there.
    pub(super) fn read(row: &SqliteRow) -> Result<Option<Self>> {
        if row.try_get::<Option<i64>, _>("order_seq")?.is_none() {
            return Ok(None);
        }
        let text = |name| Ok::<_, sqlx::Error>(row.try_get::<Option<String>, _>(name)?.unwrap_or_default());
        Ok(Some(Self {
            short: Short {
                recipient: text("recipient")?,
                city: text("city")?,
                battery: row.try_get("battery")?,
            },
            issue: from_json(row, "issue")?,
            issues: row.try_get("issues")?,
        }))
    }
}

/// Keeps orders in short by their places, many in one statement.
pub(super) async fn put(db: &mut Db, orders: &[(i64, Shortly)]) -> Result<()> {
    let rows: Vec<_> = orders
        .iter()
        .map(|(seq, Shortly { short, issue, issues })| {
            (seq, &short.recipient, &short.city, short.battery, issue.as_ref().map(json_text), issues)
        })
        .collect();
    sqlx::query(
        "insert or replace into order_short (order_seq, recipient, city, battery, issue, issues)
         select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 from json_each(?)",
    )
    .bind(json_text(&rows))
    .execute(db)
    .await?;
    Ok(())
}
