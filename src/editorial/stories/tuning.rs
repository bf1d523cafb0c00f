//! Every number that grouping turns on, in one place: one setting for headlines and whole articles, for four of them and for a hundred thousand.

#[derive(Debug)]
pub(super) struct Tuning {
    pub background_power: f32,
    pub batch_power: f32,
    /// Terms kept of an article before the batch is known, and after.
    pub first_terms: usize,
    pub terms: usize,
    pub query_terms: usize,
    pub postings: usize,
    pub neighbours: usize,
    /// Texts with fewer distinct terms are short, and take on words of their neighbours.
    pub short: usize,
    pub expand: usize,
    pub expand_from: f64,
    pub expand_share: f32,
    pub threshold: f64,
    pub size_power: f64,
    pub size_most: f64,
}

static TUNING: Tuning = Tuning {
    background_power: 0.6,
    batch_power: 0.4,
    first_terms: 160,
    terms: 100,
    query_terms: 30,
    postings: 2000,
    neighbours: 20,
    short: 25,
    expand: 20,
    expand_from: 0.15,
    expand_share: 1.0,
    threshold: 0.18,
    size_power: 0.15,
    size_most: 50.0,
};

impl Tuning {
    /// From this share of the threshold on, an article may belong to a published story that it did not join.
    pub(super) const UNDECIDED: f64 = 0.7;

    pub(super) fn get() -> &'static Tuning {
        &TUNING
    }

    /// Articles of so large a batch merge from here on.
    pub(super) fn threshold(&self, batch: usize) -> f64 {
        if batch >= 100 { self.threshold } else { self.threshold - 0.06 + 0.03 * (batch.max(1) as f64).log10() }
    }
}
