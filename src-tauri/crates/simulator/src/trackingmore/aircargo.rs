//! `POST /trackings/aircargo`: air waybills, twenty units of the quota a number.

use std::io;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::books;
use super::envelope::{Answer, Code};
use super::{MOST_ITEMS, TrackingMore};
use crate::dice;
use crate::ledger::Event;

const UNITS: i64 = 20;

/// Days before today, event, station, and what it makes of the whole.
const LEGS: [(i64, &str, &str); 4] =
    [(6, "BKD", "PVG"), (5, "RCS", "PVG"), (4, "DEP", "PVG"), (2, "ARR", "ORD")];

impl TrackingMore {
    pub(super) fn air_cargo(&self, body: &Value) -> io::Result<Answer> {
        let numbers = body.get("track_number").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let numbers: Vec<&str> = numbers.iter().filter_map(Value::as_str).collect();
        if numbers.is_empty() {
            return Ok(Answer::refused(Code::NumberRequired));
        }
        if numbers.len() > MOST_ITEMS {
            return Ok(Answer::refused(Code::TooManyItems));
        }
        if !numbers.iter().all(|number| sound(number)) {
            return Ok(Answer::refused(Code::NumberInvalid));
        }
        let units = UNITS * i64::try_from(numbers.len()).unwrap_or_default();
        self.platform.ledger.transact(|state, now| {
            if state.more.quota() < units {
                return (Vec::new(), Answer::refused(Code::QuotaUsedUp));
            }
            let data = numbers.iter().map(|number| waybill(number, now)).collect();
            (vec![Event::More(books::Event::Spent(units))], Answer::done(data))
        })
    }
}

/// `ddd-dddddddd`, of which the last digit is the rest of the seven before it by 7.
fn sound(number: &str) -> bool {
    let Some((airline, serial)) = number.split_once('-') else { return false };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if airline.len() != 3 || serial.len() != 8 || !digits(airline) || !digits(serial) {
        return false;
    }
    let (stem, check) = serial.split_at(7);
    let rest = stem.parse::<u32>().map(|stem| stem % 7);
    rest.is_ok_and(|rest| check == rest.to_string())
}

/// A number in five is unknown to its airline.
fn waybill(number: &str, now: Timestamp) -> Value {
    let chance = dice::roll(0, &["waybill", number]);
    if chance.is_multiple_of(5) {
        return json!({
            "track_number": number, "weight": null, "piece": null, "origin": null, "destination": null,
            "status_number": 0, "track_info": [],
        });
    }
    let event = |&(days, event, station): &(i64, &str, &str)| {
        let day = now.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(now);
        let date = day.strftime("%Y-%m-%d %H:%M").to_string();
        let actual = (event != "BKD").then(|| date.clone());
        json!({
            "plan_date": date,
            "actual_date": actual,
            "event": event,
            "station": station,
            "flight_number": "CK0223",
            "piece": "12",
            "weight": "184.0",
        })
    };
    json!({
        "track_number": number,
        "weight": "184.0",
        "piece": "12",
        "origin": "PVG",
        "destination": "ORD",
        "status_number": 4,
        "track_info": LEGS.iter().rev().map(event).collect::<Value>(),
    })
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn a_wrong_check_digit_is_seen() {
        assert!(sound("999-12345675"), "1234567 leaves 5 by 7");
        assert!(!sound("999-12345676") && !sound("99912345675") && !sound("9999-1234567"));
    }
}
