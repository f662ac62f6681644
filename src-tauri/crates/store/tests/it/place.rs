//! A fresh folder with an account, and ways to put invented things into it.

use jiff::Timestamp;
use shipdesk_core::clock::Clock;
use shipdesk_core::id::{AccountId, OrderId, OwnerId};
use shipdesk_core::order::read;
use shipdesk_store::account::Account;
use shipdesk_store::purchase::{NewPurchase, Purchase};
use shipdesk_store::{Folder, Tx, account, order, purchase};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A clock that stands.
#[derive(Debug)]
pub(crate) struct Standing;

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        at("2026-03-01T08:00:00Z")
    }
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// An open folder inside a temporary one.
pub(crate) struct Place {
    pub(crate) folder: Folder,
    pub(crate) account: AccountId,
    pub(crate) beside: tempfile::TempDir,
}

impl Place {
    pub(crate) async fn new() -> Self {
        let beside = tempfile::tempdir().unwrap();
        let folder = Folder::open(&beside.path().join("data"), &Standing).await.unwrap();
        let mut tx = folder.write().await.unwrap();
        let made = an_account("Shenzhen");
        account::insert(&mut tx, &made).await.unwrap();
        tx.commit().await.unwrap();
        Self { folder, account: made.id, beside }
    }

    pub(crate) async fn tx(&self) -> Tx {
        self.folder.write().await.unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.beside.path().join(name)
    }

    pub(crate) async fn order(&self, tx: &mut Tx, order_no: &str) -> OrderId {
        let document = serde_json::json!({
            "order_no": order_no,
            "recipient": { "name": "王小明", "phone": "13800138000", "address1": "龙华路 1", "city": "深圳", "country": "CN" },
        });
        let order = read(&document).unwrap().order;
        order::insert(tx, &order, self.folder.station, at("2026-03-01T08:00:00Z")).await.unwrap()
    }

    pub(crate) async fn purchase(&self, tx: &mut Tx, order_no: &str) -> Purchase {
        let order_id = self.order(tx, order_no).await;
        let new = NewPurchase {
            order_id,
            account_id: self.account,
            channel_id: "386",
            order_no,
            generation: 1,
            document_sha256: "",
            owner: OwnerId::new(),
        };
        purchase::begin(tx, new, at("2026-03-01T08:01:00Z")).await.unwrap()
    }
}

pub(crate) fn an_account(name: &str) -> Account {
    Account {
        id: AccountId::new(),
        name: name.to_owned(),
        provider: "alpha".to_owned(),
        base_url: "https://api.example.com".to_owned(),
        http_consent_at: None,
        fields: BTreeMap::from([("currency".to_owned(), "CNY".to_owned())]),
        enabled: true,
        silent_until: None,
        channels_at: None,
        created_at: at("2026-03-01T08:00:00Z"),
    }
}
