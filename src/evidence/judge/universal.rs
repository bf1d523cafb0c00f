//! Claims that say of all what the source says of some, or call certain what it does not.

use super::evidence::Evidence;
use super::likeness::is_like;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::{Class, Token};
use std::sync::LazyLock;

/// Words that leave nothing out.
static ALL: LazyLock<Words> = LazyLock::new(|| Words::typed(["all", "every", "everyone", "everybody", "everything", "always", "entirely", "invariably"]));
/// Words by which a source may say the same, or that show that the claim's word means less.
static AS_MUCH: LazyLock<Words> = LazyLock::new(|| {
    Words::typed([
        "all",
        "every",
        "everyone",
        "everybody",
        "everything",
        "always",
        "entirely",
        "entire",
        "each",
        "any",
        "anyone",
        "whole",
        "full",
        "fully",
        "both",
        "none",
        "no",
        "never",
        "nobody",
        "only",
        "complete",
        "completely",
        "throughout",
        "total",
        "universal",
        "global",
        "worldwide",
        "nothing",
        "without",
        "forever",
    ])
});
/// Those of them that a source may have about something else, where it says `many` of this.
static LIMITS: LazyLock<Words> = LazyLock::new(|| Words::typed("both none no never nobody only nothing without".split(' ')));
/// Words by which a source says it of some.
static SOME: LazyLock<Words> = LazyLock::new(|| Words::typed("many most some several few part partly partially often usually sometimes".split(' ')));
/// Words beside `all` that make an idiom of it: after all, first of all, all but, all over.
static IDIOM: LazyLock<Words> =
    LazyLock::new(|| Words::typed(["after", "above", "of", "but", "over", "along", "around", "at", "year", "day", "night", "too", "about", "together"]));
/// What comes round again.
static TIMES: LazyLock<Words> = LazyLock::new(|| {
    Words::typed("second minute hour day morning afternoon evening night week weekend month quarter season spring summer autumn winter year time".split(' '))
});
/// Words behind `all` that do the same.
static MEANS_LESS: LazyLock<Words> = LazyLock::new(|| Words::typed(["but", "over", "along", "around", "year", "day", "night", "too", "about", "together"]));
/// Words that leave no doubt, and those by which a source may say as much.
static CERTAIN: LazyLock<Words> =
    LazyLock::new(|| Words::typed("certainly definitely undoubtedly inevitably surely unquestionably indisputably guaranteed doubtless".split(' ')));
static AS_SURE: LazyLock<Words> = LazyLock::new(|| {
    let all = "certainly certain certainty definitely definite undoubtedly inevitably inevitable surely sure unquestionably indisputably indisputable guaranteed \
               guarantee guarantees doubtless doubt doubts bound always never obviously clearly clear must proven proves proved absolutely";
    Words::typed(all.split_whitespace())
});
/// A source's sentence counts as what the claim rests on from this share of its weight on.
const LEAST: f64 = 0.5;

/// `All three models have it`, where only one has it.
fn of_one(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    const ONLY: Sym = Sym::raw("only");
    let all = reading.tokens.iter().position(|t| !t.quoted && (t.typed == Sym::raw("all") || t.typed == Sym::raw("both")))?;
    if reading.tokens.iter().any(|t| t.typed == ONLY || t.class == Class::Negation) || !reading.tokens.get(all + 1).is_some_and(Token::is_content) {
        return None;
    }
    let mut weighty = evidence.core().filter(|(g, r)| r.number.is_some_and(|n| g.coverage.share(&[n]) >= LEAST));
    let (ground, sentence) = weighty.next().filter(|_| weighty.next().is_none())?;
    // `Only the Pro has`: at the beginning of its clause, with a name.
    let only = sentence.tokens.iter().position(|t| t.typed == ONLY && t.first)?;
    let name = sentence.names.iter().find(|r| r.start > only && r.start <= only + 2)?;
    let range = reading.tokens[all].range.clone();
    let message = format!("“{}” says more than the source: it has “{}”", &claim[range.clone()], ground.piece(sentence, only..name.end));
    Some(Fault { kind: FaultKind::Unsupported, range, message })
}

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let is = |t: &Token, list: &Words| list.has(t.typed);
    let tokens = &reading.tokens;
    let told = || evidence.grounds.iter().any(|g| g.coverage.share(&g.core) >= LEAST);
    let stands = |list: &Words| evidence.core().any(|(_, r)| r.tokens.iter().any(|t| is(t, list)));
    let fault = |token: &Token, why: &str| {
        let range = token.range.clone();
        vec![Fault { kind: FaultKind::Unsupported, message: format!("“{}” says more than the source, which {why}", &claim[range.clone()]), range }]
    };
    let sure = tokens.iter().find(|t| !t.quoted && is(t, &CERTAIN));
    if let Some(token) = sure.filter(|_| told() && !stands(&AS_SURE)) {
        return fault(token, "does not call it certain");
    }
    if let Some(fault) = of_one(claim, reading, evidence) {
        return vec![fault];
    }
    let counts = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|t| t.number().is_some());
    let found = (0..tokens.len()).find(|n| {
        if tokens[*n].quoted || !is(&tokens[*n], &ALL) {
            return false;
        }
        let before = n.checked_sub(1);
        // Who says `not all` says it of some.
        if tokens[n.saturating_sub(2)..*n].iter().any(|t| t.class == Class::Negation) {
            return false;
        }
        let idiom = before.is_some_and(|b| is(&tokens[b], &IDIOM)) || counts(before);
        // All but, all over, all three.
        let less = tokens[*n].typed == Sym::raw("all") && (tokens.get(n + 1).is_some_and(|t| is(t, &MEANS_LESS)) || counts(Some(n + 1)));
        // Every evening, every year: how often, not of how many.
        let often = tokens[*n].typed == Sym::raw("every") && tokens.get(n + 1).is_some_and(|t| is(t, &TIMES));
        !idiom && !less && !often
    });
    let Some(at) = found else { return Vec::new() };
    // `Many of whom had signed contracts, and only a part of this`: the limit is of something else.
    let as_much = |t: &Token| is(t, &AS_MUCH) && !(LIMITS.has(t.typed) && some_before(reading, at, evidence));
    // `Not all of the companies` is some of them, and so is the `not` of it.
    let not_all = |r: &Reading, n: usize| r.tokens[n].class == Class::Negation && r.tokens.get(n + 1).is_some_and(|t| is(t, &ALL));
    let says = |r: &Reading| (0..r.tokens.len()).any(|n| as_much(&r.tokens[n]) && !not_all(r, n) && !(n > 0 && not_all(r, n - 1)));
    if !told() || evidence.core().any(|(_, r)| says(r)) {
        return Vec::new();
    }
    fault(&tokens[at], "does not say it of all")
}

/// Whether a sentence of the source says `many` or `some` before a word that stands near the claim's `all`.
fn some_before(reading: &Reading, all: usize, evidence: &Evidence) -> bool {
    const REACH: usize = 5;
    let near: Vec<Sym> = reading.tokens[all..].iter().filter(|t| t.is_content()).take(REACH).map(|t| t.sym).collect();
    evidence.core().any(|(_, r)| {
        let said = r.tokens.iter().enumerate().filter(|(_, t)| SOME.has(t.typed));
        said.into_iter()
            .any(|(n, _)| r.tokens[n..].iter().filter(|t| t.is_content()).take(REACH).filter(|t| near.iter().any(|s| is_like(*s, t.sym))).count() > 1)
    })
}
