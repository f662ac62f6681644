//! What a command runs in: the folder, the language, the output.

use crate::output::Output;
use crate::progress::Bar;
use shipdesk_app::words::Language;
use shipdesk_app::{Progress, Quiet, Workstation};
use shipdesk_core::error::Problem;
use shipdesk_desk::{Desk, default_folder, practice, secrets_file};
use std::path::PathBuf;
use std::sync::Arc;

/// One run of the program.
#[derive(Debug)]
pub(crate) struct Session {
    /// The folder that was named.
    named: Option<PathBuf>,
    language: Language,
    pub(crate) out: Output,
}

impl Session {
    /// A session in a folder, or in the one the environment names, or in the platform's.
    pub(crate) fn new(data_dir: Option<PathBuf>, language: Language, out: Output) -> Self {
        Self { named: data_dir, language, out }
    }

    /// The folder.
    pub(crate) fn root(&self) -> Result<PathBuf, Problem> {
        self.named.clone().or_else(default_folder).ok_or_else(|| self.out.misuse("no_data_dir", &[]))
    }

    /// Whether secrets are given, and so never asked for.
    pub(crate) fn has_given_secrets(&self) -> Result<bool, Problem> {
        Ok(secrets_file().is_some() || practice::serves(&self.root()?))
    }

    /// Opens the workstation.
    pub(crate) async fn open(&self) -> Result<Workstation, Problem> {
        self.desk().open(self.root()?).await
    }

    /// How this program opens folders.
    pub(crate) fn desk(&self) -> Desk {
        let progress: Arc<dyn Progress> =
            if self.out.is_json() { Arc::new(Quiet) } else { Arc::new(Bar::default()) };
        Desk { language: self.language, progress }
    }
}
