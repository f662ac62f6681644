//! The platform opened for one account: each call is built here and read in the file of its kind.

use super::sign::{Signed, canonical};
use super::{descriptor, isp, probe, trace};
use crate::spi::descriptor::{Credentials, Descriptor};
use crate::spi::error::ProviderError;
use crate::spi::http::{HttpAnswer, HttpRequest, Prepared};
use crate::spi::provider::{Provider, Verdict};
use crate::spi::tracking::{ForeignOrder, ForeignOrders, OrderKey, PerNumber, Tracked, Tracking, Wanted};
use jiff::tz::{Offset, TimeZone};
use serde_json::{Value, json};
use shipdesk_core::clock::Clock;
use shipdesk_core::secret::Secret;
use std::sync::Arc;

/// Numbers in one call, as documented.
const BATCH: usize = 30;
/// No parcel and no order has such a number.
const NOBODYS_NUMBER: &str = "SHIPDESK-PROBE";

/// One account.
#[derive(Debug, Clone)]
struct Account {
    app_key: String,
    client_id: String,
    platform: String,
    language: String,
    /// What the platform reads the time of a call in.
    offset: Offset,
    token: Secret,
    client_secret: Secret,
    clock: Arc<dyn Clock>,
}

/// Opens the platform for an account.
///
/// # Errors
/// Keys that are missing, and an offset that is none.
pub(super) fn open(credentials: &Credentials) -> Result<Box<dyn Provider>, ProviderError> {
    let (token, client_secret) = (credentials.secret("token")?, credentials.secret("client_secret")?);
    let needed = |name: &str| match credentials.field(name).trim() {
        "" => Err(ProviderError::auth(format!("no `{name}`"))),
        text => Ok(text.to_owned()),
    };
    if token.expose().is_empty() || client_secret.expose().is_empty() {
        return Err(ProviderError::auth("an empty `token` or `client_secret`"));
    }
    let field = |name, default: &str| match credentials.field(name).trim() {
        "" => default.to_owned(),
        text => text.to_owned(),
    };
    let offset = field("utc_offset", "+08:00");
    Ok(Box::new(Account {
        app_key: needed("app_key")?,
        client_id: needed("client_id")?,
        platform: needed("platform")?,
        language: field("language", "zh_CN"),
        offset: read_offset(&offset)
            .ok_or_else(|| ProviderError::auth("`utc_offset` is no distance from UTC such as +08:00"))?,
        token,
        client_secret,
        clock: Arc::clone(&credentials.clock),
    }))
}

/// `+HH:MM` or `-HH:MM`.
fn read_offset(text: &str) -> Option<Offset> {
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    Offset::from_seconds(if text.starts_with('-') { -seconds } else { seconds }).ok()
}

impl Account {
    /// The signed envelope of a call, with the time of now.
    fn envelope(&self, action: &str, data: &Value) -> HttpRequest {
        let now = self.clock.now().to_zoned(TimeZone::fixed(self.offset));
        let timestamp = now.strftime("%Y-%m-%d %H:%M:%S").to_string();
        let text = data.to_string();
        let signed = Signed {
            action,
            app_key: &self.app_key,
            data: &text,
            platform: &self.platform,
            timestamp: &timestamp,
        };
        let (sign, client_sign) = (signed.with(&self.token), signed.with(&self.client_secret));
        let body = json!({
            "action": action,
            "app_key": self.app_key,
            "client_id": self.client_id,
            "client_sign": client_sign,
            "data": data,
            "format": "json",
            "language": self.language,
            "platform": self.platform,
            "sign": sign,
            "sign_method": "md5",
            "timestamp": timestamp,
            "version": "1.0",
        });
        let hidden = [sign, client_sign, self.client_id.clone()].map(Secret::new).to_vec();
        // there is one address for everything: the base URL itself
        HttpRequest { hidden, ..HttpRequest::post_json("", &body) }
    }

    fn ask<T>(
        &self,
        name: &'static str,
        action: &'static str,
        data: &Value,
        read: impl Fn(&HttpAnswer) -> Result<T, ProviderError> + Send + Sync + 'static,
    ) -> Prepared<T> {
        let (account, data) = (self.clone(), canonical(data));
        let make = move || account.envelope(action, &data);
        Prepared::read(name, make(), read).made_anew(make)
    }
}

/// The numbers of a call as one text: trimmed, each once. One with a comma cannot be asked for.
fn listed(numbers: &[String]) -> String {
    let mut listed: Vec<&str> = Vec::new();
    for number in numbers.iter().map(|number| number.trim()) {
        if !number.is_empty() && !number.contains(',') && !listed.contains(&number) {
            listed.push(number);
        }
    }
    listed.join(",")
}

const TRACK: &str = "tracking.getOrderVerdorTracking";

impl Provider for Account {
    fn descriptor(&self) -> &'static Descriptor {
        &descriptor::WINIT
    }

    fn probe(&self) -> Prepared<Verdict> {
        let account = self.clone();
        self.ask("probe", TRACK, &json!({"trackingnos": NOBODYS_NUMBER}), move |answer| {
            let secrets = [account.token.clone(), account.client_secret.clone()];
            probe::verdict(answer, account.clock.now(), &secrets)
        })
    }

    fn tracking(&self) -> Option<&dyn Tracking> {
        Some(self)
    }
    fn foreign_orders(&self) -> Option<&dyn ForeignOrders> {
        Some(self)
    }
}

impl Tracking for Account {
    fn batch(&self) -> usize {
        BATCH
    }

    fn offers_pods(&self) -> bool {
        true
    }

    fn track(&self, wanted: &[Wanted]) -> Prepared<PerNumber<Tracked>> {
        let numbers: Vec<String> = wanted.iter().map(|parcel| parcel.number.clone()).collect();
        let data = json!({"trackingnos": listed(&numbers)});
        self.ask("track", TRACK, &data, move |answer| trace::parcels(answer, &numbers))
    }
}

impl ForeignOrders for Account {
    fn order(&self, key: &OrderKey) -> Prepared<ForeignOrder> {
        // the other key is left out, not sent empty: so the platform's two readings of an empty field agree
        let data = match key {
            OrderKey::OrderNo(number) => json!({"orderNo": number.trim()}),
            OrderKey::Reference(reference) => json!({"refNo": reference.trim()}),
        };
        let key = key.clone();
        self.ask("order", "isp.order.query", &data, move |answer| isp::order(answer, &key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_have_a_sign() {
        let seconds = |text| read_offset(text).map(Offset::seconds);
        assert_eq!(seconds("+08:00"), Some(8 * 3600));
        assert_eq!(seconds("-03:30"), Some(-(3 * 3600 + 1800)));
        assert_eq!((seconds("08:00"), seconds("+8"), seconds("+99:00")), (None, None, None));
    }

    #[test]
    fn numbers_are_listed_once_and_without_blanks() {
        let numbers = [" A1 ", "B2", "", "A1", "C,3"].map(str::to_owned);
        assert_eq!(listed(&numbers), "A1,B2");
    }
}
