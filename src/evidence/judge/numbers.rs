//! Numbers of a claim against those of its evidence, as values with units.

use super::evidence::{Evidence, Ground};
use super::likeness::is_like;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words, near};
use crate::evidence::quantities::{Quantity, Unit};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::Class;
use crate::evidence::worked_out;
use std::sync::LazyLock;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    reading.quantities.iter().filter(|q| !q.year && !q.ordinal).filter_map(|q| fault(claim, reading, q, evidence)).collect()
}

fn fault(claim: &str, reading: &Reading, wanted: &Quantity, evidence: &Evidence) -> Option<Fault> {
    let range = reading.bytes(&wanted.tokens);
    let said = |message: String| Some(Fault { kind: FaultKind::Number, range: range.clone(), message });
    let typed = &claim[range.clone()];
    // Small numbers in words come and go with the wording: one of, the two sides, both.
    let small = wanted.value <= 2.0 && wanted.unit == Unit::None && !typed.starts_with(|c: char| c.is_ascii_digit());
    if small || (wanted.value <= 1.0 && wanted.unit == Unit::None) {
        return None;
    }
    let core: Vec<(&Ground, &Reading, &Quantity)> = evidence.core().flat_map(|(g, r)| r.quantities.iter().map(move |q| (g, r, q))).collect();
    let agreeing: Vec<&(&Ground, &Reading, &Quantity)> = core.iter().filter(|(_, _, q)| wanted.agrees(q)).collect();
    if let Some((_, _, first)) = agreeing.first() {
        // The value is there; it may be another thing's.
        let same_thing = agreeing.iter().any(|(_, _, q)| !differ(reading, wanted, q));
        let rightful = core.iter().find(|(_, _, q)| !wanted.agrees(q) && q.noun.is_some() && q.noun == wanted.noun && wanted.unit_agrees(q));
        return match rightful {
            Some((g, r, q)) if !same_thing && first.noun.is_some() && reading.tokens.iter().any(|t| Some(t.sym) == first.noun) => {
                said(format!("“{typed}” belongs to something else there; the source says “{}” here", typed_there(g, r, q)))
            }
            _ => other_thing(claim, reading, wanted, &agreeing, evidence),
        };
    }
    if is_worked_out(wanted, reading, evidence) || (typed.eq_ignore_ascii_case("one") && is_there_by_its_article(wanted, evidence)) {
        return None;
    }
    // One of nine, and one in nine: what is a share here may be counted there.
    if is_counted_apart(wanted, evidence) {
        return None;
    }
    // Years that were meant as numbers, and dates, are looked at with the dates.
    if evidence.core().any(|(_, r)| r.dates.iter().any(|d| d.year.map(f64::from) == Some(wanted.value) || d.day.map(f64::from) == Some(wanted.value)))
        && wanted.unit == Unit::None
    {
        return None;
    }
    let other = core
        .iter()
        .filter(|(_, _, q)| !q.label || wanted.label)
        .find(|(_, _, q)| q.noun.is_some() && q.noun == wanted.noun)
        .or_else(|| core.iter().find(|(_, _, q)| same_kind(q.unit, wanted.unit)))
        .or_else(|| core.iter().find(|(_, _, q)| (q.value - wanted.value).abs() < 1e-9));
    let elsewhere = evidence.everything().any(|(_, r)| r.quantities.iter().any(|q| wanted.agrees(q)));
    match (other, elsewhere) {
        (Some((g, r, q)), _) => said(format!("“{typed}” differs: the source says “{}”", typed_there(g, r, q))),
        (None, false) => said(format!("“{typed}” does not stand in the source")),
        (None, true) if evidence.grounds.iter().all(|g| g.named) => said(format!("“{typed}” stands elsewhere in the source, not in the cited passage")),
        (None, true) => None,
    }
}

/// So many students where the sources have so many tenants, and students nowhere.
fn other_thing(claim: &str, reading: &Reading, wanted: &Quantity, agreeing: &[&(&Ground, &Reading, &Quantity)], evidence: &Evidence) -> Option<Fault> {
    /// Words for those whom a source calls by another.
    static ANYBODY: LazyLock<Words> = LazyLock::new(|| {
        Words::compared("people person man woman worker employee member staff user customer case thing item time site unit place company firm business group country nation \
                         participant individual resident job post role position".split_whitespace())
    });
    let at = wanted.tokens.end;
    let noun =
        reading.tokens.get(at).filter(|t| wanted.counts && t.class == Class::Content && !t.capital && Some(t.sym) == wanted.noun && !ANYBODY.has(t.sym))?;
    let typed = &claim[noun.range.clone()];
    let other = |(_, r, q): &&&(&Ground, &Reading, &Quantity)| {
        let there = r.tokens.get(q.tokens.end).filter(|t| q.counts && t.class == Class::Content && !t.capital && Some(t.sym) == q.noun);
        there.is_some_and(|t| !is_like(t.sym, noun.sym))
    };
    let words: Vec<Sym> = std::iter::once(noun.sym).chain(near(noun.sym).iter().map(|(word, _)| *word)).collect();
    let has = |r: &Reading| words.iter().any(|w| r.marks.may_have(*w) && r.tokens.iter().any(|t| t.sym == *w));
    let is_told = || evidence.everything().any(|(_, r)| has(r));
    // `A score of 70 triggers an alert`.
    const BEHIND_A_VERB: [Sym; 7] = [Sym::raw("a"), Sym::raw("an"), Sym::raw("the"), Sym::raw("its"), Sym::raw("his"), Sym::raw("her"), Sym::raw("their")];
    if reading.tokens.get(at + 1).is_some_and(|t| BEHIND_A_VERB.contains(&t.typed)) {
        return None;
    }
    if !typed.ends_with('s') || agreeing.iter().filter(other).count() < agreeing.len() || is_told() {
        return None;
    }
    let (ground, sentence, quantity) = agreeing.first()?;
    let said = ground.piece(sentence, quantity.tokens.start..quantity.tokens.end + 1);
    let range = reading.tokens[wanted.tokens.start].range.start..noun.range.end;
    Some(Fault { kind: FaultKind::Unsupported, message: format!("“{}”: the source says “{said}”", &claim[range.clone()]), range })
}

