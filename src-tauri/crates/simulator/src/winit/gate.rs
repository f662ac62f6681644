//! The envelope of a call: is it whole, whose is it, is it signed, is it of now?
//!
//! Both signatures are computed from the bytes of `data` as they were sent, which must be what the platform would
//! write itself: compact, members in alphabetical order at every level.

use std::fmt::Write as _;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use md5::{Digest, Md5};
use serde_json::Value;

use super::account::{APP_KEY, CLIENT_ID, CLIENT_SECRET, PLATFORM, TOKEN};
use super::language::Language;

pub(super) const BUSY: &str = "00010001";
pub(super) const TOO_MANY: &str = "00010002";
pub(super) const NO_SUCH_ACTION: &str = "00010003";
pub(super) const PARAMETER: &str = "01040001";
pub(super) const NOT_FOUND: &str = "01040007";
const FORM: &str = "00020001";
const ACCOUNT: &str = "00020002";
const APPLICATION: &str = "00020003";
const CLOCK: &str = "00020004";
const USER_SIGN: &str = "00020005";
const CLIENT_SIGN: &str = "00020006";

/// How far a caller's clock may be off.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(10);

/// A call that was let in.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) action: String,
    pub(super) data: Value,
    pub(super) language: Language,
}

/// Why a call is refused, in the platform's words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: &'static str,
    pub(super) words: String,
}

impl Refusal {
    pub(super) fn new(code: &'static str, words: impl Into<String>) -> Self {
        Self { code, words: words.into() }
    }

    /// The request itself is not as it must be.
    pub(super) fn form(words: impl Into<String>) -> Self {
        Self::new(FORM, words)
    }
}

/// The members of an envelope, by name.
struct Envelope<'a> {
    members: Value,
    /// `data` as it was written; empty where there is none.
    data: &'a str,
}

impl<'a> Envelope<'a> {
    fn read(body: &'a [u8]) -> Result<Self, Refusal> {
        let text = std::str::from_utf8(body).map_err(|_| Refusal::form("字符编码必须为UTF-8"))?;
        let members: Value = serde_json::from_str(text).map_err(|_| Refusal::form("JSON格式错误"))?;
        Ok(Self { members, data: member(text, "data").unwrap_or_default() })
    }

    fn field(&self, name: &str) -> Result<&str, Refusal> {
        let value = self.members.get(name).and_then(Value::as_str).filter(|value| !value.is_empty());
        value.ok_or_else(|| Refusal::form(format!("缺少参数{name}")))
    }

    /// Whether it is one of ours, from a caller who is known.
    fn belongs(&self) -> Result<(), Refusal> {
        for (name, only) in [("format", "json"), ("sign_method", "md5"), ("version", "1.0")] {
            if self.field(name)? != only {
                return Err(Refusal::form(format!("{name}必须为{only}")));
            }
        }
        for (name, ours, code) in [
            ("app_key", APP_KEY, ACCOUNT),
            ("client_id", CLIENT_ID, APPLICATION),
            ("platform", PLATFORM, APPLICATION),
        ] {
            if self.field(name)? != ours {
                return Err(Refusal::new(code, format!("{name}不存在或无权限")));
            }
        }
        Ok(())
    }

    /// What stands between the two secrets: the signed names with their values, in alphabetical order.
    fn middle(&self) -> Result<String, Refusal> {
        let mut middle = String::new();
        for name in ["action", "app_key", "data", "format", "platform", "sign_method", "timestamp", "version"]
        {
            middle.push_str(name);
            middle.push_str(if name == "data" { self.data } else { self.field(name)? });
        }
        Ok(middle)
    }

    /// Whether both signatures are right, over `data` as the platform would write it.
    fn signed(&self) -> Result<(), Refusal> {
        let mut sorted = self.members.get("data").cloned().unwrap_or_default();
        sorted.sort_all_objects();
        let canonical = sorted.to_string();
        let as_written = self.data.is_empty() || self.data == canonical;
        let middle = self.middle()?;
        for (name, secret, code, remedy) in [
            ("sign", TOKEN, USER_SIGN, "请检查token"),
            ("client_sign", CLIENT_SECRET, CLIENT_SIGN, "请检查client_secret"),
        ] {
            if self.field(name)? != signature(secret, &middle) {
                return Err(Refusal::new(code, format!("签名{name}错误,{remedy}")));
            }
            if !as_written {
                let words = format!("签名{name}错误,data的参数必须按字母排序且不含空格");
                return Err(Refusal::new(code, words));
            }
        }
        Ok(())
    }
}

/// Lets a call in, or says why not. Clocks of this world: the machine's, and the one that is moved on.
pub(super) fn enter(body: &[u8], clocks: [Timestamp; 2]) -> Result<Call, Refusal> {
    let envelope = Envelope::read(body)?;
    envelope.belongs()?;
    on_time(envelope.field("timestamp")?, clocks)?;
    envelope.signed()?;
    let data = envelope.members.get("data").cloned().unwrap_or_default();
    let inside = data.get("language").and_then(Value::as_str);
    let outside = envelope.members.get("language").and_then(Value::as_str);
    let language = Language::of(outside.or(inside).unwrap_or_default());
    Ok(Call { action: envelope.field("action")?.to_owned(), data, language })
}

