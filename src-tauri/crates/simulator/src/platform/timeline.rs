//! Parcels on their way: `tracking.php`.
//!
//! A parcel's journey is known from its number; time decides how far it has come. Most journeys end well,
//! one number in ten meets each of: a first attempt in vain, a stop at customs (abroad) or a delay (at
//! home), a return to the sender.

use std::io;

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::Platform;
use super::account::Host;
use super::books::{Order, Refund};
use super::channels::Channel;
use super::draft::text;
use super::numbers::Carrier;
use crate::dice;
use crate::journey::{self, Stage};
use crate::ledger::State;

/// Hours of life after the order, and what happened. `{CITY}` is the recipient's.
type Step = (f64, &'static str);

const CREATED: Step = (0.0, "Order created successfully");

const HOME: [Step; 5] = [
    (5.0, "Accepted at origin facility, INDUSTRY, CA"),
    (14.0, "Departed sort facility, CITY OF INDUSTRY, CA"),
    (41.0, "Arrived at regional distribution center"),
    (58.0, "Arrived at local facility, {CITY}"),
    (66.0, "Out for delivery, {CITY}"),
];

const ABROAD: [Step; 9] = [
    (
        17.0,
        "The goods have arrived at the warehouse in Yiwu, and the warehouse has been scanned for collection",
    ),
    (28.0, "The goods have been packed and sent from Yiwu"),
    (49.0, "Export customs clearance completed"),
    (60.0, "Departed from airport, Shanghai, China"),
    (84.0, "Arrived at destination airport"),
    (102.0, "Import customs clearance completed"),
    (120.0, "Handed over to last mile carrier"),
    (144.0, "Arrived at local delivery office, {CITY}"),
    (152.0, "Out for delivery, {CITY}"),
];

/// How a journey ends, in hours after the last usual step.
const WELL: [Step; 1] = [(5.0, "Delivered, {CITY}, left at front door")];
const SECOND_TRY: [Step; 3] = [
    (4.0, "Delivery attempted - no one available, {CITY}"),
    (22.0, "Out for delivery, {CITY}"),
    (26.0, "Delivered, {CITY}, received by neighbor"),
];
const RETURNED: [Step; 4] = [
    (4.0, "Delivery failed - recipient address not found, {CITY}"),
    (30.0, "Return to sender processed"),
    (76.0, "Shipment is on its way back to the sender"),
    (140.0, "Returned to sender"),
];

/// What puts a journey back, and by how many hours.
const HELD_ABROAD: (Step, f64) = ((96.0, "Held by customs, additional documents required"), 48.0);
const HELD_AT_HOME: (Step, f64) = ((44.0, "Shipment delayed due to weather conditions"), 24.0);

/// The whole journey of a parcel in hours of life, oldest first.
fn journey(number: &str, carrier: Carrier) -> Vec<Step> {
    let abroad = matches!(carrier, Carrier::YunExpress | Carrier::Post(_));
    let usual: &[Step] = if abroad { &ABROAD } else { &HOME };
    let (stop, pause) = if abroad { HELD_ABROAD } else { HELD_AT_HOME };
    let fate = dice::roll(0, &["journey", number]) % 10;
    let held = fate == 1;
    let mut steps = vec![CREATED];
    for &(hours, what) in usual {
        let late = held && hours > stop.0;
        steps.push((if late { hours + pause } else { hours }, what));
    }
    let arrived = steps.last().map_or(0.0, |step| step.0);
    if held {
        let place = steps.iter().position(|step| step.0 > stop.0).unwrap_or(steps.len());
        steps.insert(place, stop);
    }
    let end: &[Step] = match fate {
        0 => &SECOND_TRY,
        2 => &RETURNED,
        _ => &WELL,
    };
    steps.extend(end.iter().map(|&(hours, what)| (arrived + hours, what)));
    steps
}

/// What happened to a box so far, oldest first.
fn so_far(order: &Order, place: usize, carrier: Carrier, now: Timestamp) -> Vec<(Timestamp, String)> {
    let Some(number) = order.numbers.get(place) else { return Vec::new() };
    let speed = order.speed.max(0.001);
    let moment = |hours: f64| {
        let passed = SignedDuration::from_secs_f64(hours * 3600.0 / speed);
        order.created_at.saturating_add(passed).unwrap_or(Timestamp::MAX)
    };
    let city = order.draft.city.to_uppercase();
    // a parcel stands still from the wish to cancel it on, unless that is denied
    let cancelled = order.cancel.filter(|cancel| cancel.granted || order.refund(now) == Refund::InProgress);
    let end = cancelled.map_or(now, |cancel| cancel.asked_at.min(now));
    let mut events: Vec<_> = journey(number, carrier)
        .into_iter()
        .map(|(hours, what)| (moment(hours), what.replace("{CITY}", &city)))
        .filter(|(at, _)| *at <= end)
        .collect();
    if let Some(cancel) = order.cancel.filter(|_| order.refund(now) == Refund::Done) {
        events.push((cancel.settled_at, "Order cancelled".to_owned()));
    }
    events
}

/// Whether a box of the order has come to the end of its journey.
pub(super) fn delivered(order: &Order, channel: &Channel, now: Timestamp) -> bool {
    (0..order.numbers.len()).any(|place| {
        let steps = order.numbers.get(place).map_or(0, |number| journey(number, channel.carrier).len());
        so_far(order, place, channel.carrier, now).len() == steps
    })
}

/// A box that some host sent, as other providers may know it.
#[derive(Debug)]
pub(crate) struct Issued {
    pub(crate) carrier: Carrier,
    pub(crate) country: String,
    pub(crate) created_at: Timestamp,
    pub(crate) speed: f64,
    /// What happened so far, oldest first.
    pub(crate) steps: Vec<journey::Step>,
}

impl Platform {
    /// The box with that tracking number, whichever host sent it.
    pub(crate) fn issued(&self, state: &State, number: &str, now: Timestamp) -> Option<Issued> {
        Host::ALL.into_iter().find_map(|host| {
            let (order, place) = state.platform.book(host).tracked(number)?;
            let channel = self.channel(host, Some(&order.channel.to_string())).ok()?;
            let step = |(at, words): (Timestamp, String)| journey::Step {
                at,
                stage: Stage::of(&words),
                place: words.split_once(", ").map_or("", |(_, place)| place).to_owned(),
                words,
            };
            Some(Issued {
                carrier: channel.carrier,
                country: order.draft.country.clone(),
                created_at: order.created_at,
                speed: order.speed,
                steps: so_far(order, place, channel.carrier, now).into_iter().map(step).collect(),
            })
        })
    }

    /// `tracking.php`: newest first, in China's time without saying so.
    pub(super) fn track(&self, host: Host, request: &Value) -> io::Result<Value> {
        let number = text(request, "Trackingno").unwrap_or_default();
        let events = self.ledger.read(|state, now| {
            let (order, place) = state.platform.book(host).tracked(&number)?;
            let channel = self.channel(host, Some(&order.channel.to_string())).ok()?;
            Some(so_far(order, place, channel.carrier, now))
        })?;
        let Some(events) = events else { return Ok(json!({ "code": 400, "msg": "查无此单号" })) };
        let line = |(at, what): &(Timestamp, String)| json!({ "Time": china(*at), "EventDescription": what });
        Ok(json!({ "code": 200, "result": events.iter().rev().map(line).collect::<Vec<_>>() }))
    }
}

fn china(at: Timestamp) -> String {
    let zone = TimeZone::fixed(Offset::constant(8));
    at.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn journeys_go_forward_and_end() {
        let ends = ["Delivered", "Returned to sender"];
        let mut seen = std::collections::BTreeSet::new();
        for place in 0..200 {
            let carrier = if place % 2 == 0 { Carrier::Ups } else { Carrier::YunExpress };
            let steps = journey(&format!("YT{place}"), carrier);
            assert!(steps.is_sorted_by(|a, b| a.0 < b.0), "{steps:?}");
            let last = steps.last().unwrap().1;
            assert!(ends.iter().any(|end| last.starts_with(end)), "{last}");
            seen.extend(steps.iter().map(|step| step.1));
        }
        for odd in [SECOND_TRY[0].1, RETURNED[3].1, HELD_ABROAD.0.1, HELD_AT_HOME.0.1] {
            assert!(seen.contains(odd), "never happens: {odd}");
        }
    }

    #[test]
    fn times_are_those_of_china() {
        let at: Timestamp = "2020-08-20T20:54:46Z".parse().unwrap();
        assert_eq!(china(at), "2020-08-21 04:54:46");
    }
}
