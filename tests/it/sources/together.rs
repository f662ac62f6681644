//! Several processes on one folder: together they keep to what a provider bears.

use super::told::{TM, Told};
use futures::future::join_all;
use shipdesk_app::Workstation;
use shipdesk_store::Folder;
use shipdesk_tests::bench::{Bench, open};

const NOTHING: &[u8] = br#"{"code":"0","msg":"","data":[]}"#;

/// Two more processes on the folder of a bench, and its own.
async fn desks(bench: &Bench, told: Option<&Told>) -> [Workstation; 2] {
    let mut accounts = bench.simulator.accounts();
    for account in &mut accounts {
        if let Some(told) = told {
            account.base_url.clone_from(&told.url);
        }
    }
    let other = async || open(bench.folder.path(), &accounts, &bench.clock).await;
    [other().await, other().await]
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_of_several_processes_have_a_second_between_them() {
    let bench = Bench::of(&[TM]).await;
    let [second, third] = desks(&bench, None).await;
    // the practice provider bears one list a second
    let pulled = join_all([&bench.desk, &second, &third].map(|desk| desk.track_pull(TM))).await;
    for pulled in pulled {
        assert!(pulled.unwrap().document.pages > 0);
    }
    assert!(bench.calls("trackings/get").await >= 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_processes_share_the_calls_of_a_minute() {
    let told = Told::new(NOTHING);
    let bench = told.bench("winit").await;
    let others = desks(&bench, Some(&told)).await;
    bench.desk.track_one("LK0", true, false).await.unwrap_err();
    let asked = told.calls();
    let folder = Folder::open(bench.folder.path(), &*bench.clock).await.unwrap();
    let mut tx = folder.write().await.unwrap();
    let used =
        sqlx::query("update call_place set calls = calls + 1000 - 1 - 2").execute(&mut *tx).await.unwrap();
    assert_eq!(used.rows_affected(), 1, "the call took its place");
    tx.commit().await.unwrap();
    let desks = [&bench.desk, &others[0], &others[1]];
    let numbers: Vec<String> = (1..=9).map(|n| format!("LK{n}")).collect();
    let all = numbers.iter().zip(desks.into_iter().cycle());
    join_all(all.map(|(number, desk)| desk.track_one(number, true, false))).await;
    assert_eq!(told.calls() - asked, 2, "two of a thousand were left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_429_silences_processes_that_have_asked_before() {
    let told = Told::new(NOTHING);
    let bench = told.bench("winit").await;
    let others = desks(&bench, Some(&told)).await;
    for (desk, number) in others.iter().zip(["LK1", "LK2"]) {
        desk.track_one(number, true, false).await.unwrap_err();
    }
    told.say(429, b"slow down");
    bench.desk.track_one("LK3", true, false).await.unwrap_err();
    let asked = told.calls();
    // places that were taken together are used for a second at the most
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    told.say(200, NOTHING);
    for desk in &others {
        desk.track_one("LK4", true, false).await.unwrap_err();
    }
    assert_eq!(told.calls(), asked);
}
