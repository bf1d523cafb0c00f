//! One of two things named together that the source does not have: `rats and pigs` for rats and dogs.

use super::evidence::Evidence;
use super::likeness::is_like;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::Sym;
use crate::evidence::reading::Reading;
use crate::evidence::tokens::{Class, Token};
use std::ops::Range;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    let ours = pairs(reading, &|r| claim.get(r).unwrap_or(""));
    for pair in ours {
        for (kept, put) in [(pair[1], pair[0]), (pair[0], pair[1])] {
            let word = reading.tokens[put].sym;
            let known = || evidence.everything().any(|(_, r)| r.tokens.iter().any(|t| is_like(word, t.sym)));
            let found = evidence.core().find_map(|(ground, sentence)| {
                let theirs = pairs(sentence, &|r| ground.text(sentence, r));
                theirs.into_iter().flat_map(|[a, b]| [(a, b), (b, a)]).find_map(|(same, other)| {
                    let (same, other_token) = (&sentence.tokens[same], &sentence.tokens[other]);
                    let is_kept = same.sym == reading.tokens[kept].sym && same.sym != other_token.sym;
                    let is_told = reading.tokens.iter().any(|t| is_like(t.sym, other_token.sym));
                    (is_kept && !is_told).then(|| ground.piece(sentence, other..other + 1))
                })
            });
            if let Some(other) = found.filter(|_| !known()) {
                let range = reading.tokens[put].range.clone();
                let message = format!("“{}” stands where the source has “{other}”", &claim[range.clone()]);
                return Some(Fault { kind: FaultKind::Unsupported, range, message });
            }
        }
    }
    None
}

/// Words in small letters on both sides of an `and` or `or`, with nothing between: a describing word may stand before the second.
fn pairs<'a>(reading: &Reading, text: &dyn Fn(Range<usize>) -> &'a str) -> Vec<[usize; 2]> {
    const JOINTS: [Sym; 2] = [Sym::raw("and"), Sym::raw("or")];
    let tokens = &reading.tokens;
    let plain = |t: &Token| t.class == Class::Content && !t.capital && !t.quoted && !t.dated;
    // Things, as far as their endings tell: what is done or how is put otherwise more often.
    let is_thing = |n: usize| {
        let typed = text(tokens[n].range.clone());
        plain(&tokens[n]) && !typed.ends_with("ly") && !typed.ends_with("ed")
    };
    let gap = |n: usize| text(tokens[n].range.end..tokens[n + 1].range.start) == " ";
    (1..tokens.len().saturating_sub(1))
        .filter(|n| JOINTS.contains(&tokens[*n].typed) && gap(n - 1) && gap(*n) && is_thing(n - 1) && is_thing(n + 1))
        .map(|n| [n - 1, n + 1])
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::evidence::SourceText;
    use crate::evidence::judge::{Cited, judge};
    use crate::types::Article;

    #[test]
    fn two_things_are_told_together() {
        let body = "Toxicity tests in rats and dogs are due to start in January. Most of the posts are in billing and technical support.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("Tests in rats and dogs are due to start in January.", true),
            ("Toxicity tests of the compound in dogs and rats start in January.", true),
            ("Toxicity tests of the compound in rats and pigs start in January.", false),
            ("Most of the posts are in marketing and technical support.", false),
            ("Most of the posts are in technical support and billing.", true),
        ] {
            let faults = judge(claim, &[Cited { source: &source, passage: None }]).faults;
            assert_eq!(!faults.iter().any(|f| f.message.contains("stands where")), right, "{claim}: {faults:?}");
        }
    }
}
