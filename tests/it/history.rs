//! Orders with a history: what belongs to an older purchase, or to somebody else, never passes for the newest.

use futures::join;
use shipdesk_app::{BuyRequest, TrackRequest};
use shipdesk_core::status::OrderState;
use shipdesk_tests::bench::{Bench, by, open};
use std::time::Duration;

fn one(order_no: &str) -> [String; 1] {
    [order_no.to_owned()]
}

fn again() -> BuyRequest {
    BuyRequest { again: true, ..by("386") }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_somebody_elses_stays_so_however_often_it_is_asked_about() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    bench.made_elsewhere("A1").await;
    assert_eq!(bench.buy("A1", "386").await.0, 3);
    let (exit, _) = bench.over(bench.desk.refund(&one("A1")).await);
    assert_eq!(exit, 2, "it was never bought from here");
    bench.reconcile("A1").await;
    let (exit, still) = bench.buy("A1", "386").await;
    assert_eq!((exit, still.state, still.labels.len()), (3, Some(OrderState::Failed), 0));
    let (exit, bought) = bench.over(bench.desk.buy(&one("A1"), again()).await);
    assert_eq!((exit, bought.provider_order_no.as_deref()), (0, Some("A1-2")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_about_the_old_purchase_leaves_the_new_one_alone() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    bench.bought("A1", "386").await;
    bench.desk.cancel(&one("A1")).await.unwrap();
    let other = open(bench.folder.path(), &bench.simulator.accounts(), &bench.clock).await;
    bench.fault("slow-drip", "cancelstatus.php", 1).await;
    let numbers = one("A1");
    let buy_again = async {
        tokio::time::sleep(Duration::from_millis(150)).await;
        bench.over(other.buy(&numbers, again()).await)
    };
    let (refunded, bought) = join!(bench.desk.refund(&numbers), buy_again);
    assert!(refunded.is_ok());
    assert_eq!((bought.0, bought.1.provider_order_no.as_deref()), (0, Some("A1-2")));
    assert_eq!(bench.show("A1").await.state, Some(OrderState::Labelled));
    let (exit, shown) = bench.over(bench.desk.buy(&numbers, again()).await);
    assert_eq!(
        (exit, shown.provider_order_no.as_deref()),
        (0, Some("A1-2")),
        "it is bought: shown, not bought"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_does_not_make_the_old_purchase_the_newest() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    let first = bench.bought("A1", "386").await;
    bench.desk.cancel(&one("A1")).await.unwrap();
    bench.clock.advance(-3600);
    let (_, second) = bench.over(bench.desk.buy(&one("A1"), again()).await);
    assert_eq!(second.provider_order_no.as_deref(), Some("A1-2"));
    assert_ne!(second.tracking_no, first.tracking_no);
    let out = bench.folder.path().join("labels.pdf");
    let exported = bench.desk.label_export(&one("A1"), &out, "as-is").await.unwrap().document;
    assert_eq!(exported.labels[0].sha256, second.labels[0].sha256);
    bench.desk.cancel(&one("A1")).await.unwrap();
    assert_eq!(bench.there("A1-2").await[0].0, "cancelled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_label_does_not_go_on_a_box() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    bench.bought("A1", "386").await;
    bench.desk.cancel(&one("A1")).await.unwrap();
    let out = bench.folder.path().join("labels.pdf");
    let refused = bench.desk.label_export(&one("A1"), &out, "as-is").await.unwrap_err();
    assert_eq!(refused.code.as_str(), "order.cancelled");
    assert!(!out.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_the_provider_makes_late_is_found_before_it_is_paid_elsewhere() {
    let bench = Bench::new().await;
    for (order_no, way) in [("A1", "reconcile"), ("A2", "fetch"), ("A3", "other account")] {
        bench.order(order_no).await;
        bench.fault("page-500", "interface.api.php", 1).await;
        bench.buy(order_no, "386").await;
        assert_eq!(bench.reconcile_twice(order_no).await.1.state, Some(OrderState::Failed), "{way}");
        bench.made_elsewhere(order_no).await;
        match way {
            "reconcile" => assert_eq!(bench.reconcile(order_no).await.0, 0),
            "fetch" => assert_eq!(bench.over(bench.desk.label_fetch(&one(order_no)).await).0, 0),
            _ => {
                let choice =
                    shipdesk_app::Choice::Channel { account: "dingexpress".into(), channel: "386".into() };
                let elsewhere = BuyRequest { choice, ..by("386") };
                assert_eq!(bench.over(bench.desk.buy(&one(order_no), elsewhere).await).0, 0);
            }
        }
        let found = bench.show(order_no).await;
        assert_eq!(
            (found.state, found.account.as_deref()),
            (Some(OrderState::Labelled), Some("dingcang")),
            "{way}"
        );
        assert_eq!(bench.there(order_no).await.len(), 1, "{way}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_says_of_each_order_what_became_of_it() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    bench.fault("refused", "multicreateorder.php", 1).await;
    let id = bench.show("A1").await.id.unwrap();
    let answer = bench.desk.buy(&[id], BuyRequest { batch: true, ..by("386") }).await.unwrap();
    assert_ne!(answer.exit, 0, "named by its id, and refused all the same");
    assert_eq!(answer.document.done, 0);

    let numbers = [bench.order("B1").await, bench.order("B2").await, bench.order("B3").await];
    let buy = bench.desk.buy(&numbers, BuyRequest { batch: true, ..by("424") });
    let look = async {
        tokio::time::sleep(Duration::from_millis(1500)).await;
        for order_no in &numbers {
            assert_eq!(
                bench.show(order_no).await.state,
                Some(OrderState::Submitted),
                "{order_no} waits for its label"
            );
        }
    };
    let (bought, ()) = join!(buy, look);
    assert_eq!(bought.unwrap().exit, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_that_differ_in_case_are_one_number() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    let refused = bench.desk.order_add(vec![shipdesk_tests::bench::order("a1")]).await.unwrap();
    assert_eq!(refused.exit, 2);
    assert_eq!(bench.show("a1").await.order_no.as_deref(), Some("A1"));
    let unknown = bench.desk.track_show("NO-SUCH", TrackRequest::default()).await.unwrap_err();
    assert_eq!(unknown.code.as_str(), "tracking.not_found");
}
