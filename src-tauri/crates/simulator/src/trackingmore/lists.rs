//! What is registered: one, many, counted, in real time; and the account itself.

use std::collections::BTreeMap;
use std::io;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::books::{self, Key, Registered};
use super::envelope::{Answer, Code};
use super::registering::key;
use super::whereabouts::{self, Whereabouts};
use super::{MOST_ITEMS, TrackingMore, item};
use crate::ledger::{Event, State};

const MOST_A_PAGE: usize = 2_000;
/// The same number may be asked for in real time once in this many seconds.
const LIVE_EVERY: i64 = 2 * 3_600;

type Query = BTreeMap<String, String>;

impl TrackingMore {
    fn found(&self, state: &State, entry: &Registered, now: Timestamp) -> Whereabouts {
        whereabouts::of(entry, &self.platform, state, now)
    }

    /// `GET /trackings/{carrier}/{number}`.
    pub(super) fn one(&self, carrier: &str, number: &str) -> io::Result<Answer> {
        let key = Key { carrier: carrier.to_owned(), number: number.to_owned() };
        self.platform.ledger.read(|state, now| match state.more.get(&key) {
            Some(entry) => Answer::done(item::item(entry, &self.found(state, entry, now), true)),
            None => Answer::refused(Code::Unknown),
        })
    }

    /// `GET /trackings/get`: `total` is a text, as public answers show it.
    pub(super) fn list(&self, query: &Query) -> io::Result<Answer> {
        let wanted = match Wanted::read(query) {
            Ok(wanted) => wanted,
            Err(code) => return Ok(Answer::refused(code)),
        };
        self.platform.ledger.read(|state, now| {
            if !self.lists.admit(now) {
                return Answer::refused(Code::TooMany);
            }
            let all = state.more.all();
            if all.is_empty() {
                return Answer::refused(Code::Empty);
            }
            let named = all.into_iter().filter(|entry| wanted.names(entry));
            let found = named.map(|entry| (entry, self.found(state, entry, now)));
            let chosen: Vec<_> = found.filter(|(entry, found)| passes(query, entry, found)).collect();
            let before = (wanted.page - 1).saturating_mul(wanted.limit);
            let page = chosen.iter().skip(before).take(wanted.limit);
            let items: Vec<Value> = page.map(|(entry, found)| item::item(entry, found, false)).collect();
            if items.is_empty() {
                return Answer::refused(Code::Success);
            }
            Answer::done(json!({
                "page": wanted.page,
                "limit": wanted.limit,
                "total": chosen.len().to_string(),
                "count": items.len(),
                "items": items,
            }))
        })
    }

    /// `GET /trackings/getstatusnumber`.
    pub(super) fn status_number(&self, query: &Query) -> io::Result<Answer> {
        const STATUSES: [&str; 8] =
            ["pending", "notfound", "transit", "pickup", "delivered", "undelivered", "exception", "expired"];
        self.platform.ledger.read(|state, now| {
            let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
            for entry in state.more.all() {
                let found = self.found(state, entry, now);
                if passes(query, entry, &found) {
                    *counts.entry(item::status(entry, &found).0).or_default() += 1;
                }
            }
            let count = |status: &&str| {
                ((*status).to_owned(), Value::from(counts.get(status).copied().unwrap_or_default()))
            };
            Answer::done(Value::Object(STATUSES.iter().map(count).collect::<Map<_, _>>()))
        })
    }

