//! Reads a parcel: where it stands, and its timeline, which comes in two parts, one from the country of origin and one
//! from that of destination.

use super::meaning::Codes;
use super::moment;
use crate::spi::json;
use crate::spi::tracking::{NumberKind, Tracked, Wanted};
use jiff::civil::DateTime;
use serde_json::Value;
use shipdesk_core::event::{Event, EventKind};
use std::collections::VecDeque;

/// The number and the carrier under which a parcel is registered; without a number nobody could say which it is.
pub(super) fn wanted(item: &Value) -> Option<Wanted> {
    let number = json::text_of(item, "tracking_number")?;
    Some(Wanted { number, carrier: json::text_of(item, "carrier_code") })
}

/// Whether two numbers are the same, as carriers write them.
pub(super) fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    plain(one) == plain(other)
}

/// What is known of a parcel. Who signed for it is a person: that stays in the answer as it is kept.
pub(super) fn read(item: &Value) -> Tracked {
    let text = |name| json::text_of(item, name);
    let events = timeline(item);
    let codes = Codes { status: text("status"), substatus: text("substatus") };
    let newest = events.first().map(|event| event.text.clone());
    let words = newest.or_else(|| text("lastEvent")).unwrap_or_default();
    let status = codes.raw().map(|_| codes.meaning(&words));
    // the service asks no carrier after these
    let is_final = codes.status.is_some_and(|code| {
        ["delivered", "expired"].iter().any(|last| code.trim().eq_ignore_ascii_case(last))
    });
    let numbers = [
        (NumberKind::Tracking, text("tracking_number")),
        (NumberKind::LastMile, text("destination_track_number")),
    ];
    Tracked {
        numbers: numbers.into_iter().filter_map(|(kind, number)| Some((kind, number?))).collect(),
        carrier: text("carrier_code"),
        origin: text("original_country"),
        destination: text("destination_country"),
        status,
        is_final,
        events,
        ..Tracked::default()
    }
}

/// The lines of both parts, newest first. One that both have comes once.
fn timeline(item: &Value) -> Vec<Event> {
    let destination = part(item, "destination_info");
    let mut origin = part(item, "origin_info");
    origin.retain(|event| !destination.iter().any(|other| is_same(event, other)));
    merged(destination, origin)
}

fn part(item: &Value, name: &str) -> Vec<Event> {
    let lines = json::get(item, name).and_then(|info| json::get(info, "trackinfo")).map(json::list);
    lines.unwrap_or_default().into_iter().filter(|line| !line.is_null()).map(event).collect()
}

fn is_same(one: &Event, other: &Event) -> bool {
    (&one.at, &one.text, &one.location) == (&other.at, &other.text, &other.location)
}

/// One line. What is odd in it keeps what can be read and all of its raw text.
fn event(line: &Value) -> Event {
    let text = |name| json::text_of(line, name);
    let codes = Codes { status: text("checkpoint_status"), substatus: text("substatus") };
    let words = text("StatusDescription").or_else(|| json::text(line));
    let (words, location) = match (words, text("Details")) {
        (None, details) => (details.unwrap_or_default(), None),
        (Some(words), details) => (words, details),
    };
    Event {
        at: moment::read(&text("Date").unwrap_or_default()),
        kind: EventKind::Carrier,
        status: codes.meaning(&words),
        code: codes.raw(),
        text: words,
        location,
        last: false,
        raw: line.to_string(),
    }
}

/// Two parts, each newest first, as one. Each keeps its own sequence; a line whose time cannot be read stays where it
/// stands in its part, and of two that tie the one nearer to the recipient is the newer.
pub(super) fn merged(first: Vec<Event>, second: Vec<Event>) -> Vec<Event> {
    let (mut first, mut second) = (dated(first), dated(second));
    let mut all = Vec::with_capacity(first.len() + second.len());
    while let (Some((one, _)), Some((other, _))) = (first.front(), second.front()) {
        let next = if one >= other { first.pop_front() } else { second.pop_front() };
        all.extend(next);
    }
    all.into_iter().chain(first).chain(second).map(|(_, event)| event).collect()
}

