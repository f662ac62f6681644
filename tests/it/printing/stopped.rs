//! What stops on the way to paper: jams, pauses, printers and servers that go away, people.

use super::room::{Room, ask, desk, states};
use shipdesk_app::documents::PrintAsk;
use shipdesk_app::spool::{Cups, JobReport, Pending, Printer, Spooler, Ticket};
use shipdesk_core::print::{BatchState, PrintState, PrinterState};
use std::sync::Arc;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_jam_leaves_one_label_unsure_and_the_rest_unsent() {
    let room = Room::new().await;
    let (order_nos, numbers) = room.bought(4).await;
    let (_, first) = room.print(ask(&order_nos[..1], "label4x6")).await;
    room.settled(&first).await;
    room.lab.jam(true);
    let (exit, batch) = room.print(ask(&order_nos[1..], "label4x6")).await;
    assert_eq!(exit, 5);
    let batch = room.settled(&batch).await;
    assert_eq!(states(&batch), [PrintState::Unsure, PrintState::Queued, PrintState::Queued]);
    assert_eq!(
        (batch.state, batch.jobs[0].reasons.clone()),
        (BatchState::Stopped, vec!["media-jam".to_owned()])
    );
    let error = batch.error.expect("what stopped it");
    assert_eq!((error.code.as_str(), error.params["position"].as_str()), ("print.unsure", "1"));
    assert_eq!((room.codes().len(), room.lab.open_jobs()), (1, 0));

    // nothing goes on by itself
    room.lab.jam(false);
    room.desk.print_watch().await.unwrap();
    assert_eq!(room.codes().len(), 1);
    let resumed = room.desk.print_resume(&batch.name, 2, false).await.unwrap().document;
    let resumed = room.settled(&resumed).await;
    assert_eq!(states(&resumed), [PrintState::Unsure, PrintState::Printed, PrintState::Printed]);
    assert_eq!(room.codes(), [&*numbers[0], &*numbers[2], &*numbers[3]]);
    // resuming once more prints nothing more
    let resumed = room.desk.print_resume(&batch.name, 1, true).await.unwrap().document;
    room.settled(&resumed).await;
    assert_eq!(room.codes().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_unsure_label_is_repeated_when_a_person_says_so() {
    let room = Room::new().await;
    let (order_nos, numbers) = room.bought(2).await;
    room.lab.jam(true);
    let (_, batch) = room.print(ask(&order_nos, "label4x6")).await;
    room.settled(&batch).await;
    room.lab.jam(false);
    let resumed = room.desk.print_resume(&batch.id, 1, true).await.unwrap().document;
    let resumed = room.settled(&resumed).await;
    assert_eq!((states(&resumed), resumed.total), (vec![PrintState::Printed; 2], 2));
    assert_eq!(room.codes(), numbers);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_printer_keeps_one_label_and_the_rest_waits_here() {
    let room = Room::new().await;
    let (order_nos, numbers) = room.bought(3).await;
    room.lab.run(&["cupsdisable", "label4x6"]);
    let (exit, batch) = room.print(ask(&order_nos, "label4x6")).await;
    assert_eq!(exit, 4);
    assert_eq!(states(&batch), [PrintState::Sent, PrintState::Queued, PrintState::Queued]);
    assert_eq!(batch.jobs[0].reasons, ["paused"]);
    assert_eq!(batch.error.as_ref().expect("why").code.as_str(), "print.stopped");
    assert_eq!(room.lab.open_jobs(), 1);
    let printers = room.desk.printer_list().await.unwrap().document;
    let printer = printers.iter().find(|printer| printer.name == "label4x6").expect("it is there");
    assert_eq!((printer.state, printer.queued, printer.jobs), (PrinterState::Stopped, 2, 1));
    room.lab.run(&["cupsenable", "label4x6"]);
    let done = room.desk.print_wait(&batch.id).await.unwrap();
    assert_eq!(done.exit, 0);
    assert_eq!(states(&room.settled(&batch).await), [PrintState::Printed; 3]);
    assert_eq!(room.codes(), numbers);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_goes_to_another_printer() {
    let room = Room::new().await;
    let (order_nos, numbers) = room.bought(3).await;
    room.lab.run(&["cupsdisable", "label4x6"]);
    let (_, batch) = room.print(ask(&order_nos, "label4x6")).await;
    assert_eq!(
        room.desk.print_move(&batch.id, "nowhere").await.unwrap_err().code.as_str(),
        "print.printer_gone"
    );
    assert_eq!(room.desk.print_move(&batch.id, "raw9100").await.unwrap_err().code.as_str(), "print.raw_only");
    let moved = room.desk.print_move(&batch.id, "bench4x6").await.unwrap().document;
    let moved = room.settled(&moved).await;
    assert_eq!((moved.printer.as_str(), states(&moved)), ("bench4x6", vec![PrintState::Printed; 3]));
    room.lab.run(&["cupsenable", "label4x6"]);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!((room.codes(), room.lab.open_jobs()), (numbers, 0), "the first printer prints none of them");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_stopped_wherever_it_is() {
    let room = Room::new().await;
    let (order_nos, _) = room.bought(3).await;
    room.lab.run(&["cupsdisable", "label4x6"]);
    let (_, batch) = room.print(ask(&order_nos, "label4x6")).await;
    let one = room.desk.print_stop(&batch.jobs[2].id).await.unwrap().document;
    assert_eq!(states(&one), [PrintState::Sent, PrintState::Queued, PrintState::Cancelled]);
    let stopped = room.desk.print_stop(&batch.id).await.unwrap().document;
    assert_eq!((states(&stopped), stopped.state), (vec![PrintState::Cancelled; 3], BatchState::Done));
    room.lab.run(&["cupsenable", "label4x6"]);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!((room.codes().len(), room.lab.open_jobs()), (0, 0));
    // nothing came out, so printing is no reprint
    let (exit, batch) = room.print(ask(&order_nos, "label4x6")).await;
    assert_eq!((exit, states(&room.settled(&batch).await)), (0, vec![PrintState::Printed; 3]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_printer_that_goes_away_stops_the_batch() {
    let room = Room::new().await;
    let (order_nos, numbers) = room.bought(2).await;
    assert_eq!(room.refused(ask(&order_nos, "nowhere")).await, "print.printer_gone");
    assert_eq!(room.refused(PrintAsk::of(order_nos.clone())).await, "print.no_printer");
    room.lab.run(&["cupsdisable", "label4x6"]);
    let (_, batch) = room.print(ask(&order_nos, "label4x6")).await;
    room.lab.run(&["lpadmin", "-x", "label4x6"]);
    let batch = room.settled(&batch).await;
    // the print server forgets its jobs with it: of the one that it had nobody knows
    assert_eq!(states(&batch), [PrintState::Unsure, PrintState::Queued]);
    assert_eq!((batch.state, batch.jobs[0].reasons.clone()), (BatchState::Stopped, vec!["lost".to_owned()]));
    let moved = room.desk.print_move(&batch.id, "bench4x6").await.unwrap().document;
    assert_eq!(states(&room.settled(&moved).await), [PrintState::Unsure, PrintState::Printed]);
    assert_eq!(room.codes(), numbers[1..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_print_server_nothing_is_lost() {
    let Room { bench, lab, desk: first } = Room::new().await;
    let order_no = bench.order("P1").await;
    bench.bought(&order_no, "386").await;
    lab.run(&["cupsdisable", "label4x6"]);
    let two = PrintAsk { copies: 1, ..ask(std::slice::from_ref(&order_no), "label4x6") };
    let batch = first.print_through(two).await.unwrap().document;
    assert_eq!(states(&batch), [PrintState::Sent]);
    drop(lab);
    assert_eq!(first.print_watch().await.unwrap_err().code.as_str(), "print.spooler_unreachable");
    let queue = first.print_queue().await.unwrap().document;
    assert_eq!(queue.error.expect("why").code.as_str(), "print.spooler_unreachable");
    assert_eq!(states(&queue.batches[0]), [PrintState::Sent], "what it had stays with it");
    let again = PrintAsk { again: true, ..ask(&[order_no], "label4x6") };
    assert_eq!(first.print(again).await.unwrap_err().code.as_str(), "print.spooler_unreachable");
}

/// A print server that hangs when the pages of a job arrive, as a cut cable does.
#[derive(Debug)]
struct Hanging(Cups);

impl Spooler for Hanging {
    fn printers(&self) -> Pending<'_, Vec<Printer>> {
        self.0.printers()
    }
    fn create<'a>(&'a self, ticket: &'a Ticket) -> Pending<'a, i32> {
        self.0.create(ticket)
    }
    fn send<'a>(&'a self, _: &'a Ticket, _: i32, _: Vec<u8>) -> Pending<'a, ()> {
        Box::pin(std::future::pending())
    }
    fn job<'a>(&'a self, printer: &'a str, job: i32) -> Pending<'a, JobReport> {
        self.0.job(printer, job)
    }
    fn cancel<'a>(&'a self, printer: &'a str, job: i32) -> Pending<'a, ()> {
        self.0.cancel(printer, job)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_that_was_being_sent_when_the_program_ended_is_never_sent_by_itself() {
    let room = Room::new().await;
    let (order_nos, numbers) = room.bought(2).await;
    let dying = desk(&room.bench, Arc::new(Hanging(Cups::at(&room.lab.server)))).await;
    let sending = dying.print(ask(&order_nos, "label4x6"));
    assert!(tokio::time::timeout(Duration::from_secs(2), sending).await.is_err(), "it hangs");
    // it still lives: nobody touches what it is sending
    room.desk.print_watch().await.unwrap();
    let queue = room.desk.print_queue().await.unwrap().document;
    assert_eq!(states(&queue.batches[0]), [PrintState::Sent, PrintState::Queued]);
    drop(dying);
    room.desk.print_watch().await.unwrap();
    let batch = room.settled(&queue.batches[0]).await;
    assert_eq!(states(&batch), [PrintState::Unsure, PrintState::Queued]);
    assert_eq!(batch.jobs[0].reasons, ["interrupted"]);
    assert_eq!((room.codes().len(), room.lab.open_jobs()), (0, 0));
    let resumed = room.desk.print_resume(&batch.id, 1, true).await.unwrap().document;
    assert_eq!(states(&room.settled(&resumed).await), [PrintState::Printed; 2]);
    assert_eq!(room.codes(), numbers);
}
