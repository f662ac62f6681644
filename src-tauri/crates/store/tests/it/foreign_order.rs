//! Orders that were made at a provider.

use crate::place::{Place, at};
use shipdesk_store::foreign_order::{self, ForeignOrder};
use sqlx::Row as _;

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
        foreign_order::put(tx, &order).await.unwrap();
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
