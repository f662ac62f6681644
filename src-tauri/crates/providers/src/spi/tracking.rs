//! What a provider that follows parcels implements. Each trait is a capability of its own: a provider that only reads
//! timelines implements [`Tracking`] alone.

use super::error::ProviderError;
use super::http::Prepared;
use shipdesk_core::error::FieldIssue;
use shipdesk_core::event::Event;
use shipdesk_core::status::DeliveryStatus;
use std::collections::BTreeMap;
use std::time::Duration;

/// What became of each number of a call over several, by the number as it was asked for. A number that stands for
/// several parcels, such as that of an order, comes once for each of them.
pub type PerNumber<T> = Vec<(String, Result<T, ProviderError>)>;

/// A parcel to ask about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The number: a tracking number, or the provider's own order number where it takes those too.
    pub number: String,
    /// The provider's code of the carrier, where it is known. Some sources cannot be asked without.
    pub carrier: Option<String>,
}

/// What kind of number a parcel is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// The carrier's.
    Tracking,
    /// The provider's order number.
    ProviderOrder,
    /// Of one parcel of an order, or of a part of a purchase.
    SubOrder,
    /// Of the carrier of the last mile.
    LastMile,
}

/// A file that proves the delivery, behind a link that soon dies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PodLink {
    /// Where it is.
    pub url: String,
    /// What the provider says it is: `pdf`, `png`, … The bytes decide.
    pub format: Option<String>,
}

/// Something that a purchase contains, to be ticked when it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Goods {
    /// What it is.
    pub title: String,
    /// Which of its kind: colour, size, …
    pub property: Option<String>,
    /// How many, as the provider writes it: it may be no number.
    pub quantity: String,
    /// Where a picture of it is; never loaded by the window.
    pub image_url: Option<String>,
}

/// What a source says of one parcel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tracked {
    /// Its numbers as the source names them; the one that was asked for may be among them.
    pub numbers: Vec<(NumberKind, String)>,
    /// Who carries it, in the provider's words or code.
    pub carrier: Option<String>,
    /// Where it comes from.
    pub origin: Option<String>,
    /// Where it goes.
    pub destination: Option<String>,
    /// Where it stands, where the source says so beside its events.
    pub status: Option<DeliveryStatus>,
    /// The same in its own words, where it says so in words.
    pub said: Option<String>,
    /// Whether the source says that no more will come.
    pub is_final: bool,
    /// The timeline, in the provider's order.
    pub events: Vec<Event>,
    /// Proofs of delivery that are offered now.
    pub pods: Vec<PodLink>,
    /// What is in it, where that is told.
    pub goods: Vec<Goods>,
}

/// Reads timelines.
pub trait Tracking: Send + Sync {
    /// How many numbers one call takes at the most.
    fn batch(&self) -> usize {
        1
    }

    /// Whether it offers proofs of delivery.
    fn offers_pods(&self) -> bool {
        false
    }

    /// What is known of these numbers, at most [`Tracking::batch`] of them. A number that the answer leaves out is not
    /// in the result.
    fn track(&self, wanted: &[Wanted]) -> Prepared<PerNumber<Tracked>>;
}

/// A field of a registration beyond number and carrier, named as in the provider's document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct RegistrationField {
    /// Its name.
    pub name: &'static str,
    /// Where its value comes from when nobody gives one.
    pub source: FieldSource,
    /// Whether it may be changed later.
    pub editable: bool,
    /// What may stand in it; empty where that is not a choice.
    pub choices: &'static [&'static str],
}

/// What of an order fills a field of a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldSource {
    /// Nothing: only a person.
    Given,
    /// The order number.
    OrderNo,
    /// The recipient's country.
    DestinationCountry,
    /// The recipient's postcode; only where [`Registrations::needed`] names the field.
    Postcode,
    /// The day it was shipped, `YYYY-MM-DD`; only where [`Registrations::needed`] names the field.
    ShipDate,
    /// When it was ordered, `YYYY-MM-DD HH:MM`.
    OrderedAt,
    /// The recipient's name. This and the next two are among the fields only where the account says so.
    RecipientName,
    /// The recipient's e-mail address.
    RecipientEmail,
    /// The recipient's phone number.
    RecipientPhone,
}

