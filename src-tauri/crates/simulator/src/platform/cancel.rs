//! Cancelling: `cancel.php` and `cancelstatus.php`.
//!
//! A channel cancels at once (code 200) or takes the wish (code 300) and settles it later, granted or
//! not. A wish that is still open is taken again with 300. What was delivered, is settled already or is
//! unknown cannot be cancelled (400).

use std::io;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::Platform;
use super::account::Host;
use super::books::{Cancel, Event, Order, REFUND_HOURS, Refund};
use super::channels::{Cancelling, Channel};
use super::draft::text;
use super::envelope::{Refusal, entry, refused, single};
use super::timeline;

const REFUSED: &str = "撤消失败!";

/// What `cancel.php` answers when it does not refuse.
enum Verdict {
    Done,
    Asked,
}

impl Platform {
    /// `cancel.php`: code 200, 300 or 400.
    pub(super) fn cancel(&self, host: Host, request: &Value) -> io::Result<Value> {
        let number = text(request, "Orderid").unwrap_or_default();
        let verdict = self.ledger.transact(|state, now| {
            let decided = match state.platform.book(host).order(&number) {
                None => Err(Refusal::from(REFUSED)),
                Some(order) => self.decide(host, order, now),
            };
            let (wish, verdict) = match decided {
                Ok((wish, verdict)) => (wish, Ok(verdict)),
                Err(refusal) => (None, Err(refusal)),
            };
            let event = |cancel| Event::CancelAsked { host, order_no: number.clone(), cancel }.into();
            (wish.map(event).into_iter().collect(), verdict)
        })?;
        Ok(single(&match verdict {
            Ok(Verdict::Done) => entry(200, Some(&number), &[("msg", "撤消成功!".into())]),
            Ok(Verdict::Asked) => entry(300, Some(&number), &[("msg", "已申请撤消!".into())]),
            Err(Refusal(words)) => refused(&number, &words),
        }))
    }

    /// `cancelstatus.php`: the state as a text.
    pub(super) fn cancel_status(&self, host: Host, request: &Value) -> io::Result<Value> {
        let number = text(request, "Orderid").unwrap_or_default();
        let refund = self
            .ledger
            .read(|state, now| state.platform.book(host).order(&number).map(|order| order.refund(now)))?;
        Ok(match refund {
            Some(refund) => json!({ "code": 200, "result": code(refund) }),
            None => json!({ "code": 400, "result": "记录不存在!" }),
        })
    }

    fn decide(
        &self,
        host: Host,
        order: &Order,
        now: Timestamp,
    ) -> Result<(Option<Cancel>, Verdict), Refusal> {
        match order.refund(now) {
            Refund::InProgress => return Ok((None, Verdict::Asked)),
            Refund::Done | Refund::Cannot => return Err(REFUSED.into()),
            Refund::None => {}
        }
        let channel: Channel = self.channel(host, Some(&order.channel.to_string()))?;
        if timeline::delivered(order, &channel, now) {
            return Err(REFUSED.into());
        }
        let later = now.saturating_add(self.life(REFUND_HOURS)).unwrap_or(Timestamp::MAX);
        let wish = |settled_at, granted| Some(Cancel { asked_at: now, settled_at, granted });
        Ok(match channel.cancel {
            Cancelling::AtOnce => (wish(now, true), Verdict::Done),
            Cancelling::Granted => (wish(later, true), Verdict::Asked),
            Cancelling::Denied => (wish(later, false), Verdict::Asked),
        })
    }
}

/// The codes of the document: none asked, in progress, done, cannot be refunded.
pub(super) fn code(refund: Refund) -> &'static str {
    match refund {
        Refund::None => "0",
        Refund::InProgress => "1",
        Refund::Done => "2",
        Refund::Cannot => "3",
    }
}
