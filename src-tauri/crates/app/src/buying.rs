//! Buying: deciding for each order whether there is anything to send at all, and by which channel.

use crate::Outcome;
use crate::documents::{BuyAsk, Results};
use crate::line::Line;
use crate::quotes::{Chosen, Subject};
use crate::results::Done;
use crate::sending::Parcelled;
use crate::workstation::{Workstation, problem};
use futures::stream::{self, StreamExt as _};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::status::{OrderState, PurchaseState};
use shipdesk_store::order::OrderRow;
use shipdesk_store::purchase::{self, Purchase};
use shipdesk_store::{Db, StoreError};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// By which channel orders are bought.
#[derive(Debug, Clone)]
pub enum Choice {
    /// This one.
    Channel {
        /// The account's name.
        account: String,
        /// The channel's id.
        channel: String,
    },
    /// The cheapest within the base currency, by prices asked for now.
    Cheapest,
}

/// How long a purchase waits for its label. What is late comes by itself later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelWait {
    /// Not at all: it returns once the order is created.
    Not,
    /// The label is asked for once.
    Once,
    /// A late label is asked for again and again, for as long as a person waits.
    Patient,
}

/// How orders are bought.
#[derive(Debug, Clone)]
pub struct BuyRequest {
    /// By which channel.
    pub choice: Choice,
    /// How long their labels are waited for.
    pub labels: LabelWait,
    /// Buy cancelled orders again, under the next number.
    pub again: bool,
    /// Create several in one call.
    pub batch: bool,
}

/// Orders bought at a time: the person waits, the provider is asked politely.
pub(crate) const AT_ONCE: usize = 4;

/// How buying an order went, and what its channel was not compared with.
type Bought = (Result<(), Problem>, Vec<String>);

/// What there is to do for an order.
enum Next {
    /// Nothing: it is bought.
    Show,
    /// Ask the provider what became of it.
    Ask(Box<Purchase>),
    /// Another process is sending it.
    Wait,
    /// Send it, as this generation.
    Buy(i64),
}

impl Workstation {
    /// Buys orders: creates each at the provider, once, and gets its label.
    ///
    /// An order that is bought already is shown; one whose outcome is unknown is asked about, never sent; one that
    /// another living process is sending is waited for.
    ///
    /// # Errors
    /// What the folder has; what is wrong with an order stands in its result.
    pub async fn buy(&self, order_nos: &[String], request: BuyRequest) -> Outcome<Results> {
        let order_nos = distinct(order_nos);
        let (outcomes, left_out) = match (&request.choice, request.batch) {
            (Choice::Channel { account, channel }, true) => {
                (self.buy_together(&order_nos, account, channel, &request).await, Vec::new())
            }
            _ => self.buy_each(&order_nos, &request).await.into_iter().unzip(),
        };
        let done = order_nos.into_iter().zip(outcomes);
        let done = done.map(|(order_no, outcome)| Done { order_no, outcome }).collect();
        let mut answer = self.results(done).await?;
        for (order, left_out) in answer.document.results.iter_mut().zip(left_out) {
            order.warnings.extend(left_out);
        }
        Ok(answer)
    }

    /// The same as the window asks for it: by one channel, waiting for the labels or looking for them once.
    ///
    /// # Errors
    /// As [`Workstation::buy`].
    pub async fn buy_at(&self, ask: BuyAsk) -> Outcome<Results> {
        let choice = Choice::Channel { account: ask.account, channel: ask.channel_id };
        let labels = if ask.wait { LabelWait::Patient } else { LabelWait::Once };
        let request = BuyRequest { choice, labels, again: ask.again, batch: false };
        self.buy(&ask.order_nos, request).await
    }

    async fn buy_each(&self, order_nos: &[String], request: &BuyRequest) -> Vec<Bought> {
        let total = order_nos.len();
        let bought =
            stream::iter(order_nos).map(|order_no| self.buy_one(order_no, request)).buffered(AT_ONCE);
        let bought = bought.enumerate().map(|(index, outcome)| {
            self.progress.advance(index + 1, total);
            outcome
        });
        bought.collect().await
    }

    async fn buy_one(&self, order_no: &str, request: &BuyRequest) -> Bought {
        match self.begin_one(order_no, request).await {
            Ok(Some(mut parcelled)) => {
                let left_out = std::mem::take(&mut parcelled.left_out);
                (self.send_one(parcelled, request.labels).await, left_out)
            }
            Ok(None) => (Ok(()), Vec::new()),
            Err(error) => (Err(error), Vec::new()),
        }
    }

