//! The protocol of a purchase: intent committed, sending committed, sent once, outcome committed with the raw answer.
//! Whatever ends the process in between, the next one knows whether a byte may have left.

use crate::buying::{AT_ONCE, LabelWait, numbered};
use crate::fail;
use crate::line::{About, Line};
use crate::quotes::Subject;
use crate::workstation::{Workstation, problem};
use futures::stream::{self, StreamExt as _};
use serde_json::json;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::PurchaseId;
use shipdesk_core::status::PurchaseState;
use shipdesk_providers::spi::client::{Exchange, Reply};
use shipdesk_providers::spi::error::{ErrorKind, ProviderError};
use shipdesk_providers::spi::provider::{Created, PerOrder, Shipment};
use shipdesk_store::journal::{self, Entry, sha256};
use shipdesk_store::purchase::{self, NewPurchase, Purchase};
use shipdesk_store::{Db, StoreError};
use std::sync::Arc;

/// A purchase whose intent is committed, with all that it takes to send it.
pub(crate) struct Parcelled {
    /// As it was asked for: its number, or its id.
    pub(crate) asked: String,
    pub(crate) subject: Subject,
    pub(crate) line: Arc<Line>,
    pub(crate) purchase: Purchase,
    /// What its channel was not compared with when it was chosen.
    pub(crate) left_out: Vec<String>,
}

impl Parcelled {
    fn shipment(&self) -> Shipment<'_> {
        let Purchase { order_no, channel_id, .. } = &self.purchase;
        Shipment { order: &self.subject.order, order_no, channel_id }
    }
}

impl Workstation {
    /// Commits the intent to buy.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the order has a living purchase, or has changed since it was read.
    pub(crate) async fn note_intent(
        &self,
        asked: &str,
        subject: Subject,
        (line, channel_id, generation): (Arc<Line>, String, i64),
        seen: Option<PurchaseId>,
    ) -> Result<Parcelled, StoreError> {
        let owner = self
            .owner()
            .map_err(|problem| StoreError::Folder { path: "owners".into(), why: problem.to_string() })?;
        let order_no = numbered(&subject.order_no, generation);
        let at = self.clock.now();
        let mut tx = self.folder.write().await?;
        let (_, sha256) = shipdesk_store::order::document(&mut tx, subject.id).await?;
        let row = shipdesk_store::order::by_id(&mut tx, subject.id).await?;
        let decided_on = row.is_some_and(|row| row.purchase_id == seen);
        let is_anothers = purchase::is_anothers(&mut tx, &order_no, subject.id).await?;
        // what was decided was decided on something else
        if sha256 != subject.sha256 || !decided_on || is_anothers {
            return Err(StoreError::Conflict);
        }
        let new = NewPurchase {
            order_id: subject.id,
            account_id: line.account.id,
            channel_id: &channel_id,
            order_no: &order_no,
            generation,
            document_sha256: &sha256,
            owner: owner.id,
        };
        let purchase = purchase::begin(&mut tx, new, at).await?;
        let data = json!({"order_no": order_no, "account": line.account.id, "channel": channel_id, "document": sha256});
        self.note(&mut tx, "purchase.intended", &purchase, data).await?;
        tx.commit().await?;
        fail::point("intended");
        Ok(Parcelled { asked: asked.to_owned(), subject, line, purchase, left_out: Vec::new() })
    }

    /// Sends one purchase and waits for its label.
    pub(crate) async fn send_one(&self, mut parcelled: Parcelled, wait: LabelWait) -> Result<(), Problem> {
        let flight = self.fly(parcelled.purchase.id);
        self.note_sending(&mut parcelled.purchase).await.map_err(problem)?;
        let line = Arc::clone(&parcelled.line);
        let orders =
            line.provider.orders().ok_or_else(|| crate::accounts::unsupported(&line.account, "orders"))?;
        let reply = line.send(orders.create(parcelled.shipment()), line.timeouts.create).await;
        fail::point("answered");
        let Reply { outcome, exchanges, silence } = reply;
        let kept = Reply { outcome: Ok(()), exchanges, silence };
        let created = self.note_outcome(&line, &mut parcelled.purchase, outcome, &kept).await?;
        drop(flight);
        self.finish(parcelled, created, wait).await
    }

