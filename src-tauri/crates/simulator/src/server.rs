//! The HTTP side: routing, and the weather (the fault dial) around every provider.
//!
//! A provider's handlers never see a broken connection: the layer here tells them by [`Whims`] what they
//! have to play, and spoils their finished answers itself.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use tokio::sync::watch;

use crate::admin;
use crate::faults::{Dial, FILES, FaultKind};
use crate::ledger::Ledger;
use crate::platform::{self, Platform};
use crate::wire::Line;
use crate::{trackingmore, winit, xportcn};

/// What a running server is made of.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) dial: Dial,
    pub(crate) latency: Duration,
    pub(crate) calls: Mutex<BTreeMap<String, u64>>,
    /// Turns true when the server stops.
    pub(crate) stopped: watch::Receiver<bool>,
}

/// What goes wrong in one request: a provider plays its part of it, the rest happens to the answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Whims(Vec<FaultKind>);

impl From<Vec<FaultKind>> for Whims {
    fn from(struck: Vec<FaultKind>) -> Self {
        Self(struck)
    }
}

impl Whims {
    pub(crate) fn has(&self, kind: FaultKind) -> bool {
        self.0.contains(&kind)
    }

    /// Carry nothing out; a refusal is what is answered.
    pub(crate) fn refuses(&self) -> bool {
        [FaultKind::Refused, FaultKind::Page500, FaultKind::RateLimit].into_iter().any(|kind| self.has(kind))
    }
}

/// All providers behind the weather, and the admin pages in front of it.
pub(crate) fn routes(parts: &Arc<Parts>, platform: Arc<Platform>) -> Router {
    platform::routes(Arc::clone(&platform))
        .merge(winit::routes(Arc::clone(&platform)))
        .merge(trackingmore::routes(Arc::clone(&platform)))
        .merge(xportcn::routes(platform))
        .layer(middleware::from_fn_with_state(Arc::clone(parts), weather))
        .merge(admin::routes(Arc::clone(parts)))
        .fallback(|| async { web_page(StatusCode::NOT_FOUND) })
}

/// The page that a web server shows instead of an answer.
pub(crate) fn web_page(status: StatusCode) -> Response {
    let page = format!(
        "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n\
         <hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    );
    (status, Html(page)).into_response()
}

async fn weather(
    State(parts): State<Arc<Parts>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
    next: Next,
) -> Response {
    let (call, mut request) = named(request).await;
    let struck = parts.dial.strike(&call);
    {
        let mut calls = parts.calls.lock().unwrap_or_else(PoisonError::into_inner);
        *calls.entry(call).or_default() += 1;
    }
    tokio::time::sleep(parts.latency).await;
    request.extensions_mut().insert(Whims::from(struck.clone()));
    let mut response = next.run(request).await;
    for kind in struck {
        response = spoil(kind, response, &line, &parts).await;
    }
    response
}

/// A request and the name of its call: the script, what the provider's calls are named by, or [`FILES`] for whatever is
/// downloaded.
async fn named(request: Request) -> (String, Request) {
    let path = request.uri().path();
    let name = match path {
        winit::SERVICE => {
            let (head, body) = request.into_parts();
            // a body that breaks off is one that nobody can read
            let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
            return (winit::call_name(&bytes), Request::from_parts(head, Body::from(bytes)));
        }
        _ if path.contains("/files/") => FILES.to_owned(),
        _ if trackingmore::owns(path) => trackingmore::call_name(request.method(), path),
        _ if xportcn::owns(path) => xportcn::CALL.to_owned(),
        _ => path.rsplit('/').next().unwrap_or_default().to_owned(),
    };
    (name, request)
}

async fn spoil(kind: FaultKind, response: Response, line: &Line, parts: &Parts) -> Response {
    const WARNING: &str = "<br />\n<b>Warning</b>:  Undefined index: ydh2 in <b>api.inc.php</b> on line <b>88</b><br />\n\u{FEFF}";
    match kind {
        FaultKind::AnswerLost => {
            line.cut();
            response
        }
        FaultKind::Hang => {
            let mut stopped = parts.stopped.clone();
            let stop = stopped.wait_for(|stopped| *stopped);
            // however the wait ends, what follows is the same
            let _ = tokio::time::timeout(Duration::from_mins(2), stop).await;
            line.cut();
            response
        }
        FaultKind::Page500 | FaultKind::Page500Late => web_page(StatusCode::INTERNAL_SERVER_ERROR),
        FaultKind::RateLimit => {
            let mut page = web_page(StatusCode::TOO_MANY_REQUESTS);
            page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
            page
        }
        FaultKind::HalfJson => rewrite(response, |bytes| Body::from(bytes.slice(..bytes.len() / 2))).await,
        FaultKind::JunkBefore => {
            rewrite(response, |bytes| Body::from([WARNING.as_bytes(), &bytes].concat())).await
        }
        FaultKind::SlowDrip => rewrite(response, drip).await,
        FaultKind::Refused
        | FaultKind::LateLabel
        | FaultKind::HtmlLabel
        | FaultKind::ChannelDown
        | FaultKind::ChannelSlow => response,
    }
}

async fn rewrite(response: Response, change: impl FnOnce(Bytes) -> Body) -> Response {
    let (mut head, body) = response.into_parts();
    head.headers.remove(header::CONTENT_LENGTH);
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => Response::from_parts(head, change(bytes)),
        Err(_) => web_page(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// Byte by byte over about three seconds; long bodies in as many pieces.
fn drip(bytes: Bytes) -> Body {
    const PIECES: usize = 600;
    const WHOLE: Duration = Duration::from_secs(3);
    let size = bytes.len().div_ceil(PIECES).max(1);
    let pause = WHOLE / u32::try_from(bytes.len().div_ceil(size)).unwrap_or(u32::MAX).max(1);
    Body::from_stream(futures::stream::unfold(bytes, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let piece = rest.split_to(size.min(rest.len()));
        Some((Ok::<_, Infallible>(piece), rest))
    }))
}
