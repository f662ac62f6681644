//! Where a registered parcel is: one that the Dingcang platform sent, one from Winit's warehouses, or any other.
//!
//! A number registered with a carrier that has no such numbers is never found; `update` puts that right.

use jiff::Timestamp;

use super::books::Registered;
use super::carriers::candidates;
use crate::dice;
use crate::journey::{FROM_CHINA, Fate, Pace, Stage, Step, WITHIN_GERMANY, WITHIN_US, so_far};
use crate::ledger::State;
use crate::platform::{Carrier, Platform};
use crate::winit;

/// What is known of a parcel now.
#[derive(Debug, Default)]
pub(super) struct Whereabouts {
    pub(super) origin: String,
    pub(super) destination: String,
    /// With the hours from UTC of the place, oldest first.
    pub(super) steps: Vec<(Step, i8)>,
    /// The service has not asked the carrier yet.
    pub(super) pending: bool,
    /// Hours of life since it was registered.
    pub(super) age: f64,
}

/// How long the service takes to ask a carrier for the first time, in hours of life.
const FIRST_LOOK: f64 = 1.0;

pub(super) fn of(entry: &Registered, platform: &Platform, state: &State, now: Timestamp) -> Whereabouts {
    let passed = now.duration_since(entry.created_at).as_secs_f64() / 3600.0 * platform.speed;
    let pending = passed < FIRST_LOOK;
    let mut found = if pending { Whereabouts::default() } else { look(entry, platform, state, now) };
    (found.pending, found.age) = (pending, passed);
    found
}

fn look(entry: &Registered, platform: &Platform, state: &State, now: Timestamp) -> Whereabouts {
    let number = entry.key.number.as_str();
    let carried_by = |couriers: &[&str]| couriers.contains(&entry.key.carrier.as_str());
    if let Some(issued) = platform.issued(state, number, now) {
        if !carried_by(couriers_of(issued.carrier)) {
            return Whereabouts::default();
        }
        let abroad = matches!(issued.carrier, Carrier::Post(_) | Carrier::YunExpress);
        let (origin, offset) = if abroad { ("CN", 8) } else { ("US", -8) };
        let steps = issued.steps.into_iter().map(|step| (step, offset)).collect();
        return Whereabouts {
            origin: origin.into(),
            destination: issued.country,
            steps,
            ..Whereabouts::default()
        };
    }
    if let Some(parcel) = winit::find(number).find(|parcel| parcel.tracking == number) {
        if !carried_by(&[parcel.depot.courier, "deutsche-post"]) {
            return Whereabouts::default();
        }
        let pace = parcel.pace(state.seen(number).unwrap_or(entry.created_at), platform.speed);
        let steps =
            so_far(parcel.steps(pace), now).into_iter().map(|step| (step, parcel.depot.offset)).collect();
        let (origin, destination) = (parcel.depot.country.into(), parcel.depot.route.destination.into());
        return Whereabouts { origin, destination, steps, ..Whereabouts::default() };
    }
    let likely = candidates(number);
    if !likely.is_empty() && !carried_by(likely) {
        return Whereabouts::default();
    }
    invented(entry, platform.speed, now)
}

fn couriers_of(carrier: Carrier) -> &'static [&'static str] {
    match carrier {
        Carrier::Ups => &["ups"],
        Carrier::Usps => &["usps"],
        Carrier::Fedex => &["fedex"],
        Carrier::Post(_) => &["china-post", "china-ems"],
        Carrier::YunExpress => &["yunexpress"],
    }
}

/// A parcel that nobody here sent: its number tells the story.
fn invented(entry: &Registered, speed: f64, now: Timestamp) -> Whereabouts {
    let number = entry.key.number.as_str();
    let fate = match dice::roll(0, &["fate", number]) % 12 {
        0 => Fate::SecondTry,
        1 => Fate::HeldUp,
        2 => Fate::Returned,
        3 => Fate::Collected,
        4 => Fate::Lost,
        5 => Fate::Failed,
        6 => return Whereabouts::default(),
        _ => Fate::Well,
    };
    let route = match entry.key.carrier.as_str() {
        "china-post" | "china-ems" | "yunexpress" | "sf-express" | "yanwen" | "4px" | "singapore-post" => {
            &FROM_CHINA
        }
        "dhl-germany" | "deutsche-post" | "mondialrelay" | "gls" | "dpd" => &WITHIN_GERMANY,
        _ => &WITHIN_US,
    };
    let head = f64::from(u32::try_from(dice::roll(0, &["head", number]) % 40).unwrap_or_default());
    let pace = Pace { start: entry.created_at, speed }.after(-head);
    let offset = |step: &Step| match (route.origin, step.stage) {
        ("CN", Stage::Announced | Stage::Accepted) => 8,
        ("CN", _) if step.place == "Shanghai" => 8,
        ("DE", _) => 1,
        _ => -6,
    };
    let steps = so_far(route.steps(fate, pace), now).into_iter();
    let steps = steps.map(|step| (offset(&step), step)).map(|(offset, step)| (step, offset)).collect();
    let destination = entry.field("destination_code").unwrap_or(route.destination).to_uppercase();
    Whereabouts { origin: route.origin.into(), destination, steps, ..Whereabouts::default() }
}
