//! The real binary: what it says when words do not fit, its help, its completion scripts, where secrets may stand.

use crate::run::{Run, cli, folder, secret_of};
use serde_json::{Value, json};
use std::fs;

/// Every command, by its words.
const COMMANDS: &[&str] = &[
    "account",
    "account add",
    "account list",
    "account test",
    "account info",
    "account remove",
    "channel",
    "channel list",
    "order",
    "order add",
    "order import",
    "order show",
    "order list",
    "order export",
    "find",
    "quote",
    "buy",
    "reconcile",
    "cancel",
    "refund",
    "label",
    "label fetch",
    "label export",
    "label transfer",
    "scanform",
    "track",
    "track show",
    "track list",
    "track pack",
    "track refresh",
    "track add",
    "track edit",
    "track carrier",
    "track live",
    "track stop",
    "track remove",
    "track counts",
    "track pull",
    "track detect",
    "track carriers",
    "track purchase",
    "track purchases",
    "track received",
    "track awb",
    "check",
    "check remote",
    "check transit-time",
    "isp",
    "isp show",
    "isp list",
    "pod",
    "pod list",
    "pod export",
    "pod print",
    "backup",
    "restore",
    "verify",
    "print",
    "print queue",
    "printer",
    "printer list",
    "printer test",
    "setting",
    "setting get",
    "setting set",
    "simulate",
    "demo",
    "completion",
];

#[test]
fn every_command_has_a_help_with_an_example() {
    for words in COMMANDS {
        let help = cli(&format!("{words} --help"));
        assert_eq!((help.exit, help.stderr.as_str()), (0, ""), "{words}");
        assert!(help.stdout.contains(&format!("Usage: shipdesk-cli {words}")), "{words}: {}", help.stdout);
        let group = COMMANDS.iter().any(|other| other.starts_with(&format!("{words} ")));
        let example = ["Example:\n  ", "Examples:\n  "].iter().any(|head| help.stdout.contains(head));
        assert!(group || example, "{words}: {}", help.stdout);
    }
    assert_eq!(cli("--version").stdout, concat!("shipdesk-cli ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn every_command_is_in_this_list() {
    let help = cli("--help").stdout;
    let section = help.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    for line in section.lines().filter(|line| !line.trim().is_empty()) {
        let name = line.split_whitespace().next().unwrap();
        assert!(name == "help" || COMMANDS.contains(&name), "{name}");
    }
}

#[test]
fn every_shell_gets_a_completion_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = cli(&format!("completion {shell}"));
        assert_eq!(script.exit, 0);
        assert!(script.stdout.contains("reconcile") && script.stdout.contains("data-dir"), "{shell}");
    }
}

#[test]
fn words_that_do_not_fit_end_with_2() {
    for words in
        ["", "order", "order show", "order shwo A1", "buy A1", "order list --limit many", "--lang de verify"]
    {
        let plain = cli(words);
        assert_eq!((plain.exit, plain.stdout.as_str()), (2, ""), "{words}");
        assert!(!plain.stderr.is_empty(), "{words}");
        let with_json = cli(&format!("{words} --json"));
        assert_eq!((with_json.exit, with_json.stdout.as_str()), (2, ""), "{words}");
        assert_eq!(with_json.error()["code"], "input.usage", "{words}");
    }
}

#[test]
fn an_error_document_has_every_field() {
    let error = cli("order list --limit many --json --lang en").error();
    let Value::Object(fields) = error else { panic!("{error}") };
    for name in ["code", "message", "provider", "provider_code", "provider_message", "retryable", "next_step"]
    {
        assert!(fields.contains_key(name), "{name}");
    }
    assert_eq!(fields["retryable"], false);
    assert_eq!(fields["provider"], Value::Null);
    assert_eq!(
        fields["message"],
        "This cannot be done as it was asked: --limit <N> cannot be “many”: a whole number is needed. Nothing was sent."
    );
}

