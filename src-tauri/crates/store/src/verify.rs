//! Looks for damage: in the database's own structure, in the journal's chain, in every document, text and file that has
//! a hash. What was erased on purpose is no damage.

use crate::folder::Folder;
use crate::journal::{self, sha256};
use crate::parcel::is_identity;
use crate::{Db, Result, StoreError};
use serde::Serialize;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Something that is not as it was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is in: `database`, `journal`, `order`, `attempt`, `event`, `file`.
    pub what: String,
    /// Which one, and what is wrong with it.
    pub detail: String,
}

/// What was looked at, and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The damage; empty where all is well.
    pub findings: Vec<Finding>,
    /// Rows of the journal that were read.
    pub journal_rows: u64,
    /// Files that were read.
    pub files: u64,
    /// Orders' documents that were read.
    pub documents: u64,
    /// Attempts that were read.
    pub attempts: u64,
    /// Lines of timelines that were read.
    pub events: u64,
}

impl Report {
    fn found(&mut self, what: &str, detail: &dyn ToString) {
        self.findings.push(Finding { what: what.to_owned(), detail: detail.to_string() });
    }

    /// Damage may stop a check in its tracks: that is found too, and the next check goes on.
    fn ended(&mut self, what: &str, check: Result<()>) -> Result<()> {
        match check {
            Err(error @ (StoreError::Busy | StoreError::DiskFull)) => Err(error),
            Err(error) => {
                self.found(what, &format!("unreadable: {error}"));
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }
}

/// Checks a whole folder. It reads everything, so it takes its time.
///
/// # Errors
/// Only where nothing can be said: the folder is busy, or its database cannot be opened.
pub async fn verify(folder: &Folder) -> Result<Report> {
    let mut report = Report::default();
    let db = &mut *folder.read().await?;
    let check = structure(db, &mut report).await;
    report.ended("database", check)?;
    let check = chain(db, &mut report).await;
    report.ended("journal", check)?;
    let check = documents(db, &mut report).await;
    report.ended("order", check)?;
    let check = attempts(db, &mut report).await;
    report.ended("attempt", check)?;
    let check = events(db, &mut report).await;
    report.ended("event", check)?;
    let check = files(folder, db, &mut report).await;
    report.ended("file", check)?;
    Ok(report)
}

async fn structure(db: &mut Db, report: &mut Report) -> Result<()> {
    for row in sqlx::query("pragma integrity_check").fetch_all(&mut *db).await? {
        let line: String = row.try_get(0)?;
        if line != "ok" {
            report.found("database", &line);
        }
    }
    for row in sqlx::query("select \"table\", parent from pragma_foreign_key_check").fetch_all(db).await? {
        let (table, parent): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        report.found("database", &format!("{table} refers to a row of {parent} that is not there"));
    }
    Ok(())
}

async fn chain(db: &mut Db, report: &mut Report) -> Result<()> {
    let (broken, read) = journal::first_broken(db).await?;
    report.journal_rows = read;
    if let Some(seq) = broken {
        report.found("journal", &format!("row {seq} does not follow from the rows before it"));
    }
    Ok(())
}

/// A text that may have changed, read as bytes: damage need not be text.
fn holds(row: &SqliteRow, text: &str, hash: &str) -> Result<bool> {
    let (bytes, hash): (Option<Vec<u8>>, Option<String>) = (row.try_get(text)?, row.try_get(hash)?);
    Ok(bytes.map(|bytes| sha256(&bytes)) == hash)
}

async fn documents(db: &mut Db, report: &mut Report) -> Result<()> {
    let mut after = String::new();
    loop {
        let rows = sqlx::query(
            "select orders.id, cast(document as blob) as document, sha256, erased_at is not null as erased
             from orders left join order_document on order_id = id where id > ? order by id limit 1000",
        )
        .bind(&after)
        .fetch_all(&mut *db)
        .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.try_get("id")?;
        for row in &rows {
            report.documents += 1;
            let (id, hash, erased): (String, Option<String>, bool) =
                (row.try_get("id")?, row.try_get("sha256")?, row.try_get("erased")?);
            if hash.is_none() || (!erased && !holds(row, "document", "sha256")?) {
                report.found("order", &format!("{id}: its document is not what it was"));
            }
        }
    }
}

async fn attempts(db: &mut Db, report: &mut Report) -> Result<()> {
    let mut after = String::new();
    loop {
        let rows = sqlx::query(
            "select id, cast(request as blob) as request, request_sha256, cast(answer as blob) as answer, answer_sha256,
                 erased_at is not null as erased, attempt_id is null as lost
             from attempt left join attempt_text on attempt_id = id where id > ? order by id limit 1000",
        )
        .bind(&after)
        .fetch_all(&mut *db)
        .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.try_get("id")?;
        for row in &rows {
            report.attempts += 1;
            let (id, erased): (String, bool) = (row.try_get("id")?, row.try_get("erased")?);
            let lost: bool = row.try_get("lost")?;
            for (text, hash) in [("request", "request_sha256"), ("answer", "answer_sha256")] {
                if lost || (!erased && !holds(row, text, hash)?) {
                    report.found("attempt", &format!("{id}: its {text} is not what it was"));
                }
            }
        }
    }
}

async fn events(db: &mut Db, report: &mut Report) -> Result<()> {
    let mut after = 0_i64;
    loop {
        let rows = sqlx::query(
            "select id, parcel_id, identity, at_text, code, text, erased_at is not null as erased, event_id is null as lost
             from event left join event_text on event_id = id where id > ? order by id limit 1000",
        )
        .bind(after)
        .fetch_all(&mut *db)
        .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.try_get("id")?;
        for row in &rows {
            report.events += 1;
            let (lost, erased): (bool, bool) = (row.try_get("lost")?, row.try_get("erased")?);
            if lost || (!erased && !is_itself(row)?) {
                let (id, parcel): (i64, String) = (row.try_get("id")?, row.try_get("parcel_id")?);
                report.found("event", &format!("{id} of parcel {parcel}: its words are not what they were"));
            }
        }
    }
}

/// Whether an event's identity is that of its words.
fn is_itself(row: &SqliteRow) -> Result<bool> {
    let (time, identity): (String, String) = (row.try_get("at_text")?, row.try_get("identity")?);
    let (code, words): (Option<String>, Option<String>) = (row.try_get("code")?, row.try_get("text")?);
    Ok(words.is_some_and(|words| is_identity(&identity, (&time, code.as_deref(), &words))))
}

/// Every file that is known is there with its bytes, and none that is unknown.
async fn files(folder: &Folder, db: &mut Db, report: &mut Report) -> Result<()> {
    let mut known = BTreeSet::new();
    for row in sqlx::query("select sha256, erased_at is not null as erased from file").fetch_all(db).await? {
        let (hash, erased): (String, bool) = (row.try_get("sha256")?, row.try_get("erased")?);
        known.insert(folder.files.path(&hash));
        if erased {
            if folder.files.path(&hash).exists() {
                report.found("file", &format!("{hash} was erased and is still there"));
            }
            continue;
        }
        report.files += 1;
        if let Err(error) = read_aside(folder, hash).await {
            report.found("file", &error);
        }
    }
    let mut there = Vec::new();
    list(folder.files.root(), &mut there)?;
    for path in there.into_iter().filter(|path| !known.contains(path)) {
        let name = path.strip_prefix(folder.files.root()).unwrap_or(&path);
        report.found("file", &format!("{} belongs to nothing", name.display()));
    }
    Ok(())
}

/// Reads a file where it does not hold up anybody else.
async fn read_aside(folder: &Folder, hash: String) -> Result<()> {
    let files = folder.files.clone();
    let read = tokio::task::spawn_blocking(move || files.get(&hash).map(drop)).await;
    read.unwrap_or_else(|error| Err(StoreError::damaged("file", error)))
}

fn list(folder: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    let failed = |error: std::io::Error| StoreError::io(folder, &error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_type().map_err(failed)?.is_dir() {
            list(&entry.path(), into)?;
        } else {
            into.push(entry.path());
        }
    }
    Ok(())
}
