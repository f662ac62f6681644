//! What the account has registered: the events and their fold.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::account::OPENING_QUOTA;

/// A number at a carrier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Key {
    pub(super) carrier: String,
    pub(super) number: String,
}

/// Something that happened to the account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Event {
    Registered {
        key: Key,
        at: Timestamp,
        fields: BTreeMap<String, String>,
    },
    /// Fields as the request names them, `archived` and `status` among them.
    Edited {
        key: Key,
        at: Timestamp,
        fields: BTreeMap<String, String>,
    },
    Removed(Key),
    Rerouted {
        key: Key,
        carrier: String,
        at: Timestamp,
    },
    Stopped(Key),
    Live {
        key: Key,
        at: Timestamp,
    },
    /// Units that left the quota, or came into it where they are negative.
    Spent(i64),
}

/// A registered parcel.
#[derive(Debug, Clone)]
pub(super) struct Registered {
    pub(super) key: Key,
    /// Counts up over the account.
    pub(super) serial: u64,
    pub(super) created_at: Timestamp,
    pub(super) edited_at: Timestamp,
    pub(super) fields: BTreeMap<String, String>,
    /// No longer updated from that moment on; by wish alone.
    pub(super) stopped: bool,
}

/// The account.
#[derive(Debug, Default)]
pub(crate) struct Books {
    registered: BTreeMap<Key, Registered>,
    /// When a number was last asked for in real time.
    live: BTreeMap<Key, Timestamp>,
    serial: u64,
    spent: i64,
}

impl Registered {
    /// A field that is given.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    pub(super) fn archived(&self) -> bool {
        self.field("archived") == Some("true")
    }
}

impl Books {
    pub(crate) fn apply(&mut self, event: Event) {
        match event {
            Event::Registered { key, at, fields } => {
                self.serial += 1;
                let (serial, edited_at) = (self.serial, at);
                let entry = Registered {
                    key: key.clone(),
                    serial,
                    created_at: at,
                    edited_at,
                    fields,
                    stopped: false,
                };
                self.registered.insert(key, entry);
            }
            Event::Edited { key, at, fields } => {
                if let Some(entry) = self.registered.get_mut(&key) {
                    entry.fields.extend(fields);
                    entry.edited_at = at;
                }
            }
            Event::Removed(key) => {
                self.registered.remove(&key);
            }
            Event::Rerouted { key, carrier, at } => {
                if let Some(mut entry) = self.registered.remove(&key) {
                    entry.key.carrier = carrier;
                    entry.edited_at = at;
                    self.registered.insert(entry.key.clone(), entry);
                }
            }
            Event::Stopped(key) => {
                if let Some(entry) = self.registered.get_mut(&key) {
                    entry.stopped = true;
                }
            }
            Event::Live { key, at } => {
                self.live.insert(key, at);
            }
            Event::Spent(units) => self.spent += units,
        }
    }

    pub(super) fn get(&self, key: &Key) -> Option<&Registered> {
        self.registered.get(key)
    }

    /// The newest first.
    pub(super) fn all(&self) -> Vec<&Registered> {
        let mut all: Vec<&Registered> = self.registered.values().collect();
        all.sort_by_key(|entry| std::cmp::Reverse(entry.serial));
        all
    }

    pub(super) fn live_at(&self, key: &Key) -> Option<Timestamp> {
        self.live.get(key).copied()
    }

    pub(super) fn spent(&self) -> i64 {
        self.spent
    }

    /// Units that are left.
    pub(crate) fn quota(&self) -> i64 {
        OPENING_QUOTA - self.spent
    }

    /// Every registration, as tests see it.
    pub(crate) fn listing(&self) -> Value {
        let one = |entry: &&Registered| {
            json!({
                "carrier_code": entry.key.carrier,
                "tracking_number": entry.key.number,
                "created_at": entry.created_at,
                "fields": entry.fields,
                "stopped": entry.stopped,
            })
        };
        self.all().iter().map(one).collect()
    }
}