    /// `POST /trackings/realtime`: any number, registered or not. It takes a unit of the quota.
    pub(super) fn realtime(&self, body: &Value) -> io::Result<Answer> {
        let key = key(body);
        if key.number.is_empty() {
            return Ok(Answer::refused(Code::NumberRequired));
        }
        if super::carriers::courier(&key.carrier).is_none() {
            return Ok(Answer::refused(Code::CarrierInvalid));
        }
        self.platform.ledger.transact(|state, now| {
            let again =
                state.more.live_at(&key).is_some_and(|at| now.as_second() - at.as_second() < LIVE_EVERY);
            let refusal = match () {
                () if !self.live.admit(now) => Some(Code::TooMany),
                () if again => Some(Code::Refused),
                () if state.more.quota() < 1 => Some(Code::QuotaUsedUp),
                () => None,
            };
            if let Some(code) = refusal {
                return (Vec::new(), Answer::refused(code));
            }
            // one that nobody registered is as if it had been a while ago
            let before = now.saturating_sub(jiff::SignedDuration::from_hours(1)).unwrap_or(now);
            let passing = Registered {
                key: key.clone(),
                serial: 0,
                created_at: before,
                edited_at: before,
                fields: BTreeMap::new(),
                stopped: false,
            };
            let entry = state.more.get(&key).unwrap_or(&passing);
            let items = [item::item(entry, &self.found(state, entry, now), false)];
            let events = [books::Event::Live { key: key.clone(), at: now }, books::Event::Spent(1)];
            (events.map(Event::More).to_vec(), Answer::done(json!({ "items": items })))
        })
    }

    /// `GET /trackings/getuserinfo`. Its answer is shown nowhere: the names are made up in the vendor's style.
    pub(super) fn user_info(&self) -> io::Result<Answer> {
        self.platform.ledger.read(|state, _| {
            Answer::done(json!({
                "email": "practice@example.com",
                "regtime": "2019-03-04 10:20:30",
                "phone": "",
                "money": "0.00",
                "today_num": state.more.spent().to_string(),
                "total_num": state.more.spent().to_string(),
                "remain_num": state.more.quota().to_string(),
            }))
        })
    }
}

/// What a list is asked for, apart from what depends on where a parcel is.
struct Wanted<'a> {
    page: usize,
    limit: usize,
    numbers: Option<Vec<&'a str>>,
    orders: Option<Vec<&'a str>>,
    archived: Option<bool>,
}

impl<'a> Wanted<'a> {
    fn read(query: &'a Query) -> Result<Self, Code> {
        let named =
            |name: &str| query.get(name).map(|list| list.split(',').map(str::trim).collect::<Vec<_>>());
        let (numbers, orders) = (named("numbers"), named("orders"));
        if [&numbers, &orders].into_iter().flatten().any(|list| list.len() > MOST_ITEMS) {
            return Err(Code::TooManyItems);
        }
        let count =
            |name: &str, usual: usize| query.get(name).map_or(Ok(usual), |text| text.parse::<usize>());
        let (Ok(page @ 1..), Ok(limit @ 1..=MOST_A_PAGE)) = (count("page", 1), count("limit", 100)) else {
            return Err(Code::ParameterMissing);
        };
        Ok(Self { page, limit, numbers, orders, archived: query.get("archived").map(|flag| flag == "true") })
    }

    fn names(&self, entry: &Registered) -> bool {
        let order = entry.field("order_id");
        self.numbers.as_ref().is_none_or(|numbers| numbers.contains(&entry.key.number.as_str()))
            && self.orders.as_ref().is_none_or(|orders| order.is_some_and(|order| orders.contains(&order)))
            && self.archived.is_none_or(|archived| entry.archived() == archived)
    }
}

/// Whether an entry is inside the windows and has the status that the query names.
fn passes(query: &Query, entry: &Registered, found: &Whereabouts) -> bool {
    let ordered = entry.field("order_create_time").and_then(moment);
    let within = |name: &str, at: Option<Timestamp>| {
        let bound = |end: &str| query.get(&format!("{name}_{end}")).and_then(|text| text.parse::<i64>().ok());
        let second = at.map(Timestamp::as_second);
        bound("min").is_none_or(|least| second.is_some_and(|second| second >= least))
            && bound("max").is_none_or(|most| second.is_some_and(|second| second <= most))
    };
    within("created_at", Some(entry.created_at))
        && within("update_time", Some(item::updated_at(entry, found)))
        && within("order_created_time", ordered)
        && query.get("status").is_none_or(|wanted| wanted == item::status(entry, found).0)
}

/// `2017/8/27 16:51`, or with dashes, taken as UTC.
fn moment(text: &str) -> Option<Timestamp> {
    let local = DateTime::strptime("%Y-%m-%d %H:%M", text.replace('/', "-")).ok()?;
    Some(local.to_zoned(TimeZone::UTC).ok()?.timestamp())
}
