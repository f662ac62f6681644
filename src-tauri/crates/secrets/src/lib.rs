//! Secrets at rest: where the keys, tokens and passwords of the accounts are kept, and nothing else.
//!
//! A secret is found by the account's name and the provider's own field name. It lives in one of three places:
//! the OS key store, a file that only its owner can read, or (practice accounts) constants in memory. Only the
//! key store can be written. Nothing here logs, and no error carries a secret.
//!
//! ```
//! # use shipdesk_core::secret::Secret;
//! # use shipdesk_secrets::{SecretError, SecretStore};
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), SecretError> {
//! let store = SecretStore::fixed([("practice".into(), "api_key".into(), Secret::new("pretend"))]);
//! assert_eq!(store.get("practice", "api_key").await?.expose(), "pretend");
//! # Ok(()) }
//! ```
#![deny(missing_docs)]

mod entries;
mod error;
mod file;
mod key_store;

pub use error::SecretError;

use entries::Entries;
use key_store::KeyStore;
use shipdesk_core::secret::Secret;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Names the file of the file form; where it is set it wins over the key store.
pub const FILE_VARIABLE: &str = "SHIPDESK_SECRETS";

/// The secrets of every account of one workstation. Cheap to clone; clones share everything.
#[derive(Clone)]
pub struct SecretStore(Arc<Kept>);

enum Kept {
    KeyStore(KeyStore),
    File { path: PathBuf, entries: Entries },
    Memory(Entries),
}

/// Where a [`SecretStore`] keeps its secrets, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// The key store of the operating system.
    KeyStore,
    /// The file named by [`FILE_VARIABLE`].
    File(&'a Path),
    /// Constants of the practice accounts; nothing is at rest.
    Memory,
}

impl SecretStore {
    /// Reads a file of `account.field=value` lines, once; it is never written.
    ///
    /// The last dot before the first `=` ends the account's name. The value is everything after that `=`, blanks
    /// included. Blank lines and lines starting with `#` are skipped; a BOM and CRLF are fine.
    ///
    /// # Errors
    /// `FileMode` if others may touch it, `FileOwner` if it is somebody else's, `FileUnreadable`, `FileLine`.
    pub fn file(path: impl Into<PathBuf>) -> Result<Self, SecretError> {
        let path = path.into();
        let entries = file::read(&path)?;
        Ok(Self(Arc::new(Kept::File { path, entries })))
    }

    /// The OS key store, connected when it is first needed.
    ///
    /// `namespace` is the id of the data folder, without a slash: two folders of one machine may both have an
    /// account of the same name. An entry has service `shipdesk` and user `NAMESPACE/ACCOUNT/FIELD`.
    pub fn key_store(namespace: &str) -> Self {
        Self(Arc::new(Kept::KeyStore(KeyStore::system(namespace))))
    }

    /// A key store in memory, for tests.
    #[cfg(feature = "scratch")]
    pub fn scratch() -> Self {
        Self(Arc::new(Kept::KeyStore(KeyStore::scratch())))
    }

    /// Practice accounts: `(account, field, secret)`, in memory, read only.
    pub fn fixed(entries: impl IntoIterator<Item = (String, String, Secret)>) -> Self {
        Self(Arc::new(Kept::Memory(entries.into_iter().collect())))
    }

    /// The secret of one field of an account.
    ///
    /// # Errors
    /// `Missing` if there is none; the key store's `NoKeyStore`, `Locked`, `Refused`, `TimedOut` (after 5 s).
    pub async fn get(&self, account: &str, field: &str) -> Result<Secret, SecretError> {
        match &*self.0 {
            Kept::KeyStore(store) => store.get(account, field).await,
            Kept::File { entries, .. } | Kept::Memory(entries) => entries.get(account, field),
        }
    }

    /// The last four characters of a secret that is here, for people to know it again: never more, and nothing of a
    /// secret shorter than 12 characters. `None` where there is no such secret.
    ///
    /// # Errors
    /// As [`SecretStore::get`], but for `Missing`.
    pub async fn last4(&self, account: &str, field: &str) -> Result<Option<String>, SecretError> {
        match self.get(account, field).await {
            Ok(secret) => Ok(Some(secret.hint())),
            Err(SecretError::Missing { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Keeps a secret, replacing the one before.
    ///
    /// # Errors
    /// `ReadOnly`; the key store's `NoKeyStore`, `Locked`, `Refused`, `TimedOut` (after 60 s: somebody may have to
    /// unlock it first; a late unlock may still store it).
    pub async fn set(&self, account: &str, field: &str, secret: &Secret) -> Result<(), SecretError> {
        self.writable()?.set(account, field, secret).await
    }

    /// Forgets these fields of an account; one that was not there counts as forgotten.
    ///
    /// # Errors
    /// As [`SecretStore::set`]. After an error some of the fields may be gone already: call again.
    pub async fn remove(&self, account: &str, fields: &[&str]) -> Result<(), SecretError> {
        self.writable()?.remove(account, fields).await
    }

    /// Whether `set` and `remove` are refused.
    pub fn is_read_only(&self) -> bool {
        self.writable().is_err()
    }

    /// Where the secrets are kept.
    pub fn describe(&self) -> Place<'_> {
        match &*self.0 {
            Kept::KeyStore(_) => Place::KeyStore,
            Kept::File { path, .. } => Place::File(path),
            Kept::Memory(_) => Place::Memory,
        }
    }

    fn writable(&self) -> Result<&KeyStore, SecretError> {
        match &*self.0 {
            Kept::KeyStore(store) => Ok(store),
            Kept::File { .. } | Kept::Memory(_) => Err(SecretError::ReadOnly),
        }
    }
}

impl fmt::Debug for SecretStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SecretStore").field(&self.describe()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, SecretError, SecretStore};
    use shipdesk_core::secret::Secret;

    fn practice() -> SecretStore {
        SecretStore::fixed([
            ("North".into(), "token".into(), Secret::new("tok-1")),
            ("South".into(), "token".into(), Secret::new("tok-2")),
        ])
    }

    #[tokio::test]
    async fn fixed_entries_are_found_by_account_and_field() {
        let store = practice();
        assert_eq!(store.get("South", "token").await, Ok(Secret::new("tok-2")));
        assert_eq!(
            store.get("South", "api_key").await,
            Err(SecretError::Missing { account: "South".into(), field: "api_key".into() })
        );
    }

    #[tokio::test]
    async fn no_more_than_the_last_four_characters_are_told() {
        let entry = |field: &str, secret: &str| ("North".to_owned(), field.to_owned(), Secret::new(secret));
        let store = SecretStore::fixed([
            entry("short", "abcdefghijk"),
            entry("long", "abcdefghijkl"),
            entry("字", "一二三四五六七八九十甲乙"),
        ]);
        assert_eq!(store.last4("North", "long").await, Ok(Some("ijkl".to_owned())));
        assert_eq!(store.last4("North", "字").await, Ok(Some("九十甲乙".to_owned())));
        assert_eq!(
            store.last4("North", "short").await,
            Ok(Some(String::new())),
            "it is there, and stays hidden"
        );
        assert_eq!(store.last4("North", "none").await, Ok(None));
    }

    #[tokio::test]
    async fn fixed_entries_cannot_be_written() {
        let store = practice();
        assert_eq!(store.set("North", "token", &Secret::new("x")).await, Err(SecretError::ReadOnly));
        assert_eq!(store.remove("North", &["token"]).await, Err(SecretError::ReadOnly));
        assert_eq!(store.get("North", "token").await, Ok(Secret::new("tok-1")));
        assert!(store.is_read_only());
        assert_eq!(store.describe(), Place::Memory);
    }

    #[test]
    fn a_store_goes_wherever_the_use_cases_go_and_prints_no_secret() {
        fn shared<T: Clone + Send + Sync + 'static>(store: &T) -> T {
            store.clone()
        }
        assert_eq!(format!("{:?}", shared(&practice())), "SecretStore(Memory)");
    }
}
