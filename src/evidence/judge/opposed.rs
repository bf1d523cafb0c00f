//! A word of a claim whose opposite stands in the source beside the same words, in a sentence that is put otherwise.

use super::evidence::Evidence;
use super::likeness::is_like;
use super::soft::is_soft;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words, opposites};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::{Class, Token};
use std::sync::LazyLock;

/// A sentence that has less of the claim's weight tells of something else.
const LEAST: f64 = 0.5;
/// The most words that carry meaning in a short sentence.
const SHORT: usize = 4;
/// How far a word stands from one that it is said of, in words that carry meaning.
const BESIDE: usize = 2;
/// How far before a word its negation stands.
const NEGATED: usize = 4;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    for (ground, sentence) in evidence.core() {
        let (ours, theirs) = (content(reading), content(sentence));
        // `Investors were pleased`: all that a short sentence says but the word itself, the claim says as well.
        let is_met = |m: &&usize| ours.iter().any(|n| is_like(reading.tokens[*n].sym, sentence.tokens[**m].sym));
        let is_short = (2..=SHORT).contains(&theirs.len()) && theirs.iter().filter(is_met).count() + 1 == theirs.len();
        if !is_short && ground.coverage.share(&[sentence.number.unwrap_or(usize::MAX)]) < LEAST {
            continue;
        }
        for (at, n) in ours.iter().enumerate() {
            let token = &reading.tokens[*n];
            let opposites = opposites(token.sym);
            if opposites.is_empty() || !is_direction(&reading.tokens, *n) || !theirs.iter().any(|m| opposites.binary_search(&sentence.tokens[*m].sym).is_ok()) {
                continue;
            }
            // What the evidence says as well is no opposite of it.
            if token.quoted || token.capital || evidence.core().any(|(_, r)| says_as_well(reading, &ours, at, r)) {
                continue;
            }
            let found = theirs.iter().enumerate().find(|(there, m)| {
                let other = &sentence.tokens[**m];
                opposites.binary_search(&other.sym).is_ok()
                    && is_direction(&sentence.tokens, **m)
                    && !other.capital
                    && !of_one_root(&claim[token.range.clone()], &ground.piece(sentence, **m..**m + 1))
                    && !reading.tokens.iter().any(|t| is_like(t.sym, other.sym))
                    && is_denied(&reading.tokens, *n) == is_denied(&sentence.tokens, **m)
                    && !is_turned_round((reading, *n), (sentence, **m))
                    && !is_turned(&reading.tokens, *n)
                    && !is_turned(&sentence.tokens, **m)
                    && beside(&ours, at).any(|a| beside(&theirs, *there).any(|b| is_like(reading.tokens[a].sym, sentence.tokens[b].sym)))
            });
            if let Some((_, m)) = found {
                let (range, said) = (token.range.clone(), ground.piece(sentence, *m..*m + 1));
                let message = format!("“{}” is the opposite of what the source says: “{said}”", &claim[range.clone()]);
                return vec![Fault { kind: FaultKind::Negation, range, message }];
            }
        }
    }
    Vec::new()
}

/// Whether a sentence has a word of the claim too: beside one that the claim has beside it, or where nothing stands about it that could tell of what.
fn says_as_well(reading: &Reading, ours: &[usize], at: usize, sentence: &Reading) -> bool {
    let sym = reading.tokens[ours[at]].sym;
    let theirs = content(sentence);
    let shared = |there: usize| beside(ours, at).any(|a| beside(&theirs, there).any(|b| is_like(reading.tokens[a].sym, sentence.tokens[b].sym)));
    // Of what rises and falls it tells which.
    let moves = MOVES.has(sym);
    sentence.tokens.iter().any(|t| !moves && is_like(sym, t.sym)) || (0..theirs.len()).any(|m| is_like(sym, sentence.tokens[theirs[m]].sym) && shared(m))
}

/// Verbs that news tell of one thing after another.
static MOVES: LazyLock<Words> = LazyLock::new(|| Words::compared("rise fall climb drop grow shrink increase decrease decline jump slip gain lose".split(' ')));

/// Small words whose opposite turns what is said: `well below budget`.
static TELLING: LazyLock<Words> = LazyLock::new(|| Words::typed(["above", "below", "most", "least", "against"]));

