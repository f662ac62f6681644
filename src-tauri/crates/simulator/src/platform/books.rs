//! What a host remembers of its orders: the events of the platform and their fold.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::account::Host;
use super::draft::Draft;
use super::pricing::Fees;
use crate::dice;

/// Something that happened at one host.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Event {
    /// A create request for this number came in, whatever became of it.
    Asked {
        host: Host,
        order_no: String,
    },
    Created {
        host: Host,
        order: Box<Order>,
    },
    /// The label will not be there before `until`.
    Delayed {
        host: Host,
        order_no: String,
        until: Timestamp,
    },
    CancelAsked {
        host: Host,
        order_no: String,
        cancel: Cancel,
    },
    FormMade {
        host: Host,
        form: ScanForm,
    },
    /// Somebody paid in, or took out; hundredths.
    BalanceMoved {
        host: Host,
        amount: i64,
    },
}

/// An order that was accepted and paid.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) draft: Draft,
    pub(crate) channel: u32,
    pub(crate) fees: Fees,
    pub(crate) created_at: Timestamp,
    /// From when on there is a label.
    pub(crate) label_at: Timestamp,
    /// How much faster than life its parcels move.
    pub(crate) speed: f64,
    /// One tracking number a box, in the order of the boxes.
    pub(crate) numbers: Vec<String>,
    /// The label was held back once already.
    #[serde(default)]
    pub(crate) delayed: bool,
    #[serde(default)]
    pub(crate) cancel: Option<Cancel>,
}

/// A wish to cancel and what becomes of it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Cancel {
    pub(crate) asked_at: Timestamp,
    pub(crate) settled_at: Timestamp,
    pub(crate) granted: bool,
}

/// A scan form: the parcels handed over at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ScanForm {
    pub(crate) token: String,
    pub(crate) channel: u32,
    pub(crate) address: String,
    pub(crate) made_at: Timestamp,
    pub(crate) numbers: Vec<String>,
}

/// How far a refund is: the codes of `cancelstatus.php`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refund {
    None,
    InProgress,
    Done,
    Cannot,
}

/// What a file shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Printed {
    /// All labels of an order.
    Order(usize),
    /// The label of one box of an order.
    Carton(usize, usize),
    /// The label for the way to the warehouse.
    Transfer(usize),
    Form(usize),
}

/// Both hosts.
#[derive(Debug, Default)]
pub(crate) struct Books {
    dingcang: Book,
    dingexpress: Book,
}

/// One host.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) orders: Vec<Order>,
    pub(crate) forms: Vec<ScanForm>,
    by_number: HashMap<String, usize>,
    by_tracking: HashMap<String, (usize, usize)>,
    files: HashMap<String, Printed>,
    in_forms: HashSet<String>,
    asked: HashMap<String, u32>,
    /// What came in and went out, apart from refunds; hundredths.
    moved: i64,
    refunds: Vec<(Timestamp, i64)>,
}

impl Order {
    pub(crate) fn refund(&self, now: Timestamp) -> Refund {
        match self.cancel {
            None => Refund::None,
            Some(cancel) if now < cancel.settled_at => Refund::InProgress,
            Some(cancel) if cancel.granted => Refund::Done,
            Some(_) => Refund::Cannot,
        }
    }

    pub(crate) fn file(&self, host: Host, kind: &str) -> String {
        dice::token(&[host.name(), &self.draft.order_no, kind])
    }

    pub(crate) fn carton_file(&self, host: Host, place: usize) -> String {
        self.file(host, &format!("box {place}"))
    }
}

impl Books {
    pub(crate) fn book(&self, host: Host) -> &Book {
        match host {
            Host::Dingcang => &self.dingcang,
            Host::Dingexpress => &self.dingexpress,
        }
    }

    fn book_mut(&mut self, host: Host) -> &mut Book {
        match host {
            Host::Dingcang => &mut self.dingcang,
            Host::Dingexpress => &mut self.dingexpress,
        }
    }

    pub(crate) fn apply(&mut self, event: Event) {
        match event {
            Event::Asked { host, order_no } => *self.book_mut(host).asked.entry(order_no).or_default() += 1,
            Event::Created { host, order } => self.book_mut(host).create(host, *order),
            Event::Delayed { host, order_no, until } => {
                if let Some(order) = self.book_mut(host).order_mut(&order_no) {
                    order.label_at = until;
                    order.delayed = true;
                }
            }
            Event::CancelAsked { host, order_no, cancel } => self.book_mut(host).cancel(&order_no, cancel),
            Event::FormMade { host, form } => self.book_mut(host).hand_over(form),
            Event::BalanceMoved { host, amount } => self.book_mut(host).moved += amount,
        }
    }
}

impl Book {
    pub(crate) fn order(&self, order_no: &str) -> Option<&Order> {
        self.by_number.get(order_no).and_then(|&at| self.orders.get(at))
    }

    fn order_mut(&mut self, order_no: &str) -> Option<&mut Order> {
        self.by_number.get(order_no).and_then(|&at| self.orders.get_mut(at))
    }

    /// The order and the place of the box that carry this tracking number.
    pub(crate) fn tracked(&self, number: &str) -> Option<(&Order, usize)> {
        let (order, place) = *self.by_tracking.get(number)?;
        Some((self.orders.get(order)?, place))
    }

    pub(crate) fn in_a_form(&self, number: &str) -> bool {
        self.in_forms.contains(number)
    }

    pub(crate) fn file(&self, token: &str) -> Option<Printed> {
        self.files.get(token).copied()
    }

    /// How many create requests named this number.
    pub(crate) fn asked(&self, order_no: &str) -> u32 {
        self.asked.get(order_no).copied().unwrap_or_default()
    }

    /// What the account holds, in hundredths.
    pub(crate) fn balance(&self, host: Host, now: Timestamp) -> i64 {
        let back: i64 = self.refunds.iter().filter(|(at, _)| *at <= now).map(|(_, amount)| amount).sum();
        host.opening_balance() + self.moved + back
    }

    fn create(&mut self, host: Host, order: Order) {
        let at = self.orders.len();
        self.moved -= order.fees.total();
        self.by_number.insert(order.draft.order_no.clone(), at);
        self.files.insert(order.file(host, "labels"), Printed::Order(at));
        self.files.insert(order.file(host, "transfer"), Printed::Transfer(at));
        for (place, number) in order.numbers.iter().enumerate() {
            self.by_tracking.insert(number.clone(), (at, place));
            self.files.insert(order.carton_file(host, place), Printed::Carton(at, place));
        }
        self.orders.push(order);
    }

    fn cancel(&mut self, order_no: &str, cancel: Cancel) {
        let Some(order) = self.order_mut(order_no) else { return };
        order.cancel = Some(cancel);
        let paid = order.fees.total();
        if cancel.granted {
            self.refunds.push((cancel.settled_at, paid));
        }
    }

    fn hand_over(&mut self, form: ScanForm) {
        let at = self.forms.len();
        self.files.insert(form.token.clone(), Printed::Form(at));
        self.in_forms.extend(form.numbers.iter().cloned());
        self.forms.push(form);
    }
}

/// The time from asking to the end of a refund, at life's pace in hours.
pub(super) const REFUND_HOURS: f64 = 12.0;

/// How long a late label takes, at any pace.
pub(super) const LATE_LABEL: SignedDuration = SignedDuration::from_secs(6);
