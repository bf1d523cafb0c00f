//! How a sentence begins: connectives that hang it on what was left out, and words that stand for something named before.

use super::Copy;
use crate::editorial::compose::lists::{CONNECTIVES, HANGING_PHRASES, HANGING_WORDS, NAMED_BEHIND, ONLY_ONES};
use crate::editorial::compose::{clauses, quotation};
use crate::text::words;

/// Drops a leading connective and what else light rewriting may drop.
pub(super) fn strip(copy: &mut Copy) {
    for _ in 0..2 {
        let Some(rest) = CONNECTIVES.opening(&copy.text).and_then(|c| copy.text[c.len()..].strip_prefix(' ')) else { break };
        // `Yet another` and `But for` are no connectives; a quotation keeps its first word.
        let first = rest.split_whitespace().next().unwrap_or("");
        if first.is_empty() || matches!(first, "another" | "to" | "for" | "if" | "then") {
            break;
        }
        copy.text = words::capitalised(rest);
    }
    if let Some(at) = copy.text.find(", however, ").filter(|at| !inside_quotation(&copy.text[..*at])) {
        let (before, after) = (&copy.text[..at], &copy.text[at + ", however, ".len()..]);
        // `On Friday, however, the hospital …` keeps its comma, `The hospital, however, …` needs none.
        let first = before.split(' ').next().unwrap_or("").to_lowercase();
        let mark = if PLACING.contains(&first.as_str()) || first == "by" { ", " } else { " " };
        copy.text = format!("{before}{mark}{after}");
    }
    if let Some(at) = copy.text.find(" also ") {
        let (before, after) = (&copy.text[..at], &copy.text[at + 6..]);
        let kept = before.ends_with("but") || before.ends_with("and") || after.starts_with("known") || after.starts_with("called") || inside_quotation(before);
        if !kept {
            copy.text = format!("{before} {after}");
        }
    }
}

fn inside_quotation(before: &str) -> bool {
    before.matches('“').count() > before.matches('”').count()
}

/// Whether the sentence begins with something that only its predecessor explains.
pub(super) fn hangs(text: &str) -> bool {
    if text.starts_with('“') {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    let first = lower.split(|c: char| !(c.is_alphanumeric() || c == '\'')).next().unwrap_or("");
    if BETWEEN_TWO.iter().any(|p| lower.contains(p)) || points_back(text, 2) {
        return true;
    }
    // `Two of them`, `Most of these`.
    if lower.split_whitespace().take(4).collect::<Vec<_>>().windows(2).any(|w| w[0] == "of" && matches!(w[1].trim_end_matches(','), "them" | "these" | "those"))
    {
        return true;
    }
    let phrase = HANGING_PHRASES.opening(&lower);
    // Small letters may take other room than large ones (the sign for kelvin), so that what stands behind is found by its words.
    let behind = |found: &str| text.split_whitespace().skip(found.split_whitespace().count());
    let excused = |found: &str| NAMED_BEHIND.has(found) && names_soon(behind(found));
    match phrase {
        Some(found) => !excused(found),
        None => HANGING_WORDS.has(first) && !excused(first),
    }
}

/// Whether a demonstrative before a noun (`what these world leaders say`) stands outside quotations in the first of `parts` equal parts of the
/// sentence; one that comes later may have its noun's sense from the sentence itself.
pub(in crate::editorial::compose) fn points_back(text: &str, parts: usize) -> bool {
    let bare = quotation::outside(text).to_lowercase();
    let words: Vec<&str> = bare.split_whitespace().collect();
    let reach = words.len().div_ceil(parts);
    words.iter().enumerate().take(reach).any(|(at, word)| {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let next = words.get(at + 1).copied().unwrap_or("");
        let noun = next.starts_with(char::is_alphanumeric) && !words::is_stop_word(next.trim_end_matches(|c: char| !c.is_alphanumeric()));
        match word {
            "these" | "those" | "this" => noun && !TIMES.iter().any(|t| next.starts_with(t)),
            // `that` opens a clause far more often than it points; behind a preposition it points.
            "that" => noun && at > 0 && matches!(words[at - 1], "of" | "to" | "from" | "on" | "at" | "for" | "with" | "by" | "into" | "behind" | "against"),
            _ => false,
        }
    })
}

/// `this year` points to a day, not to a sentence.
const TIMES: &[&str] = &[
    "year",
    "month",
    "week",
    "quarter",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "morning",
    "afternoon",
    "evening",
    "season",
    "time",
    "century",
    "decade",
];

/// `The town has …`: a bare noun with its article means one that was named before, unless there is only one of its kind.
/// Within a digest that may pass; nothing may begin with it.
pub(in crate::editorial::compose) fn stands_for_one_named_before(text: &str) -> bool {
    bare_noun(text).is_some()
}

/// The noun that a sentence opens with, bare but for its article and one word of its kind.
pub(super) fn bare_noun(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_noun = |w: &str| w.chars().all(|c| c.is_alphabetic() || c == '-') && !ONLY_ONES.has(w);
    let noun = match words.as_slice() {
        ["the", noun, verb, ..] if is_noun(noun) && (clauses::is_verb(verb) || acts(noun, verb)) => noun,
        ["the", kind, noun, verb, ..] if is_noun(kind) && is_noun(noun) && clauses::is_verb(verb) && !words::is_stop_word(noun) => noun,
        // `During the summit, …`
        [preposition, "the", noun, ..] if PLACING.contains(preposition) => noun.strip_suffix(',').filter(|n| is_noun(n))?,
        _ => return None,
    };
    Some(noun.to_owned())
}

/// `The visions mirror …`: behind a plural, a word that is none of those that go on with a noun is its verb.
fn acts(noun: &str, next: &str) -> bool {
    noun.ends_with('s')
        && !noun.ends_with("ss")
        && next.chars().all(char::is_lowercase)
        && !words::is_stop_word(next)
        && !next.ends_with('s')
        && !next.ends_with("ing")
}

/// Prepositions that place a sentence in time or space.
const PLACING: &[&str] =
    &["in", "at", "on", "during", "after", "before", "under", "behind", "inside", "outside", "near", "since", "for", "with", "through", "throughout"];

/// Words inside a sentence that stand for two things named before it.
const BETWEEN_TWO: &[&str] = &["the latter", "the two,", "both sides", "the pair"];

/// Whether one of the next six words is a name or a number.
fn names_soon<'a>(rest: impl Iterator<Item = &'a str>) -> bool {
    rest.take(6).any(|w| w.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::hangs;

    #[test]
    fn what_its_predecessor_explains_hangs() {
        for text in ["He left.", "It’s over.", "The company said so.", "Some of them left.", "In response, Meta sued.", "These are old."] {
            assert!(hangs(text), "{text}");
        }
        for text in ["Hermes sells bags.", "Some of China’s labs closed.", "Item prices rose.", "The companywide plan fell."] {
            assert!(!hangs(text), "{text}");
        }
    }
}