/// Each line with its time, or where that cannot be read with that of the line before it, or else of the one behind it.
fn dated(events: Vec<Event>) -> VecDeque<(Option<DateTime>, Event)> {
    let mut last = events.iter().find_map(|event| event.at.wall);
    let dated = events.into_iter().map(|event| {
        last = event.at.wall.or(last);
        (last, event)
    });
    dated.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;
    use shipdesk_core::status::DeliveryStatus as S;

    fn texts(events: &[Event]) -> Vec<&str> {
        events.iter().map(|event| event.text.as_str()).collect()
    }

    fn line(date: &str, words: &str) -> Event {
        event(&json!({"Date": date, "StatusDescription": words}))
    }

    #[test]
    fn the_parts_come_together_newest_first() {
        let near = vec![line("2026-01-09 10:00", "n3"), line("?", "n2"), line("2026-01-05 10:00", "n1")];
        let far = vec![line("2026/1/9 10:00", "f3"), line("2026-01-06 08:00:01", "f2"), line("", "f1")];
        assert_eq!(texts(&merged(near, far)), ["n3", "n2", "f3", "f2", "f1", "n1"]);
    }

    #[test]
    fn an_odd_line_keeps_what_can_be_read_of_it() {
        for odd in [json!("Delivered"), json!(7), json!([1]), json!({}), json!({"Date": null, "Details": 1})]
        {
            let event = event(&odd);
            assert_eq!((event.status, event.raw, event.code), (S::Unknown, odd.to_string(), None));
        }
        let odd = event(&json!({"Date": 2026, "Details": "Leipzig", "checkpoint_status": "warped"}));
        assert_eq!((odd.at.text.as_str(), odd.text.as_str(), odd.location), ("2026", "Leipzig", None));
        assert_eq!((odd.status, odd.code.as_deref()), (S::Unknown, Some("warped")));
    }

    #[test]
    fn what_stands_in_both_parts_comes_once() {
        let lines =
            json!([{"Date": "2026-01-05 10:00", "StatusDescription": "Arrived", "Details": "Leipzig"}]);
        let item = json!({"origin_info": {"trackinfo": lines}, "destination_info": {"trackinfo": lines}});
        assert_eq!(texts(&timeline(&item)), ["Arrived"]);
    }

    proptest! {
        /// Nothing is lost or doubled, each part keeps its sequence, and sorted parts make a sorted whole.
        #[test]
        fn merging_loses_nothing(first in prop::collection::vec(0_u8..24, 0..8), second in prop::collection::vec(0_u8..24, 0..8)) {
            let part = |name: &str, mut hours: Vec<u8>| {
                hours.sort_unstable_by(|a, b| b.cmp(a));
                let lines = hours.iter().enumerate();
                lines.map(|(index, hour)| line(&format!("2026-01-05 {hour}:00"), &format!("{name}{index}"))).collect::<Vec<_>>()
            };
            let (first, second) = (part("a", first), part("b", second));
            let all = merged(first.clone(), second.clone());
            let of = |name: &str| all.iter().filter(|event| event.text.starts_with(name)).cloned().collect::<Vec<_>>();
            prop_assert_eq!(of("a"), first);
            prop_assert_eq!(of("b"), second);
            prop_assert!(all.is_sorted_by(|one, other| one.at.wall >= other.at.wall));
        }

        #[test]
        fn one_odd_line_never_costs_the_timeline(odd in "[ -~]{0,12}", place in 0_usize..3) {
            let mut lines = vec![json!({"Date": "2026-01-05 10:00", "StatusDescription": "Arrived"}); 2];
            lines.insert(place, json!(format!("odd {odd}")));
            let item = json!({"origin_info": {"trackinfo": lines}});
            prop_assert_eq!(read(&item).events.len(), 3);
        }
    }
}
