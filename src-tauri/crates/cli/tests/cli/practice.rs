//! `simulate` and `demo`: pretend providers beside a folder and inside one.

use crate::run::{Run, folder};
use serde_json::{Value, json};
use std::fs;

#[test]
fn a_demo_folder_buys_from_pretend_providers_without_a_key_store() {
    let folder = folder();
    let filled = Run::new(&["demo", "--json"]).at(&folder).done();
    assert_eq!((filled.exit, filled.stderr.as_str()), (0, ""));
    let number = filled.document()["orders"][0].as_str().unwrap().to_owned();

    let quotes = Run::new(&["quote", &number, "--json"]).at(&folder).done();
    let quotes = quotes.document();
    assert_eq!(quotes["order_no"], json!(number), "one number gives the quotes themselves");
    assert_eq!(quotes["quotes"][0]["error"], Value::Null);
    let bought = Run::new(&["buy", &number, "--cheapest", "--json"]).at(&folder).done();
    let results = bought.document();
    assert_eq!(
        (bought.exit, &results["done"], &results["results"][0]["state"]),
        (0, &json!(1), &json!("labelled"))
    );
    assert_eq!(results["results"][0]["account"], quotes["quotes"][0]["account"]);

    // what the providers remember outlives the process: the label is fetched again, nothing is bought again
    let fetched = Run::new(&["label", "fetch", &number, "--json"]).at(&folder).done().document();
    assert_eq!(fetched["results"][0]["tracking_no"], results["results"][0]["tracking_no"]);
    assert_eq!(fetched["results"][0]["purchases"].as_array().unwrap().len(), 1);
    let verified = Run::new(&["verify", "--json"]).at(&folder).done();
    assert_eq!(verified.exit, 0, "{}", verified.stdout);
}

