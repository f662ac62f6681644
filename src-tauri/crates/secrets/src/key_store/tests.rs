use super::{KeyStore, SERVICE, entry};
use crate::SecretError;
use keyring_core::{CredentialStore, Error, mock};
use shipdesk_core::secret::Secret;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

/// A key store over `mock`, as the data folder `namespace` sees it.
fn over(mock: &Arc<mock::Store>, namespace: &str) -> KeyStore {
    let mock = Arc::clone(mock);
    KeyStore::opened_by(Box::new(move || Ok(Arc::clone(&mock) as Arc<CredentialStore>)), namespace)
}

/// Lets the next call for `user` fail.
fn fail_next(mock: &Arc<mock::Store>, user: &str, error: Error) {
    let entry = entry(&**mock, user).unwrap();
    entry.as_any().downcast_ref::<mock::Cred>().unwrap().set_error(error);
}

fn missing(account: &str, field: &str) -> SecretError {
    SecretError::Missing { account: account.to_owned(), field: field.to_owned() }
}

#[tokio::test]
async fn what_was_set_is_got_until_it_is_removed() {
    let store = over(&mock::Store::new().unwrap(), "folder");
    assert_eq!(store.get("North", "token").await, Err(missing("North", "token")));
    store.set("North", "token", &Secret::new("first")).await.unwrap();
    store.set("North", "token", &Secret::new("钥匙=2")).await.unwrap();
    store.set("North", "client_secret", &Secret::new("other")).await.unwrap();
    assert_eq!(store.get("North", "token").await, Ok(Secret::new("钥匙=2")));
    store.remove("North", &["never_set", "token", "client_secret"]).await.unwrap();
    assert_eq!(store.get("North", "token").await, Err(missing("North", "token")));
    assert_eq!(store.get("North", "client_secret").await, Err(missing("North", "client_secret")));
}

#[tokio::test]
async fn two_folders_do_not_see_each_other() {
    let mock = mock::Store::new().unwrap();
    let (one, two) = (over(&mock, "folder-1"), over(&mock, "folder-2"));
    one.set("North", "token", &Secret::new("of one")).await.unwrap();
    assert_eq!(two.get("North", "token").await, Err(missing("North", "token")));
    let kept = entry(&*mock, "folder-1/North/token").unwrap();
    assert_eq!(kept.get_specifiers(), Some((SERVICE.to_owned(), "folder-1/North/token".to_owned())));
    assert_eq!(kept.get_password().unwrap(), "of one");
}

#[tokio::test]
async fn failures_keep_their_meaning() {
    let words = |text: &str| -> Box<dyn std::error::Error + Send + Sync> { Box::new(io::Error::other(text)) };
    let table = [
        (Error::PlatformFailure(words("bus gone")), SecretError::NoKeyStore { why: "bus gone".into() }),
        (Error::NoStorageAccess(words("anything")), SecretError::Locked),
        #[cfg(target_os = "linux")]
        (Error::NoStorageAccess(Box::new(secret_service::Error::Locked)), SecretError::Locked),
        #[cfg(target_os = "linux")]
        (Error::NoStorageAccess(Box::new(secret_service::Error::Prompt)), SecretError::Locked),
        #[cfg(target_os = "linux")]
        (
            Error::NoStorageAccess(Box::new(secret_service::Error::NoResult)),
            SecretError::NoKeyStore { why: "there is no default keyring".into() },
        ),
        (
            Error::TooLong("password".into(), 2560),
            SecretError::Refused {
                why: "Value of 'password' is longer than the platform limit of 2560 chars".into(),
            },
        ),
        (Error::Ambiguous(Vec::new()), SecretError::Refused { why: "0 entries of one name".into() }),
    ];
    let mock = mock::Store::new().unwrap();
    let store = over(&mock, "folder");
    for (error, expected) in table {
        let shown = format!("{error:?}");
        fail_next(&mock, "folder/North/token", error);
        assert_eq!(store.get("North", "token").await, Err(expected), "{shown}");
    }
}

#[tokio::test]
async fn set_and_remove_fail_as_get_does() {
    let mock = mock::Store::new().unwrap();
    let store = over(&mock, "folder");
    let locked = || Error::NoStorageAccess(Box::new(io::Error::other("locked")));
    fail_next(&mock, "folder/North/token", locked());
    assert_eq!(store.set("North", "token", &Secret::new("x")).await, Err(SecretError::Locked));
    fail_next(&mock, "folder/North/token", locked());
    assert_eq!(store.remove("North", &["token"]).await, Err(SecretError::Locked));
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused_and_not_quoted() {
    let mock = mock::Store::new().unwrap();
    entry(&*mock, "folder/North/token").unwrap().set_secret(b"hunter2\xff").unwrap();
    let error = over(&mock, "folder").get("North", "token").await.unwrap_err();
    assert_eq!(error, SecretError::Refused { why: "Password data is not valid UTF-8".into() });
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_key_store_that_was_away_is_asked_again_and_one_that_works_is_kept() {
    static OPENED: AtomicUsize = AtomicUsize::new(0);
    let mock = mock::Store::new().unwrap();
    let kept = Arc::clone(&mock);
    let open = move || match OPENED.fetch_add(1, Ordering::SeqCst) {
        0 => Err(Error::PlatformFailure(Box::new(io::Error::other("not started yet")))),
        _ => Ok(Arc::clone(&kept) as Arc<CredentialStore>),
    };
    let store = KeyStore::opened_by(Box::new(open), "folder");
    assert_eq!(OPENED.load(Ordering::SeqCst), 0, "connected before it was needed");

    let away = SecretError::NoKeyStore { why: "not started yet".into() };
    assert_eq!(store.get("North", "token").await, Err(away));
    store.set("North", "token", &Secret::new("x")).await.unwrap();
    assert_eq!(store.get("North", "token").await, Ok(Secret::new("x")));
    assert_eq!(OPENED.load(Ordering::SeqCst), 2);

    fail_next(&mock, "folder/North/token", Error::PlatformFailure(Box::new(io::Error::other("bus gone"))));
    store.get("North", "token").await.unwrap_err();
    assert_eq!(store.get("North", "token").await, Ok(Secret::new("x")));
    assert_eq!(OPENED.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn nobody_waits_longer_than_the_limit_and_what_was_given_up_is_not_done_later() {
    let mock = mock::Store::new().unwrap();
    let kept = Arc::clone(&mock);
    let (unlock, window) = mpsc::channel::<()>();
    let window = Mutex::new(window);
    let open = move || {
        window.lock().unwrap().recv().unwrap();
        Ok(Arc::clone(&kept) as Arc<CredentialStore>)
    };
    let mut store = KeyStore::opened_by(Box::new(open), "folder");
    (store.reading, store.writing) = (Duration::from_millis(50), Duration::ZERO);
    assert_eq!(store.get("North", "token").await, Err(SecretError::TimedOut));
    assert_eq!(store.set("North", "token", &Secret::new("given up")).await, Err(SecretError::TimedOut));

    unlock.send(()).unwrap();
    store.reading = Duration::from_mins(10);
    assert_eq!(store.get("North", "token").await, Err(missing("North", "token")));
}

#[tokio::test]
async fn a_call_that_breaks_does_not_break_the_next_one() {
    let store = over(&mock::Store::new().unwrap(), "folder");
    let broken =
        store.call(Duration::from_mins(10), |_| -> keyring_core::Result<()> { panic!("on purpose") });
    assert!(matches!(broken.await, Err(SecretError::NoKeyStore { .. })));
    assert_eq!(store.get("North", "token").await, Err(missing("North", "token")));
}
