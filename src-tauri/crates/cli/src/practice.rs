//! `simulate` and `demo`: pretend providers, as a server or inside a folder of their own.

use crate::output::Text;
use crate::reader::Reader;
use crate::session::Session;
use serde::Serialize;
use shipdesk_app::practice::DemoDocument;
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_simulator::{Config, Fault, PracticeAccount, Running};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

const FAULTS: &str = "\
Kinds of fault, each with how many of a hundred requests it hits:
  answer-lost    carried out, then the connection is reset without an answer
  hang           carried out, then no answer for two minutes
  page-500       a web page with status 500, nothing carried out
  page-500-late  the same, carried out
  junk-before    carried out, with a warning and a byte order mark before the JSON
  half-json      carried out, the answer stops in the middle
  refused        the provider's refusal
  late-label     a label that is not ready for a while
  html-label     a label's address that serves a web page
  channel-down   half of the channels give no price
  channel-slow   a third of the channels take long for a price
  rate-limit     status 429 with Retry-After
  slow-drip      carried out, the answer comes byte by byte
KIND@CALL=PERCENT hits one call of the provider alone.

Example:
  shipdesk-cli simulate --port 8070 --fault answer-lost=20 --fault channel-down=100";

/// Run the practice providers as an HTTP server
///
/// They keep state: orders are paid once, parcels move on, refunds settle. Prints the base URLs and the accounts that
/// work with them, then runs until Ctrl-C. Nothing real can be bought.
#[derive(Debug, clap::Args)]
#[command(after_help = FAULTS)]
pub(crate) struct SimulateArgs {
    /// The loopback port [default: any that is free]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// How long every answer takes at least, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    latency: u64,
    /// What goes wrong, and how often; may be given several times
    #[arg(long = "fault", value_name = "KIND=PERCENT")]
    faults: Vec<Fault>,
    /// Remember everything in this file; without it all is forgotten at the end
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// So many channels more at each provider, for load tests
    #[arg(long, value_name = "N", default_value_t = 0)]
    channels: usize,
}

/// Fill an empty data folder with practice accounts and orders
///
/// The folder becomes a practice folder for good: its providers are pretend ones that this program starts by itself, and
/// nothing real can be bought in it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shipdesk-cli --data-dir ./practice demo")]
pub(crate) struct DemoArgs {}

/// Carries `simulate` out: until somebody ends it.
pub(crate) async fn simulate(args: SimulateArgs, session: &Session) -> Result<u8, Problem> {
    let SimulateArgs { port, latency, faults, state, channels } = args;
    let latency = Duration::from_millis(latency);
    let config = Config { port, state, latency, faults, channels, ..Config::default() };
    // whoever starts it may end it as soon as it says that it runs
    let end = Ending::listen()?;
    let running =
        shipdesk_simulator::start(config.clone()).await.map_err(|error| not_started(&config, &error))?;
    let exit = session.out.document(&Simulation::of(&running), 0);
    if exit == 0 {
        end.comes().await;
    }
    running.stop().await;
    Ok(exit)
}

fn not_started(config: &Config, error: &std::io::Error) -> Problem {
    let what = config.state.as_deref().filter(|_| error.kind() != std::io::ErrorKind::AddrInUse);
    let issue = match what {
        Some(file) => {
            return Problem::new(ErrorCode::FileUnusable).with("file", file.display()).with("detail", error);
        }
        None => FieldIssue::out_of_range("--port", &error.to_string(), &config.port.to_string()),
    };
    Problem::new(ErrorCode::InputInvalid).with_fields(vec![issue])
}

/// Ctrl-C, and the signal with which service managers end a process.
struct Ending {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Ending {
    fn listen() -> Result<Self, Problem> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let terminate = signal(SignalKind::terminate());
            let terminate =
                terminate.map_err(|error| Problem::new(ErrorCode::Internal).with("detail", error))?;
            Ok(Self { terminate })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    #[cfg(unix)]
    async fn comes(mut self) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn comes(self) {
        // without the signal nothing can be waited for
        let _ = tokio::signal::ctrl_c().await;
    }
}

/// A running simulation.
#[derive(Debug, Serialize)]
struct Simulation {
    /// `http://127.0.0.1:PORT`, before every account's path.
    base_url: String,
    accounts: Vec<SimulatedAccount>,
}

/// An account that works with it. Its secrets are none: they are good nowhere else.
#[derive(Debug, Serialize)]
struct SimulatedAccount {
    provider: &'static str,
    name: &'static str,
    base_url: String,
    fields: BTreeMap<&'static str, &'static str>,
    secrets: BTreeMap<&'static str, &'static str>,
    /// The words that add it, to which the secrets go on standard input.
    account_add: String,
    /// The lines for the file that `SHIPDESK_SECRETS` names.
    secret_lines: Vec<String>,
}

impl Simulation {
    fn of(running: &Running) -> Self {
        let accounts = running.accounts().iter().map(SimulatedAccount::of).collect();
        Self { base_url: format!("http://{}", running.addr()), accounts }
    }
}

impl SimulatedAccount {
    fn of(account: &PracticeAccount) -> Self {
        let PracticeAccount { provider, name, base_url, fields, secrets, .. } = account.clone();
        let mut account_add =
            format!("shipdesk-cli account add --provider {provider} --name {name} --base-url {base_url}");
        for (field, value) in fields {
            let _ = write!(account_add, " --set {field}={value}");
        }
        account_add.push_str(" --secret-stdin");
        let secret_lines = secrets.iter().map(|(field, secret)| format!("{name}.{field}={secret}")).collect();
        let (fields, secrets) = (fields.iter().copied().collect(), secrets.iter().copied().collect());
        Self { provider, name, base_url, fields, secrets, account_add, secret_lines }
    }
}

impl Text for Simulation {
    fn text(&self, reader: &Reader) -> String {
        let mut text = reader.say("simulating", &[("base_url", &self.base_url)]);
        for account in &self.accounts {
            let _ = write!(text, "\n\n{}  {}", reader.words.provider(account.provider), account.base_url);
            let lines: Vec<String> =
                account.secrets.iter().map(|(field, secret)| format!("{field}={secret}")).collect();
            let _ = write!(text, "\n  printf '{}\\n' | {}", lines.join("\\n"), account.account_add);
        }
        let _ = write!(text, "\n\n{}", reader.say("simulated_secrets", &[]));
        for line in self.accounts.iter().flat_map(|account| &account.secret_lines) {
            let _ = write!(text, "\n  {line}");
        }
        text
    }
}

/// Carries `demo` out.
pub(crate) async fn demo(session: &Session) -> Result<u8, Problem> {
    let answer = session.desk().demo(session.root()?).await?;
    Ok(session.out.answer(&answer))
}

impl Text for DemoDocument {
    fn text(&self, reader: &Reader) -> String {
        let counts = [self.accounts.len(), self.orders.len()].map(|count| count.to_string());
        let [accounts, orders] = &counts;
        let first = self.orders.first().map_or("", String::as_str);
        reader.say("demo_filled", &[("accounts", accounts), ("orders", orders), ("first", first)])
    }
}
