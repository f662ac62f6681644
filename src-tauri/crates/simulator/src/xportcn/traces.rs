//! What happens to a parcel between a shop and its buyer, newest first as the document has it.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde_json::{Value, json};

use crate::journey::Pace;

/// Hours of life after the purchase, status, its words, action, the place if any, what is told.
type Leg = (f64, &'static str, &'static str, &'static str, Option<Place>, &'static str);

/// City, district, facility.
type Place = (&'static str, &'static str, &'static str);

const YIWU: Place = ("义乌市", "江东街道", "义乌江东店");
const HANGZHOU: Place = ("杭州市", "萧山区", "杭州转运中心");
const SHENZHEN: Place = ("深圳市", "南山区", "深圳南山店");

/// The last two statuses stand in no list; several events share a second.
const LEGS: [Leg; 14] = [
    (0.0, "CREATE", "已下单", "CREATE", None, "商品已经下单"),
    (1.5, "CREATE", "已下单", "X_TO_SYSTEM", None, "您的订单开始处理"),
    (1.5, "CREATE", "已下单", "X_SERVICE_AUDITED", None, "您的订单信息审核通过"),
    (1.5, "CREATE", "已下单", "X_WAIT_ALLOCATION", None, "您的订单待配货"),
    (2.6, "CREATE", "已下单", "X_LOGISTICS_PRINTED", None, "您的订单已打物流单"),
    (2.8, "CONSIGN", "已发货", "CONSIGN", Some(YIWU), "包裹正在等待揽收"),
    (2.8, "WAREHOUSE_CONFIRMED", "已出库", "X_OUT_WAREHOUSE", None, "您的包裹已出库"),
    (2.8, "CREATE", "已下单", "X_PACKAGED", None, "您的包裹已打包"),
    (
        3.7,
        "ACCEPT",
        "已揽件",
        "TMS_ACCEPT",
        Some(YIWU),
        "【义乌市】 义乌江东店(0579-00000000)王小样(13800000001)已揽收",
    ),
    (9.0, "TRANSPORT", "运输中", "TMS_STATION_OUT", Some(YIWU), "【义乌市】 快件已发往 杭州转运中心"),
    (14.0, "TRANSPORT", "运输中", "TMS_STATION_IN", Some(HANGZHOU), "【杭州市】 快件已到达 杭州转运中心"),
    (30.0, "TRANSPORT", "运输中", "TMS_STATION_IN", Some(SHENZHEN), "【深圳市】 快件已到达 深圳南山店"),
    (
        34.0,
        "DELIVERING",
        "派送中",
        "TMS_DELIVERING",
        Some(SHENZHEN),
        "【深圳市】 深圳南山店 李小样(13800000002)正在派件,电话0755-00000000",
    ),
    (38.0, "SIGN", "已签收", "TMS_SIGN", Some(SHENZHEN), "【深圳市】 已签收,签收人:张样本先生"),
];

/// What happened so far. A parcel that is `lost` is never seen after its first transport; `bare` ones lack words.
pub(super) fn so_far(pace: Pace, now: Timestamp, lost: bool, bare: bool) -> Vec<Value> {
    let known = LEGS.iter().filter(|leg| !lost || leg.0 <= 9.0);
    let told = known.map(|leg| (pace.at(leg.0), leg)).filter(|(at, _)| *at <= now);
    let mut traces: Vec<Value> = told.map(|(at, leg)| trace(at, leg, bare)).collect();
    traces.reverse();
    traces
}

/// Members in the document's order.
fn trace(at: Timestamp, leg: &Leg, bare: bool) -> Value {
    let (_, status, description, action, place, words) = *leg;
    let china = TimeZone::fixed(Offset::constant(8));
    json!({
        "statusDesc": (!bare).then_some(description),
        "province": null,
        "city": place.map(|place| place.0),
        "district": place.filter(|_| !bare).map(|place| place.1),
        "action": (!bare).then_some(action),
        "facilityName": place.filter(|_| !bare).map(|place| place.2),
        "time": at.to_zoned(china).strftime("%Y-%m-%d %H:%M:%S").to_string(),
        "standerdDesc": words,
        "status": if bare && status == "CONSIGN" { Value::Null } else { status.into() },
        "nextCity": null,
        "nextNodeName": null,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_are_newest_first_and_share_seconds() {
        let pace = Pace { start: Timestamp::from_second(1_750_000_000).unwrap(), speed: 3600.0 };
        let all = so_far(pace, pace.at(100.0), false, false);
        assert_eq!(all.len(), LEGS.len());
        assert_eq!((&all[0]["status"], &all[13]["action"]), (&"SIGN".into(), &"CREATE".into()));
        assert_eq!(all[6]["time"], all[8]["time"]);
        assert_eq!(all[13]["time"], "2025-06-15 23:06:40");
        assert_eq!(so_far(pace, pace.at(100.0), true, false).len(), 10);
        assert!(so_far(pace, pace.at(3.0), false, true)[2]["status"].is_null());
    }
}
