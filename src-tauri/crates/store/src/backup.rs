//! A whole folder as one file: a ZIP with the database, the files and `manifest.json`, which holds the hash of each.
//! There are no secrets in it, because there are none in the folder.

mod restore;

pub use restore::{RestoreReport, restore};

use crate::folder::{Folder, create_private, schema_of_file};
use crate::journal::hex;
use crate::{Db, Result, StoreError, files::Files};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shipdesk_core::clock::Clock;
use shipdesk_core::id::StationId;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, Row as _};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What this program writes, and the newest that it reads.
const FORMAT: i64 = 1;
const MANIFEST: &str = "manifest.json";
const DATABASE: &str = "shipdesk.db";

/// What a backup says of itself.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: i64,
    made_at: Timestamp,
    schema: i64,
    station: StationId,
    orders: i64,
    left_out: Vec<String>,
    entries: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    name: String,
    bytes: u64,
    sha256: String,
}

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BackupReport {
    /// When.
    pub made_at: Timestamp,
    /// How many bytes it has.
    pub bytes: u64,
    /// How many orders are in it.
    pub orders: i64,
    /// How many files are in it.
    pub files: usize,
    /// The hashes of files that were gone or damaged and are not in it.
    pub left_out: Vec<String>,
}

/// Writes a backup to `target`, replacing a file there only when the new one is complete. The folder may be in use.
///
/// # Errors
/// [`StoreError::DiskFull`] and others of the disk; nothing half written stays behind.
pub async fn create(folder: &Folder, target: &Path, clock: &dyn Clock) -> Result<BackupReport> {
    let workplace = Workplace::beside(target, "backup")?;
    let snapshot = workplace.path.join(DATABASE);
    sqlx::query("vacuum into ?")
        .bind(snapshot.display().to_string())
        .execute(&mut *folder.read().await?)
        .await?;
    let (mut manifest, hashes) = contents(&snapshot, folder.station, clock.now()).await?;
    let (files, target) = (folder.files.clone(), target.to_owned());
    let packing = tokio::task::spawn_blocking(move || {
        let archive = workplace.path.join("archive");
        pack(&archive, &snapshot, (&files, &hashes), &mut manifest)?;
        let bytes = fs::metadata(&archive).map_err(|error| StoreError::io(&archive, &error))?.len();
        put_in_place(&archive, &target)?;
        let files = hashes.len() - manifest.left_out.len();
        let Manifest { made_at, orders, left_out, .. } = manifest;
        Ok(BackupReport { made_at, bytes, orders, files, left_out })
    });
    packing.await.unwrap_or_else(|error| Err(StoreError::damaged("backup", error)))
}

/// What the snapshot holds: the head of its manifest, and the hashes of its files.
async fn contents(
    snapshot: &Path,
    station: StationId,
    made_at: Timestamp,
) -> Result<(Manifest, Vec<String>)> {
    let schema = schema_of_file(snapshot).await?;
    let options = SqliteConnectOptions::new().filename(snapshot).read_only(true);
    let mut db = Db::connect_with(&options).await?;
    let orders = sqlx::query("select count(*) from orders").fetch_one(&mut db).await?.try_get(0)?;
    let rows = sqlx::query("select sha256 from file where erased_at is null order by sha256")
        .fetch_all(&mut db)
        .await?;
    db.close().await?;
    let hashes = rows.iter().map(|row| Ok(row.try_get(0)?)).collect::<Result<_>>()?;
    let head = Manifest {
        format: FORMAT,
        made_at,
        schema,
        station,
        orders,
        left_out: Vec::new(),
        entries: Vec::new(),
    };
    Ok((head, hashes))
}

fn pack(
    archive: &Path,
    snapshot: &Path,
    (files, hashes): (&Files, &[String]),
    manifest: &mut Manifest,
) -> Result<()> {
    let failed = |error: std::io::Error| StoreError::io(archive, &error);
    let mut zip = ZipWriter::new(private_file(archive)?);
    let mut database = File::open(snapshot).map_err(failed)?;
    manifest.entries.push(add(&mut zip, DATABASE, &mut database).map_err(|error| told(archive, error))?);
    for hash in hashes {
        match files.get(hash) {
            Ok(bytes) => {
                let added = add(&mut zip, &file_entry(hash), &mut bytes.as_slice());
                manifest.entries.push(added.map_err(|error| told(archive, error))?);
            }
            Err(_) => manifest.left_out.push(hash.clone()),
        }
    }
    let text = serde_json::to_vec_pretty(manifest).map_err(|error| StoreError::damaged(MANIFEST, error))?;
    add(&mut zip, MANIFEST, &mut text.as_slice()).map_err(|error| told(archive, error))?;
    let file = zip.finish().map_err(|error| told(archive, error))?;
    file.sync_all().map_err(failed)
}

fn add(zip: &mut ZipWriter<File>, name: &str, from: &mut dyn Read) -> std::result::Result<Entry, ZipError> {
    // a database may grow beyond four gigabytes, and twenty bytes an entry are cheap
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .large_file(true)
        .unix_permissions(0o600);
    zip.start_file(name, options)?;
    let (bytes, sha256) = copy(from, zip)?;
    Ok(Entry { name: name.to_owned(), bytes, sha256 })
}

/// Copies to the end; gives the number of bytes and their hash.
fn copy(from: &mut dyn Read, to: &mut dyn Write) -> std::io::Result<(u64, String)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, hex(&hasher.finalize())));
        }
        hasher.update(&buffer[..read]);
        to.write_all(&buffer[..read])?;
        bytes += read as u64;
    }
}

/// Where the bytes of a hash stand in a backup, as they do in the folder.
fn file_entry(hash: &str) -> String {
    format!("files/{}/{hash}", hash.get(..2).unwrap_or("__"))
}

fn told(path: &Path, error: ZipError) -> StoreError {
    match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            StoreError::io(path, &error)
        }
        error => StoreError::damaged("backup", error),
    }
}

fn private_file(path: &Path) -> Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| StoreError::io(path, &error))
}

/// Gives a finished file or folder its name, for good.
fn put_in_place(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|error| StoreError::io(to, &error))?;
    sync_folder(parent(to))
}

/// Names in a folder are on the disk once the folder is.
fn sync_folder(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    File::open(folder).and_then(|file| file.sync_all()).map_err(|error| StoreError::io(folder, &error))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A private folder beside what is being made, gone with everything in it when it is dropped.
#[derive(Debug)]
struct Workplace {
    path: PathBuf,
}

impl Workplace {
    fn beside(target: &Path, purpose: &str) -> Result<Self> {
        let path = parent(target).join(format!(".shipdesk-{purpose}-{}", uuid::Uuid::now_v7()));
        create_private(&path)?;
        Ok(Self { path })
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        // it may have been given its final name
        let _ = fs::remove_dir_all(&self.path);
    }
}
