//! The drill: the one call's request, and every answer on disk against what it means.

use crate::spi::descriptor::{Credentials, Registration};
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::{Effect, HttpAnswer, HttpRequest, Prepared};
use crate::spi::provider::{Provider, Verdict, capabilities};
use crate::spi::tracking::{Goods, NumberKind, Purchased};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};
use shipdesk_core::clock::Clock;
use shipdesk_core::event::{EventKind, ZoneBasis};
use shipdesk_core::secret::Secret;
use shipdesk_core::status::DeliveryStatus as S;
use std::path::Path;
use std::sync::Arc;

const SUB_ORDER: &str = "200010001001";

#[derive(Debug)]
struct Standing;

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_700_000_000).unwrap()
    }
}

fn credentials() -> Credentials {
    let fields = [("access_key", "test-key-20011"), ("user_id", "77")];
    Credentials {
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        secrets: [("access_secret".to_owned(), Secret::new("test-secret-5d1f0c7e"))].into(),
        clock: Arc::new(Standing),
    }
}

fn registration() -> &'static Registration {
    super::PROVIDERS[0]
}

fn opened() -> Box<dyn Provider> {
    (registration().open)(&credentials()).unwrap()
}

fn purchase(id: &str) -> Prepared<Purchased> {
    opened().purchases().unwrap().purchase(id)
}

fn fixture(case: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/xportcn/fixtures/purchases");
    std::fs::read(folder.join(case)).expect(case)
}

