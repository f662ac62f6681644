//! TrackingMore, version 2: registrations that persist, timelines that move on, and a quota that runs down.
//!
//! The document has a body for the batch alone; the other calls follow the vendor's public pages as far as those show
//! their answers. Where none is shown, the choice stands at the function that makes it.

mod account;
mod aircargo;
mod books;
mod carriers;
mod editing;
mod envelope;
mod item;
mod lanes;
mod lists;
mod registering;
mod whereabouts;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::{Extension, Router};
use jiff::SignedDuration;
use serde_json::Value;

pub(crate) use account::ACCOUNT;
pub(crate) use books::{Books, Event};
use envelope::{Answer, Code};

use crate::meter::Meter;
use crate::platform::Platform;
use crate::server::{Whims, web_page};

const BASE: &str = "/trackingmore/v2";
/// The most items of one request.
const MOST_ITEMS: usize = 40;

/// The service.
#[derive(Debug)]
pub(crate) struct TrackingMore {
    platform: Arc<Platform>,
    lists: Meter,
    live: Meter,
}

/// Everything below [`BASE`].
pub(crate) fn routes(platform: Arc<Platform>) -> Router {
    let second = SignedDuration::from_secs(1);
    let service = TrackingMore { platform, lists: Meter::new(1, second), live: Meter::new(3, second) };
    Router::new().route("/trackingmore/v2/{*path}", any(call)).with_state(Arc::new(service))
}

/// One call of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call<'a> {
    Post,
    Batch,
    List,
    UpdateMore,
    DeleteMany,
    Realtime,
    ChangeCarrier,
    UserInfo,
    StatusNumber,
    NotUpdate,
    Remote,
    CostTime,
    AirCargo,
    Carriers,
    Detect,
    One(&'a str, &'a str),
    Put(&'a str, &'a str),
    Delete(&'a str, &'a str),
    /// The path is known, the method is not.
    OtherMethod,
}

impl<'a> Call<'a> {
    fn of(method: &Method, path: &'a str) -> Option<Self> {
        let words: Vec<&str> = path.strip_prefix(BASE)?.split('/').filter(|word| !word.is_empty()).collect();
        Some(match (method.as_str(), words.as_slice()) {
            ("POST", ["trackings", "post"]) => Self::Post,
            ("POST", ["trackings", "batch"]) => Self::Batch,
            ("GET", ["trackings", "get"]) => Self::List,
            ("POST", ["trackings", "updatemore"]) => Self::UpdateMore,
            ("POST", ["trackings", "delete"]) => Self::DeleteMany,
            ("POST", ["trackings", "realtime"]) => Self::Realtime,
            ("POST", ["trackings", "update"]) => Self::ChangeCarrier,
            ("GET", ["trackings", "getuserinfo"]) => Self::UserInfo,
            ("GET", ["trackings", "getstatusnumber"]) => Self::StatusNumber,
            ("POST", ["trackings", "notupdate"]) => Self::NotUpdate,
            ("POST", ["trackings", "remote"]) => Self::Remote,
            ("POST", ["trackings", "costtime"]) => Self::CostTime,
            ("POST", ["trackings", "aircargo"]) => Self::AirCargo,
            ("GET", ["carriers"]) => Self::Carriers,
            ("POST", ["carriers", "detect"]) => Self::Detect,
            ("GET", ["trackings", carrier, number] | ["trackings", carrier, number, _]) => {
                Self::One(carrier, number)
            }
            ("PUT", ["trackings", carrier, number]) => Self::Put(carrier, number),
            ("DELETE", ["trackings", carrier, number]) => Self::Delete(carrier, number),
            (_, ["trackings", _] | ["trackings", _, _] | ["carriers"] | ["carriers", "detect"]) => {
                Self::OtherMethod
            }
            _ => return None,
        })
    }
}

/// What a call is named by: the end of its path, and for a single number `trackings/item/METHOD`.
pub(crate) fn call_name(method: &Method, path: &str) -> String {
    match Call::of(method, path) {
        Some(Call::One(..) | Call::Put(..) | Call::Delete(..)) => {
            format!("trackings/item/{}", method.as_str().to_ascii_lowercase())
        }
        _ => path.strip_prefix(BASE).unwrap_or(path).trim_matches('/').to_owned(),
    }
}

