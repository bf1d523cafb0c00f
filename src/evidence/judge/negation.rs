//! Words that one side denies and the other does not.

use super::evidence::{Evidence, Ground};
use super::soft::is_soft;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::{Class, Token};
use std::cell::LazyCell;
use std::sync::LazyLock;

/// How many words a negation reaches over, up to the first that carries meaning.
const REACH: usize = 4;
/// A sentence that has less of the claim's weight tells of something else.
const LEAST: f64 = 0.35;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let ours = denied(&reading.tokens);
    let mut found: Option<Fault> = None;
    // The sentences that deny what the claim denies; looked for once, and only where something is at fault.
    let agreeing = LazyCell::new(|| {
        let weighty = |g: &Ground, s: &Reading| g.coverage.share(&[s.number.unwrap_or(usize::MAX)]) >= LEAST;
        evidence.core().filter(|(g, s)| agrees(reading, &ours, s) && weighty(g, s)).map(|(_, s)| s.number).collect::<Vec<_>>()
    });
    // What any sentence denies: a claim may join two of them, and have the negation of one.
    let elsewhere = LazyCell::new(|| {
        let of = |r: &Reading| {
            let theirs = denied(&r.tokens);
            r.tokens.iter().enumerate().filter(|(m, t)| theirs[*m] && t.class == Class::Content).map(|(_, t)| t.sym).collect::<Vec<_>>()
        };
        evidence.core().flat_map(|(_, r)| of(r)).collect::<Vec<Sym>>()
    });
    // A short sentence all of which the claim has belongs to what it rests on, wherever it stands by it.
    let is_core = |g: &Ground, s: &Reading| s.number.is_some_and(|n| g.core.contains(&n));
    let short = evidence.around().filter(|(g, s)| s.number.is_some_and(|n| g.article.denying.contains(&n)) && !g.named && !is_core(g, s) && is_met(s, reading));
    for (ground, sentence) in evidence.core().chain(short) {
        let number = sentence.number.unwrap_or(usize::MAX);
        if ground.coverage.share(&[number]) < LEAST && !is_met(sentence, reading) {
            continue;
        }
        let theirs = denied(&sentence.tokens);
        if denies_otherwise(&reading.tokens, &sentence.tokens) || is_one_limit(&reading.tokens, &sentence.tokens) {
            continue;
        }
        if let Some(at) = exchanged(reading, sentence, &ours, &theirs) {
            let range = reading.tokens[at].range.clone();
            let message = format!("the source does not deny “{}”, but what the claim says plainly", &claim[range.clone()]);
            return vec![Fault { kind: FaultKind::Negation, range, message }];
        }
        for (n, token) in reading.tokens.iter().enumerate().filter(|(_, t)| t.class == Class::Content && !t.quoted) {
            let there: Vec<usize> = sentence.tokens.iter().enumerate().filter(|(_, s)| s.sym == token.sym).map(|(m, _)| m).collect();
            if there.is_empty() {
                continue;
            }
            // Told plainly in any cited sentence, it is told.
            if there.iter().any(|m| theirs[*m] == ours[n]) {
                continue;
            }
            // What would be if it were not so is not denied.
            let supposed = is_supposed(&reading.tokens, n);
            if there.iter().any(|m| is_supposed(&sentence.tokens, *m) != supposed) {
                continue;
            }
            // `Would not say` for `declined to say`.
            let is_undone = |tokens: &[Token], at: usize| at >= 2 && tokens[at - 1].typed == Sym::raw("to") && REFUSED.has(tokens[at - 2].typed);
            if ours[n] && there.iter().any(|m| is_undone(&sentence.tokens, *m)) || !ours[n] && is_undone(&reading.tokens, n) {
                continue;
            }
            // `Had not approved it` for `denied that they had approved it`.
            if ours[n] && there.iter().any(|m| sentence.tokens[..*m].iter().any(super::denials::is_denial)) {
                continue;
            }
            // `Rejected a report that a flaw was behind it`, for `there is no flaw`.
            if !ours[n] && reading.tokens[..n].iter().any(super::denials::is_denial) {
                continue;
            }
            if is_softened(&reading.tokens, n, &sentence.tokens)
                || there.iter().any(|m| is_softened(&sentence.tokens, *m, &reading.tokens))
                || !is_shared(reading, sentence, n, &ours, &theirs, &|word| elsewhere.contains(&word))
            {
                continue;
            }
            let message = if ours[n] {
                format!("the source does not deny “{}”", &claim[token.range.clone()])
            } else {
                format!("the source denies “{}”", &claim[token.range.clone()])
            };
            found.get_or_insert(Fault { kind: FaultKind::Negation, range: token.range.clone(), message });
        }
        if found.is_some() && agreeing.iter().any(|number| *number != sentence.number) {
            found = None;
        }
    }
    found
        .or_else(|| left_out(claim, reading, evidence))
        .or_else(|| refused(claim, reading, evidence))
        .or_else(|| denied_alone(claim, reading, &ours, evidence))
        .into_iter()
        .collect()
}

