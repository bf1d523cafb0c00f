//! Words that one side denies and the other does not.

use super::diff::is_soft;
use super::evidence::Evidence;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::Sym;
use crate::evidence::reading::Reading;
use crate::evidence::tokens::{Class, Token};

/// How many words a negation reaches over, up to the first that carries meaning.
const REACH: usize = 4;
/// A sentence that has less of the claim's weight tells of something else.
const LEAST: f64 = 0.35;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let ours = denied(&reading.tokens);
    let mut found: Option<Fault> = None;
    for (ground, sentence) in evidence.core() {
        let number = sentence.number.unwrap_or(usize::MAX);
        if ground.coverage.share(&[number]) < LEAST {
            continue;
        }
        let theirs = denied(&sentence.tokens);
        for (n, token) in reading.tokens.iter().enumerate().filter(|(_, t)| t.class == Class::Content && !t.quoted) {
            let there: Vec<usize> = sentence.tokens.iter().enumerate().filter(|(_, s)| s.sym == token.sym).map(|(m, _)| m).collect();
            if there.is_empty() {
                continue;
            }
            // Told plainly in any cited sentence, it is told.
            if there.iter().any(|m| theirs[*m] == ours[n]) {
                continue;
            }
            if is_softened(&reading.tokens, n) || there.iter().any(|m| is_softened(&sentence.tokens, *m)) || !is_shared(reading, sentence, n, &ours, &theirs) {
                continue;
            }
            let message = if ours[n] {
                format!("the source does not deny “{}”", &claim[token.range.clone()])
            } else {
                format!("the source denies “{}”", &claim[token.range.clone()])
            };
            found.get_or_insert(Fault { kind: FaultKind::Negation, range: token.range.clone(), message });
        }
        if found.is_some()
            && evidence
                .core()
                .any(|(g, s)| s.number != sentence.number && agrees(reading, &ours, s) && g.coverage.share(&[s.number.unwrap_or(usize::MAX)]) >= LEAST)
        {
            found = None;
        }
    }
    found.into_iter().collect()
}

/// Whether a sentence has a negation just where the claim has.
fn agrees(reading: &Reading, ours: &[bool], sentence: &Reading) -> bool {
    let theirs = denied(&sentence.tokens);
    reading
        .tokens
        .iter()
        .enumerate()
        .filter(|(n, t)| ours[*n] && t.class == Class::Content)
        .any(|(_, t)| sentence.tokens.iter().enumerate().any(|(m, s)| s.sym == t.sym && theirs[m]))
}

/// Both sides have a negation: then the denied words must have changed places. One has none: then it is missing there.
fn is_shared(reading: &Reading, sentence: &Reading, at: usize, ours: &[bool], theirs: &[bool]) -> bool {
    let content = |t: &Token| t.class == Class::Content;
    let denied_there = sentence.tokens.iter().enumerate().any(|(m, s)| theirs[m] && content(s));
    if ours[at] {
        // The claim denies a word that the source tells plainly: a negation of the source's must not stand for it elsewhere.
        !denied_there
            || sentence
                .tokens
                .iter()
                .enumerate()
                .any(|(m, s)| theirs[m] && reading.tokens.iter().enumerate().any(|(n, t)| !ours[n] && t.sym == s.sym && content(t)))
    } else {
        !reading.tokens.iter().any(|t| t.class == Class::Negation)
    }
}

/// For each token, whether a negation just before it denies it.
fn denied(tokens: &[Token]) -> Vec<bool> {
    let mut out = vec![false; tokens.len()];
    for (n, _) in tokens.iter().enumerate().filter(|(_, t)| t.class == Class::Negation && t.typed != Sym::raw("without")) {
        let mut content = 0;
        for m in n + 1..tokens.len().min(n + 1 + REACH) {
            // A mark between two words ends what is denied; marks are seen as wider gaps.
            if tokens[m].range.start > tokens[m - 1].range.end + 1 || is_soft(&tokens[m]) {
                break;
            }
            out[m] = true;
            content += usize::from(tokens[m].class == Class::Content);
            if content == 1 {
                break;
            }
        }
    }
    out
}

/// Whether a word nearby denies or limits without being a negation.
fn is_softened(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(4)..(at + 3).min(tokens.len())].iter().any(is_soft)
}
