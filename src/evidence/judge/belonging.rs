//! Whose a name is said to be: the person of a house, the product of a maker. `Ada Lorne of Norvik`, where the source has her at Helion.

use super::evidence::{Evidence, Ground};
use super::names::is_title;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, Words, is_inflected};
use crate::evidence::reading::{MANY, Reading};
use crate::evidence::tokens::{Class, Token};
use std::ops::Range;
use std::sync::LazyLock;

/// Words before the house or maker.
static OF: LazyLock<Words> = LazyLock::new(|| Words::typed(["of", "at", "from", "for", "by", "with"]));
/// Words that may stand between that and the house.
static SMALL: LazyLock<Words> = LazyLock::new(|| Words::typed(["the", "a", "an", "its"]));
/// Words by which a thing comes from its maker.
static MADE: LazyLock<Words> = LazyLock::new(|| Words::compared("make build develop create produce design train write".split(' ')));
/// How many words may describe a name before its house is said.
const DESCRIPTION: usize = 7;
/// How many words stand between a name and its house where one of them says what that is: of the research firm.
const KIND: usize = 4;
/// How far from a sentence with a name another may describe it: fewer sentences than this behind it, and as many before.
const NEAR: usize = 2;

/// A name and the name that it belongs to, as tokens.
struct Tie {
    whose: Range<usize>,
    of: Range<usize>,
}

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    if !(2..=MANY).contains(&reading.names.len()) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for tie in ties(reading, &|r| claim.get(r).unwrap_or("")) {
        let (member, mut house) = (keys(reading, &tie.whose, claim), keys(reading, &tie.of, claim));
        // A house of nothing but common words is told by all of them: Delta Quay.
        if house.is_empty() && tie.of.len() > 1 {
            house = reading.tokens[tie.of.clone()].iter().map(|t| t.sym).collect();
        }
        if member.is_empty() || house.is_empty() || house.iter().any(|h| member.contains(h)) {
            continue;
        }
        // The Norvik Ferry Company is the NFC.
        let initials: String = reading.tokens[tie.of.clone()].iter().filter_map(|t| claim[t.range.clone()].chars().next()).collect();
        if let Some(other) = elsewhere(reading, &member, &house, evidence).filter(|other| *other != initials) {
            let (range, who) = (reading.bytes(&tie.of), &claim[reading.bytes(&tie.whose)]);
            let message = format!("the source has “{who}” with “{other}”, not with “{}”", &claim[range.clone()]);
            out.push(Fault { kind: FaultKind::Name, range, message });
        }
    }
    out
}

/// The house that the sources give a member, where they never bring it together with the one that the claim gives it.
fn elsewhere(claim: &Reading, member: &[Sym], house: &[Sym], evidence: &Evidence) -> Option<String> {
    let mut given = None;
    for ground in &evidence.grounds {
        let all = &ground.article.sentences;
        for (number, sentence) in all.iter().enumerate() {
            if !has(sentence, member) {
                continue;
            }
            let paragraph = ground.source.sentences_of(ground.source.sentences[number].block);
            for near in &all[number.saturating_sub(NEAR).max(paragraph.start)..(number + NEAR).min(paragraph.end)] {
                // Named beside the member as nobody else's, it may be the member's too.
                let text = |r: Range<usize>| ground.text(near, r);
                let ties = ties(near, &text);
                let taken = |at: usize| {
                    ties.iter().any(|t| t.of.contains(&at) && !t.whose.clone().any(|n| member.contains(&near.tokens[n].sym)))
                        || ties.iter().any(|t| t.whose.contains(&at) && !member.contains(&near.tokens[at].sym))
                };
                if near.tokens.iter().enumerate().any(|(n, t)| house.contains(&t.sym) && !taken(n)) {
                    return None;
                }
            }
            let text = |r: Range<usize>| ground.text(sentence, r);
            for tie in ties(sentence, &text) {
                let is = |tokens: &Range<usize>, wanted: &[Sym]| tokens.clone().any(|n| wanted.contains(&sentence.tokens[n].sym));
                if is(&tie.whose, member) && is(&tie.of, house) {
                    return None;
                }
                // A house that the claim names as well was not left out for another.
                let named = tie.of.clone().any(|n| claim.tokens.iter().any(|t| t.sym == sentence.tokens[n].sym));
                if is(&tie.whose, member) && !is(&tie.of, member) && !named && given.is_none() {
                    given = Some(ground.piece(sentence, tie.of.clone()));
                }
            }
        }
    }
    let frame = |g: &Ground| has(&g.article.frame, house);
    // A house that stands nowhere is a fault of its own.
    let known = evidence.everything().any(|(_, r)| has(r, house));
    given.filter(|_| known && !evidence.grounds.iter().any(frame))
}

fn has(reading: &Reading, words: &[Sym]) -> bool {
    words.iter().any(|w| reading.marks.may_have(*w) && reading.tokens.iter().any(|t| t.sym == *w))
}

