//! Winit: who is let in, and what an answer looks like.

use jiff::SignedDuration;
use serde_json::json;
use shipdesk_simulator::Config;

use crate::practice::Practice;
use crate::signing::{TRACK, envelope};

const ISP: &str = "isp.order.query";

#[tokio::test]
async fn signatures_and_clocks_are_told_apart() {
    let practice = Practice::start(Config::default()).await;
    let [token, secret] = practice.winit_secrets();
    let data = r#"{"trackingnos":"WO7000000000"}"#;
    let minutes = SignedDuration::from_mins;
    let none = SignedDuration::ZERO;
    let sorted = r#"{"a":"","trackingnos":"WO7000000000"}"#;
    let cases = [
        (envelope(TRACK, data, none, token, secret), "0", "操作成功"),
        (envelope(TRACK, sorted, none, token, secret), "0", "操作成功"),
        (envelope(TRACK, data, minutes(9), token, secret), "0", "操作成功"),
        (envelope(TRACK, data, none, "wrong", secret), "00020005", "签名sign错误,请检查token"),
        (envelope(TRACK, data, none, token, "wrong"), "00020006", "签名client_sign错误,请检查client_secret"),
        (envelope(TRACK, data, minutes(-11), token, secret), "00020004", "timestamp超出允许的时间范围"),
        (envelope(TRACK, data, minutes(-480), token, secret), "00020004", "timestamp超出允许的时间范围"),
        (envelope("isp.order.create", "{}", none, token, secret), "00010003", "接口isp.order.create不存在"),
        (
            envelope(TRACK, r#"{"trackingnos":"WO7000000000","a":""}"#, none, token, secret),
            "00020005",
            "签名sign错误,data的参数必须按字母排序且不含空格",
        ),
        (
            envelope(TRACK, r#"{"trackingnos": "WO7000000000"}"#, none, token, secret),
            "00020005",
            "签名sign错误,data的参数必须按字母排序且不含空格",
        ),
        (
            envelope(TRACK, data, none, token, secret).replace("-20461", "-20462"),
            "00020003",
            "client_id不存在或无权限",
        ),
        (
            envelope(TRACK, data, none, token, secret).replace("practice-seller", "somebody"),
            "00020002",
            "app_key不存在或无权限",
        ),
        (
            envelope(TRACK, data, none, token, secret).replace("\"format\"", "\"f\""),
            "00020001",
            "缺少参数format",
        ),
        ("{".to_owned(), "00020001", "JSON格式错误"),
    ];
    for (body, code, words) in cases {
        let answer = practice.winit_text(body).await;
        assert_eq!(answer["code"], code, "{answer}");
        assert!(answer["msg"].as_str().unwrap().starts_with(words), "{answer}");
    }
}

#[tokio::test]
async fn what_was_signed_must_be_what_is_sent() {
    let practice = Practice::start(Config::default()).await;
    let [token, secret] = practice.winit_secrets();
    let signed = envelope(TRACK, r#"{"trackingnos":"WO7000000000"}"#, SignedDuration::ZERO, token, secret);
    let answer = practice.winit_text(signed.replace("WO7000000000", "WO7000000001")).await;
    assert_eq!(answer["code"], "00020005");
}

#[tokio::test]
async fn thirty_numbers_and_no_more() {
    let practice = Practice::start(Config::default()).await;
    let numbers =
        |count: u32| (0..count).map(|place| format!("WO7{place:09}A")).collect::<Vec<_>>().join(",");
    assert_eq!(practice.trace(&numbers(30)).await.len(), 30);
    let answer = practice.winit(TRACK, json!({ "trackingnos": numbers(31) })).await;
    assert_eq!(answer, json!({ "code": "01040001", "msg": "trackingnos最多不超过30个", "data": "" }));
    let answer = practice.winit(TRACK, json!({ "trackingnos": "" })).await;
    assert_eq!(answer["msg"], "trackingnos不能为空");
    let answer = practice.winit(TRACK, json!({ "trackingnos": "WO9999999999,X1" })).await;
    assert_eq!(answer, json!({ "code": "0", "msg": "操作成功", "data": "" }), "nothing is an empty text");
}

#[tokio::test]
async fn an_item_has_the_document_s_members() {
    let practice = Practice::start(Config::default()).await;
    let item = practice.trace("WO7000000000").await.remove(0);
    let names: Vec<&str> = item.as_object().unwrap().keys().map(String::as_str).collect();
    let documented = [
        "masterOrderNo",
        "orderNo",
        "trackingNo",
        "origin",
        "destination",
        "pickupMode",
        "status",
        "vendorName",
        "trace",
        "occurTime",
        "logisticsStatus",
        "logisticsMess",
        "airLines",
        "flight",
        "expressCompany",
        "carrier",
        "carrierCode",
        "standardCarrier",
        "trackingUrl",
        "isTracked",
    ];
    assert_eq!(names, documented);
    let event: Vec<&str> = item["trace"][0].as_object().unwrap().keys().map(String::as_str).collect();
    let documented = [
        "type",
        "date",
        "location",
        "lastEvent",
        "eventCode",
        "eventStatus",
        "eventDescription",
        "operator",
        "trackingType",
    ];
    assert_eq!(event, documented);
    assert_eq!(
        (&item["trace"][0]["eventCode"], &item["trace"][0]["eventDescription"]),
        (&"SO".into(), &"提交订单".into())
    );
}

#[tokio::test]
async fn winit_s_own_words_are_translated() {
    let practice = Practice::start(Config::default()).await;
    let [token, secret] = practice.winit_secrets();
    let data = r#"{"trackingnos":"WO7000000000"}"#;
    for (language, words) in [("en_US", "Order Submitted"), ("zh_TW", "提交訂單"), ("fr_FR", "提交订单")]
    {
        // the language is not signed
        let body = envelope(TRACK, data, SignedDuration::ZERO, token, secret).replace("zh_CN", language);
        assert_eq!(practice.winit_text(body).await["data"][0]["trace"][0]["eventDescription"], words);
    }
}

#[tokio::test]
async fn isp_orders_by_number_and_by_reference() {
    let practice = Practice::start(Config::default()).await;
    let answer = practice.winit(ISP, json!({ "orderNo": "ID70000000000000ZZ" })).await;
    let order = &answer["data"];
    assert_eq!(
        (&answer["code"], &order["refNo"], &order["status"]),
        (&"0".into(), &"SHOP-1000".into(), &"WFD".into())
    );
    assert_eq!(order["packageList"][0]["weightActual"].to_string(), "0.0000", "not measured");
    assert_eq!(order["packageList"][0]["weight"].to_string(), "1.2300");
    let newest = practice.winit(ISP, json!({ "refNo": "SHOP-1000" })).await;
    assert_eq!(newest["data"]["orderNo"], "ID70000000000001ZZ");
    assert_eq!(newest["data"]["packageList"][0]["weightActual"].to_string(), "1.3100");
    let valid = practice.winit(ISP, json!({ "refNo": "SHOP-1001" })).await;
    assert_eq!(valid["data"]["orderNo"], "ID70000000000002ZZ", "the newer one is void");
    let void = practice.winit(ISP, json!({ "orderNo": "ID70000000000003ZZ", "refNo": "" })).await;
    assert_eq!((&void["data"]["isValid"], &void["data"]["status"]), (&"N".into(), &"VO".into()));
    let answer = practice.winit(ISP, json!({ "orderNo": "ID1" })).await;
    assert_eq!(answer, json!({ "code": "01040007", "msg": "订单不存在", "data": "" }));
    assert_eq!(practice.winit(ISP, json!({})).await["msg"], "orderNo和refNo不能同时为空");
}

#[tokio::test]
async fn a_thousand_calls_a_minute() {
    let practice = Practice::start(Config::default()).await;
    let call = || practice.winit(ISP, json!({ "orderNo": "ID1" }));
    for _ in 0..20 {
        let answers = futures::future::join_all((0..50).map(|_| call())).await;
        assert!(answers.iter().all(|answer| answer["code"] == "01040007"));
    }
    assert_eq!(
        call().await,
        json!({ "code": "00010002", "msg": "调用次数超过限制:每分钟1000次", "data": "" })
    );
    practice.turn("advance", json!({ "seconds": 60 })).await;
    assert_eq!(call().await["code"], "01040007", "the next minute");
}
