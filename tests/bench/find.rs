//! A folder of a million orders, with parcels and orders from elsewhere: searching as one types, opening, filtering. With a
//! number of orders as argument, of so many.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::expect_used, reason = "a benchmark ends where something is not as it must be")]

#[path = "orders.rs"]
mod orders;

use jiff::Timestamp;
use orders::{FILE, import};
use shipdesk_app::documents::{OrderListRequest, OrderSort, OrderView};
use shipdesk_core::id::AccountId;
use shipdesk_core::status::OrderState;
use shipdesk_store::foreign_order::{self, ForeignOrder};
use shipdesk_store::parcel::{self, Parcel};
use shipdesk_store::{Folder, account};
use shipdesk_tests::bench::Bench;
use std::time::{Duration, Instant};

const ORDERS: usize = 1_000_000;
/// So many parcels that are no order's, and orders from elsewhere, to each of our own.
const OTHERS: usize = 5;
const ROUNDS: usize = 8;

#[tokio::main]
async fn main() {
    let asked = std::env::args().find_map(|word| word.parse().ok());
    let count: usize = asked.unwrap_or(ORDERS);
    let bench = Bench::new().await;
    for part in 0..count / FILE {
        import(&bench, part * FILE).await;
    }
    others(&bench, count / OTHERS).await;
    let [text, open, filter] = [30, 5, 100].map(Duration::from_millis);
    report("find", text, &find(&bench, count).await);
    report("open", open, &show(&bench, count).await);
    report("filter", filter, &pages(&bench).await);
}

/// What was measured, and of what.
type Took = Vec<(Duration, String)>;

/// Texts as they come to be while somebody types them.
async fn find(bench: &Bench, count: usize) -> Took {
    let mut took = Took::new();
    for round in 0..ROUNDS {
        let order = (round * 7_919 * 13) % count;
        let whole = [
            format!("L{order:07}"),
            format!("Pam Example {order}"),
            format!("555{order:07}"),
            format!("SKU-{}", order % 500),
            "棉T恤".to_owned(),
            format!("LK{:09}CN", order / OTHERS),
            format!("ID{:012}ZZ", order / OTHERS),
            format!("shop-{:06}", order / OTHERS),
            "nobody has it".to_owned(),
        ];
        for text in whole.iter().flat_map(|whole| typed(whole)) {
            let started = Instant::now();
            bench.desk.find_hits(&text).await.expect("hits");
            took.push((started.elapsed(), text));
        }
    }
    took
}

/// A text after each of its signs.
fn typed(whole: &str) -> impl Iterator<Item = String> {
    let ends = whole.char_indices().map(|(at, sign)| at + sign.len_utf8());
    ends.map(|end| whole[..end].to_owned())
}

async fn show(bench: &Bench, count: usize) -> Took {
    let mut took = Took::new();
    for run in 0..ROUNDS * 25 {
        let order_no = format!("L{:07}", (run * 24_171) % count);
        let started = Instant::now();
        bench.desk.order_show(std::slice::from_ref(&order_no)).await.expect("the order");
        took.push((started.elapsed(), order_no));
    }
    took
}

async fn pages(bench: &Bench) -> Took {
    use OrderView as V;
    let views = [V::Today, V::Failed, V::Unknown, V::Unprinted, V::All];
    let sorts = [OrderSort::Newest, OrderSort::Oldest, OrderSort::Updated];
    let states = [vec![], vec![OrderState::Ready], vec![OrderState::Draft, OrderState::Failed]];
    let texts = [None, Some("Pam"), Some("棉T"), Some("SKU-77"), Some("L0012345"), Some("zzzz")];
    let mut took = Took::new();
    for (view, sort) in views.into_iter().flat_map(|view| sorts.map(|sort| (view, sort))) {
        for (states, text) in states.iter().flat_map(|states| texts.map(|text| (states.clone(), text))) {
            let what = format!("{view:?} {sort:?} {states:?} {text:?}");
            let query = text.map(str::to_owned);
            let request = OrderListRequest { view, states, batch: None, query, sort, limit: 0, after: None };
            let started = Instant::now();
            bench.desk.order_rows(request).await.expect("a page");
            took.push((started.elapsed(), what));
        }
    }
    took
}

/// Parcels that are no order's, and orders from elsewhere.
async fn others(bench: &Bench, count: usize) {
    let folder =
        Folder::open(bench.folder.path(), &shipdesk_core::clock::SystemClock).await.expect("the folder");
    let at: Timestamp = "2026-03-01T09:00:00Z".parse().expect("a time");
    let mut tx = folder.write().await.expect("the writer");
    let owner = account::all(&mut tx).await.expect("accounts")[0].id;
    let parcels: Vec<Parcel> = (0..count).map(|index| parcel_of(owner, index, at)).collect();
    for share in parcels.chunks(FILE) {
        parcel::insert_all(&mut tx, share).await.expect("parcels");
    }
    for index in 0..count {
        let order = ForeignOrder {
            account_id: owner,
            order_no: format!("ID{index:012}ZZ"),
            reference: Some(format!("SHOP-{index:06}")),
            tracking_no: Some(format!("AT{index:012}CN")),
            state_code: None,
            document: None,
            fetched_at: at,
        };
        foreign_order::put(&mut tx, &order).await.expect("an order");
    }
    tx.commit().await.expect("committed");
}

fn parcel_of(owner: AccountId, index: usize, at: Timestamp) -> Parcel {
    let numbers = [(format!("LK{index:09}CN"), "tracking"), (format!("WO{index:010}"), "provider_order")];
    let numbers = numbers.map(|(number, kind)| (number, kind.to_owned())).to_vec();
    Parcel { numbers, ..Parcel::new(owner, at) }
}

fn report(name: &str, budget: Duration, took: &Took) {
    let mut took = took.clone();
    took.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let p95 = took[took.len() * 95 / 100].0;
    let ratio = p95.as_secs_f64() / budget.as_secs_f64();
    println!("{name} p95_ms={:.1} budget_ms={:.0} ratio={ratio:.3} (limit 1.0)", ms(p95), ms(budget));
    println!("({name}: median {:.1} ms; the slowest:)", ms(took[took.len() / 2].0));
    for (time, what) in took.iter().rev().take(12) {
        println!("  {:>8.1} ms  {what}", ms(*time));
    }
}
