//! What goes on by itself while the window is open, and what tells that something changed.

use crate::until;
use jiff::Timestamp;
use serde_json::json;
use shipdesk_app::documents::{BuyAsk, StatusDocument, Topic};
use shipdesk_app::{AccountRequest, BuyRequest, LabelWait, Workstation};
use shipdesk_core::clock::Clock as _;
use shipdesk_core::id::{AccountId, ParcelId};
use shipdesk_core::status::{DeliveryStatus, OrderState, RefundState};
use shipdesk_store::parcel::pod::{self, Watch, WatchState};
use shipdesk_store::parcel::{self, Parcel, registration};
use shipdesk_store::{Folder, Tx, account};
use shipdesk_tests::bench::{Bench, add_account, by, open};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A window that is open: a workstation of its own in the bench's folder, at work.
struct Window {
    desk: Arc<Workstation>,
    stop: watch::Sender<bool>,
    work: JoinHandle<()>,
}

impl Window {
    async fn on(bench: &Bench) -> Self {
        let desk = Arc::new(open(bench.folder.path(), &bench.simulator.accounts(), &bench.clock).await);
        let (stop, stopped) = watch::channel(false);
        let work = tokio::spawn(Arc::clone(&desk).work(stopped));
        Self { desk, stop, work }
    }

    async fn status(&self) -> StatusDocument {
        self.desk.desk_status().await.unwrap().document
    }

