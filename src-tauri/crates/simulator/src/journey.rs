//! The ways of parcels as their carriers see them. Whichever provider is asked, a parcel tells the same story.

use jiff::{SignedDuration, Timestamp};

/// What a scan says of a parcel, whoever words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Announced,
    Accepted,
    Moving,
    Customs,
    Held,
    OutForDelivery,
    Attempted,
    /// It waits at a shop to be collected.
    Waiting,
    Delivered,
    Failed,
    Returning,
    Returned,
    Cancelled,
}

/// One scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) at: Timestamp,
    pub(crate) stage: Stage,
    pub(crate) words: String,
    pub(crate) place: String,
}

/// Hours of life after the start, what it is, in words, where.
type Leg = (f64, Stage, &'static str, &'static str);

/// From where to where parcels of a kind go.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) origin: &'static str,
    pub(crate) destination: &'static str,
    legs: &'static [Leg],
    /// Before which leg a parcel is held up, in which words, and for how many hours.
    stop: (usize, &'static str, f64),
}

/// How a journey ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Well,
    SecondTry,
    HeldUp,
    /// By the recipient at a shop.
    Collected,
    /// Nobody is found, and that is the end.
    Failed,
    Returned,
    /// Held up, and never heard of again.
    Lost,
}

/// A parcel's time: when it began, and how much faster than life it passes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) start: Timestamp,
    pub(crate) speed: f64,
}

pub(crate) static WITHIN_US: Route = Route {
    origin: "US",
    destination: "US",
    legs: &[
        (0.0, Stage::Announced, "Pre-Shipment Info Sent to Carrier, Carrier Awaiting Item", " "),
        (5.0, Stage::Accepted, "Accepted at Origin Facility", "CITY OF INDUSTRY CA"),
        (14.0, Stage::Moving, "Departed Regional Facility", "CITY OF INDUSTRY CA"),
        (41.0, Stage::Moving, "Arrived at Regional Facility", "DENVER CO DISTRIBUTION CENTER"),
        (58.0, Stage::Moving, "Arrived at Post Office", "DENVER"),
        (58.0, Stage::Moving, "Sorting Complete", "DENVER"),
        (66.0, Stage::OutForDelivery, "Out for Delivery", "DENVER"),
    ],
    stop: (3, "Shipment Delayed due to Weather Conditions", 24.0),
};

pub(crate) static WITHIN_GERMANY: Route = Route {
    origin: "DE",
    destination: "DE",
    legs: &[
        (
            0.0,
            Stage::Announced,
            "The instruction data for this shipment have been provided electronically",
            "",
        ),
        (9.0, Stage::Accepted, "The shipment has been processed in the parcel center of origin", "Bremen"),
        (22.0, Stage::Moving, "The shipment has arrived in the parcel center of destination", "Leipzig"),
        (30.0, Stage::OutForDelivery, "The shipment has been loaded onto the delivery vehicle", "Leipzig"),
    ],
    stop: (2, "The shipment could not be processed because of its size", 30.0),
};

pub(crate) static FROM_CHINA: Route = Route {
    origin: "CN",
    destination: "US",
    legs: &[
        (0.0, Stage::Announced, "Shipment information received", ""),
        (17.0, Stage::Accepted, "Picked up, scanned at the warehouse", "Yiwu"),
        (49.0, Stage::Moving, "Export customs clearance completed", "Shanghai"),
        (60.0, Stage::Moving, "Departed from airport", "Shanghai"),
        (84.0, Stage::Moving, "Arrived at destination airport", "Chicago"),
        (102.0, Stage::Customs, "Import customs clearance completed", "Chicago"),
        (120.0, Stage::Moving, "Handed over to last mile carrier", "Chicago"),
        (144.0, Stage::Moving, "Arrived at local delivery office", "Madison"),
        (152.0, Stage::OutForDelivery, "Out for delivery", "Madison"),
    ],
    stop: (5, "Held by customs, additional documents required", 48.0),
};

/// What follows the last leg, in hours after it.
fn ending(fate: Fate) -> &'static [(f64, Stage, &'static str)] {
    match fate {
        Fate::Well | Fate::HeldUp => &[(5.0, Stage::Delivered, "Delivered, left at front door")],
        Fate::SecondTry => &[
            (4.0, Stage::Attempted, "Delivery attempted, no one available"),
            (22.0, Stage::OutForDelivery, "Out for delivery"),
            (26.0, Stage::Delivered, "Delivered, received by neighbor"),
        ],
        Fate::Collected => &[
            (4.0, Stage::Waiting, "Available for pickup at parcel shop"),
            (30.0, Stage::Delivered, "Delivered, collected by recipient"),
        ],
        Fate::Failed => &[
            (4.0, Stage::Attempted, "Delivery attempted, no one available"),
            (28.0, Stage::Failed, "Delivery failed, recipient address not found"),
        ],
        Fate::Returned => &[
            (4.0, Stage::Failed, "Delivery failed, refused by recipient"),
            (30.0, Stage::Returning, "Return to sender processed"),
            (76.0, Stage::Returned, "Returned to sender"),
        ],
        Fate::Lost => &[],
    }
}

