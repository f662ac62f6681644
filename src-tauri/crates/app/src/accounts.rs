//! Accounts: our credentials at providers.

use crate::Outcome;
use crate::documents::{AccountDocument, AccountInfoDocument, Answer, Items, TestDocument, Verdict};
use crate::line::{About, COMMON_FIELDS, PRACTICE_BASE, secret_problem};
use crate::workstation::{Workstation, problem};
use serde_json::json;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorClass, ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::AccountId;
use shipdesk_core::order::Order;
use shipdesk_core::secret::Secret;
use shipdesk_providers::spi::descriptor::{Descriptor, FieldKind};
use shipdesk_providers::spi::provider::{self, capabilities};
use shipdesk_store::account::{self, Account};
use shipdesk_store::journal::{self, Entry};
use std::collections::BTreeMap;

/// What a new account is made of.
#[derive(Debug, Clone, Default)]
pub struct AccountRequest {
    /// The provider's id.
    pub provider: String,
    /// Its name here.
    pub name: String,
    /// Replaces the documented base URL.
    pub base_url: Option<String>,
    /// Consent to plain `http`.
    pub allow_http: bool,
    /// Its fields.
    pub fields: BTreeMap<String, String>,
    /// Its secrets; `None` where they are kept in the file form already.
    pub secrets: Option<BTreeMap<String, Secret>>,
}

impl Workstation {
    /// Adds an account: checks it, puts its secrets away, and only then notes it.
    ///
    /// # Errors
    /// [`ErrorCode::AccountConsent`] for plain `http` without consent, [`ErrorCode::InputInvalid`] with fields,
    /// [`ErrorCode::AccountExists`], and what the key store has.
    pub async fn account_add(&self, request: AccountRequest) -> Outcome<AccountDocument> {
        let descriptor = self.provider(&request.provider)?.descriptor;
        let mut fields = request.fields;
        for field in descriptor.fields {
            if let Some(default) = field.default {
                fields.entry(field.name.to_owned()).or_insert_with(|| default.to_owned());
            }
        }
        check(descriptor, &request.name, &fields, request.secrets.as_ref())?;
        let base_url = request.base_url.unwrap_or_else(|| descriptor.base_url.to_owned());
        let base_url = base_url.trim().trim_end_matches('/').to_owned();
        let now = self.clock.now();
        let http_consent_at = consent(&base_url, request.allow_http)?.then_some(now);
        if self.find_account(&request.name).await?.is_some() {
            return Err(Problem::new(ErrorCode::AccountExists).with("account", &request.name));
        }
        for (field, secret) in request.secrets.iter().flatten() {
            let put = self.secrets.set(&request.name, field, secret).await;
            put.map_err(|error| secret_problem(&error))?;
        }
        let account = Account {
            id: AccountId::new(),
            name: request.name,
            provider: descriptor.id.to_owned(),
            base_url,
            http_consent_at,
            fields,
            enabled: true,
            silent_until: None,
            channels_at: None,
            created_at: now,
        };
        self.note_account(&account).await?;
        Ok(Answer::done(self.account_document(&account)))
    }

