//! A fuzz target for every reader of providers' answers: the fixtures of a call, damaged in every way that [`damage`]
//! knows. Whatever is left of an answer, reading it never panics, ends soon, and says nothing that the bytes do not say:
//! no delivery, no number, no amount, no line of a timeline.
//!
//! `SHIPDESK_FUZZ_ROUNDS` and `SHIPDESK_FUZZ_SEED` change how long and where; a failure names both and shows the answer.

use super::calls::{Call, NUMBER, ORDERS, OTHER_NUMBER, SUB_ORDER, WAYBILL, calls, open, probe};
use super::damage::{Dice, damaged};
use super::told::Told;
use super::{fixtures, folder};
use serde_json::Value;
use shipdesk_core::decimal;
use shipdesk_core::money::{Money, Rounding};
use shipdesk_core::status::DeliveryStatus;
use shipdesk_core::text::{clean, shorten};
use shipdesk_providers::registry;
use shipdesk_providers::spi::descriptor::Descriptor;
use shipdesk_providers::spi::json;
use shipdesk_providers::spi::provider::Provider;
use shipdesk_providers::spi::tracking::Tracked;
use std::collections::{BTreeSet, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// Far more than any answer takes, far less than one that never ends.
const LONGEST: Duration = Duration::from_secs(5);

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

macro_rules! targets {
    ($($name:ident: $capability:literal $action:literal),* $(,)?) => {
        const TARGETS: &[(&str, &str)] = &[$(($capability, $action)),*];
        $(#[test] fn $name() { fuzz($capability, $action); })*
    };
}

targets! {
    balances: "balance" "balance",
    channels: "channels" "channels",
    prices: "rates" "price",
    creations: "orders" "create",
    creations_of_several: "orders" "create_many",
    labels: "labels" "label",
    labels_of_several: "labels" "labels",
    cancellations: "cancellations" "cancel",
    refunds: "cancellations" "refund",
    transfer_labels: "transfer_labels" "transfer_label",
    scan_forms: "scan_forms" "scan_form",
    timelines: "tracking" "track",
    timelines_of_several: "tracking" "track_many",
    registrations: "registrations" "register",
    registrations_of_several: "registrations" "register_many",
    edits: "registrations" "edit",
    edits_of_several: "registrations" "edit_many",
    removals: "registrations" "remove",
    removals_of_several: "registrations" "remove_many",
    changes_of_carrier: "registrations" "change_carrier",
    stops: "registrations" "stop",
    lists: "registrations" "list",
    live_timelines: "registrations" "live",
    counts: "registrations" "counts",
    carriers: "carriers" "carriers",
    detections: "carriers" "detect",
    remote_areas: "lanes" "remote",
    transit_times: "lanes" "transit_time",
    air_waybills: "air_waybills" "air_waybills",
    purchases: "purchases" "purchase",
    foreign_orders: "foreign_orders" "order",
    quotas: "quotas" "quota",
    probes: "probe" "probe",
}

/// Everything that can be asked of every provider, also whether it accepts us.
fn all() -> Vec<(&'static Descriptor, Vec<Call>)> {
    let of = |provider: &dyn Provider| calls(provider).into_iter().chain([probe(provider)]).collect();
    registry().into_iter().map(|registration| (registration.descriptor, of(&*open(registration)))).collect()
}

#[test]
fn every_call_is_a_target() {
    let calls: BTreeSet<(&str, &str)> =
        all().iter().flat_map(|(_, calls)| calls.iter().map(|call| (call.capability, call.action))).collect();
    assert_eq!(calls, TARGETS.iter().copied().collect());
}

/// Damages the fixtures of a call of every provider that has it.
#[expect(clippy::print_stderr, reason = "whoever looks at the run sees what was run")]
fn fuzz(capability: &str, action: &str) {
    let (rounds, seed) = (setting("SHIPDESK_FUZZ_ROUNDS", 1_000), setting("SHIPDESK_FUZZ_SEED", 20_261_122));
    eprintln!("{capability}/{action}: SHIPDESK_FUZZ_ROUNDS={rounds} SHIPDESK_FUZZ_SEED={seed}");
    for (descriptor, calls) in all() {
        for call in calls.iter().filter(|call| (call.capability, call.action) == (capability, action)) {
            let (own, others) = (corpus(descriptor, call), answers(&folder(descriptor).join("fixtures")));
            for round in 0..rounds {
                let mut dice = Dice::new(seed, &format!("{}{capability}{action}", descriptor.id), round);
                let start: &Vec<u8> = dice.one_of(&own);
                let body = damaged(start, &others, &mut dice);
                if let Err(why) = catch_unwind(AssertUnwindSafe(|| hold(call, &body))) {
                    let why = why.downcast_ref::<String>().map(String::as_str);
                    let why = why.unwrap_or("it panicked, see above");
                    let id = descriptor.id;
                    let answer = shorten(&String::from_utf8_lossy(&body), 8_000);
                    panic!("{id} {capability}/{action}, seed {seed}, round {round}: {why}\n{answer}");
                }
            }
        }
    }
}

/// The answers that a call is damaged from. What tells whether we are accepted is any call, so any answer will do.
fn corpus(descriptor: &Descriptor, call: &Call) -> Vec<Vec<u8>> {
    if call.capability == "probe" {
        return answers(&folder(descriptor).join("fixtures"));
    }
    let bodies: Vec<Vec<u8>> = [".ok.json", ".error.json"]
        .iter()
        .flat_map(|end| fixtures(descriptor, call, end))
        .map(|(_, body)| body)
        .collect();
    assert!(!bodies.is_empty(), "{}: no answer of `{}` on disk", descriptor.id, call.action);
    bodies
}

/// All answers of a provider.
fn answers(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_answer = |path: &Path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.ends_with(".ok.json") || name.ends_with(".error.json")
    };
    let bodies = paths.into_iter().flat_map(|path| {
        if path.is_dir() {
            answers(&path)
        } else {
            is_answer(&path).then(|| std::fs::read(&path).unwrap()).into_iter().collect()
        }
    });
    bodies.collect()
}

/// Reads an answer and holds what it claims against the bytes.
fn hold(call: &Call, body: &[u8]) {
    let begun = Instant::now();
    let outcome = (call.read)(body);
    let took = begun.elapsed();
    assert!(took < LONGEST, "read for {took:?}: {} bytes", body.len());
    let Ok(told) = outcome else { return };
    // read by itself wherever it is plain JSON, so that a wrong reader of ours is no excuse
    let whole: Value = serde_json::from_slice(body)
        .or_else(|_| json::parse(body))
        .unwrap_or_else(|error| panic!("a success without an answer: {error}"));
    let said = Said::by(&whole);
    said.hold(&told);
    if let Some(raw) = &told.raw {
        assert_eq!(raw, &whole, "the answer is not kept as it came");
    }
}

/// What an answer says, in pieces.
#[derive(Debug, Default)]
struct Said {
    /// Every text and number, as it is shown.
    texts: HashSet<String>,
    /// The same in one, for texts that were put together.
    all: String,
    /// What stands under `code`.
    codes: Vec<String>,
    /// The parcels that are named.
    numbers: Vec<String>,
    /// Every value as JSON.
    values: HashSet<String>,
    /// How many values could be the line of a timeline.
    lines: usize,
}

impl Said {
    fn by(whole: &Value) -> Self {
        let mut said = Self::default();
        for asked in ORDERS.into_iter().chain([NUMBER, OTHER_NUMBER, WAYBILL, SUB_ORDER]) {
            said.texts.insert(asked.to_owned());
        }
        said.add(whole);
        let mut texts: Vec<&str> = said.texts.iter().map(String::as_str).collect();
        texts.sort_unstable();
        said.all = texts.join("\n");
        said
    }

    fn add(&mut self, value: &Value) {
        self.values.insert(value.to_string());
        match value {
            Value::String(text) => drop(self.texts.insert(clean(text))),
            Value::Number(number) => drop(self.texts.insert(number.to_string())),
            Value::Array(items) => {
                self.lines += items.iter().filter(|item| !item.is_null() && !item.is_object()).count();
                for item in items {
                    self.add(item);
                }
            }
            Value::Object(members) => {
                self.lines += 1;
                for (name, member) in members {
                    self.texts.insert(name.trim().to_owned());
                    match name.trim().to_lowercase().as_str() {
                        "code" => self.codes.extend(json::text(member)),
                        "tracking_number" => self.numbers.extend(json::text(member)),
                        _ => {}
                    }
                    if name.bytes().all(|byte| byte.is_ascii_digit())
                        && !member.is_null()
                        && !member.is_object()
                    {
                        self.lines += 1;
                    }
                    self.add(member);
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn hold(&self, told: &Told) {
        let plain = |code: &str| decimal::from_json(&json_of(code)).map(|number| number.normalize());
        let is_said =
            |wanted: &&str| self.codes.iter().any(|code| code == wanted || plain(code) == plain(wanted));
        // what was done for single parcels is told by naming them, whatever stands above
        let is_named = told.named && self.numbers.iter().any(|number| number.eq_ignore_ascii_case(NUMBER));
        let is_done = told.codes.is_empty() || told.codes.iter().any(is_said) || is_named;
        assert!(is_done, "a success without a code of {:?}", told.codes);
        for word in &told.words {
            self.hold_word(word);
        }
        for amount in &told.amounts {
            assert!(
                amount.minor() == 0 || self.texts.iter().any(|text| is_amount(text, *amount)),
                "{amount:?} out of nowhere"
            );
        }
        let lines: usize = told.parcels.iter().map(|parcel| parcel.events.len()).sum();
        assert!(lines <= self.lines, "{lines} lines out of {}", self.lines);
        told.parcels.iter().for_each(|parcel| self.hold_parcel(parcel));
    }

    /// A text stands there whole, or in pieces where it was put together.
    fn hold_word(&self, word: &str) {
        let pieces =
            || word.contains([' ', ',']) && word.split([' ', ',']).all(|piece| self.all.contains(piece));
        assert!(word.is_empty() || self.texts.contains(word) || pieces(), "{word:?} stands nowhere");
    }

    fn hold_parcel(&self, parcel: &Tracked) {
        for event in &parcel.events {
            assert!(self.values.contains(&event.raw), "no line of the answer: {}", event.raw);
            let texts =
                [Some(&event.text), Some(&event.at.text), event.code.as_ref(), event.location.as_ref()];
            texts.into_iter().flatten().for_each(|text| self.hold_word(text));
            assert!(means(event.status, &event.raw), "{} out of {}", event.status, event.raw);
            assert!(!event.last || ends(&event.raw), "the last line out of {}", event.raw);
        }
        if let Some(status) = parcel.status {
            assert!(means(status, &self.all), "{status} out of nowhere");
        }
        assert!(!parcel.is_final || ends(&self.all), "final out of nowhere");
    }
}

/// A code as the number or text that it is.
fn json_of(code: &str) -> Value {
    serde_json::from_str(code).unwrap_or_else(|_| code.into())
}

fn is_amount(text: &str, amount: Money) -> bool {
    let number = decimal::from_json(&json_of(text)).or_else(|| decimal::parse(&ungrouped(text)));
    number.and_then(|number| Money::from_decimal(number, amount.currency(), Rounding::HalfUp)) == Some(amount)
}

/// `1,234.50` without its comma: whole groups of three before a point; anything else as it is.
fn ungrouped(text: &str) -> String {
    let whole = text.split_once('.').map_or("", |(whole, _)| whole);
    let mut groups = whole.split(',');
    let begins = groups.next().is_some_and(|first| (1..=3).contains(&first.trim_start_matches('-').len()));
    if begins && groups.all(|group| group.len() == 3) { text.replace(',', "") } else { text.to_owned() }
}

/// Codes and words of which one must be there for a parcel to stand so. Written from the providers' documents, not from
/// the tables of ours that are held against it.
fn means(status: DeliveryStatus, said: &str) -> bool {
    use DeliveryStatus as S;
    let marks: &[&str] = match status {
        S::Delivered => &[
            "deliver",
            "dlc",
            "obc",
            "dscan",
            "dlv",
            "ddl",
            "signed",
            "collected",
            "picked up",
            "签收",
            "簽收",
            "妥投",
            "代收",
        ],
        S::ShippedUntracked => &["hpo", "gao"],
        S::Returned => &["return", "rd", "to sender", "to shipper", "exception010", "退"],
        S::Returning => &["return", "exception011", "way back", "退"],
        S::Lost => &["lost", "missing", "丢", "遗失"],
        S::Damaged => &["damage", "破损", "损坏"],
        S::Destroyed => &["dsc", "destroyed", "disposed", "销毁"],
        S::Cancelled => &["vo", "cancel", "exception008", "取消"],
        S::Expired => &["expired"],
        S::OutForDelivery => &["deliver", "pickup", "派送中", "派件中", "投递中", "派件", "派送", "投递"],
        S::ReadyForPickup => &[
            "pickup",
            "pick up",
            "collect",
            "held",
            "locker",
            "nfd",
            "awd",
            "自提",
            "取件",
            "领取",
            "快递柜",
            "代收点",
        ],
        _ => return true,
    };
    let said = clean(said).to_lowercase();
    marks.iter().any(|mark| said.contains(mark))
}

/// Whether anything says that no more comes.
fn ends(said: &str) -> bool {
    let said = said.to_lowercase();
    let own = ["hpo", "gao", "obc", "deliver", "expired"];
    own.iter().any(|mark| said.contains(mark)) || said.contains("lastevent")
}
