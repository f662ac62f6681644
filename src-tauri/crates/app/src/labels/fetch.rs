//! Asks for labels: after buying, until they are here; on wish, always again.

use crate::Outcome;
use crate::buying::LabelWait;
use crate::documents::Results;
use crate::line::{About, Line};
use crate::results::Done;
use crate::sending::shared;
use crate::workstation::{Workstation, problem};
use serde_json::json;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::status::PurchaseState;
use shipdesk_providers::spi::client::Reply;
use shipdesk_providers::spi::error::{ErrorKind, ProviderError};
use shipdesk_providers::spi::provider::{Created, LabelSource, OrderLabels};
use shipdesk_store::purchase::Purchase;
use shipdesk_store::{StoreError, account, files, label, order, purchase};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Purchases by the numbers that were asked for.
type Numbered = Vec<(String, Purchase)>;

impl Workstation {
    /// Gets the labels of what was just created, waiting for late ones as long as people do.
    pub(crate) async fn receive(
        &self,
        line: &Line,
        mut purchase: Purchase,
        created: Created,
        wait: LabelWait,
    ) -> Result<(), Problem> {
        // the answer to a create may hold the label of the whole order; boxes have theirs in the label call alone
        if self.box_count(&purchase).await? == 1 {
            for source in created.labels {
                let found = OrderLabels {
                    label: Some(source),
                    tracking_no: created.tracking_no.clone(),
                    ..OrderLabels::default()
                };
                if self.take(line, &mut purchase, found).await.is_ok() {
                    break;
                }
            }
        }
        match wait {
            LabelWait::Not => Ok(()),
            LabelWait::Once => self.await_label(line, &mut purchase, Duration::ZERO).await,
            LabelWait::Patient => self.await_label(line, &mut purchase, self.patience.label).await,
        }
    }

    /// Asks until the label is here, with growing pauses. A label that does not come in time is no failure: the order
    /// is `submitted`, and its last error says why.
    async fn await_label(
        &self,
        line: &Line,
        purchase: &mut Purchase,
        patience: Duration,
    ) -> Result<(), Problem> {
        let deadline = Instant::now() + patience;
        let mut pause = Duration::from_millis(500);
        loop {
            let had_label = purchase.state == PurchaseState::Labelled;
            match self.fetch_one(line, purchase).await {
                Ok(()) => return Ok(()),
                // the charges are still missing, and nothing that a clerk waits for
                Err(_) if had_label => return Ok(()),
                Err(error) if matches!(error.code, ErrorCode::ProviderAuth | ErrorCode::DiskFull) => {
                    return Err(error);
                }
                Err(_) if Instant::now() + pause >= deadline => return Ok(()),
                Err(_) => {}
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(8));
        }
    }

    /// Asks once for the label of one purchase: by the label call, or, for several boxes, by the call that alone has
    /// numbers and labels a box.
    pub(crate) async fn fetch_one(&self, line: &Line, purchase: &mut Purchase) -> Result<(), Problem> {
        match self.look(line, purchase).await? {
            Ok(found) => self.take(line, purchase, found).await,
            Err(error) => {
                let problem = line.problem(&error).with("order_no", &purchase.order_no);
                self.note_missing(purchase, &error, &problem).await.map_err(crate::workstation::problem)?;
                Err(problem)
            }
        }
    }

    /// What the provider has of a purchase. The outer error is ours, the inner one the provider's.
    pub(crate) async fn look(
        &self,
        line: &Line,
        purchase: &Purchase,
    ) -> Result<Result<OrderLabels, ProviderError>, Problem> {
        let labels = line.provider.labels();
        let labels = labels.ok_or_else(|| crate::accounts::unsupported(&line.account, "labels"))?;
        let about = About { order: Some(purchase.order_id), purchase: Some(purchase.id) };
        let order_no = &purchase.order_no;
        if self.box_count(purchase).await? == 1 {
            let reply = line.send(labels.label(order_no), line.timeouts.label).await;
            self.keep(line, about, &reply).await?;
            return Ok(reply.outcome);
        }
        let reply = line.send(labels.labels(std::slice::from_ref(order_no)), line.timeouts.label).await;
        self.keep(line, about, &reply).await?;
        Ok(reply.outcome.and_then(|all| own(all, order_no)))
    }

