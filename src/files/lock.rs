//! One build at a time in one folder.

use std::fs::{File, OpenOptions};
use std::path::Path;

/// Held while a build writes; let go when dropped, and by the system when the program dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why the lock was not to be had.
#[derive(Debug)]
pub enum LockFault {
    /// Another program of this kind is at work in the folder.
    Busy,
    Io(std::io::Error),
}

impl Lock {
    /// Takes the lock of the folder at `root`, if it is free.
    ///
    /// # Errors
    /// [`LockFault::Busy`] where another holds it; a folder that cannot be written.
    pub fn try_take(root: &Path) -> Result<Lock, LockFault> {
        let folder = root.join(".digest");
        std::fs::create_dir_all(&folder).map_err(LockFault::Io)?;
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock")).map_err(LockFault::Io)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(std::fs::TryLockError::WouldBlock) => Err(LockFault::Busy),
            Err(std::fs::TryLockError::Error(error)) => Err(LockFault::Io(error)),
        }
    }

    /// Takes the lock, waiting for whoever holds it.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn wait(root: &Path) -> std::io::Result<Lock> {
        let folder = root.join(".digest");
        std::fs::create_dir_all(&folder)?;
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))?;
        file.lock()?;
        Ok(Lock { _file: file })
    }
}
