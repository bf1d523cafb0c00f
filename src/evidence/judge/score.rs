//! How much of a claim the evidence carries, as a number.

use super::super::coverage::{Coverage, FROM_CONTEXT, REFERRED};
use super::super::reading::Reading;
use super::super::source_text::Readings;
use super::Fault;
use super::evidence::{Evidence, Ground};
use crate::evidence::lexicon::Sym;
use std::collections::BTreeMap;
use std::ops::Range;

/// What is measured of a claim against an article. All 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::evidence) struct Measures {
    /// Share of the claim's weight in the best sentence.
    pub best: f64,
    /// Whether the claim's words meet in one sentence: pairs of words, weighted.
    pub together: f64,
    /// Whether neighbouring words of the claim stand in their order in one sentence.
    pub order: f64,
}

pub(in crate::evidence) fn measure(coverage: &Coverage, article: &Readings, allowed: &dyn Fn(usize) -> bool) -> Measures {
    let best = coverage.best(1, allowed).first().map_or(0.0, |b| b.1);
    Measures { best, together: together(coverage, allowed), order: order(coverage, article, allowed) }
}

fn together(coverage: &Coverage, allowed: &dyn Fn(usize) -> bool) -> f64 {
    let n = coverage.terms.len();
    let root: Vec<f64> = coverage.terms.iter().map(|t| t.weight.sqrt()).collect();
    let mut met = vec![0.0_f64; n * n];
    for (_, terms) in coverage.sentences.iter().filter(|(s, _)| allowed(*s)) {
        for (at, (a, how_a)) in terms.iter().enumerate() {
            for (b, how_b) in &terms[at + 1..] {
                let cell = &mut met[a * n + b];
                *cell = cell.max(how_a.min(*how_b));
            }
        }
    }
    let (mut sum, mut whole) = (0.0, 0.0);
    for a in 0..n {
        for b in a + 1..n {
            let weight = root[a] * root[b];
            whole += weight;
            sum += weight * met[a * n + b];
        }
    }
    if whole > 0.0 { sum / whole } else { coverage.best(1, allowed).first().map_or(0.0, |b| b.1) }
}

/// Content words up to this far apart in the claim make a pair.
const APART: usize = 4;

fn order(coverage: &Coverage, article: &Readings, allowed: &dyn Fn(usize) -> bool) -> f64 {
    let n = coverage.terms.len();
    let root: Vec<f64> = coverage.terms.iter().map(|t| t.weight.sqrt()).collect();
    let mut found: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (sentence, terms) in coverage.sentences.iter().filter(|(s, t)| allowed(*s) && t.len() > 1) {
        // Where each matched term stands, counted in content words of the sentence.
        let content: Vec<Sym> = article.sentences[sentence].tokens.iter().filter(|t| t.is_content()).map(|t| t.sym).collect();
        let places: Vec<(usize, f64, Vec<usize>)> = terms
            .iter()
            .map(|(term, how)| {
                let sym = coverage.terms[*term].sym;
                let near = super::super::lexicon::near(sym);
                let at = content.iter().enumerate().filter(|(_, s)| **s == sym || (*how < 1.0 && near.iter().any(|(w, _)| w == *s))).map(|(n, _)| n);
                (*term, *how, at.collect())
            })
            .collect();
        for (at, (a, how_a, in_a)) in places.iter().enumerate() {
            for (b, how_b, in_b) in places[at + 1..].iter().take_while(|p| p.0 - a <= APART) {
                if in_a.iter().any(|x| in_b.iter().any(|y| y > x && y - x <= APART + 2)) {
                    let cell = found.entry((*a, *b)).or_insert(0.0);
                    *cell = cell.max(how_a.min(*how_b));
                }
            }
        }
    }
    let (mut sum, mut whole) = (0.0, 0.0);
    for a in 0..n {
        for b in a + 1..n.min(a + APART + 1) {
            whole += root[a] * root[b];
            sum += root[a] * root[b] * found.get(&(a, b)).copied().unwrap_or(0.0);
        }
    }
    if whole > 0.0 { sum / whole } else { coverage.best(1, allowed).first().map_or(0.0, |b| b.1) }
}

const NEARLY_ALL: f64 = 0.85;
/// The score of a claim whose three parts are whole: what comes above it, by its length or its names, is held for certain too.
pub(super) const MOST: f64 = 3.0;

/// The score of a claim and the index of the source that gave it. Copying is not held for support: who copies must copy exactly, so the longer the
/// copied pieces, the more of the claim has to be there.
pub(in crate::evidence) fn score(claim: &Reading, evidence: &Evidence, faults: &[Fault]) -> (f64, usize) {
    let mut top: (f64, usize) = (f64::NEG_INFINITY, 0);
    for (index, ground) in evidence.grounds.iter().enumerate() {
        let score = score_of(claim, ground, &ground.coverage);
        if score > top.0 {
            top = (score, index);
        }
    }
    let typed = if faults.is_empty() { 0.0 } else { 0.4 + 0.3 * faults.len() as f64 };
    (top.0 - typed, top.1)
}

fn score_of(claim: &Reading, ground: &Ground, coverage: &Coverage) -> f64 {
    let allowed = |s: usize| !ground.named || ground.core.contains(&s);
    let m = measure(coverage, ground.article, &allowed);
    // Where one sentence has nearly all of the claim, nothing was added to what was copied.
    let copied = if m.best < NEARLY_ALL { 1.2 * ((density(claim, ground.article) - 0.1) / 0.2).clamp(0.0, 1.0) } else { 0.0 };
    let anchors = Anchors::of(claim, coverage, &allowed);
    // A value that stands there ties what was copied to it; names alone may have been exchanged.
    let copied = if anchors.stand && anchors.values > 0 { 0.3 * copied } else { copied };
    m.best + m.together + m.order - copied + length(claim) + anchors.worth()
}