    /// Why there is no label, on the order; a label that is merely not ready is not worth an error.
    async fn note_missing(
        &self,
        purchase: &mut Purchase,
        error: &ProviderError,
        told: &Problem,
    ) -> Result<(), StoreError> {
        if purchase.state != PurchaseState::Created {
            return Ok(());
        }
        let told = Some(told).filter(|_| error.kind != ErrorKind::NotReady);
        let mut tx = self.folder.write().await?;
        match purchase::save(&mut tx, purchase, told, self.clock.now()).await {
            // somebody else has news of it: theirs stand
            Err(StoreError::Conflict) => {
                *purchase = purchase::current(&mut tx, purchase).await?;
                Ok(())
            }
            other => {
                other?;
                Ok(tx.commit().await?)
            }
        }
    }

    /// Asks for the labels of orders again, also of those whose labels are here: one single-box order by the label
    /// call, everything else by the multi-label call, in chunks.
    ///
    /// # Errors
    /// What the folder has; what is wrong with an order stands in its result.
    pub async fn label_fetch(&self, order_nos: &[String]) -> Outcome<Results> {
        let mut outcomes: HashMap<String, Result<(), Problem>> = HashMap::new();
        let mut by_account: HashMap<_, (Arc<Line>, Numbered)> = HashMap::new();
        for order_no in order_nos {
            match self.bought(order_no).await {
                Ok((line, purchase)) => {
                    let group = by_account.entry(line.account.id).or_insert_with(|| (line, Vec::new()));
                    group.1.push((order_no.clone(), purchase));
                }
                Err(error) => drop(outcomes.insert(order_no.clone(), Err(error))),
            }
        }
        for (line, mut purchases) in by_account.into_values() {
            if let [(order_no, purchase)] = purchases.as_mut_slice() {
                let outcome = self.fetch_one(&line, purchase).await;
                outcomes.insert(order_no.clone(), outcome);
                continue;
            }
            let batch = line.provider.descriptor().limits.label_batch.max(1);
            for chunk in purchases.chunks_mut(batch) {
                outcomes.extend(self.fetch_chunk(&line, chunk).await);
            }
        }
        let outcome = |order_no: &String| Done {
            order_no: order_no.clone(),
            outcome: outcomes.remove(order_no).unwrap_or(Ok(())),
        };
        let done = order_nos.iter().map(outcome).collect();
        self.results(done).await
    }

    async fn fetch_chunk(
        &self,
        line: &Line,
        chunk: &mut [(String, Purchase)],
    ) -> Vec<(String, Result<(), Problem>)> {
        let Some(labels) = line.provider.labels() else {
            let error = crate::accounts::unsupported(&line.account, "labels");
            return chunk.iter().map(|(order_no, _)| (order_no.clone(), Err(error.clone()))).collect();
        };
        let numbers: Vec<String> = chunk.iter().map(|(_, purchase)| purchase.order_no.clone()).collect();
        let reply = line.send(labels.labels(&numbers), line.timeouts.label).await;
        let kept = self.keep_over(line, chunk.iter().map(|(_, purchase)| purchase), &reply).await;
        let answered = kept.and_then(|()| reply.outcome.map_err(|error| line.problem(&error)));
        let mut outcomes = Vec::new();
        for (order_no, purchase) in chunk {
            let outcome = match &answered {
                Err(error) => Err(error.clone()),
                Ok(all) => match own(all.clone(), &purchase.order_no) {
                    Ok(found) => self.take(line, purchase, found).await,
                    Err(error) => Err(line.problem(&error).with("order_no", &purchase.order_no)),
                },
            };
            outcomes.push((order_no.clone(), outcome));
        }
        outcomes
    }

