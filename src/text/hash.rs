//! Fingerprints of texts: the same text gives the same one on every machine.

/// A fingerprint of the parts in order: 16 hexadecimal digits of BLAKE3. Line ends do not count, and `["ab", "c"]` is not `["a", "bc"]`.
#[must_use]
pub fn of(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        let part = super::normal::line_ends(part);
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// A fingerprint of bytes as they are: 16 hexadecimal digits of BLAKE3.
#[must_use]
pub fn of_bytes(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}
