//! Prices over 200 channels at 150 ms each, against the ideal for the account's parallel limit.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::expect_used, reason = "a benchmark ends where something is not as it must be")]

use shipdesk_app::QuoteRequest;
use shipdesk_simulator::Config;
use shipdesk_tests::bench::Bench;
use std::time::{Duration, Instant};

const CHANNELS: u32 = 200;
const LATENCY: Duration = Duration::from_millis(150);
/// What the platform's descriptor says of calls at a time.
const PARALLEL: u32 = 4;
const BUDGET: f64 = 1.15;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let bench =
            Bench::with(Config { channels: CHANNELS as usize, latency: LATENCY, ..Config::default() }).await;
        let order_no = bench.order("Q1").await;
        bench.desk.channel_list(Some("dingcang"), true).await.expect("channels");
        let channels = (0..CHANNELS).map(|index| (9001 + index).to_string()).collect();
        let request = QuoteRequest { accounts: vec!["dingcang".into()], channels, all: true };
        let started = Instant::now();
        let answer = bench.desk.quote(&[order_no], request).await.expect("prices");
        let took = started.elapsed();
        let asked = answer.document[0].quotes.len();
        assert_eq!(asked, CHANNELS as usize, "every channel was asked");
        let ideal = LATENCY * CHANNELS.div_ceil(PARALLEL);
        let ratio = took.as_secs_f64() / ideal.as_secs_f64();
        println!(
            "quotes_200_channels took_s={:.3} ideal_s={:.3} ratio={ratio:.3} (limit {BUDGET})",
            took.as_secs_f64(),
            ideal.as_secs_f64()
        );
    });
}
