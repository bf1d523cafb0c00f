//! FNV-1a of 64 bits (Fowler, Noll and Vo): a quick hash that is the same on every machine and in every run. For tables alone: who wants to can find two texts
//! of one hash, so what is kept or compared for good has a fingerprint of [`super::hash`].

/// The hash of nothing.
pub const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of what goes on with this byte.
#[must_use]
pub const fn with(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// The hash of these bytes.
#[must_use]
pub fn of(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(EMPTY, with)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_vectors_of_its_authors_hold() {
        for (text, hash) in [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)] {
            assert_eq!(super::of(text.bytes()), hash, "{text}");
        }
    }
}
