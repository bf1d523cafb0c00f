//! Whether the cited sources support a claim.

mod absent;
mod added;
mod attribution;
mod belonging;
mod byline;
mod callings;
mod clauses;
mod composed;
mod contrast;
mod coordination;
mod copy;
mod dates;
mod denials;
mod diff;
mod disagree;
mod evidence;
mod factuality;
mod full_names;
mod halves;
mod likeness;
mod located;
mod names;
mod negation;
mod numbers;
mod opposed;
mod partners;
mod quotes;
mod score;
mod soft;
mod spoken;
mod subjects;
mod universal;
mod votes;

pub use absent::absent;
pub use attribution::is_attributed;
pub use disagree::{Disagreement, disagreement};

use self::evidence::Evidence;
use self::likeness::is_like;
use super::lexicon::Sym;
use super::locate::{Places, places};
use super::quantities::{Quantity, Unit};
use super::reading::Reading;
use super::tokens::Class;
use super::worked_out;
use super::{Passage, SourceText, Statement};
use std::ops::Range;

/// A source that a claim cites, and the passage of it, where the citation names one.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    pub source: &'a SourceText,
    pub passage: Option<&'a [String]>,
}

/// What is wrong with a claim, as the evidence sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    Number,
    Name,
    Date,
    Negation,
    Attribution,
    Quote,
    /// None of the above, but the words do not carry the claim.
    Unsupported,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    /// The words of the claim at fault, as bytes of it.
    pub range: Range<usize>,
    /// What differs, in words a person understands, as "the article says 1,500".
    pub message: String,
}

/// The judge's opinion on one claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// 0 to 1.
    pub support: f64,
    pub supported: bool,
    pub faults: Vec<Fault>,
    /// The best passage of the source that comes nearest, and the index of that source among those cited: what to cite instead. `None` where nothing speaks of
    /// the claim, and where a claim is supported by the passage that it names.
    pub best: Option<(usize, Passage)>,
}

/// Judges a claim against all that it cites together.
#[must_use]
pub fn judge(claim: &str, cited: &[Cited]) -> Judgement {
    Statement::new(claim).judge(cited)
}

impl Statement<'_> {
    /// [`judge`], where the same text is held against more than that.
    #[must_use]
    pub fn judge(&self, cited: &[Cited]) -> Judgement {
        let Some(said) = byline::statement(self.text, cited) else { return judge_statement(self, cited) };
        let mut judgement = judge_statement(&Statement::new(&self.text[said.clone()]), cited);
        for fault in &mut judgement.faults {
            fault.range = fault.range.start + said.start..fault.range.end + said.start;
        }
        judgement
    }
}

/// A citation, and where its passage stands in the article; `None` where it names none, or one that does not stand there.
struct Found<'a> {
    cited: Cited<'a>,
    places: Option<Places>,
}