    /// One multi-create call for each chunk of orders of one channel.
    async fn buy_together(
        &self,
        order_nos: &[String],
        account: &str,
        channel: &str,
        request: &BuyRequest,
    ) -> Vec<Result<(), Problem>> {
        let mut outcomes: HashMap<String, Result<(), Problem>> = HashMap::new();
        let at_once = match self.line_of(account).await {
            Ok(line) => line.provider.descriptor().limits.create_batch.max(1),
            Err(error) => return order_nos.iter().map(|_| Err(error.clone())).collect(),
        };
        for chunk in order_nos.chunks(at_once) {
            let mut parcelled = Vec::new();
            for order_no in chunk {
                match self.begin_one(order_no, request).await {
                    Ok(Some(ready)) => parcelled.push(ready),
                    Ok(None) => drop(outcomes.insert(order_no.clone(), Ok(()))),
                    Err(error) => drop(outcomes.insert(order_no.clone(), Err(error))),
                }
            }
            for together in alike(parcelled) {
                outcomes.extend(self.send_together(together, channel, request.labels).await);
            }
            self.progress.advance(outcomes.len(), order_nos.len());
        }
        let lost = || Err(Problem::new(ErrorCode::Internal).with("detail", "an order without an outcome"));
        order_nos.iter().map(|order_no| outcomes.remove(order_no).unwrap_or_else(lost)).collect()
    }

    /// Decides, checks and notes the intent. `None` where there is nothing to send.
    async fn begin_one(&self, order_no: &str, request: &BuyRequest) -> Result<Option<Parcelled>, Problem> {
        let started = Instant::now();
        loop {
            let row = self.order_row(order_no).await?;
            match self.next(&row, request.again).await? {
                Next::Show => return Ok(None),
                Next::Ask(purchase) => return self.settle_one(*purchase).await.map(|()| None),
                Next::Wait if started.elapsed() >= self.patience.label => {
                    return Err(Problem::new(ErrorCode::PurchaseBusy).with("order_no", order_no));
                }
                Next::Wait => tokio::time::sleep(Duration::from_millis(200)).await,
                Next::Buy(generation) => {
                    let subject = self.subject(order_no).await?;
                    let Chosen { line, channel_id, left_out } =
                        self.choose(&subject, &request.choice).await?;
                    if self.came_late(&row, &line).await? {
                        return Ok(None);
                    }
                    let seen = row.purchase_id;
                    match self.note_intent(order_no, subject, (line, channel_id, generation), seen).await {
                        Ok(parcelled) => return Ok(Some(Parcelled { left_out, ..parcelled })),
                        // somebody else began to buy it meanwhile: look again
                        Err(StoreError::Conflict) if started.elapsed() < self.patience.label => {
                            tokio::time::sleep(Duration::from_millis(200)).await;
                        }
                        Err(error) => return Err(problem(error)),
                    }
                }
            }
        }
    }

