//! Tracking at size: 10,000 answers asked for, read, merged and kept, beside fetching the same answers, reading them as
//! plain JSON and putting their lines away in one go; 3,000 numbers in as few calls as they take; a long timeline opened.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::expect_used, reason = "a benchmark ends where something is not as it must be")]

#[path = "tracking/answers.rs"]
mod answers;

use answers::{Answers, LINES};
use futures::stream::{self, StreamExt as _};
use serde_json::{Value, json};
use shipdesk_app::Workstation;
use shipdesk_app::documents::RegistrationAsk;
use shipdesk_core::event::{Event, EventKind, EventTime};
use shipdesk_core::status::DeliveryStatus;
use shipdesk_simulator::PracticeAccount;
use shipdesk_store::{Folder, account, parcel};
use shipdesk_tests::bench::{TestClock, add_account, open};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PARCELS: usize = 10_000;
/// Numbers in a call, and calls at a time, as the provider's descriptor has them.
const BATCH: usize = 30;
const PARALLEL: usize = 4;
const KEEP_BUDGET: f64 = 2.0;
const OPEN_BUDGET: Duration = Duration::from_millis(5);
const RUNS: usize = 41;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        ten_thousand_answers().await;
        three_thousand_numbers().await;
        a_long_timeline().await;
    });
}

fn numbers(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("WO9{n:09}")).collect()
}

fn asks(numbers: &[String]) -> Vec<RegistrationAsk> {
    numbers
        .iter()
        .map(|number| RegistrationAsk { number: number.clone(), ..RegistrationAsk::default() })
        .collect()
}

/// A workstation with one account, which asks at these answers.
async fn desk(root: &Path, answers: &Answers) -> Workstation {
    let practice = shipdesk_simulator::accounts("127.0.0.1:9");
    let known = practice.into_iter().find(|account| account.provider == "winit").expect("a practice account");
    let account = PracticeAccount { base_url: answers.address(), ..known };
    let desk = open(root, std::slice::from_ref(&account), &Arc::new(TestClock::running())).await;
    add_account(&desk, &account, &[]).await;
    desk
}

async fn ten_thousand_answers() {
    let (answers, numbers) = (Answers::start().await, numbers(PARCELS));
    let root = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(root.path(), &answers).await;
    let base = plainly(&answers, &numbers).await;
    let started = Instant::now();
    let followed = desk.track_add("winit", asks(&numbers)).await.expect("answers").document;
    let first = started.elapsed();
    assert_eq!(followed.done as usize, PARCELS, "every number is a parcel");
    let started = Instant::now();
    let checked = desk.track_check(&numbers).await.expect("answers").document;
    let again = started.elapsed();
    assert!(checked.errors.is_empty() && checked.asked as usize == PARCELS, "{:?}", checked.errors);
    assert_eq!(answers.calls(), 3 * PARCELS.div_ceil(BATCH), "plainly, new, known");
    report("tracking_10000_answers_new", first, base);
    report("tracking_10000_answers_known", again, base);
}

fn report(name: &str, took: Duration, base: Duration) {
    let (took, base) = (took.as_secs_f64(), base.as_secs_f64());
    println!("{name} took_s={took:.3} base_s={base:.3} ratio={:.3} (limit {KEEP_BUDGET})", took / base);
}

/// The same answers over the same line, read as plain JSON and their lines put away in one go.
async fn plainly(answers: &Answers, numbers: &[String]) -> Duration {
    let root = tempfile::tempdir().expect("a temporary folder");
    let folder = Folder::open(root.path(), &TestClock::new()).await.expect("a folder");
    let mut tx = folder.write().await.expect("a transaction");
    sqlx::query("create table raw (number text, line text)").execute(&mut *tx).await.expect("a table");
    tx.commit().await.expect("a table");
    let (http, address) = (reqwest::Client::new(), answers.address());
    let started = Instant::now();
    let fetched = stream::iter(numbers.chunks(BATCH)).map(|chunk| {
        let request = http.post(&address).json(&json!({"data": {"trackingnos": chunk.join(",")}}));
        async move {
            let body = request.send().await.expect("an answer").bytes().await.expect("a body");
            serde_json::from_slice::<Value>(&body).expect("JSON")
        }
    });
    let wholes: Vec<Value> = fetched.buffered(PARALLEL).collect().await;
    let items: Vec<&Value> =
        wholes.iter().flat_map(|whole| whole["data"].as_array().expect("a list")).collect();
    assert_eq!(items.len(), numbers.len(), "an answer for each number");
    let lines = items.iter().flat_map(|item| {
        let lines = item["trace"].as_array().expect("lines");
        lines.iter().map(|line| json!({"number": item["orderNo"], "line": line.to_string()}))
    });
    let rows: Value = lines.collect();
    let mut tx = folder.write().await.expect("a transaction");
    let put = "insert into raw select value ->> 'number', value ->> 'line' from jsonb_each(?)";
    sqlx::query(put).bind(rows.to_string()).execute(&mut *tx).await.expect("rows");
    tx.commit().await.expect("rows");
    started.elapsed()
}

