//! One scheduler a folder: whoever holds the lock does what is due by itself, the others leave it alone.

use crate::{Result, StoreError};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// The right to do a folder's background work. Dropping it, or dying, gives it to whoever asks next.
#[derive(Debug)]
pub struct Turn {
    // held, never read
    _lock: File,
}

impl Turn {
    /// Takes the turn, unless another process has it.
    pub fn take(root: &Path) -> Result<Option<Self>> {
        let path = root.join("scheduler.lock");
        let failed = |error: &std::io::Error| StoreError::io(&path, error);
        let file =
            OpenOptions::new().create(true).append(true).open(&path).map_err(|error| failed(&error))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _lock: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed(&error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Turn;

    #[test]
    fn one_has_the_turn_until_it_lets_go() {
        let folder = tempfile::tempdir().unwrap();
        let first = Turn::take(folder.path()).unwrap();
        assert!(first.is_some());
        assert!(Turn::take(folder.path()).unwrap().is_none());
        drop(first);
        assert!(Turn::take(folder.path()).unwrap().is_some());
    }
}
