//! A claim laid beside a sentence that it nearly repeats: what faces what in the gaps is where they differ.

use super::evidence::Ground;
use super::likeness::is_like;
use super::opposed::{is_direction, is_turned_round};
use super::soft::is_soft;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words, are_opposite, near};
use crate::evidence::marks::Marks;
use crate::evidence::quantities::Quantity;
use crate::evidence::reading::Reading;
use crate::evidence::tokens::{Class, Token};
use std::ops::Range;
use std::sync::LazyLock;

/// A claim and a sentence, word against word.
pub(super) struct Alignment {
    /// Pairs of tokens, rising on both sides.
    pairs: Vec<(usize, usize)>,
    /// Share of the claim's weight that is paired, 0 to 1; a content word weighs two, any other one.
    pub share: f64,
}

/// Under this share, or with fewer pairs, two texts are not versions of one sentence.
pub(super) const LEAST_SHARE: f64 = 0.55;
const LEAST_PAIRS: usize = 4;
/// From this share on, one word that differs is worth a finding.
const NEARLY_THE_SAME: f64 = 0.8;
/// Pairs of words that are weighed for one alignment: a sentence of the press has fewer than a hundred words.
const LARGEST: usize = 4_000_000;
/// How far before a word a negation of it stands.
const CLOSE: usize = 3;
/// What faces what is clear only in gaps up to this many words.
const GAP: usize = 6;

/// A claim with the words that are near to each of its own, looked up once for all sentences that it is laid beside.
pub(super) struct Akin<'a> {
    reading: &'a Reading,
    near: Vec<&'static [(Sym, f64)]>,
    /// For each token, the marks of which a sentence has one wherever it has a partner for it.
    marks: Vec<Marks>,
    /// Of the whole claim.
    weight: f64,
    /// Its tokens, the heavy ones first: what a sentence lacks of them tells soonest that it is no version of the claim.
    heaviest: Vec<usize>,
}

impl<'a> Akin<'a> {
    pub fn of(reading: &'a Reading) -> Self {
        let near: Vec<&[(Sym, f64)]> = reading.tokens.iter().map(|t| if t.class == Class::Content { near(t.sym) } else { &[] }).collect();
        let marks = reading.tokens.iter().zip(&near).map(|(token, near)| near.iter().fold(Marks::of(token), |all, (word, _)| all | Marks::of_word(*word)));
        let of = |heavy: bool| (0..reading.tokens.len()).filter(move |n| reading.tokens[*n].is_content() == heavy);
        let heaviest = of(true).chain(of(false)).collect();
        Self { marks: marks.collect(), near, reading, weight: reading.tokens.iter().map(weight).sum(), heaviest }
    }

    /// The largest share that an alignment with a sentence could have: every word that has its like there is paired. `None` where that is less than `least`, or
    /// where too few words have their like.
    pub fn most(&self, sentence: &Reading, least: f64) -> Option<f64> {
        // Most sentences fall short of it long before the last word of the claim.
        let spare = self.weight * (1.0 - least) + 1e-9;
        let tokens = &self.reading.tokens;
        let lacking = |missing: f64, n: usize| Some(missing + weight(&tokens[n])).filter(|missing| *missing <= spare);
        let all = || self.heaviest.iter().copied();
        all().filter(|n| !sentence.marks.meets(self.marks[*n])).try_fold(0.0, lacking)?;
        let mut paired = 0;
        let is_lacking = |n: &usize| {
            let lacks = self.partners(*n, sentence, &mut |_, _| true);
            paired += usize::from(!lacks);
            lacks
        };
        let missing = all().filter(is_lacking).try_fold(0.0, lacking)?;
        (paired >= LEAST_PAIRS && self.weight > 0.0).then(|| (self.weight - missing) / self.weight)
    }

