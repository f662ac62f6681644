//! The shapes of the answers. The document knows four envelopes and two ways to write a code.

use serde_json::{Map, Value, json};

use super::script::Script;

/// Why a call is refused, in the platform's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) String);

impl From<&str> for Refusal {
    fn from(words: &str) -> Self {
        Self(words.to_owned())
    }
}

impl From<String> for Refusal {
    fn from(words: String) -> Self {
        Self(words)
    }
}

impl Script {
    /// A refusal of the whole request in the form natural to the call, about the orders it named.
    ///
    /// The document shows no failure of `channel.php`, `getaccoutinfo.php` and `tracking.php`: these
    /// answer code and `msg` in the envelope of their success.
    pub(super) fn refuse(self, numbers: &[String], words: &str) -> Value {
        let entries = || match numbers {
            [] => vec![entry(400, None, &[("msg", words.into())])],
            numbers => numbers.iter().map(|number| refused(number, words)).collect(),
        };
        match self {
            Self::Create | Self::Label | Self::Cancel | Self::Transfer | Self::Price => {
                json!({ "result": entries() })
            }
            Self::MultiCreate | Self::MultiLabels | Self::Channels => Value::Array(entries()),
            Self::Account | Self::Tracking => json!({ "code": 400, "msg": words }),
            Self::CancelStatus => json!({ "code": 400, "result": words }),
            Self::ScanForm => json!({ "code": "400", "msg": words }),
        }
    }
}

/// `{"code":400,"orderid":NUMBER,"msg":WORDS}`.
pub(super) fn refused(number: &str, words: &str) -> Value {
    entry(400, Some(number), &[("msg", words.into())])
}

/// `{"code":CODE,"orderid":NUMBER,…}`, members in the document's order.
pub(super) fn entry(code: u16, number: Option<&str>, more: &[(&str, Value)]) -> Value {
    let mut entry = Map::new();
    entry.insert("code".into(), code.into());
    if let Some(number) = number {
        entry.insert("orderid".into(), number.into());
    }
    entry.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    Value::Object(entry)
}

/// `{"result":[ENTRY]}`.
pub(super) fn single(entry: &Value) -> Value {
    json!({ "result": [entry] })
}