impl<'a> Found<'a> {
    fn of(cited: &[Cited<'a>]) -> Vec<Self> {
        cited.iter().map(|c| Self { cited: *c, places: c.passage.and_then(|parts| places(parts, c.source).ok()) }).collect()
    }
}

/// Judges what a claim says, the name of its source's author apart.
fn judge_statement(statement: &Statement, cited: &[Cited]) -> Judgement {
    let claim = statement.text;
    let found = Found::of(cited);
    let quotes = quotes::faults(claim, cited);
    if quotes.is_empty() && (copy::is_copy(statement, &found) || full_names::is_copy(statement, &found) || spoken::is_spoken(claim, &found)) {
        return Judgement { support: 1.0, supported: true, faults: Vec::new(), best: None };
    }
    let reading = statement.reading();
    if reading.tokens.len() > ENDLESS {
        return endless(claim, quotes, cited);
    }
    let evidence = Evidence::gather(reading, &found);
    let mut faults = quotes;
    // What is wrong inside an invented quotation is said with it.
    let inside = |f: &Fault, all: &[Fault]| all.iter().any(|q| q.range.start <= f.range.start && f.range.end <= q.range.end);
    let others: Vec<Fault> = named_faults(claim, reading, &evidence).into_iter().filter(|f| !inside(f, &faults)).collect();
    faults.extend(others);
    let (score, index) = score::score(reading, &evidence, &faults);
    let score = if score < THRESHOLD && faults.is_empty() { score::by_clauses(reading, &evidence).map_or(score, |s| s.max(score)) } else { score };
    let support = support_of(score);
    if score < THRESHOLD && faults.is_empty() {
        faults.push(Fault { kind: FaultKind::Unsupported, range: 0..claim.len(), message: "the cited source does not say this".to_owned() });
    }
    if faults.is_empty() {
        faults.extend(added::fault(claim, reading, &evidence));
    }
    let supported = faults.is_empty();
    // Who needs no other passage is spared the search for one.
    let best = cited.get(index).filter(|c| !supported || c.passage.is_none()).and_then(|c| super::find(claim, c.source)).map(|p| (index, p));
    // What is at fault stays below one half, and keeps its order there.
    let support = if supported || support < CEILING { support } else { CEILING + (support - CEILING) * (0.5 - CEILING) };
    Judgement { support, supported, faults, best }
}

/// A claim without an end: what it is compared with grows by the square of its length, and would tell nobody which of its words is wrong.
fn endless(claim: &str, mut faults: Vec<Fault>, cited: &[Cited]) -> Judgement {
    let message = "the claim is too long to be compared with its source: end its sentences".to_owned();
    faults.push(Fault { kind: FaultKind::Unsupported, range: 0..claim.len(), message });
    let best = cited.first().and_then(|c| super::find(claim, c.source)).map(|p| (0, p));
    Judgement { support: 0.0, supported: false, faults, best }
}

/// Faults that can be named: a number, date or name that is not the source's, a negation, a speaker, a word put for another.
fn named_faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let mut faults = numbers::faults(claim, reading, evidence);
    faults.extend(dates::faults(claim, reading, evidence));
    faults.extend(names::faults(claim, reading, evidence));
    faults.extend(composed::faults(claim, reading, evidence));
    faults.extend(partners::faults(claim, reading, evidence));
    faults.extend(votes::faults(claim, reading, evidence));
    faults.extend(callings::faults(claim, reading, evidence));
    faults.extend(coordination::faults(claim, reading, evidence));
    faults.extend(halves::faults(claim, reading, evidence));
    faults.extend(subjects::faults(claim, reading, evidence));
    faults.extend(clauses::faults(claim, reading, evidence));
    faults.extend(contrast::faults(claim, reading, evidence));
    faults.extend(belonging::faults(claim, reading, evidence));
    faults.extend(located::faults(claim, reading, evidence));
    faults.extend(universal::faults(claim, reading, evidence));
    faults.extend(factuality::faults(claim, reading, evidence));
    faults.extend(attribution::faults(claim, reading, evidence));
    faults.extend(negation::faults(claim, reading, evidence));
    faults.extend(opposed::faults(claim, reading, evidence));
    faults.extend(denials::faults(claim, reading, evidence));
    faults.extend(against_nearest(claim, reading, evidence));
    faults.sort_by_key(|f| (f.range.start, f.kind, f.range.end));
    // One place, one finding: what the sources lack altogether says more than what faces what. One denial, one finding as well.
    faults.dedup_by(|b, a| a.range.start < b.range.end && b.range.start < a.range.end);
    let mut denials = 0;
    faults.retain(|f| {
        denials += usize::from(f.kind == FaultKind::Negation);
        f.kind != FaultKind::Negation || denials == 1
    });
    faults
}

/// How far from a value a word of its own stands.
const BESIDE: usize = 6;

