//! Labels to a printer: the right ones, in their own size, each once, whatever stops on the way.
#![expect(clippy::expect_used, clippy::panic, reason = "a test ends where something is not as it must be")]

use shipdesk_app::documents::{Layout, PrintAsk, PrintBatchDocument, PrintJobDocument};
use shipdesk_app::spool::{Cups, JobReport, Pending, Printer, Spooler, Ticket};
use shipdesk_app::{PaperLayout, Workstation};
use shipdesk_core::error::ErrorCode;
use shipdesk_core::print::{BatchState, PrintState, PrinterState};
use shipdesk_tests::bench::{Bench, open, two_boxes};
use shipdesk_tests::printlab::{Lab, codes, difference};
use std::sync::Arc;
use std::time::Duration;

struct Room {
    bench: Bench,
    lab: Lab,
    desk: Workstation,
}

impl Room {
    async fn new() -> Self {
        let (bench, lab) = (Bench::new().await, Lab::start());
        let desk = desk(&bench, Arc::new(Cups::at(&lab.server))).await;
        Self { bench, lab, desk }
    }

    /// Orders with labels; gives their numbers and those of the boxes.
    async fn bought(&self, count: usize) -> (Vec<String>, Vec<String>) {
        let mut numbers = (Vec::new(), Vec::new());
        for index in 1..=count {
            let order_no = self.bench.order(&format!("P{index}")).await;
            let bought = self.bench.bought(&order_no, "386").await;
            numbers.0.push(order_no);
            numbers.1.push(bought.tracking_no.expect("a number"));
        }
        numbers
    }

    async fn print(&self, ask: PrintAsk) -> (u8, PrintBatchDocument) {
        let answer = self.desk.print_through(ask).await.expect("a batch");
        (answer.exit, answer.document)
    }

    /// Why nothing is printed.
    async fn refused(&self, ask: PrintAsk) -> String {
        self.desk.print(ask).await.expect_err("nothing to print").code.as_str().to_owned()
    }

    /// Follows a batch until nothing of it moves.
    async fn settled(&self, batch: &PrintBatchDocument) -> PrintBatchDocument {
        settled(&self.desk, &batch.id).await
    }

    /// Everything that the printer got, by its barcodes.
    fn codes(&self) -> Vec<String> {
        self.lab.arrived().into_iter().flat_map(|arrived| arrived.codes).collect()
    }
}

async fn desk(bench: &Bench, spooler: Arc<dyn Spooler>) -> Workstation {
    open(bench.folder.path(), &bench.simulator.accounts(), &bench.clock).await.with_spooler(spooler)
}

