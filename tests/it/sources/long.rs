//! Long work says how far it has come, and can be stopped between two calls.

use super::asks;
use shipdesk_app::{AccountRequest, Progress};
use shipdesk_tests::bench::{Bench, open};
use std::collections::BTreeMap;
use std::sync::Mutex;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Hears of each step, and stops after so many.
struct Steps {
    heard: Mutex<Vec<(usize, usize)>>,
    most: usize,
}

impl Steps {
    fn up_to(most: usize) -> Self {
        Self { heard: Mutex::default(), most }
    }

    fn heard(&self) -> Vec<(usize, usize)> {
        self.heard.lock().unwrap().clone()
    }
}

impl Progress for Steps {
    fn advance(&self, done: usize, total: usize) {
        self.heard.lock().unwrap().push((done, total));
    }

    fn goes_on(&self) -> bool {
        self.heard.lock().unwrap().len() < self.most
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_about_parcels_is_told_call_by_call_and_stops_where_it_is() {
    const TRACK: &str = "tracking.getOrderVerdorTracking";
    let bench = Bench::of(&["winit"]).await;
    let numbers: Vec<String> = (0..205).map(|n| format!("WO7{n:09}")).collect();
    bench.desk.track_add("winit", asks(&numbers)).await.unwrap();
    let before = bench.calls(TRACK).await;

    let all = Steps::up_to(usize::MAX);
    let whole = bench.desk.track_check_while(&numbers, &all).await.unwrap().document;
    let (heard, total) = (all.heard(), usize::try_from(whole.asked).unwrap());
    assert!(total >= 205, "{total}");
    let expected: Vec<(usize, usize)> =
        (1..=total.div_ceil(30)).map(|call| ((call * 30).min(total), total)).collect();
    assert_eq!(usize::try_from(whole.calls).unwrap(), expected.len());
    // calls overlap, and the short one may be over before another
    assert_eq!((heard.len(), heard.last()), (expected.len(), expected.last()));

    let first = Steps::up_to(1);
    let some = bench.desk.track_check_while(&numbers, &first).await.unwrap().document;
    let calls = first.heard().len();
    assert_eq!(first.heard()[0], (30, total));
    assert!(calls <= 4, "those on their way come home, four at a time: {calls}");
    assert_eq!((usize::try_from(some.asked), usize::try_from(some.calls)), (Ok(calls * 30), Ok(calls)));
    assert_eq!(bench.calls(TRACK).await - before, u64::from(whole.calls + some.calls));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_told_page_by_page_and_goes_on_where_it_was_stopped() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/v2", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    let bench = Bench::of(&[]).await;
    let accounts: Vec<_> = bench.simulator.accounts();
    let desk = open(bench.folder.path(), &accounts, &bench.clock).await;
    let request = AccountRequest {
        provider: "trackingmore".to_owned(),
        name: "trackingmore".to_owned(),
        base_url: Some(base),
        fields: BTreeMap::new(),
        ..AccountRequest::default()
    };
    desk.account_add(request).await.unwrap();

    let two = Steps::up_to(2);
    let first = desk.track_pull_while("trackingmore", &two).await.unwrap().document;
    assert_eq!((first.pulled, first.new, first.pages), (4, 4, 2));
    assert_eq!(two.heard(), [(2, 5), (4, 5)]);
    let rest = Steps::up_to(usize::MAX);
    let second = desk.track_pull_while("trackingmore", &rest).await.unwrap().document;
    assert_eq!((second.pulled, second.new, second.pages), (1, 1, 1));
    assert_eq!(rest.heard().len(), 1);
    let (done, total) = rest.heard()[0];
    assert_eq!(done, total, "the last page is the end");
}

/// Five parcels, two a page.
async fn serve(mut stream: TcpStream) {
    let (mut heard, mut chunk) = (Vec::new(), [0; 4096]);
    while let Ok(read @ 1..) = stream.read(&mut chunk).await {
        heard.extend_from_slice(&chunk[..read]);
        if !heard.ends_with(b"\r\n\r\n") {
            continue;
        }
        let text = String::from_utf8_lossy(&heard);
        let page = text.split("page=").nth(1).and_then(|rest| rest.chars().next()).unwrap_or('1');
        let first = (page.to_digit(10).unwrap() - 1) * 2;
        let items: Vec<String> = (first..5.min(first + 2))
            .map(|n| format!(r#"{{"tracking_number":"1Z9XV616032714044{n}","carrier_code":"ups"}}"#))
            .collect();
        let body = format!(
            r#"{{"meta":{{"code":200}},"data":{{"page":{page},"limit":2,"total":5,"items":[{}]}}}}"#,
            items.join(",")
        );
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        heard.clear();
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}
