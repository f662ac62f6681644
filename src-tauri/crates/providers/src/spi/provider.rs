//! The traits of a provider. What it implements is what it can do: capability is derived, never declared.

use super::descriptor::Descriptor;
use super::error::ProviderError;
use super::http::Prepared;
use super::tracking::{
    AirWaybills, Carriers, ForeignOrders, Lanes, Purchases, Quotas, Registrations, Tracking,
};
use shipdesk_core::charge::Charge;
use shipdesk_core::error::FieldIssue;
use shipdesk_core::money::Money;
use shipdesk_core::order::Order;
use shipdesk_core::status::RefundState;
use std::fmt;

/// A provider, opened for one account.
pub trait Provider: Send + Sync {
    /// What it says of itself.
    fn descriptor(&self) -> &'static Descriptor;

    /// One harmless authenticated call that tells whether the provider accepts who we are.
    fn probe(&self) -> Prepared<Verdict>;

    /// The account's channels.
    fn channels(&self) -> Option<&dyn Channels> {
        None
    }
    /// Prices before buying.
    fn rates(&self) -> Option<&dyn Rates> {
        None
    }
    /// Creating orders.
    fn orders(&self) -> Option<&dyn Orders> {
        None
    }
    /// Labels of created orders.
    fn labels(&self) -> Option<&dyn Labels> {
        None
    }
    /// Cancelling, and what becomes of the money.
    fn cancellations(&self) -> Option<&dyn Cancellations> {
        None
    }
    /// Labels for the leg to the carrier (转运标签).
    fn transfer_labels(&self) -> Option<&dyn TransferLabels> {
        None
    }
    /// Scan forms.
    fn scan_forms(&self) -> Option<&dyn ScanForms> {
        None
    }
    /// Timelines by number.
    fn tracking(&self) -> Option<&dyn Tracking> {
        None
    }
    /// The list of parcels that it follows by itself.
    fn registrations(&self) -> Option<&dyn Registrations> {
        None
    }
    /// What it knows of carriers.
    fn carriers(&self) -> Option<&dyn Carriers> {
        None
    }
    /// What it knows of lanes and places.
    fn lanes(&self) -> Option<&dyn Lanes> {
        None
    }
    /// Air waybills.
    fn air_waybills(&self) -> Option<&dyn AirWaybills> {
        None
    }
    /// Purchases on their way to us.
    fn purchases(&self) -> Option<&dyn Purchases> {
        None
    }
    /// Orders that were made elsewhere.
    fn foreign_orders(&self) -> Option<&dyn ForeignOrders> {
        None
    }
    /// What is left of the calls that the account may make.
    fn quotas(&self) -> Option<&dyn Quotas> {
        None
    }
    /// The account's balance.
    fn balance(&self) -> Option<&dyn Balance> {
        None
    }
}

impl fmt::Debug for dyn Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.descriptor().id)
    }
}

/// The names of what a provider can do, for tables and for the window.
pub fn capabilities(provider: &dyn Provider) -> Vec<&'static str> {
    let all = [
        ("balance", provider.balance().is_some()),
        ("channels", provider.channels().is_some()),
        ("rates", provider.rates().is_some()),
        ("orders", provider.orders().is_some()),
        ("labels", provider.labels().is_some()),
        ("cancellations", provider.cancellations().is_some()),
        ("transfer_labels", provider.transfer_labels().is_some()),
        ("scan_forms", provider.scan_forms().is_some()),
        ("tracking", provider.tracking().is_some()),
        ("registrations", provider.registrations().is_some()),
        ("carriers", provider.carriers().is_some()),
        ("lanes", provider.lanes().is_some()),
        ("air_waybills", provider.air_waybills().is_some()),
        ("purchases", provider.purchases().is_some()),
        ("foreign_orders", provider.foreign_orders().is_some()),
        ("quotas", provider.quotas().is_some()),
    ];
    all.into_iter().filter_map(|(name, can)| can.then_some(name)).collect()
}

/// What a probe found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Accepted.
    Good,
    /// An answer that the document does not explain, quoted.
    Unclear(String),
}

/// A shipping service of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// The provider's id of it, as text.
    pub id: String,
    /// The provider's name of it.
    pub name: String,
    /// Whether it is there for testing only, by its name.
    pub test: bool,
}

/// Lists channels.
pub trait Channels: Send + Sync {
    /// All channels of the account.
    fn list(&self) -> Prepared<Vec<Channel>>;
}