#[test]
fn a_folder_that_has_something_in_it_is_never_made_a_practice_folder() {
    let used = folder();
    assert_eq!(Run::new(&["order", "add", "-"]).at(&used).reads(r#"{"order_no": "A1"}"#).done().exit, 0);
    let foreign = folder();
    fs::write(foreign.path().join("letter.txt"), "dear diary").unwrap();
    for folder in [used, foreign] {
        let refused = Run::new(&["demo", "--json"]).at(&folder).done();
        assert_eq!((refused.exit, refused.stdout.as_str()), (2, ""));
        assert_eq!(refused.error()["code"], "input.usage");
        assert!(!folder.path().join("practice").exists(), "it stays what it is");
    }
}

#[test]
fn goods_are_ticked_by_their_lines_and_a_line_that_is_not_there_is_named() {
    let folder = folder();
    assert_eq!(Run::new(&["demo"]).at(&folder).done().exit, 0);
    let accounts = Run::new(&["account", "list", "--json"]).at(&folder).done().document();
    let names = accounts["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap());
    let about = |account: &str, words: &[&str]| {
        let purchase = ["700000000000", "--account", account, "--json"];
        Run::new(&[words, &purchase].concat()).at(&folder).done()
    };
    // the only one that has purchases
    let found =
        names.map(|name| (name, about(name, &["track", "purchase"]))).find(|(_, done)| done.exit == 0);
    let (account, shown) = found.unwrap();
    let (run, shown) = (|words: &[&str]| about(account, words), shown.document());
    let places = |document: &Value| -> Vec<Value> {
        let goods = document["parcels"][0]["goods"].as_array().unwrap();
        goods.iter().map(|one| json!([one["place"], one["received_at"] != Value::Null])).collect()
    };
    assert_eq!(places(&shown), [json!([1, false]), json!([2, false])]);
    let wrong = run(&["track", "received", "--item", "1", "--item", "9"]);
    assert_eq!((wrong.exit, wrong.stdout.as_str()), (2, ""));
    let field = &wrong.error()["fields"][0];
    assert_eq!((&field["path"], &field["allowed"]), (&json!("item"), &json!("1 … 2")), "{field}");
    assert_eq!(places(&run(&["track", "purchase", "--offline"]).document()), places(&shown));
    let numbers = shown["parcels"][0]["numbers"].as_array().unwrap();
    let pasted = format!("{}\u{200b} ", numbers[0].as_str().unwrap());
    let several = run(&["track", "received", "--item", "1", "--parcel", "A B"]);
    assert_eq!((several.exit, &several.error()["fields"][0]["path"]), (2, &json!("parcel")));
    let ticked = run(&["track", "received", "--item", "2", "--parcel", &pasted]);
    assert_eq!((ticked.exit, places(&ticked.document())), (0, vec![json!([1, false]), json!([2, true])]));
}

#[test]
fn numbers_line_up_beside_chinese_names() {
    let folder = folder();
    assert_eq!(Run::new(&["demo"]).at(&folder).done().exit, 0);
    let table = Run::new(&["quote", "A1001", "--lang", "zh-CN"]).at(&folder).done().stdout;
    let column =
        |line: &str, sign: &str| line.find(sign).map(|at| unicode_width::UnicodeWidthStr::width(&line[..at]));
    let currency = column(table.lines().next().unwrap(), "币种").unwrap();
    let priced: Vec<_> = table.lines().filter_map(|line| column(line, "CNY")).collect();
    assert!(priced.len() > 3, "{table}");
    assert!(priced.iter().all(|at| *at == currency), "{table}");
}

#[test]
#[cfg(unix)]
fn a_simulation_says_who_works_with_it_and_runs_until_it_is_ended() {
    let folder = folder();
    let simulation =
        Run::new(&["simulate", "--json", "--fault", "late-label=0", "--channels", "2"]).running();
    let document: Value = serde_json::from_str(&simulation.line).unwrap();
    let base_url = document["base_url"].as_str().unwrap();
    assert!(base_url.starts_with("http://127.0.0.1:"), "{base_url}");
    for account in document["accounts"].as_array().unwrap() {
        assert!(account["base_url"].as_str().unwrap().starts_with(base_url));
        let name = account["name"].as_str().unwrap();
        assert!(added(account, &folder), "{name}");
        let tested = Run::new(&["account", "test", name, "--json"])
            .at(&folder)
            .with("SHIPDESK_SECRETS", secrets_file(&document, &folder).to_str().unwrap())
            .done();
        // no document says what a refusal of it means: it is quoted
        let tells = tested.document()["quoted"].is_null();
        let verdict = if tells { "good" } else { "unclear" };
        assert_eq!(
            (tested.exit, tested.document()["verdict"].clone()),
            (0, json!(verdict)),
            "{}",
            tested.stdout
        );
    }
    assert_eq!(simulation.ended(), (Some(0), String::new()), "one document and nothing else");
}

/// Adds the account with the very words that the simulation gave, its secrets in the file form.
#[cfg(unix)]
fn added(account: &Value, folder: &tempfile::TempDir) -> bool {
    let words = account["account_add"].as_str().unwrap();
    let words: Vec<&str> = words.split(' ').skip(1).filter(|word| *word != "--secret-stdin").collect();
    let secrets = secrets_file(&json!({ "accounts": [account] }), folder);
    Run::new(&words).at(folder).with("SHIPDESK_SECRETS", secrets.to_str().unwrap()).done().exit == 0
}

#[cfg(unix)]
fn secrets_file(document: &Value, folder: &tempfile::TempDir) -> std::path::PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let accounts = document["accounts"].as_array().unwrap().iter();
    let lines = accounts.flat_map(|account| account["secret_lines"].as_array().unwrap());
    let text = lines.map(|line| line.as_str().unwrap()).collect::<Vec<_>>().join("\n");
    let file = folder.path().join("secrets");
    fs::write(&file, text).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    file
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let refused = Run::new(&["simulate", "--json", "--port", &port]).done();
    assert_eq!((refused.exit, refused.error()["code"].clone()), (2, json!("input.invalid")));
    assert_eq!(refused.error()["fields"][0]["path"], "--port");
    assert_eq!(refused.error()["fields"][0]["given"], json!(port));
}

#[test]
fn a_backup_makes_the_same_folder_elsewhere() {
    let (practice, elsewhere) = (folder(), folder());
    assert_eq!(Run::new(&["demo"]).at(&practice).done().exit, 0);
    let file = elsewhere.path().join("practice.backup");
    let saved = Run::new(&["backup", file.to_str().unwrap(), "--json"]).at(&practice).done();
    assert_eq!(saved.exit, 0, "{}", saved.stderr);
    let target = folder();
    let restored = Run::new(&["restore", file.to_str().unwrap(), "--json"]).at(&target).done();
    assert_eq!((restored.exit, &restored.document()["orders"]), (0, &saved.document()["orders"]));
    let quoted = Run::new(&["quote", "A1001", "--json"]).at(&target).done();
    assert_eq!(quoted.exit, 0, "it is a practice folder too: {}", quoted.stderr);
    let again = Run::new(&["restore", file.to_str().unwrap(), "--json"]).at(&target).done();
    assert_eq!(
        (again.exit, again.error()["code"].clone()),
        (2, json!("file.unusable")),
        "nothing is replaced"
    );
}
