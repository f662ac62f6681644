//! Reads timelines. A line is the platform's own, with a code of its document, or a carrier's, with a code of the
//! carrier's own: `statuses.toml` says what the first mean, and of the second only their scan and plain words count.

use super::envelope;
use crate::spi::error::ProviderError;
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::tracking::{NumberKind, PerNumber, PodLink, Tracked};
use crate::spi::wording::{Phrases, fold};
use serde::Deserialize;
use serde_json::Value;
use shipdesk_core::event::{Event, EventKind, EventTime};
use shipdesk_core::status::DeliveryStatus;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Reads the answer about several numbers. A number of an order stands for each of its parcels; one that the answer
/// does not name is left out.
pub(super) fn parcels(answer: &HttpAnswer, asked: &[String]) -> Result<PerNumber<Tracked>, ProviderError> {
    let mut parcels: Vec<Tracked> = Vec::new();
    for parcel in envelope::each(answer, parcel)? {
        if !parcels.contains(&parcel) {
            parcels.push(parcel);
        }
    }
    if let ([number], [only]) = (asked, parcels.as_slice())
        && only.numbers.is_empty()
    {
        // nobody else can be meant
        return Ok(vec![(number.clone(), Ok(only.clone()))]);
    }
    let names = |parcel: &Tracked| parcel.numbers.iter().map(|(_, number)| plain(number)).collect();
    let named: Vec<Vec<String>> = parcels.iter().map(names).collect();
    let mut found = Vec::new();
    for number in asked {
        let plain = plain(number);
        let its = parcels.iter().zip(&named).filter(|(_, names)| names.contains(&plain));
        found.extend(its.map(|(parcel, _)| (number.clone(), Ok(parcel.clone()))));
    }
    Ok(found)
}

/// A number as numbers are compared.
fn plain(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase()
}

fn parcel(item: &Value) -> Tracked {
    let lines = json::get(item, "trace").map(json::list).unwrap_or_default();
    let events: Vec<Event> = lines.into_iter().filter(|line| !line.is_null()).map(event).collect();
    let pods = json::get(item, "podInfoList").map(json::list).unwrap_or_default();
    let said = json::text_of(item, "status");
    // the lines say the same in codes
    let silent = events.iter().all(|event| event.status == DeliveryStatus::Unknown);
    Tracked {
        numbers: numbers(item),
        carrier: json::text_of(item, "carrier"),
        origin: json::text_of(item, "origin"),
        destination: json::text_of(item, "destination"),
        status: said.as_deref().filter(|_| silent).and_then(|said| TABLE.word(said)),
        said,
        is_final: events.iter().any(|event| event.last),
        events,
        pods: pods.into_iter().filter_map(pod).collect(),
        ..Tracked::default()
    }
}

/// `orderNo` is the number of one parcel where a `masterOrderNo` stands above it.
fn numbers(item: &Value) -> Vec<(NumberKind, String)> {
    let text = |name| json::text_of(item, name);
    let (master, order) = (text("masterOrderNo"), text("orderNo"));
    let sub = master.is_some() && master != order;
    let order_kind = if sub { NumberKind::SubOrder } else { NumberKind::ProviderOrder };
    let mut numbers: Vec<(NumberKind, String)> = Vec::new();
    for (kind, number) in [
        (NumberKind::Tracking, text("trackingNo")),
        (order_kind, order),
        (NumberKind::ProviderOrder, master.filter(|_| sub)),
    ] {
        numbers.extend(number.map(|number| (kind, number)));
    }
    numbers
}

fn pod(link: &Value) -> Option<PodLink> {
    Some(PodLink { url: json::text_of(link, "podUrl")?, format: json::text_of(link, "formatType") })
}

