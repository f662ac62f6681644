//! Answers as sources wrote them, byte by byte, from a server that says nothing else.

use super::told::{TM, Told, answer_of, ask_of};
use shipdesk_app::documents::{PodState, RegistrationAsk, RegistrationOutcome};
use shipdesk_core::error::ErrorCode;
use shipdesk_core::status::DeliveryStatus as S;

const TWICE: &str = r#"{"code":"0","msg":"操作成功","data":[
{"trackingNo":"LK1","orderNo":"ID1","masterOrderNo":"WO1","carrier":"USPS","trace":[
 {"type":"S","eventCode":"SO","eventDescription":"提交订单","date":"2026-01-05 10:00:00","lastEvent":"N"}]},
{"trackingNo":"lk1","orderNo":"ID1","masterOrderNo":"WO1","carrier":"USPS","trace":[
 {"type":"S","eventCode":"SO","eventDescription":"提交订单","date":"2026-01-05 10:00:00","lastEvent":"N"},
 {"type":"S","eventCode":"DLC","eventDescription":"派送完成","date":"2026-01-06 10:00:00","lastEvent":"Y"}]}]}"#;

#[tokio::test(flavor = "multi_thread")]
async fn what_one_answer_says_of_a_parcel_in_two_places_is_one_parcels() {
    let told = Told::new(TWICE.as_bytes());
    let bench = told.bench("winit").await;
    for _ in 0..2 {
        let parcel = bench.desk.track_one("LK1", true, false).await.unwrap().document;
        let texts: Vec<&str> = parcel.events.iter().map(|event| event.text.as_str()).collect();
        assert_eq!((texts, parcel.status), (vec!["派送完成", "提交订单"], S::Delivered));
        assert_eq!(bench.desk.parcel_list(None, false, None, 10).await.unwrap().document.total, 1);
    }
    // another carrier's is another parcel
    let told = Told::new(TWICE.replacen("USPS", "DHL", 1).as_bytes());
    let bench = told.bench("winit").await;
    bench.desk.track_one("LK1", true, false).await.unwrap();
    assert_eq!(bench.desk.parcel_list(None, false, None, 10).await.unwrap().document.total, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_that_a_purchase_names_twice_comes_once() {
    let told = Told::new(
        br#"{"code":200,"data":{"pnmLogisticsDetails":[
{"mailNo":"YT1","logisticsTraces":[{"status":"ACCEPT","standerdDesc":"a","time":"2026-01-05 10:00:00"}],
 "logisticsGoods":[{"title":"shoe","quantity":"1"}]},
{"mailNo":"YT1","logisticsTraces":[{"status":"TRANSPORT","standerdDesc":"b","time":"2026-01-06 10:00:00"}],
 "logisticsGoods":[{"title":"shoe","quantity":"1"},{"title":"cup","quantity":"2"}]},
{"mailNo":"","logisticsTraces":[]},{"mailNo":null,"logisticsTraces":[]}]}}"#,
    );
    let bench = told.bench("xportcn").await;
    for _ in 0..2 {
        let shown = bench.desk.purchase_show("xportcn", "P1", true).await.unwrap().document;
        let parcel = shown.parcels.iter().find(|parcel| parcel.numbers.contains(&"YT1".to_owned())).unwrap();
        let texts: Vec<&str> = parcel.events.iter().map(|event| event.text.as_str()).collect();
        let goods: Vec<&str> = parcel.goods.iter().map(|goods| goods.title.as_str()).collect();
        assert_eq!((texts, goods), (vec!["b", "a"], vec!["shoe", "cup"]));
        let with_number = shown.parcels.iter().filter(|parcel| !parcel.events.is_empty());
        assert_eq!(with_number.count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_character_does_not_cost_the_timeline() {
    let told = Told::new(TWICE.replace("提交订单", r"发货\ud83d").as_bytes());
    let bench = told.bench("winit").await;
    let parcel = bench.desk.track_one("LK1", true, false).await.unwrap().document;
    let texts: Vec<&str> = parcel.events.iter().map(|event| event.text.as_str()).collect();
    assert_eq!((texts, told.calls()), (vec!["派送完成", "发货\u{FFFD}"], 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_purchase_of_which_nothing_is_told_is_not_found_and_not_kept() {
    let told = Told::new(b"");
    let bench = told.bench("xportcn").await;
    for data in ["null", r#""""#, "{}", "[]"] {
        told.say(200, format!(r#"{{"code":200,"data":{data}}}"#).as_bytes());
        let error = bench.desk.purchase_show("xportcn", "P1", true).await.unwrap_err();
        assert_eq!((error.code, error.code.exit()), (ErrorCode::TrackingNotFound, 3), "{data}");
        assert_eq!(bench.desk.purchase_list().await.unwrap().document.len(), 0, "{data}");
    }
    // one that is known is kept
    told.say(200, br#"{"code":200,"data":{"purchaseOrderOuterId":"7"}}"#);
    bench.desk.purchase_show("xportcn", "P1", true).await.unwrap();
    told.say(200, br#"{"code":200,"data":null}"#);
    let known = bench.desk.purchase_show("xportcn", "P1", true).await.unwrap().document;
    assert_eq!(
        (known.outer_id.as_deref(), known.error.unwrap().code),
        (Some("7"), ErrorCode::TrackingNotFound)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_number_is_not_sent() {
    let told = Told::new(br#"{"code":"0","data":[]}"#);
    let bench = told.bench("winit").await;
    for number in ["A,B", "A，B", "A B", "A\nB", "A\u{0}B", "\u{feff}", " "] {
        let ask = || vec![RegistrationAsk { number: number.to_owned(), ..RegistrationAsk::default() }];
        let errors = [
            bench.desk.track_one(number, true, false).await.unwrap_err(),
            bench.desk.track_add("winit", ask()).await.unwrap_err(),
            bench.desk.track_refresh(&[number.to_owned()]).await.map(drop).unwrap_err(),
            bench.desk.track_live(number, None).await.unwrap_err(),
            bench.desk.track_carrier(number, None, "dhl").await.unwrap_err(),
            bench.desk.track_detect(number, true).await.map(drop).unwrap_err(),
        ];
        for error in errors {
            assert_eq!((error.code, error.code.exit()), (ErrorCode::InputInvalid, 2), "{number:?}");
            assert_eq!(error.fields[0].path, "tracking_number", "{number:?}");
        }
    }
    assert_eq!(told.calls(), 0);
    bench.desk.track_one("\u{feff}Ａ１\u{200b}", true, false).await.unwrap_err();
    assert_eq!(told.calls(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_behind_a_dead_link_is_no_label() {
    let told = Told::new(b"");
    let bench = told.bench("winit").await;
    for (number, link, why) in [
        ("LK1", "dead-404", "the link answers HTTP 404"),
        ("LK2", "dead-403", "the link answers HTTP 403"),
        ("LK3", "dead-429", "the link answers HTTP 429"),
        ("LK4", "pod.pdf", "JSON"),
    ] {
        let pods =
            format!(r#""podInfoList":[{{"podUrl":"{}/{link}","formatType":"pdf"}}],"trace""#, told.url);
        told.say(200, TWICE.replace("LK1", number).replace(r#""trace""#, &pods).as_bytes());
        let parcel = bench.desk.track_one(number, true, false).await.unwrap().document;
        let error = parcel.pod_error.unwrap();
        assert_eq!((error.code, parcel.pod_state), (ErrorCode::PodUnusable, PodState::Missed), "{link}");
        assert_eq!(error.params["detail"], why, "{link}");
        assert!(!error.message.contains("label") && !error.message.contains("order"), "{}", error.message);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_that_is_offered_twice_under_one_link_is_fetched_once() {
    const PNG: &[u8] = &[
        0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1,
        0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c,
        0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42,
        0x60, 0x82,
    ];
    let (told, files) = (Told::new(b""), Told::new(PNG));
    let bench = told.bench("winit").await;
    let link = format!(r#"{{"podUrl":"{}/pod.png","formatType":"png"}}"#, files.url);
    let pods = format!(r#""podInfoList":[{link},{link}],"trace""#);
    told.say(200, TWICE.replace(r#""trace""#, &pods).as_bytes());
    for _ in 0..2 {
        let parcel = bench.desk.track_one("LK1", true, false).await.unwrap().document;
        assert_eq!((parcel.pods.len(), parcel.pod_state, files.calls()), (1, PodState::Stored, 1));
    }
    // a place where nothing can be written is no fault of the data folder
    let there = bench.folder.path().join("a file");
    std::fs::write(&there, b"x").unwrap();
    for folder in [there.clone(), there.join("inside")] {
        let error = bench.desk.pod_export("LK1", &folder).await.unwrap_err();
        assert_eq!((error.code, error.code.exit()), (ErrorCode::FileUnusable, 2), "{}", folder.display());
    }
}

/// What a registration of one parcel, and of two together, came to: the exit code, and what is told of the first.
async fn registered(told: &Told, status: u16, answer: &[u8], numbers: &[&str]) -> (u8, RegistrationOutcome) {
    told.say(status, answer);
    let bench = told.bench(TM).await;
    let asked = numbers.iter().map(|number| ask_of(number)).collect();
    let told = bench.desk.track_add(TM, asked).await.unwrap();
    (told.exit, told.document.results[0].outcome)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_whose_answer_was_lost_may_have_been_done() {
    use RegistrationOutcome::{Already, Failed, Unknown};
    let told = Told::new(b"");
    let one = r#"{"tracking_number":"AC1","carrier_code":"dhl","code":4014}"#;
    let exists = r#"{"tracking_number":"AC1","carrier_code":"dhl","code":4016}"#;
    for (status, answer, expected) in [
        (500, b"down".to_vec(), (5, Unknown)),
        (200, br#"{"meta":{"co"#.to_vec(), (5, Unknown)),
        (200, answer_of(200, "[]"), (5, Unknown)),
        (404, b"<html>".to_vec(), (4, Failed)),
        (200, answer_of(200, one), (3, Failed)),
        (200, answer_of(200, exists), (0, Already)),
        (200, answer_of(4016, "[]"), (0, Already)),
    ] {
        let said = String::from_utf8_lossy(&answer).into_owned();
        assert_eq!(registered(&told, status, &answer, &["AC1"]).await, expected, "one: {status} {said}");
    }
    for (status, answer, expected) in [
        (500, b"down".to_vec(), (5, Unknown)),
        (200, answer_of(200, "[]"), (5, Unknown)),
        (200, answer_of(4016, "[]"), (0, Already)),
    ] {
        let said = String::from_utf8_lossy(&answer).into_owned();
        assert_eq!(registered(&told, status, &answer, &["AC1", "AC2"]).await, expected, "two: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_longer_on_the_list_was_taken_off() {
    let told = Told::new(&answer_of(4016, "[]"));
    let bench = told.bench(TM).await;
    bench.desk.track_add(TM, vec![ask_of("AC1")]).await.unwrap();
    told.say(200, &answer_of(4017, "[]"));
    let gone = bench.desk.track_remove(&["AC1".to_owned()], None).await.unwrap();
    assert_eq!((gone.exit, gone.document.done), (0, 1));
    let again = bench.desk.track_remove(&["AC1".to_owned()], None).await.unwrap();
    assert_eq!(again.document.results[0].error.as_ref().unwrap().code, ErrorCode::NotRegistered);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_ends_too_early_is_told() {
    let items: Vec<String> =
        (0..100).map(|n| format!(r#"{{"tracking_number":"AC{n:03}","carrier_code":"dhl"}}"#)).collect();
    let items = items.join(",");
    // the same page again and again: with a total, and without
    for page in [format!(r#"{{"total":100000,"limit":100,"items":[{items}]}}"#), format!("[{items}]")] {
        let told = Told::new(&answer_of(200, &page));
        let bench = told.bench(TM).await;
        let error = bench.desk.track_pull(TM).await.unwrap_err();
        assert_eq!((error.code, error.code.exit()), (ErrorCode::BadAnswer, 4));
        assert!(error.params["detail"].contains("after 100 of"), "{error:?}");
        assert_eq!(told.calls(), 2);
        assert_eq!(bench.desk.track_one("AC099", false, false).await.unwrap().exit, 0, "what came is kept");
    }
    let told = Told::new(&answer_of(200, r#"{"total":2,"limit":100,"items":[{"tracking_number":"A1"}]}"#));
    let error = told.bench(TM).await.desk.track_pull(TM).await.unwrap_err();
    assert!(error.params["detail"].contains("after 1 of 2"), "{error:?}");
    let told = Told::new(&answer_of(200, r#"[{"tracking_number":"A1"}]"#));
    assert_eq!(told.bench(TM).await.desk.track_pull(TM).await.unwrap().document.pages, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_call_is_taken_before_it_leaves_and_outlives_the_registration() {
    let told = Told::new(&answer_of(4016, "[]"));
    let bench = told.bench(TM).await;
    let live = || bench.desk.track_live("AC1", None);
    bench.desk.track_add(TM, vec![ask_of("AC1")]).await.unwrap();
    // a no does not count; what may have been worked on does
    told.say(200, &answer_of(4014, "[]"));
    live().await.unwrap_err();
    told.say(500, b"down");
    assert_eq!(live().await.unwrap_err().code, ErrorCode::ProviderDown);
    let calls = told.calls();
    assert_eq!(live().await.unwrap_err().code, ErrorCode::LiveTooSoon);
    assert_eq!(told.calls(), calls);
    told.say(200, &answer_of(4017, "[]"));
    bench.desk.track_remove(&["AC1".to_owned()], None).await.unwrap();
    told.say(200, &answer_of(4016, "[]"));
    bench.desk.track_add(TM, vec![ask_of("AC1")]).await.unwrap();
    assert_eq!(live().await.unwrap_err().code, ErrorCode::LiveTooSoon);
}
