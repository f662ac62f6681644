//! Winit: stories of parcels over time, and the proofs of their delivery.

use serde_json::{Value, json};
use shipdesk_simulator::Config;

use crate::practice::{Practice, request};

/// Longer than any story, at the usual pace.
const LATER: i64 = 400;

async fn later() -> Practice {
    let practice = Practice::start(Config::default()).await;
    practice
        .trace("WO7000000000,WO7000000001,WO7000000002,WO7000000003,WO7000000004,WO7000000005,WO7000000006")
        .await;
    practice
        .trace("WO7000000007,WO7000000008,WO7000000009,WO7000000010,WO7000000011,WO7000000012,WO7000000013")
        .await;
    practice.trace("WO7000000014,WO7000000015").await;
    practice.turn("advance", json!({ "seconds": LATER })).await;
    practice
}

impl Practice {
    async fn parcel(&self, number: &str) -> Value {
        self.trace(number).await.remove(0)
    }
}

fn codes(item: &Value) -> Vec<String> {
    item["trace"].as_array().unwrap().iter().map(|event| event["eventCode"].to_string()).collect()
}

fn newest(item: &Value) -> &Value {
    item["trace"].as_array().unwrap().iter().max_by_key(|event| event["date"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn timelines_move_on() {
    let practice = Practice::start(Config { speed: 36.0, ..Config::default() }).await;
    assert_eq!(codes(&practice.parcel("WO7000000000").await), [r#""SO""#]);
    practice.turn("advance", json!({ "seconds": 800 })).await;
    assert_eq!(codes(&practice.parcel("WO7000000000").await), [r#""SO""#, r#""PKC""#, r#""PAC""#]);
    practice.turn("advance", json!({ "seconds": 100 * LATER })).await;
    let item = practice.parcel("WO7000000000").await;
    assert_eq!(item["status"], "派送完成");
    let end = newest(&item);
    assert_eq!(
        (&end["eventCode"], &end["trackingType"], &end["lastEvent"]),
        (&"DLC".into(), &"Dscan".into(), &"Y".into())
    );
    let ends = item["trace"].as_array().unwrap().iter().filter(|event| event["lastEvent"] == "Y").count();
    assert_eq!(ends, 1);
}

#[tokio::test]
async fn every_story_ends_as_it_is_told() {
    let practice = later().await;
    let stories = [
        (3, Value::Null, "DLC", "Y"),
        (4, "已交邮".into(), "HPO", "Y"),
        (5, "已出库".into(), "GAO", "Y"),
        (6, "出库完成".into(), "OBC", "Y"),
        (7, Value::Null, "RD", "Y"),
        (8, "异常".into(), "A1", "Y"),
        (9, "已作废".into(), "VO", "Y"),
        (13, "派送完成".into(), "DLC", "N"),
        (14, "派送失败".into(), "DLF", "Y"),
        (15, "已销毁".into(), "DSC", "Y"),
    ];
    for (order, status, code, last) in stories {
        let item = practice.parcel(&format!("WO70000000{order:02}")).await;
        let end = newest(&item);
        assert_eq!(
            (&item["status"], end["eventCode"].as_str(), end["lastEvent"].as_str()),
            (&status, Some(code), Some(last)),
            "{order}"
        );
    }
    let untracked = practice.parcel("WO7000000005").await;
    assert_eq!((&untracked["carrierCode"], &untracked["isTracked"]), (&Value::Null, &Value::Null));
    let second_try = practice.parcel("WO7000000010").await;
    let types: Vec<&Value> =
        second_try["trace"].as_array().unwrap().iter().map(|event| &event["trackingType"]).collect();
    assert!(types.contains(&&"ATTscan".into()) && types.contains(&&"RDscan".into()), "{types:?}");
}

#[tokio::test]
async fn orders_of_events_ties_and_oddities() {
    let practice = later().await;
    let dates = |item: &Value| -> Vec<String> {
        item["trace"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["date"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(dates(&practice.parcel("WO7000000000").await).is_sorted());
    let backwards = dates(&practice.parcel("WO7000000001").await);
    assert!(backwards.iter().rev().is_sorted() && backwards.first() != backwards.last());
    let ties = practice.parcel("WO7000000000").await;
    assert_eq!(ties["trace"][3]["date"], ties["trace"][4]["date"], "two events share a second");
    let pair = practice.trace("WO7000000002").await;
    assert_eq!(pair.len(), 2);
    assert_eq!(
        (&pair[0]["masterOrderNo"], &pair[1]["orderNo"]),
        (&"WO7000000002".into(), &"WO7000000002B".into())
    );
    let odd = practice.parcel("WO7000000011").await;
    let events = odd["trace"].as_array().unwrap();
    assert!(events.iter().any(|event| event["eventDescription"].is_null() && event["eventCode"].is_number()));
    let again = practice.parcel(pair[1]["trackingNo"].as_str().unwrap()).await;
    assert_eq!(again["orderNo"], "WO7000000002B", "by tracking number too");
}

/// A number, the formats that are offered for it, and how their files begin.
type Proofs = (&'static str, &'static [&'static str], &'static [&'static [u8]]);

#[tokio::test]
async fn proofs_live_for_half_an_hour_and_are_offered_for_three_months() {
    let practice = later().await;
    let formats = |item: &Value| -> Vec<Value> {
        let list = item["podInfoList"].as_array();
        list.into_iter().flatten().map(|pod| pod["formatType"].clone()).collect()
    };
    let get = async |link: &Value| practice.http.get(link.as_str().unwrap()).send().await.unwrap();
    let starts: [Proofs; 4] = [
        ("WO7000000000", &["pdf"], &[b"%PDF-"]),
        ("WO7000000001", &["png"], &[b"\x89PNG\r\n\x1a\n"]),
        ("WO7000000002A", &["pdf", "jpg"], &[b"%PDF-", b"\xFF\xD8\xFF"]),
        ("WO7000000010", &["jpeg", "pdf"], &[b"\xFF\xD8\xFF", b"%PDF-"]),
    ];
    for (number, wanted, magic) in starts {
        let item = practice.parcel(number).await;
        assert_eq!(formats(&item), wanted, "{number}");
        assert_eq!(item["podInfo"], item["podInfoList"][0]);
        for (pod, magic) in item["podInfoList"].as_array().unwrap().iter().zip(magic) {
            let file = get(&pod["podUrl"]).await;
            assert_eq!(file.status(), 200);
            assert!(file.bytes().await.unwrap().starts_with(magic), "{pod}");
        }
    }
    assert_eq!(formats(&practice.parcel("WO7000000012").await), Vec::<Value>::new(), "delivered months ago");
    assert_eq!(formats(&practice.parcel("WO7000000014").await), Vec::<Value>::new(), "never delivered");

    let link = practice.parcel("WO7000000000").await["podInfo"]["podUrl"].clone();
    practice.turn("advance", json!({ "seconds": 29 * 60 })).await;
    assert_eq!(get(&link).await.status(), 200);
    practice.turn("advance", json!({ "seconds": 60 })).await;
    let page = get(&link).await;
    assert_eq!(page.status(), 403);
    assert!(page.text().await.unwrap().starts_with("<html>"));
    let forged = link.as_str().unwrap().replace(".pdf", "0.pdf");
    assert_eq!(get(&forged.into()).await.status(), 404);
    practice.turn("advance", json!({ "seconds": 91 * 86_400 })).await;
    assert_eq!(formats(&practice.parcel("WO7000000000").await), Vec::<Value>::new());
}

#[tokio::test]
async fn what_the_other_platform_sent_is_known() {
    let practice = Practice::start(Config::default()).await;
    practice.ask("interface.api.php", request("A1", 422)).await;
    let number = practice.order("A1").await["tracking_numbers"][0].as_str().unwrap().to_owned();
    practice.turn("advance", json!({ "seconds": LATER })).await;
    let item = practice.parcel(&number).await;
    assert_eq!((&item["trackingNo"], &newest(&item)["lastEvent"]), (&number.as_str().into(), &"Y".into()));
    assert_eq!(codes(&item)[..5], [r#""SO""#, r#""PKC""#, r#""PAC""#, r#""DIC""#, r#""DLI""#]);
}