/// `The children's ward will not`: who does not is told, and what stands in a sentence before. The claim says that they do.
fn left_out(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    static AUXILIARIES: LazyLock<Words> = LazyLock::new(|| Words::typed("will would did does do can could is are was were has have had".split(' ')));
    /// So many words that carry meaning tell who it is.
    const WHO: std::ops::RangeInclusive<usize> = 1..=3;
    if reading.tokens.iter().any(|t| t.class == Class::Negation || is_soft(t)) {
        return None;
    }
    for ground in &evidence.grounds {
        for sentence in ground.article.denying.iter().map(|n| &ground.article.sentences[*n]) {
            let tokens = &sentence.tokens;
            let breaks = |n: usize| n == tokens.len() || tokens[n].range.start > tokens[n - 1].range.end + 1;
            let Some(not) = (2..tokens.len()).find(|n| tokens[*n].class == Class::Negation && AUXILIARIES.has(tokens[n - 1].typed) && breaks(n + 1)) else {
                continue;
            };
            let from = (1..not).rev().find(|n| breaks(*n)).unwrap_or(0);
            let who: Vec<Sym> = tokens[from..not - 1].iter().filter(|t| t.class == Class::Content).map(|t| t.sym).collect();
            let at = |sym: &Sym| reading.tokens.iter().position(|t| t.sym == *sym);
            let same = reading.tokens.iter().find(|t| t.typed == tokens[not - 1].typed);
            let (true, Some(verb), true) = (WHO.contains(&who.len()), same, who.iter().all(|w| at(w).is_some())) else { continue };
            // What it is that they do not do stands right before, and the claim has of that too.
            let before = sentence.number.and_then(|n| n.checked_sub(1)).map(|n| &ground.article.sentences[n]);
            let shared = |r: &Reading| r.tokens.iter().filter(|t| t.class == Class::Content && !who.contains(&t.sym) && at(&t.sym).is_some()).count();
            if before.map_or(0, shared) + shared(sentence) == 0 {
                continue;
            }
            let message = format!("the source has “{}”", ground.piece(sentence, from..not + 1));
            return Some(Fault { kind: FaultKind::Negation, range: verb.range.clone(), message: format!("“{}”: {message}", &claim[verb.range.clone()]) });
        }
    }
    None
}

/// What the source says that somebody declined or failed to do, and the claim says was done.
fn refused(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    if reading.tokens.iter().any(|t| t.class == Class::Negation || is_soft(t)) {
        return None;
    }
    let content = |tokens: &[Token], n: usize| tokens[n].class == Class::Content;
    // Few sentences say that something was not done.
    let refuses = |r: &Reading| r.tokens.windows(2).any(|w| w[1].typed == Sym::raw("to") && REFUSED.has(w[0].typed));
    if !evidence.core().any(|(_, r)| refuses(r)) {
        return None;
    }
    let undone = |r: &Reading, n: usize| n >= 2 && r.tokens[n - 1].typed == Sym::raw("to") && REFUSED.has(r.tokens[n - 2].typed);
    for (n, token) in reading.tokens.iter().enumerate().filter(|(n, t)| content(&reading.tokens, *n) && !t.quoted) {
        // Done by whomever, it is done.
        let stands = |r: &Reading, undone_there: bool| (0..r.tokens.len()).find(|m| r.tokens[*m].sym == token.sym && undone(r, *m) == undone_there);
        if evidence.core().any(|(_, r)| stands(r, false).is_some()) {
            continue;
        }
        for (ground, sentence) in evidence.core() {
            let Some(at) = stands(sentence, true) else { continue };
            // The verb's own next word as well, where it has one: take part. The same person, where the claim names any.
            let next = sentence.tokens.get(at + 1).filter(|t| t.class == Class::Content).map(|t| t.sym);
            let follows = next.is_none() || next == reading.tokens.get(n + 1).map(|t| t.sym);
            let named = reading.names.iter().flat_map(Clone::clone).any(|n| sentence.tokens.iter().any(|t| t.sym == reading.tokens[n].sym));
            if follows && named {
                let message = format!("the source denies “{}”: it has “{}”", &claim[token.range.clone()], ground.piece(sentence, at - 2..at + 1));
                return Some(Fault { kind: FaultKind::Negation, range: token.range.clone(), message });
            }
        }
    }
    None
}

