//! Whatever arrives: nothing panics, and nothing odd costs what stands beside it.

use super::{NUMBER, by_no, fixture, opened, order, parcels, tracking};
use crate::spi::http::HttpAnswer;
use proptest::prelude::*;
use serde_json::Value;

/// Any JSON, as it might stand in the place of a line.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("date"),
        Just("type"),
        Just("eventCode"),
        Just("eventStatus"),
        Just("lastEvent"),
        Just("trackingType"),
        Just("eventDescription"),
        Just("location"),
        Just("x"),
    ];
    leaf.prop_recursive(3, 16, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone().prop_map(str::to_owned), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), tail in ".{0,80}") {
        let dressed = format!(r#"{{"code":"0","data":[{tail}]}}"#).into_bytes();
        for body in [bytes, dressed] {
            let answer = HttpAnswer::new(200, body);
            let _ = (tracking(&[NUMBER]).read)(&answer);
            let _ = (order(&by_no("A1001")).read)(&answer);
            let _ = (opened().probe().read)(&answer);
        }
    }

    #[test]
    fn any_line_may_be_odd_and_the_others_stay(odd in any_json(), place in 0..6_usize) {
        let mut answer: Value = serde_json::from_slice(&fixture("tracking/track.ok.json")).unwrap();
        let whole = parcels(&[NUMBER], "tracking/track.ok.json").remove(0).1.events;
        answer["data"][0]["trace"].as_array_mut().unwrap().insert(place, odd.clone());
        let found = (tracking(&[NUMBER]).read)(&HttpAnswer::new(200, answer.to_string().into_bytes())).unwrap();
        let mut events = found[0].1.clone().unwrap().events;
        if !odd.is_null() {
            prop_assert_eq!(events.remove(place).raw, odd.to_string());
        }
        prop_assert_eq!(events, whole);
    }

    #[test]
    fn anything_may_stand_in_the_place_of_a_member(odd in any_json(), member in 0..26_usize) {
        let mut answer: Value = serde_json::from_slice(&fixture("foreign_orders/order.ok.json")).unwrap();
        let members = answer["data"].as_object_mut().unwrap();
        let name = members.keys().nth(member).unwrap().clone();
        members.insert(name.clone(), odd);
        let found = (order(&by_no("A1001")).read)(&HttpAnswer::new(200, answer.to_string().into_bytes()));
        // another number is another order
        prop_assert!(found.is_ok() || name == "orderNo", "{name}");
    }
}