/// An order on its way to a provider: under which number, by which channel.
#[derive(Debug, Clone, Copy)]
pub struct Shipment<'a> {
    /// The order.
    pub order: &'a Order,
    /// The provider's order number: the order's own, or `NO-2` after a cancellation.
    pub order_no: &'a str,
    /// The channel's id.
    pub channel_id: &'a str,
}

/// Prices orders.
pub trait Rates: Send + Sync {
    /// What the channel asks for the order, in its parts, in the account's currency.
    fn price(&self, shipment: Shipment<'_>) -> Prepared<Vec<Charge>>;
}

/// Where a label's bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelSource {
    /// Behind a link, to be fetched under the rules for providers' links.
    Link(String),
    /// In the answer itself.
    Inline(Vec<u8>),
}

/// What creating an order gave. Everything may come later.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Created {
    /// The provider's own number of it.
    pub provider_ref: Option<String>,
    /// The tracking number.
    pub tracking_no: Option<String>,
    /// The label, best form first.
    pub labels: Vec<LabelSource>,
}

/// What became of each order of a call over several, by its number.
pub type PerOrder<T> = Vec<(String, Result<T, ProviderError>)>;

/// Creates orders.
pub trait Orders: Send + Sync {
    /// What the provider needs beyond a ready order, by path. Nothing is sent while this is not empty.
    fn check(&self, order: &Order) -> Vec<FieldIssue>;

    /// Creates one order.
    fn create(&self, shipment: Shipment<'_>) -> Prepared<Created>;

    /// What orders of one call must have in common beside the channel.
    fn batch_key(&self, order: &Order) -> String;

    /// Creates several orders of one channel in one call. Orders that the answer leaves out are not in the result:
    /// their outcome is unknown.
    fn create_many(&self, shipments: &[Shipment<'_>]) -> Prepared<PerOrder<Created>>;
}

/// A box's number and label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxLabel {
    /// The box, as the provider names it; empty where it does not.
    pub box_no: String,
    /// Its tracking number.
    pub tracking_no: Option<String>,
    /// Its label.
    pub label: Option<LabelSource>,
}

/// What the provider has of a created order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderLabels {
    /// The order's tracking number.
    pub tracking_no: Option<String>,
    /// The order's label.
    pub label: Option<LabelSource>,
    /// What was charged.
    pub charges: Vec<Charge>,
    /// Numbers and labels a box.
    pub boxes: Vec<BoxLabel>,
}

impl OrderLabels {
    /// Whether the answer proves that the provider has the order: a tracking number or a label, not mere words.
    pub fn is_evidence(&self) -> bool {
        self.tracking_no.is_some()
            || self.label.is_some()
            || self.boxes.iter().any(|carton| carton.tracking_no.is_some() || carton.label.is_some())
    }
}

/// Fetches labels by our order number.
pub trait Labels: Send + Sync {
    /// The number and label of one order.
    fn label(&self, order_no: &str) -> Prepared<OrderLabels>;

    /// Numbers and labels of several orders, and of each of their boxes.
    fn labels(&self, order_nos: &[String]) -> Prepared<PerOrder<OrderLabels>>;
}

/// What a request to cancel gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelOutcome {
    /// Cancelled.
    Done,
    /// Asked for; the provider decides later.
    Requested,
}

/// Cancels orders and follows the money.
pub trait Cancellations: Send + Sync {
    /// Asks to cancel.
    fn cancel(&self, order_no: &str) -> Prepared<CancelOutcome>;

    /// What became of it.
    fn state(&self, order_no: &str) -> Prepared<RefundState>;
}

/// Fetches transfer labels.
pub trait TransferLabels: Send + Sync {
    /// The transfer label of one order.
    fn transfer_label(&self, order_no: &str) -> Prepared<LabelSource>;
}

/// Makes scan forms.
pub trait ScanForms: Send + Sync {
    /// One form over these tracking numbers, for a channel and a sender's address at the provider.
    fn scan_form(&self, channel_id: &str, address_id: &str, tracking_nos: &[String])
    -> Prepared<LabelSource>;
}

/// Reads the balance.
pub trait Balance: Send + Sync {
    /// What the account has left.
    fn balance(&self) -> Prepared<AccountInfo>;
}

/// What a provider says of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountInfo {
    /// The provider's own number of the account.
    pub uid: Option<String>,
    /// What is left; negative where the account is in debt.
    pub balance: Option<Money>,
}