/// The score of a claim that tells two things, each by itself: it is right where both are, so the lesser counts; the best of the places where it can be parted.
/// `None` where it has but one clause.
pub(in crate::evidence) fn by_clauses(claim: &Reading, evidence: &Evidence) -> Option<f64> {
    let telling = |r: &Reading| r.tokens.iter().filter(|t| t.is_content()).count();
    let of = |part: &Reading| {
        let scores = evidence.grounds.iter().map(|g| score_of(part, g, &Coverage::of(part, g.article, g.source.published)));
        scores.fold(f64::NEG_INFINITY, f64::max)
    };
    let joints = (1..claim.tokens.len()).filter(|n| is_joint(claim, *n)).take(MOST_JOINTS);
    let two = |at: usize| {
        let parts = [claim.part(0..at), claim.part(at..claim.tokens.len())];
        (parts.iter().all(|p| telling(p) >= FEWEST_OF_CLAUSE)).then(|| of(&parts[0]).min(of(&parts[1])))
    };
    joints.filter_map(two).reduce(f64::max)
}

/// The fewest words that carry meaning in a clause that is looked at by itself.
const FEWEST_OF_CLAUSE: usize = 4;

/// The most places at which a claim is parted.
const MOST_JOINTS: usize = 8;

/// Whether a clause of its own begins here, with a word that joins two.
fn is_joint(claim: &Reading, at: usize) -> bool {
    const JOINTS: [Sym; 7] =
        [Sym::raw("but"), Sym::raw("and"), Sym::raw("while"), Sym::raw("whereas"), Sym::raw("although"), Sym::raw("though"), Sym::raw("yet")];
    let is_parted = claim.tokens[at].range.start > claim.tokens[at - 1].range.end + 1;
    // `Out by 19 cm, the model by 61`: what is compared is one thing.
    let values = |tokens: Range<usize>| claim.quantities.iter().filter(move |q| !q.label && tokens.start <= q.tokens.start && q.tokens.end <= tokens.end);
    let is_compared = || values(0..at).any(|a| values(at..claim.tokens.len()).any(|b| a.unit_agrees(b)));
    JOINTS.contains(&claim.tokens[at].typed) && !claim.tokens[at].quoted && (is_parted || !is_compared())
}

/// The names, numbers and dates of a claim: what a paraphrase keeps, while it may put the rest otherwise.
struct Anchors {
    /// Words of numbers and dates. One in four is two of them, however it is said.
    values: usize,
    /// Words of names.
    names: usize,
    /// Whether they all stand in the sentence that has most of the claim.
    stand: bool,
}

impl Anchors {
    fn of(claim: &Reading, coverage: &Coverage, allowed: &dyn Fn(usize) -> bool) -> Self {
        let there = coverage.best(1, allowed).first().map(|(sentence, _)| coverage.covered(&[*sentence])).unwrap_or_default();
        let (mut values, mut names) = (Vec::new(), Vec::new());
        for (term, how) in coverage.terms.iter().zip(there) {
            if claim.quantities.iter().any(|q| q.tokens.contains(&term.token)) || claim.dates.iter().any(|d| d.tokens.contains(&term.token)) {
                let is_share = claim.quantities.iter().any(|q| q.share.is_some() && q.tokens.contains(&term.token));
                values.extend(std::iter::repeat_n(how, 1 + usize::from(is_share)));
            } else if claim.names.iter().any(|n| n.contains(&term.token)) {
                names.push(how);
            }
        }
        // A name may be one that only the sentence's context gives; a value is there, or in what the sentence refers to.
        let stand = values.iter().all(|how| *how >= REFERRED) && names.iter().sum::<f64>() >= FROM_CONTEXT * names.len() as f64;
        Self { values: values.len(), names: names.len(), stand }
    }

    /// What a claim gains by them, where there are two words of them at least.
    fn worth(&self) -> f64 {
        let all = self.values + self.names;
        if self.stand && all >= 2 { 0.35 + 0.05 * (all - 2).min(3) as f64 } else { 0.0 }
    }
}

/// A long claim has more words that its source can put otherwise, so each counts for less.
fn length(claim: &Reading) -> f64 {
    0.2 * ((claim.tokens.len().max(1) as f64).ln() - 3.0).clamp(-0.2, 1.0)
}

/// How much of a claim is copied in long pieces: the squares of the copied pieces' lengths over the square of its own (after Grusky et al. 2018). Greedy: from
/// left to right, the longest piece of the claim that stands in the article. What is quoted has to be copied, and is compared word by word elsewhere: it says
/// nothing here.
pub(in crate::evidence) fn density(claim: &Reading, article: &Readings) -> f64 {
    let words: Vec<Sym> = claim.tokens.iter().filter(|t| !t.quoted).map(|t| t.typed).collect();
    let (mut at, mut squares) = (0, 0.0);
    // Where any of the claim's words may stand.
    let bit = |word: Sym| 1_u64 << (word.spread() & 63);
    let known = words.iter().fold(0, |all, word| all | bit(*word));
    let places: Vec<(usize, Sym)> = article.typed.iter().copied().enumerate().filter(|(_, word)| known & bit(*word) != 0).collect();
    while at < words.len() {
        let mut longest = 0;
        for (start, _) in places.iter().copied().filter(|(_, word)| *word == words[at]) {
            let same = words[at..].iter().zip(&article.typed[start..]).take_while(|(a, b)| a == b).count();
            longest = longest.max(same);
        }
        squares += (longest * longest) as f64;
        at += longest.max(1);
    }
    if words.is_empty() { 0.0 } else { squares / (words.len() * words.len()) as f64 }
}
