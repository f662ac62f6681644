//! Whether the network is there, by how the newest calls went, and a window that begins without one.

use crate::until;
use jiff::SignedDuration;
use shipdesk_core::clock::{Clock as _, stamp};
use shipdesk_core::error::ErrorCode;
use shipdesk_core::id::AccountId;
use shipdesk_core::status::OrderState;
use shipdesk_simulator::Config;
use shipdesk_store::attempt::{self, NewAttempt};
use shipdesk_store::{Folder, account};
use shipdesk_tests::bench::{Bench, open};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How a call went.
#[derive(Clone, Copy)]
enum Went {
    Answered,
    NoConnection,
    TooSlow,
}
use Went::{Answered, NoConnection, TooSlow};

/// Keeps these calls, oldest first, each so many seconds ago, and says what is then thought of the network.
async fn online_after(accounts: &[&str], calls: &[(&str, i64, Went)]) -> bool {
    online_of(accounts, calls, None).await
}

/// The same where one account is switched off afterwards.
async fn online_of(accounts: &[&str], calls: &[(&str, i64, Went)], off: Option<&str>) -> bool {
    let bench = Bench::of(accounts).await;
    let folder = Folder::open(bench.folder.path(), &*bench.clock).await.unwrap();
    let mut tx = folder.write().await.unwrap();
    let there = account::all(&mut tx).await.unwrap();
    for (name, seconds, went) in calls {
        let of = there.iter().find(|account| account.name == *name).unwrap().id;
        let at = bench.clock.now() - SignedDuration::from_secs(*seconds);
        attempt::insert(&mut tx, &call(of, at, *went)).await.unwrap();
    }
    tx.commit().await.unwrap();
    folder.close().await;
    if let Some(off) = there.iter().find(|account| Some(account.name.as_str()) == off) {
        bench.desk.account_enable(&off.id.to_string(), false).await.unwrap();
    }
    bench.desk.desk_status().await.unwrap().document.online
}

fn call(account_id: AccountId, at: jiff::Timestamp, went: Went) -> NewAttempt {
    let outcome = match went {
        Answered => "done",
        NoConnection => ErrorCode::Unreachable.as_str(),
        TooSlow => ErrorCode::TimedOut.as_str(),
    };
    NewAttempt {
        at,
        account_id,
        order_id: None,
        purchase_id: None,
        action: "track",
        outcome: outcome.to_owned(),
        http_status: matches!(went, Answered).then_some(200),
        took_ms: 10,
        error: None,
        address: "GET https://api.example.com/".to_owned(),
        request: String::new(),
        answer: None,
    }
}

const ALL: [&str; 3] = ["winit", "trackingmore", "xportcn"];

