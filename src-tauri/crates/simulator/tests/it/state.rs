//! What is remembered: over a restart, between servers, against the clock.

use serde_json::json;
use shipdesk_simulator::Config;

use crate::practice::{Practice, fixture, request};

#[tokio::test]
async fn a_restart_remembers() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { state: Some(folder.path().join("state.jsonl")), ..Config::default() };
    let practice = Practice::start(config.clone()).await;
    practice.ask("interface.api.php", request("A1", 386)).await;
    practice.turn("advance", json!({ "seconds": 40 })).await;
    let label = practice.ask("fetchlabel.php", json!({ "Orderid": "A1" })).await;
    let (before, balance) = (practice.order("A1").await, practice.balance().await);
    let port = practice.running.addr().port();
    practice.running.stop().await;

    let practice = Practice::start(Config { port, ..config }).await;
    assert_eq!(practice.order("A1").await, before);
    assert_eq!(practice.balance().await, balance);
    assert_eq!(practice.ask("fetchlabel.php", json!({ "Orderid": "A1" })).await, label);
    let number = &before["tracking_numbers"][0];
    let timeline = practice.ask("tracking.php", json!({ "Trackingno": number })).await;
    assert!(timeline["result"].as_array().unwrap().len() > 1, "the clock stayed where it was");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_number_is_created_once_by_two_servers() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { state: Some(folder.path().join("state.jsonl")), ..Config::default() };
    let servers = [Practice::start(config.clone()).await, Practice::start(config).await];
    let body = request("A1", 386);
    let sent = (0..50).map(|place| {
        let server = &servers[place % 2];
        async { server.text("interface.api.php", body.clone()).await }
    });
    let answers = futures::future::join_all(sent).await;
    let taken = r#"{"result":[{"code":400,"orderid":"A1","msg":"订单号已存在"}]}"#;
    assert_eq!(answers.iter().filter(|answer| **answer == fixture("create.done.json")).count(), 1);
    assert_eq!(answers.iter().filter(|answer| *answer == taken).count(), 49);
    for server in &servers {
        assert_eq!(server.order("A1").await["create_calls"], 50);
        assert_eq!(server.look("orders").await.as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn the_document_s_channel_labels_have_numbers_of_their_carriers() {
    let practice = Practice::start(Config::default()).await;
    for (channel, start, length) in
        [(411, "1Z", 18), (422, "94", 22), (386, "7", 12), (440, "RX", 13), (430, "YT", 18)]
    {
        let order_no = format!("A{channel}");
        practice.ask("interface.api.php", request(&order_no, channel)).await;
        let order = practice.order(&order_no).await;
        let number = order["tracking_numbers"][0].as_str().unwrap();
        assert!(number.starts_with(start) && number.len() == length, "{channel}: {number}");
    }
}

#[tokio::test]
async fn dropping_stops() {
    let practice = Practice::start(Config::default()).await;
    let address = practice.running.addr();
    practice.running.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
