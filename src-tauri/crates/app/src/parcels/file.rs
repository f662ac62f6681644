//! Parcels into a file: those that are listed, or those that were chosen.

use crate::Outcome;
use crate::documents::{Answer, ParcelExportDocument, count};
use crate::export::{self, TableFile};
use crate::labels::write_file;
use crate::workstation::{Workstation, problem};
use shipdesk_core::error::Problem;
use shipdesk_store::parcel::{self, Parcel, list};
use std::collections::HashSet;
use std::path::Path;

/// How many rows are read at a time.
const READ: usize = 500;

impl Workstation {
    /// Writes parcels into a `.csv` or `.xlsx` file: those with these numbers; without numbers all that
    /// [`Workstation::parcel_list`] lists, every page of it. Works offline.
    ///
    /// # Errors
    /// Another kind of file; what the disk has.
    pub async fn parcel_export(
        &self,
        out: &Path,
        query: Option<&str>,
        needs_person: bool,
        numbers: &[String],
    ) -> Outcome<ParcelExportDocument> {
        let kind = TableFile::of(out)?;
        let parcels = match numbers {
            [] => self.listed(query, needs_person).await?,
            numbers => self.chosen(numbers).await?,
        };
        let mut rows = Vec::with_capacity(parcels.len());
        for some in parcels.chunks(READ) {
            rows.extend(self.parcel_rows(some).await?);
        }
        let bytes = export::parcels(kind, &rows, self.words(), self.clock.now())?;
        write_file(out, &bytes)?;
        let file = out.display().to_string();
        let document = ParcelExportDocument { file, parcels: count(rows.len()), bytes: count(bytes.len()) };
        Ok(Answer::done(document))
    }

    /// Every parcel of the list, in its order.
    async fn listed(&self, query: Option<&str>, needs_person: bool) -> Result<Vec<Parcel>, Problem> {
        let query = query.map(str::trim).filter(|query| !query.is_empty());
        let found = if let Some(query) = query {
            self.found_parcels(query, needs_person, None).await?.0
        } else {
            let mut db = self.folder.read().await.map_err(problem)?;
            list::page(&mut db, needs_person, None, i64::MAX).await.map_err(problem)?
        };
        Ok(found.into_iter().map(|(parcel, _)| parcel).collect())
    }

    /// The parcels that begin with these numbers, in the list's order.
    async fn chosen(&self, numbers: &[String]) -> Result<Vec<Parcel>, Problem> {
        let wanted: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let mut db = self.folder.read().await.map_err(problem)?;
        let mut found = parcel::by_numbers(&mut db, &wanted).await.map_err(problem)?;
        // another parcel may have such a number as its second one
        let wanted: HashSet<&str> = wanted.into_iter().collect();
        found.retain(|parcel| wanted.contains(parcel.number()));
        let ids: Vec<_> = found.iter().map(|parcel| parcel.id).collect();
        let placed = list::by_ids(&mut db, &ids).await.map_err(problem)?;
        Ok(placed.into_iter().map(|(parcel, _)| parcel).collect())
    }
}
