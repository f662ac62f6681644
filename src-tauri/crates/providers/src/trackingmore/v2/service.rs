//! The service opened for one account: each call is built here and read in the file of its kind.

use super::super::descriptor::{BATCH, LIVE_EVERY, TRACKINGMORE};
use super::several::{self, Asked};
use super::{cargo, carriers, counts, envelope, fields, lanes, listing};
use crate::spi::descriptor::Descriptor;
use crate::spi::http::{HttpAnswer, HttpRequest, Prepared};
use crate::spi::provider::{Provider, Verdict};
use crate::spi::tracking::{
    AirWaybills, Carrier, Carriers, Lanes, Listing, Page, PerNumber, Quota, Quotas, Registered, Registration,
    RegistrationField, Registrations, RemoteArea, Tracked, Tracking, TransitTime, Wanted,
};
use serde_json::{Value, json};
use shipdesk_core::error::FieldIssue;
use shipdesk_core::secret::Secret;
use std::time::Duration;

/// One account.
#[derive(Debug)]
pub(in super::super) struct Service {
    pub(in super::super) api_key: Secret,
    /// Whether the recipient's name, e-mail and phone may leave.
    pub(in super::super) send_recipient: bool,
}

impl Service {
    fn signed(&self, request: HttpRequest) -> HttpRequest {
        let headers = vec![
            ("Content-Type", "application/json".to_owned()),
            ("Trackingmore-Api-Key", self.api_key.expose().to_owned()),
        ];
        HttpRequest { headers, ..request }
    }

    fn get(&self, path: &str) -> HttpRequest {
        self.signed(HttpRequest::get(path))
    }

    fn post(&self, path: &str, body: &Value) -> HttpRequest {
        self.signed(HttpRequest::post_json(path, body))
    }

    /// A call over several that changes something.
    fn change(
        &self,
        name: &'static str,
        path: &str,
        body: &Value,
        asked: Vec<Asked>,
    ) -> Prepared<PerNumber<()>> {
        Prepared::repeatable(name, self.post(path, body), move |answer| several::done(answer, &asked))
    }
}

/// A call that changes one parcel.
fn change_one(name: &'static str, request: HttpRequest, asked: Asked) -> Prepared<()> {
    Prepared::repeatable(name, request, move |answer| several::one_done(answer, &asked))
}

/// The path of a registered parcel.
fn path(number: &str, carrier: &str) -> String {
    format!("trackings/{}/{}", segment(carrier), segment(number))
}

/// One part of a path: whatever stands in it, it stays one part.
fn segment(text: &str) -> String {
    let text = text.trim();
    // dots alone would lead out of the folder, escaped or not
    if text.bytes().all(|byte| byte == b'.') {
        return "-".to_owned();
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    let write = |byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(write).collect()
}

impl Provider for Service {
    fn descriptor(&self) -> &'static Descriptor {
        &TRACKINGMORE
    }

    fn probe(&self) -> Prepared<Verdict> {
        let read = |answer: &HttpAnswer| envelope::done(answer).map(|_| Verdict::Good);
        Prepared::read("probe", self.get("trackings/getuserinfo"), read)
    }

    fn tracking(&self) -> Option<&dyn Tracking> {
        Some(self)
    }
    fn registrations(&self) -> Option<&dyn Registrations> {
        Some(self)
    }
    fn carriers(&self) -> Option<&dyn Carriers> {
        Some(self)
    }
    fn lanes(&self) -> Option<&dyn Lanes> {
        Some(self)
    }
    fn air_waybills(&self) -> Option<&dyn AirWaybills> {
        Some(self)
    }
    fn quotas(&self) -> Option<&dyn Quotas> {
        Some(self)
    }
}

impl Tracking for Service {
    fn batch(&self) -> usize {
        BATCH
    }

    /// One parcel whose carrier is known has a call of its own; the list finds the others, by their numbers.
    fn track(&self, wanted: &[Wanted]) -> Prepared<PerNumber<Tracked>> {
        if let [Wanted { number, carrier: Some(carrier) }] = wanted {
            let request = self.get(&path(number, carrier));
            let number = number.clone();
            return Prepared::read("track", request, move |answer| {
                Ok(vec![(number.clone(), Ok(listing::one(answer, &number)?))])
            });
        }
        let numbers = wanted.iter().map(|parcel| parcel.number.clone()).collect();
        let request = self.get(&listing::path(&Page { numbers, ..Page::default() }));
        let wanted = wanted.to_vec();
        Prepared::read("track_many", request, move |answer| listing::several(answer, &wanted))
    }
}

impl Registrations for Service {
    fn fields(&self) -> Vec<RegistrationField> {
        fields::offered(self.send_recipient)
    }

