//! Accounts and providers as documents.

use crate::Outcome;
use crate::documents::{
    AccountDocument, Answer, Items, LimitsDocument, OptionDocument, ProviderDocument, ProviderField,
    SecretDocument, count,
};
use crate::words::Words;
use crate::workstation::{Workstation, problem};
use jiff::SignedDuration;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::id::AccountId;
use shipdesk_core::secret::Secret;
use shipdesk_providers::spi::descriptor::{Credentials, Descriptor, FieldKind, Registration};
use shipdesk_providers::spi::provider::{Provider, capabilities};
use shipdesk_secrets::Place;
use shipdesk_store::account::{self, Account};
use std::collections::HashMap;

/// How long a key store that does not answer is not asked again for what is only shown.
const LEFT_ALONE: SignedDuration = SignedDuration::from_mins(10);

impl Workstation {
    /// Every provider there is, with all that a form for an account of it needs.
    ///
    /// # Errors
    /// None yet.
    #[expect(clippy::unused_async, reason = "like all that the front ends ask for")]
    pub async fn provider_list(&self) -> Outcome<Vec<ProviderDocument>> {
        Ok(Answer::done(
            self.providers.iter().map(|registration| provider_document(registration, self.words())).collect(),
        ))
    }

    /// All accounts. Of their secrets it says only which there are: nothing else is asked of the key store here.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn account_list(&self) -> Outcome<Items<AccountDocument>> {
        let accounts = self.accounts().await?;
        let facts = self.account_facts().await?;
        let documents = accounts.iter().map(|account| self.plain_document(account, &facts)).collect();
        Ok(Answer::done(Items::all(documents)))
    }

    /// All accounts, with the last four characters of each secret that the key store gives.
    ///
    /// # Errors
    /// What the folder has. A key store that is locked or gone only leaves those characters out.
    pub async fn account_all(&self) -> Outcome<Vec<AccountDocument>> {
        let accounts = self.accounts().await?;
        let facts = self.account_facts().await?;
        let mut documents: Vec<_> =
            accounts.iter().map(|account| self.plain_document(account, &facts)).collect();
        self.tell_secrets(&mut documents).await;
        Ok(Answer::done(documents))
    }

    /// One account in full.
    pub(crate) async fn account_document(&self, account: &Account) -> Result<AccountDocument, Problem> {
        let facts = self.account_facts().await?;
        let mut documents = [self.plain_document(account, &facts)];
        self.tell_secrets(&mut documents).await;
        let [mut document] = documents;
        // nobody is asked for what belongs into a file that people write
        if matches!(self.secrets.describe(), Place::File(_)) {
            for secret in document.secrets.iter().filter(|secret| secret.last4.is_none()) {
                let line = format!("{}.{}=", document.name, secret.name);
                let params = [("field", secret.name.as_str()), ("line", line.as_str())];
                document.remarks.push(self.words().text("remark_secret_missing", &params));
            }
        }
        Ok(document)
    }

    /// Whether an account's provider can do something, by the capability's name.
    pub(crate) fn can(&self, account: &Account, capability: &str) -> bool {
        self.provider(&account.provider).is_ok_and(|found| capabilities_of(found).contains(&capability))
    }

    async fn account_facts(&self) -> Result<Facts, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let open = account::open_purchases(&mut db).await.map_err(problem)?;
        let places = account::all(&mut db).await.map_err(problem)?;
        Ok(Facts { open, places: places.iter().map(|account| account.id).zip(0..).collect() })
    }

    pub(super) fn plain_document(&self, account: &Account, facts: &Facts) -> AccountDocument {
        let registration = self.provider(&account.provider).ok();
        let descriptor = registration.map(|registration| registration.descriptor);
        let mut remarks = Vec::new();
        if account.http_consent_at.is_some() {
            remarks.push(self.words().text("remark_http", &[]));
        }
        if let Some(currency) = account.fields.get("currency") {
            remarks.push(self.words().text("remark_currency", &[("currency", currency)]));
        }
        let secret = |name: &str| SecretDocument { name: name.to_owned(), last4: None };
        AccountDocument {
            name: account.name.clone(),
            id: account.id.to_string(),
            provider: account.provider.clone(),
            provider_label: descriptor
                .map_or("", |descriptor| self.words().provider_label(descriptor))
                .to_owned(),
            base_url: account.base_url.clone(),
            http_consent_at: account.http_consent_at.map(stamp),
            fields: account.fields.clone(),
            secrets: descriptor.into_iter().flat_map(Descriptor::secrets).map(secret).collect(),
            capabilities: registration.map(capabilities_of).unwrap_or_default(),
            enabled: account.enabled,
            position: facts.places.get(&account.id).copied().unwrap_or_default(),
            silent_until: account.silent_until.map(stamp),
            channels_at: account.channels_at.map(stamp),
            remarks,
            open_purchases: facts.open.get(&account.id).copied().unwrap_or_default(),
        }
    }

    /// Adds the last four characters of secrets. A key store that does not answer is left alone for a while.
    async fn tell_secrets(&self, documents: &mut [AccountDocument]) {
        let now = self.clock.now();
        let refused = self.keys_refused_until.lock().ok().and_then(|until| *until);
        if refused.is_some_and(|until| now < until) {
            return;
        }
        for document in documents {
            for secret in &mut document.secrets {
                let told = self.secrets.last4(&document.name, &secret.name).await;
                let Ok(last4) = told else {
                    if let Ok(mut until) = self.keys_refused_until.lock() {
                        *until = now.checked_add(LEFT_ALONE).ok();
                    }
                    return;
                };
                secret.last4 = last4;
            }
        }
    }
}

