//! The end of the day: `scanform.php`, on the channels that have it. Its code is a text.

use std::io;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::Platform;
use super::account::Host;
use super::books::{Book, Event, Refund, ScanForm};
use super::draft::{items, plain, text};
use super::envelope::Refusal;
use super::script::Script;
use crate::dice;

impl Platform {
    /// All numbers go into one form, or none does: the first that cannot is named in `msg`.
    pub(super) fn scan_form(&self, host: Host, request: &Value) -> io::Result<Value> {
        let made = self.ledger.transact(|state, now| {
            let form = self.form(host, state.platform.book(host), request, now);
            let event = |form: &ScanForm| Event::FormMade { host, form: form.clone() }.into();
            (form.iter().map(event).collect(), form)
        })?;
        Ok(match made {
            Ok(form) => json!({ "code": "200", "sfurl": self.link(host, &form.token, "pdf") }),
            Err(Refusal(words)) => Script::ScanForm.refuse(&[], &words),
        })
    }

    fn form(&self, host: Host, book: &Book, request: &Value, now: Timestamp) -> Result<ScanForm, Refusal> {
        let channel = self.channel(host, text(request, "Qdid").as_deref())?;
        if !channel.scan_form {
            return Err("该渠道不支持SCANFORM".into());
        }
        let address = text(request, "AddressID").filter(|id| id.parse::<u32>().is_ok_and(|id| id > 0));
        let address = address.ok_or("发货地址不存在")?;
        let mut numbers: Vec<String> = Vec::new();
        for number in items(request, "TrackingNos").iter().filter_map(plain) {
            let (order, _) = book
                .tracked(&number)
                .filter(|(order, _)| order.channel == channel.id)
                .ok_or_else(|| format!("{number}不存在或不属于该渠道"))?;
            if matches!(order.refund(now), Refund::InProgress | Refund::Done) {
                return Err(format!("{number}已撤消").into());
            }
            if book.in_a_form(&number) || numbers.contains(&number) {
                return Err(format!("{number}已生成过SCANFORM").into());
            }
            numbers.push(number);
        }
        let first = numbers.first().ok_or("TrackingNos不能为空")?;
        let token = dice::token(&[host.name(), "form", first]);
        Ok(ScanForm { token, channel: channel.id, address, made_at: now, numbers })
    }
}
