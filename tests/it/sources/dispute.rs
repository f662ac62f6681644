//! The dispute pack, read by another tool.

use super::told::Told;
use shipdesk_core::error::ErrorCode;
use shipdesk_simulator::Config;
use shipdesk_tests::bench::Bench;
use std::path::Path;
use std::process::Command;

/// The text of a PDF without blanks: how wide one is drawn, each reader decides for itself.
fn text(file: &Path) -> String {
    let output = Command::new("pdftotext").arg("-layout").arg(file).arg("-").output();
    let text = String::from_utf8(output.expect("pdftotext (poppler-utils)").stdout).unwrap();
    text.split_whitespace().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_known_of_a_parcel_stands_in_one_file_with_its_proofs() {
    let bench = Bench::of(&["winit"]).await;
    bench.desk.track_one("WO7000000002", true, false).await.unwrap();
    bench.advance(400).await;
    let track = bench.desk.track_one("WO7000000002A", true, false).await.unwrap().document;
    assert_eq!(track.pods.len(), 2);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("dispute.pdf");
    let pack = bench.desk.dispute_pack("WO7000000002A", None, None, &out).await.unwrap();
    assert_eq!((pack.exit, pack.document.pods.len(), pack.document.left_out.len()), (0, 2, 0));
    assert_eq!(pack.document.bytes as usize, std::fs::read(&out).unwrap().len());
    let text_of = text(&out);
    let pages = pack.document.pages;
    assert!(pages >= 3 && text_of.contains(&format!("{pages}/{pages}")), "{pages}: {text_of}");
    for pod in &track.pods {
        assert!(text_of.matches(&pod.sha256).count() == 2, "in the table, and above its page: {text_of}");
    }
    for event in &track.events {
        let said: String = event.text.split_whitespace().take(2).collect();
        assert!(text_of.contains(&said), "{said} is not in {text_of}");
    }

    // of two parcels under one number somebody must say which is meant
    let several = bench.desk.dispute_pack("WO7000000002", None, None, &out).await.unwrap_err();
    assert_eq!((several.code, several.fields[0].path.as_str()), (ErrorCode::InputInvalid, "number"));
    let one = bench.desk.dispute_pack("WO7000000002", None, Some(&track.id), &out).await.unwrap();
    assert_eq!(one.document.number, track.numbers[0]);
    let nobody = bench.desk.dispute_pack("NOBODY000111", None, None, &out).await.unwrap_err();
    assert_eq!(nobody.code, ErrorCode::TrackingNotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_of_ours_says_to_whom_and_what_it_cost() {
    let bench = Bench::with(Config::default()).await;
    bench.order("P1").await;
    let number = bench.bought("P1", "386").await.tracking_no.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("dispute.pdf");
    let pack = bench.desk.dispute_pack("P1", None, None, &out).await.unwrap();
    assert_eq!((pack.exit, pack.document.number.as_str()), (0, number.as_str()));
    let text = text(&out);
    let order = bench.show("P1").await;
    let recipient = &order.order.as_ref().unwrap()["recipient"];
    for wanted in [&recipient["name"], &recipient["address1"], &recipient["phone"], &recipient["postcode"]] {
        let wanted: String = wanted.as_str().unwrap().split_whitespace().collect();
        assert!(text.contains(&wanted), "{wanted} is not in {text}");
    }
    for charge in &order.charges {
        let amount = format!("{}{}", charge.currency, charge.amount);
        assert!(text.contains(&amount), "{amount} is not in {text}");
    }
    assert!(!order.charges.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_couriers_phone_stays_in_the_house() {
    let told = Told::new(
        r#"{"code":"0","msg":"操作成功","data":[{"trackingNo":"LK1","orderNo":"WO1","trace":[{"type":"S","eventCode":"OFD",
           "eventDescription":"派送中，电话 13812345678","date":"2026-01-05 10:00:00","lastEvent":"N"}]}]}"#
            .as_bytes(),
    );
    let bench = told.bench("winit").await;
    let track = bench.desk.track_one("LK1", true, true).await.unwrap().document;
    assert!(track.events[0].text.contains("13812345678"));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("dispute.pdf");
    let pack = bench.desk.dispute_pack("LK1", None, None, &out).await.unwrap();
    let text = text(&out);
    assert_eq!((pack.document.pages, text.contains("派送中"), text.contains("12345678")), (1, true, false));
}
