//! What a claim sets against something, and its source the other way round: `30 days rather than 18 months`.

use super::evidence::{Evidence, Ground};
use super::likeness::is_like;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::Sym;
use crate::evidence::reading::Reading;
use std::ops::Range;

/// More contrasts than a sentence of news has.
const MOST: usize = 4;
/// How many words on either side of the mark are looked at.
const REACH: usize = 6;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    for [left, right] in sides(reading) {
        for (ground, sentence) in evidence.core() {
            for [theirs, others] in sides(sentence) {
                let shared =
                    |a: &[usize], b: &[usize]| a.iter().filter(|n| b.iter().any(|m| is_like(reading.tokens[**n].sym, sentence.tokens[*m].sym))).count();
                let (crossed, turned) = (shared(&left, &others), shared(&right, &theirs));
                if crossed > 0 && turned > 0 && crossed + turned > shared(&left, &theirs) + shared(&right, &others) {
                    let there = |n: &&usize| others.iter().any(|m| is_like(reading.tokens[**n].sym, sentence.tokens[*m].sym));
                    let Some(at) = left.iter().find(there) else { continue };
                    let range = reading.tokens[*at].range.clone();
                    let kind = if reading.tokens[*at].number().is_some() { FaultKind::Number } else { FaultKind::Negation };
                    let message = format!(
                        "“{}” stands on the other side: the source has it the other way round, “{}”",
                        &claim[range.clone()],
                        said(ground, sentence, &theirs, &others)
                    );
                    return vec![Fault { kind, range, message }];
                }
            }
        }
    }
    Vec::new()
}

fn said(ground: &Ground, sentence: &Reading, theirs: &[usize], others: &[usize]) -> String {
    let all = || theirs.iter().chain(others).copied();
    let tokens: Range<usize> = all().min().unwrap_or(0)..all().max().map_or(0, |n| n + 1);
    ground.piece(sentence, tokens)
}

/// What stands before and behind each `rather than` or `instead of` of a text, inside its clause.
fn sides(reading: &Reading) -> Vec<[Vec<usize>; 2]> {
    let tokens = &reading.tokens;
    let is = |n: usize, word: &str| tokens[n].typed == Sym::raw(word);
    let marks = (1..tokens.len()).filter(|n| (is(n - 1, "rather") && is(*n, "than")) || (is(n - 1, "instead") && is(*n, "of")));
    let content = |n: &usize| tokens[*n].is_content();
    marks
        .filter(|n| *n > 1)
        .take(MOST)
        .map(|n| [(n.saturating_sub(1 + REACH)..n - 1).filter(content).collect(), (n + 1..(n + 1 + REACH).min(tokens.len())).filter(content).collect()])
        .collect()
}
