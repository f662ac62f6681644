//! A workbench for flow tests: a folder, a clock that a test moves, and practice providers that it can break.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shipdesk_app::documents::{OrderDocument, Results};
use shipdesk_app::words::Language;
use shipdesk_app::{
    AccountRequest, BuyRequest, Choice, LabelWait, Patience, Quiet, Secrets, Setup, Workstation,
};
use shipdesk_core::clock::Clock;
use shipdesk_core::secret::Secret;
use shipdesk_core::status::OrderState;
use shipdesk_secrets::SecretStore;
use shipdesk_simulator::{Config, PracticeAccount, Running};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A clock that stands until it is moved, or runs from then on.
#[derive(Debug)]
pub struct TestClock {
    now: Mutex<Timestamp>,
    running_since: Option<Instant>,
}

impl TestClock {
    /// A clock that begins now, and stands.
    #[expect(
        clippy::disallowed_methods,
        reason = "the practice providers keep the machine's time: begin with theirs"
    )]
    pub fn new() -> Self {
        Self { now: Mutex::new(Timestamp::now()), running_since: None }
    }

    /// A clock that begins now and runs: for accounts that want time between their calls.
    pub fn running() -> Self {
        Self { running_since: Some(Instant::now()), ..Self::new() }
    }

    /// Moves it on.
    pub fn advance(&self, seconds: i64) {
        let mut now = self.now.lock().expect("no test panics while holding the clock");
        *now += SignedDuration::from_secs(seconds);
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        let ran = self.running_since.map(|since| since.elapsed()).unwrap_or_default();
        *self.now.lock().expect("no test panics while holding the clock") + ran
    }
}

/// A workstation with an account at each practice provider that sells.
pub struct Bench {
    /// The use cases.
    pub desk: Workstation,
    /// The practice providers.
    pub simulator: Running,
    /// The clock of the workstation.
    pub clock: Arc<TestClock>,
    /// The folder.
    pub folder: tempfile::TempDir,
    http: reqwest::Client,
}

impl std::fmt::Debug for Bench {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bench({})", self.folder.path().display())
    }
}

impl Bench {
    /// With practice providers that behave.
    pub async fn new() -> Self {
        Self::with(Config::default()).await
    }

    /// With practice providers as told.
    pub async fn with(config: Config) -> Self {
        let simulator = shipdesk_simulator::start(config).await.expect("a free port");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(TestClock::new());
        let desk = open(folder.path(), &simulator.accounts(), &clock).await;
        for account in simulator.accounts().iter().filter(|account| sells(account)) {
            add_account(&desk, account, &[]).await;
        }
        Self { desk, simulator, clock, folder, http: reqwest::Client::new() }
    }

    /// With an account at each of these practice providers, and a clock that runs.
    pub async fn of(providers: &[&str]) -> Self {
        Self::of_accounts(Config::default(), |account| {
            providers.contains(&account.provider).then_some(account)
        })
        .await
    }

    /// With those accounts of all practice providers that are chosen, as they are given back, and a clock that runs.
    pub async fn of_accounts(
        config: Config,
        choose: impl Fn(PracticeAccount) -> Option<PracticeAccount>,
    ) -> Self {
        let simulator = shipdesk_simulator::start(config).await.expect("a free port");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(TestClock::running());
        let accounts: Vec<PracticeAccount> = simulator.accounts().into_iter().filter_map(choose).collect();
        let desk = open(folder.path(), &accounts, &clock).await;
        for account in &accounts {
            add_account(&desk, account, &[]).await;
        }
        Self { desk, simulator, clock, folder, http: reqwest::Client::new() }
    }

    /// Opens the same folder again, as the next process would.
    pub async fn reopen(&mut self) {
        let desk = open(self.folder.path(), &self.simulator.accounts(), &self.clock).await;
        std::mem::replace(&mut self.desk, desk).close().await;
    }

    /// Puts an order in and gives its number.
    pub async fn order(&self, order_no: &str) -> String {
        self.put(order(order_no)).await;
        order_no.to_owned()
    }

    /// Puts an order in.
    pub async fn put(&self, document: Value) {
        let added = self.desk.order_add(vec![document]).await.expect("the folder takes orders");
        assert_eq!((added.exit, added.document.failed), (0, 0), "{:?}", added.document.results);
    }