    async fn close(self) {
        self.stop.send(true).unwrap();
        tokio::time::timeout(Duration::from_secs(5), self.work).await.expect("it stops").unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_settled_by_itself_and_nothing_is_sent_twice() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    bench.fault("answer-lost", "interface.api.php", 1).await;
    let (exit, unknown) = bench.buy("A1", "386").await;
    assert_eq!((exit, unknown.state), (5, Some(OrderState::Unknown)));
    let window = Window::on(&bench).await;
    assert_eq!(window.status().await.waiting, 1);
    until("the order is settled", async || bench.show("A1").await.state == Some(OrderState::Labelled)).await;
    assert_eq!(bench.there("A1").await, [("active".to_owned(), 1)]);
    assert_eq!(window.status().await.waiting, 0);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_provider_never_got_is_given_up_at_the_second_look_and_not_before() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    bench.fault("page-500", "interface.api.php", 1).await;
    assert_eq!(bench.buy("A1", "386").await.1.state, Some(OrderState::Unknown));
    let window = Window::on(&bench).await;
    until("the first look", async || bench.calls("fetchlabel.php").await >= 1).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(bench.show("A1").await.state, Some(OrderState::Unknown), "once is not enough");
    bench.clock.advance(31);
    until("the second look", async || bench.show("A1").await.state == Some(OrderState::Failed)).await;
    assert_eq!(bench.there("A1").await, Vec::new());
    assert_eq!(bench.calls("interface.api.php").await, 1, "nothing is bought by itself");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn late_labels_and_money_come_by_themselves() {
    let bench = Bench::new().await;
    for order_no in ["A1", "A2"] {
        bench.order(order_no).await;
    }
    let submitted =
        bench.desk.buy(&["A1".to_owned()], BuyRequest { labels: LabelWait::Not, ..by("424") }).await.unwrap();
    assert_eq!(submitted.document.results[0].state, Some(OrderState::Submitted));
    bench.bought("A2", "388").await;
    bench.desk.cancel(&["A2".to_owned()]).await.unwrap();
    let window = Window::on(&bench).await;
    let look = async || {
        let shown = window.desk.order_show(&["A1".to_owned()]).await.unwrap().document.results.remove(0);
        shown.label_look_at
    };
    until("the plan", async || look().await.is_some()).await;
    let sent: Timestamp =
        submitted.document.results[0].purchases[0].sent_at.as_ref().unwrap().parse().unwrap();
    let planned: Timestamp = look().await.unwrap().parse().unwrap();
    assert_eq!(planned.duration_since(sent).as_secs(), 48);
    assert_eq!(bench.show("A1").await.label_look_at, None, "who does not work by itself plans nothing");
    bench.advance(90).await;
    until("the label", async || bench.show("A1").await.state == Some(OrderState::Labelled)).await;
    assert_eq!(look().await, None);
    until("the money", async || {
        bench.clock.advance(60);
        bench.show("A2").await.refund == Some(RefundState::Done)
    })
    .await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_orders_are_bought_without_waiting_for_late_labels() {
    let bench = Bench::new().await;
    let ask = |order_nos: &[&str], channel: &str| BuyAsk {
        order_nos: order_nos.iter().map(|order_no| (*order_no).to_owned()).collect(),
        account: "dingcang".into(),
        channel_id: channel.into(),
        again: false,
        wait: false,
    };
    for (order_no, channel, state) in
        [("A1", "424", OrderState::Submitted), ("A2", "388", OrderState::Labelled)]
    {
        bench.order(order_no).await;
        let bought = bench.desk.buy_at(ask(&[order_no], channel)).await.unwrap().document.results.remove(0);
        assert_eq!(bought.state, Some(state));
        assert!(bought.last_error.is_none(), "a label that comes late is no trouble");
        assert_eq!(bench.there(order_no).await, [("active".to_owned(), 1)]);
    }
    assert_eq!(bench.calls("fetchlabel.php").await, 2, "one look each");
    for order_no in ["A3", "A4"] {
        bench.order(order_no).await;
    }
    // what goes wrong with a label stands with its order; every order of the ask is told
    bench.fault("page-500", "fetchlabel.php", 100).await;
    let together = bench.desk.buy_at(ask(&["A3", "A4"], "424")).await.unwrap();
    assert_eq!(together.document.results.len(), 2);
    for (order, order_no) in together.document.results.iter().zip(["A3", "A4"]) {
        assert_eq!((order.order_no.as_deref(), order.state), (Some(order_no), Some(OrderState::Submitted)));
        assert_eq!(bench.there(order_no).await, [("active".to_owned(), 1)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn parcels_are_asked_about_when_they_are_due_and_not_when_their_account_is_off() {
    let bench = Bench::new().await;
    bench.order("P2").await;
    let number = bench.bought("P2", "386").await.tracking_no.unwrap();
    let window = Window::on(&bench).await;
    until("the first answer", async || bench.calls("tracking.php").await == 1).await;
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(bench.calls("tracking.php").await, 1, "not before it is due");
    let account = bench.desk.account_all().await.unwrap().document.remove(0);
    bench.desk.account_enable(&account.id, false).await.unwrap();
    bench.advance(200).await;
    bench.clock.advance(4 * 3600);
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(bench.calls("tracking.php").await, 1, "the account is off");
    bench.desk.account_enable(&account.id, true).await.unwrap();
    until("the second answer", async || bench.calls("tracking.php").await == 2).await;
    until("it is delivered", async || {
        bench.desk.track_one(&number, false, false).await.unwrap().document.is_final
    })
    .await;
    bench.clock.advance(100 * 3600);
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(bench.calls("tracking.php").await, 2, "no more will come");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn balances_are_known_fresh_and_follow_the_money() {
    let bench = Bench::new().await;
    let window = Window::on(&bench).await;
    let balance = async || {
        let status = window.status().await.accounts.remove(0);
        (status.balance.map(|money| money.amount), status.asked_at)
    };
    until("the first balance", async || balance().await.0.is_some()).await;
    let first = balance().await;
    let asked = bench.calls("getaccoutinfo.php").await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(bench.calls("getaccoutinfo.php").await, asked, "it is fresh");

    bench.clock.advance(1);
    bench.order("A1").await;
    bench.bought("A1", "386").await;
    bench.clock.advance(5);
    until("less is left", async || balance().await.0 != first.0).await;
    let (left, at) = balance().await;
    assert!(left.unwrap().parse::<f64>().unwrap() < first.0.unwrap().parse::<f64>().unwrap());
    assert!(at > first.1);
    bench.faults(json!([{"kind": "page-500", "percent": 100}])).await;
    bench.clock.advance(301);
    until("it says what went wrong", async || window.status().await.accounts[0].error.is_some()).await;
    let status = window.status().await.accounts.remove(0);
    assert!(status.balance.is_some(), "what is known stays, with its age");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_window_a_folder_works() {
    let bench = Bench::new().await;
    let first = Window::on(&bench).await;
    until("the first works", async || bench.calls("getaccoutinfo.php").await == 2).await;
    let second = Window::on(&bench).await;
    bench.clock.advance(301);
    until("one of them asks again", async || bench.calls("getaccoutinfo.php").await == 4).await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(bench.calls("getaccoutinfo.php").await, 4, "and not both");
    first.close().await;
    bench.clock.advance(301);
    until("the second takes over", async || bench.calls("getaccoutinfo.php").await == 6).await;
    second.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_told_whichever_process_made_them() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    let mut changes = bench.desk.changes().await.unwrap();
    let quiet = tokio::time::timeout(Duration::from_secs(1), changes.next()).await;
    assert!(quiet.is_err(), "nothing changed: {quiet:?}");

    bench.desk.remember("window.session", Some("{}")).await.unwrap();
    let quiet = tokio::time::timeout(Duration::from_secs(1), changes.next()).await;
    assert!(quiet.is_err(), "what the window notes for itself is shown nowhere: {quiet:?}");

    let other = open(bench.folder.path(), &bench.simulator.accounts(), &bench.clock).await;
    other.order_add(vec![shipdesk_tests::bench::order("A2")]).await.unwrap();
    let topics = changes.next().await;
    assert!(topics.contains(&Topic::Orders) && !topics.contains(&Topic::Printing), "{topics:?}");

    let channel = bench.desk.channel_all(Some("dingcang"), false).await.unwrap().document.remove(0);
    changes.next().await;
    other.channel_change(channel).await.unwrap();
    assert_eq!(changes.next().await, [Topic::Orders, Topic::Quotes, Topic::Channels]);
}

/// A bench with two accounts of a provider: the first has no keys.
async fn with_a_keyless_account(provider: &str) -> (Bench, AccountId, AccountId) {
    let bench = Bench::of(&[]).await;
    let accounts = bench.simulator.accounts();
    let account = accounts.into_iter().find(|account| account.provider == provider).unwrap();
    let fields = account.fields.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
    let keyless = AccountRequest {
        provider: provider.to_owned(),
        name: "keyless".to_owned(),
        base_url: Some(account.base_url.clone()),
        fields: fields.collect(),
        ..AccountRequest::default()
    };
    bench.desk.account_add(keyless).await.unwrap();
    add_account(&bench.desk, &account, &[]).await;
    let folder = folder_of(&bench).await;
    let known = account::all(&mut folder.read().await.unwrap()).await.unwrap();
    folder.close().await;
    (bench, known[0].id, known[1].id)
}

async fn folder_of(bench: &Bench) -> Folder {
    Folder::open(bench.folder.path(), &*bench.clock).await.unwrap()
}

/// A parcel that has arrived.
async fn arrived(tx: &mut Tx, bench: &Bench, account: AccountId, number: &str) -> ParcelId {
    let parcel = Parcel {
        status: DeliveryStatus::Delivered,
        is_final: true,
        numbers: vec![(number.to_owned(), "tracking".to_owned())],
        ..Parcel::new(account, bench.clock.now())
    };
    parcel::insert(tx, &parcel).await.unwrap();
    parcel.id
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_keys_keeps_no_other_from_being_told_what_has_arrived() {
    let (bench, keyless, good) = with_a_keyless_account("trackingmore").await;
    let folder = folder_of(&bench).await;
    let mut tx = folder.write().await.unwrap();
    for (account, number) in [(keyless, "1Z9XV6160327140440"), (good, "1Z9XV6160327140459")] {
        let id = arrived(&mut tx, &bench, account, number).await;
        put_on_list(&mut tx, &bench, (id, account), number).await;
    }
    tx.commit().await.unwrap();
    let window = Window::on(&bench).await;
    until("the other's provider is told", async || bench.calls("trackings/notupdate").await == 1).await;
    window.close().await;
}

async fn put_on_list(tx: &mut Tx, bench: &Bench, (id, account): (ParcelId, AccountId), number: &str) {
    let entry = (number, "ups", &BTreeMap::new());
    registration::put(tx, id, account, entry, bench.clock.now()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_that_fails_is_told_again_after_a_pause_that_grows_and_outlives_the_window() {
    let bench = Bench::of(&["trackingmore"]).await;
    let folder = folder_of(&bench).await;
    let account = account::all(&mut folder.read().await.unwrap()).await.unwrap()[0].id;
    let mut tx = folder.write().await.unwrap();
    let id = arrived(&mut tx, &bench, account, "1Z9XV6160327140459").await;
    put_on_list(&mut tx, &bench, (id, account), "1Z9XV6160327140459").await;
    tx.commit().await.unwrap();
    bench.fault("page-500", "trackings/notupdate", 2).await;
    let listed = async || {
        let mut db = folder.read().await.unwrap();
        registration::of_parcel(&mut db, id).await.unwrap().remove(0)
    };
    let due_in = async |minutes: i64| {
        let then = bench.clock.now() + jiff::SignedDuration::from_mins(minutes);
        !registration::to_stop(&mut folder.read().await.unwrap(), then, &[], 1).await.unwrap().is_empty()
    };
    for (failures, (too_soon, soon)) in [(1, (14, 16)), (2, (29, 31))] {
        let window = Window::on(&bench).await;
        until("it is told", async || listed().await.stop_failures == failures).await;
        window.close().await;
        assert_eq!((due_in(too_soon).await, due_in(soon).await), (false, true), "{failures}");
        bench.clock.advance(soon * 60);
    }
    let window = Window::on(&bench).await;
    // the provider does not have it: there is nothing to stop
    until("it is stopped", async || listed().await.stopped_at.is_some()).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_keys_keeps_no_other_from_its_proofs_which_are_asked_for_in_one_call() {
    const TRACK: &str = "tracking.getOrderVerdorTracking";
    let (bench, keyless, good) = with_a_keyless_account("winit").await;
    let folder = folder_of(&bench).await;
    let mut tx = folder.write().await.unwrap();
    let numbers = ["WO7000000000A", "WO7000000001A", "WO7000000002A"];
    for (account, number) in [(keyless, "WO7000000003A")].into_iter().chain(numbers.map(|one| (good, one))) {
        let watch = Watch {
            parcel_id: arrived(&mut tx, &bench, account, number).await,
            account_id: account,
            state: WatchState::Expected,
            tries: 0,
            next_at: Some(bench.clock.now()),
            until: bench.clock.now() + jiff::SignedDuration::from_hours(24),
            error: None,
        };
        pod::put_watch(&mut tx, &watch).await.unwrap();
    }
    tx.commit().await.unwrap();
    let window = Window::on(&bench).await;
    let due = async || {
        let mut db = folder.read().await.unwrap();
        pod::due(&mut db, bench.clock.now(), 10).await.unwrap().len()
    };
    until("all were looked for", async || due().await == 0).await;
    assert_eq!(bench.calls(TRACK).await, 1, "three numbers, one call");
    bench.clock.advance(3601);
    assert_eq!(due().await, 1, "whoever could not be asked about is due in an hour");
    window.close().await;
}
