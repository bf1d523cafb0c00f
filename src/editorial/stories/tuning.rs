//! Every number that grouping turns on, in one place: one setting for headlines and whole articles, for four of them and for a hundred thousand.

use std::sync::LazyLock;

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

static TUNING: LazyLock<Tuning> = LazyLock::new(|| {
    #[expect(clippy::disallowed_methods, reason = "measuring only")]
    let v = |name: &str, default: f64| std::env::var(format!("T_{name}")).ok().and_then(|s| s.parse().ok()).unwrap_or(default);
    Tuning {
        background_power: v("bp", 0.6) as f32,
        batch_power: v("cp", 0.4) as f32,
        first_terms: v("first", 160.0) as usize,
        terms: v("terms", 100.0) as usize,
        query_terms: v("q", 30.0) as usize,
        postings: v("post", 2000.0) as usize,
        neighbours: v("nb", 20.0) as usize,
        short: v("short", 25.0) as usize,
        expand: v("ex", 20.0) as usize,
        expand_from: v("exf", 0.15),
        expand_share: v("exs", 1.0) as f32,
        threshold: v("thr", 0.18),
        size_power: v("sp", 0.15),
        size_most: v("sm", 50.0),
    }
});

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
