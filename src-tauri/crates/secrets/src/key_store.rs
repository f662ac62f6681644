//! The key store of the operating system: Secret Service, Keychain, Credential Manager.
//!
//! Its calls block, and a locked one blocks on a password window. So each runs on a thread of its own, one at a
//! time, and the caller waits no longer than the limit.

use crate::error::SecretError;
use keyring_core::{CredentialStore, Entry, Error};
use shipdesk_core::secret::Secret;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::timeout;

const SERVICE: &str = "shipdesk";

type Open = Box<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send>;

pub(crate) struct KeyStore {
    namespace: String,
    reading: Duration,
    writing: Duration,
    connection: Arc<Mutex<Connection>>,
}

struct Connection {
    open: Open,
    opened: Option<Arc<CredentialStore>>,
}

impl KeyStore {
    pub(crate) fn system(namespace: &str) -> Self {
        Self::opened_by(Box::new(open), namespace)
    }

    #[cfg(feature = "scratch")]
    pub(crate) fn scratch() -> Self {
        let kept = Mutex::new(None);
        // every connection sees the same entries
        let open = move || -> keyring_core::Result<Arc<CredentialStore>> {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.is_none() {
                *kept = Some(keyring_core::mock::Store::new()?);
            }
            Ok(Arc::clone(kept.as_ref().ok_or(Error::NoDefaultStore)?) as Arc<CredentialStore>)
        };
        Self::opened_by(Box::new(open), "scratch")
    }

    fn opened_by(open: Open, namespace: &str) -> Self {
        Self {
            namespace: namespace.to_owned(),
            reading: Duration::from_secs(5),
            // a person may have to find and type a password
            writing: Duration::from_mins(1),
            connection: Arc::new(Mutex::new(Connection { open, opened: None })),
        }
    }

    pub(crate) async fn get(&self, account: &str, field: &str) -> Result<Secret, SecretError> {
        let user = self.user(account, field);
        let found = self
            .call(self.reading, move |store| match entry(store, &user)?.get_password() {
                Ok(text) => Ok(Some(Secret::new(text))),
                Err(Error::NoEntry) => Ok(None),
                Err(error) => Err(error),
            })
            .await?;
        found.ok_or_else(|| SecretError::Missing { account: account.to_owned(), field: field.to_owned() })
    }

    pub(crate) async fn set(&self, account: &str, field: &str, secret: &Secret) -> Result<(), SecretError> {
        let (user, secret) = (self.user(account, field), secret.clone());
        self.call(self.writing, move |store| entry(store, &user)?.set_password(secret.expose())).await
    }

    pub(crate) async fn remove(&self, account: &str, fields: &[&str]) -> Result<(), SecretError> {
        let users: Vec<String> = fields.iter().map(|field| self.user(account, field)).collect();
        self.call(self.writing, move |store| {
            users.iter().try_for_each(|user| match entry(store, user)?.delete_credential() {
                Ok(()) | Err(Error::NoEntry) => Ok(()),
                Err(error) => Err(error),
            })
        })
        .await
    }

    /// Neither the namespace nor a field's name has a slash, so an account's name may.
    fn user(&self, account: &str, field: &str) -> String {
        format!("{}/{account}/{field}", self.namespace)
    }

    async fn call<T, F>(&self, limit: Duration, work: F) -> Result<T, SecretError>
    where
        T: Send + 'static,
        F: FnOnce(&CredentialStore) -> keyring_core::Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let connection = Arc::clone(&self.connection);
        thread::Builder::new()
            .name("key store".to_owned())
            .spawn(move || {
                let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
                // who gave up while another call held the key store wants nothing done any more
                if !reply.is_closed() {
                    // nobody listening: the limit has passed meanwhile
                    let _ = reply.send(connection.run(work));
                }
            })
            .map_err(|error| SecretError::NoKeyStore { why: error.to_string() })?;
        match timeout(limit, answer).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(SecretError::NoKeyStore { why: "its thread ended early".to_owned() }),
            Err(_) => Err(SecretError::TimedOut),
        }
    }
}

impl Connection {
    /// Connects if need be. Only a connection that worked is kept, so that a key store started later is found.
    fn run<T>(
        &mut self,
        work: impl FnOnce(&CredentialStore) -> keyring_core::Result<T>,
    ) -> Result<T, SecretError> {
        let store = match self.opened.take() {
            Some(store) => store,
            None => (self.open)().map_err(|error| SecretError::NoKeyStore { why: reason(&error) })?,
        };
        let result = work(&*store).map_err(|error| meaning(&error));
        if !matches!(result, Err(SecretError::NoKeyStore { .. })) {
            self.opened = Some(store);
        }
        result
    }
}

#[cfg(target_os = "linux")]
fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "windows")]
fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Err(Error::NoDefaultStore)
}

fn entry(store: &CredentialStore, user: &str) -> keyring_core::Result<Entry> {
    store.build(SERVICE, user, None)
}

fn meaning(error: &Error) -> SecretError {
    match error {
        Error::PlatformFailure(_) | Error::NoDefaultStore => SecretError::NoKeyStore { why: reason(error) },
        Error::NoStorageAccess(inner) => no_access(inner.as_ref()),
        _ => SecretError::Refused { why: reason(error) },
    }
}

/// The Secret Service says two things in one: it is locked (a dismissed window, or no display for one, leaves it
/// so), or there is no keyring at all.
#[cfg(target_os = "linux")]
fn no_access(inner: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretError {
    match inner.downcast_ref::<secret_service::Error>() {
        Some(secret_service::Error::NoResult) => {
            SecretError::NoKeyStore { why: "there is no default keyring".to_owned() }
        }
        _ => SecretError::Locked,
    }
}

#[cfg(not(target_os = "linux"))]
fn no_access(_: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretError {
    SecretError::Locked
}

/// What the system said. An error's `Debug` form may hold the entry's bytes; this text does not.
fn reason(error: &Error) -> String {
    match error {
        Error::PlatformFailure(inner) | Error::NoStorageAccess(inner) => inner.to_string(),
        Error::Ambiguous(entries) => format!("{} entries of one name", entries.len()),
        Error::BadDataFormat(..) => "the entry's data is malformed".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
