//! The outside of an answer: `{"meta":{"code","type","message"},"data":…}`. The code is a number or text; `data` is an
//! empty list where there is nothing, even where an object is usual.

use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use serde_json::Value;
use shipdesk_core::error::FieldIssue;

/// An answer that says what became of the call.
#[derive(Debug)]
pub(super) struct Answer {
    /// The service's code.
    code: String,
    message: Option<String>,
    /// What it brought.
    pub(super) data: Value,
}

/// What the documents' codes mean. Others are refusals in the service's own words.
const CODES: &[(&str, ErrorKind)] = &[
    ("401", ErrorKind::Auth),
    ("403", ErrorKind::Auth),
    ("4001", ErrorKind::Auth),
    ("4002", ErrorKind::Auth),
    ("4017", ErrorKind::NoParcel),
    ("4031", ErrorKind::NoParcel),
    // over the limit, balance insufficient, used up
    ("202", ErrorKind::OutOfQuota),
    ("402", ErrorKind::OutOfQuota),
    ("4019", ErrorKind::OutOfQuota),
    ("4021", ErrorKind::OutOfQuota),
    ("429", ErrorKind::RateLimited),
];

/// The parcel is registered already.
pub(super) const EXISTS: &str = "4016";
/// There is nothing to give.
const EMPTY: &str = "4031";
/// The service cannot tell the carrier.
const NO_CARRIER: &str = "4032";

/// Reads the outside, whatever the code says.
///
/// # Errors
/// Where there is no code, and where the code is about us or the service and not about a parcel.
pub(super) fn read(answer: &HttpAnswer) -> Result<Answer, ProviderError> {
    let whole = match json::parse(&answer.body) {
        Err(_) if matches!(answer.status, 401 | 403) => {
            return Err(ProviderError::auth(format!("HTTP {}", answer.status)));
        }
        whole => whole?,
    };
    let meta = json::get(&whole, "meta").unwrap_or(&Value::Null);
    let Some(code) = json::text_of(meta, "code") else {
        return Err(ProviderError::bad_answer("an answer without `meta.code`"));
    };
    let data = json::get(&whole, "data").cloned().unwrap_or(Value::Null);
    let answer = Answer { code, message: json::text_of(meta, "message"), data };
    let error = answer.error();
    match error.kind {
        ErrorKind::Auth | ErrorKind::OutOfQuota | ErrorKind::RateLimited | ErrorKind::Down => Err(error),
        _ => Ok(answer),
    }
}

/// What a call brought that was done.
///
/// # Errors
/// The service's refusal.
pub(super) fn done(answer: &HttpAnswer) -> Result<Value, ProviderError> {
    let answer = read(answer)?;
    if answer.is_done() { Ok(answer.data) } else { Err(answer.error()) }
}

/// The same for calls that look for something: nothing found is an answer.
///
/// # Errors
/// The service's refusal.
pub(super) fn found(answer: &HttpAnswer) -> Result<Value, ProviderError> {
    let answer = read(answer)?;
    match answer.code.as_str() {
        EMPTY | NO_CARRIER => Ok(Value::Null),
        _ if answer.is_done() => Ok(answer.data),
        _ => Err(answer.error()),
    }
}

impl Answer {
    /// Whether the call was done. 200 and 201 say the same: one sample has 201 for a call that added nothing.
    pub(super) fn is_done(&self) -> bool {
        matches!(self.code.as_str(), "200" | "201")
    }

    pub(super) fn says_exists(&self) -> bool {
        self.code == EXISTS
    }

    /// The answer as a refusal.
    pub(super) fn error(&self) -> ProviderError {
        refusal(&self.code, self.message.as_deref())
    }
}

/// A code with its words, for the whole call or for one of its parcels.
pub(super) fn refusal(code: &str, words: Option<&str>) -> ProviderError {
    let known = CODES.iter().find(|(known, _)| *known == code).map(|(_, kind)| *kind);
    let is_down = code.len() == 3 && code.starts_with('5');
    let kind = known.unwrap_or(if is_down { ErrorKind::Down } else { ErrorKind::Refused });
    let words = words.map_or_else(|| format!("code {code} without a reason"), str::to_owned);
    ProviderError { fields: fields(code), ..ProviderError::said(kind, code, &words) }
}