    /// Tells of each token of a sentence that the claim's nth may be paired with, and how well, until told to stop; whether it came to the end.
    fn partners(&self, n: usize, sentence: &Reading, stop: &mut dyn FnMut(usize, f64) -> bool) -> bool {
        let ours = &self.reading.tokens[n];
        // Most words have no like in most sentences.
        if !sentence.marks.meets(self.marks[n]) {
            return true;
        }
        let akin = if self.near[n].iter().any(|(w, _)| sentence.marks.meets(Marks::of_word(*w))) { self.near[n] } else { &[] };
        for (m, theirs) in sentence.tokens.iter().enumerate() {
            let how = nearness(ours, theirs, akin);
            if how > 0.0 && stop(m, how) {
                return false;
            }
        }
        true
    }
}

impl Alignment {
    /// The heaviest common subsequence of the two; none where they are too long to be versions of one sentence.
    pub fn of(claim: &Akin, sentence: &Reading) -> Self {
        let (a, b) = (&claim.reading.tokens, &sentence.tokens);
        if a.len().saturating_mul(b.len()) > LARGEST {
            return Self { pairs: Vec::new(), share: 0.0 };
        }
        // The pairs that are possible, row by row.
        let mut possible: Vec<(usize, f64)> = Vec::new();
        let mut rows = vec![0];
        for i in 0..a.len() {
            claim.partners(i, sentence, &mut |j, how| {
                possible.push((j, how));
                false
            });
            rows.push(possible.len());
        }
        let width = b.len() + 1;
        let mut best = vec![0.0_f64; (a.len() + 1) * width];
        for i in (0..a.len()).rev() {
            let (above, below) = best.split_at_mut((i + 1) * width);
            let (here, below) = (&mut above[i * width..], &below[..width]);
            let mut row = &possible[rows[i]..rows[i + 1]];
            if row.is_empty() {
                here.copy_from_slice(below);
                continue;
            }
            for j in (0..b.len()).rev() {
                let skip = below[j].max(here[j + 1]);
                here[j] = match row.split_last() {
                    Some(((at, how), rest)) if *at == j => {
                        row = rest;
                        skip.max(how * weight(&a[i]) + below[j + 1])
                    }
                    _ => skip,
                };
            }
        }
        let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
        while i < a.len() && j < b.len() {
            let here = best[i * width + j];
            let how = possible[rows[i]..rows[i + 1]].iter().find(|(at, _)| *at == j).map_or(0.0, |(_, how)| *how);
            if how > 0.0 && (how * weight(&a[i]) + best[(i + 1) * width + j + 1] - here).abs() < 1e-9 {
                pairs.push((i, j));
                (i, j) = (i + 1, j + 1);
            } else if (best[(i + 1) * width + j] - here).abs() < 1e-9 {
                i += 1;
            } else {
                j += 1;
            }
        }
        let share = if claim.weight > 0.0 { pairs.iter().map(|(i, _)| weight(&a[*i])).sum::<f64>() / claim.weight } else { 0.0 };
        Self { pairs, share }
    }

    /// Whether the two are versions of one sentence.
    pub fn is_close(&self) -> bool {
        self.share >= LEAST_SHARE && self.pairs.len() >= LEAST_PAIRS
    }

    /// The stretches before, between and behind pairs: tokens of the claim, tokens of the sentence. One of the two may have none.
    pub fn gaps(&self, claim: usize, sentence: usize) -> Vec<(Range<usize>, Range<usize>)> {
        let mut out = Vec::new();
        let mut last = (0, 0);
        for (i, j) in self.pairs.iter().copied().chain([(claim, sentence)]) {
            if i > last.0 || j > last.1 {
                out.push((last.0..i, last.1..j));
            }
            last = (i + 1, j + 1);
        }
        out
    }
}

fn weight(token: &Token) -> f64 {
    if token.is_content() { 2.0 } else { 1.0 }
}

