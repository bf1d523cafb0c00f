//! Names of a claim against those of its evidence: word by word, with initials, short forms and aliases.

use super::evidence::Evidence;
use super::{Fault, FaultKind};
use crate::evidence::lexicon::{Sym, near};
use crate::evidence::reading::Reading;
use crate::evidence::tokens::Token;
use std::ops::Range;

/// Words that stand beside names and are no part of whom they name, sorted.
const TITLES: &[&str] = &[
    "agency",
    "analyst",
    "bank",
    "board",
    "boss",
    "ceo",
    "chair",
    "chairman",
    "chairwoman",
    "chancellor",
    "chief",
    "city",
    "co",
    "commissioner",
    "committee",
    "company",
    "conference",
    "congress",
    "corp",
    "corporation",
    "council",
    "country",
    "court",
    "department",
    "director",
    "doctor",
    "dr",
    "executive",
    "firm",
    "foundation",
    "founder",
    "general",
    "governor",
    "group",
    "head",
    "inc",
    "institute",
    "judge",
    "king",
    "lady",
    "lawyer",
    "leader",
    "ltd",
    "mayor",
    "minister",
    "ministry",
    "mr",
    "mrs",
    "ms",
    "officer",
    "official",
    "parliament",
    "party",
    "plc",
    "police",
    "premier",
    "president",
    "prime",
    "prince",
    "princess",
    "prof",
    "professor",
    "queen",
    "republic",
    "researcher",
    "secretary",
    "senator",
    "sir",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "state",
    "states",
    "summit",
    "union",
    "united",
    "university",
    "vice",
];

/// Whether a word in small letters stands beside names and is no part of whom they name.
pub(super) fn is_title(lower: &str) -> bool {
    TITLES.binary_search(&lower).is_ok()
}

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let mut out = Vec::new();
    for run in &reading.names {
        let missing: Vec<usize> = run.clone().filter(|n| is_missing(claim, reading, run, *n, evidence)).collect();
        if let (Some(first), Some(last)) = (missing.first(), missing.last()) {
            let range = reading.tokens[*first].range.start..reading.tokens[*last].range.end;
            out.push(Fault { kind: FaultKind::Name, message: format!("“{}” does not stand in the source", &claim[range.clone()]), range });
        } else if let Some(fault) = elsewhere(claim, reading, run, evidence) {
            out.push(fault);
        }
    }
    out
}

fn is_missing(claim: &str, reading: &Reading, run: &Range<usize>, at: usize, evidence: &Evidence) -> bool {
    let token = &reading.tokens[at];
    let word = &claim[token.range.clone()];
    let lower = word.to_lowercase();
    if word.chars().count() == 1 || is_title(&lower) || evidence.has(token.sym) {
        return false;
    }
    // A common word in a name may be said otherwise, or be no name at all.
    if token.common && (run.len() == 1 || near(token.sym).iter().any(|(w, _)| evidence.has(*w))) {
        return false;
    }
    !(initials_stand(claim, reading, run, evidence) || spelt_out(word, evidence) || evidence.has_near_spelling(&lower))
}

/// The World Health Organization, where the source has WHO.
fn initials_stand(claim: &str, reading: &Reading, run: &Range<usize>, evidence: &Evidence) -> bool {
    let initials: String = reading.tokens[run.clone()].iter().filter_map(|t| claim[t.range.clone()].chars().next()).collect::<String>().to_lowercase();
    initials.chars().count() >= 2 && (evidence.has(Sym::of(&initials)) || (initials == "us" && evidence.has(Sym::of("usa"))))
}

/// WHO, where the source has the World Health Organization: the initials of words in a row, small ones left out or not.
fn spelt_out(word: &str, evidence: &Evidence) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    if !(2..=6).contains(&letters.len()) || !word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()) {
        return false;
    }
    evidence.everything().any(|(g, r)| {
        let first = |t: &Token| g.text(r, t.range.clone()).chars().next().map(|c| c.to_lowercase().next().unwrap_or(c));
        let all: Vec<char> = r.tokens.iter().filter_map(first).collect();
        let content: Vec<char> = r.tokens.iter().filter(|t| t.is_content()).filter_map(first).collect();
        [all, content].iter().any(|list| list.windows(letters.len()).any(|w| w == letters))
    })
}

/// A name that the article has, but far from what the claim rests on, where another stands in its place.
fn elsewhere(claim: &str, reading: &Reading, run: &Range<usize>, evidence: &Evidence) -> Option<Fault> {
    let tokens = &reading.tokens[run.clone()];
    let known = |r: &Reading| tokens.iter().any(|t| r.tokens.iter().any(|s| s.sym == t.sym));
    let proper = tokens.iter().any(|t| !t.common);
    if !proper || evidence.grounds.iter().all(|g| g.core.is_empty()) || evidence.core().any(|(_, r)| known(r)) || evidence.around().any(|(_, r)| known(r)) {
        return None;
    }
    if !evidence.everything().any(|(_, r)| known(r)) {
        return None;
    }
    let rival = evidence.core().find_map(|(g, r)| {
        let name = r.names.iter().find(|n| {
            // Where the report was written is no rival of anybody in it.
            let is_dateline = r.number == Some(0) && !g.text(r, r.tokens[0].range.start..r.tokens[n.end - 1].range.end).contains(char::is_lowercase);
            !is_dateline
                && r.tokens[(*n).clone()].iter().any(|t| !t.common)
                && r.tokens[(*n).clone()].iter().all(|t| !reading.tokens.iter().any(|c| c.sym == t.sym))
        })?;
        Some(g.piece(r, name.clone()))
    })?;
    let range = reading.bytes(run);
    Some(Fault {
        kind: FaultKind::Name, message: format!("the source does not say this of “{}”; it speaks of “{rival}”", &claim[range.clone()]), range
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_titles_are_sorted() {
        assert!(super::TITLES.is_sorted());
    }
}
