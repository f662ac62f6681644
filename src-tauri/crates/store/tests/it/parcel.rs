//! Parcels, their numbers, and when they are due.

use crate::place::{Place, an_account, at};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::ParcelId;
use shipdesk_core::status::DeliveryStatus;
use shipdesk_store::parcel::pod::{self, Watch, WatchState};
use shipdesk_store::parcel::registration::{self, Registration};
use shipdesk_store::parcel::{self, Parcel, Statement};
use shipdesk_store::{Db, StoreError, account};
use std::collections::BTreeMap;

fn a_parcel(number: &str) -> Parcel {
    Parcel {
        id: ParcelId::new(),
        purchase_id: None,
        box_no: None,
        account_id: None,
        carrier: Some("dhl".to_owned()),
        status: DeliveryStatus::Pending,
        is_final: false,
        origin: Some("CN".to_owned()),
        destination: Some("DE".to_owned()),
        numbers: vec![
            (number.to_owned(), "tracking".to_owned()),
            ("LM-7".to_owned(), "last_mile".to_owned()),
        ],
        created_at: at("2026-03-01T08:00:00Z"),
        updated_at: at("2026-03-01T08:00:00Z"),
    }
}

#[tokio::test]
async fn a_parcel_without_an_order_is_found_by_any_of_its_numbers() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let one = a_parcel("Rb123456785cn");
    parcel::insert(tx, &one).await.unwrap();
    parcel::insert(tx, &Parcel { numbers: Vec::new(), ..a_parcel("") }).await.unwrap();
    for asked in ["RB123456785CN", " rb123456785cn\n", "lm-7"] {
        assert_eq!(parcel::by_number(tx, asked).await.unwrap(), std::slice::from_ref(&one), "{asked}");
    }
    for asked in ["RB123456785C", "RB123456785CN1", "%", ""] {
        assert_eq!(parcel::by_number(tx, asked).await.unwrap(), [], "{asked}");
    }
    parcel::add_numbers(tx, one.id, &[(" S1 ".to_owned(), "sub_order".to_owned())]).await.unwrap();
    let numbers = parcel::by_id(tx, one.id).await.unwrap().unwrap().numbers;
    let kinds: Vec<_> = numbers.iter().map(|(number, kind)| (number.as_str(), kind.as_str())).collect();
    assert_eq!(kinds, [("Rb123456785cn", "tracking"), ("S1", "sub_order"), ("LM-7", "last_mile")]);
}

#[tokio::test]
async fn a_shared_number_makes_no_shared_parcel() {
    let place = Place::new().await;
    let tx = &mut place.tx().await;
    let (first, second) = (place.purchase(tx, "A1").await.id, place.purchase(tx, "A2").await.id);
    let now = at("2026-03-01T09:00:00Z");
    let one = parcel::for_box(tx, first, "box1", "1Z1", place.account, Some("US"), now).await.unwrap();
    let other = parcel::for_box(tx, second, "box1", "1Z1", place.account, None, now).await.unwrap();
    assert_ne!(one, other);
    assert_eq!(parcel::by_number(tx, "1z1").await.unwrap().len(), 2);

    parcel::set_status(tx, one, DeliveryStatus::InTransit, false, now).await.unwrap();
    let later = at("2026-03-02T09:00:00Z");
    let again = parcel::for_box(tx, first, "box1", "1Z9", place.account, Some("FR"), later).await.unwrap();
    assert_eq!(again, one);
    let kept = parcel::of_purchase(tx, first).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].status, kept[0].destination.as_deref()), (DeliveryStatus::InTransit, Some("US")));
    assert_eq!(kept[0].numbers.len(), 2, "the number it had stays");
    let twice = parcel::insert(tx, &Parcel { id: ParcelId::new(), ..kept[0].clone() }).await;
    assert!(matches!(twice, Err(StoreError::Conflict)), "{twice:?}");
}

