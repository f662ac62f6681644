//! The drill: every call's request, and every answer on disk against what it means ([`answers`]).

mod answers;

use crate::spi::descriptor::Credentials;
use crate::spi::error::ErrorKind;
use crate::spi::http::{Effect, HttpRequest};
use crate::spi::provider::Provider;
use crate::spi::tracking::{Page, Registration, Wanted};
use serde_json::{Value, json};
use shipdesk_core::error::FieldIssue;
use shipdesk_core::secret::Secret;
use std::path::Path;
use std::time::Duration;

const NUMBER: &str = "1Z9XV6160327140440";
const OTHER: &str = "LK894734223CN";
const KEY: &str = "test-key-0e5d1f7c";

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/trackingmore/fixtures").join(path))
        .expect(path)
}

fn credentials(send_recipient: &str) -> Credentials {
    Credentials {
        fields: [("send_recipient".to_owned(), send_recipient.to_owned())].into(),
        secrets: [("api_key".to_owned(), Secret::new(KEY))].into(),
        ..Credentials::default()
    }
}

fn service(send_recipient: &str) -> Box<dyn Provider> {
    (crate::find("trackingmore").unwrap().open)(&credentials(send_recipient)).unwrap()
}

fn wanted(number: &str, carrier: &str) -> Wanted {
    Wanted { number: number.to_owned(), carrier: Some(carrier.to_owned()) }
}

fn parcel(number: &str, carrier: &str, fields: &[(&str, &str)]) -> Registration {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Registration { number: number.to_owned(), carrier: carrier.to_owned(), fields: fields.collect() }
}

/// What the document's sample registers.
fn sample() -> [Registration; 2] {
    [(NUMBER, "ups", "+110110"), (OTHER, "china-ems", "+22222222")].map(|(number, carrier, phone)| {
        let fields = [
            ("destination_code", "CN"),
            ("title", "title 1"),
            ("logistics_channel", "4PX挂号小包"),
            ("customer_email", "pam@example.com"),
            ("customer_phone", phone),
            ("order_id", "213456"),
            ("order_create_time", "2017-08-27 16:51"),
            ("lang", "en"),
            ("comment", "备注"),
        ];
        parcel(number, carrier, &fields)
    })
}

#[track_caller]
fn sends(request: &HttpRequest, method: &str, path: &str, body: Option<&Value>) {
    assert_eq!((request.method, request.path.as_str()), (method, path));
    let headers = [("Content-Type", "application/json".to_owned()), ("Trackingmore-Api-Key", KEY.to_owned())];
    assert_eq!(request.headers, headers, "{path}");
    let body = body.map(Value::to_string).unwrap_or_default();
    assert_eq!(String::from_utf8_lossy(&request.body), body, "{path}");
}

#[test]
fn sends_what_the_document_shows() {
    let opened = service("yes");
    let list = opened.registrations().unwrap();
    let shown: Value = serde_json::from_slice(&fixture("registrations/register_many.request.json")).unwrap();
    let both = sample();
    sends(&list.register_many(&both).request, "POST", "trackings/batch", Some(&shown));
    sends(&list.register(&both[0]).request, "POST", "trackings/post", Some(&shown[0]));
    let sent = service("no").registrations().unwrap().register(&both[0]).request;
    let sent: Value = serde_json::from_slice(&sent.body).unwrap();
    assert_eq!((sent.get("customer_email"), sent.get("customer_phone")), (None, None));
    assert_eq!(sent["order_id"], "213456");
}

#[test]
fn sends_the_calls_on_registered_parcels() {
    let opened = service("no");
    let list = opened.registrations().unwrap();
    let keys = json!([{"tracking_number": NUMBER, "carrier_code": "ups"}]);
    let (one, changed) =
        (wanted(NUMBER, "ups"), parcel(NUMBER, "ups", &[("title", "socks"), ("comment", "x")]));
    let here = "trackings/ups/1Z9XV6160327140440";
    sends(&list.edit(&changed).request, "PUT", here, Some(&json!({"title": "socks"})));
    let body = json!([{"tracking_number": NUMBER, "carrier_code": "ups", "title": "socks"}]);
    sends(&list.edit_many(&[changed]).request, "POST", "trackings/updatemore", Some(&body));
    sends(&list.remove(&one).request, "DELETE", here, None);
    sends(&list.remove_many(std::slice::from_ref(&one)).request, "POST", "trackings/delete", Some(&keys));
    sends(&list.stop(std::slice::from_ref(&one)).request, "POST", "trackings/notupdate", Some(&keys));
    let body = json!({"tracking_number": NUMBER, "carrier_code": "ups", "update_carrier_code": "usps"});
    sends(&list.change_carrier(&one, " usps").request, "POST", "trackings/update", Some(&body));
    let asked = parcel(NUMBER, "deutsche-post", &[("tracking_ship_date", "2026-01-02"), ("title", "socks")]);
    let body =
        json!({"tracking_number": NUMBER, "carrier_code": "deutsche-post", "tracking_ship_date": "20260102"});
    sends(&list.live(&asked).request, "POST", "trackings/realtime", Some(&body));
    sends(&list.list(&Page::default()).request, "GET", "trackings/get?page=1&limit=2000", None);
    sends(&list.counts().request, "GET", "trackings/getstatusnumber", None);
    assert_eq!((list.batch(), list.live_every()), (40, Duration::from_hours(2)));
}

