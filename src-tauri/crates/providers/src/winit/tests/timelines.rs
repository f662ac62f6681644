//! Timelines, their proofs, and the numbers they belong to.

use super::{NUMBER, parcels, refuses, tracking};
use crate::spi::error::ErrorKind;
use crate::spi::tracking::{NumberKind, PodLink, Tracked};
use shipdesk_core::event::{EventKind, ZoneBasis};
use shipdesk_core::status::DeliveryStatus as S;

fn statuses(tracked: &Tracked) -> Vec<S> {
    tracked.events.iter().map(|event| event.status).collect()
}

#[test]
fn reads_a_timeline_with_its_proofs() {
    for asked in [NUMBER, "WO1000000001", "wo1000000001A"] {
        let found = parcels(&[asked], "tracking/track.ok.json");
        let [(number, tracked)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(number, asked);
        let numbers = [
            (NumberKind::Tracking, NUMBER.to_owned()),
            (NumberKind::SubOrder, "WO1000000001A".to_owned()),
            (NumberKind::ProviderOrder, "WO1000000001".to_owned()),
        ];
        assert_eq!(tracked.numbers, numbers);
        assert_eq!(
            statuses(tracked),
            [S::InTransit, S::PickedUp, S::Processing, S::Processing, S::InfoReceived]
        );
        assert_eq!(
            (tracked.origin.as_deref(), tracked.destination.as_deref()),
            (Some("US"), Some("United States"))
        );
        assert_eq!((tracked.is_final, &tracked.carrier, tracked.status), (false, &None, None));
        assert_eq!(tracked.said.as_deref(), Some("派送中"));
        let pod = |name: &str, format: &str| PodLink {
            url: format!("https://pod.winit.invalid/{name}"),
            format: Some(format.to_owned()),
        };
        assert_eq!(tracked.pods, [pod("b1.pdf", "pdf"), pod("b2.png", "png")]);
        let newest = &tracked.events[0];
        assert_eq!((newest.at.text.as_str(), newest.at.basis), ("2019-05-06 18:23:50", ZoneBasis::Unknown));
        assert_eq!(
            (newest.at.wall.unwrap().to_string(), newest.at.instant),
            ("2019-05-06T18:23:50".into(), None)
        );
        assert_eq!((newest.kind, newest.code.as_deref()), (EventKind::Warehouse, Some("DLI")));
        assert_eq!((newest.text.as_str(), newest.location.as_deref()), ("派送中", Some("USWC Warehouse")));
    }
}

#[test]
fn people_stand_in_the_raw_line_only() {
    let mut found = parcels(&[NUMBER], "tracking/track.ok.json");
    assert!(found[0].1.events[4].raw.contains("kim.woods"));
    for event in &mut found[0].1.events {
        event.raw.clear();
    }
    assert!(!format!("{found:?}").contains("kim.woods"));
}

#[test]
fn reads_several_parcels_under_the_numbers_that_were_asked() {
    let asked = ["9205590000000000000017", "WO1000000004", "WO1000000003", "WO1000000005A", "WO9"];
    let found = parcels(&asked, "tracking/track.several.ok.json");
    let numbers: Vec<&str> = found.iter().map(|(number, _)| number.as_str()).collect();
    assert_eq!(numbers, &asked[..4], "the answer leaves one out");
    let ends: Vec<_> =
        found.iter().map(|(_, tracked)| (*statuses(tracked).last().unwrap(), tracked.is_final)).collect();
    assert_eq!(
        ends,
        [(S::Delivered, true), (S::ShippedUntracked, true), (S::InTransit, false), (S::Returned, false)]
    );
    let carried = &found[0].1.events[5..];
    let seen: Vec<_> = carried.iter().map(|event| (event.code.as_deref().unwrap(), event.status)).collect();
    assert_eq!(
        seen,
        [
            ("MA", S::InfoReceived),
            ("10", S::InTransit),
            ("T1", S::InTransit),
            ("U1", S::InTransit),
            ("07", S::InTransit),
            ("PC", S::InTransit),
            ("OF", S::OutForDelivery),
            ("DLC", S::Delivered),
        ]
    );
    assert!(carried.iter().all(|event| event.kind == EventKind::Carrier));
    assert_eq!((&carried[0].location, carried[7].last), (&None, true));
}

#[test]
fn an_orders_number_stands_for_each_of_its_parcels() {
    let found = parcels(&["WO1000000006", "1Z9XV6160327140459"], "tracking/track.split.ok.json");
    let seen: Vec<_> = found
        .iter()
        .map(|(number, tracked)| (number.as_str(), tracked.numbers[0].1.as_str(), statuses(tracked)))
        .collect();
    assert_eq!(
        seen,
        [
            ("WO1000000006", NUMBER, vec![S::Delivered]),
            ("WO1000000006", "1Z9XV6160327140459", vec![]),
            ("1Z9XV6160327140459", "1Z9XV6160327140459", vec![]),
        ]
    );
}

#[test]
fn nothing_is_an_answer_and_a_refusal_is_not() {
    assert_eq!(parcels(&[NUMBER], "tracking/track.nothing.ok.json"), []);
    assert_eq!(parcels(&[NUMBER], "tracking/track.empty.ok.json"), []);
    let track = tracking(&[NUMBER]);
    refuses(&track, "tracking/track.refused.error.json", ErrorKind::Refused, Some("01040007"));
    refuses(&track, "tracking/track.number.error.json", ErrorKind::Refused, Some("500"));
    for case in ["words", "cut", "page"] {
        refuses(&track, &format!("tracking/track.{case}.error.json"), ErrorKind::BadAnswer, None);
    }
}

#[test]
fn one_odd_line_never_costs_the_others() {
    let found = parcels(&[NUMBER], "tracking/track.loose.ok.json");
    let [(number, tracked)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((number.as_str(), tracked.numbers[0].1.as_str()), (NUMBER, "1z9xv6160327140440"));
    let seen: Vec<_> = tracked
        .events
        .iter()
        .map(|event| (event.at.text.as_str(), event.text.as_str(), event.status, event.last))
        .collect();
    assert_eq!(
        seen,
        [
            ("", "派送中", S::Unknown, false),
            ("", "7", S::Unknown, false),
            ("", "", S::Unknown, false),
            ("1557000000", "Status 42", S::Unknown, false),
            ("2026-01-05 10:00:00", "", S::ShippedUntracked, true),
            ("05.01.2026", "派送中", S::InTransit, false),
        ]
    );
    assert_eq!(
        (tracked.is_final, tracked.carrier.as_deref(), &tracked.origin),
        (true, Some("10000001"), &None)
    );
    assert_eq!(tracked.pods, [PodLink { url: "https://pod.winit.invalid/c1".into(), format: None }]);
}
