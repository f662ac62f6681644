//! How many calls an account may make in a while, and when none at all, over all processes of the folder: each call takes
//! its place in the folder before it leaves.

use crate::workstation::problem;
use jiff::{SignedDuration, Timestamp};
use shipdesk_core::clock::Clock;
use shipdesk_core::error::Problem;
use shipdesk_core::id::AccountId;
use shipdesk_providers::spi::descriptor::Limits;
use shipdesk_providers::spi::error::{ErrorKind, ProviderError};
use shipdesk_providers::spi::gate::Gate;
use shipdesk_store::call_place::{self, Limit};
use shipdesk_store::{Folder, account};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// So much more than a provider's while: calls are counted where they arrive, and one that makes its connection first, or
/// leaves a busy computer, arrives later than the next.
const ON_THE_WAY: SignedDuration = SignedDuration::from_millis(500);
/// How long places that were taken together may be used. The while in which they are counted is longer by that.
const LOT_LASTS: Duration = Duration::from_secs(1);
/// At most one in so many of a limit's places is taken together with others.
const LOTS: u32 = 100;
/// No silence lasts longer: a clock may have been set back since.
const LONGEST_SILENCE: SignedDuration = SignedDuration::from_hours(1);

/// What an account may still ask.
#[derive(Debug)]
pub(super) struct Budget {
    folder: Folder,
    clock: Arc<dyn Clock>,
    account: AccountId,
    limits: Vec<Limit>,
    /// Places that were taken for calls that come close together: a transaction each would cost more than the call.
    lot: tokio::sync::Mutex<Lot>,
    /// The silence that was begun or waited out here: others' are read from the folder.
    heard: Mutex<Option<Timestamp>>,
}

#[derive(Debug, Default)]
struct Lot {
    left: u32,
    size: u32,
    taken: Option<Instant>,
}

impl Lot {
    fn lasts(&self) -> bool {
        self.taken.is_some_and(|taken| taken.elapsed() < LOT_LASTS)
    }

    fn take_one(&mut self) -> bool {
        let has = self.left > 0 && self.lasts();
        self.left = self.left.saturating_sub(1);
        has
    }

    /// Twice as many as the last time where those were used up in time.
    fn next_size(&self, most: u32) -> u32 {
        if self.lasts() { self.size.saturating_mul(2).clamp(1, most) } else { 1 }
    }
}

impl Budget {
    /// The budget of an account whose provider has these limits.
    pub(super) fn new(folder: Folder, clock: Arc<dyn Clock>, account: AccountId, limits: &Limits) -> Self {
        let apart = SignedDuration::try_from(limits.apart).ok().filter(|apart| !apart.is_zero());
        let minute = limits.per_minute.map(|calls| (calls, SignedDuration::from_mins(1)));
        let limits = minute.into_iter().chain(apart.map(|apart| (1, apart)));
        let limits = limits.map(|(calls, window)| limit(calls, window)).collect();
        Self { folder, clock, account, limits, lot: tokio::sync::Mutex::default(), heard: Mutex::default() }
    }

    /// Notes that a silence is kept here until then.
    pub(super) fn hear(&self, until: Timestamp) {
        if let Ok(mut heard) = self.heard.lock() {
            *heard = (*heard).max(Some(until));
        }
    }

    /// Waits out the silence that another process was told, and says whether there was one.
    async fn wait_out_silence(&self, deadline: Instant) -> Result<bool, ProviderError> {
        let mut waited = false;
        // a folder that cannot be read stops nothing here: what cannot be kept afterwards tells of it
        while let Ok(Some((until, left))) = self.silence().await {
            if Instant::now() + left >= deadline {
                return Err(limited("the provider asked for silence", left));
            }
            tokio::time::sleep(left).await;
            self.hear(until);
            waited = true;
        }
        Ok(waited)
    }

    async fn silence(&self) -> Result<Option<(Timestamp, Duration)>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let until = account::silence(&mut db, self.account).await.map_err(problem)?;
        let heard = self.heard.lock().ok().and_then(|heard| *heard);
        let left = |until: Timestamp| until.duration_since(self.clock.now()).min(LONGEST_SILENCE);
        let until = until.filter(|until| Some(*until) > heard && left(*until).is_positive());
        Ok(until.map(|until| (until, Duration::try_from(left(until)).unwrap_or_default())))
    }

    /// Takes the next place, with the time until then.
    async fn take_place(&self, deadline: Instant) -> Result<Duration, ProviderError> {
        let mut lot = self.lot.lock().await;
        if lot.take_one() {
            return Ok(Duration::ZERO);
        }
        let most = self.limits.iter().map(|limit| (limit.calls / LOTS).max(1)).min().unwrap_or(1);
        match self.take(lot.next_size(most), deadline).await {
            Ok(Ok((left, calls))) => {
                *lot = Lot { left: calls.saturating_sub(1), size: calls, taken: Some(Instant::now()) };
                Ok(left)
            }
            Ok(Err(left)) => Err(limited("the calls of this while are used up", left)),
            // what a folder that cannot be written to would stop, it stops where it matters
            Err(_) => Ok(Duration::ZERO),
        }
    }

    async fn take(
        &self,
        wanted: u32,
        deadline: Instant,
    ) -> Result<Result<(Duration, u32), Duration>, Problem> {
        let mut tx = self.folder.write_repeatable().await.map_err(problem)?;
        let now = self.clock.now();
        let latest = now.checked_add(deadline.saturating_duration_since(Instant::now())).unwrap_or(now);
        let place = call_place::take(&mut tx, self.account, &self.limits, wanted, (now, latest)).await;
        let place = place.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        let left = |at: Timestamp| Duration::try_from(at.duration_since(now)).unwrap_or_default();
        Ok(place.map(|(at, calls)| (left(at), calls)).map_err(left))
    }
}

impl Gate for Budget {
    async fn pass(&self, deadline: Instant) -> Result<(), ProviderError> {
        self.wait_out_silence(deadline).await?;
        while !self.limits.is_empty() {
            let left = self.take_place(deadline).await?;
            if left.is_zero() {
                break;
            }
            tokio::time::sleep(left).await;
            if !self.wait_out_silence(deadline).await? {
                break;
            }
        }
        Ok(())
    }

    async fn keep_silent(&self, silence: Duration) {
        let Ok(until) = self.clock.now().checked_add(silence) else { return };
        self.hear(until);
        // what cannot be kept now is kept with the call
        if let Ok(mut tx) = self.folder.write().await
            && account::set_silence(&mut tx, self.account, until).await.is_ok()
        {
            let _ = tx.commit().await;
        }
    }
}

/// A limit as places are taken under it.
fn limit(calls: u32, window: SignedDuration) -> Limit {
    let lot = SignedDuration::try_from(LOT_LASTS).ok().filter(|_| calls / LOTS > 1).unwrap_or_default();
    Limit { calls, window: window.saturating_add(ON_THE_WAY).saturating_add(lot) }
}

fn limited(why: &str, left: Duration) -> ProviderError {
    let error = ProviderError::new(ErrorKind::RateLimited, why);
    ProviderError { retry_after: Some(left), ..error }
}

#[cfg(test)]
mod tests;
