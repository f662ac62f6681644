//! Every call of the document: its success and its failure.

use serde_json::{Value, json};
use shipdesk_simulator::Config;

use crate::practice::{Practice, fixture, request, two_boxes};
use crate::shape::{assert_like, shape};

/// What a link ends with.
fn kind(link: &Value) -> &str {
    link.as_str().unwrap().rsplit('.').next().unwrap()
}

async fn practice() -> Practice {
    Practice::start(Config::default()).await
}

#[tokio::test]
async fn create_answers_exactly_the_document() {
    let practice = practice().await;
    let answer = practice.text("interface.api.php", request("A1", 386)).await;
    assert_eq!(answer, fixture("create.done.json"));
    let answer = practice.ask("interface.api.php", request("A1", 386)).await;
    assert_like(&answer, "create.refused.json");
    assert_eq!(answer, json!({ "result": [{ "code": 400, "orderid": "A1", "msg": "订单号已存在" }] }));
}

#[tokio::test]
async fn both_hosts_keep_their_own_books() {
    let practice = practice().await;
    practice.ask("interface.api.php", request("A1", 386)).await;
    let account = practice.running.accounts().remove(1);
    assert_eq!(account.provider, "dingexpress");
    let mut other = request("A1", 386);
    other["AppKey"] = account.fields[0].1.into();
    other["AppSecret"] = account.secrets[0].1.into();
    let url = format!("{}/interface.api.php", account.base_url);
    let sent = practice.http.post(url).header("content-type", "application/json").body(other.to_string());
    assert_eq!(sent.send().await.unwrap().text().await.unwrap(), fixture("create.done.json"));
    assert_eq!(practice.look("orders").await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn create_with_links_or_the_label_itself() {
    let practice = practice().await;
    let links = practice.ask("interface.api.php", request("A1", 413)).await;
    assert_like(&links, "create.rich.json");
    let source = &links["result"][0]["source"];
    let png = practice.http.get(source["png_url"].as_str().unwrap()).send().await.unwrap();
    assert!(png.bytes().await.unwrap().starts_with(b"\x89PNG\r\n\x1a\n"));
    let pdf = practice.http.get(source["pdf_url"].as_str().unwrap()).send().await.unwrap();
    assert!(pdf.bytes().await.unwrap().starts_with(b"%PDF-"));
    let inline = practice.ask("interface.api.php", request("A2", 441)).await;
    assert_like(&inline, "create.rich.json");
    assert_eq!(inline["result"][0]["source"]["base64_type"], "pdf");
    assert!(inline["result"][0]["source"]["base64"].as_str().unwrap().starts_with("JVBERi0"));
}

/// What is wrong, how it gets wrong, and what the platform says to it.
type Spoiled = (&'static str, fn(&mut Value), &'static str);

#[tokio::test]
async fn create_checks_what_the_document_requires() {
    let practice = practice().await;
    let cases: [Spoiled; 13] = [
        ("a required field is blank", |order| order["Fname"] = "".into(), "Fname不能为空"),
        (
            "a required field is missing",
            |order| _ = order.as_object_mut().unwrap().remove("Stel"),
            "Stel不能为空",
        ),
        (
            "Scompany is missing",
            |order| _ = order.as_object_mut().unwrap().remove("Scompany"),
            "缺少参数Scompany",
        ),
        ("no state in the US", |order| order["Sstate"] = "".into(), "Sstate不能为空"),
        ("wrong cargo type", |order| order["cargo_type"] = 1.into(), "cargo_type必须为2"),
        ("country by name", |order| order["Scountry"] = "USA".into(), "Scountry必须为国家二字码"),
        ("too many boxes", |order| order["Parcel_num"] = 2.into(), "Parcel_num与箱子数量不一致"),
        ("wrong total", |order| order["Weight"] = 0.2515.into(), "Weight与箱子总重量不一致"),
        ("no weight", |order| order["Weight"] = 0.into(), "Weight必须大于0"),
        ("half a centimetre", |order| order["parcels"][0]["length"] = 10.5.into(), "length必须为整数"),
        ("a box without a number", |order| order["parcels"][0]["box"] = Value::Null, "box不能为空"),
        ("a country not served", |order| order["Scountry"] = "CA".into(), "该渠道不支持寄往CA"),
        (
            "too heavy",
            |order| {
                order["Weight"] = 69.into();
                order["parcels"][0]["weight"] = 69.into();
            },
            "超过渠道最大重量68kg",
        ),
    ];
    for (what, spoil, words) in cases {
        let mut request = request("A1", 386);
        spoil(&mut request["orders"][0]);
        let answer = practice.ask("interface.api.php", request).await;
        assert_eq!(answer["result"][0], json!({ "code": 400, "orderid": "A1", "msg": words }), "{what}");
    }
    let answer = practice.ask("interface.api.php", request("A1", 999)).await;
    assert_eq!(answer["result"][0]["msg"], "渠道不存在");
    assert_eq!(practice.look("orders").await, json!([]), "nothing was created");
}

#[tokio::test]
async fn rows_of_one_box_are_one_box() {
    let practice = practice().await;
    let answer = practice.text("interface.api.php", two_boxes("A1", 386)).await;
    assert_eq!(answer, fixture("create.done.json"));
    assert_eq!(practice.order("A1").await["tracking_numbers"].as_array().unwrap().len(), 2);
    let mut torn = two_boxes("A2", 386);
    torn["orders"][0]["parcels"][1]["weight"] = "0.3".into();
    let answer = practice.ask("interface.api.php", torn).await;
    assert_eq!(answer["result"][0]["msg"], "箱子box1的重量或尺寸不一致");
}

#[tokio::test]
async fn goods_are_declared_abroad_unless_they_come_from_stock() {
    let practice = practice().await;
    let mut request = request("A1", 430);
    let order = &mut request["orders"][0];
    order["Scountry"] = "DE".into();
    order["Sstate"] = "".into();
    for name in ["cnname", "enname"] {
        order["parcels"][0][name] = Value::Null;
    }
    order["ckid"] = "".into();
    let answer = practice.ask("interface.api.php", request.clone()).await;
    assert_eq!(answer["result"][0]["msg"], "申报信息不完整");
    request["orders"][0]["ckid"] = "1".into();
    assert_eq!(practice.text("interface.api.php", request).await, fixture("create.done.json"));
}

#[tokio::test]
async fn multi_create_matches_by_number() {
    let practice = practice().await;
    practice.ask("interface.api.php", request("A1", 386)).await;
    let mut many = request("A1", 386);
    let second = request("A2", 386)["orders"][0].clone();
    many["orders"].as_array_mut().unwrap().push(second);
    let answer = practice.ask("multicreateorder.php", many).await;
    assert_like(&answer, "multicreate.mixed.json");
    assert_eq!(
        answer,
        json!([{ "code": 400, "orderid": "A1", "msg": "订单号已存在" }, { "code": 200, "orderid": "A2" }])
    );
}

#[tokio::test]
async fn fetch_label() {
    let practice = practice().await;
    practice.ask("interface.api.php", request("A1", 386)).await;
    let answer = practice.ask("fetchlabel.php", json!({ "Orderid": "A1" })).await;
    assert_like(&answer, "fetchlabel.done.json");
    let label = &answer["result"][0]["msg"]["result"];
    assert_eq!(label["trackingno"], practice.order("A1").await["tracking_numbers"][0]);
    assert_eq!((&label["post_fee"], &label["ranyou_fee"]), (&json!("44.05"), &json!("5.28")));
    let answer = practice.ask("fetchlabel.php", json!({ "Orderid": "A9" })).await;
    assert_like(&answer, "fetchlabel.refused.json");
    assert_eq!(answer["result"][0]["msg"], "订单不存在或无权限");
}

#[tokio::test]
async fn fetch_many_labels() {
    let practice = practice().await;
    practice.ask("interface.api.php", two_boxes("A1", 411)).await;
    let answer = practice.ask("multifetchlabels.php", json!({ "orderids": ["A1", "A9"] })).await;
    assert_like(&answer, "multifetchlabels.mixed.json");
    let boxes = answer[0]["trackingnolist"].as_array().unwrap();
    assert_eq!(boxes.iter().map(|one| &one["boxno"]).collect::<Vec<_>>(), ["box1", "box2"]);
    assert!(boxes.iter().all(|one| one["pdf"] == "" && kind(&one["label_png"]) == "png"));
    assert_ne!(boxes[0]["trackingno"], boxes[1]["trackingno"]);
    assert_eq!(answer[1], json!({ "code": 400, "orderid": "A9", "msg": "订单不存在或无权限" }));
    practice.ask("interface.api.php", request("A2", 386)).await;
    let answer = practice.ask("multifetchlabels.php", json!({ "orderids": ["A2"] })).await;
    assert_eq!(kind(&answer[0]["trackingnolist"][0]["pdf"]), "pdf");
}

#[tokio::test]
async fn a_late_channel_makes_its_label_six_seconds_later() {
    let practice = practice().await;
    practice.ask("interface.api.php", request("A1", 424)).await;
    let answer = practice.ask("fetchlabel.php", json!({ "Orderid": "A1" })).await;
    assert_eq!(answer["result"][0], json!({ "code": 400, "orderid": "A1", "msg": "标签生成中" }));
    practice.turn("advance", json!({ "seconds": 6 })).await;
    let answer = practice.ask("fetchlabel.php", json!({ "Orderid": "A1" })).await;
    assert_eq!(answer["result"][0]["code"], 200);
}

#[tokio::test]
async fn cancel_at_once() {
    let practice = practice().await;
    let before = practice.balance().await;
    practice.ask("interface.api.php", request("A1", 386)).await;
    assert_ne!(practice.balance().await, before);
    let status = practice.ask("cancelstatus.php", json!({ "Orderid": "A1" })).await;
    assert_eq!(status, json!({ "code": 200, "result": "0" }));
    let answer = practice.ask("cancel.php", json!({ "Orderid": "A1" })).await;
    assert_like(&answer, "cancel.done.json");
    assert_eq!(answer["result"][0]["code"], 200);
    let status = practice.ask("cancelstatus.php", json!({ "Orderid": "A1" })).await;
    assert_like(&status, "cancelstatus.done.json");
    assert_eq!(status["result"], "2");
    assert_eq!(practice.balance().await, before);
    let again = practice.ask("cancel.php", json!({ "Orderid": "A1" })).await;
    assert_eq!(again["result"][0]["code"], 400);
    let taken = practice.ask("interface.api.php", request("A1", 386)).await;
    assert_eq!(taken["result"][0]["msg"], "订单号已存在");
}

#[tokio::test]
async fn cancel_granted_or_denied_later() {
    let practice = practice().await;
    let before = practice.balance().await;
    practice.ask("interface.api.php", request("A1", 401)).await;
    practice.ask("interface.api.php", request("A2", 440)).await;
    let fee = practice.order("A2").await["paid_minor"].as_i64().unwrap();
    for number in ["A1", "A2"] {
        let answer = practice.ask("cancel.php", json!({ "Orderid": number })).await;
        assert_like(&answer, "cancel.asked.json");
        assert_eq!(answer["result"][0]["code"], 300);
        let again = practice.ask("cancel.php", json!({ "Orderid": number })).await;
        assert_eq!(again["result"][0]["code"], 300, "still open");
        let status = practice.ask("cancelstatus.php", json!({ "Orderid": number })).await;
        assert_eq!(status["result"], "1");
    }
    practice.turn("advance", json!({ "seconds": 12 })).await;
    let granted = practice.ask("cancelstatus.php", json!({ "Orderid": "A1" })).await;
    let denied = practice.ask("cancelstatus.php", json!({ "Orderid": "A2" })).await;
    assert_eq!((&granted["result"], &denied["result"]), (&json!("2"), &json!("3")));
    let minor = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    assert_eq!(minor(&practice.balance().await), minor(&before) - fee, "only the granted one came back");
}

#[tokio::test]
async fn cancel_refuses_what_is_unknown_or_delivered() {
    let practice = practice().await;
    let answer = practice.ask("cancel.php", json!({ "Orderid": "A9" })).await;
    assert_like(&answer, "cancel.refused.json");
    assert_eq!(answer["result"][0], json!({ "code": 400, "orderid": "A9", "msg": "撤消失败!" }));
    let answer = practice.ask("cancelstatus.php", json!({ "Orderid": "A9" })).await;
    assert_eq!(answer.to_string(), fixture("cancelstatus.refused.json"));
    practice.ask("interface.api.php", request("A1", 386)).await;
    practice.turn("advance", json!({ "seconds": 3600 })).await;
    let answer = practice.ask("cancel.php", json!({ "Orderid": "A1" })).await;
    assert_eq!(answer["result"][0]["code"], 400);
}

#[tokio::test]
async fn transfer_label_of_some_channels() {
    let practice = practice().await;
    practice.ask("interface.api.php", request("A1", 430)).await;
    practice.ask("interface.api.php", request("A2", 386)).await;
    let answer = practice.ask("transferlabel.php", json!({ "Orderid": "A1" })).await;
    assert_like(&answer, "transferlabel.done.json");
    let link = answer["result"][0]["msg"].as_str().unwrap();
    assert!(practice.http.get(link).send().await.unwrap().bytes().await.unwrap().starts_with(b"%PDF-"));
    for number in ["A2", "A9"] {
        let answer = practice.ask("transferlabel.php", json!({ "Orderid": number })).await;
        assert_like(&answer, "transferlabel.refused.json");
        assert_eq!(answer["result"][0]["code"], 400);
    }
}

#[tokio::test]
async fn prices_are_numbers_and_differ() {
    let practice = practice().await;
    let answer = practice.text("getprice.php", request("A1", 386)).await;
    let expected = r#"{"result":[{"code":200,"orderid":"A1","post_fee":44.05,"gh_fee":0,"cl_fee":0,"other_fee":0,"ranyou_fee":5.28}]}"#;
    assert_eq!(answer, expected);
    let mut seen = std::collections::BTreeSet::new();
    for channel in [386, 388, 401, 405, 411, 413, 422, 424, 430, 431, 440, 441, 466] {
        let answer = practice.ask("getprice.php", request("A1", channel)).await;
        assert_like(&answer, "getprice.done.json");
        seen.insert(answer["result"][0]["post_fee"].to_string());
    }
    assert_eq!(seen.len(), 13);
    let answer = practice.ask("getprice.php", request("A1", 475)).await;
    assert_eq!(answer["result"][0], json!({ "code": 400, "orderid": "A1", "msg": "该渠道不支持寄往US" }));
    assert_eq!(practice.look("orders").await, json!([]), "a price creates nothing");
}

#[tokio::test]
async fn channels_of_both_hosts() {
    let practice = Practice::start(Config { channels: 200, ..Config::default() }).await;
    let answer = practice.ask("channel.php", json!({})).await;
    assert_like(&answer, "channel.done.json");
    let channels = answer.as_array().unwrap();
    assert_eq!(channels.len(), 218);
    assert!(channels.iter().any(|channel| channel["channelname"] == "测试渠道"));
    let priced = practice.ask("getprice.php", request("A1", 9_200)).await;
    assert_eq!(priced["result"][0]["code"], 200);
}

#[tokio::test]
async fn account_and_balance() {
    let practice = practice().await;
    let answer = practice.ask("getaccoutinfo.php", json!({})).await;
    assert_like(&answer, "getaccoutinfo.done.json");
    practice.turn("balance", json!({ "provider": "dingcang", "minor": 4_933 })).await;
    assert_eq!(practice.balance().await, "49.33");
    practice.ask("interface.api.php", request("A1", 386)).await;
    assert_eq!(practice.balance().await, "0.00");
    let answer = practice.ask("interface.api.php", request("A2", 386)).await;
    assert_eq!(answer["result"][0], json!({ "code": 400, "orderid": "A2", "msg": "余额不足" }));
}

#[tokio::test]
async fn tracking_moves_on() {
    let practice = practice().await;
    practice.ask("interface.api.php", request("A1", 430)).await;
    let number = practice.order("A1").await["tracking_numbers"][0].clone();
    let events = |answer: Value| answer["result"].as_array().unwrap().clone();
    let answer = practice.ask("tracking.php", json!({ "Trackingno": number })).await;
    assert_like(&answer, "tracking.done.json");
    assert_eq!(events(answer)[0]["EventDescription"], "Order created successfully");
    practice.turn("advance", json!({ "seconds": 30 })).await;
    let later = events(practice.ask("tracking.php", json!({ "Trackingno": number })).await);
    assert!(later.len() >= 3, "{later:?}");
    assert!(later.is_sorted_by(|a, b| a["Time"].as_str() > b["Time"].as_str()), "newest first: {later:?}");
    practice.turn("advance", json!({ "seconds": 600 })).await;
    let last = events(practice.ask("tracking.php", json!({ "Trackingno": number })).await);
    let end = last[0]["EventDescription"].as_str().unwrap();
    assert!(end.starts_with("Delivered") || end == "Returned to sender", "{end}");
    let answer = practice.ask("tracking.php", json!({ "Trackingno": "YT0" })).await;
    assert_eq!(answer, json!({ "code": 400, "msg": "查无此单号" }));
}

#[tokio::test]
async fn scan_form_once_a_number() {
    let practice = practice().await;
    for (number, channel) in [("A1", 422), ("A2", 422), ("A3", 422), ("A4", 401)] {
        practice.ask("interface.api.php", request(number, channel)).await;
    }
    let orders = practice.look("orders").await;
    let number = |at: usize| orders[at]["tracking_numbers"][0].clone();
    let form = |numbers: Value| json!({ "Qdid": 422, "AddressID": 93, "TrackingNos": numbers });
    practice.ask("cancel.php", json!({ "Orderid": "A3" })).await;
    let answer = practice.ask("scanform.php", form(json!([number(0), number(1)]))).await;
    assert_like(&answer, "scanform.done.json");
    assert_eq!(answer["code"], "200");
    let link = answer["sfurl"].as_str().unwrap();
    assert!(practice.http.get(link).send().await.unwrap().bytes().await.unwrap().starts_with(b"%PDF-"));
    let refused = [
        form(json!([number(0)])),
        form(json!([number(2)])),
        form(json!([number(3)])),
        form(json!(["9400000000000000000000"])),
        form(json!([])),
        json!({ "Qdid": 386, "AddressID": 93, "TrackingNos": [number(0)] }),
        json!({ "Qdid": 422, "TrackingNos": [number(1)] }),
    ];
    for request in refused {
        let answer = practice.ask("scanform.php", request.clone()).await;
        assert_like(&answer, "scanform.refused.json");
        assert_eq!(answer["code"], "400", "{request}");
    }
}

#[tokio::test]
async fn wrong_credentials_in_the_envelope_of_each_call() {
    let practice = practice().await;
    let entry = json!({ "code": 400, "msg": "AppKey或AppSecret错误" });
    for script in ["interface.api.php", "fetchlabel.php", "cancel.php", "transferlabel.php", "getprice.php"] {
        let answer = practice.ask(script, json!({ "AppSecret": "wrong" })).await;
        assert_eq!(answer, json!({ "result": [entry] }), "{script}");
    }
    for script in ["multicreateorder.php", "multifetchlabels.php", "channel.php"] {
        assert_eq!(practice.ask(script, json!({ "AppKey": "1" })).await, json!([entry]), "{script}");
    }
    for script in ["getaccoutinfo.php", "tracking.php"] {
        assert_eq!(practice.ask(script, json!({ "AppKey": "1" })).await, entry, "{script}");
    }
    let answer = practice.ask("cancelstatus.php", json!({ "AppKey": "1" })).await;
    assert_eq!(shape(&answer), "{code: number, result: text}");
    let answer = practice.ask("scanform.php", json!({ "AppKey": "1" })).await;
    assert_like(&answer, "scanform.refused.json");
}
