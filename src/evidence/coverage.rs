//! Which words of a claim stand in which sentences of an article, and how much of the claim that covers.

use super::lexicon::{Sym, Words, near};
use super::quantities::Quantity;
use super::reading::{MANY, Reading};
use super::source_text::Readings;
use super::tokens::Token;
use super::worked_out;
use chrono::NaiveDate;
use std::ops::Range;
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
static SPEECH: LazyLock<Words> = LazyLock::new(|| {
    let words = "say tell state declare announce add note remark explain find report call according argue write";
    Words::compared(words.split(' '))
});

/// How far back a sentence's pronouns reach, in sentences.
const CONTEXT: usize = 2;
/// What a word is worth to a sentence whose pronoun stands for it.
pub(super) const REFERRED: f64 = 0.85;
/// How many words before and behind a name may say who that is: `the digital affairs minister, Ada Lorne`.
const BESIDE: usize = 3;
/// What a name is worth to a sentence that only its context names it for.
pub(super) const FROM_CONTEXT: f64 = 0.7;

/// The terms of a claim against the sentences of one article.
#[derive(Clone, Debug, Default)]
pub(super) struct Coverage {
    pub terms: Vec<Term>,
    /// What each sentence that has any has of them.
    pub sentences: Matches,
}

/// The terms that stand in each sentence, sentence by sentence and term by term in rising order.
#[derive(Clone, Debug, Default)]
pub(super) struct Matches {
    /// A term, by its index, and how well it is matched, 0 to 1.
    matches: Vec<(usize, f64)>,
    /// A sentence, and where its terms begin.
    sentences: Vec<(usize, usize)>,
    /// What is not in its place yet: sentence, term, how well.
    loose: Vec<(usize, usize, f64)>,
}

impl Matches {
    /// What a sentence has.
    pub fn of(&self, sentence: usize) -> &[(usize, f64)] {
        self.sentences.binary_search_by_key(&sentence, |(s, _)| *s).map_or(&[], |at| self.at(at))
    }

    fn at(&self, at: usize) -> &[(usize, f64)] {
        let end = self.sentences.get(at + 1).map_or(self.matches.len(), |(_, start)| *start);
        &self.matches[self.sentences[at].1..end]
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, &[(usize, f64)])> {
        self.sentences.iter().enumerate().map(|(at, (sentence, _))| (*sentence, self.at(at)))
    }

    /// The sentences that have any.
    pub fn numbers(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.sentences.iter().map(|(sentence, _)| *sentence)
    }

    fn add(&mut self, sentence: usize, term: usize, how: f64) {
        self.loose.push((sentence, term, how));
    }

    /// Puts what was added in its place. Of a term that was added twice, the better match counts.
    fn settle(&mut self) {
        if self.loose.is_empty() {
            return;
        }
        self.loose.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        self.loose.dedup_by_key(|(s, t, _)| (*s, *t));
        let mut all =
            Self { matches: Vec::with_capacity(self.matches.len() + self.loose.len()), sentences: Vec::with_capacity(self.sentences.len()), loose: Vec::new() };
        let mut added = self.loose.iter().copied().peekable();
        for (sentence, terms) in self.iter() {
            for (term, how) in terms {
                while let Some((s, t, better)) = added.next_if(|(s, t, _)| (*s, *t) < (sentence, *term)) {
                    all.put(s, t, better);
                }
                let better = added.next_if(|(s, t, _)| (*s, *t) == (sentence, *term)).map_or(*how, |(_, _, other)| other.max(*how));
                all.put(sentence, *term, better);
            }
        }
        added.for_each(|(s, t, how)| all.put(s, t, how));
        *self = all;
    }

    /// Adds what comes behind all that is in its place.
    fn put(&mut self, sentence: usize, term: usize, how: f64) {
        if self.sentences.last().is_none_or(|(last, _)| *last != sentence) {
            self.sentences.push((sentence, self.matches.len()));
        }
        self.matches.push((term, how));
    }
}

/// What is looked for in an article, all at once: the words of a claim and those that are near to them.
struct Wanted {
    /// A word, the index of the term that it stands for, and how well.
    words: Vec<(Sym, u32, f64)>,
    /// Open addressing: the number of a word, counted from 1; a power of two, at most half of them taken. A word that stands for two terms is there twice.
    slots: Vec<u32>,
}

