//! Results that are costly to make, kept between builds below .digest/. Each is a pure function of its key, so that losing one costs time and nothing else.

use super::sealed;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The hash of everything that a result depends on, the version of what makes it among that.
pub type CacheKey = [u8; 32];

/// Where results are kept, relative to the root.
const FOLDER: &str = ".digest/made";

/// Results by key. What cannot be read, or is not what was written, is made again; what cannot be written is made every time.
#[derive(Debug, Default)]
pub struct Cache {
    /// `None`: nothing is kept.
    folder: Option<PathBuf>,
    used: Mutex<BTreeSet<CacheKey>>,
}

impl Cache {
    /// The cache of the site at `root`.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        Self { folder: Some(root.join(FOLDER)), used: Mutex::default() }
    }

    /// Whether anything put here can be found again.
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.folder.is_some()
    }

    /// The result of this key, if it is kept and whole.
    #[must_use]
    pub fn get(&self, key: &CacheKey) -> Option<Vec<u8>> {
        let path = self.path(key)?;
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(*key);
        sealed::read(&path, key)
    }

    /// Keeps a result. A disk that refuses is no fault: the result is made again the next time.
    pub fn put(&self, key: &CacheKey, bytes: &[u8]) {
        let Some(path) = self.path(key) else { return };
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(*key);
        let _ = sealed::write(&path, key, bytes);
    }

    /// The result of this key, from `make` where it is not kept.
    pub fn get_or_make(&self, key: &CacheKey, make: impl FnOnce() -> Vec<u8>) -> Vec<u8> {
        self.get(key).unwrap_or_else(|| {
            let made = make();
            self.put(key, &made);
            made
        })
    }

    /// Throws away what nobody has asked for since this cache was opened: to be called once a whole site has been published from it.
    pub fn sweep(&self) {
        let Some(folder) = &self.folder else { return };
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted: BTreeSet<PathBuf> = used.iter().filter_map(|key| self.path(key)).collect();
        for shelf in fs::read_dir(folder).into_iter().flatten().flatten() {
            for entry in fs::read_dir(shelf.path()).into_iter().flatten().flatten() {
                if !wanted.contains(&entry.path()) {
                    let _ = fs::remove_file(entry.path());
                }
            }
            // A shelf that still holds something stays.
            let _ = fs::remove_dir(shelf.path());
        }
    }

    fn path(&self, key: &CacheKey) -> Option<PathBuf> {
        let name = blake3::Hash::from_bytes(*key).to_hex();
        Some(self.folder.as_ref()?.join(&name[..2]).join(&name[2..]))
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;
    use std::fs;

    #[test]
    fn what_is_damaged_is_made_again_and_what_is_unused_is_swept_away() {
        let root = tempfile::tempdir().unwrap();
        let (one, two) = ([1; 32], [2; 32]);
        let cache = Cache::of(root.path());
        assert_eq!(cache.get_or_make(&one, || b"first".to_vec()), b"first");
        assert_eq!(cache.get_or_make(&one, || unreachable!("it is kept")), b"first");
        cache.put(&two, b"second");
        for (damage, name) in [(&b"fir"[..], "cut short"), (&[b'x'; 37][..], "of somebody else"), (&b""[..], "empty")] {
            fs::write(cache.path(&one).unwrap(), damage).unwrap();
            assert_eq!(Cache::of(root.path()).get(&one), None, "{name}");
        }
        let later = Cache::of(root.path());
        assert_eq!(later.get(&two).as_deref(), Some(&b"second"[..]));
        later.sweep();
        assert!(!cache.path(&one).unwrap().exists() && cache.path(&two).unwrap().exists());
        assert_eq!(Cache::default().get_or_make(&one, || b"made".to_vec()), b"made");
    }
}