/// `Six months later`: how much time lies between two events may be told anywhere.
fn is_lapse(wanted: &Quantity, reading: &Reading) -> bool {
    const LATER: [Sym; 4] = [Sym::raw("later"), Sym::raw("earlier"), Sym::raw("afterwards"), Sym::raw("on")];
    let behind = reading.tokens.get(wanted.with_measure().end);
    matches!(wanted.unit, Unit::Measure(_)) && behind.is_some_and(|t| LATER.contains(&t.typed))
}

/// `One year later` for `a year later`.
fn is_there_by_its_article(one: &Quantity, evidence: &Evidence) -> bool {
    let Unit::Measure(unit) = one.unit else { return false };
    evidence.core().any(|(_, r)| r.tokens.windows(2).any(|w| w[1].sym == unit && ONE.has(w[0].typed)))
}

/// What says `one` of what stands behind it.
static ONE: LazyLock<Words> = LazyLock::new(|| Words::typed(["a", "an", "another", "per", "each", "every"]));

/// Whether a number follows from others, of one sentence or, where two are compared, of the whole source.
pub(super) fn is_worked_out(wanted: &Quantity, reading: &Reading, evidence: &Evidence) -> bool {
    let in_one = evidence.core().any(|(g, r)| worked_out::follows(wanted, reading, r, g.source.published));
    let told = |(_, r): (&Ground, &Reading)| r.quantities.iter().any(|q| wanted.agrees(q));
    in_one
        || is_lapse(wanted, reading) && evidence.everything().any(told)
        || worked_out::compares(reading) && {
            // Of one unit or thing, they may stand apart: 40 languages in one sentence, 34 in another.
            let alike = |q: &&Quantity| {
                !q.year && (q.unit == wanted.unit && q.unit != Unit::None || q.noun.is_some() && q.noun == wanted.noun && q.unit_agrees(wanted))
            };
            let all: Vec<f64> = evidence.everything().flat_map(|(_, r)| r.quantities.iter().filter(alike).map(|q| q.value)).take(MOST_ALIKE).collect();
            all.iter().enumerate().any(|(n, x)| all[n + 1..].iter().any(|y| worked_out::is_value(wanted, (x - y).abs())))
        }
}

/// Numbers of one kind in an article that are compared with each other, at most: a table's would give every difference there is.
const MOST_ALIKE: usize = 12;

/// Whether both numbers of a share stand in one sentence of the evidence, or a number is one of a share's there.
fn is_counted_apart(wanted: &Quantity, evidence: &Evidence) -> bool {
    let same = |a: f64, b: f64| (a - b).abs() < 1e-9;
    evidence.core().any(|(_, r)| match wanted.share {
        Some((count, all)) => [count, all].iter().all(|n| r.quantities.iter().any(|q| q.unit != Unit::Percent && same(q.value, *n))),
        None => {
            wanted.unit == Unit::None && r.quantities.iter().filter_map(|q| q.share).any(|(count, all)| same(count, wanted.value) || same(all, wanted.value))
        }
    })
}

fn same_kind(a: Unit, b: Unit) -> bool {
    match (a, b) {
        (Unit::Percent, Unit::Percent) | (Unit::Money(_), Unit::Money(_)) => true,
        (Unit::Measure(a), Unit::Measure(b)) => a == b,
        _ => false,
    }
}

/// Whether the two numbers count different things.
fn differ(reading: &Reading, wanted: &Quantity, there: &Quantity) -> bool {
    match (wanted.noun, there.noun) {
        (Some(a), Some(b)) if a != b => {
            // The other's noun behind another number of the claim: then this number was taken from it.
            reading.quantities.iter().any(|q| q.tokens != wanted.tokens && q.noun == Some(b))
        }
        _ => false,
    }
}

/// A number of the evidence as it is typed there, its sign included.
fn typed_there(ground: &Ground, reading: &Reading, quantity: &Quantity) -> String {
    ground.amount(reading, reading.bytes(&quantity.tokens), quantity.unit)
}
