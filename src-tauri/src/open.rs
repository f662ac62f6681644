//! The folder that the window has open: the real one, or the practice folder beside it.

use shipdesk_app::documents::ErrorDocument;
use shipdesk_app::words::{Language, Words};
use shipdesk_app::{Quiet, Workstation};
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_desk::Desk;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{RwLock, watch};

/// In the real folder: that somebody chose to practise, so the next start opens the practice folder again.
const CHOSE_PRACTICE: &str = "window.practice";

/// What is open. The use cases of a folder go on until they end, also when another one was opened meanwhile.
pub(crate) struct Open {
    real: PathBuf,
    current: Arc<RwLock<Result<Arc<Workstation>, Problem>>>,
    /// Counts the folders that were opened, for those that watch the current one.
    turn: watch::Sender<u32>,
}

impl Open {
    /// Begins to open the folder that was open last, beside the window: whoever asks for it waits until it is open.
    pub(crate) fn start(real: PathBuf) -> Self {
        // until then nobody can see this
        let current = Arc::new(RwLock::new(Err(Problem::new(ErrorCode::Internal))));
        if let Ok(mut place) = Arc::clone(&current).try_write_owned() {
            let real = real.clone();
            tauri::async_runtime::spawn(async move { *place = Self::first(&real).await });
        }
        Self { real, current, turn: watch::Sender::new(0) }
    }

    async fn first(real: &Path) -> Result<Arc<Workstation>, Problem> {
        let workstation = open(real).await?;
        if workstation.remembered(CHOSE_PRACTICE).await?.is_none() {
            return Ok(workstation);
        }
        open(&practice_folder(real)).await
    }

    /// The workstation, or why there is none.
    pub(crate) async fn workstation(&self) -> Result<Arc<Workstation>, ErrorDocument> {
        self.current.read().await.clone().map_err(|problem| told(&problem))
    }

    /// Opens the practice folder, filling it the first time.
    pub(crate) async fn practise(&self) -> Result<Arc<Workstation>, ErrorDocument> {
        let folder = practice_folder(&self.real);
        if !shipdesk_desk::practice::serves(&folder) {
            desk().demo(folder.clone()).await.map_err(|problem| told(&problem))?;
        }
        self.choose(&folder, true).await.map_err(|problem| told(&problem))
    }

    /// Opens the real folder.
    pub(crate) async fn leave_practice(&self) -> Result<Arc<Workstation>, ErrorDocument> {
        self.choose(&self.real, false).await.map_err(|problem| told(&problem))
    }

    /// Replaces the folder that is open by a backup. What was there is kept beside it.
    pub(crate) async fn restore(&self, file: &Path) -> Result<Arc<Workstation>, ErrorDocument> {
        let mut current = self.current.write().await;
        let (folder, language) = match &*current {
            Ok(open) => (open.root().to_owned(), open.words().language()),
            Err(_) => (self.real.clone(), language_of_locale()),
        };
        let restored = replace(file, &folder).await;
        // whatever came of it, the folder that stands there now is opened
        let opened = open(&folder).await;
        if let Ok(open) = &opened {
            open.set_language(language);
        }
        *current = opened;
        self.turn.send_modify(|turn| *turn += 1);
        restored.and(current.clone()).map_err(|problem| told(&problem))
    }

    async fn choose(&self, folder: &Path, practice: bool) -> Result<Arc<Workstation>, Problem> {
        let mut current = self.current.write().await;
        let language = current.as_ref().map(|open| open.words().language()).unwrap_or_default();
        let real = open(&self.real).await?;
        real.remember(CHOSE_PRACTICE, practice.then_some("1")).await?;
        let chosen = if folder == self.real { real } else { open(folder).await? };
        chosen.set_language(language);
        *current = Ok(Arc::clone(&chosen));
        self.turn.send_modify(|turn| *turn += 1);
        Ok(chosen)
    }

    /// Is told whenever another folder is opened.
    pub(crate) fn turns(&self) -> watch::Receiver<u32> {
        self.turn.subscribe()
    }
}

async fn open(folder: &Path) -> Result<Arc<Workstation>, Problem> {
    desk().open(folder.to_owned()).await.map(Arc::new)
}

fn desk() -> Desk {
    Desk { language: language_of_locale(), progress: Arc::new(Quiet) }
}

/// Beside the real one, with a name of its own: nothing of practice can come into real books.
fn practice_folder(real: &Path) -> PathBuf {
    let mut name = real.file_name().unwrap_or_default().to_owned();
    name.push("-practice");
    real.with_file_name(name)
}

/// Before a folder is open there is nobody who set a language.
fn language_of_locale() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
    set.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default()
}

fn told(problem: &Problem) -> ErrorDocument {
    Words::new(language_of_locale()).error(problem)
}

/// Puts the backup in the place of a folder, which is moved aside first and back again where the backup is no good.
async fn replace(file: &Path, folder: &Path) -> Result<(), Problem> {
    let beside = |suffix: &str| {
        let mut name = folder.file_name().unwrap_or_default().to_owned();
        name.push(suffix);
        folder.with_file_name(name)
    };
    let unusable = |path: &Path, error: &std::io::Error| {
        Problem::new(ErrorCode::FileUnusable).with("file", path.display()).with("detail", error)
    };
    let fresh = beside("-restored");
    if fresh.exists() {
        std::fs::remove_dir_all(&fresh).map_err(|error| unusable(&fresh, &error))?;
    }
    shipdesk_app::restore(file, &fresh).await?;
    let mut number = 1;
    let old = loop {
        let name = beside(&format!("-before-restore-{number}"));
        if !name.exists() {
            break name;
        }
        number += 1;
    };
    if folder.exists() {
        std::fs::rename(folder, &old).map_err(|error| unusable(folder, &error))?;
    }
    std::fs::rename(&fresh, folder).map_err(|error| {
        // the old one goes back; that it cannot would be told by opening it
        let _ = std::fs::rename(&old, folder);
        unusable(folder, &error)
    })
}
