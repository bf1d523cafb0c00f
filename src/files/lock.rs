//! One command at a time writes in one folder.

use super::edits;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::Path;

/// The folder of caches, in the site's folder. Nothing in it is ever needed.
pub(super) const CACHES: &str = ".digest";
pub(super) const LOCK: &str = "lock";

/// Held while a command writes; let go when dropped, and by the system when the program dies.
#[derive(Debug)]
pub struct Lock {
    /// Not empty while it is held, so that the next one sees whether the last was killed.
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where it cannot be emptied, the next one sweeps a clean floor.
        let _ = self.file.set_len(0);
    }
}

impl Lock {
    /// Takes the lock of the folder at `root`. Where another program of this kind holds it, `waiting` is called once before waiting for it.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn take(root: &Path, waiting: impl FnOnce()) -> io::Result<Lock> {
        let folder = root.join(CACHES);
        let mut waiting = Some(waiting);
        loop {
            std::fs::create_dir_all(&folder)?;
            let path = folder.join(LOCK);
            let file = match OpenOptions::new().create(true).truncate(false).write(true).open(&path) {
                // The folder was taken away by a `digest clean` in between.
                Err(error) if error.kind() == io::ErrorKind::NotFound && !folder.exists() => continue,
                opened => opened?,
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    if let Some(waiting) = waiting.take() {
                        waiting();
                    }
                    file.lock()?;
                }
                // Some network drives know no locks; there a build must work all the same.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // Who held it may have been a `digest clean`, which takes the file away: then this is the lock of nothing.
            if is_at(&file, &path) {
                if file.metadata()?.len() > 0 {
                    edits::sweep(root);
                }
                let mut lock = Lock { file };
                // A full disk is told by whoever has more to write.
                let _ = lock.file.write_all(b"held\n");
                return Ok(lock);
            }
        }
    }
}

/// Whether an open file is the one that stands at a path now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(held), Ok(there)) = (file.metadata(), std::fs::metadata(path)) else { return false };
    (held.dev(), held.ino()) == (there.dev(), there.ino())
}

/// Elsewhere a file that is held open cannot be taken away.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
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
    fn a_lock_that_was_taken_away_is_not_held() {
        let root = tempfile::tempdir().unwrap();
        let first = Lock::take(root.path(), || panic!("nobody holds it")).unwrap();
        let (said, hear) = mpsc::channel();
        std::thread::scope(|scope| {
            let second = scope.spawn(|| Lock::take(root.path(), || said.send(()).unwrap()).unwrap());
            hear.recv().unwrap();
            std::fs::remove_dir_all(root.path().join(".digest")).unwrap();
            drop(first);
            let _second = second.join().unwrap();
            assert!(root.path().join(".digest/lock").is_file(), "the second made a lock of its own");
        });
    }

    #[test]
    fn what_a_killed_program_left_is_swept_away() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("content/articles");
        std::fs::create_dir_all(&folder).unwrap();
        for name in [".digest-x1Y2z3.tmp", "a.md", ".digest-notes.md"] {
            std::fs::write(folder.join(name), "half").unwrap();
        }
        let there = || {
            let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        };
        drop(Lock::take(root.path(), || ()).unwrap());
        drop(Lock::take(root.path(), || ()).unwrap());
        assert_eq!(there().len(), 3, "nobody died: nobody looks");
        std::fs::write(root.path().join(".digest/lock"), "held\n").unwrap();
        drop(Lock::take(root.path(), || ()).unwrap());
        assert_eq!(there(), [".digest-notes.md", "a.md"]);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_a_fault() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join(".digest"), "").unwrap();
        Lock::take(root.path(), || ()).unwrap_err();
    }
}
