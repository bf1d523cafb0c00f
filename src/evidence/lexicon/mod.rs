//! What the judge knows about words: which mean the same, which the opposite, what their base forms are.

mod aliases;
mod irregular;
mod opposites;
pub(super) mod phrasal;
mod trades;

use crate::text::frequency::rarity;
use crate::text::words::{stem, stem_as_written};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// The hash of an empty text.
pub(super) const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// A word in the form in which words are compared: its base form's stem, hashed, so that comparing is cheap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Sym(u64);

impl Sym {
    /// The hash of a text as it is (FNV-1a, 64 bits).
    pub const fn raw(text: &str) -> Self {
        let (bytes, mut hash, mut at) = (text.as_bytes(), EMPTY, 0);
        while at < bytes.len() {
            hash = Self::with(hash, bytes[at]);
            at += 1;
        }
        Self(hash)
    }

    /// The hash of a text that goes on with this byte.
    pub const fn with(hash: u64, byte: u8) -> u64 {
        (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
    }

    /// What [`Sym::raw`] gives for a text of which [`Sym::with`] was told every byte, from [`EMPTY`] on.
    pub const fn of_hash(hash: u64) -> Self {
        Self(hash)
    }

    /// Bits to address a table by. The low ones of FNV are its best.
    pub fn spread(self) -> usize {
        (self.0 ^ self.0.rotate_left(25)) as usize
    }

    /// The compared form of a number, however it is written.
    pub fn of_value(value: f64) -> Self {
        let bytes = value.to_bits().to_le_bytes();
        Self(bytes.into_iter().chain([b'=']).fold(EMPTY, Self::with))
    }

    /// The compared form of a word in small letters.
    pub fn of(lower: &str) -> Self {
        Self::of_rarity(lower).0
    }

    /// The same, with how much the word says by being uncommon, 0 to 1.
    pub fn of_rarity(lower: &str) -> (Self, f64) {
        if let Some(alias) = aliases::of(lower) {
            return (Self::raw(alias), rarity(alias));
        }
        let base = irregular::base(lower).unwrap_or(lower);
        // Compared in one spelling, and as uncommon as the one that is written.
        (Self::raw(&stem(base)), rarity(&stem_as_written(base)))
    }
}

/// A table whose keys are hashes already, and need no other.
pub(super) type SymMap<V> = HashMap<Sym, V, BuildHasherDefault<SymHasher>>;

/// Gives back the hash that a [`Sym`] is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SymHasher(u64);

impl Hasher for SymHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    }

    fn write_u64(&mut self, hash: u64) {
        // The low bits of FNV are its best, the table looks at the highest ones too.
        self.0 = hash ^ hash.rotate_left(25);
    }
}

/// Which words a text has, for asking about many of them: open addressing, at most half of the places taken.
#[derive(Clone, Debug, Default)]
pub(super) struct SymSet {
    places: Vec<Option<Sym>>,
}

impl SymSet {
    pub fn of(words: &[Sym]) -> Self {
        let mut places = vec![None; (words.len() * 2).next_power_of_two()];
        let last = places.len() - 1;
        for word in words {
            let mut at = word.spread() & last;
            while places[at].is_some_and(|there| there != *word) {
                at = (at + 1) & last;
            }
            places[at] = Some(*word);
        }
        Self { places }
    }

    pub fn has(&self, word: Sym) -> bool {
        let Some(last) = self.places.len().checked_sub(1) else { return false };
        let mut at = word.spread() & last;
        while let Some(there) = self.places[at] {
            if there == word {
                return true;
            }
            at = (at + 1) & last;
        }
        false
    }
}

/// A list of words as typed, for asking whether a token is one of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    sorted: Vec<Sym>,
    /// A bit for each of them (a Bloom filter of one hash): most words that are asked for are none, and are known by it.
    marks: [u64; 4],
}

impl Words {
    /// Of words in small letters, as they are typed.
    pub fn typed<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self::of(words.into_iter().map(Sym::raw).collect())
    }

    /// Of words in small letters, in the form in which they are compared; verbs with their particles among them, as `keep_back`.
    pub fn compared<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self::of(words.into_iter().map(phrasal::word).collect())
    }

    fn of(mut sorted: Vec<Sym>) -> Self {
        sorted.sort_unstable();
        let mut marks = [0; 4];
        for word in &sorted {
            let (part, bit) = Self::mark(*word);
            marks[part] |= bit;
        }
        Self { sorted, marks }
    }

    /// Which of the marks are a word's, and its bit among them.
    fn mark(word: Sym) -> (usize, u64) {
        let spread = word.spread();
        (spread >> 6 & 3, 1 << (spread & 63))
    }

    pub fn has(&self, word: Sym) -> bool {
        let (part, bit) = Self::mark(word);
        self.marks[part] & bit != 0 && self.sorted.binary_search(&word).is_ok()
    }
}

