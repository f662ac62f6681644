//! `verify` finds a changed byte wherever one may hide.

use crate::place::{Place, Standing, at};
use serde_json::json;
use shipdesk_core::event::{Event, EventKind, EventTime};
use shipdesk_core::status::DeliveryStatus;
use shipdesk_store::attempt::NewAttempt;
use shipdesk_store::verify::{Report, verify};
use shipdesk_store::{Db, Folder, attempt, files, journal, parcel};
use sqlx::Connection as _;
use sqlx::sqlite::SqliteConnectOptions;
use std::path::PathBuf;

/// A folder with one of everything that has a hash; gives the hash of its file.
pub(crate) async fn fill(place: &Place) -> String {
    let hash = place.folder.files.put(b"%PDF-1.4 label").unwrap();
    let mut tx = place.tx().await;
    let now = at("2026-03-01T09:00:00Z");
    files::record(&mut tx, &hash, "application/pdf", 14, now).await.unwrap();
    let purchase = place.purchase(&mut tx, "A1001").await;
    let call = NewAttempt {
        at: now,
        account_id: place.account,
        order_id: Some(purchase.order_id),
        purchase_id: Some(purchase.id),
        action: "create",
        outcome: "done".to_owned(),
        http_status: Some(200),
        took_ms: 80,
        error: None,
        address: "POST /create".to_owned(),
        request: "{\"order_no\":\"A1001\"}".to_owned(),
        answer: Some("{\"code\":200,\"msg\":\"成功\"}".to_owned()),
    };
    attempt::insert(&mut tx, &call).await.unwrap();
    attempt::insert(&mut tx, &NewAttempt { answer: None, ..call }).await.unwrap();
    let parcel =
        parcel::for_box(&mut tx, purchase.id, "box1", "1Z1", place.account, None, now).await.unwrap();
    let line = Event {
        at: EventTime::zoneless("2026-03-01 10:00"),
        kind: EventKind::Carrier,
        status: DeliveryStatus::InTransit,
        code: None,
        text: "Departed".to_owned(),
        location: None,
        last: false,
        raw: "{}".to_owned(),
    };
    parcel::add_events(&mut tx, parcel, place.account, &[line.clone(), line], now).await.unwrap();
    for kind in ["purchase.sent", "purchase.created"] {
        let entry = journal::Entry { kind, subject: "A1001", data: json!({ "attempt": 1 }) };
        journal::append(&mut tx, place.folder.station, now, entry).await.unwrap();
    }
    tx.commit().await.unwrap();
    hash
}

async fn filled() -> (Place, String) {
    let place = Place::new().await;
    let hash = fill(&place).await;
    (place, hash)
}

/// Changes the closed database behind the program's back, opens it again and verifies.
async fn verified_after(place: &Place, statements: &[&'static str]) -> Report {
    place.folder.close().await;
    let options = SqliteConnectOptions::new().filename(place.path("data/shipdesk.db")).foreign_keys(false);
    let mut db = Db::connect_with(&options).await.unwrap();
    for statement in statements {
        let done = sqlx::query(*statement).execute(&mut db).await.unwrap();
        let writes = statement.starts_with("update") || statement.starts_with("delete");
        assert!(!writes || done.rows_affected() > 0, "{statement}");
    }
    db.close().await.unwrap();
    let folder = Folder::open(&place.path("data"), &Standing).await.unwrap();
    verify(&folder).await.unwrap()
}

fn what(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.what.as_str()).collect()
}

#[tokio::test]
async fn a_sound_folder_has_no_findings() {
    let (place, _) = filled().await;
    let report = verify(&place.folder).await.unwrap();
    let expected =
        Report { findings: Vec::new(), journal_rows: 2, files: 1, documents: 1, attempts: 2, events: 2 };
    assert_eq!(report, expected);
}

