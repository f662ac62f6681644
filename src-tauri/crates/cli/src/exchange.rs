//! `order import` and `order export`: orders from files and into files.

use crate::order::states;
use crate::output::{Output, Text};
use crate::reader::{Reader, paragraph};
use crate::table::{Column, Table};
use clap::ValueEnum;
use shipdesk_app::documents::{OrderExportDocument, OrderListRequest, OrderSort, OrderView};
use shipdesk_app::{ImportDocument, ImportRequest, OnDuplicate, Workstation};
use shipdesk_core::error::Problem;
use shipdesk_core::status::OrderState;
use std::path::PathBuf;

/// Import orders from a CSV, TSV or XLSX file
///
/// Columns are known by their headings, in English or Chinese; rows with one order number make one order. --dry-run
/// shows what would come in and what is wrong, and keeps nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli order import orders.xlsx --dry-run")]
pub(crate) struct ImportArgs {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A reading of columns that was kept under this name
    #[arg(long, value_name = "NAME")]
    map: Option<String>,
    /// Keep nothing
    #[arg(long)]
    dry_run: bool,
    /// What becomes of an order whose number is in use here
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Duplicates::Fail)]
    on_duplicate: Duplicates,
}

/// What becomes of an order whose number is in use here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Duplicates {
    /// Leave the one that is here
    Skip,
    /// Take the one of the file, unless the one here was sent
    Update,
    /// Say so
    Fail,
}

/// Write orders into a CSV or XLSX file, for spreadsheets and for importing elsewhere
///
/// Newest first, every one of them: a row an item.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli order export march.xlsx --state labelled --query shop-77")]
pub(crate) struct ExportArgs {
    /// The file; its name ends in .csv or .xlsx
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only those in this state
    #[arg(long, value_name = "S", value_parser = states())]
    state: Option<OrderState>,
    /// Only those that match, as `find` does
    #[arg(long, value_name = "TEXT")]
    query: Option<String>,
}

/// Carries `order import` out.
pub(crate) async fn import(args: ImportArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let ImportArgs { file, map, dry_run, on_duplicate } = args;
    let on_duplicate = match on_duplicate {
        Duplicates::Skip => OnDuplicate::Skip,
        Duplicates::Update => OnDuplicate::Update,
        Duplicates::Fail => OnDuplicate::Fail,
    };
    Ok(out.answer(&desk.order_import(ImportRequest { file, map, dry_run, on_duplicate }).await?))
}

/// Carries `order export` out.
pub(crate) async fn export(args: ExportArgs, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let ExportArgs { file, state, query } = args;
    let request = OrderListRequest {
        view: OrderView::All,
        states: state.into_iter().collect(),
        batch: None,
        query,
        sort: OrderSort::Newest,
        limit: 0,
        after: None,
    };
    Ok(out.answer(&desk.order_export(&file, &request, &[]).await?))
}

impl Text for ImportDocument {
    fn text(&self, reader: &Reader) -> String {
        let counts =
            [self.rows, self.added, self.updated, self.skipped, self.held].map(|count| count.to_string());
        let [rows, added, updated, skipped, held] = &counts;
        let params =
            [("rows", &**rows), ("added", added), ("updated", updated), ("skipped", skipped), ("held", held)];
        let mut lines = vec![reader.say(if self.dry_run { "import_tried" } else { "imported" }, &params)];
        if !self.passed_over.is_empty() {
            lines.push(reader.say("columns_passed_over", &[("columns", &self.passed_over.join(", "))]));
        }
        let mut held = Table::new([
            (reader.say("head_order", &[]), Column::Left),
            (reader.say("head_rows", &[]), Column::Left),
            (reader.say("head_error", &[]), Column::Left),
        ]);
        for order in &self.orders {
            if let Some(error) = &order.error {
                let rows: Vec<String> = order.rows.iter().map(ToString::to_string).collect();
                held.row([order.order_no.clone(), rows.join(", "), paragraph(error)]);
            }
        }
        if !held.is_empty() {
            lines.push(held.text());
        }
        lines.join("\n")
    }
}

impl Text for OrderExportDocument {
    fn text(&self, reader: &Reader) -> String {
        reader.say("exported_orders", &[("count", &self.orders.to_string()), ("file", &self.file)])
    }
}
