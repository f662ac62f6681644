//! Changing accounts: name, address, fields and secrets; their order; whether they are used.

use super::{check, check_secrets, consent};
use crate::Outcome;
use crate::accounts::AccountRequest;
use crate::documents::{AccountDocument, Answer};
use crate::line::secret_problem;
use crate::workstation::{Workstation, problem};
use serde_json::json;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::AccountId;
use shipdesk_core::secret::Secret;
use shipdesk_providers::spi::descriptor::Descriptor;
use shipdesk_secrets::SecretError;
use shipdesk_store::StoreError;
use shipdesk_store::account::{self, Account};
use shipdesk_store::journal::{self, Entry};
use std::collections::BTreeMap;

impl Workstation {
    /// Changes an account. Fields and secrets that are not given stay what they are; an empty field is taken away.
    ///
    /// A renamed account keeps its secrets: they are found by its name, so they are put under the new one first, and
    /// what stands under the old one goes last.
    ///
    /// # Errors
    /// As [`Workstation::account_add`]; another provider than the account's.
    pub async fn account_change(&self, id: &str, request: AccountRequest) -> Outcome<AccountDocument> {
        let before = self.account_of_id(id).await?;
        let descriptor = self.provider(&before.provider)?.descriptor;
        let (after, secrets) = self.changed(descriptor, &before, request)?;
        let other = self.find_account(&after.name).await?;
        if other.is_some_and(|other| other.id != before.id) {
            return Err(exists(&after.name));
        }
        if let Err(error) = self.place_secrets(descriptor, &before.name, &after.name, &secrets).await {
            self.take_back_secrets(descriptor, &before.name, &after.name).await;
            return Err(secret_problem(&error));
        }
        if let Err(error) = self.note_change(&before, &after, &secrets).await {
            self.take_back_secrets(descriptor, &before.name, &after.name).await;
            return Err(match error {
                StoreError::Conflict => exists(&after.name),
                other => problem(other),
            });
        }
        // the next call is made with what it is now
        self.forget_line(after.id);
        let left_behind = self.drop_secrets(descriptor, &before.name, &after.name).await.is_err();
        let mut document = self.account_document(&after).await?;
        if left_behind {
            document.remarks.push(self.words().text("remark_secrets_left", &[("account", &before.name)]));
        }
        Ok(Answer::done(document))
    }

