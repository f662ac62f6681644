//! Who is alive: each process that works in the folder holds a lock file of its own. A purchase that is being sent
//! names its owner; when that lock is free, the owner is dead and only the provider knows what became of the purchase.

use crate::folder::create_private;
use crate::{Result, StoreError};
use shipdesk_core::id::OwnerId;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

/// This process in a folder. Dropping it, or dying, frees the lock.
#[derive(Debug)]
pub struct Owner {
    /// Its id, named by the purchases that it is sending.
    pub id: OwnerId,
    path: PathBuf,
    // held, never read
    _lock: File,
}

impl Owner {
    /// Enters a folder and clears away what the dead left behind.
    pub fn enter(root: &Path) -> Result<Self> {
        let folder = root.join("owners");
        create_private(&folder)?;
        sweep(&folder);
        let id = OwnerId::new();
        let path = folder.join(id.to_string());
        let lock = open_locked(&path).map_err(|error| StoreError::io(&path, &error))?;
        Ok(Self { id, path, _lock: lock })
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        // whoever asks about an owner whose file is gone learns the same: it is not alive
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Whether an owner's process still runs.
pub fn is_alive(root: &Path, owner: OwnerId) -> bool {
    let path = root.join("owners").join(owner.to_string());
    match OpenOptions::new().append(true).open(path) {
        Ok(file) => file.try_lock().is_err(),
        // only its absence proves its end: whoever cannot be looked at may be sending
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    }
}

/// Makes the file under a name nobody looks at, locks it, and only then gives it its name: nobody can find it unlocked.
fn open_locked(path: &Path) -> std::io::Result<File> {
    let hidden = path.with_extension("new");
    let file = OpenOptions::new().create_new(true).append(true).open(&hidden)?;
    file.lock()?;
    std::fs::rename(&hidden, path)?;
    Ok(file)
}

fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let named = path.extension().is_none();
        let dead = OpenOptions::new().append(true).open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if named && dead {
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_is_alive_until_it_goes() {
        let folder = tempfile::tempdir().unwrap();
        let owner = Owner::enter(folder.path()).unwrap();
        let id = owner.id;
        assert!(is_alive(folder.path(), id));
        let other = Owner::enter(folder.path()).unwrap();
        assert!(is_alive(folder.path(), id), "entering does not sweep the living away");
        drop(owner);
        assert!(!is_alive(folder.path(), id));
        assert!(is_alive(folder.path(), other.id));
    }

    #[test]
    fn a_file_that_a_dead_process_left_is_not_alive_and_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let dead = OwnerId::new();
        std::fs::create_dir_all(folder.path().join("owners")).unwrap();
        std::fs::write(folder.path().join("owners").join(dead.to_string()), "").unwrap();
        assert!(!is_alive(folder.path(), dead));
        let _owner = Owner::enter(folder.path()).unwrap();
        assert!(!folder.path().join("owners").join(dead.to_string()).exists());
    }
}
