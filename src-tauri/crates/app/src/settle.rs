//! Settling what is open, by asking the provider under our own number. Nothing is ever sent a second time here.
//!
//! Found means positive evidence: a label, a tracking number, a refund state. Not found means that the provider says
//! so, in words that its folder knows, twice and at least 30 seconds apart: a slow provider may create an order after
//! the first look. Anything else leaves the purchase unknown, for a person.

use crate::Outcome;
use crate::documents::Results;
use crate::line::{About, Line};
use crate::results::Done;
use crate::workstation::{Workstation, problem};
use futures::stream::{self, StreamExt as _};
use jiff::SignedDuration;
use shipdesk_core::clock::age;
use shipdesk_core::error::{ErrorClass, ErrorCode, Problem};
use shipdesk_core::id::PurchaseId;
use shipdesk_core::status::{OrderState, PurchaseState, RefundState};
use shipdesk_providers::spi::error::{ErrorKind, ProviderError};
use shipdesk_store::purchase::{self, Purchase};
use shipdesk_store::{StoreError, order};
use std::time::{Duration, Instant};

/// How far apart the two looks are.
const SECOND_LOOK: SignedDuration = SignedDuration::from_secs(30);
/// For how long a purchase that a provider did not know is looked for.
pub(crate) const MAY_COME_LATE: SignedDuration = SignedDuration::from_hours(24);
/// Nobody waits longer for looks than this, unless told to.
const LOOKS: Duration = Duration::from_secs(5);
/// What a second look may take beyond the people's patience.
const LAST_WORD: Duration = Duration::from_secs(2);
/// Purchases that are asked about at a time.
const AT_ONCE: usize = 4;
/// How often a purchase is looked at anew that somebody else keeps changing.
const TRIES: usize = 5;
/// How many open purchases one command takes on.
const AT_MOST: i64 = 10_000;

impl Workstation {
    /// Settles orders, or everything that is open: purchases and cancellations whose answer was lost, labels that are
    /// due, money that is not back. Waits for second looks as long as people do.
    ///
    /// # Errors
    /// What the folder has; what is still open stands in the results.
    pub async fn reconcile(&self, order_nos: &[String]) -> Outcome<Results> {
        let started = Instant::now();
        let order_nos = if order_nos.is_empty() { self.open_orders().await? } else { order_nos.to_vec() };
        let enough = started + self.patience.settle.max(LOOKS);
        let mut outcomes = self.settle_all(&order_nos, enough).await;
        while let Some(pause) = self.until_second_look(&order_nos, &outcomes).await? {
            if started.elapsed() + pause >= self.patience.settle {
                break;
            }
            tokio::time::sleep(pause).await;
            let left = (self.patience.settle + LAST_WORD).saturating_sub(started.elapsed());
            // a provider that hangs now is asked again another time
            let Ok(again) = tokio::time::timeout(left, self.settle_unknown(&order_nos, &outcomes)).await
            else {
                break;
            };
            for (index, again) in again {
                outcomes[index] = again;
            }
        }
        let done = order_nos.into_iter().zip(outcomes);
        self.results(done.map(|(order_no, outcome)| Done { order_no, outcome }).collect()).await
    }

    async fn settle_all(&self, order_nos: &[String], enough: Instant) -> Vec<Result<(), Problem>> {
        let total = order_nos.len();
        let settled =
            stream::iter(order_nos).map(|order_no| self.settle_before(order_no, enough)).buffered(AT_ONCE);
        let settled = settled.enumerate().map(|(index, outcome)| {
            self.progress.advance(index + 1, total);
            outcome
        });
        settled.collect().await
    }

    async fn settle_unknown(
        &self,
        order_nos: &[String],
        outcomes: &[Result<(), Problem>],
    ) -> Vec<(usize, Result<(), Problem>)> {
        let open = order_nos.iter().zip(outcomes).enumerate().filter(|(_, (_, outcome))| is_unknown(outcome));
        let again =
            open.map(|(index, (order_no, _))| async move { (index, self.settle_order(order_no).await) });
        stream::iter(again).buffered(AT_ONCE).collect().await
    }

    /// Settles an order while there is time; afterwards says where it stands.
    async fn settle_before(&self, order_no: &str, enough: Instant) -> Result<(), Problem> {
        if Instant::now() < enough {
            return self.settle_order(order_no).await;
        }
        match self.order_row(order_no).await?.state {
            OrderState::Unknown | OrderState::Submitting => {
                Err(Problem::new(ErrorCode::PurchaseUnknown).with("order_no", order_no))
            }
            _ => Ok(()),
        }
    }

