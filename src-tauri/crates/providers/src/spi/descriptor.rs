//! Everything that others may know about a provider, as data: no code outside its folder asks for its name.

use super::error::ProviderError;
use super::provider::Provider;
use serde::Serialize;
use shipdesk_core::error::FieldIssue;
use shipdesk_core::secret::Secret;
use std::collections::BTreeMap;
use std::time::Duration;

/// One line of the registry: what a provider says of itself, and how it is opened.
#[derive(Debug)]
pub struct Registration {
    /// What it says of itself.
    pub descriptor: &'static Descriptor,
    /// Makes it ready for one account.
    pub open: fn(&Credentials) -> Result<Box<dyn Provider>, ProviderError>,
}

/// What a provider says of itself.
#[derive(Debug, Serialize)]
pub struct Descriptor {
    /// The stable id, free text in the database.
    pub id: &'static str,
    /// Its name in its own words.
    pub label: &'static str,
    /// Where its document is.
    pub docs_url: &'static str,
    /// Scheme, host and leading path of every call, as documented.
    pub base_url: &'static str,
    /// The fields of an account, in the order of the form.
    pub fields: &'static [AccountField],
    /// The extra fields it takes from an order's `options`, under `ID.FIELD`.
    pub options: &'static [OptionField],
    /// Its limits.
    pub limits: Limits,
}

/// A field of an account.
#[derive(Debug, Serialize)]
pub struct AccountField {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether the account works without it.
    pub required: bool,
    /// What it is while nobody says otherwise.
    pub default: Option<&'static str>,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Text that may be shown.
    Text,
    /// Text that goes to the key store and never comes back.
    Secret,
    /// A currency code.
    Currency,
}

/// An extra field of an order.
#[derive(Debug, Serialize)]
pub struct OptionField {
    /// Its name, as the provider's document spells it.
    pub name: &'static str,
    /// Whether it is a whole number.
    pub whole_number: bool,
}

/// What a provider takes at once.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Limits {
    /// Calls at a time for one account, unless its settings say otherwise.
    pub parallel: usize,
    /// Silence after a 429 that does not say for how long.
    #[serde(rename = "silence_ms", serialize_with = "millis")]
    pub silence: Duration,
    /// Orders in one create call.
    pub create_batch: usize,
    /// Orders in one label call.
    pub label_batch: usize,
}

fn millis<S: serde::Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
}

/// What an account gives a provider to work with.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    /// The fields that may be shown.
    pub fields: BTreeMap<String, String>,
    /// The secrets.
    pub secrets: BTreeMap<String, Secret>,
}

impl Credentials {
    /// A field; empty where it is not set.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// A secret.
    ///
    /// # Errors
    /// [`super::error::ErrorKind::Auth`] where it is not there.
    pub fn secret(&self, name: &str) -> Result<Secret, ProviderError> {
        let missing = || ProviderError::auth(format!("no secret `{name}`"));
        self.secrets.get(name).cloned().ok_or_else(missing)
    }
}

impl Descriptor {
    /// What is wrong with an account's fields: those it does not have, those it needs, and currencies that are none.
    pub fn check_fields(&self, fields: &BTreeMap<String, String>) -> Vec<FieldIssue> {
        let mut issues = Vec::new();
        for (name, value) in fields {
            match self.fields.iter().find(|field| field.name == name && field.kind != FieldKind::Secret) {
                None => issues.push(FieldIssue::unknown(name)),
                Some(field) if field.kind == FieldKind::Currency => {
                    if value.parse::<shipdesk_core::money::Currency>().is_err() {
                        issues.push(FieldIssue::wrong_kind(name, "currency code of three letters", value));
                    }
                }
                Some(_) => {}
            }
        }
        for field in self.fields.iter().filter(|field| field.required && field.kind != FieldKind::Secret) {
            if fields.get(field.name).is_none_or(String::is_empty) && field.default.is_none() {
                issues.push(FieldIssue::missing(field.name));
            }
        }
        issues
    }

    /// The names of its secrets.
    pub fn secrets(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().filter(|field| field.kind == FieldKind::Secret).map(|field| field.name)
    }
}
