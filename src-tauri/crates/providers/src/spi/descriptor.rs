//! Everything that others may know about a provider, as data: no code outside its folder asks for its name.

use super::error::ProviderError;
use super::provider::Provider;
use serde::Serialize;
use shipdesk_core::clock::{Clock, SystemClock};
use shipdesk_core::error::FieldIssue;
use shipdesk_core::secret::Secret;
use std::collections::BTreeMap;
use std::sync::Arc;
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
    /// The same for its own place to try things out, where it has one.
    pub sandbox_url: Option<&'static str>,
    /// The fields of an account, in the order of the form.
    pub fields: &'static [AccountField],
    /// The extra fields it takes from an order's `options`, under `ID.FIELD`.
    pub options: &'static [OptionField],
    /// Its limits.
    pub limits: Limits,
    /// An assumption about it that nobody could confirm, as a code.
    pub unconfirmed: Option<&'static str>,
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
    /// What may stand in a field of [`FieldKind::Choice`].
    pub choices: &'static [&'static str],
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
    /// One of the field's choices.
    Choice,
    /// A distance from UTC: `+08:00`.
    Offset,
}

impl FieldKind {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Secret => "secret",
            Self::Currency => "currency",
            Self::Choice => "choice",
            Self::Offset => "offset",
        }
    }
}

impl AccountField {
    /// What is wrong with a value of it, if anything is.
    fn check(&self, value: &str) -> Option<FieldIssue> {
        let wrong = |kind: &str| Some(FieldIssue::wrong_kind(self.name, kind, value));
        match self.kind {
            FieldKind::Currency if value.parse::<shipdesk_core::money::Currency>().is_err() => {
                wrong("currency code of three letters")
            }
            FieldKind::Choice if !self.choices.contains(&value) => wrong(&self.choices.join(", ")),
            FieldKind::Offset if !is_offset(value) => wrong("distance from UTC such as +08:00"),
            _ => None,
        }
    }
}

/// `+HH:MM` or `-HH:MM`, at most 14 hours.
fn is_offset(text: &str) -> bool {
    let Some((hours, minutes)) = text.strip_prefix(['+', '-']).and_then(|rest| rest.split_once(':')) else {
        return false;
    };
    let number = |part: &str, most: u8| {
        part.len() == 2 && part.parse::<u8>().is_ok_and(|number| number <= most && !part.starts_with('+'))
    };
    number(hours, 14) && number(minutes, 59)
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
    /// How long from one call of an account to the next, at the least; nothing where no document says so.
    #[serde(rename = "apart_ms", serialize_with = "millis")]
    pub apart: Duration,
    /// Calls of one account a minute, where the document says so.
    pub per_minute: Option<u32>,
}

fn millis<S: serde::Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
}

/// What an account gives a provider to work with.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The fields that may be shown.
    pub fields: BTreeMap<String, String>,
    /// The secrets.
    pub secrets: BTreeMap<String, Secret>,
    /// What signed calls say the time by.
    pub clock: Arc<dyn Clock>,
}

impl Default for Credentials {
    fn default() -> Self {
        Self { fields: BTreeMap::new(), secrets: BTreeMap::new(), clock: Arc::new(SystemClock) }
    }
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
    /// What is wrong with an account's fields: those it does not have, those it needs, and values of another kind.
    pub fn check_fields(&self, fields: &BTreeMap<String, String>) -> Vec<FieldIssue> {
        let mut issues = Vec::new();
        for (name, value) in fields {
            match self.fields.iter().find(|field| field.name == name && field.kind != FieldKind::Secret) {
                None => issues.push(FieldIssue::unknown(name)),
                Some(field) => issues.extend(field.check(value)),
            }
        }
        for field in self.fields.iter().filter(|field| field.required && field.kind != FieldKind::Secret) {
            if fields.get(field.name).is_none_or(String::is_empty) && field.default.is_none() {
                issues.push(FieldIssue::missing(field.name));
            }
        }
        issues
    }

    /// An account's fields, with the default where there is one and nothing is set.
    pub fn with_defaults(&self, mut fields: BTreeMap<String, String>) -> BTreeMap<String, String> {
        for field in self.fields {
            if let Some(default) = field.default {
                fields.entry(field.name.to_owned()).or_insert_with(|| default.to_owned());
            }
        }
        fields
    }

    /// The names of its secrets.
    pub fn secrets(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().filter(|field| field.kind == FieldKind::Secret).map(|field| field.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn field(kind: FieldKind, choices: &'static [&'static str]) -> AccountField {
        AccountField { name: "f", kind, required: false, default: None, choices }
    }

    #[test]
    fn a_choice_is_one_of_its_choices_and_an_offset_is_a_distance() {
        let language = field(FieldKind::Choice, &["zh_CN", "en_US"]);
        assert_eq!(language.check("en_US"), None);
        assert_eq!(language.check("fr"), Some(FieldIssue::wrong_kind("f", "zh_CN, en_US", "fr")));
        let offset = field(FieldKind::Offset, &[]);
        for good in ["+08:00", "-03:30", "+00:00"] {
            assert_eq!(offset.check(good), None, "{good}");
        }
        for wrong in ["08:00", "+8:00", "+08:60", "+15:00", "+08", "", "+0+:00"] {
            assert!(offset.check(wrong).is_some(), "{wrong}");
        }
    }
}
