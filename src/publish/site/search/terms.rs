//! How texts are cut into terms. The theme's search.js does the same with what a reader types; a case that both are tested on keeps them together.

use crate::text::words::{is_ideograph, stop_words};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters and digits, as the `\p{…}` of ECMAScript knows them.
static RUN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}]+").expect("a constant pattern"));

/// Terms longer than this are cut off there, in characters.
const LONGEST: usize = 32;

pub(super) fn is_english(language: &str) -> bool {
    language.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

/// Words that are in every story and so find none.
pub(super) fn skipped(language: &str) -> Vec<String> {
    if !is_english(language) {
        return Vec::new();
    }
    let mut words: Vec<String> = stop_words().iter().map(|w| fold(w)).filter(|w| RUN.find(w).is_some_and(|m| m.len() == w.len())).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Small letters without marks; letters that are two in other spellings as two.
pub(super) fn fold(text: &str) -> String {
    // Most texts are plain; the tables are slow.
    let plain = text.is_ascii();
    let marked: String = if plain { text.to_owned() } else { text.nfkd().filter(|c| !is_combining_mark(*c)).collect() };
    let mut out = String::with_capacity(marked.len());
    for c in marked.chars().flat_map(char::to_lowercase) {
        match c {
            '\'' | '’' | '\u{307}' => {}
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'đ' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            c => out.push(c),
        }
    }
    out
}

/// The terms of a text, in order and with repeats. Scripts without spaces give every two neighbouring characters.
pub(super) fn terms(text: &str, english: bool, mut each: impl FnMut(&str)) {
    let folded = fold(text);
    for run in RUN.find_iter(&folded) {
        let mut rest = run.as_str();
        while let Some(first) = rest.chars().next() {
            let dense = is_ideograph(first);
            let end = rest.find(|c| is_ideograph(c) != dense).unwrap_or(rest.len());
            let (part, behind) = rest.split_at(end);
            if dense {
                pairs(part, &mut each)
            } else {
                word(part, english, &mut each)
            }
            rest = behind;
        }
    }
}

fn pairs(part: &str, each: &mut impl FnMut(&str)) {
    let starts: Vec<usize> = part.char_indices().map(|(at, _)| at).chain([part.len()]).collect();
    if starts.len() == 2 {
        each(part);
    }
    for pair in starts.windows(3) {
        each(&part[pair[0]..pair[2]]);
    }
}

fn word(part: &str, english: bool, each: &mut impl FnMut(&str)) {
    let cut = part.char_indices().nth(LONGEST).map_or(part, |(at, _)| &part[..at]);
    if english { each(&singular(cut)) } else { each(cut) }
}

/// Plurals as their singulars: the S-stemmer (Harman 1991), with the endings after which English adds `es`.
fn singular(word: &str) -> String {
    if word.len() < 5 || !word.ends_with('s') || !word.is_ascii() {
        return word.to_owned();
    }
    let ends = |ends: &[&str]| ends.iter().any(|e| word.ends_with(e));
    if ends(&["ies"]) && !ends(&["eies", "aies"]) {
        return format!("{}y", &word[..word.len() - 3]);
    }
    if ends(&["xes", "ches", "shes", "sses", "zes"]) {
        return word[..word.len() - 2].to_owned();
    }
    if ends(&["us", "ss", "is"]) { word.to_owned() } else { word[..word.len() - 1].to_owned() }
}

/// The terms of a story, each once with its best class, packed: very many stories are held at once.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct StoryTerms {
    /// With a space behind each.
    text: String,
    classes: Vec<u8>,
}

impl StoryTerms {
    /// `fields` are texts with their classes.
    pub fn of<'a>(fields: impl IntoIterator<Item = (u8, &'a str)>, language: &str) -> Self {
        let english = is_english(language);
        let mut best: BTreeMap<String, u8> = BTreeMap::new();
        for (class, text) in fields {
            terms(text, english, |term| match best.get_mut(term) {
                Some(known) => *known = class.min(*known),
                None => {
                    best.insert(term.to_owned(), class);
                }
            });
        }
        let mut out = Self::default();
        for (term, class) in best {
            out.text.push_str(&term);
            out.text.push(' ');
            out.classes.push(class);
        }
        out
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, u8)> {
        self.text.split_terminator(' ').zip(self.classes.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::{StoryTerms, terms};

    #[test]
    fn texts_are_cut_as_search_js_cuts_them() {
        let cases = include_str!("../../../../tests/cases/search/terms.txt");
        for line in cases.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let (text, wanted) = line.split_once(" => ").unwrap();
            let mut found = Vec::new();
            terms(text, true, |t| found.push(t.to_owned()));
            assert_eq!(found.join(" "), wanted, "{text}");
        }
    }

    #[test]
    fn the_best_class_counts() {
        let story = StoryTerms::of([(3, "chips and tariffs"), (0, "Chips")], "en");
        assert_eq!(story.iter().collect::<Vec<_>>(), [("and", 3), ("chip", 0), ("tariff", 3)]);
    }
}