    /// Sends several purchases of one channel in one call.
    pub(crate) async fn send_together(
        &self,
        mut parcelled: Vec<Parcelled>,
        channel: &str,
        wait: LabelWait,
    ) -> Vec<(String, Result<(), Problem>)> {
        let flights: Vec<_> = parcelled.iter().map(|one| self.fly(one.purchase.id)).collect();
        let (mut sent, mut outcomes) = (Vec::new(), Vec::new());
        for mut one in parcelled.drain(..) {
            match self.note_sending(&mut one.purchase).await {
                Ok(()) => sent.push(one),
                Err(error) => outcomes.push((one.asked, Err(problem(error)))),
            }
        }
        let Some(line) = sent.first().map(|one| Arc::clone(&one.line)) else { return outcomes };
        let Some(orders) = line.provider.orders() else {
            let error = crate::accounts::unsupported(&line.account, "orders");
            outcomes.extend(sent.into_iter().map(|one| (one.asked, Err(error.clone()))));
            return outcomes;
        };
        let shipments: Vec<_> =
            sent.iter().map(|one| Shipment { channel_id: channel, ..one.shipment() }).collect();
        let reply = line.send(orders.create_many(&shipments), line.timeouts.create).await;
        fail::point("answered");
        let Reply { outcome, exchanges, silence } = reply;
        // every outcome is committed before anybody waits for a label
        let mut created = Vec::new();
        for (index, mut one) in sent.into_iter().enumerate() {
            let own = own_outcome(&outcome, &one.purchase.order_no);
            let kept = Reply { outcome: Ok(()), exchanges: shared(&exchanges, index), silence };
            match self.note_outcome(&line, &mut one.purchase, own, &kept).await {
                Ok(found) => created.push((one, found)),
                Err(error) => outcomes.push((one.asked, Err(error))),
            }
        }
        drop(flights);
        let finished = created.into_iter().map(|(one, found)| async move {
            let asked = one.asked.clone();
            (asked, self.finish(one, found, wait).await)
        });
        outcomes.extend(stream::iter(finished).buffer_unordered(AT_ONCE).collect::<Vec<_>>().await);
        outcomes
    }

    /// The second commit: from here on a byte may have left.
    async fn note_sending(&self, purchase: &mut Purchase) -> Result<(), StoreError> {
        let at = self.clock.now();
        purchase.state = PurchaseState::Sending;
        purchase.sent_at = Some(at);
        let mut tx = self.folder.write().await?;
        purchase::save(&mut tx, purchase, None, at).await?;
        self.note(&mut tx, "purchase.sent", purchase, json!({"order_no": purchase.order_no})).await?;
        tx.commit().await?;
        fail::point("sending");
        Ok(())
    }

    /// The third commit: what the provider said, or that nobody knows. Gives what was created.
    async fn note_outcome(
        &self,
        line: &Line,
        purchase: &mut Purchase,
        outcome: Result<Created, ProviderError>,
        kept: &Reply<()>,
    ) -> Result<Option<Created>, Problem> {
        let at = self.clock.now();
        // what cannot be noted is not known: the next process asks
        let told = Problem::new(ErrorCode::PurchaseUnknown).with("order_no", &purchase.order_no);
        let lost = |error| told.clone().with("detail", problem(error).code);
        let mut tx = self.folder.write().await.map_err(lost)?;
        let ours = self.was_sent(&mut tx, purchase).await.map_err(lost)?;
        // somebody who thought this process dead may have been faster: what they found stands
        *purchase = purchase::current(&mut tx, purchase).await.map_err(lost)?;
        let open = matches!(purchase.state, PurchaseState::Sending | PurchaseState::Unknown);
        let error = if open { judge(line, purchase, &outcome, ours) } else { None };
        purchase.owner = None;
        let written = async {
            let about = About { order: Some(purchase.order_id), purchase: Some(purchase.id) };
            line.keep(&mut tx, about, kept, at).await?;
            purchase::save(&mut tx, purchase, error.as_ref(), at).await?;
            let answer = kept.exchanges.last().and_then(|exchange| exchange.answer.as_ref());
            let data = json!({
                "state": purchase.state, "code": error.as_ref().map(|error| error.code),
                "answer": answer.map(|answer| sha256(answer.as_bytes())),
            });
            self.note(&mut tx, "purchase.answered", purchase, data).await?;
            Ok(tx.commit().await?)
        };
        written.await.map_err(lost)?;
        fail::point("settled");
        match (outcome, error) {
            _ if !open => Ok(None),
            (Ok(created), _) => Ok(Some(created)),
            // ours from an earlier sending: the provider tells what it has
            (Err(_), Some(error))
                if purchase.state == PurchaseState::Unknown && ours && is_duplicate(&error) =>
            {
                Ok(None)
            }
            (Err(_), Some(error)) => Err(error),
            (Err(error), None) => Err(line.problem(&error)),
        }
    }

