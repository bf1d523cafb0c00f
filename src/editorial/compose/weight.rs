//! What a sentence is worth: the pairs of words that several reports share, early in them, and said in quotation.
//!
//! Sentence scores by likeness to the whole (LexRank) tie with the first sentences of a random article; shared bigrams, weighed by how many
//! independent texts have them, do better on news (compare the concept coverage of Gillick and Favre, 2009).

use super::material::Report;
use crate::text::words;
use std::collections::{BTreeMap, HashMap};

/// The weighty bigrams of a text, each once, by their number among those of the story.
pub(super) type Bigrams = Vec<u32>;

/// Words of an article after which what it says weighs about seven tenths of what it opens with.
const EARLY: f64 = 250.0;

/// The weights of the story's bigrams, and the numbers of its words.
#[derive(Debug, Default)]
pub(super) struct Weights {
    numbers: HashMap<String, u32>,
    bigrams: HashMap<(u32, u32), u32>,
    /// By the number of the bigram.
    weights: Vec<f64>,
}

impl Weights {
    pub fn of(reports: &[Report]) -> Self {
        let mut made = Self::default();
        // Of a bigram in each text that has it: its earliest place, the most quoted of its sentences.
        let mut seen: BTreeMap<(u32, u32), BTreeMap<usize, (usize, f64)>> = BTreeMap::new();
        for report in reports.iter().filter(|r| !r.junk) {
            for line in &report.lines {
                let stems = made.learn(&line.text);
                for (n, pair) in stems.windows(2).enumerate() {
                    let (early, quoted) = seen.entry((pair[0], pair[1])).or_default().entry(report.origin).or_insert((usize::MAX, 0.0));
                    *early = (*early).min(line.offset + n);
                    *quoted = quoted.max(line.quotation.share);
                }
            }
        }
        // Each text votes for what it says, the louder the earlier it says it and where somebody is heard saying it.
        let vote = |(early, quoted): &(usize, f64)| (1.0 + quoted) / (1.0 + *early as f64 / EARLY).sqrt();
        made.bigrams = seen.keys().copied().zip(0..).collect();
        made.weights = seen.values().map(|texts| texts.values().map(vote).sum()).collect();
        made
    }

    fn learn(&mut self, text: &str) -> Vec<u32> {
        tokens(text)
            .into_iter()
            .map(|t| {
                let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
                *self.numbers.entry(t).or_insert(next)
            })
            .collect()
    }

    /// The bigrams of a text that the reports have.
    pub fn bigrams(&self, text: &str) -> Bigrams {
        let stems: Vec<Option<u32>> = tokens(text).into_iter().map(|t| self.numbers.get(&t).copied()).collect();
        let mut out: Bigrams = stems.windows(2).filter_map(|w| self.bigrams.get(&(w[0]?, w[1]?)).copied()).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// How many bigrams the story has.
    pub fn count(&self) -> usize {
        self.weights.len()
    }

    pub fn weight(&self, bigram: u32) -> f64 {
        self.weights[bigram as usize]
    }

    /// What a text is worth by itself.
    pub fn worth(&self, text: &str) -> f64 {
        self.bigrams(text).into_iter().map(|b| self.weight(b)).sum()
    }

    /// The content words of a text.
    pub fn content(&self, text: &str) -> Content {
        let mut out: BTreeMap<u32, f64> = BTreeMap::new();
        for range in words::words(text) {
            let word = text[range].to_lowercase();
            if words::is_stop_word(&word) {
                continue;
            }
            for token in tokens(&word) {
                if let Some(number) = self.numbers.get(&token) {
                    *out.entry(*number).or_insert(0.0) += 1.0;
                }
            }
        }
        Content::of(out)
    }
}

/// A bag of words: the number of each and how often it stands there, in the order of the numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    words: Vec<(u32, f64)>,
    /// Its length as a vector.
    length: f64,
}

impl Content {
    fn of(words: BTreeMap<u32, f64>) -> Self {
        Self { length: words.values().map(|x| x * x).sum::<f64>().sqrt(), words: words.into_iter().collect() }
    }

    /// The mean of the directions of bags of words: the cosine with each of three thousand headlines is the product with their mean, and is had at once.
    pub fn mean_direction(bags: &[Content]) -> Self {
        let mut out: BTreeMap<u32, f64> = BTreeMap::new();
        for bag in bags {
            bag.words.iter().for_each(|(word, x)| *out.entry(*word).or_insert(0.0) += x / bag.length);
        }
        out.values_mut().for_each(|x| *x /= bags.len() as f64);
        Self::of(out)
    }

    /// What it has in common with others, as [`likeness`] counts it, on the average; `mean` is their mean direction.
    pub fn mean_likeness(&self, mean: &Content) -> f64 {
        if self.words.is_empty() { 0.0 } else { self.dot(mean) / self.length }
    }

    fn dot(&self, other: &Self) -> f64 {
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let product = |(word, x): &(u32, f64)| long.words.binary_search_by_key(word, |(w, _)| *w).ok().map(|at| x * long.words[at].1);
        short.words.iter().filter_map(product).sum()
    }
}

/// Cosine of two bags of words, 0 to 1.
pub(super) fn likeness(a: &Content, b: &Content) -> f64 {
    let dot = a.dot(b);
    if dot == 0.0 { 0.0 } else { dot / (a.length * b.length) }
}

/// Runs of letters and digits in lower case, stemmed where they have more than three letters; each ideograph by itself.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut flush = |word: &mut String| {
        if !word.is_empty() {
            out.push(if word.chars().count() > 3 { words::stem(word) } else { word.clone() });
            word.clear();
        }
    };
    for c in text.chars() {
        if words::is_ideograph(c) {
            flush(&mut word);
            word.push(c);
            flush(&mut word);
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else {
            flush(&mut word);
        }
    }
    flush(&mut word);
    out
}
