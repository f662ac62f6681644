//! When a parcel is asked about again, and asking about those that are due.

use super::ask::Question;
use super::change::{Deed, Listed};
use super::share::{TO_THE_END, ends};
use crate::line::Line;
use crate::workstation::{Workstation, problem};
use jiff::{SignedDuration, Timestamp};
use shipdesk_core::clock::age;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::status::DeliveryStatus;
use shipdesk_store::parcel::{self, Parcel, registration};
use shipdesk_store::{Db, StoreError};
use std::collections::BTreeMap;

const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Parcels that have arrived and are stopped in one round.
const ARRIVED: i64 = 40;
const MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The accounts that could not be asked at all, and why.
pub(crate) type Failures = Vec<(AccountId, Problem)>;

/// How long after an answer a parcel is due again, by where it stands and how old it is. Parcels of which no more will
/// come are never due.
pub(super) fn after_answer(status: DeliveryStatus, age: SignedDuration) -> SignedDuration {
    use DeliveryStatus as S;
    let hours = match status {
        // a person may have to do something today
        S::OutForDelivery | S::ReadyForPickup | S::AttemptFailed => 2,
        _ if age >= 2 * MONTH => 24,
        S::Pending | S::NotFound | S::InfoReceived | S::Unknown if age >= MONTH => 24,
        S::Pending | S::NotFound | S::InfoReceived | S::Unknown if age >= WEEK => 12,
        S::Returning | S::Damaged => 12,
        _ => 4,
    };
    SignedDuration::from_hours(hours)
}

/// How long after a failure, and whether it counts among the failures in a row.
pub(super) fn after_failure(error: &Problem, before: u32) -> (SignedDuration, bool) {
    match error.code {
        // nobody was asked
        ErrorCode::Unreachable => (SignedDuration::from_mins(5), false),
        ErrorCode::RateLimited => {
            let seconds = error.retry_after_s.and_then(|seconds| i64::try_from(seconds).ok()).unwrap_or(60);
            (SignedDuration::from_secs(seconds), false)
        }
        // a quarter of an hour, then twice as long each time, up to eight hours
        _ => (SignedDuration::from_mins(15) * 2_i32.pow(before.min(5)), true),
    }
}

