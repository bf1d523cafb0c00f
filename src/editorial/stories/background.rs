//! How common words are in English at large, and the commonest words of other languages: what a small batch cannot know from itself.
//!
//! The two tables lie in src/text/frequency/, whose README says where they come from and on what terms.

use super::hashing::Keyed;
use crate::text::frequency;
use rust_stemmers::Algorithm;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Zipf values of English stems: log10 of the occurrences in a thousand million words (van Heuven and others, 2014).
#[derive(Debug)]
pub(super) struct Background {
    by_stem: Keyed<u64, f32>,
    /// The value of the rarest stem of the table, which stands for every word that is not in it.
    rarest: f32,
}

pub(super) static BACKGROUND: LazyLock<Background> = LazyLock::new(|| {
    let mut by_stem = Keyed::default();
    let mut rarest = f32::MAX;
    for (stem, zipf) in frequency::english() {
        let zipf = zipf as f32;
        rarest = rarest.min(zipf);
        by_stem.insert(super::hashing::of(stem), zipf);
    }
    Background { by_stem, rarest }
});

/// What everybody writes about everything: the Zipf value of "the" and its like.
const COMMONEST: f32 = 7.5;

impl Background {
    /// How much a word says by being uncommon, 0.02 to 1; `key` is the hash of its English stem.
    pub(super) fn weight(&self, key: u64) -> f32 {
        let zipf = self.by_stem.get(&key).copied().unwrap_or(self.rarest);
        ((COMMONEST - zipf) / (COMMONEST - self.rarest)).clamp(0.02, 1.0).powf(1.25)
    }
}

/// A language other than English whose commonest words are known.
#[derive(Debug)]
pub(super) struct Language {
    pub code: &'static str,
    pub function_words: HashSet<&'static str>,
}

pub(super) static LANGUAGES: LazyLock<Vec<Language>> =
    LazyLock::new(|| frequency::function_words().map(|(code, words)| Language { code, function_words: words.collect() }).collect());

static BY_CODE: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| LANGUAGES.iter().enumerate().map(|(at, l)| (l.code, at)).collect());

impl Language {
    /// The language of a BCP 47 tag, where it is known and is not English.
    pub(super) fn of_tag(tag: &str) -> Option<&'static Language> {
        let code = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let code = match code.as_str() {
            // Norwegian as such, and the Norwegian that shares most words with it.
            "no" | "nn" => "nb",
            other => other,
        };
        BY_CODE.get(code).map(|at| &LANGUAGES[*at])
    }

    /// The language that most of these lower-case words are function words of. `None` where no language has three of them, a tenth,
    /// and more than `english`, the function words of English among them.
    pub(super) fn guessed(words: &[String], english: usize) -> Option<&'static Language> {
        let counted = LANGUAGES.iter().map(|l| (words.iter().filter(|w| l.function_words.contains(w.as_str())).count(), l));
        // The first of equals: the order of the table decides, not chance.
        let (count, language) = counted.rev().max_by_key(|(count, _)| *count)?;
        (count >= 3 && count > english && count * 10 >= words.len()).then_some(language)
    }

    /// Its Snowball stemmer, where there is one (<https://snowballstem.org/algorithms/>).
    pub(super) fn algorithm(&self) -> Option<Algorithm> {
        Some(match self.code {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "tr" => Algorithm::Turkish,
            _ => return None,
        })
    }
}
