//! What the provider says of itself.

use crate::spi::descriptor::{AccountField, Descriptor, FieldKind, Limits};
use std::time::Duration;

/// Xportcn.
pub(super) static XPORTCN: Descriptor = Descriptor {
    id: "xportcn",
    label: "Xportcn",
    docs_url: "https://doc-en.xportcn.com",
    base_url: "https://www.xportcn.com/api",
    sandbox_url: None,
    fields: &[
        field("access_key", FieldKind::Text, true),
        field("user_id", FieldKind::Text, false),
        field("access_secret", FieldKind::Secret, true),
    ],
    options: &[],
    // the document states no limits: these are ours, and polite
    limits: Limits {
        parallel: 2,
        silence: Duration::from_secs(30),
        create_batch: 1,
        label_batch: 1,
        apart: Duration::ZERO,
        per_minute: None,
    },
    unconfirmed: Some("signature"),
};

const fn field(name: &'static str, kind: FieldKind, required: bool) -> AccountField {
    AccountField { name, kind, required, default: None, choices: &[] }
}
