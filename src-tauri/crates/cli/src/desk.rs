//! Opens the workstation for a command: which folder, whose secrets, and the practice providers of a practice folder.

use crate::output::Output;
use crate::practice_server::{self, PracticeServer};
use crate::progress::Bar;
use shipdesk_app::words::Language;
use shipdesk_app::{Patience, Practice, Progress, Quiet, Secrets, Setup, Workstation};
use shipdesk_core::clock::SystemClock;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_secrets::{FILE_VARIABLE, SecretStore};
use std::env;
use std::path::PathBuf;
use std::sync::Arc;

/// The id of the app, by which platforms name its data folder.
const APP_ID: &str = "net.shipdesk.Shipdesk";

/// One run of the command line.
#[derive(Debug)]
pub(crate) struct Session {
    /// The folder that the words or the environment name.
    named: Option<PathBuf>,
    language: Language,
    pub(crate) out: Output,
}

impl Session {
    pub(crate) fn new(data_dir: Option<PathBuf>, language: Language, out: Output) -> Self {
        let set = || env::var_os("SHIPDESK_DATA_DIR").filter(|value| !value.is_empty()).map(PathBuf::from);
        Self { named: data_dir.or_else(set), language, out }
    }

    /// The workstation's folder.
    pub(crate) fn root(&self) -> Result<PathBuf, Problem> {
        self.named.clone().or_else(platform_folder).ok_or_else(|| self.out.misuse("no_data_dir", &[]))
    }

    /// Whether secrets have a place of their own, so that nobody is asked for any.
    pub(crate) fn has_given_secrets(&self) -> Result<bool, Problem> {
        let file = env::var_os(FILE_VARIABLE).is_some_and(|path| !path.is_empty());
        Ok(file || practice_server::serves(&self.root()?))
    }

    /// Opens the workstation.
    pub(crate) async fn open(&self) -> Result<Workstation, Problem> {
        let root = self.root()?;
        if practice_server::serves(&root) {
            self.open_practice(root).await
        } else {
            self.open_real(root).await
        }
    }

    /// Opens a folder whose providers are the practice ones.
    pub(crate) async fn open_practice(&self, root: PathBuf) -> Result<Workstation, Problem> {
        let secrets = Secrets::Given(SecretStore::fixed(practice_server::secrets()));
        let server = Arc::new(PracticeServer::new(&root));
        self.open_with(root, secrets, Some(server)).await
    }

    async fn open_real(&self, root: PathBuf) -> Result<Workstation, Problem> {
        let file = env::var_os(FILE_VARIABLE).filter(|path| !path.is_empty());
        let refused = |error| Problem::new(ErrorCode::KeyStoreRefused).with("detail", error);
        let secrets = match file {
            Some(path) => Secrets::Given(SecretStore::file(path).map_err(refused)?),
            None => Secrets::KeyStore,
        };
        self.open_with(root, secrets, None).await
    }

    async fn open_with(
        &self,
        root: PathBuf,
        secrets: Secrets,
        practice: Option<Arc<dyn Practice>>,
    ) -> Result<Workstation, Problem> {
        let progress: Arc<dyn Progress> =
            if self.out.is_json() { Arc::new(Quiet) } else { Arc::new(Bar::default()) };
        Workstation::open(Setup {
            root,
            secrets,
            providers: shipdesk_providers::registry(),
            language: self.language,
            clock: Arc::new(SystemClock),
            progress,
            practice,
            patience: Patience::default(),
        })
        .await
    }
}

/// Where the platform keeps the app's data; the window uses the same.
fn platform_folder() -> Option<PathBuf> {
    let set = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || env::home_dir().filter(|path| path.is_absolute());
    let base = if cfg!(target_os = "windows") {
        set("APPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        set("XDG_DATA_HOME").or_else(|| home().map(|home| home.join(".local/share")))
    };
    base.map(|base| base.join(APP_ID))
}
