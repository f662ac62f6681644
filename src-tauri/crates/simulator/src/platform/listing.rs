//! The platform's books as tests see them.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::account::Host;
use super::books::{Books, Event, Order, Refund};

/// Every order of both hosts. `state` is `active`, `cancelling` or `cancelled`.
pub(crate) fn listing(books: &Books, now: Timestamp) -> Value {
    let of_host = |host: Host| {
        let book = books.book(host);
        book.orders.iter().map(move |order| {
            let number = &order.draft.order_no;
            json!({
                "platform": host.name(),
                "app_key": host.app_key(),
                "order_no": number,
                "channel": order.channel.to_string(),
                "state": state(order, now),
                "tracking_numbers": order.numbers,
                "paid_minor": order.fees.total(),
                "created_at": order.created_at,
                "create_calls": book.asked(number),
            })
        })
    };
    Host::ALL.into_iter().flat_map(of_host).collect()
}

fn state(order: &Order, now: Timestamp) -> &'static str {
    match order.refund(now) {
        Refund::None | Refund::Cannot => "active",
        Refund::InProgress => "cancelling",
        Refund::Done => "cancelled",
    }
}

impl Books {
    /// The payment after which the account holds `minor` hundredths.
    pub(crate) fn balance_set(&self, host: Host, minor: i64, now: Timestamp) -> Event {
        Event::BalanceMoved { host, amount: minor - self.book(host).balance(host, now) }
    }
}
