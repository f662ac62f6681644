//! Parcels, their numbers, and when they are due.

use crate::place::{Place, at};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::ParcelId;
use shipdesk_core::status::DeliveryStatus;
use shipdesk_store::StoreError;
use shipdesk_store::parcel::{self, Parcel, Statement};

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
    let statement = Statement { carrier: Some("ups".to_owned()), ..Statement::default() };
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
