//! The signature. Unconfirmed: taken from one public client and a sister platform's manual, which describe the same
//! headers; there is no worked example. All that is assumed stands in [`signature`].

use crate::spi::digest::md5_hex;
use shipdesk_core::secret::Secret;

/// Upper-case MD5 over key, time, nonce and secret in a row; neither the query nor the user id goes into it.
pub(super) fn signature(access_key: &str, timestamp: &str, nonce: &str, access_secret: &Secret) -> String {
    md5_hex(&[access_key, timestamp, nonce, access_secret.expose()])
}

/// 32 letters and digits, never the same twice.
pub(super) fn nonce() -> String {
    uuid::Uuid::new_v4().simple().to_string().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_worked_example() {
        let nonce = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
        let found = signature("AK1", "1700000000", nonce, &Secret::new("SK1"));
        assert_eq!(found, "A1401CF38FDE77644CE3E703A4CFC375");
    }

    #[test]
    fn a_nonce_is_used_once() {
        let (one, other) = (nonce(), nonce());
        assert!(
            one.len() == 32 && one.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()),
            "{one}"
        );
        assert_ne!(one, other);
    }
}