#[tokio::test]
async fn a_changed_text_is_found_wherever_it_is() {
    let cases: [(&[&'static str], &[&str]); 12] = [
        (&["update order_document set document = replace(document, '深圳', '深川')"], &["order"]),
        (&["update order_document set document = null"], &["order"]),
        (&["update order_document set document = cast(x'ff' as text)"], &["order"]),
        (&["delete from order_document"], &["order"]),
        (&["update attempt_text set request = request || ' '"], &["attempt", "attempt"]),
        (
            &["update attempt_text set answer = replace(answer, '200', '300') where answer is not null"],
            &["attempt"],
        ),
        (&["update event_text set text = 'Delivered' where event_id = 1"], &["event"]),
        (&["update event set at_text = '2026-03-02 10:00' where id = 2"], &["event"]),
        (
            &[
                "drop trigger journal_is_append_only_update",
                "update journal set data = '{\"attempt\":2}' where seq = 1",
            ],
            &["journal"],
        ),
        (
            &["drop trigger journal_is_append_only_update", "update journal set kind = cast(x'ff' as text)"],
            &["journal"],
        ),
        (&["drop trigger journal_is_append_only_delete", "delete from journal where seq = 1"], &["journal"]),
        (&["delete from parcel"], &["database", "database", "database"]),
    ];
    for (statements, expected) in cases {
        let (place, _) = filled().await;
        let report = verified_after(&place, statements).await;
        assert_eq!(what(&report), expected, "{statements:?} {report:?}");
    }
}

#[tokio::test]
async fn what_was_erased_on_purpose_is_no_damage() {
    let (place, hash) = filled().await;
    std::fs::remove_file(place.folder.files.path(&hash)).unwrap();
    let statements = [
        "update order_document set document = null, erased_at = '2026-09-01T00:00:00.000Z'",
        "update attempt_text set request = null, answer = null, erased_at = '2026-09-01T00:00:00.000Z'",
        "update event_text set text = null, location = null, raw = null, erased_at = '2026-09-01T00:00:00.000Z'",
        "update file set erased_at = '2026-09-01T00:00:00.000Z'",
    ];
    let report = verified_after(&place, &statements).await;
    assert_eq!((what(&report), report.files, report.documents), (vec![], 0, 1));
}

#[tokio::test]
async fn a_file_is_found_changed_gone_or_without_an_owner() {
    let (place, hash) = filled().await;
    let path: PathBuf = place.folder.files.path(&hash);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[3] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let left_over = path.with_file_name(".left-over");
    std::fs::write(&left_over, "half").unwrap();
    let report = verify(&place.folder).await.unwrap();
    assert_eq!(what(&report), ["file", "file"]);
    assert!(report.findings[0].detail.contains(&hash), "{report:?}");
    assert!(report.findings[1].detail.contains(".left-over"), "{report:?}");

    std::fs::remove_file(&left_over).unwrap();
    std::fs::remove_file(&path).unwrap();
    let report = verify(&place.folder).await.unwrap();
    assert_eq!(what(&report), ["file"]);
}

/// Every byte of the database's text of a document, flipped in the file itself.
#[tokio::test]
async fn a_flipped_byte_on_the_disk_is_found() {
    for needle in ["13800138000", "purchase.sent", "order_no\":\"A1001\"}"] {
        let (place, _) = filled().await;
        place.folder.close().await;
        let path = place.path("data/shipdesk.db");
        let mut bytes = std::fs::read(&path).unwrap();
        let places: Vec<usize> = (0..bytes.len() - needle.len())
            .filter(|at| bytes[*at..].starts_with(needle.as_bytes()))
            .collect();
        assert!(!places.is_empty(), "{needle}");
        for at in places {
            bytes[at + 3] ^= 1;
        }
        std::fs::write(&path, bytes).unwrap();
        let folder = Folder::open(&place.path("data"), &Standing).await.unwrap();
        let report = verify(&folder).await.unwrap();
        assert!(!report.findings.is_empty(), "{needle}");
    }
}