/// One line. What is odd in it keeps what can be read and all of its raw text. The `operator` is a person: raw only.
fn event(line: &Value) -> Event {
    let text = |name| json::text_of(line, name);
    let code = text("eventCode");
    let last = text("lastEvent").is_some_and(|last| last.eq_ignore_ascii_case("Y"));
    let words = text("eventDescription").or_else(|| text("eventStatus")).or_else(|| json::text(line));
    let own = is_own(line);
    let words = words.unwrap_or_default();
    let scan = text("trackingType").and_then(|scan| TABLE.scan(&scan));
    let known = code.as_deref().filter(|_| own).and_then(|code| TABLE.code(code));
    let status = match known {
        Some(known) => known.last_status.filter(|_| last).unwrap_or(known.status),
        None => {
            scan.unwrap_or_else(|| if own { DeliveryStatus::Unknown } else { TABLE.phrase.status(&words) })
        }
    };
    let carrier = text("type").is_some_and(|kind| kind.eq_ignore_ascii_case("V")) || !own;
    Event {
        at: EventTime::written(&text("date").unwrap_or_default()),
        kind: if carrier { EventKind::Carrier } else { EventKind::Warehouse },
        status,
        code,
        text: words,
        location: text("location"),
        last: last || known.is_some_and(|known| known.ends),
        raw: line.to_string(),
    }
}

/// Whether a line is the platform's own word. Carriers' lines have codes of their own, which may look like one of the
/// platform's; what tells them apart is that they have no `eventStatus`.
fn is_own(line: &Value) -> bool {
    let carriers = json::text_of(line, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("V"));
    !carriers || json::text_of(line, "eventStatus").is_some()
}

/// What codes of the document mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    codes: Vec<String>,
    status: DeliveryStatus,
    /// What they mean on a line after which no more comes.
    last_status: Option<DeliveryStatus>,
    /// Whether no more comes after them, said or not.
    #[serde(default)]
    ends: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    code: Vec<Code>,
    /// `trackingType` and what it means.
    scan: BTreeMap<String, DeliveryStatus>,
    /// The word for the whole parcel and what it means.
    word: BTreeMap<String, DeliveryStatus>,
    phrase: Phrases,
}

impl Table {
    fn code(&self, code: &str) -> Option<&Code> {
        self.code.iter().find(|row| row.codes.iter().any(|known| known.eq_ignore_ascii_case(code)))
    }

    fn word(&self, said: &str) -> Option<DeliveryStatus> {
        self.word.get(fold(said).trim()).copied()
    }