/// How well two tokens pair, 0 to 1; `akin` are the words near the first.
fn nearness(a: &Token, b: &Token, akin: &[(Sym, f64)]) -> f64 {
    match (a.class, b.class) {
        (Class::Number(x), Class::Number(y)) => f64::from(u8::from((x - y).abs() < 1e-9)),
        (Class::Content, Class::Content) if a.sym == b.sym => 1.0,
        (Class::Content, Class::Content) => akin.binary_search_by_key(&b.sym, |(w, _)| *w).map_or(0.0, |at| akin[at].1 * 0.9),
        (Class::Negation, Class::Negation) => 1.0,
        (Class::Function, Class::Function) if a.typed == b.typed => 1.0,
        _ => 0.0,
    }
}

/// What differs between a claim and the sentence that it nearly repeats.
pub(super) fn faults(claim: &str, reading: &Reading, ground: &Ground, sentence: &Reading, alignment: &Alignment) -> Vec<Fault> {
    let both = Both { claim, reading, ground, sentence };
    let gaps = alignment.gaps(reading.tokens.len(), sentence.tokens.len());
    let mut out = Vec::new();
    for (ours, theirs) in &gaps {
        out.extend(both.numbers(ours, theirs));
        out.extend(both.opposites(ours, theirs));
    }
    out.extend(both.names(&gaps));
    out.extend(both.negation(alignment));
    if out.is_empty() {
        out.extend(both.strength(&gaps));
    }
    if out.is_empty() && alignment.share >= NEARLY_THE_SAME {
        out.extend(both.wording(&gaps));
    }
    out
}

struct Both<'a> {
    claim: &'a str,
    reading: &'a Reading,
    ground: &'a Ground<'a>,
    sentence: &'a Reading,
}

