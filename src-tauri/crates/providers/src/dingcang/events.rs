//! Reads timelines. An event is a time without a zone and a text without a code, so `statuses.toml` decides what it
//! means, carefully: a text that no rule knows is unknown, never "in transit".

use super::envelope;
use super::phrases::{Call, fold, refusal};
use crate::spi::error::ProviderError;
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use serde::Deserialize;
use serde_json::Value;
use shipdesk_core::event::{Event, EventKind, EventTime};
use shipdesk_core::status::DeliveryStatus;
use std::sync::LazyLock;

/// Reads `tracking.php`: the events in the platform's order, newest first in its samples.
///
/// Each event stands alone: one that is odd keeps what can be read of it and all of its raw text.
pub(super) fn timeline(answer: &HttpAnswer, number: &str) -> Result<Vec<Event>, ProviderError> {
    let item = envelope::whole(answer)?.done(Call::Track, number)?;
    match item.own("result") {
        Some(result) if result.is_array() || result.is_object() => {
            Ok(json::list(result).into_iter().filter(|event| !event.is_null()).map(event).collect())
        }
        Some(words) => {
            json::text(words).map_or(Ok(Vec::new()), |words| Err(refusal(Call::Track, "200", &words, number)))
        }
        None => Ok(Vec::new()),
    }
}

fn event(value: &Value) -> Event {
    let text = json::text_of(value, "EventDescription").or_else(|| json::text(value)).unwrap_or_default();
    Event {
        at: EventTime::zoneless(&json::text_of(value, "Time").unwrap_or_default()),
        kind: EventKind::Carrier,
        status: status(&text),
        code: None,
        text,
        location: None,
        last: false,
        raw: value.to_string(),
    }
}

/// What a text means: the first rule of which it has a phrase and no exception.
fn status(text: &str) -> DeliveryStatus {
    let words = words(text);
    let rule = RULES.iter().find(|rule| {
        let says = |phrases: &[String]| phrases.iter().any(|phrase| words.contains(phrase.as_str()));
        says(&rule.any) && !says(&rule.none)
    });
    rule.map_or(DeliveryStatus::Unknown, |rule| rule.status)
}

/// A row of the table: the phrases that mean a status, and the words that make them mean something else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    status: DeliveryStatus,
    any: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    rule: Vec<Rule>,
}

const TABLE: &str = include_str!("statuses.toml");

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    // a table that cannot be read would make every status unknown; a test keeps it readable
    let mut rules = toml::from_str::<Table>(TABLE).map(|table| table.rule).unwrap_or_default();
    for phrase in rules.iter_mut().flat_map(|rule| rule.any.iter_mut().chain(&mut rule.none)) {
        *phrase = as_words(phrase);
    }
    rules
});

/// Folded, with one blank for everything between words, and one at each end: so ` delivered ` is not in ` undelivered `.
fn words(text: &str) -> String {
    let folded: String = fold(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = folded.split_whitespace().collect();
    format!(" {} ", words.join(" "))
}

/// A phrase as it is looked for: whole words, except in Chinese, which has no blanks.
fn as_words(phrase: &str) -> String {
    let words = words(phrase);
    if phrase.is_ascii() { words } else { words.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_read() {
        let table: Table = toml::from_str(TABLE).unwrap();
        assert!(table.rule.iter().all(|rule| !rule.any.is_empty()));
        assert!(table.rule.iter().all(|rule| rule.status != DeliveryStatus::Unknown));
        assert_eq!(RULES.len(), table.rule.len());
    }

    #[test]
    fn texts_mean_what_they_say_and_no_more() {
        let mut wrong = Vec::new();
        for line in include_str!("fixtures/tracking/texts.txt").lines().filter(|line| !line.starts_with('#'))
        {
            let (expected, text) = line.split_once('\t').unwrap();
            let found = status(text);
            if found.as_str() != expected {
                wrong.push(format!("{text}: {found}, not {expected}"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}
