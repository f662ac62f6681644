//! The parcels in Winit's warehouses: a range of invented orders, each with a story of its own.
//!
//! Orders are `WO7000000000` to `WO7000000639`; the last digits, divided by sixteen, leave the story ([`Tale`]). A
//! parcel of order `WOn` is `WOnA`, its sibling `WOnB`. Later orders were further on their way when first asked for.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};

use crate::dice;
use crate::journey::{Fate, Pace, Route, Step, WITHIN_GERMANY, WITHIN_US};
use crate::platform::{Carrier, s10_check};

const ORDERS: u64 = 640;
const STORIES: u64 = TALES.len() as u64;

/// What becomes of a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tale {
    Delivered,
    /// As before, and events come newest first.
    NewestFirst,
    /// An order of two parcels.
    Pair,
    /// The status of the order is null throughout.
    NoStatus,
    /// Without tracking, given to the post.
    HandedToPost,
    /// Without tracking, by a line of its own.
    ShippedVia,
    /// Collected at the warehouse.
    SelfPickup,
    BroughtBack,
    Excepted,
    Voided,
    SecondTry,
    /// Codes that nobody knows, and no descriptions.
    Unreadable,
    /// Delivered months ago.
    LongAgo,
    /// Delivered, and no event says that it is the last.
    Unfinished,
    Failed,
    Destroyed,
}

const TALES: [Tale; 16] = [
    Tale::Delivered,
    Tale::NewestFirst,
    Tale::Pair,
    Tale::NoStatus,
    Tale::HandedToPost,
    Tale::ShippedVia,
    Tale::SelfPickup,
    Tale::BroughtBack,
    Tale::Excepted,
    Tale::Voided,
    Tale::SecondTry,
    Tale::Unreadable,
    Tale::LongAgo,
    Tale::Unfinished,
    Tale::Failed,
    Tale::Destroyed,
];

/// A warehouse.
#[derive(Debug)]
pub(crate) struct Depot {
    pub(crate) name: &'static str,
    pub(crate) country: &'static str,
    pub(crate) destination: &'static str,
    /// Hours from UTC: events are in the warehouse's own time.
    pub(crate) offset: i8,
    pub(crate) route: &'static Route,
    /// `carrierCode`, `standardCarrier`, `trackingUrl`.
    pub(crate) carrier: [&'static str; 3],
    /// TrackingMore's code of the same carrier.
    pub(crate) courier: &'static str,
}

pub(crate) static US_WEST: Depot = Depot {
    name: "USWC Warehouse",
    country: "US",
    destination: "United States",
    offset: -8,
    route: &WITHIN_US,
    carrier: ["United States Postal Service", "USPS", "https://www.usps.com"],
    courier: "usps",
};
static US_EAST: Depot = Depot {
    name: "USKY3 Warehouse",
    country: "US",
    destination: "United States",
    offset: -5,
    route: &WITHIN_US,
    carrier: ["UPS", "UPS", "https://www.ups.com"],
    courier: "ups",
};
static GERMANY: Depot = Depot {
    name: "DE Warehouse",
    country: "DE",
    destination: "Germany",
    offset: 1,
    route: &WITHIN_GERMANY,
    // a number is what the carrier's code is there
    carrier: ["10000552", "DE DHL", "https://www.dhl.de/de/privatkunden.html"],
    courier: "dhl-germany",
};
/// One parcel.
#[derive(Debug)]
pub(crate) struct Parcel {
    pub(crate) master: String,
    pub(crate) order_no: String,
    pub(crate) tracking: String,
    pub(crate) tale: Tale,
    pub(crate) depot: &'static Depot,
    turn: u32,
}

/// What happened: in the warehouse, by its code, or a scan of the carrier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Happening {
    Warehouse(&'static str),
    Scan(Step),
}

/// The parcels, and where each is found by its numbers.
type Shelf = (Vec<Parcel>, HashMap<String, Vec<usize>>);

static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let parcels: Vec<Parcel> = (0..ORDERS).flat_map(of_order).collect();
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, parcel) in parcels.iter().enumerate() {
        for number in [&parcel.master, &parcel.order_no, &parcel.tracking] {
            places.entry(number.clone()).or_default().push(place);
        }
    }
    (parcels, places)
});

/// Every parcel of the range.
pub(crate) fn parcels() -> &'static [Parcel] {
    &SHELF.0
}

/// The parcels with this order number or tracking number.
pub(crate) fn find(number: &str) -> impl Iterator<Item = &'static Parcel> {
    let (parcels, places) = &*SHELF;
    places.get(number).into_iter().flatten().filter_map(move |&place| parcels.get(place))
}

fn of_order(order: u64) -> impl Iterator<Item = Parcel> {
    let tale = usize::try_from(order % STORIES).ok().and_then(|place| TALES.get(place)).copied();
    let tale = tale.unwrap_or(Tale::Delivered);
    let boxes: &[char] = if tale == Tale::Pair { &['A', 'B'] } else { &['A'] };
    let turn = u32::try_from(order / STORIES).unwrap_or_default();
    let depot = [&US_WEST, &US_EAST, &GERMANY][turn as usize % 3];
    boxes.iter().map(move |suffix| {
        let master = format!("WO7{order:09}");
        let order_no = format!("{master}{suffix}");
        let tracking = tracking(tale, depot, &order_no);
        Parcel { master, order_no, tracking, tale, depot, turn }
    })
}

