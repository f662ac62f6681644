//! Accounts: what a form needs, changing, secrets that move along, balances.

use shipdesk_app::documents::{AccountAsk, ChannelDocument, FieldKind};
use shipdesk_app::words::Language;
use shipdesk_app::{Patience, Quiet, Secrets, Setup, Workstation};
use shipdesk_core::clock::Clock;
use shipdesk_core::error::ErrorCode;
use shipdesk_core::secret::Secret;
use shipdesk_secrets::{SecretError, SecretStore};
use shipdesk_tests::bench::{Bench, TestClock, order};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

async fn with_secrets(root: &Path, secrets: &SecretStore) -> Workstation {
    let setup = Setup {
        root: root.to_owned(),
        secrets: Secrets::Given(secrets.clone()),
        providers: shipdesk_providers::registry(),
        language: Language::En,
        clock: Arc::new(TestClock::new()) as Arc<dyn Clock>,
        progress: Arc::new(Quiet),
        practice: None,
        patience: Patience::default(),
    };
    Workstation::open(setup).await.unwrap()
}

fn ask(name: &str, base_url: Option<&str>, secrets: &[(&str, &str)]) -> AccountAsk {
    let owned = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    AccountAsk {
        provider: "dingcang".into(),
        name: name.into(),
        base_url: base_url.map(str::to_owned),
        allow_http: false,
        fields: owned(&[("app_key", "10001")]),
        secrets: owned(secrets),
    }
}

const HTTPS: Option<&str> = Some("https://north.example/api");

