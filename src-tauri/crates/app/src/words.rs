//! Sentences in the reader's language, made from codes: errors, states, and what the command line says.
//!
//! The texts are `locales/LANGUAGE/errors.json`, read when a language is first used. In a text `{name}` stands for a
//! parameter; `[…]` is left out where a parameter in it is not known, and `[…|…]` then says the other thing. Values
//! are never read as texts, so whatever a provider says stays what it is.

use crate::documents::{ErrorDocument, IssueDocument, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shipdesk_core::error::{FieldIssue, FieldProblem, Problem};
use shipdesk_core::status::{DeliveryStatus, OrderState, RefundState};
use shipdesk_core::text::clean;
use shipdesk_providers::spi::descriptor::Descriptor;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A language of the window and the command line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Chinese in simplified characters.
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// Chinese in traditional characters.
    #[serde(rename = "zh-TW")]
    ZhTw,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::En, Self::ZhCn, Self::ZhTw];

    /// The language of a tag as browsers (`zh-Hant-HK`) or locales (`zh_TW.UTF-8`, `C`) write it; `None` for others.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.split(['.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        match parts.next()? {
            "en" | "c" | "posix" => Some(Self::En),
            // the script decides; without one, where it is read
            "zh" => Some(match parts.find(|part| ["hans", "hant", "tw", "hk", "mo"].contains(part)) {
                None | Some("hans") => Self::ZhCn,
                Some(_) => Self::ZhTw,
            }),
            _ => None,
        }
    }

    /// Its tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
            Self::ZhTw => "zh-TW",
        }
    }

    fn texts(self) -> &'static Value {
        static EN: LazyLock<Value> = LazyLock::new(|| read(include_str!("../../../locales/en/errors.json")));
        static ZH_CN: LazyLock<Value> =
            LazyLock::new(|| read(include_str!("../../../locales/zh-CN/errors.json")));
        static ZH_TW: LazyLock<Value> =
            LazyLock::new(|| read(include_str!("../../../locales/zh-TW/errors.json")));
        match self {
            Self::En => &EN,
            Self::ZhCn => &ZH_CN,
            Self::ZhTw => &ZH_TW,
        }
    }
}

/// A file that does not parse gives codes in the place of sentences; a test keeps that from happening.
fn read(file: &str) -> Value {
    serde_json::from_str(file).unwrap_or_default()
}

/// How many fields a sentence names before it only counts them.
const FIELDS_IN_A_SENTENCE: usize = 8;

/// The texts of one language.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words(Language);

impl Words {
    /// The texts of a language.
    pub fn new(language: Language) -> Self {
        Self(language)
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.0
    }

    /// An error as it is told.
    pub fn error(&self, problem: &Problem) -> ErrorDocument {
        let values = self.values(problem);
        let value = |name: &str| values.get(name).map(String::as_str).filter(|value| !value.is_empty());
        let sentence = |part| self.find(problem.code.as_str(), part).map(|text| fill(text, &value));
        ErrorDocument {
            code: problem.code,
            class: problem.code.class(),
            message: sentence("message").unwrap_or_else(|| problem.to_string()),
            provider: problem.provider.clone(),
            provider_code: problem.provider_code.clone(),
            provider_message: problem.provider_message.clone(),
            retryable: problem.retryable,
            retry_after_s: problem.retry_after_s.map(|s| u32::try_from(s).unwrap_or(u32::MAX)),
            next_step: sentence("next_step").unwrap_or_default(),
            fields: problem.fields.iter().map(|issue| self.issue(issue)).collect(),
            params: problem.params.clone(),
        }
    }

    /// A text by its key, `section.key`, or `key` alone for one of the command line's; the key itself where there is
    /// no such text.
    pub fn text(&self, key: &str, params: &[(&str, &str)]) -> String {
        let (section, name) = key.split_once('.').unwrap_or(("cli", key));
        let value = |name: &str| params.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        self.find(section, name).map_or_else(|| key.to_owned(), |text| fill(text, &value))
    }

