//! What the use cases answer with, for the window and for scripts. Names are the trade's; money and weights are decimal
//! text; times are RFC 3339 where the instant is known.

mod account;
mod order;
mod quote;
mod track;

pub use account::{AccountDocument, AccountInfoDocument, ChannelDocument, TestDocument, Verdict};
pub use order::{
    AttemptDocument, BoxDocument, ChargeDocument, LabelDocument, OrderDocument, OrderSummary,
    PurchaseDocument, Results,
};
pub use quote::{FeesDocument, QuoteDocument, QuotesDocument, RateDocument};
pub use track::{EventDocument, PodDocument, SourceDocument, TrackDocument};

use serde::Serialize;
use shipdesk_core::error::{ErrorCode, FieldIssue};
use std::collections::BTreeMap;

/// What a use case answers, and how it went as the command line's exit code (`cli.md`): the window looks at the
/// document alone.
#[derive(Debug)]
pub struct Answer<T> {
    /// The document.
    pub document: T,
    /// 0 done · 2 bad input · 3 refused · 4 try later · 5 not known · 6 partly · 1 anything else.
    pub exit: u8,
}

impl<T> Answer<T> {
    /// An answer of something that was done.
    pub fn done(document: T) -> Self {
        Self { document, exit: 0 }
    }
}

/// A list, and where the next page begins.
#[derive(Debug, Serialize)]
pub struct Items<T> {
    /// This page.
    pub items: Vec<T>,
    /// What to pass as `--after` for the next page.
    pub next: Option<String>,
}

impl<T> Items<T> {
    /// A list on one page.
    pub fn all(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}

/// An error in the reader's language.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorDocument {
    /// The stable code.
    pub code: ErrorCode,
    /// What happened, and what it means for the order and the money.
    pub message: String,
    /// The provider it came from.
    pub provider: Option<String>,
    /// The provider's own code.
    pub provider_code: Option<String>,
    /// The provider's own words.
    pub provider_message: Option<String>,
    /// Whether the same may be tried again as it is.
    pub retryable: bool,
    /// Seconds until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
    /// What to do now.
    pub next_step: String,
    /// The fields it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldIssue>,
    /// Nouns and numbers of the message.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}
