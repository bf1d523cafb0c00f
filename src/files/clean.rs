//! Takes away what can be made again.

use super::errors::plain;
use super::lock::{CACHES, LOCK, Lock};
use super::stage;
use super::target::Target;
use crate::diag::{Diagnostic, codes};
use std::io;
use std::path::Path;

/// What [`clean`] took away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    pub site: bool,
    pub caches: bool,
}

/// Takes away the built site and the caches of the site whose files lie in `root`; and nothing else. The lock is held meanwhile, and let go.
///
/// # Errors
/// A finding where the disk refuses.
pub fn clean(root: &Path, target: &Target, lock: Lock) -> Result<Cleaned, Diagnostic> {
    let refused = |what: &Path, e: &io::Error| Diagnostic::homeless(&codes::CANNOT_WRITE, format!("{} cannot be taken away: {}", what.display(), plain(e)));
    let site = stage::retire(target.folder()).map_err(|e| refused(target.shown(), &e))?;
    let folder = root.join(CACHES);
    let caches = remove_caches(&folder).map_err(|e| refused(Path::new(CACHES), &e))?;
    drop(lock);
    Ok(Cleaned { site, caches })
}

/// Takes away the folder of caches, the lock last, so that whoever waits for it waits until all else is gone. A link in it is taken away, not what it leads to.
fn remove_caches(folder: &Path) -> io::Result<bool> {
    let mut any = false;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == LOCK {
            continue;
        }
        any = true;
        if entry.file_type()?.is_dir() { std::fs::remove_dir_all(entry.path())? } else { std::fs::remove_file(entry.path())? }
    }
    std::fs::remove_file(folder.join(LOCK))?;
    std::fs::remove_dir(folder).or_else(|e| if e.kind() == io::ErrorKind::DirectoryNotEmpty { Ok(()) } else { Err(e) })?;
    Ok(any)
}
