//! One build at a time in one folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// Held while a command writes; let go when dropped, and by the system when the program dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of the folder at `root`. Where another program of this kind holds it, `waiting` is called once before waiting for it.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn take(root: &Path, waiting: impl FnOnce()) -> io::Result<Lock> {
        let folder = root.join(".digest");
        std::fs::create_dir_all(&folder)?;
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                waiting();
                file.lock()?;
            }
            // Some network drives know no locks; there a build must work all the same.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        Ok(Lock { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::Lock;
    use std::sync::mpsc;

    #[test]
    fn the_second_says_that_it_waits_and_comes_after_the_first() {
        let root = tempfile::tempdir().unwrap();
        let first = Lock::take(root.path(), || panic!("nobody holds it")).unwrap();
        let (said, hear) = mpsc::channel();
        std::thread::scope(|scope| {
            let second = scope.spawn(|| Lock::take(root.path(), || said.send(()).unwrap()).unwrap());
            hear.recv().unwrap();
            assert!(!second.is_finished());
            drop(first);
            second.join().unwrap();
        });
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_a_fault() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join(".digest"), "").unwrap();
        Lock::take(root.path(), || ()).unwrap_err();
    }
}