fn read(case: &str) -> Result<Purchased, ProviderError> {
    (purchase(SUB_ORDER).read)(&HttpAnswer::new(200, fixture(case)))
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

#[test]
fn what_it_can_do_and_what_nobody_confirmed() {
    assert_eq!(capabilities(&*opened()), ["purchases"]);
    assert_eq!(registration().descriptor.unconfirmed, Some("signature"));
    let mut lacking = credentials();
    lacking.fields.remove("access_key");
    assert_eq!((registration().open)(&lacking).unwrap_err().kind, ErrorKind::Auth);
}

#[test]
fn sends_the_keys_in_headers_and_the_id_in_the_query() {
    let prepared = purchase(" 2000&a=b 1 ");
    assert_eq!(prepared.effect, Effect::Read);
    let request = &prepared.request;
    assert_eq!(request.method, "GET");
    assert_eq!(request.path, "open/order/logistics/detail/get?subPurchaseOrderId=2000%26a%3Db+1");
    assert!(request.body.is_empty());
    assert_eq!(header(request, "access-key"), Some("test-key-20011"));
    assert_eq!((header(request, "timestamp"), header(request, "user-id")), (Some("1700000000"), Some("77")));
    let (nonce, signature) = (header(request, "nonce-str").unwrap(), header(request, "signature").unwrap());
    let secret = Secret::new("test-secret-5d1f0c7e");
    assert_eq!(signature, super::sign::signature("test-key-20011", "1700000000", nonce, &secret));
    assert!(request.hidden.contains(&Secret::new(signature)));
    let mut alone = credentials();
    alone.fields.remove("user_id");
    let alone = (registration().open)(&alone).unwrap();
    assert_eq!(header(&alone.purchases().unwrap().purchase("1").request, "user-id"), None);
}

#[test]
fn each_try_has_a_nonce_of_its_own() {
    let prepared = purchase(SUB_ORDER);
    let again = (prepared.anew.as_ref().unwrap())();
    assert_ne!(header(&again, "nonce-str"), header(&prepared.request, "nonce-str"));
    assert_ne!(header(&again, "signature"), header(&prepared.request, "signature"));
    assert_eq!(again.path, prepared.request.path);
}

#[test]
fn reads_a_purchase() {
    let found = read("purchase.ok.json").unwrap();
    assert_eq!(found.outer_id.as_deref(), Some("3600000000000000001"));
    let [(number, tracked)] = found.parcels.as_slice() else { panic!("{found:?}") };
    assert_eq!(number, "78700000000017");
    assert_eq!(tracked.numbers, [(NumberKind::Tracking, number.clone())]);
    assert_eq!(tracked.carrier.as_deref(), Some("中通快递"));
    assert_eq!(tracked.destination.as_deref(), Some("广东省 广州市 白云区"));
    let statuses: Vec<_> = tracked.events.iter().map(|event| event.status).collect();
    let early = [S::InfoReceived; 6];
    let late = [
        S::InTransit,
        S::InTransit,
        S::InTransit,
        S::PickedUp,
        S::InfoReceived,
        S::Processing,
        S::Processing,
    ];
    assert_eq!(statuses, [late.as_slice(), &early].concat());
    let newest = &tracked.events[0];
    assert_eq!((newest.at.text.as_str(), newest.at.basis), ("2023-12-14 21:39:11", ZoneBasis::Unknown));
    assert_eq!((newest.kind, newest.code.as_deref()), (EventKind::Carrier, Some("TRANSPORT")));
    assert_eq!(newest.text, "【北京市】 快件已发往 广州中心");
    assert_eq!(newest.location.as_deref(), Some("北京市 朝阳区 北京"));
    assert_eq!((tracked.events[12].kind, newest.last), (EventKind::Warehouse, false));
    assert_eq!(tracked.goods.len(), 9);
    let fifth = Goods {
        title: "样品鞋 5 号款".into(),
        property: Some("颜色分类:白;鞋码:38".into()),
        quantity: "2".into(),
        image_url: Some("https://img.xportcn.invalid/g5.jpg".into()),
    };
    assert_eq!(tracked.goods[4], fifth);
}

#[test]
fn people_and_logos_stay_in_the_answer() {
    let shown = format!("{:?}", read("purchase.ok.json").unwrap());
    for private in ["王小明", "13800002222", "样品路", "logo.png"] {
        assert!(!shown.contains(private), "{private}");
    }
    // a courier's phone stands in the text of an event, which is masked where it is shown
    assert_eq!(shown.matches("13800001111").count(), 2);
}

#[test]
fn a_purchase_may_come_in_several_parcels() {
    let found = read("purchase.two.ok.json").unwrap();
    assert_eq!(found.outer_id.as_deref(), Some("3600000000000000002"));
    let [(first, signed), (second, other)] = found.parcels.as_slice() else { panic!("{found:?}") };
    assert_eq!((first.as_str(), second.as_str()), ("78700000000017", "78700000000025"));
    let event = &signed.events[0];
    assert_eq!((event.status, event.code.as_deref()), (S::Delivered, Some("SIGN")));
    assert_eq!(event.location.as_deref(), Some("广州市"));
    assert_eq!((other.carrier.as_deref(), other.destination.as_deref()), (Some("样品快递"), Some("广东省")));
    assert_eq!((other.goods[0].quantity.as_str(), other.events.len()), ("2", 0));
}

#[test]
fn nothing_shipped_yet_is_no_error() {
    for case in ["nothing", "list", "null"] {
        assert_eq!(read(&format!("purchase.{case}.ok.json")), Ok(Purchased::default()), "{case}");
    }
    let unshipped = read("purchase.unshipped.ok.json").unwrap();
    assert_eq!((unshipped.outer_id.as_deref(), unshipped.parcels.len()), (Some("3600000000000000001"), 0));
}

#[test]
fn one_odd_line_never_costs_the_others() {
    let found = read("purchase.loose.ok.json").unwrap();
    let [(number, tracked)] = found.parcels.as_slice() else { panic!("{found:?}") };
    assert_eq!((number.as_str(), tracked.numbers.len(), &found.outer_id), ("", 0, &None));
    let seen: Vec<_> = tracked
        .events
        .iter()
        .map(|event| (event.at.text.as_str(), event.text.as_str(), event.status))
        .collect();
    assert_eq!(
        seen,
        [
            ("", "已下单", S::Unknown),
            ("", "7", S::Unknown),
            ("1702561151", "", S::Unknown),
            ("2023/12/14", "漂流中", S::Unknown),
            ("2023-12-14 19:25:55", "已揽件", S::PickedUp),
        ]
    );
    assert_eq!(tracked.events[3].code.as_deref(), Some("LOST_IN_SPACE"));
    assert_eq!(tracked.events[4].location.as_deref(), Some("北京市"));
    assert_eq!((tracked.goods.len(), tracked.goods[0].quantity.as_str()), (1, "若干"));
    assert_eq!((&tracked.carrier, &tracked.destination), (&None, &None));
}

#[test]
fn a_refusal_keeps_its_code_words_and_request_id() {
    let error = read("purchase.refused.error.json").unwrap_err();
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Refused, Some("404")));
    let words = "订单不存在 · requestId 00000000000000000000000000000009";
    assert_eq!(error.message.as_deref(), Some(words));
    assert_eq!(read("purchase.signature.error.json").unwrap_err().kind, ErrorKind::Auth);
    let wordless = read("purchase.wordless.error.json").unwrap_err();
    let found = (wordless.kind, wordless.code.as_deref(), wordless.message);
    assert_eq!(found, (ErrorKind::Refused, Some("10086"), None));
    for (case, kind, code) in [("busy", ErrorKind::Down, "500"), ("often", ErrorKind::RateLimited, "429")] {
        let error = read(&format!("purchase.{case}.error.json")).unwrap_err();
        assert_eq!((error.kind, error.code.as_deref()), (kind, Some(code)), "{case}");
        assert!(error.message.is_some(), "{case}");
    }
    for case in ["words", "cut", "page"] {
        let error = read(&format!("purchase.{case}.error.json")).unwrap_err();
        assert_eq!((error.kind, error.code), (ErrorKind::BadAnswer, None), "{case}");
    }
    let forbidden = (purchase(SUB_ORDER).read)(&HttpAnswer::new(403, Vec::new()));
    assert_eq!(forbidden.unwrap_err().kind, ErrorKind::Auth);
}

