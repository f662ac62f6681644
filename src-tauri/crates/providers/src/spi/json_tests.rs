use super::*;
use crate::spi::error::ErrorKind;
use proptest::prelude::*;
use serde_json::json;

fn read(text: &str) -> Value {
    parse(text.as_bytes()).unwrap()
}

fn refused(text: &str) -> String {
    let error = parse(text.as_bytes()).expect_err(text);
    assert_eq!(error.kind, ErrorKind::BadAnswer, "{text}");
    error.detail
}

#[test]
fn reads_behind_whatever_comes_first() {
    let answer = json!({"code": 200});
    for before in [
        "\u{FEFF}",
        " \r\n\t",
        "1",
        "<br />\n<b>Warning</b>:  Undefined array key \"a\" in <b>/www/a.php</b> on line <b>3</b><br />\n",
        "PHP Notice: Undefined offset: [0] in /www/a.php\n#0 {main}\n  thrown in /www/a.php on line 9\n",
        "[2024-08-21 04:54:46] local.ERROR: array(1) { [0]=> string(2) \"ok\" }\n",
        "array(1) { [\"code\"]=> int(400) }\n",
        "Notice: see http://php.net/foo[] {$x}\n",
    ] {
        assert_eq!(read(&format!("{before}{{\"code\":200}}")), answer, "{before}");
    }
}

#[test]
fn does_not_care_what_comes_behind() {
    for behind in ["\n", "<!-- 0.01s -->", "{\"code\":400}", "}", "]", "\u{0}", "<br />Notice: [0]"] {
        assert_eq!(read(&format!("{{\"code\":200}}{behind}")), json!({"code": 200}), "{behind}");
    }
}

#[test]
fn remarks_go_and_links_stay() {
    let text =
        "{ // a remark with \"quotes\"\n\"yue\": \"6369.22\", //余额 {\n \"url\": \"http://a.example//b\" }";
    assert_eq!(read(text), json!({"yue": "6369.22", "url": "http://a.example//b"}));
    assert_eq!(read("[ // one\n // two\n {\"a\":\"\\\"//\"} // three\n]"), json!([{"a": "\"//"}]));
}

#[test]
fn raw_control_characters_and_broken_bytes_cost_nothing_else() {
    assert_eq!(read("{\"a\":\"x\ty\nz\"}"), json!({"a": "x\ty\nz"}));
    assert_eq!(parse(b"{\"a\":\"\xff\",\"code\":200}").unwrap(), json!({"a": "\u{FFFD}", "code": 200}));
}

#[test]
fn half_a_character_costs_nothing_else() {
    for (written, read_as) in [
        ("发货\\ud83d", "发货\u{FFFD}"),
        ("\\uDE00 late", "\u{FFFD} late"),
        ("\\ud83d\\ud83d\\ude00", "\u{FFFD}😀"),
        ("\\ud83d\\n", "\u{FFFD}\n"),
        ("\\ud83d\\u0041", "\u{FFFD}A"),
        ("\\\\ud83d \\ud83d", "\\ud83d \u{FFFD}"),
    ] {
        let text = format!("{{\"a\":\"{written}\",\"code\":200}}");
        assert_eq!(read(&text), json!({"a": read_as, "code": 200}), "{text}");
    }
    for text in ["{\"a\":\"\\ud83d", "{\"a\":\"\\ud8", "{\"a\":\"\\ud83d\\", "{\"a\":\"\\ud83d\\ude"] {
        assert_eq!(refused(text), "the answer is cut off", "{text}");
    }
    assert_eq!(refused("{\"a\":\"\\uzzzz\"}"), "the answer is not JSON");
}

#[test]
fn numbers_keep_their_digits() {
    assert_eq!(get(&read("{\"fee\":5.20}"), "fee").unwrap().to_string(), "5.20");
}

#[test]
fn half_an_answer_is_no_answer() {
    for text in [
        "{\"result\":[{\"code\":200}",
        "{\"result\":[{\"code\":200}]",
        "[{\"code\":200},",
        "[{\"code\":200}",
        "{",
        "[",
        "{\"code\":200, // remark",
        "Warning: [0]\n{\"result\":[{\"code\":200}",
        "{\"code\":2",
        "{\"msg\":\"",
    ] {
        assert_eq!(refused(text), "the answer is cut off", "{text}");
    }
}

#[test]
fn a_broken_answer_is_never_read_from_its_middle() {
    for text in [
        "{\"a\":x,\"result\":[{\"code\":200}]}",
        "[{\"a\" 1},{\"code\":200}]",
        "{\"a\":1}}".get(1..).unwrap(),
    ] {
        assert!(parse(text.as_bytes()).is_err(), "{text}");
    }
    assert_eq!(refused("{\"a\" \"b\", \"result\":[{\"code\":200}]}"), "the answer is not JSON");
}

#[test]
fn pages_and_words_are_no_answer() {
    assert_eq!(
        refused("<!DOCTYPE html><script>var a = {\"code\":200}</script>"),
        "an HTML page instead of JSON"
    );
    assert_eq!(refused("<html><style>a{b:c}</style>"), "an HTML page instead of JSON");
    for text in ["", " ", "null", "true", "\"200\"", "200", "Bad Request", "[0]", "[[]]", "[\"a\"]"] {
        assert_eq!(refused(text), "no JSON in the answer", "{text}");
    }
}

#[test]
fn nothing_is_an_answer_only_where_a_line_begins() {
    assert_eq!(read("[]"), json!([]));
    assert_eq!(read("\u{FEFF} {}"), json!({}));
    assert_eq!(read("Warning: x\n[]"), json!([]));
    assert_eq!(read("<b>3</b><br />[]"), json!([]));
    assert_eq!(read("Notice: items[] and f() {} here\n[{\"a\":1}]"), json!([{"a": 1}]));
    assert_eq!(refused("Notice: items[] here"), "no JSON in the answer");
}

#[test]
fn fields_are_found_however_they_are_spelt() {
    let value = json!({"OrderID": 7, "Code ": " 200 ", "msg": null, "code2": "", "list": {"0": {"a": 1}, "2": {"a": 2}}});
    assert_eq!(text_of(&value, "orderid").as_deref(), Some("7"));
    assert_eq!(text_of(&value, "code").as_deref(), Some("200"));
    assert_eq!((get(&value, "msg"), text_of(&value, "code2")), (None, None));
    assert_eq!(list(get(&value, "list").unwrap()), [&json!({"a": 1}), &json!({"a": 2})]);
    assert_eq!(list(&json!({"a": 1})), [&json!({"a": 1})]);
    assert!(list(&json!("")).is_empty() && list(&json!({})).is_empty() && list(&Value::Null).is_empty());
}

/// JSON-like junk: brackets, quotes, remarks and pieces of answers in any order.
fn junk() -> impl Strategy<Value = String> {
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "//",
        "\n",
        ":",
        ",",
        "0",
        "{\"code\":200}",
        "{main}",
        "\u{FEFF}",
        "é",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_give_a_document_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(value) = parse(&bytes) {
            prop_assert!(is_document(&value));
        }
    }

    #[test]
    fn any_junk_gives_a_document_or_an_error(text in junk()) {
        if let Ok(value) = parse(text.as_bytes()) {
            prop_assert!(is_document(&value));
        }
    }
}
