//! A call as plain data: the request that a provider builds, and how it reads the answer.

use super::error::ProviderError;
use super::redact::without_keys;
use jiff::Timestamp;
use shipdesk_core::secret::Secret;
use std::fmt;
use std::sync::Arc;

/// What a call changes at the provider, and so what may be done when its answer is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: it may be asked again at will.
    Read,
    /// Something that comes out the same when it is done twice, or that uses up calls: a lost answer is a plain failure,
    /// and it is asked again by those who want it, never by itself.
    Repeatable,
    /// Something: once a byte has left, a lost answer leaves the outcome unknown.
    Write,
}

/// An HTTP request, relative to the account's base URL.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// The path below the base URL, without a leading slash, with the query.
    pub path: String,
    /// Headers beyond those of the transport.
    pub headers: Vec<(&'static str, String)>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
    /// What is masked in all that is kept of the call, beside the account's secrets: signatures, ids of ours that go
    /// with them.
    pub hidden: Vec<Secret>,
}

impl HttpRequest {
    /// A `POST` of JSON in UTF-8.
    pub fn post_json(path: impl Into<String>, body: &serde_json::Value) -> Self {
        let headers = vec![("Content-Type", "application/json".to_owned())];
        let body = body.to_string().into_bytes();
        Self { method: "POST", path: path.into(), headers, body, hidden: Vec::new() }
    }

    /// A `GET`.
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: "GET", path: path.into(), headers: Vec::new(), body: Vec::new(), hidden: Vec::new() }
    }
}

/// Shows no body, no headers and no keys of the query: they carry secrets.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({} bytes)", self.method, without_keys(&self.path), self.body.len())
    }
}

/// An answer as it arrived, whole.
#[derive(Debug, Clone)]
pub struct HttpAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The body, decompressed.
    pub body: Vec<u8>,
    /// What the provider's clock said, where it told.
    pub date: Option<Timestamp>,
}

impl HttpAnswer {
    /// An answer that says nothing of the time.
    pub fn new(status: u16, body: Vec<u8>) -> Self {
        Self { status, body, date: None }
    }
}

type Make = Box<dyn Fn() -> HttpRequest + Send + Sync>;
pub(super) type Read<T> = Arc<dyn Fn(&HttpAnswer) -> Result<T, ProviderError> + Send + Sync>;

/// A call that is ready to be sent.
pub struct Prepared<T> {
    /// What it is called in the history of attempts: `create`, `price`, …
    pub action: &'static str,
    /// What it changes.
    pub effect: Effect,
    /// The request.
    pub request: HttpRequest,
    /// Makes the request for each try, where it does not hold for long: it says the time, or a word that is used once.
    pub anew: Option<Make>,
    /// Reads the answer. HTTP 429 and 5xx never reach it.
    pub read: Read<T>,
}

impl<T> Prepared<T> {
    /// A call that changes nothing.
    pub fn read(
        action: &'static str,
        request: HttpRequest,
        read: impl Fn(&HttpAnswer) -> Result<T, ProviderError> + Send + Sync + 'static,
    ) -> Self {
        Self { action, effect: Effect::Read, request, anew: None, read: Arc::new(read) }
    }

    /// A call that may be made once more without harm, but not for nothing.
    pub fn repeatable(
        action: &'static str,
        request: HttpRequest,
        read: impl Fn(&HttpAnswer) -> Result<T, ProviderError> + Send + Sync + 'static,
    ) -> Self {
        Self { action, effect: Effect::Repeatable, request, anew: None, read: Arc::new(read) }
    }

    /// A call that changes something.
    pub fn write(
        action: &'static str,
        request: HttpRequest,
        read: impl Fn(&HttpAnswer) -> Result<T, ProviderError> + Send + Sync + 'static,
    ) -> Self {
        Self { action, effect: Effect::Write, request, anew: None, read: Arc::new(read) }
    }

    /// The same call, with a request that is made anew for each try.
    #[must_use]
    pub fn made_anew(self, make: impl Fn() -> HttpRequest + Send + Sync + 'static) -> Self {
        Self { anew: Some(Box::new(make)), ..self }
    }
}

impl<T> fmt::Debug for Prepared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?} {:?}", self.action, self.effect, self.request)
    }
}
