//! A folder of 100,000 orders: importing 10,000, and showing one from the start of the process.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::expect_used, reason = "a benchmark ends where something is not as it must be")]

#[path = "orders.rs"]
mod orders;

use orders::{FILE, import};
use shipdesk_tests::bench::Bench;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ORDERS: usize = 100_000;
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
        let order_no = format!("L{:07}", (run * 2_417) % ORDERS);
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
    let mut took = Vec::new();
    for part in 0..ORDERS / FILE {
        took.push(import(&bench, part * FILE).await);
    }
    let Bench { desk, folder, .. } = bench;
    desk.close().await;
    (folder, took)
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
