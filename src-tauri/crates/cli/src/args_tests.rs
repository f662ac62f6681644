//! The words of every command, and what they come to.

use super::*;
use clap::CommandFactory;
use clap::error::ErrorKind;

/// How the words are understood, the global options left out.
fn understood(words: &str) -> String {
    let cli = Cli::try_parse_from(std::iter::once("shipdesk-cli").chain(words.split(' ')));
    let cli = cli.unwrap_or_else(|error| panic!("{words}: {error}"));
    format!("{:?}", cli.command).replace("Desk(", "")
}

/// Why the words do not fit.
fn refused(words: &str) -> ErrorKind {
    Cli::try_parse_from(std::iter::once("shipdesk-cli").chain(words.split(' '))).unwrap_err().kind()
}

#[test]
fn the_words_are_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn accounts_and_channels() {
    let provider = shipdesk_providers::registry()[0].descriptor.id;
    assert_eq!(
        understood(&format!(
            "account add --provider {provider} --name north --set a=1 --set b=2 --secret-stdin"
        )),
        format!(
            "Account(Add(AddArgs {{ provider: \"{provider}\", name: \"north\", base_url: None, allow_http: false, set: \
             [\"a=1\", \"b=2\"], secret_stdin: true }})))"
        )
    );
    assert!(
        understood(&format!(
            "account add --provider {provider} --name n --base-url http://127.0.0.1:1/api --allow-http"
        ))
        .contains(
            "base_url: Some(\"http://127.0.0.1:1/api\"), allow_http: true, set: [], secret_stdin: false"
        )
    );
    assert_eq!(refused("account add --provider nobody --name n"), ErrorKind::InvalidValue);
    assert_eq!(refused("account add --name n"), ErrorKind::MissingRequiredArgument);
    assert_eq!(understood("account list"), "Account(List))");
    assert_eq!(understood("account test north"), "Account(Test { name: \"north\" }))");
    assert_eq!(understood("account info north"), "Account(Info { name: \"north\" }))");
    assert_eq!(understood("account remove north"), "Account(Remove { name: \"north\" }))");
    assert_eq!(understood("channel list"), "Channel(List { account: None, refresh: false }))");
    assert_eq!(
        understood("channel list --account north --refresh"),
        "Channel(List { account: Some(\"north\"), refresh: true }))"
    );
}

#[test]
fn orders() {
    assert_eq!(understood("order add a.json -"), "Order(Add { files: [\"a.json\", \"-\"] }))");
    assert_eq!(refused("order add"), ErrorKind::MissingRequiredArgument);
    assert_eq!(
        understood("order import a.csv"),
        "Order(Import(ImportArgs { file: \"a.csv\", map: None, dry_run: false, on_duplicate: Fail })))"
    );
    assert_eq!(
        understood("order import a.xlsx --map shop --dry-run --on-duplicate update"),
        "Order(Import(ImportArgs { file: \"a.xlsx\", map: Some(\"shop\"), dry_run: true, on_duplicate: Update })))"
    );
    assert!(understood("order import a.tsv --on-duplicate skip").contains("on_duplicate: Skip"));
    assert_eq!(refused("order import a.csv --on-duplicate ask"), ErrorKind::InvalidValue);
    assert_eq!(understood("order show A1 A2"), "Order(Show { order_nos: [\"A1\", \"A2\"] }))");
    assert_eq!(
        understood("order list"),
        "Order(List(ListArgs { state: None, query: None, limit: 50, after: None })))"
    );
    assert_eq!(
        understood("order list --state unknown --query 王 --limit 7 --after 42"),
        "Order(List(ListArgs { state: Some(Unknown), query: Some(\"王\"), limit: 7, after: Some(\"42\") })))"
    );
    assert_eq!(refused("order list --state bought"), ErrorKind::InvalidValue);
    assert_eq!(refused("order list --limit 0"), ErrorKind::ValueValidation);
    assert_eq!(
        understood("order export a.xlsx --query x"),
        "Order(Export(ExportArgs { file: \"a.xlsx\", state: None, query: Some(\"x\") })))"
    );
    assert!(understood("order export a.csv --state failed").contains("state: Some(Failed), query: None"));
    assert_eq!(understood("find wang 7731"), "Find(FindArgs { text: [\"wang\", \"7731\"] }))");
}

