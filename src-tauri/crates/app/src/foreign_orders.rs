//! Orders that were made at a provider: shown and kept, never changed.

use crate::Outcome;
use crate::documents::{
    Answer, ForeignFact, ForeignMeasure, ForeignOrderDocument, ForeignOrderRow, ForeignParcelDocument,
    ForeignState,
};
use crate::line::About;
use crate::masking::mask_json;
use crate::results::Names;
use crate::tracking::read;
use crate::workstation::{Workstation, problem};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_providers::spi::tracking::{self, OrderKey};
use shipdesk_store::account::Account;
use shipdesk_store::foreign_order::{self, ForeignOrder};
use shipdesk_store::{Db, StoreError};

/// How many orders the list shows.
const LIST: i64 = 1_000;

/// Such an order as it is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    facts: Vec<(String, String)>,
    parcels: Vec<KeptParcel>,
    raw: Value,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct KeptParcel {
    tracking_no: Option<String>,
    declared: [Option<String>; 4],
    measured: [Option<String>; 4],
    items: Vec<Vec<(String, String)>>,
}

impl Workstation {
    /// An order by the provider's number or by the seller's reference; with `ask` the provider is asked first, and what
    /// it does not answer is told beside what is kept.
    ///
    /// # Errors
    /// Neither number nor reference or both, no such account, one without such orders; what the call has, where nothing
    /// is kept.
    pub async fn isp_show(
        &self,
        account: &str,
        order: Option<&str>,
        reference: Option<&str>,
        ask: bool,
    ) -> Outcome<ForeignOrderDocument> {
        let given = |text: Option<&'_ str>| text.filter(|text| !text.trim().is_empty()).map(str::to_owned);
        let key = match (given(order), given(reference)) {
            (Some(number), None) => OrderKey::OrderNo(read::number_in("order_no", &number)?),
            (None, Some(text)) => OrderKey::Reference(read::reference_in("reference", &text)?),
            _ => {
                let missing = vec![FieldIssue::missing("order_no")];
                return Err(Problem::new(ErrorCode::InputInvalid).with_fields(missing));
            }
        };
        // what is kept here is read without the account's keys
        let owner = self.account_named(account).await?;
        let asked = if ask { self.ask_foreign(&owner, &key).await } else { Ok(None) };
        let (found, error) = match asked {
            Ok(found) => (found, None),
            Err(error) => (None, Some(error)),
        };
        let found = match found {
            Some(found) => Some(found),
            None => self.kept_foreign(&owner, &key).await?,
        };
        let Some(found) = found else {
            return Err(error.unwrap_or_else(|| {
                Problem::new(ErrorCode::OrderNotFound)
                    .with("order_no", order.or(reference).unwrap_or_default())
            }));
        };
        let mut document = self.foreign_document(account, found)?;
        document.error = error.map(|error| self.words().error(&error));
        Ok(Answer::done(document))
    }

