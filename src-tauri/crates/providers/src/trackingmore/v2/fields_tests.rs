//! What a registration says, and what it does not.

use super::*;
use serde_json::json;

fn parcel(fields: &[(&str, &str)]) -> Registration {
    Registration {
        number: "1Z9XV6160327140440".into(),
        carrier: "ups".into(),
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    }
}

#[test]
fn the_table_of_carriers_can_be_read() {
    let table: Table = toml::from_str(CARRIERS).unwrap();
    let known = |need: &Need| FIELDS.iter().any(|known| known.field.name == need.field && known.asks);
    assert!(table.need.len() == 2 && table.need.iter().all(known));
    assert_eq!(needed("Deutsche-Post "), ["tracking_ship_date"]);
    assert_eq!(needed("mondialrelay"), ["tracking_postal_code"]);
    assert_eq!(needed("ups"), Vec::<&str>::new());
}

#[test]
fn the_recipient_is_offered_and_sent_only_where_the_account_says_so() {
    let names = |send| offered(send).iter().map(|field| field.name).collect::<Vec<_>>();
    assert_eq!((names(true).len(), names(false).len()), (15, 12));
    assert!(!names(false).iter().any(|name| name.starts_with("customer_")));
    let parcel =
        parcel(&[("customer_name", "Pam Example"), ("customer_phone", "5550100"), ("title", "socks")]);
    assert_eq!(check(&parcel), []);
    let bare = json!({"tracking_number": "1Z9XV6160327140440", "carrier_code": "ups", "title": "socks"});
    assert_eq!(body(&parcel, false), bare);
    assert_eq!(body(&parcel, true)["customer_name"], "Pam Example");
    assert_eq!(Value::from(changes(&parcel, false)), json!({"title": "socks"}));
    assert_eq!(changes(&parcel, true)["customer_phone"], "5550100");
    let question = question(&parcel);
    assert_eq!(question, json!({"tracking_number": "1Z9XV6160327140440", "carrier_code": "ups"}));
}

#[test]
fn values_are_brought_into_the_documents_forms() {
    let parcel = parcel(&[
        ("destination_code", "US"),
        ("order_create_time", "2026-01-02 03:04"),
        ("tracking_ship_date", "2026-01-02"),
        ("auto_correct", "1"),
        ("comment", " "),
    ]);
    assert_eq!(check(&parcel), []);
    assert_eq!(
        body(&parcel, false).to_string(),
        r#"{"tracking_number":"1Z9XV6160327140440","carrier_code":"ups","destination_code":"us","order_create_time":"2026/1/2 3:04","tracking_ship_date":"20260102","auto_correct":1}"#
    );
    for (form, given, written) in [
        (Form::Moment, "2017/8/27 16:51", "2017/8/27 16:51"),
        (Form::Moment, "2017-08-27T06:51:09.000Z", "2017/8/27 6:51"),
        (Form::Day, "20181001", "20181001"),
        (Form::Day, "2018/10/1", "20181001"),
        (Form::Text, " a ", "a"),
    ] {
        assert_eq!(write(form, given), Some(Value::from(written)), "{given}");
    }
}

#[test]
fn odd_values_are_found_before_anything_is_sent() {
    let mut odd = parcel(&[
        ("tracking_ship_date", "2018-13-01"),
        ("order_create_time", "27.8.2017"),
        ("destination_code", "USA"),
        ("auto_correct", "yes"),
        ("Title", "socks"),
        ("status", "delivered"),
    ]);
    odd.number = " ".into();
    odd.carrier = "deutsche post".into();
    let issues = check(&odd);
    let paths: Vec<&str> = issues.iter().map(|issue| issue.path.as_str()).collect();
    let expected = [
        "tracking_number",
        "carrier_code",
        "Title",
        "auto_correct",
        "destination_code",
        "order_create_time",
        "status",
        "tracking_ship_date",
    ];
    assert_eq!(paths, expected);
    assert_eq!(issues[0], FieldIssue::missing("tracking_number"));
    assert_eq!(issues[7], FieldIssue::wrong_kind("tracking_ship_date", "day such as 20181001", "2018-13-01"));
    let late = parcel(&[("title", ""), ("tracking_ship_date", "20181001"), ("comment", "x")]);
    assert_eq!(
        check_edit(&late),
        [FieldIssue::unknown("comment"), FieldIssue::unknown("tracking_ship_date")]
    );
    assert_eq!(Value::from(changes(&late, true)), json!({"title": ""}));
}

#[test]
fn an_archive_and_a_status_are_set_on_what_is_registered_and_nowhere_else() {
    let told: Vec<_> =
        deeds().into_iter().map(|deed| (deed.name, deed.choices.join(" "), deed.editable)).collect();
    assert_eq!(told, [("archived", "true false".to_owned(), true), ("status", "4 7 8".to_owned(), true)]);
    assert!(offered(true).iter().all(|field| told.iter().all(|(deed, ..)| *deed != field.name)));
    let done = parcel(&[("archived", "true"), ("status", " 4")]);
    assert_eq!(check_edit(&done), []);
    assert_eq!(Value::from(changes(&done, false)), json!({"archived": "true", "status": 4}));
    assert_eq!(check(&done), [FieldIssue::unknown("archived"), FieldIssue::unknown("status")]);
    let bare = json!({"tracking_number": "1Z9XV6160327140440", "carrier_code": "ups"});
    assert_eq!((body(&done, true), question(&done)), (bare.clone(), bare));
    for (name, value) in [("archived", "yes"), ("archived", ""), ("status", "5"), ("status", "delivered")] {
        let issues = check_edit(&parcel(&[(name, value)]));
        assert_eq!(issues.iter().map(|issue| issue.path.as_str()).collect::<Vec<_>>(), [name], "{value}");
    }
}
