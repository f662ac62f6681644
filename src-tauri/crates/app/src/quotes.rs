//! Prices: every channel of every account that can price, at once, within the accounts' limits. One dead or slow
//! channel never holds the others.

mod asking;
mod desk;
mod table;

use crate::Outcome;
use crate::documents::{Answer, QuoteAsk, QuotesDocument};
use crate::line::Line;
use crate::results::exit_over;
use crate::settings::Currencies;
use crate::status::silent_until;
use crate::workstation::{Workstation, problem};
use asking::Step;
use shipdesk_core::charge::Charge;
use shipdesk_core::clock::age;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::{AccountId, OrderId};
use shipdesk_core::order::Order;
use shipdesk_store::account::Account;
use shipdesk_store::channel::Channel;
use std::sync::Arc;
use table::{comparable, exit_of};

/// Which prices are asked for.
#[derive(Debug, Clone, Default)]
pub struct QuoteRequest {
    /// Only these accounts.
    pub accounts: Vec<String>,
    /// Only these channels.
    pub channels: Vec<String>,
    /// Test channels and hidden ones too.
    pub all: bool,
}

impl From<&QuoteAsk> for QuoteRequest {
    fn from(ask: &QuoteAsk) -> Self {
        Self { accounts: ask.accounts.clone(), channels: ask.channels.clone(), all: ask.all }
    }
}

/// An order that can be priced.
pub(crate) struct Subject {
    pub(crate) id: OrderId,
    pub(crate) order_no: String,
    pub(crate) order: Order,
    pub(crate) sha256: String,
}

/// The price of one channel, or why there is none.
pub(crate) struct Priced {
    pub(crate) line: Option<Arc<Line>>,
    account_id: AccountId,
    account: String,
    provider: String,
    pub(crate) channel_id: String,
    channel_name: String,
    favourite: bool,
    asked_at: jiff::Timestamp,
    /// Too old to buy at, or of another order than it is now.
    stale: bool,
    pub(crate) price: Result<Vec<Charge>, Problem>,
}

/// A channel, and what it was not compared with where it was chosen for its price.
pub(crate) struct Chosen {
    pub(crate) line: Arc<Line>,
    pub(crate) channel_id: String,
    pub(crate) left_out: Vec<String>,
}

/// An account that cannot be asked, and why.
type Closed = (Account, Problem);

/// An account to ask, with the channels to ask about.
struct Target {
    line: Arc<Line>,
    channels: Vec<Channel>,
}

impl Workstation {
    /// The prices of orders, cheapest first.
    ///
    /// # Errors
    /// No such account, or none that can price. What is wrong with one order stands in its document.
    pub async fn quote(&self, order_nos: &[String], request: QuoteRequest) -> Outcome<Vec<QuotesDocument>> {
        let (targets, closed) = self.targets(&request).await?;
        let (mut documents, mut exits) = (Vec::new(), Vec::new());
        for order_no in order_nos {
            match self.subject(order_no).await {
                Ok(subject) => {
                    let mut priced = self.price(&subject, &targets, &|_| {}).await?;
                    priced.extend(closed.iter().map(|closed| self.closed(closed)));
                    exits.push(exit_of(&priced));
                    documents.push(self.quotes_document(order_no, &subject.order, priced, &request).await?);
                }
                Err(error) => {
                    exits.push(error.code.exit());
                    documents.push(QuotesDocument {
                        order_no: order_no.clone(),
                        base_currency: self.currencies().await?.base.to_string(),
                        error: Some(self.words().error(&error)),
                        ..QuotesDocument::default()
                    });
                }
            }
        }
        Ok(Answer { document: documents, exit: exit_over(&exits) })
    }

    /// The cheapest price of an order within the base currency, asked for now.
    pub(crate) async fn cheapest(&self, subject: &Subject) -> Result<Chosen, Problem> {
        let currencies = self.currencies().await?;
        let (targets, closed) = self.targets(&QuoteRequest::default()).await?;
        let priced = self.price(subject, &targets, &|_| {}).await?;
        // nothing is shipped for nothing: such a price is shown, and never chosen by itself
        let best = priced.iter().filter_map(|priced| Some((comparable(priced, &currencies)?, priced)));
        let best = best.filter(|(total, _)| total.minor() > 0);
        let best = best.min_by(|(a, x), (b, y)| (a.minor(), &x.channel_id).cmp(&(b.minor(), &y.channel_id)));
        if let Some((_, Priced { line: Some(line), channel_id, .. })) = best {
            let failed = closed.len() + priced.iter().filter(|priced| priced.price.is_err()).count();
            let elsewhere =
                |priced: &&Priced| priced.price.is_ok() && comparable(priced, &currencies).is_none();
            let left_out = self.left_out_of(&currencies, priced.iter().filter(elsewhere).count(), failed);
            return Ok(Chosen { line: Arc::clone(line), channel_id: channel_id.clone(), left_out });
        }
        // without any price, what went wrong is more useful than that there is none
        let failures = priced.into_iter().filter_map(|priced| priced.price.err());
        let first = failures.chain(closed.into_iter().map(|(_, error)| error)).next();
        Err(first.unwrap_or_else(|| {
            Problem::new(ErrorCode::NoCheapest)
                .with("base_currency", currencies.base)
                .with("order_no", &subject.order_no)
        }))
    }

