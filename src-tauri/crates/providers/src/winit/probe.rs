//! What the answer to a harmless call tells of our keys and our clock.
//!
//! No document lists the platform's codes. So here, and only here, the names of the protocol's own fields in its words
//! say what is to be looked at. Nothing is decided by it but what a person reads.

use super::envelope;
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::provider::Verdict;
use crate::spi::redact::redact;
use jiff::{SignedDuration, Timestamp};
use shipdesk_core::error::{FieldIssue, FieldProblem};
use shipdesk_core::secret::Secret;
use shipdesk_core::text::shorten;

/// How far our clock may be from the provider's before that is worth a word: how much it bears is not documented.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(2);

/// Words of a refusal, folded and without blanks and strokes, and the field of the account that they are about.
const SUSPECTS: [(&str, &[&str]); 6] = [
    ("client_secret", &["clientsign", "clientsecret", "应用签名", "應用簽名"]),
    ("client_id", &["clientid"]),
    ("platform", &["platform"]),
    ("app_key", &["appkey"]),
    ("token", &["token", "用户签名", "用戶簽名", "令牌"]),
    ("utc_offset", &["timestamp", "时间戳", "時間戳"]),
];
/// A signature is wrong, and it is not said which: it may be any of the things that go into it.
const ANY_SIGNATURE: [&str; 3] = ["sign", "签名", "簽名"];
const BEHIND_A_SIGNATURE: [&str; 3] = ["token", "client_secret", "utc_offset"];

/// Reads the answer about a number that nobody has.
///
/// # Errors
/// [`ErrorKind::Auth`] with the fields to look at, where the refusal names any or our clock is wrong.
pub(super) fn verdict(
    answer: &HttpAnswer,
    now: Timestamp,
    secrets: &[Secret],
) -> Result<Verdict, ProviderError> {
    let Err(error) = envelope::objects(answer) else { return Ok(Verdict::Good) };
    match error.kind {
        ErrorKind::Refused => {
            let words = error.message.clone().unwrap_or_default();
            let fields: Vec<_> = suspects(&words).into_iter().chain(skew(answer, now)).collect();
            if fields.is_empty() {
                let code = error.code.as_deref().unwrap_or_default();
                return Ok(Verdict::Unclear(quoted(&format!("{code} {words}"), secrets)));
            }
            Err(ProviderError { kind: ErrorKind::Auth, fields, ..error })
        }
        ErrorKind::BadAnswer if answer.status < 300 => {
            let value = json::parse(&answer.body)?;
            Ok(Verdict::Unclear(quoted(&value.to_string(), secrets)))
        }
        _ => Err(error),
    }
}

/// Foreign words, which may echo what was sent.
fn quoted(words: &str, secrets: &[Secret]) -> String {
    shorten(redact(words, secrets).trim(), 200)
}

fn suspects(words: &str) -> Vec<FieldIssue> {
    let plain: String = words.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| plain.contains(phrase));
    let mut named: Vec<&str> =
        SUSPECTS.iter().filter(|(_, phrases)| says(phrases)).map(|(field, _)| *field).collect();
    if named.is_empty() && says(&ANY_SIGNATURE) {
        named.extend(BEHIND_A_SIGNATURE);
    }
    named.into_iter().map(to_check).collect()
}

fn to_check(field: &str) -> FieldIssue {
    let allowed = if field == "utc_offset" { "the provider's time zone" } else { "as the provider has it" };
    FieldIssue {
        path: field.to_owned(),
        problem: FieldProblem::WrongKind,
        allowed: Some(allowed.to_owned()),
        given: None,
    }
}

/// How far our clock is from the provider's, where that is too far.
fn skew(answer: &HttpAnswer, now: Timestamp) -> Option<FieldIssue> {
    let skew = now.duration_since(answer.date?);
    let limit = TOLERANCE.as_secs();
    let given = format!("{:+} s", skew.as_secs());
    (skew.abs() > TOLERANCE)
        .then(|| FieldIssue::out_of_range("clock", &format!("-{limit} … +{limit} s"), &given))
}
