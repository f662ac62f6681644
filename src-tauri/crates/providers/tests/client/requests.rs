//! What goes over the line, and what of it is kept: addresses, signatures, and requests that hold for one try.

use crate::calls::{DONE, LONG, client};
use crate::server::{Server, Step, answer};
use shipdesk_core::secret::Secret;
use shipdesk_providers::spi::error::ProviderError;
use shipdesk_providers::spi::http::{HttpAnswer, HttpRequest, Prepared};
use std::sync::atomic::{AtomicU32, Ordering};

/// Gives what the provider's clock said.
fn dated(request: HttpRequest) -> Prepared<Option<jiff::Timestamp>> {
    Prepared::read("ask", request, |answer: &HttpAnswer| Ok::<_, ProviderError>(answer.date))
}

fn first_line(server: &Server) -> String {
    server.heard()[0].text.lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn without_a_path_the_address_is_the_base_url_itself() {
    for (base, path, line) in [
        ("openapi/service", "", "GET /openapi/service HTTP/1.1"),
        ("openapi/service/", "", "GET /openapi/service HTTP/1.1"),
        ("openapi/service", "?a=1", "GET /openapi/service?a=1 HTTP/1.1"),
        ("openapi/service", "orders", "GET /openapi/service/orders HTTP/1.1"),
        ("", "", "GET / HTTP/1.1"),
        ("", "orders", "GET /orders HTTP/1.1"),
    ] {
        let server = Server::says(answer("200 OK", "", DONE)).await;
        let reply = client(&server.url(base)).send(dated(HttpRequest::get(path)), LONG).await;
        assert!(reply.outcome.is_ok());
        assert_eq!(first_line(&server), line);
        let kept = reply.exchanges[0].address.trim_end_matches('/').to_owned();
        let sent = line.trim_start_matches("GET /").trim_end_matches(" HTTP/1.1");
        assert_eq!(kept, format!("GET {}", server.url(sent)).trim_end_matches('/'));
    }
}

#[tokio::test]
async fn keys_in_a_query_are_sent_and_not_kept() {
    let server = Server::says(answer("200 OK", "", DONE)).await;
    let request = HttpRequest::get("orders?id=7&access-key=k-1&Sign=s-1");
    assert_eq!(format!("{request:?}"), "GET orders?id=7&access-key=***&Sign=*** (0 bytes)");
    let reply = client(&server.url("")).send(dated(request), LONG).await;
    assert_eq!(first_line(&server), "GET /orders?id=7&access-key=k-1&Sign=s-1 HTTP/1.1");
    let kept = &reply.exchanges[0].address;
    assert_eq!(*kept, format!("GET {}", server.url("orders?id=7&access-key=***&Sign=***")));
}

#[tokio::test]
async fn what_a_request_hides_is_masked_in_all_that_is_kept() {
    let server = Server::says(answer("200 OK", "", r#"{"echo":"SIGNATURE-1"}"#)).await;
    let mut request =
        HttpRequest::post_json("orders", &serde_json::json!({"sign": "SIGNATURE-1", "no": "A1001"}));
    request.hidden.push(Secret::new("SIGNATURE-1"));
    let refuse = |_: &HttpAnswer| Err::<(), _>(ProviderError::auth("SIGNATURE-1 is wrong"));
    let reply = client(&server.url("")).send(Prepared::read("ask", request, refuse), LONG).await;
    assert!(server.heard()[0].text.contains("SIGNATURE-1"), "the provider gets it");
    let kept = &reply.exchanges[0];
    assert_eq!(kept.request, r#"{"sign":"***","no":"A1001"}"#);
    assert_eq!(kept.answer.as_deref(), Some(r#"{"echo":"***"}"#));
    assert_eq!(reply.outcome.as_ref().unwrap_err().detail, "*** is wrong");
    assert!(!format!("{reply:?}").contains("SIGNATURE"), "{reply:?}");
}

#[tokio::test]
async fn each_try_has_a_request_of_its_own() {
    let broken = vec![Step::Hear, Step::Reset];
    let done = vec![Step::Hear, Step::Say(answer("200 OK", "", DONE))];
    let server = Server::plays(vec![broken.clone(), broken, done]).await;
    let made = AtomicU32::new(0);
    let make = move || HttpRequest::get(format!("orders?nonce={}", made.fetch_add(1, Ordering::Relaxed)));
    let reply = client(&server.url("")).send(dated(make()).made_anew(make), LONG).await;
    assert!(reply.outcome.is_ok(), "{reply:?}");
    let lines: Vec<String> =
        server.heard().iter().map(|heard| heard.text.lines().next().unwrap_or_default().to_owned()).collect();
    let line = |nonce| format!("GET /orders?nonce={nonce} HTTP/1.1");
    assert_eq!(lines, [line(1), line(2), line(3)]);
}

#[tokio::test]
async fn the_providers_clock_is_told_where_it_can_be_read() {
    for (header, date) in [
        ("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", Some("1994-11-06T08:49:37Z")),
        ("Date: yesterday\r\n", None),
        ("", None),
    ] {
        let server = Server::says(answer("200 OK", header, DONE)).await;
        let reply = client(&server.url("")).send(dated(HttpRequest::get("time")), LONG).await;
        assert_eq!(reply.outcome.unwrap(), date.map(|date| date.parse().unwrap()), "{header}");
    }
}
