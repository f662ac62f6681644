//! Reads ISP orders, which were made elsewhere: shown and kept, never changed.

use super::envelope;
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::tracking::{ForeignOrder, ForeignParcel, OrderKey};
use serde_json::Value;
use shipdesk_core::decimal;

/// Our name of each fact and the document's; the first spelling that is there counts.
const FACTS: &[(&str, &[&str])] = &[
    ("ordered_at", &["orderDate"]),
    ("product_code", &["winitProductCode"]),
    ("product_name", &["winitProductName"]),
    ("dispatch", &["dispatchType"]),
    ("warehouse_code", &["warehouseCode"]),
    ("warehouse_name", &["warehouseName"]),
    // the table of the document has the first, its sample the second
    ("sender.address_id", &["shipperAddrId", "shipperAddrCode"]),
    ("sender.country", &["shipperCountryCode"]),
    ("sender.country_name", &["shipperCountry"]),
    ("sender.state", &["shipperState"]),
    ("sender.city", &["shipperCity"]),
    ("sender.district", &["shipperDistrict"]),
    ("sender.address1", &["shipperAddress1"]),
    ("sender.address2", &["shipperAddress2"]),
    ("sender.postcode", &["shipperPostCode"]),
    ("sender.email", &["shipperEmail"]),
    ("recipient.name", &["buyerName"]),
    ("recipient.company", &["buyerCompany"]),
    ("recipient.phone", &["buyerContactNo"]),
    ("recipient.email", &["buyerEmail"]),
    ("recipient.country", &["buyerCountry"]),
    ("recipient.state", &["buyerState"]),
    ("recipient.city", &["buyerCity"]),
    ("recipient.address1", &["buyerAddress1"]),
    ("recipient.address2", &["buyerAddress2"]),
    ("recipient.house_no", &["buyerHouseNo"]),
    ("recipient.postcode", &["buyerZipCode"]),
    ("ioss", &["iossNo"]),
    ("shop", &["ebaySellerId"]),
    ("source", &["source"]),
    ("store_kind", &["storeType"]),
    ("valid", &["isValid"]),
    ("note", &["rmk"]),
];

/// The same for a line of customs.
const ITEM: &[(&str, &[&str])] = &[
    ("sku", &["merchandiseCode"]),
    ("name_en", &["declaredNameEn"]),
    ("name_cn", &["declaredNameCn"]),
    ("hs_code", &["hsCode"]),
    ("quantity", &["merchandiseQuantity"]),
    ("declared_value_usd", &["declaredValue"]),
    ("shop_price", &["ebayItemPrice"]),
    ("shop_item", &["itemID"]),
    ("transaction", &["transactionID"]),
    ("place", &["goodsLocation"]),
];

/// Who brings the parcels to the warehouse, by the document's letter; an unknown letter stays what it is.
const DISPATCH: [(&str, &str); 5] = [
    ("P", "collected_by_provider"),
    ("S", "express_by_seller"),
    ("T", "brought_by_seller"),
    ("C", "collected_by_china_post"),
    ("D", "collected_by_dhl"),
];

/// Reads the order that was asked for.
///
/// # Errors
/// [`ErrorKind::NotFound`] where nothing came back; an answer about another order is a bad one.
pub(super) fn order(answer: &HttpAnswer, key: &OrderKey) -> Result<ForeignOrder, ProviderError> {
    let found = envelope::objects(answer)?;
    let [item] = found.as_slice() else {
        return Err(match found.len() {
            0 => ProviderError::new(ErrorKind::NotFound, "no such order"),
            several => ProviderError::bad_answer(format!("{several} orders in the place of one")),
        });
    };
    let order_no = json::text_of(item, "orderNo");
    let reference = json::text_of(item, "refNo");
    let (named, asked) = match key {
        OrderKey::OrderNo(number) => (&order_no, number),
        OrderKey::Reference(text) => (&reference, text),
    };
    if named.as_ref().is_some_and(|named| !named.eq_ignore_ascii_case(asked.trim())) {
        return Err(ProviderError::bad_answer("an answer about another order"));
    }
    let order_no = match (order_no, key) {
        (Some(order_no), _) => order_no,
        (None, OrderKey::OrderNo(number)) => number.trim().to_owned(),
        (None, OrderKey::Reference(_)) => return Err(ProviderError::bad_answer("an order without a number")),
    };
    let parcels = json::get(item, "packageList").map(json::list).unwrap_or_default();
    Ok(ForeignOrder {
        order_no,
        reference,
        tracking_no: json::text_of(item, "trackingNo").or_else(|| json::text_of(item, "expressNo")),
        state_code: json::text_of(item, "status"),
        facts: named_values(item, FACTS).into_iter().map(spelt_out).collect(),
        parcels: parcels.into_iter().filter(|parcel| parcel.is_object()).map(parcel).collect(),
        raw: json::parse(&answer.body)?,
    })
}

fn named_values(
    item: &Value,
    names: &'static [(&'static str, &'static [&'static str])],
) -> Vec<(&'static str, String)> {
    let value = |spellings: &[&str]| spellings.iter().find_map(|name| json::text_of(item, name));
    names.iter().filter_map(|(ours, theirs)| Some((*ours, value(theirs)?))).collect()
}

fn spelt_out((name, value): (&'static str, String)) -> (&'static str, String) {
    let word = DISPATCH.iter().find(|(letter, _)| name == "dispatch" && value.eq_ignore_ascii_case(letter));
    (name, word.map_or(value, |(_, word)| (*word).to_owned()))
}

fn parcel(item: &Value) -> ForeignParcel {
    let sides = ["weight", "length", "width", "height"];
    let items = json::get(item, "merchandiseList").map(json::list).unwrap_or_default();
    let items = items.into_iter().map(|line| named_values(line, ITEM));
    ForeignParcel {
        tracking_no: json::text_of(item, "trackingNo"),
        declared: sides.map(|side| measure(item, side)),
        // zero is what stands there until somebody measures
        measured: sides
            .map(|side| measure(item, &format!("{side}Actual")).filter(|text| is_above_zero(text))),
        items: items.filter(|line| !line.is_empty()).collect(),
    }
}

/// A measure with the digits it came with; what is no decimal is no measure.
fn measure(item: &Value, name: &str) -> Option<String> {
    json::text_of(item, name).filter(|text| decimal::parse(text).is_some())
}

fn is_above_zero(text: &str) -> bool {
    decimal::parse(text).is_some_and(|value| value > decimal::Decimal::ZERO)
}
