//! The platform's four envelopes, read by one decoder: `{"result":[{code,…}]}`, a bare list, `{code,result}` and
//! `{code,…}`. Codes come as numbers and as text, `msg` as text and as an object, names in any case.

use super::phrases::{Call, refusal};
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::provider::PerOrder;
use serde_json::Value;
use shipdesk_core::decimal;

const DONE: &str = "200";

/// One object of an answer, with the platform's verdict on what was asked.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The code as plain digits (`200`, also from `"200"`, `200.0` and `" 200 "`), or the text that stands there.
    pub(super) code: Option<String>,
    body: Value,
}

impl Item {
    fn new(body: &Value) -> Self {
        Self { code: code(body), body: body.clone() }
    }

    /// A member of the object itself.
    pub(super) fn own(&self, name: &str) -> Option<&Value> {
        json::get(&self.body, name)
    }

    /// A field, in `msg.result`, `msg`, a `result` of one object, or the object itself, whichever has it.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let message = self.own("msg").and_then(only_object);
        let layers = [
            message.and_then(|message| json::get(message, "result")).and_then(only_object),
            message,
            self.own("result").and_then(only_object),
            Some(&self.body),
        ];
        layers.into_iter().flatten().find_map(|layer| json::get(layer, name))
    }

    /// A field as text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).and_then(json::text)
    }

    fn order_no(&self) -> Option<String> {
        self.text("orderid")
    }

    /// The platform's words: `msg`, or `result` where the reason stands there (cancelstatus).
    fn words(&self) -> String {
        let message = self.own("msg").and_then(|message| match message {
            Value::Object(_) => json::text_of(message, "msg")
                .or_else(|| json::text_of(message, "message"))
                .or(Some(message.to_string())),
            Value::Array(parts) => Some(parts.iter().filter_map(json::text).collect::<Vec<_>>().join(", ")),
            other => json::text(other),
        });
        message.or_else(|| json::text_of(&self.body, "result")).unwrap_or_default()
    }

    /// The item, where its code says that the call was done.
    ///
    /// # Errors
    /// The refusal by its phrase; a code that no document has is a bad answer.
    pub(super) fn done(self, call: Call, order_no: &str) -> Result<Self, ProviderError> {
        match self.code.as_deref() {
            Some(DONE) => Ok(self),
            Some(code @ ("400" | "401" | "403")) => Err(refusal(call, code, &self.words(), order_no)),
            Some(code) => {
                let detail = format!("code {code} stands in no document");
                let message = Some(self.words()).filter(|words| !words.is_empty());
                Err(ProviderError {
                    code: Some(code.to_owned()),
                    message,
                    ..ProviderError::bad_answer(detail)
                })
            }
            None => Err(ProviderError::bad_answer("an answer without a code")),
        }
    }
}

/// The verdict on one order, from any of the envelopes.
///
/// # Errors
/// An answer about another order, or with several verdicts on this one, is a bad answer.
pub(super) fn single(answer: &HttpAnswer, order_no: &str) -> Result<Item, ProviderError> {
    let mut items = items(&read(answer)?)?;
    if items.is_empty() {
        return Err(ProviderError::bad_answer("an empty answer"));
    }
    items.retain(|item| item.order_no().is_none_or(|named| named == order_no));
    let first =
        items.first().cloned().ok_or_else(|| ProviderError::bad_answer("an answer about another order"))?;
    if items.iter().any(|item| item.code != first.code) {
        return Err(ProviderError::bad_answer("an answer that says yes and no"));
    }
    Ok(first)
}

/// The verdict on the whole call: that of the outermost object that has a code.
pub(super) fn whole(answer: &HttpAnswer) -> Result<Item, ProviderError> {
    let value = read(answer)?;
    if code(&value).is_some() {
        return Ok(Item::new(&value));
    }
    match items(&value)?.as_slice() {
        [item] => Ok(item.clone()),
        _ => Err(ProviderError::bad_answer("not one verdict")),
    }
}

