//! Practice: a folder of its own, with accounts at the practice providers and a handful of orders. Nothing real can be
//! bought in it.

use crate::documents::{Answer, BoxPresetDocument, Items, PartyForm};
use crate::line::PRACTICE_BASE;
use crate::workstation::{PRACTICE, problem};
use crate::{AccountRequest, ListRequest, Outcome, Workstation};
use serde::{Deserialize, Serialize};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_store::setting;
use std::collections::BTreeMap;

/// The orders to practise with: invented people, every kind of order that a clerk meets.
const ORDERS: &str = include_str!("practice/orders.json");
/// The sender profiles and the cartons to practise with.
const BOOK: &str = include_str!("practice/book.json");

/// What `practice/book.json` holds.
#[derive(Deserialize)]
struct Book {
    senders: Vec<Sender>,
    boxes: Vec<BoxPresetDocument>,
}

/// A sender profile.
#[derive(Deserialize)]
struct Sender {
    label: String,
    party: PartyForm,
    is_default: bool,
}

/// An account to practise with.
#[derive(Debug, Clone)]
pub struct PracticeSeed {
    /// The provider's id.
    pub provider: String,
    /// Its name.
    pub name: String,
    /// Where the practice providers answer for it, below their address: `PROVIDER/api`.
    pub path: String,
    /// Its fields.
    pub fields: BTreeMap<String, String>,
    /// Numbers of parcels that it knows.
    pub numbers: Vec<String>,
}

/// What was put into a folder to practise with.
#[derive(Debug, Serialize)]
pub struct DemoDocument {
    /// The folder.
    pub data_dir: String,
    /// The accounts.
    pub accounts: Vec<String>,
    /// The orders.
    pub orders: Vec<String>,
}

/// Fills an empty folder.
///
/// # Errors
/// [`ErrorCode::InputUsage`] for a folder that has something in it.
pub async fn demo(workstation: &Workstation, accounts: &[PracticeSeed]) -> Outcome<DemoDocument> {
    let Answer { document: Items { items, .. }, .. } = workstation.order_list(ListRequest::default()).await?;
    if !items.is_empty() || !workstation.account_list().await?.document.items.is_empty() {
        let why = "the folder is not empty: practice needs one of its own";
        return Err(Problem::new(ErrorCode::InputUsage).with("detail", why));
    }
    let mut tx = workstation.folder.write().await.map_err(problem)?;
    setting::set(&mut tx, PRACTICE, "1", workstation.clock.now()).await.map_err(problem)?;
    tx.commit().await.map_err(|error| problem(error.into()))?;
    for seed in accounts {
        let request = AccountRequest {
            provider: seed.provider.clone(),
            name: seed.name.clone(),
            base_url: Some(format!("{PRACTICE_BASE}{}", seed.path)),
            fields: seed.fields.clone(),
            ..AccountRequest::default()
        };
        workstation.account_add(request).await?;
        workstation.await_parcels(&seed.name, &seed.numbers).await?;
    }
    let damaged = |error: serde_json::Error| Problem::new(ErrorCode::Internal).with("detail", error);
    let book: Book = serde_json::from_str(BOOK).map_err(damaged)?;
    for Sender { label, party, is_default } in book.senders {
        workstation.sender_save(None, &label, &party, is_default).await?;
    }
    for preset in book.boxes {
        workstation.box_preset_save(&preset).await?;
    }
    let added = workstation.order_add(serde_json::from_str(ORDERS).map_err(damaged)?).await?.document;
    let known: Vec<&str> = added.results.iter().filter_map(|order| order.id.as_deref()).collect();
    workstation.learn_from(&known).await?;
    Ok(Answer::done(DemoDocument {
        data_dir: workstation.folder.root().display().to_string(),
        accounts: accounts.iter().map(|seed| seed.name.clone()).collect(),
        orders: added.results.into_iter().filter_map(|order| order.order_no).collect(),
    }))
}
