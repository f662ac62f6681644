//! Labels, scan forms and proofs by their SHA-256, beside the database.

use crate::folder::create_private;
use crate::journal::sha256;
use crate::{Db, Result, StoreError};
use shipdesk_core::clock::stamp;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The content-addressed files of a folder: `files/ab/ab12…`.
#[derive(Debug, Clone)]
pub struct Files {
    root: PathBuf,
}

impl Files {
    pub(crate) fn open(root: &Path) -> Result<Self> {
        create_private(root)?;
        Ok(Self { root: root.to_owned() })
    }

    /// Writes bytes to the disk (temporary file, fsync, rename, fsync of the folder) and gives their hash. Bytes that
    /// are there already are left alone. Nothing refers to them until [`record`] is committed.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`]; nothing half written stays behind.
    pub fn put(&self, bytes: &[u8]) -> Result<String> {
        let hash = sha256(bytes);
        let path = self.path(&hash);
        if fs::metadata(&path).is_ok_and(|there| there.len() == bytes.len() as u64) {
            return Ok(hash);
        }
        let folder = path.parent().unwrap_or(&self.root);
        create_private(folder)?;
        let temporary = folder.join(format!(".{}", uuid::Uuid::now_v7()));
        let written = write_durably(&temporary, bytes).and_then(|()| fs::rename(&temporary, &path));
        if let Err(error) = written {
            // a file that could not be removed is found and named by `verify`
            let _ = fs::remove_file(&temporary);
            return Err(StoreError::io(&temporary, &error));
        }
        sync_folder(folder)?;
        Ok(hash)
    }

    /// The bytes under a hash, checked against it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where they are gone or are not what they were.
    pub fn get(&self, hash: &str) -> Result<Vec<u8>> {
        let damaged = |why: String| StoreError::damaged(format!("file {hash}"), why);
        let bytes = fs::read(self.path(hash)).map_err(|error| damaged(error.to_string()))?;
        if sha256(&bytes) == hash { Ok(bytes) } else { Err(damaged("its bytes have changed".into())) }
    }

    /// Where the bytes of a hash are.
    pub fn path(&self, hash: &str) -> PathBuf {
        self.root.join(hash.get(..2).unwrap_or("__")).join(hash)
    }

    /// The folder of all files.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// Notes a stored file, in the transaction that makes something refer to it.
pub async fn record(
    db: &mut Db,
    hash: &str,
    media_type: &str,
    bytes: usize,
    at: jiff::Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into file (sha256, media_type, bytes, stored_at) values (?, ?, ?, ?) on conflict do nothing",
    )
    .bind(hash)
    .bind(media_type)
    .bind(i64::try_from(bytes).unwrap_or(i64::MAX))
    .bind(stamp(at))
    .execute(db)
    .await?;
    Ok(())
}

fn write_durably(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A rename is on the disk once its folder is.
fn sync_folder(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)
        .and_then(|file| file.sync_all())
        .map_err(|error| StoreError::io(folder, &error))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
