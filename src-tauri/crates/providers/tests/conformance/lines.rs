//! Timelines of every provider: one odd line costs no other, and words that nobody knows mean nothing.

use super::calls::Call;
use super::told::Told;
use super::{all, fixtures};
use serde_json::{Value, json};
use shipdesk_core::event::Event;
use shipdesk_core::status::DeliveryStatus;
use shipdesk_providers::spi::descriptor::Descriptor;
use shipdesk_providers::spi::json;

/// Every answer on disk with a timeline, and how it is read.
fn timelines() -> Vec<(String, Call, Value)> {
    let mut found = Vec::new();
    for (descriptor, calls) in all() {
        for call in calls {
            let bodies = fixtures(descriptor, &call, ".ok.json");
            for (name, body) in bodies {
                if (call.read)(&body).is_ok_and(|told| !events(&told).is_empty()) {
                    let whole = json::parse(&body).unwrap();
                    found.push((format!("{}: {name}", descriptor.id), again(descriptor, &call), whole));
                }
            }
        }
    }
    assert!(found.len() >= 10, "{}", found.len());
    found
}

/// The same call once more.
fn again(descriptor: &Descriptor, call: &Call) -> Call {
    let (_, calls) = all().into_iter().find(|(other, _)| other.id == descriptor.id).unwrap();
    calls
        .into_iter()
        .find(|other| other.action == call.action && other.capability == call.capability)
        .unwrap()
}

fn events(told: &Told) -> Vec<Event> {
    told.parcels.iter().flat_map(|parcel| parcel.events.clone()).collect()
}

fn read(call: &Call, whole: &Value) -> Vec<Event> {
    events(&(call.read)(whole.to_string().as_bytes()).unwrap())
}

/// Puts a value in the place of every element of a list that stands there as `raw`, and says how many there were.
fn replaced(value: &mut Value, raw: &str, with: &Value) -> usize {
    let swap = |item: &mut Value| {
        let shown = item.to_string();
        if shown != raw {
            return replaced(item, raw, with);
        }
        *item = with.clone();
        1
    };
    match value {
        Value::Array(items) => items.iter_mut().map(swap).sum(),
        Value::Object(members)
            if members.keys().all(|name| name.bytes().all(|byte| byte.is_ascii_digit())) =>
        {
            members.values_mut().map(swap).sum()
        }
        Value::Object(members) => members.values_mut().map(|member| replaced(member, raw, with)).sum(),
        _ => 0,
    }
}

/// The lines but for one that stands there as `raw`.
fn without(lines: &[Event], raw: &str) -> Vec<String> {
    let one = lines.iter().position(|line| line.raw == raw).unwrap();
    let others = lines.iter().enumerate().filter(|(at, _)| *at != one);
    let mut others: Vec<String> = others.map(|(_, line)| format!("{line:?}")).collect();
    others.sort();
    others
}

#[test]
fn one_odd_line_costs_no_other() {
    let odd = [json!(7), json!("?"), json!({}), json!([1]), json!({"a": {"b": []}}), json!(true)];
    let mut tried = 0;
    for (name, call, whole) in timelines() {
        let good = read(&call, &whole);
        for (line, odd) in good.iter().flat_map(|line| odd.iter().map(move |odd| (line, odd))) {
            let mut broken = whole.clone();
            if replaced(&mut broken, &line.raw, odd) == 1 {
                let left = read(&call, &broken);
                assert_eq!(left.len(), good.len(), "{name}: {} as {odd}", line.raw);
                assert_eq!(without(&left, &odd.to_string()), without(&good, &line.raw), "{name}: {odd}");
                tried += 1;
            }
        }
    }
    assert!(tried > 200, "{tried}");
}

/// Every text in words of nobody, but for times, figures and the numbers that were asked about.
fn nonsense(value: &mut Value, asked: &[String]) {
    match value {
        Value::String(text) => {
            let is_figure = text.parse::<f64>().is_ok() || text.starts_with("20");
            // a letter says who saw it; the one that means "yes" says that it was the last
            let is_letter = text.len() == 1 && text != "Y";
            if !is_figure
                && !is_letter
                && !text.trim().is_empty()
                && !asked.contains(&text.trim().to_uppercase())
            {
                "zq xw".clone_into(text);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| nonsense(item, asked)),
        Value::Object(members) => members.values_mut().for_each(|member| nonsense(member, asked)),
        _ => {}
    }
}

#[test]
fn words_and_codes_that_nobody_knows_mean_nothing() {
    for (name, call, mut whole) in timelines() {
        let before = (call.read)(whole.to_string().as_bytes()).unwrap();
        let asked: Vec<String> = before
            .parcels
            .iter()
            .flat_map(|parcel| parcel.numbers.iter().map(|(_, number)| number.to_uppercase()))
            .collect();
        nonsense(&mut whole, &asked);
        let told = (call.read)(whole.to_string().as_bytes()).unwrap();
        assert_eq!(events(&told).len(), events(&before).len(), "{name}");
        for event in events(&told) {
            assert_eq!(event.status, DeliveryStatus::Unknown, "{name}: {}", event.raw);
            assert!(!event.last, "{name}: {}", event.raw);
        }
        for parcel in &told.parcels {
            assert!(
                !parcel.is_final && parcel.status.is_none_or(|status| status == DeliveryStatus::Unknown),
                "{name}"
            );
        }
    }
}
