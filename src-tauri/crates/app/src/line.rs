//! An account's line to its provider: asks, and keeps every attempt.

mod budget;

use crate::workstation::{Workstation, problem};
use budget::Budget;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::{OrderId, PurchaseId};
use shipdesk_providers::spi::client::{Client, Reply};
use shipdesk_providers::spi::descriptor::{Credentials, Registration};
use shipdesk_providers::spi::error::ProviderError;
use shipdesk_providers::spi::http::Prepared;
use shipdesk_providers::spi::provider::Provider;
use shipdesk_secrets::SecretError;
use shipdesk_store::account::{self, Account};
use shipdesk_store::attempt::{self, NewAttempt};
use shipdesk_store::{Db, StoreError};
use std::sync::Arc;
use std::time::Duration;

/// How long each kind of call may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeouts {
    pub(crate) price: Duration,
    pub(crate) create: Duration,
    pub(crate) label: Duration,
    pub(crate) other: Duration,
}

/// The settings of an account that all providers share: name and default in seconds (or calls).
pub(crate) const COMMON_FIELDS: [(&str, u64); 5] = [
    ("timeout_price", 8),
    ("timeout_create", 30),
    ("timeout_label", 20),
    ("timeout_other", 20),
    ("parallel", 0),
];

/// An account that is ready to be asked.
pub(crate) struct Line {
    pub(crate) account: Account,
    pub(crate) provider: Box<dyn Provider>,
    pub(crate) timeouts: Timeouts,
    /// Calls at a time.
    pub(crate) parallel: usize,
    client: Client,
    /// What the provider still takes.
    budget: Budget,
}

/// What a call is about.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct About {
    pub(crate) order: Option<OrderId>,
    pub(crate) purchase: Option<PurchaseId>,
}

/// A call that was made and is kept together with what it told.
pub(crate) struct Call {
    about: About,
    /// When its answer came, or did not.
    at: jiff::Timestamp,
    reply: Reply<()>,
}

impl Line {
    /// The error of a call as it is told.
    pub(crate) fn problem(&self, error: &ProviderError) -> Problem {
        let error = self.client.masked(error);
        error.problem(self.provider.descriptor().id).with("account", &self.account.name)
    }

    /// Sends a call; nothing is kept yet.
    pub(crate) async fn send<T: Send + 'static>(&self, prepared: Prepared<T>, within: Duration) -> Reply<T> {
        self.client.send_through(&self.budget, prepared, within).await
    }

    /// Fetches a link of an answer.
    pub(crate) async fn download(&self, link: &str) -> Result<Vec<u8>, ProviderError> {
        self.client.download(link, self.timeouts.label).await
    }

    /// Keeps what a call took.
    pub(crate) async fn keep_call(&self, db: &mut Db, call: &Call) -> Result<(), StoreError> {
        self.keep(db, call.about, &call.reply, call.at).await
    }

    /// Keeps what a call took: its attempts, and the silence that the provider asked for.
    pub(crate) async fn keep<T>(
        &self,
        db: &mut Db,
        about: About,
        reply: &Reply<T>,
        at: jiff::Timestamp,
    ) -> Result<(), StoreError> {
        for exchange in &reply.exchanges {
            let error = exchange.error.as_ref().map(|error| self.problem(error));
            let attempt = NewAttempt {
                at,
                account_id: self.account.id,
                order_id: about.order,
                purchase_id: about.purchase,
                action: exchange.action,
                outcome: error.as_ref().map_or_else(|| "done".to_owned(), |error| error.code.to_string()),
                http_status: exchange.status,
                took_ms: i64::try_from(exchange.took.as_millis()).unwrap_or(i64::MAX),
                error,
                address: exchange.address.clone(),
                request: exchange.request.clone(),
                answer: exchange.answer.clone(),
            };
            attempt::insert(db, &attempt).await?;
        }
        if let Some(until) = reply.silence.and_then(|silence| at.checked_add(silence).ok()) {
            self.budget.hear(until);
            account::set_silence(db, self.account.id, until).await?;
        }
        Ok(())
    }
}