/// How near two words are in meaning, 0 to 1.
const SAME_MEANING: f64 = 0.85;
const DERIVED: f64 = 0.9;

/// The words that mean the same or are derived, each with its nearness.
pub(super) fn near(word: Sym) -> &'static [(Sym, f64)] {
    TABLE.near.get(&word).map_or(&[], Vec::as_slice)
}

/// Whether two words are opposites.
pub(super) fn are_opposite(a: Sym, b: Sym) -> bool {
    opposites(a).binary_search(&b).is_ok()
}

/// The opposites of a word, sorted.
pub(super) fn opposites(word: Sym) -> &'static [Sym] {
    TABLE.opposite.get(&word).map_or(&[], Vec::as_slice)
}

/// Whether a word in small letters is an irregular form of another: overtook, sold.
pub(super) fn is_inflected(lower: &str) -> bool {
    irregular::base(lower).is_some()
}

/// Whether a word is one of the common words, in small letters.
pub(super) fn is_common(word: Sym) -> bool {
    TABLE.near.contains_key(&word) || TABLE.opposite.contains_key(&word)
}

pub(super) use trades::has as is_trade;

/// Whether a word in small letters is a country, its people, or a month: a name wherever it stands.
pub(super) fn is_place(lower: &str) -> bool {
    aliases::of(lower).is_some_and(|first| !aliases::is_unit(first))
}

struct Table {
    near: SymMap<Vec<(Sym, f64)>>,
    opposite: SymMap<Vec<Sym>>,
}

/// `words.txt` is made from WordNet; how is said in its first lines.
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut near: SymMap<Vec<(Sym, f64)>> = SymMap::default();
    let mut opposite: SymMap<Vec<Sym>> = SymMap::default();
    let mut relate = |a: Sym, b: Sym, how: f64| {
        if a != b {
            near.entry(a).or_default().push((b, how));
        }
    };
    for line in include_str!("words.txt").lines() {
        let Some((kind, rest)) = line.split_once(' ') else { continue };
        let words: Vec<Sym> = rest.split(' ').map(Sym::of).collect();
        match kind {
            "=" | "+" => {
                let how = if kind == "=" { SAME_MEANING } else { DERIVED };
                for a in &words {
                    words.iter().for_each(|b| relate(*a, *b, how));
                }
            }
            "!" => opposites::pair(&mut opposite, &words, &words),
            _ => {}
        }
    }
    for group in opposites::SAME.iter().chain(phrasal::GROUPS) {
        let words: Vec<Sym> = group.split(' ').map(phrasal::word).collect();
        for a in &words {
            words.iter().for_each(|b| relate(*a, *b, SAME_MEANING));
        }
    }
    for (one, other) in opposites::PAIRS {
        let (one, other): (Vec<Sym>, Vec<Sym>) = (one.split(' ').map(phrasal::word).collect(), other.split(' ').map(phrasal::word).collect());
        opposites::pair(&mut opposite, &one, &other);
    }
    for list in near.values_mut() {
        list.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        list.dedup_by_key(|(word, _)| *word);
    }
    // Compared as `united` is, it would be the opposite of a division.
    let unit = Sym::of("unit");
    opposite.remove(&unit);
    for list in opposite.values_mut() {
        list.retain(|word| *word != unit);
        list.sort_unstable();
        list.dedup();
    }
    Table { near, opposite }
});

#[cfg(test)]
mod tests {
    use super::{Sym, are_opposite, near};

    #[test]
    fn words_are_known_by_their_base_form_and_meaning() {
        assert_eq!(Sym::of("bought"), Sym::of("buys"));
        assert_eq!(Sym::of("chinese"), Sym::of("china"));
        assert!(near(Sym::of("purchase")).iter().any(|(w, _)| *w == Sym::of("bought")));
        assert!(are_opposite(Sym::of("rose"), Sym::of("declined")) && are_opposite(Sym::of("declining"), Sym::of("rises")));
        assert!(!are_opposite(Sym::of("rise"), Sym::of("climb")));
    }
}