    async fn settle_order(&self, order_no: &str) -> Result<(), Problem> {
        let row = self.order_row(order_no).await?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let newest = purchase::of_order(&mut db, row.id).await.map_err(problem)?.pop();
        drop(db);
        match newest {
            Some(newest) => self.settle_one(newest).await,
            None => Ok(()),
        }
    }

    /// Settles one purchase as far as one look can, looking at it anew where somebody else changed it meanwhile.
    ///
    /// # Errors
    /// [`ErrorCode::PurchaseUnknown`] while it stays unknown, and what was found.
    pub(crate) async fn settle_one(&self, purchase: Purchase) -> Result<(), Problem> {
        match self.settle_seen(purchase.clone()).await {
            Err(error) if error.code == ErrorCode::OrderChanged => {
                let anew = || async { self.settle_seen(self.purchase_now(purchase.id).await?).await };
                self.again_if_changed(anew).await
            }
            settled => settled,
        }
    }

    async fn purchase_now(&self, id: PurchaseId) -> Result<Purchase, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let found = purchase::by_id(&mut db, id).await.map_err(problem)?;
        found.ok_or_else(|| Problem::new(ErrorCode::StoreDamaged).with("what", "purchase"))
    }

    /// Does something anew, a few times, where somebody else changed the order while it was being done.
    pub(crate) async fn again_if_changed<F>(&self, one: impl Fn() -> F) -> Result<(), Problem>
    where
        F: Future<Output = Result<(), Problem>>,
    {
        for _ in 0..TRIES {
            match one().await {
                Err(error) if error.code == ErrorCode::OrderChanged => {}
                done => return done,
            }
        }
        Err(Problem::new(ErrorCode::OrderChanged))
    }

    async fn settle_seen(&self, mut purchase: Purchase) -> Result<(), Problem> {
        if purchase.owner.is_some() {
            if self.is_busy(&purchase) {
                return Err(Problem::new(ErrorCode::PurchaseBusy).with("order_no", &purchase.order_no));
            }
            self.disown(&mut purchase).await.map_err(problem)?;
        }
        match purchase.state {
            PurchaseState::Unknown => {
                let line = self.line_by_id(purchase.account_id).await?;
                self.ask_about(&line, purchase).await
            }
            PurchaseState::Created => {
                let line = self.line_by_id(purchase.account_id).await?;
                match self.fetch_one(&line, &mut purchase).await {
                    // not ready is no failure: it is still due
                    Err(error) if error.code == ErrorCode::LabelNotReady => Ok(()),
                    other => other,
                }
            }
            PurchaseState::Cancelling => {
                let line = self.line_by_id(purchase.account_id).await?;
                self.ask_cancellation(&line, purchase).await
            }
            // the provider did not know it; it may have made it since
            PurchaseState::Failed if purchase.missed_at.is_some() => {
                self.look_for_late(purchase).await.map(drop)
            }
            PurchaseState::Cancelled if purchase.refund != RefundState::Done => {
                let line = self.line_by_id(purchase.account_id).await?;
                self.ask_cancellation(&line, purchase).await
            }
            _ => Ok(()),
        }
    }

    /// One look at a purchase whose answer was lost.
    async fn ask_about(&self, line: &Line, mut purchase: Purchase) -> Result<(), Problem> {
        let unknown = |told: Problem| Problem { code: ErrorCode::PurchaseUnknown, retryable: false, ..told };
        let error = match self.look(line, &purchase).await? {
            Ok(found) if found.is_evidence() => return self.adopt(line, purchase, found).await,
            Ok(_) => {
                ProviderError::new(ErrorKind::NotReady, "the provider answers without a number or a label")
            }
            Err(error) => error,
        };
        let told = line.problem(&error).with("order_no", &purchase.order_no);
        match error.kind {
            ErrorKind::NotFound if self.is_second_look(&mut purchase) => {
                purchase.state = PurchaseState::Failed;
                let gone = Problem { code: ErrorCode::NotAtProvider, retryable: true, ..told };
                self.save(&mut purchase, Some(&gone), "purchase.not_found").await.map_err(problem)?;
                Err(gone)
            }
            ErrorKind::NotFound => {
                let told = unknown(told);
                self.save(&mut purchase, Some(&told), "purchase.missed").await.map_err(problem)?;
                Err(told)
            }
            ErrorKind::NotReady if self.has_refund_state(line, &purchase).await? => {
                purchase.state = PurchaseState::Created;
                purchase.missed_at = None;
                self.save(&mut purchase, None, "purchase.found").await.map_err(problem)
            }
            _ => {
                let told = unknown(told);
                if error.kind == ErrorKind::NotReady {
                    purchase.missed_at = None;
                }
                self.save(&mut purchase, Some(&told), "purchase.asked").await.map_err(problem)?;
                Err(told)
            }
        }
    }

    /// Looks once more for a purchase that its provider did not know, and adopts it on evidence alone.
    pub(crate) async fn look_for_late(&self, purchase: Purchase) -> Result<bool, Problem> {
        let line = self.line_by_id(purchase.account_id).await?;
        match self.look(&line, &purchase).await? {
            Ok(found) if found.is_evidence() => self.adopt(&line, purchase, found).await.map(|()| true),
            _ => Ok(false),
        }
    }

    /// The provider has it: it is ours. A label that cannot be had yet is due, not missing.
    async fn adopt(
        &self,
        line: &Line,
        mut purchase: Purchase,
        found: shipdesk_providers::spi::provider::OrderLabels,
    ) -> Result<(), Problem> {
        match self.take(line, &mut purchase, found).await {
            Err(error) if error.code.class() == ErrorClass::Local => Err(error),
            _ => Ok(()),
        }
    }

    /// Whether the provider keeps a refund state for it, which it does only for orders that it has.
    async fn has_refund_state(&self, line: &Line, purchase: &Purchase) -> Result<bool, Problem> {
        let Some(cancellations) = line.provider.cancellations() else { return Ok(false) };
        let about = About { order: Some(purchase.order_id), purchase: Some(purchase.id) };
        let reply = line.send(cancellations.state(&purchase.order_no), line.timeouts.other).await;
        self.keep(line, about, &reply).await?;
        Ok(reply.outcome.is_ok())
    }

    /// Whether the provider did not know it 30 seconds ago either. The first look is noted on the purchase.
    pub(crate) fn is_second_look(&self, purchase: &mut Purchase) -> bool {
        let now = self.clock.now();
        let first = *purchase.missed_at.get_or_insert(now);
        age(now, first) >= SECOND_LOOK
    }

    async fn open_orders(&self) -> Result<Vec<String>, Problem> {
        let recent = self.clock.now().checked_sub(MAY_COME_LATE).unwrap_or_default();
        let read = async {
            let mut db = self.folder.read().await?;
            let mut order_nos: Vec<String> = Vec::new();
            for open in purchase::open(&mut db, recent, AT_MOST).await? {
                order_nos.extend(order::by_id(&mut db, open.order_id).await?.and_then(|row| row.order_no));
            }
            let mut seen = std::collections::HashSet::new();
            order_nos.retain(|order_no| seen.insert(order_no.clone()));
            Ok::<_, StoreError>(order_nos)
        };
        read.await.map_err(problem)
    }

    /// How long until the next second look is due, if any is.
    async fn until_second_look(
        &self,
        order_nos: &[String],
        outcomes: &[Result<(), Problem>],
    ) -> Result<Option<Duration>, Problem> {
        let mut soonest = None;
        for (order_no, _) in order_nos.iter().zip(outcomes).filter(|(_, outcome)| is_unknown(outcome)) {
            let row = self.order_row(order_no).await?;
            let mut db = self.folder.read().await.map_err(problem)?;
            let newest = purchase::of_order(&mut db, row.id).await.map_err(problem)?.pop();
            if let Some(missed_at) = newest.and_then(|newest| newest.missed_at) {
                let left = SECOND_LOOK - age(self.clock.now(), missed_at);
                let left = Duration::try_from(left.max(SignedDuration::ZERO)).unwrap_or_default()
                    + Duration::from_millis(20);
                soonest = Some(soonest.map_or(left, |soonest: Duration| soonest.min(left)));
            }
        }
        Ok(soonest)
    }
}

fn is_unknown(outcome: &Result<(), Problem>) -> bool {
    outcome
        .as_ref()
        .is_err_and(|error| matches!(error.code, ErrorCode::PurchaseUnknown | ErrorCode::CancelUnknown))
}
