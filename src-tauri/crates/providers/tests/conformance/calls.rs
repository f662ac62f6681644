//! Every call of everything that a provider can do, whatever it gives.

use super::told::{Tells, Told};
use shipdesk_core::decimal;
use shipdesk_core::measure::{Length, Weight};
use shipdesk_core::order::{Carton, Item, Order, Party};
use shipdesk_core::secret::Secret;
use shipdesk_providers::spi::descriptor::{AccountField, Credentials, Descriptor, FieldKind, Registration};
use shipdesk_providers::spi::error::ProviderError;
use shipdesk_providers::spi::http::{HttpAnswer, Prepared};
use shipdesk_providers::spi::provider::{Provider, Shipment};
use shipdesk_providers::spi::tracking::{
    OrderKey, Page, Registration as Registered, Registrations, Tracking, Wanted,
};

pub(crate) const ORDERS: [&str; 2] = ["A1001", "A1002"];
pub(crate) const NUMBER: &str = "1Z9XV6160327140440";
pub(crate) const OTHER_NUMBER: &str = "LK894734223CN";
pub(crate) const WAYBILL: &str = "618-10010011";
pub(crate) const SUB_ORDER: &str = "200010001001";
pub(crate) const SECRET: &str = "canary-7c0e51b2d9";

type Read = dyn Fn(&[u8]) -> Result<Told, ProviderError>;

/// A call of a provider, whatever it gives.
pub(crate) struct Call {
    pub(crate) capability: &'static str,
    pub(crate) action: &'static str,
    pub(crate) shown: String,
    /// What the answer says, as far as it can be held against its bytes.
    pub(crate) read: Box<Read>,
}

impl Call {
    fn of<T: Tells + 'static>(capability: &'static str, prepared: Prepared<T>) -> Self {
        let (action, shown) = (prepared.action, format!("{prepared:?}"));
        let read =
            move |body: &[u8]| (prepared.read)(&HttpAnswer::new(200, body.to_vec())).map(|told| told.told());
        Self { capability, action, shown, read: Box::new(read) }
    }
}

pub(crate) fn credentials(descriptor: &Descriptor) -> Credentials {
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

pub(crate) fn open(registration: &Registration) -> Box<dyn Provider> {
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
pub(crate) fn calls(provider: &dyn Provider) -> Vec<Call> {
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
        calls.extend(calls_of_tracking(tracking));
    }
    calls.extend(calls_of_followers(provider));
    calls
}

/// The call that tells whether the account is accepted.
pub(crate) fn probe(provider: &dyn Provider) -> Call {
    Call::of("probe", provider.probe())
}

/// One parcel, and where that is another call, several.
fn calls_of_tracking(tracking: &dyn Tracking) -> Vec<Call> {
    assert!(tracking.batch() > 0);
    let other = Wanted { number: OTHER_NUMBER.to_owned(), carrier: None };
    let one = Call::of("tracking", tracking.track(&[wanted()]));
    let several = Call::of("tracking", tracking.track(&[wanted(), other]));
    if several.action == one.action { vec![one] } else { vec![one, several] }
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
