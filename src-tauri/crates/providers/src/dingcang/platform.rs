//! The platform opened for one account: each call is built here and read in the file of its group.

use super::order::{body, check, number_or_text};
use super::{account, cancel, create, events, fees, labels};
use crate::spi::descriptor::{Credentials, Descriptor};
use crate::spi::error::ProviderError;
use crate::spi::http::{HttpRequest, Prepared};
use crate::spi::provider::{
    AccountInfo, Balance, CancelOutcome, Cancellations, Channel, Channels, Created, LabelSource, Labels,
    OrderLabels, Orders, PerOrder, Provider, Rates, ScanForms, Shipment, TransferLabels, Verdict,
};
use crate::spi::tracking::{PerNumber, Tracked, Tracking, Wanted};
use serde_json::{Map, Value, json};
use shipdesk_core::charge::Charge;
use shipdesk_core::error::FieldIssue;
use shipdesk_core::money::Currency;
use shipdesk_core::order::Order;
use shipdesk_core::secret::Secret;
use shipdesk_core::status::RefundState;

/// The members of a request besides the keys, in the document's order.
pub(super) type Body = Map<String, Value>;

/// One account at one of the two hosts.
#[derive(Debug)]
struct Platform {
    descriptor: &'static Descriptor,
    app_key: String,
    app_secret: Secret,
    /// What fees and the balance are in: the platform does not say.
    currency: Currency,
}

/// Opens the platform for an account.
///
/// # Errors
/// Keys that are missing, and a currency that is none.
pub(super) fn open(
    descriptor: &'static Descriptor,
    credentials: &Credentials,
) -> Result<Box<dyn Provider>, ProviderError> {
    let app_secret = credentials.secret("app_secret")?;
    let app_key = credentials.field("app_key").trim().to_owned();
    if app_key.is_empty() || app_secret.expose().is_empty() {
        return Err(ProviderError::auth("no `app_key` or an empty `app_secret`"));
    }
    let currency = match credentials.field("currency").trim() {
        "" => Currency::CNY,
        code => code.parse().map_err(|_| ProviderError::auth("`currency` is no currency code"))?,
    };
    Ok(Box::new(Platform { descriptor, app_key, app_secret, currency }))
}

impl Platform {
    /// A call of one of the platform's scripts: the keys stand in clear in the body, before everything else.
    fn call(&self, script: &str, members: Body) -> HttpRequest {
        let mut body = Body::new();
        body.insert("AppKey".into(), self.app_key.as_str().into());
        body.insert("AppSecret".into(), self.app_secret.expose().into());
        body.extend(members);
        HttpRequest::post_json(script, &Value::Object(body))
    }

    fn call_about(&self, script: &str, name: &str, value: impl Into<Value>) -> HttpRequest {
        self.call(script, Body::from_iter([(name.to_owned(), value.into())]))
    }
}

impl Provider for Platform {
    fn descriptor(&self) -> &'static Descriptor {
        self.descriptor
    }

    fn probe(&self) -> Prepared<Verdict> {
        let secret = self.app_secret.clone();
        Prepared::read("probe", self.call("getaccoutinfo.php", Body::new()), move |answer| {
            let verdict = account::probe(answer)?;
            Ok(match verdict {
                // quoted words may echo what was sent
                Verdict::Unclear(words) => Verdict::Unclear(words.replace(secret.expose(), "***")),
                Verdict::Good => Verdict::Good,
            })
        })
    }

    fn channels(&self) -> Option<&dyn Channels> {
        Some(self)
    }
    fn rates(&self) -> Option<&dyn Rates> {
        Some(self)
    }
    fn orders(&self) -> Option<&dyn Orders> {
        Some(self)
    }
    fn labels(&self) -> Option<&dyn Labels> {
        Some(self)
    }
    fn cancellations(&self) -> Option<&dyn Cancellations> {
        Some(self)
    }
    fn transfer_labels(&self) -> Option<&dyn TransferLabels> {
        Some(self)
    }
    fn scan_forms(&self) -> Option<&dyn ScanForms> {
        Some(self)
    }
    fn tracking(&self) -> Option<&dyn Tracking> {
        Some(self)
    }
    fn balance(&self) -> Option<&dyn Balance> {
        Some(self)
    }
}