#[test]
fn sends_the_other_calls() {
    let opened = service("no");
    let tracking = opened.tracking().unwrap();
    assert_eq!(tracking.batch(), 40);
    let one = tracking.track(&[wanted(NUMBER, "ups")]);
    sends(&one.request, "GET", "trackings/ups/1Z9XV6160327140440", None);
    let bare = Wanted { number: OTHER.to_owned(), carrier: None };
    let several = tracking.track(&[wanted(NUMBER, "ups"), bare.clone()]);
    let path = "trackings/get?page=1&limit=2000&numbers=1Z9XV6160327140440%2CLK894734223CN";
    sends(&several.request, "GET", path, None);
    sends(
        &tracking.track(&[bare]).request,
        "GET",
        "trackings/get?page=1&limit=2000&numbers=LK894734223CN",
        None,
    );
    let carriers = opened.carriers().unwrap();
    sends(&carriers.list().request, "GET", "carriers/", None);
    let body = json!({"tracking_number": NUMBER});
    sends(&carriers.detect(NUMBER).request, "POST", "carriers/detect", Some(&body));
    let lanes = opened.lanes().unwrap();
    let body = json!([{"country": "US", "postcode": "03901"}]);
    sends(&lanes.remote("US", "03901 ").request, "POST", "trackings/remote", Some(&body));
    let body = json!([{"carrier_code": "ups", "original": "CN", "destination": "US"}]);
    sends(&lanes.transit_time("ups", "CN", "US").request, "POST", "trackings/costtime", Some(&body));
    let waybills = opened.air_waybills().unwrap().air_waybills(&["618-10010011".to_owned()]);
    let body = json!({"track_number": ["618-10010011"], "lang": "en"});
    sends(&waybills.request, "POST", "trackings/aircargo", Some(&body));
    sends(&opened.quotas().unwrap().quota().request, "GET", "trackings/getuserinfo", None);
    sends(&opened.probe().request, "GET", "trackings/getuserinfo", None);
}

#[test]
fn nothing_that_uses_up_calls_repeats_itself() {
    let opened = service("no");
    let (list, one) = (opened.registrations().unwrap(), parcel(NUMBER, "ups", &[]));
    let numbers = ["618-10010011".to_owned()];
    let repeatable = [
        list.register(&one).effect,
        list.register_many(std::slice::from_ref(&one)).effect,
        list.remove(&wanted(NUMBER, "ups")).effect,
        list.live(&one).effect,
        opened.carriers().unwrap().detect(NUMBER).effect,
        opened.air_waybills().unwrap().air_waybills(&numbers).effect,
    ];
    assert!(repeatable.iter().all(|effect| *effect == Effect::Repeatable), "{repeatable:?}");
    let reads = [
        opened.tracking().unwrap().track(&[wanted(NUMBER, "ups")]).effect,
        list.list(&Page::default()).effect,
        list.counts().effect,
        opened.probe().effect,
    ];
    assert!(reads.iter().all(|effect| *effect == Effect::Read), "{reads:?}");
}

#[test]
fn it_says_what_a_registration_may_hold() {
    let names = |opened: &dyn Provider| {
        let fields = opened.registrations().unwrap().fields();
        fields.into_iter().map(|field| field.name).collect::<Vec<_>>()
    };
    assert_eq!((names(&*service("yes")).len(), names(&*service("no")).len()), (15, 12));
    let opened = service("no");
    let list = opened.registrations().unwrap();
    assert_eq!(list.needed("deutsche-post"), ["tracking_ship_date"]);
    let odd = parcel(NUMBER, "deutsche-post", &[("tracking_ship_date", "tomorrow"), ("sku", "S-1")]);
    let expected = [
        FieldIssue::unknown("sku"),
        FieldIssue::wrong_kind("tracking_ship_date", "day such as 20181001", "tomorrow"),
    ];
    assert_eq!(list.check(&odd), expected);
    assert_eq!(
        list.check_edit(&parcel(NUMBER, "ups", &[("comment", "x")])),
        [FieldIssue::unknown("comment")]
    );
}

#[test]
fn a_key_that_fits_no_header_is_refused() {
    for key in ["", " ", "two words", "钥匙", "line\nbreak"] {
        let mut odd = credentials("no");
        odd.secrets.insert("api_key".to_owned(), Secret::new(key));
        let error = (crate::find("trackingmore").unwrap().open)(&odd).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Auth, "{key:?}");
    }
    let mut padded = credentials("no");
    padded.secrets.insert("api_key".to_owned(), Secret::new(format!(" {KEY}\n")));
    let opened = (crate::find("trackingmore").unwrap().open)(&padded).unwrap();
    sends(&opened.probe().request, "GET", "trackings/getuserinfo", None);
}
