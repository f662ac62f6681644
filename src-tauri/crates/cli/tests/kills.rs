//! Processes that die in the middle of buying and cancelling: at every place where something is committed or sent, and
//! anywhere. Afterwards there is at most one order under a number at the provider, what is here agrees with it, and
//! nothing stays unknown once the provider has been asked.
#![expect(clippy::expect_used, clippy::panic, reason = "a test ends where something is not as it must be")]

use serde_json::{Value, json};
use shipdesk_simulator::{Config, Running};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// Random kills of an ordinary test run; `SHIPDESK_KILLS` asks for more.
const KILLS: usize = 12;

struct Station {
    folder: tempfile::TempDir,
    simulator: Running,
}

impl Station {
    async fn new() -> Self {
        let simulator = shipdesk_simulator::start(Config::default()).await.expect("a free port");
        let station = Self { folder: tempfile::tempdir().expect("a temporary folder"), simulator };
        let account = station.simulator.accounts().remove(0);
        let secrets = account.secrets.iter().fold(String::new(), |mut lines, (field, secret)| {
            writeln!(lines, "first.{field}={secret}").expect("writing to a text");
            lines
        });
        let mut file = std::fs::OpenOptions::new();
        let mut file = file.write(true).create_new(true).mode(0o600).open(station.secrets()).expect("a file");
        std::io::Write::write_all(&mut file, secrets.as_bytes()).expect("room");
        let mut words =
            vec!["account", "add", "--provider", account.provider, "--name", "first", "--base-url"];
        words.push(&account.base_url);
        let fields: Vec<String> =
            account.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        for field in &fields {
            words.extend(["--set", field]);
        }
        station.run(&words);
        station.run(&["channel", "list", "--refresh"]);
        station
    }

    fn secrets(&self) -> PathBuf {
        self.folder.path().join("secrets")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shipdesk-cli"));
        command.arg("--data-dir").arg(self.folder.path().join("data")).arg("--json").args(words);
        command.env("SHIPDESK_SECRETS", self.secrets()).stdin(Stdio::null());
        command
    }

    fn output(&self, words: &[&str]) -> Output {
        self.command(words).output().expect("the command line starts")
    }

