//! Answers that come whole, good and bad, and what is kept of them.

use crate::calls::{DONE, EFFECTS, LONG, SECRET, call, client, kind, meaning, send, tries};
use crate::server::{Server, Step, answer, bomb};
use futures::future::join_all;
use shipdesk_providers::spi::client::{Client, Reply};
use shipdesk_providers::spi::error::ErrorKind;
use shipdesk_providers::spi::http::Effect;

const PAGE: &str = "<html><h1>Bad gateway</h1></html>";
const MIB: usize = 1024 * 1024;
/// What the two sockets may hold beyond what was read.
const IN_FLIGHT: usize = 16 * MIB;

async fn answered(effect: Effect, bytes: Vec<u8>) -> (Reply<Vec<u8>>, Server) {
    send(effect, vec![vec![Step::Hear, Step::Say(bytes)]], LONG).await
}

#[tokio::test]
async fn a_good_answer_takes_one_exchange() {
    for effect in EFFECTS {
        let (reply, server) = answered(effect, answer("200 OK", "", DONE)).await;
        assert_eq!(reply.outcome.unwrap(), DONE.as_bytes());
        assert_eq!(reply.silence, None);
        let [exchange] = reply.exchanges.as_slice() else { panic!("{} tries", reply.exchanges.len()) };
        assert_eq!(exchange.action, if effect == Effect::Read { "ask" } else { "change" });
        assert_eq!(exchange.address, format!("POST {}", server.url("orders.php")));
        assert_eq!(exchange.request, r#"{"AppSecret":"***","OrderID":"A1001"}"#);
        assert_eq!(
            (exchange.status, exchange.answer.as_deref(), &exchange.error),
            (Some(200), Some(DONE), &None)
        );
        assert!(exchange.took < LONG);
        let [heard] = server.heard().try_into().ok().unwrap();
        assert!(heard.text.starts_with("POST /orders.php HTTP/1.1\r\n"), "{}", heard.text);
        for part in [
            "content-type: application/json\r\n".to_owned(),
            format!("x-shipdesk-key: {SECRET}\r\n"),
            format!("user-agent: shipdesk/{}\r\n", env!("CARGO_PKG_VERSION")),
            format!("\r\n\r\n{{\"AppSecret\":\"{SECRET}\",\"OrderID\":\"A1001\"}}"),
        ] {
            assert!(heard.text.contains(&part), "{part} in {}", heard.text);
        }
    }
}

#[tokio::test]
async fn a_refusal_is_an_answer_and_not_asked_again() {
    for effect in EFFECTS {
        let (reply, server) = answered(effect, answer("200 OK", "", r#"{"no":"余额不足"}"#)).await;
        let error = reply.outcome.unwrap_err();
        assert_eq!((error.kind, error.message.as_deref()), (ErrorKind::Refused, Some("余额不足")));
        assert_eq!(error.code.as_deref(), Some("400"));
        assert_eq!((server.heard().len(), reply.exchanges.len()), (1, 1));
        assert_eq!(reply.exchanges[0].error, Some(error));
    }
}

/// Sends a call whose answers are all bad; gives what every exchange kept.
async fn bad(effect: Effect, bytes: Vec<u8>, failure: ErrorKind) -> Vec<(Option<u16>, Option<String>)> {
    let (reply, server) = answered(effect, bytes).await;
    assert_eq!(kind(&reply), meaning(effect, failure), "{effect:?}");
    assert_eq!((server.heard().len(), reply.exchanges.len()), (tries(effect), tries(effect)), "{effect:?}");
    reply.exchanges.into_iter().map(|exchange| (exchange.status, exchange.answer)).collect()
}

#[tokio::test]
async fn a_provider_that_is_out_of_order_is_asked_again_by_reads_only() {
    let status = |effect, code: u16| async move {
        let bytes = answer(&format!("{code} Trouble"), "Content-Type: text/html\r\n", PAGE);
        let kept = bad(effect, bytes, ErrorKind::Down).await;
        assert_eq!(kept, vec![(Some(code), Some(PAGE.to_owned())); tries(effect)]);
    };
    join_all(EFFECTS.into_iter().flat_map(|effect| [500, 502, 503, 504].map(|code| status(effect, code))))
        .await;
}

#[tokio::test]
async fn the_status_of_a_failing_provider_is_told() {
    join_all(EFFECTS.map(|effect| async move {
        let (reply, _) = answered(effect, answer("503 Unavailable", "", DONE)).await;
        let error = reply.outcome.unwrap_err();
        assert_eq!((error.kind, error.code.as_deref()), (meaning(effect, ErrorKind::Down), Some("503")));
        assert!(error.detail.ends_with("HTTP 503"), "{}", error.detail);
    }))
    .await;
}

#[tokio::test]
async fn what_a_failing_provider_says_is_quoted_and_changes_nothing() {
    join_all(EFFECTS.map(|effect| async move {
        let said = answer("500 Trouble", "", r#"{"no":"系统维护中"}"#);
        let (reply, server) = answered(effect, said).await;
        let error = reply.outcome.unwrap_err();
        assert_eq!((error.kind, error.code.as_deref()), (meaning(effect, ErrorKind::Down), Some("500")));
        assert_eq!(error.message.as_deref(), Some("系统维护中"));
        assert_eq!(server.heard().len(), tries(effect));
    }))
    .await;
}

#[tokio::test]
async fn a_page_in_the_place_of_an_answer_is_unreadable() {
    join_all(EFFECTS.map(|effect| async move {
        let kept = bad(effect, answer("200 OK", "", PAGE), ErrorKind::BadAnswer).await;
        assert_eq!(kept, vec![(Some(200), Some(PAGE.to_owned())); tries(effect)]);
    }))
    .await;
}

#[tokio::test]
async fn a_redirect_is_never_followed() {
    let elsewhere = Server::says(answer("200 OK", "", DONE)).await;
    let redirect = |effect, code: u16| {
        let location = format!("Location: {}\r\n", elsewhere.url("orders.php"));
        async move {
            let bytes = answer(&format!("{code} Moved"), &location, PAGE);
            let (reply, server) = answered(effect, bytes).await;
            assert_eq!(kind(&reply), meaning(effect, ErrorKind::Elsewhere), "{effect:?}");
            // it would say the same the next time
            assert_eq!((server.heard().len(), reply.exchanges.len()), (1, 1), "{effect:?}");
            let [kept] = reply.exchanges.as_slice() else { unreachable!() };
            assert_eq!((kept.status, kept.answer.as_deref()), (Some(code), Some(PAGE)));
            let error = reply.outcome.unwrap_err();
            assert_eq!(error.code.as_deref(), Some(code.to_string().as_str()));
            assert!(error.detail.contains(&format!("HTTP {code}: ")), "{error}");
        }
    };
    let all = [301, 302, 303, 307, 308].into_iter();
    join_all(all.flat_map(|code| EFFECTS.map(|effect| redirect(effect, code)))).await;
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn a_compressed_answer_is_read_as_what_it_holds() {
    // {"ok":"A1001"}
    let packed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\xca\xcf\x56\xb2\x52\x72\x34\x34\x30\x30\x54\xaa\x05\x00\xba\x3f\xe6\x15\x0e\x00\x00\x00";
    let gzip = "Content-Encoding: gzip\r\n";
    for effect in EFFECTS {
        let (reply, server) = answered(effect, answer("200 OK", gzip, packed)).await;
        assert_eq!(reply.outcome.unwrap(), DONE.as_bytes());
        assert_eq!(reply.exchanges[0].answer.as_deref(), Some(DONE));
        assert!(server.heard()[0].text.contains("accept-encoding: gzip\r\n"));
    }
    join_all(EFFECTS.map(|effect| async move {
        let kept = bad(effect, answer("200 OK", gzip, &packed[..20]), ErrorKind::Interrupted).await;
        assert_eq!(kept, vec![(Some(200), None); tries(effect)]);
    }))
    .await;
}

#[tokio::test]
async fn an_answer_in_gbk_reaches_the_reader_byte_for_byte_and_is_kept_readable() {
    // 深圳 in GBK
    let body = b"{\"ok\":\"\xc9\xee\xdb\xda\"}";
    for effect in EFFECTS {
        let (reply, _) = answered(effect, answer("200 OK", "", body)).await;
        assert_eq!(reply.outcome.unwrap(), body);
        let kept = reply.exchanges[0].answer.as_deref().unwrap();
        assert_eq!(kept, "{\"ok\":\"深圳\"}");
    }
}

#[tokio::test]
async fn an_answer_without_an_end_is_left_at_32_mib() {
    for effect in EFFECTS {
        let flood = vec![
            Step::Hear,
            Step::Say(b"HTTP/1.1 200 OK\r\n\r\n{\"ok\":\"".to_vec()),
            Step::Flood(vec![b'x'; 256 * 1024]),
        ];
        let (reply, server) = send(effect, vec![flood], LONG).await;
        assert_eq!(kind(&reply), meaning(effect, ErrorKind::BadAnswer));
        let tries = tries(effect);
        assert_eq!((server.heard().len(), reply.exchanges.len()), (tries, tries));
        assert!(reply.exchanges.iter().all(|exchange| exchange.answer.is_none()));
        let sent = server.sent();
        assert!((31 * MIB * tries..(32 * MIB + IN_FLIGHT) * tries).contains(&sent), "{sent} bytes");
    }
}

#[tokio::test]
async fn a_small_answer_that_unpacks_without_end_is_left_at_32_mib() {
    let server = Server::plays(vec![bomb()]).await;
    let reply = client(&server.url("")).send(call(Effect::Write), LONG).await;
    let error = reply.outcome.unwrap_err();
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
    assert!(error.detail.contains("32 MiB"), "{}", error.detail);
    assert_eq!((server.heard().len(), &reply.exchanges[0].answer), (1, &None));
    assert!(server.sent() < IN_FLIGHT, "{} bytes", server.sent());
}

#[tokio::test]
async fn an_answer_of_32_mib_is_still_read() {
    let mut body = DONE.as_bytes().to_vec();
    body.resize(32 * MIB, b' ');
    let server = Server::says(answer("200 OK", "", body)).await;
    let client = Client::open(&server.url(""), Vec::new(), LONG).unwrap();
    let reply = client.send(call(Effect::Write), LONG).await;
    assert_eq!(reply.outcome.unwrap().len(), 32 * MIB);
}
