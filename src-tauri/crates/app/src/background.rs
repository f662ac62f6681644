//! What is done by itself while the window is open: second looks, late labels, refunds, parcels, proofs of delivery, balances, print jobs.
//!
//! One process a folder does it, whoever holds the lock. Nothing is ever bought or cancelled here: providers are asked,
//! through the same use cases that people call, politely and never twice at once about one thing. While the network is
//! gone only one call a while feels for it; when it is back, what is due goes on by itself. What goes wrong is kept where
//! it belongs, with the purchase, the parcel, the account; nothing here ends the work.

pub(crate) mod looks;

use crate::line::About;
use crate::settle::MAY_COME_LATE;
use crate::status::silent_until;
use crate::tracking::Failures;
use crate::workstation::{Workstation, problem};
use futures::future::BoxFuture;
use futures::stream::{self, FuturesUnordered, StreamExt as _};
use jiff::{SignedDuration, Timestamp};
use looks::Looks;
use shipdesk_core::clock::age;
use shipdesk_core::error::{ErrorClass, ErrorCode, Problem};
use shipdesk_core::id::{AccountId, PurchaseId};
use shipdesk_store::account::Account;
use shipdesk_store::purchase::Purchase;
use shipdesk_store::scheduler::Turn;
use shipdesk_store::{network, purchase};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;

/// Between two looks at what is due.
const TICK: Duration = Duration::from_secs(1);
/// How long what is under way may take when the window closes.
const LAST_WORD: Duration = Duration::from_secs(3);
/// How long no job may take, whatever it waits for.
const LONGEST: Duration = Duration::from_mins(3);
/// Between two calls that feel for the network.
const FEEL: SignedDuration = SignedDuration::from_secs(20);
/// How long an account is left alone whose keys cannot be had: nobody wants to be asked for a password every minute.
const NO_KEYS: SignedDuration = SignedDuration::from_mins(10);
/// Purchases that are read of those that are open.
const OPEN: i64 = 10_000;
/// Purchases that one run takes on, and at a time.
const A_RUN: usize = 12;
const AT_ONCE: usize = 4;
/// Parcels that one run takes on.
const PARCELS: i64 = 120;

/// A kind of work; each is at it once at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Job {
    Settle,
    Parcels,
    Pods,
    Arrived,
    Balances,
    Printing,
    Feel,
}

impl Job {
    /// Those that need the network, and every how many ticks.
    const ONLINE: [(Self, u64); 5] =
        [(Self::Settle, 2), (Self::Parcels, 5), (Self::Pods, 15), (Self::Arrived, 60), (Self::Balances, 3)];
}

/// What is remembered from tick to tick.
#[derive(Default)]
struct Shift {
    /// Accounts that are left alone, until when.
    paused: Mutex<HashMap<AccountId, Timestamp>>,
}

type Running<'a> = FuturesUnordered<BoxFuture<'a, Job>>;

impl Workstation {
    /// Works until told to stop.
    pub async fn work(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        let shift = Shift::default();
        let mut turn = None;
        let mut underway: Vec<Job> = Vec::new();
        let mut running = Running::new();
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let (mut tick, mut was_online) = (0_u64, true);
        loop {
            tokio::select! {
                // whoever told it to stop may be gone
                () = told(&mut stop) => break,
                Some(done) = running.next() => underway.retain(|job| *job != done),
                _ = ticks.tick() => {
                    if !self.has_turn(&mut turn) {
                        continue;
                    }
                    let online = self.is_online().await.unwrap_or(true);
                    if online && !was_online {
                        self.look_anew();
                    }
                    was_online = online;
                    for job in jobs(tick, online) {
                        if !underway.contains(&job) {
                            underway.push(job);
                            running.push(Box::pin(self.run(job, &shift)));
                        }
                    }
                    tick += 1;
                }
            }
        }
        // all of it only asks: what is cut short here is asked another time
        let _ = tokio::time::timeout(LAST_WORD, running.collect::<Vec<_>>()).await;
    }