/// A parcel to register, or changes to one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registration {
    /// The tracking number.
    pub number: String,
    /// The provider's code of the carrier.
    pub carrier: String,
    /// Fields as the provider names them.
    pub fields: BTreeMap<String, String>,
}

/// What a registration gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Whether it was registered before.
    pub before: bool,
    /// The carrier under which the provider has it, where that is another than it was sent under.
    pub corrected: Option<String>,
}

impl Registered {
    /// It is registered now.
    pub const NEW: Self = Self { before: false, corrected: None };
    /// It was before.
    pub const BEFORE: Self = Self { before: true, corrected: None };
}

/// A stretch of time, Unix seconds, open where an end is not given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    /// Not before.
    pub since: Option<i64>,
    /// Not after.
    pub until: Option<i64>,
}

/// Which registered parcels are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// 1 is the first.
    pub number: u32,
    /// Only those that changed then.
    pub updated: Window,
    /// Only those that were registered then.
    pub created: Window,
    /// Only those that were ordered then.
    pub ordered: Window,
    /// Only those of this status, in the provider's word.
    pub status: Option<String>,
    /// Only these numbers.
    pub numbers: Vec<String>,
}

/// A page of registered parcels.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The parcels: number, and what is known of it.
    pub parcels: Vec<(Wanted, Tracked)>,
    /// How many there are over all pages, where that is said.
    pub total: Option<usize>,
    /// Whether another page follows.
    pub more: bool,
}

/// Keeps a list of parcels that the provider follows by itself.
pub trait Registrations: Send + Sync {
    /// Fields a registration of this account may have, in the order of a form.
    fn fields(&self) -> Vec<RegistrationField>;
    /// The names of all fields that a file of registrations may have, also of those that this account keeps to itself.
    fn columns(&self) -> Vec<&'static str>;
    /// What a change may set besides them, on a registration that is there.
    fn deeds(&self) -> Vec<RegistrationField>;
    /// Those fields without which this carrier finds nothing, as far as that is known.
    fn needed(&self, carrier: &str) -> Vec<&'static str>;
    /// What is wrong with a registration, by field. Nothing is sent while this is not empty.
    fn check(&self, parcel: &Registration) -> Vec<FieldIssue>;
    /// What is wrong with changes to one, by field.
    fn check_edit(&self, parcel: &Registration) -> Vec<FieldIssue>;
    /// How many one call takes at the most.
    fn batch(&self) -> usize;
    /// How long the same number may not be asked live again.
    fn live_every(&self) -> Duration;
    /// Registers one.
    fn register(&self, parcel: &Registration) -> Prepared<Registered>;
    /// Registers several.
    fn register_many(&self, parcels: &[Registration]) -> Prepared<PerNumber<Registered>>;
    /// Changes one.
    fn edit(&self, parcel: &Registration) -> Prepared<()>;
    /// Changes several.
    fn edit_many(&self, parcels: &[Registration]) -> Prepared<PerNumber<()>>;
    /// Takes one off the list.
    fn remove(&self, parcel: &Wanted) -> Prepared<()>;
    /// Takes several off the list.
    fn remove_many(&self, parcels: &[Wanted]) -> Prepared<PerNumber<()>>;
    /// Says that another carrier has it.
    fn change_carrier(&self, parcel: &Wanted, carrier: &str) -> Prepared<()>;
    /// Says that no more updates are wanted.
    fn stop(&self, parcels: &[Wanted]) -> Prepared<PerNumber<()>>;
    /// A page of the list.
    fn list(&self, page: &Page) -> Prepared<Listing>;
    /// Asks the carrier now, instead of at the provider's next round.
    fn live(&self, parcel: &Registration) -> Prepared<Tracked>;
    /// How many parcels stand where, by the provider's own words.
    fn counts(&self) -> Prepared<Vec<(String, u64)>>;
}