    fn run(&self, words: &[&str]) -> Value {
        let output = self.output(words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("one document")
    }

    fn add(&self, order_no: &str) {
        let file = self.folder.path().join(format!("{order_no}.json"));
        std::fs::write(&file, order(order_no).to_string()).expect("room");
        self.run(&["order", "add", &file.display().to_string()]);
    }

    fn buy(&self, order_no: &str) -> Command {
        let mut command = self.command(&["buy", order_no, "--account", "first", "--channel", "386"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn show(&self, order_no: &str) -> Value {
        self.run(&["order", "show", order_no])
    }

    /// Settles everything; twice, because what the provider does not know needs a second look.
    fn settle(&self) {
        for _ in 0..2 {
            let output = self.output(&["reconcile"]);
            if output.status.code() != Some(5) {
                return;
            }
        }
        panic!("something is still unknown after two rounds");
    }

    /// The provider's orders by number: its state and how often a create for it arrived.
    async fn there(&self) -> BTreeMap<String, Vec<(String, u64)>> {
        let page = format!("http://{}/_practice/orders", self.simulator.addr());
        let orders: Vec<Value> = reqwest::get(page).await.expect("an answer").json().await.expect("a list");
        let mut there: BTreeMap<String, Vec<(String, u64)>> = BTreeMap::new();
        for order in orders {
            let state = order["state"].as_str().unwrap_or_default().to_owned();
            let calls = order["create_calls"].as_u64().unwrap_or_default();
            there
                .entry(order["order_no"].as_str().unwrap_or_default().to_owned())
                .or_default()
                .push((state, calls));
        }
        there
    }

    /// Here and there agree about an order.
    async fn check(&self, order_no: &str) {
        let here = self.show(order_no);
        let there = self.there().await.remove(order_no).unwrap_or_default();
        assert!(there.len() <= 1, "{order_no} was bought {} times", there.len());
        let state = here["state"].as_str().expect("a state");
        match there.first() {
            Some((paid, calls)) => {
                assert_eq!(*calls, 1, "{order_no} was sent {calls} times");
                let expected = if paid == "cancelled" { "cancelled" } else { "labelled" };
                assert_eq!(state, expected, "{order_no}: {}", here["last_error"]);
            }
            None => assert!(matches!(state, "failed" | "ready"), "{order_no} is {state} and not there"),
        }
    }

    fn verify(&self) {
        assert_eq!(self.run(&["verify"])["ok"], json!(true));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_while_buying_leaves_nothing_in_doubt() {
    let station = Station::new().await;
    let points = ["intended", "sending", "answered", "settled", "file_kept", "received"];
    for point in points {
        station.add(point);
        die_at(station.buy(point), point);
        let expected = match point {
            "intended" => "ready",
            "sending" | "answered" => "unknown",
            "received" => "labelled",
            _ => "submitted",
        };
        assert_eq!(station.show(point)["state"], json!(expected), "{point}");
    }
    station.settle();
    for point in points {
        station.check(point).await;
    }
    // what never arrived is bought under the same number
    for point in ["intended", "sending"] {
        assert!(station.buy(point).status().expect("it starts").success(), "{point}");
        station.check(point).await;
    }
    station.verify();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_while_cancelling_leaves_nothing_in_doubt() {
    let station = Station::new().await;
    for point in ["cancelling", "cancel_answered"] {
        station.add(point);
        assert!(station.buy(point).status().expect("it starts").success());
        let mut cancel = station.command(&["cancel", point]);
        cancel.stdout(Stdio::null()).stderr(Stdio::null());
        die_at(cancel, point);
        assert_eq!(station.show(point)["state"], json!("cancelling"), "{point}");
    }
    station.settle();
    for point in ["cancelling", "cancel_answered"] {
        station.check(point).await;
    }
    station.verify();
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_killed_anywhere_leave_nothing_in_doubt() {
    let kills = std::env::var("SHIPDESK_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let station = Station::new().await;
    let order_nos: Vec<String> = (0..kills).map(|index| format!("K{index}")).collect();
    for order_no in &order_nos {
        station.add(order_no);
    }
    let whole = time_of(station.buy("K0"));
    for (index, order_no) in order_nos.iter().enumerate().skip(1) {
        let mut child: Child = station.buy(order_no).spawn().expect("it starts");
        // spread over the whole of a purchase, and different each run
        let share = f64::from(u32::try_from(index % 97).unwrap_or(0)) / 97.0;
        tokio::time::sleep(whole.mul_f64(share)).await;
        child.kill().expect("it can be killed");
        child.wait().expect("it is gone");
    }
    station.settle();
    for order_no in &order_nos {
        station.check(order_no).await;
    }
    station.verify();
    let bought = station.there().await.len();
    assert!(bought < kills, "some died before they sent: {bought} of {kills}");
}

/// Ends a command at a fail point, and makes sure that it did end there.
fn die_at(mut command: Command, point: &str) {
    let status = command.env("SHIPDESK_FAIL_POINT", point).status().expect("the command line starts");
    assert_eq!(status.code(), None, "{point}: it should have died");
}

fn time_of(mut command: Command) -> Duration {
    let started = std::time::Instant::now();
    assert!(command.status().expect("it starts").success());
    started.elapsed()
}

fn order(order_no: &str) -> Value {
    let party = json!({"name": "Pam Pierson", "phone": "2075550129", "address1": "27 Sample Road", "city": "Berwick",
        "state": "ME", "postcode": "03901", "country": "US"});
    json!({"order_no": order_no, "sender": party, "recipient": party, "boxes": [{"box_no": "box1", "weight_kg": "0.25",
        "length_cm": 10, "width_cm": 5, "height_cm": 2, "items": [{"sku": "1", "name_cn": "衣服", "name_en": "clothes",
        "unit_price": "1.00", "currency": "USD", "quantity": 1, "unit_weight_kg": "0.25"}]}]})
}
