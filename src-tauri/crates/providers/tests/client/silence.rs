//! The silence that a provider asks for: nothing is sent in it, by any call of the account.

use crate::calls::{DONE, EFFECTS, LONG, SILENCE, call, client, kind};
use crate::server::{Script, Server, Step, answer};
use futures::future::join_all;
use shipdesk_providers::spi::error::ErrorKind;
use shipdesk_providers::spi::http::Effect;
use std::time::Duration;

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
/// What spends no money.
const FREE: [Effect; 2] = [Effect::Read, Effect::Repeatable];

fn limited(headers: &str) -> Script {
    vec![Step::Hear, Step::Say(answer("429 Too Many Requests", headers, "slow down"))]
}

fn done() -> Script {
    vec![Step::Hear, Step::Say(answer("200 OK", "", DONE))]
}

/// One 429 with these headers and then a good answer: the second request comes after `silence`, as the first was.
async fn waits(effect: Effect, first: Script, silence: Duration) {
    let server = Server::plays(vec![first, done()]).await;
    let reply = client(&server.url("")).send(call(effect), LONG).await;
    assert_eq!(reply.outcome.unwrap(), DONE.as_bytes());
    assert_eq!((reply.exchanges.len(), reply.silence), (2, None));
    let [one, two] = server.heard().try_into().ok().unwrap();
    assert_eq!(one.text, two.text);
    assert!(two.at - one.at >= silence, "after {:?} instead of {silence:?}", two.at - one.at);
    let told = reply.exchanges[0].error.as_ref().unwrap();
    assert_eq!((told.kind, told.retry_after), (ErrorKind::RateLimited, Some(silence)));
}

#[tokio::test]
async fn after_a_429_what_spends_nothing_is_sent_once_more_when_the_silence_is_over() {
    let second = Duration::from_secs(1);
    let cases = [
        ("Retry-After: 1\r\n", second),
        ("Retry-After:  1 \r\n", second),
        // less than the provider's document promises is that
        ("Retry-After: 0\r\n", SILENCE),
        ("", SILENCE),
        ("Retry-After: soon\r\n", SILENCE),
        ("Retry-After: -5\r\n", SILENCE),
        // a moment is one by the clock of whoever answers
        ("Retry-After: Fri, 31 Dec 2100 23:59:59 GMT\r\n", SILENCE),
        ("Date: Fri, 31 Dec 2100 23:59:58 GMT\r\nRetry-After: Fri, 31 Dec 2100 23:59:59 GMT\r\n", second),
        ("Date: Fri, 31 Dec 2100 23:59:59 GMT\r\nRetry-After: Fri, 31 Dec 2100 23:59:58 GMT\r\n", SILENCE),
    ];
    let all =
        FREE.into_iter().flat_map(|effect| cases.map(|(h, silence)| waits(effect, limited(h), silence)));
    join_all(all).await;
}

#[tokio::test]
async fn what_came_with_a_429_is_kept() {
    for effect in EFFECTS {
        let (reply, server) = crate::calls::send(effect, vec![limited("Retry-After: 3600\r\n")], LONG).await;
        let [exchange] = reply.exchanges.as_slice() else { panic!("{} tries", reply.exchanges.len()) };
        assert_eq!((exchange.status, exchange.answer.as_deref()), (Some(429), Some("slow down")));
        assert_eq!(exchange.error.as_ref().unwrap().code.as_deref(), Some("429"));
        assert_eq!(server.heard().len(), 1);
    }
}

#[tokio::test]
async fn a_429_that_breaks_off_is_a_429() {
    let cut = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 99\r\n\r\nslow";
    let script = || vec![Step::Hear, Step::Say(cut.to_vec())];
    join_all(FREE.map(|effect| waits(effect, script(), Duration::from_secs(1)))).await;
}

