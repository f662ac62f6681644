//! Who is named decides, never the code of the whole.

use super::*;
use crate::spi::error::ErrorKind;
use proptest::prelude::*;

fn asked(number: &str, carrier: &str) -> Asked {
    Asked { number: number.into(), carrier: carrier.into() }
}

fn answer(body: &str) -> HttpAnswer {
    HttpAnswer::new(200, body.as_bytes().to_vec())
}

fn both() -> [Asked; 2] {
    [asked("A1", "ups"), asked("B2", "dhl")]
}

fn kinds<T>(outcomes: PerNumber<T>) -> Vec<(String, Result<T, ErrorKind>)> {
    outcomes.into_iter().map(|(number, outcome)| (number, outcome.map_err(|error| error.kind))).collect()
}

#[test]
fn each_parcel_has_an_outcome_of_its_own() {
    let body = r#"{"meta":{"code":201},"data":{"submitted":3,"added":1,"trackings":[{"tracking_number":"a1","carrier_code":"ups"}],
        "errors":[{"tracking_number":"B2","carrier_code":"dhl","code":"4016","message":"Tracking already exists."},
                  {"tracking_number":"C3","code":4014,"message":"The value of tracking_number is invalid."}]}}"#;
    let asked = [asked("A1", "ups"), asked("B2", "dhl"), asked("C3", "dhl"), asked("D4", "dhl")];
    let registered = kinds(registered(&answer(body), &asked).unwrap());
    let expected = [
        ("A1".to_owned(), Ok(Registered::NEW)),
        ("B2".to_owned(), Ok(Registered::BEFORE)),
        ("C3".to_owned(), Err(ErrorKind::Refused)),
    ];
    assert_eq!(registered, expected);
    let done = kinds(done(&answer(body), &asked).unwrap());
    let outcomes: Vec<_> = done.iter().map(|(number, outcome)| (number.as_str(), *outcome)).collect();
    assert_eq!(outcomes, [("A1", Ok(())), ("B2", Err(ErrorKind::Refused)), ("C3", Err(ErrorKind::Refused))]);
}

#[test]
fn the_same_number_of_two_carriers_is_two_parcels() {
    let body = r#"{"meta":{"code":200},"data":{"trackings":[{"tracking_number":"A1","carrier_code":"dhl"}],
        "errors":[{"tracking_number":"A1","carrier_code":"ups","code":4015,"message":"no"}]}}"#;
    let outcomes = kinds(registered(&answer(body), &[asked("A1", "dhl")]).unwrap());
    assert_eq!(outcomes, [("A1".to_owned(), Ok(Registered::NEW))]);
    let refused = kinds(registered(&answer(body), &[asked("A1", "ups")]).unwrap());
    assert_eq!(refused, [("A1".to_owned(), Err(ErrorKind::Refused))]);
    // moved by the service to another carrier
    let moved = kinds(registered(&answer(body), &[asked("A1", "usps")]).unwrap());
    let under = |carrier: &str| Registered { corrected: Some(carrier.to_owned()), ..Registered::NEW };
    assert_eq!(moved, [("A1".to_owned(), Ok(under("dhl")))]);
    // what is said of one is not said of the other
    let body =
        r#"{"meta":{"code":200},"data":{"trackings":[{"tracking_number":"A1","carrier_code":"dhl"}]}}"#;
    let outcomes = kinds(registered(&answer(body), &[asked("A1", "ups"), asked("A1", "dhl")]).unwrap());
    assert_eq!(outcomes, [("A1".to_owned(), Ok(Registered::NEW))]);
}

