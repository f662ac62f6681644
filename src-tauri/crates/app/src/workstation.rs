//! An open workstation: its folder, its accounts' lines, its clock and its words.

use crate::line::Line;
use crate::words::{Language, Words};
use futures::future::BoxFuture;
use serde_json::json;
use shipdesk_core::clock::Clock;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_core::id::{AccountId, PurchaseId};
use shipdesk_core::status::PurchaseState;
use shipdesk_providers::spi::descriptor::Registration;
use shipdesk_secrets::SecretStore;
use shipdesk_store::journal::Entry;
use shipdesk_store::owner::{self, Owner};
use shipdesk_store::{Folder, StoreError, journal, purchase, setting};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

/// What a front end gives to open a workstation.
pub struct Setup {
    /// The folder.
    pub root: PathBuf,
    /// Where secrets are.
    pub secrets: Secrets,
    /// The providers there are.
    pub providers: Vec<&'static Registration>,
    /// The reader's language.
    pub language: Language,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Who is told how far long work has come.
    pub progress: Arc<dyn Progress>,
    /// How the practice providers are started, for a practice folder.
    pub practice: Option<Arc<dyn Practice>>,
    /// How long people wait.
    pub patience: Patience,
}

impl std::fmt::Debug for Setup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Setup({})", self.root.display())
    }
}

/// Where the secrets of a folder's accounts are.
#[derive(Debug, Clone)]
pub enum Secrets {
    /// In the key store, under the station's id: two folders may have accounts of one name.
    KeyStore,
    /// Where the front end says: the file form, or the constants of the practice accounts.
    Given(SecretStore),
}

/// How long a command waits for what may still come.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a label after buying, and for another process that is sending the order.
    pub label: Duration,
    /// For the second look at an order that the provider does not know.
    pub settle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { label: Duration::from_secs(45), settle: Duration::from_secs(42) }
    }
}

/// Is told how far long work has come, and says whether it goes on.
pub trait Progress: Send + Sync {
    /// `done` of `total` orders, channels, …
    fn advance(&self, done: usize, total: usize);

    /// Work that may be left in the middle asks this between two calls; what is done stays done.
    fn goes_on(&self) -> bool {
        true
    }
}

/// Tells nobody.
#[derive(Debug, Clone, Copy)]
pub struct Quiet;

impl Progress for Quiet {
    fn advance(&self, _done: usize, _total: usize) {}
}

/// Starts the practice providers for a folder.
pub trait Practice: Send + Sync {
    /// Starts them, once; gives the authority (`127.0.0.1:PORT`) at which they answer.
    fn start(&self) -> BoxFuture<'_, Result<String, Problem>>;
}

/// An open workstation.
pub struct Workstation {
    pub(crate) folder: Folder,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) secrets: SecretStore,
    pub(crate) providers: Vec<&'static Registration>,
    pub(crate) progress: Arc<dyn Progress>,
    pub(crate) practice: Option<Arc<dyn Practice>>,
    pub(crate) patience: Patience,
    pub(crate) lines: Mutex<HashMap<AccountId, Arc<Line>>>,
    pub(crate) spooling: crate::printing::Spooling,
    /// When open purchases are looked at next, where this process works by itself.
    pub(crate) looks: Mutex<crate::background::looks::Looks>,
    owner: OnceLock<Owner>,
    /// What this process is sending right now: its living owner alone would not tell.
    in_flight: Mutex<HashSet<PurchaseId>>,
    words: RwLock<Words>,
    /// After a key store that did not answer: until when nobody is asked to unlock it only to show an account.
    pub(crate) keys_refused_until: Mutex<Option<jiff::Timestamp>>,
}

/// A purchase while something about it is being sent; however that ends, it is over when this is dropped.
pub(crate) struct InFlight<'a> {
    set: &'a Mutex<HashSet<PurchaseId>>,
    id: PurchaseId,
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        if let Ok(mut set) = self.set.lock() {
            set.remove(&self.id);
        }
    }
}

/// The setting that marks a folder as practice.
pub(crate) const PRACTICE: &str = "practice";

