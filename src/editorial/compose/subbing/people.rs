//! Who is who in an article: full names, the surnames that stand for them, and what goes with a name.

use super::names;
use super::speech;
use crate::editorial::compose::lists::{ROLES, TITLES};
use crate::editorial::compose::quotation;
use crate::evidence::SourceText;
use crate::text::words;
use std::collections::{BTreeMap, BTreeSet};

/// People that an article names in full.
#[derive(Clone, Debug, Default)]
pub(in crate::editorial::compose) struct People {
    /// Surname → full name, where only one person of that name is in the article.
    full: BTreeMap<String, String>,
    /// Full name → the title that stands right before it.
    titles: BTreeMap<String, String>,
    /// Full name → whether `she` stands for it, where a courtesy title tells.
    she: BTreeMap<String, bool>,
}

impl People {
    pub fn of(text: &SourceText) -> Self {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut alone: BTreeSet<String> = BTreeSet::new();
        for block in &text.blocks {
            for name in names::full(&block.text) {
                let last = name.rsplit(' ').next().unwrap_or("").to_owned();
                found.entry(last).or_default().insert(name);
            }
            alone.extend(speech::speakers(&quotation::outside(&block.text)));
        }
        // Only who speaks, is titled or is aged somewhere is surely a person: a surname is not a town.
        let whole = text.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n");
        let full: BTreeMap<String, String> = found
            .into_iter()
            .filter_map(|(last, names)| {
                let name = match names.len() {
                    1 => names.into_iter().next()?,
                    _ => shortest_of_one(&names)?,
                };
                // Where the family name comes first (Li Qiang), the first word is what stands for the whole.
                let first = name.split(' ').next().unwrap_or("");
                let last = if alone.contains(first) && !alone.contains(&last) && !stands_alone(&whole, &last, &name) { first.to_owned() } else { last };
                let is_title = |before: &str| TITLES.iter().any(|t| before.ends_with(t));
                let titled = is_behind(&whole, &name, is_title) || is_behind(&whole, &last, is_title);
                let aged = whole.find(&format!("{name}, ")).is_some_and(|at| whole[at + name.len() + 2..].starts_with(|c: char| c.is_ascii_digit()));
                (alone.contains(&last) || alone.contains(&name) || titled || aged).then_some((last, name))
            })
            .collect();
        let titles = full.values().filter_map(|name| title_of(name, &whole).map(|title| (name.clone(), title))).collect();
        let she = full.iter().filter_map(|(last, name)| {
            let with = |titles: &[&str]| [last, name].iter().any(|n| is_behind(&whole, n, |before| titles.iter().any(|t| before.ends_with(t))));
            match (with(&["Ms.", "Ms", "Mrs.", "Mrs"]), with(&["Mr.", "Mr"])) {
                (true, false) => Some((name.clone(), true)),
                (false, true) => Some((name.clone(), false)),
                _ => None,
            }
        });
        let she = she.collect();
        Self { full, titles, she }
    }

    /// Whether `she` stands for a full name; `None` where nothing tells.
    pub fn is_she(&self, full: &str) -> Option<bool> {
        self.she.get(full).copied()
    }

    /// The people whom a text names, in full.
    pub fn named_in(&self, text: &str) -> BTreeSet<String> {
        let mut out: BTreeSet<String> = BTreeSet::new();
        for range in words::words(text) {
            let word = text[range].trim_end_matches("'s").trim_end_matches("’s");
            if let Some(name) = self.full.get(word) {
                out.insert(name.clone());
            }
        }
        // A longer form of a known name is that name.
        out.extend(names::full(text).into_iter().filter(|n| n.rsplit(' ').next().is_some_and(|last| !self.full.contains_key(last))));
        out
    }

    /// The title that the article gives right before a full name.
    pub fn title(&self, full: &str) -> Option<&str> {
        self.titles.get(full).map(String::as_str)
    }

    /// The full name that a surname stands for.
    pub fn full(&self, surname: &str) -> Option<&str> {
        self.full.get(surname).map(String::as_str)
    }

    pub fn surnames(&self) -> impl Iterator<Item = (&str, &str)> {
        self.full.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }
}

/// Whether a name stands somewhere behind a space and words that are as asked for.
fn is_behind(text: &str, name: &str, asked: impl Fn(&str) -> bool) -> bool {
    text.match_indices(name).any(|(at, _)| text[..at].strip_suffix(' ').is_some_and(&asked))
}

/// Whether a word of a name stands somewhere without the name.
fn stands_alone(text: &str, word: &str, name: &str) -> bool {
    let without = text.replace(name, "");
    words::words(&without).into_iter().any(|r| without[r].trim_end_matches("'s").trim_end_matches("’s") == word)
}

/// `Premier`, `Chief Executive Officer`: the whole title before a name; `None` where a small word before it changes its sense (`former President`).
fn title_of(name: &str, text: &str) -> Option<String> {
    text.match_indices(name).find_map(|(at, _)| {
        let before = text[..at].strip_suffix(' ')?;
        let mut title: Vec<&str> = Vec::new();
        let mut rest = before.rsplit(' ');
        let qualifier = loop {
            match rest.next() {
                Some(word) if (TITLES.has(word) || ROLES.has(word)) && !COURTESY.contains(&word) => title.insert(0, word),
                other => break other.unwrap_or(""),
            }
        };
        let changed = matches!(qualifier, "former" | "then" | "acting" | "interim" | "late" | "ex" | "vice" | "prime" | "deputy" | "assistant")
            || qualifier.ends_with('-');
        (!title.is_empty() && !changed).then(|| title.join(" "))
    })
}

/// Titles that say no office.
const COURTESY: &[&str] = &["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms."];

/// `Donald Trump`, `Donald J. Trump`: one person, if every name holds the shortest one's words.
fn shortest_of_one(names: &BTreeSet<String>) -> Option<String> {
    let shortest = names.iter().min_by_key(|n| (n.len(), (*n).clone()))?;
    let words: Vec<&str> = shortest.split(' ').collect();
    names.iter().all(|n| words.iter().all(|w| n.split(' ').any(|o| o == *w))).then(|| shortest.clone())
}