#[tokio::test(flavor = "multi_thread")]
async fn two_accounts_without_a_connection_mean_that_the_network_is_gone_whoever_answered_before() {
    let both = [("xportcn", 3, Answered), ("winit", 2, NoConnection), ("trackingmore", 1, NoConnection)];
    assert!(!online_after(&ALL, &both).await);
    // however often the first one tried, and whoever was only slow
    let often = [
        ("xportcn", 9, Answered),
        ("winit", 8, NoConnection),
        ("trackingmore", 7, NoConnection),
        ("xportcn", 6, TooSlow),
        ("trackingmore", 5, NoConnection),
        ("trackingmore", 4, NoConnection),
    ];
    assert!(!online_after(&ALL, &often).await);
    // one account is all there are; once is no proof of its
    let own = [("winit", 3, Answered), ("winit", 2, NoConnection), ("winit", 1, NoConnection)];
    assert!(!online_after(&["winit"], &own).await);
    assert!(online_after(&["winit"], &own[..2]).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_dead_provider_is_not_the_network() {
    let dead = [("winit", 5, NoConnection), ("winit", 4, NoConnection)];
    let answered = |seconds| ("trackingmore", seconds, Answered);
    assert!(online_after(&ALL, &[dead[0], dead[1], answered(3)]).await, "another one answers after it");
    assert!(online_after(&ALL, &[dead[0], answered(4), dead[1]]).await);
    assert!(online_after(&ALL, &[answered(30), dead[0], dead[1]]).await, "or answered lately");
    assert!(!online_after(&ALL, &[answered(90), dead[0], dead[1]]).await);
    // a dead one that is switched off since says nothing of the one that answers
    let off = online_of(&["winit", "trackingmore"], &[answered(6), dead[0], dead[1]], Some("winit")).await;
    assert!(off);
    let between = [("winit", 3, NoConnection), answered(2), ("xportcn", 1, NoConnection)];
    assert!(online_after(&ALL, &between).await, "not in a row");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_answer_is_an_accounts_last_answer() {
    let bench = Bench::of(&["winit", "xportcn"]).await;
    let answered = async || {
        let accounts = bench.desk.desk_status().await.unwrap().document.accounts;
        let told: Vec<_> =
            accounts.into_iter().map(|one| (one.account, one.answered_at, one.asked_at)).collect();
        assert!(told.iter().all(|(_, _, asked_at)| asked_at.is_none()), "neither has a balance: {told:?}");
        told.into_iter().map(|(account, at, _)| (account, at)).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(answered().await, [("winit", None), ("xportcn", None)].map(owned).into());
    // a refusal is an answer, too
    let before = stamp(bench.clock.now());
    bench.desk.purchase_show("xportcn", "799999999999", true).await.unwrap_err();
    let refused = answered().await;
    assert!(refused["winit"].is_none() && refused["xportcn"].as_ref().unwrap() >= &before, "{refused:?}");
    bench.desk.track_one("WO7000000000", true, false).await.unwrap();
    let told = answered().await["winit"].clone().unwrap();
    assert!(told >= before);

    // what found nobody is no answer
    let folder = Folder::open(bench.folder.path(), &*bench.clock).await.unwrap();
    let mut tx = folder.write().await.unwrap();
    let there = account::all(&mut tx).await.unwrap();
    bench.clock.advance(60);
    for went in [NoConnection, TooSlow] {
        attempt::insert(&mut tx, &call(there[0].id, bench.clock.now(), went)).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(answered().await["winit"].as_ref(), Some(&told));
}

fn owned((account, at): (&str, Option<&str>)) -> (String, Option<String>) {
    (account.to_owned(), at.map(str::to_owned))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_starts_without_a_network_costs_nothing_and_catches_up() {
    let place = tempfile::tempdir().unwrap();
    let config = Config { state: Some(place.path().join("practice.state")), ..Config::default() };
    let mut bench = Bench::with(config.clone()).await;
    bench.order("A1").await;
    bench.fault("answer-lost", "interface.api.php", 1).await;
    bench.buy("A1", "386").await;
    let port = bench.simulator.addr().port();
    let elsewhere = shipdesk_simulator::start(Config::default()).await.unwrap();
    std::mem::replace(&mut bench.simulator, elsewhere).stop().await;
    let accounts = shipdesk_simulator::accounts(&format!("127.0.0.1:{port}"));

    let desk = Arc::new(open(bench.folder.path(), &accounts, &bench.clock).await);
    let (stop, stopped) = watch::channel(false);
    let work = tokio::spawn(Arc::clone(&desk).work(stopped));
    let status = async || desk.desk_status().await.unwrap().document;
    until("it is offline", async || !status().await.online).await;
    assert_eq!(bench.show("A1").await.state, Some(OrderState::Unknown));
    let attempts = async || bench.show("A1").await.attempts.len();
    let before = attempts().await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(attempts().await, before, "nobody knocks at a dead line every second");

    bench.simulator = shipdesk_simulator::start(Config { port, ..config }).await.unwrap();
    until("it is online again", async || {
        bench.clock.advance(21);
        status().await.online
    })
    .await;
    until("the order is settled", async || {
        bench.clock.advance(10);
        bench.show("A1").await.state == Some(OrderState::Labelled)
    })
    .await;
    assert_eq!(bench.there("A1").await, [("active".to_owned(), 1)]);
    until("balances are known", async || status().await.accounts.iter().all(|one| one.balance.is_some()))
        .await;
    assert!(status().await.last_sync.is_some());
    stop.send(true).unwrap();
    work.await.unwrap();
}