    /// Buys by a channel of the first practice account.
    pub async fn buy(&self, order_no: &str, channel: &str) -> (u8, OrderDocument) {
        self.over(self.desk.buy(&[order_no.to_owned()], by(channel)).await)
    }

    /// Buys, and the order must have its label then.
    pub async fn bought(&self, order_no: &str, channel: &str) -> OrderDocument {
        let (exit, order) = self.buy(order_no, channel).await;
        assert_eq!((exit, order.state), (0, Some(OrderState::Labelled)), "{:?}", order.last_error);
        order
    }

    /// Settles one order.
    pub async fn reconcile(&self, order_no: &str) -> (u8, OrderDocument) {
        self.over(self.desk.reconcile(&[order_no.to_owned()]).await)
    }

    /// Settles one order with the second look that "not found" needs.
    pub async fn reconcile_twice(&self, order_no: &str) -> (u8, OrderDocument) {
        self.reconcile(order_no).await;
        self.clock.advance(31);
        self.reconcile(order_no).await
    }

    /// An order as it stands.
    pub async fn show(&self, order_no: &str) -> OrderDocument {
        let shown = self.desk.order_show(&[order_no.to_owned()]).await.expect("the folder can be read");
        shown.document.results.into_iter().next().expect("one order")
    }

    /// The exit code and the one order of an answer.
    pub fn over(&self, outcome: shipdesk_app::Outcome<Results>) -> (u8, OrderDocument) {
        let answer = outcome.expect("a results document");
        (answer.exit, answer.document.results.into_iter().next().expect("one order"))
    }

    /// Sets the fault dial: kinds with the script that each hits (or all) and how often.
    pub async fn faults(&self, faults: Value) {
        let answer =
            self.http.post(self.admin("faults")).json(&faults).send().await.expect("the practice providers");
        assert!(answer.status().is_success(), "{}", answer.status());
    }

    /// One fault on one script, a number of times.
    pub async fn fault(&self, kind: &str, call: &str, times: u32) {
        self.faults(json!([{"kind": kind, "percent": 100, "call": call, "times": times}])).await;
    }

    /// Moves the practice providers' clock.
    pub async fn advance(&self, seconds: i64) {
        self.clock.advance(seconds);
        let answer = self.http.post(self.admin("advance")).json(&json!({"seconds": seconds})).send().await;
        answer.expect("the practice providers");
    }

    /// The orders that the practice providers have under a number: (state, how often a create reached them).
    pub async fn there(&self, order_no: &str) -> Vec<(String, u64)> {
        let answer = self.http.get(self.admin("orders")).send().await.expect("the practice providers");
        let orders: Vec<Value> = answer.json().await.expect("a list");
        let mine = orders.iter().filter(|order| order["order_no"] == order_no);
        mine.map(|order| {
            (order["state"].as_str().unwrap_or("").to_owned(), order["create_calls"].as_u64().unwrap_or(0))
        })
        .collect()
    }

    /// An order appears at the provider without this folder: made by another system, or of what was sent long ago.
    pub async fn made_elsewhere(&self, order_no: &str) {
        let account = &self.simulator.accounts()[0];
        let body = json!({
            "AppKey": account.fields[0].1, "AppSecret": account.secrets[0].1, "Channel_id": "386",
            "orders": [{"cargo_type": 2, "OrderID": order_no, "Fname": "Kim Woods", "Ftel": "9495550134",
                "Fadd1": "2777 Example Parkway", "Fstate": "CA", "Fcity": "Irvine", "Fpostcode": "92606", "Fcountry": "US",
                "Sname": "Pam Pierson", "Scompany": "", "Sadd1": "27 Sample Road", "Sadd2": "", "Scity": "Berwick",
                "Sstate": "ME", "Spostcode": "03901", "Stel": "2075550129", "Scountry": "US", "Parcel_num": 1, "Weight": 0.25,
                "parcels": [{"box": "box1", "weight": "0.25", "length": "10", "width": "5", "height": "2", "sku": "TS-01",
                    "cnname": "衣服", "enname": "clothes", "price": "1.00", "num": "1"}]}]
        });
        let url = format!("{}/interface.api.php", account.base_url);
        let answer = self.http.post(url).json(&body).send().await.expect("an answer");
        assert_eq!(answer.json::<Value>().await.expect("JSON")["result"][0]["code"], 200);
    }

