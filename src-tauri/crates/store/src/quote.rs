//! Quotes: the newest answer of each channel for an order, a price or what went wrong.

use crate::order::{json_text, parsed, problem};
use crate::{Db, Result, StoreError};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shipdesk_core::charge::{Charge, ChargeKind, total};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::{AccountId, OrderId};
use shipdesk_core::money::{Currency, Money};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// What a channel answered when it was asked for a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The order.
    pub order_id: OrderId,
    /// Who was asked.
    pub account_id: AccountId,
    /// Which channel.
    pub channel_id: String,
    /// The hash of the order document that was priced: another one makes the quote stale.
    pub document_sha256: String,
    /// When.
    pub asked_at: Timestamp,
    /// The parts of the price, all of one currency; empty where it failed.
    pub fees: Vec<Charge>,
    /// What went wrong.
    pub error: Option<Problem>,
}

impl Quote {
    /// The price.
    pub fn total(&self) -> Option<Money> {
        total(&self.fees)
    }
}

#[derive(Serialize)]
struct Row<'a> {
    order_id: String,
    account_id: String,
    channel_id: &'a str,
    document_sha256: &'a str,
    asked_at: String,
    currency: Option<&'a str>,
    total_minor: Option<i64>,
    // text inside text: the columns hold JSON
    fees: String,
    error: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Fee {
    kind: ChargeKind,
    minor: i64,
    currency: Currency,
}

/// Keeps quotes, many in one statement. A channel's newer answer replaces its older one for the order.
pub async fn put_all(db: &mut Db, quotes: &[Quote]) -> Result<()> {
    let totals: Vec<Option<Money>> = quotes.iter().map(Quote::total).collect();
    let currencies: Vec<Option<Currency>> = totals.iter().map(|total| total.map(Money::currency)).collect();
    let rows: Vec<Row<'_>> = quotes
        .iter()
        .zip(totals.iter().zip(&currencies))
        .map(|(quote, (total, currency))| Row {
            order_id: quote.order_id.to_string(),
            account_id: quote.account_id.to_string(),
            channel_id: &quote.channel_id,
            document_sha256: &quote.document_sha256,
            asked_at: stamp(quote.asked_at),
            currency: currency.as_ref().map(Currency::as_str),
            total_minor: total.map(Money::minor),
            fees: json_text(&quote.fees.iter().map(fee).collect::<Vec<_>>()),
            error: quote.error.as_ref().map(json_text),
        })
        .collect();
    sqlx::query(
        "insert into quote (order_id, account_id, channel_id, document_sha256, asked_at, currency, total_minor, fees, error)
         select value ->> 'order_id', value ->> 'account_id', value ->> 'channel_id', value ->> 'document_sha256',
             value ->> 'asked_at', value ->> 'currency', value ->> 'total_minor', value ->> 'fees', value ->> 'error'
         from json_each(?) where true
         on conflict (order_id, account_id, channel_id) do update set document_sha256 = excluded.document_sha256,
             asked_at = excluded.asked_at, currency = excluded.currency, total_minor = excluded.total_minor,
             fees = excluded.fees, error = excluded.error
         where excluded.asked_at >= quote.asked_at",
    )
    .bind(json_text(&rows))
    .execute(db)
    .await?;
    Ok(())
}

/// The newest answers for an order, by account and channel.
pub async fn of_order(db: &mut Db, order: OrderId) -> Result<Vec<Quote>> {
    let rows = sqlx::query("select * from quote where order_id = ? order by account_id, channel_id")
        .bind(order.to_string())
        .fetch_all(db)
        .await?;
    rows.iter().map(quote_row).collect()
}

fn fee(charge: &Charge) -> Fee {
    Fee { kind: charge.kind, minor: charge.amount.minor(), currency: charge.amount.currency() }
}

fn quote_row(row: &SqliteRow) -> Result<Quote> {
    let fees: String = row.try_get("fees")?;
    let fees: Vec<Fee> =
        serde_json::from_str(&fees).map_err(|error| StoreError::damaged("quote.fees", error))?;
    Ok(Quote {
        order_id: parsed(row, "order_id")?,
        account_id: parsed(row, "account_id")?,
        channel_id: row.try_get("channel_id")?,
        document_sha256: row.try_get("document_sha256")?,
        asked_at: parsed(row, "asked_at")?,
        fees: fees
            .into_iter()
            .map(|fee| Charge { kind: fee.kind, amount: Money::from_minor(fee.minor, fee.currency) })
            .collect(),
        error: problem(row, "error")?,
    })
}
