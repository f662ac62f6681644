//! Accounts: our credentials at providers.

mod change;
mod show;

pub(crate) use show::any_account;

use crate::Outcome;
use crate::documents::{
    AccountAsk, AccountDocument, AccountInfoDocument, Answer, QuotaDocument, TestDocument, Verdict, count,
};
use crate::line::{About, COMMON_FIELDS, PRACTICE_BASE, secret_problem};
use crate::workstation::{Workstation, problem};
use serde_json::json;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorClass, ErrorCode, FieldIssue, Problem};
use shipdesk_core::id::AccountId;
use shipdesk_core::order::Order;
use shipdesk_core::secret::Secret;
use shipdesk_providers::spi::descriptor::{Descriptor, FieldKind};
use shipdesk_providers::spi::provider::{self, AccountInfo};
use shipdesk_store::account::{self, Account};
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

/// As a form gives it: what is empty there is not given.
impl From<AccountAsk> for AccountRequest {
    fn from(ask: AccountAsk) -> Self {
        let given = ask.secrets.into_iter().filter(|(_, secret)| !secret.is_empty());
        Self {
            provider: ask.provider,
            name: ask.name.trim().to_owned(),
            base_url: ask.base_url.filter(|url| !url.trim().is_empty()),
            allow_http: ask.allow_http,
            fields: ask.fields,
            secrets: Some(given.map(|(name, secret)| (name, Secret::new(secret))).collect()),
        }
    }
}

impl Workstation {
    /// Adds an account: checks it, puts its secrets away, and only then notes it.
    ///
    /// # Errors
    /// [`ErrorCode::AccountConsent`] for plain `http` without consent, [`ErrorCode::InputInvalid`] with fields,
    /// [`ErrorCode::AccountExists`], and what the key store has.
    pub async fn account_add(&self, request: AccountRequest) -> Outcome<AccountDocument> {
        let descriptor = self.provider(&request.provider)?.descriptor;
        let mut given = request.fields;
        given.retain(|_, value| !value.trim().is_empty());
        let fields = descriptor.with_defaults(given);
        let mut issues = check(descriptor, &request.name, &fields);
        // secrets that have their place already are not given again
        let secrets = request.secrets.filter(|given| !given.is_empty() || !self.secrets.is_read_only());
        issues.extend(secrets.iter().flat_map(|given| check_secrets(descriptor, given, true)));
        if !issues.is_empty() {
            return Err(Problem::new(ErrorCode::InputInvalid).with_fields(issues));
        }
        let base_url = request.base_url.unwrap_or_else(|| descriptor.base_url.to_owned());
        let base_url = base_url.trim().trim_end_matches('/').to_owned();
        let now = self.clock.now();
        let http_consent_at = consent(&base_url, request.allow_http)?.then_some(now);
        if self.find_account(&request.name).await?.is_some() {
            return Err(Problem::new(ErrorCode::AccountExists).with("account", &request.name));
        }
        for (field, secret) in secrets.iter().flatten() {
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
        Ok(Answer::done(self.account_document(&account).await?))
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
        self.note_account_entry(&mut tx, "account.added", account.id, data).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))
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
                    (ErrorCode::BadAnswer | ErrorCode::ProviderElsewhere, _) => (Verdict::Unclear, 0),
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
        let no_info = AccountInfo { uid: None, balance: None };
        let (info, quota) = match (line.provider.balance(), line.provider.quotas()) {
            (None, Some(_)) => (no_info, Some(self.ask_quota(&line).await?)),
            _ => (self.ask_balance(&line).await?, None),
        };
        Ok(Answer::done(AccountInfoDocument {
            account: name.to_owned(),
            provider: line.account.provider.clone(),
            uid: info.uid,
            balance: info.balance.map(|money| money.to_string()),
            currency: info.balance.map(|money| money.currency().to_string()),
            quota: quota.map(|quota| QuotaDocument { left: count(quota.left), of: quota.of.map(count) }),
            asked_at: stamp(self.clock.now()),
        }))
    }

    /// Takes an account away, with its secrets. Its orders and history stay.
    ///
    /// # Errors
    /// No such account, [`ErrorCode::AccountInUse`] while purchases of it are open, and what the key store has.
    pub async fn account_remove(&self, name: &str) -> Outcome<AccountDocument> {
        let account = self.account_named(name).await?;
        let document = self.account_document(&account).await?;
        require_settled(&document)?;
        if !self.secrets.is_read_only() {
            let names: Vec<&str> = self.provider(&account.provider)?.descriptor.secrets().collect();
            self.secrets.remove(name, &names).await.map_err(|error| secret_problem(&error))?;
        }
        let mut tx = self.folder.write().await.map_err(problem)?;
        account::remove(&mut tx, account.id, self.clock.now()).await.map_err(problem)?;
        self.note_account_entry(&mut tx, "account.removed", account.id, json!({})).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        self.forget_line(account.id);
        Ok(Answer::done(document))
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
}

