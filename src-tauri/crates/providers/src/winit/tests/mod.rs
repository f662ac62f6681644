//! The drill: every call's request against bytes on disk, and every answer on disk against what it means ([`timelines`],
//! [`orders`], [`probe`]), whatever is wrong with it ([`odd`]).

mod odd;
mod orders;
mod probe;
mod timelines;

use crate::spi::descriptor::{Credentials, Registration};
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::{Effect, HttpAnswer, HttpRequest, Prepared};
use crate::spi::provider::{Provider, capabilities};
use crate::spi::tracking::{ForeignOrder, OrderKey, PerNumber, Tracked, Wanted};
use jiff::Timestamp;
use serde_json::{Value, json};
use shipdesk_core::clock::Clock;
use shipdesk_core::secret::Secret;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const NUMBER: &str = "1Z9XV6160327140440";

/// Moves on by a minute each time it is read.
#[derive(Debug)]
struct Ticking(AtomicI64);

impl Ticking {
    fn from(text: &str) -> Self {
        Self(AtomicI64::new(text.parse::<Timestamp>().unwrap().as_second()))
    }
}

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.fetch_add(60, Ordering::Relaxed)).unwrap()
    }
}

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/winit/fixtures").join(path)).expect(path)
}

fn credentials() -> Credentials {
    let fields = [("app_key", "testuser"), ("client_id", "test-client-0001"), ("platform", "TESTPLAT")];
    let secrets = [("token", "TESTTOKEN"), ("client_secret", "TESTSECRET")];
    Credentials {
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        secrets: secrets.map(|(name, value)| (name.to_owned(), Secret::new(value))).into(),
        // 03:04:05 where the platform is
        clock: Arc::new(Ticking::from("2026-01-01T19:04:05Z")),
    }
}

fn registration() -> &'static Registration {
    super::PROVIDERS[0]
}

fn opened() -> Box<dyn Provider> {
    (registration().open)(&credentials()).unwrap()
}

fn wanted(numbers: &[&str]) -> Vec<Wanted> {
    numbers.iter().map(|number| Wanted { number: (*number).to_owned(), carrier: None }).collect()
}

fn tracking(numbers: &[&str]) -> Prepared<PerNumber<Tracked>> {
    opened().tracking().unwrap().track(&wanted(numbers))
}

fn order(key: &OrderKey) -> Prepared<ForeignOrder> {
    opened().foreign_orders().unwrap().order(key)
}

fn by_no(number: &str) -> OrderKey {
    OrderKey::OrderNo(number.to_owned())
}

fn read<T>(prepared: &Prepared<T>, path: &str) -> Result<T, ProviderError> {
    (prepared.read)(&HttpAnswer::new(200, fixture(path)))
}

fn parcels(numbers: &[&str], path: &str) -> Vec<(String, Tracked)> {
    let found = read(&tracking(numbers), path).unwrap();
    found.into_iter().map(|(number, tracked)| (number, tracked.unwrap())).collect()
}

#[track_caller]
fn refuses<T: std::fmt::Debug>(prepared: &Prepared<T>, path: &str, kind: ErrorKind, code: Option<&str>) {
    let error = read(prepared, path).expect_err(path);
    assert_eq!((error.kind, error.code.as_deref()), (kind, code), "{path}");
}

fn body(request: &HttpRequest) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

#[test]
fn what_it_can_do() {
    assert_eq!(capabilities(&*opened()), ["tracking", "foreign_orders"]);
    assert_eq!(opened().tracking().unwrap().batch(), 30);
    assert_eq!(registration().descriptor.limits.per_minute, Some(1000));
    for name in ["app_key", "client_id", "platform"] {
        let mut lacking = credentials();
        lacking.fields.insert(name.to_owned(), " ".to_owned());
        assert_eq!((registration().open)(&lacking).unwrap_err().kind, ErrorKind::Auth, "{name}");
    }
    let mut elsewhere = credentials();
    elsewhere.fields.insert("utc_offset".to_owned(), "Shanghai".to_owned());
    assert_eq!((registration().open)(&elsewhere).unwrap_err().kind, ErrorKind::Auth);
}

#[test]
fn sends_the_signed_envelope_to_the_base_url_itself() {
    for (prepared, path) in [
        (tracking(&["WO0000000037"]).request, "tracking/track.request.json"),
        (order(&by_no("ID0001")).request, "foreign_orders/order.request.json"),
    ] {
        assert_eq!((prepared.method, prepared.path.as_str()), ("POST", ""));
        assert_eq!(String::from_utf8_lossy(&prepared.body), String::from_utf8_lossy(&fixture(path)));
        let hidden: Vec<&str> = prepared.hidden.iter().map(Secret::expose).collect();
        let sent = body(&prepared);
        assert_eq!(
            hidden,
            [sent["sign"].as_str().unwrap(), sent["client_sign"].as_str().unwrap(), "test-client-0001"]
        );
    }
    assert_eq!(tracking(&[NUMBER]).effect, Effect::Read);
}

#[test]
fn only_the_key_that_is_asked_by_is_sent() {
    let by_reference = order(&OrderKey::Reference(" 深圳/1 ".to_owned())).request;
    assert_eq!(body(&by_reference)["data"], json!({"refNo": "深圳/1"}));
    // as text: what is signed is what is sent
    assert!(String::from_utf8(by_reference.body).unwrap().contains(r#""data":{"refNo":"深圳/1"},"#));
    let several = tracking(&[" WO1 ", "1Z9", "WO1", ""]).request;
    assert_eq!(body(&several)["data"], json!({"trackingnos": "WO1,1Z9"}));
}

#[test]
fn each_try_says_the_time_of_its_own_and_is_signed_anew() {
    let prepared = tracking(&["WO0000000037"]);
    let again = body(&(prepared.anew.as_ref().unwrap())());
    assert_eq!(again["timestamp"], "2026-01-02 03:05:05");
    assert_ne!(again["sign"], body(&prepared.request)["sign"]);
    let mut there = credentials();
    there.fields.insert("utc_offset".to_owned(), "-03:30".to_owned());
    there.fields.insert("language".to_owned(), "en_US".to_owned());
    let there = (registration().open)(&there).unwrap();
    let sent = body(&there.tracking().unwrap().track(&wanted(&["WO1"])).request);
    assert_eq!((&sent["timestamp"], &sent["language"]), (&json!("2026-01-01 15:34:05"), &json!("en_US")));
}