/// Whether the wall time, which says no zone, is that of China now.
fn on_time(text: &str, clocks: [Timestamp; 2]) -> Result<(), Refusal> {
    let china = TimeZone::fixed(Offset::constant(8));
    let local = DateTime::strptime("%Y-%m-%d %H:%M:%S", text)
        .map_err(|_| Refusal::new(CLOCK, "timestamp格式必须为yyyy-MM-dd HH:mm:ss"))?;
    let near = |clock: &Timestamp| {
        let sent = local.to_zoned(china.clone()).map(|zoned| zoned.timestamp());
        sent.is_ok_and(|sent| sent.duration_since(*clock).abs() <= TOLERANCE)
    };
    if clocks.iter().any(near) {
        return Ok(());
    }
    let now = clocks[0].to_zoned(china.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string();
    Err(Refusal::new(CLOCK, format!("timestamp超出允许的时间范围,服务器时间为{now}(UTC+8)")))
}

/// The upper-case hexadecimal MD5 of secret, middle, secret.
fn signature(secret: &str, middle: &str) -> String {
    let digest = Md5::digest(format!("{secret}{middle}{secret}"));
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02X}");
        text
    })
}

/// A member of a JSON object as it was written. The text is known to be JSON.
fn member<'a>(json: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = json.trim_start().strip_prefix('{')?.trim_start();
    loop {
        let (key, after) = rest.strip_prefix('"')?.split_once('"')?;
        let value = after.trim_start().strip_prefix(':')?.trim_start();
        let (value, behind) = value.split_at(value_length(value));
        if key == name {
            return Some(value.trim_end());
        }
        rest = behind.strip_prefix(',')?.trim_start();
    }
}

/// How far a value goes: to the comma or the bracket that is not its own.
fn value_length(text: &str) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    for (at, byte) in text.bytes().enumerate() {
        if quoted {
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => depth += 1,
            b',' | b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(action: &str, data: &str) -> String {
        format!(
            "action{action}app_keytestuserdata{data}formatjsonplatformTESTPLATsign_methodmd5timestamp2026-01-02 \
             03:04:05version1.0"
        )
    }

    #[test]
    fn signatures_of_known_texts() {
        let nested = r#"{"a":"x/y\"z","b":"深圳","pageParams":{"pageNo":1,"pageSize":20,"totalCount":0},"warehouseId":""}"#;
        let known = [
            (
                of("tracking.getOrderVerdorTracking", r#"{"trackingnos":"WO0000000037"}"#),
                "BF8D24DEBF228311A82F314554CDC6EC",
                "12CED1E312A989B3508A3058356566CA",
            ),
            (
                of("isp.order.query", r#"{"orderNo":"ID0001"}"#),
                "A485F5638CB43CD2958D4E51DD5FBF7A",
                "86CED58E10552D28EE276F807C5CC807",
            ),
            (
                of("winit.test.nested", nested),
                "2391B4A5B08DF53DBF2B20E45578F3DB",
                "B6AF166CD59F8C09BC53BFB28065FAC2",
            ),
            (
                of("winit.test.nodata", ""),
                "3C58D53923846B5CAD837DDBF5F4E9AD",
                "8B110F2E6673152C6A7507D009B6B8D5",
            ),
        ];
        for (middle, user, client) in known {
            assert_eq!(signature("TESTTOKEN", &middle), user, "{middle}");
            assert_eq!(signature("TESTSECRET", &middle), client, "{middle}");
        }
    }

    #[test]
    fn members_are_found_as_they_were_written() {
        let json = r#" { "a" : "},\"data\":1", "data" : { "x":[1, {"y":"]"}] } , "z":0}"#;
        assert_eq!(member(json, "data"), Some(r#"{ "x":[1, {"y":"]"}] }"#));
        assert_eq!(member(json, "z"), Some("0"));
        assert_eq!(member(json, "y"), None);
        assert_eq!(member("{}", "data"), None);
    }

    #[test]
    fn clocks_may_differ_by_ten_minutes() {
        let clock: Timestamp = "2026-01-01T19:04:05Z".parse().unwrap();
        let moved = clock + SignedDuration::from_hours(30);
        assert_eq!(on_time("2026-01-02 03:14:05", [clock, moved]), Ok(()));
        assert_eq!(on_time("2026-01-03 09:04:05", [clock, moved]), Ok(()), "the clock that was moved on");
        let refusal = on_time("2026-01-02 03:14:06", [clock, moved]).unwrap_err();
        assert_eq!(refusal.words, "timestamp超出允许的时间范围,服务器时间为2026-01-02 03:04:05(UTC+8)");
        assert_eq!(
            on_time("2026-01-01 19:04:05", [clock, moved]).unwrap_err().code,
            CLOCK,
            "UTC is not China"
        );
    }
}