/// The words that carry meaning, as tokens.
fn content(reading: &Reading) -> Vec<usize> {
    (0..reading.tokens.len())
        .filter(|n| matches!(reading.tokens[*n].class, Class::Content | Class::Number(_)) || TELLING.has(reading.tokens[*n].typed))
        .collect()
}

/// The neighbours of a word among them.
fn beside(content: &[usize], at: usize) -> impl Iterator<Item = usize> {
    content[at.saturating_sub(BESIDE)..(at + BESIDE + 1).min(content.len())].iter().copied().filter(move |n| *n != content[at])
}

/// Employer and employee are opposites, but not to employ and employees.
fn of_one_root(a: &str, b: &str) -> bool {
    a.chars().zip(b.chars()).take_while(|(x, y)| x.to_lowercase().eq(y.to_lowercase())).count() >= 4
}

/// Whether a word that may belong to a verb and mean anything, as in `put it down to luck`, tells a direction: with a number behind it, or with a verb of going
/// before it.
pub(super) fn is_direction(tokens: &[Token], at: usize) -> bool {
    static GOING: LazyLock<Words> = LazyLock::new(|| {
        Words::typed("is are was were be been being go goes going went gone come comes came move moves moved edged ticked ended sharply slightly further way drive drives \
             driving drove driven push pushes pushing pushed send sends sending sent bring brings bringing brought force forces forcing forced pull pulls pulling pulled".split(' '))
    });
    let behind = tokens[at + 1..(at + 5).min(tokens.len())].iter().any(|t| t.number().is_some());
    !UP_AND_DOWN.contains(&tokens[at].typed) || behind || at > 0 && (GOING.has(tokens[at - 1].typed) || tokens[at - 1].number().is_some())
}

/// The opening came before the pledge, and the pledge after the opening: both words, and what stands about them, have changed sides.
pub(super) fn is_turned_round((ours, n): (&Reading, usize), (theirs, m): (&Reading, usize)) -> bool {
    const FIRST: [Sym; 2] = [Sym::raw("before"), Sym::raw("after")];
    /// So many words behind it tell what it is before or after.
    const CLAUSE: usize = 6;
    if !FIRST.contains(&ours.tokens[n].typed) || !FIRST.contains(&theirs.tokens[m].typed) {
        return false;
    }
    let telling = |t: &&Token| t.is_content();
    // Up to a mark, seen as a wider gap.
    let end = (n + 1..ours.tokens.len()).find(|m| ours.tokens[*m].range.start > ours.tokens[m - 1].range.end + 1).unwrap_or(ours.tokens.len());
    let behind = ours.tokens[n + 1..end].iter().take(CLAUSE).filter(telling);
    let among = |list: &[Token], t: &Token| list.iter().any(|o| is_like(t.sym, o.sym));
    let (mut there_before, mut there_behind) = (0, 0);
    for token in behind {
        there_before += usize::from(among(&theirs.tokens[..m], token));
        there_behind += usize::from(among(&theirs.tokens[m + 1..], token));
    }
    there_before > there_behind
}

const UP_AND_DOWN: [Sym; 2] = [Sym::raw("up"), Sym::raw("down")];

fn is_denied(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(NEGATED)..at].iter().any(|t| t.class == Class::Negation)
}

/// What makes a bound of a number with `than` behind it.
const MORE: [Sym; 5] = [Sym::raw("more"), Sym::raw("higher"), Sym::raw("lower"), Sym::raw("longer"), Sym::raw("shorter")];

/// Whether a word nearby limits or turns what is said: `less costly`, `stopped the rise`.
fn is_turned(tokens: &[Token], at: usize) -> bool {
    const LESS: [Sym; 3] = [Sym::raw("less"), Sym::raw("least"), Sym::raw("fewer")];
    const THAN: Sym = Sym::raw("than");
    let near = at.saturating_sub(3)..(at + 2).min(tokens.len());
    // `More hopeful than`: what stands behind it is compared with it. `More than` is another matter.
    let compared = |n: usize| tokens[n].typed == THAN && (n != at + 1 || MORE.contains(&tokens[at].typed));
    near.into_iter().any(|n| is_soft(&tokens[n]) || LESS.contains(&tokens[n].typed) || compared(n))
}
