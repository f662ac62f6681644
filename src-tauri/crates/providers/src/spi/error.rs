//! What went wrong at a provider, by what it means for us.

use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::text::{clean, shorten};
use std::time::Duration;

/// What a failure means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The provider does not accept who we are.
    Auth,
    /// The provider refused, for reasons of its own.
    Refused,
    /// The order number is in use at the provider.
    Duplicate,
    /// The provider does not know what we asked for.
    NotFound,
    /// The provider does not know the parcel that we asked for.
    NoParcel,
    /// The provider knows it, and has nothing to give yet.
    NotReady,
    /// Asked to be silent for a while: the request was not worked on.
    RateLimited,
    /// The account has no calls left: nothing is worked on until somebody buys more or the month ends.
    OutOfQuota,
    /// No connection came about: not a byte of the request has left.
    Unreachable,
    /// No answer in time.
    TimedOut,
    /// The connection broke before the answer was whole.
    Interrupted,
    /// The provider is out of order (HTTP 5xx).
    Down,
    /// The answer is not what the document promises.
    BadAnswer,
    /// A page of another place: the address leads past the provider (HTTP 3xx or 4xx, and nothing of its document).
    Elsewhere,
    /// A write has left, and what became of it is not known.
    OutcomeUnknown,
    /// A link that may not be followed.
    LinkRefused,
}

/// So much is kept of foreign words until secrets are masked: one that is cut in two is not found.
const UNMASKED: usize = 20_000;

/// A failure, with the provider's own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind:?}: {detail}")]
pub struct ProviderError {
    /// What it means.
    pub kind: ErrorKind,
    /// What was seen, for the log and the details; never a secret.
    pub detail: String,
    /// The provider's own code.
    pub code: Option<String>,
    /// The provider's own words.
    pub message: Option<String>,
    /// Fields of the request that the provider names.
    pub fields: Vec<FieldIssue>,
    /// How long to be silent.
    pub retry_after: Option<Duration>,
}

impl ProviderError {
    /// A failure of this kind.
    pub fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        let detail = shorten(&clean(&detail.into()), UNMASKED);
        Self { kind, detail, code: None, message: None, fields: Vec::new(), retry_after: None }
    }

    /// A failure that the provider put into words.
    pub fn said(kind: ErrorKind, code: impl Into<String>, message: &str) -> Self {
        let (code, message) = (code.into(), shorten(&clean(message), UNMASKED));
        Self { code: Some(code), message: Some(message.clone()), ..Self::new(kind, message) }
    }

    /// An answer that is not what the document promises.
    pub fn bad_answer(detail: impl Into<String>) -> Self {
        Self::new(ErrorKind::BadAnswer, detail)
    }

    /// Credentials that do not work.
    pub fn auth(detail: impl Into<String>) -> Self {
        Self::new(ErrorKind::Auth, detail)
    }

    /// The same failure, once a write has left: what became of the write is not known.
    #[must_use]
    pub fn outcome_unknown(self) -> Self {
        Self { kind: ErrorKind::OutcomeUnknown, ..self }
    }

    /// The error as it is told and kept. `provider` is the provider's id.
    pub fn problem(&self, provider: &str) -> Problem {
        let code = match self.kind {
            ErrorKind::Auth => ErrorCode::ProviderAuth,
            ErrorKind::Refused | ErrorKind::NotFound => ErrorCode::ProviderRefused,
            ErrorKind::OutOfQuota => ErrorCode::OutOfQuota,
            ErrorKind::Duplicate => ErrorCode::NumberTaken,
            ErrorKind::NotReady => ErrorCode::LabelNotReady,
            ErrorKind::RateLimited => ErrorCode::RateLimited,
            ErrorKind::Unreachable => ErrorCode::Unreachable,
            ErrorKind::TimedOut => ErrorCode::TimedOut,
            ErrorKind::Interrupted | ErrorKind::Down => ErrorCode::ProviderDown,
            ErrorKind::BadAnswer => ErrorCode::BadAnswer,
            ErrorKind::Elsewhere => ErrorCode::ProviderElsewhere,
            ErrorKind::NoParcel => ErrorCode::TrackingNotFound,
            ErrorKind::OutcomeUnknown => ErrorCode::PurchaseUnknown,
            ErrorKind::LinkRefused => ErrorCode::LinkRefused,
        };
        let mut problem = Problem::new(code).with_fields(self.fields.clone());
        problem.provider = Some(provider.to_owned());
        problem.provider_code.clone_from(&self.code);
        problem.provider_message.clone_from(&self.message);
        problem.retry_after_s = self.retry_after.map(|silence| silence.as_secs().max(1));
        if self.message.is_none() {
            problem = problem.with("detail", &self.detail);
        }
        problem
    }
}