fn tracking(tale: Tale, depot: &Depot, order_no: &str) -> String {
    // the range is the same at every server, whatever its seed
    let parts = ["winit", order_no];
    match (tale, depot.courier) {
        (Tale::HandedToPost | Tale::ShippedVia, _) => {
            let serial = dice::digits(0, 8, &parts);
            format!("LX{serial}{}DE", s10_check(&serial))
        }
        (_, "usps") => Carrier::Usps.number(0, &parts),
        (_, "ups") => Carrier::Ups.number(0, &parts),
        _ => format!("00340434{}", dice::digits(0, 12, &parts)),
    }
}

/// When the goods leave the warehouse, in hours of life after the order.
const DISPATCH: f64 = 12.0;

impl Parcel {
    /// Its time, if it was first asked for at `seen`.
    pub(crate) fn pace(&self, seen: Timestamp, speed: f64) -> Pace {
        if self.tale == Tale::LongAgo {
            let start = seen.saturating_sub(SignedDuration::from_hours(24 * 130)).unwrap_or(seen);
            return Pace { start, speed: 1.0 };
        }
        Pace { start: seen, speed }.after(-1.0 - 5.0 * f64::from(self.turn))
    }

    fn fate(&self) -> Option<Fate> {
        match self.tale {
            Tale::HandedToPost | Tale::ShippedVia | Tale::SelfPickup | Tale::Voided | Tale::Destroyed => None,
            Tale::BroughtBack => Some(Fate::Returned),
            Tale::Excepted => Some(Fate::Lost),
            Tale::SecondTry => Some(Fate::SecondTry),
            Tale::Failed => Some(Fate::Failed),
            _ => Some(Fate::Well),
        }
    }

    /// What the carrier sees of it, from beginning to end.
    pub(crate) fn steps(&self, pace: Pace) -> Vec<Step> {
        self.fate().map_or_else(Vec::new, |fate| self.depot.route.steps(fate, pace.after(DISPATCH)))
    }

    /// Everything that happens to it, oldest first.
    pub(crate) fn happenings(&self, pace: Pace) -> Vec<(Timestamp, Happening)> {
        let warehouse: &[(f64, &'static str)] = match self.tale {
            Tale::Voided => &[(0.0, "SO"), (3.0, "VO")],
            Tale::Destroyed => &[(0.0, "SO"), (6.0, "PKC"), (30.0, "DSC")],
            Tale::SelfPickup => &[(0.0, "SO"), (6.0, "PKC"), (8.0, "PAC"), (14.0, "OBC")],
            Tale::HandedToPost => &[
                (0.0, "SO"),
                (6.0, "PKC"),
                (8.0, "PAC"),
                (DISPATCH, "DIC"),
                (DISPATCH, "DLI"),
                (14.0, "HPO"),
            ],
            Tale::ShippedVia => {
                &[(0.0, "SO"), (6.0, "PKC"), (8.0, "PAC"), (DISPATCH, "DIC"), (DISPATCH, "AS"), (14.0, "GAO")]
            }
            // two events share a second, in one order or the other
            _ if self.turn.is_multiple_of(2) => {
                &[(0.0, "SO"), (6.0, "PKC"), (8.0, "PAC"), (DISPATCH, "DIC"), (DISPATCH, "DLI")]
            }
            _ => &[(0.0, "SO"), (6.0, "PKC"), (8.0, "PAC"), (DISPATCH, "DLI"), (DISPATCH, "DIC")],
        };
        let inside = warehouse.iter().map(|&(hours, code)| (pace.at(hours), Happening::Warehouse(code)));
        let steps = self.steps(pace);
        let back = steps.last().map_or(pace.start, |step| step.at);
        let mut all: Vec<_> =
            inside.chain(steps.into_iter().map(|step| (step.at, Happening::Scan(step)))).collect();
        if self.tale == Tale::BroughtBack {
            all.push((Pace { start: back, ..pace }.at(8.0), Happening::Warehouse("RD")));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_apart() {
        assert_eq!(parcels().len(), 680, "a pair has two");
        let trackings: std::collections::BTreeSet<_> =
            parcels().iter().map(|parcel| &parcel.tracking).collect();
        assert_eq!(trackings.len(), parcels().len());
        assert_eq!(find("WO7000000002").count(), 2);
        assert_eq!(find("WO7000000002B").count(), 1);
        assert_eq!(find("WO7000000640").count(), 0);
    }

    #[test]
    fn stories_go_forward() {
        let seen = Timestamp::from_second(1_750_000_000).unwrap();
        for parcel in parcels() {
            let all = parcel.happenings(parcel.pace(seen, 3600.0));
            assert!(all.is_sorted_by_key(|(at, _)| *at), "{}", parcel.order_no);
            assert!(all[0].0 < seen, "it was ordered before anybody asked");
        }
    }
}
