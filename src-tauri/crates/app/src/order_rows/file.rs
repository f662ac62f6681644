//! Orders into a file: those that are listed, or those that were chosen.

use super::{matching, sort, text_of};
use crate::Outcome;
use crate::documents::{Answer, OrderExportDocument, OrderListRequest, count};
use crate::export::{self, ExportRow, TableFile};
use crate::labels::write_file;
use crate::workstation::{Workstation, problem};
use shipdesk_core::clock::stamp;
use shipdesk_core::money::Currency;
use shipdesk_core::order::Order;
use shipdesk_store::order::{self, After, Listed};
use shipdesk_store::{Db, StoreError};
use std::path::Path;

/// How many rows are read at a time.
const READ: usize = 500;

impl Workstation {
    /// Writes orders into a `.csv` or `.xlsx` file, in the order of the list and a row an item: those with these ids;
    /// without ids all that [`Workstation::order_rows`] lists, every page of it, and by a query all that match.
    ///
    /// # Errors
    /// Another kind of file; what the disk has.
    pub async fn order_export(
        &self,
        out: &Path,
        request: &OrderListRequest,
        ids: &[String],
    ) -> Outcome<OrderExportDocument> {
        let kind = TableFile::of(out)?;
        let base = self.currencies().await?.base;
        let read = async {
            let mut db = self.folder.read().await?;
            let places = self.places_in_file(&mut db, request, ids).await?;
            export_rows(&mut db, &places, base).await
        };
        let rows = read.await.map_err(problem)?;
        let orders = count(rows.len());
        let bytes = match kind {
            TableFile::Csv => export::csv(rows.into_iter()),
            TableFile::Xlsx => export::xlsx(rows.into_iter())?,
        };
        write_file(out, &bytes)?;
        let file = out.display().to_string();
        Ok(Answer::done(OrderExportDocument { file, orders, bytes: count(bytes.len()) }))
    }

    async fn places_in_file(
        &self,
        db: &mut Db,
        request: &OrderListRequest,
        ids: &[String],
    ) -> Result<Vec<After>, StoreError> {
        let (filter, sort) = (self.filter(request), sort(request.sort));
        if !ids.is_empty() {
            return order::places_of(db, ids, sort).await;
        }
        match text_of(request) {
            // who works with what matches wants all of it, also beyond what a list shows
            Some(text) => matching(db, &filter, text, sort, usize::MAX).await,
            None => {
                let total = order::count(db, &filter).await?;
                order::page(db, &filter, (sort, total), None, i64::MAX).await
            }
        }
    }
}

async fn export_rows(db: &mut Db, places: &[After], base: Currency) -> Result<Vec<ExportRow>, StoreError> {
    let seqs: Vec<i64> = places.iter().map(|place| place.seq).collect();
    let mut rows = Vec::with_capacity(seqs.len());
    for some in seqs.chunks(READ) {
        for listed in order::listed(db, some, base).await? {
            let (order, _) = order::document(db, listed.row.id).await?;
            rows.push(export_row(order, listed));
        }
    }
    Ok(rows)
}

fn export_row(order: Order, Listed { row, bought, .. }: Listed) -> ExportRow {
    let charged = bought.as_ref().and_then(|bought| bought.charged);
    let (account, channel_id, tracking_no) = bought.map_or((None, None, None), |bought| {
        (Some(bought.account), Some(bought.channel_id), bought.tracking_no)
    });
    let created_at = stamp(row.created_at);
    ExportRow { order, state: row.state, account, channel_id, tracking_no, charged, created_at }
}
