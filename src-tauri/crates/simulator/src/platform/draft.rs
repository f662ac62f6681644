//! Reading the order of a request, as strict as the document's table of parameters.
//!
//! A field marked required must be there and not blank. Exceptions are those of the document's own
//! example: `Scompany` may be blank, `Sadd2` may be missing. A state may be blank for a country that has
//! none. Numbers may be written as texts, as the example does.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::envelope::Refusal;
pub(super) use super::script::{items, plain};

/// An order that the document allows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub(crate) order_no: String,
    /// Lines of the sender's address, for labels.
    pub(crate) sender: Vec<String>,
    pub(crate) recipient: Vec<String>,
    pub(crate) city: String,
    pub(crate) country: String,
    pub(crate) note: String,
    pub(crate) boxes: Vec<Carton>,
}

/// One box. Weight in milligrams, lengths in centimetres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Carton {
    pub(crate) box_no: String,
    pub(crate) note: String,
    pub(crate) weight_mg: i64,
    pub(crate) size_cm: [i64; 3],
}

/// One milligram is the finest weight that is told apart; sums may be wrong by one gram.
const TOLERANCE_MG: i64 = 1_000;
const COUNTRIES_WITH_STATES: [&str; 6] = ["US", "CA", "AU", "CN", "MX", "BR"];
const REQUIRED: [&str; 14] = [
    "OrderID",
    "Fname",
    "Ftel",
    "Fadd1",
    "Fcity",
    "Fpostcode",
    "Fcountry",
    "Sname",
    "Sadd1",
    "Scity",
    "Spostcode",
    "Stel",
    "Scountry",
    "Parcel_num",
];

/// The text of a member, or the digits of a number; `None` where it is missing or null.
pub(super) fn text(object: &Value, name: &str) -> Option<String> {
    object.get(name).and_then(plain)
}

fn filled(object: &Value, name: &str) -> Result<String, Refusal> {
    text(object, name).filter(|text| !text.is_empty()).ok_or_else(|| format!("{name}不能为空").into())
}

fn optional(object: &Value, name: &str) -> String {
    text(object, name).unwrap_or_default()
}

impl Draft {
    /// Reads one member of `orders`.
    pub(super) fn read(order: &Value) -> Result<Self, Refusal> {
        for name in REQUIRED {
            filled(order, name)?;
        }
        text(order, "Scompany").ok_or("缺少参数Scompany")?;
        for (state, country) in [("Fstate", "Fcountry"), ("Sstate", "Scountry")] {
            let known = text(order, state).ok_or_else(|| format!("缺少参数{state}"))?;
            if known.is_empty() && COUNTRIES_WITH_STATES.contains(&&*filled(order, country)?) {
                return Err(format!("{state}不能为空").into());
            }
        }
        if text(order, "cargo_type").as_deref() != Some("2") {
            return Err("cargo_type必须为2".into());
        }
        for country in ["Fcountry", "Scountry"] {
            let code = filled(order, country)?;
            if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
                return Err(format!("{country}必须为国家二字码").into());
            }
        }
        Ok(Self {
            order_no: filled(order, "OrderID")?,
            sender: address(order, 'F'),
            recipient: address(order, 'S'),
            city: filled(order, "Scity")?,
            country: filled(order, "Scountry")?,
            note: optional(order, "Note"),
            boxes: boxes(order)?,
        })
    }

    pub(super) fn weight_mg(&self) -> i64 {
        self.boxes.iter().map(|carton| carton.weight_mg).sum()
    }
}

/// The lines of an address, blank ones left out. Two streets exist for the recipient only.
fn address(order: &Value, side: char) -> Vec<String> {
    let part = |name: &str| optional(order, &format!("{side}{name}"));
    let place = format!("{} {} {} {}", part("city"), part("state"), part("postcode"), part("country"));
    let lines =
        [part("name"), part("company"), part("add1"), part("add2"), place, format!("TEL {}", part("tel"))];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// The boxes: rows of one `box` are one box. With a warehouse (`ckid`) there may be no rows at all.
fn boxes(order: &Value) -> Result<Vec<Carton>, Refusal> {
    let total = weight(order, "Weight")?;
    let count = whole(order, "Parcel_num")?;
    let from_stock = text(order, "ckid").is_some_and(|id| !id.is_empty() && id != "0");
    let rows = items(order, "parcels");
    if rows.is_empty() && from_stock {
        return Ok((1..=count).map(|place| stock_box(place, total / count)).collect());
    }
    let mut boxes: Vec<Carton> = Vec::new();
    for row in rows {
        let read = Carton {
            box_no: filled(row, "box")?,
            note: optional(row, "boxnote"),
            weight_mg: weight(row, "weight")?,
            size_cm: [whole(row, "length")?, whole(row, "width")?, whole(row, "height")?],
        };
        if !from_stock {
            goods(order, row)?;
        }
        match boxes.iter().find(|known| known.box_no == read.box_no) {
            None => boxes.push(read),
            Some(known) if (known.weight_mg, known.size_cm) == (read.weight_mg, read.size_cm) => {}
            Some(_) => return Err(format!("箱子{}的重量或尺寸不一致", read.box_no).into()),
        }
    }
    if i64::try_from(boxes.len()) != Ok(count) {
        return Err("Parcel_num与箱子数量不一致".into());
    }
    let sum: i64 = boxes.iter().map(|carton| carton.weight_mg).sum();
    if (sum - total).abs() > TOLERANCE_MG {
        return Err("Weight与箱子总重量不一致".into());
    }
    Ok(boxes)
}

fn stock_box(place: i64, weight_mg: i64) -> Carton {
    Carton { box_no: format!("box{place}"), note: String::new(), weight_mg, size_cm: [1, 1, 1] }
}

/// Goods that cross a border must be declared; the document leaves it to the channel.
fn goods(order: &Value, row: &Value) -> Result<(), Refusal> {
    if text(order, "Fcountry") != text(order, "Scountry") {
        let name = optional(row, "enname") + &optional(row, "cnname");
        if name.is_empty() || weight(row, "price").is_err() || whole(row, "num").is_err() {
            return Err("申报信息不完整".into());
        }
    }
    Ok(())
}

/// A positive decimal with thousandths, in millionths of its unit (kilograms to milligrams).
fn weight(object: &Value, name: &str) -> Result<i64, Refusal> {
    let text = filled(object, name)?;
    millionths(&text).filter(|value| *value > 0).ok_or_else(|| format!("{name}必须大于0").into())
}

fn whole(object: &Value, name: &str) -> Result<i64, Refusal> {
    let text = filled(object, name)?;
    let value = text.parse().ok().filter(|value: &i64| (1..=9_999).contains(value));
    value.ok_or_else(|| format!("{name}必须为整数").into())
}

fn millionths(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let fraction: String = fraction.chars().chain(std::iter::repeat('0')).take(6).collect();
    Some(whole.parse::<i64>().ok()? * 1_000_000 + fraction.parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_without_floats() {
        assert_eq!(millionths("0.25"), Some(250_000));
        assert_eq!(millionths("12"), Some(12_000_000));
        assert_eq!(millionths("1.2345678"), Some(1_234_567));
        assert_eq!(
            (millionths("-1"), millionths("1e3"), millionths(""), millionths("1.2.3")),
            (None, None, None, None)
        );
    }
}
