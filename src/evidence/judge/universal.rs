//! Claims that say of all what the source says of some.

use super::evidence::Evidence;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::Token;
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
/// Words beside `all` that make an idiom of it: after all, first of all, all but, all over.
static IDIOM: LazyLock<Words> =
    LazyLock::new(|| Words::typed(["after", "above", "of", "but", "over", "along", "around", "at", "year", "day", "night", "too", "about", "together"]));
/// Words behind `all` that do the same.
static MEANS_LESS: LazyLock<Words> = LazyLock::new(|| Words::typed(["but", "over", "along", "around", "year", "day", "night", "too", "about", "together"]));
/// A source's sentence counts as what the claim rests on from this share of its weight on.
const LEAST: f64 = 0.5;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let is = |t: &Token, list: &Words| list.has(t.typed);
    let tokens = &reading.tokens;
    let counts = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|t| t.number().is_some());
    let found = (0..tokens.len()).find(|n| {
        if tokens[*n].quoted || !is(&tokens[*n], &ALL) {
            return false;
        }
        let before = n.checked_sub(1);
        let idiom = before.is_some_and(|b| is(&tokens[b], &IDIOM)) || counts(before);
        // All but, all over, all three.
        let less = tokens[*n].typed == Sym::raw("all") && (tokens.get(n + 1).is_some_and(|t| is(t, &MEANS_LESS)) || counts(Some(n + 1)));
        !idiom && !less
    });
    let Some(at) = found else { return Vec::new() };
    let told = evidence.grounds.iter().any(|g| g.coverage.share(&g.core) >= LEAST);
    if !told || evidence.core().any(|(_, r)| r.tokens.iter().any(|t| is(t, &AS_MUCH))) {
        return Vec::new();
    }
    let range = tokens[at].range.clone();
    vec![Fault {
        kind: FaultKind::Unsupported, message: format!("“{}” says more than the source, which does not say it of all", &claim[range.clone()]), range
    }]
}
