//! The order form: kept exactly as it is typed, while the order follows as far as it can be read.
//!
//! A save is one transaction: the form, the order's document, what the address book and the product library learn. An
//! order that was ever sent and is not refused is what was sent: nothing of it changes any more.

mod hints;
mod reading;
pub(crate) mod words;

use crate::Outcome;
use crate::documents::{Answer, BoxForm, FormDocument, OrderForm};
use crate::results::is_editable;
use crate::settings::ORDER_PREFIX;
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use reading::Read;
use serde_json::json;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::OrderId;
use shipdesk_core::order::Order;
use shipdesk_core::status::OrderState;
use shipdesk_store::journal::{self, Entry, sha256};
use shipdesk_store::order::{self, OrderRow};
use shipdesk_store::{Db, StoreError, address, order_form, product, purchase, setting};

/// The first order number, where there is none yet.
const FIRST: u64 = 1001;

impl Workstation {
    /// A new draft: the next free number, the default sender, one empty box.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn order_new(&self) -> Outcome<FormDocument> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        let sender = address::default_sender(&mut tx).await.map_err(problem)?;
        let form = OrderForm {
            order_no: next_number(&mut tx).await.map_err(problem)?,
            sender: sender.map(|sender| crate::address_book::party(&sender.party)).unwrap_or_default(),
            boxes: vec![BoxForm::default()],
            ..OrderForm::default()
        };
        let document = self.put_form(&mut tx, form).await?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(document))
    }

    /// An order's form, as it was typed; of an order that nobody typed, what its document says.
    ///
    /// # Errors
    /// No such order.
    pub async fn order_form(&self, id: &str) -> Outcome<FormDocument> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let row = row_of(&mut db, id).await?;
        let (form, saved_at) = form_of(&mut db, &row).await.map_err(problem)?;
        let read = self.read_form(&mut db, &row, &form).await.map_err(problem)?;
        Ok(Answer::done(self.form_document(&row, form, &read, saved_at)))
    }

    /// Keeps a form exactly as it is typed; the order follows as far as it can be read, and is a draft as long as it
    /// cannot be read entirely. The last save wins; no purchase is touched by any.
    ///
    /// # Errors
    /// `order.sent` where anything is changed of an order that was sent; no such order.
    pub async fn order_save(&self, id: &str, form: OrderForm) -> Outcome<FormDocument> {
        let at = self.clock.now();
        let mut tx = self.folder.write().await.map_err(problem)?;
        let row = row_of(&mut tx, id).await?;
        let (before, saved_at) = form_of(&mut tx, &row).await.map_err(problem)?;
        let read = self.read_form(&mut tx, &row, &form).await.map_err(problem)?;
        if before == form {
            return Ok(Answer::done(self.form_document(&row, form, &read, saved_at)));
        }
        if !is_editable(row.state) {
            let order_no = row.order_no.unwrap_or_default();
            return Err(Problem::new(ErrorCode::OrderSent).with("order_no", order_no));
        }
        let row = self.keep_form(&mut tx, row, &form, &read, at).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(self.form_document(&row, form, &read, at)))
    }

    /// A new draft with everything of another order but its number and its history.
    ///
    /// # Errors
    /// No such order.
    pub async fn order_duplicate(&self, id: &str) -> Outcome<FormDocument> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        let row = row_of(&mut tx, id).await?;
        let (form, _) = form_of(&mut tx, &row).await.map_err(problem)?;
        let order_no = next_number(&mut tx).await.map_err(problem)?;
        let document = self.put_form(&mut tx, OrderForm { order_no, ..form }).await?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(document))
    }

    /// Takes an order away that no provider ever heard of. Its number is free again.
    ///
    /// # Errors
    /// `order.sent` where any purchase of it was ever sent.
    pub async fn order_discard(&self, id: &str) -> Outcome<()> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        let row = row_of(&mut tx, id).await?;
        let sent = was_sent(&mut tx, row.id).await.map_err(problem)?;
        let order_no = row.order_no.clone().unwrap_or_default();
        if sent || !is_editable(row.state) {
            return Err(Problem::new(ErrorCode::OrderSent).with("order_no", order_no));
        }
        order::discard(&mut tx, &row).await.map_err(problem)?;
        let entry = Entry {
            kind: "order.discarded",
            subject: &row.id.to_string(),
            data: json!({"order_no": order_no}),
        };
        let at = self.clock.now();
        journal::append(&mut tx, self.folder.station, at, entry).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(()))
    }

    /// What an order lacks before any provider can be asked: what of its form cannot be read, and what is missing.
    pub(crate) async fn lacking(
        &self,
        db: &mut Db,
        id: OrderId,
        order: &Order,
    ) -> Result<Vec<FieldIssue>, StoreError> {
        Ok(reading::all_issues(&order_form::unread(db, id).await?, order))
    }

    /// Lets the address book and the product library learn from orders that nobody typed here.
    pub(crate) async fn learn_from(&self, ids: &[&str]) -> Result<(), Problem> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        for id in ids {
            let row = row_of(&mut tx, id).await?;
            if row.state != OrderState::Ready {
                continue;
            }
            let (order, _) = order::document(&mut tx, row.id).await.map_err(problem)?;
            teach(&mut tx, row.id, &order, self.clock.now()).await.map_err(problem)?;
        }
        tx.commit().await.map_err(|error| problem(error.into()))
    }

    /// Puts a new order in that was typed.
    async fn put_form(&self, tx: &mut Db, form: OrderForm) -> Result<FormDocument, Problem> {
        let at = self.clock.now();
        let read = reading::read(&form);
        let id = self.put_order(tx, &read.order).await?;
        let row = row_of(tx, &id).await?;
        let row = self.keep_form(tx, row, &form, &read, at).await.map_err(problem)?;
        Ok(self.form_document(&row, form, &read, at))
    }

    /// Writes a form and lets the order follow it.
    async fn keep_form(
        &self,
        tx: &mut Db,
        row: OrderRow,
        form: &OrderForm,
        read: &Read,
        at: Timestamp,
    ) -> Result<OrderRow, StoreError> {
        let text = serde_json::to_string(form).map_err(|error| StoreError::damaged("form", error))?;
        let (document, hash) = order::document(tx, row.id).await?;
        let issues = read.issues();
        let rests = if issues.is_empty() { OrderState::Ready } else { OrderState::Draft };
        let changed = document != read.order || order_form::unread(tx, row.id).await? != read.unread;
        order_form::put(tx, row.id, &text, &read.unread, at).await?;
        if !changed {
            return Ok(row);
        }
        order::update(tx, &row, &read.order, &issues, at).await?;
        if rests == OrderState::Ready {
            teach(tx, row.id, &read.order, at).await?;
        }
        if rests != row.state {
            let data = json!({"state": rests.as_str(), "before": hash, "document": sha256(read.order.to_json().to_string().as_bytes())});
            let entry = Entry { kind: "order.changed", subject: &row.id.to_string(), data };
            journal::append(tx, self.folder.station, at, entry).await?;
        }
        order::by_id(tx, row.id).await?.ok_or_else(|| StoreError::damaged("orders", "it is gone"))
    }

    /// Reads a form, and looks whether its number may be the order's.
    async fn read_form(&self, db: &mut Db, row: &OrderRow, form: &OrderForm) -> Result<Read, StoreError> {
        let read = reading::read(form);
        let own = row.order_no.as_deref().unwrap_or_default();
        let wanted = read.order.order_no.clone();
        if wanted == own {
            return Ok(read);
        }
        if was_sent(db, row.id).await? {
            let issue = FieldIssue::wrong_kind("order_no", own, &wanted);
            return Ok(read.with_number(own, issue));
        }
        if wanted.is_empty() || order::folded_no(Some(&wanted)) == order::folded_no(Some(own)) {
            return Ok(read);
        }
        let numbers = [wanted.as_str()];
        let taken = !order::in_use(db, &numbers).await?.is_empty()
            || !purchase::spoken_for(db, &numbers).await?.is_empty();
        // the number that it has is kept until the new one can be its own
        Ok(if taken { read.with_number(own, FieldIssue::repeated("order_no", &wanted)) } else { read })
    }

    fn form_document(
        &self,
        row: &OrderRow,
        form: OrderForm,
        read: &Read,
        saved_at: Timestamp,
    ) -> FormDocument {
        let words = self.words();
        let locked = !is_editable(row.state);
        let issues = read.issues();
        FormDocument {
            id: row.id.to_string(),
            issues: issues.iter().filter(|_| !locked).map(|issue| words::issue(words, issue)).collect(),
            hints: if locked { Vec::new() } else { hints::hints(words, &read.order, &issues) },
            totals: hints::totals(&read.order),
            form,
            state: row.state,
            saved_at: stamp(saved_at),
            locked,
        }
    }
}