/// A carrier as a provider knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// The provider's code of it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its page.
    pub homepage: Option<String>,
    /// Its phone.
    pub phone: Option<String>,
}

/// Knows carriers.
pub trait Carriers: Send + Sync {
    /// All of them.
    fn list(&self) -> Prepared<Vec<Carrier>>;
    /// Those that a number may belong to, likeliest first.
    fn detect(&self, number: &str) -> Prepared<Vec<Carrier>>;
}

/// Whether a place is a remote area, and for whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemoteArea {
    /// The carriers for which it is.
    pub carriers: Vec<String>,
}

/// How long a lane takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TransitTime {
    /// Days, as the provider gives them, by the name it gives them.
    pub days: Vec<(String, String)>,
}

/// Answers questions about lanes and places before anything is bought.
pub trait Lanes: Send + Sync {
    /// Whether a postcode is a remote area.
    fn remote(&self, country: &str, postcode: &str) -> Prepared<RemoteArea>;
    /// How long a carrier takes from one country to another.
    fn transit_time(&self, carrier: &str, from: &str, to: &str) -> Prepared<TransitTime>;
}

/// Reads air waybills.
pub trait AirWaybills: Send + Sync {
    /// What is known of these waybills.
    fn air_waybills(&self, numbers: &[String]) -> Prepared<PerNumber<Tracked>>;
}

/// A purchase with the parcels it comes in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Purchased {
    /// The shop's own number of it.
    pub outer_id: Option<String>,
    /// Its parcels, each under its number, which is empty while it has none. None while nothing is shipped.
    pub parcels: Vec<(String, Tracked)>,
}

/// Follows purchases to our door.
pub trait Purchases: Send + Sync {
    /// One purchase by its sub-order id.
    fn purchase(&self, sub_order_id: &str) -> Prepared<Purchased>;
}

/// By which number an order at a provider is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderKey {
    /// The provider's order number.
    OrderNo(String),
    /// The seller's reference: the newest that was not voided.
    Reference(String),
}

/// Reads orders that were made elsewhere. They are shown and kept, never changed.
pub trait ForeignOrders: Send + Sync {
    /// The order, under our names; `raw` is the answer whole.
    fn order(&self, key: &OrderKey) -> Prepared<ForeignOrder>;
}

/// An order that was made elsewhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ForeignOrder {
    /// The provider's order number.
    pub order_no: String,
    /// The seller's reference.
    pub reference: Option<String>,
    /// The tracking number.
    pub tracking_no: Option<String>,
    /// The provider's code of where it stands; unknown codes are shown as they are.
    pub state_code: Option<String>,
    /// Facts in the provider's order: our name of each, its value. Sender, recipient, product, warehouse, dispatch, …
    pub facts: Vec<(&'static str, String)>,
    /// Its parcels: declared, and measured where that was done.
    pub parcels: Vec<ForeignParcel>,
    /// The answer.
    pub raw: serde_json::Value,
}

/// A parcel of such an order. Sizes are decimal text, kg and cm; 0 as measured means not measured, and is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForeignParcel {
    /// Its tracking number.
    pub tracking_no: Option<String>,
    /// Declared weight, length, width, height.
    pub declared: [Option<String>; 4],
    /// Measured weight, length, width, height.
    pub measured: [Option<String>; 4],
    /// Customs lines: our name of each value, the value.
    pub items: Vec<Vec<(&'static str, String)>>,
}

/// What is left of the calls that an account may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Calls, or numbers, that are left.
    pub left: u64,
    /// Of how many; `None` where that is not said.
    pub of: Option<u64>,
}

/// Reads the quota.
pub trait Quotas: Send + Sync {
    /// What the account has left.
    fn quota(&self) -> Prepared<Quota>;
}