impl Workstation {
    /// Asks about parcels that are due, in the providers' batches, accounts beside each other.
    pub(crate) async fn ask_due_parcels(&self, limit: i64) -> Result<Failures, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let due = parcel::due(&mut db, self.clock.now(), limit).await.map_err(problem)?;
        drop(db);
        let failures = self.ask_accounts(self.questions(&due).await?).await?;
        self.put_off(&due).await?;
        Ok(failures)
    }

    /// Asks accounts their questions, beside each other.
    pub(super) async fn ask_accounts(
        &self,
        questions: BTreeMap<AccountId, Vec<Question>>,
    ) -> Result<Failures, Problem> {
        let asked = questions.into_iter().map(async |(account, questions)| {
            let share = self.ask_account(account, &questions, TO_THE_END).await?;
            Ok::<_, Problem>(share.failures().find(|error| ends(error)).map(|error| (account, error.clone())))
        });
        Ok(futures::future::try_join_all(asked).await?.into_iter().flatten().collect())
    }

    /// Parcels that are due all the same could not be asked about: not every second anew.
    async fn put_off(&self, due: &[Parcel]) -> Result<(), Problem> {
        let ids: Vec<ParcelId> = due.iter().map(|parcel| parcel.id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let (now, then) = self.an_hour_on();
        let mut tx = self.folder.write().await.map_err(problem)?;
        parcel::list::put_off(&mut tx, &ids, now, then).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))
    }

    /// Now, and when what could not be asked about now is tried again.
    pub(super) fn an_hour_on(&self) -> (Timestamp, Timestamp) {
        let now = self.clock.now();
        (now, now.checked_add(SignedDuration::from_hours(1)).unwrap_or(now))
    }

    /// Tells providers that keep lists of parcels that no more updates are wanted of those that have arrived; not these
    /// accounts' providers.
    pub(crate) async fn stop_what_has_arrived(&self, but: &[AccountId]) -> Result<Failures, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let done = registration::to_stop(&mut db, self.clock.now(), but, ARRIVED).await.map_err(problem)?;
        drop(db);
        let mut by_account: BTreeMap<AccountId, Vec<(Listed, u32)>> = BTreeMap::new();
        for (parcel, known) in done {
            let listed = Listed::new(parcel.id, parcel.number(), &known);
            by_account.entry(known.account_id).or_default().push((listed, known.stop_failures));
        }
        let mut failures = Failures::new();
        for (account, parcels) in by_account {
            // one that cannot be opened does not keep the next one waiting
            let failed = match self.line_by_id(account).await {
                Ok(line) => self.stop_arrived(&line, &parcels).await?,
                Err(error) => Some(error),
            };
            failures.extend(failed.map(|error| (account, error)));
        }
        Ok(failures)
    }

    /// Tells one provider. What it does not take is told again after a while, and each time after a longer one; a parcel
    /// that is not on the list is as good as stopped.
    async fn stop_arrived(&self, line: &Line, parcels: &[(Listed, u32)]) -> Result<Option<Problem>, Problem> {
        let listed: Vec<Listed> = parcels.iter().map(|(listed, _)| listed.clone()).collect();
        let changes = self.change_listed(line, Deed::Stop, &listed).await?;
        let now = self.clock.now();
        let mut ended = None;
        let mut tx = self.folder.write().await.map_err(problem)?;
        for ((listed, before), change) in parcels.iter().zip(changes) {
            let Err(error) = change.outcome else { continue };
            let noted = if error.code == ErrorCode::TrackingNotFound {
                registration::note_stopped(&mut tx, listed.parcel, line.account.id, now).await
            } else {
                let (wait, counts) = after_failure(&error, *before);
                let again = (before + u32::from(counts), now.checked_add(wait).unwrap_or(now));
                registration::note_not_stopped(&mut tx, listed.parcel, line.account.id, again).await
            };
            noted.map_err(problem)?;
            ended = ended.or(Some(error).filter(ends));
        }
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(ended)
    }

    /// Notes when a parcel is due again, after an answer or a failure.
    pub(super) async fn note_due(
        &self,
        db: &mut Db,
        id: ParcelId,
        failed: Option<&Problem>,
    ) -> Result<(), StoreError> {
        let Some(parcel) = parcel::by_id(db, id).await? else { return Ok(()) };
        let now = self.clock.now();
        let old = age(now, parcel.created_at);
        let (wait, counts) = match failed {
            None => (after_answer(parcel.status, old), false),
            // that is an answer, too
            Some(error) if error.code == ErrorCode::TrackingNotFound => {
                (after_answer(DeliveryStatus::NotFound, old), false)
            }
            Some(error) => after_failure(error, parcel::list::failures(db, id).await?),
        };
        parcel::list::note_asked(db, id, counts, now.checked_add(wait).ok()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_still_is_asked_about_less_and_less() {
        let days = |days: i64| SignedDuration::from_hours(24 * days);
        let hours = |status, age| after_answer(status, age).as_hours();
        assert_eq!(hours(DeliveryStatus::InTransit, days(3)), 4);
        assert_eq!(hours(DeliveryStatus::OutForDelivery, days(90)), 2);
        assert_eq!(hours(DeliveryStatus::NotFound, days(1)), 4);
        assert_eq!(hours(DeliveryStatus::NotFound, days(8)), 12);
        assert_eq!(hours(DeliveryStatus::Pending, days(31)), 24);
        assert_eq!(hours(DeliveryStatus::InTransit, days(61)), 24);
    }

    #[test]
    fn failures_in_a_row_wait_longer_each_time() {
        let down = Problem::new(ErrorCode::ProviderDown);
        let minutes: Vec<i64> = (0..8).map(|before| after_failure(&down, before).0.as_mins()).collect();
        assert_eq!(minutes, [15, 30, 60, 120, 240, 480, 480, 480]);
        assert!(after_failure(&down, 0).1);
        assert_eq!(
            after_failure(&Problem::new(ErrorCode::Unreachable), 9),
            (SignedDuration::from_mins(5), false)
        );
        let silence = Problem { retry_after_s: Some(40), ..Problem::new(ErrorCode::RateLimited) };
        assert_eq!(after_failure(&silence, 2), (SignedDuration::from_secs(40), false));
    }
}
