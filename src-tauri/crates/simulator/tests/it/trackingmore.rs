//! TrackingMore: registering, changing, removing, and the quota.

use std::cell::Cell;

use serde_json::{Value, json};
use shipdesk_simulator::Config;

use crate::practice::{Practice, request};

impl Practice {
    pub(crate) fn more_url(&self, path: &str) -> String {
        let account = self.running.accounts().remove(3);
        assert_eq!((account.provider, account.fields), ("trackingmore", &[][..]));
        format!("{}/{path}", account.base_url)
    }

    /// The HTTP status, the code and `data` of an answer.
    pub(crate) async fn more(&self, method: &str, path: &str, body: Value) -> (u16, u64, Value) {
        let key = self.running.accounts().remove(3).secrets[0].1;
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let mut sent = self.http.request(method, self.more_url(path)).header("Trackingmore-Api-Key", key);
        if !body.is_null() {
            sent = sent.header("content-type", "application/json").body(body.to_string());
        }
        let answer = sent.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        let document: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
        (status, document["meta"]["code"].as_u64().unwrap(), document["data"].clone())
    }

    pub(crate) async fn register(&self, carrier: &str, number: &str) {
        let item = json!({ "tracking_number": number, "carrier_code": carrier });
        assert_eq!(self.more("POST", "trackings/post", item).await.1, 200, "{number}");
    }

    async fn units_left(&self) -> Value {
        self.more("GET", "trackings/getuserinfo", Value::Null).await.2["remain_num"].clone()
    }
}

#[tokio::test]
async fn keys_are_checked() {
    let practice = Practice::start(Config::default()).await;
    let url = practice.more_url("trackings/getuserinfo");
    let code = async |key: Option<&str>| {
        let sent = practice.http.get(&url);
        let sent = key.map_or(sent.try_clone().unwrap(), |key| sent.header("Trackingmore-Api-Key", key));
        let answer = sent.send().await.unwrap();
        let status = answer.status().as_u16();
        let document: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        (status, document["meta"]["code"].clone(), document["data"].clone())
    };
    assert_eq!(code(None).await, (401, 401.into(), json!([])));
    assert_eq!(code(Some("wrong")).await, (200, 4001.into(), json!([])));
}

#[tokio::test]
async fn a_batch_answers_item_by_item() {
    let practice = Practice::start(Config::default()).await;
    let items = json!([
        { "tracking_number": "RP893531375SG", "carrier_code": "singapore-post", "title": "title 1", "order_id": "213456",
          "order_create_time": "2017/8/27 16:51", "customer_email": "buyer@example.com" },
        { "tracking_number": "LK894734223CN", "carrier_code": "china-ems" },
    ]);
    let (status, code, data) = practice.more("POST", "trackings/batch", items.clone()).await;
    assert_eq!((status, code), (200, 200));
    assert_eq!((&data["submitted"], &data["added"]), (&2.into(), &2.into()));
    assert!(data.get("errors").is_none());
    let names: Vec<&str> = data["trackings"][0].as_object().unwrap().keys().map(String::as_str).collect();
    let documented = [
        "id",
        "tracking_number",
        "carrier_code",
        "order_create_time",
        "status",
        "created_at",
        "customer_email",
        "customer_name",
        "customer_phone",
        "order_id",
        "comment",
        "title",
        "logistics_channel",
    ];
    assert_eq!(names, documented);
    assert_eq!(data["trackings"][0]["order_create_time"], "2017/8/27 16:51");

    let (status, code, data) = practice.more("POST", "trackings/batch", items).await;
    assert_eq!((status, code), (201, 201));
    let error = json!({ "tracking_number": "RP893531375SG", "carrier_code": "singapore-post", "code": 4016, "message": "Tracking already exists." });
    assert_eq!((&data["added"], &data["trackings"], &data["errors"][0]), (&0.into(), &json!([]), &error));
}