async fn settled(desk: &Workstation, batch: &str) -> PrintBatchDocument {
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

fn ask(order_nos: &[String], printer: &str) -> PrintAsk {
    PrintAsk { printer: Some(printer.to_owned()), ..PrintAsk::of(order_nos.to_vec()) }
}

fn states(batch: &PrintBatchDocument) -> Vec<PrintState> {
    batch.jobs.iter().map(|job| job.state).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_label_reaches_the_printer_once_and_in_its_own_size() {
    let room = Room::new().await;
    let (mut order_nos, mut numbers) = room.bought(1).await;
    room.bench.put(two_boxes("P9")).await;
    let boxes = room.bench.bought("P9", "386").await.boxes;
    order_nos.push("P9".into());
    numbers.extend(boxes.into_iter().filter_map(|carton| carton.tracking_no));

    let (exit, batch) = room.print(ask(&order_nos, "label4x6")).await;
    assert_eq!((exit, batch.total, batch.layout), (0, 3, Layout::Mm100x150));
    let batch = room.settled(&batch).await;
    assert_eq!((states(&batch), batch.state), (vec![PrintState::Printed; 3], BatchState::Done));
    let arrived = room.lab.arrived();
    assert_eq!(
        arrived.iter().map(|one| one.codes.clone()).collect::<Vec<_>>(),
        numbers.iter().map(|n| vec![n.clone()]).collect::<Vec<_>>()
    );
    for (one, order_no) in arrived.iter().zip(["P1", "P9", "P9"]) {
        assert_eq!(one.pages, 1);
        assert!((one.size.0 - 283.46).abs() < 0.1 && (one.size.1 - 425.2).abs() < 0.1, "{:?}", one.size);
        assert!(one.attributes.contains(&format!("IPP_JOB_NAME={order_no}\n")), "{}", one.attributes);
        assert!(one.attributes.contains("IPP_MEDIA_COL={media-size={x-dimension=10000 y-dimension=15000}"));
        assert!(!one.attributes.contains("Pierson"), "no person stands in the print server's lists");
    }
    let shown: Vec<_> =
        batch.jobs.iter().map(|job| (job.recipient.as_str(), job.tracking_no.clone())).collect();
    assert_eq!(shown[2], ("Pam P., Berwick US", Some(numbers[2].clone())));

    // as large as it came, and where it stood
    let exported = room.bench.folder.path().join("exported.pdf");
    room.desk.label_export(&order_nos[..1], &exported, "100x150").await.expect("the label");
    let (differ, all) = difference(&exported, &arrived[0].file);
    assert!(differ * 1000 < all, "{differ} of {all} pixels are other than in the label");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_printed_is_printed_again_only_on_purpose() {
    let room = Room::new().await;
    let (order_nos, numbers) = room.bought(2).await;
    let (_, batch) = room.print(ask(&order_nos[..1], "label4x6")).await;
    room.settled(&batch).await;
    assert_eq!(room.refused(ask(&order_nos[..1], "label4x6")).await, "print.already");

    let (exit, mixed) = room.print(ask(&order_nos, "label4x6")).await;
    assert_eq!((exit, mixed.total, mixed.left_out.len()), (6, 1, 1));
    assert_eq!(mixed.left_out[0].error.code.as_str(), "print.already");
    assert_eq!(mixed.left_out[0].error.params["times"], "1");
    room.settled(&mixed).await;

    let again = PrintAsk { again: true, reason: Some("smudged".into()), ..ask(&order_nos[..1], "label4x6") };
    let (_, again) = room.print(again).await;
    let again = room.settled(&again).await;
    assert_eq!((again.reason.as_deref(), again.jobs[0].earlier), (Some("smudged"), 1));
    assert_eq!(room.codes(), [&*numbers[0], &*numbers[1], &*numbers[0]]);
    let prints = room.desk.prints_of("P1").await.unwrap().document;
    assert_eq!(prints.iter().map(|one| one.reason.as_deref()).collect::<Vec<_>>(), [None, Some("smudged")]);
}

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
async fn a_paper_that_the_printer_lacks_is_refused_before_anything_is_sent() {
    let room = Room::new().await;
    let (order_nos, numbers) = room.bought(1).await;
    for layout in [PaperLayout::A4, PaperLayout::A4FourUp] {
        let wanted = PrintAsk { layout: Some(layout.into()), ..ask(&order_nos, "label4x6") };
        let refused = room.desk.print(wanted).await.unwrap_err();
        assert_eq!(refused.code.as_str(), "print.media_unsupported");
        assert!(refused.params["supported"].contains("na_index-4x6_4x6in"), "{refused}");
    }
    assert_eq!(room.refused(ask(&order_nos, "raw9100")).await, "print.raw_only");
    let many = PrintAsk { copies: 21, ..ask(&order_nos, "label4x6") };
    assert_eq!(room.refused(many).await, "input.invalid");
    assert_eq!(room.lab.open_jobs(), 0);
    let wanted = PrintAsk { layout: Some(PaperLayout::In4x6.into()), ..ask(&order_nos, "label4x6") };
    let (_, batch) = room.print(wanted).await;
    assert_eq!(states(&room.settled(&batch).await), [PrintState::Printed]);
    let arrived = room.lab.arrived();
    assert!((arrived[0].size.0 - 288.0).abs() < 0.1 && (arrived[0].size.1 - 432.0).abs() < 0.1);
    assert_eq!(arrived[0].codes, numbers);
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_are_made_and_counted() {
    let room = Room::new().await;
    let (order_nos, numbers) = room.bought(1).await;
    let (_, batch) = room.print(PrintAsk { copies: 3, ..ask(&order_nos, "label4x6") }).await;
    let batch = room.settled(&batch).await;
    assert_eq!((batch.total, batch.copies, batch.jobs[0].copies), (1, 3, 3));
    let arrived = room.lab.arrived();
    assert_eq!(arrived.len(), 1);
    let by_printer = arrived[0].attributes.contains("IPP_COPIES=3\n");
    assert!(by_printer && arrived[0].pages == 1 || arrived[0].pages == 3, "{:?}", arrived[0]);
    assert!(arrived[0].codes.iter().all(|code| *code == numbers[0]));
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

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_print_a_batch_once() {
    let room = Room::new().await;
    let (order_nos, numbers) = room.bought(4).await;
    let other = desk(&room.bench, Arc::new(Cups::at(&room.lab.server))).await;
    let batch = room.desk.print(ask(&order_nos, "label4x6")).await.unwrap().document;
    let (one, two) = tokio::join!(room.desk.print_wait(&batch.id), other.print_wait(&batch.id));
    assert_eq!((one.unwrap().exit, two.unwrap().exit), (0, 0));
    assert_eq!(states(&room.settled(&batch).await), [PrintState::Printed; 4]);
    assert_eq!(room.codes(), numbers);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_page_shows_paper_and_station() {
    let room = Room::new().await;
    room.desk.setting_set("station", "3 号台").await.unwrap();
    let answer = room.desk.print_test("bench4x6").await.unwrap();
    let batch = room.settled(&answer.document).await;
    assert_eq!((answer.exit, states(&batch)), (0, vec![PrintState::Printed]));
    let arrived = room.lab.until_arrived(1).await;
    assert_eq!((arrived[0].codes.clone(), arrived[0].pages), (vec!["TEST1234".to_owned()], 1));
    assert_eq!(codes(&arrived[0].file), ["TEST1234"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_goes_to_the_printer_for_sheets_and_to_no_label_printer_unasked() {
    let (bench, lab) = (Bench::of(&["winit"]).await, Lab::start());
    let desk = desk(&bench, Arc::new(Cups::at(&lab.server))).await;
    let number = "WO7000000002A";
    desk.track_one(number, true, false).await.expect("an answer");
    bench.advance(400).await;
    let parcel = desk.track_one(number, true, false).await.expect("an answer").document;
    let proof = &parcel.pods[0].sha256;

    // the print server's own choice prints labels alone, and so does the one that labels go to
    desk.setting_set("printer.label", "bench4x6").await.expect("set");
    let refused = desk.pod_print(proof, None).await.expect_err("no printer for sheets");
    assert_eq!(refused.code, ErrorCode::NoPrinter);
    assert!(lab.arrived().is_empty());
    // unless somebody says so
    desk.setting_set("printer.scan_form", "bench4x6").await.expect("set");
    let batch = desk.pod_print(proof, None).await.expect("a batch").document;
    assert_eq!((batch.printer.as_str(), batch.total), ("bench4x6", 1));
    assert_eq!(settled(&desk, &batch.id).await.state, BatchState::Done);
}
