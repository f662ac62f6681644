//! Takes secrets out of what is kept of a call.

use shipdesk_core::secret::Secret;

/// What stands where a secret stood.
const MASK: &str = "***";

/// The text of a request or answer without any of the account's secrets, as they are or as JSON and URLs escape them.
pub(super) fn redact(text: &str, secrets: &[Secret]) -> String {
    let mut clean = text.to_owned();
    for secret in secrets {
        for form in forms(secret.expose()) {
            clean = clean.replace(&form, MASK);
        }
    }
    clean
}

fn forms(secret: &str) -> Vec<String> {
    if secret.is_empty() {
        return Vec::new();
    }
    let json = serde_json::Value::from(secret).to_string();
    let json = json.trim_matches('"');
    let slashes = json.replace('/', "\\/");
    let url: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let mut forms = vec![secret.to_owned(), json.to_owned(), slashes, url];
    // longest first, so that an escaped form is not left half masked
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_of_a_secret_goes() {
        let secrets = [Secret::new("a/b\"c+d"), Secret::new("")];
        let text = r#"raw a/b"c+d json a/b\"c+d php a\/b\"c+d url a%2Fb%22c%2Bd"#;
        assert_eq!(redact(text, &secrets), "raw *** json *** php *** url ***");
    }
}
