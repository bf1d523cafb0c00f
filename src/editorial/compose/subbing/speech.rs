//! Who speaks in a sentence: the subjects of its verbs of speech, outside quotations.

use super::names;
use crate::editorial::compose::lists::{ADDRESSING_VERBS, INTRODUCING, List, NOT_PEOPLE, ROLES, SPEECH_VERBS};
use crate::text::words;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The subject of a verb of speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// As it is written, without its title.
    Named(String),
    /// `he` or `she`, as bytes of the text.
    Pronoun(Range<usize>),
    /// Somebody who is not named: `the emir`, `a spokeswoman for the firm`, `they`, two names at once.
    Other,
}

fn alternation(list: &List) -> String {
    list.iter().map(regex::escape).collect::<Vec<_>>().join("|")
}

static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!(r"\b(?:{})\b", alternation(&SPEECH_VERBS))).ok());
static OWNED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!(r"\b(?:{}|{})\b", alternation(&SPEECH_VERBS), alternation(&INTRODUCING))).ok());

/// A name or a lone surname at the end of what stands before a verb, with an aside between commas (`Ada Lorne, the mayor, also said`).
static NAME_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = names::NAME;
    Regex::new(&format!(r"(?:^|[^\w’'-])({name}|[A-Z][\w’'-]*[a-z])(?:, [^“”]{{2,90}},| \([^()]{{1,40}}\))?(?: (?:also|later|then|once|has|had|recently|previously|would|who|[a-z]+ly))*$")).ok()
});
static PRONOUN_BEFORE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[^\w’'-])([Hh]e|[Ss]he)(?: (?:also|later|then|once|has|had|recently|previously|would|[a-z]+ly))*$").ok());
/// The same behind a verb that follows its quotation (`“…,” said the actor Ada Lorne`).
static NAME_BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = names::NAME;
    Regex::new(&format!(r"^((?: [a-z][a-z’'-]*){{0,5}}) (?:(?:[A-Z][a-z]{{1,4}}\.) )?({name}|[A-Z][\w’'-]*[a-z])")).ok()
});
static PRONOUN_BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^ (he|she)\b").ok());

/// The subjects of a text's verbs of speech, in order. `bare` is a text without what it quotes.
pub(super) fn subjects(bare: &str) -> Vec<Subject> {
    let Some(verbs) = VERB.as_ref() else { return Vec::new() };
    verbs.find_iter(bare).filter_map(|verb| before(&bare[..verb.start()]).or_else(|| behind(bare, verb.range()))).collect()
}

/// The names among them, in full or alone.
pub(super) fn speakers(bare: &str) -> Vec<String> {
    let named = |s: Subject| match s {
        Subject::Named(name) => Some(name),
        _ => None,
    };
    subjects(bare).into_iter().filter_map(named).collect()
}

/// Whether a sentence says in its own words whose the quoted words are, or what they are.
pub(super) fn owns_its_quotation(bare: &str) -> bool {
    OWNED.as_ref().is_some_and(|v| v.is_match(bare))
}

fn before(text: &str) -> Option<Subject> {
    let text = text.trim_end();
    if let Some(found) = PRONOUN_BEFORE.as_ref().and_then(|r| r.captures(text)).and_then(|c| c.get(1)) {
        return Some(Subject::Pronoun(found.range()));
    }
    if let Some(found) = NAME_BEFORE.as_ref().and_then(|r| r.captures(text)).and_then(|c| c.get(1)) {
        let previous = text[..found.start()].trim_end().rsplit(' ').next().unwrap_or("");
        // A part of a larger subject: `a spokesman for Lorne said`, `Quist and Lorne said`.
        if JOINING.contains(&previous) {
            return Some(Subject::Other);
        }
        return Some(named(found.as_str()));
    }
    // A noun right before it is a speaker without a name.
    let last = text.rsplit(' ').next().unwrap_or("");
    let noun = last.starts_with(char::is_lowercase) && last.ends_with(char::is_alphabetic) && !words::is_stop_word(last);
    noun.then_some(Subject::Other)
}

const JOINING: &[&str] = &["for", "of", "to", "with", "by", "from", "and", "in", "at", "or", "&", "near", "like", "that", "the"];

fn behind(bare: &str, verb: Range<usize>) -> Option<Subject> {
    let before = bare[..verb.start].trim_end();
    let inverted = before.is_empty() || before.ends_with(['”', ',', '—', '–']);
    if !inverted || ADDRESSING_VERBS.has(&bare[verb.clone()]) {
        return None;
    }
    let rest = &bare[verb.end..];
    if let Some(found) = PRONOUN_BEHIND.as_ref().and_then(|r| r.captures(rest)).and_then(|c| c.get(1)) {
        return Some(Subject::Pronoun(found.start() + verb.end..found.end() + verb.end));
    }
    let found = NAME_BEHIND.as_ref().and_then(|r| r.captures(rest))?;
    let gap = found.get(1).map_or("", |m| m.as_str());
    let name = found.get(2)?;
    // `said in Norrby`, `said of Lorne`: whoever stands there does not speak. `said Lorne's lawyer`: nor does she.
    let owner = rest[name.end()..].starts_with(['\'', '’']) || name.as_str().ends_with("'s") || name.as_str().ends_with("’s");
    if gap
        .split(' ')
        .any(|w| matches!(w, "in" | "on" | "to" | "at" | "of" | "that" | "with" | "during" | "by" | "for" | "from" | "about" | "after" | "when" | "as"))
        || owner
    {
        return Some(Subject::Other);
    }
    Some(named(name.as_str()))
}

/// A name as of somebody who can speak.
fn named(text: &str) -> Subject {
    let name = names::person(text).unwrap_or_else(|| text.to_owned());
    let lone = !name.contains(' ');
    let owner = |w: &str| w.ends_with("'s") || w.ends_with("’s");
    let nobody = NOT_PEOPLE.has(&name) || ROLES.has(&name) || words::is_stop_word(&name.to_lowercase()) || matches!(name.as_str(), "He" | "She" | "They");
    if (lone && nobody) || text.split(' ').any(owner) { Subject::Other } else { Subject::Named(name) }
}

#[cfg(test)]
mod tests {
    use super::{Subject, speakers, subjects};

    #[test]
    fn speakers_are_subjects_of_verbs_of_speech() {
        for (bare, names) in [
            ("“” Ada Lorne said.", vec!["Ada Lorne"]),
            ("“” said Mayor Ada Lorne of Norrby.", vec!["Ada Lorne"]),
            ("“” Ada Lorne, the mayor of Norrby, told the Courier.", vec!["Ada Lorne"]),
            ("“” he told Bo Lindqvist.", vec![]),
            ("A spokesman for Lorne said so.", vec![]),
            ("Lorne said Quist was late.", vec!["Lorne"]),
            ("“” said the actor Ada Lorne.", vec!["Ada Lorne"]),
            ("“” said Lorne's lawyer.", vec![]),
            ("Officials said so.", vec![]),
        ] {
            assert_eq!(speakers(bare), names, "{bare}");
        }
    }

    #[test]
    fn pronouns_and_nobodies_are_told_apart() {
        assert_eq!(subjects("“” she said."), [Subject::Pronoun("“” ".len().."“” she".len())]);
        assert_eq!(subjects("“” the outgoing emir said."), [Subject::Other]);
    }
}
