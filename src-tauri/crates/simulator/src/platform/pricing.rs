//! Prices: each channel's tariff by weight and country, the same in a quote and in an order.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::account::Host;
use super::channels::{Channel, Tariff};
use super::draft::{Draft, items, text};
use super::envelope::{Refusal, entry, refused, single};
use super::{Answer, Platform};
use crate::dice;
use crate::faults::FaultKind;
use crate::server::Whims;

/// The five parts of a price, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fees {
    postage: i64,
    registration: i64,
    handling: i64,
    other: i64,
    fuel: i64,
}

impl Fees {
    pub(super) fn total(self) -> i64 {
        self.named().iter().map(|(_, fee)| fee).sum()
    }

    fn named(self) -> [(&'static str, i64); 5] {
        [
            ("post_fee", self.postage),
            ("gh_fee", self.registration),
            ("cl_fee", self.handling),
            ("other_fee", self.other),
            ("ranyou_fee", self.fuel),
        ]
    }

    /// As the label calls write them: `"39.66"`.
    pub(super) fn as_texts(self) -> [(&'static str, Value); 5] {
        self.named().map(|(name, fee)| (name, decimal(fee).into()))
    }

    /// As `getprice.php` writes them: `5.2`, `0`.
    fn as_numbers(self) -> [(&'static str, Value); 5] {
        self.named().map(|(name, fee)| {
            // two digits always stand after the point, so only they are shortened
            let text = decimal(fee);
            let short = text.trim_end_matches('0').trim_end_matches('.');
            (name, short.parse::<Number>().map_or(Value::Null, Value::Number))
        })
    }
}

/// Hundredths as a decimal text with two digits after the point.
pub(super) fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let amount = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", amount / 100, amount % 100)
}

/// What `channel` asks for the order, or why it does not take it.
pub(super) fn fees(channel: &Channel, host: Host, draft: &Draft) -> Result<Fees, Refusal> {
    const MG_PER_KG: i64 = 1_000_000;
    const STEP_G: i64 = 100;
    if !channel.countries.is_empty() && !channel.countries.contains(&&*draft.country) {
        return Err(format!("该渠道不支持寄往{}", draft.country).into());
    }
    let (lightest, heaviest) = channel.kg;
    if draft.weight_mg() > heaviest * MG_PER_KG {
        return Err(format!("超过渠道最大重量{heaviest}kg").into());
    }
    if draft.weight_mg() < lightest * MG_PER_KG {
        return Err(format!("低于渠道最小重量{lightest}kg").into());
    }
    let Tariff { base, step, registration, handling, fuel_percent, volume } = channel.tariff;
    // DingExpress is a little cheaper on the step and dearer on the base
    let (base, step) = match host {
        Host::Dingcang => (base, step),
        Host::Dingexpress => (base * 103 / 100, step * 96 / 100),
    };
    let steps: i64 = draft
        .boxes
        .iter()
        .map(|carton| {
            let grams = carton.weight_mg / 1_000;
            let volumetric = carton.size_cm.iter().product::<i64>() * 1_000;
            let counted = if volume == 0 { grams } else { grams.max(volumetric / volume) };
            (counted.max(1) + STEP_G - 1) / STEP_G
        })
        .sum();
    let boxes = i64::try_from(draft.boxes.len()).unwrap_or(i64::MAX);
    let postage = (base * boxes + step * steps) * zone_percent(&draft.country) / 100;
    let fuel = postage * fuel_percent / 100;
    Ok(Fees { postage, registration, handling, other: 0, fuel })
}

/// Far places cost more.
fn zone_percent(country: &str) -> i64 {
    match country {
        "JP" => 80,
        "GB" | "DE" | "FR" => 110,
        "AU" | "CA" => 120,
        "BR" | "MX" => 165,
        "US" => 100,
        _ => 130,
    }
}

impl Platform {
    /// `getprice.php`: the fees as numbers. A refusal has the common form, which the document leaves open.
    pub(super) fn price(&self, host: Host, request: &Value, whims: &Whims) -> Answer {
        let id = text(request, "Channel_id");
        let [order] = items(request, "orders") else {
            return single(&entry(400, None, &[("msg", "orders必须有且只有一个订单".into())])).into();
        };
        let number = text(order, "OrderID").unwrap_or_default();
        let priced = self.channel(host, id.as_deref()).and_then(|channel| {
            if whims.has(FaultKind::ChannelDown) && self.fate(&channel, "down").is_multiple_of(2) {
                return Err(Refusal::from("接口返回:Connection timed out"));
            }
            fees(&channel, host, &Draft::read(order)?)
        });
        let body = match priced {
            Ok(fees) => single(&entry(200, Some(&number), &fees.as_numbers())),
            Err(Refusal(words)) => single(&refused(&number, &words)),
        };
        let slow = self.channel(host, id.as_deref()).ok().filter(|_| whims.has(FaultKind::ChannelSlow));
        Answer { body, delay: slow.map_or(Duration::ZERO, |channel| self.thinking(&channel)) }
    }

    /// A third of the channels are slow, each in its own way.
    fn thinking(&self, channel: &Channel) -> Duration {
        match self.fate(channel, "slow") {
            fate if fate % 3 == 0 => Duration::from_secs(3 + fate / 3 % 18),
            _ => Duration::ZERO,
        }
    }

    fn fate(&self, channel: &Channel, what: &str) -> u64 {
        dice::roll(self.seed, &[what, &channel.id.to_string()])
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;
    use serde_json::json;

    use super::*;
    use crate::ledger::Ledger;

    #[test]
    fn some_channels_think_long() {
        let ledger = Arc::new(Ledger::open(None, || Timestamp::UNIX_EPOCH).unwrap());
        let platform = Platform { ledger, origin: String::new(), seed: 1, speed: 1.0, extra_channels: 100 };
        let slow = Whims::from(vec![FaultKind::ChannelSlow]);
        let pauses = |whims: &Whims| {
            let ask = |channel: Channel| {
                let request = json!({ "Channel_id": channel.id, "orders": [{}] });
                platform.price(Host::Dingcang, &request, whims).delay.as_secs()
            };
            platform.channels(Host::Dingcang).map(ask).filter(|pause| *pause > 0).collect::<Vec<_>>()
        };
        assert!(pauses(&Whims::default()).is_empty());
        let thinking = pauses(&slow);
        assert!((20..60).contains(&thinking.len()), "{} of 118", thinking.len());
        assert!(thinking.iter().all(|pause| (3..=20).contains(pause)), "{thinking:?}");
    }

    #[test]
    fn money_in_both_notations() {
        assert_eq!(
            (decimal(3_966), decimal(5), decimal(0), decimal(-120)),
            ("39.66".into(), "0.05".into(), "0.00".into(), "-1.20".into())
        );
        let fees = Fees { postage: 520, registration: 0, handling: 0, other: 0, fuel: 1_000 };
        let written = fees.as_numbers().map(|(_, value)| value.to_string());
        assert_eq!(written, ["5.2", "0", "0", "0", "10"]);
    }
}
