//! Notices that the folder changed, whichever process changed it.

use crate::{Db, Folder, Result};
use sqlx::Row as _;

/// Looks at the folder through a connection of its own.
#[derive(Debug)]
pub struct Watch {
    db: Db,
    version: i64,
    journal: i64,
    attempt: String,
    noted: Option<String>,
}

/// What changed since the look before.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Change {
    /// The kinds of the journal's new rows.
    pub kinds: Vec<String>,
    /// What providers were asked.
    pub actions: Vec<String>,
    /// Whether a front end noted something of its own, which nobody shows.
    pub noted: bool,
}

impl Watch {
    /// Begins: what changes from now on is seen.
    pub async fn begin(folder: &Folder) -> Result<Self> {
        let mut db = folder.read().await?.detach();
        let version = version(&mut db).await?;
        let newest = sqlx::query(
            "select (select coalesce(max(seq), 0) from journal) as journal,
             (select coalesce(max(id), '') from attempt) as attempt",
        );
        let newest = newest.fetch_one(&mut db).await?;
        let (journal, attempt) = (newest.try_get("journal")?, newest.try_get("attempt")?);
        let noted = noted(&mut db).await?;
        Ok(Self { db, version, journal, attempt, noted })
    }

    /// What changed since the look before; `None` where nobody wrote anything. It costs next to nothing then.
    pub async fn look(&mut self) -> Result<Option<Change>> {
        let version = version(&mut self.db).await?;
        if version == self.version {
            return Ok(None);
        }
        // what is written from here on changes it again: it may be read twice, it is not missed
        self.version = version;
        let mut change = Change::default();
        let rows = sqlx::query("select kind, max(seq) as seq from journal where seq > ? group by kind");
        for row in rows.bind(self.journal).fetch_all(&mut self.db).await? {
            self.journal = self.journal.max(row.try_get("seq")?);
            change.kinds.push(row.try_get("kind")?);
        }
        // ids grow: they are made while the database is locked for writing
        let rows = sqlx::query("select action, max(id) as id from attempt where id > ? group by action");
        for row in rows.bind(self.attempt.clone()).fetch_all(&mut self.db).await? {
            self.attempt = self.attempt.clone().max(row.try_get("id")?);
            change.actions.push(row.try_get("action")?);
        }
        let noted = noted(&mut self.db).await?;
        change.noted = noted != self.noted;
        self.noted = noted;
        Ok(Some(change))
    }
}

/// Differs from the last time whenever another connection has committed.
async fn version(db: &mut Db) -> Result<i64> {
    Ok(sqlx::query("pragma data_version").fetch_one(db).await?.try_get(0)?)
}

/// When a front end last noted something of its own.
async fn noted(db: &mut Db) -> Result<Option<String>> {
    let newest = sqlx::query("select max(set_at) as at from setting where key like 'window.%'");
    Ok(newest.fetch_one(db).await?.try_get("at")?)
}
