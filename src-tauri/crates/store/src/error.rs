//! What goes wrong in the folder.

use shipdesk_core::error::{ErrorCode, Problem};

/// A failure of the workstation's folder.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room for what was to be written.
    #[error("the disk is full")]
    DiskFull,
    /// Another process holds the database for longer than anyone waits.
    #[error("the data folder is busy")]
    Busy,
    /// A newer version wrote this folder.
    #[error("schema {found} is newer than {known}")]
    Newer {
        /// The schema of the folder.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// What is stored does not match its hash, or cannot be read as what it should be.
    #[error("{what} is damaged: {why}")]
    Damaged {
        /// Which row or file.
        what: String,
        /// What is wrong.
        why: String,
    },
    /// A rule of the schema was broken: two of what there may be one of.
    #[error("already there")]
    Conflict,
    /// The folder cannot be used.
    #[error("{path}: {why}")]
    Folder {
        /// The path inside the folder.
        path: String,
        /// What is wrong.
        why: String,
    },
    /// Any other failure of the database.
    #[error("database: {0}")]
    Database(sqlx::Error),
}

impl StoreError {
    /// Damaged data, by what it is.
    pub fn damaged(what: impl Into<String>, why: impl std::fmt::Display) -> Self {
        Self::Damaged { what: what.into(), why: why.to_string() }
    }

    /// A file system failure at a path.
    pub fn io(path: &std::path::Path, error: &std::io::Error) -> Self {
        if matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded) {
            return Self::DiskFull;
        }
        Self::Folder { path: path.display().to_string(), why: error.to_string() }
    }

    /// The error as it is told.
    pub fn problem(&self) -> Problem {
        match self {
            Self::DiskFull => Problem::new(ErrorCode::DiskFull),
            Self::Busy => Problem::new(ErrorCode::StoreBusy).with("detail", "locked"),
            Self::Newer { found, known } => {
                Problem::new(ErrorCode::StoreNewer).with("found", found).with("known", known)
            }
            Self::Damaged { what, why } => {
                Problem::new(ErrorCode::StoreDamaged).with("what", what).with("detail", why)
            }
            Self::Folder { path, why } => {
                Problem::new(ErrorCode::StoreBusy).with("detail", format!("{path}: {why}"))
            }
            Self::Conflict => Problem::new(ErrorCode::OrderChanged),
            Self::Database(_) => Problem::new(ErrorCode::Internal).with("detail", self),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let sqlx::Error::Database(database) = &error else { return Self::Database(error) };
        // primary result codes of SQLite, https://sqlite.org/rescode.html; extended ones carry them in the low byte
        let code = database.code().and_then(|code| code.parse::<u32>().ok()).unwrap_or_default() & 0xff;
        match code {
            5 | 6 => Self::Busy,
            // no right to it, read-only, cannot be opened
            3 | 8 | 14 => Self::Folder { path: "shipdesk.db".into(), why: database.message().to_owned() },
            11 | 26 => Self::damaged("shipdesk.db", database.message()),
            13 => Self::DiskFull,
            // a write that the file system refuses for size (EFBIG, quota) surfaces as an I/O error
            10 if database.message().contains("disk") => Self::DiskFull,
            19 if database.is_unique_violation() => Self::Conflict,
            _ => Self::Database(error),
        }
    }
}
