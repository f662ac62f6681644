//! What the two hosts say of themselves.

use crate::spi::descriptor::{AccountField, Descriptor, FieldKind, Limits, OptionField};
use std::time::Duration;

/// 丁仓.
pub(super) static DINGCANG: Descriptor = platform("dingcang", "丁仓", "http://best.dingcang.vip/api");
/// 小丁物流.
pub(super) static DINGEXPRESS: Descriptor =
    platform("dingexpress", "小丁物流 DingExpress", "http://oms.dingexpress.cn/api");

const FIELDS: &[AccountField] = &[
    field("app_key", FieldKind::Text, true, None),
    field("currency", FieldKind::Currency, false, Some("CNY")),
    field("declared_currency", FieldKind::Currency, false, None),
    field("app_secret", FieldKind::Secret, true, None),
];

const fn platform(id: &'static str, label: &'static str, base_url: &'static str) -> Descriptor {
    Descriptor {
        id,
        label,
        docs_url: "https://www.stterp.net/docs/open",
        base_url,
        sandbox_url: None,
        fields: FIELDS,
        options: &[
            OptionField { name: "Otheraddid", whole_number: true },
            OptionField { name: "ptid", whole_number: true },
            OptionField { name: "ydh1", whole_number: false },
            OptionField { name: "ydh2", whole_number: false },
            OptionField { name: "Femail", whole_number: false },
            OptionField { name: "Fphone", whole_number: false },
        ],
        // the document states no limits: these are ours, and polite
        limits: Limits {
            parallel: 4,
            silence: Duration::from_secs(10),
            create_batch: 20,
            label_batch: 20,
            apart: Duration::ZERO,
            per_minute: None,
        },
        unconfirmed: None,
    }
}

const fn field(
    name: &'static str,
    kind: FieldKind,
    required: bool,
    default: Option<&'static str>,
) -> AccountField {
    AccountField { name, kind, required, default, choices: &[] }
}