#[test]
fn the_probe_quotes_what_no_document_explains() {
    let probe = opened().probe();
    assert!(probe.request.path.ends_with("?subPurchaseOrderId=0"));
    let verdict = |case: &str| (probe.read)(&HttpAnswer::new(200, fixture(case)));
    assert_eq!(verdict("purchase.unshipped.ok.json"), Ok(Verdict::Good));
    let words = "404 订单不存在 · requestId 00000000000000000000000000000009";
    assert_eq!(verdict("purchase.refused.error.json"), Ok(Verdict::Unclear(words.to_owned())));
    assert_eq!(verdict("purchase.signature.error.json").unwrap_err().kind, ErrorKind::Auth);
    assert_eq!(verdict("purchase.busy.error.json").unwrap_err().kind, ErrorKind::Down);
    let echo = br#"{"code":7,"msg":"test-secret-5d1f0c7e of test-key-20011"}"#.to_vec();
    let unclear = (probe.read)(&HttpAnswer::new(200, echo));
    assert_eq!(unclear, Ok(Verdict::Unclear("7 *** of ***".to_owned())));
}

/// Any JSON, as it might stand in the place of a line.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("time"),
        Just("status"),
        Just("statusDesc"),
        Just("standerdDesc"),
        Just("action"),
        Just("city"),
        Just("x"),
    ];
    leaf.prop_recursive(3, 16, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone().prop_map(str::to_owned), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), tail in ".{0,80}") {
        let dressed = format!(r#"{{"code":200,"data":{{"pnmLogisticsDetails":[{tail}]}}}}"#).into_bytes();
        for body in [bytes, dressed] {
            let answer = HttpAnswer::new(200, body);
            let _ = (purchase(SUB_ORDER).read)(&answer);
            let _ = (opened().probe().read)(&answer);
        }
    }

    #[test]
    fn any_line_may_be_odd_and_the_others_stay(odd in any_json(), place in 0..14_usize) {
        let mut answer: Value = serde_json::from_slice(&fixture("purchase.ok.json")).unwrap();
        let whole = read("purchase.ok.json").unwrap().parcels.remove(0).1.events;
        let parcel = &mut answer["data"]["pnmLogisticsDetails"][0];
        parcel["logisticsTraces"].as_array_mut().unwrap().insert(place, odd.clone());
        let body = answer.to_string().into_bytes();
        let mut events = (purchase(SUB_ORDER).read)(&HttpAnswer::new(200, body)).unwrap().parcels.remove(0).1.events;
        if !odd.is_null() {
            prop_assert_eq!(events.remove(place).raw, odd.to_string());
        }
        prop_assert_eq!(events, whole);
    }

    #[test]
    fn anything_may_stand_in_the_place_of_a_member(odd in any_json(), member in 0..5_usize) {
        let mut answer: Value = serde_json::from_slice(&fixture("purchase.ok.json")).unwrap();
        let names = ["mailNo", "logisticsTraces", "logisticsPartner", "receiver", "logisticsGoods"];
        answer["data"]["pnmLogisticsDetails"][0][names[member]] = odd;
        let body = json!(answer).to_string().into_bytes();
        let found = (purchase(SUB_ORDER).read)(&HttpAnswer::new(200, body)).unwrap();
        prop_assert_eq!(found.parcels.len(), 1);
    }
}
