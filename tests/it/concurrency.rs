//! Two workstations' processes in one folder, and orders that change between purchases: nobody's answer is lost, and no
//! order gets what was bought for another.

use futures::future::join_all;
use shipdesk_app::{BuyRequest, ImportRequest, OnDuplicate, Workstation};
use shipdesk_core::status::OrderState;
use shipdesk_tests::bench::{Bench, by, open, order};

async fn second(bench: &Bench) -> Workstation {
    open(bench.folder.path(), &bench.simulator.accounts(), &bench.clock).await
}

fn one(order_no: &str) -> [String; 1] {
    [order_no.to_owned()]
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_buy_at_once_buy_once() {
    let bench = Bench::new().await;
    let numbers = [bench.order("F1").await];
    bench.desk.channel_list(Some("dingcang"), true).await.unwrap();
    let other = second(&bench).await;
    let desks = [&bench.desk, &other];
    let answers = join_all((0..10).map(|index| desks[index % 2].buy(&numbers, by("386")))).await;
    assert!(answers.iter().all(|answer| answer.as_ref().unwrap().exit == 0));
    assert_eq!(bench.there("F1").await, [("active".to_owned(), 1)]);
    assert_eq!(bench.show("F1").await.purchases.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_cancel_at_once_agree_with_the_provider() {
    for (kind, expected) in [(None, OrderState::Cancelled), (Some("refused"), OrderState::Labelled)] {
        let bench = Bench::new().await;
        let numbers = [bench.order("F1").await];
        bench.bought("F1", "386").await;
        if let Some(kind) = kind {
            bench.fault(kind, "cancel.php", 4).await;
        }
        let other = second(&bench).await;
        let desks = [&bench.desk, &other];
        let answers = join_all((0..4).map(|index| desks[index % 2].cancel(&numbers))).await;
        let exits: Vec<u8> = answers.iter().map(|answer| answer.as_ref().unwrap().exit).collect();
        let fits = if kind.is_none() { exits.iter().all(|exit| *exit == 0) } else { exits.contains(&3) };
        assert!(fits && !exits.contains(&1), "{kind:?}: {exits:?}");
        assert_eq!(bench.show("F1").await.state, Some(expected), "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_who_settle_and_fetch_at_once_do_not_stumble() {
    let bench = Bench::new().await;
    let order_no = bench.order("F1").await;
    bench.fault("answer-lost", "interface.api.php", 1).await;
    assert_eq!(bench.buy(&order_no, "386").await.0, 5);
    let other = second(&bench).await;
    let (desks, numbers) = ([&bench.desk, &other], one("F1"));
    let answers = join_all((0..6).map(|index| desks[index % 2].reconcile(&numbers))).await;
    assert!(answers.iter().all(|answer| answer.as_ref().unwrap().exit == 0), "all see the label");
    let answers = join_all((0..6).map(|index| desks[index % 2].label_fetch(&numbers))).await;
    assert!(answers.iter().all(|answer| answer.as_ref().unwrap().exit == 0));
    assert_eq!(bench.show("F1").await.labels.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_stands_for_another_order_is_not_taken_in() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    bench.bought("A1", "386").await;
    bench.desk.cancel(&one("A1")).await.unwrap();
    let again = BuyRequest { again: true, ..by("386") };
    assert_eq!(bench.over(bench.desk.buy(&one("A1"), again).await).0, 0);
    let refused = bench.desk.order_add(vec![order("A1-2")]).await.unwrap();
    assert_eq!(refused.exit, 2);
    let error = refused.document.results[0].last_error.as_ref().unwrap();
    assert_eq!(error.code.as_str(), "order.duplicate");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_came_first_keeps_its_number() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    bench.order("A1-2").await;
    bench.bought("A1", "386").await;
    bench.desk.cancel(&one("A1")).await.unwrap();
    let again = BuyRequest { again: true, ..by("386") };
    let (exit, bought) = bench.over(bench.desk.buy(&one("A1"), again).await);
    assert_eq!((exit, bought.provider_order_no.as_deref()), (0, Some("A1-3")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_before_a_change_is_not_adopted_for_what_came_after() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    bench.fault("page-500", "interface.api.php", 1).await;
    assert_eq!(bench.buy("A1", "386").await.0, 5);
    assert_eq!(bench.reconcile_twice("A1").await.1.state, Some(OrderState::Failed), "twice not known");
    bench.made_elsewhere("A1").await;
    let file = bench.folder.path().join("change.csv");
    std::fs::write(&file, changed("A1")).unwrap();
    let request = ImportRequest { file, map: None, dry_run: false, on_duplicate: OnDuplicate::Update };
    let imported = bench.desk.order_import(request).await.unwrap();
    assert_eq!((imported.exit, imported.document.updated), (0, 1), "{:?}", imported.document.orders[0].error);
    let (exit, failed) = bench.buy("A1", "386").await;
    assert_eq!((exit, failed.state), (3, Some(OrderState::Failed)));
    assert_eq!(failed.last_error.unwrap().code.as_str(), "purchase.number_taken");
    assert_eq!(bench.there("A1").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_by_one_channel_is_not_adopted_for_another() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    bench.fault("page-500", "interface.api.php", 1).await;
    assert_eq!(bench.buy("A1", "386").await.0, 5);
    assert_eq!(bench.reconcile_twice("A1").await.1.state, Some(OrderState::Failed), "twice not known");
    bench.made_elsewhere("A1").await;
    let (exit, failed) = bench.buy("A1", "424").await;
    assert_eq!((exit, failed.state), (3, Some(OrderState::Failed)));
    assert_eq!(failed.last_error.unwrap().code.as_str(), "purchase.number_taken");
    assert_eq!(bench.there("A1").await.len(), 1);
}

fn changed(order_no: &str) -> String {
    format!(
        "order_no,recipient_name,recipient_phone,recipient_address1,recipient_city,recipient_state,recipient_postcode,\
         recipient_country,sender_name,sender_phone,sender_address1,sender_city,sender_state,sender_postcode,\
         sender_country,box_no,weight_kg,length_cm,width_cm,height_cm,sku,name_cn,name_en,unit_price,currency,quantity\n\
         {order_no},New Person,2075550130,1 Other Road,Berwick,ME,03901,US,Kim Woods,9495550134,2777 Example Parkway,\
         Irvine,CA,92606,US,box1,0.25,10,5,2,TS-01,衣服,clothes,1.00,CNY,1\n"
    )
}
