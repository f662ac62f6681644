//! Cancelling, and following the money to the end.

use crate::Outcome;
use crate::documents::Results;
use crate::line::{About, Line};
use crate::workstation::{Workstation, problem};
use serde_json::json;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::status::{PurchaseState, RefundState};
use shipdesk_providers::spi::error::{ErrorKind, ProviderError};
use shipdesk_providers::spi::provider::CancelOutcome;
use shipdesk_store::purchase::{self, Purchase};
use shipdesk_store::{StoreError, label};
use std::sync::Arc;
use std::time::{Duration, Instant};

impl Workstation {
    /// Asks providers to cancel orders. One that is cancelled already is shown; one whose cancellation is not settled
    /// is asked about.
    ///
    /// # Errors
    /// What the folder has; what is wrong with an order stands in its result.
    pub async fn cancel(&self, order_nos: &[String]) -> Outcome<Results> {
        let cancel = async |order_no: &str| self.again_if_changed(|| self.cancel_order(order_no)).await;
        let mut answer = self.over_orders(order_nos, cancel).await?;
        for order in &mut answer.document.results {
            self.warn_of_broken_forms(order).await?;
        }
        Ok(answer)
    }

    async fn cancel_order(&self, order_no: &str) -> Result<(), Problem> {
        let (line, purchase) = self.idle(order_no).await?;
        let refuse = |code| Err(Problem::new(code).with("order_no", order_no));
        match purchase.state {
            PurchaseState::Created | PurchaseState::Labelled => self.cancel_one(&line, purchase).await,
            PurchaseState::Cancelling => self.ask_cancellation(&line, purchase).await,
            PurchaseState::Cancelled => Ok(()),
            PurchaseState::Unknown => refuse(ErrorCode::PurchaseUnknown),
            PurchaseState::Intent | PurchaseState::Sending => refuse(ErrorCode::PurchaseBusy),
            PurchaseState::Failed => refuse(ErrorCode::OrderNotBought),
        }
    }

    /// Asks what became of cancellations.
    ///
    /// # Errors
    /// What the folder has; what is wrong with an order stands in its result.
    pub async fn refund(&self, order_nos: &[String]) -> Outcome<Results> {
        let ask = async |order_no: &str| self.again_if_changed(|| self.ask_refund(order_no)).await;
        self.over_orders(order_nos, ask).await
    }

    async fn ask_refund(&self, order_no: &str) -> Result<(), Problem> {
        let (line, purchase) = self.idle(order_no).await?;
        match purchase.state {
            PurchaseState::Unknown => {
                Err(Problem::new(ErrorCode::PurchaseUnknown).with("order_no", order_no))
            }
            PurchaseState::Failed => Err(Problem::new(ErrorCode::OrderNotBought).with("order_no", order_no)),
            _ => self.ask_cancellation(&line, purchase).await,
        }
    }

    async fn cancel_one(&self, line: &Line, mut purchase: Purchase) -> Result<(), Problem> {
        let cancellations = line.provider.cancellations();
        let cancellations =
            cancellations.ok_or_else(|| crate::accounts::unsupported(&line.account, "cancellations"))?;
        let before = purchase.state;
        let _flight = self.fly(purchase.id);
        // committed first: if this process ends now, the next one asks instead of believing that nothing happened
        (purchase.state, purchase.cancel_unknown) = (PurchaseState::Cancelling, true);
        (purchase.refund, purchase.missed_at) = (RefundState::Unknown, None);
        purchase.owner = Some(self.owner()?.id);
        self.save(&mut purchase, None, "cancel.sent").await.map_err(problem)?;
        crate::fail::point("cancelling");
        let reply = line.send(cancellations.cancel(&purchase.order_no), line.timeouts.other).await;
        let about = About { order: Some(purchase.order_id), purchase: Some(purchase.id) };
        self.keep(line, about, &reply).await?;
        crate::fail::point("cancel_answered");
        loop {
            let error = judge(line, &mut purchase, &reply.outcome, before);
            purchase.owner = None;
            match self.save(&mut purchase, error.as_ref(), "cancel.answered").await {
                Ok(()) => return error.map_or(Ok(()), Err),
                // a label came meanwhile, say: what the provider said of the cancellation stands on top of it
                Err(StoreError::Conflict) => {
                    let mut db = self.folder.read().await.map_err(problem)?;
                    purchase = purchase::current(&mut db, &purchase).await.map_err(problem)?;
                }
                Err(other) => return Err(problem(other)),
            }
        }
    }