#[test]
fn prices_and_money() {
    assert_eq!(
        understood("quote A1 A2 --account north --account south --channel 7 --all"),
        "Quote(QuoteArgs { order_nos: [\"A1\", \"A2\"], accounts: [\"north\", \"south\"], channels: [\"7\"], all: true }))"
    );
    assert_eq!(
        understood("buy A1 --account north --channel 7 --no-wait --again --batch"),
        "Buy(BuyArgs { order_nos: [\"A1\"], account: Some(\"north\"), channel: Some(\"7\"), cheapest: false, no_wait: \
         true, again: true, batch: true }))"
    );
    assert_eq!(
        understood("buy A1 A2 --cheapest"),
        "Buy(BuyArgs { order_nos: [\"A1\", \"A2\"], account: None, channel: None, cheapest: true, no_wait: false, again: \
         false, batch: false }))"
    );
    assert_eq!(refused("buy A1"), ErrorKind::MissingRequiredArgument);
    assert_eq!(refused("buy A1 --account north"), ErrorKind::MissingRequiredArgument);
    assert_eq!(refused("buy A1 --channel 7"), ErrorKind::MissingRequiredArgument);
    assert_eq!(refused("buy A1 --cheapest --account north --channel 7"), ErrorKind::ArgumentConflict);
    assert_eq!(refused("buy --cheapest"), ErrorKind::MissingRequiredArgument);
    assert_eq!(understood("reconcile"), "Reconcile(ReconcileArgs { order_nos: [] }))");
    assert_eq!(understood("reconcile A1"), "Reconcile(ReconcileArgs { order_nos: [\"A1\"] }))");
    assert_eq!(understood("cancel A1 A2"), "Cancel(CancelArgs { order_nos: [\"A1\", \"A2\"] }))");
    assert_eq!(understood("refund A1"), "Refund(RefundArgs { order_nos: [\"A1\"] }))");
}

#[test]
fn printing() {
    assert_eq!(
        understood("print A1 A2 --printer P --copies 2 --layout 4x6 --again --reason torn"),
        "Print(PrintArgs { queue: None, order_nos: [\"A1\", \"A2\"], printer: Some(\"P\"), copies: Some(2), kind: Label, \
         layout: Some(\"4x6\"), again: true, reason: Some(\"torn\") }))"
    );
    assert!(understood("print A1 --kind scan_form").contains("kind: ScanForm"));
    assert!(understood("print -- queue").contains("order_nos: [\"queue\"]"), "an order may have this number");
    assert!(understood("print queue").contains("resume: None, from: 1, include_unsure: false"));
    assert!(
        understood("print queue --resume B-1 --from 38 --include-unsure")
            .contains("resume: Some(\"B-1\"), from: 38, include_unsure: true")
    );
    assert_eq!(refused("print queue --from 3"), ErrorKind::MissingRequiredArgument);
    assert_eq!(refused("print queue --resume B-1 --stop B-1"), ErrorKind::ArgumentConflict);
    assert_eq!(refused("print"), ErrorKind::MissingRequiredArgument);
    assert_eq!(refused("print A1 --copies 0"), ErrorKind::ValueValidation);
    assert_eq!(refused("print A1 --layout a5"), ErrorKind::InvalidValue);
    assert_eq!(refused("print A1 --reason torn"), ErrorKind::MissingRequiredArgument);
    assert_eq!(understood("printer list"), "Printer(List))");
    assert_eq!(understood("printer test P"), "Printer(Test { printer: \"P\" }))");
}

