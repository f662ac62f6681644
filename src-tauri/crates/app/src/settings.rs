//! Settings of the station: base currency, exchange rates set by hand, its name.

use crate::Outcome;
use crate::documents::{Answer, Items};
use crate::workstation::{PRACTICE, Workstation, problem};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use shipdesk_core::clock::stamp;
use shipdesk_core::decimal::{self, Decimal};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::money::Currency;
use shipdesk_store::journal::{self, Entry};
use shipdesk_store::setting;
use std::collections::HashMap;

/// A setting.
#[derive(Debug, Serialize)]
pub struct SettingDocument {
    /// Its name.
    pub key: String,
    /// What it is set to; `null` where it was never set.
    pub value: Option<String>,
    /// When.
    pub set_at: Option<String>,
}

/// The base currency and the rates into it.
#[derive(Debug)]
pub(crate) struct Currencies {
    pub(crate) base: Currency,
    pub(crate) rates: HashMap<Currency, (Decimal, Timestamp)>,
}

impl Workstation {
    /// A setting, or all that were ever set.
    ///
    /// # Errors
    /// A name that no setting has.
    pub async fn setting_get(&self, key: Option<&str>) -> Outcome<Items<SettingDocument>> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let items = match key {
            Some(key) => {
                require_known(key)?;
                let found = setting::get_with_date(&mut db, key).await.map_err(problem)?;
                let (value, set_at) = found.map(|(value, at)| (value, stamp(at))).unzip();
                vec![SettingDocument { key: key.to_owned(), value, set_at }]
            }
            None => {
                let all = setting::all(&mut db).await.map_err(problem)?.into_iter();
                all.map(|(key, value, at)| SettingDocument {
                    key,
                    value: Some(value),
                    set_at: Some(stamp(at)),
                })
                .collect()
            }
        };
        Ok(Answer::done(Items::all(items)))
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// [`ErrorCode::InputInvalid`] with what may stand there.
    pub async fn setting_set(&self, key: &str, value: &str) -> Outcome<SettingDocument> {
        require_known(key)?;
        let value = normal_value(key, value.trim())?;
        let at = self.clock.now();
        let mut tx = self.folder.write().await.map_err(problem)?;
        setting::set(&mut tx, key, &value, at).await.map_err(problem)?;
        let entry = Entry { kind: "setting.set", subject: key, data: json!({"value": value}) };
        journal::append(&mut tx, self.folder.station, at, entry).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(SettingDocument { key: key.to_owned(), value: Some(value), set_at: Some(stamp(at)) }))
    }

    /// The base currency: the setting; without one, the currency that all accounts share; else CNY.
    pub(crate) async fn currencies(&self) -> Result<Currencies, Problem> {
        let accounts = self.accounts().await?;
        let mut db = self.folder.read().await.map_err(problem)?;
        let set = setting::get(&mut db, "base_currency").await.map_err(problem)?;
        let base = set.and_then(|text| text.parse().ok()).unwrap_or_else(|| {
            let mut kept = accounts.iter().filter_map(|account| account.fields.get("currency")?.parse().ok());
            let first = kept.next().unwrap_or(Currency::CNY);
            if kept.all(|other| other == first) { first } else { Currency::CNY }
        });
        let mut rates = HashMap::new();
        for (key, value, at) in setting::starting_with(&mut db, "rate.").await.map_err(problem)? {
            let currency = key.strip_prefix("rate.").and_then(|code| code.parse().ok());
            if let (Some(currency), Some(rate)) = (currency, decimal::parse(&value)) {
                rates.insert(currency, (rate, at));
            }
        }
        Ok(Currencies { base, rates })
    }
}

fn require_known(key: &str) -> Result<(), Problem> {
    let rate = key
        .strip_prefix("rate.")
        .is_some_and(|code| code.parse::<Currency>().is_ok_and(|known| known.as_str() == code));
    if rate || matches!(key, "base_currency" | "station" | "language") {
        return Ok(());
    }
    let issue = match key {
        PRACTICE => FieldIssue::out_of_range(key, "set by `demo` alone", key),
        _ => FieldIssue::wrong_kind("key", "base_currency, rate.XXX, station, language", key),
    };
    Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue]))
}

fn normal_value(key: &str, value: &str) -> Result<String, Problem> {
    let invalid = |kind: &str| {
        Err(Problem::new(ErrorCode::InputInvalid).with_fields(vec![FieldIssue::wrong_kind(key, kind, value)]))
    };
    match key {
        "base_currency" => match value.parse::<Currency>() {
            Ok(currency) => Ok(currency.to_string()),
            Err(_) => invalid("currency code of three letters"),
        },
        "language" => match value {
            "en" | "zh-CN" | "zh-TW" => Ok(value.to_owned()),
            _ => invalid("en, zh-CN or zh-TW"),
        },
        "station" if value.is_empty() || value.chars().count() > 60 => invalid("name of 1 to 60 characters"),
        "station" => Ok(value.to_owned()),
        _ => match decimal::parse(value) {
            Some(rate) if rate > Decimal::ZERO => Ok(value.to_owned()),
            _ => invalid("decimal above 0"),
        },
    }
}
