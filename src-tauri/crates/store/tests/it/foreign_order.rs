//! Orders that were made at a provider.

use crate::place::{Place, at};
use shipdesk_store::Db;
use shipdesk_store::foreign_order::{self, ForeignOrder};
use sqlx::Row as _;

async fn put(
    place: &Place,
    db: &mut Db,
    (order_no, reference, tracking_no): (&str, Option<&str>, Option<&str>),
    told: &str,
) {
    let text = |text: Option<&str>| text.map(str::to_owned);
    let order = ForeignOrder {
        account_id: place.account,
        order_no: order_no.to_owned(),
        reference: text(reference),
        tracking_no: text(tracking_no),
        state_code: None,
        document: None,
        fetched_at: at(told),
    };
    foreign_order::put(db, &order).await.unwrap();
}

#[tokio::test]
async fn of_several_under_one_reference_the_newest_is_meant_and_a_number_means_itself() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    for order_no in ["ID1", "ID2", "SHOP"] {
        let reference = (order_no != "SHOP").then_some("SHOP");
        put(&place, tx, (order_no, reference, None), "2026-03-01T09:00:00Z").await;
    }
    for (order_no, reference, expected) in [
        (None, Some("SHOP"), Some("ID2")),
        (Some("SHOP"), None, Some("SHOP")),
        (Some("ID1"), None, Some("ID1")),
        (Some("ID3"), None, None),
        (None, Some("ID1"), None),
    ] {
        let found = foreign_order::by_key(tx, place.account, order_no, reference).await.unwrap();
        assert_eq!(
            found.as_ref().map(|order| order.order_no.as_str()),
            expected,
            "{order_no:?} {reference:?}"
        );
    }
}

#[tokio::test]
async fn they_are_found_by_the_beginning_of_each_number_newest_first() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let orders = [
        ("ID1", Some("SHOP-1"), None, "2026-03-01T09:00:00Z"),
        ("ID20", Some("shop-10"), Some("LK1"), "2026-03-01T10:00:00Z"),
        ("X3", None, Some("id2-LK"), "2026-03-01T08:00:00Z"),
    ];
    for (order_no, reference, tracking_no, told) in orders {
        put(&place, tx, (order_no, reference, tracking_no), told).await;
    }
    for (beginning, expected) in [
        ("id", vec!["ID20", "ID1", "X3"]),
        (" ID2 ", vec!["ID20", "X3"]),
        ("Shop-1", vec!["ID20", "ID1"]),
        ("shop-10", vec!["ID20"]),
        ("lk", vec!["ID20"]),
        ("d2", vec![]),
        ("ID%", vec![]),
    ] {
        let found = foreign_order::with_number(tx, beginning, 10).await.unwrap();
        let found: Vec<&str> = found.iter().map(|order| order.order_no.as_str()).collect();
        assert_eq!(found, expected, "{beginning}");
    }
    assert_eq!(foreign_order::with_number(tx, "id", 1).await.unwrap()[0].order_no, "ID20");
    let plan = format!("explain query plan {}", foreign_order::WITH_NUMBER);
    let plan = sqlx::query(sqlx::AssertSqlSafe(plan)).bind("id").bind(10).fetch_all(tx).await.unwrap();
    let steps: Vec<String> = plan.iter().map(|row| row.try_get("detail").unwrap()).collect();
    assert!(steps.iter().all(|step| !step.starts_with("SCAN foreign_order")), "{steps:?}");
}