/// The words of a name that tell whom it names.
fn keys(reading: &Reading, name: &Range<usize>, text: &str) -> Vec<Sym> {
    let telling = |n: &usize| {
        let token = &reading.tokens[*n];
        let word = text.get(token.range.clone()).unwrap_or("");
        !token.common && token.capital && word.chars().count() > 1 && !is_title(&word.to_lowercase())
    };
    name.clone().filter(telling).map(|n| reading.tokens[n].sym).collect()
}

/// The ties of a text. `text` gives its bytes as typed.
fn ties<'a>(reading: &Reading, text: &dyn Fn(Range<usize>) -> &'a str) -> Vec<Tie> {
    let tokens = &reading.tokens;
    let mut out = Vec::new();
    if reading.names.len() > MANY {
        return out;
    }
    let names = merged(reading, text);
    for pair in names.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let between = a.end..b.start;
        let gap = text(tokens[a.end - 1].range.end..tokens[b.start].range.start);
        let words = &tokens[between.clone()];
        let behind = |n: usize| tokens.get(n).map_or("", |next| text(tokens[n - 1].range.end..next.range.start));
        let possessive = |gap: &str| gap.starts_with("'s ") || gap.starts_with("’s ") || gap.starts_with("' ") || gap.starts_with("’ ");
        let marks = gap.matches([',', ';', ':', '—', '–', '(', ')', '“', '”', '"']).count();
        let plain = words.iter().all(|t| !t.capital && t.number().is_none());
        let of = words.iter().rev().find(|t| !SMALL.has(t.typed)).is_some_and(|t| OF.has(t.typed));
        let title = |t: &Token| is_title(&text(t.range.clone()).to_lowercase());
        // Whose thing comes behind: `Alibaba's Justin Lin`, `Nvidia boss Jensen Huang`, `Moonshot made Kimi`.
        let owner_first = (possessive(gap) && words.is_empty())
            || (!words.is_empty() && marks == 0 && words.iter().all(title))
            || (marks == 0 && words.iter().any(|t| MADE.has(t.sym)) && words.len() <= 2 && !words.iter().any(|t| OF.has(t.typed)));
        // Whose thing came before: `Justin Lin of Alibaba`, `Llama, Meta's model`, `Ada Lorne, who leads research at Helion`.
        let owner_last = (marks == 0 && plain && of && words.iter().all(|t| OF.has(t.typed) || SMALL.has(t.typed)))
            // `Ada Lorne of the brokerage Norvik`.
            || (gap.starts_with(' ') && marks == 0 && plain && words.first().is_some_and(|t| OF.has(t.typed)) && (2..=KIND).contains(&words.len()) && words.last().is_some_and(|t| t.class == Class::Content && !is_verb(text(t.range.clone()))))
            || (marks == 0 && plain && of && words.len() <= DESCRIPTION && words.first().is_some_and(|t| IS.contains(&t.typed)))
            || (gap == ", " && possessive(behind(b.end)))
            || (gap == ", " && tokens.get(b.end).is_some_and(title))
            || (gap.starts_with(", ") && marks == 1 && plain && of && words.len() <= DESCRIPTION)
            || (marks == 0 && of && words.len() <= 4 && words.iter().any(|t| MADE.has(t.sym)) && words.iter().any(|t| t.typed == Sym::raw("by")));
        if owner_first {
            out.push(Tie { whose: b.clone(), of: a.clone() });
        } else if owner_last {
            out.push(Tie { whose: a.clone(), of: b.clone() });
        }
    }
    out
}

/// Whether a word looks like the form of a verb.
fn is_verb(typed: &str) -> bool {
    typed.ends_with("ed") || typed.ends_with("ing") || is_inflected(typed)
}

const IS: [Sym; 4] = [Sym::raw("is"), Sym::raw("was"), Sym::raw("are"), Sym::raw("were")];

/// The names of a text; `University of Ulm` and `Osaka's Minato Institute` are one each.
fn merged<'a>(reading: &Reading, text: &dyn Fn(Range<usize>) -> &'a str) -> Vec<Range<usize>> {
    let tokens = &reading.tokens;
    let mut out: Vec<Range<usize>> = Vec::new();
    for name in &reading.names {
        match out.last_mut() {
            Some(last)
                if name.start == last.end
                    && matches!(text(tokens[last.end - 1].range.end..tokens[name.start].range.start), "'s " | "’s " | "' " | "’ ")
                    && is_title(&text(tokens[name.end - 1].range.clone()).to_lowercase()) =>
            {
                last.end = name.end;
            }
            Some(last)
                if name.start == last.end + 1
                    && matches!(text(tokens[last.end].range.clone()), "of" | "for")
                    && last.clone().any(|n| is_title(&text(tokens[n].range.clone()).to_lowercase())) =>
            {
                last.end = name.end;
            }
            _ => out.push(name.clone()),
        }
    }
    out
}