#[test]
fn an_answer_that_names_nobody_speaks_for_all() {
    let count =
        |body: &str| done(&answer(body), &both()).map(|outcomes| outcomes.len()).map_err(|error| error.kind);
    assert_eq!(count(r#"{"meta":{"code":200},"data":[]}"#), Ok(2));
    assert_eq!(count(r#"{"meta":{"code":200},"data":{"submitted":2,"change":"2"}}"#), Ok(2));
    assert_eq!(count(r#"{"meta":{"code":200},"data":{"submitted":2,"change":1}}"#), Ok(0));
    assert_eq!(
        count(r#"{"meta":{"code":200},"data":{"errors":[{"tracking_number":"B2","code":4017}]}}"#),
        Ok(2)
    );
    assert_eq!(count(r#"{"meta":{"code":4017,"message":"no"},"data":[]}"#), Err(ErrorKind::NoParcel));
    // nobody is registered by silence
    let silent = registered(&answer(r#"{"meta":{"code":201},"data":[]}"#), &both());
    assert_eq!(silent.unwrap(), []);
}

#[test]
fn one_parcel_must_be_named() {
    let one = |body: &str| one_registered(&answer(body), &asked("A1", "ups")).map_err(|error| error.kind);
    let item = r#"{"meta":{"code":200},"data":{"id":"x","tracking_number":"A1","carrier_code":"ups"}}"#;
    assert_eq!(one(item), Ok(Registered::NEW));
    let moved = Some("dhl".to_owned());
    let other = item.replace("ups", "dhl");
    assert_eq!(one(&other), Ok(Registered { before: false, corrected: moved.clone() }));
    let exists = r#"{"meta":{"code":200},"data":{"tracking_number":"A1","carrier_code":"dhl","code":4016}}"#;
    assert_eq!(one(exists), Ok(Registered { before: true, corrected: moved.clone() }));
    let listed = r#"{"meta":{"code":4016},"data":{"tracking_number":"A1","carrier_code":"dhl"}}"#;
    assert_eq!(one(listed), Ok(Registered { before: true, corrected: moved }));
    assert_eq!(one(r#"{"meta":{"code":"4016","message":"exists"},"data":[]}"#), Ok(Registered::BEFORE));
    assert_eq!(one(r#"{"meta":{"code":201},"data":[]}"#), Err(ErrorKind::BadAnswer));
    assert_eq!(one(r#"{"meta":{"code":200},"data":{"tracking_number":"B2"}}"#), Err(ErrorKind::BadAnswer));
    assert_eq!(one(r#"{"meta":{"code":4015,"message":"no"},"data":[]}"#), Err(ErrorKind::Refused));
    let done = |body: &str| one_done(&answer(body), &asked("A1", "ups")).map_err(|error| error.kind);
    assert_eq!(done(r#"{"meta":{"code":200},"data":[]}"#), Ok(()));
    assert_eq!(done(item), Ok(()));
    assert_eq!(done(r#"{"meta":{"code":200},"data":{"tracking_number":"B2"}}"#), Err(ErrorKind::BadAnswer));
    assert_eq!(done(r#"{"meta":{"code":4017,"message":"no"},"data":[]}"#), Err(ErrorKind::NoParcel));
}

proptest! {
    /// Whatever stands in the lists, no parcel has more than one outcome, and nobody who was not asked for has any.
    #[test]
    fn nobody_else_has_an_outcome(done in prop::collection::vec("[A-D][1-4]", 0..5), refused in prop::collection::vec("[A-D][1-4]", 0..5)) {
        let item = |number: &String| serde_json::json!({"tracking_number": number, "code": 4014});
        let list = |numbers: &[String]| numbers.iter().map(item).collect::<Vec<_>>();
        let data = serde_json::json!({"trackings": list(&done), "errors": list(&refused)});
        let body = serde_json::json!({"meta": {"code": 200}, "data": data}).to_string();
        let outcomes = registered(&answer(&body), &both()).unwrap();
        for (number, outcome) in &outcomes {
            prop_assert_eq!(outcome.is_ok(), done.contains(number));
            prop_assert!(["A1", "B2"].contains(&number.as_str()));
        }
        prop_assert!(outcomes.len() <= 2);
    }
}