/// What the claim tells plainly and the sources only ever deny, with the same word behind it: `would withdraw the complaint`, where it would not. The
/// sentence that says so need not be the one that has most of the claim.
fn denied_alone(claim: &str, reading: &Reading, ours: &[bool], evidence: &Evidence) -> Option<Fault> {
    let content = |t: &Token| t.class == Class::Content;
    // What may turn the claim's own word stands before it, or right behind it: found no buyer.
    const TURNS: usize = 6;
    let near = |n: usize| (n.saturating_sub(TURNS)..(n + REACH).min(reading.tokens.len())).filter(move |m| *m != n);
    let is_turned = |n: usize| near(n).map(|m| &reading.tokens[m]).any(|t| t.class == Class::Negation || is_soft(t));
    let behind = |tokens: &[Token], n: usize| tokens[n + 1..].iter().take(REACH).find(|t| content(t)).map(|t| t.sym);
    let telling = |n: &usize| content(&reading.tokens[*n]) && !ours[*n] && !reading.tokens[*n].quoted && !reading.tokens[*n].capital && !is_turned(*n);
    // Whether a sentence tells a word plainly: where it is not denied, or something else turns it.
    let plainly = |r: &Reading, word: Sym| {
        r.marks.may_have(word) && {
            let theirs = denied(&r.tokens);
            let turned = |m: usize| !theirs[m] || is_supposed(&r.tokens, m) || r.tokens[..m].iter().any(is_soft);
            (0..r.tokens.len()).any(|m| r.tokens[m].sym == word && turned(m))
        }
    };
    // Words that some sentence tells plainly: looked for once, however many deny them.
    let mut told: Vec<Sym> = Vec::new();
    for ground in &evidence.grounds {
        for sentence in ground.article.denying.iter().map(|n| &ground.article.sentences[*n]) {
            for n in (0..reading.tokens.len()).filter(|n| sentence.marks.may_have(reading.tokens[*n].sym) && telling(n)) {
                let token = &reading.tokens[n];
                let Some(next) = behind(&reading.tokens, n).filter(|_| !told.contains(&token.sym)) else { continue };
                let same = |m: &usize| sentence.tokens[*m].sym == token.sym && behind(&sentence.tokens, *m) == Some(next);
                let Some(m) = (0..sentence.tokens.len()).find(same) else { continue };
                if evidence.everything().any(|(_, r)| plainly(r, token.sym)) {
                    told.push(token.sym);
                    continue;
                }
                let from = (0..m).rev().find(|n| sentence.tokens[*n].class == Class::Negation).unwrap_or(m);
                let message = format!("the source denies “{}”: it has “{}”", &claim[token.range.clone()], ground.piece(sentence, from..m + 1));
                return Some(Fault { kind: FaultKind::Negation, range: token.range.clone(), message });
            }
        }
    }
    None
}

/// Verbs by which something is not done.
static REFUSED: LazyLock<Words> = LazyLock::new(|| Words::typed("declined declines decline refused refuses refuse failed fails fail".split(' ')));

/// Not by decree but by design, for by decree and not by design: each side denies what the other says plainly. Gives the claim's denied word.
fn exchanged(reading: &Reading, sentence: &Reading, ours: &[bool], theirs: &[bool]) -> Option<usize> {
    let words = |r: &Reading, flags: &[bool], denied: bool| -> Vec<usize> {
        r.tokens.iter().enumerate().filter(|(n, t)| t.class == Class::Content && flags[*n] == denied).map(|(n, _)| n).collect()
    };
    let (ours_denied, ours_plain) = (words(reading, ours, true), words(reading, ours, false));
    let (theirs_denied, theirs_plain) = (words(sentence, theirs, true), words(sentence, theirs, false));
    let has = |list: &[usize], r: &Reading, sym: Sym| list.iter().any(|n| r.tokens[*n].sym == sym);
    let told = ours_plain.iter().any(|n| {
        let sym = reading.tokens[*n].sym;
        has(&theirs_denied, sentence, sym) && !has(&theirs_plain, sentence, sym) && !has(&ours_denied, reading, sym)
    });
    ours_denied.into_iter().find(|n| {
        let sym = reading.tokens[*n].sym;
        told && has(&theirs_plain, sentence, sym) && !has(&theirs_denied, sentence, sym)
    })
}

