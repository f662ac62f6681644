//! Takes secrets out of what is kept of a call.

use shipdesk_core::secret::Secret;

/// What stands where a secret stood.
const MASK: &str = "***";
/// The most backslashes before a character: four texts, one inside the other.
const BACKSLASHES: usize = 16;

/// The text of a request or answer without any of the account's secrets, written as they are or escaped as JSON and
/// URLs do, also one inside the other.
pub(crate) fn redact(text: &str, secrets: &[Secret]) -> String {
    let secrets: Vec<Vec<u8>> = secrets.iter().map(pattern).filter(|secret| !secret.is_empty()).collect();
    let may_begin = |byte: &u8| {
        matches!(byte, b'\\' | b'%' | b'+') || secrets.iter().any(|secret| secret.first() == Some(byte))
    };
    let (mut clean, mut kept, mut at) = (String::with_capacity(text.len()), 0, 0);
    while let Some(skipped) = text.as_bytes()[at..].iter().position(may_begin) {
        at += skipped;
        let rest = &text.as_bytes()[at..];
        if let Some(length) = secrets.iter().filter_map(|secret| written(rest, secret)).max() {
            clean.push_str(&text[kept..at]);
            clean.push_str(MASK);
            at += length;
            kept = at;
        } else {
            at += 1;
        }
    }
    clean + &text[kept..]
}

/// Parts of the names of parameters whose values are keys.
const KEYS: [&str; 6] = ["key", "secret", "token", "sign", "pass", "auth"];

/// A path without the values of those parameters of its query that are keys by their names.
pub(super) fn without_keys(path: &str) -> String {
    let Some((before, query)) = path.split_once('?') else { return path.to_owned() };
    let shown = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) if !value.is_empty() && is_key(name) => format!("{name}={MASK}"),
        _ => pair.to_owned(),
    });
    format!("{before}?{}", shown.collect::<Vec<_>>().join("&"))
}

fn is_key(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    KEYS.iter().any(|part| name.contains(part))
}

/// The bytes of a secret, backslashes in a row as one: escaping multiplies them.
fn pattern(secret: &Secret) -> Vec<u8> {
    let mut bytes = secret.expose().as_bytes().to_vec();
    bytes.dedup_by(|one, other| one == other && *one == b'\\');
    bytes
}

/// How many bytes at the start of the text write the secret.
fn written(text: &[u8], secret: &[u8]) -> Option<usize> {
    let Some((&byte, later)) = secret.split_first() else { return Some(0) };
    let mut ways = ways(text, byte).into_iter().flatten();
    ways.find_map(|length| Some(length + written(&text[length..], later)?))
}

/// How many bytes at the start of the text write this one byte: as it is, and escaped.
fn ways(text: &[u8], byte: u8) -> [Option<usize>; 2] {
    let slashes = backslashes(text);
    if byte == b'\\' {
        return [(slashes > 0).then_some(slashes), None];
    }
    let hex = |digits: &[u8]| {
        std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok())
    };
    let rest = &text[slashes..];
    let plain = rest.first().is_some_and(|&first| first == byte || (first == b'+' && byte == b' '));
    let escaped = match rest {
        [b'%', high, low, ..] if hex(&[*high, *low]) == Some(byte) => Some(3),
        [b'u', b'0', b'0', high, low, ..] if slashes > 0 && hex(&[*high, *low]) == Some(byte) => Some(5),
        _ => None,
    };
    [plain.then_some(slashes + 1), escaped.map(|length| slashes + length)]
}

/// How many bytes at the start of the text are backslashes, themselves escaped or not.
fn backslashes(text: &[u8]) -> usize {
    let mut length = 0;
    for _ in 0..BACKSLASHES {
        length += match text[length..] {
            [b'\\', ..] => 1,
            [b'%', b'5', b'C' | b'c', ..] => 3,
            _ => break,
        };
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(text: &str, secret: &str) -> String {
        redact(text, &[Secret::new(""), Secret::new(secret)])
    }

    #[test]
    fn every_written_form_of_a_secret_goes() {
        let text = r#"raw a/b"c+d json a/b\"c+d php a\/b\"c+d url a%2Fb%22c%2Bd"#;
        assert_eq!(redacted(text, "a/b\"c+d"), "raw *** json *** php *** url ***");
        for form in [
            r"%/ä \+",
            r"%\/ä \\+",
            r"%\\\/ä \\\\+",
            "%25%2F%C3%A4+%5C%2B",
            "%25%2f%c3%a4%20%5c%2b",
            r"%25%5C/%c3%a4%20%5c%5c%5c%5c%2b",
            r"\u0025\u002fä\u0020\\+",
        ] {
            assert_eq!(redacted(&format!("\"{form}\", ä"), r"%/ä \+"), "\"***\", ä", "{form}");
        }
        assert_eq!(redacted(r#"{"key":"a\\\\b"}"#, r"a\\b"), r#"{"key":"***"}"#);
    }

    #[test]
    fn what_only_resembles_a_secret_stays() {
        for text in ["", "…", "abcde", "abcdeg", "abcd%", "bcdef", "\\", "%5", "ab\ncdef", "abcde "] {
            assert_eq!(redacted(text, "abcdef"), text);
        }
        assert_eq!(redacted("abcdef%61bcdefabcde", "abcdef"), "******abcde");
        let slashes = "\\".repeat(1 << 20);
        assert_eq!(redacted(&slashes, "abcdef"), slashes);
    }

    #[test]
    fn keys_of_a_query_go_by_their_names() {
        for (path, shown) in [
            ("a.php", "a.php"),
            ("a?id=1&access-key=k&Sign=s&note=key", "a?id=1&access-key=***&Sign=***&note=key"),
            ("?AppToken=t&token=&token", "?AppToken=***&token=&token"),
        ] {
            assert_eq!(without_keys(path), shown);
        }
    }

    #[test]
    fn the_longer_of_two_secrets_goes_whole() {
        for secrets in [["abcd", "abcdef"], ["abcdef", "abcd"], ["cd", "abcdef"]] {
            assert_eq!(redact("-abcdef-", &secrets.map(Secret::new)), "-***-");
        }
    }
}
