//! Opens the workstation for a front end: which folder, whose secrets, and the practice providers of a practice folder.
//!
//! The window and the command line come in through here, so a folder means the same to both.
#![deny(missing_docs)]

pub mod practice;

use practice::PracticeServer;
use shipdesk_app::documents::Answer;
use shipdesk_app::practice::DemoDocument;
use shipdesk_app::words::{Language, Words};
use shipdesk_app::{Outcome, Patience, Practice, Progress, Secrets, Setup, Workstation};
use shipdesk_core::clock::SystemClock;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_secrets::{FILE_VARIABLE, SecretStore};
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The application's name among the platform's folders.
const APP_ID: &str = "net.shipdesk.Shipdesk";

/// How a front end opens a folder.
pub struct Desk {
    /// The language it starts with.
    pub language: Language,
    /// Who is told how far long work has come.
    pub progress: Arc<dyn Progress>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Desk({:?})", self.language)
    }
}

impl Desk {
    /// Opens a folder: as practice where it is a practice folder, with the real accounts otherwise.
    ///
    /// # Errors
    /// What the folder has, and a secrets file that cannot be used.
    pub async fn open(&self, root: PathBuf) -> Result<Workstation, Problem> {
        if practice::serves(&root) { self.open_practice(root).await } else { self.open_real(root).await }
    }

    /// Fills a folder with practice accounts and orders; it is a practice folder from then on.
    ///
    /// # Errors
    /// A folder that has something in it.
    pub async fn demo(&self, root: PathBuf) -> Outcome<DemoDocument> {
        if holds_something_else(&root) {
            let path = root.display().to_string();
            let why = Words::new(self.language).text("demo_needs_empty", &[("path", &path)]);
            return Err(Problem::new(ErrorCode::InputUsage).with("detail", why));
        }
        let workstation = self.open_practice(root.clone()).await?;
        let filled = shipdesk_app::practice::demo(&workstation, &practice::seeds()).await;
        workstation.close().await;
        let Answer { document, exit } = filled?;
        // only now: a folder that was refused must stay what it is
        practice::claim(&root)?;
        Ok(Answer { document, exit })
    }

    async fn open_practice(&self, root: PathBuf) -> Result<Workstation, Problem> {
        let secrets = Secrets::Given(SecretStore::fixed(practice::secrets()));
        let server = Arc::new(PracticeServer::new(&root));
        self.open_with(root, secrets, Some(server)).await
    }

    async fn open_real(&self, root: PathBuf) -> Result<Workstation, Problem> {
        let refused = |error| Problem::new(ErrorCode::KeyStoreRefused).with("detail", error);
        let secrets = match secrets_file() {
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
        Workstation::open(Setup {
            root,
            secrets,
            providers: shipdesk_providers::registry(),
            language: self.language,
            clock: Arc::new(SystemClock),
            progress: Arc::clone(&self.progress),
            practice,
            patience: Patience::default(),
        })
        .await
    }
}

/// The file that secrets are read from instead of the key store, where the environment names one.
pub fn secrets_file() -> Option<PathBuf> {
    env::var_os(FILE_VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The folder that is meant when nobody names one: the environment's, else the platform's.
pub fn default_folder() -> Option<PathBuf> {
    let set = env::var_os("SHIPDESK_DATA_DIR").filter(|value| !value.is_empty()).map(PathBuf::from);
    set.or_else(platform_folder)
}

/// The platform's data folder of the app.
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

/// Whether a folder has files, none of which is a workstation's.
fn holds_something_else(root: &Path) -> bool {
    let has_files = std::fs::read_dir(root).is_ok_and(|mut entries| entries.next().is_some());
    has_files && !root.join("shipdesk.db").exists()
}