/// The verdicts on each of several orders, in the order they were asked for.
///
/// Left out are orders that the answer does not name, and those of which it says yes and no.
///
/// # Errors
/// The refusal of the whole call; an answer that names none of the orders is a bad one.
pub(super) fn each<T>(
    answer: &HttpAnswer,
    call: Call,
    asked: &[String],
    read_item: impl Fn(&Item) -> T,
) -> Result<PerOrder<T>, ProviderError> {
    let items = items(&read(answer)?)?;
    let mut verdicts = Vec::new();
    if let [item] = items.as_slice()
        && item.order_no().is_none()
    {
        match asked {
            [order_no] => verdicts.push((order_no, vec![item])),
            // the words are about the call: none of its orders is known or unknown by them
            _ => return Err(of_all(call, item)),
        }
    } else {
        let of = |order_no: &String| {
            items.iter().filter(|item| item.order_no().as_ref() == Some(order_no)).collect::<Vec<_>>()
        };
        verdicts.extend(asked.iter().map(|order_no| (order_no, of(order_no))));
        verdicts.retain(|(_, said)| !said.is_empty());
    }
    if verdicts.is_empty() {
        return Err(nobody());
    }
    verdicts.retain(|(_, said)| {
        said.iter().all(|item| said.first().is_some_and(|first| first.code == item.code))
    });
    let read_one = |(order_no, said): (&String, Vec<&Item>)| {
        let item = (*said.first()?).clone().done(call, order_no);
        Some((order_no.clone(), item.map(|item| read_item(&item))))
    };
    Ok(verdicts.into_iter().filter_map(read_one).collect())
}

/// What one verdict without a number says of several orders. Of creating them, only wrong keys are sure to have stopped
/// all: anything else may have come in the middle, and leaves every one of them open.
fn of_all(call: Call, item: &Item) -> ProviderError {
    let error = item.clone().done(Call::Other, "").err().unwrap_or_else(nobody);
    match (call, error.kind) {
        (Call::Create, kind) if kind != ErrorKind::Auth => {
            ProviderError { kind: ErrorKind::BadAnswer, ..error }
        }
        _ => error,
    }
}

fn nobody() -> ProviderError {
    ProviderError::bad_answer("the answer names none of the orders")
}

/// The JSON of an answer, by its HTTP status first: 401 and 403 are about who we are, whatever the body; another 4xx is
/// read only where the body has a verdict.
pub(super) fn read(answer: &HttpAnswer) -> Result<Value, ProviderError> {
    let status = answer.status;
    let value = || json::parse(&answer.body);
    match status {
        401 | 403 => {
            let items = value().and_then(|value| items(&value)).unwrap_or_default();
            let words = items.first().map(Item::words).filter(|words| !words.is_empty());
            let detail = words.clone().unwrap_or_else(|| format!("HTTP {status}"));
            Err(ProviderError {
                code: Some(status.to_string()),
                message: words,
                ..ProviderError::auth(detail)
            })
        }
        300..400 => Err(ProviderError::bad_answer("a redirection")),
        400..500 => {
            let unreadable = || ProviderError::bad_answer("no verdict");
            let value = value().map_err(|_| unreadable())?;
            let has_verdict = items(&value)?.iter().any(|item| item.code.is_some());
            if has_verdict { Ok(value) } else { Err(unreadable()) }
        }
        _ => value(),
    }
}

/// The objects of an answer that carry the verdicts: the innermost that have codes.
pub(super) fn items(value: &Value) -> Result<Vec<Item>, ProviderError> {
    let inner = if value.is_array() { Some(value) } else { json::get(value, "result") };
    let inner: Vec<Item> = inner.map(json::list).unwrap_or_default().into_iter().map(Item::new).collect();
    let has_codes = inner.iter().any(|item| item.code.is_some());
    match code(value) {
        Some(outer)
            if has_codes && outer != DONE && inner.iter().any(|item| item.code.as_deref() == Some(DONE)) =>
        {
            Err(ProviderError::new(ErrorKind::BadAnswer, "an answer that says yes and no"))
        }
        Some(_) if !has_codes => Ok(vec![Item::new(value)]),
        _ => Ok(inner),
    }
}

fn code(value: &Value) -> Option<String> {
    let code = json::get(value, "code")?;
    decimal::from_json(code).map(|number| number.normalize().to_string()).or_else(|| json::text(code))
}