impl Workstation {
    /// A provider by its id.
    ///
    /// # Errors
    /// [`ErrorCode::InputInvalid`] with the ids there are.
    pub fn provider(&self, id: &str) -> Result<&'static Registration, Problem> {
        let found = self.providers.iter().copied().find(|registration| registration.descriptor.id == id);
        found.ok_or_else(|| {
            let known: Vec<&str> = self.providers.iter().map(|known| known.descriptor.id).collect();
            let issue = shipdesk_core::error::FieldIssue::wrong_kind("provider", &known.join(", "), id);
            Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
        })
    }

    /// The line of an account, opened once.
    pub(crate) async fn line(&self, account: &Account) -> Result<Arc<Line>, Problem> {
        if let Some(line) = self.lines.lock().ok().and_then(|lines| lines.get(&account.id).cloned()) {
            return Ok(line);
        }
        let registration = self.provider(&account.provider)?;
        let line = Arc::new(self.open_line(account.clone(), registration).await?);
        if let Ok(mut lines) = self.lines.lock() {
            lines.insert(account.id, Arc::clone(&line));
        }
        Ok(line)
    }

    /// The line of an account by its name.
    pub(crate) async fn line_of(&self, name: &str) -> Result<Arc<Line>, Problem> {
        let account = self.account_named(name).await?;
        self.line(&account).await
    }

    /// Asks and keeps what it took, in a transaction of its own.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        line: &Line,
        about: About,
        prepared: Prepared<T>,
        within: Duration,
    ) -> Result<T, Problem> {
        let (outcome, call) = self.call(line, about, prepared, within).await;
        let mut tx = self.folder.write().await.map_err(problem)?;
        line.keep_call(&mut tx, &call).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        outcome
    }

    /// Asks, and keeps nothing yet.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        line: &Line,
        about: About,
        prepared: Prepared<T>,
        within: Duration,
    ) -> (Result<T, Problem>, Call) {
        let Reply { outcome, exchanges, silence } = line.send(prepared, within).await;
        let reply = Reply { outcome: Ok(()), exchanges, silence };
        let outcome = outcome.map_err(|error| line.problem(&error));
        (outcome, Call { about, at: self.clock.now(), reply })
    }

    async fn open_line(
        &self,
        account: Account,
        registration: &'static Registration,
    ) -> Result<Line, Problem> {
        let descriptor = registration.descriptor;
        let mut credentials = Credentials {
            fields: account.fields.clone(),
            clock: Arc::clone(&self.clock),
            ..Credentials::default()
        };
        for field in descriptor.fields {
            if let Some(default) = field.default {
                credentials.fields.entry(field.name.to_owned()).or_insert_with(|| default.to_owned());
            }
        }
        for name in descriptor.secrets() {
            let secret =
                self.secrets.get(&account.name, name).await.map_err(|error| secret_problem(&error))?;
            credentials.secrets.insert(name.to_owned(), secret);
        }
        let told = |error: ProviderError| error.problem(descriptor.id).with("account", &account.name);
        let provider = (registration.open)(&credentials).map_err(told)?;
        let base = self.reachable_base(&account.base_url).await?;
        let secrets = credentials.secrets.into_values().collect();
        let client = Client::open(&base, secrets, descriptor.limits.silence).map_err(told)?;
        let seconds = |name| Duration::from_secs(common_field(&account, name));
        let timeouts = Timeouts {
            price: seconds("timeout_price"),
            create: seconds("timeout_create"),
            label: seconds("timeout_label"),
            other: seconds("timeout_other"),
        };
        let parallel = match usize::try_from(common_field(&account, "parallel")) {
            Ok(0) | Err(_) => descriptor.limits.parallel,
            Ok(parallel) => parallel,
        };
        let (folder, clock) = (self.folder.clone(), Arc::clone(&self.clock));
        let budget = Budget::new(folder, clock, account.id, &descriptor.limits);
        Ok(Line { account, provider, timeouts, parallel, client, budget })
    }

    /// The base URL, with the practice providers' address in its place where it names them.
    async fn reachable_base(&self, base_url: &str) -> Result<String, Problem> {
        let Some(path) = base_url.strip_prefix(PRACTICE_BASE) else { return Ok(base_url.to_owned()) };
        let practice = self.practice.as_ref().ok_or_else(|| {
            Problem::new(ErrorCode::Unreachable).with("detail", "the practice providers are not started here")
        })?;
        Ok(format!("http://{}/{path}", practice.start().await?))
    }
}

/// What practice accounts have in the place of a host and port.
pub(crate) const PRACTICE_BASE: &str = "http://practice/";

/// A setting that every account has, as a number.
fn common_field(account: &Account, name: &str) -> u64 {
    let default = COMMON_FIELDS.iter().find(|(known, _)| *known == name).map_or(0, |(_, default)| *default);
    account.fields.get(name).and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// A failure of the key store as it is told.
pub(crate) fn secret_problem(error: &SecretError) -> Problem {
    let code = match error {
        SecretError::Missing { .. } => ErrorCode::SecretMissing,
        SecretError::NoKeyStore { .. } => ErrorCode::KeyStoreMissing,
        SecretError::Locked | SecretError::TimedOut => ErrorCode::KeyStoreLocked,
        _ => ErrorCode::KeyStoreRefused,
    };
    let problem = Problem::new(code).with("detail", error);
    match error {
        SecretError::Missing { account, field } => problem.with("account", account).with("field", field),
        _ => problem,
    }
}
