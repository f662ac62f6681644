//! Xportcn: headers, nonces, and what is in a purchase.

use serde_json::{Value, json};
use shipdesk_simulator::Config;

use crate::practice::Practice;
use crate::signing::{md5, now};

/// What a request carries.
struct Headers {
    timestamp: i64,
    nonce: String,
    secret: &'static str,
    user: &'static str,
}

fn headers(nonce: &str) -> Headers {
    let nonce = format!("{nonce:0>32}");
    Headers { timestamp: now().as_second(), nonce, secret: "practice-xportcn-9c47d20b", user: "50012" }
}

impl Practice {
    async fn detail(&self, id: &str, with: &Headers) -> Value {
        let account = self.running.accounts().remove(4);
        assert_eq!((account.provider, account.secrets[0].0), ("xportcn", "access_secret"));
        let key = account.fields[0].1;
        let signature = md5(&format!("{key}{}{}{}", with.timestamp, with.nonce, with.secret));
        let url = format!("{}/open/order/logistics/detail/get?subPurchaseOrderId={id}", account.base_url);
        let sent =
            self.http.get(url).header("access-key", key).header("timestamp", with.timestamp.to_string());
        let sent =
            sent.header("nonce-str", &with.nonce).header("user-id", with.user).header("signature", signature);
        serde_json::from_slice(&sent.send().await.unwrap().bytes().await.unwrap()).unwrap()
    }
}

#[tokio::test]
async fn headers_are_checked_and_told_apart() {
    let practice = Practice::start(Config::default()).await;
    let id = "700000000000";
    let told = |answer: Value| (answer["code"].as_i64().unwrap(), answer["msg"].as_str().unwrap().to_owned());
    assert_eq!(told(practice.detail(id, &headers("1")).await), (200, "成功".to_owned()));
    assert_eq!(told(practice.detail(id, &headers("1")).await), (401, "nonce-str已被使用".to_owned()));
    let wrong = Headers { secret: "wrong", ..headers("2") };
    assert_eq!(told(practice.detail(id, &wrong).await), (401, "签名错误".to_owned()));
    assert_eq!(
        told(practice.detail(id, &headers("2")).await).0,
        200,
        "a refused request does not use its nonce up"
    );
    let late = Headers { timestamp: now().as_second() - 602, ..headers("3") };
    assert!(told(practice.detail(id, &late).await).1.starts_with("timestamp已过期"));
    let early = Headers { timestamp: now().as_second() + 590, ..headers("3") };
    assert_eq!(told(practice.detail(id, &early).await).0, 200);
    let short = Headers { nonce: "abc".to_owned(), ..headers("") };
    assert!(told(practice.detail(id, &short).await).1.starts_with("nonce-str必须"));
    let stranger = Headers { user: "1", ..headers("4") };
    assert_eq!(told(practice.detail(id, &stranger).await), (403, "user-id无权限".to_owned()));
    assert_eq!(told(practice.detail("700000000120", &headers("5")).await), (404, "订单不存在".to_owned()));
    assert_eq!(told(practice.detail("", &headers("6")).await).0, 400);
}

#[tokio::test]
async fn a_used_nonce_is_known_to_the_next_server() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { state: Some(folder.path().join("state.jsonl")), ..Config::default() };
    let practice = Practice::start(config.clone()).await;
    assert_eq!(practice.detail("700000000000", &headers("1")).await["code"], 200);
    practice.running.stop().await;
    let practice = Practice::start(config).await;
    assert_eq!(practice.detail("700000000000", &headers("1")).await["msg"], "nonce-str已被使用");
}

#[tokio::test]
async fn purchases_of_every_kind() {
    let practice = Practice::start(Config::default()).await;
    let ids: Vec<String> = (0..6).map(|kind| (700_000_000_000_u64 + kind).to_string()).collect();
    for id in &ids {
        practice.detail(id, &headers(id)).await;
    }
    practice.turn("advance", json!({ "seconds": 200 })).await;
    let mut parcels = Vec::new();
    for id in &ids {
        let answer = practice.detail(id, &headers(&format!("again{id}"))).await;
        parcels.push(answer["data"]["pnmLogisticsDetails"].as_array().unwrap().clone());
    }
    let counts: Vec<usize> = parcels.iter().map(Vec::len).collect();
    assert_eq!(counts, [1, 2, 0, 3, 1, 1]);
    let bare = &parcels[4][0];
    assert!(bare["receiver"].is_null() && bare["logisticsPartner"].is_null());
    assert_eq!(bare["logisticsGoods"][0]["quantity"], "若干");
    assert_eq!(parcels[5][0]["logisticsTraces"][0]["status"], "TRANSPORT", "never heard of again");
    let whole = &parcels[0][0];
    let traces = whole["logisticsTraces"].as_array().unwrap();
    assert_eq!(
        (traces.len(), &traces[0]["status"], &traces[0]["action"]),
        (14, &"SIGN".into(), &"TMS_SIGN".into())
    );
    assert_eq!(traces[6]["time"], traces[8]["time"], "events share a second");
    assert!(traces[1]["standerdDesc"].as_str().unwrap().contains("(13800000002)"));
    assert_eq!(whole["logisticsGoods"][1]["quantity"], "2");
    assert_ne!(parcels[1][0]["mailNo"], parcels[1][1]["mailNo"]);
}

#[tokio::test]
async fn a_purchase_moves_on() {
    let practice = Practice::start(Config::default()).await;
    let id = "700000000001";
    let first = practice.detail(id, &headers("1")).await;
    assert_eq!(
        first["data"]["pnmLogisticsDetails"].as_array().unwrap().len(),
        1,
        "the second has not left yet"
    );
    let count = |answer: &Value| {
        answer["data"]["pnmLogisticsDetails"][0]["logisticsTraces"].as_array().unwrap().len()
    };
    practice.turn("advance", json!({ "seconds": 20 })).await;
    let second = practice.detail(id, &headers("2")).await;
    assert_eq!(second["data"]["pnmLogisticsDetails"].as_array().unwrap().len(), 2);
    assert!(count(&second) > count(&first));
}
