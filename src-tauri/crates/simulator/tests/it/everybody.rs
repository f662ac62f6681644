//! What holds for every provider: accounts, the fault dial, the admin pages, one story for one parcel.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use shipdesk_simulator::{Config, accounts};

use crate::practice::Practice;
use crate::signing::TRACK;

#[test]
fn accounts_are_the_same_everywhere() {
    let all = accounts("127.0.0.1:9");
    let others: Vec<(&str, &str, &str)> =
        all[2..].iter().map(|one| (one.provider, one.name, one.base_url.as_str())).collect();
    let expected = [
        ("winit", "practice-winit", "http://127.0.0.1:9/winit/openapi/service"),
        ("trackingmore", "practice-trackingmore", "http://127.0.0.1:9/trackingmore/v2"),
        ("xportcn", "practice-xportcn", "http://127.0.0.1:9/xportcn/api"),
    ];
    assert_eq!(others, expected);
}

#[tokio::test]
async fn the_dial_knows_every_call() {
    let practice = Practice::start(Config::default()).await;
    let hit = async |call: &str| {
        practice.turn("faults", json!([{ "kind": "refused", "percent": 100, "call": call }])).await;
    };
    hit(TRACK).await;
    let refused = json!({ "code": "00010001", "msg": "系统繁忙,请稍后再试", "data": "" });
    assert_eq!(practice.winit(TRACK, json!({ "trackingnos": "WO7000000000" })).await, refused);
    assert_eq!(
        practice.winit("isp.order.query", json!({ "refNo": "SHOP-1000" })).await["code"],
        "0",
        "only the one"
    );
    hit("trackings/post").await;
    let item = json!({ "tracking_number": "PRACTICE0001", "carrier_code": "usps" });
    assert_eq!(practice.more("POST", "trackings/post", item.clone()).await, (503, 503, json!([])));
    assert_eq!(practice.look("registrations").await, json!([]), "nothing is carried out");
    hit("trackings/item/get").await;
    assert_eq!(practice.more("POST", "trackings/post", item).await.1, 200);
    assert_eq!(practice.more("GET", "trackings/usps/PRACTICE0001", Value::Null).await.1, 503);
    let calls = practice.look("calls").await;
    let expected = json!({ "isp.order.query": 1, TRACK: 1, "trackings/item/get": 1, "trackings/post": 2 });
    assert_eq!(calls, expected);
}

#[tokio::test]
async fn answers_get_lost_everywhere() {
    let practice = Practice::start(Config::default()).await;
    practice.turn("faults", json!([{ "kind": "answer-lost", "percent": 100 }])).await;
    let key = practice.running.accounts().remove(3).secrets[0].1;
    let body = json!({ "tracking_number": "PRACTICE0001", "carrier_code": "usps" });
    let sent = practice.http.post(practice.more_url("trackings/post")).header("Trackingmore-Api-Key", key);
    assert!(sent.body(body.to_string()).send().await.unwrap_err().is_request());
    assert_eq!(practice.look("registrations").await[0]["tracking_number"], "PRACTICE0001", "carried out");
    assert!(practice.winit_send("{}".to_owned()).await.is_err());
    let detail = format!("{}/open/order/logistics/detail/get", practice.running.accounts()[4].base_url);
    assert!(practice.http.get(detail).send().await.is_err());
    assert_eq!(
        practice.look("calls").await,
        json!({ "logistics/detail/get": 1, "service": 1, "trackings/post": 1 })
    );
}

#[tokio::test]
async fn a_proof_s_address_may_serve_a_page() {
    let practice = Practice::start(Config::default()).await;
    practice.trace("WO7000000000").await;
    practice.turn("advance", json!({ "seconds": 400 })).await;
    practice.turn("faults", json!([{ "kind": "html-label", "percent": 100 }])).await;
    let link = practice.trace("WO7000000000").await[0]["podInfo"]["podUrl"].clone();
    let page = practice.http.get(link.as_str().unwrap()).send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().starts_with("<html>"));
}

#[tokio::test]
async fn latency_is_for_everybody() {
    let practice = Practice::start(Config { latency: Duration::from_millis(150), ..Config::default() }).await;
    let begun = Instant::now();
    practice.winit_send("{}".to_owned()).await.unwrap();
    practice.more("GET", "carriers/", Value::Null).await;
    assert!(begun.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn the_admin_pages_list_what_there_is() {
    let practice = Practice::start(Config::default()).await;
    let parcels = practice.look("parcels").await;
    assert_eq!(parcels.as_array().unwrap().len(), 680);
    let first = &parcels[0];
    assert_eq!((&first["order_no"], &first["story"]), (&"WO7000000000A".into(), &"Delivered".into()));
    let item = practice.trace(first["tracking_no"].as_str().unwrap()).await;
    assert_eq!(item[0]["orderNo"], first["order_no"]);
    let purchases = practice.look("purchases").await;
    assert_eq!(purchases.as_array().unwrap().len(), 120);
    assert_eq!((&purchases[2]["kind"], &purchases[2]["mail_numbers"]), (&"NotShipped".into(), &json!([])));
}

#[tokio::test]
async fn two_providers_tell_one_story() {
    let practice = Practice::start(Config::default()).await;
    let parcel = practice.look("parcels").await[0].clone();
    let (carrier, number) =
        (parcel["carrier_code"].as_str().unwrap(), parcel["tracking_no"].as_str().unwrap());
    practice.register(carrier, number).await;
    practice.turn("advance", json!({ "seconds": 60 })).await;
    let warehouse = practice.trace(number).await.remove(0);
    let scans = |event: &&Value| event["type"] == "V";
    let theirs: Vec<Value> = warehouse["trace"]
        .as_array()
        .unwrap()
        .iter()
        .filter(scans)
        .map(|event| event["date"].clone())
        .collect();
    let item = practice.more("GET", &format!("trackings/{carrier}/{number}"), Value::Null).await.2;
    let events = item["origin_info"]["trackinfo"].as_array().unwrap();
    assert!(!theirs.is_empty());
    assert_eq!(events.len(), theirs.len());
    let date = |event: &Value| event["Date"].as_str().unwrap().to_owned();
    for (event, there) in events.iter().rev().zip(&theirs) {
        assert!(there.as_str().unwrap().starts_with(&date(event)), "{there} {event}");
    }
}
