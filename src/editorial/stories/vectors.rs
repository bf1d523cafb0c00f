//! Articles as sparse vectors of weighted terms, as in the vector space model (Salton and others, 1975).

use super::background::BACKGROUND;
use super::hashing::Keyed;
use super::reading::{Reading, Term};
use super::sparse::Sparse;
use super::tuning::Tuning;

/// How a term is written, for people.
#[derive(Debug)]
struct Form {
    text: Box<str>,
    is_name: bool,
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
        if kept.len() > most {
            kept.sort_by(|a, b| (b.1 * self.uncommon[b.0 as usize]).total_cmp(&(a.1 * self.uncommon[a.0 as usize])).then(a.0.cmp(&b.0)));
            kept.truncate(most);
        }
        kept.into_boxed_slice()
    }

    fn number(&mut self, term: &Term, text: &str) -> u32 {
        let next = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(term.key).or_insert(next);
        let written = || text.get(term.form.start as usize..term.form.end as usize).unwrap_or_default().into();
        if number == next {
            self.forms.push(Form { text: written(), is_name: term.is_name });
            self.articles.push(0);
            self.uncommon.push(BACKGROUND.weight(term.key));
        } else if let Some(form) = self.forms.get_mut(number as usize).filter(|f| term.is_name && !f.is_name) {
            *form = Form { text: written(), is_name: true };
        }
        number
    }

    /// The vector of an article, of length 1: its `most` heaviest terms.
    pub(super) fn vector(&self, frequencies: &[(u32, f32)], most: usize) -> Sparse {
        // Counts of articles are far below what f32 holds exactly enough for a logarithm.
        let all = (self.batch + 1) as f32;
        let tuning = Tuning::get();
        let shift = tuning.distrust * (1.0 - Tuning::trust(self.batch as usize));
        let (at_large, in_own) = (tuning.background_power + shift, tuning.batch_power - shift.min(tuning.batch_power));
        let weigh = |number: u32, frequency: f32| {
            let in_batch = (all / (self.articles[number as usize] + 1) as f32).ln() + 1.0;
            frequency * self.uncommon[number as usize].powf(at_large) * in_batch.powf(in_own)
        };
        let mut weighed: Vec<(u32, f32)> = frequencies.iter().map(|&(number, frequency)| (number, weigh(number, frequency))).collect();
        if weighed.len() > most {
            weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            weighed.truncate(most);
        }
        Sparse::of(weighed).unit()
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
