//! Reads where the parcels of a purchase are.

use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::tracking::{Goods, NumberKind, Purchased, Tracked};
use crate::spi::wording::fold;
use serde::Deserialize;
use serde_json::Value;
use shipdesk_core::event::{Event, EventKind, EventTime};
use shipdesk_core::status::DeliveryStatus;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const DONE: &str = "200";

/// Reads the parcels. None is no error: nothing is shipped yet.
///
/// # Errors
/// The refusal with the provider's code, words and request id; `data` that holds something else is a bad answer.
pub(super) fn read(answer: &HttpAnswer) -> Result<Purchased, ProviderError> {
    if matches!(answer.status, 401 | 403) {
        return Err(ProviderError::auth(format!("HTTP {}", answer.status)));
    }
    let whole = json::parse(&answer.body)?;
    match json::text_of(&whole, "code") {
        Some(code) if code == DONE => purchased(json::get(&whole, "data")),
        Some(code) => Err(refusal(code, &whole)),
        None => Err(ProviderError::bad_answer("an answer without a code")),
    }
}

/// The request id belongs to the words: support asks for it.
fn refusal(code: String, whole: &Value) -> ProviderError {
    let words = json::text_of(whole, "msg");
    let id = json::text_of(whole, "requestId").map(|id| format!("requestId {id}"));
    let told: Vec<String> = words.into_iter().chain(id).collect();
    let kind = meaning(&code);
    if told.is_empty() {
        let error = ProviderError::new(kind, format!("code {code} without a reason"));
        return ProviderError { code: Some(code), ..error };
    }
    ProviderError::said(kind, code, &told.join(" · "))
}

/// Its codes stand in no document; those that are numbers of HTTP mean what they mean there.
fn meaning(code: &str) -> ErrorKind {
    match code.parse::<u16>() {
        Ok(401 | 403) => ErrorKind::Auth,
        Ok(429) => ErrorKind::RateLimited,
        Ok(500..=599) => ErrorKind::Down,
        _ => ErrorKind::Refused,
    }
}

fn purchased(data: Option<&Value>) -> Result<Purchased, ProviderError> {
    let details = match data {
        None => return Ok(Purchased::default()),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(Purchased::default()),
        Some(data @ (Value::Array(_) | Value::Object(_))) => json::list(data),
        Some(_) => return Err(ProviderError::bad_answer("`data` is neither an object nor a list")),
    };
    if !details.is_empty() && !details.iter().any(|detail| detail.is_object()) {
        return Err(ProviderError::bad_answer("`data` is a list without objects"));
    }
    let parcels = details.iter().filter_map(|detail| json::get(detail, "pnmLogisticsDetails"));
    let parcels = parcels.flat_map(json::list).filter(|parcel| parcel.is_object());
    Ok(Purchased {
        outer_id: details.iter().find_map(|detail| json::text_of(detail, "purchaseOrderOuterId")),
        parcels: parcels.map(parcel).collect(),
    })
}

/// The recipient's name, phone and street are people: they stay in the answer. Logos of carriers are passed over.
fn parcel(item: &Value) -> (String, Tracked) {
    let number = json::text_of(item, "mailNo").unwrap_or_default();
    let listed = |name| json::get(item, name).map(json::list).unwrap_or_default();
    let lines = listed("logisticsTraces").into_iter().filter(|line| !line.is_null());
    let carriers = listed("logisticsPartner").into_iter();
    let carriers: Vec<String> = carriers.filter_map(|carrier| json::text_of(carrier, "company")).collect();
    let numbers = Some(number.clone()).filter(|number| !number.is_empty());
    let tracked = Tracked {
        numbers: numbers.map(|number| (NumberKind::Tracking, number)).into_iter().collect(),
        carrier: Some(carriers.join(", ")).filter(|names| !names.is_empty()),
        destination: json::get(item, "receiver").and_then(|to| place(to, &["province", "city", "district"])),
        events: lines.map(event).collect(),
        goods: listed("logisticsGoods").into_iter().filter_map(goods).collect(),
        ..Tracked::default()
    };
    (number, tracked)
}

