//! `/_practice/…`: what tests see and turn. No provider has these pages.

use std::io;
use std::sync::{Arc, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::faults::Fault;
use crate::ledger::Event;
use crate::server::{Parts, web_page};
use crate::{platform, trackingmore, winit, xportcn};

pub(crate) fn routes(parts: Arc<Parts>) -> Router {
    Router::new()
        .route("/_practice/orders", get(orders))
        .route("/_practice/parcels", get(parcels))
        .route("/_practice/registrations", get(registrations))
        .route("/_practice/purchases", get(purchases))
        .route("/_practice/calls", get(calls))
        .route("/_practice/faults", post(faults))
        .route("/_practice/advance", post(advance))
        .route("/_practice/balance", post(balance))
        .route("/_practice/quota", post(quota))
        .with_state(parts)
}

/// Every order of every host, oldest first.
async fn orders(State(parts): State<Arc<Parts>>) -> Response {
    answer(parts.ledger.read(|state, now| platform::listing(&state.platform, now)))
}

/// Every parcel in Winit's warehouses, with its story.
async fn parcels() -> Response {
    let one = |parcel: &winit::Parcel| {
        json!({
            "master_order_no": parcel.master,
            "order_no": parcel.order_no,
            "tracking_no": parcel.tracking,
            "story": format!("{:?}", parcel.tale),
            "warehouse": parcel.depot.name,
            "carrier_code": parcel.depot.courier,
        })
    };
    Json(winit::parcels().iter().map(one).collect::<Value>()).into_response()
}

/// What is registered at TrackingMore, newest first.
async fn registrations(State(parts): State<Arc<Parts>>) -> Response {
    answer(parts.ledger.read(|state, _| state.more.listing()))
}

/// Every purchase at Xportcn.
async fn purchases() -> Response {
    Json(xportcn::listing()).into_response()
}

/// How many requests each call of this server got.
async fn calls(State(parts): State<Arc<Parts>>) -> Response {
    Json(&*parts.calls.lock().unwrap_or_else(PoisonError::into_inner)).into_response()
}

/// Replaces the fault dial of this server.
async fn faults(State(parts): State<Arc<Parts>>, Json(faults): Json<Vec<Fault>>) -> StatusCode {
    parts.dial.replace(faults);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Advance {
    seconds: i64,
}

/// Moves the clock of everybody who uses this state.
async fn advance(State(parts): State<Arc<Parts>>, Json(Advance { seconds }): Json<Advance>) -> Response {
    answer(parts.ledger.transact(|_, _| (vec![Event::Advanced(seconds)], Value::Null)))
}

#[derive(Deserialize)]
struct Balance {
    provider: platform::Host,
    /// Hundredths.
    minor: i64,
}

/// Sets what an account holds.
async fn balance(State(parts): State<Arc<Parts>>, Json(wanted): Json<Balance>) -> Response {
    answer(parts.ledger.transact(|state, now| {
        let event = state.platform.balance_set(wanted.provider, wanted.minor, now);
        (vec![event.into()], json!({ "minor": wanted.minor }))
    }))
}

#[derive(Deserialize)]
struct Quota {
    units: i64,
}

/// Sets what is left of TrackingMore's quota.
async fn quota(State(parts): State<Arc<Parts>>, Json(Quota { units }): Json<Quota>) -> Response {
    answer(parts.ledger.transact(|state, _| {
        let spent = state.more.quota() - units;
        (vec![Event::More(trackingmore::Event::Spent(spent))], json!({ "units": units }))
    }))
}

fn answer(outcome: io::Result<Value>) -> Response {
    outcome.map_or_else(|_| web_page(StatusCode::INTERNAL_SERVER_ERROR), |value| Json(value).into_response())
}
