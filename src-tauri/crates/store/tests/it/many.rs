//! The orders of a file, of more than one share.

use crate::place::{Place, at};
use shipdesk_core::money::Currency;
use shipdesk_core::order::{Order, read};
use shipdesk_store::order::{self, Filter, View};

const MANY: usize = 2_345;

fn numbered(index: usize) -> Order {
    let document = serde_json::json!({
        "order_no": format!("M{index:05}"),
        "recipient": { "name": format!("Pam Example {index:05}"), "city": format!("Berwick {index:05}"), "country": "US" },
    });
    read(&document).unwrap().order
}

#[tokio::test]
async fn orders_of_all_shares_stand_in_their_files_order_each_with_its_own_words() {
    let place = Place::new().await;
    let mut tx = place.tx().await;
    let orders = (0..MANY).map(numbered).collect();
    order::insert_many(&mut tx, orders, ("shop.csv", None), place.folder.station, at("2026-03-01T08:00:00Z"))
        .await
        .unwrap();

    let all = Filter { view: View::All, states: Vec::new(), batch: None };
    assert_eq!(order::count(&mut tx, &all).await.unwrap(), 2_345);
    for (index, number, city) in [
        (0, "M00000", "Berwick 00000"),
        (999, "M00999", "Berwick 00999"),
        (1_000, "M01000", "Berwick 01000"),
        (2_344, "M02344", "Berwick 02344"),
    ] {
        let row = order::by_no(&mut tx, number).await.unwrap().unwrap();
        assert_eq!(row.seq, index + 1, "{number}");
        let listed = order::listed(&mut tx, &[row.seq], Currency::CNY).await.unwrap();
        assert_eq!(listed[0].shortly.short.city, city);
        let found = order::matching(&mut tx, &all, city, false, 9).await.unwrap();
        assert_eq!(found.iter().map(|place| place.seq).collect::<Vec<_>>(), [row.seq], "{city}");
        let (document, _) = order::document(&mut tx, row.id).await.unwrap();
        assert_eq!(document.recipient.city, city);
    }
}

#[tokio::test]
async fn a_number_twice_in_a_file_puts_nothing_in() {
    let place = Place::new().await;
    let mut tx = place.tx().await;
    let mut orders: Vec<Order> = (0..MANY).map(numbered).collect();
    orders[2_000].order_no = "m00001".to_owned();
    let put = order::insert_many(
        &mut tx,
        orders,
        ("shop.csv", None),
        place.folder.station,
        at("2026-03-01T08:00:00Z"),
    );
    assert!(matches!(put.await, Err(shipdesk_store::StoreError::Conflict)), "the number is in use");
    drop(tx);
    let all = Filter { view: View::All, states: Vec::new(), batch: None };
    let mut tx = place.tx().await;
    assert_eq!(order::count(&mut tx, &all).await.unwrap(), 0);
}
