//! The digest that providers sign with.

use md5::{Digest as _, Md5};
use std::fmt::Write as _;

/// MD5 over all parts in a row, in upper-case hex.
pub(crate) fn md5_hex(parts: &[&str]) -> String {
    let mut hash = Md5::new();
    for part in parts {
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().fold(String::with_capacity(32), |mut hex, byte| {
        // writing into a text cannot fail
        let _ = write!(hex, "{byte:02X}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::md5_hex;

    #[test]
    fn parts_are_hashed_as_one_text() {
        // RFC 1321, A.5
        assert_eq!(md5_hex(&[]), "D41D8CD98F00B204E9800998ECF8427E");
        assert_eq!(md5_hex(&["message", " ", "digest"]), "F96B697D7CB7938D525A2F31AAF161D0");
    }
}
