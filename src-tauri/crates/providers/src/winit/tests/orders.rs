//! ISP orders.

use super::{by_no, order, read, refuses};
use crate::spi::error::ErrorKind;
use crate::spi::tracking::OrderKey;
use serde_json::Value;

#[test]
fn reads_an_order() {
    let found = read(&order(&by_no("A1001")), "foreign_orders/order.ok.json").unwrap();
    assert_eq!((found.order_no.as_str(), found.reference.as_deref()), ("A1001", Some("REF-1001")));
    assert_eq!(
        (found.tracking_no.as_deref(), found.state_code.as_deref()),
        (Some("AT000000017CN"), Some("WFD"))
    );
    let fact = |name| found.facts.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    assert_eq!(fact("dispatch"), Some("express_by_seller"));
    assert_eq!(
        (fact("sender.address_id"), fact("ioss"), fact("sender.address2")),
        (Some("10000001"), None, None)
    );
    assert_eq!((fact("recipient.name"), fact("recipient.house_no")), (Some("Pam Example"), Some("1")));
    assert_eq!((fact("ordered_at"), fact("product_code")), (Some("2019-09-11 18:46:03"), Some("ISP041450")));
    let [parcel] = found.parcels.as_slice() else { panic!("{:?}", found.parcels) };
    assert_eq!(parcel.declared, ["1.2300", "2.00", "1.23", "1.23"].map(|text| Some(text.to_owned())));
    assert_eq!(parcel.measured, [None, None, None, None], "zero is not measured");
    let item =
        |name| parcel.items[0].iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    assert_eq!((item("sku"), item("quantity"), item("hs_code")), (Some("2222"), Some("1"), None));
    assert_eq!((item("declared_value_usd"), item("shop_price")), (Some("10.23"), Some("0.00")));
    assert_eq!(found.raw["data"]["occurTime"], Value::Null);
    let by_reference = order(&OrderKey::Reference("REF-1001".to_owned()));
    assert_eq!(read(&by_reference, "foreign_orders/order.ok.json").unwrap(), found);
}

#[test]
fn an_odd_order_keeps_what_can_be_read_of_it() {
    let found = read(&order(&by_no("A1001")), "foreign_orders/order.measured.ok.json").unwrap();
    assert_eq!(
        (found.tracking_no.as_deref(), found.state_code.as_deref()),
        (Some("AT000000025CN"), Some("ZZZ"))
    );
    let facts = [("dispatch", "X"), ("sender.address_id", "10000002"), ("ioss", "IM0000000001")];
    assert_eq!(found.facts, facts.map(|(name, value)| (name, value.to_owned())));
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(found.parcels[0].declared, [some("1.50"), some("10"), None, None]);
    assert_eq!(found.parcels[0].measured, [some("1.5200"), None, None, some("8.0")]);
    let items = [("sku", "S-1"), ("quantity", "2"), ("declared_value_usd", "10.230")];
    assert_eq!(found.parcels[0].items, [items.map(|(name, value)| (name, value.to_owned())).to_vec()]);
    let loose = read(&order(&by_no("A1001")), "foreign_orders/order.loose.ok.json").unwrap();
    assert_eq!((loose.order_no.as_str(), loose.reference, loose.parcels), ("A1001", None, vec![]));
    let facts = [("ordered_at", "20260105"), ("dispatch", "brought_by_seller")];
    assert_eq!(loose.facts, facts.map(|(name, value)| (name, value.to_owned())));
    let nameless = order(&OrderKey::Reference("REF-1001".to_owned()));
    refuses(&nameless, "foreign_orders/order.loose.ok.json", ErrorKind::BadAnswer, None);
}

#[test]
fn an_order_that_is_not_there_or_another_is_none() {
    let asked = order(&by_no("A1001"));
    for case in ["nothing", "empty"] {
        refuses(&asked, &format!("foreign_orders/order.{case}.error.json"), ErrorKind::NotFound, None);
    }
    for case in ["other", "two"] {
        refuses(&asked, &format!("foreign_orders/order.{case}.error.json"), ErrorKind::BadAnswer, None);
    }
    refuses(&asked, "foreign_orders/order.refused.error.json", ErrorKind::Refused, Some("01040007"));
}