/// What stands elsewhere of all accounts.
pub(super) struct Facts {
    open: HashMap<AccountId, u32>,
    places: HashMap<AccountId, u32>,
}

fn capabilities_of(registration: &Registration) -> Vec<&'static str> {
    any_account(registration).map(|provider| capabilities(&*provider)).unwrap_or_default()
}

/// What a provider can do does not depend on the account: any credentials will do to look at it.
pub(crate) fn any_account(registration: &Registration) -> Option<Box<dyn Provider>> {
    let mut any = Credentials::default();
    for field in registration.descriptor.fields {
        let value = field.default.or(field.choices.first().copied());
        let plain = if field.kind == FieldKind::Offset { "+00:00" } else { "0" };
        any.fields.insert(field.name.to_owned(), value.unwrap_or(plain).to_owned());
        any.secrets.insert(field.name.to_owned(), Secret::new("-"));
    }
    (registration.open)(&any).ok()
}

fn provider_document(registration: &Registration, words: Words) -> ProviderDocument {
    let descriptor = registration.descriptor;
    let opened = any_account(registration);
    let limits = descriptor.limits;
    let field = |field: &shipdesk_providers::spi::descriptor::AccountField| ProviderField {
        name: field.name,
        kind: field.kind.into(),
        required: field.required,
        default: field.default,
        choices: field.choices.to_vec(),
    };
    let options = descriptor.options.iter();
    ProviderDocument {
        id: descriptor.id,
        label: words.provider_label(descriptor),
        docs_url: descriptor.docs_url,
        base_url: descriptor.base_url,
        sandbox_url: descriptor.sandbox_url,
        plain_http: descriptor.base_url.starts_with("http://"),
        fields: descriptor.fields.iter().map(field).collect(),
        options: options
            .map(|option| OptionDocument { name: option.name, whole_number: option.whole_number })
            .collect(),
        capabilities: opened.as_ref().map(|provider| capabilities(&**provider)).unwrap_or_default(),
        limits: LimitsDocument {
            parallel: count(limits.parallel),
            silence_ms: count(limits.silence.as_millis()),
            create_batch: count(limits.create_batch),
            label_batch: count(limits.label_batch),
            track_batch: opened
                .as_ref()
                .and_then(|provider| provider.tracking().map(|tracking| count(tracking.batch()))),
            apart_ms: count(limits.apart.as_millis()),
            per_minute: limits.per_minute,
        },
        unconfirmed: descriptor.unconfirmed,
    }
}