/// The quantity stays text: it is text in the document and may be no number.
fn goods(item: &Value) -> Option<Goods> {
    let (title, property) = (json::text_of(item, "title"), json::text_of(item, "property"));
    if title.is_none() && property.is_none() {
        return None;
    }
    Some(Goods {
        title: title.unwrap_or_default(),
        property,
        quantity: json::text_of(item, "quantity").unwrap_or_default(),
        image_url: json::text_of(item, "imageUrl"),
    })
}

/// One line. What is odd in it keeps what can be read and all of its raw text.
fn event(line: &Value) -> Event {
    let text = |name| json::text_of(line, name);
    let (code, said) = (text("status"), text("statusDesc"));
    // so spelt in the document
    let words = text("standerdDesc").or_else(|| text("standardDesc")).or_else(|| said.clone());
    let known = code.as_deref().and_then(|code| TABLE.code(code));
    let unlisted = || said.as_deref().and_then(|said| TABLE.word(said)).unwrap_or(DeliveryStatus::Unknown);
    Event {
        at: EventTime::zoneless(&text("time").unwrap_or_default()),
        kind: known.map_or_else(|| seen_by(text("action").as_deref()), |known| known.kind),
        status: known.map_or_else(unlisted, |known| known.status),
        code,
        text: words.or_else(|| json::text(line)).unwrap_or_default(),
        location: place(line, &["province", "city", "district", "facilityName"]),
        last: false,
        raw: line.to_string(),
    }
}

/// Actions of the shop's own system begin with `X_`.
fn seen_by(action: Option<&str>) -> EventKind {
    if action.is_some_and(|action| action.starts_with("X_")) {
        EventKind::Warehouse
    } else {
        EventKind::Carrier
    }
}

/// The parts of a place that are there, each once.
fn place(value: &Value, parts: &[&str]) -> Option<String> {
    let mut named: Vec<String> = Vec::new();
    for part in parts.iter().filter_map(|part| json::text_of(value, part)) {
        if !named.contains(&part) {
            named.push(part);
        }
    }
    Some(named.join(" ")).filter(|place| !place.is_empty())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    code: String,
    status: DeliveryStatus,
    kind: EventKind,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    code: Vec<Listed>,
    words: BTreeMap<String, DeliveryStatus>,
}

impl Table {
    fn code(&self, code: &str) -> Option<&Listed> {
        self.code.iter().find(|row| row.code.eq_ignore_ascii_case(code))
    }

    fn word(&self, said: &str) -> Option<DeliveryStatus> {
        self.words.get(fold(said).trim()).copied()
    }
}

const STATUSES: &str = include_str!("statuses.toml");

// a table that cannot be read would make every status unknown; a test keeps it readable
static TABLE: LazyLock<Table> = LazyLock::new(|| toml::from_str(STATUSES).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;
    use DeliveryStatus as S;
    use serde_json::json;

    #[test]
    fn the_table_can_be_read_and_its_words_are_written_as_they_are_compared() {
        let table: Table = toml::from_str(STATUSES).unwrap();
        assert_eq!(table.code.len(), 5);
        assert!(table.words.keys().all(|word| fold(word) == *word) && table.words.len() == 11);
    }

    #[test]
    fn listed_codes_decide_and_others_only_by_their_whole_words() {
        let status = |code: &str, said: &str| event(&json!({"status": code, "statusDesc": said})).status;
        for (code, expected) in [
            ("CREATE", S::InfoReceived),
            ("WAREHOUSE_CONFIRMED", S::Processing),
            ("CONSIGN", S::Processing),
            ("ACCEPT", S::PickedUp),
            ("transport", S::InTransit),
        ] {
            assert_eq!(status(code, "已签收"), expected, "{code}");
        }
        assert_eq!(status("SIGN", "已簽收"), S::Delivered);
        assert_eq!(status("SIGN", "您的快件已签收失败"), S::Unknown);
        assert_eq!(status("NEW", "运输中"), S::Unknown);
        assert_eq!(status("", ""), S::Unknown);
    }

    #[test]
    fn who_saw_an_unlisted_line_is_told_by_its_action() {
        let kind = |action: &str| event(&json!({"status": "NEW", "action": action})).kind;
        assert_eq!((kind("X_PACKAGED"), kind("TMS_SIGN")), (EventKind::Warehouse, EventKind::Carrier));
    }
}
