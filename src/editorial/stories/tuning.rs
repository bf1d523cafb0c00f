//! Every number that grouping turns on, in one place: one setting for headlines and whole articles, for four of them and for a hundred thousand.

#[derive(Debug)]
pub(super) struct Tuning {
    /// What a word of the title counts; one of the body counts 1.
    pub title: f32,
    /// A name weighs so much more than another word.
    pub name: f32,
    /// So many words of the body tell what an article is about; what comes later is background.
    pub body_words: usize,
    /// Words of the beginning, and what they count.
    pub lead_words: usize,
    pub lead: f32,
    /// How strongly rarity at large counts, and rarity in the batch.
    pub background_power: f32,
    pub batch_power: f32,
    /// Terms kept of an article before the batch is known, and after.
    pub first_terms: usize,
    pub terms: usize,
    /// From so many articles on, counts of articles go by steps.
    pub stepped_from: u32,
    /// Terms that ask the index for neighbours, postings that they may have together, neighbours kept.
    pub query_terms: usize,
    pub postings: u32,
    pub neighbours: usize,
    /// Texts with fewer distinct terms are short, and take on words of their neighbours.
    pub short: usize,
    /// At most so many neighbours, from this cosine on; and what their words weigh beside the article's own.
    pub expand: usize,
    pub expand_from: f64,
    pub expand_share: f32,
    /// Share of the widened vectors in the similarity of two articles.
    pub wide_share: f64,
    /// Groups merge from this average similarity on, in batches of `whole_batch` and more; in smaller ones the threshold is lower by `slope` for each factor of ten.
    pub threshold: f64,
    pub slope: f64,
    /// In a small batch about one subject, how much of the usual likeness of two articles is added to it, and the most that this can make of it.
    pub subject: f64,
    pub subject_most: f64,
    /// How much less the batch's own rarity counts in a batch of one than in a whole one.
    pub distrust: f32,
    /// Groups whose average similarity is below this share of the threshold are not followed: 50 to the power of `-size_power`, below which no size makes up for it.
    pub hopeless: f64,
    /// How nearness rises with the size of the larger group, up to this size.
    pub size_power: f64,
    pub size_most: f64,
    /// Two groups of at least so many articles each are two stories, not one, where they are much less alike than each is within: below this share of
    /// it, nearness falls with the power.
    pub cohesion_from: usize,
    pub cohesion: f64,
    pub cohesion_power: f64,
    /// Where a model's vectors are given: what a cosine counts in the likeness of two articles, and from which on it counts for it rather than against it.
    pub meaning: f64,
    pub meaning_from: f64,
    /// So many articles nearest in meaning are neighbours too, from this cosine on.
    pub meaning_neighbours: usize,
    pub meaning_near: f64,
}

static TUNING: Tuning = Tuning {
    title: 2.0,
    name: 1.5,
    body_words: 500,
    lead_words: 150,
    lead: 2.0,
    background_power: 0.6,
    batch_power: 0.4,
    first_terms: 160,
    terms: 100,
    stepped_from: 1024,
    query_terms: 24,
    postings: 24_000,
    neighbours: 20,
    short: 25,
    expand: 40,
    expand_from: 0.15,
    expand_share: 1.0,
    wide_share: 0.5,
    threshold: 0.17,
    slope: 0.03,
    subject: 1.0,
    subject_most: 0.28,
    distrust: 0.5,
    hopeless: 0.55,
    size_power: 0.15,
    size_most: 50.0,
    cohesion_from: 20,
    cohesion: 0.4,
    cohesion_power: 2.0,
    meaning: 0.15,
    meaning_from: 0.3,
    meaning_neighbours: 10,
    meaning_near: 0.5,
};

impl Tuning {
    /// From this share of the threshold on, an article may belong to a published story that it did not join.
    pub(super) const UNDECIDED: f64 = 0.7;

    pub(super) fn get() -> &'static Tuning {
        &TUNING
    }

    /// Groups of a batch of so many articles merge from this nearness on. `typical` is how alike two of its articles are as a rule: in a small batch
    /// about one subject, the words of the subject do not make one event, and the batch is too small to tell them from others by itself.
    pub(super) fn threshold(&self, batch: usize, typical: f64) -> f64 {
        let small = self.threshold - self.slope * (WHOLE_BATCH / batch as f64).log10().clamp(0.0, 2.0);
        let raised = small + self.subject * typical * (1.0 - f64::from(Self::trust(batch)));
        raised.min(self.subject_most).max(small)
    }

    /// Whether a batch is so small that it does not know what is common in it.
    pub(super) fn is_small(batch: usize) -> bool {
        (batch as f64) < WHOLE_BATCH
    }

    /// How much the batch's own count of articles can be trusted, 0 to 1.
    pub(super) fn trust(batch: usize) -> f32 {
        (((batch as f64).ln() / WHOLE_BATCH.ln()).clamp(0.0, 1.0)) as f32
    }
}

/// From so many articles on, a batch knows by itself what is common in it.
const WHOLE_BATCH: f64 = 100.0;
