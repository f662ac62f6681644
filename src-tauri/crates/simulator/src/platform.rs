//! The Dingcang platform: one software on two hosts, as its "open interface" document describes it.
//!
//! Twelve scripts, each reading one JSON document and answering one. The document's own examples work as
//! requests; where it leaves something open, the choice stands at the function that makes it.

mod account;
mod books;
mod cancel;
mod channels;
mod draft;
mod drawing;
mod envelope;
mod files;
mod labels;
mod listing;
mod numbers;
mod orders;
mod pricing;
mod scanform;
mod script;
mod timeline;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json};
use serde_json::Value;

pub(crate) use account::{ACCOUNTS, Account, Host};
pub(crate) use books::{Books, Event};
use envelope::Refusal;
pub(crate) use listing::listing;
pub(crate) use numbers::{Carrier, s10_check};
use script::Script;
pub(crate) use timeline::Issued;

use crate::faults::FaultKind;
use crate::ledger::Ledger;
use crate::server::{Whims, web_page};

/// The platform behind both hosts.
#[derive(Debug)]
pub(crate) struct Platform {
    pub(crate) ledger: Arc<Ledger>,
    /// `http://ADDRESS`, in front of the links to files.
    pub(crate) origin: String,
    pub(crate) seed: u64,
    /// How much faster than life parcels and refunds move.
    pub(crate) speed: f64,
    /// Synthetic channels beside the invented ones.
    pub(crate) extra_channels: usize,
}

/// The answer to one call, and how long its carrier thinks about it.
#[derive(Debug)]
struct Answer {
    body: Value,
    delay: Duration,
}

impl From<Value> for Answer {
    fn from(body: Value) -> Self {
        Self { body, delay: Duration::ZERO }
    }
}

/// `/HOST/api/SCRIPT` and `/HOST/files/NAME` of both hosts.
pub(crate) fn routes(platform: Arc<Platform>) -> Router {
    let mut routes = Router::new();
    for host in Host::ALL {
        let name = host.name();
        routes = routes
            .route(
                &format!("/{name}/api/{{script}}"),
                post(
                    move |State(platform): State<Arc<Platform>>,
                          Path(script): Path<String>,
                          whims: Extension<Whims>,
                          headers: HeaderMap,
                          body: Bytes| {
                        call(platform, host, script, whims.0, headers, body)
                    },
                ),
            )
            .route(
                &format!("/{name}/files/{{file}}"),
                get(
                    move |State(platform): State<Arc<Platform>>,
                          Path(file): Path<String>,
                          whims: Extension<Whims>| {
                        async move { download(platform, host, file, &whims).await }
                    },
                ),
            );
    }
    routes.with_state(platform)
}

async fn call(
    platform: Arc<Platform>,
    host: Host,
    script: String,
    whims: Whims,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(script) = Script::from_name(&script) else { return web_page(StatusCode::NOT_FOUND) };
    let json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.to_ascii_lowercase().starts_with("application/json"));
    let work = move || match serde_json::from_slice(&body) {
        Ok(request) if json => platform.answer(host, script, &request, &whims),
        Ok(_) => Ok(script.refuse(&[], "Content-Type必须为application/json").into()),
        Err(_) => Ok(script.refuse(&[], "JSON格式错误").into()),
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(Answer { body, delay })) => {
            tokio::time::sleep(delay).await;
            Json(body).into_response()
        }
        Ok(Err(_)) | Err(_) => web_page(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

async fn download(platform: Arc<Platform>, host: Host, file: String, whims: &Whims) -> Response {
    if whims.has(FaultKind::HtmlLabel) {
        return web_page(StatusCode::OK);
    }
    match tokio::task::spawn_blocking(move || platform.file(host, &file)).await {
        Ok(Ok(Some((media_type, bytes)))) => ([(header::CONTENT_TYPE, media_type)], bytes).into_response(),
        Ok(Ok(None)) => web_page(StatusCode::NOT_FOUND),
        Ok(Err(_)) | Err(_) => web_page(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

impl Platform {
    /// Answers one call. What goes wrong inside it is an answer too; an error is the state file's.
    fn answer(&self, host: Host, script: Script, request: &Value, whims: &Whims) -> io::Result<Answer> {
        let numbers = script.order_numbers(request);
        if script.creates() {
            self.note_asked(host, &numbers)?;
        }
        if whims.refuses() {
            let words = "接口返回:Ship web service is currently unavailable.";
            return Ok(script.refuse(&numbers, words).into());
        }
        if !account::knows(host, request) {
            return Ok(script.refuse(&[], "AppKey或AppSecret错误").into());
        }
        let answer = match script {
            Script::Create => self.create(host, request, whims)?.into(),
            Script::MultiCreate => self.multi_create(host, request, whims)?.into(),
            Script::Label => self.label(host, request, whims)?.into(),
            Script::MultiLabels => self.multi_labels(host, request, whims)?.into(),
            Script::Cancel => self.cancel(host, request)?.into(),
            Script::CancelStatus => self.cancel_status(host, request)?.into(),
            Script::Transfer => self.transfer_label(host, request)?.into(),
            Script::Price => self.price(host, request, whims),
            Script::Channels => self.channel_list(host).into(),
            Script::Account => self.account_info(host)?.into(),
            Script::Tracking => self.track(host, request)?.into(),
            Script::ScanForm => self.scan_form(host, request)?.into(),
        };
        Ok(answer)
    }

    fn channels(&self, host: Host) -> impl Iterator<Item = channels::Channel> {
        channels::of(host, self.extra_channels)
    }

    /// The channel that a request names by id, as number or text.
    fn channel(&self, host: Host, id: Option<&str>) -> Result<channels::Channel, Refusal> {
        let found = id.and_then(|id| self.channels(host).find(|channel| channel.id.to_string() == id));
        found.ok_or_else(|| Refusal::from("渠道不存在"))
    }

    /// How long `hours` of a parcel's life last here.
    fn life(&self, hours: f64) -> jiff::SignedDuration {
        jiff::SignedDuration::from_secs_f64(hours * 3600.0 / self.speed.max(0.001))
    }
}
