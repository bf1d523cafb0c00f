//! Hashes for words and runs of words, and maps keyed by them. The same on every machine; no map here is ever walked in its own order.

use crate::text::fnv;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash of a word's bytes: FNV-1a, then the finishing mix of SplitMix64, so that every bit depends on every byte.
pub(super) fn of(text: &str) -> u64 {
    mixed(fnv::of(text.bytes()))
}

/// The hash that [`of`] gives the letters and digits of a text in small letters, without writing them down first.
pub(super) fn of_letters(text: &str) -> u64 {
    let mut hash = fnv::EMPTY;
    let mut take = |bytes: &[u8]| bytes.iter().for_each(|byte| hash = fnv::with(hash, *byte));
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            take(&[c.to_ascii_lowercase() as u8]);
        } else if c.is_alphanumeric() {
            c.to_lowercase().for_each(|small| take(small.encode_utf8(&mut [0; 4]).as_bytes()));
        }
    }
    mixed(hash)
}

/// The half of a hash that stands for a term where room counts: of two million terms, a few hundred share theirs with another.
pub(super) fn short(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// A hash of several hashes in their order.
pub(super) fn of_run(hashes: &[u64]) -> u64 {
    mixed(hashes.iter().fold(fnv::EMPTY, |run, hash| (run.rotate_left(23) ^ hash).wrapping_mul(ODD)))
}

fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Takes numbers that are hashes or small indices as they are, spread once.
#[derive(Debug, Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(ODD).rotate_left(17);
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        let spread = (self.0 ^ number).wrapping_mul(ODD);
        self.0 = spread ^ (spread >> 29);
    }
}

/// A map keyed by hashes or indices.
pub(super) type Keyed<K, V> = HashMap<K, V, BuildHasherDefault<Spread>>;

/// A set of keys that is asked for far more keys than it has.
#[derive(Debug)]
pub(super) struct Keys {
    keys: Keyed<u32, ()>,
    /// A bit for the first twenty of each key: nearly all others are told apart by it.
    bits: Vec<u64>,
}

impl Keys {
    pub(super) fn of(keys: impl Iterator<Item = u32>) -> Self {
        let keys: Keyed<u32, ()> = keys.map(|key| (key, ())).collect();
        let mut bits = vec![0u64; 1 << 14];
        for key in keys.keys() {
            let (place, bit) = Self::bit(*key);
            bits[place] |= bit;
        }
        Self { keys, bits }
    }

    fn bit(key: u32) -> (usize, u64) {
        let first = key >> 12;
        (first as usize / 64, 1 << (first % 64))
    }

    pub(super) fn has(&self, key: u32) -> bool {
        let (place, bit) = Self::bit(key);
        self.bits[place] & bit != 0 && self.keys.contains_key(&key)
    }
}

#[cfg(test)]
mod tests {
    use super::{of, of_letters};

    #[test]
    fn letters_hash_as_they_are_written_small() {
        for (given, small) in [("U.S.", "us"), ("O’Neill's", "oneills"), ("ÄRGER-2", "ärger2"), ("", "")] {
            assert_eq!(of_letters(given), of(small), "{given}");
        }
    }
}
