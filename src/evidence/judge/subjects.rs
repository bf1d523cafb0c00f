//! Names that have changed places: each stands in the source, but does what the other does there.

use super::evidence::{Evidence, Ground};
use super::likeness::{are_like, is_like};
use super::names::is_title;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, is_inflected};
use crate::evidence::reading::{MANY, Reading};
use crate::evidence::tokens::Class;
use std::ops::Range;

/// How far behind its subject a verb stands.
const REACH: usize = 3;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    if !(2..=MANY).contains(&reading.names.len()) {
        return Vec::new();
    }
    for (ground, sentence) in evidence.core().filter(|(_, sentence)| sentence.names.len() <= MANY) {
        let ours: Vec<(&Range<usize>, Option<Sym>)> = reading.names.iter().map(|n| (n, deed(reading, n, &|r| claim.get(r).unwrap_or("")))).collect();
        let theirs: Vec<(&Range<usize>, Option<Sym>)> = sentence.names.iter().map(|n| (n, deed(sentence, n, &|r| ground.text(sentence, r)))).collect();
        for (a, does) in &ours {
            for (b, also) in ours.iter().filter(|(b, _)| b != a) {
                // a does x and b does y here; there b does x and a does y.
                let there = |name: &Range<usize>, deed: Option<Sym>| theirs.iter().any(|(t, d)| is_one(reading, name, sentence, t) && are_like(*d, deed));
                if there(b, *does) && there(a, *also) && !there(a, *does) && !there(b, *also) {
                    return vec![fault(claim, reading, a, b, ground)];
                }
            }
        }
    }
    let found = reversed(claim, reading, evidence);
    if found.is_empty() { agents(claim, reading, evidence) } else { found }
}

/// Who did what, where the doers come behind: `developed by A and sold by B`.
fn agents(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let ours = done_by(reading, &|r| claim.get(r).unwrap_or(""));
    if ours.len() < 2 {
        return Vec::new();
    }
    for (ground, sentence) in evidence.core() {
        let theirs = done_by(sentence, &|r| ground.text(sentence, r));
        let did = |name: &Range<usize>, deed: Sym| theirs.iter().any(|(d, t)| is_like(*d, deed) && is_one(reading, name, sentence, t));
        for (does, a) in &ours {
            for (also, b) in ours.iter().filter(|(_, b)| b != a) {
                if did(a, *also) && did(b, *does) && !did(a, *does) && !did(b, *also) {
                    return vec![fault(claim, reading, a, b, ground)];
                }
            }
        }
    }
    Vec::new()
}

/// The verbs of a text that have a `by` behind them, with each name behind that which tells whom it names: `sold by the Ulm company Norvik`.
fn done_by<'a>(reading: &Reading, text: &dyn Fn(Range<usize>) -> &'a str) -> Vec<(Sym, Range<usize>)> {
    let tokens = &reading.tokens;
    if reading.names.len() > MANY {
        return Vec::new();
    }
    let by = (1..tokens.len()).filter(|n| tokens[*n].typed == Sym::raw("by") && tokens[n - 1].class == Class::Content && !tokens[n - 1].capital);
    let telling = |name: &&Range<usize>| (**name).clone().any(|n| !is_title(&text(tokens[n].range.clone()).to_lowercase()));
    // Up to the next mark or `and`.
    let until = |n: usize| {
        let ends = |m: &usize| tokens[*m].typed == Sym::raw("and") || text(tokens[m - 1].range.end..tokens[*m].range.start).contains([',', ';', ':', '(', '—']);
        (n + 1..(n + 8).min(tokens.len())).find(ends).unwrap_or_else(|| (n + 8).min(tokens.len()))
    };
    by.flat_map(|n| reading.names.iter().filter(move |r| r.start > n && r.start < until(n)).filter(telling).map(move |r| (tokens[n - 1].sym, r.clone())))
        .collect()
}

/// Names on both sides of a verb that stand the other way round in the source: the hunter hunted. A passive on one side turns them rightly.
fn reversed(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let named = |r: &Reading, at: usize| r.names.iter().any(|n| n.contains(&at));
    for (n, verb) in reading.tokens.iter().enumerate().filter(|(n, t)| t.class == Class::Content && !t.capital && !named(reading, *n)) {
        let typed = claim[verb.range.clone()].to_lowercase();
        if !(typed.ends_with("ed") || typed.ends_with("ing") || is_inflected(&typed)) {
            continue;
        }
        let [Some(a), Some(b)] = beside(reading, n) else { continue };
        for (ground, sentence) in evidence.core() {
            let places: Vec<usize> = sentence.tokens.iter().enumerate().filter(|(_, t)| t.sym == verb.sym).map(|(m, _)| m).collect();
            let [m] = places.as_slice() else { continue };
            let [Some(x), Some(y)] = beside(sentence, *m) else { continue };
            let one = |name: &Range<usize>, other: &Range<usize>| is_one(reading, name, sentence, other);
            if one(&a, &y) && one(&b, &x) && !one(&a, &x) && !one(&b, &y) && is_passive(reading, n) == is_passive(sentence, *m) {
                return vec![fault(claim, reading, &a, &b, ground)];
            }
        }
    }
    Vec::new()
}

/// The nearest name before a word and the nearest behind it, a few words away at most.
fn beside(reading: &Reading, at: usize) -> [Option<Range<usize>>; 2] {
    let before = reading.names.iter().rev().find(|n| n.end <= at && at - n.end < 4).cloned();
    let behind = reading.names.iter().filter(|n| n.start > at && n.start - at <= 4).cloned().collect::<Vec<_>>();
    // `overtook Meta's Llama`: the last of names that follow each other is the one that is meant.
    let mut last = behind.first().cloned();
    for next in &behind {
        if last.as_ref().is_some_and(|l| next.start.saturating_sub(l.end) <= 1) {
            last = Some(next.clone());
        }
    }
    [before, last]
}

fn is_passive(reading: &Reading, verb: usize) -> bool {
    reading.tokens[verb + 1..(verb + 3).min(reading.tokens.len())].iter().any(|t| t.typed == Sym::raw("by"))
}

fn fault(claim: &str, reading: &Reading, a: &Range<usize>, b: &Range<usize>, ground: &Ground) -> Fault {
    let (range, other) = (reading.bytes(a), reading.bytes(b));
    let message = format!("“{}” has changed places with “{}” of the source “{}”", &claim[range.clone()], &claim[other], ground.source.title);
    Fault { kind: FaultKind::Name, range, message }
}

fn is_one(reading: &Reading, name: &Range<usize>, sentence: &Reading, other: &Range<usize>) -> bool {
    reading.tokens[name.clone()].iter().any(|t| sentence.tokens[other.clone()].iter().any(|o| o.sym == t.sym))
}

/// The word that carries meaning right behind a name, in its own clause: what it does.
fn deed<'a>(reading: &Reading, name: &Range<usize>, text: &dyn Fn(Range<usize>) -> &'a str) -> Option<Sym> {
    let tokens = &reading.tokens;
    for n in (name.end..tokens.len()).take(REACH) {
        let gap = text(tokens[n - 1].range.end..tokens[n].range.start);
        if gap.contains([',', ';', ':', '—', '–', '.', '(', ')', '\'', '’']) {
            return None;
        }
        if tokens[n].class == Class::Content && !tokens[n].capital {
            return Some(tokens[n].sym);
        }
    }
    None
}