    /// What a value of an order that was made at a provider means: `group` is the fact's name, `fact` for the names
    /// themselves, `state` for codes of where it stands. `None` where nobody knows it.
    pub fn foreign(&self, group: &str, value: &str) -> Option<&'static str> {
        self.find("foreign", &format!("{group}.{value}"))
    }

    /// What is wrong with a field.
    pub fn field(&self, issue: &FieldIssue) -> String {
        let name = match issue.problem {
            FieldProblem::Missing => "field.missing",
            FieldProblem::TooLong => "field.too_long",
            FieldProblem::WrongKind => "field.wrong_kind",
            FieldProblem::OutOfRange => "field.out_of_range",
            FieldProblem::Repeated => "field.repeated",
            FieldProblem::UnknownField => "field.unknown_field",
        };
        let allowed = issue.allowed.as_deref().unwrap_or_default();
        let allowed = self.find("kind", allowed).unwrap_or(allowed);
        let given = issue.given.as_deref().unwrap_or_default();
        // the document as a whole has no path
        let all = [("path", issue.path.as_str()), ("allowed", allowed), ("given", given)];
        let known: Vec<_> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        self.text(name, &known)
    }

    /// What is wrong with a field, as a document.
    pub fn issue(&self, issue: &FieldIssue) -> IssueDocument {
        IssueDocument {
            path: issue.path.clone(),
            problem: issue.problem,
            allowed: issue.allowed.clone(),
            given: issue.given.clone(),
            message: self.field(issue),
        }
    }

    /// What is wrong with several fields, in one line.
    pub fn fields(&self, issues: &[FieldIssue]) -> String {
        self.in_one_line(issues.iter().map(|issue| self.field(issue)).collect())
    }

    /// Several sentences about fields, in one line.
    pub fn in_one_line(&self, mut told: Vec<String>) -> String {
        let all = told.len();
        told.truncate(FIELDS_IN_A_SENTENCE);
        if let Some(more) = all.checked_sub(FIELDS_IN_A_SENTENCE).filter(|more| *more > 0) {
            told.push(self.text("field.more", &[("count", &more.to_string())]));
        }
        told.join(&self.text("field.join", &[]))
    }

    /// Where an order stands.
    pub fn state(&self, state: OrderState) -> &'static str {
        self.find("state", state.as_str()).unwrap_or(state.as_str())
    }

    /// Where a parcel is.
    pub fn status(&self, status: DeliveryStatus) -> &'static str {
        self.find("status", status.as_str()).unwrap_or(status.as_str())
    }

    /// What became of the money.
    pub fn refund(&self, refund: RefundState) -> &'static str {
        self.find("refund", refund.as_str()).unwrap_or(refund.as_str())
    }

    /// What a test of an account found.
    pub fn verdict(&self, verdict: Verdict) -> &'static str {
        let name = verdict_name(verdict);
        self.find("verdict", name).unwrap_or(name)
    }

    /// A provider's name by its id.
    pub fn provider<'a>(&self, id: &'a str) -> &'a str {
        self.find("provider", id).unwrap_or(id)
    }

    /// A provider's name as this language writes it, else as the provider's descriptor has it.
    pub fn provider_label(self, descriptor: &Descriptor) -> &'static str {
        self.find("provider", descriptor.id).unwrap_or(descriptor.label)
    }

    fn find(self, section: &str, name: &str) -> Option<&'static str> {
        self.0.texts().get(section)?.get(name)?.as_str()
    }

    /// What was found, part by part (`HTTP 404: no verdict`), where this language has words for it.
    fn detail(self, detail: &str) -> String {
        let parts = detail.split(": ").map(|part| self.find("detail", part).unwrap_or(part));
        parts.collect::<Vec<_>>().join(": ")
    }

    /// Everything that a sentence about the problem may name.
    fn values(self, problem: &Problem) -> BTreeMap<String, String> {
        let mut values = problem.params.clone();
        if let Some(detail) = values.get_mut("detail") {
            // it stands inside a sentence that ends by itself
            detail.truncate(detail.trim_end().trim_end_matches(['.', '。']).len());
            *detail = self.detail(detail);
        }
        // capabilities, reasons and troubles are ids
        for (name, section) in
            [("what", "capability"), ("reason", "reason"), ("trouble", "trouble"), ("kind", "print_kind")]
        {
            if let Some(text) = values.get(name).and_then(|id| self.find(section, id)) {
                values.insert(name.to_owned(), text.to_owned());
            }
        }
        let mut put = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                values.insert(name.to_owned(), value);
            }
        };
        put("provider", problem.provider.as_deref().map(|id| self.provider(id).to_owned()));
        put("words", problem.provider_message.as_deref().map(clean));
        put("code", problem.provider_code.clone());
        put("retry_after_s", problem.retry_after_s.map(|seconds| seconds.to_string()));
        put("fields", (!problem.fields.is_empty()).then(|| self.fields(&problem.fields)));
        values
    }
}

const fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "good",
        Verdict::Bad => "bad",
        Verdict::Unclear => "unclear",
        Verdict::Unreachable => "unreachable",
    }
}

/// Puts values into a text.
fn fill<'a>(text: &str, value: &dyn Fn(&str) -> Option<&'a str>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, optional)) = rest.split_once('[') {
        insert(before, value, &mut out);
        let (inside, after) = optional.split_once(']').unwrap_or((optional, ""));
        let (wanted, otherwise) = inside.split_once('|').unwrap_or((inside, ""));
        let start = out.len();
        if !insert(wanted, value, &mut out) {
            out.truncate(start);
            out.push_str(otherwise);
        }
        rest = after;
    }
    insert(rest, value, &mut out);
    out
}

/// Puts values into a text without optional parts; whether all were known.
fn insert<'a>(text: &str, value: &dyn Fn(&str) -> Option<&'a str>, out: &mut String) -> bool {
    let mut complete = true;
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        match value(name) {
            Some(value) => out.push_str(value),
            None => complete = false,
        }
        rest = after;
    }
    out.push_str(rest);
    complete
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
