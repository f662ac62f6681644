//! Who may call. Invented; good nowhere else.

use axum::http::{HeaderMap, HeaderValue};

use super::envelope::Code;
use crate::PracticeCredentials;

const API_KEY: &str = "practice-trackingmore-6e2f9a14";

/// Units of the quota at first: a registration takes one.
pub(super) const OPENING_QUOTA: i64 = 2_000;

pub(crate) const ACCOUNT: PracticeCredentials = PracticeCredentials {
    provider: "trackingmore",
    name: "practice-trackingmore",
    path: "trackingmore/v2",
    fields: &[],
    secrets: &[("api_key", API_KEY)],
    numbers: &[],
};

/// Whether the request carries the key.
pub(super) fn admits(headers: &HeaderMap) -> Result<(), Code> {
    match headers.get("trackingmore-api-key").map(HeaderValue::as_bytes) {
        None | Some(b"") => Err(Code::Unauthorized),
        Some(key) if key == API_KEY.as_bytes() => Ok(()),
        Some(_) => Err(Code::KeyInvalid),
    }
}
