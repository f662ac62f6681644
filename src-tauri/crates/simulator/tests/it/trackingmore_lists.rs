//! TrackingMore: what is told of parcels, lanes, waybills and carriers.

use serde_json::{Value, json};
use shipdesk_simulator::Config;

use crate::practice::Practice;

const LATER: i64 = 400;

/// An hour of life is a hundred seconds: nothing moves on while a test works.
const SLOW: f64 = 36.0;

async fn with_parcels(count: u32) -> Practice {
    let practice = Practice::start(Config { speed: SLOW, ..Config::default() }).await;
    let items: Vec<Value> = (0..count)
        .map(|n| json!({ "tracking_number": format!("PRACTICE{n:04}"), "carrier_code": "usps", "order_id": format!("A{n}") }))
        .collect();
    for some in items.chunks(40) {
        assert_eq!(practice.more("POST", "trackings/batch", some.into()).await.1, 200);
    }
    practice
}

impl Practice {
    /// A list, a second after the one before.
    async fn list(&self, query: &str) -> (u64, Value) {
        self.turn("advance", json!({ "seconds": 1 })).await;
        let (_, code, data) = self.more("GET", &format!("trackings/get?{query}"), Value::Null).await;
        (code, data)
    }
}

#[tokio::test]
async fn lists_have_pages_and_filters() {
    let practice = with_parcels(50).await;
    let (code, data) = practice.list("page=2&limit=20").await;
    assert_eq!(
        (code, &data["page"], &data["limit"], &data["total"], &data["count"]),
        (200, &2.into(), &20.into(), &"50".into(), &20.into())
    );
    assert_eq!(data["items"][0]["tracking_number"], "PRACTICE0029", "the newest first");
    assert_eq!(practice.list("page=3&limit=20").await.1["items"].as_array().unwrap().len(), 10);
    assert_eq!(practice.list("page=4&limit=20").await, (200, json!([])), "no items is an empty array");
    assert_eq!(practice.list("limit=2001").await.0, 4012);
    let (_, data) = practice.list("numbers=PRACTICE0003%2CPRACTICE0004&orders=A4").await;
    assert_eq!((&data["total"], &data["items"][0]["order_id"]), (&"1".into(), &"A4".into()));
    practice.more("PUT", "trackings/usps/PRACTICE0007", json!({ "archived": "true" })).await;
    assert_eq!(practice.list("archived=true").await.1["items"][0]["tracking_number"], "PRACTICE0007");
    assert_eq!(practice.list("created_at_max=1500000000").await, (200, json!([])));
    let forty_one = (0..41).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(practice.list(&format!("numbers={forty_one}")).await.0, 4020);
}

#[tokio::test]
async fn one_list_a_second() {
    let practice = Practice::start(Config::default()).await;
    let list = || practice.more("GET", "trackings/get", Value::Null);
    assert_eq!(list().await, (200, 4031, json!([])), "nothing was registered yet");
    let more = futures::future::join_all((0..10).map(|_| list())).await;
    assert!(more.iter().any(|answer| (answer.0, answer.1) == (429, 429)), "{more:?}");
    practice.turn("advance", json!({ "seconds": 2 })).await;
    assert_eq!(list().await.1, 4031);
}

#[tokio::test]
async fn numbers_move_on_and_are_counted() {
    let practice = with_parcels(40).await;
    let counts = async || practice.more("GET", "trackings/getstatusnumber", Value::Null).await.2;
    assert_eq!(counts().await["pending"], 40);
    practice.turn("advance", json!({ "seconds": 200 })).await;
    let early = counts().await;
    assert_eq!((&early["pending"], early["transit"].as_u64() > Some(10)), (&0.into(), true), "{early}");
    practice.turn("advance", json!({ "seconds": 100 * LATER })).await;
    let late = counts().await;
    assert_eq!(late.as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum::<u64>(), 40);
    for status in ["delivered", "undelivered", "exception", "notfound"] {
        assert!(late[status].as_u64() > Some(0), "{status}: {late}");
    }
    let (_, data) = practice.list("status=delivered").await;
    let items = data["items"].as_array().unwrap();
    assert_eq!(items.len() as u64, late["delivered"].as_u64().unwrap());
    practice.turn("advance", json!({ "seconds": 72_000 })).await;
    assert!(counts().await["expired"].as_u64() > Some(0), "thirty days without news");
}

