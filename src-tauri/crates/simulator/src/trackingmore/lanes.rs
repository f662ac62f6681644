//! Questions before a purchase: is a place remote, how long does a lane take?

use serde_json::{Value, json};

use super::carriers::courier;
use super::envelope::{Answer, Code};
use super::registering::{plain, several};
use crate::dice;

/// Country, the beginning of its remote postcodes, and who says so.
const REMOTE: [(&str, &str, &str); 8] = [
    ("US", "995", "ups"),
    ("US", "967", "ups"),
    ("US", "00901", "fedex"),
    ("GB", "ZE", "dhl"),
    ("GB", "HS", "dhl"),
    ("AU", "08", "dhl"),
    ("CA", "X0", "fedex"),
    ("NO", "91", "dhl"),
];

/// `POST /trackings/remote`.
pub(super) fn remote(body: &Value) -> Answer {
    let places = match several(body) {
        Ok(places) => places,
        Err(code) => return Answer::refused(code),
    };
    let (mut far, mut other) = (Vec::new(), Vec::new());
    for place in places {
        let text = |name: &str| place.get(name).and_then(plain).unwrap_or_default().to_uppercase();
        let (country, postcode, company) =
            (text("country"), text("postcode"), text("company").to_lowercase());
        if country.is_empty() || postcode.is_empty() {
            return Answer::refused(Code::ParameterMissing);
        }
        let rules = REMOTE.iter().filter(|(known, start, by)| {
            *known == country && postcode.starts_with(start) && (company.is_empty() || company == *by)
        });
        let before = far.len();
        far.extend(rules.map(|(_, _, by)| {
            json!({
                "far_express_company": by,
                "two_code": country,
                "far_country": country,
                "far_city_postcode": postcode,
            })
        }));
        if far.len() == before {
            other.push(place.clone());
        }
    }
    Answer::done(json!({ "submitted": places.len(), "other": other, "remote": far }))
}

/// `POST /trackings/costtime`: shares of the samples by how many days they took. A lane without samples is left out.
///
/// The page names `total`, `delivered` and `range1`; the further ranges and `average` are made up after these.
pub(super) fn cost_time(body: &Value) -> Answer {
    let lanes = match several(body) {
        Ok(lanes) => lanes,
        Err(code) => return Answer::refused(code),
    };
    let mut times = Vec::new();
    for lane in lanes {
        let text = |name: &str| lane.get(name).and_then(plain).unwrap_or_default();
        let (carrier, original, destination) = (text("carrier_code"), text("original"), text("destination"));
        if original.len() != 2 || destination.len() != 2 {
            return Answer::refused(Code::ParameterMissing);
        }
        if courier(&carrier).is_none() {
            return Answer::refused(Code::CarrierInvalid);
        }
        let chance = dice::roll(0, &["lane", &carrier, &original, &destination]);
        if original != destination && chance.is_multiple_of(7) {
            continue;
        }
        let total = 40 + chance % 900;
        let fast = 10 + chance % 60;
        let average = if original == destination { 2 + chance % 4 } else { 7 + chance % 15 };
        times.push(json!({
            "carrier_code": carrier,
            "original": original,
            "destination": destination,
            "total": total.to_string(),
            "delivered": (total - total / 25).to_string(),
            "range1": format!("{fast}%"),
            "range2": format!("{}%", 100 - fast - 5),
            "range3": "5%",
            "range4": "0%",
            "average": format!("{average}.{}", chance % 10),
        }));
    }
    Answer::done(times.into())
}