    /// What is left of the quota of the practice provider that has one.
    pub async fn quota(&self, units: i64) {
        let answer = self.http.post(self.admin("quota")).json(&json!({"units": units})).send().await;
        assert!(answer.expect("the practice providers").status().is_success());
    }

    /// A list that the practice providers show to tests: `parcels`, `registrations`, `purchases`.
    pub async fn listed(&self, page: &str) -> Vec<Value> {
        let answer = self.http.get(self.admin(page)).send().await.expect("the practice providers");
        answer.json().await.expect("a list")
    }

    /// How often a script was called.
    pub async fn calls(&self, script: &str) -> u64 {
        let answer = self.http.get(self.admin("calls")).send().await.expect("the practice providers");
        let calls: Value = answer.json().await.expect("a table");
        let all = calls.as_object().expect("a table").iter();
        all.filter(|(name, _)| name.ends_with(script)).filter_map(|(_, count)| count.as_u64()).sum()
    }

    fn admin(&self, page: &str) -> String {
        format!("http://{}/_practice/{page}", self.simulator.addr())
    }
}

/// Whether a practice account has prices.
fn sells(account: &PracticeAccount) -> bool {
    account.fields.iter().any(|(name, _)| *name == "currency")
}

/// A request to buy by a channel of the first practice account.
pub fn by(channel: &str) -> BuyRequest {
    let choice = Choice::Channel { account: "dingcang".into(), channel: channel.into() };
    BuyRequest { choice, labels: LabelWait::Patient, again: false, batch: false }
}

/// A complete order with one box.
pub fn order(order_no: &str) -> Value {
    json!({
        "order_no": order_no,
        "sender": {"name": "Kim Woods", "phone": "9495550134", "address1": "2777 Example Parkway", "address2": "Apt 347",
            "city": "Irvine", "state": "CA", "postcode": "92606", "country": "US"},
        "recipient": {"name": "Pam Pierson", "phone": "2075550129", "address1": "27 Sample Road", "city": "Berwick",
            "state": "ME", "postcode": "03901", "country": "US"},
        "boxes": [carton("box1")],
    })
}

/// The same with two boxes.
pub fn two_boxes(order_no: &str) -> Value {
    let mut order = order(order_no);
    order["boxes"] = json!([carton("box1"), carton("box2")]);
    order
}

fn carton(box_no: &str) -> Value {
    json!({"box_no": box_no, "weight_kg": "0.25", "length_cm": 10, "width_cm": 5, "height_cm": 2,
        "items": [{"sku": "TS-01", "name_cn": "衣服", "name_en": "clothes", "unit_price": "1.00", "currency": "CNY", "quantity": 1,
            "unit_weight_kg": "0.25"}]})
}

/// Opens a folder for these practice accounts.
pub async fn open(
    root: &std::path::Path,
    accounts: &[PracticeAccount],
    clock: &Arc<TestClock>,
) -> Workstation {
    let secrets = accounts.iter().flat_map(|account| {
        let own = |(field, secret): &(&str, &str)| {
            (account.provider.to_owned(), (*field).to_owned(), Secret::new(*secret))
        };
        account.secrets.iter().map(own).collect::<Vec<_>>()
    });
    let setup = Setup {
        root: root.to_owned(),
        secrets: Secrets::Given(SecretStore::fixed(secrets)),
        providers: shipdesk_providers::registry(),
        language: Language::En,
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        progress: Arc::new(Quiet),
        practice: None,
        patience: Patience { label: Duration::from_secs(3), settle: Duration::ZERO },
    };
    Workstation::open(setup).await.expect("the folder opens")
}

/// Adds a practice account, with settings beyond its own.
pub async fn add_account(desk: &Workstation, account: &PracticeAccount, settings: &[(&str, &str)]) {
    let all = account.fields.iter().chain(settings);
    let fields = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let request = AccountRequest {
        provider: account.provider.to_owned(),
        name: account.provider.to_owned(),
        base_url: Some(account.base_url.clone()),
        fields,
        ..AccountRequest::default()
    };
    desk.account_add(request).await.expect("the account is taken");
}
