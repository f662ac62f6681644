//! Accounts, channels, settings, quotes and scan forms are read back as they were written.

use crate::place::{Place, an_account, at};
use shipdesk_core::charge::{Charge, ChargeKind};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::{AccountId, ScanFormId};
use shipdesk_core::money::{Currency, Money};
use shipdesk_store::quote::Quote;
use shipdesk_store::scan_form::{Held, Member, ScanForm};
use shipdesk_store::{StoreError, account, channel, files, quote, scan_form, setting};

#[tokio::test]
async fn an_account_is_read_back_and_its_name_is_its_own_while_it_lives() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let mut bright = an_account("Bright");
    bright.http_consent_at = Some(at("2026-03-01T09:00:00Z"));
    account::insert(tx, &bright).await.unwrap();
    assert_eq!(account::by_name(tx, "Bright").await.unwrap().unwrap(), bright);
    let again = account::insert(tx, &an_account("Bright")).await;
    assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");

    account::remove(tx, bright.id, at("2026-03-02T00:00:00Z")).await.unwrap();
    assert_eq!(account::by_name(tx, "Bright").await.unwrap(), None);
    assert_eq!(account::by_id(tx, bright.id).await.unwrap().unwrap().name, "Bright");
    account::insert(tx, &an_account("Bright")).await.unwrap();
    let names: Vec<_> = account::all(tx).await.unwrap().into_iter().map(|account| account.name).collect();
    assert_eq!(names, ["Shenzhen", "Bright"]);
}

#[tokio::test]
async fn a_silence_is_never_shortened() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    for until in ["2026-03-01T09:00:00Z", "2026-03-01T10:00:00.5Z", "2026-03-01T09:30:00Z"] {
        account::set_silence(tx, place.account, at(until)).await.unwrap();
    }
    account::set_enabled(tx, place.account, false).await.unwrap();
    account::set_channels_at(tx, place.account, at("2026-03-01T11:00:00Z")).await.unwrap();
    let kept = account::by_id(tx, place.account).await.unwrap().unwrap();
    assert_eq!(kept.silent_until, Some(at("2026-03-01T10:00:00.5Z")));
    assert_eq!((kept.enabled, kept.channels_at), (false, Some(at("2026-03-01T11:00:00Z"))));
}

#[tokio::test]
async fn a_channel_that_vanishes_is_marked_and_keeps_what_people_chose() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let (now, fast) = (at("2026-03-01T09:00:00Z"), ("386".to_owned(), "FEDEX_GROUND".to_owned(), false));
    let both = [fast.clone(), ("12".to_owned(), "测试渠道".to_owned(), true)];
    channel::replace(tx, place.account, &both, now).await.unwrap();
    let mut chosen = channel::find(tx, place.account, "386").await.unwrap().unwrap();
    assert!(!chosen.test && channel::find(tx, place.account, "12").await.unwrap().unwrap().test);
    (chosen.alias, chosen.favourite, chosen.hidden) = (Some("Ground".to_owned()), true, true);
    channel::set_choices(tx, &chosen).await.unwrap();

    channel::replace(tx, place.account, &both[1..], now).await.unwrap();
    let listed: Vec<_> = channel::of_account(tx, place.account).await.unwrap();
    let gone: Vec<_> = listed.iter().map(|channel| (channel.channel_id.as_str(), channel.gone)).collect();
    assert_eq!(gone, [("12", false), ("386", true)]);

    channel::replace(tx, place.account, &[("386".to_owned(), "Ground new".to_owned(), false)], now)
        .await
        .unwrap();
    let back = channel::find(tx, place.account, "386").await.unwrap().unwrap();
    assert_eq!(back, channel::Channel { name: "Ground new".to_owned(), ..chosen });
    channel::replace(tx, place.account, &[], now).await.unwrap();
    assert!(channel::of_account(tx, place.account).await.unwrap().iter().all(|channel| channel.gone));
}

