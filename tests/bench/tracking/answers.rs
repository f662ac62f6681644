//! A server that answers every number at once, with a timeline of a dozen lines, so that what is measured is ours.

use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Lines of each timeline.
pub(crate) const LINES: usize = 12;

/// A running server.
#[derive(Debug)]
pub(crate) struct Answers {
    address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    calls: AtomicUsize,
    most_numbers: AtomicUsize,
}

impl Answers {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Seen::default());
        let counted = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(serve(line, Arc::clone(&counted)));
            }
        });
        Self { address, seen }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://{}/service", self.address)
    }

    pub(crate) fn calls(&self) -> usize {
        self.seen.calls.load(Ordering::Relaxed)
    }

    /// The most numbers that one call had.
    pub(crate) fn most_numbers(&self) -> usize {
        self.seen.most_numbers.load(Ordering::Relaxed)
    }
}

/// Answers one request after the other on a connection.
async fn serve(mut line: TcpStream, seen: Arc<Seen>) {
    let mut buffer = Vec::new();
    while let Some(body) = request(&mut line, &mut buffer).await {
        let asked: Value = serde_json::from_slice(&body).expect("JSON");
        let numbers = asked["data"]["trackingnos"].as_str().unwrap_or_default().to_owned();
        let numbers: Vec<&str> = numbers.split(',').collect();
        seen.calls.fetch_add(1, Ordering::Relaxed);
        seen.most_numbers.fetch_max(numbers.len(), Ordering::Relaxed);
        let body = json!({"code": "0", "msg": "操作成功", "data": numbers.iter().map(|number| parcel(number)).collect::<Value>()});
        let body = body.to_string();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        if line.write_all(&[head.as_bytes(), body.as_bytes()].concat()).await.is_err() {
            return;
        }
    }
}

/// The body of the next request; none where the connection ends.
async fn request(line: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Vec<u8>> {
    loop {
        if let Some(end) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&buffer[..end]).to_lowercase();
            let length =
                head.split("content-length:").nth(1)?.lines().next()?.trim().parse::<usize>().ok()?;
            if buffer.len() >= end + 4 + length {
                let rest = buffer.split_off(end + 4 + length);
                let body = buffer.split_off(end + 4);
                *buffer = rest;
                return Some(body);
            }
        }
        if line.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}

/// An invented parcel, as the document has one.
fn parcel(number: &str) -> Value {
    let trace: Vec<Value> = (0..LINES).rev().map(event).collect();
    json!({
        "masterOrderNo": null, "orderNo": number, "trackingNo": format!("LX{}DE", &number[number.len() - 9..]),
        "origin": "US", "destination": "United States", "status": "派送中", "carrier": null, "carrierCode": "USPS",
        "isTracked": null, "podInfo": null, "podInfoList": [], "trace": trace,
    })
}

fn event(n: usize) -> Value {
    let code = ["SO", "PKC", "PAC", "DIC", "DLI"].get(n).copied();
    json!({
        "type": if code.is_some() { "S" } else { "V" }, "date": format!("2026-01-{:02} 10:{n:02}:00", 1 + n),
        "location": "USWC Warehouse", "lastEvent": "N", "eventCode": code.unwrap_or("07"),
        "eventStatus": if code == Some("DLI") { Value::from("派送中") } else { Value::Null },
        "eventDescription": if code.is_some() { "拣选完成".to_owned() } else { format!("Departed Facility {n}") },
        "operator": "la34", "trackingType": null,
    })
}
