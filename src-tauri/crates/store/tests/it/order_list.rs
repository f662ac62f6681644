//! Lists of orders: what counts as finished, who is asked for rows in short, which indexes lead to a page.

use crate::place::{Place, at};
use shipdesk_core::error::FieldIssue;
use shipdesk_core::id::OrderId;
use shipdesk_core::money::Currency;
use shipdesk_core::status::{OrderState, PurchaseState};
use shipdesk_store::order::{self, Filter, Listed, Sort, View};
use shipdesk_store::purchase::Purchase;
use shipdesk_store::{Db, StoreError, Tx, files, label, order_form, parcel, purchase};
use sqlx::Row as _;

const NOW: &str = "2026-03-02T09:00:00Z";

fn view(view: View) -> Filter {
    Filter { view, states: Vec::new(), batch: None }
}

/// How many orders stand in: the days from `since`, unprinted, all.
async fn counts(db: &mut Db, since: &str) -> [i64; 3] {
    let mut counts = [0; 3];
    for (count, view) in counts.iter_mut().zip([View::Today(at(since)), View::Unprinted, View::All]) {
        *count = order::count(db, &self::view(view)).await.unwrap();
    }
    counts
}

async fn labelled(tx: &mut Tx, purchase: &mut Purchase) {
    purchase.state = PurchaseState::Labelled;
    purchase::save(tx, purchase, None, at("2026-03-01T09:00:00Z")).await.unwrap();
    files::record(tx, "ab", "application/pdf", 14, at(NOW)).await.unwrap();
    label::put(tx, purchase.id, ("label", ""), "ab", at(NOW)).await.unwrap();
}

async fn print(tx: &mut Tx, purchase: &Purchase, name: &str, when: &str) {
    sqlx::query("insert or ignore into print_batch (id, name, kind, printer, layout, copies, queued_at) values ('b', 'b', 'label', 'p', 'as-is', 1, ?)")
        .bind(NOW)
        .execute(&mut **tx)
        .await
        .unwrap();
    sqlx::query(
        "insert into print_job (id, sheet_id, batch_id, position, label_id, sha256, printer, media, width, height, copies, state, queued_at, updated_at)
         select ?1, ?1, 'b', 1, id, 'ab', 'p', 'm', 1, 1, 1, 'sent', ?2, ?2 from label where purchase_id = ?3",
    )
    .bind(name)
    .bind(NOW)
    .bind(purchase.id.to_string())
    .execute(&mut **tx)
    .await
    .unwrap();
    let done =
        sqlx::query("update print_job set state = 'printed', ended_at = ?, updated_at = ? where id = ?");
    done.bind(when).bind(when).bind(name).execute(&mut **tx).await.unwrap();
}

async fn rows(tx: &mut Tx) -> Vec<Listed> {
    let all = order::page(tx, &view(View::All), (Sort::Newest, 9), None, 9).await.unwrap();
    let seqs: Vec<i64> = all.iter().map(|place| place.seq).collect();
    order::listed(tx, &seqs, Currency::CNY).await.unwrap()
}

#[tokio::test]
async fn an_order_is_finished_when_its_newest_label_was_printed() {
    let place = Place::new().await;
    let mut tx = place.tx().await;
    let mut purchase = place.purchase(&mut tx, "A1").await;
    labelled(&mut tx, &mut purchase).await;
    assert_eq!(
        counts(&mut tx, "2026-03-05T00:00:00Z").await,
        [1, 1, 1],
        "it waits for the printer, however long"
    );
    print(&mut tx, &purchase, "j1", "2026-03-02T10:00:00.000Z").await;
    print(&mut tx, &purchase, "j2", "2026-03-03T10:00:00.000Z").await;
    assert_eq!(counts(&mut tx, "2026-03-02T00:00:00Z").await, [1, 0, 1], "finished today is shown");
    assert_eq!(counts(&mut tx, "2026-03-03T00:00:00Z").await, [0, 0, 1], "printing it again changes nothing");
    let printed = rows(&mut tx).await[0].bought.as_ref().unwrap().printed;
    assert_eq!(printed, Some((at("2026-03-03T10:00:00Z"), 2)));

    // cancelled and not refunded: it is labelled again, and its label was printed
    purchase.state = PurchaseState::Cancelling;
    purchase::save(&mut tx, &mut purchase, None, at("2026-03-04T09:00:00Z")).await.unwrap();
    assert_eq!(counts(&mut tx, "2026-03-05T00:00:00Z").await, [1, 0, 1]);
    purchase.state = PurchaseState::Labelled;
    purchase::save(&mut tx, &mut purchase, None, at("2026-03-04T10:00:00Z")).await.unwrap();
    assert_eq!(counts(&mut tx, "2026-03-03T00:00:00Z").await, [0, 0, 1]);
    purchase.state = PurchaseState::Cancelled;
    purchase::save(&mut tx, &mut purchase, None, at("2026-03-06T10:00:00Z")).await.unwrap();
    assert_eq!(counts(&mut tx, "2026-03-07T00:00:00Z").await, [0, 0, 1]);
}