impl Wanted {
    fn of(tokens: &[(usize, &Token)]) -> Self {
        let near: Vec<&[(Sym, f64)]> = tokens.iter().map(|(_, token)| near(token.sym)).collect();
        let all = tokens.len() + near.iter().map(|n| n.len()).sum::<usize>();
        let mut wanted = Self { words: Vec::with_capacity(all), slots: vec![0; (all * 2).next_power_of_two().max(16)] };
        for ((term, (_, token)), near) in (0..).zip(tokens).zip(near) {
            wanted.add(token.sym, term, 1.0);
            near.iter().for_each(|(word, nearness)| wanted.add(*word, term, *nearness));
        }
        wanted
    }

    fn add(&mut self, word: Sym, term: u32, how: f64) {
        let mut at = word.spread() & (self.slots.len() - 1);
        while self.slots[at] != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.words.push((word, term, how));
        self.slots[at] = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
    }

    /// Where they stand, sentence by sentence and term by term in rising order. Of a term that stands in a sentence twice, the better match counts.
    fn found(&self, article: &Readings) -> Matches {
        let mut matches = Matches { matches: Vec::with_capacity(64), sentences: Vec::with_capacity(32), loose: Vec::new() };
        let mask = self.slots.len() - 1;
        let mut terms: Vec<(usize, f64)> = Vec::with_capacity(16);
        let mut from = 0;
        for (sentence, end) in article.content_ends.iter().enumerate() {
            for word in &article.content[from..*end] {
                let mut at = word.spread() & mask;
                while let Some((same, term, how)) = (self.slots[at] as usize).checked_sub(1).map(|n| &self.words[n]) {
                    if same == word {
                        terms.push((*term as usize, *how));
                    }
                    at = (at + 1) & mask;
                }
            }
            from = *end;
            if !terms.is_empty() {
                terms.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
                terms.dedup_by_key(|(term, _)| *term);
                matches.sentences.push((sentence, matches.matches.len()));
                matches.matches.append(&mut terms);
            }
        }
        matches
    }
}

impl Coverage {
    /// `published`: the article's day, against which weekdays are resolved.
    pub fn of(claim: &Reading, article: &Readings, published: Option<NaiveDate>) -> Self {
        let all = article.sentences.len() as f64;
        let mut coverage = Self::default();
        let tokens: Vec<(usize, &Token)> = claim.tokens.iter().enumerate().filter(|(_, t)| t.is_content()).collect();
        coverage.sentences = Wanted::of(&tokens).found(article);
        let mut sentences = vec![0_usize; tokens.len()];
        coverage.sentences.matches.iter().for_each(|(term, _)| sentences[*term] += 1);
        for ((token, t), found) in tokens.into_iter().zip(sentences) {
            let weight = (((all + 1.0) / (found as f64 + 1.0)).ln() + 0.3) * t.weight * if SPEECH.has(t.sym) { 0.3 } else { 1.0 };
            coverage.terms.push(Term { token, sym: t.sym, weight });
        }
        coverage.add_values(claim, article, published);
        coverage.sentences.settle();
        coverage.add_context(claim, article);
        coverage.sentences.settle();
        coverage.add_introductions(claim, article);
        coverage.sentences.settle();
        coverage.add_referents(article);
        coverage.sentences.settle();
        coverage
    }

    /// Words of a date or number count where it stands in other words: `July 29` for a Tuesday.
    fn add_values(&mut self, claim: &Reading, article: &Readings, published: Option<NaiveDate>) {
        if claim.dates.is_empty() && claim.quantities.is_empty() {
            return;
        }
        // What stands nowhere may follow from what does.
        let is_anywhere = |q: &&Quantity| article.sentences.iter().any(|s| s.quantities.iter().any(|s| q.agrees(s)));
        let missing: Vec<&Quantity> = claim.quantities.iter().filter(|q| !q.year && !q.label && !is_anywhere(q)).collect();
        for (number, sentence) in article.sentences.iter().enumerate().filter(|(_, s)| !s.dates.is_empty() || !s.quantities.is_empty()) {
            let said = claim.dates.iter().filter(|d| sentence.dates.iter().any(|s| d.is_said_by(s, published, false))).map(|d| d.tokens.clone());
            let follows = |q: &Quantity| missing.iter().any(|m| m.tokens == q.tokens) && worked_out::follows(q, claim, sentence, published);
            let stands = |q: &&Quantity| sentence.quantities.iter().any(|s| q.agrees(s)) || follows(q);
            let counted = claim.quantities.iter().filter(stands).map(Quantity::with_measure);
            for tokens in said.chain(counted) {
                self.credit(number, 1.0, |t| tokens.contains(&t.token));
            }
        }
    }

