//! Prices: every channel of every account that can price, at once, within the accounts' limits. One dead or slow
//! channel never holds the others.

use crate::Outcome;
use crate::documents::{Answer, FeesDocument, QuoteDocument, QuotesDocument, RateDocument};
use crate::line::{About, Line};
use crate::results::exit_over;
use crate::settings::Currencies;
use crate::workstation::{Workstation, problem};
use futures::stream::{self, StreamExt as _};
use shipdesk_core::charge::{Charge, ChargeKind, total};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::OrderId;
use shipdesk_core::money::Money;
use shipdesk_core::order::Order;
use shipdesk_providers::spi::client::Reply;
use shipdesk_providers::spi::provider::Shipment;
use shipdesk_store::account::Account;
use shipdesk_store::channel::Channel;
use shipdesk_store::quote::{self, Quote};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

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
    pub(crate) account: String,
    pub(crate) provider: String,
    pub(crate) channel_id: String,
    channel_name: String,
    asked_at: jiff::Timestamp,
    pub(crate) price: Result<Vec<Charge>, Problem>,
}

/// An account that cannot be asked: its name, its provider, and why.
type Closed = (String, String, Problem);
/// What a channel answered, before it is kept.
type Answered = (Channel, Result<Reply<Vec<Charge>>, Problem>);

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
        let currencies = self.currencies().await?;
        let (targets, closed) = self.targets(&request).await?;
        let (mut documents, mut exits) = (Vec::new(), Vec::new());
        for order_no in order_nos {
            let mut document = QuotesDocument {
                order_no: order_no.clone(),
                base_currency: Some(currencies.base.to_string()),
                ..QuotesDocument::default()
            };
            match self.subject(order_no).await {
                Ok(subject) => {
                    let accounts = targets.iter().map(|target| &target.line.account);
                    let warned =
                        accounts.filter_map(|account| self.declared_otherwise(account, &subject.order));
                    document.warnings = warned.collect();
                    let mut priced = self.price(&subject, &targets).await?;
                    priced.extend(
                        closed.iter().map(|(name, provider, error)| self.closed(name, provider, error)),
                    );
                    exits.push(exit_of(&priced));
                    self.fill(&mut document, priced, &currencies);
                }
                Err(error) => {
                    exits.push(error.code.exit());
                    document.error = Some(self.words().error(&error));
                }
            }
            documents.push(document);
        }
        Ok(Answer { document: documents, exit: exit_over(&exits) })
    }

    /// The cheapest price of an order within the base currency, asked for now.
    pub(crate) async fn cheapest(&self, subject: &Subject) -> Result<(Arc<Line>, String), Problem> {
        let currencies = self.currencies().await?;
        let (targets, closed) = self.targets(&QuoteRequest::default()).await?;
        let priced = self.price(subject, &targets).await?;
        // nothing is shipped for nothing: such a price is shown, and never chosen by itself
        let best = priced.iter().filter_map(|priced| Some((comparable(priced, &currencies)?, priced)));
        let best = best.filter(|(total, _)| total.minor() > 0);
        let best = best.min_by(|(a, x), (b, y)| (a.minor(), &x.channel_id).cmp(&(b.minor(), &y.channel_id)));
        if let Some((_, Priced { line: Some(line), channel_id, .. })) = best {
            return Ok((Arc::clone(line), channel_id.clone()));
        }
        // without any price, what went wrong is more useful than that there is none
        let failures = priced.into_iter().filter_map(|priced| priced.price.err());
        let first = failures.chain(closed.into_iter().map(|(_, _, error)| error)).next();
        Err(first.unwrap_or_else(|| {
            Problem::new(ErrorCode::NoCheapest)
                .with("base_currency", currencies.base)
                .with("order_no", &subject.order_no)
        }))
    }

    /// An order that is complete enough for any provider to be asked about.
    pub(crate) async fn subject(&self, order_no: &str) -> Result<Subject, Problem> {
        let row = self.order_row(order_no).await?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let (order, sha256) = shipdesk_store::order::document(&mut db, row.id).await.map_err(problem)?;
        let missing = order.missing();
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
        let (mut targets, mut closed) = (Vec::new(), Vec::new());
        for account in &accounts {
            let opened = match self.line(account).await {
                Ok(line) if line.provider.rates().is_none() => continue,
                Ok(line) => self.current_channels(&line).await.map(|channels| (line, channels)),
                Err(error) => Err(error),
            };
            match opened {
                Ok((line, channels)) => targets.push(Target { line, channels: wanted(channels, request) }),
                Err(error) => closed.push((account.name.clone(), account.provider.clone(), error)),
            }
        }
        require_channels(&targets, &closed, request)?;
        Ok((targets, closed))
    }

    async fn price(&self, subject: &Subject, targets: &[Target]) -> Result<Vec<Priced>, Problem> {
        let wanted: usize = targets.iter().map(|target| target.channels.len()).sum();
        let done = AtomicUsize::new(0);
        let accounts = targets.iter().map(|target| {
            let asked = target.channels.iter().map(|channel| async {
                let reply = self.price_one(subject, &target.line, channel).await;
                self.progress.advance(done.fetch_add(1, Ordering::Relaxed) + 1, wanted);
                (&target.line, reply)
            });
            stream::iter(asked).buffer_unordered(target.line.parallel).collect::<Vec<_>>()
        });
        let answers = futures::future::join_all(accounts).await;
        self.keep_prices(subject, answers.into_iter().flatten().collect()).await
    }

    async fn price_one(&self, subject: &Subject, line: &Line, channel: &Channel) -> Answered {
        let Some(rates) = line.provider.rates() else {
            return (channel.clone(), Err(crate::accounts::unsupported(&line.account, "rates")));
        };
        let issues = line.provider.orders().map(|orders| orders.check(&subject.order)).unwrap_or_default();
        if !issues.is_empty() {
            let problem = Problem::new(ErrorCode::OrderIncomplete).with("order_no", &subject.order_no);
            return (channel.clone(), Err(problem.with_fields(issues)));
        }
        let shipment =
            Shipment { order: &subject.order, order_no: &subject.order_no, channel_id: &channel.channel_id };
        (channel.clone(), Ok(line.send(rates.price(shipment), line.timeouts.price).await))
    }

    /// Keeps all answers in one transaction.
    async fn keep_prices(
        &self,
        subject: &Subject,
        answers: Vec<(&Arc<Line>, Answered)>,
    ) -> Result<Vec<Priced>, Problem> {
        let asked_at = self.clock.now();
        let about = About { order: Some(subject.id), purchase: None };
        let (mut rows, mut priced) = (Vec::new(), Vec::new());
        let mut tx = self.folder.write().await.map_err(problem)?;
        for (line, (channel, answer)) in answers {
            let price = match answer {
                Ok(reply) => {
                    line.keep(&mut tx, about, &reply, asked_at).await.map_err(problem)?;
                    reply.outcome.map_err(|error| line.problem(&error).with("channel", &channel.channel_id))
                }
                Err(error) => Err(error),
            };
            rows.push(Quote {
                order_id: subject.id,
                account_id: line.account.id,
                channel_id: channel.channel_id.clone(),
                document_sha256: subject.sha256.clone(),
                asked_at,
                fees: price.clone().unwrap_or_default(),
                error: price.clone().err(),
            });
            priced.push(Priced {
                line: Some(Arc::clone(line)),
                account: line.account.name.clone(),
                provider: line.account.provider.clone(),
                channel_name: channel.alias.unwrap_or(channel.name),
                channel_id: channel.channel_id,
                asked_at,
                price,
            });
        }
        quote::put_all(&mut tx, &rows).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(priced)
    }

    /// The row of an account that could not be asked at all.
    fn closed(&self, account: &str, provider: &str, error: &Problem) -> Priced {
        Priced {
            line: None,
            account: account.to_owned(),
            provider: provider.to_owned(),
            channel_id: String::new(),
            channel_name: String::new(),
            asked_at: self.clock.now(),
            price: Err(error.clone()),
        }
    }

    fn fill(&self, document: &mut QuotesDocument, mut priced: Vec<Priced>, currencies: &Currencies) {
        // prices that compare, then prices that do not, then failures
        let rank = |priced: &Priced| match (comparable(priced, currencies), &priced.price) {
            (Some(total), _) => (0, total.minor()),
            (None, Ok(charges)) => (1, total(charges).map_or(i64::MAX, Money::minor)),
            (None, Err(_)) => (2, 0),
        };
        priced.sort_by_cached_key(|row| (rank(row), row.account.clone(), row.channel_id.clone()));
        document.not_compared = priced.iter().filter(|row| rank(row).0 == 1).count();
        document.quotes = priced.iter().map(|priced| self.quote_document(priced, currencies)).collect();
    }

    fn quote_document(&self, priced: &Priced, currencies: &Currencies) -> QuoteDocument {
        let charges = priced.price.as_deref().ok();
        let sum = charges.and_then(total);
        let converted = sum.filter(|sum| sum.currency() != currencies.base).and_then(|sum| {
            let (rate, set_at) = currencies.rates.get(&sum.currency())?;
            Some(RateDocument {
                total: sum.convert(*rate, currencies.base)?.to_string(),
                currency: currencies.base.to_string(),
                rate: rate.to_string(),
                rate_set_at: stamp(*set_at),
            })
        });
        QuoteDocument {
            account: priced.account.clone(),
            provider: priced.provider.clone(),
            channel_id: priced.channel_id.clone(),
            channel_name: priced.channel_name.clone(),
            total: sum.map(|sum| sum.to_string()),
            currency: sum.map(|sum| sum.currency().to_string()),
            fees: charges.and_then(fees),
            converted,
            asked_at: stamp(priced.asked_at),
            error: priced.price.as_ref().err().map(|error| self.words().error(error)),
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

/// The total in the base currency, where it is in it or a rate into it was set.
fn comparable(priced: &Priced, currencies: &Currencies) -> Option<Money> {
    let sum = total(priced.price.as_deref().ok()?)?;
    if sum.currency() == currencies.base {
        return Some(sum);
    }
    let (rate, _) = currencies.rates.get(&sum.currency())?;
    sum.convert(*rate, currencies.base)
}

fn fees(charges: &[Charge]) -> Option<FeesDocument> {
    let zero = Money::zero(charges.first()?.amount.currency());
    let of = |kind| {
        charges.iter().find(|charge| charge.kind == kind).map_or(zero, |charge| charge.amount).to_string()
    };
    Some(FeesDocument {
        postage: of(ChargeKind::Postage),
        registration: of(ChargeKind::Registration),
        handling: of(ChargeKind::Handling),
        other: of(ChargeKind::Other),
        fuel: of(ChargeKind::Fuel),
    })
}

/// Done with at least one price; otherwise what all failures have in common.
fn exit_of(priced: &[Priced]) -> u8 {
    let exits: Vec<u8> = priced
        .iter()
        .map(|priced| priced.price.as_ref().err().map_or(0, |error| error.code.exit()))
        .collect();
    if exits.contains(&0) { 0 } else { exit_over(&exits) }
}
