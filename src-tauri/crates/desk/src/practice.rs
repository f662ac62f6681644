//! The practice providers inside this process, for a practice folder: started when something asks them first.

use shipdesk_app::Practice;
use shipdesk_app::practice::PracticeSeed;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::secret::Secret;
use shipdesk_simulator::{Config, PracticeAccount, Running};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use tokio::sync::OnceCell;

/// Where a practice folder keeps what its providers remember. Its being there is what makes a folder a practice one.
fn memory(root: &Path) -> PathBuf {
    root.join("practice")
}

/// Whether a folder's providers are the practice ones.
pub fn serves(root: &Path) -> bool {
    memory(root).is_dir()
}

/// Makes a folder a practice one.
///
/// # Errors
/// A folder that cannot be written to.
pub fn claim(root: &Path) -> Result<(), Problem> {
    std::fs::create_dir_all(memory(root)).map_err(|error| not_started(&error))
}

/// The practice accounts. What matters of their base URLs is [`path_of`] each: every process has a port of its own.
fn accounts() -> Vec<PracticeAccount> {
    shipdesk_simulator::accounts("practice")
}

/// Where the practice providers answer for an account, below their address.
fn path_of(account: &PracticeAccount) -> &str {
    account.base_url.splitn(4, '/').nth(3).unwrap_or_default()
}

/// The practice accounts as a folder is filled with them.
pub(crate) fn seeds() -> Vec<PracticeSeed> {
    accounts().iter().map(seed).collect()
}

fn seed(account: &PracticeAccount) -> PracticeSeed {
    let fields: BTreeMap<String, String> =
        account.fields.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect();
    PracticeSeed {
        provider: account.provider.to_owned(),
        name: account.name.to_owned(),
        path: path_of(account).to_owned(),
        fields,
        numbers: account.numbers.iter().map(|number| (*number).to_owned()).collect(),
    }
}

/// The secrets of the practice accounts: account, field, secret.
pub(crate) fn secrets() -> Vec<(String, String, Secret)> {
    let of_one = |account: &PracticeAccount| {
        let name = account.name;
        account
            .secrets
            .iter()
            .map(move |(field, secret)| (name.to_owned(), (*field).to_owned(), Secret::new(*secret)))
    };
    accounts().iter().flat_map(of_one).collect()
}

/// The practice providers of one folder.
#[derive(Debug)]
pub(crate) struct PracticeServer {
    memory: PathBuf,
    running: OnceCell<Running>,
}

impl PracticeServer {
    pub(crate) fn new(root: &Path) -> Self {
        Self { memory: memory(root), running: OnceCell::new() }
    }

    async fn launch(&self) -> std::io::Result<Running> {
        std::fs::create_dir_all(&self.memory)?;
        shipdesk_simulator::start(Config {
            state: Some(self.memory.join("providers.jsonl")),
            ..Config::default()
        })
        .await
    }
}

impl Practice for PracticeServer {
    fn start(&self) -> Pin<Box<dyn Future<Output = Result<String, Problem>> + Send + '_>> {
        Box::pin(async move {
            let running = self.running.get_or_try_init(|| self.launch()).await;
            running.map(|running| running.addr().to_string()).map_err(|error| not_started(&error))
        })
    }
}

fn not_started(error: &std::io::Error) -> Problem {
    Problem::new(ErrorCode::StoreBusy).with("detail", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_have_a_path_and_secrets() {
        let accounts = accounts();
        assert!(!accounts.is_empty());
        for account in &accounts {
            assert!(path_of(account).starts_with(account.provider), "{}", path_of(account));
        }
        assert_eq!(secrets()[0].0, accounts[0].name);
    }

    #[tokio::test]
    async fn a_server_starts_once_and_remembers_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!serves(folder.path()));
        let server = PracticeServer::new(folder.path());
        let authority = server.start().await.unwrap();
        assert!(authority.starts_with("127.0.0.1:"), "{authority}");
        assert_eq!(server.start().await.unwrap(), authority);
        assert!(serves(folder.path()));
        assert!(folder.path().join("practice/providers.jsonl").is_file());
    }
}
