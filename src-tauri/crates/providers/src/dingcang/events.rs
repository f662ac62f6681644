//! Reads timelines. An event is a time without a zone and a text without a code, so `statuses.toml` decides what it
//! means, carefully: a text that no rule knows is unknown, never "in transit".

use super::envelope;
use super::phrases::{Call, refusal};
use crate::spi::error::ProviderError;
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::tracking::{PerNumber, Tracked};
use crate::spi::wording::Phrases;
use serde::Deserialize;
use serde_json::Value;
use shipdesk_core::event::{Event, EventKind, EventTime};
use shipdesk_core::status::DeliveryStatus;
use std::sync::LazyLock;

/// Reads `tracking.php`: the events in the platform's order, newest first in its samples.
///
/// Each event stands alone: one that is odd keeps what can be read of it and all of its raw text.
pub(super) fn timeline(answer: &HttpAnswer, number: &str) -> Result<PerNumber<Tracked>, ProviderError> {
    let tracked = Tracked { events: events(answer, number)?, ..Tracked::default() };
    Ok(vec![(number.to_owned(), Ok(tracked))])
}

fn events(answer: &HttpAnswer, number: &str) -> Result<Vec<Event>, ProviderError> {
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

/// What a text means; without a phrase of the table it is unknown.
fn status(text: &str) -> DeliveryStatus {
    RULES.status(text)
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    rule: Phrases,
}

const TABLE: &str = include_str!("statuses.toml");

// a table that cannot be read would make every status unknown; a test keeps it readable
static RULES: LazyLock<Phrases> = LazyLock::new(|| toml::from_str::<Table>(TABLE).unwrap_or_default().rule);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_read() {
        let table: Table = toml::from_str(TABLE).unwrap();
        let rules = table.rule.rules();
        assert!(rules.iter().all(|rule| !rule.any.is_empty() && rule.status != DeliveryStatus::Unknown));
        assert_eq!(RULES.rules().len(), rules.len());
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
