//! Articles as sparse vectors of weighted terms, as in the vector space model (Salton and others, 1975).
//!
//! Counts of articles go by steps (`step`), so that one more article leaves nearly all weights as they are, and with them all that rests on them.

use super::background::BACKGROUND;
use super::hashing::{self, Keyed};
use super::reading::{Reading, Written};
use super::sparse::Sparse;
use super::tuning::Tuning;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// An article's vector, and which of its terms ask the index for neighbours.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Vector {
    pub terms: Sparse,
    /// Places in `terms`, in the order of asking.
    pub asks: Box<[u8]>,
}

impl Vector {
    /// The terms that ask, in their order.
    pub(super) fn asking(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.asks.iter().filter_map(|at| self.terms.terms().get(usize::from(*at)).copied())
    }

    /// Of weighed terms in any order. The heaviest ask, the rarest of them first, while the articles that they lead to are few enough together.
    pub(super) fn of(mut weighed: Vec<Weighed>) -> Self {
        let tuning = Tuning::get();
        heaviest(&mut weighed, tuning.terms, |w| (w.weight, w.key));
        let terms = Sparse::of(weighed.iter().map(|w| (w.key, w.weight)).collect()).unit();
        heaviest(&mut weighed, tuning.query_terms, |w| (w.weight, w.key));
        weighed.sort_unstable_by(|a, b| a.reach.cmp(&b.reach).then(b.weight.total_cmp(&a.weight)).then(a.key.cmp(&b.key)));
        let mut led = 0u32;
        weighed.retain(|w| {
            led = led.saturating_add(w.reach);
            led <= tuning.postings
        });
        let place = |w: &Weighed| terms.terms().binary_search_by_key(&w.key, |(key, _)| *key).ok().and_then(|at| u8::try_from(at).ok());
        let asks = weighed.iter().filter_map(place).collect();
        Self { terms, asks }
    }
}

/// A term of an article: its key, its weight, and about how many articles it leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    pub key: u32,
    pub weight: f32,
    pub reach: u32,
}

/// What terms weigh in a batch of so many articles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    batch: f32,
    at_large: f32,
    in_own: f32,
    stepped: bool,
}

impl Scale {
    pub(super) fn of(batch: u32) -> Self {
        let tuning = Tuning::get();
        let shift = tuning.distrust * (1.0 - Tuning::trust(batch as usize));
        let stepped = batch >= tuning.stepped_from;
        // Counts of articles are far below what f32 holds exactly enough for a logarithm.
        let all = (if stepped { step(batch) } else { batch } + 1) as f32;
        Self { batch: all, at_large: tuning.background_power + shift, in_own: tuning.batch_power - shift.min(tuning.batch_power), stepped }
    }

    /// What a term weighs for an article that has it once; `uncommon` at large, and in so many articles of the batch.
    pub(super) fn weight(&self, uncommon: f32, articles: u32) -> f32 {
        let in_batch = (self.batch / (self.reach(articles) + 1) as f32).ln().max(0.0) + 1.0;
        uncommon.powf(self.at_large) * in_batch.powf(self.in_own)
    }

    /// About how many articles a term leads to that stands in so many.
    pub(super) fn reach(&self, articles: u32) -> u32 {
        if self.stepped { step(articles) } else { articles }
    }
}

/// The step that a count stands on: the middle of the powers of two about it. A count of n leaves its step with one in n of the articles that have the term,
/// so that an article that comes changes about one other article for each of its terms, however many there are.
pub(super) fn step(count: u32) -> u32 {
    let low = 1u32 << count.max(1).ilog2();
    low + low / 2
}

/// What is known of a term in a batch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// Articles that have it.
    pub articles: u32,
    pub written: Written,
    /// How people write it.
    pub form: Box<str>,
}

impl Word {
    /// Takes another writing of the term where it is the better one: whatever the order they come in, the same is left.
    pub(super) fn offer(&mut self, written: Written, form: &str) {
        let better = match written.cmp(&self.written) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => *form != *self.form && plainness(form) < plainness(&self.form),
        };
        if better {
            (self.written, self.form) = (written, form.into());
        }
    }
}

/// Of two ways to write a term, people would rather see the one with fewer capitals, then the shorter one.
fn plainness(form: &str) -> impl Ord + '_ {
    (form.bytes().skip(1).filter(u8::is_ascii_uppercase).count(), form.len(), form)
}

/// A term of an article: its place in the reading, its key, its frequency, how uncommon it is at large.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    at: usize,
    key: u32,
    frequency: f32,
    uncommon: f32,
}

/// The terms of an article that can weigh most, whatever the batch.
fn counted(reading: &Reading) -> Vec<Counted> {
    let term = |(at, t): (usize, &super::reading::Term)| Counted { at, key: hashing::short(t.key), frequency: t.frequency, uncommon: BACKGROUND.weight(t.key) };
    let mut kept: Vec<Counted> = reading.terms.iter().enumerate().map(term).collect();
    heaviest(&mut kept, Tuning::get().first_terms, |t| (t.frequency * t.uncommon, t.key));
    kept
}

/// The vector of one article, by how many articles of the batch have each term.
pub(super) fn vector(reading: &Reading, scale: Scale, articles: impl Fn(u32) -> u32) -> Vector {
    let weigh = |t: &Counted| {
        let articles = articles(t.key);
        Weighed { key: t.key, weight: t.frequency * scale.weight(t.uncommon, articles), reach: scale.reach(articles) }
    };
    Vector::of(counted(reading).iter().map(weigh).collect())
}

