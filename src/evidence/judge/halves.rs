//! Two values of a claim that stand in two sentences of the source, each beside the other's words: `Lorne found 12 and Quist 31` for `Quist found 12. Lorne, too,
//! looked at them. She found 31.`

use super::evidence::{Evidence, Ground};
use super::likeness::is_like;
use super::partners::nearer;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::Sym;
use crate::evidence::quantities::Quantity;
use crate::evidence::reading::{MANY, Reading};
use crate::evidence::tokens::Class;

/// So many sentences lie between the two values at most.
const APART: usize = 3;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    let ours: Vec<&Quantity> = reading.quantities.iter().filter(|q| !q.year && !q.label).collect();
    if ours.len() > MANY {
        return None;
    }
    let pairs = ours.iter().enumerate().flat_map(|(n, a)| ours[n + 1..].iter().map(move |b| (*a, *b)));
    pairs.filter(|(a, b)| a.unit_agrees(b) && !a.agrees(b)).find_map(|(a, b)| {
        evidence.grounds.iter().find_map(|ground| {
            let (of_a, of_b) = (lone(ground, a, b)?, lone(ground, b, a)?);
            let near = of_a.number?.abs_diff(of_b.number?) <= APART;
            (near && is_crossed(claim, reading, [a, b], [of_a, of_b])).then(|| fault(claim, reading, a, b, ground, of_b))?
        })
    })
}

/// The one sentence of a source that has a value; `None` where several have it, or one that has the other as well.
fn lone<'a>(ground: &Ground<'a>, value: &Quantity, other: &Quantity) -> Option<&'a Reading> {
    let has = |r: &Reading, q: &Quantity| r.quantities.iter().any(|there| q.agrees(there));
    let mut all = ground.article.sentences.iter().filter(|s| !s.quantities.is_empty() && has(s, value));
    let found = all.next()?;
    (all.next().is_none() && !has(found, other)).then_some(found)
}

/// Whether the words that only one of the two sentences has all stand beside the other's value in the claim, some on either side.
fn is_crossed(claim: &str, reading: &Reading, values: [&Quantity; 2], sentences: [&Reading; 2]) -> bool {
    let mut crossed = [0; 2];
    for (at, token) in reading.tokens.iter().enumerate().filter(|(at, t)| t.class == Class::Content && !values.iter().any(|q| is_its_kind(reading, q, *at))) {
        let Some(side) = nearer(reading, at, values, &|r| claim.get(r).unwrap_or("")) else { continue };
        let there = sentences.map(|s| s.tokens.iter().any(|t| t.class == Class::Content && is_like(token.sym, t.sym)));
        match (there[side], there[1 - side]) {
            (true, false) => return false,
            (false, true) => crossed[side] += 1,
            _ => {}
        }
    }
    crossed[0] > 0 && crossed[1] > 0
}

/// Whether a word says what a value is one of: `a pay rise of 5%`. Of two values of one kind only the first has it, so it tells neither from the other.
fn is_its_kind(reading: &Reading, value: &Quantity, at: usize) -> bool {
    let Some(of) = value.tokens.start.checked_sub(1).filter(|n| reading.tokens[*n].typed == OF) else { return false };
    at < of && reading.tokens[at..of].iter().all(|t| t.class == Class::Content && !t.capital)
}

const OF: Sym = Sym::raw("of");

fn fault(claim: &str, reading: &Reading, a: &Quantity, b: &Quantity, ground: &Ground, of_b: &Reading) -> Option<Fault> {
    let rightful = of_b.quantities.iter().find(|q| b.agrees(q))?;
    let range = reading.bytes(&a.tokens);
    let said = ground.amount(of_b, of_b.bytes(&rightful.tokens), rightful.unit);
    Some(Fault { kind: FaultKind::Number, message: format!("“{}” has changed places: the source says “{said}” here", &claim[range.clone()]), range })
}

#[cfg(test)]
mod tests {
    use crate::evidence::SourceText;
    use crate::evidence::judge::{Cited, FaultKind, judge};
    use crate::types::Article;

    #[test]
    fn values_of_two_sentences_stay_with_their_words() {
        let body =
            "The surveyor Bo Lorne tested 600 piles and held 31 per cent of them to be rotten. The harbour's own diver, Eva Quist, arrived at 12 per cent.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("Bo Lorne held 31 per cent of the piles to be rotten, the diver Eva Quist 12 per cent.", true),
            ("The diver Eva Quist arrived at 12 per cent, Bo Lorne at 31 per cent.", true),
            ("Bo Lorne held 12 per cent of the piles to be rotten, the diver Eva Quist 31 per cent.", false),
            ("The diver Eva Quist arrived at 31 per cent, Bo Lorne at 12 per cent.", false),
        ] {
            let faults = judge(claim, &[Cited { source: &source, passage: None }]).faults;
            assert_eq!(!faults.iter().any(|f| f.kind == FaultKind::Number), right, "{claim}: {faults:?}");
        }
    }
}
