//! Creating orders: `interface.api.php` and `multicreateorder.php`.
//!
//! A number is taken once: whoever creates it first, in whichever process, owns it for ever, also after a
//! cancellation. The check for a taken number comes before all others, so that asking again with another
//! content still tells that the number is known.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::Platform;
use super::account::Host;
use super::books::{Book, Event, LATE_LABEL, Order};
use super::channels::{Channel, Reply};
use super::draft::{Draft, items, text};
use super::envelope::{Refusal, entry, refused, single};
use super::pricing::{Fees, fees};
use crate::dice;
use crate::faults::FaultKind;
use crate::server::Whims;

/// An order that may be created if its number is free and the balance suffices.
struct Prepared {
    draft: Draft,
    channel: Channel,
    fees: Fees,
}

impl Platform {
    /// `interface.api.php`: `{"result":[{"code":200}]}`, or the "3.1" form on channels that answer more.
    pub(super) fn create(&self, host: Host, request: &Value, whims: &Whims) -> io::Result<Value> {
        let [order] = items(request, "orders") else {
            return Ok(single(&entry(400, None, &[("msg", "orders必须有且只有一个订单".into())])));
        };
        let answer = match self.create_one(host, request, order, whims)? {
            Ok((order, channel)) => self.created(host, &order, &channel),
            Err(Refusal(words)) => refused(&text(order, "OrderID").unwrap_or_default(), &words),
        };
        Ok(single(&answer))
    }

    /// `multicreateorder.php`: a bare array, one entry an order.
    pub(super) fn multi_create(&self, host: Host, request: &Value, whims: &Whims) -> io::Result<Value> {
        let create = |order: &Value| {
            let number = text(order, "OrderID").unwrap_or_default();
            Ok(match self.create_one(host, request, order, whims)? {
                Ok(_) => entry(200, Some(&number), &[]),
                Err(Refusal(words)) => refused(&number, &words),
            })
        };
        items(request, "orders").iter().map(create).collect()
    }

    /// Remembers that somebody asked to create these numbers, whatever becomes of it.
    pub(super) fn note_asked(&self, host: Host, numbers: &[String]) -> io::Result<()> {
        let asked = |number: &String| Event::Asked { host, order_no: number.clone() }.into();
        self.ledger.transact(|_, _| (numbers.iter().map(asked).collect(), ()))
    }

    fn create_one(
        &self,
        host: Host,
        request: &Value,
        order: &Value,
        whims: &Whims,
    ) -> io::Result<Result<(Order, Channel), Refusal>> {
        let number = text(order, "OrderID").unwrap_or_default();
        let prepared = self.prepare(host, request, order);
        self.ledger.transact(|state, now| {
            let book = state.platform.book(host);
            let decided = match book.order(&number) {
                Some(_) => Err("订单号已存在".into()),
                None => prepared.and_then(|prepared| self.accept(host, book, prepared, now, whims)),
            };
            let events = decided.as_ref().map_or_else(
                |_| Vec::new(),
                |(order, _)| vec![Event::Created { host, order: Box::new(order.clone()) }.into()],
            );
            (events, decided)
        })
    }

    fn prepare(&self, host: Host, request: &Value, order: &Value) -> Result<Prepared, Refusal> {
        let draft = Draft::read(order)?;
        let channel = self.channel(host, text(request, "Channel_id").as_deref())?;
        let fees = fees(&channel, host, &draft)?;
        Ok(Prepared { draft, channel, fees })
    }

    fn accept(
        &self,
        host: Host,
        book: &Book,
        prepared: Prepared,
        now: Timestamp,
        whims: &Whims,
    ) -> Result<(Order, Channel), Refusal> {
        let Prepared { draft, channel, fees } = prepared;
        if book.balance(host, now) < fees.total() {
            return Err("余额不足".into());
        }
        let late = channel.late || whims.has(FaultKind::LateLabel);
        let order = Order {
            numbers: self.numbers(host, book, &draft, &channel),
            draft,
            channel: channel.id,
            fees,
            created_at: now,
            label_at: if late { now.saturating_add(LATE_LABEL).unwrap_or(now) } else { now },
            speed: self.speed,
            delayed: whims.has(FaultKind::LateLabel),
            cancel: None,
        };
        Ok((order, channel))
    }

    /// One tracking number a box, none of them in use.
    fn numbers(&self, host: Host, book: &Book, draft: &Draft, channel: &Channel) -> Vec<String> {
        let mut numbers: Vec<String> = Vec::with_capacity(draft.boxes.len());
        for place in 0..draft.boxes.len() {
            let parts = [host.name(), &draft.order_no, &place.to_string()];
            let candidates = (self.seed..).map(|seed| channel.carrier.number(seed, &parts));
            let mut free =
                candidates.filter(|number| book.tracked(number).is_none() && !numbers.contains(number));
            numbers.extend(free.next());
        }
        numbers
    }

    fn created(&self, host: Host, order: &Order, channel: &Channel) -> Value {
        let inline = match channel.reply {
            Reply::Code => return entry(200, None, &[]),
            Reply::Links => None,
            Reply::Inline => Some(Self::label_pdf(order, channel)),
        };
        let number = &order.draft.order_no;
        let tracking = order.numbers.first();
        let source = json!({
            "tracking": tracking,
            "waybill": tracking,
            "png_url": self.link(host, &order.carton_file(host, 0), "png"),
            "pdf_url": self.link(host, &order.file(host, "labels"), "pdf"),
            "base64_type": if inline.is_some() { "pdf" } else { "" },
            "base64": inline.map(|bytes| STANDARD.encode(bytes)).unwrap_or_default(),
        });
        let mut own_number = dice::token(&[host.name(), "own number", number]);
        own_number.truncate(24);
        entry(200, Some(number), &[("nborderid", own_number.into()), ("source", source)])
    }
}