/// How an article writes its terms: key, writing, form.
pub(super) fn written(reading: &Reading) -> impl Iterator<Item = (u32, Written, &str)> {
    let form = |t: &super::reading::Term| reading.text.get(t.form.start as usize..t.form.end as usize).unwrap_or_default();
    reading.terms.iter().map(move |t| (hashing::short(t.key), t.written, form(t)))
}

/// The terms of a batch of articles while they are counted: a number for each in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: Keyed<u32, u32>,
    keys: Vec<u32>,
    uncommon: Vec<f32>,
    words: Vec<Word>,
    /// Articles counted.
    batch: u32,
}

/// An article's terms before the batch is known: number in the vocabulary and frequency.
pub(super) type Frequencies = Box<[(u32, f32)]>;

impl Vocabulary {
    /// Counts an article's terms and keeps those that can weigh most.
    pub(super) fn count(&mut self, reading: &Reading) -> Frequencies {
        self.batch += 1;
        let mut numbers = Vec::with_capacity(reading.terms.len());
        for (key, written, form) in written(reading) {
            let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            let number = *self.numbers.entry(key).or_insert(next);
            numbers.push(number);
            if let Some(word) = self.words.get_mut(number as usize) {
                word.articles += 1;
                word.offer(written, form);
            } else {
                self.keys.push(key);
                self.uncommon.push(0.0);
                self.words.push(Word { articles: 1, written, form: form.into() });
            }
        }
        let kept = counted(reading).into_iter().map(|t| {
            let number = numbers[t.at];
            self.uncommon[number as usize] = t.uncommon;
            (number, t.frequency)
        });
        kept.collect()
    }

    pub(super) fn batch(&self) -> u32 {
        self.batch
    }

    /// The vectors of the articles.
    pub(super) fn vectors(&self, frequencies: Vec<Frequencies>) -> Vec<Vector> {
        let scale = Scale::of(self.batch);
        let weights: Vec<f32> = self.uncommon.par_iter().zip(&self.words).map(|(uncommon, word)| scale.weight(*uncommon, word.articles)).collect();
        let weighed = |&(number, frequency): &(u32, f32)| {
            let at = number as usize;
            Weighed { key: self.keys[at], weight: frequency * weights[at], reach: scale.reach(self.words[at].articles) }
        };
        frequencies.into_par_iter().map(|f| Vector::of(f.iter().map(weighed).collect())).collect()
    }

    /// All words, in the order of their keys.
    pub(super) fn table(self) -> Table {
        let mut words: Vec<(u32, Word)> = self.keys.into_iter().zip(self.words).collect();
        words.par_sort_unstable_by_key(|(key, _)| *key);
        Table::of(words.iter().map(|(key, word)| (*key, word.articles, word.written, &*word.form)))
    }
}

/// The words of a batch, in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    pub keys: Vec<u32>,
    pub articles: Vec<u32>,
    pub written: Vec<Written>,
    /// Where each form ends in `forms`.
    pub ends: Vec<u32>,
    pub forms: String,
}

impl Table {
    fn of<'a>(words: impl Iterator<Item = (u32, u32, Written, &'a str)>) -> Self {
        let mut table = Self::default();
        for (key, articles, written, form) in words {
            table.keys.push(key);
            table.articles.push(articles);
            table.written.push(written);
            table.forms.push_str(form);
            table.ends.push(u32::try_from(table.forms.len()).unwrap_or(u32::MAX));
        }
        table
    }

    fn at(&self, key: u32) -> Option<usize> {
        self.keys.binary_search(&key).ok()
    }

    fn form_at(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.forms.get(start as usize..self.ends[at] as usize).unwrap_or_default()
    }

    /// How people write a term.
    pub(super) fn form(&self, key: u32) -> &str {
        self.at(key).map_or("", |at| self.form_at(at))
    }

    /// What is known of a term.
    pub(super) fn word(&self, key: u32) -> Option<Word> {
        self.at(key).map(|at| Word { articles: self.articles[at], written: self.written[at], form: self.form_at(at).into() })
    }

    /// The table with other words in place of its own, and more.
    pub(super) fn with(&self, changed: &BTreeMap<u32, Word>) -> Self {
        let mut more = changed.iter().peekable();
        let mut words: Vec<(u32, u32, Written, &str)> = Vec::with_capacity(self.keys.len() + changed.len());
        for (at, key) in self.keys.iter().enumerate() {
            while let Some((key, word)) = more.next_if(|(k, _)| *k < key) {
                words.push((*key, word.articles, word.written, &word.form));
            }
            match more.next_if(|(k, _)| *k == key) {
                Some((_, word)) => words.push((*key, word.articles, word.written, &word.form)),
                None => words.push((*key, self.articles[at], self.written[at], self.form_at(at))),
            }
        }
        words.extend(more.map(|(key, word)| (*key, word.articles, word.written, &*word.form)));
        Self::of(words.into_iter())
    }

    /// How many articles have a term.
    pub(super) fn articles(&self, key: u32) -> u32 {
        self.at(key).map_or(0, |at| self.articles[at])
    }
}

/// Leaves the `most` heaviest terms, of equals those with the lowest keys; in no order.
fn heaviest<T>(terms: &mut Vec<T>, most: usize, of: impl Fn(&T) -> (f32, u32)) {
    if terms.len() > most {
        let order = |a: &T, b: &T| {
            let ((a, key), (b, other)) = (of(a), of(b));
            b.total_cmp(&a).then(key.cmp(&other))
        };
        terms.select_nth_unstable_by(most, order);
        terms.truncate(most);
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn counts_go_by_powers_of_two() {
        assert_eq!([0, 1, 2, 3, 4, 7, 8, 1000, 1024].map(step), [1, 1, 3, 3, 6, 6, 12, 768, 1536]);
    }
}
