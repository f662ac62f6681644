//! Settings of the station: base currency, exchange rates set by hand, its name, how the window looks and prints.

mod keys;

use crate::Outcome;
use crate::documents::{Answer, DocumentKind, Items, PrintSetting, RateSetDocument, SettingsDocument};
use crate::words::Language;
use crate::workstation::{Workstation, problem};
use jiff::Timestamp;
use keys::{FRONT_END, Key};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use shipdesk_core::clock::stamp;
use shipdesk_core::decimal::{self, Decimal};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::money::Currency;
use shipdesk_core::print::PrintKind;
use shipdesk_labels::Layout;
use shipdesk_store::journal::{self, Entry};
use shipdesk_store::setting;
use std::collections::{BTreeMap, HashMap};

/// What new order numbers begin with unless somebody says otherwise.
pub(crate) const ORDER_PREFIX: &str = "A";

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
    /// A setting, or all that were ever set. What a front end notes for itself is none.
    ///
    /// # Errors
    /// A name that no setting has.
    pub async fn setting_get(&self, key: Option<&str>) -> Outcome<Items<SettingDocument>> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let items = match key {
            Some(key) => {
                Key::of(key)?;
                let found = setting::get_with_date(&mut db, key).await.map_err(problem)?;
                let (value, set_at) = found.map(|(value, at)| (value, stamp(at))).unzip();
                vec![SettingDocument { key: key.to_owned(), value, set_at }]
            }
            None => {
                let all = setting::all(&mut db).await.map_err(problem)?.into_iter();
                all.filter(|(key, ..)| !key.starts_with(FRONT_END))
                    .map(|(key, value, at)| SettingDocument {
                        key,
                        value: Some(value),
                        set_at: Some(stamp(at)),
                    })
                    .collect()
            }
        };
        Ok(Answer::done(Items::all(items)))
    }

    /// Sets a setting. An empty value takes one back that can be without.
    ///
    /// # Errors
    /// [`ErrorCode::InputInvalid`] with what may stand there.
    pub async fn setting_set(&self, key: &str, value: &str) -> Outcome<SettingDocument> {
        let (known, value) = (Key::of(key)?, value.trim());
        let forget = value.is_empty() && known.may_be_empty();
        let value = if forget { None } else { Some(known.normal(key, value)?) };
        let at = self.clock.now();
        let mut tx = self.folder.write().await.map_err(problem)?;
        match &value {
            Some(value) => setting::set(&mut tx, key, value, at).await.map_err(problem)?,
            None => setting::remove(&mut tx, key).await.map_err(problem)?,
        }
        let entry = Entry { kind: "setting.set", subject: key, data: json!({"value": value}) };
        journal::append(&mut tx, self.folder.station, at, entry).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        if let (Key::Language, Some(language)) = (known, value.as_deref().and_then(Language::from_tag)) {
            self.set_language(language);
        }
        let set_at = value.as_ref().map(|_| stamp(at));
        Ok(Answer::done(SettingDocument { key: key.to_owned(), value, set_at }))
    }

    /// Sets an exchange rate into the base currency.
    ///
    /// # Errors
    /// A currency that is none, a rate that is not above 0.
    pub async fn rate_set(&self, currency: &str, rate: &str) -> Outcome<RateSetDocument> {
        let currency: Currency = currency.parse().map_err(|_| {
            let issue = FieldIssue::wrong_kind("currency", "currency code of three letters", currency);
            Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
        })?;
        let Answer { document, exit } = self.setting_set(&format!("rate.{currency}"), rate).await?;
        let (rate, set_at) = (document.value.unwrap_or_default(), document.set_at.unwrap_or_default());
        Ok(Answer { document: RateSetDocument { currency: currency.to_string(), rate, set_at }, exit })
    }

    /// All settings as they are in force.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn settings_show(&self) -> Outcome<SettingsDocument> {
        let currencies = self.currencies().await?;
        let set = self.settings().await?;
        self.speak(&set);
        let mut rates: Vec<_> = currencies.rates.iter().collect();
        rates.sort_by_key(|(currency, _)| **currency);
        let rates = rates.into_iter().map(|(currency, (rate, at))| RateSetDocument {
            currency: currency.to_string(),
            rate: rate.to_string(),
            set_at: stamp(*at),
        });
        Ok(Answer::done(SettingsDocument {
            language: self.words().language(),
            theme: set.choice("theme"),
            contrast: set.choice("contrast"),
            density: set.choice("density"),
            station: set.value("station").unwrap_or_default(),
            base_currency: currencies.base.to_string(),
            order_prefix: set.value("order_prefix").unwrap_or_else(|| ORDER_PREFIX.to_owned()),
            rates: rates.collect(),
            printers: DocumentKind::ALL.iter().map(|kind| set.printing(*kind)).collect(),
            data_dir: self.folder.root().display().to_string(),
        }))
    }

    /// What is set.
    pub(crate) async fn settings(&self) -> Result<Settings, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let all = setting::all(&mut db).await.map_err(problem)?;
        Ok(Settings(all.into_iter().map(|(key, value, _)| (key, value)).collect()))
    }

    /// Speaks the language that was set, also where another process set it. Only for the window: whoever names a language
    /// on the command line gets that.
    pub(crate) fn speak(&self, set: &Settings) {
        if let Some(language) = set.value("language").and_then(|tag| Language::from_tag(&tag)) {
            self.set_language(language);
        }
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

/// Everything that is set, by name.
#[derive(Debug)]
pub(crate) struct Settings(BTreeMap<String, String>);

impl Settings {
    pub(crate) fn value(&self, key: &str) -> Option<String> {
        self.0.get(key).filter(|value| !value.is_empty()).cloned()
    }

    /// One of several words; the usual one where it was never set.
    pub(crate) fn choice<T: Default + DeserializeOwned>(&self, key: &str) -> T {
        let word = self.value(key).map(serde_json::Value::String);
        word.and_then(|word| serde_json::from_value(word).ok()).unwrap_or_default()
    }

    /// Whether anything was set beyond how the window looks and what it notes for itself.
    pub(crate) fn has_chosen(&self) -> bool {
        let looks = ["language", "theme", "contrast", "density"];
        self.0.keys().any(|key| !looks.contains(&key.as_str()) && !key.starts_with(FRONT_END))
    }

    fn printing(&self, kind: DocumentKind) -> PrintSetting {
        let of = |what: &str| self.value(&format!("{what}.{}", PrintKind::from(kind)));
        PrintSetting {
            kind,
            printer: of("printer"),
            layout: of("layout")
                .and_then(|name| name.parse().ok())
                .unwrap_or_else(|| usual_layout(kind))
                .into(),
            copies: of("copies").and_then(|copies| copies.parse().ok()).unwrap_or(1),
        }
    }
}

/// On what a kind of document is printed unless somebody says otherwise: labels on label paper, sheets on sheets.
pub(crate) fn usual_layout(kind: DocumentKind) -> Layout {
    match kind {
        DocumentKind::Label | DocumentKind::Transfer => Layout::Mm100x150,
        DocumentKind::ScanForm => Layout::A4,
    }
}
