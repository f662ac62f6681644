//! Pages to printers: which printers there are, what they can do, and what becomes of a job.
//!
//! A job goes over in two steps. [`Spooler::create`] gets its number, without a byte of the document; only then
//! [`Spooler::send`] hands the pages over. Whoever stores the number in between can ask what became of the job,
//! wherever the program ended.

mod cups;
mod media;
mod read;
mod test_page;
mod wire;

pub use cups::Cups;
pub use media::{Media, MediaChoice, paper_of, scale_on};
pub use test_page::{TestPage, test_page};

use shipdesk_core::print::{PrinterState, Trouble};
use std::fmt::Debug;
use std::pin::Pin;

/// An answer of the spooler that is still to come.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, SpoolError>> + Send + 'a>>;

/// What hands pages to printers.
pub trait Spooler: Send + Sync + Debug {
    /// Every printer, by name.
    fn printers(&self) -> Pending<'_, Vec<Printer>>;

    /// Begins a job and gives its number. Nothing can be printed of it yet.
    fn create<'a>(&'a self, ticket: &'a Ticket) -> Pending<'a, i32>;

    /// Hands the pages of a job over, all of them.
    fn send<'a>(&'a self, ticket: &'a Ticket, job: i32, pdf: Vec<u8>) -> Pending<'a, ()>;

    /// What became of a job.
    fn job<'a>(&'a self, printer: &'a str, job: i32) -> Pending<'a, JobReport>;

    /// Takes a job back, whatever it has come to.
    fn cancel<'a>(&'a self, printer: &'a str, job: i32) -> Pending<'a, ()>;
}

/// Why the spooler could not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SpoolError {
    /// Nothing answers there: no byte has left.
    #[error("no spooler at {at}: {why}")]
    Unreachable { at: String, why: String },
    /// The connection broke, or the answer cannot be read: what was asked for may have been done.
    #[error("the answer was lost: {why}")]
    Lost { why: String },
    /// There is no such printer or job.
    #[error("not found: {words}")]
    NotFound { words: String },
    /// The spooler says no, in its own words.
    #[error("refused: {words}")]
    Refused { words: String },
}

/// A printer as the spooler knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Printer {
    pub name: String,
    pub info: String,
    pub location: String,
    pub make_and_model: String,
    pub state: PrinterState,
    /// What keeps it, worst first.
    pub troubles: Vec<Trouble>,
    /// The printer's own words about it.
    pub message: String,
    pub accepting: bool,
    pub is_default: bool,
    pub media: MediaChoice,
    pub default_media: Option<Media>,
    /// What lies in its trays, where it says.
    pub ready_media: Vec<Media>,
    /// Whether it takes pages; a raw queue takes only the printer's own language.
    pub takes_pages: bool,
    pub max_copies: i32,
    /// How many jobs the spooler has for it.
    pub waiting: i32,
}

impl Printer {
    /// Whether no paper in it is wider than a label.
    pub fn is_label_printer(&self) -> bool {
        self.takes_pages && self.media.widest_mm().is_some_and(|width| width <= 120.0)
    }

    /// The first thing for which it does not go on.
    pub fn stopping_trouble(&self) -> Option<Trouble> {
        let hard = self.troubles.iter().copied().find(|trouble| !trouble.is_a_warning());
        hard.or_else(|| (self.state == PrinterState::Stopped).then_some(Trouble::Paused))
    }
}

/// How a job is to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub printer: String,
    /// What the spooler's lists call it: an order number, never a person.
    pub name: String,
    /// The paper, as the printer calls it.
    pub media: String,
    pub copies: i32,
    /// Whether the pages are made as large as the paper takes them. Labels never are: they come in its exact size.
    pub fit: bool,
}

/// Where the spooler says a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    Pending,
    Held,
    Processing,
    Stopped,
    Cancelled,
    Aborted,
    Completed,
}

/// What the spooler says of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobReport {
    pub state: JobState,
    /// Whether the document has not wholly come to the spooler.
    pub incoming: bool,
    /// Whether the printer ever began with it.
    pub started: bool,
    /// What keeps or kept it.
    pub troubles: Vec<Trouble>,
    /// The printer's own words about it.
    pub message: String,
    pub sheets_done: i32,
}

impl JobReport {
    /// What stopped it, if anything did.
    pub fn stopping_trouble(&self) -> Option<Trouble> {
        self.troubles.iter().copied().find(|trouble| !trouble.is_a_warning())
    }
}
