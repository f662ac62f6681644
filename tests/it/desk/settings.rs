//! Settings and the first look at the desk.

use serde_json::json;
use shipdesk_app::documents::{Density, Theme};
use shipdesk_app::words::Language;
use shipdesk_core::error::ErrorCode;
use shipdesk_tests::bench::{TestClock, open, order};
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_fresh_until_something_is_put_in_or_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(TestClock::new());
    let desk = open(folder.path(), &[], &clock).await;
    let first = desk.desk_show().await.unwrap().document;
    assert!(first.fresh && !first.practice);
    assert_eq!((first.language, first.theme, first.density), (Language::En, Theme::System, Density::Normal));
    assert_eq!((first.base_currency.as_str(), first.station.as_str(), first.session), ("CNY", "", None));
    assert_eq!(first.data_dir, folder.path().display().to_string());
    let parts: Vec<u32> = first.sqlite_version.split('.').map(|part| part.parse().unwrap()).collect();
    assert!(parts.as_slice() >= [3, 51, 3].as_slice(), "{}", first.sqlite_version);

    desk.setting_set("theme", "dark").await.unwrap();
    desk.remember("window.session", Some(r#"{"screen":"first"}"#)).await.unwrap();
    let looked = desk.desk_show().await.unwrap().document;
    assert!(looked.fresh, "how it looks is no choice of how to begin");
    assert_eq!(looked.session.as_deref(), Some(r#"{"screen":"first"}"#));
    let listed = desk.setting_get(None).await.unwrap().document.items;
    assert_eq!(listed.iter().map(|setting| setting.key.as_str()).collect::<Vec<_>>(), ["theme"]);

    desk.order_add(vec![order("A1")]).await.unwrap();
    assert!(!desk.desk_show().await.unwrap().document.fresh);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_kept_checked_and_shown_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path(), &[], &Arc::new(TestClock::new())).await;
    for (key, value) in [
        ("density", "roomy"),
        ("station", "Bench 2"),
        ("order_prefix", "SHOP-"),
        ("base_currency", "usd"),
        ("printer.label", "Zebra"),
        ("layout.label", "4x6"),
        ("copies.label", "2"),
    ] {
        desk.setting_set(key, value).await.unwrap_or_else(|error| panic!("{key}: {error}"));
    }
    let rate = desk.rate_set("cny", "0.14").await.unwrap().document;
    assert_eq!((rate.currency.as_str(), rate.rate.as_str()), ("CNY", "0.14"));
    let shown = serde_json::to_value(desk.settings_show().await.unwrap().document).unwrap();
    assert_eq!(shown["density"], "roomy");
    assert_eq!(shown["station"], "Bench 2");
    assert_eq!(shown["order_prefix"], "SHOP-");
    assert_eq!(shown["base_currency"], "USD");
    assert_eq!(shown["rates"], json!([{"currency": "CNY", "rate": "0.14", "set_at": rate.set_at}]));
    assert_eq!(
        shown["printers"][0],
        json!({"kind": "label", "printer": "Zebra", "layout": "4x6", "copies": 2})
    );
    assert_eq!(
        shown["printers"][2],
        json!({"kind": "scan_form", "printer": null, "layout": "a4", "copies": 1})
    );

    desk.setting_set("printer.label", "").await.unwrap();
    assert_eq!(desk.settings_show().await.unwrap().document.printers[0].printer, None);
    for (key, value) in [("density", "tiny"), ("copies.label", "0"), ("window.session", "x"), ("theme", "")] {
        let error = desk.setting_set(key, value).await.unwrap_err();
        assert_eq!((error.code, error.fields.len()), (ErrorCode::InputInvalid, 1), "{key}");
    }
    let error = desk.rate_set("dollars", "7").await.unwrap_err();
    assert_eq!(error.fields[0].path, "currency");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_language_is_spoken_at_once_also_of_what_was_stored_before() {
    let bench = shipdesk_tests::bench::Bench::new().await;
    bench.order("A1").await;
    bench.fault("refused", "interface.api.php", 1).await;
    bench.buy("A1", "386").await;
    let english = bench.show("A1").await.last_error.unwrap().message;
    assert!(english.contains("refused"), "{english}");
    bench.desk.setting_set("language", "zh-TW").await.unwrap();
    assert_eq!(bench.desk.settings_show().await.unwrap().document.language, Language::ZhTw);
    let chinese = bench.show("A1").await.last_error.unwrap().message;
    assert!(chinese.contains('。') && !chinese.contains("refused"), "{chinese}");

    // another process sets it, as the command line does
    let other = open(bench.folder.path(), &bench.simulator.accounts(), &bench.clock).await;
    other.setting_set("language", "zh-CN").await.unwrap();
    assert_eq!(bench.desk.desk_show().await.unwrap().document.language, Language::ZhCn);
}