/// One negation on each side, of which one denies the noun and the other the verb: found no buyer, did not find a buyer.
fn denies_otherwise(ours: &[Token], theirs: &[Token]) -> bool {
    let only = |tokens: &[Token]| {
        let mut all = tokens.iter().filter(|t| t.class == Class::Negation);
        all.next().filter(|_| all.next().is_none()).map(|t| t.typed)
    };
    let of_noun = |word: Sym| ["no", "none", "nobody", "nothing", "neither"].iter().any(|w| word == Sym::raw(w));
    matches!((only(ours), only(theirs)), (Some(a), Some(b)) if of_noun(a) != of_noun(b))
}

/// Whether the claim has every word of a short sentence, as of `Approval is not certain`.
fn is_met(sentence: &Reading, claim: &Reading) -> bool {
    let mut words = sentence.tokens.iter().filter(|t| t.class == Class::Content);
    let count = words.clone().count();
    (2..=4).contains(&count) && words.all(|t| claim.tokens.iter().any(|c| c.sym == t.sym))
}

/// Not before 2030, and in 2030 at the earliest.
fn is_one_limit(ours: &[Token], theirs: &[Token]) -> bool {
    const EARLIEST: [Sym; 2] = [Sym::raw("earliest"), Sym::raw("soonest")];
    const BEFORE: [Sym; 4] = [Sym::raw("before"), Sym::raw("until"), Sym::raw("earlier"), Sym::raw("sooner")];
    let at_earliest = |tokens: &[Token]| tokens.iter().any(|t| EARLIEST.contains(&t.typed));
    let not_before = |tokens: &[Token]| {
        let negation = tokens.iter().position(|t| t.class == Class::Negation);
        negation.is_some_and(|n| tokens[n..tokens.len().min(n + 12)].iter().any(|t| BEFORE.contains(&t.typed)))
    };
    at_earliest(ours) && not_before(theirs) || at_earliest(theirs) && not_before(ours)
}

/// Whether a sentence has a negation just where the claim has.
fn agrees(reading: &Reading, ours: &[bool], sentence: &Reading) -> bool {
    let theirs = denied(&sentence.tokens);
    reading
        .tokens
        .iter()
        .enumerate()
        .filter(|(n, t)| ours[*n] && t.class == Class::Content)
        .any(|(_, t)| sentence.tokens.iter().enumerate().any(|(m, s)| s.sym == t.sym && theirs[m]))
}

/// Both sides have a negation: then the denied words must have changed places. One has none: then it is missing there.
/// `elsewhere` tells what other sentences deny.
fn is_shared(reading: &Reading, sentence: &Reading, at: usize, ours: &[bool], theirs: &[bool], elsewhere: &dyn Fn(Sym) -> bool) -> bool {
    let content = |t: &Token| t.class == Class::Content;
    let denied_there = sentence.tokens.iter().enumerate().any(|(m, s)| theirs[m] && content(s));
    if ours[at] {
        // The claim denies a word that the source tells plainly: a negation of the source's must not stand for it elsewhere, unless the claim has that one too.
        let is_had = |word: Sym| reading.tokens.iter().enumerate().any(|(n, t)| ours[n] && n != at && t.sym == word && content(t));
        let spare = sentence.tokens.iter().enumerate().any(|(m, s)| theirs[m] && content(s) && !is_had(s.sym));
        !denied_there
            || !spare
            || sentence
                .tokens
                .iter()
                .enumerate()
                .any(|(m, s)| theirs[m] && reading.tokens.iter().enumerate().any(|(n, t)| !ours[n] && t.sym == s.sym && content(t)))
    } else {
        // The claim's own negations deny what the source's others do: then this one is missing.
        let is_denied_there =
            |n: usize| elsewhere(reading.tokens[n].sym) || sentence.tokens.iter().enumerate().any(|(m, s)| theirs[m] && s.sym == reading.tokens[n].sym);
        let mut denied = (0..reading.tokens.len()).filter(|n| ours[*n] && content(&reading.tokens[*n])).peekable();
        !reading.tokens.iter().any(|t| t.class == Class::Negation) || (denied.peek().is_some() && denied.all(is_denied_there))
    }
}