#[tokio::test]
async fn settings_keep_their_date_and_are_found_by_their_beginning() {
    let place = Place::new().await;
    let tx = &mut *place.tx().await;
    let dates = ["2026-03-01T09:00:00Z", "2026-03-02T09:00:00Z"].map(at);
    setting::set(tx, "rate.USD", "7.10", dates[0]).await.unwrap();
    setting::set(tx, "rate.USD", "7.12", dates[1]).await.unwrap();
    setting::set(tx, "rateless", "x", dates[0]).await.unwrap();
    setting::set(tx, "rate%", "y", dates[0]).await.unwrap();
    assert_eq!(setting::get(tx, "rate.USD").await.unwrap().as_deref(), Some("7.12"));
    assert_eq!(setting::get_with_date(tx, "rate.USD").await.unwrap().unwrap().1, dates[1]);
    assert_eq!(setting::get(tx, "rate.EUR").await.unwrap(), None);
    let rates = setting::starting_with(tx, "rate.").await.unwrap();
    assert_eq!(rates, [("rate.USD".to_owned(), "7.12".to_owned(), dates[1])]);
    assert_eq!(setting::starting_with(tx, "rate%").await.unwrap().len(), 1, "a percent sign is no wildcard");
    assert_eq!(setting::all(tx).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_newer_quote_replaces_an_older_one_and_never_the_other_way() {
    let place = Place::new().await;
    let tx = &mut place.tx().await;
    let order_id = place.order(tx, "A1001").await;
    let fee = |kind, minor| Charge { kind, amount: Money::from_minor(minor, Currency::CNY) };
    let price = |channel: &str, asked: &str, minor| Quote {
        order_id,
        account_id: place.account,
        channel_id: channel.to_owned(),
        document_sha256: "ab".repeat(32),
        asked_at: at(asked),
        fees: vec![fee(ChargeKind::Postage, minor), fee(ChargeKind::Fuel, 31)],
        error: None,
    };
    let error = Problem::new(ErrorCode::ProviderRefused).with("detail", "超重 \"30kg\"");
    let refused = Quote { fees: Vec::new(), error: Some(error), ..price("12", "2026-03-01T09:00:00Z", 0) };
    let first = price("386", "2026-03-01T09:00:00Z", 520);
    quote::put_all(tx, &[first.clone(), refused.clone()]).await.unwrap();
    assert_eq!(quote::of_order(tx, order_id).await.unwrap(), [refused.clone(), first.clone()]);
    assert_eq!((first.total().unwrap().to_string(), refused.total()), ("5.51".to_owned(), None));

    let newer = price("386", "2026-03-01T09:05:00Z", 600);
    quote::put_all(tx, std::slice::from_ref(&newer)).await.unwrap();
    quote::put_all(tx, &[first]).await.unwrap();
    assert_eq!(quote::of_order(tx, order_id).await.unwrap(), [refused, newer]);
    quote::put_all(tx, &[]).await.unwrap();
}

#[tokio::test]
async fn an_unknown_scan_form_holds_its_boxes_until_it_failed() {
    let place = Place::new().await;
    let tx = &mut place.tx().await;
    let purchase = place.purchase(tx, "A1001").await.id;
    let members = ["1Z1", "1Z2"].map(|number| Member {
        tracking_no: number.to_owned(),
        purchase_id: purchase,
        box_no: format!("box {number}"),
    });
    let mut form = ScanForm {
        id: ScanFormId::new(),
        account_id: place.account,
        channel_id: "386".to_owned(),
        address_id: "9".to_owned(),
        state: "unknown".to_owned(),
        sha256: None,
        error: Some(Problem::new(ErrorCode::ScanFormUnknown)),
        made_at: at("2026-03-01T17:00:00Z"),
        members: members.to_vec(),
    };
    scan_form::insert(tx, &form).await.unwrap();
    assert_eq!(scan_form::of_purchase(tx, purchase).await.unwrap(), [form.clone()]);
    let asked = ["1Z2", "1Z9"].map(str::to_owned);
    let held = scan_form::holding(tx, &asked).await.unwrap();
    let state = "unknown".to_owned();
    let (tracking_no, made_at) = ("1Z2".to_owned(), form.made_at);
    assert_eq!(held, [Held { tracking_no, form_id: form.id, state, made_at, answered: true }]);

    let hash = place.folder.files.put(b"%PDF-1.4").unwrap();
    files::record(tx, &hash, "application/pdf", 8, form.made_at).await.unwrap();
    scan_form::settle(tx, form.id, "done", Some(&hash), None).await.unwrap();
    (form.state, form.sha256, form.error) = ("done".to_owned(), Some(hash), None);
    assert_eq!(scan_form::of_purchase(tx, purchase).await.unwrap(), [form.clone()]);
    assert_eq!(scan_form::holding(tx, &asked).await.unwrap().len(), 1);

    let error = Problem::new(ErrorCode::ProviderRefused);
    scan_form::settle(tx, form.id, "failed", None, Some(&error)).await.unwrap();
    assert_eq!(scan_form::holding(tx, &asked).await.unwrap(), []);
}

#[tokio::test]
async fn what_belongs_to_no_account_is_refused() {
    let place = Place::new().await;
    let list = [("1".to_owned(), "x".to_owned(), false)];
    let made =
        channel::replace(&mut *place.tx().await, AccountId::new(), &list, at("2026-03-01T09:00:00Z")).await;
    assert!(made.is_err());
}
