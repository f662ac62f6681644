//! Secrets that are held in memory, by account and field.

use crate::error::SecretError;
use shipdesk_core::secret::Secret;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

#[derive(Default)]
pub(crate) struct Entries(HashMap<(String, String), Secret>);

impl Entries {
    pub(crate) fn get(&self, account: &str, field: &str) -> Result<Secret, SecretError> {
        let key = (account.to_owned(), field.to_owned());
        self.0.get(&key).cloned().ok_or(SecretError::Missing { account: key.0, field: key.1 })
    }

    /// Adds an entry; `false` if that account already has the field.
    pub(crate) fn add(&mut self, account: &str, field: &str, secret: Secret) -> bool {
        match self.0.entry((account.to_owned(), field.to_owned())) {
            Entry::Occupied(_) => false,
            Entry::Vacant(free) => {
                free.insert(secret);
                true
            }
        }
    }
}

impl FromIterator<(String, String, Secret)> for Entries {
    fn from_iter<I: IntoIterator<Item = (String, String, Secret)>>(entries: I) -> Self {
        Self(entries.into_iter().map(|(account, field, secret)| ((account, field), secret)).collect())
    }
}