    /// What the cheapest was not held against, in words.
    fn left_out_of(&self, currencies: &Currencies, elsewhere: usize, failed: usize) -> Vec<String> {
        let base = currencies.base.to_string();
        let told = |key: &str, count: usize| {
            let params = [("count", count.to_string()), ("currency", base.clone())];
            let params = params.each_ref().map(|(name, value)| (*name, value.as_str()));
            (count > 0).then(|| self.words().text(key, &params))
        };
        told("not_compared", elsewhere).into_iter().chain(told("not_priced", failed)).collect()
    }

    /// An order that is complete enough for any provider to be asked about.
    pub(crate) async fn subject(&self, order_no: &str) -> Result<Subject, Problem> {
        let row = self.order_row(order_no).await?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let (order, sha256) = shipdesk_store::order::document(&mut db, row.id).await.map_err(problem)?;
        let missing = self.lacking(&mut db, row.id, &order).await.map_err(problem)?;
        if !missing.is_empty() {
            return Err(Problem::new(ErrorCode::OrderIncomplete)
                .with("order_no", order_no)
                .with_fields(missing));
        }
        Ok(Subject { id: row.id, order_no: order.order_no.clone(), order, sha256 })
    }

    /// The accounts to ask, and those that cannot be asked, with why.
    async fn targets(&self, request: &QuoteRequest) -> Result<(Vec<Target>, Vec<Closed>), Problem> {
        let mut accounts = self.accounts().await?;
        for name in &request.accounts {
            if !accounts.iter().any(|account| account.name == *name) {
                return Err(Problem::new(ErrorCode::AccountNotFound).with("account", name));
            }
        }
        let named = |account: &Account| request.accounts.contains(&account.name);
        accounts.retain(|account| if request.accounts.is_empty() { account.enabled } else { named(account) });
        // all at once: an account that lists its channels slowly holds no other
        let opened = accounts.into_iter().map(|account| async move {
            let opened = self.target(&account, request).await;
            (account, opened)
        });
        let (mut targets, mut closed) = (Vec::new(), Vec::new());
        for (account, opened) in futures::future::join_all(opened).await {
            match opened {
                Ok(target) => targets.extend(target),
                Err(error) => closed.push((account, error)),
            }
        }
        require_channels(&targets, &closed, request)?;
        Ok((targets, closed))
    }

    /// An account with its channels; `None` for one that cannot price.
    async fn target(&self, account: &Account, request: &QuoteRequest) -> Result<Option<Target>, Problem> {
        let line = self.line(account).await?;
        if line.provider.rates().is_none() {
            return Ok(None);
        }
        self.require_no_silence(account, &line)?;
        let channels = wanted(self.current_channels(&line).await?, request);
        Ok(Some(Target { line, channels }))
    }

    /// An account whose provider wants to hear nothing for longer than a price may take is not asked at all.
    fn require_no_silence(&self, account: &Account, line: &Line) -> Result<(), Problem> {
        let now = self.clock.now();
        let left = silent_until(account, now).map(|until| age(until, now).unsigned_abs());
        match left.filter(|left| *left > line.timeouts.price) {
            None => Ok(()),
            Some(left) => Err(Problem {
                provider: Some(account.provider.clone()),
                retry_after_s: Some(left.as_secs().max(1)),
                ..Problem::new(ErrorCode::RateLimited).with("account", &account.name)
            }),
        }
    }

    /// The row of an account that could not be asked at all.
    fn closed(&self, (account, error): &Closed) -> Priced {
        Priced {
            line: None,
            account_id: account.id,
            account: account.name.clone(),
            provider: account.provider.clone(),
            channel_id: String::new(),
            channel_name: String::new(),
            favourite: false,
            asked_at: self.clock.now(),
            stale: false,
            price: Err(error.clone()),
        }
    }
}

/// A channel that was named and is nowhere is a mistake of the caller's; so is asking when no account can price.
fn require_channels(targets: &[Target], closed: &[Closed], request: &QuoteRequest) -> Result<(), Problem> {
    if targets.is_empty() && closed.is_empty() {
        return Err(Problem::new(ErrorCode::Unsupported).with("what", "rates"));
    }
    let known =
        |id: &String| targets.iter().flat_map(|target| &target.channels).any(|known| known.channel_id == *id);
    match request.channels.iter().find(|id| closed.is_empty() && !known(id)) {
        Some(id) => Err(Problem::new(ErrorCode::ChannelNotFound).with("channel", id)),
        None => Ok(()),
    }
}

fn wanted(channels: Vec<Channel>, request: &QuoteRequest) -> Vec<Channel> {
    let named = |channel: &Channel| request.channels.contains(&channel.channel_id);
    let shown = |channel: &Channel| request.all || !(channel.test || channel.hidden);
    let keep = |channel: &Channel| {
        !channel.gone && if request.channels.is_empty() { shown(channel) } else { named(channel) }
    };
    channels.into_iter().filter(keep).collect()
}
