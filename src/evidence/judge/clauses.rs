//! What two names are said to do, each in a clause of its own, where the source gives each the other's part: `A sells while B buys`.

use super::evidence::{Evidence, Ground};
use super::names::is_title;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words, near};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::Class;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that begin a clause, or set two beside each other.
static BREAKS: LazyLock<Words> = LazyLock::new(|| Words::typed(["while", "whereas", "and", "but", "although", "though", "as"]));

/// A clause with a name before what it says of it.
struct Clause {
    name: Range<usize>,
    /// Tokens that carry meaning behind the name; other names among them.
    said: Vec<usize>,
}

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    if reading.names.len() < 2 {
        return Vec::new();
    }
    let ours = clauses(reading, &|r| claim.get(r).unwrap_or(""), &|n| claim.get(reading.tokens[n].range.clone()).unwrap_or("").to_lowercase());
    if ours.len() < 2 {
        return Vec::new();
    }
    // Every clause of what the claim rests on, with the sentence that it stands in.
    let core: Vec<(&Ground, &Reading, Vec<Clause>)> = evidence
        .core()
        .map(|(g, r)| (g, r, clauses(r, &|t| g.text(r, t), &|n| g.text(r, r.tokens[n].range.clone()).to_lowercase())))
        .collect();
    for (n, a) in ours.iter().enumerate() {
        for b in &ours[n + 1..] {
            if shares(reading, &a.name, reading, &b.name) {
                continue;
            }
            let crossed = |own: &Clause, other: &Clause| -> (usize, usize) {
                let (mut there, mut here) = (0, 0);
                for word in &own.said {
                    let sym = reading.tokens[*word].sym;
                    // Said of both here, it tells nothing.
                    if other.said.iter().any(|w| is_like(sym, reading.tokens[*w].sym)) || is_part_of(reading, sym, &other.name) || is_part_of(reading, sym, &own.name) {
                        continue;
                    }
                    let of = |whose: &Clause| {
                        core.iter().any(|(_, r, clauses)| {
                            clauses.iter().any(|c| shares(reading, &whose.name, r, &c.name) && c.said.iter().any(|w| is_like(sym, r.tokens[*w].sym)))
                        })
                    };
                    here += usize::from(of(own));
                    there += usize::from(!of(own) && of(other));
                }
                (there, here)
            };
            let ((a_there, a_here), (b_there, b_here)) = (crossed(a, b), crossed(b, a));
            if a_there > 0 && b_there > 0 && a_there + b_there > 2 * (a_here + b_here) {
                let bytes = |tokens: &Range<usize>| reading.tokens[tokens.start].range.start..reading.tokens[tokens.end - 1].range.end;
                let (range, other) = (bytes(&a.name), bytes(&b.name));
                let title = core.first().map_or("", |(g, _, _)| g.source.title.as_str());
                let message = format!("“{}” has changed places with “{}” of the source “{title}”", &claim[range.clone()], &claim[other]);
                return vec![Fault { kind: FaultKind::Name, range, message }];
            }
        }
    }
    Vec::new()
}

/// The clauses of a sentence that have a name. Of names in a row inside one, each has what stands behind it, and the first has all.
fn clauses<'a>(reading: &Reading, text: &dyn Fn(Range<usize>) -> &'a str, lower: &dyn Fn(usize) -> String) -> Vec<Clause> {
    let tokens = &reading.tokens;
    let named = |n: usize| reading.names.iter().find(|r| r.contains(&n));
    let proper = |r: &Range<usize>| r.clone().any(|n| !tokens[n].common && !is_title(&lower(n)));
    let mut out: Vec<Clause> = Vec::new();
    let mut start = 0;
    for end in 1..=tokens.len() {
        let ends = end == tokens.len() || {
            let gap = text(tokens[end - 1].range.end..tokens[end].range.start);
            gap.contains([',', ';', ':', '—', '–', '(', ')', '“', '”']) || BREAKS.has(tokens[end].typed)
        };
        if !ends {
            continue;
        }
        let mut first: Option<usize> = None;
        let mut last: Option<usize> = None;
        let begun = out.len();
        for n in start..end {
            if let Some(name) = named(n).filter(|r| proper(r)) {
                if name.start == n {
                    // A name is also what is said of those before it.
                    for clause in &mut out[begun..] {
                        clause.said.extend(name.clone().filter(|n| !tokens[*n].common));
                    }
                    out.push(Clause { name: name.clone(), said: Vec::new() });
                    first.get_or_insert(out.len() - 1);
                    last = Some(out.len() - 1);
                }
            } else if tokens[n].class == Class::Content || tokens[n].number().is_some() {
                for at in first.into_iter().chain(last.filter(|l| Some(*l) != first)) {
                    out[at].said.push(n);
                }
            }
        }
        start = end;
    }
    out.retain(|c| !c.said.is_empty());
    out
}

fn is_part_of(reading: &Reading, sym: Sym, name: &Range<usize>) -> bool {
    reading.tokens[name.clone()].iter().any(|t| t.sym == sym)
}

/// Whether two names have a word in common that tells whom they name.
fn shares(reading: &Reading, name: &Range<usize>, sentence: &Reading, other: &Range<usize>) -> bool {
    let telling = |r: &Reading, n: &Range<usize>| -> Vec<Sym> {
        let proper: Vec<Sym> = r.tokens[n.clone()].iter().filter(|t| !t.common).map(|t| t.sym).collect();
        if proper.is_empty() { r.tokens[n.clone()].iter().map(|t| t.sym).collect() } else { proper }
    };
    let theirs = telling(sentence, other);
    telling(reading, name).iter().any(|s| theirs.contains(s))
}

fn is_like(a: Sym, b: Sym) -> bool {
    a == b || near(a).iter().any(|(w, _)| *w == b)
}