/// Lets the address book and the product library learn from an order.
async fn teach(tx: &mut Db, id: OrderId, order: &Order, at: Timestamp) -> Result<(), StoreError> {
    let document = order.to_json();
    let party = |name: &str| document.get(name).cloned().unwrap_or_default();
    address::use_sender(tx, &party("sender"), at).await?;
    address::learn(tx, id, &order.recipient, &party("recipient"), at).await?;
    product::learn(tx, Some(id), &crate::products::of_order(order), at).await
}

/// Whether a provider may have heard of the order.
async fn was_sent(db: &mut Db, id: OrderId) -> Result<bool, StoreError> {
    Ok(purchase::of_order(db, id).await?.iter().any(|purchase| purchase.sent_at.is_some()))
}

/// An order by its id or number.
async fn row_of(db: &mut Db, id: &str) -> Result<OrderRow, Problem> {
    let found = order::by_no(db, id).await.map_err(problem)?;
    found.ok_or_else(|| Problem::new(ErrorCode::OrderNotFound).with("order_no", id))
}

/// An order's form and when it was saved.
async fn form_of(db: &mut Db, row: &OrderRow) -> Result<(OrderForm, Timestamp), StoreError> {
    if let Some(saved) = order_form::get(db, row.id).await? {
        let form = serde_json::from_str(&saved.form).map_err(|error| StoreError::damaged("form", error))?;
        return Ok((form, saved.saved_at));
    }
    let (order, _) = order::document(db, row.id).await?;
    Ok((reading::form(&order), row.updated_at))
}

/// The number after the highest in use that looks like ours, as wide as that one is written.
async fn next_number(db: &mut Db) -> Result<String, StoreError> {
    let prefix = setting::get(db, "order_prefix").await?.unwrap_or_else(|| ORDER_PREFIX.to_owned());
    // a figure at its end would be taken for a part of the number
    let prefix = if prefix.ends_with(|c: char| c.is_ascii_digit()) { format!("{prefix}-") } else { prefix };
    let (mut number, width) = match order::highest_number(db, &prefix).await? {
        Some((highest, width)) => (highest + 1, width),
        None => (FIRST, 0),
    };
    loop {
        let candidate = format!("{prefix}{number:0width$}");
        let numbers = [candidate.as_str()];
        let free = order::in_use(db, &numbers).await?.is_empty()
            && purchase::spoken_for(db, &numbers).await?.is_empty();
        if free {
            return Ok(candidate);
        }
        number += 1;
    }
}
