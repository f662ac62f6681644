//! One parcel from several sources, several parcels from one number.
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

use serde_json::Value;
use shipdesk_app::documents::{RegistrationAsk, TrackDocument};
use shipdesk_app::{TrackAnswer, TrackRequest};
use shipdesk_core::error::ErrorCode;
use shipdesk_tests::bench::{Bench, by};
use std::collections::BTreeSet;

/// All that a number stands for, after its sources were asked.
async fn asked(bench: &Bench, number: &str) -> Vec<TrackDocument> {
    let request = TrackRequest { refresh: true, ..TrackRequest::default() };
    match bench.desk.track_show(number, request).await.unwrap().document {
        TrackAnswer::One(one) => vec![*one],
        TrackAnswer::Several { results } => results,
    }
}

fn ask(number: &str) -> RegistrationAsk {
    RegistrationAsk { number: number.to_owned(), ..RegistrationAsk::default() }
}

fn at(carrier: &str, number: &str) -> Vec<RegistrationAsk> {
    vec![RegistrationAsk { carrier: Some(carrier.to_owned()), ..ask(number) }]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_that_three_sources_know_is_one_parcel() {
    let bench = Bench::of(&["dingcang", "trackingmore", "winit"]).await;
    bench.order("L1").await;
    let (exit, bought) = bench.over(bench.desk.buy(&["L1".to_owned()], by("386")).await);
    assert_eq!(exit, 0);
    let number = bought.tracking_no.unwrap();
    // whose number it is, the account cannot say for sure: then it is not guessed
    let unsure = bench.desk.track_add("trackingmore", vec![ask(&number)]).await;
    let unsure = unsure.unwrap().document.results.remove(0).error.unwrap();
    assert_eq!(unsure.fields[0].path, "carrier_code");
    assert!(unsure.fields[0].allowed.as_deref().unwrap().contains("fedex"), "{}", unsure.message);
    bench.desk.track_add("trackingmore", at("fedex", &number)).await.unwrap();

    let sent = &bench.listed("registrations").await[0];
    let field = |name: &str| sent["fields"].get(name).and_then(Value::as_str).map(str::to_owned);
    assert_eq!(
        (field("order_id").as_deref(), field("destination_code").as_deref()),
        (Some("L1"), Some("us"))
    );
    assert_eq!(
        (field("customer_name"), field("customer_phone")),
        (None, None),
        "nobody said that these may leave"
    );

    bench.advance(200).await;
    let found = asked(&bench, &number).await;
    assert_eq!(found.len(), 1);
    let parcel = &found[0];
    assert_eq!(parcel.order_no.as_deref(), Some("L1"));
    // where it was bought, where it is registered, and who was asked in passing and knows it
    let sources: BTreeSet<&str> = parcel.sources.iter().map(|source| source.account.as_str()).collect();
    assert_eq!(sources, BTreeSet::from(["dingcang", "trackingmore", "winit"]));
    assert!(parcel.sources.iter().all(|source| source.error.is_none()));
    let tellers = parcel.events.iter().flat_map(|event| std::iter::once(&event.source).chain(&event.also));
    assert_eq!(tellers.map(String::as_str).collect::<BTreeSet<_>>(), sources);
    assert!(
        parcel.events.iter().any(|event| !event.also.is_empty()),
        "what two tell alike stands there once"
    );
    assert!(parcel.events.iter().all(|event| !event.also.contains(&event.source)));
    assert_eq!((parcel.registrations.len(), parcel.registrations[0].carrier.as_str()), (1, "fedex"));
    // asked by its order, it is the same
    assert_eq!(asked(&bench, "L1").await[0].id, parcel.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_asked_in_passing_and_does_not_know_is_no_source() {
    let bench = Bench::of(&["winit", "dingcang"]).await;
    asked(&bench, "WO7000000000").await;
    bench.advance(400).await;
    let found = asked(&bench, "WO7000000000").await;
    let sources: Vec<&str> = found[0].sources.iter().map(|source| source.account.as_str()).collect();
    assert_eq!((found.len(), sources), (1, vec!["winit"]));
    assert!(bench.calls("tracking.php").await > 0, "it was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_failed_is_listed_until_it_says_that_it_does_not_know() {
    let bench = Bench::of(&["winit", "dingcang"]).await;
    let told = async |bench: &Bench| {
        let mut found = asked(bench, "WO7000000000").await;
        let sources = found.remove(0).sources.into_iter();
        let mut told: Vec<_> =
            sources.map(|source| (source.account, source.error.map(|error| error.code))).collect();
        told.sort_by(|one, other| one.0.cmp(&other.0));
        told
    };
    let known = ("winit".to_owned(), None);
    let failed = vec![("dingcang".to_owned(), Some(ErrorCode::ProviderDown)), known.clone()];
    bench.fault("page-500", "tracking.php", 100).await;
    // a parcel that nobody here has heard of, then one that is known
    assert_eq!(told(&bench).await, failed);
    assert_eq!(told(&bench).await, failed);
    bench.faults(serde_json::json!([])).await;
    assert_eq!(told(&bench).await, [known]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_number_of_two_parcels_gives_two() {
    let bench = Bench::of(&["winit"]).await;
    asked(&bench, "WO7000000002").await;
    bench.advance(400).await;
    let found = asked(&bench, "WO7000000002").await;
    assert_eq!(found.len(), 2);
    let both: BTreeSet<&str> = found.iter().flat_map(|parcel| &parcel.numbers).map(String::as_str).collect();
    assert!(
        both.is_superset(&BTreeSet::from(["WO7000000002", "WO7000000002A", "WO7000000002B"])),
        "{both:?}"
    );
    assert!(found.iter().all(|parcel| parcel.numbers.contains(&"WO7000000002".to_owned())));
    let one = asked(&bench, "WO7000000002B").await;
    assert_eq!(one.len(), 1);
    assert!(found.iter().any(|parcel| parcel.id == one[0].id));
    // nothing is told twice
    let again = asked(&bench, "WO7000000002").await;
    let lines =
        |parcels: &[TrackDocument]| parcels.iter().map(|parcel| parcel.events.len()).collect::<Vec<_>>();
    assert_eq!(lines(&again), lines(&found));
}

#[tokio::test(flavor = "multi_thread")]
async fn carriers_that_contradict_each_other_make_two_parcels() {
    let bench = Bench::of(&["trackingmore"]).await;
    for carrier in ["usps", "dhl", "usps"] {
        bench.desk.track_add("trackingmore", at(carrier, "PLAIN-77")).await.unwrap();
    }
    let shown = bench.desk.track_show("PLAIN-77", TrackRequest::default()).await.unwrap().document;
    let TrackAnswer::Several { results } = shown else { panic!("two parcels share the number") };
    let carriers: Vec<Option<&str>> = results.iter().map(|parcel| parcel.carrier.as_deref()).collect();
    assert_eq!(carriers, [Some("usps"), Some("dhl")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_that_is_at_its_end_is_looked_at_for_its_proof() {
    let bench = Bench::of(&["winit"]).await;
    asked(&bench, "WO7000000000").await;
    bench.advance(400).await;
    let delivered = &asked(&bench, "WO7000000000").await[0];
    assert!(delivered.is_final);
    let kept = bench.desk.pod_list(Some("WO7000000000")).await.unwrap().document;
    assert_eq!(kept.len(), delivered.pods.len());
    assert_eq!(kept[0].media_type, "application/pdf");
    // what is here is not fetched anew
    let fetched = &kept[0].fetched_at;
    bench.clock.advance(60);
    asked(&bench, "WO7000000000").await;
    assert_eq!(&bench.desk.pod_list(None).await.unwrap().document[0].fetched_at, fetched);
    let folder = bench.folder.path().join("proofs");
    let written = bench.desk.pod_export("WO7000000000", &folder).await.unwrap().document.files;
    assert!(std::fs::read(&written[0]).unwrap().starts_with(b"%PDF-"));
}
