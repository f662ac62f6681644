//! A folder of 100,000 orders: importing 10,000, and showing one from the start of the process.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::expect_used, reason = "a benchmark ends where something is not as it must be")]

use shipdesk_app::{ImportRequest, OnDuplicate};
use shipdesk_tests::bench::Bench;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ORDERS: usize = 100_000;
const FILE: usize = 10_000;
const SHOW_BUDGET: Duration = Duration::from_millis(30);
const IMPORT_BUDGET: Duration = Duration::from_secs(1);
const RUNS: usize = 41;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (folder, imports) = runtime.block_on(fill());
    report("import_10000_orders", median(imports), IMPORT_BUDGET);
    let cli = command_line();
    let data = folder.path().display().to_string();
    let shows = (0..RUNS).map(|run| {
        let order_no = format!("L{:06}", (run * 2_417) % ORDERS);
        time(Command::new(&cli).args(["--data-dir", &data, "order", "show", &order_no, "--json"]))
    });
    report("order_show_of_100000", median(shows.collect()), SHOW_BUDGET);
    let version = (0..RUNS).map(|_| time(Command::new(&cli).arg("--version")));
    println!(
        "(an empty start of the same program: {:.1} ms)",
        median(version.collect()).as_secs_f64() * 1000.0
    );
}

async fn fill() -> (tempfile::TempDir, Vec<Duration>) {
    let bench = Bench::new().await;
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let mut took = Vec::new();
    for part in 0..ORDERS / FILE {
        let file = scratch.path().join("orders.csv");
        std::fs::write(&file, rows(part * FILE)).expect("room for a file");
        let request = ImportRequest { file, map: None, dry_run: false, on_duplicate: OnDuplicate::Fail };
        let started = Instant::now();
        let answer = bench.desk.order_import(request).await.expect("a file of orders");
        took.push(started.elapsed());
        assert_eq!(answer.document.added, FILE, "every row is an order");
    }
    let Bench { desk, folder, .. } = bench;
    desk.close().await;
    (folder, took)
}

fn rows(from: usize) -> String {
    let mut text = String::from(
        "order_no,recipient_name,recipient_phone,recipient_address1,recipient_city,recipient_state,recipient_postcode,\
         recipient_country,sender_name,sender_phone,sender_address1,sender_city,sender_state,sender_postcode,sender_country,\
         box_no,weight_kg,length_cm,width_cm,height_cm,sku,name_cn,name_en,unit_price,currency,quantity\n",
    );
    for index in from..from + FILE {
        writeln!(
            text,
            "L{index:06},Pam Example {index},555{index:07},27 Sample Rd,Berwick,ME,03901,US,Kim Woods,9495550134,\
             2777 Example Pkwy,Irvine,CA,92606,US,box1,0.25,10,5,2,SKU-{},棉T恤,cotton shirt,6.50,USD,2",
            index % 500
        )
        .expect("writing to a text");
    }
    text
}

/// The release build of the command line beside this benchmark.
fn command_line() -> PathBuf {
    let built =
        Command::new(env!("CARGO")).args(["build", "--release", "--quiet", "-p", "shipdesk-cli"]).status();
    assert!(built.expect("cargo").success(), "the command line is built");
    let own = std::env::current_exe().expect("a path");
    let release = own.parent().and_then(Path::parent).expect("target/release");
    release.join("shipdesk-cli")
}

fn time(command: &mut Command) -> Duration {
    let started = Instant::now();
    let status = command.stdout(Stdio::null()).status().expect("the command line starts");
    assert!(status.success(), "{command:?}");
    started.elapsed()
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort();
    all[all.len() / 2]
}

fn report(name: &str, took: Duration, budget: Duration) {
    let (took, budget) = (took.as_secs_f64() * 1000.0, budget.as_secs_f64() * 1000.0);
    println!("{name} took_ms={took:.1} budget_ms={budget:.0} ratio={:.3} (limit 1.0)", took / budget);
}
