//! `isp.order.query`: one order, by its number or the seller's reference.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde_json::{Number, Value, json};

use super::gate::{Call, NOT_FOUND, PARAMETER, Refusal};
use super::isp_orders::{Order, by_number, by_reference};

pub(super) fn query(call: &Call, now: Timestamp) -> Result<Value, Refusal> {
    let text = |name: &str| call.data.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let found = match (text("orderNo"), text("refNo")) {
        (Some(number), _) => by_number(number),
        (None, Some(reference)) => by_reference(reference),
        (None, None) => return Err(Refusal::new(PARAMETER, "orderNo和refNo不能同时为空")),
    };
    let order = found.ok_or_else(|| Refusal::new(NOT_FOUND, "订单不存在"))?;
    Ok(document(&order, now))
}

/// A number with the digits that the platform writes.
fn number(digits: &str) -> Value {
    digits.parse::<Number>().map_or(Value::Null, Value::Number)
}

/// Members in the document's order.
fn document(order: &Order, now: Timestamp) -> Value {
    let china = TimeZone::fixed(Offset::constant(8));
    let ordered_at = order.ordered_at(now).to_zoned(china).strftime("%Y-%m-%d %H:%M:%S").to_string();
    let dispatch = ["P", "S", "T", "C", "D"][usize::try_from(order.place % 5).unwrap_or_default()];
    // the list of status codes is not public: one is from the document, the other nobody knows
    let status = if order.void {
        "VO"
    } else {
        ["WFD", "WFD", "XQ7"][usize::try_from(order.place % 3).unwrap_or_default()]
    };
    json!({
        "refNo": order.reference,
        "dispatchType": dispatch,
        "expressNo": order.express_no,
        "buyerEmail": "buyer@example.com",
        "winitProductName": "优邑专线-英国达(可跟踪)",
        "occurTime": null,
        "buyerAddress1": "1 Sample Street",
        "buyerAddress2": "",
        "shipperCountry": "China",
        "source": "PRACTICEERP",
        "shipperCity": "SHENZHEN",
        "warehouseName": "深圳ISP仓",
        "warehouseCode": "YW10000008",
        "buyerZipCode": "BL51BT",
        "shipperCountryCode": "CN",
        "buyerContactNo": "07700900000",
        "rmk": null,
        "iossNo": "",
        "buyerCompany": "",
        "buyerCity": "Bolton",
        "buyerHouseNo": "1",
        "shipperEmail": "sender@example.com",
        "shipperState": "GUANGDONG",
        "storeType": null,
        "orderNo": order.number,
        "shipperAddress1": "1 Practice Road",
        "isValid": if order.void { "N" } else { "Y" },
        "shipperAddress2": null,
        "buyerState": "NorthWest",
        "buyerName": "Ada Sample",
        "packageList": [package(order)],
        "buyerCountry": "UK",
        "trackingNo": order.express_no,
        "shipperAddrCode": "20190036",
        "winitProductCode": "ISP041450",
        "shipperDistrict": "FUTIANQU",
        "orderDate": ordered_at,
        "shipperPostCode": "518000",
        "ebaySellerId": "shop_practice",
        "status": status,
    })
}

fn package(order: &Order) -> Value {
    // an order that nobody measured yet has zeros
    let [weight, width, height, length] = if order.place.is_multiple_of(2) {
        ["0.0000", "0.00", "0.00", "0.00"]
    } else {
        ["1.3100", "1.30", "1.40", "2.10"]
    };
    json!({
        "declaredTotalValue": number("10.23"),
        "merchandiseList": [{
            "itemID": "110",
            "hsCode": null,
            "goodsLocation": "",
            "declaredNameEn": "phone case",
            "declaredNameCn": "手机壳",
            "merchandiseCode": "2222",
            "merchandiseQuantity": 1,
            "transactionID": "1234567890",
            "declaredValue": number("10.23"),
            "ebayItemPrice": number("0.00"),
        }],
        "trackingNo": order.express_no,
        "length": number("2.00"),
        "width": number("1.23"),
        "weight": number("1.2300"),
        "widthActual": number(width),
        "heightActual": number(height),
        "lengthActual": number(length),
        "weightActual": number(weight),
        "height": number("1.23"),
    })
}