/// What is open can be settled with the account's keys alone.
fn require_settled(account: &AccountDocument) -> Result<(), Problem> {
    if account.open_purchases == 0 {
        return Ok(());
    }
    let problem = Problem::new(ErrorCode::AccountInUse).with("account", &account.name);
    Err(problem.with("count", account.open_purchases))
}

pub(crate) fn unsupported(account: &Account, what: &str) -> Problem {
    Problem::new(ErrorCode::Unsupported).with("account", &account.name).with("what", what)
}

/// What is wrong with an account's name and fields.
fn check(descriptor: &Descriptor, name: &str, fields: &BTreeMap<String, String>) -> Vec<FieldIssue> {
    let is_common = |name: &str| COMMON_FIELDS.iter().any(|(known, _)| *known == name);
    let own = fields.iter().filter(|(name, _)| !is_common(name));
    let mut issues =
        descriptor.check_fields(&own.map(|(name, value)| (name.clone(), value.clone())).collect());
    for (name, value) in fields.iter().filter(|(name, _)| is_common(name)) {
        if !value.parse::<u64>().is_ok_and(|number| (1..=600).contains(&number)) {
            issues.push(FieldIssue::out_of_range(name, "1 … 600", value));
        }
    }
    // marks that turn the direction of writing would draw it as another name
    let odd = |c: char| {
        c.is_control()
            || matches!(c, '=' | '/' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let plain = !name.contains(odd);
    if name.is_empty() || name.trim() != name || !plain || name.chars().count() > 60 {
        issues.push(FieldIssue::wrong_kind("name", "name of 1 to 60 characters without / and =", name));
    }
    issues
}

/// What is wrong with the secrets that were given: those that the account does not have, and, where it is new, those
/// that it needs.
fn check_secrets(descriptor: &Descriptor, given: &BTreeMap<String, Secret>, new: bool) -> Vec<FieldIssue> {
    let known = |name: &str| descriptor.fields.iter().any(|f| f.kind == FieldKind::Secret && f.name == name);
    let foreign = given.keys().filter(|name| !known(name)).map(FieldIssue::unknown);
    let needed = descriptor.secrets().filter(|name| new && !given.contains_key(*name));
    foreign.chain(needed.map(FieldIssue::missing)).collect()
}

/// Whether the base URL needs, and has, a person's consent to plain `http`.
fn consent(base_url: &str, allowed: bool) -> Result<bool, Problem> {
    let not = |wanted| {
        let issue = FieldIssue::wrong_kind("base_url", wanted, base_url);
        Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
    };
    let invalid = || not("address that begins with https:// or http://");
    if base_url.starts_with(PRACTICE_BASE) {
        return Ok(false);
    }
    let url: url::Url = base_url.parse().map_err(|_| invalid())?;
    if url.host().is_none() {
        return Err(invalid());
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return Err(not("address without ?, # and user name"));
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
