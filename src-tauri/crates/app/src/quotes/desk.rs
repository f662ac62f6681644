//! Prices for the window: what was answered last, and asking anew while each price is told as it comes.

use super::{Priced, QuoteRequest, Step};
use crate::Outcome;
use crate::documents::{Answer, QuoteAsk, QuoteEvent, QuotesDocument};
use crate::workstation::{Workstation, problem};
use jiff::{SignedDuration, Timestamp};
use shipdesk_core::clock::age;
use shipdesk_core::error::Problem;
use shipdesk_core::id::OrderId;
use shipdesk_store::account::Account;
use shipdesk_store::channel::Channel;
use shipdesk_store::order;
use shipdesk_store::quote::{self, Quote};
use std::collections::HashMap;

/// How old a price may be that somebody buys at.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

impl Workstation {
    /// What each channel last answered for an order: from the folder alone.
    ///
    /// # Errors
    /// No such order.
    pub async fn quotes_show(&self, order_no: &str) -> Outcome<QuotesDocument> {
        let row = self.order_row(order_no).await?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let (order, sha256) = order::document(&mut db, row.id).await.map_err(problem)?;
        drop(db);
        let request = QuoteRequest::default();
        let stored = self.stored(row.id, &sha256, &request).await?;
        let order_no = row.order_no.unwrap_or_else(|| order_no.to_owned());
        Ok(Answer::done(self.quotes_document(&order_no, &order, stored, &request).await?))
    }

    /// Asks for prices: all, those of an account, or of one channel again. Each is told as it comes, the whole table
    /// last. Whoever drops this stops asking.
    ///
    /// # Errors
    /// An order that is not complete, no such account or channel, none that can price.
    pub async fn quote_ask(&self, ask: QuoteAsk, tell: &(dyn Fn(QuoteEvent) + Send + Sync)) -> Outcome<()> {
        let request = QuoteRequest::from(&ask);
        let subject = self.subject(&ask.order_no).await?;
        let (targets, closed) = self.targets(&request).await?;
        let pricing = self.pricing(&subject.order).await?;
        let told = |step: Step<'_>| {
            tell(match step {
                Step::Asking(line, channel) => QuoteEvent::Asking {
                    account: line.account.name.clone(),
                    channel_id: channel.channel_id.clone(),
                    channel_name: channel.shown_name().to_owned(),
                },
                Step::Answered(priced) => {
                    QuoteEvent::Answered { quote: Box::new(self.quote_document(priced, &pricing)) }
                }
            });
        };
        self.price(&subject, &targets, &told).await?;
        let mut rows = self.stored(subject.id, &subject.sha256, &request).await?;
        rows.extend(closed.iter().map(|closed| self.closed(closed)));
        let everyone = QuoteRequest::default();
        let quotes = self.quotes_document(&subject.order_no, &subject.order, rows, &everyone).await?;
        tell(QuoteEvent::Done { quotes: Box::new(quotes) });
        Ok(Answer::done(()))
    }

    /// The newest answers of the channels that are used, and of hidden ones that were asked for.
    async fn stored(
        &self,
        order: OrderId,
        sha256: &str,
        request: &QuoteRequest,
    ) -> Result<Vec<Priced>, Problem> {
        let accounts = self.accounts().await?;
        let mut channels: HashMap<(_, String), (&Account, Channel)> = HashMap::new();
        for account in accounts.iter().filter(|account| account.enabled) {
            for channel in self.known_channels(account.id).await? {
                channels.insert((account.id, channel.channel_id.clone()), (account, channel));
            }
        }
        let mut db = self.folder.read().await.map_err(problem)?;
        let quotes = quote::of_order(&mut db, order).await.map_err(problem)?;
        let now = self.clock.now();
        let asked = |channel: &Channel| request.all || request.channels.contains(&channel.channel_id);
        let rows = quotes.into_iter().filter_map(|quote| {
            let (account, channel) = channels.get(&(quote.account_id, quote.channel_id.clone()))?;
            let shown = !channel.gone && (!channel.hidden || asked(channel));
            shown.then(|| row(quote, account, channel, (sha256, now)))
        });
        Ok(rows.collect())
    }
}

/// A stored answer as a row of the table.
fn row(quote: Quote, account: &Account, channel: &Channel, (sha256, now): (&str, Timestamp)) -> Priced {
    Priced {
        line: None,
        account_id: account.id,
        account: account.name.clone(),
        provider: account.provider.clone(),
        channel_id: quote.channel_id,
        channel_name: channel.shown_name().to_owned(),
        favourite: channel.favourite,
        asked_at: quote.asked_at,
        stale: age(now, quote.asked_at) > FRESH || quote.document_sha256 != sha256,
        price: match quote.error {
            Some(error) => Err(error),
            None => Ok(quote.fees),
        },
    }
}
