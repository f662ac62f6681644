//! The practice providers: one loopback server that plays the systems Shipdesk talks to.
//!
//! Written from the providers' documents alone; no other crate of Shipdesk is used, so that a mistake in
//! a client cannot cancel itself out here. All five systems are played: the Dingcang platform on its two hosts, Winit,
//! TrackingMore and Xportcn. A parcel tells each of them the same story.
//!
//! What there is to ask for besides what was bought here:
//!
//! | system | numbers |
//! |---|---|
//! | Winit, tracking | orders `WO7000000000` to `WO7000000639`; the last three digits, divided by 16, leave the story |
//! | Winit, ISP orders | `ID70000000000000ZZ` to `ID70000000000119ZZ`, references `SHOP-1000` to `SHOP-1099` |
//! | TrackingMore | any number that is registered; the number itself tells its story |
//! | Xportcn | `700000000000` to `700000000119`; the last three digits, divided by 6, leave the kind |
//!
//! Boxes that the Dingcang platform sent are known to Winit and, once registered, to TrackingMore. Who signs by a clock
//! may be off by ten minutes from the machine's, or from the one that tests move on.
//!
//! The server keeps state: orders are paid once, parcels move on, cancellations settle. Several
//! processes may serve the same state file at the same time (`ledger`). A fault dial ([`Fault`]) makes
//! it lose answers, hang, or serve rubbish.
//!
//! ```no_run
//! # async fn practice() -> std::io::Result<()> {
//! let running = shipdesk_simulator::start(shipdesk_simulator::Config::default()).await?;
//! for account in running.accounts() {
//!     assert!(account.base_url.starts_with("http://127.0.0.1:"));
//! }
//! running.stop().await;
//! # Ok(())
//! # }
//! ```

mod admin;
mod dice;
mod faults;
mod journey;
mod ledger;
mod meter;
mod paper;
mod platform;
mod server;
mod trackingmore;
mod winit;
mod wire;
mod xportcn;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use faults::{FILES, Fault, FaultKind, FaultParseError};
use ledger::Ledger;
use platform::Platform;
use server::Parts;
use wire::{Exchange, Line};

/// How the practice providers behave.
#[derive(Debug, Clone)]
pub struct Config {
    /// The loopback port; 0 for any that is free.
    pub port: u16,
    /// The file that remembers everything; `None` forgets with the server.
    pub state: Option<PathBuf>,
    /// How long every answer takes at least.
    pub latency: Duration,
    /// What goes wrong.
    pub faults: Vec<Fault>,
    /// Decides everything that looks like chance.
    pub seed: u64,
    /// How much faster than life parcels and refunds move: at 3600 an hour of life is a second.
    pub speed: f64,
    /// Synthetic channels beside the invented ones, for load tests.
    pub channels: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            state: None,
            latency: Duration::ZERO,
            faults: Vec::new(),
            seed: 1,
            speed: 3600.0,
            channels: 0,
        }
    }
}

/// An account that works with the running server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeAccount {
    /// The provider's id: `dingcang`, `dingexpress`, `winit`, `trackingmore` or `xportcn`.
    pub provider: &'static str,
    /// A name for the account.
    pub name: &'static str,
    /// What stands in front of the calls' names, without a slash at the end.
    pub base_url: String,
    /// Credentials that are no secret, by field name.
    pub fields: &'static [(&'static str, &'static str)],
    /// Secret credentials, by field name. Invented, good nowhere else.
    pub secrets: &'static [(&'static str, &'static str)],
    /// Numbers that it knows something of, to begin with; none where parcels come of orders or registrations.
    pub numbers: &'static [&'static str],
}

/// The practice accounts of all providers, as they are reached at `authority` (`HOST:PORT`): those of the platforms that
/// sell first. They are the same at every server.
pub fn accounts(authority: &str) -> Vec<PracticeAccount> {
    let selling = |account: &platform::Account| PracticeAccount {
        provider: account.host.name(),
        name: account.label,
        base_url: format!("http://{authority}/{}/api", account.host.name()),
        fields: account.fields,
        secrets: account.secrets,
        numbers: &[],
    };
    let following = |account: &PracticeCredentials| PracticeAccount {
        provider: account.provider,
        name: account.name,
        base_url: format!("http://{authority}/{}", account.path),
        fields: account.fields,
        secrets: account.secrets,
        numbers: account.numbers,
    };
    let others = [winit::ACCOUNT, trackingmore::ACCOUNT, xportcn::ACCOUNT];
    platform::ACCOUNTS.iter().map(selling).chain(others.iter().map(following)).collect()
}

/// The one account of a provider that sells nothing.
#[derive(Debug)]
pub(crate) struct PracticeCredentials {
    pub(crate) provider: &'static str,
    pub(crate) name: &'static str,
    /// Where it answers, below the server's address.
    pub(crate) path: &'static str,
    pub(crate) fields: &'static [(&'static str, &'static str)],
    pub(crate) secrets: &'static [(&'static str, &'static str)],
    /// Numbers that it knows something of, to begin with.
    pub(crate) numbers: &'static [&'static str],
}

/// A running server. It stops when this is dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl Running {
    /// Where the server listens.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// The practice accounts, as they are reached here.
    pub fn accounts(&self) -> Vec<PracticeAccount> {
        accounts(&self.address.to_string())
    }

    /// Stops and waits until the port is free. What is being carried out is still carried out.
    pub async fn stop(mut self) {
        self.halt();
        // the task was aborted: there is nothing to learn from how it ended
        let _ = (&mut self.serving).await;
    }

    fn halt(&self) {
        self.stop.send_replace(true);
        self.serving.abort();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.halt();
    }
}

/// Starts the practice providers on the loopback interface, inside the current tokio runtime.
///
/// # Errors
/// The port is taken, or the state file cannot be opened.
pub async fn start(config: Config) -> std::io::Result<Running> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await?;
    let address = listener.local_addr()?;
    let ledger = Arc::new(Ledger::open(config.state.as_deref(), wall_clock)?);
    let (stop, stopped) = watch::channel(false);
    let platform = Arc::new(Platform {
        ledger: Arc::clone(&ledger),
        origin: format!("http://{address}"),
        seed: config.seed,
        speed: config.speed,
        extra_channels: config.channels,
    });
    let parts = Arc::new(Parts {
        ledger,
        dial: faults::Dial::new(config.seed, config.faults),
        latency: config.latency,
        calls: Mutex::default(),
        stopped,
    });
    let service = server::routes(&parts, platform).into_make_service_with_connect_info::<Line>();
    let serving = tokio::spawn(async move {
        // `axum::serve` never returns an error: it retries
        let _ = axum::serve(Exchange(listener), service).await;
    });
    Ok(Running { address, stop, serving })
}

/// The only place that reads the time.
#[expect(clippy::disallowed_methods, reason = "the clock of the simulator's own world begins here")]
pub(crate) fn wall_clock() -> Timestamp {
    Timestamp::now()
}
