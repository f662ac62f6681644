//! Prices as a table: sorted by the rules for currencies, with what was left out of it.

use super::{Priced, QuoteRequest};
use crate::documents::{
    DaysDocument, FeesDocument, LeftOutChannel, LeftOutReason, QuoteAccount, QuoteDocument, QuotesDocument,
    RateDocument, count,
};
use crate::results::exit_over;
use crate::settings::Currencies;
use crate::status::silent_until;
use crate::workstation::{Workstation, problem};
use shipdesk_core::charge::{Charge, ChargeKind, total};
use shipdesk_core::clock::stamp;
use shipdesk_core::error::Problem;
use shipdesk_core::money::Money;
use shipdesk_core::order::Order;
use shipdesk_store::account::Account;
use shipdesk_store::channel::Channel;
use shipdesk_store::parcel::{Days, delivery_days};

/// So many parcels must have arrived before anything is said of a channel's speed.
const ENOUGH: u32 = 5;

/// What all prices of an order are shown with.
pub(super) struct Pricing {
    currencies: Currencies,
    days: Days,
}

impl Workstation {
    /// What the prices of an order are shown with.
    pub(super) async fn pricing(&self, order: &Order) -> Result<Pricing, Problem> {
        let currencies = self.currencies().await?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let days = delivery_days(&mut db, &order.recipient.country).await.map_err(problem)?;
        Ok(Pricing { currencies, days })
    }

    /// The table of these prices.
    pub(super) async fn quotes_document(
        &self,
        order_no: &str,
        order: &Order,
        mut priced: Vec<Priced>,
        request: &QuoteRequest,
    ) -> Result<QuotesDocument, Problem> {
        let pricing = self.pricing(order).await?;
        // prices that compare, then prices that do not, then failures
        let rank = |priced: &Priced| match (comparable(priced, &pricing.currencies), &priced.price) {
            (Some(total), _) => (0, total.minor()),
            (None, Ok(charges)) => (1, total(charges).map_or(i64::MAX, Money::minor)),
            (None, Err(_)) => (2, 0),
        };
        priced.sort_by_cached_key(|row| (rank(row), row.account.clone(), row.channel_id.clone()));
        let accounts = self.accounts().await?;
        let left_out = self.unpriced(&accounts, &priced, request).await?;
        let asked = accounts.iter().filter(|account| priced.iter().any(|row| row.account_id == account.id));
        Ok(QuotesDocument {
            order_no: order_no.to_owned(),
            base_currency: pricing.currencies.base.to_string(),
            not_compared: count(priced.iter().filter(|row| rank(row).0 == 1).count()),
            quotes: priced.iter().map(|priced| self.quote_document(priced, &pricing)).collect(),
            warnings: asked.filter_map(|account| self.declared_otherwise(account, order)).collect(),
            error: None,
            left_out,
            accounts: self.quote_accounts(&accounts).await?,
        })
    }

    /// The accounts in the station's order, with what they last had left.
    async fn quote_accounts(&self, accounts: &[Account]) -> Result<Vec<QuoteAccount>, Problem> {
        let balances = self.balances().await?;
        let shown = accounts.iter().map(|account| {
            let known = balances.get(&account.id);
            QuoteAccount {
                account: account.name.clone(),
                provider: account.provider.clone(),
                currency: account.fields.get("currency").cloned(),
                balance: known.and_then(|known| known.amount).map(Into::into),
                balance_at: known.and_then(|known| known.known_at).map(stamp),
            }
        });
        Ok(shown.collect())
    }