    /// Names count in part where a sentence before, or what frames the article, says of whom it speaks.
    fn add_context(&mut self, claim: &Reading, article: &Readings) {
        let named: Vec<usize> = (0..self.terms.len()).filter(|t| claim.names.iter().any(|n| n.contains(&self.terms[*t].token))).collect();
        for index in named {
            let sym = self.terms[index].sym;
            let stands = |r: &Reading| r.marks.may_have(sym) && r.tokens.iter().any(|t| t.sym == sym);
            let framed = stands(&article.frame);
            let Matches { sentences, loose, .. } = &mut self.sentences;
            let known = |number: usize| framed || article.sentences[number.saturating_sub(CONTEXT)..number].iter().any(stands);
            loose.extend(sentences.iter().filter(|(number, _)| known(*number)).map(|(number, _)| (*number, index, FROM_CONTEXT)));
        }
    }

    /// Who was introduced in full goes by the last name afterwards: what the introduction says beside the name counts where that name stands.
    fn add_introductions(&mut self, claim: &Reading, article: &Readings) {
        let names = if claim.names.len() > MANY { &[] } else { &claim.names[..] };
        for name in names {
            let last = claim.tokens[name.end - 1].sym;
            let Some(of_last) = self.terms.iter().position(|t| t.token == name.end - 1) else { continue };
            let is_said = |run: &Range<usize>, tokens: &[Token]| {
                tokens[run.end - 1].sym == last && claim.tokens[name.clone()].iter().all(|t| tokens[run.clone()].iter().any(|o| o.sym == t.sym))
            };
            let introduction = article.sentences.iter().enumerate().filter(|(_, s)| s.marks.may_have(last));
            let introduction = introduction.into_iter().find_map(|(n, s)| Some((n, s, s.names.iter().find(|run| is_said(run, &s.tokens))?)));
            let Some((number, sentence, run)) = introduction else { continue };
            let beside = |run: &Range<usize>, all: usize| run.start.saturating_sub(BESIDE)..(run.end + BESIDE).min(all);
            let there = &sentence.tokens[beside(run, sentence.tokens.len())];
            let near = beside(name, claim.tokens.len());
            let told = self.terms.iter().enumerate().filter(|(_, t)| near.contains(&t.token) && there.iter().any(|o| o.sym == t.sym));
            let told: Vec<usize> = told.map(|(index, _)| index).collect();
            let Matches { sentences, loose, matches } = &mut self.sentences;
            for (at, (other, from)) in sentences.iter().enumerate().filter(|(_, (other, _))| *other != number) {
                let end = sentences.get(at + 1).map_or(matches.len(), |(_, start)| *start);
                if let Some((_, how)) = matches[*from..end].iter().find(|(term, _)| *term == of_last) {
                    loose.extend(told.iter().map(|index| (*other, *index, how.min(REFERRED))));
                }
            }
        }
    }

    /// What a pronoun at the beginning of a sentence stands for is told in the sentence before. It is lent once, and not lent again.
    fn add_referents(&mut self, article: &Readings) {
        let mut lent = Vec::new();
        for number in self.sentences.numbers().filter(|n| *n > 0 && article.sentences[*n].refers_back) {
            lent.extend(self.sentences.of(number - 1).iter().map(|(index, how)| (number, *index, REFERRED * how)));
        }
        self.sentences.loose = lent;
    }

    fn credit(&mut self, sentence: usize, how: f64, belongs: impl Fn(&Term) -> bool) {
        for index in 0..self.terms.len() {
            if belongs(&self.terms[index]) {
                self.sentences.add(sentence, index, how);
            }
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
            for (term, how) in self.sentences.of(*sentence) {
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
            .filter(|(s, _)| allowed(*s))
            .map(|(s, terms)| (s, terms.iter().map(|(t, how)| self.terms[*t].weight * how).sum::<f64>() / whole))
            .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.truncate(count);
        all
    }
}
