//! Accounts and channels as documents.

use super::{ErrorDocument, QuotaDocument};
use serde::{Deserialize, Serialize};
use shipdesk_providers::spi::descriptor;
use std::collections::BTreeMap;

/// An account. Secrets are never part of it; `secrets` names those it needs.
#[derive(Debug, Clone, Serialize, specta::Type)]
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
    pub secrets: Vec<SecretDocument>,
    /// What it can do.
    pub capabilities: Vec<&'static str>,
    /// Whether it is used.
    pub enabled: bool,
    /// Its place among the accounts, from 0.
    pub position: u32,
    /// Until when the provider asked for silence.
    pub silent_until: Option<String>,
    /// When its channels were last asked for.
    pub channels_at: Option<String>,
    /// What a person should know about it: stable codes of remarks, in words.
    pub remarks: Vec<String>,
    /// Purchases that wait for the provider's word.
    pub open_purchases: u32,
}

/// A secret that an account needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SecretDocument {
    /// The provider's name of it.
    pub name: String,
    /// Its last four characters where it is here, none of a short one; `null` where it is not, or nobody looked.
    pub last4: Option<String>,
}

/// What a form says of an account.
#[derive(Clone, Deserialize, specta::Type)]
pub struct AccountAsk {
    /// The provider's id.
    pub provider: String,
    /// Its name here.
    pub name: String,
    /// Replaces the documented base URL.
    pub base_url: Option<String>,
    /// Consent to plain `http`.
    pub allow_http: bool,
    /// Its fields.
    pub fields: BTreeMap<String, String>,
    /// Its secrets, which only go in; empty ones are not given.
    pub secrets: BTreeMap<String, String>,
}

/// Shows no secret.
impl std::fmt::Debug for AccountAsk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AccountAsk({}, {})", self.provider, self.name)
    }
}

/// A provider, with all that a form for an account of it needs.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ProviderDocument {
    /// Its stable id.
    pub id: &'static str,
    /// Its name in its own words.
    pub label: &'static str,
    /// Where its document is.
    pub docs_url: &'static str,
    /// The documented base URL.
    pub base_url: &'static str,
    /// The same for its own place to try things out, where it has one.
    pub sandbox_url: Option<&'static str>,
    /// Whether the documented one is plain `http`.
    pub plain_http: bool,
    /// The fields of an account, in the order of the form.
    pub fields: Vec<ProviderField>,
    /// The extra fields that it takes from an order.
    pub options: Vec<OptionDocument>,
    /// What it can do.
    pub capabilities: Vec<&'static str>,
    /// What it takes at once.
    pub limits: LimitsDocument,
    /// An assumption about it that nobody could confirm, as a code.
    pub unconfirmed: Option<&'static str>,
}

/// A field of a provider's accounts.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ProviderField {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether the account works without it.
    pub required: bool,
    /// What it is while nobody says otherwise.
    pub default: Option<&'static str>,
    /// What may stand in it; empty where that is not a choice.
    pub choices: Vec<&'static str>,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Text that may be shown.
    Text,
    /// Text that goes to the key store and never comes back.
    Secret,
    /// A currency code.
    Currency,
    /// One of the field's choices.
    Choice,
    /// A distance from UTC.
    Offset,
}

impl From<descriptor::FieldKind> for FieldKind {
    fn from(kind: descriptor::FieldKind) -> Self {
        match kind {
            descriptor::FieldKind::Text => Self::Text,
            descriptor::FieldKind::Secret => Self::Secret,
            descriptor::FieldKind::Currency => Self::Currency,
            descriptor::FieldKind::Choice => Self::Choice,
            descriptor::FieldKind::Offset => Self::Offset,
        }
    }
}

/// An extra field of an order.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct OptionDocument {
    /// Its name, as the provider's document spells it.
    pub name: &'static str,
    /// Whether it is a whole number.
    pub whole_number: bool,
}

/// What a provider takes at once.
#[derive(Debug, Clone, Copy, Serialize, specta::Type)]
pub struct LimitsDocument {
    /// Calls at a time for one account.
    pub parallel: u32,
    /// Silence after a 429 that does not say for how long.
    pub silence_ms: u32,
    /// Orders in one create call.
    pub create_batch: u32,
    /// Orders in one label call.
    pub label_batch: u32,
    /// Parcels in one tracking call.
    pub track_batch: Option<u32>,
    /// How long from one call of an account to the next; 0 where no document says so.
    pub apart_ms: u32,
    /// Calls of one account a minute, where the document says so.
    pub per_minute: Option<u32>,
}

/// What a test of an account found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
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
#[derive(Debug, Clone, Serialize, specta::Type)]
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
#[derive(Debug, Clone, Serialize, specta::Type)]
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
    /// What is left of the calls or numbers it may use.
    pub quota: Option<QuotaDocument>,
    /// When it was asked.
    pub asked_at: String,
}

/// A channel of an account.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
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
