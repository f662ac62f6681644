//! Labels to a printer: the right ones, in their own size, each once, whatever stops on the way.
#![expect(clippy::expect_used, clippy::panic, reason = "a test ends where something is not as it must be")]

#[path = "printing/room.rs"]
mod room;
#[path = "printing/stopped.rs"]
mod stopped;

use room::{Room, ask, desk, settled, states};
use shipdesk_app::PaperLayout;
use shipdesk_app::documents::{Layout, PrintAsk};
use shipdesk_app::spool::Cups;
use shipdesk_core::error::ErrorCode;
use shipdesk_core::print::{BatchState, PrintState};
use shipdesk_tests::bench::{Bench, two_boxes};
use shipdesk_tests::printlab::{Lab, codes, difference};
use std::sync::Arc;

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
