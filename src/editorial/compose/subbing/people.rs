//! Who is who in an article: full names, the surnames that stand for them, and what goes with a name.

use super::names;
use super::speech;
use crate::editorial::compose::lists::{ROLES, SPEECH_VERBS, TITLES};
use crate::editorial::compose::quotation;
use crate::evidence::SourceText;
use crate::text::words;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::cell::OnceCell;
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
        let places = Places::of(&whole, found.iter().flat_map(|(last, names)| names.iter().chain([last])));
        let is_behind = |name: &str, asked: &dyn Fn(&str) -> bool| places.before(name).any(asked);
        let full: BTreeMap<String, String> = found
            .into_iter()
            .filter_map(|(last, names)| {
                let name = match names.len() {
                    1 => names.into_iter().next()?,
                    _ => shortest_of_one(&names)?,
                };
                // Where the family name comes first (Li Qiang), the first word is what stands for the whole.
                let first = name.split(' ').next().unwrap_or("");
                let last = if alone.contains(first) && !alone.contains(&last) && !places.stands_alone(&last, &name) { first.to_owned() } else { last };
                let is_title = |before: &str| TITLES.iter().any(|t| before.ends_with(t));
                let titled = is_behind(&name, &is_title) || is_behind(&last, &is_title);
                let aside = places.behind(&name).find_map(|rest| rest.strip_prefix(", "));
                let aged = aside.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
                (alone.contains(&last) || alone.contains(&name) || titled || aged).then_some((last, name))
            })
            .collect();
        let titles = full.values().filter_map(|name| title_of(places.before(name)).map(|title| (name.clone(), title))).collect();
        let she = full.iter().filter_map(|(last, name)| {
            let with = |titles: &[&str]| [last, name].iter().any(|n| is_behind(n, &|before| titles.iter().any(|t| before.ends_with(t))));
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

/// Where names stand in a text, all of them looked for at once: an article may list thousands.
struct Places<'a> {
    text: &'a str,
    names: BTreeMap<String, Vec<usize>>,
    /// Where each word stands; made when first asked for.
    words: OnceCell<BTreeMap<&'a str, Vec<usize>>>,
}

impl<'a> Places<'a> {
    fn of<'n>(text: &'a str, names: impl Iterator<Item = &'n String>) -> Self {
        let mut found: BTreeMap<String, Vec<usize>> = names.map(|name| (name.clone(), Vec::new())).collect();
        let all: Vec<String> = found.keys().cloned().collect();
        match AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&all) {
            Ok(searcher) => {
                for m in searcher.find_overlapping_iter(text) {
                    found.entry(all[m.pattern().as_usize()].clone()).or_default().push(m.start());
                }
            }
            Err(_) => found.iter_mut().for_each(|(name, places)| places.extend(text.match_indices(name.as_str()).map(|(at, _)| at))),
        }
        Self { text, names: found, words: OnceCell::new() }
    }

    fn at(&self, name: &str) -> &[usize] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The texts before a name and the space that parts it from them.
    fn before(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.at(name).iter().filter_map(|at| self.text[..*at].strip_suffix(' '))
    }

    /// The texts behind a name.
    fn behind(&self, name: &str) -> impl Iterator<Item = &'a str> {
        let length = name.len();
        self.at(name).iter().map(move |at| &self.text[at + length..])
    }

    /// Whether a word of a name stands somewhere without the name.
    fn stands_alone(&self, word: &str, name: &str) -> bool {
        let places = self.words.get_or_init(|| {
            let mut words_at: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for range in words::words(self.text) {
                words_at.entry(self.text[range.clone()].trim_end_matches("'s").trim_end_matches("’s")).or_default().push(range.start);
            }
            words_at
        });
        let named = self.at(name);
        // The last name that begins before the word may reach over it.
        let in_name = |at: usize| named[..named.partition_point(|n| *n <= at)].last().is_some_and(|start| at < start + name.len());
        places.get(word).is_some_and(|places| places.iter().any(|at| !in_name(*at)))
    }
}

/// `Premier`, `Chief Executive Officer`, `linguist`: the whole title or calling before a name, from the texts before it; `None` where a small word before it changes
/// its sense (`former President`). A calling has a small letter, wherever it stood.
fn title_of<'a>(mut before: impl Iterator<Item = &'a str>) -> Option<String> {
    before.find_map(|before| {
        let mut title: Vec<&str> = Vec::new();
        let mut rest = before.rsplit(' ');
        let last = before.rsplit(' ').next().unwrap_or("");
        if names::is_calling(last) {
            return is_bare(before[..before.len() - last.len()].trim_end_matches(' ')).then(|| last.to_lowercase());
        }
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

/// Whether nothing stands before a calling that goes with it, so that it can be told without: `said linguist`, `. Linguist`, but `the company's chief lawyer`.
fn is_bare(before: &str) -> bool {
    let word = before.rsplit([' ', '\n']).next().unwrap_or("");
    before.is_empty() || before.ends_with(['\n', '.', '!', '?', ',', '”', ':', ';']) || SPEECH_VERBS.has(word) || word == "and"
}

/// Titles that say no office.
const COURTESY: &[&str] = &["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms."];

/// `Donald Trump`, `Donald J. Trump`: one person, if every name holds the shortest one's words.
fn shortest_of_one(names: &BTreeSet<String>) -> Option<String> {
    let shortest = names.iter().min_by_key(|n| (n.len(), (*n).clone()))?;
    let words: Vec<&str> = shortest.split(' ').collect();
    names.iter().all(|n| words.iter().all(|w| n.split(' ').any(|o| o == *w))).then(|| shortest.clone())
}
