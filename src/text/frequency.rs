//! How common words are in English at large. frequency/README.md says where the table comes from and on what terms.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Stems by their Zipf value, the commonest first: a line a value, then its stems. The Zipf value is log10 of the occurrences in a thousand million
/// words (van Heuven and others, 2014).
static ENGLISH: &str = include_str!("frequency/english.txt");

/// The commonest words of other languages: a line a language, its code and then its words.
static FUNCTION_WORDS: &str = include_str!("frequency/function_words.txt");

/// Stands for every word that is not in the table: such words are about as rare as its rarest.
const RAREST: f64 = 3.8;
/// What everybody writes about everything: the Zipf value of "the" and its like.
const COMMONEST: f64 = 7.5;

/// Every English stem of the table and its Zipf value, the commonest first.
pub fn english() -> impl Iterator<Item = (&'static str, f64)> {
    let lines = ENGLISH.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let zipf: f64 = words.next()?.parse().ok()?;
        Some(words.map(move |w| (w, zipf)))
    });
    lines.flatten()
}

/// The languages other than English whose commonest words are known: a code, and the words, the commonest first.
pub fn function_words() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    FUNCTION_WORDS.lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?, words))
    })
}

static BY_STEM: LazyLock<HashMap<&'static str, f64>> = LazyLock::new(|| english().collect());

/// How much a word says by being uncommon, 0.05 to 1; `stem` as [`crate::text::words::stem`] gives it.
#[must_use]
pub fn rarity(stem: &str) -> f64 {
    let zipf = BY_STEM.get(stem).copied().unwrap_or(RAREST);
    ((COMMONEST - zipf) / (COMMONEST - RAREST)).clamp(0.05, 1.0)
}

#[cfg(test)]
mod tests {
    use super::rarity;

    #[test]
    fn rare_words_say_more() {
        assert!(rarity("peopl") < rarity("semiconductor") && rarity("zzyzx") == 1.0 && rarity("the") < 0.1);
    }
}
