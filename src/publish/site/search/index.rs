//! The whole index, put together once and cut into parts.

use super::parts;
use super::terms::{StoryTerms, skipped};
use crate::publish::site::Site;
use rayon::prelude::*;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

/// Classes of terms; see [`super`].
const CLASSES: usize = 4;

/// A beginning shared by the terms of more parts than this has its best stories listed apart.
const MOST_PARTS: usize = 2;

/// The longest of such beginnings, in characters.
const LONGEST_BEGINNING: usize = 6;

/// How many stories are listed for one.
const BEST: usize = 60;

/// A file of the index.
#[derive(Debug, Default)]
pub(in super::super) struct Part {
    /// Its first term.
    pub first: String,
    pub text: String,
}

#[derive(Debug)]
pub(in super::super) struct Index {
    /// Changes with the parts: a browser that kept an old part does not mix it with new ones.
    pub version: String,
    pub term_parts: Vec<Part>,
    pub beginning_parts: Vec<Part>,
}

/// The stories that have a term: their numbers in rising order with the class of each.
type Postings = Vec<(u32, u8)>;

impl Index {
    pub fn new(site: &Site) -> Self {
        let stories = &site.catalogue.stories;
        let skip: HashSet<String> = skipped(&site.config.language).into_iter().collect();
        let all: Vec<&StoryTerms> = stories.par_iter().rev().map(|story| story.search_terms(site)).collect();
        let mut postings: HashMap<&str, Postings> = HashMap::new();
        for (number, story) in all.iter().enumerate() {
            for (term, class) in story.iter().filter(|(term, _)| !skip.contains(*term)) {
                postings.entry(term).or_default().push((number as u32, class));
            }
        }
        let mut terms: Vec<(&str, Postings)> = postings.into_iter().collect();
        terms.par_sort_unstable_by(|a, b| in_browsers(a.0, b.0));
        let (term_count, beginning_count, _) = parts(stories.len());
        let written: Vec<String> = terms.par_iter().map(|(term, postings)| entry(term, postings)).collect();
        let names: Vec<&str> = terms.iter().map(|(t, _)| *t).collect();
        let (term_parts, of_term) = cut(&names, &written, term_count);
        let beginnings = beginnings(&terms, &of_term);
        let written: Vec<String> = beginnings.iter().map(|(beginning, postings)| entry(beginning, postings)).collect();
        let names: Vec<&str> = beginnings.iter().map(|(b, _)| b.as_str()).collect();
        let (beginning_parts, _) = cut(&names, &written, beginning_count);
        let mut hasher = blake3::Hasher::new();
        for part in term_parts.iter().chain(&beginning_parts) {
            hasher.update(part.text.as_bytes());
        }
        Self { version: hasher.finalize().to_hex()[..12].to_owned(), term_parts, beginning_parts }
    }
}

/// ECMAScript compares texts by their UTF-16 units.
fn in_browsers(a: &str, b: &str) -> Ordering {
    if a.is_ascii() || b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// `"term":[[numbers of class 0],…]`: each number as what it is more than the one before, classes without stories at the end left out.
fn entry(term: &str, postings: &[(u32, u8)]) -> String {
    let mut out = serde_json::to_string(term).unwrap_or_default();
    out.push_str(":[");
    let last = postings.iter().map(|(_, class)| usize::from(*class)).max().unwrap_or(0);
    for class in 0..=last.min(CLASSES - 1) {
        out.push_str(if class == 0 { "[" } else { ",[" });
        let mut before = 0;
        for (n, (number, _)) in postings.iter().filter(|(_, c)| usize::from(*c) == class).enumerate() {
            let _ = write!(out, "{}{}", if n == 0 { "" } else { "," }, number - before);
            before = *number;
        }
        out.push(']');
    }
    out.push(']');
    out
}

/// Cuts entries into so many parts of about the same size; also gives the part of each entry.
fn cut(names: &[&str], entries: &[String], count: usize) -> (Vec<Part>, Vec<usize>) {
    let total: usize = entries.iter().map(String::len).sum();
    let share = total.div_ceil(count.max(1)).max(1);
    let mut parts: Vec<Part> = (0..count).map(|_| Part::default()).collect();
    let mut of_entry = Vec::with_capacity(entries.len());
    let mut before = 0;
    for (name, entry) in names.iter().zip(entries) {
        // By the middle of the entry, so that a long one lies where most of it belongs.
        let n = ((before + entry.len() / 2) / share).min(count.saturating_sub(1));
        before += entry.len();
        of_entry.push(n);
        if let Some(part) = parts.get_mut(n) {
            if part.text.is_empty() {
                part.first = (*name).to_owned();
                part.text.push('{');
            } else {
                part.text.push(',');
            }
            part.text.push_str(entry);
        }
    }
    // Behind every term there is.
    let mut first = "\u{ffff}".to_owned();
    for part in parts.iter_mut().rev() {
        // A part without entries begins where the next one does, and is never asked for.
        if part.text.is_empty() {
            part.first.clone_from(&first);
            part.text.push('{');
        }
        first.clone_from(&part.first);
        part.text.push_str("}\n");
    }
    (parts, of_entry)
}

/// The beginnings that the terms of many parts share, each with its best stories: better classes first, then newer stories.
fn beginnings(terms: &[(&str, Postings)], of_term: &[usize]) -> Vec<(String, Postings)> {
    let mut ranges: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (n, (term, _)) in terms.iter().enumerate() {
        for (length, (at, c)) in term.char_indices().take(LONGEST_BEGINNING).enumerate() {
            let beginning = &term[..at + c.len_utf8()];
            if length < LONGEST_BEGINNING {
                ranges.entry(beginning).or_insert((n, n)).1 = n;
            }
        }
    }
    let wide = |(first, last): &(usize, usize)| of_term[*last] + 1 - of_term[*first] > MOST_PARTS;
    let wide: Vec<(&str, (usize, usize))> = ranges.into_iter().filter(|(_, range)| wide(range)).collect();
    let mut found: Vec<(String, Postings)> = wide
        .into_par_iter()
        .map(|(beginning, (first, last))| {
            let mut best: HashMap<u32, u8> = HashMap::new();
            for (number, class) in terms[first..=last].iter().flat_map(|(_, postings)| postings) {
                best.entry(*number).and_modify(|known| *known = (*known).min(*class)).or_insert(*class);
            }
            let mut best: Vec<(u32, u8)> = best.into_iter().collect();
            best.sort_unstable_by_key(|(number, class)| (*class, Reverse(*number)));
            best.truncate(BEST);
            best.sort_unstable();
            (beginning.to_owned(), best)
        })
        .collect();
    found.sort_unstable_by(|a, b| in_browsers(&a.0, &b.0));
    found
}