impl Pace {
    /// The moment that many hours of life after the start.
    pub(crate) fn at(self, hours: f64) -> Timestamp {
        let passed = SignedDuration::from_secs_f64(hours * 3600.0 / self.speed.max(0.001));
        self.start.saturating_add(passed).unwrap_or(Timestamp::MAX)
    }

    /// The same time, begun that many hours of life later.
    pub(crate) fn after(self, hours: f64) -> Self {
        Self { start: self.at(hours), ..self }
    }
}

impl Route {
    /// The whole journey, oldest first.
    pub(crate) fn steps(&self, fate: Fate, pace: Pace) -> Vec<Step> {
        let (place, words, pause) = self.stop;
        let held = matches!(fate, Fate::HeldUp | Fate::Lost);
        let mut legs: Vec<Leg> = self.legs.to_vec();
        if held {
            let (before, after) = self.legs.split_at(place);
            let last = before.last().copied().unwrap_or((0.0, Stage::Announced, "", ""));
            legs = before.to_vec();
            legs.push((last.0 + 6.0, Stage::Held, words, last.3));
            if fate == Fate::HeldUp {
                legs.extend(after.iter().map(|&(hours, stage, what, at)| (hours + pause, stage, what, at)));
            }
        }
        let (arrived, city) = legs.last().map_or((0.0, ""), |leg| (leg.0, leg.3));
        legs.extend(ending(fate).iter().map(|&(hours, stage, what)| (arrived + hours, stage, what, city)));
        let step = |(hours, stage, what, at): Leg| Step {
            at: pace.at(hours),
            stage,
            words: what.to_owned(),
            place: at.to_owned(),
        };
        legs.into_iter().map(step).collect()
    }
}

impl Stage {
    /// What the words of a carrier mean, as the Dingcang platform passes them on.
    pub(crate) fn of(words: &str) -> Self {
        const MEANINGS: [(&str, Stage); 14] = [
            ("Order created", Stage::Announced),
            ("Order cancelled", Stage::Cancelled),
            ("Accepted", Stage::Accepted),
            ("scanned for collection", Stage::Accepted),
            ("Held by customs", Stage::Held),
            ("Shipment delayed", Stage::Held),
            ("customs clearance", Stage::Customs),
            ("Out for delivery", Stage::OutForDelivery),
            ("Delivery attempted", Stage::Attempted),
            ("Delivery failed", Stage::Failed),
            ("Delivered", Stage::Delivered),
            ("Return to sender", Stage::Returning),
            ("on its way back", Stage::Returning),
            ("Returned to sender", Stage::Returned),
        ];
        MEANINGS.iter().find(|(part, _)| words.contains(part)).map_or(Self::Moving, |(_, stage)| *stage)
    }

    /// Whether nothing follows.
    pub(crate) fn ends(self) -> bool {
        matches!(self, Self::Delivered | Self::Returned | Self::Cancelled)
    }
}

/// What has happened by now.
pub(crate) fn so_far(steps: Vec<Step>, now: Timestamp) -> Vec<Step> {
    steps.into_iter().filter(|step| step.at <= now).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FATES: [Fate; 7] = [
        Fate::Well,
        Fate::SecondTry,
        Fate::HeldUp,
        Fate::Collected,
        Fate::Failed,
        Fate::Returned,
        Fate::Lost,
    ];

    #[test]
    fn journeys_go_forward_and_end_as_fated() {
        use Stage::{Delivered, Failed, Held, Returned};
        let pace = Pace { start: Timestamp::from_second(1_750_000_000).unwrap(), speed: 3600.0 };
        for route in [&WITHIN_US, &WITHIN_GERMANY, &FROM_CHINA] {
            let ends = FATES.map(|fate| {
                let steps = route.steps(fate, pace);
                assert!(steps.is_sorted_by_key(|step| step.at), "{fate:?} {steps:?}");
                steps.last().unwrap().stage
            });
            assert_eq!(ends, [Delivered, Delivered, Delivered, Delivered, Failed, Returned, Held]);
        }
    }

    #[test]
    fn time_passes_at_its_pace() {
        let pace = Pace { start: Timestamp::from_second(1_750_000_000).unwrap(), speed: 3600.0 };
        assert_eq!(pace.at(5.0).as_second(), 1_750_000_005);
        let steps = WITHIN_US.steps(Fate::Well, pace.after(2.0));
        assert_eq!(so_far(steps, pace.at(7.0)).len(), 2);
    }

    #[test]
    fn words_of_the_platform_are_understood() {
        assert_eq!(Stage::of("Held by customs, additional documents required"), Stage::Held);
        assert_eq!(Stage::of("Delivered, MADISON, left at front door"), Stage::Delivered);
        assert_eq!(Stage::of("Departed from airport, Shanghai, China"), Stage::Moving);
        assert_eq!(Stage::of("Delivery failed - recipient address not found, X"), Stage::Failed);
    }
}