    /// Gets the label of what was created; for a number that turned out to be taken by ourselves, asks first.
    async fn finish(
        &self,
        parcelled: Parcelled,
        created: Option<Created>,
        wait: LabelWait,
    ) -> Result<(), Problem> {
        match created {
            Some(created) => self.receive(&parcelled.line, parcelled.purchase, created, wait).await,
            None => self.settle_one(parcelled.purchase).await,
        }
    }

    /// A line of the journal about a purchase.
    pub(crate) async fn note(
        &self,
        db: &mut Db,
        kind: &str,
        purchase: &Purchase,
        data: serde_json::Value,
    ) -> Result<(), StoreError> {
        let entry = Entry { kind, subject: &purchase.id.to_string(), data };
        journal::append(db, self.folder.station, self.clock.now(), entry).await
    }
}

/// Sets the purchase's state by the outcome; gives the error that goes with it.
fn judge(
    line: &Line,
    purchase: &mut Purchase,
    outcome: &Result<Created, ProviderError>,
    ours: bool,
) -> Option<Problem> {
    let error = match outcome {
        Ok(created) => {
            purchase.state = PurchaseState::Created;
            purchase.provider_ref.clone_from(&created.provider_ref);
            purchase.tracking_no.clone_from(&created.tracking_no);
            return None;
        }
        Err(error) => error,
    };
    let told = line.problem(error).with("order_no", &purchase.order_no);
    match error.kind {
        ErrorKind::OutcomeUnknown => purchase.state = PurchaseState::Unknown,
        ErrorKind::Duplicate if ours => purchase.state = PurchaseState::Unknown,
        // nothing was worked on: the number is still free
        ErrorKind::Unreachable | ErrorKind::RateLimited => {
            purchase.state = PurchaseState::Failed;
            purchase.sent_at = None;
        }
        _ => purchase.state = PurchaseState::Failed,
    }
    let code = if told.code == ErrorCode::ProviderRefused { ErrorCode::PurchaseRefused } else { told.code };
    Some(Problem { code, ..told })
}

fn is_duplicate(error: &Problem) -> bool {
    error.code == ErrorCode::NumberTaken
}

/// One order's part of an answer over several. An order that the answer leaves out is unknown.
fn own_outcome(
    outcome: &Result<PerOrder<Created>, ProviderError>,
    order_no: &str,
) -> Result<Created, ProviderError> {
    let all = outcome.as_ref().map_err(Clone::clone)?;
    let own = all.iter().find(|(answered, _)| answered == order_no).map(|(_, own)| own.clone());
    own.unwrap_or_else(
        || Err(ProviderError::bad_answer("the answer leaves this order out").outcome_unknown()),
    )
}

/// What one of several orders keeps of a call over all of them: the first keeps it whole.
pub(crate) fn shared(exchanges: &[Exchange], index: usize) -> Vec<Exchange> {
    if index == 0 { exchanges.to_vec() } else { exchanges.iter().map(reference).collect() }
}

/// A call that is kept in full with another order.
fn reference(exchange: &Exchange) -> Exchange {
    let kept = || "kept with the first order of this call".to_owned();
    Exchange { request: kept(), answer: exchange.answer.as_ref().map(|_| kept()), ..exchange.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_that_an_answer_over_several_leaves_out_is_unknown() {
        let told = |numbers: &[&str]| -> Result<PerOrder<Created>, ProviderError> {
            Ok(numbers.iter().map(|number| ((*number).to_owned(), Ok(Created::default()))).collect())
        };
        assert_eq!(own_outcome(&told(&["A1", "A2"]), "A2"), Ok(Created::default()));
        let kind = |outcome: Result<Created, ProviderError>| outcome.unwrap_err().kind;
        assert_eq!(kind(own_outcome(&told(&["A1"]), "A2")), ErrorKind::OutcomeUnknown);
        let refused = Err(ProviderError::auth("no"));
        assert_eq!(kind(own_outcome(&refused, "A2")), ErrorKind::Auth, "what is said of all is said of each");
    }
}
