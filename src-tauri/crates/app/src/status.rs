//! The desk at a glance: what is open, and how it stands.

use crate::Outcome;
use crate::documents::{AccountStatus, Answer, DeskDocument, QuotaDocument, StatusDocument, count};
use crate::workstation::{PRACTICE, Workstation, problem};
use jiff::{SignedDuration, Timestamp};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::AccountId;
use shipdesk_core::status::OrderState;
use shipdesk_store::account::Account;
use shipdesk_store::balance::Balance;
use shipdesk_store::network::{self, Call};
use shipdesk_store::{Db, StoreError, account, parcel, print_job, status};
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

/// What the window notes of itself.
const SESSION: &str = "window.session";
/// Calls in a row that find no connection before the network counts as gone.
const MISSES: usize = 2;
/// The calls that are looked at: so many of one account's may stand before the other's.
const NEWEST: i64 = 50;
/// While another account has answered within this, it is not the network that is gone but the one that misses.
const LATELY: SignedDuration = SignedDuration::from_mins(1);
/// How long the print server may take.
const PRINT_SERVER: Duration = Duration::from_millis(1500);
/// Orders that wait for the network or for a second look.
const WAITING: [OrderState; 4] =
    [OrderState::Submitting, OrderState::Unknown, OrderState::Submitted, OrderState::Cancelling];

impl Workstation {
    /// What is open, and how the window looks.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn desk_show(&self) -> Outcome<DeskDocument> {
        let set = self.settings().await?;
        self.speak(&set);
        let base = self.currencies().await?.base;
        let mut db = self.folder.read().await.map_err(problem)?;
        let empty = is_empty(&mut db).await.map_err(problem)?;
        let sqlite_version = status::sqlite_version(&mut db).await.map_err(problem)?;
        Ok(Answer::done(DeskDocument {
            fresh: empty && !set.has_chosen(),
            practice: set.value(PRACTICE).is_some(),
            language: self.words().language(),
            theme: set.choice("theme"),
            contrast: set.choice("contrast"),
            density: set.choice("density"),
            station: set.value("station").unwrap_or_default(),
            base_currency: base.to_string(),
            data_dir: self.folder.root().display().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sqlite_version,
            session: set.value(SESSION),
        }))
    }

    /// How everything stands, from the folder alone: nobody is asked.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn desk_status(&self) -> Outcome<StatusDocument> {
        let balances = self.balances().await?;
        let accounts = self.accounts().await?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let answered = network::answered(&mut db).await.map_err(problem)?;
        drop(db);
        let status = |account: &Account| {
            let answered_at = answered.get(&account.id).copied().map(stamp);
            AccountStatus { answered_at, ..self.account_status(account, &balances) }
        };
        let accounts = accounts.iter().map(status).collect();
        let online = self.is_online().await?;
        // a print server that hangs does not hold the rest
        let printer = tokio::time::timeout(PRINT_SERVER, self.label_printer()).await.unwrap_or_default();
        let mut db = self.folder.read().await.map_err(problem)?;
        let read = async {
            Ok(StatusDocument {
                accounts,
                online,
                waiting: status::orders_in(&mut db, &WAITING).await?,
                print_queue: count(print_job::in_queue(&mut db).await?),
                printer,
                last_sync: network::answered_at(&mut db).await?.map(stamp),
                inbox: parcel::list::count_needing_a_person(&mut db).await?,
            })
        };
        read.await.map(Answer::done).map_err(problem)
    }

    /// Whether the network is there: back with any answer; gone after calls in a row that found no connection, at once
    /// where they were two accounts', or those of all accounts there are.
    pub(crate) async fn is_online(&self) -> Result<bool, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        online(&mut db).await.map_err(problem)
    }

    fn account_status(&self, account: &Account, balances: &HashMap<AccountId, Balance>) -> AccountStatus {
        let known = balances.get(&account.id);
        AccountStatus {
            account: account.name.clone(),
            provider: account.provider.clone(),
            enabled: account.enabled,
            balance: known.and_then(|known| known.amount).map(Into::into),
            quota: known.and_then(|known| known.quota).map(|(left, of)| QuotaDocument { left, of }),
            asked_at: known.and_then(|known| known.known_at).map(stamp),
            answered_at: None,
            silent_until: silent_until(account, self.clock.now()).map(stamp),
            error: known.and_then(|known| known.error.as_ref()).map(|error| self.words().error(error)),
        }
    }
}

/// Until when an account's provider wants to hear nothing, where that is still to come.
pub(crate) fn silent_until(account: &Account, now: Timestamp) -> Option<Timestamp> {
    account.silent_until.filter(|until| *until > now)
}

async fn online(db: &mut Db) -> Result<bool, StoreError> {
    let newest = network::newest(db, NEWEST).await?;
    let missed = missed(&newest);
    let Some(last) = missed.first() else { return Ok(true) };
    let asked: BTreeSet<AccountId> = missed.iter().map(|call| call.account_id).collect();
    let accounts = account::all(db).await?;
    let there: Vec<AccountId> = accounts.into_iter().filter(|it| it.enabled).map(|it| it.id).collect();
    // who is switched off since says nothing of the others
    let missing = there.iter().filter(|id| asked.contains(id)).count();
    if missing > 0 && missing >= MISSES.min(there.len()) {
        return Ok(false);
    }
    // one dead provider among several is not the network
    let since = last.at.checked_sub(LATELY).unwrap_or_default();
    network::others_answered(db, &asked.into_iter().collect::<Vec<_>>(), since).await
}

/// The last calls that found no connection, where enough did in a row.
fn missed(newest_first: &[Call]) -> &[Call] {
    let run = newest_first.iter().take_while(|call| call.unreachable).count();
    if run >= MISSES { &newest_first[..run] } else { &[] }
}

async fn is_empty(db: &mut Db) -> Result<bool, StoreError> {
    Ok(!account::ever(db).await? && !status::has_orders(db).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_may_be_gone_after_two_misses_in_a_row() {
        let account = AccountId::new();
        let call = |second: i64, unreachable| Call {
            account_id: account,
            at: Timestamp::from_second(1_800_000_000 + second).unwrap(),
            unreachable,
        };
        assert_eq!(missed(&[]), []);
        assert_eq!(missed(&[call(1, true)]), [], "once is no proof");
        assert_eq!(missed(&[call(2, true), call(1, false)]), []);
        assert_eq!(missed(&[call(3, false), call(2, true), call(1, true)]), [], "any answer brings it back");
        let run = [call(4, true), call(3, true), call(2, false), call(1, true)];
        assert_eq!(missed(&run), &run[..2]);
    }
}