#[tokio::test(flavor = "multi_thread")]
async fn a_form_for_an_account_is_made_of_data() {
    let bench = Bench::new().await;
    let providers = bench.desk.provider_list().await.unwrap().document;
    let ids: Vec<&str> = providers.iter().map(|provider| provider.id).collect();
    assert!(ids.starts_with(&["dingcang", "dingexpress"]), "{ids:?}");
    let first = &providers[0];
    assert!(first.plain_http && first.unconfirmed.is_none());
    let fields: Vec<_> = first.fields.iter().map(|field| (field.name, field.kind, field.required)).collect();
    assert_eq!(
        fields,
        [
            ("app_key", FieldKind::Text, true),
            ("currency", FieldKind::Currency, false),
            ("declared_currency", FieldKind::Currency, false),
            ("app_secret", FieldKind::Secret, true),
        ]
    );
    assert_eq!((first.limits.parallel, first.limits.silence_ms, first.limits.create_batch), (4, 10_000, 20));
    assert!(first.capabilities.contains(&"rates") && first.capabilities.contains(&"balance"));
    let accounts = bench.desk.account_all().await.unwrap().document;
    let shown: Vec<_> = accounts.iter().map(|account| (account.name.as_str(), account.position)).collect();
    assert_eq!(shown, [("dingcang", 0), ("dingexpress", 1)]);
    assert_eq!(accounts[0].secrets[0].name, "app_secret");
    let secret = bench.simulator.accounts()[0].secrets[0].1;
    let hint = Secret::new(secret).hint();
    assert_eq!(accounts[0].secrets[0].last4.as_deref(), Some(hint.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_an_address_is_said() {
    let bench = Bench::new().await;
    let begins = "address that begins with https:// or http://";
    let bare = "address without ?, # and user name";
    for (url, wanted) in [
        ("north.example/api", begins),
        ("ftp://north.example/api", begins),
        ("https://north.example/v2?x=1", bare),
        ("https://north.example/v2#x", bare),
        ("https://me@north.example/v2", bare),
    ] {
        let added = bench.desk.account_add(ask("north", Some(url), &[("app_secret", "s")]).into()).await;
        let issue = added.unwrap_err().fields.remove(0);
        assert_eq!((issue.path.as_str(), issue.allowed.as_deref()), ("base_url", Some(wanted)), "{url}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_account_takes_its_secrets_along() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = SecretStore::scratch();
    let desk = with_secrets(folder.path(), &secrets).await;
    let added = desk.account_add(ask("North", HTTPS, &[("app_secret", "north-secret-0001")]).into()).await;
    let added = added.unwrap().document;
    assert_eq!(added.secrets[0].last4.as_deref(), Some("0001"));

    let renamed = desk.account_change(&added.id, ask("Norden", None, &[("app_secret", "")]).into()).await;
    let renamed = renamed.unwrap().document;
    assert_eq!((renamed.name.as_str(), renamed.id), ("Norden", added.id.clone()));
    assert_eq!(renamed.secrets[0].last4.as_deref(), Some("0001"));
    assert_eq!(renamed.remarks.len(), 1, "{:?}", renamed.remarks);
    assert_eq!(secrets.get("Norden", "app_secret").await, Ok(Secret::new("north-secret-0001")));
    let gone = SecretError::Missing { account: "North".into(), field: "app_secret".into() };
    assert_eq!(secrets.get("North", "app_secret").await, Err(gone));

    let new = ask("Norden", None, &[("app_secret", "north-secret-0002")]);
    let changed = desk.account_change(&added.id, new.into()).await.unwrap().document;
    assert_eq!(changed.secrets[0].last4.as_deref(), Some("0002"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_account_takes_the_name_or_the_secrets_of_another() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = SecretStore::scratch();
    let desk = with_secrets(folder.path(), &secrets).await;
    let mut ids = Vec::new();
    for (name, secret) in [("North", "north-secret-0001"), ("South", "south-secret-0002")] {
        let added = desk.account_add(ask(name, HTTPS, &[("app_secret", secret)]).into()).await;
        ids.push(added.unwrap().document.id);
    }
    let taken = desk.account_change(&ids[0], ask("South", None, &[]).into()).await.unwrap_err();
    assert_eq!(taken.code, ErrorCode::AccountExists);
    assert_eq!(secrets.get("North", "app_secret").await, Ok(Secret::new("north-secret-0001")));
    assert_eq!(secrets.get("South", "app_secret").await, Ok(Secret::new("south-secret-0002")));

    let plain = ask("North", Some("http://north.example/api"), &[]);
    let consent = desk.account_change(&ids[0], plain.clone().into()).await.unwrap_err();
    assert_eq!(consent.code, ErrorCode::AccountConsent);
    let agreed = AccountAsk { allow_http: true, ..plain.clone() };
    let agreed = desk.account_change(&ids[0], agreed.into()).await.unwrap().document;
    assert!(agreed.http_consent_at.is_some());
    let again = desk.account_change(&ids[0], plain.into()).await.unwrap().document;
    assert_eq!(again.http_consent_at, agreed.http_consent_at, "consent to this address stands");
    let other = AccountAsk { provider: "dingexpress".into(), ..ask("North", None, &[]) };
    assert_eq!(desk.account_change(&ids[0], other.into()).await.unwrap_err().fields[0].path, "provider");
    let wrong =
        AccountAsk { fields: [("currency".to_owned(), "yuan".to_owned())].into(), ..ask("North", None, &[]) };
    assert_eq!(desk.account_change(&ids[0], wrong.into()).await.unwrap_err().fields[0].path, "currency");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_whose_secrets_stand_elsewhere_is_renamed_only_where_they_are() {
    let bench = Bench::new().await;
    let account = bench.desk.account_all().await.unwrap().document.remove(0);
    let mut renamed = ask("elsewhere", None, &[]);
    renamed.fields.clear();
    let error = bench.desk.account_change(&account.id, renamed.into()).await.unwrap_err();
    assert_eq!((error.code, error.params["account"].as_str()), (ErrorCode::SecretMissing, "elsewhere"));
    assert_eq!(bench.desk.account_all().await.unwrap().document[0].name, "dingcang");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_the_file_of_secrets_does_not_know_is_added_with_a_remark() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("secrets");
    std::fs::write(&file, "North.app_secret=tok-1\n").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let desk = with_secrets(root.path(), &SecretStore::file(&file).unwrap()).await;
    let told = async |name: &str| {
        let added = desk.account_add(ask(name, HTTPS, &[]).into()).await.unwrap();
        let about = |remark: &&String| remark.contains("app_secret");
        (added.exit, added.document.remarks.iter().find(about).cloned())
    };
    assert_eq!(told("North").await, (0, None));
    let (exit, remark) = told("South").await;
    assert!(exit == 0 && remark.as_ref().unwrap().contains("South.app_secret="), "{remark:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_put_in_order_and_switched_off() {
    let bench = Bench::new().await;
    let accounts = bench.desk.account_all().await.unwrap().document;
    let moved = bench.desk.account_move(&accounts[1].id, 0).await.unwrap().document;
    let shown: Vec<_> = moved.iter().map(|account| (account.name.as_str(), account.position)).collect();
    assert_eq!(shown, [("dingexpress", 0), ("dingcang", 1)]);
    let back = bench.desk.account_move(&accounts[1].id, 99).await.unwrap().document;
    assert_eq!(back[1].name, "dingexpress", "beyond the end is the end");

    let off = bench.desk.account_enable(&accounts[1].id, false).await.unwrap().document;
    assert!(!off.enabled);
    bench.desk.channel_all(None, true).await.unwrap();
    assert_eq!(bench.calls("channel.php").await, 1, "nobody asks it");
    assert_eq!(bench.desk.account_enable("none", true).await.unwrap_err().code, ErrorCode::AccountNotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_with_open_purchases_stays() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    bench.buy("A1", "424").await;
    let account = bench.desk.account_all().await.unwrap().document.remove(0);
    assert_eq!(account.open_purchases, 1, "its label is due");
    let error = bench.desk.account_remove("dingcang").await.unwrap_err();
    assert_eq!((error.code, error.params["count"].as_str()), (ErrorCode::AccountInUse, "1"));
    bench.advance(60).await;
    bench.reconcile("A1").await;
    assert_eq!(bench.desk.account_all().await.unwrap().document[0].open_purchases, 0);
    bench.desk.account_remove("dingcang").await.unwrap();
    assert_eq!(bench.desk.account_all().await.unwrap().document.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_goes_by_the_teams_name_everywhere() {
    let bench = Bench::new().await;
    let channels = bench.desk.channel_all(Some("dingcang"), false).await.unwrap().document;
    let last = channels.last().unwrap().clone();
    let change = ChannelDocument { alias: Some("  东岸快线 ".into()), favourite: true, ..last.clone() };
    let changed = bench.desk.channel_change(change).await.unwrap().document;
    assert_eq!((changed.alias.as_deref(), changed.name), (Some("东岸快线"), last.name.clone()));
    let again = bench.desk.channel_all(Some("dingcang"), true).await.unwrap().document;
    assert_eq!(again[0].channel_id, last.channel_id, "favourites first, also after a refresh");

    bench.put(order("A1")).await;
    let named = shipdesk_app::QuoteRequest { channels: vec![last.channel_id.clone()], ..Default::default() };
    let quotes = bench.desk.quote(&["A1".to_owned()], named).await.unwrap().document.remove(0).quotes;
    assert_eq!((quotes[0].channel_name.as_str(), quotes[0].favourite), ("东岸快线", true));
    let nobody = ChannelDocument { channel_id: "none".into(), ..last.clone() };
    assert_eq!(bench.desk.channel_change(nobody).await.unwrap_err().code, ErrorCode::ChannelNotFound);
    let long = ChannelDocument { alias: Some("长".repeat(61)), ..last };
    assert_eq!(bench.desk.channel_change(long).await.unwrap_err().fields[0].path, "alias");
}
