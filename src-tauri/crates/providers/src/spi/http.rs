//! A call as plain data: the request that a provider builds, and how it reads the answer.

use super::error::ProviderError;
use std::fmt;

/// What a call changes at the provider, and so what may be done when its answer is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: it may be asked again at will.
    Read,
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
}

impl HttpRequest {
    /// A `POST` of JSON in UTF-8.
    pub fn post_json(path: impl Into<String>, body: &serde_json::Value) -> Self {
        let headers = vec![("Content-Type", "application/json".to_owned())];
        Self { method: "POST", path: path.into(), headers, body: body.to_string().into_bytes() }
    }
}

/// Shows no body and no headers: both carry secrets.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({} bytes)", self.method, self.path, self.body.len())
    }
}

/// An answer as it arrived, whole.
#[derive(Debug, Clone)]
pub struct HttpAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

type Read<T> = Box<dyn Fn(&HttpAnswer) -> Result<T, ProviderError> + Send + Sync>;

/// A call that is ready to be sent.
pub struct Prepared<T> {
    /// What it is called in the history of attempts: `create`, `price`, …
    pub action: &'static str,
    /// What it changes.
    pub effect: Effect,
    /// The request.
    pub request: HttpRequest,
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
        Self { action, effect: Effect::Read, request, read: Box::new(read) }
    }

    /// A call that changes something.
    pub fn write(
        action: &'static str,
        request: HttpRequest,
        read: impl Fn(&HttpAnswer) -> Result<T, ProviderError> + Send + Sync + 'static,
    ) -> Self {
        Self { action, effect: Effect::Write, request, read: Box::new(read) }
    }
}

impl<T> fmt::Debug for Prepared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?} {:?}", self.action, self.effect, self.request)
    }
}