async fn three_thousand_numbers() {
    let answers = Answers::start().await;
    let root = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(root.path(), &answers).await;
    let started = Instant::now();
    let followed = desk.track_add("winit", asks(&numbers(3_000))).await.expect("answers").document;
    let took = started.elapsed();
    assert_eq!(followed.done, 3_000, "every number is a parcel");
    let (calls, most) = (answers.calls(), answers.most_numbers());
    assert!(calls == 100 && most <= BATCH, "{calls} calls of at most {most} numbers");
    // at most a thousand a minute, and it took less than one
    let minutes = took.as_secs_f64() / 60.0;
    println!(
        "tracking_3000_numbers calls={calls} took_s={:.3} calls_a_minute_ratio={:.3} (limit 1.0)",
        took.as_secs_f64(),
        f64::from(u32::try_from(calls).expect("few calls")) / 1_000.0 / minutes.ceil()
    );
}

/// A parcel with two hundred lines that three accounts told.
async fn a_long_timeline() {
    let answers = Answers::start().await;
    let root = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(root.path(), &answers).await;
    desk.track_add("winit", asks(&numbers(1))).await.expect("an answer");
    let number = &numbers(1)[0];
    fill(root.path(), number).await;
    let mut took = Vec::new();
    for _ in 0..RUNS {
        let started = Instant::now();
        let shown = desk.track_one(number, false, false).await.expect("a parcel").document;
        took.push(started.elapsed());
        assert_eq!(shown.events.len(), 200, "lines");
    }
    took.sort();
    let median = took[RUNS / 2];
    let ratio = median.as_secs_f64() / OPEN_BUDGET.as_secs_f64();
    println!(
        "track_show_200_events took_ms={:.2} budget_ms=5 ratio={ratio:.3} (limit 1.0)",
        median.as_secs_f64() * 1000.0
    );
}

async fn fill(root: &Path, number: &str) {
    let clock = TestClock::new();
    let now = shipdesk_core::clock::Clock::now(&clock);
    let folder = Folder::open(root, &clock).await.expect("the same folder");
    let mut tx = folder.write().await.expect("a transaction");
    let id = parcel::by_number(&mut tx, number).await.expect("a parcel")[0].id;
    let known = account::all(&mut tx).await.expect("accounts").remove(0);
    for (place, count) in [(1, 100), (2, 100 - LINES)] {
        let other = account::Account {
            id: shipdesk_core::id::AccountId::new(),
            name: format!("other {place}"),
            ..known.clone()
        };
        account::insert(&mut tx, &other).await.expect("an account");
        let lines: Vec<Event> = (0..count).map(|n| line(place, n)).collect();
        parcel::add_events(&mut tx, id, other.id, &lines, now).await.expect("lines");
    }
    tx.commit().await.expect("lines");
}

fn line(place: usize, n: usize) -> Event {
    let time = format!("2026-01-{:02} {:02}:{:02}:00", 1 + n / 24, n % 24, place);
    let text = format!("【深圳市】快件已发往分拨中心 {n}，派件员：张小三，电话：13800001111");
    let raw =
        json!({"Date": time, "StatusDescription": text, "checkpoint_status": "transit", "source": place})
            .to_string();
    Event {
        at: EventTime::zoneless(&time),
        kind: EventKind::Carrier,
        status: DeliveryStatus::InTransit,
        code: Some("transit".to_owned()),
        text,
        location: Some("Shenzhen".to_owned()),
        last: false,
        raw,
    }
}