    fn has_turn(&self, turn: &mut Option<Turn>) -> bool {
        if turn.is_none() {
            // a lock that cannot be had is asked for again
            *turn = Turn::take(self.folder.root()).ok().flatten();
        }
        turn.is_some()
    }

    async fn run(&self, job: Job, shift: &Shift) -> Job {
        let work = async {
            match job {
                Job::Settle => self.settle_due(shift).await,
                Job::Parcels => self.parcels_due(shift).await,
                Job::Pods => self.pods_due(shift).await,
                Job::Arrived => self.arrived_due(shift).await,
                Job::Balances => self.refresh_balances(shift).await,
                Job::Printing => self.print_watch().await.map(drop),
                Job::Feel => self.feel(shift).await,
            }
        };
        // what went wrong stands with what it was about; the next run finds what is still due
        let _ = tokio::time::timeout(LONGEST, work).await;
        job
    }

    /// Asks about open purchases whose time has come.
    async fn settle_due(&self, shift: &Shift) -> Result<(), Problem> {
        let now = self.clock.now();
        let recent = now.checked_sub(MAY_COME_LATE).unwrap_or_default();
        let mut db = self.folder.read().await.map_err(problem)?;
        let mut open = purchase::open(&mut db, recent, OPEN).await.map_err(problem)?;
        drop(db);
        let quiet = self.quiet_accounts(shift).await?;
        open.retain(|purchase| !self.is_busy(purchase) && !quiet.contains(&purchase.account_id));
        let due = self.looks.lock().map(|mut looks| looks.due(&open, now, A_RUN)).unwrap_or_default();
        let settled = stream::iter(due).map(|purchase| self.settle_quietly(purchase, shift));
        settled.buffer_unordered(AT_ONCE).collect::<()>().await;
        Ok(())
    }

    async fn settle_quietly(&self, purchase: Purchase, shift: &Shift) {
        let account = purchase.account_id;
        if let Err(error) = self.settle_one(purchase).await {
            shift.spare(account, &error, self.clock.now());
        }
    }

    async fn parcels_due(&self, shift: &Shift) -> Result<(), Problem> {
        let failed = self.ask_due_parcels(PARCELS).await?;
        shift.spare_all(failed, self.clock.now());
        Ok(())
    }

    async fn pods_due(&self, shift: &Shift) -> Result<(), Problem> {
        let failed = self.look_for_pods().await?;
        shift.spare_all(failed, self.clock.now());
        Ok(())
    }

    async fn arrived_due(&self, shift: &Shift) -> Result<(), Problem> {
        let quiet = self.quiet_accounts(shift).await?;
        let failed = self.stop_what_has_arrived(&quiet).await?;
        shift.spare_all(failed, self.clock.now());
        Ok(())
    }

    async fn refresh_balances(&self, shift: &Shift) -> Result<(), Problem> {
        let quiet = self.quiet_accounts(shift).await?;
        let due = self.balances_due().await?.into_iter();
        let counts = |account: &Account| self.can(account, "balance") || self.can(account, "quotas");
        let due = due.filter(|account| !quiet.contains(&account.id) && counts(account));
        let asked = due.map(|account| async move {
            if let Err(error) = self.refresh_balance(&account).await {
                shift.spare(account.id, &error, self.clock.now());
            }
        });
        futures::future::join_all(asked).await;
        Ok(())
    }

