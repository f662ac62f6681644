//! The purchases: `700000000000` to `700000000119`; the last three digits, divided by six, leave what it is like ([`Kind`]).

use jiff::Timestamp;
use serde_json::{Value, json};

use super::traces;
use crate::dice;
use crate::journey::Pace;

const FIRST: u64 = 700_000_000_000;
const PURCHASES: u64 = 120;

/// What a purchase is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    OneParcel,
    TwoParcels,
    /// Not shipped yet, for good.
    NotShipped,
    ThreeParcels,
    /// Hardly anything is told.
    Bare,
    Lost,
}

const KINDS: [Kind; 6] =
    [Kind::OneParcel, Kind::TwoParcels, Kind::NotShipped, Kind::ThreeParcels, Kind::Bare, Kind::Lost];

/// One part of a purchase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Purchase {
    id: u64,
    kind: Kind,
}

/// Every purchase, as tests see it.
pub(crate) fn listing() -> Value {
    let one = |id: u64| {
        let purchase = Purchase::numbered(id);
        let mails: Vec<String> = (0..purchase.parcels()).map(|place| purchase.mail_no(place)).collect();
        json!({ "subPurchaseOrderId": id.to_string(), "kind": format!("{:?}", purchase.kind), "mail_numbers": mails })
    };
    (FIRST..FIRST + PURCHASES).map(one).collect()
}

impl Purchase {
    fn numbered(id: u64) -> Self {
        let place = usize::try_from((id - FIRST) % 6).unwrap_or_default();
        Self { id, kind: KINDS.get(place).copied().unwrap_or(Kind::OneParcel) }
    }

    pub(super) fn find(id: &str) -> Option<Self> {
        let id = id.parse().ok().filter(|id| (FIRST..FIRST + PURCHASES).contains(id))?;
        Some(Self::numbered(id))
    }

    fn parcels(self) -> u32 {
        match self.kind {
            Kind::NotShipped => 0,
            Kind::TwoParcels => 2,
            Kind::ThreeParcels => 3,
            Kind::OneParcel | Kind::Bare | Kind::Lost => 1,
        }
    }

    fn mail_no(self, place: u32) -> String {
        format!("78{}", dice::digits(0, 12, &["mail", &self.id.to_string(), &place.to_string()]))
    }

    /// The `data` of an answer, if the purchase was first asked for at `seen`. Parcels leave one after the other.
    pub(super) fn document(self, seen: Timestamp, speed: f64, now: Timestamp) -> Value {
        let turn = u32::try_from((self.id - FIRST) / 6).unwrap_or_default();
        let pace = Pace { start: seen, speed }.after(-2.0 - 9.0 * f64::from(turn % 5));
        let paces = (0..self.parcels()).map(|place| (place, pace.after(6.0 * f64::from(place))));
        let left = paces.filter(|(_, pace)| pace.start <= now);
        let details: Vec<Value> = left.map(|(place, pace)| self.parcel(place, pace, now)).collect();
        json!({
            "purchaseOrderOuterId": format!("36825573632{:08}", self.id - FIRST),
            "pnmLogisticsDetails": details,
        })
    }

    fn parcel(self, place: u32, pace: Pace, now: Timestamp) -> Value {
        let bare = self.kind == Kind::Bare;
        let (company, phone) = [("中通快递", "95311"), ("圆通速递", "95554")][place as usize % 2];
        let partner = json!([{
            "companyImageUrl": "https://img.example.com/partner.png",
            "company": company,
            "companyContact": phone,
        }]);
        let receiver = json!({
            "zipCode": null,
            "address": "样例街道 样例路1号(001-0000000000)样例驿站",
            "province": "广东省",
            "city": "深圳市",
            "district": "南山区",
            "phone": "13800000000",
            "name": "(001-0000000000)张样本",
        });
        json!({
            "mailNo": self.mail_no(place),
            "logisticsTraces": traces::so_far(pace, now, self.kind == Kind::Lost, bare),
            "logisticsPartner": if bare { Value::Null } else { partner },
            "receiver": if bare { Value::Null } else { receiver },
            "logisticsGoods": goods(place, bare),
        })
    }
}

/// What is in a parcel; quantities are texts, and one of them is no number.
fn goods(place: u32, bare: bool) -> Value {
    let one = |title: &str, property: Value, quantity: &str| {
        json!({
            "title": title,
            "property": property,
            "imageUrl": "https://img.example.com/goods.jpg",
            "quantity": quantity,
        })
    };
    if bare {
        return json!([one("样例手机壳", Value::Null, "若干")]);
    }
    match place {
        0 => json!([
            one("样例帆布鞋 男女同款", "颜色分类:白色;鞋码:37".into(), "1"),
            one("样例帆布鞋 男女同款", "颜色分类:白色;鞋码:38".into(), "2"),
        ]),
        _ => json!([one("样例保温杯 500ml", "颜色分类:墨绿".into(), "12")]),
    }
}
