//! The orders of a file, put in together.

use super::{Shortly, json_text, resting_state, search_text, short};
use crate::journal::sha256;
use crate::search::{self, Pieces};
use crate::{Db, Result};
use jiff::Timestamp;
use serde_json::{Value, json};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::FieldIssue;
use shipdesk_core::id::{OrderId, StationId};
use shipdesk_core::order::Order;
use sqlx::Row as _;
use tokio::sync::mpsc;

/// So many orders are put in by one round of statements.
const SHARE: usize = 1000;

/// Puts the orders of a file in, a share at a time, and notes the file. The next share is made ready while the database
/// takes one.
///
/// # Errors
/// [`crate::StoreError::Conflict`] where an order number is in use.
pub async fn insert_many(
    db: &mut Db,
    orders: Vec<Order>,
    (source, mapping): (&str, Option<&str>),
    station: StationId,
    at: Timestamp,
) -> Result<()> {
    let batch = uuid::Uuid::now_v7().to_string();
    sqlx::query("insert into import_batch (id, source, mapping, orders, imported_at) values (?, ?, ?, ?, ?)")
        .bind(&batch)
        .bind(source)
        .bind(mapping)
        .bind(i64::try_from(orders.len()).unwrap_or(i64::MAX))
        .bind(stamp(at))
        .execute(&mut *db)
        .await?;
    let (ready, mut shares) = mpsc::channel(1);
    let making = tokio::task::spawn_blocking(move || {
        // nobody takes them any more where one could not be put in
        orders.chunks(SHARE).map(Share::of).all(|share| ready.blocking_send(share).is_ok())
    });
    while let Some(share) = shares.recv().await {
        share.put(db, &batch, station, at).await?;
    }
    // a share that could not be made would be missing in silence
    if let Err(stopped) = making.await {
        std::panic::resume_unwind(stopped.into_panic());
    }
    Ok(())
}

/// Some orders of a file, as the statements take them.
struct Share {
    /// JSON: a row of `orders` and of `order_document` for each.
    rows: String,
    shorts: Vec<Shortly>,
    pieces: Vec<Pieces>,
}

impl Share {
    fn of(orders: &[Order]) -> Self {
        let mut rows = Vec::with_capacity(orders.len());
        let mut shorts = Vec::with_capacity(orders.len());
        for order in orders {
            let lacking = order.missing();
            rows.push(row(order, &lacking));
            shorts.push(Shortly::of(order, &lacking));
        }
        let pieces = orders.iter().map(|order| Pieces::of(&search_text(order))).collect();
        Self { rows: json_text(&rows), shorts, pieces }
    }

    async fn put(self, db: &mut Db, batch: &str, station: StationId, at: Timestamp) -> Result<()> {
        sqlx::query(
            "insert into orders (id, order_no, reference, state, country, boxes, weight_g, import_batch_id, station_id, created_at, updated_at)
             select value ->> 0, nullif(value ->> 1, ''), value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, ?2, ?3, ?4, ?4
             from json_each(?1) order by key",
        )
        .bind(&self.rows)
        .bind(batch)
        .bind(station.to_string())
        .bind(stamp(at))
        .execute(&mut *db)
        .await?;
        sqlx::query("insert into order_document (order_id, document, sha256) select value ->> 0, value ->> 7, value ->> 8 from json_each(?)")
            .bind(&self.rows)
            .execute(&mut *db)
            .await?;
        let places = self.places(db).await?;
        let shorts: Vec<_> = places.iter().copied().zip(self.shorts).collect();
        short::put(db, &shorts).await?;
        let pieces: Vec<_> = places.into_iter().zip(self.pieces).collect();
        search::index_many(db, &pieces).await
    }

    /// The places that the orders got, in their order.
    async fn places(&self, db: &mut Db) -> Result<Vec<i64>> {
        let rows = sqlx::query(
            "select seq from orders where id in (select value ->> 0 from json_each(?)) order by seq",
        )
        .bind(&self.rows)
        .fetch_all(db)
        .await?;
        rows.iter().map(|row| Ok(row.try_get("seq")?)).collect()
    }
}

fn row(order: &Order, lacking: &[FieldIssue]) -> Value {
    let document = order.to_json().to_string();
    let hash = sha256(document.as_bytes());
    json!([
        OrderId::new().to_string(),
        order.order_no,
        order.reference,
        resting_state(lacking).as_str(),
        order.recipient.country,
        order.boxes.len(),
        order.weight().grams(),
        document,
        hash
    ])
}