fn only_object(value: &Value) -> Option<&Value> {
    match json::list(value).as_slice() {
        [one] if one.is_object() => Some(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> HttpAnswer {
        HttpAnswer::new(status, body.as_bytes().to_vec())
    }

    fn one(body: &str) -> Result<Item, ProviderError> {
        single(&answer(200, body), "A1").and_then(|item| item.done(Call::Create, "A1"))
    }

    #[test]
    fn every_envelope_and_every_spelling_of_the_code_is_read() {
        for body in [
            r#"{"result":[{"code":200}]}"#,
            r#"{"RESULT":{"Code":"200","orderid":"A1"}}"#,
            r#"[{"code":200.0,"orderid":"A1"}]"#,
            r#"{"code":" 200 ","msg":null}"#,
            r#"{"code":2e2,"result":[]}"#,
            r#"{"code":200,"result":[{"code":200}],"extra":[1]}"#,
            r#"{"result":{"0":{"code":200}}}"#,
            r#"[{"code":400,"orderid":"A2"},{"code":200,"orderid":" A1 "}]"#,
        ] {
            assert_eq!(one(body).unwrap().code.as_deref(), Some("200"), "{body}");
        }
    }

    #[test]
    fn what_is_not_a_verdict_on_this_order_is_a_bad_answer() {
        for body in [
            r#"{"result":[]}"#,
            r#"{"result":null}"#,
            r"{}",
            "[]",
            r#"{"result":[{}]}"#,
            r#"{"result":[{"code":null}]}"#,
            r#"{"result":[{"code":"OK"}]}"#,
            r#"{"result":[{"code":201}]}"#,
            r#"{"result":[{"code":300}]}"#,
            r#"{"result":[{"code":200,"orderid":"A2"}]}"#,
            r#"{"result":[{"code":400,"orderid":"A2","msg":"订单号已存在"}]}"#,
            r#"{"result":[{"code":200},{"code":400}]}"#,
            r#"{"code":400,"msg":"x","result":[{"code":200}]}"#,
        ] {
            assert_eq!(one(body).unwrap_err().kind, ErrorKind::BadAnswer, "{body}");
        }
    }

    #[test]
    fn the_words_are_found_wherever_they_stand() {
        for body in [
            r#"{"result":[{"code":400,"orderid":"A1","msg":"no"}]}"#,
            r#"{"code":"400","msg":{"msg":"no"}}"#,
            r#"{"code":400,"Msg":["no"]}"#,
            r#"{"code":400,"result":"no"}"#,
        ] {
            let error = one(body).unwrap_err();
            assert_eq!((error.kind, error.message.as_deref()), (ErrorKind::Refused, Some("no")), "{body}");
        }
        let error = one(r#"{"code":999,"msg":"odd"}"#).unwrap_err();
        assert_eq!((error.code.as_deref(), error.message.as_deref()), (Some("999"), Some("odd")));
    }

    #[test]
    fn the_http_status_comes_first() {
        let refused = r#"{"result":[{"code":400,"msg":"no"}]}"#;
        let kind = |status, body: &str| {
            single(&answer(status, body), "A1").and_then(|item| item.done(Call::Create, "A1"))
        };
        for status in [401, 403] {
            let error = kind(status, refused).unwrap_err();
            assert_eq!((error.kind, error.message.as_deref()), (ErrorKind::Auth, Some("no")));
            assert_eq!(kind(status, "<html>").unwrap_err().detail, format!("HTTP {status}"));
        }
        assert_eq!(kind(302, r#"{"code":200}"#).unwrap_err().kind, ErrorKind::BadAnswer);
        assert_eq!(kind(404, refused).unwrap_err().kind, ErrorKind::Refused);
        for body in ["<html>", "[]", "{}", r#"{"error":"x"}"#] {
            assert_eq!(kind(404, body).unwrap_err().detail, "no verdict", "{body}");
        }
    }

    #[test]
    fn each_order_gets_its_own_verdict() {
        let asked = ["A1", "A2", "A3", "A4"].map(str::to_owned);
        let body = r#"[{"code":400,"orderid":"A2","msg":"订单号已存在"},{"code":200,"orderid":"A1"},{"code":200,"orderid":"B"},
            {"code":200,"orderid":"A3"},{"code":400,"orderid":"A3"},{"code":200,"orderid":"A1"}]"#;
        let verdicts = each(&answer(200, body), Call::Create, &asked, |item| item.code.clone()).unwrap();
        let kinds: Vec<_> =
            verdicts.iter().map(|(no, v)| (no.as_str(), v.as_ref().err().map(|e| e.kind))).collect();
        assert_eq!(kinds, [("A1", None), ("A2", Some(ErrorKind::Duplicate))]);
    }

    #[test]
    fn a_refusal_of_the_whole_call_is_the_calls_error() {
        let two = ["A1", "A2"].map(str::to_owned);
        let kind = |body: &str, call, asked: &[String]| {
            let verdicts = each(&answer(200, body), call, asked, |_| ()).map_err(|error| error.kind)?;
            Ok(verdicts
                .into_iter()
                .map(|(_, verdict)| verdict.map_err(|error| error.kind))
                .collect::<Vec<_>>())
        };
        let keys = r#"{"code":400,"msg":"AppSecret错误"}"#;
        assert_eq!(kind(keys, Call::Create, &two), Err(ErrorKind::Auth));
        let unknown = r#"{"code":400,"msg":"订单不存在"}"#;
        assert_eq!(kind(unknown, Call::Lookup, &two), Err(ErrorKind::Refused));
        assert_eq!(kind(unknown, Call::Lookup, &two[..1]), Ok(vec![Err(ErrorKind::NotFound)]));
        for body in ["[]", r#"{"code":200}"#, r#"[{"code":200,"orderid":"B"}]"#] {
            assert_eq!(kind(body, Call::Create, &two), Err(ErrorKind::BadAnswer), "{body}");
        }
    }
}
