//! What a claim says has happened or will, where its source only has it as possible, hoped for or planned: `will restart` for `may restart`, `has opened`
//! for `plans to open`. How sure a text is of an event is its factuality (Saurí & Pustejovsky 2009, FactBank).

use super::diff::DOUBT;
use super::evidence::{Evidence, Ground};
use super::likeness::is_like;
use super::negation::is_supposed;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words, is_inflected};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::{Class, Token};
use std::sync::LazyLock;

/// How sure a text is that something is done, from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Factuality {
    /// `May restart`, `hopes to restart`.
    Possible,
    /// `Plans to restart`, `is due to restart`.
    Planned,
    /// `Will restart`.
    Expected,
    /// Everything else: it is told as it is.
    Told,
}

static MIGHT: LazyLock<Words> = LazyLock::new(|| Words::typed(["may", "might", "could"]));
static HOPE: LazyLock<Words> = LazyLock::new(|| Words::typed("hope hopes hoped hoping wish wishes wished considering considers considered".split(' ')));
/// Who assumes that it will be does not say that it will.
static ASSUMES: LazyLock<Words> = LazyLock::new(|| Words::typed("assume assumes assumed assuming assumption presume presumes presumed granted".split(' ')));
static PLAN: LazyLock<Words> = LazyLock::new(|| {
    let all = "plan plans planned planning intend intends intended aim aims aimed want wants wanted expect expects expected due scheduled set about proposes proposed \
               seeks sought prepares preparing";
    Words::typed(all.split_whitespace())
});
static WILL: LazyLock<Words> = LazyLock::new(|| Words::typed(["will", "shall", "would"]));
static BE: LazyLock<Words> = LazyLock::new(|| Words::typed(["is", "are", "was", "were", "be"]));
static HAVE: LazyLock<Words> = LazyLock::new(|| Words::typed(["has", "have", "had"]));

/// What a condition leaves open, it leaves open on both sides.
const IF: Sym = Sym::raw("if");
const TO: Sym = Sym::raw("to");
const FOR: Sym = Sym::raw("for");
/// How many words lie between a verb and what tells how sure it is.
const REACH: usize = 3;
/// A sentence that has less of the claim's weight tells of something else.
const LEAST: f64 = 0.4;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    // `She said she would introduce rules` is as sure as she was.
    if reading
        .tokens
        .iter()
        .filter(|t| !t.is_month())
        .any(|t| HOPE.has(t.typed) || ASSUMES.has(t.typed) || (DOUBT.has(t.typed) && !WILL.has(t.typed) && t.typed != IF))
    {
        return None;
    }
    let weighty = |number: Option<usize>, ground: &Ground| number.is_some_and(|n| ground.coverage.share(&[n]) >= LEAST);
    for (n, token) in reading.tokens.iter().enumerate().filter(|(_, t)| t.class == Class::Content && !t.capital && !t.quoted) {
        if is_supposed(&reading.tokens, n) {
            continue;
        }
        let Some((by, ours)) = claimed(reading, n, &claim[token.range.clone()].to_lowercase()) else { continue };
        let places = evidence.core().flat_map(|(g, r)| (0..r.tokens.len()).filter(|m| is_like(token.sym, r.tokens[*m].sym)).map(move |m| (g, r, m)));
        let surest = places.filter(|(g, r, _)| weighty(r.number, g)).max_by_key(|(_, r, m)| factuality(&r.tokens, *m));
        let Some((ground, sentence, at)) = surest else { continue };
        let theirs = factuality(&sentence.tokens, at);
        // Who plans to will, unless they change their plans: that much a digest may leave out. What may be is another matter.
        let says_more = theirs < ours && (theirs, ours) != (Factuality::Planned, Factuality::Expected);
        // Told anywhere else of those whom the claim and the sentence name, it is told.
        let names: Vec<Sym> = reading.names.iter().flat_map(Clone::clone).map(|n| reading.tokens[n].sym).filter(|s| has(sentence, *s)).collect();
        let of_them = |r: &Reading| names.is_empty() || names.iter().any(|s| has(r, *s));
        let told = || {
            evidence.around().any(|(_, r)| {
                of_them(r)
                    && (0..r.tokens.len()).any(|m| {
                        let there = &r.tokens[m];
                        there.sym == token.sym && !there.quoted && factuality(&r.tokens, m) > theirs
                    })
            })
        };
        if says_more && !told() {
            let from = sure(&sentence.tokens, at).map_or(at, |(from, _)| from);
            let said = ground.piece(sentence, from..at + 1);
            let range = reading.tokens[by].range.start..token.range.end;
            let message = format!("“{}” says more than the source: it has “{said}”", &claim[range.clone()]);
            return Some(Fault { kind: FaultKind::Unsupported, range, message });
        }
    }
    by_sentence(claim, reading, evidence)
}