impl Workstation {
    /// Opens a folder, making it where there is none. Purchases that a dead process was sending become `unknown`.
    ///
    /// # Errors
    /// What the folder has: newer, busy, full, damaged.
    pub async fn open(setup: Setup) -> Result<Self, Problem> {
        let folder = Folder::open(&setup.root, &*setup.clock).await.map_err(|error| error.problem())?;
        let secrets = match setup.secrets {
            Secrets::KeyStore => SecretStore::key_store(&folder.station.to_string()),
            Secrets::Given(store) => store,
        };
        let workstation = Self {
            folder,
            clock: setup.clock,
            secrets,
            providers: setup.providers,
            progress: setup.progress,
            practice: setup.practice,
            patience: setup.patience,
            lines: Mutex::new(HashMap::new()),
            spooling: crate::printing::Spooling::default(),
            looks: Mutex::default(),
            owner: OnceLock::new(),
            in_flight: Mutex::default(),
            words: RwLock::new(Words::new(setup.language)),
            keys_refused_until: Mutex::default(),
        };
        workstation.disown_the_dead().await.map_err(problem)?;
        Ok(workstation)
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        self.folder.root()
    }

    /// The reader's words.
    pub fn words(&self) -> Words {
        *self.words.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on, words are of this language: what was stored is worded when it is read.
    pub fn set_language(&self, language: Language) {
        *self.words.write().unwrap_or_else(PoisonError::into_inner) = Words::new(language);
    }

    /// Whether this is a practice folder, in which nothing real can be bought.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn is_practice(&self) -> Result<bool, Problem> {
        let mut db = self.folder.read().await.map_err(problem)?;
        Ok(setting::get(&mut db, PRACTICE).await.map_err(problem)?.is_some())
    }

    /// Closes the folder.
    pub async fn close(self) {
        self.folder.close().await;
    }

    /// This process, entered into the folder at its first purchase.
    pub(crate) fn owner(&self) -> Result<&Owner, Problem> {
        if let Some(owner) = self.owner.get() {
            return Ok(owner);
        }
        let owner = Owner::enter(self.folder.root()).map_err(problem)?;
        // whoever came first stays; the other lock is let go again
        Ok(self.owner.get_or_init(|| owner))
    }

    /// Notes that something about a purchase is being sent.
    pub(crate) fn fly(&self, id: PurchaseId) -> InFlight<'_> {
        if let Ok(mut set) = self.in_flight.lock() {
            set.insert(id);
        }
        InFlight { set: &self.in_flight, id }
    }

    /// Whether somebody is sending something about a purchase: this process, or another that lives.
    pub(crate) fn is_busy(&self, found: &purchase::Purchase) -> bool {
        let Some(owner) = found.owner else { return false };
        if self.owner.get().is_some_and(|own| own.id == owner) {
            return self.in_flight.lock().is_ok_and(|set| set.contains(&found.id));
        }
        owner::is_alive(self.folder.root(), owner)
    }

    /// Purchases whose owner died: what never left is `failed`, what may have left is `unknown`.
    async fn disown_the_dead(&self) -> Result<(), StoreError> {
        let owned = purchase::owned(&mut *self.folder.read().await?).await?;
        for mut found in owned {
            if !self.is_busy(&found) {
                self.disown(&mut found).await?;
            }
        }
        Ok(())
    }

    /// Marks a purchase whose owner is dead.
    pub(crate) async fn disown(&self, found: &mut purchase::Purchase) -> Result<(), StoreError> {
        let (state, code) = match found.state {
            PurchaseState::Intent => (PurchaseState::Failed, ErrorCode::PurchaseInterrupted),
            PurchaseState::Sending => (PurchaseState::Unknown, ErrorCode::PurchaseUnknown),
            // a cancellation that it was sending: its state is still to be asked for
            state => (state, ErrorCode::CancelUnknown),
        };
        (found.state, found.owner) = (state, None);
        let at = self.clock.now();
        let mut tx = self.folder.write().await?;
        match purchase::save(&mut tx, found, Some(&Problem::new(code)), at).await {
            // another process noticed the same
            Err(StoreError::Conflict) => return Ok(()),
            other => other?,
        }
        let data = json!({"state": state.as_str(), "why": "owner is gone"});
        let entry = Entry { kind: "purchase.disowned", subject: &found.id.to_string(), data };
        journal::append(&mut tx, self.folder.station, at, entry).await?;
        Ok(tx.commit().await?)
    }
}

impl std::fmt::Debug for Workstation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Workstation({})", self.folder.root().display())
    }
}

/// A failure of the folder as it is told.
#[expect(clippy::needless_pass_by_value, reason = "stands in `map_err`")]
pub(crate) fn problem(error: StoreError) -> Problem {
    error.problem()
}

/// Reads, draws and writes files where it keeps no call waiting.
pub(crate) async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let failed = |error| Problem::new(ErrorCode::Internal).with("detail", error);
    tokio::task::spawn_blocking(work).await.map_err(failed)?
}