impl Both<'_> {
    fn fault(&self, kind: FaultKind, tokens: &Range<usize>, message: impl FnOnce(&str) -> String) -> Option<Fault> {
        let range = self.reading.tokens.get(tokens.start)?.range.start..self.reading.tokens.get(tokens.end - 1)?.range.end;
        Some(Fault { kind, message: message(&self.claim[range.clone()]), range })
    }

    fn theirs(&self, tokens: Range<usize>) -> String {
        self.ground.piece(self.sentence, tokens)
    }

    /// A number that faces another.
    fn numbers(&self, ours: &Range<usize>, theirs: &Range<usize>) -> Option<Fault> {
        let a = self.reading.quantities.iter().find(|q| !q.year && !q.label && ours.contains(&q.tokens.start))?;
        let b = self.sentence.quantities.iter().find(|q| !q.year && !q.label && theirs.contains(&q.tokens.start))?;
        let there = |q: &Quantity| self.sentence.quantities.iter().any(|s| q.agrees(s));
        let here = |q: &Quantity| self.reading.quantities.iter().any(|s| q.agrees(s));
        // Either the sentence lacks ours, or the two numbers have changed places.
        let in_place = || {
            let ours = self.reading.quantities.iter().find(|q| q.agrees(b));
            ours.is_some_and(|o| super::partners::are_in_place(self.claim, self.reading, self.ground, self.sentence, [a, o]))
        };
        // Half of a rise of 3%: neither stands for the other.
        let nested = || self.reading.quantities.iter().any(|o| o.agrees(b) && super::partners::is_of(self.reading, a, o));
        let crossed = there(a) && here(b) && !a.agrees(b) && self.reading.quantities.len() > 1 && !in_place() && !nested();
        let small = a.value <= 1.0 && b.value <= 1.0;
        if small || a.agrees(b) || (there(a) && !crossed) {
            return None;
        }
        let said = self.ground.amount(self.sentence, self.sentence.bytes(&b.tokens), b.unit);
        let verb = if crossed { "has changed places" } else { "differs" };
        self.fault(FaultKind::Number, &a.tokens, |w| format!("“{w}” {verb}: the source says “{said}” here"))
    }

    /// Words that are opposites, with as much negation on either side.
    fn opposites(&self, ours: &Range<usize>, theirs: &Range<usize>) -> Option<Fault> {
        if ours.len() > GAP + 4 || theirs.len() > GAP + 4 {
            return None;
        }
        let negations = |tokens: &[Token]| tokens.iter().filter(|t| t.class == Class::Negation).count() % 2;
        let (a, b) = (&self.reading.tokens[ours.clone()], &self.sentence.tokens[theirs.clone()]);
        if negations(a) != negations(b) {
            return None;
        }
        let ours_points = |n: usize| is_direction(&self.reading.tokens, ours.start + n);
        let theirs_points = |m: usize| is_direction(&self.sentence.tokens, theirs.start + m);
        for (n, x) in a.iter().enumerate().filter(|(n, t)| t.class != Class::Negation && ours_points(*n)) {
            let turned = |m: usize| is_turned_round((self.reading, ours.start + n), (self.sentence, theirs.start + m));
            // `Left open` for `not closed`: the negation may stand before words that both have.
            let alike =
                |m: usize| super::negation::denied(&self.reading.tokens)[ours.start + n] == super::negation::denied(&self.sentence.tokens)[theirs.start + m];
            if let Some((m, _)) = b.iter().enumerate().find(|(m, y)| are_opposite(x.sym, y.sym) && theirs_points(*m) && !turned(*m) && alike(*m)) {
                let said = self.theirs(theirs.start + m..theirs.start + m + 1);
                return self
                    .fault(FaultKind::Negation, &(ours.start + n..ours.start + n + 1), |w| format!("“{w}” is the opposite of what the source says: “{said}”"));
            }
        }
        None
    }

    /// A name that faces another, or two names that have changed places.
    fn names(&self, gaps: &[(Range<usize>, Range<usize>)]) -> Vec<Fault> {
        let mut out = Vec::new();
        let passive = |r: &Reading| r.tokens.iter().any(|t| t.typed == Sym::raw("by"));
        let turned = passive(self.reading) != passive(self.sentence);
        for (ours, theirs) in gaps.iter().filter(|(a, b)| a.len() <= GAP && b.len() <= GAP && !a.is_empty() && !b.is_empty()) {
            let inside =
                |names: &[Range<usize>], gap: &Range<usize>| names.iter().filter(|n| gap.start <= n.start && n.end <= gap.end).cloned().collect::<Vec<_>>();
            let (all_ours, all_theirs) = (inside(&self.reading.names, ours), inside(&self.sentence.names, theirs));
            let pairs = all_ours.iter().flat_map(|a| all_theirs.iter().map(move |b| (a, b)));
            let found = pairs.into_iter().find_map(|(a, b)| {
                let (x, y) = (&self.reading.tokens[a.clone()], &self.sentence.tokens[b.clone()]);
                let shared = |tokens: &[Token], all: &[Token]| tokens.iter().any(|t| all.iter().any(|o| o.sym == t.sym));
                if shared(x, y) || x.iter().all(|t| t.common) || y.iter().all(|t| t.common) || self.are_kin(a, b) || is_initials(self, a, b) {
                    return None;
                }
                let (ours_there, theirs_here) = (shared(x, &self.sentence.tokens), shared(y, &self.reading.tokens));
                // Both stand on both sides: they have changed places. Ours is not in the sentence and the only one of theirs is not in the claim: one was
                // put for the other.
                let alone = all_ours.len() == 1 || all_theirs.len() == 1 || (all_ours.first() == Some(a) && all_theirs.first() == Some(b));
                let exchanged = !ours_there && !theirs_here && alone && !self.is_known_beside(x, b.start);
                (exchanged || (ours_there && theirs_here && !turned)).then(|| (a.clone(), b.clone()))
            });
            if let Some((a, b)) = found {
                let said = self.theirs(b);
                out.extend(self.fault(FaultKind::Name, &a, |w| format!("“{w}” stands where the source has “{said}”")));
            }
        }
        out
    }

    /// Romania, Romanian.
    fn are_kin(&self, ours: &Range<usize>, theirs: &Range<usize>) -> bool {
        let there: Vec<String> = theirs.clone().map(|n| self.theirs(n..n + 1).to_lowercase()).collect();
        ours.clone().any(|n| there.iter().any(|t| super::evidence::is_kin(t, &self.claim[self.reading.tokens[n].range.clone()].to_lowercase())))
    }

    /// Whether a name stands next to the sentence: then it may be what a pronoun there refers to, one that stands before the other name.
    fn is_known_beside(&self, name: &[Token], before: usize) -> bool {
        let Some(at) = self.sentence.number else { return false };
        let pronoun = self.sentence.tokens[..before]
            .iter()
            .any(|t| ["he", "she", "it", "they", "his", "her", "its", "their", "who"].iter().any(|p| t.typed == Sym::raw(p)));
        let near = at.saturating_sub(2)..at;
        pronoun && near.clone().any(|s| name.iter().any(|t| self.ground.article.sentences[s].tokens.iter().any(|o| o.sym == t.sym)))
    }

    /// An odd number of negations between the two, inside what they share.
    fn negation(&self, alignment: &Alignment) -> Option<Fault> {
        let (first, last) = (alignment.pairs.first()?, alignment.pairs.last()?);
        let (ours, theirs) = (&self.reading.tokens[..], &self.sentence.tokens[first.1..=last.1]);
        // A negation counts where what it denies is said on both sides: "not afraid to take risks" takes them.
        let telling = |tokens: &[Token], at: usize, paired: &dyn Fn(usize) -> bool| {
            tokens[at].class == Class::Negation && super::negation::denied_by(tokens, at).is_none_or(paired)
        };
        // `Did not improve significantly`, `no significant improvement`: in another order, it is said all the same.
        let denies = |tokens: &[Token], sym: Sym| {
            let close = |m: usize| tokens[m.saturating_sub(CLOSE)..m].iter().any(|t| t.class == Class::Negation);
            (0..tokens.len()).any(|m| tokens[m].class == Class::Content && is_like(tokens[m].sym, sym) && close(m))
        };
        let in_claim = |n: usize| alignment.pairs.iter().any(|p| p.0 == n) || denies(theirs, ours[n].sym);
        let in_source = |n: usize| alignment.pairs.iter().any(|p| p.1 == n) || denies(ours, self.sentence.tokens[n].sym);
        let all = &self.sentence.tokens[..];
        let between = |range: Range<usize>| range.filter(|n| telling(all, *n, &in_source)).count();
        // "did not" before the first shared word belongs to it as well.
        let before = between(first.1.saturating_sub(3)..first.1);
        let after = between(last.1 + 1..(last.1 + 3).min(all.len()));
        let (here, there) = ((0..ours.len()).filter(|n| telling(ours, *n, &in_claim)).count(), between(first.1..last.1 + 1));
        if here % 2 == there % 2 || here % 2 == (there + before + after) % 2 {
            return None;
        }
        // Words that deny without being a negation make up the difference.
        let denies = |tokens: &[Token]| tokens.iter().any(is_soft);
        let ours_only: Vec<Token> = self.unpaired(alignment).cloned().collect();
        let theirs_only: Vec<Token> =
            theirs.iter().enumerate().filter(|(n, _)| !alignment.pairs.iter().any(|p| p.1 == first.1 + n)).map(|(_, t)| t.clone()).collect();
        // `Had not approved it` for `denied that they had approved it`: the verb stands before what the two share.
        let denied = self.sentence.tokens[..first.1].iter().rev().take(5).any(super::denials::is_denial);
        if denied || denies(&ours_only) || denies(&theirs_only) || has_opposites(&ours_only, &theirs_only) {
            return None;
        }
        let at = self.reading.tokens.iter().position(|t| t.class == Class::Negation);
        match at {
            Some(at) if here > there => self.fault(FaultKind::Negation, &(at..at + 1), |w| format!("“{w}”: the source does not deny this")),
            _ => self.fault(FaultKind::Negation, &(first.0..last.0 + 1), |_| "the source denies what the claim says".to_owned()),
        }
    }

    fn unpaired(&self, alignment: &Alignment) -> impl Iterator<Item = &Token> {
        let paired: std::collections::BTreeSet<usize> = alignment.pairs.iter().map(|p| p.0).collect();
        self.reading.tokens.iter().enumerate().filter(move |(n, _)| !paired.contains(n)).map(|(_, t)| t)
    }

    /// The source hedges or limits what the claim says outright.
    fn strength(&self, gaps: &[(Range<usize>, Range<usize>)]) -> Option<Fault> {
        let hedged = self.reading.tokens.iter().any(|t| DOUBT.has(t.typed) && !t.is_month());
        for (ours, theirs) in gaps.iter().filter(|(a, b)| !hedged && a.is_empty() && b.len() == 1) {
            // `could fool` against `fool`: nothing but the doubt was left out.
            let verb = ours.start..(ours.start + 1).min(self.reading.tokens.len());
            let same = self.reading.tokens.get(verb.start).map(|t| t.sym) == self.sentence.tokens.get(theirs.end).map(|t| t.sym);
            let might = &self.sentence.tokens[theirs.start];
            if same && MIGHT.contains(&might.typed) && !might.is_month() {
                let said = self.theirs(theirs.clone());
                return self.fault(FaultKind::Unsupported, &verb, |w| format!("“{w}” says more than the source: it has “{said} {w}”"));
            }
        }
        // Of what faces what in a longer gap, what stands before the next shared word does.
        let last = |gap: &Range<usize>| gap.end.saturating_sub(GAP).max(gap.start)..gap.end;
        let clear = |(a, b): &&(Range<usize>, Range<usize>)| !b.is_empty() && (a.len() <= GAP && b.len() <= GAP || a.end < self.reading.tokens.len());
        for (ours, theirs) in gaps.iter().filter(clear).map(|(a, b)| (last(a), last(b))) {
            let (a, b) = (&self.reading.tokens[ours.clone()], &self.sentence.tokens[theirs.clone()]);
            for (weak, strong) in HEDGES.iter() {
                let Some(hedge) = b.iter().position(|t| weak.has(t.typed) && !t.is_month()) else { continue };
                // `Not trained at all` says nothing of all.
                let at_all = |n: usize| n > 0 && a[n].typed == Sym::raw("all") && a[n - 1].typed == Sym::raw("at");
                // Who has the power to fine can fine, and who has to wait will.
                let to = |n: usize| self.reading.tokens.get(ours.start + n + 1).is_some_and(|t| t.typed == Sym::raw("to"));
                let may = |n: usize| to(n) || self.reading.tokens[ours.start + n + 1..].iter().take(ABLE_WITHIN).any(|t| ABLE.has(t.typed));
                if let Some(claimed) = (0..a.len()).find(|n| strong.has(a[*n].typed) && !at_all(*n) && !may(*n))
                    && !a.iter().any(|t| weak.has(t.typed) && !t.is_month())
                {
                    let said = self.theirs(theirs.start + hedge..theirs.start + hedge + 1);
                    return self.fault(FaultKind::Unsupported, &(ours.start + claimed..ours.start + claimed + 1), |w| {
                        format!("“{w}” says more than the source: it has “{said}”")
                    });
                }
            }
        }
        None
    }

    /// One content word that faces another which is nothing like it, in a sentence that is otherwise the same.
    fn wording(&self, gaps: &[(Range<usize>, Range<usize>)]) -> Option<Fault> {
        let content = |tokens: &[Token], from: usize| -> Vec<usize> {
            tokens.iter().enumerate().filter(|(_, t)| t.class == Class::Content).map(|(n, _)| n + from).collect()
        };
        let facing: Vec<(Vec<usize>, Vec<usize>)> = gaps
            .iter()
            .map(|(a, b)| (content(&self.reading.tokens[a.clone()], a.start), content(&self.sentence.tokens[b.clone()], b.start)))
            .filter(|(a, _)| !a.is_empty())
            .collect();
        // `Introduced by`, where the source has `arrived with`: it was put otherwise.
        const SMALL: [Sym; 3] = [Sym::raw("the"), Sym::raw("a"), Sym::raw("an")];
        let small = |tokens: &[Token]| tokens.iter().any(|t| t.class == Class::Function && !SMALL.contains(&t.typed));
        let told = gaps.iter().find(|(a, _)| self.reading.tokens[a.clone()].iter().any(|t| t.class == Class::Content));
        if told.is_some_and(|(a, b)| small(&self.reading.tokens[a.clone()]) && small(&self.sentence.tokens[b.clone()])) {
            return None;
        }
        let [(a, b)] = facing.as_slice() else { return None };
        let ([a], [b]) = (a.as_slice(), b.as_slice()) else { return None };
        let (x, y) = (&self.reading.tokens[*a], &self.sentence.tokens[*b]);
        let word = |text: &str| text.to_lowercase();
        let (one, other) = (word(&self.claim[x.range.clone()]), word(&self.theirs(*b..b + 1)));
        let begin = one.chars().zip(other.chars()).take_while(|(p, q)| p == q).count();
        // Told elsewhere in the article, it may be the article's own other word for the thing.
        let by = |tokens: &[Token], at: usize| tokens.get(at + 1).is_some_and(|t| t.typed == Sym::raw("by"));
        // `Was supported by a grant` for `received a grant`.
        let backed = |backs: Sym, gets: Sym, is_by: bool| is_by && BACKING.has(backs) && GETTING.has(gets);
        let handed = (GIVING.has(x.sym) && GIVING.has(y.sym))
            || backed(x.sym, y.sym, by(&self.reading.tokens, *a))
            || backed(y.sym, x.sym, by(&self.sentence.tokens, *b));
        // Co-operation is cooperation.
        let next = self.reading.tokens.get(a + 1).filter(|t| self.claim.get(x.range.end..t.range.start) == Some("-"));
        if next.is_some_and(|t| format!("{one}{}", word(&self.claim[t.range.clone()])) == other) {
            return None;
        }
        let light = LIGHT.contains(&x.sym) || LIGHT.contains(&y.sym) || handed;
        // Dates are compared as dates.
        let dated = self.reading.dates.iter().any(|d| d.tokens.contains(a)) || self.sentence.dates.iter().any(|d| d.tokens.contains(b));
        let known = |word: Sym| self.ground.article.has(word);
        if light || dated || begin >= 4 || is_related(x.sym, y.sym) || known(x.sym) || is_agent_of(&one, &known) {
            return None;
        }
        self.fault(FaultKind::Unsupported, &(*a..a + 1), |w| format!("“{w}” stands where the source has “{other}”"))
    }
}

