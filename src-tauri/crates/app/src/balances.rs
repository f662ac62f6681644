//! Balances: the last that is known of each account, asked for anew when it is old or money has moved.

use crate::line::{About, Line};
use crate::workstation::{Workstation, problem};
use jiff::{SignedDuration, Timestamp};
use shipdesk_core::clock::age;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::AccountId;
use shipdesk_providers::spi::provider::AccountInfo;
use shipdesk_providers::spi::tracking::Quota;
use shipdesk_store::account::Account;
use shipdesk_store::balance::{self, Balance};
use shipdesk_store::{StoreError, network};
use std::collections::HashMap;

/// How old a balance may be.
const FRESH: SignedDuration = SignedDuration::from_mins(5);
/// After a call that may have moved money a provider needs a moment to book it.
const BOOKED: SignedDuration = SignedDuration::from_secs(3);

impl Workstation {
    /// What is known of the accounts' balances.
    pub(crate) async fn balances(&self) -> Result<HashMap<AccountId, Balance>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let all = balance::all(&mut db).await.map_err(problem)?;
        Ok(all.into_iter().map(|balance| (balance.account_id, balance)).collect())
    }

    /// Asks for an account's balance and keeps what was said, or that nothing was.
    pub(crate) async fn ask_balance(&self, line: &Line) -> Result<AccountInfo, Problem> {
        let balance = line.provider.balance();
        let balance = balance.ok_or_else(|| crate::accounts::unsupported(&line.account, "balance"))?;
        let asked = self.ask(line, About::default(), balance.balance(), line.timeouts.other).await;
        self.keep_balance(line.account.id, asked.as_ref()).await.map_err(problem)?;
        asked
    }

    /// The same by itself: an account whose keys cannot be had says so in its row.
    pub(crate) async fn refresh_balance(&self, account: &Account) -> Result<(), Problem> {
        match self.line(account).await {
            Ok(line) if line.provider.balance().is_some() => self.ask_balance(&line).await.map(drop),
            Ok(line) => self.ask_quota(&line).await.map(drop),
            Err(error) => {
                self.keep_balance(account.id, Err(&error)).await.map_err(problem)?;
                Err(error)
            }
        }
    }

    /// Asks what an account may still use, and keeps what was said, or that nothing was.
    pub(crate) async fn ask_quota(&self, line: &Line) -> Result<Quota, Problem> {
        let quotas = line.provider.quotas();
        let quotas = quotas.ok_or_else(|| crate::accounts::unsupported(&line.account, "quotas"))?;
        let asked = self.ask(line, About::default(), quotas.quota(), line.timeouts.other).await;
        let at = self.clock.now();
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let mut tx = self.folder.write().await.map_err(problem)?;
        match &asked {
            Ok(quota) => {
                let quota = Some((small(quota.left), quota.of.map(small)));
                balance::put_quota(&mut tx, line.account.id, quota, at).await
            }
            // whoever asks is told; an account whose quota nobody understands works all the same
            Err(error) if error.code == ErrorCode::BadAnswer => {
                balance::put_quota(&mut tx, line.account.id, None, at).await
            }
            Err(error) => balance::put_failure(&mut tx, line.account.id, error, at).await,
        }
        .map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        asked
    }

    async fn keep_balance(
        &self,
        account: AccountId,
        asked: Result<&AccountInfo, &Problem>,
    ) -> Result<(), StoreError> {
        let at = self.clock.now();
        let mut tx = self.folder.write().await?;
        match asked {
            Ok(info) => balance::put(&mut tx, account, info.balance, at).await?,
            Err(error) => balance::put_failure(&mut tx, account, error, at).await?,
        }
        Ok(tx.commit().await?)
    }

    /// The accounts whose balance is due to be asked for: it is old, or money has moved since.
    pub(crate) async fn balances_due(&self) -> Result<Vec<Account>, Problem> {
        let now = self.clock.now();
        let known = self.balances().await?;
        let since = now.checked_sub(FRESH).unwrap_or_default();
        let mut db = self.folder.read().await.map_err(problem)?;
        let moved = network::money_moved(&mut db, since).await.map_err(problem)?;
        drop(db);
        let moved: HashMap<AccountId, Timestamp> = moved.into_iter().collect();
        let due = |account: &Account| {
            let asked = known.get(&account.id).map(|balance| balance.asked_at);
            account.enabled && is_due(asked, moved.get(&account.id).copied(), now)
        };
        Ok(self.accounts().await?.into_iter().filter(due).collect())
    }
}

/// Whether a balance that was asked for then is asked for again, when money last moved at `moved`.
fn is_due(asked: Option<Timestamp>, moved: Option<Timestamp>, now: Timestamp) -> bool {
    let Some(asked) = asked else { return true };
    let booked = moved.and_then(|moved| moved.checked_add(BOOKED).ok());
    age(now, asked) >= FRESH || booked.is_some_and(|booked| booked > asked && now >= booked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_balance_is_due_when_it_is_old_or_money_has_moved() {
        let at = |seconds: i64| Timestamp::from_second(1_800_000_000 + seconds).unwrap();
        assert!(is_due(None, None, at(0)));
        assert!(!is_due(Some(at(0)), None, at(299)));
        assert!(is_due(Some(at(0)), None, at(300)));
        assert!(!is_due(Some(at(0)), Some(at(10)), at(12)), "not booked yet");
        assert!(is_due(Some(at(0)), Some(at(10)), at(13)));
        assert!(!is_due(Some(at(14)), Some(at(10)), at(20)), "asked since");
    }
}
