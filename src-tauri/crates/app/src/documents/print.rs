//! Printers, batches and their labels as documents.

use super::{DocumentKind, ErrorDocument, Layout};
use serde::{Deserialize, Serialize};
use shipdesk_core::print::{BatchState, PrintKind, PrintState, PrinterState};

/// What is to be printed.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct PrintAsk {
    /// Of these orders, in this order.
    pub order_nos: Vec<String>,
    /// What of them.
    pub kind: DocumentKind,
    /// Where; `null` for the printer that the settings name.
    pub printer: Option<String>,
    /// How often; 0 as often as the settings say.
    pub copies: u32,
    /// On what; `null` as the settings say, or as the printer can.
    pub layout: Option<Layout>,
    /// Also what was printed already.
    pub again: bool,
    /// Why once more, for the record.
    #[serde(default)]
    pub reason: Option<String>,
}

impl PrintAsk {
    /// The labels of orders, as the settings say.
    pub fn of(order_nos: Vec<String>) -> Self {
        Self {
            order_nos,
            kind: DocumentKind::Label,
            printer: None,
            copies: 0,
            layout: None,
            again: false,
            reason: None,
        }
    }
}

/// A printer.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PrinterDocument {
    /// The spooler's name of it.
    pub name: String,
    /// What people call it.
    pub info: String,
    /// Where it stands.
    pub location: String,
    /// Make and model.
    pub model: String,
    /// What it does.
    pub state: PrinterState,
    /// What keeps it, worst first: `media-jam`, `media-empty`, `cover-open`, `paused`, `offline`, …
    pub reasons: Vec<String>,
    /// Its own words about it.
    pub message: String,
    /// Whether the spooler takes jobs for it.
    pub accepting: bool,
    /// Whether it is the system's own choice.
    pub is_default: bool,
    /// The paper that it uses by itself.
    pub media_default: Option<String>,
    /// The papers that it can take.
    pub media: Vec<String>,
    /// The papers that lie in it, where it says.
    pub media_ready: Vec<String>,
    /// The layouts that fit on its papers.
    pub layouts: Vec<Layout>,
    /// Whether it prints labels and nothing wider.
    pub label_stock: bool,
    /// Whether it takes pages; a raw queue takes only its own language.
    pub takes_pages: bool,
    /// Jobs that the spooler has for it.
    pub jobs: u32,
    /// Labels that wait here for it.
    pub queued: u32,
    /// What the settings send to it.
    pub routes: Vec<DocumentKind>,
}

/// A label on its way to paper.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PrintJobDocument {
    /// Its id.
    pub id: String,
    /// The batch.
    pub batch: String,
    /// Its place in the batch, from 1.
    pub position: u32,
    /// The order.
    pub order_no: Option<String>,
    /// The box; `null` for the whole order.
    pub box_no: Option<String>,
    /// What it is.
    pub kind: PrintKind,
    /// The number of the box.
    pub tracking_no: Option<String>,
    /// To whom, shortened, with city and country.
    pub recipient: String,
    /// The printer.
    pub printer: String,
    /// The paper, as the printer calls it.
    pub media: String,
    /// How often.
    pub copies: u32,
    /// How it stands on paper.
    pub layout: Layout,
    /// Where it stands.
    pub state: PrintState,
    /// What keeps or kept it.
    pub reasons: Vec<String>,
    /// What went wrong.
    pub error: Option<ErrorDocument>,
    /// The spooler's number of it.
    pub spooler_job: Option<i32>,
    /// When it came here.
    pub queued_at: String,
    /// When it was sent.
    pub sent_at: Option<String>,
    /// When it came out, or came to another end.
    pub ended_at: Option<String>,
    /// When something of it changed.
    pub updated_at: String,
    /// The hash of the label's bytes.
    pub sha256: Option<String>,
    /// How often this label came out before.
    pub earlier: u32,
}

/// What was sent to a printer together.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PrintBatchDocument {
    /// Its id.
    pub id: String,
    /// Its name for people: `B-1122-07`.
    pub name: String,
    /// What is printed.
    pub kind: PrintKind,
    /// The printer.
    pub printer: String,
    /// How labels stand on paper.
    pub layout: Layout,
    /// How often each.
    pub copies: u32,
    /// Why once more.
    pub reason: Option<String>,
    /// How many labels it has.
    pub total: u32,
    /// How many came out.
    pub printed: u32,
    /// Of how many only a person can say what came out.
    pub unsure: u32,
    /// How many are here or at the spooler.
    pub waiting: u32,
    /// Of how many nothing came out.
    pub failed: u32,
    /// How many were taken back.
    pub cancelled: u32,
    /// When it came here.
    pub started_at: String,
    /// Where it stands.
    pub state: BatchState,
    /// What stopped it.
    pub error: Option<ErrorDocument>,
    /// When.
    pub stopped_at: Option<String>,
    /// Its labels.
    pub jobs: Vec<PrintJobDocument>,
    /// Orders of which nothing was printed, each with why.
    pub left_out: Vec<PrintLeftOut>,
}

/// An order of which nothing is printed.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PrintLeftOut {
    /// The order.
    pub order_no: String,
    /// Why.
    pub error: ErrorDocument,
}

/// Printers and batches.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PrintQueueDocument {
    /// The printers, by name; none where the spooler does not answer.
    pub printers: Vec<PrinterDocument>,
    /// The batches of which something is left, oldest first, after the newest that are done.
    pub batches: Vec<PrintBatchDocument>,
    /// Why the spooler does not answer.
    pub error: Option<ErrorDocument>,
}

/// An earlier print of a label.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PrintedBefore {
    /// When it came out, or was sent.
    pub at: String,
    /// Where it stands.
    pub state: PrintState,
    /// The printer.
    pub printer: String,
    /// How often.
    pub copies: u32,
    /// Why once more.
    pub reason: Option<String>,
    /// The batch's name.
    pub batch: String,
}