    async fn note_account(&self, account: &Account) -> Result<(), Problem> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        account::insert(&mut tx, account).await.map_err(|error| match error {
            shipdesk_store::StoreError::Conflict => {
                Problem::new(ErrorCode::AccountExists).with("account", &account.name)
            }
            other => problem(other),
        })?;
        let data = json!({"provider": account.provider, "http_consent": account.http_consent_at.is_some()});
        let entry = Entry { kind: "account.added", subject: &account.id.to_string(), data };
        journal::append(&mut tx, self.folder.station, self.clock.now(), entry).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))
    }

    /// All accounts.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn account_list(&self) -> Outcome<Items<AccountDocument>> {
        let accounts = self.accounts().await?;
        Ok(Answer::done(Items::all(accounts.iter().map(|account| self.account_document(account)).collect())))
    }

    /// One harmless authenticated call.
    ///
    /// # Errors
    /// No such account, or its secrets cannot be had.
    pub async fn account_test(&self, name: &str) -> Outcome<TestDocument> {
        let line = self.line_of(name).await?;
        let found = self.ask(&line, About::default(), line.provider.probe(), line.timeouts.other).await;
        let mut document = TestDocument {
            account: name.to_owned(),
            provider: line.account.provider.clone(),
            verdict: Verdict::Good,
            quoted: None,
            error: None,
        };
        let exit = match found {
            Ok(provider::Verdict::Good) => 0,
            Ok(provider::Verdict::Unclear(words)) => {
                (document.verdict, document.quoted) = (Verdict::Unclear, Some(words));
                0
            }
            Err(error) => {
                let (verdict, exit) = match (error.code, error.code.class()) {
                    (ErrorCode::BadAnswer, _) => (Verdict::Unclear, 0),
                    (_, ErrorClass::Keys | ErrorClass::ProviderSaysNo) => (Verdict::Bad, 3),
                    _ => (Verdict::Unreachable, 4),
                };
                document.verdict = verdict;
                document.quoted =
                    error.provider_message.clone().or_else(|| error.params.get("detail").cloned());
                document.error = Some(self.words().error(&error));
                exit
            }
        };
        Ok(Answer { document, exit })
    }

    /// What the provider says of the account.
    ///
    /// # Errors
    /// No such account, a provider without balances, and what the call has.
    pub async fn account_info(&self, name: &str) -> Outcome<AccountInfoDocument> {
        let line = self.line_of(name).await?;
        let balance = line.provider.balance().ok_or_else(|| unsupported(&line.account, "balance"))?;
        let info = self.ask(&line, About::default(), balance.balance(), line.timeouts.other).await?;
        Ok(Answer::done(AccountInfoDocument {
            account: name.to_owned(),
            provider: line.account.provider.clone(),
            uid: info.uid,
            balance: info.balance.map(|money| money.to_string()),
            currency: info.balance.map(|money| money.currency().to_string()),
            asked_at: stamp(self.clock.now()),
        }))
    }

    /// Takes an account away, with its secrets. Its orders and history stay.
    ///
    /// # Errors
    /// No such account, and what the key store has.
    pub async fn account_remove(&self, name: &str) -> Outcome<AccountDocument> {
        let account = self.account_named(name).await?;
        if !self.secrets.is_read_only() {
            let names: Vec<&str> = self.provider(&account.provider)?.descriptor.secrets().collect();
            self.secrets.remove(name, &names).await.map_err(|error| secret_problem(&error))?;
        }
        let at = self.clock.now();
        let mut tx = self.folder.write().await.map_err(problem)?;
        account::remove(&mut tx, account.id, at).await.map_err(problem)?;
        let entry = Entry { kind: "account.removed", subject: &account.id.to_string(), data: json!({}) };
        journal::append(&mut tx, self.folder.station, at, entry).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(self.account_document(&account)))
    }

    pub(crate) async fn accounts(&self) -> Result<Vec<Account>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        account::all(&mut db).await.map_err(problem)
    }

    pub(crate) async fn account_named(&self, name: &str) -> Result<Account, Problem> {
        let found = self.find_account(name).await?;
        found.ok_or_else(|| Problem::new(ErrorCode::AccountNotFound).with("account", name))
    }

    /// Where the declared values of an order are in another currency than the account declares in: the provider takes
    /// figures without one.
    pub(crate) fn declared_otherwise(&self, account: &Account, order: &Order) -> Option<String> {
        let declared = account.fields.get("declared_currency").filter(|code| !code.is_empty())?;
        let items = order.boxes.iter().flat_map(|carton| &carton.items);
        let given = items.filter_map(|item| item.currency).find(|given| given.as_str() != declared)?;
        let params = [("account", account.name.as_str()), ("declared", declared), ("given", given.as_str())];
        Some(self.words().text("declared_otherwise", &params))
    }

    async fn find_account(&self, name: &str) -> Result<Option<Account>, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        account::by_name(&mut db, name).await.map_err(problem)
    }

    fn account_document(&self, account: &Account) -> AccountDocument {
        let registration = self.provider(&account.provider).ok();
        let descriptor = registration.map(|registration| registration.descriptor);
        let mut remarks = Vec::new();
        if account.http_consent_at.is_some() {
            remarks.push(self.words().text("remark_http", &[]));
        }
        if let Some(currency) = account.fields.get("currency") {
            remarks.push(self.words().text("remark_currency", &[("currency", currency)]));
        }
        AccountDocument {
            name: account.name.clone(),
            id: account.id.to_string(),
            provider: account.provider.clone(),
            provider_label: descriptor.map_or_else(String::new, |descriptor| descriptor.label.to_owned()),
            base_url: account.base_url.clone(),
            http_consent_at: account.http_consent_at.map(stamp),
            fields: account.fields.clone(),
            secrets: descriptor.into_iter().flat_map(Descriptor::secrets).map(str::to_owned).collect(),
            capabilities: registration.map(capabilities_of).unwrap_or_default(),
            enabled: account.enabled,
            silent_until: account.silent_until.map(stamp),
            channels_at: account.channels_at.map(stamp),
            remarks,
        }
    }
}