#[tokio::test]
async fn an_item_tells_its_story_newest_first() {
    let practice = Practice::start(Config::default()).await;
    let email = json!({ "tracking_number": "YT1234567890123456", "carrier_code": "yunexpress", "customer_email": "buyer@example.com" });
    practice.more("POST", "trackings/post", email).await;
    practice.turn("advance", json!({ "seconds": LATER })).await;
    let item = practice.more("GET", "trackings/yunexpress/YT1234567890123456/en", Value::Null).await.2;
    assert_eq!(item["customer_email"], json!(["buyer@example.com"]));
    assert_eq!((&item["original_country"], &item["archived"]), (&"CN".into(), &false.into()));
    assert!(item["created_at"].as_str().unwrap().ends_with("+00:00"));
    let [from, to] =
        ["origin_info", "destination_info"].map(|half| item[half]["trackinfo"].as_array().unwrap().clone());
    let dates: Vec<&str> = to.iter().map(|event| event["Date"].as_str().unwrap()).collect();
    assert!(dates.iter().rev().is_sorted());
    assert_eq!(from.last().unwrap()["checkpoint_status"], "notfound");
    let out = to.iter().find(|event| event["StatusDescription"] == "Out for delivery").unwrap();
    assert_eq!((&out["checkpoint_status"], &out["substatus"]), (&"pickup".into(), &Value::Null));
    let listed = practice.list("").await.1["items"][0].clone();
    assert_eq!(listed["customer_email"], "buyer@example.com", "a list has a text");
    assert_eq!(listed["lastEvent"], item["lastEvent"]);
}

#[tokio::test]
async fn in_real_time_once_in_two_hours() {
    let practice = Practice::start(Config::default()).await;
    let live = |number: &str| {
        practice.more(
            "POST",
            "trackings/realtime",
            json!({ "tracking_number": number, "carrier_code": "usps" }),
        )
    };
    let (_, code, data) = live("9400111899560000000001").await;
    assert_eq!((code, data["items"].as_array().unwrap().len()), (200, 1));
    assert_eq!(live("9400111899560000000001").await.1, 202);
    assert_eq!(live("9400111899560000000002").await.1, 200);
    let others: Vec<String> = (3..15).map(|n| format!("94001118995600000000{n:02}")).collect();
    let at_once = futures::future::join_all(others.iter().map(|number| live(number))).await;
    assert!(at_once.iter().any(|answer| answer.0 == 429), "three a second");
    practice.turn("advance", json!({ "seconds": 7_100 })).await;
    assert_eq!(live("9400111899560000000001").await.1, 202);
    practice.turn("advance", json!({ "seconds": 100 })).await;
    assert_eq!(live("9400111899560000000001").await.1, 200);
    assert_eq!(live("").await.1, 4013);
    assert_eq!(practice.look("registrations").await, json!([]), "asking does not register");
}

#[tokio::test]
async fn remote_places_and_lanes() {
    let practice = Practice::start(Config::default()).await;
    let places = json!([
        { "country": "US", "postcode": "99501" },
        { "country": "US", "postcode": "53703" },
        { "country": "GB", "postcode": "ZE1 0AA", "company": "ups" },
    ]);
    let data = practice.more("POST", "trackings/remote", places).await.2;
    let far = json!({ "far_express_company": "ups", "two_code": "US", "far_country": "US", "far_city_postcode": "99501" });
    assert_eq!((&data["submitted"], &data["remote"]), (&3.into(), &json!([far])));
    assert_eq!(data["other"].as_array().unwrap().len(), 2);
    assert_eq!(practice.more("POST", "trackings/remote", json!([{ "country": "US" }])).await.1, 4012);

    let lane = |carrier: &str| json!([{ "carrier_code": carrier, "original": "US", "destination": "US" }]);
    let times = practice.more("POST", "trackings/costtime", lane("usps")).await.2;
    assert_eq!((&times[0]["carrier_code"], &times[0]["destination"]), (&"usps".into(), &"US".into()));
    assert!(times[0]["average"].as_str().unwrap().parse::<f64>().unwrap() >= 2.0);
    assert_eq!(practice.more("POST", "trackings/costtime", lane("nobody")).await.1, 4015);
}

#[tokio::test]
async fn air_waybills() {
    let practice = Practice::start(Config::default()).await;
    let ask = |number: &str| {
        practice.more("POST", "trackings/aircargo", json!({ "track_number": [number], "lang": "en" }))
    };
    let data = ask("999-12345675").await.2;
    assert_eq!(data[0]["track_number"], "999-12345675");
    assert!(data[0]["track_info"].is_array());
    assert_eq!(ask("999-12345676").await.1, 4014);
    let info = practice.more("GET", "trackings/getuserinfo", Value::Null).await.2;
    assert_eq!(info["remain_num"], "1980", "twenty units a number");
}

#[tokio::test]
async fn carriers_and_whose_number_it_may_be() {
    let practice = Practice::start(Config::default()).await;
    let carriers = practice.more("GET", "carriers/", Value::Null).await.2;
    let names: Vec<&str> = carriers[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["name", "code", "phone", "homepage", "type", "picture"]);
    let detect = async |number: &str| {
        practice.more("POST", "carriers/detect", json!({ "tracking_number": number })).await
    };
    let ems = detect("EA152563254CN").await.2;
    assert_eq!(
        ems,
        json!([{ "name": "China Post", "code": "china-post" }, { "name": "China EMS", "code": "china-ems" }])
    );
    assert_eq!(detect("1Z9XV6160327140440").await.2[0]["code"], "ups");
    assert_eq!(detect("?").await, (200, 4032, json!([])));
    assert_eq!(detect("").await.1, 4013);
}
