//! What can go wrong with a secret at rest. The texts are for logs; people get their words by variant.

use std::path::PathBuf;

/// Why a secret could not be read or kept. `why` quotes the system; it never contains a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Nothing is kept for this field of this account.
    #[error("no secret for {account}.{field}")]
    Missing {
        /// The account's name.
        account: String,
        /// The provider's name of the field.
        field: String,
    },
    /// The file form and the practice accounts cannot be written.
    #[error("secrets are read only here")]
    ReadOnly,
    /// No key store can be reached, or it has no keyring to keep anything in.
    #[error("no key store: {why}")]
    NoKeyStore {
        /// What the system said.
        why: String,
    },
    /// The key store is locked and was not unlocked: its window was dismissed, or there is no display for one.
    #[error("the key store is locked")]
    Locked,
    /// The key store answered, and cannot hold such an entry, or not give it as one text.
    #[error("the key store refused: {why}")]
    Refused {
        /// What the key store said.
        why: String,
    },
    /// The key store did not answer in time; often its password window is still open.
    #[error("the key store did not answer in time")]
    TimedOut,
    /// Group or others may touch the file; only its owner may (`chmod 600`).
    #[error("{} has mode {mode:04o}, only its owner may have access", path.display())]
    FileMode {
        /// The file of the file form.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file belongs to another user.
    #[error("{} belongs to user {owner}", path.display())]
    FileOwner {
        /// The file of the file form.
        path: PathBuf,
        /// The user id it belongs to.
        owner: u32,
    },
    /// The file cannot be opened or read as UTF-8 text.
    #[error("{} cannot be read: {why}", path.display())]
    FileUnreadable {
        /// The file of the file form.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// The line is not `account.field=value`, or names an entry a second time. Its text is not quoted.
    #[error("{} line {line} is not a new account.field=value", path.display())]
    FileLine {
        /// The file of the file form.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
}
