//! What holds for every provider of the registry, chosen by what it can do.
//!
//! A provider's fixtures stand in its folder (the one whose `descriptor.rs` has its id) under
//! `fixtures/CAPABILITY/`: `CALL.ok.json` and `CALL.CASE.ok.json` are answers that must be read as a success,
//! `CALL.CASE.error.json` such that must not. `CALL` is the name of the call in the history of attempts. Answers are
//! about the orders [`ORDERS`], the parcel [`NUMBER`], the air waybill [`WAYBILL`] and the purchase [`SUB_ORDER`].
#![cfg(test)]

use proptest::prelude::*;
use shipdesk_core::decimal;
use shipdesk_core::measure::{Length, Weight};
use shipdesk_core::order::{Carton, Item, Order, Party};
use shipdesk_core::secret::Secret;
use shipdesk_providers::registry;
use shipdesk_providers::spi::descriptor::{AccountField, Credentials, Descriptor, FieldKind, Registration};
use shipdesk_providers::spi::error::{ErrorKind, ProviderError};
use shipdesk_providers::spi::http::{HttpAnswer, Prepared};
use shipdesk_providers::spi::json;
use shipdesk_providers::spi::provider::{Provider, Shipment, capabilities};
use shipdesk_providers::spi::tracking::{OrderKey, Page, Registration as Registered, Registrations, Wanted};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use url::Url;

const ORDERS: [&str; 2] = ["A1001", "A1002"];
const NUMBER: &str = "1Z9XV6160327140440";
const WAYBILL: &str = "618-10010011";
const SUB_ORDER: &str = "200010001001";
const SECRET: &str = "canary-7c0e51b2d9";

type Read = dyn Fn(&[u8]) -> Result<(), ProviderError>;

/// A call of a provider, whatever it gives.
struct Call {
    capability: &'static str,
    action: &'static str,
    shown: String,
    read: Box<Read>,
}

impl Call {
    fn of<T: 'static>(capability: &'static str, prepared: Prepared<T>) -> Self {
        let (action, shown) = (prepared.action, format!("{prepared:?}"));
        let read = move |body: &[u8]| (prepared.read)(&HttpAnswer::new(200, body.to_vec())).map(drop);
        Self { capability, action, shown, read: Box::new(read) }
    }
}

fn credentials(descriptor: &Descriptor) -> Credentials {
    let text = |field: &AccountField| match field.kind {
        FieldKind::Currency => "CNY",
        FieldKind::Choice => field.choices[0],
        FieldKind::Offset => "+08:00",
        FieldKind::Text | FieldKind::Secret => "20011",
    };
    let fields = descriptor.fields.iter().filter(|field| field.kind != FieldKind::Secret);
    Credentials {
        fields: fields.map(|field| (field.name.to_owned(), text(field).to_owned())).collect(),
        secrets: descriptor.secrets().map(|name| (name.to_owned(), Secret::new(SECRET))).collect(),
        ..Credentials::default()
    }
}

fn open(registration: &Registration) -> Box<dyn Provider> {
    (registration.open)(&credentials(registration.descriptor)).unwrap()
}

fn party(name: &str) -> Party {
    Party {
        name: name.into(),
        phone: "5550100".into(),
        address1: "1 Sample Rd".into(),
        city: "Berwick".into(),
        state: "ME".into(),
        postcode: "03901".into(),
        country: "US".into(),
        ..Party::default()
    }
}

fn order(order_no: &str) -> Order {
    let item = Item {
        sku: "S-1".into(),
        name_en: "clothes".into(),
        unit_price: decimal::parse("1.00"),
        currency: "USD".parse().ok(),
        quantity: Some(1),
        ..Item::default()
    };
    let side = Some(Length::from_mm(100));
    let weight = Some(Weight::from_grams(250));
    let carton = Carton {
        box_no: "box1".into(),
        weight,
        length: side,
        width: side,
        height: side,
        items: vec![item],
        ..Carton::default()
    };
    Order {
        order_no: order_no.into(),
        sender: party("Kim Woods"),
        recipient: party("Pam Example"),
        boxes: vec![carton],
        ..Order::default()
    }
}

