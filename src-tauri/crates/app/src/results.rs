//! What became of a command over orders: each order as it is now, and one exit code for all.

use crate::Outcome;
use crate::documents::{
    Answer, AttemptDocument, BoxDocument, ChargeDocument, LabelDocument, OrderDocument, PurchaseDocument,
    RecipientDocument, Results, count,
};
use crate::workstation::{Workstation, problem};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorClass, ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::{AccountId, OrderId};
use shipdesk_core::order::{Order, masked};
use shipdesk_core::status::{DeliveryStatus, OrderState, PurchaseState};
use shipdesk_store::order::{self, OrderRow};
use shipdesk_store::purchase::{self, Purchase};
use shipdesk_store::{Db, StoreError, account, attempt, channel, label, parcel};
use std::collections::HashMap;

/// How many calls an order's document shows.
const ATTEMPTS: i64 = 50;

/// How a command went for one order.
pub(crate) struct Done {
    /// The number that was asked for.
    pub(crate) order_no: String,
    /// What went wrong.
    pub(crate) outcome: Result<(), Problem>,
}

impl Workstation {
    /// An order by its number.
    pub(crate) async fn order_row(&self, order_no: &str) -> Result<OrderRow, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let found = order::by_no(&mut db, order_no).await.map_err(problem)?;
        found.ok_or_else(|| Problem::new(ErrorCode::OrderNotFound).with("order_no", order_no))
    }

    /// One order by our id of it, which a draft without a number has too, or by its number.
    ///
    /// # Errors
    /// No such order.
    pub async fn order_one(&self, order: &str) -> Outcome<OrderDocument> {
        let row = match order.parse::<OrderId>() {
            Ok(id) => {
                let mut db = self.folder.read().await.map_err(problem)?;
                let found = order::by_id(&mut db, id).await.map_err(problem)?;
                found.ok_or_else(|| Problem::new(ErrorCode::OrderNotFound).with("order_no", order))?
            }
            Err(_) => self.order_row(order).await?,
        };
        let mut document = self.order_document(&row).await?;
        if let Some(order_no) = &row.order_no {
            document.prints = self.prints_of(order_no).await?.document;
        }
        Ok(Answer::done(document))
    }

    /// The results document over orders, each read anew.
    pub(crate) async fn results(&self, done: Vec<Done>) -> Outcome<Results> {
        let mut exits = Vec::with_capacity(done.len());
        let mut results = Results { results: Vec::new(), done: 0, failed: 0, unknown: 0 };
        for Done { order_no, outcome } in done {
            let read = async { self.order_document(&self.order_row(&order_no).await?).await };
            // one that cannot be read takes nothing from the others
            let mut document = read.await.unwrap_or_else(|error| OrderDocument {
                order_no: Some(order_no.clone()),
                last_error: Some(self.words().error(&error)),
                ..OrderDocument::default()
            });
            match outcome {
                Ok(()) => {
                    results.done += 1;
                    exits.push(0);
                }
                Err(error) => {
                    let unknown = error.code.class() == ErrorClass::Unknown;
                    *(if unknown { &mut results.unknown } else { &mut results.failed }) += 1;
                    exits.push(error.code.exit());
                    document.last_error = Some(self.words().error(&error));
                }
            }
            results.results.push(document);
        }
        Ok(Answer { document: results, exit: exit_over(&exits) })
    }

    /// An order with everything that happened to it.
    pub(crate) async fn order_document(&self, row: &OrderRow) -> Result<OrderDocument, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        self.read_order(&mut db, row).await.map_err(problem)
    }

    async fn read_order(&self, db: &mut Db, row: &OrderRow) -> Result<OrderDocument, StoreError> {
        let (order, _) = order::document(db, row.id).await?;
        let purchases = purchase::of_order(db, row.id).await?;
        let lacking = self.lacking(db, row.id, &order).await?;
        let mut names = Names::default();
        let mut document = self.as_entered(row, &order, &lacking);
        let mut numbers = Vec::new();
        if let Some(newest) = purchases.last() {
            numbers = purchase::boxes(db, newest.id).await?;
            document.account = Some(names.of(db, newest.account_id).await?);
            let account = account::by_id(db, newest.account_id).await?;
            document.warnings =
                account.and_then(|account| self.declared_otherwise(&account, &order)).into_iter().collect();
            self.read_purchase(db, newest, &mut document).await?;
        }
        document.boxes = boxes(&order, &numbers, document.tracking_no.as_deref());
        for purchase in &purchases {
            document.purchases.push(purchase_document(purchase, names.of(db, purchase.account_id).await?));
        }
        for attempt in attempt::of_order(db, row.id, ATTEMPTS).await? {
            document.attempts.push(attempt_document(&attempt, names.of(db, attempt.account_id).await?));
        }
        Ok(document)
    }

    /// An order as it was entered: nothing of what was bought for it.
    fn as_entered(&self, row: &OrderRow, order: &Order, lacking: &[FieldIssue]) -> OrderDocument {
        OrderDocument {
            order_no: row.order_no.clone(),
            id: Some(row.id.to_string()),
            reference: Some(row.reference.clone()),
            state: Some(row.state),
            last_error: row.last_error.as_ref().map(|error| self.words().error(error)),
            missing: lacking.iter().map(|issue| self.words().issue(issue)).collect(),
            created_at: Some(stamp(row.created_at)),
            updated_at: Some(stamp(row.updated_at)),
            order: Some(order.to_json()),
            recipient: Some(RecipientDocument {
                name: masked(&order.recipient.name),
                postcode: order.recipient.postcode.clone(),
                city: order.recipient.city.clone(),
                country: order.recipient.country.clone(),
            }),
            ..OrderDocument::default()
        }
    }

    async fn read_purchase(
        &self,
        db: &mut Db,
        newest: &Purchase,
        document: &mut OrderDocument,
    ) -> Result<(), StoreError> {
        document.channel_id = Some(newest.channel_id.clone());
        let channel = channel::find(db, newest.account_id, &newest.channel_id).await?;
        document.channel_name = channel.map(|channel| channel.shown_name().to_owned());
        document.provider_order_no = Some(newest.order_no.clone());
        document.tracking_no.clone_from(&newest.tracking_no);
        document.refund = Some(newest.refund);
        document.charges = purchase::charges(db, newest.id).await?.iter().map(charge_document).collect();
        document.labels = label::of_purchase(db, newest.id).await?.into_iter().map(label_document).collect();
        let late = newest.state == PurchaseState::Created;
        document.label_look_at = self.next_look(newest.id).filter(|_| late).map(stamp);
        for parcel in parcel::of_purchase(db, newest.id).await? {
            document.events += count(parcel::events(db, parcel.id).await?.len());
            // of several boxes, the one that has come least far speaks for the order
            if document.status.is_none() || !parcel.is_final {
                document.status = Some(parcel.status);
            }
        }
        if document.status.is_none() && document.tracking_no.is_some() {
            document.status = Some(DeliveryStatus::Pending);
        }
        Ok(())
    }
}

