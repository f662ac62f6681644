//! Timelines: each line once, in an order that does not depend on how the lines came.

use crate::place::{Place, at};
use jiff::tz::Offset;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use shipdesk_core::event::{Event, EventKind, EventTime};
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::status::DeliveryStatus;
use shipdesk_store::parcel::{self, Parcel, StoredEvent, merge};
use shipdesk_store::{Db, account};

pub(crate) fn line(time: &str, text: &str) -> Event {
    Event {
        at: EventTime::zoneless(time),
        kind: EventKind::Carrier,
        status: DeliveryStatus::InTransit,
        code: Some("T1".to_owned()),
        text: text.to_owned(),
        location: Some("Köln".to_owned()),
        last: false,
        raw: format!("{{\"d\":\"{time}\",\"t\":\"{text}\"}}"),
    }
}

pub(crate) async fn a_parcel(db: &mut Db) -> ParcelId {
    let parcel = Parcel {
        id: ParcelId::new(),
        purchase_id: None,
        box_no: None,
        account_id: None,
        carrier: None,
        status: DeliveryStatus::Pending,
        is_final: false,
        origin: None,
        destination: None,
        numbers: Vec::new(),
        created_at: at("2026-03-01T08:00:00Z"),
        updated_at: at("2026-03-01T08:00:00Z"),
    };
    parcel::insert(db, &parcel).await.unwrap();
    parcel.id
}

async fn add(db: &mut Db, parcel: ParcelId, account: AccountId, answer: &[Event]) -> usize {
    parcel::add_events(db, parcel, account, answer, at("2026-03-01T09:00:00Z")).await.unwrap()
}

async fn texts(db: &mut Db, parcel: ParcelId) -> Vec<String> {
    let merged = merge(parcel::events(db, parcel).await.unwrap());
    merged.into_iter().map(|line| line.event.text).collect()
}

#[tokio::test]
async fn the_same_answer_twice_adds_nothing_and_equal_lines_count() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let parcel = a_parcel(tx).await;
    let scan = line("2026-03-01 10:00", "装车 Scan");
    let answer = [scan.clone(), scan.clone(), line("2026-03-01 09:00", "Start")];
    assert_eq!(add(tx, parcel, place.account, &answer).await, 3);
    assert_eq!(add(tx, parcel, place.account, &answer).await, 0);
    let kept = merge(parcel::events(tx, parcel).await.unwrap());
    assert_eq!(kept.iter().map(|line| &line.event).collect::<Vec<_>>(), answer.iter().collect::<Vec<_>>());
    assert_eq!(add(tx, parcel, place.account, &[scan.clone(), scan.clone(), scan]).await, 1);

    let other = crate::place::an_account("Other");
    account::insert(tx, &other).await.unwrap();
    assert_eq!(add(tx, parcel, other.id, &answer[2..]).await, 1, "another source's line is its own");
}

#[tokio::test]
async fn a_known_line_takes_over_what_a_newer_reading_makes_of_it() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let parcel = a_parcel(tx).await;
    let mut told = line("2026-03-01 10:00", "签收");
    told.status = DeliveryStatus::Unknown;
    add(tx, parcel, place.account, &[told.clone()]).await;
    told.status = DeliveryStatus::Delivered;
    told.last = true;
    told.at = told.at.documented(Offset::constant(8));
    assert_eq!(add(tx, parcel, place.account, &[told.clone()]).await, 0);
    let kept = parcel::events(tx, parcel).await.unwrap();
    assert_eq!(kept.iter().map(|line| &line.event).collect::<Vec<_>>(), [&told]);
}

#[tokio::test]
async fn lines_of_one_minute_keep_the_sources_sequence_whichever_way_it_answers() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let newest_first = [
        line("2026-03-02 10:00", "d"),
        line("2026-03-01 10:00", "c"),
        line("2026-03-01 10:00", "b"),
        line("2026-03-01 10:00", "a"),
    ];
    let mut oldest_first = newest_first.clone();
    oldest_first.reverse();
    for answer in [newest_first, oldest_first] {
        let parcel = a_parcel(tx).await;
        add(tx, parcel, place.account, &answer).await;
        assert_eq!(texts(tx, parcel).await, ["d", "c", "b", "a"]);
    }
}

#[tokio::test]
async fn an_answer_whose_times_say_nothing_is_taken_as_newest_first() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let parcel = a_parcel(tx).await;
    let answer = ["c", "b", "a"].map(|text| line("2026-03-01 10:00", text));
    add(tx, parcel, place.account, &answer).await;
    assert_eq!(texts(tx, parcel).await, ["c", "b", "a"]);
}

