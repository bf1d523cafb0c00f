//! Which words a text may have, at a glance.

use super::lexicon::Sym;
use super::tokens::{Class, Token};
use std::ops::BitOr;

/// A bit for what each of some words has in common with every word that it can be paired with (a Bloom filter of one hash): where two have no bit in common,
/// no word of one pairs with a word of the other.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    /// Of words that carry meaning.
    content: u64,
    /// Of all others.
    other: u64,
    /// Of every word in the form in which it is compared, whatever it is.
    any: u64,
}

/// Numbers pair by their value and denials with each other: they have bits of their own, whatever else falls on them.
const NUMBER: u64 = 1;
const DENIAL: u64 = 2;

impl Marks {
    pub fn of(token: &Token) -> Self {
        let (content, other) = match token.class {
            Class::Content => (bit(token.sym), 0),
            Class::Function => (0, bit(token.typed)),
            Class::Number(_) => (0, NUMBER),
            Class::Negation => (0, DENIAL),
        };
        Self { content, other, any: bit(token.sym) }
    }

    /// Of a word that carries meaning.
    pub fn of_word(word: Sym) -> Self {
        Self { content: bit(word), other: 0, any: bit(word) }
    }

    /// Of all tokens of a text.
    pub fn of_all(tokens: &[Token]) -> Self {
        tokens.iter().fold(Self::default(), |all, token| all | Self::of(token))
    }

    /// Whether a word may be among them.
    pub fn may_have(self, word: Sym) -> bool {
        self.any & bit(word) != 0
    }

    /// Whether a word of one may pair with a word of the other.
    pub fn meets(self, other: Self) -> bool {
        self.content & other.content != 0 || self.other & other.other != 0
    }
}

impl BitOr for Marks {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self { content: self.content | other.content, other: self.other | other.other, any: self.any | other.any }
    }
}

fn bit(word: Sym) -> u64 {
    1 << (word.spread() & 63)
}
