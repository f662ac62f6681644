//! Finds anything by what is typed or scanned: an exact number first, then whatever holds the text.

use crate::Outcome;
use crate::documents::{Answer, FindHit, ForeignOrderRow, Found, Items};
use crate::workstation::{Workstation, problem};
use shipdesk_core::error::Problem;
use shipdesk_core::id::ParcelId;
use shipdesk_store::parcel::{self, list};
use shipdesk_store::{StoreError, foreign_order, order};

/// The most hits of each kind: a longer list helps nobody.
const ORDERS: usize = 20;
const PARCELS: i64 = 20;
const FOREIGN: i64 = 20;
/// The same for scripts. Parcels of found orders are left out only after they were read.
const ALL_ORDERS: usize = 100;
const ALL_PARCELS: i64 = 1_000;

impl Workstation {
    /// Orders by anything in them (number, tracking number, name, phone's tail, SKU, note), then parcels that are none
    /// of theirs and orders from elsewhere, with a number that begins so.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn find(&self, text: &str) -> Outcome<Items<Found>> {
        let orders = self.matching(text, None, None, ALL_ORDERS).await?;
        let (_, parcels) = self.numbered_hits(text.trim(), ALL_PARCELS).await.map_err(problem)?;
        let parcels = self.parcel_rows_of(&parcels).await?;
        let is_theirs = |order_no: &Option<String>| {
            order_no.is_some() && orders.iter().any(|order| order.order_no == *order_no)
        };
        let parcels = parcels.into_iter().filter(|parcel| !is_theirs(&parcel.order_no));
        let foreign = self.foreign_hits(text).await.map_err(problem)?;
        let items = orders.iter().map(|order| Found::Order(Box::new(self.summary(order))));
        let items = items.chain(parcels.map(|parcel| Found::Parcel(Box::new(parcel))));
        let items = items.chain(foreign.into_iter().map(|order| Found::ForeignOrder(Box::new(order))));
        Ok(Answer::done(Items::all(items.collect())))
    }

    /// Orders and parcels by anything in them: the order of this very number, the parcels of this very number, then
    /// orders with a number that begins so, orders that hold the text, and parcels and orders from elsewhere with a
    /// number that begins so.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn find_hits(&self, text: &str) -> Outcome<Vec<FindHit>> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Answer::done(Vec::new()));
        }
        let matching = self.order_hits(text).await?;
        let (exact, parcels) = self.numbered_hits(text, PARCELS).await.map_err(problem)?;
        let mut seqs: Vec<i64> = exact.into_iter().chain(matching).collect();
        let mut seen = std::collections::HashSet::new();
        seqs.retain(|seq| seen.insert(*seq));
        seqs.truncate(ORDERS);
        let orders = self.rows_at(&seqs).await?;
        let first = usize::from(exact.is_some());
        let mut orders = orders.into_iter().map(|order| FindHit::Order { order: Box::new(order) });
        let mut hits: Vec<FindHit> = orders.by_ref().take(first).collect();
        let rows = self.parcel_rows_of(&parcels).await?;
        let (exactly, beginning): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| row.number.eq_ignore_ascii_case(text));
        let parcel = |parcel| FindHit::Parcel { parcel: Box::new(parcel) };
        hits.extend(exactly.into_iter().map(parcel));
        hits.extend(orders);
        hits.extend(beginning.into_iter().map(parcel));
        let foreign = self.foreign_hits(text).await.map_err(problem)?;
        hits.extend(foreign.into_iter().map(|order| FindHit::ForeignOrder { order: Box::new(order) }));
        Ok(Answer::done(hits))
    }

    /// The places of orders whose number begins so; of those that hold the text only where these are few.
    async fn order_hits(&self, text: &str) -> Result<Vec<i64>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let mut seqs = order::beginning(&mut db, text, ORDERS).await.map_err(problem)?;
        drop(db);
        if seqs.len() < ORDERS {
            seqs.extend(self.matching(text, None, None, ORDERS).await?.iter().map(|row| row.seq));
        }
        Ok(seqs)
    }

    async fn foreign_hits(&self, text: &str) -> Result<Vec<ForeignOrderRow>, StoreError> {
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        let mut db = self.folder.read().await?;
        let found = foreign_order::with_number(&mut db, text, FOREIGN).await?;
        self.foreign_rows(&mut db, found).await
    }

    /// The place of the order of this very number, and the parcels with a number that begins so, exact ones first.
    async fn numbered_hits(
        &self,
        text: &str,
        limit: i64,
    ) -> Result<(Option<i64>, Vec<ParcelId>), StoreError> {
        let mut db = self.folder.read().await?;
        let exact = order::by_no(&mut db, text).await?.map(|row| row.seq);
        let mut parcels: Vec<ParcelId> =
            parcel::by_number(&mut db, text).await?.into_iter().map(|parcel| parcel.id).collect();
        for id in list::with_number(&mut db, text, limit).await? {
            if !parcels.contains(&id) {
                parcels.push(id);
            }
        }
        Ok((exact, parcels))
    }

    async fn parcel_rows_of(&self, ids: &[ParcelId]) -> Result<Vec<crate::documents::ParcelRow>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let found = list::by_ids(&mut db, ids).await.map_err(problem)?;
        drop(db);
        let parcels: Vec<_> = found.into_iter().map(|(parcel, _)| parcel).collect();
        self.parcel_rows(&parcels).await
    }
}
