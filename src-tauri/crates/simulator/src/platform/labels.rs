//! Labels of orders: `fetchlabel.php`, `multifetchlabels.php` and `transferlabel.php`.

use std::io;

use serde_json::{Map, Value, json};

use super::Platform;
use super::account::Host;
use super::books::{Book, Event, LATE_LABEL, Order, Refund};
use super::channels::Form;
use super::draft::{items, plain, text};
use super::envelope::{Refusal, entry, refused, single};
use crate::faults::FaultKind;
use crate::server::Whims;

impl Platform {
    /// `fetchlabel.php`: `msg` is an object on success and a text on failure; fees are texts.
    pub(super) fn label(&self, host: Host, request: &Value, whims: &Whims) -> io::Result<Value> {
        let number = text(request, "Orderid").unwrap_or_default();
        self.hold_back(host, std::slice::from_ref(&number), whims)?;
        let found = self.labelled(host, &number)?;
        Ok(single(&match found {
            Ok(order) => {
                let label = Value::Object(self.label_members(host, &order).collect());
                entry(200, Some(&number), &[("msg", json!({ "result": label }))])
            }
            Err(Refusal(words)) => refused(&number, &words),
        }))
    }

    /// `multifetchlabels.php`: a bare array, with a label a box; a channel gives either PDF or PNG there.
    pub(super) fn multi_labels(&self, host: Host, request: &Value, whims: &Whims) -> io::Result<Value> {
        let numbers: Vec<String> = items(request, "orderids").iter().filter_map(plain).collect();
        self.hold_back(host, &numbers, whims)?;
        let answer = |number: &String| {
            Ok(match self.labelled(host, number)? {
                Ok(order) => {
                    let mut label = Map::from_iter([
                        ("code".into(), 200.into()),
                        ("orderid".into(), number.as_str().into()),
                    ]);
                    label.extend(self.label_members(host, &order));
                    label.insert("trackingnolist".into(), self.boxes(host, &order));
                    Value::Object(label)
                }
                Err(Refusal(words)) => refused(number, &words),
            })
        };
        numbers.iter().map(answer).collect()
    }

    /// `transferlabel.php`: the link stands in `msg`.
    pub(super) fn transfer_label(&self, host: Host, request: &Value) -> io::Result<Value> {
        let number = text(request, "Orderid").unwrap_or_default();
        let found = self.labelled(host, &number)?.and_then(|order| {
            let transfer = self.channel(host, Some(&order.channel.to_string()))?.transfer;
            if transfer { Ok(order) } else { Err("该渠道没有转运标签".into()) }
        });
        Ok(single(&match found {
            Ok(order) => {
                let link = self.link(host, &order.file(host, "transfer"), "pdf");
                entry(200, Some(&number), &[("msg", link.into())])
            }
            Err(Refusal(words)) => refused(&number, &words),
        }))
    }

    /// The address of a file.
    pub(super) fn link(&self, host: Host, token: &str, kind: &str) -> String {
        format!("{}/{}/files/{token}.{kind}", self.origin, host.name())
    }

    /// The order, if it has a label now.
    fn labelled(&self, host: Host, number: &str) -> io::Result<Result<Order, Refusal>> {
        self.ledger.read(|state, now| {
            let order = state.platform.book(host).order(number).ok_or("订单不存在或无权限")?;
            match order.refund(now) {
                Refund::Done => Err("订单已撤消".into()),
                _ if now < order.label_at => Err("标签生成中".into()),
                _ => Ok(order.clone()),
            }
        })
    }

    /// The fault dial's late label: each order meets it once.
    fn hold_back(&self, host: Host, numbers: &[String], whims: &Whims) -> io::Result<()> {
        if !whims.has(FaultKind::LateLabel) {
            return Ok(());
        }
        self.ledger.transact(|state, now| {
            let book: &Book = state.platform.book(host);
            let punctual = |number: &&String| book.order(number).is_some_and(|order| !order.delayed);
            let until = now.saturating_add(LATE_LABEL).unwrap_or(now);
            let delay = |number: &String| Event::Delayed { host, order_no: number.clone(), until }.into();
            (numbers.iter().filter(punctual).map(delay).collect(), ())
        })
    }

    /// The members that both label calls share, in the document's order.
    fn label_members(&self, host: Host, order: &Order) -> impl Iterator<Item = (String, Value)> {
        let single_box = order.numbers.len() == 1;
        let link = if single_box && self.gives_png(host, order) {
            self.link(host, &order.carton_file(host, 0), "png")
        } else {
            self.link(host, &order.file(host, "labels"), "pdf")
        };
        let tracking = order.numbers.first().cloned().unwrap_or_default();
        [("label_url", link.into()), ("trackingno", tracking.into())]
            .into_iter()
            .chain(order.fees.as_texts())
            .map(|(name, value)| (name.to_owned(), value))
    }

    fn boxes(&self, host: Host, order: &Order) -> Value {
        let png = self.gives_png(host, order);
        let cartons = order.draft.boxes.iter().zip(&order.numbers).enumerate();
        cartons
            .map(|(place, (carton, number))| {
                let link = |kind: &str| self.link(host, &order.carton_file(host, place), kind);
                json!({
                    "boxno": carton.box_no,
                    "trackingno": number,
                    "pdf": if png { String::new() } else { link("pdf") },
                    "label_png": if png { link("png") } else { String::new() },
                })
            })
            .collect()
    }

    fn gives_png(&self, host: Host, order: &Order) -> bool {
        let channel = self.channel(host, Some(&order.channel.to_string()));
        channel.is_ok_and(|channel| channel.label == Form::Png4x6)
    }
}