/// For each token, whether a negation just before it denies it.
pub(super) fn denied(tokens: &[Token]) -> Vec<bool> {
    let mut out = vec![false; tokens.len()];
    for (n, _) in tokens.iter().enumerate().filter(|(_, t)| t.class == Class::Negation && t.typed != Sym::raw("without")) {
        // Not every company: what is denied is that they are all.
        if tokens.get(n + 1).is_some_and(|t| ALL.contains(&t.typed)) {
            continue;
        }
        // `Changed nothing`: what is done to nothing is not done.
        if OBJECTS.contains(&tokens[n].typed)
            && n > 0
            && tokens[n - 1].class == Class::Content
            && !tokens[n - 1].capital
            && tokens[n].range.start <= tokens[n - 1].range.end + 1
        {
            out[n - 1] = true;
            continue;
        }
        let until = denied_by(tokens, n).map_or_else(|| reach(tokens, n), |m| m + 1);
        out[n + 1..until].fill(true);
        // `Cannot order drugs or call a doctor`.
        let or =
            (until..tokens.len().min(until + REACH)).take_while(|m| tokens[*m].range.start <= tokens[m - 1].range.end + 1).find(|m| tokens[*m].typed == OR);
        if let Some(next) = or.and_then(|or| tokens.get(or + 1).filter(|t| t.class == Class::Content).map(|_| or + 1)) {
            out[next] = true;
        }
    }
    // A non-existent paragraph does not exist.
    for n in 1..tokens.len() {
        out[n] |= tokens[n - 1].typed == NON;
    }
    out
}

const OR: Sym = Sym::raw("or");
const OBJECTS: [Sym; 3] = [Sym::raw("nothing"), Sym::raw("nobody"), Sym::raw("none")];
const NON: Sym = Sym::raw("non");
const ALL: [Sym; 4] = [Sym::raw("all"), Sym::raw("every"), Sym::raw("everyone"), Sym::raw("everybody")];

/// Words of a clause without a mark, at most.
const LONGEST_CLAUSE: usize = 40;

/// Whether a word stands in a clause with `if`.
pub(super) fn is_supposed(tokens: &[Token], at: usize) -> bool {
    const IF: [Sym; 2] = [Sym::raw("if"), Sym::raw("unless")];
    let begins = |n: usize| n > 0 && tokens[n].range.start > tokens[n - 1].range.end + 1;
    (0..=at).rev().take(LONGEST_CLAUSE).find(|n| IF.contains(&tokens[*n].typed) || begins(*n)).is_some_and(|n| IF.contains(&tokens[n].typed))
}

/// The word that carries meaning and that a negation denies.
pub(super) fn denied_by(tokens: &[Token], negation: usize) -> Option<usize> {
    (negation + 1..reach(tokens, negation)).find(|m| tokens[*m].class == Class::Content)
}

/// How far a negation reaches: to a mark, seen as a wider gap, to a word that turns the sentence, or to a new clause.
fn reach(tokens: &[Token], negation: usize) -> usize {
    let last = tokens.len().min(negation + 1 + REACH);
    // `Did not oppose`: what stands right behind is denied, whatever it says.
    let turns = |m: usize| is_soft(&tokens[m]) && !(m == negation + 1 && (tokens[m].class == Class::Content || tokens[m].typed == Sym::raw("yet")));
    let ends = |m: usize| tokens[m].range.start > tokens[m - 1].range.end + 1 || turns(m) || CLAUSE.iter().any(|w| tokens[m].typed == Sym::raw(w));
    (negation + 1..last).find(|m| ends(*m)).unwrap_or(last)
}

/// Words that open a clause of their own.
const CLAUSE: &[&str] = &["because", "if", "when", "while", "since", "who", "which", "where", "although", "though"];

/// Whether a word nearby denies or limits without being a negation, one that the other side does not have as well. The `but` of "but cannot" only leads on to one.
fn is_softened(tokens: &[Token], at: usize, others: &[Token]) -> bool {
    let near = at.saturating_sub(4)..(at + 3).min(tokens.len());
    // Behind a mark it joins two clauses.
    let joins = |n: usize| n > 0 && tokens[n].typed == Sym::raw("but") && n < at && tokens[n].range.start > tokens[n - 1].range.end + 1;
    let leads_on =
        |n: usize| tokens[n].typed == Sym::raw("but") && n < at && tokens[n + 1..(n + 4).min(tokens.len())].iter().any(|t| t.class == Class::Negation);
    // `Has not yet turned a profit` denies it.
    let not_yet = |n: usize| tokens[n].typed == Sym::raw("yet") && tokens[n.saturating_sub(2)..n].iter().any(|t| t.class == Class::Negation);
    near.into_iter()
        .any(|n| is_soft(&tokens[n]) && !joins(n) && !leads_on(n) && !not_yet(n) && !others.iter().any(|t| t.sym == tokens[n].sym && t.class == Class::Content))
}