/// Whether a request is one for this service.
pub(crate) fn owns(path: &str) -> bool {
    path.starts_with(BASE)
}

async fn call(
    State(service): State<Arc<TrackingMore>>,
    Extension(whims): Extension<Whims>,
    OriginalUri(uri): OriginalUri,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let work = move || {
        let Some(call) = Call::of(&method, uri.path()) else { return Ok(Answer::refused(Code::NoSuchPath)) };
        if whims.refuses() {
            return Ok(Answer::refused(Code::Down));
        }
        if let Err(code) = account::admits(&headers) {
            return Ok(Answer::refused(code));
        }
        service.answer(call, &parameters(uri.query().unwrap_or_default()), &body)
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(answer)) => answer.into_response(),
        Ok(Err(_)) | Err(_) => web_page(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// The parameters of a query, without the empty ones.
fn parameters(query: &str) -> BTreeMap<String, String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let decoded = pairs.map(|(name, value)| (name.to_owned(), decoded(value)));
    decoded.filter(|(_, value)| !value.is_empty()).collect()
}

/// A value of a query without its percent signs.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = match (first, tail) {
            (b'%', [high, low, ..]) => std::str::from_utf8(&[*high, *low])
                .ok()
                .and_then(|digits| u8::from_str_radix(digits, 16).ok()),
            _ => None,
        };
        let plain = if *first == b'+' { b' ' } else { *first };
        bytes.push(code.unwrap_or(plain));
        rest = if code.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl TrackingMore {
    fn answer(&self, call: Call<'_>, query: &BTreeMap<String, String>, body: &[u8]) -> io::Result<Answer> {
        let asks = !body.iter().all(u8::is_ascii_whitespace);
        let body = match serde_json::from_slice::<Value>(body) {
            Ok(body) => body,
            Err(_) if asks => return Ok(Answer::refused(Code::CarrierInvalid)),
            Err(_) => Value::Null,
        };
        match call {
            Call::Post => self.post(&body),
            Call::Batch => self.batch(&body),
            Call::List => self.list(query),
            Call::UpdateMore => self.update_more(&body),
            Call::DeleteMany => self.delete_many(&body),
            Call::Realtime => self.realtime(&body),
            Call::ChangeCarrier => self.change_carrier(&body),
            Call::UserInfo => self.user_info(),
            Call::StatusNumber => self.status_number(query),
            Call::NotUpdate => self.not_update(&body),
            Call::Remote => Ok(lanes::remote(&body)),
            Call::CostTime => Ok(lanes::cost_time(&body)),
            Call::AirCargo => self.air_cargo(&body),
            Call::Carriers => Ok(carriers::list()),
            Call::Detect => Ok(carriers::detect(&body)),
            Call::One(carrier, number) => self.one(carrier, number),
            Call::Put(carrier, number) => self.put(carrier, number, &body),
            Call::Delete(carrier, number) => self.delete(carrier, number),
            Call::OtherMethod => Ok(Answer::refused(Code::OtherMethod)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_told_by_method_and_path() {
        let name = |method: Method, path: &str| call_name(&method, &format!("{BASE}/{path}"));
        assert_eq!(name(Method::GET, "trackings/get"), "trackings/get");
        assert_eq!(name(Method::DELETE, "trackings/usps/94"), "trackings/item/delete");
        assert_eq!(name(Method::GET, "trackings/usps/94/en"), "trackings/item/get");
        assert_eq!(name(Method::GET, "carriers/"), "carriers");
        assert_eq!(Call::of(&Method::GET, "/trackingmore/v2/trackings/batch"), Some(Call::OtherMethod));
        assert_eq!(Call::of(&Method::GET, "/trackingmore/v2/couriers"), None);
    }

    #[test]
    fn queries_are_decoded() {
        let query = parameters("numbers=A1%2CB%202&status=&page=2&lang=%E4%B8");
        assert_eq!(query.get("numbers").map(String::as_str), Some("A1,B 2"));
        assert_eq!(query.len(), 3);
    }
}