/// The claim beside the sentence that it comes nearest to.
fn against_nearest(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let mut nearest: Option<(diff::Alignment, &evidence::Ground, &Reading)> = None;
    let akin = diff::Akin::of(reading);
    for ground in &evidence.grounds {
        let mut candidates: Vec<usize> = ground.coverage.best(3, &|_| true).into_iter().map(|(s, _)| s).chain(ground.core.iter().copied()).collect();
        candidates.sort_unstable();
        candidates.dedup();
        for sentence in candidates {
            let there = &ground.article.sentences[sentence];
            // What cannot come nearer is not laid beside it.
            let Some(most) = akin.most(there, diff::LEAST_SHARE) else { continue };
            if nearest.as_ref().is_some_and(|(best, _, _)| most <= best.share) {
                continue;
            }
            let alignment = diff::Alignment::of(&akin, there);
            if alignment.is_close() && nearest.as_ref().is_none_or(|(best, _, _)| alignment.share > best.share) {
                nearest = Some((alignment, ground, there));
            }
        }
    }
    let Some((alignment, ground, nearest)) = nearest else { return Vec::new() };
    let mut faults = diff::faults(claim, reading, ground, nearest, &alignment);
    // `Five hours more` faces the 21 hours that it was worked out from.
    let stands = |q: &Quantity, r: &Reading| r.quantities.iter().any(|o| q.agrees(o));
    // A claim may join two sentences: what faces another value here is told in the other, with a word that stands by it in the claim and is not told here.
    let is_in_other = |q: &Quantity| {
        let near = &reading.tokens[q.tokens.start.saturating_sub(BESIDE)..(q.tokens.end + BESIDE).min(reading.tokens.len())];
        let has = |r: &Reading, sym: Sym| r.tokens.iter().any(|t| is_like(t.sym, sym));
        let brings = |r: &Reading| near.iter().any(|t| t.class == Class::Content && has(r, t.sym) && !has(nearest, t.sym));
        let same = |o: &Quantity| q.agrees(o) && worked_out::is_value(q, o.value) && q.unit == o.unit && (q.unit != Unit::None || q.noun == o.noun);
        !stands(q, nearest) && evidence.core().any(|(_, r)| r.quantities.iter().any(same) && brings(r))
    };
    let is_worked_out = |f: &Fault| {
        let mut own = reading.quantities.iter().filter(|q| reading.bytes(&q.tokens) == f.range);
        f.kind == FaultKind::Number && own.any(|q| is_in_other(q) || numbers::is_worked_out(q, reading, evidence))
    };
    faults.retain(|f| !is_worked_out(f));
    faults
}

/// The score as 0 to 1, one half at the threshold. Even steps above it and no saturation below: claims that nearly copy their source are told apart
/// from those that do.
fn support_of(score: f64) -> f64 {
    if score >= THRESHOLD { 0.5 + 0.49 * ((score - THRESHOLD) / (score::MOST - THRESHOLD)).min(1.0) } else { 0.5 * (score - THRESHOLD).exp() }
}

/// Words from which on a claim is no sentence any more: the longest of the press have a tenth of it.
const ENDLESS: usize = 1_000;

/// The support of a claim with a fault, however near its words come.
const CEILING: f64 = 0.45;

/// Claims from here on are supported. Set where mixed sets of judged claims are told apart best; thresholds read off one kind of text do not
/// hold for another.
const THRESHOLD: f64 = 1.0;

#[cfg(test)]
mod tests {
    use super::{Cited, judge};
    use crate::evidence::SourceText;
    use crate::types::Article;

    #[test]
    fn a_claim_without_an_end_is_not_laid_beside_its_source() {
        let words = |order: &dyn Fn(usize) -> usize| (0..60_000).map(|n| format!("word{}", order(n))).collect::<Vec<_>>().join(" ");
        let source = SourceText::new(&Article { body: words(&|n| n), ..Article::default() });
        let cited = [Cited { source: &source, passage: None }];
        let judgement = judge(&words(&|n| n ^ 1), &cited);
        assert!(!judgement.supported && judgement.faults.iter().any(|f| f.message.contains("too long")));
        assert!(judge(&words(&|n| n), &cited).supported, "a copy needs no comparing");
    }
}
