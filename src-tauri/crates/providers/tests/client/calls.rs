//! Calls of an invented provider, and what must hold of every reply.

use crate::server::{Script, Server};
use shipdesk_core::secret::Secret;
use shipdesk_providers::spi::client::{Client, Reply};
use shipdesk_providers::spi::error::{ErrorKind, ProviderError};
use shipdesk_providers::spi::http::{Effect, HttpAnswer, HttpRequest, Prepared};
use std::time::Duration;

/// Enough for every answer that comes at all.
pub(crate) const LONG: Duration = Duration::from_secs(10);
/// The silence after a 429 that does not say for how long.
pub(crate) const SILENCE: Duration = Duration::from_millis(400);
pub(crate) const SECRET: &str = "canary-7c0e51b2d9";
/// An answer that the provider's document promises.
pub(crate) const DONE: &str = r#"{"ok":"A1001"}"#;
pub(crate) const EFFECTS: [Effect; 3] = [Effect::Read, Effect::Repeatable, Effect::Write];

pub(crate) fn client(base: &str) -> Client {
    Client::open(base, vec![Secret::new(SECRET)], SILENCE).unwrap()
}

/// A call that gives the answer's bytes where they are as promised.
pub(crate) fn call(effect: Effect) -> Prepared<Vec<u8>> {
    with(effect, request("orders.php", SECRET))
}

/// A request with the secret in its body and in a header.
pub(crate) fn request(path: &str, secret: &str) -> HttpRequest {
    let mut request =
        HttpRequest::post_json(path, &serde_json::json!({"AppSecret": secret, "OrderID": "A1001"}));
    request.headers.push(("X-Shipdesk-Key", SECRET.to_owned()));
    request
}

pub(crate) fn with(effect: Effect, request: HttpRequest) -> Prepared<Vec<u8>> {
    match effect {
        Effect::Read => Prepared::read("ask", request, read),
        Effect::Repeatable => Prepared::repeatable("change", request, read),
        Effect::Write => Prepared::write("change", request, read),
    }
}

/// `{"ok"…` is done, `{"no": WORDS}` refused, `{"busy"…` asks for silence; anything else is quoted as unreadable.
fn read(answer: &HttpAnswer) -> Result<Vec<u8>, ProviderError> {
    assert!(answer.status != 429, "HTTP {} reached the provider", answer.status);
    let text = String::from_utf8_lossy(&answer.body);
    if text.starts_with("{\"ok\"") {
        return Ok(answer.body.clone());
    }
    if text.starts_with("{\"busy\"") {
        return Err(ProviderError::new(ErrorKind::RateLimited, "busy"));
    }
    let refusal = serde_json::from_str::<serde_json::Value>(&text).ok();
    match refusal.as_ref().and_then(|body| body.get("no")?.as_str()) {
        Some(words) => Err(ProviderError::said(ErrorKind::Refused, "400", words)),
        None => Err(ProviderError::bad_answer(format!("no verdict: {text}"))),
    }
}

/// Sends one call to a server that plays these scripts.
pub(crate) async fn send(effect: Effect, scripts: Vec<Script>, within: Duration) -> (Reply<Vec<u8>>, Server) {
    let server = Server::plays(scripts).await;
    let reply = client(&server.url("")).send(call(effect), within).await;
    (reply, server)
}

pub(crate) fn kind(reply: &Reply<Vec<u8>>) -> ErrorKind {
    reply.outcome.as_ref().expect_err("a failure").kind
}

/// How often a call may reach the server when its answer is broken: a read is asked again twice, the others never.
pub(crate) fn tries(effect: Effect) -> usize {
    match effect {
        Effect::Read => 3,
        Effect::Repeatable | Effect::Write => 1,
    }
}

/// What a failure means for a call of this effect, when some of it has left.
pub(crate) fn meaning(effect: Effect, failure: ErrorKind) -> ErrorKind {
    match effect {
        Effect::Read | Effect::Repeatable => failure,
        Effect::Write => ErrorKind::OutcomeUnknown,
    }
}
