//! The outside of an answer: `{code, msg, data}`. `code` is text or a number, `data` a list, an object, or an empty text
//! where there is nothing.

use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use serde_json::Value;

const DONE: &str = "0";

/// The objects of `data`; none where there is nothing.
///
/// # Errors
/// Those of [`each`].
pub(super) fn objects(answer: &HttpAnswer) -> Result<Vec<Value>, ProviderError> {
    each(answer, Value::clone)
}

/// What is read in each object of `data`.
///
/// # Errors
/// The refusal with its code and words, which decide nothing: no document lists them. `data` that holds anything else
/// is a bad answer.
pub(super) fn each<T>(answer: &HttpAnswer, read: impl Fn(&Value) -> T) -> Result<Vec<T>, ProviderError> {
    if matches!(answer.status, 401 | 403) {
        return Err(turned_away(answer));
    }
    let whole = json::parse(&answer.body)?;
    match json::text_of(&whole, "code") {
        Some(code) if code == DONE => {
            data(json::get(&whole, "data")).map(|objects| objects.into_iter().map(read).collect())
        }
        Some(code) => Err(refusal(code, json::text_of(&whole, "msg"))),
        None => Err(ProviderError::bad_answer("an answer without a code")),
    }
}

/// Who we are is not accepted: in the provider's words where the answer has some.
fn turned_away(answer: &HttpAnswer) -> ProviderError {
    let whole = json::parse(&answer.body).unwrap_or_default();
    let code = json::text_of(&whole, "code").unwrap_or_else(|| answer.status.to_string());
    json::text_of(&whole, "msg").map_or_else(
        || ProviderError::auth(format!("HTTP {}", answer.status)),
        |words| ProviderError::said(ErrorKind::Auth, code, &words),
    )
}

fn refusal(code: String, words: Option<String>) -> ProviderError {
    match words {
        Some(words) => ProviderError::said(ErrorKind::Refused, code, &words),
        None => {
            let error = ProviderError::new(ErrorKind::Refused, format!("code {code} without a reason"));
            ProviderError { code: Some(code), ..error }
        }
    }
}

fn data(data: Option<&Value>) -> Result<Vec<&Value>, ProviderError> {
    match data {
        None => Ok(Vec::new()),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(Vec::new()),
        Some(data @ (Value::Array(_) | Value::Object(_))) => {
            let listed = json::list(data);
            let objects: Vec<&Value> = listed.iter().copied().filter(|item| item.is_object()).collect();
            if objects.is_empty() && !listed.iter().all(|item| item.is_null()) {
                return Err(ProviderError::bad_answer("`data` is a list without objects"));
            }
            Ok(objects)
        }
        Some(_) => Err(ProviderError::bad_answer("`data` is neither a list nor an object")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(data: &str) -> Result<usize, ErrorKind> {
        let body = format!(r#"{{"code":"0","msg":null,"data":{data}}}"#).into_bytes();
        objects(&HttpAnswer::new(200, body)).map(|objects| objects.len()).map_err(|error| error.kind)
    }

    #[test]
    fn nothing_comes_in_many_forms() {
        for data in [r#""""#, r#"" ""#, "[]", "{}", "null", "[null]"] {
            assert_eq!(count(data), Ok(0), "{data}");
        }
        assert_eq!(count(r#"{"orderNo":"A"}"#), Ok(1));
        assert_eq!(count(r#"[{"orderNo":"A"},"x",null,{"orderNo":"B"}]"#), Ok(2));
        for data in [r#""系统繁忙""#, "7", "true", "[1]", r#"["x"]"#] {
            assert_eq!(count(data), Err(ErrorKind::BadAnswer), "{data}");
        }
    }

    #[test]
    fn keys_that_are_not_accepted_are_told_in_the_providers_words() {
        let read = |body: &str| objects(&HttpAnswer::new(401, body.as_bytes().to_vec())).unwrap_err();
        let error = read(r#"{"code":"30020","msg":"签名错误","data":null}"#);
        assert_eq!(error.kind, ErrorKind::Auth);
        assert_eq!((error.code.as_deref(), error.message.as_deref()), (Some("30020"), Some("签名错误")));
        assert_eq!(read("<html>").kind, ErrorKind::Auth);
    }

    #[test]
    fn the_code_decides_and_keeps_its_digits() {
        let read = |body: &str| objects(&HttpAnswer::new(200, body.as_bytes().to_vec()));
        assert_eq!(read(r#"{"code":0}"#), Ok(vec![]));
        let error = read(r#"{"code":"01040007","msg":"操作成功","data":[{}]}"#).unwrap_err();
        let said = (error.kind, error.code.as_deref(), error.message.as_deref());
        assert_eq!(said, (ErrorKind::Refused, Some("01040007"), Some("操作成功")));
        let error = read(r#"{"code":500,"msg":null}"#).unwrap_err();
        assert_eq!(
            (error.kind, error.code.as_deref(), error.message),
            (ErrorKind::Refused, Some("500"), None)
        );
        assert_eq!(read(r#"{"msg":"操作成功","data":[]}"#).unwrap_err().kind, ErrorKind::BadAnswer);
        assert_eq!(objects(&HttpAnswer::new(403, vec![])).unwrap_err().kind, ErrorKind::Auth);
    }
}