/// The fields that a code is about.
fn fields(code: &str) -> Vec<FieldIssue> {
    let issue = match code {
        "4013" => FieldIssue::missing("tracking_number"),
        "4014" => FieldIssue::wrong_kind("tracking_number", "tracking number", ""),
        "4015" | NO_CARRIER => FieldIssue::wrong_kind("carrier_code", "the service's code of a carrier", ""),
        _ => return Vec::new(),
    };
    vec![issue]
}

/// The objects in what came: a list, one object, or a list below `items`.
///
/// # Errors
/// [`ErrorKind::BadAnswer`] for anything else; nothing at all is no object.
pub(super) fn objects(data: &Value) -> Result<Vec<&Value>, ProviderError> {
    let listed = json::get(data, "items").unwrap_or(data);
    let values = match listed {
        Value::Null => Vec::new(),
        Value::String(text) if text.trim().is_empty() => Vec::new(),
        listed @ (Value::Array(_) | Value::Object(_)) => json::list(listed),
        _ => return Err(ProviderError::bad_answer("`data` is neither a list nor an object")),
    };
    let objects: Vec<&Value> = values.iter().copied().filter(|value| value.is_object()).collect();
    if objects.is_empty() && values.iter().any(|value| !value.is_null()) {
        return Err(ProviderError::bad_answer("`data` is a list without objects"));
    }
    Ok(objects)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn kind(code: &str) -> ErrorKind {
        refusal(code, Some("no")).kind
    }

    #[test]
    fn codes_mean_what_the_tables_say() {
        for (codes, expected) in [
            ("401 403 4001 4002", ErrorKind::Auth),
            ("4017 4031", ErrorKind::NoParcel),
            ("202 402 4019 4021", ErrorKind::OutOfQuota),
            ("429", ErrorKind::RateLimited),
            ("500 503 511", ErrorKind::Down),
            ("203 404 4012 4013 4014 4015 4016 4018 4020 4032 4033 5000 7", ErrorKind::Refused),
        ] {
            for code in codes.split(' ') {
                assert_eq!(kind(code), expected, "{code}");
            }
        }
        assert_eq!(refusal("4013", None).fields, [FieldIssue::missing("tracking_number")]);
        assert_eq!(refusal("4015", None).fields[0].path, "carrier_code");
    }

    #[test]
    fn the_code_is_a_number_or_text_and_decides() {
        let answer = |body: &str| done(&HttpAnswer::new(200, body.as_bytes().to_vec()));
        assert_eq!(answer(r#"{"meta":{"code":200},"data":[]}"#), Ok(json!([])));
        assert_eq!(answer(r#"junk {"meta":{"code":"201"}}"#), Ok(Value::Null));
        let error = answer(r#"{"meta":{"code":"4015","message":"The value of carrier_code is invalid."}}"#);
        let error = error.unwrap_err();
        let said = (error.kind, error.code.as_deref(), error.message.as_deref());
        assert_eq!(said, (ErrorKind::Refused, Some("4015"), Some("The value of carrier_code is invalid.")));
        for body in [r#"{"data":[]}"#, r#"{"meta":200,"data":{}}"#, r#"{"meta":{"code":null}}"#] {
            assert_eq!(answer(body).unwrap_err().kind, ErrorKind::BadAnswer, "{body}");
        }
        let page = HttpAnswer::new(401, b"<html>no</html>".to_vec());
        assert_eq!(done(&page).unwrap_err().kind, ErrorKind::Auth);
        let nothing = HttpAnswer::new(200, br#"{"meta":{"code":4031},"data":[]}"#.to_vec());
        assert_eq!(
            (found(&nothing), done(&nothing).unwrap_err().kind),
            (Ok(Value::Null), ErrorKind::NoParcel)
        );
    }

    #[test]
    fn objects_come_in_many_forms() {
        let count = |data: Value| objects(&data).map(|objects| objects.len()).map_err(|error| error.kind);
        for nothing in [json!([]), json!({}), json!(null), json!(""), json!([null]), json!({"items": []})] {
            assert_eq!(count(nothing.clone()), Ok(0), "{nothing}");
        }
        assert_eq!(count(json!({"id": "1"})), Ok(1));
        assert_eq!(count(json!({"total": 2, "items": [{}, "x", {}]})), Ok(2));
        assert_eq!(count(json!({"0": {"id": "1"}, "2": {"id": "2"}})), Ok(2));
        for odd in [json!("busy"), json!(7), json!(["x"]), json!({"items": "x"})] {
            assert_eq!(count(odd.clone()), Err(ErrorKind::BadAnswer), "{odd}");
        }
    }
}
