//! A name put together from two of the source's: `Ada Quist`, where it has Ada Lorne and Eva Quist.

use super::evidence::Evidence;
use super::names::is_title;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Words, is_common};
use crate::evidence::reading::{MANY, Reading};
use crate::evidence::tokens::Token;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) fn faults<'a>(claim: &'a str, reading: &'a Reading, evidence: &'a Evidence<'a>) -> impl Iterator<Item = Fault> + 'a {
    let names = if reading.names.len() > MANY { &[] } else { &reading.names[..] };
    names.iter().filter_map(move |run| {
        let text = |n: usize| &claim[reading.tokens[n].range.clone()];
        // A first name that begins the sentence may be one of the words that are no names there.
        let opens = |n: &usize| reading.tokens[*n].first && reading.tokens[*n].capital && claim[reading.tokens[*n].range.end..].starts_with(' ');
        let before = run.start.checked_sub(1).filter(opens);
        if let Some(fault) = house(claim, reading, run, evidence) {
            return Some(fault);
        }
        let words: Vec<usize> = before.into_iter().chain(run.clone()).filter(|n| !is_title(&text(*n).to_lowercase())).collect();
        let [first, last] = words[..] else { return None };
        let (first, last) = (&reading.tokens[first], &reading.tokens[last]);
        // The word of a language may stand in many names.
        if is_common(first.sym) {
            return None;
        }
        let (of_first, of_last) = owners(first, last, evidence)?;
        let range = first.range.start..last.range.end;
        let said = &claim[range.clone()];
        Some(Fault { kind: FaultKind::Name, message: format!("“{said}” does not stand in the source: it names {of_first} and {of_last}"), range })
    })
}

/// `Tideham University`, where the source has the University of Calder, and Tideham by itself.
fn house(claim: &str, reading: &Reading, run: &Range<usize>, evidence: &Evidence) -> Option<Fault> {
    let [own, kind] = run.clone().collect::<Vec<usize>>()[..] else { return None };
    let (own, kind) = (&reading.tokens[own], &reading.tokens[kind]);
    if !HOUSES.has(kind.typed) || own.common || is_common(own.sym) || is_title(&claim[own.range.clone()].to_lowercase()) {
        return None;
    }
    let has = |r: &Reading, word: &Token| r.marks.may_have(word.sym) && r.tokens.iter().any(|t| t.sym == word.sym);
    let (mut knows_own, mut other) = (false, None);
    for (ground, sentence) in evidence.everything().filter(|(_, s)| has(s, own) || has(s, kind)) {
        if has(sentence, own) && has(sentence, kind) {
            return None;
        }
        knows_own |= has(sentence, own);
        let named = |r: &&Range<usize>| {
            sentence.tokens[(*r).clone()].iter().any(|t| t.sym == kind.sym) && sentence.tokens[(*r).clone()].iter().any(|t| !t.common && t.sym != kind.sym)
        };
        other = other.or_else(|| sentence.names.iter().find(named).map(|r| ground.piece(sentence, r.clone())));
    }
    let range = own.range.start..kind.range.end;
    let said = &claim[range.clone()];
    other
        .filter(|_| knows_own)
        .map(|other| Fault { kind: FaultKind::Name, message: format!("“{said}” does not stand in the source: it names {other}"), range })
}

/// Houses that are named after where they are or whom they honour.
static HOUSES: LazyLock<Words> =
    LazyLock::new(|| Words::typed("university college institute institution school hospital clinic museum laboratory observatory academy".split(' ')));

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

#[cfg(test)]
mod tests {
    use crate::evidence::SourceText;
    use crate::evidence::judge::{Cited, FaultKind, judge};
    use crate::types::Article;

    #[test]
    fn a_house_keeps_its_name() {
        let body = "A court in Tideham heard the case. Researchers at Ambry University looked at the dykes of Calder, and the Lorne Institute paid.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("Researchers at Ambry University looked at the dykes.", true),
            ("Researchers at Tideham University looked at the dykes of Calder.", false),
            ("The case was heard by a Tideham court.", true),
        ] {
            let faults = judge(claim, &[Cited { source: &source, passage: None }]).faults;
            assert_eq!(!faults.iter().any(|f| f.kind == FaultKind::Name), right, "{claim}: {faults:?}");
        }
    }

    #[test]
    fn a_first_name_keeps_its_last_name() {
        let body = "Judge Eva Quist heard both sides. “It leaks,” said Bo Lorne, the surveyor. Quist asked him how much. Ms Lorne-Hale of the Tideham Institute listened.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("“It leaks,” said the surveyor Bo Lorne.", true),
            ("Judge Eva Quist heard both sides.", true),
            ("Judge Quist heard both sides.", true),
            ("“It leaks,” said the surveyor Bo Quist.", false),
            ("The surveyor, Eva Lorne, said that it leaks.", false),
            ("Eva Lorne, the surveyor, said that it leaks.", false),
            ("Meanwhile Lorne said that it leaks.", true),
        ] {
            let faults = judge(claim, &[Cited { source: &source, passage: None }]).faults;
            assert_eq!(!faults.iter().any(|f| f.kind == FaultKind::Name), right, "{claim}: {faults:?}");
        }
    }
}
