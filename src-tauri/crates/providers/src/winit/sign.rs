//! Signatures: upper-case MD5 over the parameters in the order of their names, between the secret and the secret again.
//! The `data` that is signed is the `data` that is sent, byte for byte.

use crate::spi::digest::md5_hex;
use serde_json::{Map, Value};
use shipdesk_core::secret::Secret;

/// What is signed, beside the secret.
#[derive(Debug)]
pub(super) struct Signed<'a> {
    pub(super) action: &'a str,
    pub(super) app_key: &'a str,
    /// Compact JSON, see [`canonical`]; empty where a call has none.
    pub(super) data: &'a str,
    pub(super) platform: &'a str,
    /// `yyyy-MM-dd HH:mm:ss` in the account's zone.
    pub(super) timestamp: &'a str,
}

impl Signed<'_> {
    /// The signature with a secret: the seller's token for `sign`, the application's secret for `client_sign`.
    pub(super) fn with(&self, secret: &Secret) -> String {
        let secret = secret.expose();
        md5_hex(&[
            secret,
            "action",
            self.action,
            "app_key",
            self.app_key,
            "data",
            self.data,
            "format",
            "json",
            "platform",
            self.platform,
            "sign_method",
            "md5",
            "timestamp",
            self.timestamp,
            "version",
            "1.0",
            secret,
        ])
    }
}

/// The form of `data` that can be signed: names sorted at every level, without blanks and without what is null.
pub(super) fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().filter(|name| !members[*name].is_null()).collect();
            // UTF-16 order is what the platform's own library sorts by; for ASCII names it is the order of bytes
            names.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
            let sorted = names.into_iter().map(|name| (name.clone(), canonical(&members[name])));
            Value::Object(sorted.collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(canonical).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn signatures(action: &str, data: &str) -> (String, String) {
        let timestamp = "2026-01-02 03:04:05";
        let signed = Signed { action, app_key: "testuser", data, platform: "TESTPLAT", timestamp };
        (signed.with(&Secret::new("TESTTOKEN")), signed.with(&Secret::new("TESTSECRET")))
    }

    #[test]
    fn signatures_are_those_of_the_worked_examples() {
        let nested = json!({
            "warehouseId": "", "b": "深圳", "none": null, "a": "x/y\"z",
            "pageParams": {"totalCount": 0, "pageSize": 20, "pageNo": 1},
        });
        for (action, data, sign, client_sign) in [
            (
                "tracking.getOrderVerdorTracking",
                json!({"trackingnos": "WO0000000037"}),
                "BF8D24DEBF228311A82F314554CDC6EC",
                "12CED1E312A989B3508A3058356566CA",
            ),
            (
                "isp.order.query",
                json!({"orderNo": "ID0001"}),
                "A485F5638CB43CD2958D4E51DD5FBF7A",
                "86CED58E10552D28EE276F807C5CC807",
            ),
            (
                "winit.test.nested",
                nested,
                "2391B4A5B08DF53DBF2B20E45578F3DB",
                "B6AF166CD59F8C09BC53BFB28065FAC2",
            ),
        ] {
            let found = signatures(action, &canonical(&data).to_string());
            assert_eq!(found, (sign.to_owned(), client_sign.to_owned()), "{action}");
        }
    }

    #[test]
    fn a_call_without_data_signs_the_word_alone() {
        let (sign, client_sign) = signatures("winit.test.nodata", "");
        assert_eq!(sign, "3C58D53923846B5CAD837DDBF5F4E9AD");
        assert_eq!(client_sign, "8B110F2E6673152C6A7507D009B6B8D5");
    }
}
