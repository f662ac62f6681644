//! Makes a folder from a backup. A backup is a file from anywhere: nothing in it is believed before it is checked.

use super::{
    DATABASE, Entry, FORMAT, MANIFEST, Manifest, Workplace, copy, file_entry, parent, private_file,
    put_in_place, sync_folder, told,
};
use crate::folder::{Folder, create_private};
use crate::{Result, StoreError};
use jiff::Timestamp;
use serde::Serialize;
use shipdesk_core::clock::SystemClock;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// The manifest of some hundred thousand files.
const LARGEST_MANIFEST: u64 = 64 << 20;
/// Unpacked, a backup may be so large, or so many times its size.
const ALWAYS_ROOM_FOR: u64 = 1 << 30;
const HIGHEST_RATIO: u64 = 100;

/// A folder that was made from a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestoreReport {
    /// When the backup was made.
    pub made_at: Timestamp,
    /// How many orders are in it.
    pub orders: i64,
    /// How many files are in it.
    pub files: usize,
    /// The hashes of files that were not in the backup, because they were gone or damaged already.
    pub left_out: Vec<String>,
}

/// Makes the folder `root` from the backup `source`. All is unpacked, compared with its hashes and opened beside it
/// first; `root` appears whole or not at all.
///
/// # Errors
/// [`StoreError::Folder`] where `root` is there and not empty; [`StoreError::Damaged`] for a backup that is not whole;
/// [`StoreError::Newer`] for one of a newer version.
pub async fn restore(source: &Path, root: &Path) -> Result<RestoreReport> {
    refuse_to_replace(root)?;
    let workplace = Workplace::beside(root, "restore")?;
    let (from, to) = (source.to_owned(), workplace.path.clone());
    let unpacking = tokio::task::spawn_blocking(move || unpack(&from, &to)).await;
    let manifest = unpacking.unwrap_or_else(|error| Err(StoreError::damaged("backup", error)))?;
    // a folder that does not open, or is newer than this program, is not put in place
    Folder::open(&workplace.path, &SystemClock).await?.close().await;
    refuse_to_replace(root)?;
    if root.exists() {
        fs::remove_dir(root).map_err(|error| StoreError::io(root, &error))?;
    }
    put_in_place(&workplace.path, root)?;
    let Manifest { made_at, orders, left_out, entries, .. } = manifest;
    Ok(RestoreReport { made_at, orders, files: entries.len() - 1, left_out })
}

fn refuse_to_replace(root: &Path) -> Result<()> {
    let empty = match fs::read_dir(root) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(StoreError::io(root, &error)),
    };
    let why = "it is not empty".to_owned();
    if empty { Ok(()) } else { Err(StoreError::Folder { path: root.display().to_string(), why }) }
}

fn unpack(source: &Path, workplace: &Path) -> Result<Manifest> {
    let file = File::open(source).map_err(|error| StoreError::io(source, &error))?;
    let packed = file.metadata().map_err(|error| StoreError::io(source, &error))?.len();
    let mut archive = ZipArchive::new(file).map_err(|error| told(source, error))?;
    let manifest = manifest(&mut archive, source)?;
    require_possible(&manifest, packed)?;
    require_same_names(&archive, &manifest)?;
    let mut folders = BTreeSet::new();
    for entry in &manifest.entries {
        let path = workplace.join(path_of(entry)?);
        folders.extend(
            path.ancestors().skip(1).take_while(|folder| *folder != parent(workplace)).map(Path::to_owned),
        );
        unpack_entry(&mut archive, entry, &path)?;
    }
    folders.iter().try_for_each(|folder| sync_folder(folder))?;
    Ok(manifest)
}

fn manifest(archive: &mut ZipArchive<File>, source: &Path) -> Result<Manifest> {
    let mut text = Vec::new();
    let entry = archive.by_name(MANIFEST).map_err(|error| told(source, error))?;
    entry.take(LARGEST_MANIFEST).read_to_end(&mut text).map_err(|error| told(source, error.into()))?;
    let value: serde_json::Value = serde_json::from_slice(&text).map_err(|error| damaged(MANIFEST, error))?;
    // before anything else is read: a newer form may look different
    match value.get("format").and_then(serde_json::Value::as_i64) {
        Some(found) if found > FORMAT => Err(StoreError::Newer { found, known: FORMAT }),
        Some(_) => serde_json::from_value(value).map_err(|error| damaged(MANIFEST, error)),
        None => Err(damaged(MANIFEST, "it has no format")),
    }
}

/// Refuses what would fill the disk with what a small file only claims to hold.
fn require_possible(manifest: &Manifest, packed: u64) -> Result<()> {
    let room = packed.saturating_mul(HIGHEST_RATIO).max(ALWAYS_ROOM_FOR);
    let claimed = manifest.entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.bytes));
    if claimed > room { Err(damaged("backup", format!("{claimed} bytes from {packed}"))) } else { Ok(()) }
}

/// What the manifest names and what the archive holds are the same.
fn require_same_names(archive: &ZipArchive<File>, manifest: &Manifest) -> Result<()> {
    let held: BTreeSet<&[u8]> = archive.file_names_raw().collect();
    let mut named: BTreeSet<&[u8]> = manifest.entries.iter().map(|entry| entry.name.as_bytes()).collect();
    let twice = named.len() < manifest.entries.len();
    named.insert(MANIFEST.as_bytes());
    if twice || held != named || held.len() != archive.len() || !named.contains(DATABASE.as_bytes()) {
        return Err(damaged("backup", "its entries are not those of its manifest"));
    }
    Ok(())
}

/// Where an entry goes. Only the names that this program writes are known, so none leads elsewhere.
fn path_of(entry: &Entry) -> Result<PathBuf> {
    let is_hash =
        entry.sha256.len() == 64 && entry.sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if entry.name == DATABASE || (is_hash && entry.name == file_entry(&entry.sha256)) {
        return Ok(entry.name.split('/').collect());
    }
    Err(damaged("backup", format!("an entry `{}`", shipdesk_core::text::shorten(&entry.name, 100))))
}

fn unpack_entry(archive: &mut ZipArchive<File>, entry: &Entry, path: &Path) -> Result<()> {
    let failed = |error: std::io::Error| told(path, error.into());
    if let Some(folder) = path.parent() {
        create_private(folder)?;
    }
    let packed = archive.by_name(&entry.name).map_err(|error| told(path, error))?;
    let mut file = private_file(path)?;
    // one byte more than there may be tells that there are too many
    let copied = copy(&mut packed.take(entry.bytes.saturating_add(1)), &mut file);
    let (bytes, hash) = copied.map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData
        | std::io::ErrorKind::InvalidInput
        | std::io::ErrorKind::UnexpectedEof => damaged(&entry.name, error),
        _ => failed(error),
    })?;
    if bytes != entry.bytes || hash != entry.sha256 {
        return Err(damaged(&entry.name, "its bytes have changed"));
    }
    file.sync_all().map_err(failed)
}

fn damaged(what: &str, why: impl std::fmt::Display) -> StoreError {
    StoreError::damaged(what, why)
}