#[tokio::test]
async fn the_last_question_to_each_source_is_kept_with_what_went_wrong() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let one = a_parcel("1Z1");
    parcel::insert(tx, &one).await.unwrap();
    let down = Problem::new(ErrorCode::ProviderDown);
    let [carrier, said] = ["ups", "派送完成"].map(|text| Some(text.to_owned()));
    let statement = Statement { carrier, said, ..Statement::default() };
    parcel::note_source(tx, one.id, place.account, &statement, at("2026-03-01T09:00:00Z")).await.unwrap();
    parcel::note_refusal(tx, one.id, place.account, &down, at("2026-03-01T10:00:00Z")).await.unwrap();
    let asked_at = at("2026-03-01T10:00:00Z");
    let source =
        parcel::Source { account_id: place.account, asked_at, error: Some(down), knows: true, statement };
    assert_eq!(parcel::sources(tx, one.id).await.unwrap(), [source]);
}

#[tokio::test]
async fn a_parcel_is_due_until_no_more_will_come() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let now = at("2026-03-01T12:00:00Z");
    let [never, early, later, done] = ["1Z1", "1Z2", "1Z3", "1Z4"].map(a_parcel);
    for parcel in [&later, &early, &never, &done] {
        parcel::insert(tx, parcel).await.unwrap();
    }
    parcel::ask_at(tx, early.id, at("2026-03-01T11:00:00Z")).await.unwrap();
    parcel::ask_at(tx, later.id, at("2026-03-01T12:00:00.001Z")).await.unwrap();
    parcel::set_status(tx, done.id, DeliveryStatus::Delivered, true, now).await.unwrap();
    let due = |parcels: Vec<Parcel>| parcels.into_iter().map(|parcel| parcel.id).collect::<Vec<_>>();
    assert_eq!(due(parcel::due(tx, now, 10).await.unwrap()), [never.id, early.id]);
    assert_eq!(due(parcel::due(tx, now, 1).await.unwrap()), [never.id]);
    let next = at("2026-03-01T12:00:01Z");
    assert_eq!(due(parcel::due(tx, next, 10).await.unwrap()), [never.id, early.id, later.id]);
}

#[tokio::test]
async fn a_route_is_filled_in_and_not_emptied() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let one = Parcel { carrier: None, destination: None, ..a_parcel("1Z1") };
    parcel::insert(tx, &one).await.unwrap();
    let now = at("2026-03-01T12:00:00Z");
    parcel::set_route(tx, one.id, Some("ups"), (None, Some("US")), now).await.unwrap();
    parcel::set_route(tx, one.id, None, (None, None), now).await.unwrap();
    let kept = parcel::by_id(tx, one.id).await.unwrap().unwrap();
    assert_eq!((kept.carrier.as_deref(), kept.origin.as_deref()), (Some("ups"), Some("CN")));
    assert_eq!((kept.destination.as_deref(), kept.updated_at), (Some("US"), now));
}