    async fn next(&self, row: &OrderRow, again: bool) -> Result<Next, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let purchases = purchase::of_order(&mut db, row.id).await.map_err(problem)?;
        let order_no = row.order_no.clone().unwrap_or_default();
        let newest = purchases.last();
        match row.state {
            OrderState::Draft | OrderState::Ready | OrderState::Failed => {
                let taken = row.last_error.as_ref().filter(|error| error.code == ErrorCode::NumberTaken);
                match (newest, taken) {
                    (None, _) => self.first(&mut db, row).await,
                    (Some(newest), None) => Ok(Next::Buy(newest.generation)),
                    (Some(newest), Some(_)) if again => self.next_number(&mut db, row, newest).await,
                    (Some(_), Some(error)) => Err(error.clone()),
                }
            }
            OrderState::Cancelled => match newest {
                Some(newest) if again => self.next_number(&mut db, row, newest).await,
                newest => {
                    let next = newest.map_or(2, |newest| newest.generation + 1);
                    let problem = Problem::new(ErrorCode::OrderCancelled).with("order_no", &order_no);
                    Err(problem.with("next_no", numbered(&order_no, next)))
                }
            },
            OrderState::Submitting => match newest {
                Some(newest) if self.is_busy(newest) => Ok(Next::Wait),
                Some(newest) => {
                    let mut dead = newest.clone();
                    drop(db);
                    self.disown(&mut dead).await.map_err(problem)?;
                    // its state has changed: look again
                    Ok(Next::Wait)
                }
                None => Ok(Next::Buy(1)),
            },
            OrderState::Unknown => {
                Ok(newest.map_or(Next::Show, |newest| Next::Ask(Box::new(newest.clone()))))
            }
            OrderState::Submitted | OrderState::Labelled | OrderState::Cancelling => Ok(Next::Show),
        }
    }

    /// Whether a purchase that its provider did not know is there after all. Asked before another account is, whose
    /// provider would not notice that the order is paid already.
    async fn came_late(&self, row: &OrderRow, line: &Line) -> Result<bool, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let newest = purchase::of_order(&mut db, row.id).await.map_err(problem)?.pop();
        drop(db);
        match newest {
            Some(missed) if missed.missed_at.is_some() && missed.account_id != line.account.id => {
                self.look_for_late(missed).await
            }
            _ => Ok(false),
        }
    }

    /// The order's own number, unless another order is known under it at a provider.
    async fn first(&self, db: &mut Db, row: &OrderRow) -> Result<Next, Problem> {
        let order_no = row.order_no.clone().unwrap_or_default();
        if purchase::is_anothers(db, &order_no, row.id).await.map_err(problem)? {
            return Err(Problem::new(ErrorCode::OrderDuplicate).with("order_no", order_no));
        }
        Ok(Next::Buy(1))
    }

    /// The next number of an order that is nobody else's.
    async fn next_number(&self, db: &mut Db, row: &OrderRow, newest: &Purchase) -> Result<Next, Problem> {
        let order_no = row.order_no.clone().unwrap_or_default();
        let mut generation = newest.generation + 1;
        while purchase::is_anothers(db, &numbered(&order_no, generation), row.id).await.map_err(problem)? {
            generation += 1;
        }
        Ok(Next::Buy(generation))
    }

    async fn choose(&self, subject: &Subject, choice: &Choice) -> Result<Chosen, Problem> {
        let chosen = match choice {
            Choice::Cheapest => self.cheapest(subject).await?,
            Choice::Channel { account, channel } => {
                let line = self.line_of(account).await?;
                self.require_channel(&line, channel).await?;
                Chosen { line, channel_id: channel.clone(), left_out: Vec::new() }
            }
        };
        let line = &chosen.line;
        let orders = line.provider.orders();
        let orders = orders.ok_or_else(|| crate::accounts::unsupported(&line.account, "orders"))?;
        let issues = orders.check(&subject.order);
        if issues.is_empty() {
            return Ok(chosen);
        }
        let incomplete = Problem::new(ErrorCode::OrderIncomplete).with("order_no", &subject.order_no);
        Err(incomplete.with("account", &line.account.name).with_fields(issues))
    }

    /// Whether the same order was sent under this number to this account and channel before, and the provider did not know
    /// it then: what it has under the number now is that very order, come late. After a change of content or channel it
    /// is not, and a person decides.
    pub(crate) async fn was_sent(&self, db: &mut Db, purchase: &Purchase) -> Result<bool, StoreError> {
        let all = purchase::of_order(db, purchase.order_id).await?;
        Ok(all.iter().any(|other| {
            other.id != purchase.id
                && other.account_id == purchase.account_id
                && other.order_no == purchase.order_no
                && other.channel_id == purchase.channel_id
                && other.document_sha256 == purchase.document_sha256
                && other.state == PurchaseState::Failed
                && other.missed_at.is_some()
        }))
    }
}

/// Orders that may go in one call.
fn alike(parcelled: Vec<Parcelled>) -> Vec<Vec<Parcelled>> {
    let mut groups: Vec<(String, Vec<Parcelled>)> = Vec::new();
    for one in parcelled {
        let orders = one.line.provider.orders();
        let key = orders.map(|orders| orders.batch_key(&one.subject.order)).unwrap_or_default();
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(one),
            None => groups.push((key, vec![one])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The provider's order number of a generation.
pub(crate) fn numbered(order_no: &str, generation: i64) -> String {
    if generation <= 1 { order_no.to_owned() } else { format!("{order_no}-{generation}") }
}

fn distinct(order_nos: &[String]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    order_nos.iter().filter(|order_no| seen.insert(order_no.as_str())).cloned().collect()
}
