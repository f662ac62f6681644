//! Connections that do not come about, break, or bring nothing.

use crate::calls::{DONE, EFFECTS, LONG, SECRET, call, client, kind, meaning, send, tries};
use crate::server::{Script, Server, Step, answer, kept_alive, nobody};
use futures::future::join_all;
use shipdesk_providers::spi::client::Client;
use shipdesk_providers::spi::error::ErrorKind;
use shipdesk_providers::spi::http::Effect;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;

const SHORT: Duration = Duration::from_millis(1500);
/// Far more than any of these calls may take, on a slow machine too.
const BOUND: Duration = Duration::from_secs(5);
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n";
const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

fn say(text: impl Into<String>) -> Step {
    Step::Say(text.into().into_bytes())
}

/// Ways to break off, and the status that had come until then.
fn cuts() -> Vec<(&'static str, Script, Option<u16>)> {
    let late = Step::Drip(vec![b'{'], Duration::from_millis(50));
    vec![
        ("closed without listening", vec![], None),
        ("closed before any byte", vec![Step::Hear], None),
        ("closed within the head", vec![Step::Hear, say("HTTP/1.1 200 OK\r\nContent-Le")], None),
        ("closed before the body", vec![Step::Hear, say(HEAD)], Some(200)),
        ("closed within the body", vec![Step::Hear, say(HEAD), say(&DONE[..13])], Some(200)),
        ("closed within a chunk", vec![Step::Hear, say(CHUNKED), say("e\r\n{\"ok\":")], Some(200)),
        // all that was to be said is there, and nothing says so
        (
            "closed before the last chunk",
            vec![Step::Hear, say(CHUNKED), say(format!("e\r\n{DONE}\r\n"))],
            Some(200),
        ),
        ("torn down before any byte", vec![Step::Hear, Step::Reset], None),
        ("torn down within the head", vec![Step::Hear, say("HTTP/1.1 20"), Step::Reset], None),
        ("torn down within the body", vec![Step::Hear, say(HEAD), late, Step::Reset], Some(200)),
        ("not HTTP", vec![Step::Hear, say("SSH-2.0-Server\r\n\r\n")], None),
    ]
}