#[tokio::test]
async fn slashes_are_escaped_and_forty_is_the_most() {
    let practice = Practice::start(Config::default()).await;
    let key = practice.running.accounts().remove(3).secrets[0].1;
    let body = json!({ "tracking_number": "LK894734223CN", "carrier_code": "china-ems", "order_create_time": "2017/8/27 16:51" });
    let sent = practice.http.post(practice.more_url("trackings/post")).header("Trackingmore-Api-Key", key);
    let text = sent.body(body.to_string()).send().await.unwrap().text().await.unwrap();
    assert!(text.contains(r#""order_create_time":"2017\/8\/27 16:51""#), "{text}");
    let items = |count: u32| -> Value {
        (0..count)
            .map(|n| json!({ "tracking_number": format!("PRACTICE{n:04}"), "carrier_code": "dpd" }))
            .collect()
    };
    assert_eq!(practice.more("POST", "trackings/batch", items(41)).await, (200, 4020, json!([])));
    assert_eq!(practice.more("POST", "trackings/batch", items(40)).await.2["added"], 40);
}

#[tokio::test]
async fn what_cannot_be_registered() {
    let practice = Practice::start(Config::default()).await;
    let post = async |item: Value| practice.more("POST", "trackings/post", item).await.1;
    let item = |number: &str, carrier: &str| json!({ "tracking_number": number, "carrier_code": carrier });
    assert_eq!(post(item("", "usps")).await, 4013);
    assert_eq!(post(item("a b?", "usps")).await, 4014);
    assert_eq!(post(item("12345678", "nobody")).await, 4015);
    assert_eq!(post(json!([])).await, 4012);
    for (carrier, field, value) in [
        ("mondialrelay", "tracking_postal_code", "75001"),
        ("deutsche-post", "tracking_ship_date", "20260102"),
        ("practice-account-line", "tracking_account_number", "77"),
        ("practice-country-line", "specialNumberDestination", "FR"),
    ] {
        let mut item = item("12345678", carrier);
        assert_eq!(post(item.clone()).await, 4012, "{carrier} without {field}");
        item[field] = value.into();
        assert_eq!(post(item).await, 200, "{carrier} with {field}");
    }
    let mut dashed = item("87654321", "usps");
    dashed["tracking_ship_date"] = "2026-01-02".into();
    assert_eq!(post(dashed).await, 4012);
    let key = practice.running.accounts().remove(3).secrets[0].1;
    let broken = practice.http.post(practice.more_url("trackings/post")).header("Trackingmore-Api-Key", key);
    let broken: Value =
        serde_json::from_slice(&broken.body("{").send().await.unwrap().bytes().await.unwrap()).unwrap();
    assert_eq!(broken["meta"]["code"], 4015, "what is no JSON has no carrier");
    assert_eq!(practice.more("GET", "trackings/batch", Value::Null).await.0, 405);
    assert_eq!(practice.more("GET", "couriers", Value::Null).await.0, 404);
}

#[tokio::test]
async fn registrations_change_and_end() {
    let practice = Practice::start(Config { speed: 1.0, ..Config::default() }).await;
    practice.register("usps", "PRACTICE0001").await;
    practice.register("usps", "PRACTICE0002").await;
    let (_, code, item) = practice
        .more("PUT", "trackings/usps/PRACTICE0001", json!({ "title": "cups", "archived": "true" }))
        .await;
    assert_eq!((code, &item["title"], &item["archived"]), (200, &"cups".into(), &true.into()));
    let forced = practice.more("PUT", "trackings/usps/PRACTICE0001", json!({ "status": 4 })).await.2;
    assert_eq!(forced["status"], "delivered");
    assert_eq!(
        practice.more("PUT", "trackings/usps/PRACTICE0001", json!({ "status": "8" })).await.2["status"],
        "pending"
    );
    assert_eq!(practice.more("PUT", "trackings/usps/PRACTICE0001", json!({ "status": 5 })).await.1, 4033);
    assert_eq!(practice.more("PUT", "trackings/usps/PRACTICE0003", json!({ "title": "x" })).await.1, 4017);

    let both = json!([
        { "tracking_number": "PRACTICE0002", "carrier_code": "usps", "order_id": "A7" },
        { "tracking_number": "PRACTICE0003", "carrier_code": "usps", "order_id": "A8" },
    ]);
    for (path, counted) in [("updatemore", "updated"), ("notupdate", "change"), ("delete", "deleted")] {
        let (_, code, data) = practice.more("POST", &format!("trackings/{path}"), both.clone()).await;
        assert_eq!((code, &data["submitted"], &data[counted]), (200, &2.into(), &1.into()), "{path}");
        assert_eq!(
            (&data["errors"][0]["tracking_number"], &data["errors"][0]["code"]),
            (&"PRACTICE0003".into(), &4017.into())
        );
    }
    assert_eq!(practice.more("GET", "trackings/usps/PRACTICE0002", Value::Null).await.1, 4017);
    assert_eq!(
        practice.more("DELETE", "trackings/usps/PRACTICE0001", Value::Null).await,
        (200, 200, json!([]))
    );
    assert_eq!(practice.more("DELETE", "trackings/usps/PRACTICE0001", Value::Null).await.1, 4017);
    assert_eq!(practice.look("registrations").await, json!([]));
}

#[tokio::test]
async fn another_carrier_finds_what_the_wrong_one_does_not() {
    let practice = Practice::start(Config::default()).await;
    practice.ask("interface.api.php", request("A1", 411)).await;
    let number = practice.order("A1").await["tracking_numbers"][0].as_str().unwrap().to_owned();
    practice.register("fedex", &number).await;
    practice.turn("advance", json!({ "seconds": 400 })).await;
    let item = practice.more("GET", &format!("trackings/fedex/{number}"), Value::Null).await.2;
    assert_eq!((&item["status"], &item["substatus"]), (&"notfound".into(), &"notfound002".into()));
    let body =
        |to: &str| json!({ "tracking_number": number, "carrier_code": "fedex", "update_carrier_code": to });
    assert_eq!(practice.more("POST", "trackings/update", body("nobody")).await.1, 4015);
    let (_, code, data) = practice.more("POST", "trackings/update", body("ups")).await;
    assert_eq!((code, data), (200, json!({ "Usertag": "" })));
    assert_eq!(
        practice.more("POST", "trackings/update", body("ups")).await.1,
        4017,
        "it is not there any more"
    );
    let item = practice.more("GET", &format!("trackings/ups/{number}"), Value::Null).await.2;
    let ours = practice.ask("tracking.php", json!({ "Trackingno": number })).await;
    let newest = &item["origin_info"]["trackinfo"][0];
    assert_eq!(
        newest["StatusDescription"], ours["result"][0]["EventDescription"],
        "both tell the same story"
    );
}

#[tokio::test]
async fn the_quota_runs_down() {
    let practice = Practice::start(Config::default()).await;
    assert_eq!(practice.units_left().await, "2000");
    practice.register("usps", "PRACTICE0001").await;
    assert_eq!(practice.units_left().await, "1999");
    practice.turn("quota", json!({ "units": 1 })).await;
    let items = json!([
        { "tracking_number": "PRACTICE0002", "carrier_code": "usps" },
        { "tracking_number": "PRACTICE0003", "carrier_code": "usps" },
    ]);
    let (_, code, data) = practice.more("POST", "trackings/batch", items).await;
    assert_eq!((code, &data["added"], &data["errors"][0]["code"]), (201, &1.into(), &4021.into()));
    let waybill = json!({ "track_number": ["999-12345675"] });
    assert_eq!(practice.more("POST", "trackings/aircargo", waybill).await.1, 4021);
}

#[tokio::test]
async fn registrations_are_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { state: Some(folder.path().join("state.jsonl")), ..Config::default() };
    let practice = Practice::start(config.clone()).await;
    practice.register("usps", "PRACTICE0001").await;
    practice.more("PUT", "trackings/usps/PRACTICE0001", json!({ "title": "cups" })).await;
    let before = practice.look("registrations").await;
    practice.running.stop().await;
    let practice = Practice::start(config).await;
    assert_eq!(practice.look("registrations").await, before);
    assert_eq!(
        (before[0]["fields"]["title"].as_str(), practice.units_left().await),
        (Some("cups"), "1999".into())
    );
}

#[tokio::test]
async fn two_who_register_at_once_agree() {
    let practice = Practice::start(Config::default()).await;
    let item = json!({ "tracking_number": "PRACTICE0001", "carrier_code": "usps" });
    let created = Cell::new(0);
    let sent = (0..20).map(|_| async {
        match practice.more("POST", "trackings/post", item.clone()).await.1 {
            200 => created.set(created.get() + 1),
            code => assert_eq!(code, 4016),
        }
    });
    futures::future::join_all(sent).await;
    assert_eq!((created.get(), practice.units_left().await), (1, "1999".into()));
}
