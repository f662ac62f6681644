//! Orders from files.

mod preview;

use crate::Outcome;
use crate::documents::{Answer, ErrorDocument};
use crate::import::{self, ColumnMap, ImportedOrder, Sheet};
use crate::results::{exit_over, is_editable};
use crate::workstation::{Workstation, problem};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::order::Order;
use shipdesk_store::journal::{self, Entry, sha256};
use shipdesk_store::order::{self, OrderRow};
use shipdesk_store::{StoreError, purchase, setting};
use std::collections::HashMap;
use std::path::PathBuf;

/// What becomes of an order whose number is here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OnDuplicate {
    /// It is held back, and said.
    #[default]
    Fail,
    /// It is passed over.
    Skip,
    /// It replaces the one here, if that was never sent.
    Update,
}

/// A file to be read.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// The file.
    pub file: PathBuf,
    /// The column map to read it with.
    pub map: Option<String>,
    /// Only say what would happen.
    pub dry_run: bool,
    /// What becomes of orders that are here already.
    pub on_duplicate: OnDuplicate,
}

/// What became of a file.
#[derive(Debug, Serialize)]
pub struct ImportDocument {
    /// The file.
    pub file: String,
    /// Whether nothing was stored.
    pub dry_run: bool,
    /// How it was read: form, encoding, sheet.
    pub form: serde_json::Value,
    /// Its rows.
    pub rows: usize,
    /// How many orders are new.
    pub added: usize,
    /// How many replaced theirs.
    pub updated: usize,
    /// How many were passed over.
    pub skipped: usize,
    /// How many were held back.
    pub held: usize,
    /// Headers of columns that nobody knows.
    pub passed_over: Vec<String>,
    /// Each order, and what is wrong with those that were held back.
    pub orders: Vec<ImportedDocument>,
}

/// An order of a file.
#[derive(Debug, Serialize)]
pub struct ImportedDocument {
    /// Its number.
    pub order_no: String,
    /// The lines it stands on.
    pub rows: Vec<usize>,
    /// `added` `updated` `skipped` `held`.
    pub outcome: &'static str,
    /// What is wrong with it.
    pub error: Option<ErrorDocument>,
}

/// A file with what is done with each of its orders.
struct Planned {
    sheet: Sheet,
    found: Vec<ImportedOrder>,
    plans: Vec<Plan>,
    /// How many of its numbers are in use here.
    duplicates: usize,
}

/// What is done with each order of a file.
enum Plan {
    Add,
    Update(Box<OrderRow>),
    Skip,
    Hold(Problem),
}

impl Workstation {
    /// Reads a file of orders. Those that can be used are stored together; those that cannot are held back, each with
    /// its rows and what is wrong.
    ///
    /// # Errors
    /// A file that cannot be read at all, a column map that is not here.
    pub async fn order_import(&self, request: ImportRequest) -> Outcome<ImportDocument> {
        let Planned { sheet, found, plans, .. } = self.take_file(&request).await?;
        Ok(self.import_document(&request, &sheet, found, plans))
    }

    /// Reads a file, decides for each of its orders, and stores them unless that was only to be tried.
    async fn take_file(&self, request: &ImportRequest) -> Result<Planned, Problem> {
        let unusable = |error: std::io::Error| {
            Problem::new(ErrorCode::FileUnusable).with("file", request.file.display()).with("detail", error)
        };
        let bytes = std::fs::read(&request.file).map_err(unusable)?;
        let map = self.column_map(request.map.as_deref()).await?;
        let sheet = import::read(&request.file.display().to_string(), &bytes, map.as_ref())?;
        let found = import::orders(&sheet);
        let mut tx = self.folder.write().await.map_err(problem)?;
        let numbers: Vec<&str> = found.iter().map(|found| found.order_no.as_str()).collect();
        let here = order::in_use(&mut tx, &numbers).await.map_err(problem)?;
        let taken = purchase::spoken_for(&mut tx, &numbers).await.map_err(problem)?;
        let is_taken = |found: &ImportedOrder| taken.contains(&order::folded_no(Some(&found.order_no)));
        let plan = |found: &ImportedOrder| match plan(found, &here, request.on_duplicate) {
            Plan::Add if is_taken(found) => {
                Plan::Hold(Problem::new(ErrorCode::OrderDuplicate).with("order_no", &found.order_no))
            }
            planned => planned,
        };
        let plans: Vec<Plan> = found.iter().map(plan).collect();
        let is_here = |found: &&ImportedOrder| {
            is_taken(found) || here.contains_key(&order::folded_no(Some(&found.order_no)))
        };
        let duplicates = found.iter().filter(is_here).count();
        if !request.dry_run {
            self.store_plans(&mut tx, &found, &plans, request, &sha256(&bytes)).await.map_err(problem)?;
            tx.commit().await.map_err(|error| problem(error.into()))?;
        }
        Ok(Planned { sheet, found, plans, duplicates })
    }

