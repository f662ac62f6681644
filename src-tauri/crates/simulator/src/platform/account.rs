//! Who may call: the practice credentials of both hosts, and the account's balance.

use std::io;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Platform;
use super::draft::text;
use super::pricing::decimal;

/// One of the platform's two hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Host {
    Dingcang,
    Dingexpress,
}

/// The one account of a host. Invented; good nowhere else.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) host: Host,
    pub(crate) label: &'static str,
    pub(crate) fields: &'static [(&'static str, &'static str)],
    pub(crate) secrets: &'static [(&'static str, &'static str)],
    app_key: &'static str,
    app_secret: &'static str,
    user: &'static str,
    /// What the account holds at first, in hundredths.
    opening: i64,
}

macro_rules! account {
    ($host:ident, $label:literal, $key:literal, $secret:literal, $user:literal, $opening:literal) => {
        Account {
            host: Host::$host,
            label: $label,
            fields: &[("app_key", $key), ("currency", CURRENCY)],
            secrets: &[("app_secret", $secret)],
            app_key: $key,
            app_secret: $secret,
            user: $user,
            opening: $opening,
        }
    };
}

pub(crate) const ACCOUNTS: [Account; 2] = [
    account!(Dingcang, "practice-dingcang", "20011", "practice-dingcang-8f2c41d7", "11", 63_692_200),
    account!(Dingexpress, "practice-dingexpress", "21033", "practice-dingexpress-5b90e6a3", "27", 88_000_000),
];

/// The currency that the practice accounts are meant to have; the platform never states one.
const CURRENCY: &str = "CNY";

impl Host {
    pub(crate) const ALL: [Self; 2] = [Self::Dingcang, Self::Dingexpress];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Dingcang => "dingcang",
            Self::Dingexpress => "dingexpress",
        }
    }

    fn account(self) -> &'static Account {
        let [dingcang, dingexpress] = &ACCOUNTS;
        match self {
            Self::Dingcang => dingcang,
            Self::Dingexpress => dingexpress,
        }
    }

    /// The key that every order of this host belongs to.
    pub(crate) fn app_key(self) -> &'static str {
        self.account().app_key
    }

    /// What the account held before the first order, in hundredths.
    pub(super) fn opening_balance(self) -> i64 {
        self.account().opening
    }
}

/// Whether the request carries the host's key and secret.
pub(super) fn knows(host: Host, request: &Value) -> bool {
    let account = host.account();
    text(request, "AppKey").as_deref() == Some(account.app_key)
        && text(request, "AppSecret").as_deref() == Some(account.app_secret)
}

impl Platform {
    /// `getaccoutinfo.php`: `{"code":200,"uid":"11","yue":"6369.22"}`.
    pub(super) fn account_info(&self, host: Host) -> io::Result<Value> {
        let balance = self.ledger.read(|state, now| state.platform.book(host).balance(host, now))?;
        Ok(json!({ "code": 200, "uid": host.account().user, "yue": decimal(balance) }))
    }
}
