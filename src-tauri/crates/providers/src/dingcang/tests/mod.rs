//! The drill: every call's request against bytes on disk, and every answer on disk against what it means ([`answers`]).

mod answers;

use crate::spi::descriptor::Credentials;
use crate::spi::error::ErrorKind;
use crate::spi::http::{Effect, HttpAnswer, HttpRequest};
use crate::spi::provider::{Provider, Shipment};
use crate::spi::tracking::Wanted;
use serde_json::Value;
use shipdesk_core::error::FieldIssue;
use shipdesk_core::order::{self, Order};
use shipdesk_core::secret::Secret;
use std::path::Path;

const NUMBER: &str = "1Z9XV6160327140440";

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/dingcang/fixtures").join(path)).expect(path)
}

fn an_order(name: &str) -> Order {
    order::read(&serde_json::from_slice(&fixture(&format!("order/{name}.json"))).unwrap()).unwrap().order
}

fn credentials() -> Credentials {
    Credentials {
        fields: [("app_key".to_owned(), "test-key-20011".to_owned())].into(),
        secrets: [("app_secret".to_owned(), Secret::new("test-secret-5d1f0c7e"))].into(),
        ..Credentials::default()
    }
}

fn platform(id: &str) -> Box<dyn Provider> {
    (crate::find(id).unwrap().open)(&credentials()).unwrap()
}

fn wanted() -> Wanted {
    Wanted { number: NUMBER.to_owned(), carrier: None }
}

fn shipment(order: &Order) -> Shipment<'_> {
    Shipment { order, order_no: &order.order_no, channel_id: "386" }
}

#[track_caller]
fn sends(request: &HttpRequest, script: &str, path: &str) {
    assert_eq!((request.method, request.path.as_str()), ("POST", script));
    assert_eq!(request.headers, [("Content-Type", "application/json".to_owned())]);
    let expected: Value = serde_json::from_slice(&fixture(path)).unwrap();
    // as text: members in the document's order and spelling, numbers with their digits
    assert_eq!(String::from_utf8_lossy(&request.body), expected.to_string(), "{path}");
}

#[test]
fn sends_what_the_document_shows() {
    let (sample, second) = (an_order("sample"), an_order("second"));
    for id in ["dingcang", "dingexpress"] {
        let opened = platform(id);
        let (orders, rates) = (opened.orders().unwrap(), opened.rates().unwrap());
        let (labels, cancellations) = (opened.labels().unwrap(), opened.cancellations().unwrap());
        let numbers = ["A1001", "A1002"].map(str::to_owned);
        sends(&orders.create(shipment(&sample)).request, "interface.api.php", "orders/create.request.json");
        let both = [shipment(&sample), shipment(&second)];
        sends(&orders.create_many(&both).request, "multicreateorder.php", "orders/create_many.request.json");
        sends(&rates.price(shipment(&sample)).request, "getprice.php", "rates/price.request.json");
        sends(&labels.label("A1001").request, "fetchlabel.php", "labels/label.request.json");
        sends(&labels.labels(&numbers).request, "multifetchlabels.php", "labels/labels.request.json");
        sends(&cancellations.cancel("A1001").request, "cancel.php", "cancellations/cancel.request.json");
        sends(&cancellations.state("A1001").request, "cancelstatus.php", "cancellations/refund.request.json");
        let transfer = opened.transfer_labels().unwrap().transfer_label("A1001");
        sends(&transfer.request, "transferlabel.php", "transfer_labels/transfer_label.request.json");
        let parcels = ["9405500897846053129766", "9405500897846053129810"].map(str::to_owned);
        let form = opened.scan_forms().unwrap().scan_form("422", "93", &parcels);
        sends(&form.request, "scanform.php", "scan_forms/scan_form.request.json");
        sends(&opened.channels().unwrap().list().request, "channel.php", "channels/channels.request.json");
        sends(
            &opened.balance().unwrap().balance().request,
            "getaccoutinfo.php",
            "balance/balance.request.json",
        );
        sends(&opened.probe().request, "getaccoutinfo.php", "balance/balance.request.json");
        let tracking = opened.tracking().unwrap();
        assert_eq!(tracking.batch(), 1);
        sends(&tracking.track(&[wanted()]).request, "tracking.php", "tracking/track.request.json");
    }
}