    /// One harmless call, to whoever was called longest ago, that tells whether the network is back.
    async fn feel(&self, shift: &Shift) -> Result<(), Problem> {
        let now = self.clock.now();
        let mut db = self.folder.read().await.map_err(problem)?;
        let newest =
            network::newest(&mut db, i64::try_from(A_RUN).unwrap_or(i64::MAX)).await.map_err(problem)?;
        drop(db);
        if newest.first().is_some_and(|call| age(now, call.at) < FEEL) {
            return Ok(());
        }
        let quiet = self.quiet_accounts(shift).await?;
        let mut accounts = self.accounts().await?;
        accounts.retain(|account| account.enabled && !quiet.contains(&account.id));
        // the newest call comes first: who is not among them at all was called longest ago
        let called = |account: &Account| newest.iter().position(|call| call.account_id == account.id);
        let Some(account) = accounts.iter().max_by_key(|account| called(account).unwrap_or(usize::MAX))
        else {
            return Ok(());
        };
        let felt = async {
            let line = self.line(account).await?;
            self.ask(&line, About::default(), line.provider.probe(), line.timeouts.other).await.map(drop)
        };
        felt.await.inspect_err(|error| shift.spare(account.id, error, now))
    }

    /// Accounts that are not to be asked now: their providers want silence, or their keys cannot be had.
    async fn quiet_accounts(&self, shift: &Shift) -> Result<Vec<AccountId>, Problem> {
        let now = self.clock.now();
        let silent =
            self.accounts().await?.into_iter().filter(|account| silent_until(account, now).is_some());
        Ok(silent.map(|account| account.id).chain(shift.spared(now)).collect())
    }

    /// After the network was gone everything is due by its own time, not by how often it failed.
    fn look_anew(&self) {
        if let Ok(mut looks) = self.looks.lock() {
            *looks = Looks::default();
        }
    }

    /// When a purchase is looked at next by this process, if it works and that is still to come.
    pub(crate) fn next_look(&self, purchase: PurchaseId) -> Option<Timestamp> {
        let now = self.clock.now();
        self.looks.lock().ok()?.next(purchase).filter(|next| *next > now)
    }
}

impl Shift {
    /// Leaves an account alone for a while whose keys cannot be had.
    fn spare(&self, account: AccountId, error: &Problem, now: Timestamp) {
        let no_keys = error.code.class() == ErrorClass::Keys
            || matches!(
                error.code,
                ErrorCode::KeyStoreLocked | ErrorCode::KeyStoreMissing | ErrorCode::KeyStoreRefused
            );
        if let (true, Ok(mut paused), Ok(until)) = (no_keys, self.paused.lock(), now.checked_add(NO_KEYS)) {
            paused.insert(account, until);
        }
    }

    /// The same with all that a round could not ask.
    fn spare_all(&self, failed: Failures, now: Timestamp) {
        for (account, error) in failed {
            self.spare(account, &error, now);
        }
    }

    fn spared(&self, now: Timestamp) -> Vec<AccountId> {
        let Ok(mut paused) = self.paused.lock() else { return Vec::new() };
        paused.retain(|_, until| *until > now);
        paused.keys().copied().collect()
    }
}

/// What is done at a tick.
fn jobs(tick: u64, online: bool) -> Vec<Job> {
    let mut jobs = vec![Job::Printing];
    if online {
        jobs.extend(Job::ONLINE.iter().filter(|(_, every)| tick.is_multiple_of(*every)).map(|(job, _)| *job));
    } else {
        jobs.push(Job::Feel);
    }
    jobs
}

/// Waits until told to stop. What it looked at is let go before anything else is awaited.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_network_only_one_call_feels_for_it() {
        assert_eq!(jobs(0, false), [Job::Printing, Job::Feel]);
        assert_eq!(
            jobs(0, true),
            [Job::Printing, Job::Settle, Job::Parcels, Job::Pods, Job::Arrived, Job::Balances]
        );
        assert_eq!(jobs(1, true), [Job::Printing]);
    }

    #[test]
    fn an_account_without_keys_is_left_alone_for_a_while() {
        let (shift, account) = (Shift::default(), AccountId::new());
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        shift.spare(account, &Problem::new(ErrorCode::ProviderDown), now);
        assert_eq!(shift.spared(now), []);
        shift.spare(account, &Problem::new(ErrorCode::KeyStoreLocked), now);
        assert_eq!(shift.spared(now), [account]);
        assert_eq!(shift.spared(now + NO_KEYS), []);
    }
}
