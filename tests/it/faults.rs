//! Whatever breaks, and wherever: at the practice providers there is exactly one order under a number, and here nothing
//! stays unknown once the provider has been asked.

use shipdesk_app::QuoteRequest;
use shipdesk_core::status::OrderState;
use shipdesk_simulator::{Config, FILES};
use shipdesk_tests::bench::{Bench, add_account, by};

/// Faults of the dial on the create call, whether the order exists after them, and the exit code.
const ON_CREATE: [(&str, bool, u8); 8] = [
    ("answer-lost", true, 5),
    ("page-500", false, 5),
    ("page-500-late", true, 5),
    ("half-json", true, 5),
    ("junk-before", true, 0),
    ("refused", false, 3),
    ("slow-drip", true, 0),
    ("late-label", true, 0),
];

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_to_a_create_it_is_bought_once() {
    for (kind, exists, expected) in ON_CREATE {
        let bench = Bench::new().await;
        let order_no = bench.order("F1").await;
        bench.fault(kind, "interface.api.php", 1).await;
        let (exit, after) = bench.buy(&order_no, "386").await;
        assert_eq!(exit, expected, "{kind}: {:?}", after.last_error);
        assert_eq!(bench.there("F1").await.len(), usize::from(exists), "{kind}");
        if exit == 5 {
            assert_eq!(after.state, Some(OrderState::Unknown), "{kind}");
            // asking to buy again asks the provider, it does not send
            let sent = bench.calls("interface.api.php").await;
            bench.buy(&order_no, "386").await;
            assert_eq!(bench.calls("interface.api.php").await, sent, "{kind}");
        }
        let (exit, settled) = bench.reconcile_twice(&order_no).await;
        let state = settled.state.expect("a state");
        assert_ne!(state, OrderState::Unknown, "{kind}");
        assert_eq!(state == OrderState::Failed, !exists, "{kind}: {state}");
        assert_eq!(exit == 3, kind == "page-500", "{kind}: {exit}");
        if state == OrderState::Failed {
            bench.bought(&order_no, "386").await;
        }
        assert_eq!(
            bench.there("F1").await,
            [("active".to_owned(), bench.calls("interface.api.php").await)],
            "{kind}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_create_that_comes_too_soon_leaves_once_and_buys_nothing() {
    let bench = Bench::new().await;
    let order_no = bench.order("F1").await;
    bench.fault("rate-limit", "interface.api.php", 1).await;
    let (exit, after) = bench.buy(&order_no, "386").await;
    assert_eq!((exit, after.state), (4, Some(OrderState::Ready)));
    assert_eq!(after.last_error.unwrap().code.as_str(), "provider.rate_limited");
    assert_eq!((bench.calls("interface.api.php").await, bench.there("F1").await.len()), (1, 0));
    // when the silence is over
    bench.bought(&order_no, "386").await;
    assert_eq!((bench.calls("interface.api.php").await, bench.there("F1").await.len()), (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_hangs_is_left_after_the_time_out() {
    let bench = Bench::new().await;
    bench.desk.account_remove("dingcang").await.unwrap();
    add_account(&bench.desk, &bench.simulator.accounts()[0], &[("timeout_create", "1")]).await;
    let order_no = bench.order("F1").await;
    bench.fault("hang", "interface.api.php", 1).await;
    let (exit, unknown) = bench.buy(&order_no, "386").await;
    assert_eq!((exit, unknown.state), (5, Some(OrderState::Unknown)));
    let (exit, settled) = bench.reconcile(&order_no).await;
    assert_eq!((exit, settled.state), (0, Some(OrderState::Labelled)));
    assert_eq!(bench.there("F1").await, [("active".to_owned(), 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_answers_is_not_a_purchase() {
    let bench = Bench::new().await;
    let order_no = bench.order("F1").await;
    bench.desk.quote(std::slice::from_ref(&order_no), QuoteRequest::default()).await.unwrap();
    let Bench { desk, simulator, clock, folder, .. } = bench;
    simulator.stop().await;
    let answer = desk.buy(std::slice::from_ref(&order_no), by("386")).await.unwrap();
    assert_eq!(answer.exit, 4);
    let failed = &answer.document.results[0];
    assert_eq!(failed.state, Some(OrderState::Ready), "nothing was sent: it is as ready as before");
    assert_eq!(failed.last_error.as_ref().unwrap().code.as_str(), "network.unreachable");
    drop((clock, folder));
}

/// Faults on fetching the label, after which the order has its label all the same, now or when it is asked again.
const ON_LABEL: [(&str, &str); 10] = [
    ("answer-lost", "fetchlabel.php"),
    ("page-500", "fetchlabel.php"),
    ("half-json", "fetchlabel.php"),
    ("junk-before", "fetchlabel.php"),
    ("rate-limit", "fetchlabel.php"),
    ("late-label", "fetchlabel.php"),
    ("refused", "fetchlabel.php"),
    ("html-label", FILES),
    ("page-500", FILES),
    ("answer-lost", FILES),
];

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_to_a_label_it_comes_in_the_end() {
    for (kind, call) in ON_LABEL {
        let bench = Bench::new().await;
        let order_no = bench.order("F1").await;
        bench.fault(kind, call, 1).await;
        let (exit, after) = bench.buy(&order_no, "386").await;
        assert_eq!(exit, 0, "{kind} on {call}: {:?}", after.last_error);
        bench.advance(30).await;
        let (exit, settled) = bench.reconcile(&order_no).await;
        assert_eq!(
            (exit, settled.state, settled.labels.len()),
            (0, Some(OrderState::Labelled), 1),
            "{kind} on {call}"
        );
        assert_eq!(settled.labels[0].media_type, "application/pdf", "{kind} on {call}");
        assert_eq!(bench.there("F1").await, [("active".to_owned(), 1)], "{kind} on {call}");
    }
}

/// Faults on cancelling, and the exit code.
const ON_CANCEL: [(&str, u8); 7] = [
    ("answer-lost", 5),
    ("page-500", 5),
    ("page-500-late", 5),
    ("half-json", 5),
    ("junk-before", 0),
    ("refused", 3),
    ("rate-limit", 4),
];

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_to_a_cancellation_its_state_decides() {
    for (kind, expected) in ON_CANCEL {
        let bench = Bench::new().await;
        let order_no = bench.order("F1").await;
        bench.bought(&order_no, "386").await;
        bench.fault(kind, "cancel.php", 1).await;
        let (exit, after) = bench.over(bench.desk.cancel(std::slice::from_ref(&order_no)).await);
        assert_eq!(exit, expected, "{kind}: {:?}", after.last_error);
        if exit == 5 {
            assert_eq!(after.state, Some(OrderState::Cancelling), "{kind}");
        }
        let (_, looked) = bench.reconcile(&order_no).await;
        // it may still arrive: one look that knows of none is believed by nobody
        let waits = exit == 5 && bench.there("F1").await[0].0 != "cancelled";
        assert!(!waits || looked.state == Some(OrderState::Cancelling), "{kind}: {:?}", looked.state);
        bench.advance(60).await;
        let (exit, settled) = bench.reconcile(&order_no).await;
        assert_eq!(exit, 0, "{kind}: {:?}", settled.last_error);
        let cancelled_there = bench.there("F1").await[0].0 == "cancelled";
        let expected = if cancelled_there { OrderState::Cancelled } else { OrderState::Labelled };
        assert_eq!(settled.state, Some(expected), "{kind}");
        assert_eq!(cancelled_there, !matches!(kind, "refused" | "page-500" | "rate-limit"), "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_dead_and_one_slow_channel_never_hold_the_others() {
    let bench = Bench::with(Config { channels: 20, ..Config::default() }).await;
    let order_no = bench.order("F1").await;
    bench.faults(serde_json::json!([{"kind": "channel-down", "percent": 100}])).await;
    let answer = bench.desk.quote(std::slice::from_ref(&order_no), QuoteRequest::default()).await.unwrap();
    let (priced, failed): (Vec<_>, Vec<_>) =
        answer.document[0].quotes.iter().partition(|quote| quote.error.is_none());
    assert_eq!(answer.exit, 0);
    assert!(priced.len() >= 15 && failed.len() >= 15, "{} {}", priced.len(), failed.len());
}
