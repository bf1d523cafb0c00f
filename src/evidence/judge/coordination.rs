//! One of two things named together that the source does not have: `rats and pigs` for rats and dogs.

use super::evidence::Evidence;
use super::likeness::is_like;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::Sym;
use crate::evidence::reading::{MANY, Reading};
use crate::evidence::tokens::{Class, Token};
use std::ops::Range;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    let ours = lists(reading, &|r| claim.get(r).unwrap_or(""));
    if ours.len() > MANY {
        return None;
    }
    for ours in ours {
        let found = evidence.core().find_map(|(ground, sentence)| {
            let text = |r: Range<usize>| ground.text(sentence, r);
            let (put, other) = lists(sentence, &text).iter().take(MANY).find_map(|theirs| replaced(reading, &ours, sentence, theirs))?;
            Some((put, ground.piece(sentence, other..other + 1)))
        });
        let Some((put, other)) = found else { continue };
        let word = reading.tokens[put].sym;
        if !evidence.everything().any(|(_, r)| r.tokens.iter().any(|t| is_like(word, t.sym))) {
            let range = reading.tokens[put].range.clone();
            let message = format!("“{}” stands where the source has “{other}”", &claim[range.clone()]);
            return Some(Fault { kind: FaultKind::Unsupported, range, message });
        }
    }
    None
}

/// The one thing of a list that another has not, with the one that it stands for there. Both are as long, and the rest is the same.
fn replaced(reading: &Reading, ours: &[usize], sentence: &Reading, theirs: &[usize]) -> Option<(usize, usize)> {
    if ours.len() != theirs.len() {
        return None;
    }
    let lacks = |r: &Reading, list: &[usize], sym: Sym| !list.iter().any(|n| r.tokens[*n].sym == sym);
    let put: Vec<usize> = ours.iter().copied().filter(|n| lacks(sentence, theirs, reading.tokens[*n].sym)).collect();
    let other: Vec<usize> = theirs.iter().copied().filter(|n| lacks(reading, ours, sentence.tokens[*n].sym)).collect();
    let ([put], [other]) = (&put[..], &other[..]) else { return None };
    // Told in another place of the claim, it was not left out for the other.
    let told = reading.tokens.iter().any(|t| is_like(t.sym, sentence.tokens[*other].sym));
    (!told).then_some((*put, *other))
}

/// Words in small letters that an `and` or `or` joins, with those that stand before them behind commas, as tokens; a describing word may stand before the last.
fn lists<'a>(reading: &Reading, text: &dyn Fn(Range<usize>) -> &'a str) -> Vec<Vec<usize>> {
    const JOINTS: [Sym; 2] = [Sym::raw("and"), Sym::raw("or")];
    /// More than a sentence of news lists.
    const LONGEST: usize = 12;
    let tokens = &reading.tokens;
    let plain = |t: &Token| t.class == Class::Content && !t.capital && !t.quoted && !t.dated;
    // Things, as far as their endings tell: what is done or how is put otherwise more often.
    let is_thing = |n: usize| {
        let typed = text(tokens[n].range.clone());
        plain(&tokens[n]) && !typed.ends_with("ly") && !typed.ends_with("ed")
    };
    let gap = |n: usize| text(tokens[n].range.end..tokens[n + 1].range.start);
    let joins = |n: &usize| JOINTS.contains(&tokens[*n].typed) && matches!(gap(n - 1), " " | ", ") && gap(*n) == " " && is_thing(n - 1) && is_thing(n + 1);
    (1..tokens.len().saturating_sub(1))
        .filter(joins)
        .map(|n| {
            let mut list = vec![n + 1, n - 1];
            let mut first = n - 1;
            // `Farming, e-commerce, and robotics`: what a hyphen joins is one thing.
            let start = |mut n: usize| {
                while n >= 1 && gap(n - 1) == "-" {
                    n -= 1;
                }
                n
            };
            first = start(first);
            while first >= 1 && list.len() < LONGEST && gap(first - 1) == ", " && is_thing(first - 1) {
                list.push(first - 1);
                first = start(first - 1);
            }
            list
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::evidence::SourceText;
    use crate::evidence::judge::{Cited, judge};
    use crate::types::Article;

    #[test]
    fn two_things_are_told_together() {
        let body = "Toxicity tests in rats and dogs are due to start in January. Most of the posts are in billing and technical support. They are used in factories, shops, and homes.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("Tests in rats and dogs are due to start in January.", true),
            ("Toxicity tests of the compound in dogs and rats start in January.", true),
            ("Toxicity tests of the compound in rats and pigs start in January.", false),
            ("Most of the posts are in marketing and technical support.", false),
            ("Most of the posts are in technical support and billing.", true),
            ("They are used in factories, shops, and homes.", true),
            ("They are used in farms, shops and homes.", false),
        ] {
            let faults = judge(claim, &[Cited { source: &source, passage: None }]).faults;
            assert_eq!(!faults.iter().any(|f| f.message.contains("stands where")), right, "{claim}: {faults:?}");
        }
    }
}
