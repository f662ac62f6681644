//! A provider with a list: registering, quota, silence, and what it says of single parcels.

use super::{asks, outcomes, told_apart, with_secret};
use shipdesk_app::documents::{RegistrationAsk, RegistrationFieldDocument, RegistrationOutcome, Verdict};
use shipdesk_core::clock::Clock as _;
use shipdesk_core::error::{ErrorClass, ErrorCode, Problem};
use shipdesk_simulator::{Config, PracticeAccount};
use shipdesk_tests::bench::Bench;
use std::time::Duration;

const NAME: &str = "trackingmore";

async fn bench() -> Bench {
    Bench::of(&[NAME]).await
}

fn at(carrier: &str, number: &str) -> RegistrationAsk {
    RegistrationAsk {
        number: number.to_owned(),
        carrier: Some(carrier.to_owned()),
        ..RegistrationAsk::default()
    }
}

/// Numbers of one carrier, as many as are wanted.
fn many(count: usize) -> Vec<RegistrationAsk> {
    (0..count).map(|n| at("usps", &format!("94001000000000{n:08}"))).collect()
}

/// Another program lists with the same key: one list a second is all that the practice provider bears. Waits first until
/// our own next call may leave at once.
async fn use_up_the_second(bench: &Bench) {
    tokio::time::sleep(Duration::from_millis(1_600)).await;
    let accounts = bench.simulator.accounts();
    let account = accounts.iter().find(|account| account.provider == NAME).unwrap();
    let list = reqwest::Client::new().get(format!("{}/trackings/get", account.base_url));
    let answer = list.header("Trackingmore-Api-Key", account.secrets[0].1).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_numbers_may_have_every_column_of_the_document() {
    let bench = bench().await;
    let file = bench.folder.path().join("numbers.csv");
    let rows = "tracking_number,carrier_code,customer_name,customer_phone,colour\nAC1,usps,Ann,+110,red\n";
    std::fs::write(&file, rows).unwrap();
    let read = bench.desk.numbers_read_file(&file).await.unwrap().document;
    assert_eq!(read.ignored_columns, ["colour"]);
    assert_eq!(
        (&*read.rows[0].fields["customer_name"], &*read.rows[0].fields["customer_phone"]),
        ("Ann", "+110")
    );

    let missing = bench.folder.path().join("none.csv");
    let error = bench.desk.numbers_read_file(&missing).await.unwrap_err();
    assert_eq!((error.code, error.code.exit()), (ErrorCode::FileUnusable, 2));
    assert_eq!(error.params["file"], missing.display().to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_registered_twice_was_registered_before() {
    let bench = bench().await;
    let ask = || vec![at("china-ems", "LK894734223CN")];
    let first = bench.desk.track_add(NAME, ask()).await.unwrap();
    assert_eq!((first.exit, outcomes(&first.document)), (0, [1, 0, 0, 0]));
    let second = bench.desk.track_add(NAME, ask()).await.unwrap();
    assert_eq!((second.exit, outcomes(&second.document)), (0, [0, 1, 0, 0]));
    assert_eq!(bench.listed("registrations").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_says_of_each_parcel_what_became_of_it() {
    let bench = bench().await;
    bench.desk.track_add(NAME, vec![at("ups", "1Z9XV6160327140440")]).await.unwrap();
    let all = vec![
        at("usps", "9400100000000000000013"),
        at("ups", "1Z9XV6160327140440"),
        at("no-such-carrier", "LK894734223CN"),
        at("usps", "9400100000000000000020"),
    ];
    // 201 with its errors beside: one was there before, one has no carrier
    let mixed = bench.desk.track_add(NAME, all).await.unwrap().document;
    assert_eq!(outcomes(&mixed), [2, 1, 1, 0]);
    let refused = &mixed.results[2];
    let error = refused.error.as_ref().unwrap();
    assert_eq!(
        (refused.outcome, error.provider_code.as_deref()),
        (RegistrationOutcome::Failed, Some("4015"))
    );
    assert_eq!(error.fields[0].path, "carrier_code");
    // 200 with all of them
    let good = bench.desk.track_add(NAME, many(3)).await.unwrap().document;
    assert_eq!(outcomes(&good), [3, 0, 0, 0]);
    assert_eq!((bench.calls("trackings/batch").await, bench.listed("registrations").await.len()), (2, 6));
}

#[tokio::test(flavor = "multi_thread")]
async fn eighty_five_parcels_are_registered_in_three_calls() {
    let bench = bench().await;
    let followed = bench.desk.track_add(NAME, many(85)).await.unwrap();
    assert_eq!((followed.exit, outcomes(&followed.document)), (0, [85, 0, 0, 0]));
    // the practice provider refuses more than forty in a call
    assert_eq!(bench.calls("trackings/batch").await, 3);
    assert_eq!(bench.listed("registrations").await.len(), 85);
    let pulled = bench.desk.track_pull(NAME).await.unwrap().document;
    assert_eq!(pulled.pulled, 85);
    let counts = bench.desk.track_counts(NAME).await.unwrap().document;
    assert_eq!(counts.counts.iter().map(|count| count.count).sum::<u32>(), 85);
    assert_eq!(counts.here, 85);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_on_a_list_is_stopped_and_taken_off_in_batches() {
    let bench = bench().await;
    let all: Vec<String> = many(45).into_iter().map(|ask| ask.number).collect();
    bench.desk.track_add(NAME, many(45)).await.unwrap();
    let stopped = bench.desk.track_stop(&all, None).await.unwrap();
    assert_eq!((stopped.exit, outcomes(&stopped.document)), (0, [45, 0, 0, 0]));
    assert_eq!(bench.calls("trackings/notupdate").await, 2);
    let shown = bench.desk.track_one(&all[44], false, false).await.unwrap().document;
    assert!(shown.registrations[0].stopped_at.is_some());

    let deleted = async || bench.calls("trackings/delete").await;
    let removed = bench.desk.track_remove(&all[..44], None).await.unwrap();
    assert_eq!((removed.exit, outcomes(&removed.document)), (0, [44, 0, 0, 0]));
    assert_eq!((deleted().await, bench.listed("registrations").await.len()), (2, 1));
    let some = [all[44].clone(), all[0].clone()];
    let last = bench.desk.track_remove(&some, None).await.unwrap().document;
    assert_eq!(outcomes(&last), [1, 0, 1, 0], "what is gone is on no list");
    assert_eq!((deleted().await, bench.listed("registrations").await.len()), (2, 0), "one by its own call");
    assert_eq!(bench.desk.track_counts(NAME).await.unwrap().document.here, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quota_that_is_used_up_is_called_that() {
    let bench = bench().await;
    bench.quota(0).await;
    let refused = bench.desk.track_add(NAME, vec![at("china-ems", "LK894734223CN")]).await.unwrap();
    assert_eq!((refused.exit, outcomes(&refused.document)), (3, [0, 0, 1, 0]));
    let error = refused.document.results[0].error.as_ref().unwrap();
    assert_eq!((error.code, error.class), (ErrorCode::OutOfQuota, ErrorClass::ProviderSaysNo));
    assert_eq!((error.code.as_str(), error.provider_code.as_deref()), ("provider.quota", Some("4021")));

    bench.quota(2).await;
    let half = bench.desk.track_add(NAME, many(4)).await.unwrap().document;
    assert_eq!(outcomes(&half), [2, 0, 2, 0], "as many as there were units");
    assert!(half.results[2..].iter().all(|one| one.error.as_ref().unwrap().code == ErrorCode::OutOfQuota));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_429_nothing_is_asked_for_two_minutes_whoever_asks() {
    let mut bench = bench().await;
    bench.desk.track_add(NAME, many(2)).await.unwrap();
    use_up_the_second(&bench).await;
    let limited = bench.desk.track_pull(NAME).await.unwrap_err();
    assert_eq!(limited.code, ErrorCode::RateLimited);
    assert!((100..=120).contains(&limited.retry_after_s.unwrap()), "{limited:?}");
    let asked = bench.calls("").await;
    for _ in 0..2 {
        assert_eq!(bench.desk.track_counts(NAME).await.unwrap_err().code, ErrorCode::RateLimited);
        // the next process keeps it as well
        bench.reopen().await;
    }
    bench.advance(60).await;
    assert_eq!(bench.desk.track_counts(NAME).await.unwrap_err().code, ErrorCode::RateLimited);
    assert_eq!(bench.calls("").await, asked, "not a call has left");
    bench.advance(61).await;
    bench.reopen().await;
    assert_eq!(bench.desk.track_counts(NAME).await.unwrap().document.here, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_asked_live_once_in_two_hours() {
    let mut bench = bench().await;
    bench.desk.track_add(NAME, vec![at("china-ems", "LK894734223CN")]).await.unwrap();
    bench.desk.track_live("LK894734223CN", None).await.unwrap();
    let soon = bench.desk.track_live("LK894734223CN", None).await.unwrap_err();
    assert_eq!(soon.code, ErrorCode::LiveTooSoon);
    assert_eq!(bench.calls("trackings/realtime").await, 1);
    // the next process says when it may, before it has opened the account
    let now = bench.clock.now();
    bench.reopen().await;
    let shown = bench.desk.track_one("LK894734223CN", false, false).await.unwrap().document;
    let opens: jiff::Timestamp = shown.registrations[0].live_after.as_ref().unwrap().parse().unwrap();
    let wait = opens.duration_since(now).as_secs();
    assert!((7_190..=7_200).contains(&wait), "{wait}");
    bench.advance(2 * 3600 + 1).await;
    bench.desk.track_live("LK894734223CN", None).await.unwrap();
    assert_eq!(bench.calls("trackings/realtime").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_a_wrong_key() {
    let good = bench().await;
    assert_eq!(good.desk.account_test(NAME).await.unwrap().document.verdict, Verdict::Good);
    let wrong = |account: PracticeAccount| {
        (account.provider == NAME).then(|| with_secret(account.clone(), "api_key", "practice-none-of-these"))
    };
    let bench = Bench::of_accounts(Config::default(), wrong).await;
    told_apart(&bench, NAME).await;
    let error = bench.desk.track_counts(NAME).await.unwrap_err();
    assert_eq!((error.code, error.provider_code.as_deref()), (ErrorCode::ProviderAuth, Some("4001")));
}

#[tokio::test(flavor = "multi_thread")]
async fn carriers_lanes_and_waybills_are_asked_for() {
    let bench = bench().await;
    assert_eq!(bench.desk.carrier_list(NAME).await.unwrap().document.len(), 20);
    let awb = bench.desk.track_awb(NAME, &["618-10010011".to_owned()]).await.unwrap().document;
    let waybill = awb.items[0].track.as_ref().unwrap();
    assert!(!waybill.events.is_empty() && waybill.registrations.is_empty(), "asked about, on no list");
    let detected = bench.desk.track_detect("1Z9XV6160327140440", true).await.unwrap().document;
    assert_eq!((detected.candidates[0].carrier, detected.carriers[0].code.as_str()), ("ups", "ups"));
    let remote = bench.desk.check_remote(NAME, "US", "99901").await.unwrap().document;
    assert_eq!(remote.country, "US");
    let lane = bench.desk.check_transit_time(NAME, "usps", "CN", "US").await.unwrap().document;
    assert!(!lane.days.is_empty());
    let unregistered = asks(&["1Z9XV6160327140459".to_owned()]);
    assert_eq!(
        bench.desk.track_add(NAME, unregistered).await.unwrap().document.done,
        1,
        "its carrier is found"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_says_what_it_holds_and_keeps_what_was_changed() {
    let bench = bench().await;
    let number = "LK894734223CN";
    let with = |some: &[(&str, &str)]| RegistrationAsk {
        fields: some.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        ..at("china-ems", number)
    };
    let held = async || {
        let fields = bench.desk.registration_fields(NAME, "china-ems", Some(number)).await?.document;
        let known = |field: RegistrationFieldDocument| Some((field.name, field.value?));
        Ok::<_, Problem>(fields.into_iter().filter_map(known).collect::<Vec<_>>())
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(held().await.unwrap_err().code, ErrorCode::NotRegistered);
    bench.desk.track_add(NAME, vec![with(&[("title", "shoes"), ("order_id", "A77")])]).await.unwrap();
    assert_eq!(held().await.unwrap(), [pair("title", "shoes"), pair("order_id", "A77")]);

    let changed = vec![with(&[("title", "boots"), ("order_id", "")])];
    assert_eq!(bench.desk.track_edit(NAME, changed).await.unwrap().document.done, 1);
    assert_eq!(held().await.unwrap(), [pair("title", "boots")], "what was emptied is not held");
    let refused = bench.desk.track_edit(NAME, vec![with(&[("comment", "no field that may change")])]).await;
    assert_eq!(refused.unwrap().document.failed, 1);
    assert_eq!(held().await.unwrap(), [pair("title", "boots")]);
    let asked = bench.desk.registration_fields(NAME, "china-ems", None).await.unwrap().document;
    assert!(asked.iter().all(|field| field.value.is_none()), "{asked:?}");
}
