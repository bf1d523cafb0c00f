//! Names of new stories: a readable slug of the headline that says most of what the story's articles share.

use crate::text::slug::slug;
use crate::text::words::{is_stop_word, stem, words};
use crate::types::ArticleFile;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Longest name, in bytes: it stands in addresses and file names.
const LONGEST: usize = 60;
/// So many articles of a story choose its headline.
const VOTERS: usize = 60;

/// The name for these articles of one story, the earliest first, whatever other stories are called.
pub(super) fn name(articles: &[&ArticleFile]) -> String {
    let best = best_headline(articles).map(|title| slug(title, LONGEST)).filter(|s| !s.is_empty());
    let by_stem = || articles.first().map(|a| slug(&a.stem, LONGEST)).filter(|s| !s.is_empty());
    best.or_else(by_stem).unwrap_or_else(|| "story".to_owned())
}

/// The name itself, or with the first number that makes it free.
pub(super) fn free(base: &str, taken: &HashSet<String>) -> String {
    if !taken.contains(base) {
        return base.to_owned();
    }
    (2u32..).map(|n| format!("{}-{n}", slug(base, LONGEST - 6))).find(|name| !taken.contains(name)).unwrap_or_default()
}

/// The title whose content words stand in most of the titles, for its length; the earliest of equals.
fn best_headline<'a>(articles: &[&'a ArticleFile]) -> Option<&'a str> {
    let titles: Vec<(&str, BTreeSet<String>)> = articles.iter().take(VOTERS).map(|a| (a.article.title.as_str(), content(&a.article.title))).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in titles.iter().flat_map(|(_, words)| words) {
        *counts.entry(word).or_default() += 1;
    }
    let score = |(title, words): &(&str, BTreeSet<String>)| {
        // Sums of small whole numbers, so their order is the same everywhere.
        let shared: usize = words.iter().map(|w| counts.get(w.as_str()).map_or(0, |n| n - 1)).sum();
        let length = words.len().max(3) as f64;
        let plain = if title.trim_end().ends_with(['?', '…']) || title.ends_with("...") || words.len() > 13 { 0.7 } else { 1.0 };
        (shared as f64 + 0.01) / length.sqrt() * plain
    };
    titles.iter().rev().max_by(|a, b| score(a).total_cmp(&score(b))).map(|(title, _)| *title)
}

fn content(title: &str) -> BTreeSet<String> {
    words(title).into_iter().map(|w| title[w].to_lowercase()).filter(|w| !is_stop_word(w)).map(|w| stem(&w)).collect()
}
