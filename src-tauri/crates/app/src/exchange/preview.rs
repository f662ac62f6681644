//! Files of orders as the window shows them: before they are taken in, and when they were.

use super::{ImportRequest, OnDuplicate, Plan, Planned};
use crate::Outcome;
use crate::documents::{Answer, ImportColumn, ImportPreview, ImportRow, RowOutcome, count};
use crate::import::ImportedOrder;
use crate::order_form::words;
use crate::workstation::Workstation;
use shipdesk_core::error::Problem;
use std::path::Path;

impl Workstation {
    /// What a file of orders has and what would become of each; nothing is stored. Orders whose numbers are here are
    /// shown as passed over: which it shall be is asked then.
    ///
    /// # Errors
    /// A file that cannot be read at all.
    pub async fn import_preview(&self, path: &Path) -> Outcome<ImportPreview> {
        self.import_file(path, OnDuplicate::Skip, true).await
    }

    /// Takes a file of orders in: those that can be used together, those that cannot are held back and said.
    ///
    /// # Errors
    /// A file that cannot be read at all.
    pub async fn import_run(&self, path: &Path, on_duplicate: OnDuplicate) -> Outcome<ImportPreview> {
        self.import_file(path, on_duplicate, false).await
    }

    async fn import_file(
        &self,
        path: &Path,
        on_duplicate: OnDuplicate,
        dry_run: bool,
    ) -> Outcome<ImportPreview> {
        let request = ImportRequest { file: path.to_owned(), map: None, dry_run, on_duplicate };
        let Planned { sheet, found, plans, duplicates } = self.take_file(&request).await?;
        let rows: Vec<ImportRow> =
            found.iter().zip(&plans).map(|(found, plan)| self.import_row(found, plan)).collect();
        let of =
            |wanted: &[RowOutcome]| count(rows.iter().filter(|row| wanted.contains(&row.outcome)).count());
        let column =
            |column: crate::import::Column| ImportColumn { header: column.header, field: column.field };
        Ok(Answer::done(ImportPreview {
            source: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            columns: sheet.columns.into_iter().map(column).collect(),
            orders: count(rows.len()),
            good: of(&[RowOutcome::Good, RowOutcome::Updated]),
            wrong: of(&[RowOutcome::Wrong]),
            duplicates: count(duplicates),
            rows,
        }))
    }

    fn import_row(&self, found: &ImportedOrder, plan: &Plan) -> ImportRow {
        let (outcome, error) = match plan {
            Plan::Add => (RowOutcome::Good, None),
            Plan::Update(_) => (RowOutcome::Updated, None),
            Plan::Skip => (RowOutcome::Skipped, None),
            Plan::Hold(error) => (RowOutcome::Wrong, Some(error)),
        };
        let told = |error: &Problem| self.words().error(error);
        let wrong = found.issues.iter().map(|issue| self.words().issue(issue));
        // a draft comes in as well, and says what it will lack
        let missing = found.order.as_ref().map(shipdesk_core::order::Order::missing).unwrap_or_default();
        let missing = missing.iter().map(|issue| words::issue(self.words(), issue));
        ImportRow {
            line: count(found.rows.first().copied().unwrap_or_default()),
            order_no: Some(found.order_no.clone()).filter(|order_no| !order_no.is_empty()),
            outcome,
            issues: wrong.chain(missing).collect(),
            error: error.map(told),
        }
    }
}
