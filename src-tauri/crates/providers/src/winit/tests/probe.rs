//! What the probe makes of a refusal.

use super::{body, opened, read};
use crate::spi::error::ErrorKind;
use crate::spi::http::HttpAnswer;
use crate::spi::provider::Verdict;
use serde_json::json;
use shipdesk_core::error::FieldIssue;

/// The verdict on an answer in words, and the fields that are to be looked at.
fn probed(words: &str, date: Option<&str>) -> Result<Verdict, Vec<String>> {
    let body = json!({"code": "01040007", "msg": words, "data": ""}).to_string().into_bytes();
    let date = date.map(|date| date.parse().unwrap());
    let answer = HttpAnswer { date, ..HttpAnswer::new(200, body) };
    (opened().probe().read)(&answer).map_err(|error| {
        assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Auth, Some("01040007")));
        let field = |issue: FieldIssue| format!("{} {}", issue.path, issue.given.unwrap_or_default());
        error.fields.into_iter().map(|issue| field(issue).trim().to_owned()).collect()
    })
}

#[test]
fn the_probe_tells_which_key_is_wrong_as_far_as_the_words_do() {
    let probe = opened().probe();
    assert_eq!(body(&probe.request)["data"], json!({"trackingnos": "SHIPDESK-PROBE"}));
    assert_eq!(read(&probe, "tracking/track.nothing.ok.json"), Ok(Verdict::Good));
    let fields = |words| probed(words, None).unwrap_err();
    assert_eq!(fields("token is invalid"), ["token"]);
    assert_eq!(fields("用户签名错误"), ["token"]);
    assert_eq!(fields("client_sign error"), ["client_secret"]);
    assert_eq!(fields("应用签名不正确"), ["client_secret"]);
    assert_eq!(fields("unknown client id"), ["client_id"]);
    assert_eq!(fields("时间戳已失效"), ["utc_offset"]);
    assert_eq!(fields("app_key or token"), ["app_key", "token"]);
    assert_eq!(fields("签名验证失败"), ["token", "client_secret", "utc_offset"]);
}

#[test]
fn the_probe_quotes_what_it_does_not_understand_without_secrets() {
    let unclear = |words: &str| Ok(Verdict::Unclear(words.to_owned()));
    assert_eq!(probed("系统繁忙 TESTSECRET", None), unclear("01040007 系统繁忙 ***"));
    let odd = (opened().probe().read)(&HttpAnswer::new(200, br#"{"status":"TESTTOKEN"}"#.to_vec()));
    assert_eq!(odd, Ok(Verdict::Unclear(r#"{"status":"***"}"#.to_owned())));
    let page = (opened().probe().read)(&HttpAnswer::new(200, b"<html></html>".to_vec()));
    assert_eq!(page.unwrap_err().kind, ErrorKind::BadAnswer);
}

#[test]
fn the_probe_tells_of_a_clock_that_is_wrong() {
    // the request is made at 19:04:05, the answer read a minute later
    assert_eq!(probed("系统繁忙", Some("2026-01-01T18:55:05Z")), Err(vec!["clock +600 s".to_owned()]));
    let fields = probed("timestamp", Some("2026-01-01T19:15:05Z")).unwrap_err();
    assert_eq!(fields, ["utc_offset", "clock -600 s"]);
    assert!(probed("系统繁忙", Some("2026-01-01T19:05:00Z")).is_ok());
}
