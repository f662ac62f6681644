//! Xportcn: where the parcels of a purchase at a Chinese shop are.
//!
//! The signature's rules are those of the same vendor family's manual; codes of errors are made up, for no list of them
//! is public. An accepted nonce is remembered, so that a request that is sent twice is refused the second time.

mod account;
mod gate;
mod purchases;
mod traces;

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use serde_json::{Value, json};

pub(crate) use account::ACCOUNT;
pub(crate) use gate::Nonces;
use gate::Refusal;
use purchases::Purchase;
pub(crate) use purchases::listing;

use crate::dice;
use crate::ledger::Event;
use crate::platform::Platform;
use crate::server::{Whims, web_page};

const DETAIL: &str = "/xportcn/api/open/order/logistics/detail/get";

/// What the call is named by.
pub(crate) const CALL: &str = "logistics/detail/get";

/// Whether a request is one for this service.
pub(crate) fn owns(path: &str) -> bool {
    path == DETAIL
}

pub(crate) fn routes(platform: Arc<Platform>) -> Router {
    Router::new().route(DETAIL, get(detail)).with_state(platform)
}

async fn detail(
    State(platform): State<Arc<Platform>>,
    Extension(whims): Extension<Whims>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let id = query.get("subPurchaseOrderId").cloned().unwrap_or_default();
    match tokio::task::spawn_blocking(move || answer(&platform, &id, &headers, &whims)).await {
        Ok(Ok(answer)) => Json(answer).into_response(),
        Ok(Err(_)) | Err(_) => web_page(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn answer(platform: &Platform, id: &str, headers: &HeaderMap, whims: &Whims) -> io::Result<Value> {
    if whims.refuses() {
        return Ok(envelope(400, "该子订单暂不支持查询", id, &Value::Null));
    }
    platform.ledger.transact(|state, now| {
        let nonce = match gate::enter(headers, &state.nonces, [crate::wall_clock(), now]) {
            Ok(nonce) => nonce,
            Err(Refusal { code, words }) => return (Vec::new(), envelope(code, &words, id, &Value::Null)),
        };
        let mut events = vec![Event::NonceUsed(nonce, now)];
        let answer = match Purchase::find(id) {
            None if id.is_empty() => envelope(400, "subPurchaseOrderId不能为空", id, &Value::Null),
            None => envelope(404, "订单不存在", id, &Value::Null),
            Some(purchase) => {
                let seen = state.seen(id);
                if seen.is_none() {
                    events.push(Event::Seen(id.to_owned(), now));
                }
                let data = purchase.document(seen.unwrap_or(now), platform.speed, now);
                envelope(200, "成功", id, &data)
            }
        };
        (events, answer)
    })
}

/// Members in the document's order.
fn envelope(code: u16, words: &str, id: &str, data: &Value) -> Value {
    json!({
        "requestId": dice::token(&["request", id]),
        "code": code,
        "developId": "1023561483696470001",
        "msg": words,
        "data": data,
    })
}
