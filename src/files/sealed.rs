//! Files below .digest/ that nobody trusts: each ends in a seal, so that one that was cut short, damaged or written by somebody else is not taken for ours.

use super::edits::UNFINISHED;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Bytes of a seal.
const SEAL: usize = 32;

/// What was written under this key, if it is there and whole.
pub(super) fn read(path: &Path, key: &[u8; 32]) -> Option<Vec<u8>> {
    let mut bytes = fs::read(path).ok()?;
    let at = bytes.len().checked_sub(SEAL)?;
    let is_whole = seal(key, &bytes[..at]) == bytes[at..];
    bytes.truncate(at);
    is_whole.then_some(bytes)
}

/// Writes the file and its folder; half of it is never seen.
pub(super) fn write(path: &Path, key: &[u8; 32], bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(UNFINISHED.0).suffix(UNFINISHED.1).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.write_all(&seal(key, bytes))?;
    file.persist(path)?;
    Ok(())
}

fn seal(key: &[u8; 32], bytes: &[u8]) -> [u8; SEAL] {
    *blake3::keyed_hash(key, bytes).as_bytes()
}
