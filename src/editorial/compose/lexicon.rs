//! Words as numbers, so that what sentences share is counted without comparing letters.

use super::clauses::stems;
use std::collections::HashMap;

/// The numbers of words, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    numbers: HashMap<String, u32>,
}

impl Lexicon {
    /// The number of a word; a new word gets the next.
    pub fn learn(&mut self, word: String) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(word).or_insert(next)
    }

    /// The content stems of a text.
    pub fn stems(&mut self, text: &str) -> WordSet {
        stems(text).into_iter().map(|stem| self.learn(stem)).collect()
    }

    /// The number of a word that was met.
    pub fn get(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }
}

/// Different words, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WordSet(Vec<u32>);

impl FromIterator<u32> for WordSet {
    fn from_iter<I: IntoIterator<Item = u32>>(words: I) -> Self {
        let mut all: Vec<u32> = words.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }
}

impl WordSet {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn has(&self, word: u32) -> bool {
        self.0.binary_search(&word).is_ok()
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied()
    }

    /// How many of its words another has too.
    pub fn shared(&self, other: &Self) -> usize {
        let (mut a, mut b, mut out) = (self.0.as_slice(), other.0.as_slice(), 0);
        while let (Some(x), Some(y)) = (a.first(), b.first()) {
            out += usize::from(x == y);
            a = if x <= y { &a[1..] } else { a };
            b = if y <= x { &b[1..] } else { b };
        }
        out
    }

    /// Whether it has all words of another.
    pub fn has_all(&self, other: &Self) -> bool {
        other.iter().all(|w| self.has(w))
    }
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, WordSet};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_word_keeps_its_number() {
        let mut lexicon = Lexicon::default();
        let first = lexicon.learn("harbour".to_owned());
        assert_ne!(lexicon.learn("ferry".to_owned()), first);
        assert_eq!(lexicon.learn("harbour".to_owned()), first);
        assert_eq!(lexicon.get("harbour"), Some(first));
        assert_eq!(lexicon.get("tunnel"), None);
    }

    proptest! {
        #[test]
        fn sets_count_as_sets_do(a in prop::collection::vec(0u32..20, 0..12), b in prop::collection::vec(0u32..20, 0..12)) {
            let (sa, sb): (WordSet, WordSet) = (a.iter().copied().collect(), b.iter().copied().collect());
            let (ta, tb): (BTreeSet<u32>, BTreeSet<u32>) = (a.into_iter().collect(), b.into_iter().collect());
            prop_assert_eq!(sa.len(), ta.len());
            prop_assert_eq!(sa.shared(&sb), ta.intersection(&tb).count());
            prop_assert_eq!(sa.has_all(&sb), tb.is_subset(&ta));
        }
    }
}