impl Balance for Platform {
    fn balance(&self) -> Prepared<AccountInfo> {
        let currency = self.currency;
        let request = self.call("getaccoutinfo.php", Body::new());
        Prepared::read("balance", request, move |answer| account::balance(answer, currency))
    }
}

impl Channels for Platform {
    fn list(&self) -> Prepared<Vec<Channel>> {
        Prepared::read("channels", self.call("channel.php", Body::new()), account::channels)
    }
}

impl Rates for Platform {
    fn price(&self, shipment: Shipment<'_>) -> Prepared<Vec<Charge>> {
        let (order_no, currency) = (shipment.order_no.to_owned(), self.currency);
        let request = self.call("getprice.php", body(self.descriptor, &[shipment]));
        Prepared::read("price", request, move |answer| fees::price(answer, &order_no, currency))
    }
}

impl Orders for Platform {
    fn check(&self, order: &Order) -> Vec<FieldIssue> {
        check(self.descriptor, order)
    }

    fn create(&self, shipment: Shipment<'_>) -> Prepared<Created> {
        let order_no = shipment.order_no.to_owned();
        let request = self.call("interface.api.php", body(self.descriptor, &[shipment]));
        Prepared::write("create", request, move |answer| create::one(answer, &order_no))
    }

    /// The platform code stands beside the orders: one for the whole call.
    fn batch_key(&self, order: &Order) -> String {
        order.option(self.descriptor.id, "ptid").unwrap_or_default().to_owned()
    }

    fn create_many(&self, shipments: &[Shipment<'_>]) -> Prepared<PerOrder<Created>> {
        let order_nos: Vec<String> = shipments.iter().map(|shipment| shipment.order_no.to_owned()).collect();
        let request = self.call("multicreateorder.php", body(self.descriptor, shipments));
        Prepared::write("create_many", request, move |answer| create::many(answer, &order_nos))
    }
}

impl Labels for Platform {
    fn label(&self, order_no: &str) -> Prepared<OrderLabels> {
        let (order_no, currency) = (order_no.to_owned(), self.currency);
        let request = self.call_about("fetchlabel.php", "Orderid", &*order_no);
        Prepared::read("label", request, move |answer| labels::one(answer, &order_no, currency))
    }

    fn labels(&self, order_nos: &[String]) -> Prepared<PerOrder<OrderLabels>> {
        let (order_nos, currency) = (order_nos.to_vec(), self.currency);
        let request = self.call_about("multifetchlabels.php", "orderids", order_nos.clone());
        Prepared::read("labels", request, move |answer| labels::many(answer, &order_nos, currency))
    }
}

impl Cancellations for Platform {
    fn cancel(&self, order_no: &str) -> Prepared<CancelOutcome> {
        let order_no = order_no.to_owned();
        let request = self.call_about("cancel.php", "Orderid", &*order_no);
        Prepared::write("cancel", request, move |answer| cancel::cancel(answer, &order_no))
    }

    fn state(&self, order_no: &str) -> Prepared<RefundState> {
        let order_no = order_no.to_owned();
        let request = self.call_about("cancelstatus.php", "Orderid", &*order_no);
        Prepared::read("refund", request, move |answer| cancel::state(answer, &order_no))
    }
}

impl TransferLabels for Platform {
    fn transfer_label(&self, order_no: &str) -> Prepared<LabelSource> {
        let order_no = order_no.to_owned();
        let request = self.call_about("transferlabel.php", "Orderid", &*order_no);
        Prepared::read("transfer_label", request, move |answer| labels::transfer(answer, &order_no))
    }
}

impl ScanForms for Platform {
    fn scan_form(
        &self,
        channel_id: &str,
        address_id: &str,
        tracking_nos: &[String],
    ) -> Prepared<LabelSource> {
        let members = [
            ("Qdid", number_or_text(channel_id)),
            ("AddressID", number_or_text(address_id)),
            ("TrackingNos", json!(tracking_nos)),
        ];
        let members = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Prepared::write("scan_form", self.call("scanform.php", members), labels::scan_form)
    }
}

impl Tracking for Platform {
    /// One number a call: the script takes no more.
    fn track(&self, wanted: &[Wanted]) -> Prepared<PerNumber<Tracked>> {
        let number = wanted.first().map(|parcel| parcel.number.clone()).unwrap_or_default();
        let request = self.call_about("tracking.php", "Trackingno", &*number);
        Prepared::read("track", request, move |answer| events::timeline(answer, &number))
    }
}
