//! One parcel as the service writes it.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde_json::{Value, json};

use super::books::{Key, Registered};
use super::whereabouts::Whereabouts;
use crate::dice;
use crate::journey::{Stage, Step};

/// A status and the code below it.
pub(super) type Status = (&'static str, Option<&'static str>);

/// A service's own number for a registration.
pub(super) fn id(key: &Key) -> String {
    dice::token(&["trackingmore", &key.carrier, &key.number])
}

/// An instant as the service writes those of its own.
pub(super) fn iso(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// What the service makes of a scan. It has no code for a parcel that is out for delivery.
fn of_step(step: &Step) -> Status {
    match step.stage {
        Stage::Announced => ("notfound", Some("notfound001")),
        Stage::Accepted => ("transit", Some("transit001")),
        Stage::Moving => ("transit", Some("transit002")),
        Stage::Customs => ("transit", Some("transit005")),
        Stage::Held if step.words.contains("customs") => ("exception", Some("exception006")),
        Stage::Held => ("exception", Some("exception005")),
        Stage::OutForDelivery | Stage::Waiting => ("pickup", None),
        Stage::Attempted | Stage::Failed => ("undelivered", None),
        Stage::Delivered if step.words.contains("neighbor") => ("delivered", Some("delivered003")),
        Stage::Delivered if step.words.contains("collected") => ("delivered", Some("delivered002")),
        Stage::Delivered => ("delivered", Some("delivered001")),
        Stage::Returning => ("exception", Some("exception011")),
        Stage::Returned => ("exception", Some("exception010")),
        Stage::Cancelled => ("exception", Some("exception008")),
    }
}

/// Thirty days without news, in hours of life.
const EXPIRES: f64 = 30.0 * 24.0;

/// Where a parcel stands: what a person said of it, or what its last scan does.
pub(super) fn status(entry: &Registered, found: &Whereabouts) -> Status {
    match entry.field("status") {
        Some("4") => return ("delivered", None),
        Some("7") => return ("exception", None),
        _ => {}
    }
    match found.steps.last() {
        _ if found.pending => ("pending", None),
        None if found.age > EXPIRES => ("expired", None),
        None => ("notfound", Some("notfound002")),
        Some((step, _)) if step.stage == Stage::Held && found.age > EXPIRES => ("expired", None),
        Some((step, _)) => of_step(step),
    }
}

/// The last moment at which something about it changed.
pub(super) fn updated_at(entry: &Registered, found: &Whereabouts) -> Timestamp {
    found.steps.last().map_or(entry.edited_at, |(step, _)| step.at.max(entry.edited_at))
}

/// The time at the place; some carriers tell no seconds.
fn local(step: &Step, offset: i8, seconds: bool) -> String {
    let form = if seconds { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M" };
    step.at.to_zoned(TimeZone::fixed(Offset::constant(offset))).strftime(form).to_string()
}

/// The whole item. `single` is the page of one number, which lists e-mail addresses.
pub(super) fn item(entry: &Registered, found: &Whereabouts, single: bool) -> Value {
    let (status, substatus) = status(entry, found);
    let seconds = dice::roll(0, &["seconds", &entry.key.number]).is_multiple_of(2);
    let field = |name: &str| entry.field(name);
    let last = found.steps.last().map(|(step, offset)| (step, local(step, *offset, seconds)));
    let email = field("customer_email");
    let handed_over = found.steps.iter().position(|(step, _)| step.words.contains("last mile"));
    let (origin, destination) =
        found.steps.split_at(handed_over.map_or(found.steps.len(), |place| place + 1));
    json!({
        "id": id(&entry.key),
        "tracking_number": entry.key.number,
        "carrier_code": entry.key.carrier,
        "status": status,
        "substatus": substatus,
        "created_at": iso(entry.created_at),
        "updated_at": iso(updated_at(entry, found)),
        "order_create_time": field("order_create_time"),
        "customer_name": field("customer_name"),
        "customer_email": if single { json!(email.into_iter().collect::<Vec<_>>()) } else { json!(email.unwrap_or_default()) },
        "customer_phone": field("customer_phone"),
        "title": field("title"),
        "order_id": field("order_id"),
        "comment": field("comment"),
        "logistics_channel": field("logistics_channel"),
        "archived": entry.archived(),
        "track_update": !entry.stopped,
        "original_country": found.origin,
        "destination_country": found.destination,
        "itemTimeLength": days(found, false),
        "stayTimeLength": days(found, true),
        "service_code": null,
        "singed_by": signed_by(found),
        "lastEvent": last.as_ref().map(|(step, date)| format!("{},{},{date}", step.words, step.place)),
        "lastUpdateTime": last.as_ref().map(|(_, date)| date),
        "destination_track_number": null,
        "origin_info": way(entry, origin, seconds),
        "destination_info": if destination.is_empty() { Value::Null } else { way(entry, destination, seconds) },
    })
}

/// Who signed for it, where somebody else did.
fn signed_by(found: &Whereabouts) -> Option<&'static str> {
    let (step, _) = found.steps.last()?;
    step.words.contains("neighbor").then_some("B. Sample")
}

/// Whole days on the way, or since the last news.
fn days(found: &Whereabouts, since_news: bool) -> i64 {
    let end = found.steps.last();
    let from = if since_news { end } else { found.steps.first() };
    let until = end.filter(|(step, _)| step.stage.ends() && !since_news);
    match (from, until) {
        (Some((from, _)), Some((until, _))) => until.at.duration_since(from.at).as_hours() / 24,
        _ => 0,
    }
}

/// One half of the way: milestones and scans, newest first.
fn way(entry: &Registered, steps: &[(Step, i8)], seconds: bool) -> Value {
    let when = |stage: Stage| {
        let step = steps.iter().find(|(step, _)| step.stage == stage);
        step.map(|(step, offset)| local(step, *offset, seconds))
    };
    let strange = dice::roll(0, &["strange", &entry.key.number]).is_multiple_of(10);
    let scan = |(step, offset): &(Step, i8)| {
        let (status, substatus) = of_step(step);
        // a code that stands in no list
        let substatus = if strange && step.stage == Stage::Moving { Some("transit099") } else { substatus };
        json!({
            "Date": local(step, *offset, seconds),
            "StatusDescription": step.words,
            "Details": step.place.trim(),
            "checkpoint_status": status,
            "substatus": substatus,
            "ItemNode": (step.stage == Stage::Accepted).then_some("ItemReceived"),
        })
    };
    json!({
        "ItemReceived": when(Stage::Accepted),
        "ItemDispatched": null,
        "DepartfromAirport": null,
        "ArrivalfromAbroad": null,
        "CustomsClearance": when(Stage::Customs),
        "DestinationArrived": null,
        "weblink": "https://carrier.example.com/",
        "phone": null,
        "carrier_code": entry.key.carrier,
        "trackinfo": if steps.is_empty() { Value::Null } else { steps.iter().rev().map(scan).collect() },
    })
}