/// A provider's capabilities do not depend on the account: any credentials will do.
fn capabilities_of(registration: &shipdesk_providers::spi::descriptor::Registration) -> Vec<&'static str> {
    let mut any = shipdesk_providers::spi::descriptor::Credentials::default();
    for field in registration.descriptor.fields {
        any.fields.insert(field.name.to_owned(), field.default.unwrap_or("0").to_owned());
        any.secrets.insert(field.name.to_owned(), Secret::new("-"));
    }
    (registration.open)(&any).map(|provider| capabilities(&*provider)).unwrap_or_default()
}

pub(crate) fn unsupported(account: &Account, what: &str) -> Problem {
    Problem::new(ErrorCode::Unsupported).with("account", &account.name).with("what", what)
}

fn check(
    descriptor: &Descriptor,
    name: &str,
    fields: &BTreeMap<String, String>,
    secrets: Option<&BTreeMap<String, Secret>>,
) -> Result<(), Problem> {
    let is_common = |name: &str| COMMON_FIELDS.iter().any(|(known, _)| *known == name);
    let own = fields.iter().filter(|(name, _)| !is_common(name));
    let mut issues =
        descriptor.check_fields(&own.map(|(name, value)| (name.clone(), value.clone())).collect());
    for (name, value) in fields.iter().filter(|(name, _)| is_common(name)) {
        if !value.parse::<u64>().is_ok_and(|number| (1..=600).contains(&number)) {
            issues.push(FieldIssue::out_of_range(name, "1 … 600", value));
        }
    }
    let plain = name.chars().all(|c| !c.is_control() && !matches!(c, '=' | '/'));
    if name.is_empty() || name.trim() != name || !plain || name.chars().count() > 60 {
        issues.push(FieldIssue::wrong_kind("name", "name of 1 to 60 characters without / and =", name));
    }
    for given in secrets.iter().flat_map(|secrets| secrets.keys()) {
        if !descriptor.fields.iter().any(|field| field.kind == FieldKind::Secret && field.name == given) {
            issues.push(FieldIssue::unknown(given));
        }
    }
    for needed in descriptor.secrets() {
        if secrets.is_some_and(|secrets| !secrets.contains_key(needed)) {
            issues.push(FieldIssue::missing(needed));
        }
    }
    if issues.is_empty() { Ok(()) } else { Err(Problem::new(ErrorCode::InputInvalid).with_fields(issues)) }
}

/// Whether the base URL needs, and has, a person's consent to plain `http`.
fn consent(base_url: &str, allowed: bool) -> Result<bool, Problem> {
    let invalid = || {
        let issue =
            FieldIssue::wrong_kind("base_url", "address that begins with https:// or http://", base_url);
        Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
    };
    if base_url.starts_with(PRACTICE_BASE) {
        return Ok(false);
    }
    let url: url::Url = base_url.parse().map_err(|_| invalid())?;
    if url.host().is_none() || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty()
    {
        return Err(invalid());
    }
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" => Ok(false),
        "http" if loopback => Ok(false),
        "http" if allowed => Ok(true),
        "http" => Err(Problem::new(ErrorCode::AccountConsent).with("detail", base_url)),
        _ => Err(invalid()),
    }
}