#[test]
fn labels_and_scan_forms() {
    assert_eq!(understood("label fetch A1 A2"), "Label(Fetch { order_nos: [\"A1\", \"A2\"] }))");
    assert_eq!(
        understood("label export A1 --out l.pdf"),
        "Label(Export(ExportArgs { order_nos: [\"A1\"], out: \"l.pdf\", layout: \"as-is\" })))"
    );
    for layout in ["as-is", "100x150", "4x6", "a4", "a4-4up"] {
        let words = format!("label export A1 A2 --layout {layout} --out l.pdf");
        assert!(understood(&words).contains(&format!("layout: \"{layout}\"")));
    }
    assert_eq!(refused("label export A1 --out l.pdf --layout a5"), ErrorKind::InvalidValue);
    assert_eq!(refused("label export A1"), ErrorKind::MissingRequiredArgument);
    assert_eq!(understood("label transfer A1"), "Label(Transfer { order_no: \"A1\" }))");
    assert_eq!(
        understood("scanform --account n --channel 7 --address-id 3 --date 2026-03-02 --out f.pdf"),
        "Scanform(ScanFormArgs { account: \"n\", channel: \"7\", address_id: \"3\", date: Some(\"2026-03-02\"), \
         order_nos: [], again: false, out: Some(\"f.pdf\") }))"
    );
    assert!(understood("scanform --account n --channel 7 --address-id 3 A1 A2").contains("[\"A1\", \"A2\"]"));
    assert_eq!(
        refused("scanform --account n --channel 7 --address-id 3 --date 2026-03-02 A1"),
        ErrorKind::ArgumentConflict
    );
}

#[test]
fn timelines() {
    assert_eq!(
        understood("track show 9400 --refresh --account n --raw"),
        "Track(Show(ShowArgs { number: \"9400\", refresh: true, account: Some(\"n\"), raw: true })))"
    );
    assert_eq!(
        understood("track list --query 9400 --needs-person --out p.csv"),
        "Track(List(ListArgs { query: Some(\"9400\"), needs_person: true, limit: 100, after: None, out: Some(\"p.csv\") })))"
    );
    assert_eq!(refused("track list --out p.csv --limit 5"), ErrorKind::ArgumentConflict);
    assert_eq!(understood("track refresh"), "Track(Refresh { numbers: [] }))");
    assert_eq!(understood("track refresh 1 2"), "Track(Refresh { numbers: [\"1\", \"2\"] }))");
}

#[test]
fn the_folder_and_its_settings() {
    assert_eq!(understood("backup b"), "Backup(BackupArgs { file: \"b\" }))");
    assert_eq!(understood("restore b"), "Restore(RestoreArgs { file: \"b\" })");
    assert_eq!(understood("verify"), "Verify(VerifyArgs))");
    assert_eq!(understood("setting get"), "Setting(Get { key: None }))");
    assert_eq!(understood("setting get station"), "Setting(Get { key: Some(\"station\") }))");
    assert_eq!(understood("setting set rate.USD 7.1"), "Setting(Set { key: \"rate.USD\", value: \"7.1\" }))");
    assert_eq!(refused("setting set station"), ErrorKind::MissingRequiredArgument);
}

#[test]
fn practice_and_completion() {
    assert_eq!(understood("demo"), "Demo(DemoArgs)");
    assert_eq!(
        understood("simulate"),
        "Simulate(SimulateArgs { port: 0, latency: 0, faults: [], state: None, channels: 0 })"
    );
    assert_eq!(
        understood(
            "simulate --port 8070 --latency 150 --fault hang=5 --fault refused=10 --state s --channels 200"
        ),
        "Simulate(SimulateArgs { port: 8070, latency: 150, faults: [Fault { kind: Hang, percent: 5, call: None, times: \
         None }, Fault { kind: Refused, percent: 10, call: None, times: None }], state: Some(\"s\"), channels: 200 })"
    );
    assert_eq!(refused("simulate --fault fire=5"), ErrorKind::ValueValidation);
    assert_eq!(understood("completion zsh"), "Completion { shell: Zsh }");
}

#[test]
fn global_options_stand_before_or_after_the_command() {
    for words in [
        "shipdesk-cli --data-dir d --json --lang zh_TW order show A1",
        "shipdesk-cli order show A1 --lang zh-Hant --json --data-dir d",
        "shipdesk-cli order --json show --data-dir d A1 --lang zh-HK",
    ] {
        let cli = Cli::try_parse_from(words.split(' ')).unwrap();
        assert_eq!(cli.global.data_dir, Some(PathBuf::from("d")), "{words}");
        assert!(cli.global.json, "{words}");
        assert_eq!(cli.global.lang, Some(Language::ZhTw), "{words}");
    }
    assert_eq!(refused("--lang de order list"), ErrorKind::ValueValidation);
}

#[test]
fn words_that_do_not_fit_are_told_in_the_language_they_name() {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(language_of(&words("--lang zh-TW order")), Language::ZhTw);
    assert_eq!(language_of(&words("order --lang=zh")), Language::ZhCn);
}
