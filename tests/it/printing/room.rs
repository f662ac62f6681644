//! A desk with orders, a print server and its printers.

use shipdesk_app::Workstation;
use shipdesk_app::documents::{PrintAsk, PrintBatchDocument, PrintJobDocument};
use shipdesk_app::spool::{Cups, Spooler};
use shipdesk_core::print::{BatchState, PrintState};
use shipdesk_tests::bench::{Bench, open};
use shipdesk_tests::printlab::Lab;
use std::sync::Arc;
use std::time::Duration;

pub(super) struct Room {
    pub(super) bench: Bench,
    pub(super) lab: Lab,
    pub(super) desk: Workstation,
}

impl Room {
    pub(super) async fn new() -> Self {
        let (bench, lab) = (Bench::new().await, Lab::start());
        let desk = desk(&bench, Arc::new(Cups::at(&lab.server))).await;
        Self { bench, lab, desk }
    }

    /// Orders with labels; gives their numbers and those of the boxes.
    pub(super) async fn bought(&self, count: usize) -> (Vec<String>, Vec<String>) {
        let mut numbers = (Vec::new(), Vec::new());
        for index in 1..=count {
            let order_no = self.bench.order(&format!("P{index}")).await;
            let bought = self.bench.bought(&order_no, "386").await;
            numbers.0.push(order_no);
            numbers.1.push(bought.tracking_no.expect("a number"));
        }
        numbers
    }

    pub(super) async fn print(&self, ask: PrintAsk) -> (u8, PrintBatchDocument) {
        let answer = self.desk.print_through(ask).await.expect("a batch");
        (answer.exit, answer.document)
    }

    /// Why nothing is printed.
    pub(super) async fn refused(&self, ask: PrintAsk) -> String {
        self.desk.print(ask).await.expect_err("nothing to print").code.as_str().to_owned()
    }

    /// Follows a batch until nothing of it moves.
    pub(super) async fn settled(&self, batch: &PrintBatchDocument) -> PrintBatchDocument {
        settled(&self.desk, &batch.id).await
    }

    /// Everything that the printer got, by its barcodes.
    pub(super) fn codes(&self) -> Vec<String> {
        self.lab.arrived().into_iter().flat_map(|arrived| arrived.codes).collect()
    }
}

pub(super) async fn desk(bench: &Bench, spooler: Arc<dyn Spooler>) -> Workstation {
    open(bench.folder.path(), &bench.simulator.accounts(), &bench.clock).await.with_spooler(spooler)
}

pub(super) async fn settled(desk: &Workstation, batch: &str) -> PrintBatchDocument {
    for _ in 0..300 {
        // the print server may be gone: then the batch says how it stands
        let _ = desk.print_watch().await;
        let document = desk.print_batch(batch).await.expect("the batch").document;
        let open = |job: &PrintJobDocument| job.state == PrintState::Sent;
        if document.state != BatchState::Running || !document.jobs.iter().any(open) {
            return document;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!(
        "the batch still moves: {:?}",
        states(&desk.print_batch(batch).await.expect("the batch").document)
    );
}

pub(super) fn ask(order_nos: &[String], printer: &str) -> PrintAsk {
    PrintAsk { printer: Some(printer.to_owned()), ..PrintAsk::of(order_nos.to_vec()) }
}

pub(super) fn states(batch: &PrintBatchDocument) -> Vec<PrintState> {
    batch.jobs.iter().map(|job| job.state).collect()
}
