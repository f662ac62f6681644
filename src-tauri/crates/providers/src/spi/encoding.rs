//! The text of an answer: UTF-8 as the documents say, or the GBK in which older Chinese servers answer.

use encoding_rs::GB18030;
use std::borrow::Cow;

/// The text of an answer's bytes. Bytes that are neither UTF-8 nor, as a whole, GBK are replaced one by one.
///
/// A text with more characters outside of ASCII that are UTF-8 than are not is UTF-8 with damage.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if !is_utf8_on_the_whole(bytes)
        && let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return text;
    }
    String::from_utf8_lossy(bytes)
}

fn is_utf8_on_the_whole(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || valid > broken
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 订单号已存在 in GBK.
    const TAKEN: &[u8] = b"\xb6\xa9\xb5\xa5\xba\xc5\xd2\xd1\xb4\xe6\xd4\xda";

    #[test]
    fn gbk_is_read_and_utf8_stays() {
        assert_eq!(text(TAKEN), "订单号已存在");
        assert_eq!(text("订单号已存在".as_bytes()), "订单号已存在");
        assert_eq!(text("\u{FEFF}{}".as_bytes()), "\u{FEFF}{}");
    }

    #[test]
    fn damage_costs_no_more_than_what_is_damaged() {
        assert_eq!(text(b"{\"a\":\"\xff\"}"), "{\"a\":\"\u{FFFD}\"}");
        let cut = "撤消成功!撤消".as_bytes();
        assert_eq!(text(&cut[..cut.len() - 1]), "撤消成功!撤\u{FFFD}");
    }
}