/// Every call of everything that a provider can do. A capability that is missing here fails
/// `what_it_can_do_is_what_it_implements`.
fn calls(provider: &dyn Provider) -> Vec<Call> {
    let orders = ORDERS.map(order);
    let shipments = [0, 1].map(|at| Shipment { order: &orders[at], order_no: ORDERS[at], channel_id: "386" });
    let numbers = ORDERS.map(str::to_owned);
    let mut calls = Vec::new();
    if let Some(balance) = provider.balance() {
        calls.push(Call::of("balance", balance.balance()));
    }
    if let Some(channels) = provider.channels() {
        calls.push(Call::of("channels", channels.list()));
    }
    if let Some(rates) = provider.rates() {
        calls.push(Call::of("rates", rates.price(shipments[0])));
    }
    if let Some(creating) = provider.orders() {
        assert_eq!(creating.check(&orders[0]), []);
        calls.push(Call::of("orders", creating.create(shipments[0])));
        calls.push(Call::of("orders", creating.create_many(&shipments)));
    }
    if let Some(labels) = provider.labels() {
        calls.push(Call::of("labels", labels.label(ORDERS[0])));
        calls.push(Call::of("labels", labels.labels(&numbers)));
    }
    if let Some(cancellations) = provider.cancellations() {
        calls.push(Call::of("cancellations", cancellations.cancel(ORDERS[0])));
        calls.push(Call::of("cancellations", cancellations.state(ORDERS[0])));
    }
    if let Some(transfer_labels) = provider.transfer_labels() {
        calls.push(Call::of("transfer_labels", transfer_labels.transfer_label(ORDERS[0])));
    }
    if let Some(scan_forms) = provider.scan_forms() {
        calls.push(Call::of("scan_forms", scan_forms.scan_form("386", "93", &[NUMBER.to_owned()])));
    }
    if let Some(tracking) = provider.tracking() {
        assert!(tracking.batch() > 0);
        calls.push(Call::of("tracking", tracking.track(&[wanted()])));
    }
    calls.extend(calls_of_followers(provider));
    calls
}

fn wanted() -> Wanted {
    Wanted { number: NUMBER.to_owned(), carrier: Some("ups".to_owned()) }
}

/// The calls of what follows parcels, beyond their timelines.
fn calls_of_followers(provider: &dyn Provider) -> Vec<Call> {
    let mut calls = Vec::new();
    if let Some(list) = provider.registrations() {
        calls.extend(calls_of_registrations(list));
    }
    if let Some(carriers) = provider.carriers() {
        calls.push(Call::of("carriers", carriers.list()));
        calls.push(Call::of("carriers", carriers.detect(NUMBER)));
    }
    if let Some(lanes) = provider.lanes() {
        calls.push(Call::of("lanes", lanes.remote("US", "03901")));
        calls.push(Call::of("lanes", lanes.transit_time("ups", "CN", "US")));
    }
    if let Some(waybills) = provider.air_waybills() {
        calls.push(Call::of("air_waybills", waybills.air_waybills(&[WAYBILL.to_owned()])));
    }
    if let Some(purchases) = provider.purchases() {
        calls.push(Call::of("purchases", purchases.purchase(SUB_ORDER)));
    }
    if let Some(foreign) = provider.foreign_orders() {
        calls.push(Call::of("foreign_orders", foreign.order(&OrderKey::OrderNo(ORDERS[0].to_owned()))));
    }
    if let Some(quotas) = provider.quotas() {
        calls.push(Call::of("quotas", quotas.quota()));
    }
    calls
}

fn calls_of_registrations(list: &dyn Registrations) -> Vec<Call> {
    assert!(list.batch() > 0);
    let parcel = Registered { number: NUMBER.to_owned(), carrier: "ups".to_owned(), ..Registered::default() };
    let (one, parcels, registered) = (wanted(), [wanted()], [parcel.clone()]);
    let mut calls = Vec::new();
    let mut call = |call: Call| calls.push(call);
    call(Call::of("registrations", list.register(&parcel)));
    call(Call::of("registrations", list.register_many(&registered)));
    call(Call::of("registrations", list.edit(&parcel)));
    call(Call::of("registrations", list.edit_many(&registered)));
    call(Call::of("registrations", list.remove(&one)));
    call(Call::of("registrations", list.remove_many(&parcels)));
    call(Call::of("registrations", list.change_carrier(&one, "usps")));
    call(Call::of("registrations", list.stop(&parcels)));
    call(Call::of("registrations", list.list(&Page { number: 1, ..Page::default() })));
    call(Call::of("registrations", list.live(&parcel)));
    call(Call::of("registrations", list.counts()));
    calls
}

/// The folder of a provider: the one whose descriptor names its id.
fn folder(descriptor: &Descriptor) -> PathBuf {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let id = format!("\"{}\"", descriptor.id);
    let names_it = |folder: &PathBuf| {
        std::fs::read_to_string(folder.join("descriptor.rs")).is_ok_and(|source| source.contains(&id))
    };
    let mut folders = std::fs::read_dir(sources).unwrap().map(|entry| entry.unwrap().path());
    folders.find(names_it).unwrap_or_else(|| panic!("no folder has the descriptor of {id}"))
}

/// A call's fixtures that end so, each with its file name.
fn fixtures(descriptor: &Descriptor, call: &Call, end: &str) -> Vec<(String, Vec<u8>)> {
    let folder = folder(descriptor).join("fixtures").join(call.capability);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|_| panic!("no folder {}", folder.display()));
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.split('.').next() == Some(call.action) && name.ends_with(end));
    names.sort();
    names.into_iter().map(|name| (name.clone(), std::fs::read(folder.join(&name)).unwrap())).collect()
}

/// The registry with everything that can be asked of it.
fn all() -> Vec<(&'static Descriptor, Vec<Call>)> {
    registry()
        .into_iter()
        .map(|registration| (registration.descriptor, calls(&*open(registration))))
        .collect()
}

