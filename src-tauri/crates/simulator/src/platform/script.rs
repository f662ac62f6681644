//! The twelve scripts by name, and which order numbers a request to them is about.

use serde_json::Value;

use super::draft::text;

/// One call of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Create,
    MultiCreate,
    Label,
    MultiLabels,
    Cancel,
    CancelStatus,
    Transfer,
    Price,
    Channels,
    Account,
    Tracking,
    ScanForm,
}

const NAMES: [(&str, Script); 12] = [
    ("interface.api.php", Script::Create),
    ("multicreateorder.php", Script::MultiCreate),
    ("fetchlabel.php", Script::Label),
    ("multifetchlabels.php", Script::MultiLabels),
    ("cancel.php", Script::Cancel),
    ("cancelstatus.php", Script::CancelStatus),
    ("transferlabel.php", Script::Transfer),
    ("getprice.php", Script::Price),
    ("channel.php", Script::Channels),
    ("getaccoutinfo.php", Script::Account),
    ("tracking.php", Script::Tracking),
    ("scanform.php", Script::ScanForm),
];

impl Script {
    pub(super) fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, script)| *script)
    }

    pub(super) fn creates(self) -> bool {
        matches!(self, Self::Create | Self::MultiCreate)
    }

    /// The order numbers that the request names, in its order.
    pub(super) fn order_numbers(self, request: &Value) -> Vec<String> {
        match self {
            Self::Create | Self::MultiCreate | Self::Price => {
                items(request, "orders").iter().filter_map(|order| text(order, "OrderID")).collect()
            }
            Self::MultiLabels => items(request, "orderids").iter().filter_map(plain).collect(),
            Self::Label | Self::Cancel | Self::CancelStatus | Self::Transfer => {
                text(request, "Orderid").into_iter().collect()
            }
            Self::Channels | Self::Account | Self::Tracking | Self::ScanForm => Vec::new(),
        }
    }
}

/// The members of an array of the request, none if it is not there.
pub(super) fn items<'a>(request: &'a Value, name: &str) -> &'a [Value] {
    request.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A text, or the digits of a number, without blanks around it.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
