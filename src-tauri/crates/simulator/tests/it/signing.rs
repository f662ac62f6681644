//! Somebody who signs calls to Winit, from the document's rules.

use std::fmt::Write as _;

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use md5::{Digest, Md5};
use serde_json::{Value, json};

use crate::practice::Practice;

pub(crate) const TRACK: &str = "tracking.getOrderVerdorTracking";
/// Now, as long as this machine's clock is right.
#[expect(clippy::disallowed_methods, reason = "the practice providers keep the machine's time")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

pub(crate) fn md5(text: &str) -> String {
    Md5::digest(text).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02X}").unwrap();
        hex
    })
}

/// A whole envelope, signed; `data` is put in as it is.
pub(crate) fn envelope(
    action: &str,
    data: &str,
    off_by: SignedDuration,
    token: &str,
    client_secret: &str,
) -> String {
    let china = (now() + off_by).to_zoned(TimeZone::fixed(Offset::constant(8)));
    let timestamp = china.strftime("%Y-%m-%d %H:%M:%S").to_string();
    let middle = format!(
        "action{action}app_keypractice-sellerdata{data}formatjsonplatformPRACTICEERPsign_methodmd5timestamp{timestamp}\
         version1.0"
    );
    let [sign, client_sign] = [token, client_secret].map(|secret| md5(&format!("{secret}{middle}{secret}")));
    format!(
        r#"{{"action":"{action}","app_key":"practice-seller","client_id":"PRACTICE-CLIENT-ID-20461","data":{data},"format":"json","language":"zh_CN","platform":"PRACTICEERP","sign":"{sign}","client_sign":"{client_sign}","sign_method":"md5","timestamp":"{timestamp}","version":"1.0"}}"#
    )
}

impl Practice {
    pub(crate) fn winit_secrets(&self) -> [&'static str; 2] {
        let account = self.running.accounts().remove(2);
        assert_eq!(account.provider, "winit");
        [account.secrets[0].1, account.secrets[1].1]
    }

    pub(crate) async fn winit_send(&self, envelope: String) -> reqwest::Result<reqwest::Response> {
        let url = self.running.accounts().remove(2).base_url;
        self.http.post(url).header("content-type", "application/json").body(envelope).send().await
    }

    pub(crate) async fn winit_text(&self, envelope: String) -> Value {
        let answer = self.winit_send(envelope).await.unwrap().bytes().await.unwrap();
        serde_json::from_slice(&answer).unwrap()
    }

    /// The answer to a call that is signed as it must be.
    pub(crate) async fn winit(&self, action: &str, data: Value) -> Value {
        let [token, secret] = self.winit_secrets();
        self.winit_text(envelope(action, &data.to_string(), SignedDuration::ZERO, token, secret)).await
    }

    /// The parcels with these numbers.
    pub(crate) async fn trace(&self, numbers: &str) -> Vec<Value> {
        let answer = self.winit(TRACK, json!({ "trackingnos": numbers })).await;
        assert_eq!(answer["code"], "0", "{answer}");
        answer["data"].as_array().unwrap_or_else(|| panic!("nothing found: {answer}")).clone()
    }
}