    /// Who has no price in the table, and why.
    async fn unpriced(
        &self,
        accounts: &[Account],
        priced: &[Priced],
        request: &QuoteRequest,
    ) -> Result<Vec<LeftOutChannel>, Problem> {
        let mut left_out = Vec::new();
        for account in accounts {
            if !request.accounts.is_empty() && !request.accounts.contains(&account.name) {
                continue;
            }
            if let Some(reason) = self.unpriced_account(account, priced) {
                let (name, account) = (account.name.clone(), account.name.clone());
                left_out.push(LeftOutChannel { account, channel_id: None, name, reason });
                continue;
            }
            for channel in self.known_channels(account.id).await? {
                let shown =
                    |row: &Priced| row.account_id == account.id && row.channel_id == channel.channel_id;
                let reason = channel_left_out(&channel).filter(|_| !priced.iter().any(shown));
                left_out.extend(reason.map(|reason| LeftOutChannel {
                    account: account.name.clone(),
                    channel_id: Some(channel.channel_id.clone()),
                    name: channel.shown_name().to_owned(),
                    reason,
                }));
            }
        }
        Ok(left_out)
    }

    fn unpriced_account(&self, account: &Account, priced: &[Priced]) -> Option<LeftOutReason> {
        let has_price =
            priced.iter().any(|row| row.account_id == account.id && !row.stale && !row.channel_id.is_empty());
        if has_price {
            None
        } else if !account.enabled {
            Some(LeftOutReason::AccountOff)
        } else if !self.can(account, "rates") {
            Some(LeftOutReason::CannotPrice)
        } else {
            silent_until(account, self.clock.now()).map(|_| LeftOutReason::AccountSilent)
        }
    }

    pub(super) fn quote_document(&self, priced: &Priced, pricing: &Pricing) -> QuoteDocument {
        let Pricing { currencies, days } = pricing;
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
            favourite: priced.favourite,
            total: sum.map(|sum| sum.to_string()),
            currency: sum.map(|sum| sum.currency().to_string()),
            fees: charges.and_then(fees),
            converted,
            asked_at: stamp(priced.asked_at),
            stale: priced.stale,
            error: priced.price.as_ref().err().map(|error| self.words().error(error)),
            days: days.get(&(priced.account_id, priced.channel_id.clone())).and_then(|days| speed(days)),
        }
    }
}

/// Why a channel is not asked unless it is named.
fn channel_left_out(channel: &Channel) -> Option<LeftOutReason> {
    if channel.gone {
        Some(LeftOutReason::Gone)
    } else if channel.hidden {
        Some(LeftOutReason::Hidden)
    } else if channel.test {
        Some(LeftOutReason::Test)
    } else {
        None
    }
}

/// What (days, parcels), fewest days first, say of a channel.
fn speed(days: &[(u32, u32)]) -> Option<DaysDocument> {
    let parcels: u32 = days.iter().map(|(_, parcels)| parcels).sum();
    let within = |percent: u32| {
        let wanted = (u64::from(parcels) * u64::from(percent)).div_ceil(100);
        let mut arrived = 0;
        let mut days = days.iter();
        days.find(|(_, parcels)| {
            arrived += u64::from(*parcels);
            arrived >= wanted
        })
        .map(|(days, _)| *days)
    };
    if parcels < ENOUGH {
        return None;
    }
    Some(DaysDocument { p50: within(50)?, p90: within(90)? })
}

/// The total in the base currency, where it is in it or a rate into it was set.
pub(super) fn comparable(priced: &Priced, currencies: &Currencies) -> Option<Money> {
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
pub(super) fn exit_of(priced: &[Priced]) -> u8 {
    let exits: Vec<u8> = priced
        .iter()
        .map(|priced| priced.price.as_ref().err().map_or(0, |error| error.code.exit()))
        .collect();
    if exits.contains(&0) { 0 } else { exit_over(&exits) }
}

#[cfg(test)]
mod tests {
    use super::speed;

    #[test]
    fn the_speed_of_a_channel_is_that_of_its_parcels() {
        assert_eq!(speed(&[(3, 4)]).map(|days| (days.p50, days.p90)), None, "four are too few");
        assert_eq!(speed(&[(3, 5)]).map(|days| (days.p50, days.p90)), Some((3, 3)));
        assert_eq!(speed(&[(2, 5), (3, 4), (9, 1)]).map(|days| (days.p50, days.p90)), Some((2, 3)));
        assert_eq!(speed(&[(2, 4), (3, 4), (9, 2)]).map(|days| (days.p50, days.p90)), Some((3, 9)));
        assert_eq!(speed(&[]), None);
    }
}