/// Names of accounts, looked up once; removed ones keep theirs.
#[derive(Default)]
pub(crate) struct Names(HashMap<AccountId, String>);

impl Names {
    pub(crate) async fn of(&mut self, db: &mut Db, id: AccountId) -> Result<String, StoreError> {
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = account::by_id(db, id).await?.map(|account| account.name).unwrap_or_default();
        self.0.insert(id, name.clone());
        Ok(name)
    }
}

fn boxes(order: &Order, numbers: &[(String, String)], whole: Option<&str>) -> Vec<BoxDocument> {
    let number_of =
        |box_no: &str| numbers.iter().find(|(known, _)| known == box_no).map(|(_, number)| number.clone());
    let single = order.boxes.len() == 1;
    let own = order.boxes.iter().map(|carton| BoxDocument {
        box_no: carton.box_no.clone(),
        tracking_no: number_of(&carton.box_no).or_else(|| whole.filter(|_| single).map(str::to_owned)),
        weight_kg: carton.weight.map(|weight| weight.to_string()),
    });
    // boxes that only the provider names are shown too: nothing that it said is lost
    let known = |box_no: &str| order.boxes.iter().any(|carton| carton.box_no == box_no);
    let foreign = numbers.iter().filter(|(box_no, _)| !known(box_no) && !single).map(|(box_no, number)| {
        BoxDocument { box_no: box_no.clone(), tracking_no: Some(number.clone()), weight_kg: None }
    });
    own.chain(foreign).collect()
}

pub(crate) fn charge_document(charge: &shipdesk_core::charge::Charge) -> ChargeDocument {
    ChargeDocument {
        kind: charge.kind.as_str(),
        amount: charge.amount.to_string(),
        currency: charge.amount.currency().to_string(),
    }
}

fn label_document(label: label::Label) -> LabelDocument {
    LabelDocument {
        kind: label.kind,
        box_no: Some(label.box_no).filter(|box_no| !box_no.is_empty()),
        media_type: label.media_type,
        sha256: label.sha256,
        bytes: count(label.bytes),
        fetched_at: stamp(label.fetched_at),
    }
}

fn purchase_document(purchase: &Purchase, account: String) -> PurchaseDocument {
    PurchaseDocument {
        id: purchase.id.to_string(),
        account,
        channel_id: purchase.channel_id.clone(),
        order_no: purchase.order_no.clone(),
        generation: count(purchase.generation),
        state: purchase.state,
        refund: purchase.refund,
        provider_ref: purchase.provider_ref.clone(),
        tracking_no: purchase.tracking_no.clone(),
        created_at: stamp(purchase.created_at),
        sent_at: purchase.sent_at.map(stamp),
    }
}

fn attempt_document(attempt: &attempt::Attempt, account: String) -> AttemptDocument {
    AttemptDocument {
        at: stamp(attempt.at),
        action: attempt.action.clone(),
        outcome: attempt.outcome.clone(),
        account,
        http_status: attempt.http_status.and_then(|status| status.try_into().ok()),
        took_ms: count(attempt.took_ms),
        provider_message: attempt.error.as_ref().and_then(|error| error.provider_message.clone()),
    }
}

/// One exit code for several: 5 as long as any outcome is unknown; one kind of failure for all gives that kind's code;
/// anything mixed is 6.
pub(crate) fn exit_over(exits: &[u8]) -> u8 {
    if exits.contains(&5) {
        return 5;
    }
    match exits.first() {
        None => 0,
        Some(first) if exits.iter().all(|exit| exit == first) => *first,
        Some(_) => 6,
    }
}

/// Whether an order in this state may still be changed.
pub(crate) fn is_editable(state: OrderState) -> bool {
    matches!(state, OrderState::Draft | OrderState::Ready | OrderState::Failed)
}

#[cfg(test)]
mod tests {
    use super::exit_over;

    #[test]
    fn unknown_outweighs_everything_and_mixtures_are_partly_done() {
        assert_eq!(exit_over(&[]), 0);
        assert_eq!(exit_over(&[0, 0]), 0);
        assert_eq!(exit_over(&[3, 3]), 3);
        assert_eq!(exit_over(&[0, 3]), 6);
        assert_eq!(exit_over(&[3, 4]), 6);
        assert_eq!(exit_over(&[0, 5, 3]), 5);
    }
}
