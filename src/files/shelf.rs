//! One large result of earlier work a name, kept below .digest/ and sealed. Losing one costs time and nothing else.

use super::lock::CACHES;
use super::sealed;
use std::path::{Path, PathBuf};

fn place(root: &Path, name: &str) -> PathBuf {
    root.join(CACHES).join(name)
}

/// What was put under a name, if it is whole and was put there for the same `key`.
#[must_use]
pub fn get(root: &Path, name: &str, key: &[u8; 32]) -> Option<Vec<u8>> {
    sealed::read(&place(root, name), key)
}

/// Keeps a result. A disk that refuses is no fault: the next run has more to do.
pub fn put(root: &Path, name: &str, key: &[u8; 32], bytes: &[u8]) {
    let _ = sealed::write(&place(root, name), key, bytes);
}

#[cfg(test)]
mod tests {
    use super::{get, place, put};
    use std::fs;

    #[test]
    fn what_is_damaged_or_of_another_program_is_not_there() {
        let root = tempfile::tempdir().unwrap();
        put(root.path(), "stories", &[1; 32], b"kept");
        assert_eq!(get(root.path(), "stories", &[1; 32]).as_deref(), Some(&b"kept"[..]));
        assert_eq!(get(root.path(), "stories", &[2; 32]), None, "of another program");
        assert_eq!(get(root.path(), "other", &[1; 32]), None);
        let good = fs::read(place(root.path(), "stories")).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            fs::write(place(root.path(), "stories"), &bad).unwrap();
            assert_eq!(get(root.path(), "stories", &[1; 32]), None, "byte {at}");
            fs::write(place(root.path(), "stories"), &good[..at]).unwrap();
            assert_eq!(get(root.path(), "stories", &[1; 32]), None, "cut at {at}");
        }
    }
}