/// `A shortage will prevent it`, where the one sentence that tells of it says only what could be, whatever the verb.
fn by_sentence(claim: &str, reading: &Reading, evidence: &Evidence) -> Option<Fault> {
    /// A sentence that has less of the claim's weight may tell of it by another's.
    const MOST: f64 = 0.6;
    let at = reading.tokens.iter().position(|t| t.typed == Sym::raw("will") && !t.quoted && !t.capital)?;
    let mut weighty = evidence.core().filter(|(g, r)| r.number.is_some_and(|n| g.coverage.share(&[n]) >= MOST));
    let (ground, sentence) = weighty.next().filter(|_| weighty.next().is_none())?;
    let has = |list: &Words| sentence.tokens.iter().any(|t| list.has(t.typed) && !t.is_month());
    let might = sentence.tokens.iter().position(|t| MIGHT.has(t.typed) && !t.is_month() && !t.quoted)?;
    // What is told of somewhere else, or by `to`, may be what will be.
    let otherwise = [&*WILL, &*PLAN, &*HOPE].iter().any(|list| has(list)) || sentence.tokens.windows(2).any(|w| w[1].typed == TO && BE.has(w[0].typed));
    let told = || evidence.around().any(|(_, r)| r.number != sentence.number && r.tokens.iter().any(|t| WILL.has(t.typed)));
    if otherwise || told() {
        return None;
    }
    let range = reading.tokens[at].range.clone();
    let message = format!("“{}” says more than the source: it has “{}”", &claim[range.clone()], ground.piece(sentence, might..might + 1));
    Some(Fault { kind: FaultKind::Unsupported, range, message })
}

fn has(reading: &Reading, word: Sym) -> bool {
    reading.tokens.iter().any(|t| t.sym == word)
}

/// The word by which a claim says that something will be, or was done, and how sure that is; `None` where the verb's form does not tell.
fn claimed(reading: &Reading, at: usize, typed: &str) -> Option<(usize, Factuality)> {
    let before = at.saturating_sub(2)..at;
    if let Some(will) = before.clone().find(|n| WILL.has(reading.tokens[*n].typed)) {
        return Some((will, Factuality::Expected));
    }
    const NOW: [Sym; 2] = [Sym::raw("is"), Sym::raw("are")];
    // Verbs whose past is like their present.
    const UNCHANGED: [&str; 10] = ["cut", "put", "set", "hit", "let", "cost", "spread", "shut", "split", "quit"];
    // `Is opening its own inquiry`.
    let now = at.checked_sub(1).filter(|n| typed.ends_with("ing") && NOW.contains(&reading.tokens[*n].typed));
    if let Some(be) = now {
        return Some((be, Factuality::Expected));
    }
    let past = typed.ends_with("ed") || is_inflected(typed) || UNCHANGED.contains(&typed);
    let have = before.clone().find(|n| HAVE.has(reading.tokens[*n].typed)).filter(|_| past && !before.clone().any(|n| reading.tokens[n].typed == TO))?;
    Some((have, Factuality::Told))
}

fn factuality(tokens: &[Token], at: usize) -> Factuality {
    let told = match () {
        () if is_supposed(tokens, at) => Factuality::Possible,
        () if is_purpose(tokens, at) => Factuality::Planned,
        () => Factuality::Told,
    };
    sure(tokens, at).map_or(told, |(_, how)| how.min(told))
}

/// `Experiments to confirm it`, `a plan to open`: what something is for.
fn is_purpose(tokens: &[Token], at: usize) -> bool {
    static FOR_WHAT: LazyLock<Words> = LazyLock::new(|| {
        Words::compared("experiment test study trial plan proposal effort attempt bid campaign talk negotiation pressure offer promise pledge".split(' '))
    });
    at >= 2 && tokens[at - 1].typed == TO && FOR_WHAT.has(tokens[at - 2].sym)
}

/// What tells how sure the verb is, and how sure it makes it.
fn sure(tokens: &[Token], at: usize) -> Option<(usize, Factuality)> {
    (at.saturating_sub(REACH)..at).rev().find_map(|n| {
        let word = tokens[n].typed;
        // `Hopes to open`, `hoped for a decision`.
        let leads = tokens[n + 1..at].iter().any(|t| t.typed == TO || t.typed == FOR);
        let how = match () {
            () if MIGHT.has(word) && !tokens[n].is_month() => Factuality::Possible,
            // `If passed, the bill would …`
            () if word == IF && at == n + 1 => Factuality::Possible,
            () if HOPE.has(word) && leads => Factuality::Possible,
            () if PLAN.has(word) && leads => Factuality::Planned,
            () if WILL.has(word) => Factuality::Expected,
            () => return None,
        };
        Some((n, how))
    })
}

#[cfg(test)]
mod tests {
    use crate::evidence::SourceText;
    use crate::evidence::judge::{Cited, FaultKind, judge};
    use crate::types::Article;

    #[test]
    fn what_may_be_is_not_what_will_be() {
        let body = "Norvik opened its first mill in Tideham on Monday. Its rival, Helion, plans to open a mill in Calder next year.\n\n\
                    Officials in Skarn may restart their own programme in May, the ministry said. It hoped for a decision by the summer.\n\n\
                    If the senators of Skarn approve the mill bill without changes, it would take effect in June.";
        let source = SourceText::new(&Article { body: body.into(), ..Article::default() });
        for (claim, right) in [
            ("Norvik has opened its first mill, in Tideham.", true),
            ("Helion, a rival, plans to open a mill in Calder.", true),
            ("Helion, a rival, has opened a mill in Calder.", false),
            ("Officials in Skarn could restart their programme in May.", true),
            ("Skarn will restart its programme in May, according to the ministry.", false),
            ("The ministry will decide by the summer.", false),
            ("The senators of Skarn have approved the mill bill without changes.", false),
            ("The mill bill would take effect in June if the senators of Skarn approve it.", true),
        ] {
            let faults = judge(claim, &[Cited { source: &source, passage: None }]).faults;
            assert_eq!(!faults.iter().any(|f| f.kind == FaultKind::Unsupported), right, "{claim}: {faults:?}");
        }
    }
}
