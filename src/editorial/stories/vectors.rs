//! Articles as sparse vectors of weighted terms, as in the vector space model (Salton and others, 1975).

use super::background::BACKGROUND;
use super::hashing::Keyed;
use super::reading::{Reading, Term, Written};
use super::sparse::Sparse;
use super::tuning::Tuning;
use rayon::prelude::*;

/// How a term is written, for people.
#[derive(Debug)]
struct Form {
    text: Box<str>,
    written: Written,
}

/// The terms of a batch of articles: a number for each, how uncommon it is at large and in how many of the articles it stands.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: Keyed<u64, u32>,
    uncommon: Vec<f32>,
    articles: Vec<u32>,
    forms: Vec<Form>,
    /// Articles counted.
    batch: u32,
}

/// An article's terms before the batch is known: number and frequency.
pub(super) type Frequencies = Box<[(u32, f32)]>;

impl Vocabulary {
    /// Counts an article's terms and keeps the `most` that can weigh most.
    pub(super) fn count(&mut self, reading: &Reading, most: usize) -> Frequencies {
        self.batch += 1;
        let mut kept: Vec<(u32, f32)> = reading.terms.iter().map(|t| (self.number(t, &reading.text), t.frequency)).collect();
        for (number, _) in &kept {
            self.articles[*number as usize] += 1;
        }
        heaviest(&mut kept, most, |(number, frequency)| frequency * self.uncommon[*number as usize]);
        kept.into_boxed_slice()
    }

    /// What each term weighs in this batch, for an article that has it once.
    pub(super) fn weights(&self) -> Vec<f32> {
        // Counts of articles are far below what f32 holds exactly enough for a logarithm.
        let all = (self.batch + 1) as f32;
        let tuning = Tuning::get();
        let shift = tuning.distrust * (1.0 - Tuning::trust(self.batch as usize));
        let (at_large, in_own) = (tuning.background_power + shift, tuning.batch_power - shift.min(tuning.batch_power));
        let weigh = |(uncommon, articles): (&f32, &u32)| {
            let in_batch = (all / (articles + 1) as f32).ln() + 1.0;
            uncommon.powf(at_large) * in_batch.powf(in_own)
        };
        self.uncommon.par_iter().zip(&self.articles).map(weigh).collect()
    }

    fn number(&mut self, term: &Term, text: &str) -> u32 {
        let next = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(term.key).or_insert(next);
        let written = || text.get(term.form.start as usize..term.form.end as usize).unwrap_or_default().into();
        if number == next {
            self.forms.push(Form { text: written(), written: term.written });
            self.articles.push(0);
            self.uncommon.push(BACKGROUND.weight(term.key));
        } else if let Some(form) = self.forms.get_mut(number as usize).filter(|f| term.written > f.written) {
            *form = Form { text: written(), written: term.written };
        }
        number
    }

    /// How people write a term.
    pub(super) fn form(&self, number: u32) -> &str {
        self.forms.get(number as usize).map_or("", |f| &f.text)
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.forms.len()
    }
}

/// The vector of an article, of length 1: its `most` heaviest terms, after [`Vocabulary::weights`].
pub(super) fn vector(frequencies: &[(u32, f32)], weights: &[f32], most: usize) -> Sparse {
    let mut weighed: Vec<(u32, f32)> = frequencies.iter().map(|&(number, frequency)| (number, frequency * weights[number as usize])).collect();
    heaviest(&mut weighed, most, |(_, weight)| *weight);
    Sparse::of(weighed).unit()
}

/// Leaves the `most` heaviest terms, of equals those with the lowest numbers; in no order.
fn heaviest(terms: &mut Vec<(u32, f32)>, most: usize, weight: impl Fn(&(u32, f32)) -> f32) {
    if terms.len() > most {
        terms.select_nth_unstable_by(most, |a, b| weight(b).total_cmp(&weight(a)).then(a.0.cmp(&b.0)));
        terms.truncate(most);
    }
}
