//! Carriers that a provider with a list corrects.

use super::told::{TM, Told, answer_of, ask_of};
use shipdesk_app::documents::{RegistrationResults, TrackDocument};
use shipdesk_app::{TrackAnswer, TrackRequest};
use shipdesk_core::error::ErrorCode;
use shipdesk_store::Folder;
use shipdesk_store::change::Watch;
use shipdesk_tests::bench::Bench;

fn item(carrier: &str, words: &str) -> String {
    format!(
        r#"{{"tracking_number":"AC1","carrier_code":"{carrier}","status":"transit","origin_info":{{"trackinfo":[{{"Date":"2026-01-05 10:00","StatusDescription":"{words}"}}]}}}}"#
    )
}

/// A page of the list with these carriers.
fn page(carriers: &[&str]) -> Vec<u8> {
    let items: Vec<String> = carriers.iter().map(|carrier| item(carrier, carrier)).collect();
    answer_of(
        200,
        &format!(r#"{{"page":1,"limit":100,"total":{},"items":[{}]}}"#, items.len(), items.join(",")),
    )
}

/// Registers AC1 at dhl, which the provider answers so.
async fn registered(told: &Told, data: &str) -> (Bench, Watch, RegistrationResults) {
    told.say(200, &answer_of(200, data));
    let bench = told.bench(TM).await;
    let folder = Folder::open(bench.folder.path(), &*bench.clock).await.unwrap();
    let journal = Watch::begin(&folder).await.unwrap();
    folder.close().await;
    let added = bench.desk.track_add(TM, vec![ask_of("AC1")]).await.unwrap();
    assert_eq!(added.exit, 0);
    (bench, journal, added.document)
}

async fn refreshed(bench: &Bench) {
    bench.desk.track_refresh(&["AC1".to_owned()]).await.unwrap();
}

/// The parcels with the number: carrier, carrier on the list, and the words of its lines.
async fn parcels(bench: &Bench) -> Vec<(String, String, Vec<String>)> {
    let told = |parcel: &TrackDocument| {
        let listed = parcel.registrations.first().map(|one| one.carrier.clone()).unwrap_or_default();
        let words = parcel.events.iter().map(|event| event.text.clone()).collect();
        (parcel.carrier.clone().unwrap_or_default(), listed, words)
    };
    match bench.desk.track_show("AC1", TrackRequest::default()).await.unwrap().document {
        TrackAnswer::One(parcel) => vec![told(&parcel)],
        TrackAnswer::Several { results } => results.iter().map(told).collect(),
    }
}

fn one(carrier: &str, words: &[&str]) -> (String, String, Vec<String>) {
    (carrier.to_owned(), carrier.to_owned(), words.iter().map(|&word| word.to_owned()).collect())
}

/// Whether the journal says since the last time that a carrier was corrected.
async fn is_journaled(journal: &mut Watch) -> bool {
    let change = journal.look().await.unwrap().unwrap_or_default();
    change.kinds.iter().any(|kind| kind == "parcel.carrier_corrected")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_of_a_registration_says_which_carrier_it_is() {
    let told = Told::new(b"");
    for data in [
        r#"{"tracking_number":"AC1","carrier_code":"ups"}"#,
        r#"{"trackings":[{"tracking_number":"AC1","carrier_code":"ups"}],"errors":[]}"#,
    ] {
        let (bench, mut journal, results) = registered(&told, data).await;
        let result = &results.results[0];
        let said = (result.carrier.as_deref(), result.corrected_from.as_deref());
        assert_eq!(said, (Some("ups"), Some("dhl")));
        told.say(200, &answer_of(200, &item("ups", "here")));
        refreshed(&bench).await;
        assert_eq!(told.last(), "GET /trackings/ups/AC1 ");
        told.say(200, &page(&["ups"]));
        bench.desk.track_pull(TM).await.unwrap();
        assert_eq!(parcels(&bench).await, [one("ups", &["ups", "here"])]);
        assert!(is_journaled(&mut journal).await);
    }
    // what was not corrected is not told
    let (_bench, mut journal, results) =
        registered(&told, r#"{"tracking_number":"AC1","carrier_code":"DHL"}"#).await;
    assert_eq!(
        (results.results[0].carrier.as_deref(), &results.results[0].corrected_from),
        (Some("dhl"), &None)
    );
    assert!(!is_journaled(&mut journal).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_each_has_the_carrier_that_its_answer_names() {
    let told = Told::new(&answer_of(
        201,
        r#"{"trackings":[{"tracking_number":"AC1","carrier_code":"usps"}],"errors":[{"tracking_number":"AC2","carrier_code":"dhl","code":4016}]}"#,
    ));
    let bench = told.bench(TM).await;
    let added = bench.desk.track_add(TM, vec![ask_of("AC1"), ask_of("AC2")]).await.unwrap();
    let said: Vec<_> = added
        .document
        .results
        .iter()
        .map(|one| (one.carrier.as_deref(), one.corrected_from.as_deref()))
        .collect();
    assert_eq!((added.exit, said), (0, vec![(Some("usps"), Some("dhl")), (Some("dhl"), None)]));
    assert_eq!(parcels(&bench).await, [one("usps", &[])]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_under_another_carrier_corrects_the_parcel_that_was_asked_about() {
    let told = Told::new(b"");
    // by its own call, and by the list
    for several in [false, true] {
        let (bench, mut journal, _) =
            registered(&told, r#"{"tracking_number":"AC1","carrier_code":"dhl"}"#).await;
        let answer = if several { page(&["usps"]) } else { answer_of(200, &item("usps", "usps")) };
        if several {
            told.say(200, &answer_of(200, r#"{"tracking_number":"AC2","carrier_code":"dhl"}"#));
            bench.desk.track_add(TM, vec![ask_of("AC2")]).await.unwrap();
        }
        told.say(200, &answer);
        let asked = if several { vec!["AC1".to_owned(), "AC2".to_owned()] } else { vec!["AC1".to_owned()] };
        bench.desk.track_refresh(&asked).await.unwrap();
        assert_eq!(parcels(&bench).await, [one("usps", &["usps"])], "{several}");
        assert!(is_journaled(&mut journal).await);
        told.say(200, &answer_of(200, &item("usps", "later")));
        refreshed(&bench).await;
        assert_eq!(told.last(), "GET /trackings/usps/AC1 ");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_under_its_carrier_is_looked_for_by_its_number() {
    let told = Told::new(b"");
    let (bench, mut journal, _) =
        registered(&told, r#"{"tracking_number":"AC1","carrier_code":"dhl"}"#).await;
    told.say(200, &answer_of(4017, "[]"));
    told.say_to("numbers=AC1", 200, &page(&["ups"]));
    refreshed(&bench).await;
    assert_eq!(parcels(&bench).await, [one("ups", &["ups"])]);
    assert!(is_journaled(&mut journal).await);
    // what stands there is another parcel's
    told.say(200, &answer_of(200, r#"{"tracking_number":"AC1","carrier_code":"dhl"}"#));
    bench.desk.track_add(TM, vec![ask_of("AC1")]).await.unwrap();
    told.say(200, &page(&["ups"]));
    refreshed(&bench).await;
    assert_eq!(parcels(&bench).await, [one("ups", &["ups"]), one("dhl", &[])]);
    let TrackAnswer::Several { results } =
        bench.desk.track_show("AC1", TrackRequest::default()).await.unwrap().document
    else {
        panic!("two carriers")
    };
    let errors = results.iter().map(|parcel| parcel.sources[0].error.as_ref().map(|error| error.code));
    assert_eq!(errors.collect::<Vec<_>>(), [None, Some(ErrorCode::TrackingNotFound)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_names_another_carrier_is_asked_which_it_is() {
    let told = Told::new(b"");
    let (bench, mut journal, _) =
        registered(&told, r#"{"tracking_number":"AC1","carrier_code":"dhl"}"#).await;
    told.say(200, &page(&["ups"]));
    bench.desk.track_pull(TM).await.unwrap();
    assert!(told.last().contains("numbers=AC1"), "{}", told.last());
    assert!(is_journaled(&mut journal).await);
    assert_eq!(parcels(&bench).await, [one("ups", &["ups"])]);
    let calls = told.calls();
    bench.desk.track_pull(TM).await.unwrap();
    assert_eq!((told.calls(), parcels(&bench).await.len()), (calls + 1, 1), "asked once");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_carriers_of_one_number_stay_two_parcels() {
    let told = Told::new(b"");
    let (bench, mut journal, _) =
        registered(&told, r#"{"tracking_number":"AC1","carrier_code":"dhl"}"#).await;
    told.say(200, &page(&["ups", "dhl"]));
    for _ in 0..2 {
        bench.desk.track_pull(TM).await.unwrap();
        let both = parcels(&bench).await;
        assert_eq!(both, [one("dhl", &["dhl"]), one("ups", &["ups"])]);
    }
    refreshed(&bench).await;
    assert_eq!(parcels(&bench).await.len(), 2);
    assert!(!is_journaled(&mut journal).await);
    // one of them is corrected to a third
    told.say(200, &page(&["ups", "usps"]));
    refreshed(&bench).await;
    assert_eq!(parcels(&bench).await, [one("usps", &["usps", "dhl"]), one("ups", &["ups"])]);
    assert!(is_journaled(&mut journal).await);
}