#[tokio::test]
async fn a_parcel_on_two_lists_is_stopped_once_on_each() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let now = at("2026-03-01T12:00:00Z");
    let second = an_account("Yiwu");
    account::insert(tx, &second).await.unwrap();
    let (both, one) = (a_parcel("1Z1"), a_parcel("1Z2"));
    let fields = BTreeMap::from([("title".to_owned(), "shirts".to_owned())]);
    for (parcel, ended) in [(&both, "2026-03-01T10:00:00Z"), (&one, "2026-03-01T11:00:00Z")] {
        parcel::insert(tx, parcel).await.unwrap();
        parcel::set_status(tx, parcel.id, DeliveryStatus::Delivered, true, at(ended)).await.unwrap();
    }
    for (parcel, account) in [(&one, second.id), (&both, second.id), (&both, place.account)] {
        registration::put(tx, parcel.id, account, ("1Z1", "ups", &fields), now).await.unwrap();
    }
    let told = |found: Vec<(Parcel, Registration)>| {
        found.into_iter().map(|(parcel, one)| (parcel.id, one.account_id)).collect::<Vec<_>>()
    };
    let mut accounts = [place.account, second.id];
    accounts.sort_by_key(ToString::to_string);
    let all = [(both.id, accounts[0]), (both.id, accounts[1]), (one.id, second.id)];
    assert_eq!(told(registration::to_stop(tx, now, &[], 10).await.unwrap()), all);
    assert_eq!(told(registration::to_stop(tx, now, &[], 1).await.unwrap()), all[..1]);
    let but = registration::to_stop(tx, now, &[second.id], 10).await.unwrap();
    assert_eq!((but[0].0.number(), &but[0].1.fields), ("1Z1", &fields));
    assert_eq!(told(but), [(both.id, place.account)]);
    registration::note_stopped(tx, both.id, place.account, now).await.unwrap();
    let left = [(both.id, second.id), (one.id, second.id)];
    assert_eq!(told(registration::to_stop(tx, now, &[], 10).await.unwrap()), left);
    let again = at("2026-03-01T13:00:00Z");
    registration::note_not_stopped(tx, one.id, second.id, (3, again)).await.unwrap();
    assert_eq!(told(registration::to_stop(tx, now, &[], 10).await.unwrap()), left[..1]);
    assert_eq!(told(registration::to_stop(tx, again, &[], 10).await.unwrap()), left);
    registration::put(tx, one.id, second.id, ("1Z1", "ups", &fields), now).await.unwrap();
    let anew = registration::to_stop(tx, now, &[], 10).await.unwrap();
    assert_eq!(anew[1].1.stop_failures, 0, "registered anew, it failed never");
}

#[tokio::test]
async fn what_could_not_be_asked_about_is_put_off_and_nothing_else() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let (now, then) = (at("2026-03-01T12:00:00Z"), at("2026-03-01T13:00:00Z"));
    let [never, due, later, done, other] = ["1Z1", "1Z2", "1Z3", "1Z4", "1Z5"].map(a_parcel);
    for parcel in [&never, &due, &later, &done, &other] {
        parcel::insert(tx, parcel).await.unwrap();
    }
    parcel::ask_at(tx, due.id, now).await.unwrap();
    parcel::ask_at(tx, later.id, at("2026-03-01T12:30:00Z")).await.unwrap();
    parcel::set_status(tx, done.id, DeliveryStatus::Delivered, true, now).await.unwrap();
    parcel::list::put_off(tx, &[never.id, due.id, later.id, done.id], now, then).await.unwrap();
    let mut failures = Vec::new();
    for parcel in [&never, &due, &later, &done, &other] {
        failures.push(parcel::list::failures(tx, parcel.id).await.unwrap());
    }
    assert_eq!(failures, [1, 1, 0, 0, 0]);
    let ids = |found: Vec<Parcel>| found.into_iter().map(|parcel| parcel.id).collect::<Vec<_>>();
    let before = at("2026-03-01T12:59:59Z");
    assert_eq!(ids(parcel::due(tx, now, 10).await.unwrap()), [other.id]);
    assert_eq!(ids(parcel::due(tx, before, 10).await.unwrap()), [other.id, later.id]);
    assert_eq!(parcel::due(tx, then, 10).await.unwrap().len(), 4);

    let watch = |parcel: &Parcel, next_at| Watch {
        parcel_id: parcel.id,
        account_id: place.account,
        state: WatchState::Missed,
        tries: 2,
        next_at,
        until: at("2026-05-01T12:00:00Z"),
        error: None,
    };
    let soon = at("2026-03-01T12:15:00Z");
    let kept = [watch(&never, Some(now)), watch(&later, Some(soon)), watch(&done, None)];
    for one in kept.iter().chain([&watch(&other, Some(now))]) {
        pod::put_watch(tx, one).await.unwrap();
    }
    pod::put_off(tx, &[never.id, later.id, done.id], now, then).await.unwrap();
    let next = async |tx: &mut Db, parcel: &Parcel| pod::watch(tx, parcel.id).await.unwrap().unwrap().next_at;
    assert_eq!(next(tx, &never).await, Some(then));
    assert_eq!((next(tx, &later).await, next(tx, &done).await), (Some(soon), None));
    assert_eq!(next(tx, &other).await, Some(now));
}
