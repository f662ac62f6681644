//! The five headers: whose the request is, of when, and that it is the first with its nonce.

use std::collections::HashMap;
use std::fmt::Write as _;

use axum::http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use md5::{Digest, Md5};

use super::account::{ACCESS_KEY, ACCESS_SECRET, USER_ID};

/// How far a caller's clock may be off, in seconds.
const TOLERANCE: i64 = 600;

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: u16,
    pub(super) words: String,
}

/// The nonces that were used, and when.
#[derive(Debug, Default)]
pub(crate) struct Nonces(HashMap<String, Timestamp>);

impl Nonces {
    /// Remembers one; those that are too old to come again with a good timestamp are forgotten.
    pub(crate) fn used(&mut self, nonce: String, at: Timestamp) {
        self.0.retain(|_, used| at.as_second() - used.as_second() <= 2 * TOLERANCE);
        self.0.insert(nonce, at);
    }
}

/// Lets a request in and gives its nonce. Clocks of this world: the machine's, and the one that is moved on.
pub(super) fn enter(headers: &HeaderMap, nonces: &Nonces, clocks: [Timestamp; 2]) -> Result<String, Refusal> {
    let refuse = |code: u16, words: String| Refusal { code, words };
    let header = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok()).filter(|value| !value.is_empty());
        value.ok_or_else(|| refuse(401, format!("缺少系统参数{name}")))
    };
    if header("access-key")? != ACCESS_KEY {
        return Err(refuse(401, "access-key无效".into()));
    }
    let user = headers.get("user-id").map(HeaderValue::as_bytes).filter(|user| !user.is_empty());
    if user.is_some_and(|user| user != USER_ID.as_bytes()) {
        return Err(refuse(403, "user-id无权限".into()));
    }
    let nonce = header("nonce-str")?;
    if nonce.len() != 32 || !nonce.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(refuse(401, "nonce-str必须为32位字母或数字".into()));
    }
    let timestamp = header("timestamp")?;
    let second = timestamp.parse::<i64>().ok().filter(|_| timestamp.len() == 10);
    let near = |second: i64| clocks.iter().any(|clock| (clock.as_second() - second).abs() <= TOLERANCE);
    if !second.is_some_and(near) {
        return Err(refuse(401, format!("timestamp已过期,服务器时间为{}", clocks[0].as_second())));
    }
    if header("signature")? != signature(ACCESS_KEY, timestamp, nonce, ACCESS_SECRET) {
        return Err(refuse(401, "签名错误".into()));
    }
    if nonces.0.contains_key(nonce) {
        return Err(refuse(401, "nonce-str已被使用".into()));
    }
    Ok(nonce.to_owned())
}

/// The upper-case hexadecimal MD5 of the four, one after the other.
fn signature(key: &str, timestamp: &str, nonce: &str, secret: &str) -> String {
    let digest = Md5::digest(format!("{key}{timestamp}{nonce}{secret}"));
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02X}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_of_known_parts() {
        let signed = signature("AK1", "1700000000", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", "SK1");
        assert_eq!(signed, "A1401CF38FDE77644CE3E703A4CFC375");
    }

    #[test]
    fn old_nonces_are_forgotten() {
        let at = |second: i64| Timestamp::from_second(1_750_000_000 + second).unwrap();
        let mut nonces = Nonces::default();
        nonces.used("one".into(), at(0));
        nonces.used("two".into(), at(1_200));
        assert_eq!(nonces.0.len(), 2);
        nonces.used("three".into(), at(1_201));
        assert_eq!(nonces.0.len(), 2, "the first is gone");
    }
}
