//! The address book: sender profiles that people keep, recipients that orders teach.

use crate::Outcome;
use crate::documents::{AddressDocument, Answer, PartyForm};
use crate::workstation::{Workstation, problem};
use serde_json::{Value, json};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::order::read;
use shipdesk_core::text::clean;
use shipdesk_store::StoreError;
use shipdesk_store::address::{self, Address};
use shipdesk_store::journal::{self, Entry};

/// The most characters of what people call a profile.
const LABEL: usize = 60;
/// Recipients that are offered.
const OFFERED: i64 = 20;

impl Workstation {
    /// The sender profiles, the default one first.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn sender_list(&self) -> Outcome<Vec<AddressDocument>> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let senders = address::senders(&mut db).await.map_err(problem)?;
        Ok(Answer::done(senders.into_iter().map(document).collect()))
    }

    /// Keeps a sender profile: a new one without an id. The first one is the default; so is one that is said to be.
    ///
    /// # Errors
    /// A label that is none, fields that no order can have, a profile that is gone.
    pub async fn sender_save(
        &self,
        id: Option<&str>,
        label: &str,
        party: &PartyForm,
        is_default: bool,
    ) -> Outcome<AddressDocument> {
        let label = clean(label);
        let typed = serde_json::to_value(party).unwrap_or_default();
        let mut issues = Vec::new();
        if label.is_empty() {
            issues.push(FieldIssue::missing("label"));
        } else if label.chars().count() > LABEL {
            issues.push(FieldIssue::too_long("label", LABEL, label.chars().count()));
        }
        let sender = match read(&json!({"sender": typed})) {
            Ok(reading) => reading.order.to_json().get("sender").cloned().unwrap_or_default(),
            Err(wrong) => {
                issues.extend(wrong);
                Value::Null
            }
        };
        if !issues.is_empty() {
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(issues));
        }
        let mut tx = self.folder.write().await.map_err(problem)?;
        let kept = address::put_sender(&mut tx, id, &label, &sender, is_default).await.map_err(gone)?;
        self.note_address(&mut tx, "sender.saved", &kept.id).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(document(kept)))
    }

    /// Removes a sender profile; orders that have it keep it.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn sender_remove(&self, id: &str) -> Outcome<()> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        address::remove_sender(&mut tx, id).await.map_err(problem)?;
        self.note_address(&mut tx, "sender.removed", id).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(()))
    }

    /// Recipients of earlier orders by the beginnings of words of their names, companies and cities or by the tail of
    /// their phones, those used last first.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn recipient_find(&self, text: &str) -> Outcome<Vec<AddressDocument>> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let found = address::find(&mut db, text, OFFERED).await.map_err(problem)?;
        Ok(Answer::done(found.into_iter().map(document).collect()))
    }

    /// Who wrote which address when; never the address itself.
    async fn note_address(
        &self,
        tx: &mut shipdesk_store::Db,
        kind: &str,
        id: &str,
    ) -> Result<(), StoreError> {
        let entry = Entry { kind, subject: id, data: json!({}) };
        journal::append(tx, self.folder.station, self.clock.now(), entry).await
    }
}

/// A profile or preset that is to be changed and is no more.
pub(crate) fn gone(error: StoreError) -> Problem {
    match error {
        StoreError::Conflict => Problem::new(ErrorCode::InputInvalid)
            .with_fields(vec![FieldIssue::wrong_kind("id", "id that is here", "")]),
        other => problem(other),
    }
}

fn document(address: Address) -> AddressDocument {
    AddressDocument {
        party: party(&address.party),
        id: address.id,
        label: address.label,
        used_at: address.used_at.map(stamp),
        is_default: address.is_default,
    }
}

/// An address of the book as a form has it.
pub(crate) fn party(document: &Value) -> PartyForm {
    serde_json::from_value(document.clone()).unwrap_or_default()
}
