//! Timelines in batches and languages, proofs whose links die, orders that were made elsewhere.

use super::{asks, outcomes, told_apart, with_secret};
use serde_json::json;
use shipdesk_app::documents::{PodState, TrackDocument, Verdict};
use shipdesk_core::error::ErrorCode;
use shipdesk_core::status::DeliveryStatus as S;
use shipdesk_simulator::{Config, PracticeAccount};
use shipdesk_tests::bench::Bench;
use std::time::Duration;

const TRACK: &str = "tracking.getOrderVerdorTracking";

async fn bench() -> Bench {
    Bench::of(&["winit"]).await
}

fn order(n: usize) -> String {
    format!("WO7{n:09}")
}

async fn track(bench: &Bench, number: &str) -> TrackDocument {
    bench.desk.track_one(number, true, false).await.unwrap().document
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_five_numbers_take_three_calls() {
    let bench = bench().await;
    let numbers: Vec<String> = (0..65).map(order).collect();
    let followed = bench.desk.track_add("winit", asks(&numbers)).await.unwrap();
    assert_eq!((followed.exit, outcomes(&followed.document)), (0, [65, 0, 0, 0]));
    // the practice provider refuses more than thirty in a call
    assert_eq!(bench.calls(TRACK).await, 3);
    let all = bench.desk.parcel_list(None, false, None, 100).await.unwrap().document;
    assert_eq!(all.total, 69, "four of the orders have two parcels");
    let checked = bench.desk.track_check(&[]).await.unwrap().document;
    assert!(checked.errors.is_empty(), "{:?}", checked.errors);
    assert_eq!(bench.calls(TRACK).await, 3 + u64::from(checked.calls));
    assert!(checked.calls <= 3, "{}", checked.calls);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_nobody_has_does_not_cost_the_others() {
    let bench = bench().await;
    let mut numbers: Vec<String> = (0..4).map(order).collect();
    numbers.insert(2, "WO9999999999".to_owned());
    let followed = bench.desk.track_add("winit", asks(&numbers)).await.unwrap().document;
    assert_eq!(outcomes(&followed), [4, 0, 1, 0]);
    let error = followed.results[2].error.as_ref().unwrap();
    assert_eq!(error.code, ErrorCode::TrackingNotFound);
    assert_eq!(bench.calls(TRACK).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn its_own_lines_come_in_the_accounts_language_and_mean_the_same() {
    let mut told = Vec::new();
    for (language, words) in [("zh_CN", "提交订单"), ("zh_TW", "提交訂單"), ("en_US", "Order Submitted")]
    {
        let in_language = |account: PracticeAccount| {
            let fields: Vec<_> = account.fields.iter().copied().chain([("language", language)]).collect();
            (account.provider == "winit")
                .then(|| PracticeAccount { fields: fields.leak(), ..account.clone() })
        };
        let bench = Bench::of_accounts(Config::default(), in_language).await;
        let parcel = track(&bench, &order(0)).await;
        let first = parcel.events.last().unwrap();
        assert_eq!(
            (first.text.as_str(), first.status, first.code.as_deref()),
            (words, S::InfoReceived, Some("SO"))
        );
        told.push(parcel.events.iter().map(|event| (event.code.clone(), event.status)).collect::<Vec<_>>());
    }
    assert_eq!((&told[0], &told[0]), (&told[1], &told[2]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_asks_at_its_own_address() {
    let sandbox = bench().await;
    let there = format!("http://{}/winit/openapi/service", sandbox.simulator.addr());
    let elsewhere = |account: PracticeAccount| {
        (account.provider == "winit").then(|| PracticeAccount { base_url: there.clone(), ..account.clone() })
    };
    let live = Bench::of_accounts(Config::default(), elsewhere).await;
    track(&live, &order(0)).await;
    assert_eq!((live.calls(TRACK).await, sandbox.calls(TRACK).await), (0, 1));
    let document = shipdesk_providers::find("winit").unwrap().descriptor;
    assert_eq!(document.base_url, "https://openapi.winit.com.cn/openapi/service");
    assert_eq!(document.sandbox_url, Some("https://sandboxopenapi.winit.com.cn/openapi/service"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_a_wrong_client_secret_and_a_wrong_clock_are_told_apart() {
    let good = bench().await;
    let test = good.desk.account_test("winit").await.unwrap();
    assert_eq!((test.exit, test.document.verdict), (0, Verdict::Good));
    for secret in ["token", "client_secret"] {
        let wrong = |account: PracticeAccount| {
            (account.provider == "winit")
                .then(|| with_secret(account.clone(), secret, "practice-none-of-these"))
        };
        let bench = Bench::of_accounts(Config::default(), wrong).await;
        assert_eq!(told_apart(&bench, "winit").await, [secret]);
    }
    good.clock.advance(20 * 60);
    assert_eq!(told_apart(&good, "winit").await, ["utc_offset", "clock"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_comes_with_its_proof_and_a_link_that_died_is_asked_for_anew() {
    let bench = bench().await;
    track(&bench, &order(2)).await;
    bench.advance(400).await;
    // the first look finds files that cannot be had
    bench.fault("html-label", "files", 100).await;
    let number = format!("{}A", order(2));
    let missed = track(&bench, &number).await;
    assert_eq!((missed.status, missed.is_final), (S::Delivered, true));
    assert_eq!((missed.pods.len(), missed.pod_state), (0, PodState::Missed));
    assert!(missed.pod_error.is_some());
    // by now the links of that answer are dead
    bench.faults(serde_json::json!([])).await;
    bench.advance(31 * 60).await;
    let kept = track(&bench, &number).await;
    assert_eq!((kept.pods.len(), kept.pod_state), (2, PodState::Stored));
    let kinds: Vec<&str> = kept.pods.iter().map(|pod| pod.media_type.as_str()).collect();
    assert_eq!(kinds, ["application/pdf", "image/jpeg"]);
    let fetched = bench.calls("files").await;
    track(&bench, &number).await;
    assert_eq!(bench.calls("files").await, fetched, "what is kept is not fetched again");
    let mut own = bench.desk.pod_list(Some(&number)).await.unwrap().document;
    let mut all = bench.desk.pod_list(None).await.unwrap().document;
    assert_eq!(all.len(), 2);
    // the newest of all stand first, a parcel's own in the order they came
    for list in [&mut all, &mut own] {
        list.sort_by(|one, other| one.sha256.cmp(&other.sha256));
    }
    for (of_all, of_parcel) in all.iter().zip(&own) {
        assert_eq!((&of_all.number, &of_all.media_type), (&of_parcel.number, &of_parcel.media_type));
        assert_eq!((&of_all.sha256, &of_all.order_no), (&of_parcel.sha256, &None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn services_without_tracking_end_without_a_delivery() {
    let bench = bench().await;
    for n in [4, 5, 6] {
        track(&bench, &order(n)).await;
    }
    bench.advance(60).await;
    for (n, status) in [(4, S::ShippedUntracked), (5, S::ShippedUntracked), (6, S::Delivered)] {
        let parcel = track(&bench, &order(n)).await;
        assert_eq!((parcel.status, parcel.is_final), (status, true), "{n}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_story_ends_as_it_is_told() {
    let bench = bench().await;
    let numbers: Vec<String> = (0..16).map(|n| format!("{}A", order(n))).collect();
    bench.desk.track_add("winit", asks(&numbers)).await.unwrap();
    let early = track(&bench, &numbers[0]).await;
    assert!(!early.is_final && early.status != S::OutForDelivery, "{}", early.status);
    bench.advance(600).await;
    bench.desk.track_check(&numbers).await.unwrap();
    let mut ends = Vec::new();
    for number in &numbers {
        ends.push(bench.desk.track_one(number, false, false).await.unwrap().document.status);
    }
    let expected = [
        S::Delivered,        // Delivered
        S::Delivered,        // newest first
        S::Delivered,        // a pair
        S::Delivered,        // the order's status is null
        S::ShippedUntracked, // handed to the post
        S::ShippedUntracked, // shipped via
        S::Delivered,        // collected at the warehouse
        S::Returned,
        S::Exception,
        S::Cancelled,
        S::Delivered, // at the second try
        S::Delivered, // codes that nobody knows on the way
        S::Delivered, // long ago
        S::Delivered, // and no line says that it is the last
        S::AttemptFailed,
        S::Destroyed,
    ];
    assert_eq!(ends, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_that_nobody_came_to_fetch_is_still_looked_for() {
    let bench = bench().await;
    track(&bench, &order(2)).await;
    bench.advance(400).await;
    bench.fault("hang", "files", 100).await;
    let number = format!("{}A", order(2));
    // the answer is kept and its files are awaited when this process ends
    let asked = tokio::time::timeout(Duration::from_secs(2), track(&bench, &number)).await;
    assert!(asked.is_err(), "a download that never ends");
    let kept = bench.desk.track_one(&number, false, false).await.unwrap().document;
    assert_eq!((kept.status, kept.pods.len(), kept.pod_state), (S::Delivered, 0, PodState::Expected));
    bench.faults(serde_json::json!([])).await;
    let kept = track(&bench, &number).await;
    assert_eq!((kept.pods.len(), kept.pod_state), (2, PodState::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_made_elsewhere_is_found_by_number_and_by_reference() {
    let bench = bench().await;
    let by_number = bench.desk.isp_show("winit", Some("ID70000000000001ZZ"), None, true).await.unwrap();
    assert_eq!((by_number.exit, by_number.document.reference.as_deref()), (0, Some("SHOP-1000")));
    let measured = &by_number.document.parcels[0].measured;
    assert_eq!(measured.weight_kg.as_deref(), Some("1.3100"));
    // the newer of the two with this reference is void
    let by_reference = bench.desk.isp_show("winit", None, Some("SHOP-1001"), true).await.unwrap().document;
    assert_eq!(by_reference.order_no, "ID70000000000002ZZ");
    assert_eq!(by_reference.parcels[0].measured.weight_kg, None, "zero is not measured");
    assert_eq!(bench.calls("isp.order.query").await, 2);
    let raw = by_reference.raw.to_string();
    assert!(!raw.contains("07700900000") && !raw.contains("buyer@example.com"), "{raw}");

    let kept = bench.desk.isp_show("winit", Some("ID70000000000001ZZ"), None, false).await.unwrap().document;
    assert_eq!((kept.order_no.as_str(), bench.calls("isp.order.query").await), ("ID70000000000001ZZ", 2));
    assert!(bench.desk.isp_show("winit", Some("ID79999999999999ZZ"), None, true).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_of_no_order_of_ours_is_found_by_its_numbers() {
    let bench = bench().await;
    for number in ["ID70000000000001ZZ", "ID70000000000002ZZ"] {
        bench.desk.isp_show("winit", Some(number), None, true).await.unwrap();
    }
    bench.desk.track_add("winit", asks(&[order(1)])).await.unwrap();
    let cases = [
        ("id70000000000001", "foreign_order", "order_no", "ID70000000000001ZZ"),
        (" shop-1001 ", "foreign_order", "order_no", "ID70000000000002ZZ"),
        ("wo7000000001", "parcel", "status", "info_received"),
    ];
    for (text, kind, name, value) in cases {
        let found = json!(bench.desk.find(text).await.unwrap().document.items);
        assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
        assert_eq!((&found[0]["kind"], &found[0][name]), (&json!(kind), &json!(value)), "{found}");
        let hits = json!(bench.desk.find_hits(text).await.unwrap().document);
        assert_eq!(hits[0]["kind"], kind, "{hits}");
    }
    assert!(bench.desk.find("ID7xx").await.unwrap().document.items.is_empty());
}
