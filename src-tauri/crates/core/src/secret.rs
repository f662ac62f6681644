//! A secret that cannot be printed.

use std::fmt;
use zeroize::Zeroizing;

/// A key, token or password of an account.
///
/// `Debug` shows `***`; there is no `Display` and no `Serialize`, and the memory is wiped on drop.
/// Reading it takes the word [`Secret::expose`], so every place that does can be found by name.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps a secret as the person or the key store gave it.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The secret itself: for a request's body or signature, never for a message, log or file.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// At most the last four characters, and those only of a secret long enough (12) to keep the rest unguessable.
    pub fn hint(&self) -> String {
        let length = self.0.chars().count();
        if length < 12 { String::new() } else { self.0.chars().skip(length - 4).collect() }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_shows_nothing_of_it() {
        assert_eq!(format!("{:?}", Secret::new("token-9981")), "***");
    }

    #[test]
    fn hint_is_kept_back_for_short_secrets() {
        assert_eq!(Secret::new("short").hint(), "");
        assert_eq!(Secret::new("0123456789ab").hint(), "89ab");
    }
}
