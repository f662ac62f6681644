//! `tracking.getOrderVerdorTracking`: warehouse and carrier in one list, for up to thirty numbers.

use std::io;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde_json::{Map, Value, json};

use super::Winit;
use super::gate::{Call, PARAMETER, Refusal};
use super::language::Language;
use super::shelf::{self, Depot, Happening, Tale, US_WEST};
use crate::dice;
use crate::journey::{Pace, Stage, Step};
use crate::ledger::{Event, State};
use crate::platform::Issued;

const MOST_NUMBERS: usize = 30;

/// What is known of one parcel now.
#[derive(Debug)]
pub(super) struct Traced {
    pub(super) master: String,
    pub(super) order_no: String,
    pub(super) tracking: String,
    tale: Tale,
    depot: &'static Depot,
    happenings: Vec<(Timestamp, Happening)>,
    /// Nothing will follow.
    over: bool,
}

impl Winit {
    pub(super) fn track(&self, call: &Call) -> io::Result<Result<Value, Refusal>> {
        let numbers = match wanted(&call.data) {
            Ok(numbers) => numbers,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (traced, now) = self.platform.ledger.transact(|state, now| {
            let fresh = numbers.iter().flat_map(|number| shelf::find(number));
            let events = fresh.filter(|parcel| state.seen(&parcel.tracking).is_none());
            let events: Vec<_> = events.map(|parcel| Event::Seen(parcel.tracking.clone(), now)).collect();
            let traced: Vec<_> = numbers.iter().flat_map(|number| self.trace(state, number, now)).collect();
            (events, (traced, now))
        })?;
        let items: Vec<Value> =
            traced.iter().map(|parcel| item(parcel, call.language, &self.pod_links(parcel, now))).collect();
        Ok(Ok(if items.is_empty() { "".into() } else { items.into() }))
    }

    /// The parcels with that number: of the warehouses, or a box that the other platform has sent.
    pub(super) fn trace(&self, state: &State, number: &str, now: Timestamp) -> Vec<Traced> {
        let own = shelf::find(number).map(|parcel| {
            let pace = parcel.pace(state.seen(&parcel.tracking).unwrap_or(now), self.platform.speed);
            let mut happenings = parcel.happenings(pace);
            let whole = happenings.len();
            happenings.retain(|(at, _)| *at <= now);
            Traced {
                master: parcel.master.clone(),
                order_no: parcel.order_no.clone(),
                tracking: parcel.tracking.clone(),
                tale: parcel.tale,
                depot: parcel.depot,
                over: happenings.len() == whole,
                happenings,
            }
        });
        let sent = self.platform.issued(state, number, now).map(|issued| passed_on(number, &issued, now));
        own.chain(sent).collect()
    }
}

/// The numbers of a request, each once.
fn wanted(data: &Value) -> Result<Vec<String>, Refusal> {
    let text = data.get("trackingnos").and_then(Value::as_str).unwrap_or_default();
    let mut numbers: Vec<String> = Vec::new();
    for number in text.split(',').map(str::trim).filter(|number| !number.is_empty()) {
        if !numbers.iter().any(|known| known == number) {
            numbers.push(number.to_owned());
        }
    }
    match numbers.len() {
        0 => Err(Refusal::new(PARAMETER, "trackingnos不能为空")),
        1..=MOST_NUMBERS => Ok(numbers),
        _ => Err(Refusal::new(PARAMETER, format!("trackingnos最多不超过{MOST_NUMBERS}个"))),
    }
}

/// A box of the other platform as if it had gone through a warehouse first.
fn passed_on(number: &str, issued: &Issued, now: Timestamp) -> Traced {
    let master = format!("WO8{}", dice::digits(0, 9, &["winit", number]));
    let pace = Pace { start: issued.created_at, speed: issued.speed };
    let inside = [(0.0, "SO"), (1.0, "PKC"), (2.0, "PAC"), (3.0, "DIC"), (3.0, "DLI")];
    let inside = inside.map(|(hours, code)| (pace.at(hours), Happening::Warehouse(code)));
    let scans = issued.steps.iter().filter(|step| step.stage != Stage::Announced);
    let scans = scans.map(|step| (step.at, Happening::Scan(step.clone())));
    let mut happenings: Vec<_> = inside.into_iter().chain(scans).filter(|(at, _)| *at <= now).collect();
    happenings.sort_by_key(|(at, _)| *at);
    Traced {
        order_no: format!("{master}A"),
        master,
        tracking: number.to_owned(),
        tale: Tale::Delivered,
        depot: &US_WEST,
        over: issued.steps.last().is_some_and(|step| step.stage.ends()),
        happenings,
    }
}

impl Traced {
    pub(super) fn tale(&self) -> Tale {
        self.tale
    }

    /// When it was delivered, if it is.
    pub(super) fn delivered_at(&self) -> Option<Timestamp> {
        self.happenings.iter().find_map(|(at, what)| match what {
            Happening::Scan(step) if step.stage == Stage::Delivered => Some(*at),
            _ => None,
        })
    }

    /// The order's status in words, as far as its events tell one.
    fn status(&self, language: Language) -> Option<&'static str> {
        if self.tale == Tale::NoStatus {
            return None;
        }
        match &self.happenings.last()?.1 {
            Happening::Warehouse("GAO") => language.status("OUT"),
            Happening::Warehouse(code) => language.status(code),
            Happening::Scan(step) => language.status(outcome(step.stage).unwrap_or("DLI")),
        }
    }

