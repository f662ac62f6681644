//! Whole flows through the use cases against the practice providers over HTTP.

use serde_json::json;
use shipdesk_app::documents::{Found, Items, TrackDocument, Verdict};
use shipdesk_app::{BuyRequest, Choice, QuoteRequest, ScanFormRequest, TrackAnswer, TrackRequest};
use shipdesk_core::error::ErrorCode;
use shipdesk_core::status::{DeliveryStatus, OrderState, RefundState};
use shipdesk_tests::bench::{Bench, add_account, by, order, two_boxes};

fn numbers(order_nos: &[&str]) -> Vec<String> {
    order_nos.iter().map(|order_no| (*order_no).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_goes_from_document_to_label() {
    let bench = Bench::new().await;
    let order_no = bench.order("A1001").await;
    let bought = bench.bought(&order_no, "386").await;

    let tracking_no = bought.tracking_no.expect("a number");
    assert_eq!(bought.boxes.len(), 1);
    assert_eq!(bought.boxes[0].tracking_no.as_ref(), Some(&tracking_no));
    assert_eq!(bought.labels.len(), 1);
    assert_eq!(bought.labels[0].media_type, "application/pdf");
    let kinds: Vec<&str> = bought.charges.iter().map(|charge| charge.kind).collect();
    assert_eq!(kinds, ["postage", "registration", "handling", "other", "fuel"]);
    assert!(bought.charges.iter().all(|charge| charge.currency == "CNY"));
    assert_eq!(bench.there("A1001").await, [("active".to_owned(), 1)]);
    let actions: Vec<&str> = bought.attempts.iter().rev().map(|attempt| attempt.action.as_str()).collect();
    assert_eq!(actions.first(), Some(&"create"));

    let (exit, again) = bench.buy(&order_no, "386").await;
    assert_eq!((exit, again.state), (0, Some(OrderState::Labelled)));
    assert_eq!(bench.calls("interface.api.php").await, 1, "an order that is bought is shown, not bought");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_box_has_its_number_and_label() {
    let bench = Bench::new().await;
    bench.put(two_boxes("A1002")).await;
    let bought = bench.bought("A1002", "386").await;
    let numbers: Vec<_> =
        bought.boxes.iter().map(|carton| carton.tracking_no.clone().expect("a number")).collect();
    assert_eq!(numbers.len(), 2);
    assert_ne!(numbers[0], numbers[1]);
    let labels: Vec<_> = bought.labels.iter().map(|label| label.box_no.clone()).collect();
    assert_eq!(labels, [Some("box1".to_owned()), Some("box2".to_owned())]);
    assert_eq!((bench.calls("/fetchlabel.php").await, bench.calls("multifetchlabels.php").await), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_come_from_every_account_cheapest_first_and_test_channels_stay_out() {
    let bench = Bench::new().await;
    let order_no = bench.order("A1001").await;
    let answer = bench.desk.quote(std::slice::from_ref(&order_no), QuoteRequest::default()).await.unwrap();
    assert_eq!(answer.exit, 0);
    let quotes = &answer.document[0].quotes;
    let accounts: std::collections::BTreeSet<_> = quotes.iter().map(|quote| quote.account.as_str()).collect();
    assert_eq!(accounts.into_iter().collect::<Vec<_>>(), ["dingcang", "dingexpress"]);
    let totals: Vec<f64> = quotes.iter().filter_map(|quote| quote.total.as_ref()?.parse().ok()).collect();
    assert!(totals.len() > 10 && totals.is_sorted(), "{totals:?}");
    let failed =
        quotes.iter().position(|quote| quote.error.is_some()).expect("a channel that refuses this country");
    assert!(quotes[failed..].iter().all(|quote| quote.error.is_some()), "failures stand last");
    assert!(!quotes.iter().any(|quote| quote.channel_id == "405"), "test channels are hidden");

    let named = QuoteRequest { channels: vec!["405".into()], ..QuoteRequest::default() };
    let answer = bench.desk.quote(std::slice::from_ref(&order_no), named).await.unwrap();
    assert!(answer.document[0].quotes.iter().all(|quote| quote.channel_id == "405"));

    let cheapest = BuyRequest { choice: Choice::Cheapest, ..by("") };
    let (exit, bought) = bench.over(bench.desk.buy(std::slice::from_ref(&order_no), cheapest).await);
    assert_eq!((exit, bought.channel_id.as_deref()), (0, Some(quotes[0].channel_id.as_str())));
    let failed = quotes.len() - failed;
    let left_out = format!("Without a price: {failed} channels or accounts.");
    assert!(bought.warnings.contains(&left_out), "{:?}", bought.warnings);
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_of_another_currency_stand_behind_those_that_compare() {
    let bench = Bench::new().await;
    let folder = tempfile::tempdir().unwrap();
    let accounts = bench.simulator.accounts();
    let desk = shipdesk_tests::bench::open(folder.path(), &accounts, &bench.clock).await;
    add_account(&desk, &accounts[0], &[("currency", "USD")]).await;
    add_account(&desk, &accounts[1], &[("currency", "CNY")]).await;
    desk.order_add(vec![order("A1001")]).await.unwrap();
    let answer = desk.quote(&numbers(&["A1001"]), QuoteRequest::default()).await.unwrap();
    let document = &answer.document[0];
    let mut currencies: Vec<&str> =
        document.quotes.iter().filter_map(|quote| quote.currency.as_deref()).collect();
    let dollars = currencies.iter().filter(|currency| **currency == "USD").count();
    assert_eq!(usize::try_from(document.not_compared), Ok(dollars));
    currencies.dedup();
    assert_eq!(currencies, ["CNY", "USD"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_label_leaves_the_order_submitted_until_it_is_fetched() {
    let bench = Bench::new().await;
    let order_no = bench.order("A1001").await;
    let (exit, submitted) = bench.buy(&order_no, "424").await;
    assert_eq!((exit, submitted.state), (0, Some(OrderState::Submitted)));
    assert_eq!(submitted.labels.len(), 0);
    bench.advance(60).await;
    let (exit, labelled) = bench.reconcile(&order_no).await;
    assert_eq!((exit, labelled.state, labelled.labels.len()), (0, Some(OrderState::Labelled), 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_is_followed_to_the_money() {
    let bench = Bench::new().await;
    let order_no = bench.order("A1001").await;
    bench.bought(&order_no, "388").await;
    let (exit, cancelling) = bench.over(bench.desk.cancel(std::slice::from_ref(&order_no)).await);
    assert_eq!((exit, cancelling.state), (0, Some(OrderState::Cancelling)));
    assert_eq!(cancelling.refund, Some(RefundState::InProgress));
    let out = bench.folder.path().join("dead.pdf");
    let dead = bench.desk.label_export(std::slice::from_ref(&order_no), &out, "as-is").await.unwrap_err();
    assert_eq!((dead.code, out.exists()), (ErrorCode::OrderCancelled, false), "no box may get it any more");
    bench.advance(60).await;
    let (exit, done) = bench.over(bench.desk.refund(std::slice::from_ref(&order_no)).await);
    assert_eq!((exit, done.state, done.refund), (0, Some(OrderState::Cancelled), Some(RefundState::Done)));

    let (exit, refused) = bench.buy(&order_no, "388").await;
    assert_eq!((exit, refused.state), (2, Some(OrderState::Cancelled)));
    let again = BuyRequest { again: true, ..by("388") };
    let (exit, bought) = bench.over(bench.desk.buy(std::slice::from_ref(&order_no), again).await);
    assert_eq!((exit, bought.provider_order_no.as_deref()), (0, Some("A1001-2")));
    assert_eq!(bought.purchases.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_that_cannot_be_refunded_puts_the_order_back() {
    let bench = Bench::new().await;
    let order_no = bench.order("A1001").await;
    bench.bought(&order_no, "440").await;
    let (_, cancelling) = bench.over(bench.desk.cancel(std::slice::from_ref(&order_no)).await);
    assert_eq!(cancelling.state, Some(OrderState::Cancelling));
    bench.advance(60).await;
    let (exit, back) = bench.reconcile(&order_no).await;
    assert_eq!((exit, back.state, back.refund), (0, Some(OrderState::Labelled), Some(RefundState::Cannot)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_kept_with_the_providers_words() {
    let bench = Bench::new().await;
    let order_no = bench.order("A1001").await;
    bench.fault("refused", "interface.api.php", 1).await;
    let (exit, failed) = bench.buy(&order_no, "386").await;
    assert_eq!((exit, failed.state), (3, Some(OrderState::Failed)));
    let error = failed.last_error.expect("why");
    assert_eq!(error.code.as_str(), "purchase.refused");
    assert_eq!(error.provider_code.as_deref(), Some("400"));
    assert_eq!(
        error.provider_message.as_deref(),
        Some("接口返回:Ship web service is currently unavailable.")
    );
    assert_eq!(bench.show(&order_no).await.last_error.expect("stored").code.as_str(), "purchase.refused");
    bench.bought(&order_no, "386").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_was_never_sent_from_here_is_not_taken_over_by_itself() {
    let bench = Bench::new().await;
    let order_no = bench.order("A1001").await;
    bench.bought(&order_no, "386").await;
    // the same number in another folder: this one never sent it
    let other = tempfile::tempdir().unwrap();
    let desk = shipdesk_tests::bench::open(other.path(), &bench.simulator.accounts(), &bench.clock).await;
    add_account(&desk, &bench.simulator.accounts()[0], &[]).await;
    desk.order_add(vec![order("A1001")]).await.unwrap();
    let (exit, failed) = bench.over(desk.buy(&numbers(&["A1001"]), by("386")).await);
    assert_eq!((exit, failed.state), (3, Some(OrderState::Failed)));
    assert_eq!(failed.last_error.unwrap().code.as_str(), "purchase.number_taken");
    let sent = bench.calls("interface.api.php").await;
    let (exit, again) = bench.over(desk.buy(&numbers(&["A1001"]), by("386")).await);
    assert_eq!((exit, again.last_error.unwrap().code.as_str()), (3, "purchase.number_taken"));
    assert_eq!(bench.calls("interface.api.php").await, sent, "it is known to be taken: nothing is sent");
    // a person says that it is ours: its label is fetched
    let (exit, adopted) = bench.over(desk.label_fetch(&numbers(&["A1001"])).await);
    assert_eq!((exit, adopted.state, adopted.labels.len()), (0, Some(OrderState::Labelled), 1));
    assert_eq!(bench.there("A1001").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_orders_are_created_in_one_call() {
    let bench = Bench::new().await;
    let order_nos = numbers(&["B1", "B2", "B3"]);
    for order_no in &order_nos {
        bench.order(order_no).await;
    }
    let answer = bench.desk.buy(&order_nos, BuyRequest { batch: true, ..by("386") }).await.unwrap();
    assert_eq!((answer.exit, answer.document.done), (0, 3));
    assert!(answer.document.results.iter().all(|order| order.state == Some(OrderState::Labelled)));
    assert_eq!((bench.calls("multicreateorder.php").await, bench.calls("interface.api.php").await), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn scan_forms_hold_every_box_once() {
    let bench = Bench::new().await;
    bench.put(two_boxes("C1")).await;
    bench.order("C2").await;
    bench.order("C3").await;
    for order_no in ["C1", "C2", "C3"] {
        bench.bought(order_no, "422").await;
    }
    bench.desk.cancel(&numbers(&["C3"])).await.unwrap();
    let request = ScanFormRequest {
        account: "dingcang".into(),
        channel: "422".into(),
        address_id: "93".into(),
        ..ScanFormRequest::default()
    };
    let form = bench.desk.scan_form(request.clone()).await.unwrap();
    assert_eq!((form.exit, form.document.state.as_str()), (0, "done"), "{:?}", form.document.error);
    let boxes: Vec<_> =
        form.document.members.iter().map(|one| (one.order_no.as_str(), one.box_no.as_str())).collect();
    assert_eq!(boxes.len(), 3, "{boxes:?}");
    assert_eq!(
        form.document.left_out.iter().map(|out| (out.order_no.as_str(), out.reason)).collect::<Vec<_>>(),
        [("C3", "cancelled")]
    );
    assert!(form.document.sha256.is_some());

    let again = bench.desk.scan_form(request).await.unwrap();
    assert_eq!((again.exit, again.document.state.as_str()), (2, "none"));
    assert_eq!(again.document.left_out.iter().filter(|out| out.reason == "in_form").count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_is_followed_to_its_delivery() {
    let bench = Bench::new().await;
    let order_no = bench.order("P2").await;
    let number = bench.bought(&order_no, "386").await.tracking_no.unwrap();
    let show = |refresh| TrackRequest { refresh, ..TrackRequest::default() };
    let one = |answer| match answer {
        TrackAnswer::One(document) => *document,
        TrackAnswer::Several { results } => panic!("one parcel, not {}", results.len()),
    };
    let first: TrackDocument = one(bench.desk.track_show(&number, show(true)).await.unwrap().document);
    let early = first.events.len();
    assert!(early >= 1);
    bench.advance(200).await;
    let later = one(bench.desk.track_show(&number, show(true)).await.unwrap().document);
    assert!(later.events.len() > early);
    assert!(later.events.iter().map(|event| &event.at_text).is_sorted_by(|a, b| a >= b), "newest first");
    assert!(later.events.iter().all(|event| event.at.is_none()), "the platform states no zone");
    assert_eq!((later.status, later.is_final), (DeliveryStatus::Delivered, true));
    assert_eq!(later.order_no.as_deref(), Some("P2"));
    // offline it is all still there
    bench.faults(json!([{"kind": "page-500", "percent": 100}])).await;
    let offline = one(bench.desk.track_show(&number, show(false)).await.unwrap().document);
    assert_eq!(offline.events.len(), later.events.len());

    let unknown = bench.desk.track_show("1ZNOSUCH", show(false)).await.unwrap_err();
    assert_eq!(unknown.code.as_str(), "tracking.not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_tell_good_keys_from_bad_ones() {
    let bench = Bench::new().await;
    let good = bench.desk.account_test("dingcang").await.unwrap();
    assert_eq!((good.exit, good.document.verdict), (0, Verdict::Good));
    let info = bench.desk.account_info("dingcang").await.unwrap().document;
    assert_eq!(info.currency.as_deref(), Some("CNY"));
    assert!(info.balance.is_some());

    let mut request = shipdesk_app::AccountRequest {
        provider: "dingcang".into(),
        name: "dingexpress".into(),
        base_url: Some(bench.simulator.accounts()[0].base_url.clone()),
        ..Default::default()
    };
    request.fields.insert("app_key".into(), "99999".into());
    let exists = bench.desk.account_add(request.clone()).await.unwrap_err();
    assert_eq!(exists.code.as_str(), "account.exists");
    request.base_url = Some("http://api.example.com/api".into());
    request.name = "plain".into();
    let consent = bench.desk.account_add(request).await.unwrap_err();
    assert_eq!(consent.code.as_str(), "account.consent");
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_found_by_anything_in_them() {
    let bench = Bench::new().await;
    let mut taiwan = order("T1");
    taiwan["recipient"]["name"] = json!("陳練習");
    bench.put(taiwan).await;
    bench.order("A1001").await;
    let number = bench.bought("A1001", "386").await.tracking_no.unwrap();
    let found = async |text: &str| {
        let Items { items, .. } = bench.desk.find(text).await.unwrap().document;
        let number = |found| match found {
            Found::Order(order) => order.order_no,
            other => panic!("{other:?}"),
        };
        items.into_iter().filter_map(number).collect::<Vec<_>>()
    };
    assert_eq!(found("练习").await, ["T1"], "traditional by simplified");
    assert_eq!(found(&number).await, ["A1001"]);
    assert_eq!(found("0129").await, ["A1001", "T1"], "by the tail of a phone");
    assert_eq!(found("nothing like it").await, Vec::<String>::new());
}
