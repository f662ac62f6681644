//! Every answer on disk, against what it means.

use super::{NUMBER, OTHER, fixture, parcel, sample, service, wanted};
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::{HttpAnswer, Prepared};
use crate::spi::provider::Verdict;
use crate::spi::tracking::{
    Carrier, NumberKind, Page, Quota, Registered, RemoteArea, Tracked, TransitTime, Wanted,
};
use shipdesk_core::event::{EventKind, ZoneBasis};
use shipdesk_core::status::DeliveryStatus as S;

/// Reads an answer on disk, as it comes with HTTP 200.
fn read<T>(prepared: &Prepared<T>, path: &str) -> Result<T, ProviderError> {
    (prepared.read)(&HttpAnswer::new(200, fixture(path)))
}

#[track_caller]
fn refuses<T: std::fmt::Debug>(
    prepared: &Prepared<T>,
    path: &str,
    kind: ErrorKind,
    code: Option<&str>,
) -> ProviderError {
    let error = read(prepared, path).expect_err(path);
    assert_eq!((error.kind, error.code.as_deref()), (kind, code), "{path}");
    error
}

fn tracked(path: &str) -> Tracked {
    let call = service("no").tracking().unwrap().track(&[wanted(NUMBER, "ups")]);
    let [(number, tracked)] = <[_; 1]>::try_from(read(&call, path).unwrap()).unwrap();
    assert_eq!(number, NUMBER);
    tracked.unwrap()
}