    /// The account as it is meant to be, and the secrets that were given.
    fn changed(
        &self,
        descriptor: &Descriptor,
        before: &Account,
        request: AccountRequest,
    ) -> Result<(Account, BTreeMap<String, Secret>), Problem> {
        if request.provider != before.provider {
            let issue = FieldIssue::out_of_range("provider", &before.provider, &request.provider);
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]));
        }
        let mut fields = before.fields.clone();
        fields.extend(request.fields.into_iter().map(|(name, value)| (name, value.trim().to_owned())));
        fields.retain(|_, value| !value.is_empty());
        let fields = descriptor.with_defaults(fields);
        let secrets = request.secrets.unwrap_or_default();
        let mut issues = check(descriptor, &request.name, &fields);
        issues.extend(check_secrets(descriptor, &secrets, false));
        if !issues.is_empty() {
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(issues));
        }
        let base_url = request.base_url.unwrap_or_else(|| before.base_url.clone());
        let base_url = base_url.trim().trim_end_matches('/').to_owned();
        let http_consent_at = match before.http_consent_at {
            Some(at) if base_url == before.base_url => Some(at),
            _ => consent(&base_url, request.allow_http)?.then(|| self.clock.now()),
        };
        let after = Account { name: request.name, base_url, http_consent_at, fields, ..before.clone() };
        Ok((after, secrets))
    }

    /// Puts the given secrets under the new name, and with a new name those that stay as well.
    async fn place_secrets(
        &self,
        descriptor: &Descriptor,
        old: &str,
        new: &str,
        given: &BTreeMap<String, Secret>,
    ) -> Result<(), SecretError> {
        for field in descriptor.secrets() {
            if let Some(secret) = given.get(field) {
                self.secrets.set(new, field, secret).await?;
            } else if old != new && self.secrets.is_read_only() {
                // nothing can be moved there: they must stand under the new name already
                self.secrets.get(new, field).await?;
            } else if old != new {
                match self.secrets.get(old, field).await {
                    Ok(secret) => self.secrets.set(new, field, &secret).await?,
                    // nor may one of an account that once had the name come back
                    Err(SecretError::Missing { .. }) => self.secrets.remove(new, &[field]).await?,
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// After a rename that did not come about: nothing stays under the name that nobody has.
    async fn take_back_secrets(&self, descriptor: &Descriptor, old: &str, new: &str) {
        if old != new && !self.secrets.is_read_only() && matches!(self.find_account(new).await, Ok(None)) {
            let names: Vec<&str> = descriptor.secrets().collect();
            // what cannot be removed is written over when the name is used
            let _ = self.secrets.remove(new, &names).await;
        }
    }

    /// After a rename: nothing stays under the old name.
    async fn drop_secrets(&self, descriptor: &Descriptor, old: &str, new: &str) -> Result<(), SecretError> {
        if old == new || self.secrets.is_read_only() {
            return Ok(());
        }
        let names: Vec<&str> = descriptor.secrets().collect();
        self.secrets.remove(old, &names).await
    }

    async fn note_change(
        &self,
        before: &Account,
        after: &Account,
        secrets: &BTreeMap<String, Secret>,
    ) -> Result<(), StoreError> {
        let mut tx = self.folder.write().await?;
        account::update(&mut tx, after).await?;
        let data = json!({
            "renamed": before.name != after.name,
            "base_url": before.base_url != after.base_url,
            "http_consent": after.http_consent_at.is_some(),
            "fields": after.fields.iter().filter(|(name, value)| before.fields.get(*name) != Some(value))
                .map(|(name, _)| name).collect::<Vec<_>>(),
            "secrets": secrets.keys().collect::<Vec<_>>(),
        });
        self.note_account_entry(&mut tx, "account.changed", after.id, data).await?;
        Ok(tx.commit().await?)
    }

    /// Uses an account, or leaves it alone: it is not asked for prices, balances and parcels then. What is open with it
    /// is still settled.
    ///
    /// # Errors
    /// No such account.
    pub async fn account_enable(&self, id: &str, enabled: bool) -> Outcome<AccountDocument> {
        let account = self.account_of_id(id).await?;
        let write = async {
            let mut tx = self.folder.write().await?;
            account::set_enabled(&mut tx, account.id, enabled).await?;
            let kind = if enabled { "account.enabled" } else { "account.disabled" };
            self.note_account_entry(&mut tx, kind, account.id, json!({})).await?;
            Ok::<_, StoreError>(tx.commit().await?)
        };
        write.await.map_err(problem)?;
        self.forget_line(account.id);
        Ok(Answer::done(self.account_document(&Account { enabled, ..account }).await?))
    }

    /// Puts an account to a place among the others, from 0; gives all of them.
    ///
    /// # Errors
    /// No such account.
    pub async fn account_move(&self, id: &str, position: u32) -> Outcome<Vec<AccountDocument>> {
        let moved = self.account_of_id(id).await?.id;
        let mut order: Vec<AccountId> = self.accounts().await?.iter().map(|account| account.id).collect();
        order.retain(|id| *id != moved);
        order.insert(usize::try_from(position).unwrap_or(usize::MAX).min(order.len()), moved);
        let write = async {
            let mut tx = self.folder.write().await?;
            account::set_order(&mut tx, &order).await?;
            self.note_account_entry(&mut tx, "account.moved", moved, json!({"position": position})).await?;
            Ok::<_, StoreError>(tx.commit().await?)
        };
        write.await.map_err(problem)?;
        self.account_all().await
    }

    /// A living account by our id of it.
    async fn account_of_id(&self, id: &str) -> Result<Account, Problem> {
        let found = self.accounts().await?.into_iter().find(|account| account.id.to_string() == id);
        found.ok_or_else(|| Problem::new(ErrorCode::AccountNotFound))
    }

    pub(super) async fn note_account_entry(
        &self,
        db: &mut shipdesk_store::Db,
        kind: &str,
        id: AccountId,
        data: serde_json::Value,
    ) -> Result<(), StoreError> {
        let entry = Entry { kind, subject: &id.to_string(), data };
        journal::append(db, self.folder.station, self.clock.now(), entry).await
    }

    /// The next call of an account opens its line anew.
    pub(super) fn forget_line(&self, id: AccountId) {
        if let Ok(mut lines) = self.lines.lock() {
            lines.remove(&id);
        }
    }
}

fn exists(name: &str) -> Problem {
    Problem::new(ErrorCode::AccountExists).with("account", name)
}
