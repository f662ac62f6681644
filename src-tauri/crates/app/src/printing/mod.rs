//! Printing: labels go to the print server one sheet after the other, and what became of each is kept.
//!
//! `ask` puts a batch together, `feed` sends it and follows it, `hands` is what a person does about a batch that
//! stopped, `queue` tells how it all stands. A sheet that may be on paper is never sent again by itself.

mod ask;
mod feed;
mod follow;
mod hands;
mod printers;
mod queue;

use crate::workstation::Workstation;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_labels::spool::{Cups, SpoolError, Spooler};
use std::sync::Arc;

/// The print server, and whose turn it is to speak to it.
#[derive(Debug)]
pub(crate) struct Spooling {
    spooler: Arc<dyn Spooler>,
    /// One at a time in this process; between processes the database decides.
    turn: tokio::sync::Mutex<()>,
}

impl Default for Spooling {
    fn default() -> Self {
        Self { spooler: Arc::new(Cups::from_environment()), turn: tokio::sync::Mutex::default() }
    }
}

impl Workstation {
    /// With another print server than the environment names.
    #[must_use]
    pub fn with_spooler(mut self, spooler: Arc<dyn Spooler>) -> Self {
        self.spooling = Spooling { spooler, turn: tokio::sync::Mutex::default() };
        self
    }
}

/// A failure of the print server as it is told.
fn told(error: &SpoolError, printer: &str) -> Problem {
    match error {
        SpoolError::Unreachable { at, why } => {
            Problem::new(ErrorCode::SpoolerUnreachable).with("detail", format!("{at}: {why}"))
        }
        SpoolError::Lost { why } => Problem::new(ErrorCode::SpoolerUnreachable).with("detail", why),
        SpoolError::NotFound { .. } => Problem::new(ErrorCode::PrinterGone).with("printer", printer),
        SpoolError::Refused { words } => {
            Problem::new(ErrorCode::PrintRefused).with("printer", printer).with("detail", words)
        }
    }
}