    fn scan(&self, scan: &str) -> Option<DeliveryStatus> {
        self.scan.iter().find(|(known, _)| known.eq_ignore_ascii_case(scan)).map(|(_, status)| *status)
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

    fn read(line: &Value) -> (DeliveryStatus, EventKind, bool) {
        let event = event(line);
        (event.status, event.kind, event.last)
    }

    fn own(code: &str, last: &str) -> Value {
        json!({"type": "S", "eventCode": code, "lastEvent": last, "eventDescription": "x"})
    }

    #[test]
    fn the_table_can_be_read() {
        let table: Table = toml::from_str(STATUSES).unwrap();
        let codes: Vec<&String> = table.code.iter().flat_map(|row| &row.codes).collect();
        let mut once = codes.clone();
        once.sort();
        once.dedup();
        assert_eq!((codes.len(), once.len()), (20, 20), "a code stands in one row");
        assert!(table.scan.len() == 5 && !table.scan.contains_key("ATTscan"));
        assert!(table.word.keys().all(|word| fold(word) == *word) && table.word.len() == 3);
        // a carrier's words alone never end a timeline
        assert!(table.phrase.rules().iter().all(|rule| !rule.status.is_final() && !rule.any.is_empty()));
    }

    #[test]
    fn own_codes_mean_what_the_document_says() {
        for (codes, status) in [
            ("DR CFI", S::Pending),
            ("SO CF", S::InfoReceived),
            ("PKC PAC TSC", S::Processing),
            ("DIC AS", S::PickedUp),
            ("DLI GAO dli", S::InTransit),
            ("DLF", S::AttemptFailed),
            ("EX", S::Exception),
            ("RD", S::Returned),
            ("DLC", S::Delivered),
            ("DSC", S::Destroyed),
            ("VOI VO", S::Cancelled),
            ("GTN XYZ 0", S::Unknown),
        ] {
            for code in codes.split(' ') {
                assert_eq!(read(&own(code, "N")), (status, EventKind::Warehouse, false), "{code}");
            }
        }
        let delivered = (S::Delivered, EventKind::Warehouse, true);
        assert_eq!(read(&own("OBC", "N")), delivered);
        let untracked = (S::ShippedUntracked, EventKind::Warehouse, true);
        assert_eq!(read(&own("HPO", "N")), untracked);
        assert_eq!(read(&own("GAO", "Y")), untracked);
        assert_eq!(read(&own("GTN", "Y")), (S::Unknown, EventKind::Warehouse, true));
    }

    #[test]
    fn carriers_codes_are_their_own_and_only_scans_and_plain_words_count() {
        let line = |code: &str, scan: &str, words: &str| {
            let line =
                json!({"type": "V", "eventCode": code, "trackingType": scan, "eventDescription": words});
            read(&line).0
        };
        // the same letters as codes of the platform
        for code in ["DLC", "RD", "EX", "VO", "SO"] {
            assert_eq!(line(code, "", "Geared up"), S::Unknown, "{code}");
        }
        assert_eq!(line("10", "Ascan", "Arrived"), S::InTransit);
        assert_eq!(line("01", "Dscan", "Left with neighbour"), S::Delivered);
        assert_eq!(line("01", "RDscan", ""), S::Delivered);
        assert_eq!(line("01", "rscan", ""), S::AttemptFailed);
        assert_eq!(line("01", "Exception", ""), S::Exception);
        assert_eq!(line("01", "ATTscan", ""), S::Unknown);
        assert_eq!(line("01", "ATTscan", "Out for Delivery"), S::OutForDelivery);
        assert_eq!(line("01", "Zscan", "Departed Regional Facility"), S::InTransit);
        assert_eq!(line("01", "", "Delivered"), S::Unknown);
        let said = json!({"type": "V", "eventCode": "DLC", "eventStatus": "派送完成", "lastEvent": "Y"});
        assert_eq!(read(&said), (S::Delivered, EventKind::Carrier, true));
    }

    #[test]
    fn the_word_for_the_whole_parcel_counts_while_no_line_is_understood() {
        let read = |status: &str, lines: Value| {
            let parcel = parcel(&json!({"trackingNo": "A", "status": status, "trace": lines}));
            (parcel.said.unwrap_or_default(), parcel.status)
        };
        let told = |status: &str| (status.to_owned(), Some(S::Delivered));
        assert_eq!(read("派送完成", json!([])), told("派送完成"));
        assert_eq!(read("派送完成", json!([{"type": "S", "eventCode": "GTN"}])), told("派送完成"));
        assert_eq!(read("派送中", Value::Null), ("派送中".to_owned(), Some(S::InTransit)));
        assert_eq!(read("已出庫", json!([])).1, None, "not a word of the document");
        assert_eq!(read("派送完成", json!([own("DLI", "N")])), ("派送完成".to_owned(), None));
        assert_eq!(read("派送未完成", json!([])), ("派送未完成".to_owned(), None));
        assert_eq!(read(" ", json!([])), (String::new(), None));
    }

    #[test]
    fn an_odd_line_keeps_what_can_be_read_of_it() {
        for line in [json!("派送中"), json!(7), json!([1]), json!({}), json!({"date": null, "type": 1})] {
            let event = event(&line);
            assert_eq!((event.status, event.raw), (S::Unknown, line.to_string()));
        }
        assert_eq!(event(&json!("派送中")).text, "派送中");
        let odd =
            event(&json!({"date": "2026/1/2", "location": " ", "eventCode": 10, "eventStatus": "已出库"}));
        assert_eq!((odd.at.text.as_str(), odd.at.wall, odd.location), ("2026/1/2", None, None));
        let zoned = event(&json!({"date": "2026-01-02T10:00:00+08:00"})).at;
        assert_eq!(zoned.instant.unwrap().to_string(), "2026-01-02T02:00:00Z");
        assert_eq!((odd.code.as_deref(), odd.text.as_str()), (Some("10"), "已出库"));
    }
}