#[tokio::test]
async fn an_order_is_finished_when_the_carrier_has_its_parcel() {
    let place = Place::new().await;
    let mut tx = place.tx().await;
    let mut purchase = place.purchase(&mut tx, "A1").await;
    labelled(&mut tx, &mut purchase).await;
    sqlx::query(
        "insert into parcel (id, purchase_id, box_no, created_at, updated_at) values ('p', ?, 'box1', ?, ?)",
    )
    .bind(purchase.id.to_string())
    .bind(NOW)
    .bind(NOW)
    .execute(&mut *tx)
    .await
    .unwrap();
    for (status, unprinted) in [("info_received", 1), ("exception", 1), ("picked_up", 0), ("exception", 0)] {
        let moved = sqlx::query(
            "update parcel set status = ?, updated_at = '2026-03-02T12:00:00.000Z' where id = 'p'",
        );
        moved.bind(status).execute(&mut *tx).await.unwrap();
        assert_eq!(counts(&mut tx, "2026-03-03T00:00:00Z").await, [unprinted, unprinted, 1], "{status}");
    }
}

#[tokio::test]
async fn a_row_without_its_short_form_is_made_from_the_document() {
    let place = Place::new().await;
    let mut tx = place.tx().await;
    place.order(&mut tx, "A1").await;
    let written = rows(&mut tx).await.remove(0).shortly;
    assert_eq!((written.short.recipient.as_str(), written.short.city.as_str()), ("王**", "深圳"));
    assert_eq!(written.issue, Some(FieldIssue::missing("sender.name")));
    assert!(written.issues > 5, "{}", written.issues);
    sqlx::query("delete from order_short").execute(&mut *tx).await.unwrap();
    assert_eq!(rows(&mut tx).await.remove(0).shortly, written);
    // erased: nothing of the person comes back
    sqlx::query("update order_document set document = null, erased_at = ?")
        .bind(NOW)
        .execute(&mut *tx)
        .await
        .unwrap();
    assert_eq!(rows(&mut tx).await.remove(0).shortly.short.recipient, "");
}