#[test]
fn only_what_changes_something_is_a_write() {
    let (opened, sample) = (platform("dingcang"), an_order("sample"));
    let (orders, cancellations) = (opened.orders().unwrap(), opened.cancellations().unwrap());
    assert_eq!(orders.create(shipment(&sample)).effect, Effect::Write);
    assert_eq!(orders.create_many(&[shipment(&sample)]).effect, Effect::Write);
    assert_eq!(cancellations.cancel("A1001").effect, Effect::Write);
    assert_eq!(opened.scan_forms().unwrap().scan_form("1", "2", &[]).effect, Effect::Write);
    assert_eq!(opened.rates().unwrap().price(shipment(&sample)).effect, Effect::Read);
    assert_eq!(cancellations.state("A1001").effect, Effect::Read);
    assert_eq!(opened.labels().unwrap().label("A1001").effect, Effect::Read);
}

#[test]
fn boxes_items_and_options_become_the_platforms_fields() {
    let (opened, boxes) = (platform("dingcang"), an_order("boxes"));
    let orders = opened.orders().unwrap();
    sends(&orders.create(shipment(&boxes)).request, "interface.api.php", "orders/create.boxes.request.json");
    let stock = an_order("stock");
    sends(&orders.create(shipment(&stock)).request, "interface.api.php", "orders/create.stock.request.json");
    let express = platform("dingexpress").orders().unwrap().create(shipment(&boxes)).request;
    let body: Value = serde_json::from_slice(&express.body).unwrap();
    assert_eq!((&body["ptid"], body["orders"][0].get("ydh1")), (&Value::from(7), None));
}

#[test]
fn the_purchases_number_is_sent_not_the_orders() {
    let (opened, sample) = (platform("dingcang"), an_order("sample"));
    let again = Shipment { order_no: "A1001-2", ..shipment(&sample) };
    let prepared = opened.orders().unwrap().create(again);
    let body: Value = serde_json::from_slice(&prepared.request.body).unwrap();
    assert_eq!(body["orders"][0]["OrderID"], "A1001-2");
    let of_the_first = HttpAnswer::new(200, fixture("orders/create.label.ok.json"));
    assert_eq!((prepared.read)(&of_the_first).unwrap_err().kind, ErrorKind::BadAnswer);
}

#[test]
fn ids_that_are_no_plain_numbers_stay_text() {
    let form = platform("dingcang").scan_forms().unwrap().scan_form("000", "US-93", &[]);
    let body: Value = serde_json::from_slice(&form.request.body).unwrap();
    assert_eq!((&body["Qdid"], &body["AddressID"]), (&Value::from("000"), &Value::from("US-93")));
}

#[test]
fn checks_what_the_platform_needs() {
    let opened = platform("dingcang");
    let check = |order: &Order| opened.orders().unwrap().check(order);
    for name in ["sample", "second", "boxes", "stock"] {
        assert_eq!(check(&an_order(name)), [], "{name}");
    }
    let mut order = an_order("boxes");
    order.sender.phone.clear();
    order.warehouse_id = Some("CN-1".into());
    for (name, value) in
        [("Otheraddid", "9a"), ("ptid", "1.5"), ("Ptid", "1"), ("Femail", "kim"), ("ydh1", "")]
    {
        order.options.insert(format!("dingcang.{name}"), value.into());
    }
    assert_eq!(
        check(&order),
        [
            FieldIssue::missing("sender.phone"),
            FieldIssue::wrong_kind("warehouse_id", "whole number", "CN-1"),
            FieldIssue::wrong_kind("options.dingcang.Femail", "e-mail address", "kim"),
            FieldIssue::wrong_kind("options.dingcang.Otheraddid", "whole number", "9a"),
            FieldIssue::unknown("options.dingcang.Ptid"),
            FieldIssue::wrong_kind("options.dingcang.ptid", "whole number", "1.5"),
        ]
    );
    assert_eq!(check(&Order::default()).len(), 14);
}
