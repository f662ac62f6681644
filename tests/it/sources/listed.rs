//! What is done about parcels on a provider's list: under the number by which they stand there, and once.

use super::told::{TM, Told, answer_of, ask_of};
use jiff::Timestamp;
use shipdesk_app::documents::{RegistrationAsk, RegistrationResults};
use shipdesk_core::clock::Clock as _;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_tests::bench::Bench;

fn texts(numbers: &[&str]) -> Vec<String> {
    numbers.iter().map(|&number| number.to_owned()).collect()
}

fn edit_of(number: &str, fields: &[(&str, &str)]) -> Vec<RegistrationAsk> {
    let fields = fields.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    vec![RegistrationAsk { fields, ..ask_of(number) }]
}

/// AC1, registered at dhl, which has LM7 as its second number.
async fn with_two_numbers(told: &Told) -> Bench {
    told.say(200, &answer_of(200, r#"{"tracking_number":"AC1","carrier_code":"dhl"}"#));
    let bench = told.bench(TM).await;
    bench.desk.track_add(TM, vec![ask_of("AC1")]).await.unwrap();
    let item = r#"{"tracking_number":"AC1","carrier_code":"dhl","destination_track_number":"LM7"}"#;
    told.say(200, &answer_of(200, item));
    bench.desk.track_refresh(&texts(&["AC1"])).await.unwrap();
    told.say(200, &answer_of(200, "[]"));
    bench
}

fn first(results: &RegistrationResults) -> (&str, Option<ErrorCode>) {
    let one = &results.results[0];
    (one.number.as_str(), one.error.as_ref().map(|error| error.code))
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_number_a_parcel_is_opened_by_the_provider_is_told_the_one_it_knows() {
    let told = Told::new(b"");
    let bench = with_two_numbers(&told).await;
    let desk = &bench.desk;
    told.say(200, &answer_of(200, r#"{"tracking_number":"AC1","carrier_code":"dhl"}"#));
    desk.track_refresh(&texts(&["LM7"])).await.unwrap();
    assert_eq!(told.last(), "GET /trackings/dhl/AC1 ");
    told.say(200, &answer_of(200, "[]"));
    let edited = desk.track_edit(TM, edit_of("LM7", &[("title", "shoes")])).await.unwrap().document;
    assert_eq!(told.last(), r#"PUT /trackings/dhl/AC1 {"title":"shoes"}"#);
    assert_eq!((edited.done, first(&edited)), (1, ("LM7", None)));
    desk.track_live("LM7", None).await.unwrap_err();
    assert_eq!(told.last(), r#"POST /trackings/realtime {"tracking_number":"AC1","carrier_code":"dhl"}"#);
    desk.track_stop(&texts(&["LM7"]), None).await.unwrap();
    assert_eq!(told.last(), r#"POST /trackings/notupdate [{"tracking_number":"AC1","carrier_code":"dhl"}]"#);
    desk.track_carrier("LM7", None, "usps").await.unwrap();
    let body = r#"{"tracking_number":"AC1","carrier_code":"dhl","update_carrier_code":"usps"}"#;
    assert_eq!(told.last(), format!("POST /trackings/update {body}"));
    desk.track_remove(&texts(&["LM7"]), None).await.unwrap();
    assert_eq!(told.last(), "DELETE /trackings/usps/AC1 ");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_named_twice_is_done_once() {
    let told = Told::new(b"");
    let bench = with_two_numbers(&told).await;
    let twice = texts(&["AC1", " ac1", "LM7"]);
    let stopped = bench.desk.track_stop(&twice, None).await.unwrap().document;
    assert_eq!(told.last(), r#"POST /trackings/notupdate [{"tracking_number":"AC1","carrier_code":"dhl"}]"#);
    assert_eq!((stopped.done, stopped.results.len()), (1, 1));
    let both = [edit_of("AC1", &[("title", "a")]), edit_of("LM7", &[("title", "a")])].concat();
    let edited = bench.desk.track_edit(TM, both).await.unwrap().document;
    assert_eq!((edited.done, told.last().as_str()), (1, r#"PUT /trackings/dhl/AC1 {"title":"a"}"#));
    let removed = bench.desk.track_remove(&twice, None).await.unwrap().document;
    assert_eq!((removed.done, removed.failed, told.last().as_str()), (1, 0, "DELETE /trackings/dhl/AC1 "));
    let unknown = bench.desk.track_remove(&texts(&["X1", "X1"]), None).await.unwrap().document;
    assert_eq!((unknown.done, unknown.failed), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_is_archived_and_its_status_is_set() {
    let told = Told::new(b"");
    let bench = with_two_numbers(&told).await;
    let fields = [("archived", "true"), ("status", "4")];
    assert_eq!(bench.desk.track_edit(TM, edit_of("AC1", &fields)).await.unwrap().document.done, 1);
    assert_eq!(told.last(), r#"PUT /trackings/dhl/AC1 {"archived":"true","status":4}"#);
    let calls = told.calls();
    let wrong = bench.desk.track_edit(TM, edit_of("AC1", &[("status", "5")])).await.unwrap().document;
    assert_eq!((first(&wrong).1, told.calls()), (Some(ErrorCode::InputInvalid), calls));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_carrier_that_the_provider_does_not_find_out_is_told_so() {
    for (data, carriers) in [("[]", None), (r#"[{"code":"ups"},{"code":"ups-mi"}]"#, Some("ups, ups-mi"))] {
        let told = Told::new(&answer_of(200, data));
        let bench = told.bench(TM).await;
        let ask = RegistrationAsk { number: "AC1".to_owned(), ..RegistrationAsk::default() };
        let results = bench.desk.track_add(TM, vec![ask]).await.unwrap();
        let error = results.document.results[0].error.clone().unwrap();
        assert_eq!((results.exit, error.code, told.calls()), (2, ErrorCode::CarrierUnclear, 1));
        assert_eq!(error.params.get("carriers").map(String::as_str), carriers);
        assert_eq!(error.fields[0].path, "carrier_code");
        assert!(!error.message.contains("Nothing was sent"), "{}", error.message);
        assert!(error.message.contains("AC1") && error.message.contains(TM), "{}", error.message);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_that_the_provider_does_not_know_is_not_found() {
    let told = Told::new(b"");
    let bench = with_two_numbers(&told).await;
    for (code, provider_code) in [(200, None), (4031, Some("4031")), (4017, Some("4017"))] {
        told.say(200, &answer_of(code, "[]"));
        bench.desk.track_refresh(&texts(&["AC1"])).await.unwrap();
        let shown = bench.desk.track_one("AC1", false, false).await.unwrap().document;
        let error = shown.sources[0].error.clone().unwrap();
        assert_eq!(
            (error.code, error.provider_code.as_deref()),
            (ErrorCode::TrackingNotFound, provider_code)
        );
        assert!(error.message.contains("AC1"), "{}", error.message);
        let live = bench.desk.track_live("AC1", None).await.unwrap_err();
        let not_found = |error: &Problem| error.code == ErrorCode::TrackingNotFound;
        assert!(not_found(&live) && live.params["number"] == "AC1", "{live:?}");
        if code != 200 {
            let edited = bench.desk.track_edit(TM, edit_of("AC1", &[("title", "a")])).await.unwrap();
            assert_eq!((edited.exit, first(&edited.document).1), (3, Some(ErrorCode::TrackingNotFound)));
            let moved = bench.desk.track_carrier("AC1", None, "ups").await.unwrap_err();
            assert!(not_found(&moved), "{moved:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_whose_quota_nobody_understands_says_so_and_works() {
    let told = Told::new(&answer_of(200, r#"{"email":"a@b.example","money":10,"track_number":6}"#));
    let bench = told.bench(TM).await;
    let error = bench.desk.account_info(TM).await.unwrap_err();
    assert_eq!((error.code, error.code.exit(), told.calls()), (ErrorCode::BadAnswer, 4, 1));
    assert!(error.params["detail"].contains("email, money 10, track_number 6"), "{error:?}");
    told.say(404, b"<html>");
    let error = bench.desk.account_info(TM).await.unwrap_err();
    assert_eq!((error.code, error.code.exit()), (ErrorCode::ProviderElsewhere, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_question_is_told_after_the_registration_was_made_anew() {
    let told = Told::new(b"");
    let mut bench = with_two_numbers(&told).await;
    told.say(500, b"down");
    bench.desk.track_live("LM7", None).await.unwrap_err();
    let asked = bench.clock.now();
    told.say(200, &answer_of(200, "[]"));
    bench.desk.track_remove(&texts(&["AC1"]), None).await.unwrap();
    told.say(200, &answer_of(4016, "[]"));
    bench.desk.track_add(TM, vec![ask_of("AC1")]).await.unwrap();
    for _ in 0..2 {
        let shown = bench.desk.track_one("AC1", false, false).await.unwrap().document;
        let opens: Timestamp = shown.registrations[0].live_after.as_ref().unwrap().parse().unwrap();
        let wait = opens.duration_since(asked).as_secs();
        assert!((7_190..=7_200).contains(&wait), "{wait}");
        assert_eq!(bench.desk.track_live("AC1", None).await.unwrap_err().code, ErrorCode::LiveTooSoon);
        bench.reopen().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_air_waybill_is_one_parcel_however_it_is_written() {
    let told = Told::new(&answer_of(200, r#"[{"track_number":"016-12345675","track_info":[]}]"#));
    let bench = told.bench(TM).await;
    for number in ["01612345675", "016-12345675", "016 12345675", "０１６12345675"] {
        let asked = bench.desk.track_awb(TM, &texts(&[number, "016-12345675"])).await.unwrap().document;
        assert_eq!((asked.items.len(), asked.items[0].number.as_str()), (1, "016-12345675"), "{number}");
        assert_eq!(told.last(), r#"POST /trackings/aircargo {"track_number":["016-12345675"],"lang":"en"}"#);
        assert_eq!(
            bench.desk.track_one(number, false, false).await.unwrap().document.numbers,
            ["016-12345675"]
        );
    }
    assert_eq!(bench.desk.parcel_list(None, false, None, 10).await.unwrap().document.total, 1);
    let none = bench.desk.track_awb(TM, &[]).await.unwrap_err();
    assert_eq!(none.code, ErrorCode::InputInvalid);
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_purchases_orders_and_proofs_are_read_like_all_others() {
    let told = Told::new(br#"{"code":200,"data":{"purchaseOrderOuterId":"7"}}"#);
    let shop = told.bench("xportcn").await;
    let shown = shop.desk.purchase_show("xportcn", " \u{feff}Ｐ１\u{200b}", true).await.unwrap().document;
    assert_eq!((shown.purchase.as_str(), told.calls()), ("P1", 1));
    let told = Told::new(br#"{"code":"0","data":null}"#);
    let desk = &told.bench("winit").await.desk;
    let export = std::path::Path::new("proofs");
    for number in ["A,B", "A\nB", "\u{feff}"] {
        let errors = [
            shop.desk.purchase_show("xportcn", number, true).await.map(drop).unwrap_err(),
            desk.isp_show("winit", Some(number), None, true).await.map(drop).unwrap_err(),
            desk.pod_list(Some(number)).await.map(drop).unwrap_err(),
            desk.pod_export(number, export).await.map(drop).unwrap_err(),
        ];
        let paths = errors.map(|error| (error.code, error.fields[0].path.clone()));
        let expected = ["purchase", "order_no", "tracking_number", "tracking_number"];
        assert_eq!(paths, expected.map(|path| (ErrorCode::InputInvalid, path.to_owned())), "{number:?}");
    }
    assert_eq!(told.calls(), 0);
    let unknown = desk.pod_list(Some("ＬＫ１\u{200b}")).await.unwrap_err();
    assert_eq!((unknown.code, unknown.params["number"].as_str()), (ErrorCode::TrackingNotFound, "LK1"));
    // what a seller calls an order may be words
    desk.isp_show("winit", None, Some(" shop 77 "), true).await.unwrap_err();
    assert!(told.last().contains("shop 77"), "{}", told.last());
}