    fn trace(&self, language: Language) -> Vec<Value> {
        let last = self.happenings.len().saturating_sub(1);
        let (mut events, mut attempted) = (Vec::new(), false);
        for (place, (at, what)) in self.happenings.iter().enumerate() {
            let end = self.over && place == last && self.tale != Tale::Unfinished;
            let date = self.local(*at);
            events.push(match what {
                Happening::Warehouse(code) => self.warehouse(code, &date, end, language),
                Happening::Scan(step) => {
                    let event = scan(step, &date, end, language, attempted);
                    attempted |= step.stage == Stage::Attempted;
                    if self.tale == Tale::Unreadable { blurred(event, step.stage) } else { event }
                }
            });
        }
        if self.tale == Tale::NewestFirst {
            events.reverse();
        }
        events
    }

    /// The time where the warehouse is, which says so nowhere.
    pub(super) fn local(&self, at: Timestamp) -> String {
        let zone = TimeZone::fixed(Offset::constant(self.depot.offset));
        at.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    fn warehouse(&self, code: &str, date: &str, end: bool, language: Language) -> Value {
        let (description, status) = match code {
            "GAO" => (format!("Shipped via [{}]", self.depot.carrier[1]), language.status("OUT")),
            _ => (language.event(code).unwrap_or_default().to_owned(), language.status(code)),
        };
        let operator = match code {
            "SO" => "seller@example.com".into(),
            "PKC" | "PAC" => "la34".into(),
            "AS" | "GAO" => Value::Null,
            _ => "system".into(),
        };
        let place = if operator.is_null() { Value::Null } else { self.depot.name.into() };
        json!({
            "type": "S",
            "date": date,
            "location": place,
            "lastEvent": if end { "Y" } else { "N" },
            "eventCode": code,
            "eventStatus": status,
            "eventDescription": description,
            "operator": operator,
            "trackingType": null,
        })
    }
}

/// Winit's code for a scan that decides something.
fn outcome(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Delivered => Some("DLC"),
        Stage::Failed => Some("DLF"),
        Stage::Held => Some("EX"),
        _ => None,
    }
}

/// A carrier's own code for a scan.
fn raw_code(stage: Stage) -> &'static str {
    match stage {
        Stage::Announced => "MA",
        Stage::Accepted => "10",
        Stage::Held => "A1",
        Stage::OutForDelivery => "OF",
        Stage::Attempted => "55",
        Stage::Waiting => "14",
        Stage::Returning | Stage::Returned => "09",
        _ => "07",
    }
}

/// `trackingType`, which depends on whether a delivery was attempted before.
fn scan_type(stage: Stage, attempted: bool) -> Option<&'static str> {
    match stage {
        Stage::Accepted => Some("Ascan"),
        Stage::Attempted => Some("ATTscan"),
        Stage::Delivered if attempted => Some("RDscan"),
        Stage::Delivered => Some("Dscan"),
        Stage::Failed => Some("Rscan"),
        Stage::Held => Some("Exception"),
        _ => None,
    }
}

/// A scan of the carrier; what decides something is worded by Winit.
fn scan(step: &Step, date: &str, end: bool, language: Language, attempted: bool) -> Value {
    let own = outcome(step.stage).filter(|_| step.stage != Stage::Held);
    json!({
        "type": "V",
        "date": date,
        "location": step.place,
        "lastEvent": if end { "Y" } else { "N" },
        "eventCode": own.unwrap_or(raw_code(step.stage)),
        "eventStatus": own.and_then(|code| language.status(code)),
        "eventDescription": own.and_then(|code| language.event(code)).unwrap_or(&step.words),
        "operator": null,
        "trackingType": scan_type(step.stage, attempted),
    })
}

/// The same from a carrier that nobody understands.
fn blurred(mut event: Value, stage: Stage) -> Value {
    if outcome(stage).is_none() {
        event["eventCode"] = if stage == Stage::Moving { 7.into() } else { "ZQ-NRQRD-9".into() };
        event["eventDescription"] = Value::Null;
        event["location"] = Value::Null;
    }
    event
}

/// One parcel, members in the document's order.
fn item(parcel: &Traced, language: Language, pods: &[Value]) -> Value {
    let carrier = |place: usize| {
        // untracked services name no carrier
        let known = parcel.happenings.iter().any(|(_, what)| matches!(what, Happening::Scan(_)));
        known.then(|| parcel.depot.carrier[place])
    };
    let pickup = (parcel.tale == Tale::ShippedVia).then_some("供应商揽收");
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| {
        item.insert(name.to_owned(), value);
    };
    put("masterOrderNo", parcel.master.as_str().into());
    put("orderNo", parcel.order_no.as_str().into());
    put("trackingNo", parcel.tracking.as_str().into());
    put("origin", parcel.depot.country.into());
    put("destination", parcel.depot.destination.into());
    put("pickupMode", pickup.into());
    put("status", parcel.status(language).into());
    put("vendorName", Value::Null);
    put("trace", parcel.trace(language).into());
    for discontinued in
        ["occurTime", "logisticsStatus", "logisticsMess", "airLines", "flight", "expressCompany", "carrier"]
    {
        put(discontinued, Value::Null);
    }
    put("carrierCode", carrier(0).into());
    put("standardCarrier", carrier(1).into());
    put("trackingUrl", carrier(2).into());
    put("isTracked", carrier(0).map(|_| "Y").into());
    if let Some(first) = pods.first() {
        put("podInfo", first.clone());
        put("podInfoList", pods.into());
    }
    Value::Object(item)
}
