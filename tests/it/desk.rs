//! What the window's desk is built on: settings, accounts, prices as they come, parcels, what goes on by itself.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where something is not as it must be"
)]

#[path = "desk/accounts.rs"]
mod accounts;
#[path = "desk/network.rs"]
mod network;
#[path = "desk/parcels.rs"]
mod parcels;
#[path = "desk/quotes.rs"]
mod quotes;
#[path = "desk/settings.rs"]
mod settings;
#[path = "desk/work.rs"]
mod work;

use std::time::Duration;

/// Waits for something that comes by itself.
async fn until(what: &str, mut is: impl AsyncFnMut() -> bool) {
    for _ in 0..300 {
        if is().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{what}: it never came");
}
