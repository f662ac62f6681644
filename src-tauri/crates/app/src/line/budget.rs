//! How many calls an account may make in a while, over all processes of the folder: every call is kept, so those of the
//! last minute, or of the last second, can be counted. Where calls want time between them, each takes its place in the
//! folder before it leaves.

use crate::workstation::problem;
use shipdesk_core::clock::Clock;
use shipdesk_core::error::Problem;
use shipdesk_core::id::AccountId;
use shipdesk_providers::spi::error::{ErrorKind, ProviderError};
use shipdesk_store::{Folder, attempt, call_place};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long is slept at once: another process may have taken the place that became free.
const NAP: Duration = Duration::from_secs(2);

/// So much more than a provider wants between two calls: they are counted where they arrive.
const ON_THE_WAY: jiff::SignedDuration = jiff::SignedDuration::from_millis(100);

/// What an account may still ask.
#[derive(Debug)]
pub(super) struct Budget {
    pub(super) folder: Folder,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) account: AccountId,
    /// In which while they are counted.
    pub(super) window: jiff::SignedDuration,
    /// Calls in that while. Those that are on their way are not kept yet and not counted: leave some room for them.
    pub(super) calls: u32,
}

impl Budget {
    /// Waits until one more call fits, at most `within`.
    ///
    /// # Errors
    /// [`ErrorKind::RateLimited`] with the time until then, where that is too late. A folder that cannot be read stops
    /// nothing here: what cannot be kept afterwards tells of it.
    pub(super) async fn wait(&self, within: Duration) -> Result<(), ProviderError> {
        let deadline = Instant::now() + within;
        while let Ok(Some(left)) = self.until_free().await {
            if Instant::now() + left >= deadline {
                return Err(used_up(left));
            }
            tokio::time::sleep(left.min(NAP)).await;
        }
        if self.calls > 1 {
            return Ok(());
        }
        match self.take_place(deadline).await {
            Ok(Err(left)) => Err(used_up(left)),
            Ok(Ok(left)) => {
                tokio::time::sleep(left).await;
                Ok(())
            }
            Err(_) => Ok(()),
        }
    }

    /// Takes the next place, with the time until then; in the inner error the time, where that is too late.
    async fn take_place(&self, deadline: Instant) -> Result<Result<Duration, Duration>, Problem> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        let now = self.clock.now();
        let latest = now.checked_add(deadline.saturating_duration_since(Instant::now())).unwrap_or(now);
        let apart = self.window.saturating_add(ON_THE_WAY);
        let place = call_place::take(&mut tx, self.account, "apart", (now, latest), apart).await;
        let place = place.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        let left = |at: jiff::Timestamp| Duration::try_from(at.duration_since(now)).unwrap_or_default();
        Ok(place.map(left).map_err(left))
    }

    /// How long until a call fits; `None` where one does now.
    async fn until_free(&self) -> Result<Option<Duration>, Problem> {
        let now = self.clock.now();
        let since = now.checked_sub(self.window).unwrap_or(now);
        let mut db = self.folder.read().await.map_err(problem)?;
        let full = attempt::newest_but(&mut db, self.account, since, self.calls.saturating_sub(1)).await;
        let Some(oldest) = full.map_err(problem)? else { return Ok(None) };
        let left = self.window.saturating_sub(now.duration_since(oldest));
        // a clock that was set back must not silence anybody for longer than that
        let left = Duration::try_from(left.min(self.window)).unwrap_or_default();
        Ok(Some(left.max(Duration::from_millis(10))))
    }
}

fn used_up(left: Duration) -> ProviderError {
    let error = ProviderError::new(ErrorKind::RateLimited, "the calls of this while are used up");
    ProviderError { retry_after: Some(left), ..error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use shipdesk_store::account::{self, Account};
    use shipdesk_store::attempt::NewAttempt;
    use std::collections::BTreeMap;

    #[derive(Debug)]
    struct Standing(Timestamp);

    impl Clock for Standing {
        fn now(&self) -> Timestamp {
            self.0
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    async fn folder(root: &std::path::Path, name: &str) -> (Folder, AccountId) {
        let now = at("2026-01-02T03:04:00Z");
        let folder = Folder::open(root, &Standing(now)).await.unwrap();
        let account = Account {
            id: AccountId::new(),
            name: name.to_owned(),
            provider: "p".to_owned(),
            base_url: "https://api.example".to_owned(),
            http_consent_at: None,
            fields: BTreeMap::new(),
            enabled: true,
            silent_until: None,
            channels_at: None,
            created_at: now,
        };
        let mut tx = folder.write().await.unwrap();
        account::insert(&mut tx, &account).await.unwrap();
        tx.commit().await.unwrap();
        (folder, account.id)
    }

    async fn asked(folder: &Folder, account_id: AccountId, times: &[&str]) {
        let mut tx = folder.write().await.unwrap();
        for time in times {
            let attempt = NewAttempt {
                at: at(time),
                account_id,
                order_id: None,
                purchase_id: None,
                action: "track",
                outcome: "done".to_owned(),
                http_status: Some(200),
                took_ms: 1,
                error: None,
                address: String::new(),
                request: String::new(),
                answer: None,
            };
            attempt::insert(&mut tx, &attempt).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    #[tokio::test]
    async fn a_full_minute_is_waited_out_and_an_old_one_is_not() {
        let root = tempfile::tempdir().unwrap();
        let (folder, account) = folder(root.path(), "one").await;
        asked(&folder, account, &["2026-01-02T03:03:01Z", "2026-01-02T03:03:20Z", "2026-01-02T03:03:50Z"])
            .await;
        let budget = |calls, now: &str| {
            let clock = Arc::new(Standing(at(now)));
            Budget {
                folder: folder.clone(),
                clock,
                account,
                window: jiff::SignedDuration::from_mins(1),
                calls,
            }
        };
        let soon = Duration::from_millis(50);
        assert_eq!(budget(4, "2026-01-02T03:04:00Z").wait(soon).await, Ok(()));
        let error = budget(3, "2026-01-02T03:04:00Z").wait(soon).await.unwrap_err();
        assert_eq!((error.kind, error.retry_after), (ErrorKind::RateLimited, Some(Duration::from_secs(1))));
        let error = budget(2, "2026-01-02T03:04:00Z").wait(soon).await.unwrap_err();
        assert_eq!(error.retry_after, Some(Duration::from_secs(20)));
        assert_eq!(budget(3, "2026-01-02T03:04:02Z").wait(soon).await, Ok(()));
        let other = Budget { account: AccountId::new(), ..budget(1, "2026-01-02T03:04:00Z") };
        assert_eq!(other.wait(soon).await, Ok(()));
        let window = jiff::SignedDuration::from_secs(5);
        let apart = |now: &str| Budget { window, ..budget(1, now) };
        let error = apart("2026-01-02T03:03:52Z").wait(soon).await.unwrap_err();
        assert_eq!(error.retry_after, Some(Duration::from_secs(3)));
        assert_eq!(apart("2026-01-02T03:03:55Z").wait(soon).await, Ok(()));
        // it is taken before anything was kept of the call
        let error = apart("2026-01-02T03:03:56Z").wait(soon).await.unwrap_err();
        assert_eq!(error.retry_after, Some(Duration::from_millis(4_100)));
        assert_eq!(apart("2026-01-02T03:04:01Z").wait(soon).await, Ok(()));
    }
}