async fn breaks(effect: Effect, (what, script, status): (&'static str, Script, Option<u16>)) {
    let listens = !script.is_empty();
    let (reply, server) = send(effect, vec![script], LONG).await;
    assert_eq!(kind(&reply), meaning(effect, ErrorKind::Interrupted), "{what}, {effect:?}");
    assert_eq!(server.connections(), tries(effect), "{what}, {effect:?}");
    assert_eq!(server.heard().len(), if listens { tries(effect) } else { 0 }, "{what}, {effect:?}");
    assert_eq!(reply.exchanges.len(), tries(effect), "{what}, {effect:?}");
    for exchange in &reply.exchanges {
        assert_eq!((exchange.status, &exchange.answer), (status, &None), "{what}, {effect:?}");
        let error = exchange.error.as_ref().expect(what);
        assert_eq!(error.kind, meaning(effect, ErrorKind::Interrupted), "{what}, {effect:?}");
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_asked_for_again_by_a_read() {
    join_all(cuts().into_iter().map(|cut| breaks(Effect::Read, cut))).await;
}

#[tokio::test]
async fn an_answer_that_breaks_off_leaves_a_write_unknown() {
    join_all(cuts().into_iter().map(|cut| breaks(Effect::Write, cut))).await;
}

#[tokio::test]
async fn a_refused_connection_has_sent_nothing() {
    for effect in EFFECTS {
        let reply = client(&nobody().await).send(call(effect), LONG).await;
        assert_eq!(kind(&reply), ErrorKind::Unreachable);
        let [exchange] = reply.exchanges.as_slice() else { panic!("{} tries", reply.exchanges.len()) };
        assert_eq!((exchange.status, &exchange.answer), (None, &None));
        assert_eq!(exchange.error.as_ref().map(|error| error.kind), Some(ErrorKind::Unreachable));
    }
}

#[tokio::test]
async fn where_no_safe_line_comes_about_nothing_is_sent() {
    for effect in EFFECTS {
        let server = Server::plays(vec![vec![say("HTTP/1.1 400 Bad Request\r\n\r\n"), Step::Hear]]).await;
        let safe = format!("https://127.0.0.1:{}/", server.port());
        let reply = client(&safe).send(call(effect), LONG).await;
        assert_eq!(kind(&reply), ErrorKind::Unreachable);
        assert_eq!(server.connections(), 1);
        assert!(server.heard().iter().all(|heard| !heard.text.contains(SECRET)));
    }
}

#[tokio::test]
async fn what_has_no_address_is_not_sent() {
    let server = Server::says(answer("200 OK", "", DONE)).await;
    for effect in EFFECTS {
        let mut broken = call(effect);
        broken.request.headers.push(("X-Note", "two\nlines".to_owned()));
        let reply = client(&server.url("")).send(broken, LONG).await;
        assert_eq!(kind(&reply), ErrorKind::Unreachable);
    }
    assert_eq!(server.connections(), 0);
    let error = Client::open("not an address", Vec::new(), SHORT).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unreachable);
}

#[tokio::test]
async fn no_path_takes_a_call_to_another_host() {
    let elsewhere = Server::says(answer("200 OK", "", DONE)).await;
    let server = Server::says(answer("200 OK", "", DONE)).await;
    let host = elsewhere.url("x");
    for path in [host.as_str(), host.trim_start_matches("http:")] {
        for effect in EFFECTS {
            let mut strange = call(effect);
            path.clone_into(&mut strange.request.path);
            client(&server.url("api")).send(strange, LONG).await.outcome.unwrap();
        }
    }
    assert_eq!((server.heard().len(), elsewhere.connections()), (2 * EFFECTS.len(), 0));
    assert!(server.heard().iter().all(|heard| heard.text.starts_with("POST /api/")));
}

#[tokio::test]
async fn an_answer_that_does_not_come_in_time_is_left() {
    let slow = Duration::from_millis(100);
    let silent: [(Script, Option<u16>); 3] = [
        (vec![Step::Hear, Step::Hang], None),
        (vec![Step::Hear, Step::Drip(HEAD.repeat(9).into_bytes(), slow)], None),
        (vec![Step::Hear, say("HTTP/1.1 200 OK\r\n\r\n"), Step::Drip(vec![b' '; 999], slow)], Some(200)),
    ];
    // all are opened before the first is sent, because opening takes its time
    let mut lines = Vec::new();
    for (effect, (script, status)) in EFFECTS.into_iter().flat_map(|e| silent.clone().map(|case| (e, case))) {
        let server = Server::plays(vec![script]).await;
        lines.push((client(&server.url("")), server, effect, status));
    }
    join_all(lines.iter().map(|(client, server, effect, status)| async move {
        let started = Instant::now();
        let reply = client.send(call(*effect), SHORT).await;
        assert!(started.elapsed() < BOUND);
        assert_eq!(kind(&reply), meaning(*effect, ErrorKind::TimedOut));
        assert_eq!((server.heard().len(), reply.exchanges.len()), (1, 1));
        assert_eq!((reply.exchanges[0].status, &reply.exchanges[0].answer), (*status, &None));
    }))
    .await;
}

#[tokio::test]
async fn all_tries_together_end_in_time() {
    let started = Instant::now();
    let scripts = vec![vec![Step::Hear], vec![Step::Hear, Step::Hang]];
    let (reply, server) = send(Effect::Read, scripts, Duration::from_secs(2)).await;
    assert!(started.elapsed() < BOUND);
    assert_eq!(kind(&reply), ErrorKind::TimedOut);
    let kinds: Vec<_> =
        reply.exchanges.iter().map(|exchange| exchange.error.as_ref().unwrap().kind).collect();
    assert_eq!(kinds, [ErrorKind::Interrupted, ErrorKind::TimedOut]);
    assert_eq!(server.heard().len(), 2);

    // no time is left for the pause before a second try
    let (reply, _) = send(Effect::Read, vec![vec![Step::Hear]], Duration::from_millis(200)).await;
    assert_eq!(reply.exchanges.len(), 1);
}

#[tokio::test]
async fn a_read_recovers_from_a_broken_answer() {
    let whole = vec![Step::Hear, Step::Say(answer("200 OK", "", DONE))];
    let (reply, server) = send(Effect::Read, vec![vec![Step::Hear], whole], LONG).await;
    assert_eq!(reply.outcome.unwrap(), DONE.as_bytes());
    let [first, second] = reply.exchanges.as_slice() else { panic!("{} tries", reply.exchanges.len()) };
    assert_eq!(first.error.as_ref().map(|error| error.kind), Some(ErrorKind::Interrupted));
    assert_eq!((second.status, second.answer.as_deref(), &second.error), (Some(200), Some(DONE), &None));
    let heard = server.heard();
    assert_eq!(heard[0].text, heard[1].text);
}

#[tokio::test]
async fn reads_share_a_connection() {
    let read = || [Step::Hear, Step::Say(kept_alive("200 OK", DONE))];
    let server = Server::plays(vec![[read(), read()].concat()]).await;
    let client = client(&server.url(""));
    for _ in 0..2 {
        client.send(call(Effect::Read), LONG).await.outcome.unwrap();
    }
    assert_eq!((server.connections(), server.heard().len()), (1, 2));
}

#[tokio::test]
async fn a_write_never_goes_over_a_connection_that_may_be_closing() {
    let now = Arc::new(Notify::new());
    let opened = [Step::Hear, Step::Say(kept_alive("200 OK", DONE))];
    for ending in [
        // closes at the sight of another request, the worst moment
        vec![Step::Hear, Step::Reset],
        // closes while the write is on its way
        vec![Step::Await(Arc::clone(&now))],
    ] {
        let idle = [opened.to_vec(), ending].concat();
        let server = Server::plays(vec![idle, opened.to_vec()]).await;
        let client = client(&server.url(""));
        client.send(call(Effect::Read), LONG).await.outcome.unwrap();
        now.notify_one();
        let write = client.send(call(Effect::Write), LONG).await;
        assert_eq!(write.outcome.unwrap(), DONE.as_bytes());
        assert_eq!(write.exchanges.len(), 1);
        let connections: Vec<_> = server.heard().iter().map(|heard| heard.connection).collect();
        assert_eq!(connections, [0, 1]);
    }
}

#[tokio::test]
async fn each_write_has_a_connection_of_its_own() {
    let open = vec![Step::Hear, Step::Say(kept_alive("200 OK", DONE)), Step::Hear, Step::Reset];
    let server = Server::plays(vec![open]).await;
    let client = client(&server.url(""));
    for _ in 0..3 {
        client.send(call(Effect::Write), LONG).await.outcome.unwrap();
    }
    assert_eq!((server.connections(), server.heard().len()), (3, 3));
}