/// Verbs whose meaning lies in the small words beside them: put off, take over.
static LIGHT: LazyLock<Vec<Sym>> =
    LazyLock::new(|| "put take get make set go turn give bring come look keep hold carry call run".split(' ').map(Sym::of).collect());

/// Verbs of giving, and of getting: which of them it is, the words around them say.
static GIVING: LazyLock<Words> = LazyLock::new(|| Words::compared("give deliver return provide offer supply yield produce hand pass bring send".split(' ')));
static GETTING: LazyLock<Words> = LazyLock::new(|| Words::compared("get receive obtain secure".split(' ')));
static BACKING: LazyLock<Words> = LazyLock::new(|| Words::compared("support fund finance back".split(' ')));

/// Words by which a claim keeps a doubt of its source's.
pub(super) static DOUBT: LazyLock<Words> = LazyLock::new(|| {
    let all = "may might could can would should possibly perhaps maybe potentially potential risk risks likely probably warned warns fear feared fears \
                     possible possibility chance able danger threat threatens threatened suggest suggests suggested if whether";
    Words::typed(all.split_whitespace())
});

/// What the source may hedge, and how a claim says more: words on either side, in small letters.
static HEDGES: LazyLock<Vec<(Words, Words)>> = LazyLock::new(|| {
    let pairs = [
        ("may might could can possibly perhaps maybe potentially likely probably", "will is are was were has have does did must shall definitely certainly"),
        (
            "some many several most part few partly often sometimes usually nearly almost about half",
            "all every each always entirely fully completely everyone whole",
        ),
        ("plans planned hopes aims wants considering expects expected proposed seeks intends", "has have will did decided completed"),
        ("will shall", "has have had did was were already"),
        ("reportedly allegedly alleged suspected", "confirmed proven definitely"),
        ("suggests suggested indicates", "proves proved confirms confirmed shows"),
        ("among one", "only sole"),
    ];
    pairs.map(|(weak, strong)| (Words::typed(weak.split(' ')), Words::typed(strong.split(' ')))).into()
});

