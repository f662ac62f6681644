//! Looking after the folder: backup, restore, verify.

use crate::Outcome;
use crate::documents::Answer;
use crate::workstation::{Workstation, problem};
use serde::Serialize;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_store::backup::{self, BackupReport, RestoreReport};
use shipdesk_store::verify::{self, Report};
use std::path::Path;

/// What `verify` found.
#[derive(Debug, Serialize)]
pub struct VerifyDocument {
    /// Whether all is well.
    pub ok: bool,
    /// What was looked at, and what was found.
    #[serde(flatten)]
    pub report: Report,
}

impl Workstation {
    /// Writes everything but the secrets into one file.
    ///
    /// # Errors
    /// What the disk has.
    pub async fn backup(&self, file: &Path) -> Outcome<BackupReport> {
        backup::create(&self.folder, file, &*self.clock).await.map(Answer::done).map_err(problem)
    }

    /// Checks the database, the files and the journal. Damage is an answer with exit code 1.
    ///
    /// # Errors
    /// Where nothing can be said at all.
    pub async fn verify(&self) -> Outcome<VerifyDocument> {
        let report = verify::verify(&self.folder).await.map_err(problem)?;
        let ok = report.findings.is_empty();
        Ok(Answer { document: VerifyDocument { ok, report }, exit: u8::from(!ok) })
    }
}

/// Makes a folder from a backup; a folder that has something in it is never replaced.
///
/// # Errors
/// A folder that is not empty, a backup that is not whole or from a newer version.
pub async fn restore(file: &Path, root: &Path) -> Outcome<RestoreReport> {
    let used = std::fs::read_dir(root).is_ok_and(|mut entries| entries.next().is_some());
    if used {
        let why = "the folder is not empty";
        return Err(Problem::new(ErrorCode::FileUnusable).with("file", root.display()).with("detail", why));
    }
    backup::restore(file, root).await.map(Answer::done).map_err(problem)
}
