//! Orders: put in, shown, listed, found.

use crate::Outcome;
use crate::documents::{Answer, Items, OrderDocument, OrderSummary, Results, count};
use crate::results::{Done, exit_over};
use crate::workstation::{Workstation, problem};
use serde_json::{Value, json};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::measure::Weight;
use shipdesk_core::order::{Order, Reading, read};
use shipdesk_core::status::OrderState;
use shipdesk_store::journal::{self, Entry, sha256};
use shipdesk_store::order::{self, Filter, OrderRow, Page, View};
use shipdesk_store::{Db, StoreError, purchase};

/// Which orders are listed.
#[derive(Debug, Clone, Default)]
pub struct ListRequest {
    /// Only those in this state.
    pub state: Option<OrderState>,
    /// Only those that match.
    pub query: Option<String>,
    /// At most so many; 0 means 50.
    pub limit: usize,
    /// Where the page before ended.
    pub after: Option<String>,
}

impl Workstation {
    /// Puts orders in. Each stands for itself: one that cannot be used does not keep the others out.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn order_add(&self, documents: Vec<Value>) -> Outcome<Results> {
        let mut results = Results { results: Vec::new(), done: 0, failed: 0, unknown: 0 };
        let mut exits = Vec::new();
        for document in documents {
            match self.add_one(&document).await {
                Ok((id, ignored)) => {
                    let row = self.order_row(&id).await?;
                    results.done += 1;
                    let ignored = ignored.iter().map(|issue| self.words().issue(issue)).collect();
                    results.results.push(OrderDocument { ignored, ..self.order_document(&row).await? });
                    exits.push(0);
                }
                Err(error) if error.code.exit() == 1 => return Err(error),
                Err(error) => {
                    results.failed += 1;
                    exits.push(error.code.exit());
                    let order_no = document.get("order_no").and_then(Value::as_str).map(str::to_owned);
                    let last_error = Some(self.words().error(&error));
                    results.results.push(OrderDocument { order_no, last_error, ..OrderDocument::default() });
                }
            }
        }
        Ok(Answer { document: results, exit: exit_over(&exits) })
    }

    async fn add_one(&self, document: &Value) -> Result<(String, Vec<FieldIssue>), Problem> {
        let invalid = |issues| Problem::new(ErrorCode::InputInvalid).with_fields(issues);
        let Reading { order, ignored } = read(document).map_err(invalid)?;
        let mut tx = self.folder.write().await.map_err(problem)?;
        let id = self.put_order(&mut tx, &order).await?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok((id, ignored))
    }

    /// Puts an order in, inside the caller's transaction; gives its id.
    pub(crate) async fn put_order(&self, db: &mut Db, order: &Order) -> Result<String, Problem> {
        let at = self.clock.now();
        let duplicate = || Problem::new(ErrorCode::OrderDuplicate).with("order_no", &order.order_no);
        let numbers = [order.order_no.as_str()];
        if !purchase::spoken_for(db, &numbers).await.map_err(problem)?.is_empty() {
            return Err(duplicate());
        }
        let id = order::insert(db, order, self.folder.station, at).await.map_err(|error| match error {
            StoreError::Conflict => duplicate(),
            other => problem(other),
        })?;
        let data =
            json!({"order_no": order.order_no, "document": sha256(order.to_json().to_string().as_bytes())});
        let entry = Entry { kind: "order.added", subject: &id.to_string(), data };
        journal::append(db, self.folder.station, at, entry).await.map_err(problem)?;
        Ok(id.to_string())
    }

    /// Orders with everything that happened to them.
    ///
    /// # Errors
    /// What the folder has. An order that is not here says so in its document.
    pub async fn order_show(&self, order_nos: &[String]) -> Outcome<Results> {
        let mut done = Vec::with_capacity(order_nos.len());
        let mut rows = Vec::new();
        for order_no in order_nos {
            let found = self.order_row(order_no).await;
            done.push(found.as_ref().map_or_else(|error| error.code.exit(), |_| 0));
            rows.push((order_no, found));
        }
        let mut results = Results { results: Vec::new(), done: 0, failed: 0, unknown: 0 };
        for (order_no, found) in rows {
            match found {
                Ok(row) => {
                    results.done += 1;
                    let mut document = self.order_document(&row).await?;
                    document.prints = self.prints_of(order_no).await?.document;
                    results.results.push(document);
                }
                Err(error) => {
                    results.failed += 1;
                    let last_error = Some(self.words().error(&error));
                    let order_no = Some(order_no.clone());
                    results.results.push(OrderDocument { order_no, last_error, ..OrderDocument::default() });
                }
            }
        }
        Ok(Answer { document: results, exit: exit_over(&done) })
    }

    /// Orders, newest first, a page at a time.
    ///
    /// # Errors
    /// A cursor that is none.
    pub async fn order_list(&self, request: ListRequest) -> Outcome<Items<OrderSummary>> {
        let limit = if request.limit == 0 { 50 } else { request.limit.min(10_000) };
        let before = request.after.as_deref().map(cursor).transpose()?;
        let mut rows = match &request.query {
            Some(text) => self.matching(text, request.state, before, limit + 1).await?,
            None => {
                let mut db = self.folder.read().await.map_err(problem)?;
                let page = Page { before, limit: i64::try_from(limit + 1).unwrap_or(i64::MAX) };
                order::list(&mut db, request.state, page).await.map_err(problem)?
            }
        };
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| row.seq.to_string());
        Ok(Answer::done(Items { items: rows.iter().map(|row| self.summary(row)).collect(), next }))
    }

    /// Matching orders, newest first: of those in a state, and those older than a place.
    pub(crate) async fn matching(
        &self,
        text: &str,
        state: Option<OrderState>,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<OrderRow>, Problem> {
        let filter = Filter { view: View::All, states: state.into_iter().collect(), batch: None };
        let newest_before = (false, before.unwrap_or(i64::MAX));
        let mut db = self.folder.read().await.map_err(problem)?;
        let found = order::matching_beyond(&mut db, &filter, text, newest_before, limit).await;
        let seqs: Vec<i64> = found.map_err(problem)?.iter().map(|place| place.seq).collect();
        order::by_seqs(&mut db, &seqs).await.map_err(problem)
    }

    pub(crate) fn summary(&self, row: &OrderRow) -> OrderSummary {
        OrderSummary {
            order_no: row.order_no.clone(),
            id: row.id.to_string(),
            reference: row.reference.clone(),
            state: row.state,
            country: row.country.clone(),
            boxes: count(row.boxes),
            weight_kg: Weight::from_grams(u32::try_from(row.weight_g).unwrap_or_default()).to_string(),
            last_error: row.last_error.as_ref().map(|error| self.words().error(error)),
            created_at: stamp(row.created_at),
            updated_at: stamp(row.updated_at),
        }
    }

    /// Runs something for each order and makes the results document of it.
    pub(crate) async fn over_orders<F>(&self, order_nos: &[String], mut one: F) -> Outcome<Results>
    where
        F: AsyncFnMut(&str) -> Result<(), Problem>,
    {
        let mut done = Vec::with_capacity(order_nos.len());
        for (index, order_no) in order_nos.iter().enumerate() {
            done.push(Done { order_no: order_no.clone(), outcome: one(order_no).await });
            self.progress.advance(index + 1, order_nos.len());
        }
        self.results(done).await
    }
}

fn cursor(text: &str) -> Result<i64, Problem> {
    let wrong = || FieldIssue::wrong_kind("after", "cursor of the page before", text);
    text.parse().map_err(|_| Problem::new(ErrorCode::InputInvalid).with_fields(vec![wrong()]))
}