#[tokio::test]
async fn every_list_is_led_to_by_an_index() {
    let place = Place::new().await;
    let mut tx = place.tx().await;
    for number in 0..5 {
        place.order(&mut tx, &format!("A{number}")).await;
    }
    let views = [View::Today(at(NOW)), View::Failed, View::Unknown, View::Unprinted, View::All];
    for view in views {
        for states in [vec![], vec![OrderState::Ready], vec![OrderState::Draft, OrderState::Labelled]] {
            for batch in [None, Some("b".to_owned())] {
                let filter = Filter { view, states: states.clone(), batch: batch.clone() };
                let drafts = matches!(view, View::Today(_) | View::All)
                    && (states.is_empty() || states.contains(&OrderState::Draft))
                    && batch.is_none();
                let wanted = if drafts { 5 } else { 0 };
                let total = order::count(&mut tx, &filter).await.unwrap();
                assert_eq!(total, wanted, "{filter:?}");
                for (sort, total) in [
                    (Sort::Newest, total),
                    (Sort::Oldest, total),
                    (Sort::Updated, total),
                    (Sort::Updated, 9_999_999),
                ] {
                    let first = order::page(&mut tx, &filter, (sort, total), None, 3).await.unwrap();
                    let after = first.last().cloned();
                    let rest = order::page(&mut tx, &filter, (sort, total), after.as_ref(), 3).await.unwrap();
                    let seqs: Vec<i64> = first.iter().chain(&rest).map(|place| place.seq).collect();
                    let mut sorted = seqs.clone();
                    sorted.sort_by_key(|seq| if sort == Sort::Oldest { *seq } else { -*seq });
                    sorted.dedup();
                    assert_eq!(seqs, sorted, "{filter:?} {sort:?}");
                    if after.is_some() {
                        assert_eq!(seqs.len(), 5, "{filter:?} {sort:?}");
                    }
                    for oldest in [false, true] {
                        let found = order::matching(&mut tx, &filter, "王小", oldest, 4).await.unwrap();
                        assert_eq!(found.len(), if drafts { 4 } else { 0 }, "{filter:?}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn what_is_found_by_its_parcel_is_found_once_and_on_one_page() {
    let place = Place::new().await;
    let mut tx = place.tx().await;
    place.order(&mut tx, "A1").await;
    let purchase = place.purchase(&mut tx, "A2").await;
    place.order(&mut tx, "A3").await;
    let all = view(View::All);
    let seq = |row: &order::After| row.seq;
    let places: Vec<i64> =
        order::page(&mut tx, &all, (Sort::Oldest, 3), None, 9).await.unwrap().iter().map(seq).collect();
    // its text has the number, too
    parcel::for_box(&mut tx, purchase.id, "box1", "A2", place.account, None, at(NOW)).await.unwrap();
    for (text, oldest, from, wanted) in [
        ("A2", false, i64::MAX, vec![places[1]]),
        ("A2", true, i64::MIN, vec![places[1]]),
        ("A2", false, places[1], vec![]),
        ("A2", true, places[1], vec![]),
        ("A2", true, places[0], vec![places[1]]),
        ("王小", false, places[2], vec![places[1], places[0]]),
        ("王小", true, places[0], vec![places[1], places[2]]),
        // a single sign, of which the index has nothing
        ("a", false, places[2], vec![places[1], places[0]]),
    ] {
        let found = order::matching_beyond(&mut tx, &all, text, (oldest, from), 9).await.unwrap();
        assert_eq!(found.iter().map(seq).collect::<Vec<_>>(), wanted, "{text} {oldest} {from}");
    }
}

#[tokio::test]
async fn the_highest_number_is_found_by_its_value() {
    let place = Place::new().await;
    let mut tx = place.tx().await;
    for number in ["A9", "a0010", "AB77", "A-5", "A1234567890123", "99", "A10x"] {
        place.order(&mut tx, number).await;
    }
    for (prefix, highest) in
        [("A", Some((10, 4))), ("ab", Some((77, 2))), ("A-", Some((5, 1))), ("", Some((99, 2))), ("Z", None)]
    {
        assert_eq!(order::highest_number(&mut tx, prefix).await.unwrap(), highest, "{prefix}");
    }
    let plan = sqlx::query(
        "explain query plan select order_no from orders where upper(rtrim(order_no, '0123456789')) = upper('A')
         and length(order_no) - length(rtrim(order_no, '0123456789')) between 1 and 12
         order by cast(substr(order_no, length(rtrim(order_no, '0123456789')) + 1) as integer) desc limit 1",
    );
    let plan: String = plan.fetch_one(&mut *tx).await.unwrap().try_get("detail").unwrap();
    assert!(plan.contains("orders_by_serial"), "{plan}");
}

#[tokio::test]
async fn a_form_is_kept_and_a_changed_one_is_noticed() {
    let place = Place::new().await;
    let mut tx = place.tx().await;
    let id: OrderId = place.order(&mut tx, "A1").await;
    assert_eq!(order_form::get(&mut tx, id).await.unwrap(), None);
    let unread = [FieldIssue::wrong_kind("boxes[0].weight_kg", "number", "1,7x")];
    order_form::put(&mut tx, id, "{\"note\":\"1,7x\"}", &unread, at(NOW)).await.unwrap();
    let kept = order_form::get(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(
        (kept.form.as_str(), kept.unread.as_slice(), kept.saved_at),
        ("{\"note\":\"1,7x\"}", &unread[..], at(NOW))
    );
    let row = order::by_id(&mut tx, id).await.unwrap().unwrap();
    let (document, _) = order::document(&mut tx, id).await.unwrap();
    order::replace(&mut tx, &row, &document, at(NOW)).await.unwrap();
    assert_eq!(
        order_form::unread(&mut tx, id).await.unwrap(),
        [],
        "an order that came from a file has the file's form"
    );
    order_form::put(&mut tx, id, "{}", &[], at(NOW)).await.unwrap();
    sqlx::query("update order_form set form = '{\"note\":\"2\"}'").execute(&mut *tx).await.unwrap();
    assert!(matches!(order_form::get(&mut tx, id).await, Err(StoreError::Damaged { .. })));
    sqlx::query("update order_form set form = null, erased_at = ?")
        .bind(NOW)
        .execute(&mut *tx)
        .await
        .unwrap();
    assert_eq!(order_form::get(&mut tx, id).await.unwrap(), None, "erased on purpose is no damage");
}