    /// The purchase of an order that nobody is sending anything about; waits for whoever is.
    async fn idle(&self, order_no: &str) -> Result<(Arc<Line>, Purchase), Problem> {
        let started = Instant::now();
        loop {
            let (line, mut purchase) = self.bought(order_no).await?;
            match purchase.owner {
                None => return Ok((line, purchase)),
                Some(_) if !self.is_busy(&purchase) => self.disown(&mut purchase).await.map_err(problem)?,
                Some(_) if started.elapsed() >= self.patience.label => {
                    return Err(Problem::new(ErrorCode::PurchaseBusy).with("order_no", order_no));
                }
                Some(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        }
    }

    /// Asks for the state of a cancellation and keeps it.
    pub(crate) async fn ask_cancellation(&self, line: &Line, mut purchase: Purchase) -> Result<(), Problem> {
        let cancellations = line.provider.cancellations();
        let cancellations =
            cancellations.ok_or_else(|| crate::accounts::unsupported(&line.account, "cancellations"))?;
        let about = About { order: Some(purchase.order_id), purchase: Some(purchase.id) };
        let reply = line.send(cancellations.state(&purchase.order_no), line.timeouts.other).await;
        self.keep(line, about, &reply).await?;
        let refund = match reply.outcome {
            Ok(refund) => refund,
            // no record any more of what is over
            Err(error) if error.kind == ErrorKind::NotFound && purchase.state == PurchaseState::Cancelled => {
                RefundState::None
            }
            // no record of a cancellation: it stands only where the order itself does
            Err(error) if error.kind == ErrorKind::NotFound && purchase.cancel_unknown => {
                match self.look(line, &purchase).await? {
                    Ok(found) if found.is_evidence() => RefundState::None,
                    _ => {
                        return Err(
                            Problem::new(ErrorCode::CancelUnknown).with("order_no", &purchase.order_no)
                        );
                    }
                }
            }
            Err(error) => return Err(line.problem(&error).with("order_no", &purchase.order_no)),
        };
        self.note_refund(&mut purchase, refund).await.map_err(problem)?;
        if purchase.cancel_unknown {
            return Err(Problem::new(ErrorCode::CancelUnknown).with("order_no", &purchase.order_no));
        }
        Ok(())
    }

    async fn note_refund(&self, purchase: &mut Purchase, refund: RefundState) -> Result<(), StoreError> {
        let standing = self.standing(purchase).await?;
        match refund {
            RefundState::Done => {
                purchase.state = PurchaseState::Cancelled;
                purchase.cancel_unknown = false;
            }
            RefundState::InProgress => {
                if purchase.state != PurchaseState::Cancelled {
                    purchase.state = PurchaseState::Cancelling;
                }
                purchase.cancel_unknown = false;
            }
            RefundState::Cannot => {
                purchase.state = standing;
                purchase.cancel_unknown = false;
            }
            // a cancellation whose answer was lost may still arrive: believed at the second look
            RefundState::None if purchase.cancel_unknown => {
                if !self.is_second_look(purchase) {
                    return self.save(purchase, None, "cancel.missed").await;
                }
                (purchase.state, purchase.cancel_unknown) = (standing, false);
            }
            RefundState::None | RefundState::Unknown => {}
        }
        purchase.refund = refund;
        purchase.missed_at = None;
        self.save(purchase, None, "cancel.asked").await
    }

    /// What the purchase is where it is not cancelled.
    async fn standing(&self, purchase: &Purchase) -> Result<PurchaseState, StoreError> {
        let labels = label::of_purchase(&mut *self.folder.read().await?, purchase.id).await?;
        let labelled = labels.iter().any(|label| label.kind == "label");
        Ok(if labelled { PurchaseState::Labelled } else { PurchaseState::Created })
    }

    /// Writes a purchase back with a line in the journal.
    pub(crate) async fn save(
        &self,
        purchase: &mut Purchase,
        error: Option<&Problem>,
        kind: &str,
    ) -> Result<(), StoreError> {
        let mut tx = self.folder.write().await?;
        purchase::save(&mut tx, purchase, error, self.clock.now()).await?;
        let data = json!({
            "state": purchase.state, "refund": purchase.refund, "code": error.map(|error| error.code),
        });
        self.note(&mut tx, kind, purchase, data).await?;
        Ok(tx.commit().await?)
    }
}

/// Sets the purchase's state by the answer to a cancellation; gives the error that goes with it.
fn judge(
    line: &Line,
    purchase: &mut Purchase,
    outcome: &Result<CancelOutcome, ProviderError>,
    before: PurchaseState,
) -> Option<Problem> {
    let (state, refund, lost, error) = match outcome {
        // how the money fares is the provider's to say, when asked
        Ok(CancelOutcome::Done) => (PurchaseState::Cancelled, RefundState::Unknown, false, None),
        Ok(CancelOutcome::Requested) => (PurchaseState::Cancelling, RefundState::InProgress, false, None),
        Err(error) if error.kind == ErrorKind::OutcomeUnknown => {
            let told = line.problem(error).with("order_no", &purchase.order_no);
            let told = Problem { code: ErrorCode::CancelUnknown, ..told };
            (PurchaseState::Cancelling, RefundState::Unknown, true, Some(told))
        }
        Err(error) => {
            (before, RefundState::None, false, Some(line.problem(error).with("order_no", &purchase.order_no)))
        }
    };
    (purchase.state, purchase.refund, purchase.cancel_unknown) = (state, refund, lost);
    error
}