/// What makes `have` no more than `can`.
static ABLE: LazyLock<Words> =
    LazyLock::new(|| Words::typed("power powers right rights authority ability option chance capacity freedom means opportunity permission able".split(' ')));
const ABLE_WITHIN: usize = 3;

const MIGHT: [Sym; 3] = [Sym::raw("may"), Sym::raw("might"), Sym::raw("could")];

/// Whether a word names whoever does what the article tells: the buyer, where somebody bought.
fn is_agent_of(lower: &str, known: &dyn Fn(Sym) -> bool) -> bool {
    let base = lower.strip_suffix("er").or_else(|| lower.strip_suffix("or")).filter(|b| b.len() >= 3);
    base.is_some_and(|b| known(Sym::of(b)) || known(Sym::of(&format!("{b}e"))))
}

fn is_related(a: Sym, b: Sym) -> bool {
    // One step apart, or by way of a third word that means both.
    near(a).iter().any(|(w, _)| *w == b || near(*w).iter().any(|(v, _)| *v == b))
}

fn has_opposites(a: &[Token], b: &[Token]) -> bool {
    a.iter().any(|x| b.iter().any(|y| are_opposite(x.sym, y.sym)))
}

/// Whether one of two names is the other's initials.
fn is_initials(both: &Both, a: &Range<usize>, b: &Range<usize>) -> bool {
    let letters = |text: String| text.split([' ', '-']).filter_map(|w| w.chars().next()).collect::<String>().to_lowercase();
    let ours: String = both.reading.tokens[a.clone()].iter().map(|t| &both.claim[t.range.clone()]).collect::<Vec<_>>().join(" ");
    let theirs = both.theirs(b.clone());
    letters(ours.clone()) == theirs.to_lowercase() || letters(theirs) == ours.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Akin, Alignment, LEAST_SHARE};
    use crate::evidence::reading::Reading;
    use proptest::prelude::*;

    const WORDS: &[&str] = &[
        "the", "port", "of", "Tideham", "opened", "launched", "a", "second", "quay", "not", "never", "sold", "bought", "40", "50", "million", "euros", "on",
        "Tuesday", "Harlow", "ship", "vessel", "rose", "fell", "without", "critics", ",",
    ];

    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec(proptest::sample::select(WORDS), 0..24).prop_map(|words| words.join(" "))
    }

    proptest! {
        /// Sentences are passed over by what they could have at most: it must never be less than what they have.
        #[test]
        fn no_alignment_has_more_than_the_most(claim in text(), sentence in text()) {
            let (claim, sentence) = (Reading::new(&claim, 0, &mut false), Reading::new(&sentence, 0, &mut false));
            let akin = Akin::of(&claim);
            let alignment = Alignment::of(&akin, &sentence);
            if alignment.is_close() {
                let most = akin.most(&sentence, alignment.share);
                prop_assert!(most.is_some_and(|most| most >= alignment.share - 1e-9) && alignment.share >= LEAST_SHARE);
                prop_assert_eq!(akin.most(&sentence, 0.0), most);
            }
        }
    }
}
