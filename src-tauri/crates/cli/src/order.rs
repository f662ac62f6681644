//! `order …`: what customers want sent.

use crate::exchange;
use crate::output::{Output, Text};
use crate::reader::{Reader, paragraph};
use crate::table::{Column, Table};
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use serde_json::Value;
use shipdesk_app::documents::{Answer, Items, OrderDocument, OrderSummary, Results};
use shipdesk_app::{ListRequest, Workstation};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::status::OrderState;
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub(crate) enum OrderCommand {
    /// Add orders from JSON files
    ///
    /// A file holds one order document or a list of them; `-` is standard input. All files are read before the first
    /// order is added. An order that lacks something is a draft and says what.
    #[command(
        after_help = "Example:\n  shipdesk-cli order add A1001.json\n  jq .orders shop.json | shipdesk-cli order add -"
    )]
    Add {
        /// Files of order documents
        #[arg(required = true, value_name = "FILE.json")]
        files: Vec<PathBuf>,
    },
    Import(exchange::ImportArgs),
    /// Show orders with everything that happened to them
    #[command(after_help = "Example:\n  shipdesk-cli order show A1001")]
    Show {
        /// Order numbers
        #[arg(required = true, value_name = "NO")]
        order_nos: Vec<String>,
    },
    List(ListArgs),
    Export(exchange::ExportArgs),
}

/// List orders, newest first
///
/// Where there are more, the last line says how to get the next page.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli order list --state unknown --json")]
pub(crate) struct ListArgs {
    /// Only those in this state
    #[arg(long, value_name = "S", value_parser = states())]
    state: Option<OrderState>,
    /// Only those that match, as `find` does
    #[arg(long, value_name = "TEXT")]
    query: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    limit: u16,
    /// Where the page before ended
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,
}

pub(crate) fn states() -> impl TypedValueParser<Value = OrderState> {
    let texts = OrderState::ALL.iter().map(|state| state.as_str());
    PossibleValuesParser::new(texts).try_map(|text| text.parse::<OrderState>())
}

/// Carries an order command out.
pub(crate) async fn run(command: OrderCommand, desk: &Workstation, out: Output) -> Result<u8, Problem> {
    match command {
        OrderCommand::Add { files } => {
            let Answer { document, exit } = desk.order_add(documents(&files)?).await?;
            Ok(out.document(&Added(document), exit))
        }
        OrderCommand::Import(args) => exchange::import(args, desk, out).await,
        OrderCommand::Export(args) => exchange::export(args, desk, out).await,
        OrderCommand::Show { order_nos } => show(&order_nos, desk, out).await,
        OrderCommand::List(ListArgs { state, query, limit, after }) => {
            let request = ListRequest { state, query, limit: usize::from(limit), after };
            Ok(out.answer(&desk.order_list(request).await?))
        }
    }
}

/// One number gives the order itself, and a number that is not here its error; several give results.
async fn show(order_nos: &[String], desk: &Workstation, out: Output) -> Result<u8, Problem> {
    let Answer { document: results, exit } = desk.order_show(order_nos).await?;
    match results.results.as_slice() {
        [OrderDocument { state: None, last_error: Some(error), .. }] => Ok(out.error(error)),
        [order] => Ok(out.document(order, exit)),
        _ => Ok(out.document(&results, exit)),
    }
}

/// The order documents of all files; one file that cannot be read keeps all out.
fn documents(files: &[PathBuf]) -> Result<Vec<Value>, Problem> {
    let mut documents = Vec::new();
    for file in files {
        let problem = |code, why: &dyn std::fmt::Display| {
            Problem::new(code).with("file", file.display()).with("detail", why)
        };
        let bytes = bytes_of(file).map_err(|error| problem(ErrorCode::FileUnusable, &error))?;
        let text =
            std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)).map_err(|_| {
                Problem::new(ErrorCode::FileUnusable).with("file", file.display()).with("reason", "not_utf8")
            })?;
        // the reason names line and column
        match serde_json::from_str(text).map_err(|error| problem(ErrorCode::InputInvalid, &error))? {
            Value::Array(several) => documents.extend(several),
            one => documents.push(one),
        }
    }
    Ok(documents)
}

fn bytes_of(file: &Path) -> std::io::Result<Vec<u8>> {
    if file.as_os_str() != "-" {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What became of added orders: a line each, for there may be many.
#[derive(Serialize)]
#[serde(transparent)]
struct Added(Results);

impl Text for Added {
    fn text(&self, reader: &Reader) -> String {
        let mut table = Table::new([
            (reader.say("head_order", &[]), Column::Left),
            (reader.say("head_state", &[]), Column::Left),
            (reader.say("head_remark", &[]), Column::Left),
        ]);
        for order in &self.0.results {
            let remark = match &order.last_error {
                Some(error) => paragraph(error),
                None => {
                    let issues = order.missing.iter().chain(&order.ignored);
                    reader.words.in_one_line(issues.map(|issue| issue.message.clone()).collect())
                }
            };
            let state = order.state.map_or("–", |state| reader.words.state(state));
            table.row([order.order_no.clone().unwrap_or_else(|| "–".to_owned()), state.to_owned(), remark]);
        }
        if table.is_empty() { reader.say("no_orders", &[]) } else { table.text() }
    }
}

impl Text for Results {
    fn text(&self, reader: &Reader) -> String {
        let mut parts: Vec<String> = self.results.iter().map(|order| order.text(reader)).collect();
        if parts.is_empty() {
            return reader.say("nothing_open", &[]);
        }
        if parts.len() > 1 {
            let counts = [self.done, self.failed, self.unknown].map(|count| count.to_string());
            let [done, failed, unknown] = &counts;
            parts.push(reader.say("tally", &[("done", done), ("failed", failed), ("unknown", unknown)]));
        }
        parts.join("\n\n")
    }
}

impl Text for Items<OrderSummary> {
    fn text(&self, reader: &Reader) -> String {
        if self.items.is_empty() {
            return reader.say("no_orders", &[]);
        }
        let next = self.next.as_ref().map(|next| reader.say("next_page", &[("cursor", next)]));
        [order_table(self.items.iter(), reader)].into_iter().chain(next).collect::<Vec<_>>().join("\n")
    }
}

/// Orders, a line each.
pub(crate) fn order_table<'a>(orders: impl Iterator<Item = &'a OrderSummary>, reader: &Reader) -> String {
    let head = |key: &str, column| (reader.say(key, &[]), column);
    let mut table = Table::new([
        head("head_order", Column::Left),
        head("head_state", Column::Left),
        head("head_country", Column::Left),
        head("head_boxes", Column::Right),
        head("head_weight", Column::Right),
        head("head_age", Column::Right),
        head("head_reference", Column::Name),
        head("head_error", Column::Left),
    ]);
    for order in orders {
        table.row([
            order.order_no.clone().unwrap_or_else(|| "–".to_owned()),
            reader.words.state(order.state).to_owned(),
            order.country.clone(),
            order.boxes.to_string(),
            order.weight_kg.clone(),
            reader.age(&order.created_at),
            order.reference.clone(),
            order.last_error.as_ref().map(|error| error.code.to_string()).unwrap_or_default(),
        ]);
    }
    table.text()
}
