//! What the platform says of itself.

use crate::spi::descriptor::{AccountField, Descriptor, FieldKind, Limits};
use std::time::Duration;

/// The languages of the platform's own lines; a carrier's stay as they are.
const LANGUAGES: &[&str] = &["zh_CN", "zh_TW", "en_US"];

/// 万邑通.
pub(super) static WINIT: Descriptor = Descriptor {
    id: "winit",
    label: "万邑通 Winit",
    docs_url: "https://developer.winit.com.cn",
    base_url: "https://openapi.winit.com.cn/openapi/service",
    sandbox_url: Some("https://sandboxopenapi.winit.com.cn/openapi/service"),
    fields: &[
        field("app_key", FieldKind::Text, true, None),
        field("client_id", FieldKind::Text, true, None),
        field("platform", FieldKind::Text, true, None),
        AccountField { choices: LANGUAGES, ..field("language", FieldKind::Choice, false, Some("zh_CN")) },
        field("utc_offset", FieldKind::Offset, false, Some("+08:00")),
        field("token", FieldKind::Secret, true, None),
        field("client_secret", FieldKind::Secret, true, None),
    ],
    options: &[],
    // calls a minute as documented; the rest is ours, and polite
    limits: Limits {
        parallel: 4,
        silence: Duration::from_mins(1),
        create_batch: 1,
        label_batch: 1,
        apart: Duration::ZERO,
        per_minute: Some(1000),
    },
    unconfirmed: None,
};

const fn field(
    name: &'static str,
    kind: FieldKind,
    required: bool,
    default: Option<&'static str>,
) -> AccountField {
    AccountField { name, kind, required, default, choices: &[] }
}
