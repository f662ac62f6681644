//! Looking after the folder: backup, restore, verify.

use crate::Outcome;
use crate::documents::{self, Answer, BackupDocument, count};
use crate::tracking::Statuses;
use crate::workstation::{Workstation, problem};
use serde::Serialize;
use shipdesk_core::clock::stamp;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_store::backup::{self, BackupReport, RestoreReport};
use shipdesk_store::verify::{self, Finding, Report};
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

    /// The same, as the window shows it.
    ///
    /// # Errors
    /// What the disk has.
    pub async fn backup_to(&self, file: &Path) -> Outcome<BackupDocument> {
        let Answer { document, exit } = self.backup(file).await?;
        let document = BackupDocument {
            file: file.display().to_string(),
            bytes: count(document.bytes),
            orders: count(document.orders),
            files: count(document.files),
            at: stamp(document.made_at),
        };
        Ok(Answer { document, exit })
    }

    /// Checks the folder, as the window shows it.
    ///
    /// # Errors
    /// Where nothing can be said at all.
    pub async fn verify_folder(&self) -> Outcome<documents::VerifyDocument> {
        let Answer { document: VerifyDocument { ok, report }, exit } = self.verify().await?;
        let findings = report.findings.iter().map(|found| format!("{}: {}", found.what, found.detail));
        let document = documents::VerifyDocument {
            good: ok,
            findings: findings.collect(),
            orders: count(report.documents),
            files: count(report.files),
            journal: count(report.journal_rows),
        };
        Ok(Answer { document, exit })
    }

    /// Checks the database, the files and the journal. Damage is an answer with exit code 1.
    ///
    /// # Errors
    /// Where nothing can be said at all.
    pub async fn verify(&self) -> Outcome<VerifyDocument> {
        let mut report = verify::verify(&self.folder).await.map_err(problem)?;
        if let Err(detail) = Statuses::of(self.folder.root()) {
            report.findings.push(Finding { what: "statuses".to_owned(), detail });
        }
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