#[tokio::test]
async fn a_line_that_comes_late_stands_where_its_answer_has_it() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let parcel = a_parcel(tx).await;
    let minute = |text| line("2026-03-01 10:00", text);
    let newer = line("2026-03-02 10:00", "z");
    add(tx, parcel, place.account, &[newer.clone(), minute("d"), minute("b")]).await;
    add(tx, parcel, place.account, &[newer.clone(), minute("d"), minute("c"), minute("b"), minute("a")])
        .await;
    assert_eq!(texts(tx, parcel).await, ["z", "d", "c", "b", "a"]);
    // an answer that has lost its oldest lines moves none
    add(tx, parcel, place.account, &[newer, minute("e"), minute("d")]).await;
    assert_eq!(texts(tx, parcel).await, ["z", "e", "d", "c", "b", "a"]);
}

#[tokio::test]
async fn answers_about_many_parcels_are_added_at_once() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let (one, other) = (a_parcel(tx).await, a_parcel(tx).await);
    let answer = [line("2026-03-02 10:00", "b"), line("2026-03-01 10:00", "a")];
    let now = at("2026-03-01T09:00:00Z");
    let first = [(one, &answer[1..]), (other, &answer[..0])];
    assert_eq!(parcel::add_answers(tx, place.account, &first, now).await.unwrap(), [1, 0]);
    let both = [(one, &answer[..]), (other, &answer[..])];
    assert_eq!(parcel::add_answers(tx, place.account, &both, now).await.unwrap(), [1, 2]);
    assert_eq!(
        (texts(tx, one).await, texts(tx, other).await),
        (vec!["b".into(), "a".into()], vec!["b".into(), "a".into()])
    );
}

pub(crate) fn stored(account_id: AccountId, position: i64, event: Event) -> StoredEvent {
    StoredEvent { account_id, position, event }
}

#[test]
fn instants_go_by_their_instants_and_wall_times_by_the_wall() {
    let source = AccountId::new();
    let known = |time: &str, hours| {
        let mut event = line(time, time);
        event.at = event.at.documented(Offset::constant(hours));
        event
    };
    let lines = vec![
        stored(source, 0, line("someday", "unreadable")),
        stored(source, 1, known("2026-03-01 18:00", 8)),
        stored(source, 2, line("2026-03-01 12:00", "local noon")),
        stored(source, 3, known("2026-03-01 07:00", -8)),
    ];
    let order: Vec<_> = merge(lines).into_iter().map(|line| line.event.text).collect();
    // 07:00 at -8 is 15:00Z, 18:00 at +8 is 10:00Z
    assert_eq!(order, ["local noon", "2026-03-01 07:00", "2026-03-01 18:00", "unreadable"]);
}

fn times() -> impl Strategy<Value = EventTime> {
    let walls =
        select(vec!["2026-03-01 10:00", "2026-03-01 10:01", "2026-03-01 18:00", "2026-03-02 00:30", "?"]);
    (walls, proptest::option::of(-12_i8..=14)).prop_map(|(wall, zone)| {
        let at = EventTime::zoneless(wall);
        zone.map_or(at.clone(), |hours| at.documented(Offset::constant(hours)))
    })
}

fn lines() -> impl Strategy<Value = Vec<StoredEvent>> {
    let sources: Vec<AccountId> =
        (1..=3).map(|n| format!("01890000-0000-7000-8000-00000000000{n}").parse().unwrap()).collect();
    proptest::collection::vec((select(sources), times()), 0..30).prop_map(|lines| {
        let numbered = (0..).zip(lines);
        numbered
            .map(|(n, (source, at))| stored(source, n, Event { at, ..line("", &n.to_string()) }))
            .collect()
    })
}

proptest! {
    #[test]
    fn a_timeline_is_the_same_in_whatever_order_its_lines_come(
        (lines, swaps) in (lines(), proptest::collection::vec(any::<(Index, Index)>(), 0..60)),
    ) {
        let mut shuffled = lines.clone();
        for (a, b) in swaps {
            if !shuffled.is_empty() {
                let (a, b) = (a.index(shuffled.len()), b.index(shuffled.len()));
                shuffled.swap(a, b);
            }
        }
        let merged = merge(lines.clone());
        prop_assert_eq!(merged.len(), lines.len());
        prop_assert_eq!(&merge(shuffled), &merged);
        for (newer, older) in merged.iter().enumerate().flat_map(|(at, newer)| merged[at + 1..].iter().map(move |older| (newer, older))) {
            let (a, b) = (&newer.event.at, &older.event.at);
            if let (Some(a), Some(b)) = (a.instant, b.instant) {
                prop_assert!(a >= b, "{a} before {b}");
            }
            if a.instant.is_none() && b.instant.is_none() {
                prop_assert!(a.wall >= b.wall);
            }
            if newer.account_id == older.account_id && a == b {
                prop_assert!(newer.position > older.position);
            }
        }
    }
}
