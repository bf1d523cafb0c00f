//! Where a thing stands and whose it is, by the name beside its word: `headquarters in Lindrecht`, `the Brannoch family`.

use super::evidence::Evidence;
use super::likeness::is_like;
use super::names::is_title;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Words, is_inflected};
use crate::evidence::reading::{MANY, Reading};
use crate::evidence::tokens::Class;
use std::ops::Range;
use std::sync::LazyLock;

/// How a word and a name hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// `Headquarters in Lindrecht`.
    Place,
    /// `Brannoch family`.
    Bearer,
}

static IN: LazyLock<Words> = LazyLock::new(|| Words::typed(["in", "near"]));

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    if reading.names.len() > MANY {
        return Vec::new();
    }
    links(reading, &|r| claim.get(r).unwrap_or("")).into_iter().filter_map(|(link, word, name)| fault(claim, reading, link, word, &name, evidence)).collect()
}

fn fault(claim: &str, reading: &Reading, link: Link, word: usize, name: &Range<usize>, evidence: &Evidence) -> Option<Fault> {
    let keys: Vec<_> = reading.tokens[name.clone()].iter().filter(|t| !t.common).map(|t| t.sym).collect();
    let has_name = |r: &Reading| keys.iter().any(|k| r.marks.may_have(*k) && r.tokens.iter().any(|t| t.sym == *k));
    let has_word = |r: &Reading| r.tokens.iter().any(|t| is_like(t.sym, reading.tokens[word].sym));
    let mut is_known = false;
    for ground in &evidence.grounds {
        let all = &ground.article.sentences;
        for (n, sentence) in all.iter().enumerate().filter(|(_, s)| has_name(s)) {
            is_known = true;
            let paragraph = ground.source.sentences_of(ground.source.sentences[n].block);
            // Told together, or in a breath, they may belong together.
            if all[n.saturating_sub(1).max(paragraph.start)..(n + 2).min(paragraph.end)].iter().any(has_word) || has_word(sentence) {
                return None;
            }
        }
        is_known &= !has_name(&ground.article.frame);
    }
    let other = evidence.core().find_map(|(ground, sentence)| {
        let theirs = links(sentence, &|r| ground.text(sentence, r));
        let (_, at, other) = theirs.into_iter().find(|(l, at, other)| {
            *l == link
                && is_like(sentence.tokens[*at].sym, reading.tokens[word].sym)
                && !other.clone().any(|n| reading.tokens.iter().any(|t| t.sym == sentence.tokens[n].sym))
        })?;
        Some(ground.piece(sentence, at.min(other.start)..(at + 1).max(other.end)))
    });
    let range = reading.bytes(name);
    let other = other.filter(|_| is_known && !keys.is_empty())?;
    Some(Fault { kind: FaultKind::Name, message: format!("the source has “{other}”, not “{}”", &claim[range.clone()]), range })
}

/// The words of a text that have a name beside them, as tokens.
fn links<'a>(reading: &Reading, text: &dyn Fn(Range<usize>) -> &'a str) -> Vec<(Link, usize, Range<usize>)> {
    let tokens = &reading.tokens;
    let is_thing = |n: usize| {
        let typed = text(tokens[n].range.clone());
        tokens[n].class == Class::Content
            && !tokens[n].capital
            && !tokens[n].quoted
            && !is_title(typed)
            && !typed.ends_with("ed")
            && !typed.ends_with("ing")
            && !is_inflected(typed)
    };
    let gap = |n: usize| text(tokens[n].range.end..tokens[n + 1].range.start);
    let mut out = Vec::new();
    for name in reading.names.iter().filter(|_| reading.names.len() <= MANY) {
        if name.start >= 2 && IN.has(tokens[name.start - 1].typed) && gap(name.start - 1) == " " && gap(name.start - 2) == " " && is_thing(name.start - 2) {
            out.push((Link::Place, name.start - 2, name.clone()));
        }
        let behind = name.end;
        // What a name does is another matter.
        if behind < tokens.len() && gap(behind - 1) == " " && is_thing(behind) && !text(tokens[behind].range.clone()).ends_with('s') {
            out.push((Link::Bearer, behind, name.clone()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::evidence::SourceText;
    use crate::evidence::judge::{Cited, FaultKind, judge};
    use crate::types::Article;

    #[test]
    fn things_keep_the_names_beside_them() {
        let body = "TIDEHAM — The authority fined the chain on Thursday, it said.\n\nIt had searched the chain's headquarters in Calder four days before the software was switched off. \
                    The largest shareholder, the Lorne family, was told on Monday.\n\nThe network's secretary, Bo Quist, welcomed the fine.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("The authority searched the chain's headquarters in Calder.", true),
            ("The authority searched the chain's headquarters in Tideham four days before the software was switched off.", false),
            ("The Lorne family, the largest shareholder, was told on Monday.", true),
            ("The Quist family, the largest shareholder, was told on Monday.", false),
        ] {
            let faults = judge(claim, &[Cited { source: &source, passage: None }]).faults;
            assert_eq!(!faults.iter().any(|f| f.kind == FaultKind::Name), right, "{claim}: {faults:?}");
        }
    }
}
