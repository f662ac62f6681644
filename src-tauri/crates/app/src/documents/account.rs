//! Accounts and channels as documents.

use super::ErrorDocument;
use serde::Serialize;
use std::collections::BTreeMap;

/// An account. Secrets are never part of it; `secrets` names those it needs.
#[derive(Debug, Serialize)]
pub struct AccountDocument {
    /// Its name.
    pub name: String,
    /// Our id of it.
    pub id: String,
    /// The provider.
    pub provider: String,
    /// The provider's name.
    pub provider_label: String,
    /// Where calls go.
    pub base_url: String,
    /// When somebody agreed to plain `http`; `null` where nobody had to.
    pub http_consent_at: Option<String>,
    /// Its fields.
    pub fields: BTreeMap<String, String>,
    /// The secrets it needs.
    pub secrets: Vec<String>,
    /// What it can do.
    pub capabilities: Vec<&'static str>,
    /// Whether it is used.
    pub enabled: bool,
    /// Until when the provider asked for silence.
    pub silent_until: Option<String>,
    /// When its channels were last asked for.
    pub channels_at: Option<String>,
    /// What a person should know about it: stable codes of remarks, in words.
    pub remarks: Vec<String>,
}

/// What a test of an account found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The provider accepted who we are.
    Good,
    /// It did not.
    Bad,
    /// An answer that the document does not explain.
    Unclear,
    /// No answer.
    Unreachable,
}

/// A test of an account.
#[derive(Debug, Serialize)]
pub struct TestDocument {
    /// The account.
    pub account: String,
    /// The provider.
    pub provider: String,
    /// What it found.
    pub verdict: Verdict,
    /// The provider's words, where it is unclear.
    pub quoted: Option<String>,
    /// What went wrong.
    pub error: Option<ErrorDocument>,
}

/// What a provider says of an account.
#[derive(Debug, Serialize)]
pub struct AccountInfoDocument {
    /// The account.
    pub account: String,
    /// The provider.
    pub provider: String,
    /// The provider's own number of it.
    pub uid: Option<String>,
    /// What is left, decimal text.
    pub balance: Option<String>,
    /// Its currency.
    pub currency: Option<String>,
    /// When it was asked.
    pub asked_at: String,
}

/// A channel of an account.
#[derive(Debug, Serialize)]
pub struct ChannelDocument {
    /// The account.
    pub account: String,
    /// The provider's id of it.
    pub channel_id: String,
    /// The provider's name of it.
    pub name: String,
    /// The team's own name of it.
    pub alias: Option<String>,
    /// Whether it is for testing only.
    pub test: bool,
    /// Whether the team prefers it.
    pub favourite: bool,
    /// Whether the team hides it.
    pub hidden: bool,
    /// Whether the provider no longer lists it.
    pub gone: bool,
}