    async fn ask_foreign(&self, owner: &Account, key: &OrderKey) -> Result<Option<ForeignOrder>, Problem> {
        let line = &*self.line(owner).await?;
        let orders = line.provider.foreign_orders();
        let orders = orders.ok_or_else(|| crate::accounts::unsupported(&line.account, "foreign_orders"))?;
        let told = self.ask(line, About::default(), orders.order(key), line.timeouts.other).await?;
        let order = ForeignOrder {
            account_id: line.account.id,
            order_no: told.order_no.clone(),
            reference: told.reference.clone(),
            tracking_no: told.tracking_no.clone(),
            state_code: told.state_code.clone(),
            fetched_at: self.clock.now(),
            document: serde_json::to_value(Kept::from(told)).ok(),
        };
        let mut tx = self.folder.write().await.map_err(problem)?;
        foreign_order::put(&mut tx, &order).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Some(order))
    }

    async fn kept_foreign(&self, owner: &Account, key: &OrderKey) -> Result<Option<ForeignOrder>, Problem> {
        let (number, reference) = match key {
            OrderKey::OrderNo(number) => (Some(number.as_str()), None),
            OrderKey::Reference(text) => (None, Some(text.as_str())),
        };
        let mut db = self.folder.read().await.map_err(problem)?;
        foreign_order::by_key(&mut db, owner.id, number, reference).await.map_err(problem)
    }

    /// Such an order as it is shown.
    pub(crate) fn foreign_document(
        &self,
        account: &str,
        order: ForeignOrder,
    ) -> Result<ForeignOrderDocument, Problem> {
        let damaged = |error: serde_json::Error| Problem::new(ErrorCode::StoreDamaged).with("detail", error);
        let kept = order.document.map(serde_json::from_value::<Kept>).transpose().map_err(damaged)?;
        let kept = kept.unwrap_or_default();
        Ok(ForeignOrderDocument {
            account: account.to_owned(),
            order_no: order.order_no,
            reference: order.reference,
            tracking_no: order.tracking_no,
            state: order.state_code.map(|code| self.foreign_state(code)),
            facts: self.facts(kept.facts),
            parcels: kept.parcels.into_iter().map(|parcel| self.foreign_parcel(parcel)).collect(),
            fetched_at: stamp(order.fetched_at),
            error: None,
            raw: mask_json(kept.raw),
        })
    }

    fn foreign_parcel(&self, parcel: KeptParcel) -> ForeignParcelDocument {
        ForeignParcelDocument {
            tracking_no: parcel.tracking_no,
            declared: measure(parcel.declared),
            measured: measure(parcel.measured),
            items: parcel.items.into_iter().map(|item| self.facts(item)).collect(),
        }
    }

    fn facts(&self, facts: Vec<(String, String)>) -> Vec<ForeignFact> {
        let words = self.words();
        let fact = |(name, value): (String, String)| ForeignFact {
            label: words.foreign("fact", &name).unwrap_or(&name).to_owned(),
            value: words.foreign(&name, &value).map_or(value, str::to_owned),
            name,
        };
        facts.into_iter().map(fact).collect()
    }

    fn foreign_state(&self, code: String) -> ForeignState {
        ForeignState { text: self.words().foreign("state", &code).map(str::to_owned), code }
    }

    /// Such orders that are kept here, newest first.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn isp_list(&self) -> Outcome<Vec<ForeignOrderRow>> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let orders = foreign_order::all(&mut db, LIST).await.map_err(problem)?;
        Ok(Answer::done(self.foreign_rows(&mut db, orders).await.map_err(problem)?))
    }

    /// Such orders as lists show them.
    pub(crate) async fn foreign_rows(
        &self,
        db: &mut Db,
        orders: Vec<ForeignOrder>,
    ) -> Result<Vec<ForeignOrderRow>, StoreError> {
        let mut names = Names::default();
        let mut rows = Vec::with_capacity(orders.len());
        for order in orders {
            rows.push(ForeignOrderRow {
                account: names.of(db, order.account_id).await?,
                order_no: order.order_no,
                reference: order.reference,
                tracking_no: order.tracking_no,
                state: order.state_code.map(|code| self.foreign_state(code)),
                fetched_at: stamp(order.fetched_at),
            });
        }
        Ok(rows)
    }
}

fn measure([weight_kg, length_cm, width_cm, height_cm]: [Option<String>; 4]) -> ForeignMeasure {
    ForeignMeasure { weight_kg, length_cm, width_cm, height_cm }
}

impl From<tracking::ForeignOrder> for Kept {
    fn from(told: tracking::ForeignOrder) -> Self {
        let named = |values: Vec<(&str, String)>| -> Vec<(String, String)> {
            values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
        };
        let parcel = |parcel: tracking::ForeignParcel| KeptParcel {
            tracking_no: parcel.tracking_no,
            declared: parcel.declared,
            measured: parcel.measured,
            items: parcel.items.into_iter().map(named).collect(),
        };
        Self {
            facts: named(told.facts),
            parcels: told.parcels.into_iter().map(parcel).collect(),
            raw: told.raw,
        }
    }
}
