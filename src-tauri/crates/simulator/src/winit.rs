//! Winit's gateway: one address for all calls, an envelope with two signatures, and the links to proofs of delivery.
//!
//! From the pages of `tracking.getOrderVerdorTracking` and `isp.order.query`. The list of error codes is not public:
//! the codes here are made up in its form (eight digits), and only the words tell what is wrong.

mod account;
mod gate;
mod isp;
mod isp_orders;
mod language;
mod pods;
mod shelf;
mod tracking;

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

pub(crate) use account::ACCOUNT;
use gate::{Call, Refusal};
use pods::Download;
pub(crate) use shelf::{Parcel, find, parcels};

use crate::faults::FaultKind;
use crate::meter::Meter;
use crate::platform::Platform;
use crate::server::{Whims, web_page};

/// The one address of all calls.
pub(crate) const SERVICE: &str = "/winit/openapi/service";
const CALLS_A_MINUTE: u32 = 1_000;

/// The gateway.
#[derive(Debug)]
pub(crate) struct Winit {
    platform: Arc<Platform>,
    minute: Meter,
}

/// [`SERVICE`] and the files.
pub(crate) fn routes(platform: Arc<Platform>) -> Router {
    let minute = Meter::new(CALLS_A_MINUTE, SignedDuration::from_mins(1));
    Router::new()
        .route(SERVICE, post(call))
        .route("/winit/files/{file}", get(download))
        .with_state(Arc::new(Winit { platform, minute }))
}

/// What a call is named by: its `action`.
pub(crate) fn call_name(body: &[u8]) -> String {
    let action = serde_json::from_slice::<Value>(body).ok().and_then(|body| body.get("action").cloned());
    action.as_ref().and_then(Value::as_str).unwrap_or("service").to_owned()
}

async fn call(
    State(winit): State<Arc<Winit>>,
    Extension(whims): Extension<Whims>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.to_ascii_lowercase().starts_with("application/json"));
    let work = move || {
        if !json {
            return Ok(refused(&Refusal::form("Content-Type必须为application/json")));
        }
        winit.answer(&body, &whims)
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(answer)) => Json(answer).into_response(),
        Ok(Err(_)) | Err(_) => web_page(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

async fn download(
    State(winit): State<Arc<Winit>>,
    Extension(whims): Extension<Whims>,
    Path(file): Path<String>,
) -> Response {
    if whims.has(FaultKind::HtmlLabel) {
        return web_page(StatusCode::OK);
    }
    match tokio::task::spawn_blocking(move || winit.pod(&file)).await {
        Ok(Ok(Download::File(media_type, bytes))) => {
            ([(header::CONTENT_TYPE, media_type)], bytes).into_response()
        }
        Ok(Ok(Download::Expired)) => web_page(StatusCode::FORBIDDEN),
        Ok(Ok(Download::Unknown)) => web_page(StatusCode::NOT_FOUND),
        Ok(Err(_)) | Err(_) => web_page(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn refused(refusal: &Refusal) -> Value {
    json!({ "code": refusal.code, "msg": refusal.words, "data": "" })
}

fn done(data: &Value) -> Value {
    json!({ "code": "0", "msg": "操作成功", "data": data })
}

impl Winit {
    fn answer(&self, body: &[u8], whims: &Whims) -> io::Result<Value> {
        if whims.refuses() {
            return Ok(refused(&Refusal::new(gate::BUSY, "系统繁忙,请稍后再试")));
        }
        let now = self.platform.ledger.read(|_, now| now)?;
        let outcome = match self.enter(body, now) {
            Err(refusal) => Err(refusal),
            Ok(call) => match call.action.as_str() {
                "tracking.getOrderVerdorTracking" => self.track(&call)?,
                "isp.order.query" => isp::query(&call, now),
                _ => Err(Refusal::new(gate::NO_SUCH_ACTION, format!("接口{}不存在", call.action))),
            },
        };
        Ok(outcome.map_or_else(|refusal| refused(&refusal), |data| done(&data)))
    }

    fn enter(&self, body: &[u8], now: Timestamp) -> Result<Call, Refusal> {
        let call = gate::enter(body, [crate::wall_clock(), now])?;
        if !self.minute.admit(now) {
            let words = format!("调用次数超过限制:每分钟{CALLS_A_MINUTE}次");
            return Err(Refusal::new(gate::TOO_MANY, words));
        }
        Ok(call)
    }
}