    async fn store_plans(
        &self,
        tx: &mut shipdesk_store::Db,
        found: &[ImportedOrder],
        plans: &[Plan],
        request: &ImportRequest,
        file: &str,
    ) -> Result<(), StoreError> {
        let at = self.clock.now();
        let with = |wanted: fn(&Plan) -> bool| {
            let pairs = found.iter().zip(plans).filter(move |(_, plan)| wanted(plan));
            pairs.filter_map(|(found, plan)| Some((found.order.clone()?, plan)))
        };
        let new: Vec<Order> = with(|plan| matches!(plan, Plan::Add)).map(|(order, _)| order).collect();
        let source =
            request.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let added = new.len();
        order::insert_many(tx, new, (&source, request.map.as_deref()), self.folder.station, at).await?;
        let mut updated = 0;
        for (order, plan) in with(|plan| matches!(plan, Plan::Update(_))) {
            if let Plan::Update(row) = plan {
                order::replace(tx, row, &order, at).await?;
                updated += 1;
            }
        }
        let data = json!({"file": file, "added": added, "updated": updated});
        journal::append(tx, self.folder.station, at, Entry { kind: "orders.imported", subject: file, data })
            .await
    }

    fn import_document(
        &self,
        request: &ImportRequest,
        sheet: &Sheet,
        found: Vec<ImportedOrder>,
        plans: Vec<Plan>,
    ) -> Answer<ImportDocument> {
        let mut exits = Vec::with_capacity(found.len());
        let mut document = ImportDocument {
            file: request.file.display().to_string(),
            dry_run: request.dry_run,
            form: serde_json::to_value(&sheet.form).unwrap_or_default(),
            rows: sheet.rows.len(),
            added: 0,
            updated: 0,
            skipped: 0,
            held: 0,
            passed_over: sheet.passed_over().into_iter().map(str::to_owned).collect(),
            orders: Vec::with_capacity(found.len()),
        };
        for (found, plan) in found.into_iter().zip(plans) {
            let (outcome, count, error) = match plan {
                Plan::Add => ("added", &mut document.added, None),
                Plan::Update(_) => ("updated", &mut document.updated, None),
                Plan::Skip => ("skipped", &mut document.skipped, None),
                Plan::Hold(error) => ("held", &mut document.held, Some(error)),
            };
            *count += 1;
            exits.push(error.as_ref().map_or(0, |error| error.code.exit()));
            let error = error.map(|error| self.words().error(&error));
            document.orders.push(ImportedDocument {
                order_no: found.order_no,
                rows: found.rows,
                outcome,
                error,
            });
        }
        Answer { document, exit: exit_over(&exits) }
    }

    async fn column_map(&self, name: Option<&str>) -> Result<Option<ColumnMap>, Problem> {
        let Some(name) = name else { return Ok(None) };
        let mut db = self.folder.read().await.map_err(problem)?;
        let stored = setting::get(&mut db, &format!("import_map.{name}")).await.map_err(problem)?;
        let unknown = || {
            let issue = FieldIssue::wrong_kind("map", "name of a stored column map", name);
            Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
        };
        let map = stored.and_then(|text| serde_json::from_str(&text).ok()).ok_or_else(unknown)?;
        Ok(Some(map))
    }
}

fn plan(found: &ImportedOrder, here: &HashMap<String, OrderRow>, on_duplicate: OnDuplicate) -> Plan {
    if found.order.is_none() {
        return Plan::Hold(Problem::new(ErrorCode::InputInvalid).with_fields(found.issues.clone()));
    }
    let duplicate = |code| Plan::Hold(Problem::new(code).with("order_no", &found.order_no));
    match (here.get(&order::folded_no(Some(&found.order_no))), on_duplicate) {
        (None, _) => Plan::Add,
        (Some(_), OnDuplicate::Skip) => Plan::Skip,
        (Some(_), OnDuplicate::Fail) => duplicate(ErrorCode::OrderDuplicate),
        (Some(row), OnDuplicate::Update) if is_editable(row.state) => Plan::Update(Box::new(row.clone())),
        (Some(_), OnDuplicate::Update) => duplicate(ErrorCode::OrderSent),
    }
}