    fn columns(&self) -> Vec<&'static str> {
        fields::offered(true).into_iter().map(|field| field.name).collect()
    }

    fn deeds(&self) -> Vec<RegistrationField> {
        fields::deeds()
    }

    fn needed(&self, carrier: &str) -> Vec<&'static str> {
        fields::needed(carrier)
    }

    fn check(&self, parcel: &Registration) -> Vec<FieldIssue> {
        fields::check(parcel)
    }

    fn check_edit(&self, parcel: &Registration) -> Vec<FieldIssue> {
        fields::check_edit(parcel)
    }

    fn batch(&self) -> usize {
        BATCH
    }

    fn live_every(&self) -> Duration {
        LIVE_EVERY
    }

    fn register(&self, parcel: &Registration) -> Prepared<Registered> {
        let request = self.post("trackings/post", &fields::body(parcel, self.send_recipient));
        let asked = Asked::from(parcel);
        Prepared::repeatable("register", request, move |answer| several::one_registered(answer, &asked))
    }

    fn register_many(&self, parcels: &[Registration]) -> Prepared<PerNumber<Registered>> {
        let body: Vec<Value> =
            parcels.iter().map(|parcel| fields::body(parcel, self.send_recipient)).collect();
        let asked: Vec<Asked> = parcels.iter().map(Asked::from).collect();
        let request = self.post("trackings/batch", &body.into());
        Prepared::repeatable("register_many", request, move |answer| several::registered(answer, &asked))
    }

    fn edit(&self, parcel: &Registration) -> Prepared<()> {
        let changes = fields::changes(parcel, self.send_recipient).into();
        let request = self.post(&path(&parcel.number, &parcel.carrier), &changes);
        change_one("edit", HttpRequest { method: "PUT", ..request }, parcel.into())
    }

    fn edit_many(&self, parcels: &[Registration]) -> Prepared<PerNumber<()>> {
        let one = |parcel: &Registration| {
            let mut one = fields::keys(&parcel.number, &parcel.carrier);
            one.extend(fields::changes(parcel, self.send_recipient));
            Value::from(one)
        };
        let body: Value = parcels.iter().map(one).collect();
        self.change("edit_many", "trackings/updatemore", &body, parcels.iter().map(Asked::from).collect())
    }

    fn remove(&self, parcel: &Wanted) -> Prepared<()> {
        let request = self.get(&path(&parcel.number, parcel.carrier.as_deref().unwrap_or_default()));
        change_one("remove", HttpRequest { method: "DELETE", ..request }, parcel.into())
    }

    fn remove_many(&self, parcels: &[Wanted]) -> Prepared<PerNumber<()>> {
        let body: Value = parcels.iter().map(fields::keys_of).collect();
        self.change("remove_many", "trackings/delete", &body, parcels.iter().map(Asked::from).collect())
    }

    fn change_carrier(&self, parcel: &Wanted, carrier: &str) -> Prepared<()> {
        let mut body = fields::keys_of(parcel);
        body["update_carrier_code"] = carrier.trim().into();
        change_one("change_carrier", self.post("trackings/update", &body), parcel.into())
    }

    fn stop(&self, parcels: &[Wanted]) -> Prepared<PerNumber<()>> {
        let body: Value = parcels.iter().map(fields::keys_of).collect();
        self.change("stop", "trackings/notupdate", &body, parcels.iter().map(Asked::from).collect())
    }

    fn list(&self, page: &Page) -> Prepared<Listing> {
        let asked = page.clone();
        Prepared::read("list", self.get(&listing::path(page)), move |answer| listing::page(answer, &asked))
    }

    fn live(&self, parcel: &Registration) -> Prepared<Tracked> {
        let request = self.post("trackings/realtime", &fields::question(parcel));
        let number = parcel.number.clone();
        Prepared::repeatable("live", request, move |answer| listing::one(answer, &number))
    }

    fn counts(&self) -> Prepared<Vec<(String, u64)>> {
        Prepared::read("counts", self.get("trackings/getstatusnumber"), counts::by_status)
    }
}

impl Carriers for Service {
    fn list(&self) -> Prepared<Vec<Carrier>> {
        Prepared::read("carriers", self.get("carriers/"), carriers::read)
    }

    /// Several of these use up one unit of the quota.
    fn detect(&self, number: &str) -> Prepared<Vec<Carrier>> {
        let request = self.post("carriers/detect", &json!({"tracking_number": number.trim()}));
        Prepared::repeatable("detect", request, carriers::read)
    }
}

impl Lanes for Service {
    fn remote(&self, country: &str, postcode: &str) -> Prepared<RemoteArea> {
        let body = json!([{"country": country.trim(), "postcode": postcode.trim()}]);
        Prepared::read("remote", self.post("trackings/remote", &body), lanes::remote)
    }

    fn transit_time(&self, carrier: &str, from: &str, to: &str) -> Prepared<TransitTime> {
        let lane = [carrier, from, to].map(|part| part.trim().to_owned());
        let [carrier, from, to] = &lane;
        let body = json!([{"carrier_code": carrier, "original": from, "destination": to}]);
        let request = self.post("trackings/costtime", &body);
        Prepared::read("transit_time", request, move |answer| {
            lanes::transit_time(answer, lane.each_ref().map(String::as_str))
        })
    }
}

impl AirWaybills for Service {
    /// Each number uses up twenty units of the quota.
    fn air_waybills(&self, numbers: &[String]) -> Prepared<PerNumber<Tracked>> {
        let body = json!({"track_number": numbers, "lang": "en"});
        let numbers = numbers.to_vec();
        Prepared::repeatable("air_waybills", self.post("trackings/aircargo", &body), move |answer| {
            cargo::read(answer, &numbers)
        })
    }
}

impl Quotas for Service {
    /// An answer that is not understood is the same the next time: it is not asked for again by itself.
    fn quota(&self) -> Prepared<Quota> {
        Prepared::repeatable("quota", self.get("trackings/getuserinfo"), counts::quota)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_path_stays_one_part() {
        for (text, written) in [
            ("LK894734223CN", "LK894734223CN"),
            (" a b/c?d", "a%20b%2Fc%3Fd"),
            ("顺丰", "%E9%A1%BA%E4%B8%B0"),
            ("..", "-"),
            ("", "-"),
        ] {
            assert_eq!(segment(text), written);
        }
    }
}