#[test]
fn what_is_said_follows_the_language() {
    let folder = folder();
    let told = |tag: &str| Run::new(&["order", "show", "A1", "--lang", tag]).at(&folder).done().stderr;
    assert!(told("en").starts_with("error: There is no order A1 here. Nothing was sent.\nCheck the number"));
    assert!(told("zh-CN").starts_with("出错： 这里没有订单 A1。什么都没发出。\n"), "{}", told("zh-CN"));
    assert!(told("zh_HK.UTF-8").starts_with("出錯： 這裡沒有訂單 A1。什麼都沒送出。\n"));
    let by_locale = Run::new(&["order", "list"]).at(&folder).with("LC_ALL", "zh_TW.UTF-8").done();
    assert_eq!(by_locale.stdout, "這裡沒有訂單。用 order add 或 order import 加入。\n");
    let other = Run::new(&["order", "list"]).at(&folder).with("LC_ALL", "de_DE.UTF-8").done();
    assert_eq!(other.stdout, "No orders here. `order add` and `order import` bring some in.\n");
}

#[test]
fn the_folder_is_named_by_an_option_or_the_environment() {
    let (option, variable) = (folder(), folder());
    let at = |path: &std::path::Path| path.join("shipdesk.db").is_file();
    let named = variable.path().join("station");
    let set =
        Run::new(&["order", "list", "--json"]).with("SHIPDESK_DATA_DIR", named.to_str().unwrap()).done();
    assert_eq!(set.document(), json!({"items": [], "next": null}));
    assert!(at(&named));
    let both = Run::new(&["verify", "--json"]).at(&option).with("SHIPDESK_DATA_DIR", "nowhere").done();
    assert_eq!(both.document()["ok"], true, "the option wins");
    assert!(at(option.path()));
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_name_the_folder_is_the_window_s() {
    let home = folder();
    let run = Run::new(&["order", "list"]).with("XDG_DATA_HOME", home.path().to_str().unwrap()).done();
    assert_eq!(run.exit, 0);
    assert!(home.path().join("net.shipdesk.Shipdesk/shipdesk.db").is_file());
    let run = Run::new(&["order", "list"]).with("HOME", home.path().to_str().unwrap()).done();
    assert_eq!(run.exit, 0);
    assert!(home.path().join(".local/share/net.shipdesk.Shipdesk/shipdesk.db").is_file());
}

#[test]
fn files_are_read_before_the_first_order_is_added() {
    let folder = folder();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let good = file("good.json", r#"{"order_no": "A1"}"#);
    let broken = file("broken.json", "{\n  \"order_no\": A2\n}");
    let missing = folder.path().join("missing.json").to_str().unwrap().to_owned();
    let refused = Run::new(&["order", "add", &good, &broken, "--json"]).at(&folder).done();
    assert_eq!((refused.exit, refused.stdout.as_str()), (2, ""));
    assert_eq!(refused.error()["code"], "input.invalid");
    let message = refused.error()["message"].as_str().unwrap().to_owned();
    assert!(message.contains("broken.json") && message.contains("line 2 column 15"), "{message}");
    let refused = Run::new(&["order", "add", &good, &missing, "--json"]).at(&folder).done();
    assert_eq!((refused.exit, refused.error()["code"].clone()), (2, json!("file.unusable")));
    let gbk = folder.path().join("gbk.json");
    fs::write(&gbk, b"{\"order_no\": \"\xb6\xa9\xb5\xa5\"}").unwrap();
    let refused = Run::new(&["order", "add", &good, gbk.to_str().unwrap(), "--json"]).at(&folder).done();
    assert_eq!((refused.exit, refused.error()["code"].clone()), (2, json!("file.unusable")));
    assert!(refused.error()["message"].as_str().unwrap().contains("UTF-8"), "{:?}", refused.error());
    assert_eq!(Run::new(&["order", "list", "--json"]).at(&folder).done().document()["items"], json!([]));

    let list = "\u{feff}[{\"order_no\": \"A3\"}, {\"order_no\": \"A4\"}]";
    let added = Run::new(&["order", "add", &good, "-", "--json"]).at(&folder).reads(list).done();
    assert_eq!(added.exit, 0, "{}", added.stderr);
    let numbers: Vec<Value> = added.document()["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|order| order["order_no"].clone())
        .collect();
    assert_eq!(numbers, [json!("A1"), json!("A3"), json!("A4")]);
    // one number gives the order itself, several give results
    assert_eq!(Run::new(&["order", "show", "A3", "--json"]).at(&folder).done().document()["state"], "draft");
    let both = Run::new(&["order", "show", "A3", "A9", "--json"]).at(&folder).done();
    assert_eq!(
        (both.exit, both.document()["results"][1]["last_error"]["code"].clone()),
        (6, json!("order.not_found"))
    );
}

#[test]
fn secrets_never_stand_among_the_words() {
    let folder = folder();
    let (provider, secret) = secret_of();
    let add = |more: &[&str]| {
        let words = ["account", "add", "--provider", provider, "--name", "north"];
        Run::new(&[&words, more].concat()).at(&folder)
    };
    let as_field = format!("{secret}=s3cr3t");
    let joined = format!("--set={secret}=s3cr3t");
    for more in [
        vec!["--set", &as_field],
        vec![&joined],
        vec!["--set", "s3cr3t"],
        vec![&as_field],
        vec!["--secret-stdin", &as_field],
    ] {
        for json in [false, true] {
            let words: Vec<&str> =
                more.iter().copied().map(|word| word as &str).chain(json.then_some("--json")).collect();
            let refused = add(&words).done();
            assert_eq!((refused.exit, refused.stdout.as_str()), (2, ""), "{words:?}");
            assert!(!refused.stderr.contains("s3cr3t"), "{words:?}: {}", refused.stderr);
        }
    }
}

#[test]
fn secrets_are_asked_for_only_where_somebody_can_answer() {
    let folder = folder();
    let (provider, _) = secret_of();
    let words = ["account", "add", "--provider", provider, "--name", "north", "--json"];
    let refused = Run::new(&words).at(&folder).done();
    assert_eq!((refused.exit, refused.error()["code"].clone()), (2, json!("input.usage")));
    assert!(refused.stderr.contains("--secret-stdin"), "{}", refused.stderr);

    let file = folder.path().join("secrets");
    fs::write(&file, "").unwrap();
    #[cfg(unix)]
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let given = [&words[..], &["--secret-stdin"]].concat();
    let refused = Run::new(&given).at(&folder).with("SHIPDESK_SECRETS", file.to_str().unwrap()).done();
    assert_eq!((refused.exit, refused.error()["code"].clone()), (2, json!("input.usage")));
    assert!(refused.stderr.contains("SHIPDESK_SECRETS"), "{}", refused.stderr);
}

#[test]
fn a_line_of_secrets_that_fits_nothing_is_named_and_not_quoted() {
    let folder = folder();
    let (provider, secret) = secret_of();
    let words = ["account", "add", "--provider", provider, "--name", "north", "--secret-stdin", "--json"];
    for (lines, path, problem) in [
        ("pass_word=s3cr3t\n", "pass_word", "unknown_field"),
        (&format!("{secret}=\n"), secret, "missing"),
        ("s3cr3t\n", "stdin:1", "wrong_kind"),
    ] {
        let refused = Run::new(&words).at(&folder).reads(lines).done();
        assert_eq!((refused.exit, refused.error()["code"].clone()), (2, json!("input.invalid")), "{lines}");
        let first = &refused.error()["fields"][0];
        assert_eq!((&first["path"], &first["problem"]), (&json!(path), &json!(problem)));
        assert!(!refused.stderr.contains("s3cr3t"), "{}", refused.stderr);
    }
}

#[test]
#[cfg(unix)]
fn a_secrets_file_that_others_may_read_is_refused() {
    let folder = folder();
    let file = folder.path().join("secrets");
    fs::write(&file, "north.token=s3cr3t").unwrap();
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let refused = Run::new(&["account", "list", "--json"])
        .at(&folder)
        .with("SHIPDESK_SECRETS", file.to_str().unwrap())
        .done();
    assert_eq!((refused.exit, refused.error()["code"].clone()), (1, json!("secret.refused")));
    assert!(!refused.stderr.contains("s3cr3t"));
}

#[test]
fn a_reader_who_closes_the_pipe_has_seen_enough() {
    let folder = folder();
    for words in [&["order", "list"][..], &["completion", "bash"], &["--help"]] {
        let run = Run::new(words).at(&folder).unread();
        assert_eq!((run.exit, run.stderr.as_str()), (0, ""), "{words:?}");
    }
}
