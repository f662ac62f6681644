//! What the service says of itself.

use crate::spi::descriptor::{AccountField, Descriptor, FieldKind, Limits};
use std::time::Duration;

/// How long the same number may not be asked live again, as documented.
pub(super) const LIVE_EVERY: Duration = Duration::from_hours(2);
/// Parcels in one call that registers, changes, removes or lists by number. The table of codes says 200, the page of the
/// call 40: the smaller one is safe.
pub(super) const BATCH: usize = 40;

/// TrackingMore.
pub(super) static TRACKINGMORE: Descriptor = Descriptor {
    id: "trackingmore",
    label: "TrackingMore",
    docs_url: "https://www.trackingmore.com/docs/trackings/list-all-trackings.php",
    base_url: "https://api.trackingmore.com/v2",
    sandbox_url: None,
    fields: &[
        // the names, addresses and phones of recipients stay here unless a person says otherwise
        AccountField {
            choices: &["no", "yes"],
            ..field("send_recipient", FieldKind::Choice, false, Some("no"))
        },
        field("api_key", FieldKind::Secret, true, None),
    ],
    options: &[],
    // a second between calls, as documented for the list and safe for the others; after a 429 two minutes of silence
    limits: Limits {
        parallel: 1,
        silence: Duration::from_mins(2),
        create_batch: 1,
        label_batch: 1,
        apart: Duration::from_secs(1),
        per_minute: None,
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
