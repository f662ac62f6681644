//! Reads air waybills.

use super::{envelope, meaning, moment};
use crate::spi::error::ProviderError;
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::tracking::{NumberKind, PerNumber, Tracked};
use serde_json::Value;
use shipdesk_core::event::{Event, EventKind};

/// What is known of these waybills. One that the answer leaves out is left out.
///
/// # Errors
/// The refusal; a list of something else.
pub(super) fn read(answer: &HttpAnswer, asked: &[String]) -> Result<PerNumber<Tracked>, ProviderError> {
    let data = envelope::found(answer)?;
    let items = envelope::objects(&data)?;
    let numbered: Vec<(String, &Value)> = items
        .iter()
        .filter_map(|item| {
            let number =
                ["track_number", "tracking_number"].iter().find_map(|name| json::text_of(item, name));
            Some((number?, *item))
        })
        .collect();
    if numbered.is_empty() && !items.is_empty() {
        return Err(ProviderError::bad_answer("a list of something else than air waybills"));
    }
    let mut found = Vec::new();
    for number in asked {
        let its = numbered.iter().filter(|(known, _)| digits(known) == digits(number));
        found.extend(its.map(|(_, item)| (number.clone(), Ok(waybill(number, item)))));
    }
    Ok(found)
}

fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

fn waybill(number: &str, item: &Value) -> Tracked {
    let text = |name| json::text_of(item, name);
    let lines = json::get(item, "track_info").map(json::list).unwrap_or_default();
    Tracked {
        numbers: vec![(NumberKind::Tracking, number.to_owned())],
        origin: text("origin"),
        destination: text("destination"),
        // its `status_number` is explained nowhere
        status: None,
        events: lines.into_iter().filter(|line| !line.is_null() && !is_plan(line)).map(event).collect(),
        ..Tracked::default()
    }
}

/// What is planned has not happened.
fn is_plan(line: &Value) -> bool {
    json::text_of(line, "plan_date").is_some() && json::text_of(line, "actual_date").is_none()
}

fn event(line: &Value) -> Event {
    let text = |name| json::text_of(line, name);
    let words = text("event").or_else(|| json::text(line)).unwrap_or_default();
    Event {
        at: moment::read(&text("actual_date").unwrap_or_default()),
        kind: EventKind::Carrier,
        status: meaning::of_cargo(&words),
        code: None,
        text: words,
        location: text("station"),
        last: false,
        raw: line.to_string(),
    }
}