#[test]
fn reads_a_timeline_in_two_parts() {
    let tracked = tracked("tracking/track.ok.json");
    let lines: Vec<_> = tracked
        .events
        .iter()
        .map(|event| (event.at.text.as_str(), event.status, event.code.as_deref(), event.location.as_deref()))
        .collect();
    let expected = [
        ("2026-01-09 11:02", S::Delivered, Some("delivered001"), Some("Berwick, ME")),
        ("2026-01-09 08:10", S::OutForDelivery, Some("pickup"), Some("Berwick, ME")),
        ("2026-01-07 04:31", S::InTransit, Some("transit002"), Some("Portland, ME")),
        ("2026-01-05 23:40", S::InTransit, Some("transit007"), Some("SHENZHEN")),
        ("2026-01-03 09:12:30", S::PickedUp, Some("transit001"), Some("SHENZHEN")),
        ("2026-01-02 18:00", S::InfoReceived, Some("notfound001"), None),
    ];
    assert_eq!(lines, expected);
    let first = &tracked.events[0];
    assert_eq!(
        (first.at.instant, first.at.basis, first.kind),
        (None, ZoneBasis::Unknown, EventKind::Carrier)
    );
    assert!(first.raw.contains(r#""ItemNode":null"#) && first.text == "Delivered");
    let numbers = [
        (NumberKind::Tracking, NUMBER.to_owned()),
        (NumberKind::LastMile, "9405500897846053129766".to_owned()),
    ];
    assert_eq!(tracked.numbers, numbers);
    let place = (tracked.origin.as_deref(), tracked.destination.as_deref(), tracked.carrier.as_deref());
    assert_eq!(place, (Some("CN"), Some("US"), Some("ups")));
    assert_eq!((tracked.status, tracked.is_final), (Some(S::Delivered), true));
    // a person's name
    assert!(!format!("{tracked:?}").contains("P. Example"));
}

#[test]
fn reads_a_timeline_of_odd_lines() {
    let tracked = tracked("tracking/track.loose.ok.json");
    let lines: Vec<_> = tracked
        .events
        .iter()
        .map(|event| (event.text.as_str(), event.status, event.code.as_deref()))
        .collect();
    let expected = [
        ("Your parcel is available for pickup", S::ReadyForPickup, Some("pickup")),
        ("Held", S::Unknown, Some("warped001")),
        ("Handed over", S::Unknown, None),
        ("SHENZHEN", S::InTransit, Some("transit099")),
    ];
    assert_eq!(lines, expected);
    let (first, last) = (&tracked.events[0].at, &tracked.events[3].at);
    assert_eq!(first.wall.unwrap().to_string(), "2026-01-08T09:05:00");
    assert_eq!(
        (last.instant.unwrap().to_string().as_str(), last.basis),
        ("2026-01-05T15:40:00Z", ZoneBasis::Explicit)
    );
    assert_eq!((tracked.events[1].at.text.as_str(), tracked.events[1].at.wall), ("last week", None));
    assert_eq!((tracked.status, tracked.is_final), (Some(S::ReadyForPickup), false));
}

#[test]
fn reads_a_parcel_without_news() {
    let tracked = tracked("tracking/track.nothing-yet.ok.json");
    assert_eq!((tracked.status, tracked.events.len(), tracked.is_final), (Some(S::Pending), 0, false));
}

#[test]
fn reads_what_is_no_timeline() {
    let call = service("no").tracking().unwrap().track(&[wanted(NUMBER, "ups")]);
    refuses(&call, "tracking/track.unregistered.error.json", ErrorKind::NoParcel, Some("4017"));
    refuses(&call, "tracking/track.empty.error.json", ErrorKind::NoParcel, Some("4031"));
    let error = refuses(&call, "tracking/track.keys.error.json", ErrorKind::Auth, Some("4001"));
    assert_eq!(error.message.as_deref(), Some("Invalid API key."));
    refuses(&call, "tracking/track.silence.error.json", ErrorKind::RateLimited, Some("429"));
    refuses(&call, "tracking/track.down.error.json", ErrorKind::Down, Some("503"));
    for path in ["other", "page", "cut"] {
        refuses(&call, &format!("tracking/track.{path}.error.json"), ErrorKind::BadAnswer, None);
    }
}

#[test]
fn reads_several_timelines() {
    let bare = |number: &str| Wanted { number: number.to_owned(), carrier: None };
    let call = service("no").tracking().unwrap().track(&[bare(NUMBER), bare("A1"), bare(OTHER)]);
    let found = read(&call, "tracking/track_many.ok.json").unwrap();
    let found: Vec<_> = found
        .into_iter()
        .map(|(number, tracked)| {
            (number, tracked.map(|tracked| (tracked.status.unwrap(), tracked.events.len())))
        })
        .collect();
    assert_eq!(
        found,
        [(NUMBER.to_owned(), Ok((S::InTransit, 0))), (OTHER.to_owned(), Ok((S::Returning, 1)))]
    );
    assert_eq!(read(&call, "registrations/list.nothing.ok.json").unwrap(), []);
}

#[test]
fn reads_registered_parcels() {
    let opened = service("no");
    let list = opened.registrations().unwrap();
    let [one, _] = sample();
    let register = list.register(&one);
    let folder = "registrations/register";
    for (case, expected) in
        [("ok", Registered::NEW), ("exists.ok", Registered::BEFORE), ("exists-text.ok", Registered::BEFORE)]
    {
        assert_eq!(read(&register, &format!("{folder}.{case}.json")).unwrap(), expected, "{case}");
    }
    let corrected = Registered { corrected: Some("usps".to_owned()), ..Registered::NEW };
    assert_eq!(read(&register, "registrations/register.corrected.ok.json"), Ok(corrected));
    let error = refuses(&register, &format!("{folder}.carrier.error.json"), ErrorKind::Refused, Some("4015"));
    assert_eq!(error.fields[0].path, "carrier_code");
    let error = refuses(&register, &format!("{folder}.number.error.json"), ErrorKind::Refused, Some("4014"));
    assert_eq!(error.fields[0].path, "tracking_number");
    refuses(&register, &format!("{folder}.quota.error.json"), ErrorKind::OutOfQuota, Some("4021"));
    refuses(&register, &format!("{folder}.nobody.error.json"), ErrorKind::BadAnswer, None);
}

#[test]
fn reads_several_registered_parcels() {
    let call = service("no").registrations().unwrap().register_many(&sample());
    let outcomes = |case: &str| {
        let outcomes = read(&call, &format!("registrations/register_many.{case}.json")).unwrap();
        outcomes
            .into_iter()
            .map(|(_, outcome)| outcome.map_err(|error| error.code.unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(outcomes("ok"), [Ok(Registered::NEW), Ok(Registered::NEW)]);
    // 201, and nothing was added
    assert_eq!(outcomes("exists.ok"), [Ok(Registered::BEFORE), Ok(Registered::BEFORE)]);
    assert_eq!(outcomes("mixed.ok"), [Ok(Registered::NEW), Err("4015".to_owned())]);
    let corrected = Registered { corrected: Some("usps".to_owned()), ..Registered::NEW };
    assert_eq!(outcomes("corrected.ok"), [Ok(corrected), Ok(Registered::BEFORE)]);
    refuses(&call, "registrations/register_many.keys.error.json", ErrorKind::Auth, Some("4002"));
    refuses(&call, "registrations/register_many.too-many.error.json", ErrorKind::Refused, Some("4020"));
}

#[test]
fn reads_changed_and_removed_parcels() {
    let opened = service("no");
    let list = opened.registrations().unwrap();
    let (one, parcel) = (wanted(NUMBER, "ups"), parcel(NUMBER, "ups", &[("title", "socks")]));
    for (call, action) in [
        (list.edit(&parcel), "edit"),
        (list.remove(&one), "remove"),
        (list.change_carrier(&one, "usps"), "change_carrier"),
    ] {
        assert_eq!(read(&call, &format!("registrations/{action}.ok.json")), Ok(()), "{action}");
        refuses(
            &call,
            &format!("registrations/{action}.unregistered.error.json"),
            ErrorKind::NoParcel,
            Some("4017"),
        );
    }
    refuses(&list.edit(&parcel), "registrations/edit.other.error.json", ErrorKind::BadAnswer, None);
    let carrier = list.change_carrier(&one, "usps");
    refuses(&carrier, "registrations/change_carrier.carrier.error.json", ErrorKind::Refused, Some("4015"));
    let (all, ones) = (vec![(NUMBER.to_owned(), Ok(()))], std::slice::from_ref(&one));
    for (call, case) in [
        (list.edit_many(std::slice::from_ref(&parcel)), "edit_many.ok"),
        (list.edit_many(std::slice::from_ref(&parcel)), "edit_many.named.ok"),
        (list.remove_many(ones), "remove_many.ok"),
        (list.stop(ones), "stop.ok"),
    ] {
        assert_eq!(read(&call, &format!("registrations/{case}.json")), Ok(all.clone()), "{case}");
    }
    assert_eq!(read(&list.stop(ones), "registrations/stop.unchanged.ok.json"), Ok(vec![]));
    let named = read(&list.remove_many(ones), "registrations/remove_many.named.ok.json").unwrap();
    assert_eq!(named[0].1.as_ref().unwrap_err().kind, ErrorKind::NoParcel);
}

#[test]
fn reads_the_list_and_its_counts() {
    let opened = service("no");
    let list = opened.registrations().unwrap();
    let page = |number| list.list(&Page { number, ..Page::default() });
    let first = read(&page(1), "registrations/list.ok.json").unwrap();
    assert_eq!((first.parcels.len(), first.total, first.more), (2, Some(4001), true));
    assert_eq!(first.parcels[0].0, wanted(NUMBER, "ups"));
    let second = &first.parcels[1].1;
    assert_eq!((second.status, second.is_final), (Some(S::Expired), true));
    assert!(!read(&page(3), "registrations/list.ok.json").unwrap().more);
    for nothing in ["nothing", "empty"] {
        let listing = read(&page(1), &format!("registrations/list.{nothing}.ok.json")).unwrap();
        assert_eq!((listing.parcels.len(), listing.more), (0, false), "{nothing}");
    }
    refuses(&page(1), "registrations/list.keys.error.json", ErrorKind::Auth, Some("401"));
    refuses(&page(1), "registrations/list.words.error.json", ErrorKind::BadAnswer, None);
    let counts = read(&list.counts(), "registrations/counts.ok.json").unwrap();
    let counts: Vec<_> = counts.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    let expected = [
        ("pending", 1),
        ("notfound", 0),
        ("transit", 2),
        ("pickup", 0),
        ("delivered", 3),
        ("undelivered", 0),
        ("exception", 0),
    ];
    assert_eq!(counts, expected);
    refuses(&list.counts(), "registrations/counts.list.error.json", ErrorKind::BadAnswer, None);
}

#[test]
fn reads_live_answers() {
    let live = service("no").registrations().unwrap().live(&parcel(NUMBER, "ups", &[]));
    let tracked = read(&live, "registrations/live.ok.json").unwrap();
    assert_eq!((tracked.status, tracked.events[0].status), (Some(S::AttemptFailed), S::AttemptFailed));
    refuses(&live, "registrations/live.inactive.error.json", ErrorKind::Refused, Some("4018"));
    refuses(&live, "registrations/live.nothing.error.json", ErrorKind::NoParcel, None);
}

#[test]
fn reads_carriers() {
    let opened = service("no");
    let carriers = opened.carriers().unwrap();
    let all = read(&carriers.list(), "carriers/carriers.ok.json").unwrap();
    let first = Carrier {
        code: "ups".into(),
        name: "UPS".into(),
        homepage: Some("https://ups.example/".into()),
        phone: Some("5550100".into()),
    };
    assert_eq!((all.len(), &all[0]), (3, &first));
    assert_eq!((all[2].code.as_str(), all[2].name.as_str(), &all[1].phone), ("zto", "zto", &None));
    refuses(&carriers.list(), "carriers/carriers.else.error.json", ErrorKind::BadAnswer, None);
    let detect = carriers.detect(NUMBER);
    let found = read(&detect, "carriers/detect.ok.json").unwrap();
    assert_eq!(found.iter().map(|carrier| carrier.code.as_str()).collect::<Vec<_>>(), ["ups", "ups-mi"]);
    assert_eq!(read(&detect, "carriers/detect.nobody.ok.json").unwrap(), []);
    refuses(&detect, "carriers/detect.quota.error.json", ErrorKind::OutOfQuota, Some("4019"));
}

#[test]
fn reads_lanes() {
    let opened = service("no");
    let lanes = opened.lanes().unwrap();
    let remote = lanes.remote("US", "03901");
    let carriers = |case: &str| read(&remote, &format!("lanes/remote.{case}.json"));
    assert_eq!(carriers("ok"), Ok(RemoteArea { carriers: vec!["dhl".into(), "ups".into()] }));
    assert_eq!(
        (carriers("no.ok"), carriers("empty.ok")),
        (Ok(RemoteArea::default()), Ok(RemoteArea::default()))
    );
    refuses(&remote, "lanes/remote.missing.error.json", ErrorKind::Refused, Some("4012"));
    refuses(&remote, "lanes/remote.silent.error.json", ErrorKind::BadAnswer, None);
    let lane = lanes.transit_time("UPS", "cn", "US");
    let days = read(&lane, "lanes/transit_time.ok.json").unwrap().days;
    let days: Vec<_> = days.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(days, [("total", "120"), ("delivered", "104"), ("range1", "0.25"), ("range2", "0.70")]);
    let days = read(&lane, "lanes/transit_time.nested.ok.json").unwrap().days;
    let days: Vec<_> = days.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(days, [("time.average", "7.5"), ("time.range.min", "5"), ("time.range.max", "12")]);
    assert_eq!(read(&lane, "lanes/transit_time.none.ok.json").unwrap(), TransitTime::default());
    refuses(&lane, "lanes/transit_time.carrier.error.json", ErrorKind::Refused, Some("4015"));
}

#[test]
fn reads_air_waybills() {
    let number = "618-10010011".to_owned();
    let call =
        service("no").air_waybills().unwrap().air_waybills(&[number.clone(), "999-00000000".to_owned()]);
    let found = read(&call, "air_waybills/air_waybills.ok.json").unwrap();
    let [(asked, Ok(waybill))] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        (asked, waybill.origin.as_deref(), waybill.destination.as_deref()),
        (&number, Some("SZX"), Some("LEJ"))
    );
    let lines: Vec<_> = waybill
        .events
        .iter()
        .map(|event| (event.at.text.as_str(), event.status, event.location.as_deref()))
        .collect();
    let expected = [
        ("2026-01-06 05:41", S::InTransit, Some("LEJ")),
        ("2026-01-05 23:40", S::InTransit, Some("SZX")),
        ("2026-01-05 10:02", S::PickedUp, Some("SZX")),
    ];
    assert_eq!(lines, expected, "what is planned has not happened");
    let loose = read(&call, "air_waybills/air_waybills.loose.ok.json").unwrap();
    let event = &loose[0].1.as_ref().unwrap().events[0];
    assert_eq!((event.at.text.as_str(), event.at.wall, event.status), ("05JAN", None, S::Unknown));
    assert_eq!(read(&call, "air_waybills/air_waybills.nothing.ok.json").unwrap(), []);
    refuses(&call, "air_waybills/air_waybills.quota.error.json", ErrorKind::OutOfQuota, Some("4021"));
}

#[test]
fn reads_what_is_left() {
    let opened = service("no");
    let quota = opened.quotas().unwrap().quota();
    assert_eq!(read(&quota, "quotas/quota.ok.json").unwrap(), Quota { left: 70, of: None });
    let error = refuses(&quota, "quotas/quota.money.error.json", ErrorKind::BadAnswer, None);
    assert_eq!(error.detail, "an answer without a quota, but with: email, money");
    refuses(&quota, "quotas/quota.keys.error.json", ErrorKind::Auth, Some("401"));
    assert_eq!(read(&opened.probe(), "quotas/quota.ok.json").unwrap(), Verdict::Good);
    refuses(&opened.probe(), "quotas/quota.keys.error.json", ErrorKind::Auth, Some("401"));
}
