//! Which words of a claim stand in which sentences of an article, and how much of the claim that covers.

use super::lexicon::{Sym, near};
use super::reading::Reading;
use super::source_text::Readings;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// A word of a claim that carries meaning.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Its place among the claim's tokens.
    pub token: usize,
    pub sym: Sym,
    /// The rarer in the article and in the language, the heavier: (ln((N + 1) / (df + 1)) + 0.3) · rarity^1.25.
    pub weight: f64,
}

/// Words that say that somebody says something: who claims adds them, and they carry little of what is said.
static SPEECH: LazyLock<HashSet<Sym>> = LazyLock::new(|| {
    let words = "say tell state declare announce add note remark explain find report call according argue write";
    words.split(' ').map(Sym::of).collect()
});

/// How far back a sentence's pronouns reach, in sentences.
const CONTEXT: usize = 2;
/// What a word is worth to a sentence whose pronoun stands for it.
const REFERRED: f64 = 0.85;
/// What a name is worth to a sentence that only its context names it for.
const FROM_CONTEXT: f64 = 0.7;

/// The terms of a claim against the sentences of one article.
#[derive(Clone, Debug)]
pub(super) struct Coverage {
    pub terms: Vec<Term>,
    /// For each sentence that has any: the terms in it (their index) and how well each is matched, 0 to 1.
    pub sentences: BTreeMap<usize, Vec<(usize, f64)>>,
}

impl Coverage {
    /// Of nothing: where all sentences are looked at, none has to be chosen.
    pub fn none() -> Self {
        Self { terms: Vec::new(), sentences: BTreeMap::new() }
    }

    /// `published`: the article's day, against which weekdays are resolved.
    pub fn of(claim: &Reading, article: &Readings, published: Option<NaiveDate>) -> Self {
        let all = article.sentences.len() as f64;
        let mut terms: Vec<Term> = Vec::new();
        let mut sentences: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
        for (token, t) in claim.tokens.iter().enumerate().filter(|(_, t)| t.is_content()) {
            let index = terms.len();
            let places = |word: &Sym| article.places.get(word).map_or(&[][..], Vec::as_slice);
            let mut found: Vec<(usize, f64)> = places(&t.sym).iter().map(|s| (*s as usize, 1.0)).collect();
            for (word, nearness) in near(t.sym) {
                found.extend(places(word).iter().map(|s| (*s as usize, *nearness)));
            }
            // The best of each sentence.
            found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            found.dedup_by_key(|(sentence, _)| *sentence);
            let weight = (((all + 1.0) / (found.len() as f64 + 1.0)).ln() + 0.3) * t.rarity.powf(1.25) * if SPEECH.contains(&t.sym) { 0.3 } else { 1.0 };
            terms.push(Term { token, sym: t.sym, weight });
            for (sentence, how) in found {
                sentences.entry(sentence).or_default().push((index, how));
            }
        }
        let mut coverage = Self { terms, sentences };
        coverage.add_values(claim, article, published);
        coverage.add_context(claim, article);
        coverage.add_referents(article);
        coverage
    }

    /// Words of a date or number count where it stands in other words: `July 29` for a Tuesday.
    fn add_values(&mut self, claim: &Reading, article: &Readings, published: Option<NaiveDate>) {
        if claim.dates.is_empty() && claim.quantities.is_empty() {
            return;
        }
        for (number, sentence) in article.sentences.iter().enumerate().filter(|(_, s)| !s.dates.is_empty() || !s.quantities.is_empty()) {
            let said = claim.dates.iter().filter(|d| sentence.dates.iter().any(|s| d.is_said_by(s, published, false))).map(|d| d.tokens.clone());
            let counted = claim.quantities.iter().filter(|q| sentence.quantities.iter().any(|s| q.agrees(s))).map(|q| q.tokens.clone());
            for tokens in said.chain(counted) {
                self.credit(number, 1.0, |t| tokens.contains(&t.token));
            }
        }
    }

    /// Names count in part where a sentence before, or what frames the article, says of whom it speaks.
    fn add_context(&mut self, claim: &Reading, article: &Readings) {
        let named: Vec<usize> = claim.names.iter().cloned().flatten().collect();
        if named.is_empty() {
            return;
        }
        let numbers: Vec<usize> = self.sentences.keys().copied().collect();
        for number in numbers {
            let before = &article.sentences[number.saturating_sub(CONTEXT)..number];
            let known: HashSet<Sym> = before.iter().chain(std::iter::once(&article.frame)).flat_map(|r| r.tokens.iter().map(|t| t.sym)).collect();
            self.credit(number, FROM_CONTEXT, |t| named.contains(&t.token) && known.contains(&t.sym));
        }
    }

    /// What a pronoun at the beginning of a sentence stands for is told in the sentence before.
    fn add_referents(&mut self, article: &Readings) {
        let numbers: Vec<usize> = self.sentences.keys().copied().filter(|n| *n > 0 && article.sentences[*n].refers_back).collect();
        // From the last on, so that what is lent once is not lent again.
        for number in numbers.into_iter().rev() {
            let Some(before) = self.sentences.get(&(number - 1)).cloned() else { continue };
            for (index, how) in before {
                self.credit_one(number, index, REFERRED * how);
            }
        }
    }

    fn credit(&mut self, sentence: usize, how: f64, belongs: impl Fn(&Term) -> bool) {
        for index in 0..self.terms.len() {
            if belongs(&self.terms[index]) {
                self.credit_one(sentence, index, how);
            }
        }
    }

    fn credit_one(&mut self, sentence: usize, index: usize, how: f64) {
        let list = self.sentences.entry(sentence).or_default();
        match list.binary_search_by_key(&index, |(t, _)| *t) {
            Ok(at) => list[at].1 = list[at].1.max(how),
            Err(at) => list.insert(at, (index, how)),
        }
    }

    pub fn weight(&self) -> f64 {
        self.terms.iter().map(|t| t.weight).sum()
    }

    /// Share of the terms' weight that these sentences together cover, 0 to 1.
    pub fn share(&self, sentences: &[usize]) -> f64 {
        let whole = self.weight();
        if whole <= 0.0 { 0.0 } else { self.covered(sentences).iter().zip(&self.terms).map(|(m, t)| m * t.weight).sum::<f64>() / whole }
    }

    /// How well these sentences together match each term.
    pub fn covered(&self, sentences: &[usize]) -> Vec<f64> {
        let mut best = vec![0.0_f64; self.terms.len()];
        for sentence in sentences {
            for (term, how) in self.sentences.get(sentence).map_or(&[][..], Vec::as_slice) {
                best[*term] = best[*term].max(*how);
            }
        }
        best
    }

    /// The sentences by the weight that each covers, the heaviest first; equals in reading order. At most `count`.
    pub fn best(&self, count: usize, allowed: &dyn Fn(usize) -> bool) -> Vec<(usize, f64)> {
        let whole = self.weight().max(f64::MIN_POSITIVE);
        let mut all: Vec<(usize, f64)> = self
            .sentences
            .iter()
            .filter(|(s, _)| allowed(**s))
            .map(|(s, terms)| (*s, terms.iter().map(|(t, how)| self.terms[*t].weight * how).sum::<f64>() / whole))
            .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.truncate(count);
        all
    }
}