#[tokio::test]
async fn a_provider_that_says_busy_in_its_own_words_is_left_alone_as_well() {
    let busy = || vec![Step::Hear, Step::Say(answer("200 OK", "", r#"{"busy":true}"#))];
    join_all(FREE.map(|effect| waits(effect, busy(), SILENCE))).await;
}

#[tokio::test]
async fn what_spends_money_leaves_once_whatever_a_429_says() {
    for headers in ["", "Retry-After: 0\r\n", "Retry-After: 1\r\n"] {
        let server = Server::plays(vec![limited(headers), done()]).await;
        let reply = client(&server.url("")).send(call(Effect::Write), LONG).await;
        let error = reply.outcome.as_ref().unwrap_err();
        assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::RateLimited, Some("429")));
        assert!(error.retry_after.unwrap() >= SILENCE && reply.silence.is_some());
        assert_eq!((reply.exchanges.len(), server.heard().len()), (1, 1), "{headers}");
    }
}

#[tokio::test]
async fn a_provider_out_of_order_that_says_for_how_long_is_left_alone_for_so_long() {
    let away = |seconds| {
        let headers = format!("Retry-After: {seconds}\r\n");
        vec![Step::Hear, Step::Say(answer("503 Service Unavailable", &headers, "later"))]
    };
    let second = Duration::from_secs(1);
    let server = Server::plays(vec![away(1), done()]).await;
    let reply = client(&server.url("")).send(call(Effect::Read), LONG).await;
    assert_eq!(reply.outcome.unwrap(), DONE.as_bytes());
    let [one, two] = server.heard().try_into().ok().unwrap();
    assert!(two.at - one.at >= second);
    for (effect, kind) in [(Effect::Read, ErrorKind::Down), (Effect::Write, ErrorKind::OutcomeUnknown)] {
        let server = Server::plays(vec![away(30), done()]).await;
        let reply = client(&server.url("")).send(call(effect), LONG).await;
        let error = reply.outcome.as_ref().unwrap_err();
        assert_eq!((error.kind, error.retry_after), (kind, Some(30 * second)));
        assert!(reply.silence.unwrap() > 29 * second);
        assert_eq!(server.heard().len(), 1);
    }
}

#[tokio::test]
async fn a_silence_beyond_the_time_of_the_call_ends_it_and_is_told() {
    // no provider silences a workstation for more than an hour
    let cases = [("60", MINUTE), ("3600", HOUR), ("31536000", HOUR), ("18446744073709551615", HOUR)];
    for (asked, silence) in cases {
        for effect in EFFECTS {
            let server = Server::plays(vec![limited(&format!("Retry-After: {asked}\r\n")), done()]).await;
            let client = client(&server.url(""));
            // the call that is told, and those that come after it
            for tries in [1, 0, 0] {
                let reply = client.send(call(effect), LONG).await;
                let error = reply.outcome.as_ref().unwrap_err();
                assert_eq!(error.kind, ErrorKind::RateLimited);
                for left in [error.retry_after, reply.silence] {
                    let left = left.unwrap();
                    assert!(left <= silence && left + LONG > silence, "{left:?} of {silence:?}");
                }
                assert_eq!(reply.exchanges.len(), tries);
                let told =
                    reply.exchanges.iter().map(|exchange| exchange.error.as_ref().unwrap().retry_after);
                assert!(told.eq([Some(silence)].into_iter().take(tries)));
            }
            assert_eq!((server.connections(), server.heard().len()), (1, 1));
        }
    }
}

#[tokio::test]
async fn a_provider_that_never_has_time_is_not_asked_without_pause() {
    join_all(FREE.map(|effect| async move {
        let server = Server::plays(vec![limited("Retry-After: 0\r\n")]).await;
        let reply = client(&server.url("")).send(call(effect), LONG).await;
        assert_eq!(kind(&reply), ErrorKind::RateLimited);
        assert_eq!((server.heard().len(), reply.exchanges.len()), (2, 2));
    }))
    .await;
}

#[tokio::test]
async fn a_second_silence_in_a_row_ends_the_calls_of_a_line_until_it_is_over() {
    let silent = || limited("Retry-After: 1\r\n");
    let server = Server::plays(vec![silent(), silent(), silent(), done(), silent(), done()]).await;
    let client = client(&server.url(""));
    // as many as a command may have: they cost two requests, not two each
    for _ in 0..3 {
        let reply = client.send(call(Effect::Read), LONG).await;
        assert_eq!(kind(&reply), ErrorKind::RateLimited);
        assert!(reply.silence.is_some() && reply.exchanges.len() <= 2);
    }
    assert_eq!(server.heard().len(), 2);
    tokio::time::sleep(SILENCE.max(Duration::from_secs(1))).await;
    assert_eq!(kind(&client.send(call(Effect::Read), LONG).await), ErrorKind::RateLimited);
    assert_eq!(server.heard().len(), 3, "who is told again after it is not waiting another time");
    // once it works again, the next silence is waited out
    tokio::time::sleep(SILENCE.max(Duration::from_secs(1))).await;
    client.send(call(Effect::Read), LONG).await.outcome.unwrap();
    client.send(call(Effect::Read), LONG).await.outcome.unwrap();
    assert_eq!(server.heard().len(), 6);
}

#[tokio::test]
async fn calls_that_are_told_together_are_told_of_one_silence() {
    let server = Server::plays([vec![limited("Retry-After: 1\r\n"); 3], vec![done(); 3]].concat()).await;
    let client = client(&server.url(""));
    let asked = join_all((0..3).map(|_| client.send(call(Effect::Read), LONG))).await;
    for reply in asked {
        reply.outcome.unwrap();
    }
    assert_eq!(server.heard().len(), 6);
}

#[tokio::test]
async fn one_calls_silence_is_everybodys() {
    join_all([(Effect::Read, Effect::Write), (Effect::Write, Effect::Read)].map(
        |(first, second)| async move {
            let server = Server::plays(vec![limited("Retry-After: 2\r\n"), done()]).await;
            let client = client(&server.url(""));
            let reply = client.send(call(first), Duration::from_millis(1500)).await;
            assert_eq!(kind(&reply), ErrorKind::RateLimited);
            client.send(call(second), LONG).await.outcome.unwrap();
            let [one, two] = server.heard().try_into().ok().unwrap();
            assert!(two.at - one.at >= Duration::from_secs(2));
        },
    ))
    .await;
}

#[tokio::test]
async fn what_an_earlier_process_was_told_is_obeyed() {
    for effect in EFFECTS {
        let server = Server::plays(vec![done()]).await;
        let client = client(&server.url(""));
        let started = std::time::Instant::now();
        client.keep_silent(SILENCE);
        // a shorter one does not end a longer one
        client.keep_silent(Duration::ZERO);
        client.send(call(effect), LONG).await.outcome.unwrap();
        assert!(server.heard()[0].at - started >= SILENCE);

        client.keep_silent(Duration::MAX);
        client.keep_silent(SILENCE);
        let reply = client.send(call(effect), LONG).await;
        assert_eq!(kind(&reply), ErrorKind::RateLimited);
        assert!(reply.exchanges.is_empty());
        assert!(reply.silence.unwrap() + LONG > HOUR);
        assert_eq!(server.connections(), 1);
    }
}
