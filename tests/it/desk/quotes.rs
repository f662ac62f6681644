//! Prices as the window asks for them.

use shipdesk_app::documents::{ChannelDocument, LeftOutReason, QuoteAsk, QuoteEvent, QuotesDocument};
use shipdesk_simulator::Config;
use shipdesk_tests::bench::Bench;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

fn ask(order_no: &str) -> QuoteAsk {
    QuoteAsk { order_no: order_no.into(), accounts: Vec::new(), channels: Vec::new(), all: false }
}

/// Everything that is told while prices are asked for.
async fn told(bench: &Bench, ask: QuoteAsk) -> Vec<QuoteEvent> {
    let events = Mutex::new(Vec::new());
    bench.desk.quote_ask(ask, &|event| events.lock().unwrap().push(event)).await.unwrap();
    events.into_inner().unwrap()
}

fn table(events: &[QuoteEvent]) -> &QuotesDocument {
    match events.last() {
        Some(QuoteEvent::Done { quotes }) => quotes,
        other => panic!("the table comes last, not {other:?}"),
    }
}

/// What is shown of a table: who, what, whether it may be bought at.
fn shown(table: &QuotesDocument) -> Vec<(String, String, Option<String>, bool)> {
    let row = |quote: &shipdesk_app::documents::QuoteDocument| {
        (quote.account.clone(), quote.channel_id.clone(), quote.total.clone(), quote.stale)
    };
    table.quotes.iter().map(row).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_channel_is_told_when_it_is_asked_and_when_it_answers() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    let empty = bench.desk.quotes_show("A1").await.unwrap().document;
    assert_eq!((empty.quotes.len(), empty.accounts.len()), (0, 2));

    let events = told(&bench, ask("A1")).await;
    let (mut asked, mut answered) = (BTreeSet::new(), BTreeSet::new());
    for event in &events {
        match event {
            QuoteEvent::Asking { account, channel_id, .. } => {
                assert!(asked.insert((account.clone(), channel_id.clone())), "each is asked once");
            }
            QuoteEvent::Answered { quote } => {
                let channel = (quote.account.clone(), quote.channel_id.clone());
                assert!(asked.contains(&channel), "asked before it answers: {channel:?}");
                assert!(answered.insert(channel));
            }
            QuoteEvent::Done { .. } => {}
        }
    }
    assert!(asked.len() > 10 && asked == answered);
    let done = table(&events);
    assert_eq!(done.quotes.len(), asked.len());
    let totals: Vec<f64> =
        done.quotes.iter().filter_map(|quote| quote.total.as_ref()?.parse().ok()).collect();
    assert!(totals.is_sorted());
    assert!(done.quotes.iter().all(|quote| !quote.stale));

    // offline it is the same table
    bench.faults(serde_json::json!([{"kind": "page-500", "percent": 100}])).await;
    let stored = bench.desk.quotes_show("A1").await.unwrap().document;
    assert_eq!(shown(&stored), shown(done));
    assert_eq!(stored.accounts[0].currency.as_deref(), Some("CNY"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_out_says_why() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    let first = told(&bench, ask("A1")).await;
    let mut tests: Vec<_> = table(&first).left_out.iter().map(|out| out.reason).collect();
    tests.dedup();
    assert_eq!(tests, [LeftOutReason::Test]);
    let hidden = table(&first).quotes[0].clone();
    let channels = bench.desk.channel_all(Some(&hidden.account), false).await.unwrap().document;
    let channel = channels.into_iter().find(|channel| channel.channel_id == hidden.channel_id).unwrap();
    bench.desk.channel_change(ChannelDocument { hidden: true, ..channel }).await.unwrap();
    let other = if hidden.account == "dingcang" { "dingexpress" } else { "dingcang" };
    let accounts = bench.desk.account_all().await.unwrap().document;
    let off = accounts.iter().find(|account| account.name == other).unwrap();
    bench.desk.account_enable(&off.id, false).await.unwrap();

    let second = told(&bench, ask("A1")).await;
    let second = table(&second);
    assert!(
        second
            .quotes
            .iter()
            .all(|quote| quote.account == hidden.account && quote.channel_id != hidden.channel_id)
    );
    let why = |id: Option<&str>, account: &str| {
        let found =
            second.left_out.iter().find(|out| out.account == account && out.channel_id.as_deref() == id);
        found.map(|out| out.reason)
    };
    assert_eq!(why(Some(&hidden.channel_id), &hidden.account), Some(LeftOutReason::Hidden));
    assert_eq!(why(None, other), Some(LeftOutReason::AccountOff));

    let named = QuoteAsk {
        channels: vec![hidden.channel_id.clone()],
        accounts: vec![hidden.account.clone()],
        ..ask("A1")
    };
    let named = told(&bench, named).await;
    assert!(
        table(&named).quotes.iter().any(|quote| quote.channel_id == hidden.channel_id),
        "whoever names it sees it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_is_stale_after_ten_minutes_and_when_the_order_changes() {
    let bench = Bench::new().await;
    bench.order("A1").await;
    told(&bench, ask("A1")).await;
    let stale = async || {
        let quotes = bench.desk.quotes_show("A1").await.unwrap().document.quotes;
        (quotes.iter().filter(|quote| quote.stale).count(), quotes.len())
    };
    bench.clock.advance(599);
    assert_eq!(stale().await.0, 0);
    bench.clock.advance(2);
    let (old, all) = stale().await;
    assert_eq!(old, all);

    // one channel again: it alone is fresh then, and the table is whole
    let one = bench.desk.quotes_show("A1").await.unwrap().document.quotes.remove(0);
    let again =
        QuoteAsk { accounts: vec![one.account.clone()], channels: vec![one.channel_id.clone()], ..ask("A1") };
    let events = told(&bench, again).await;
    let asked: Vec<_> = events.iter().filter(|event| matches!(event, QuoteEvent::Asking { .. })).collect();
    assert_eq!(asked.len(), 1);
    let done = table(&events);
    assert_eq!((done.quotes.len(), done.quotes.iter().filter(|quote| !quote.stale).count()), (all, 1));

    let id = bench.show("A1").await.id.unwrap();
    let mut form = bench.desk.order_form(&id).await.unwrap().document.form;
    form.boxes[0].weight_kg = "0.5".into();
    bench.desk.order_save(&id, form).await.unwrap();
    let (old, all) = stale().await;
    assert_eq!(old, all, "prices of another order");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_drops_it_stops_asking_and_keeps_what_had_come() {
    let config = Config { latency: Duration::from_millis(150), channels: 60, ..Config::default() };
    let bench = Bench::with(config).await;
    bench.order("A1").await;
    bench.desk.channel_all(None, true).await.unwrap();
    let (first, came) = tokio::sync::oneshot::channel();
    let first = Mutex::new(Some(first));
    let tell = |event| {
        if matches!(event, QuoteEvent::Answered { .. })
            && let Some(first) = first.lock().unwrap().take()
        {
            let _ = first.send(());
        }
    };
    tokio::select! {
        _ = bench.desk.quote_ask(ask("A1"), &tell) => panic!("it is not done yet"),
        told = came => told.unwrap(),
    }
    tokio::time::sleep(Duration::from_millis(400)).await;
    let asked = bench.calls("price.php").await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(bench.calls("price.php").await, asked, "nobody goes on asking");
    assert!(asked < 60, "{asked}");
    let kept = bench.desk.quotes_show("A1").await.unwrap().document;
    assert!(!kept.quotes.is_empty(), "{asked} were asked: {kept:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_delivered_often_says_how_long_it_takes() {
    let bench = Bench::new().await;
    let days = async || {
        let named = QuoteAsk { accounts: vec!["dingcang".into()], channels: vec!["386".into()], ..ask("D1") };
        let events = told(&bench, named).await;
        let quotes = &table(&events).quotes;
        quotes.iter().find(|quote| quote.account == "dingcang" && quote.channel_id == "386").unwrap().days
    };
    let mut numbers = Vec::new();
    for index in 1..=9 {
        let order_no = bench.order(&format!("D{index}")).await;
        numbers.push(bench.bought(&order_no, "386").await.tracking_no.unwrap());
    }
    bench.advance(400).await;
    let mut delivered = 0;
    for number in &numbers {
        let parcel = bench.desk.track_one(number, true, false).await.unwrap().document;
        delivered += usize::from(parcel.status.as_str() == "delivered");
        assert_eq!(days().await.is_some(), delivered >= 5, "{delivered} are delivered");
    }
    assert!(delivered >= 5, "most journeys end well");
    let before = days().await;
    // asked again, a parcel counts no second time
    for number in &numbers {
        bench.desk.track_one(number, true, false).await.unwrap();
    }
    assert_eq!(days().await, before);
    let known = before.expect("five parcels");
    assert!(known.p50 <= known.p90 && known.p90 < 60, "{known:?}");
}