#[test]
fn descriptors_are_usable_as_data() {
    let mut ids = HashSet::new();
    for registration in registry() {
        let descriptor = registration.descriptor;
        let id = descriptor.id;
        assert!(ids.insert(id), "{id} is there twice");
        assert!(!id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{id}");
        assert!(!descriptor.label.is_empty(), "{id}");
        for url in [descriptor.base_url, descriptor.docs_url].into_iter().chain(descriptor.sandbox_url) {
            assert!(matches!(Url::parse(url).unwrap().scheme(), "http" | "https"), "{id}: {url}");
        }
        let mut names = HashSet::new();
        assert!(
            descriptor.fields.iter().all(|field| names.insert(field.name)),
            "{id}: a field is there twice"
        );
        let mut options = HashSet::new();
        assert!(
            descriptor.options.iter().all(|option| options.insert(option.name)),
            "{id}: an option is there twice"
        );
        let limits = descriptor.limits;
        assert!(limits.parallel > 0 && limits.create_batch > 0 && limits.label_batch > 0, "{id}");
        assert_ne!(limits.per_minute, Some(0), "{id}");
        assert!(serde_json::to_value(descriptor).unwrap().is_object(), "{id}");
        assert_eq!(descriptor.check_fields(&credentials(descriptor).fields), [], "{id}");
        assert!(std::ptr::eq(shipdesk_providers::find(id).unwrap(), registration), "{id}");
        assert!(std::ptr::eq(open(registration).descriptor(), descriptor), "{id}");
    }
}

#[test]
fn what_it_can_do_is_what_it_implements() {
    for registration in registry() {
        let provider = open(registration);
        let mut asked: Vec<&str> = calls(&*provider).iter().map(|call| call.capability).collect();
        asked.dedup();
        assert_eq!(asked, capabilities(&*provider), "{}", registration.descriptor.id);
    }
}

#[test]
fn without_its_secrets_it_does_not_open() {
    for registration in registry() {
        let whole = credentials(registration.descriptor);
        for name in registration.descriptor.secrets() {
            let mut lacking = whole.clone();
            lacking.secrets.remove(name);
            let error = (registration.open)(&lacking).unwrap_err();
            assert_eq!(error.kind, ErrorKind::Auth, "{}: {name}", registration.descriptor.id);
        }
    }
}

#[test]
fn secrets_are_never_shown() {
    for registration in registry() {
        let provider = open(registration);
        let opened = credentials(registration.descriptor);
        let mut shown = vec![format!("{provider:?} {:?} {opened:?}", provider.probe())];
        for call in calls(&*provider) {
            shown.push(call.shown.clone());
            let errors = fixtures(registration.descriptor, &call, ".error.json");
            shown.extend(errors.iter().map(|(_, body)| format!("{:?}", (call.read)(body))));
        }
        assert!(!shown.concat().contains(SECRET), "{}", registration.descriptor.id);
    }
}

#[test]
fn every_answer_on_disk_is_read_as_what_it_is() {
    for (descriptor, calls) in all() {
        for call in calls {
            let (id, action) = (descriptor.id, call.action);
            let (good, bad) =
                (fixtures(descriptor, &call, ".ok.json"), fixtures(descriptor, &call, ".error.json"));
            assert!(!good.is_empty(), "{id}: no success of `{action}` on disk");
            assert!(!bad.is_empty(), "{id}: no error of `{action}` on disk");
            for (name, body) in good {
                assert_eq!((call.read)(&body), Ok(()), "{id}: {name}");
            }
            for (name, body) in bad {
                assert!((call.read)(&body).is_err(), "{id}: {name}");
            }
        }
    }
}

#[test]
fn half_an_answer_is_never_a_success() {
    for (descriptor, calls) in all() {
        for call in calls {
            for (name, body) in fixtures(descriptor, &call, ".ok.json") {
                let whole = body.len();
                let end = (0..=whole).find(|&end| json::parse(&body[..end]).is_ok()).unwrap();
                assert!(body[end - 1] == b'}' || body[end - 1] == b']', "{name} is read before its end");
                assert_eq!(json::parse(&body[..end]).unwrap(), json::parse(&body).unwrap(), "{name}");
                for cut in 0..end {
                    assert!(
                        (call.read)(&body[..cut]).is_err(),
                        "{}: {name} cut at byte {cut}",
                        descriptor.id
                    );
                }
            }
        }
    }
}

#[test]
fn junk_is_never_a_success() {
    let pages: [&[u8]; 6] =
        [b"", b"\xff\xfe", b"null", b"OK", b"<html><body>{\"code\":200}</body></html>", b"[1,2]"];
    for (descriptor, calls) in all() {
        for call in calls {
            for page in pages {
                let error = (call.read)(page).unwrap_err();
                assert_eq!(error.kind, ErrorKind::BadAnswer, "{}: {} {page:?}", descriptor.id, call.action);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any byte of any answer may be wrong: it is read as something or as an error, and nothing panics.
    #[test]
    fn a_damaged_answer_never_panics(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        for (descriptor, calls) in all() {
            for call in calls {
                for (_, mut body) in fixtures(descriptor, &call, ".json") {
                    for (place, byte) in &places {
                        let at = place.index(body.len());
                        body[at] = *byte;
                    }
                    let _ = (call.read)(&body);
                }
            }
        }
    }
}
