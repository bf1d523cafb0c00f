//! A name put together from two of the source's: `Ada Quist`, where it has Ada Lorne and Eva Quist.

use super::evidence::Evidence;
use super::names::is_title;
use super::{Fault, FaultKind};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::Token;

pub(super) fn faults<'a>(claim: &'a str, reading: &'a Reading, evidence: &'a Evidence<'a>) -> impl Iterator<Item = Fault> + 'a {
    reading.names.iter().filter_map(move |run| {
        let words: Vec<usize> = run.clone().filter(|n| !is_title(&claim[reading.tokens[*n].range.clone()].to_lowercase())).collect();
        let [first, last] = words[..] else { return None };
        let (first, last) = (&reading.tokens[first], &reading.tokens[last]);
        // The word of a language may stand in many names.
        if first.common {
            return None;
        }
        let (of_first, of_last) = owners(first, last, evidence)?;
        let range = first.range.start..last.range.end;
        let said = &claim[range.clone()];
        Some(Fault { kind: FaultKind::Name, message: format!("“{said}” does not stand in the source: it names {of_first} and {of_last}"), range })
    })
}

/// The names of the source that two words of a name belong to, where each belongs to another one and they stand together nowhere.
fn owners(first: &Token, last: &Token, evidence: &Evidence) -> Option<(String, String)> {
    let (mut of_first, mut of_last) = (None, None);
    for (ground, sentence) in evidence.everything().filter(|(_, s)| s.marks.may_have(first.sym) || s.marks.may_have(last.sym)) {
        for run in &sentence.names {
            let tokens = &sentence.tokens[run.clone()];
            let place = |word: &Token| tokens.iter().position(|t| t.sym == word.sym);
            let name = |from: usize, to: usize| {
                let is_of_name = |n: usize| !is_title(&ground.text(sentence, tokens[n].range.clone()).to_lowercase());
                (is_of_name(from) && is_of_name(to)).then(|| ground.piece(sentence, run.start + from..run.start + to + 1))
            };
            match (place(first), place(last)) {
                (Some(_), Some(_)) => return None,
                (Some(at), None) if at + 1 < tokens.len() => of_first = of_first.or_else(|| name(at, at + 1)),
                (None, Some(at)) if at > 0 => of_last = of_last.or_else(|| name(at - 1, at)),
                _ => {}
            }
        }
    }
    of_first.zip(of_last)
}
