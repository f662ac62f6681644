//! What sources say beside the lines of a timeline: a word for the whole parcel, proofs, that they are busy.

use super::told::Told;
use serde_json::{Value, json};
use shipdesk_app::documents::{PodState, TrackDocument};
use shipdesk_core::error::ErrorCode;
use shipdesk_core::status::DeliveryStatus as S;
use shipdesk_tests::bench::Bench;

async fn track(bench: &Bench) -> TrackDocument {
    bench.desk.track_one("LK1", true, false).await.unwrap().document
}

/// An answer about the parcel, with these members beside its numbers.
fn parcel_of(members: &Value) -> Vec<u8> {
    let mut parcel = json!({ "trackingNo": "LK1", "orderNo": "WO1", "trace": [] });
    parcel.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    json!({ "code": "0", "msg": "操作成功", "data": [parcel] }).to_string().into_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_for_the_whole_parcel_is_shown_and_decides_only_where_it_is_known() {
    let told = Told::new(&parcel_of(&json!({ "status": "已建包" })));
    let bench = told.bench("winit").await;
    let shown = track(&bench).await;
    assert_eq!(shown.sources[0].said.as_deref(), Some("已建包"));
    assert_eq!((shown.status, shown.decided_by), (S::Pending, None), "nobody knows the word");
    told.say(200, &parcel_of(&json!({ "status": "派送完成" })));
    let shown = track(&bench).await;
    assert_eq!(shown.sources[0].said.as_deref(), Some("派送完成"));
    assert_eq!((shown.status, shown.is_final, shown.decided_by), (S::Delivered, true, None));
    // a line that is understood speaks in its place
    let line = json!({ "type": "S", "eventCode": "RD", "date": "2026-01-05 10:00:00", "lastEvent": "N" });
    told.say(200, &parcel_of(&json!({ "status": "派送完成", "trace": [line] })));
    let shown = track(&bench).await;
    assert_eq!((shown.status, shown.sources[0].said.as_deref()), (S::Returned, Some("派送完成")));
    told.say(200, &parcel_of(&json!({ "status": null })));
    assert_eq!(track(&bench).await.sources[0].said, None, "what it said when it last answered");
}

#[tokio::test(flavor = "multi_thread")]
async fn links_to_the_same_proof_are_followed_once() {
    let told = Told::new(b"");
    let link = |name: &str| json!({ "podUrl": format!("{}/proof-{name}", told.url), "formatType": "jpg" });
    let line = json!({ "type": "S", "eventCode": "DLC", "date": "2026-01-05 10:00:00", "lastEvent": "Y" });
    let offer = |names: [&str; 3]| {
        told.say(200, &parcel_of(&json!({ "trace": [line], "podInfoList": names.map(link) })));
    };
    offer(["1", "1", "2"]);
    let bench = told.bench("winit").await;
    let shown = track(&bench).await;
    assert_eq!((shown.pods.len(), shown.pod_state), (1, PodState::Stored), "the same bytes");
    assert_eq!(told.calls(), 1 + 2);
    // each answer has links of its own
    offer(["3", "4", "4"]);
    track(&bench).await;
    assert_eq!(told.calls(), 3 + 1);
    offer(["5", "6", "7"]);
    track(&bench).await;
    assert_eq!(told.calls(), 4 + 1 + 3, "one more is offered");
}

#[tokio::test(flavor = "multi_thread")]
async fn busy_in_the_body_is_busy() {
    let told = Told::new(r#"{"code":500,"msg":"系统异常","data":null}"#.as_bytes());
    let bench = told.bench("xportcn").await;
    let refused = async || bench.desk.purchase_show("xportcn", "P1", true).await.unwrap_err();
    let error = refused().await;
    assert_eq!((error.code, error.code.exit()), (ErrorCode::ProviderDown, 4));
    assert_eq!(told.calls(), 3, "a read is asked again");
    told.say(200, br#"{"code":"429","msg":"slow down","data":null}"#);
    for _ in 0..2 {
        let error = refused().await;
        assert_eq!((error.code, error.code.exit()), (ErrorCode::RateLimited, 4));
        assert_eq!(told.calls(), 4, "the silence has begun");
    }
}