    /// Fetches the transfer label of an order.
    ///
    /// # Errors
    /// What the folder has; what is wrong with the order stands in its result.
    pub async fn label_transfer(&self, order_nos: &[String]) -> Outcome<Results> {
        self.over_orders(order_nos, async |order_no| {
            let (line, purchase) = self.bought(order_no).await?;
            let transfers = line.provider.transfer_labels();
            let transfers =
                transfers.ok_or_else(|| crate::accounts::unsupported(&line.account, "transfer_labels"))?;
            let about = About { order: Some(purchase.order_id), purchase: Some(purchase.id) };
            let call = transfers.transfer_label(&purchase.order_no);
            let source: LabelSource = self.ask(&line, about, call, line.timeouts.label).await?;
            let (sha256, media_type, bytes) = self.keep_label(&line, &source).await?;
            let at = self.clock.now();
            let mut tx = self.folder.write().await.map_err(problem)?;
            let written = async {
                files::record(&mut tx, &sha256, media_type, bytes, at).await?;
                label::put(&mut tx, purchase.id, ("transfer", ""), &sha256, at).await?;
                self.note(&mut tx, "label.transfer", &purchase, json!({"label": sha256})).await?;
                Ok(tx.commit().await?)
            };
            written.await.map_err(problem)
        })
        .await
    }

    /// The newest purchase of an order that the provider may have, and its line.
    pub(crate) async fn bought(&self, order_no: &str) -> Result<(Arc<Line>, Purchase), Problem> {
        let row = self.order_row(order_no).await?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let never = || Problem::new(ErrorCode::OrderNotBought).with("order_no", order_no);
        let newest = purchase::of_order(&mut db, row.id).await.map_err(problem)?.pop().ok_or_else(never)?;
        if matches!(newest.state, PurchaseState::Intent | PurchaseState::Sending) {
            return Err(Problem::new(ErrorCode::PurchaseBusy).with("order_no", order_no));
        }
        // a number that is taken may be ours from another folder: fetching its label is how a person says so
        let taken = row.last_error.as_ref().is_some_and(|error| error.code == ErrorCode::NumberTaken);
        // and one that the provider did not know may have come late
        if newest.state == PurchaseState::Failed && !taken && newest.missed_at.is_none() {
            return Err(never());
        }
        drop(db);
        let line = self.line_by_id(newest.account_id).await?;
        Ok((line, newest))
    }

    /// The line of an account by its id, also of one that was removed while its secrets are still there.
    pub(crate) async fn line_by_id(&self, id: shipdesk_core::id::AccountId) -> Result<Arc<Line>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let account = account::by_id(&mut db, id).await.map_err(problem)?;
        drop(db);
        let account = account.ok_or_else(|| Problem::new(ErrorCode::AccountNotFound).with("account", id))?;
        let live = account::by_name(&mut *self.folder.read().await.map_err(problem)?, &account.name).await;
        // secrets go by name: those of a newer account are nothing to the old one's address
        if live.map_err(problem)?.is_some_and(|live| live.id != account.id) {
            return Err(Problem::new(ErrorCode::AccountNotFound).with("account", &account.name));
        }
        self.line(&account).await
    }

    async fn box_count(&self, purchase: &Purchase) -> Result<i64, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let row = order::by_id(&mut db, purchase.order_id).await.map_err(problem)?;
        Ok(row.map_or(1, |row| row.boxes))
    }

    /// Keeps the attempts of a call over several purchases with each of them.
    async fn keep_over<T>(
        &self,
        line: &Line,
        purchases: impl Iterator<Item = &Purchase>,
        reply: &Reply<T>,
    ) -> Result<(), Problem> {
        let at = self.clock.now();
        let mut tx = self.folder.write().await.map_err(problem)?;
        for (index, purchase) in purchases.enumerate() {
            let about = About { order: Some(purchase.order_id), purchase: Some(purchase.id) };
            let exchanges = shared(&reply.exchanges, index);
            let share = Reply { outcome: Ok(()), exchanges, silence: reply.silence };
            line.keep(&mut tx, about, &share, at).await.map_err(problem)?;
        }
        tx.commit().await.map_err(|error| problem(error.into()))
    }

    /// Keeps the attempts of a reply in a transaction of their own.
    pub(crate) async fn keep<T>(&self, line: &Line, about: About, reply: &Reply<T>) -> Result<(), Problem> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        line.keep(&mut tx, about, reply, self.clock.now()).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))
    }
}

/// One order's part of an answer over several.
fn own(
    all: Vec<(String, Result<OrderLabels, ProviderError>)>,
    order_no: &str,
) -> Result<OrderLabels, ProviderError> {
    let own = all.into_iter().find(|(answered, _)| answered == order_no);
    own.map_or_else(|| Err(ProviderError::bad_answer("the answer leaves this order out")), |(_, own)| own)
}
