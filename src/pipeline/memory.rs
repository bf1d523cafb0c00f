//! Earlier work by content hash. Its absence changes no byte of any result.

use crate::diag::Checked;
use crate::files::Cache;
use crate::types::DigestFile;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Digests read before, by path and bytes. An empty one is always right.
#[derive(Debug, Default)]
pub struct Memory {
    digests: Mutex<HashMap<Key, ReadDigest>>,
    /// Drawn cards and resized pictures.
    pub(super) cache: Arc<Cache>,
}

/// A path and the BLAKE3 hash of the bytes that stood there.
type Key = (Arc<str>, [u8; 32]);
type ReadDigest = Checked<Option<Arc<DigestFile>>>;

impl Memory {
    /// A memory that keeps what was drawn between runs.
    #[must_use]
    pub fn keeping(cache: Arc<Cache>) -> Self {
        Self { cache, ..Self::default() }
    }

    /// The digest read from these bytes, by `read` where it was not read before.
    pub fn digest(&self, path: &Arc<str>, bytes: &[u8], read: impl FnOnce() -> ReadDigest) -> ReadDigest {
        let key = (Arc::clone(path), *blake3::hash(bytes).as_bytes());
        if let Some(known) = self.digests.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let fresh = read();
        self.digests.lock().unwrap_or_else(PoisonError::into_inner).insert(key, fresh.clone());
        fresh
    }
}
